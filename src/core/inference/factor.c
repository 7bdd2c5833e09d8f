/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/inference/elimination-private.h"

#define WORK_BETWEEN_CHECKS (1 << 16) /* multiplications: well under 1 ms */

void
wf_factor_free (WfFactor *self)
{
  g_free (self->variables);
  g_free (self->values);
  g_free (self);
}

gboolean
wf_factor_has (const WfFactor *self, guint variable)
{
  for (guint k = 0; k < self->n_variables; k++)
    if (self->variables[k] == variable)
      return TRUE;
  return FALSE;
}

/* Distance between neighbouring levels of a variable; 0 when the factor doesn't depend on it. */
static gsize
get_stride (const WfFactor *self, const gsize *sizes, guint variable)
{
  gsize stride = 1;

  for (guint k = self->n_variables; k-- > 0; stride *= sizes[self->variables[k]])
    if (self->variables[k] == variable)
      return stride;
  return 0;
}

/* A factor without values yet, or NULL when it would be too large. */
static WfFactor *
factor_new (const guint *variables, guint n_variables, const gsize *sizes, GError **error)
{
  g_autoptr (WfFactor) self = g_new0 (WfFactor, 1);

  self->n_variables = n_variables;
  self->variables = g_memdup2 (variables, n_variables * sizeof (guint));
  self->n_entries = 1;
  for (guint k = 0; k < n_variables && self->n_entries <= WF_LIMIT_TABLE_ENTRIES; k++)
    self->n_entries *= sizes[variables[k]];
  if (self->n_entries <= WF_LIMIT_TABLE_ENTRIES)
    self->values = g_try_new (double, self->n_entries);
  if (self->values != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, WF_ERROR, WF_ERROR_BUDGET,
               _ ("The exact answer needs a table of %u variables with more than %d entries; merge levels, "
                  "remove edges or "
                  "ask about fewer variables"),
               n_variables, WF_LIMIT_TABLE_ENTRIES);
  return NULL;
}

/* Counts through the entries of a scope, last variable fastest, moving an offset along in each of several
 * tables. */
typedef struct
{
  guint n_variables;
  gsize n_tables;
  gsize *sizes;   /* n_variables */
  gsize *digits;  /* n_variables */
  gsize *strides; /* n_variables x n_tables, tables fastest */
  gsize *offsets; /* n_tables */
} Odometer;

static void
odometer_init (Odometer *self, const guint *variables, guint n_variables, const gsize *sizes, gsize n_tables)
{
  self->n_variables = n_variables;
  self->n_tables = n_tables;
  self->sizes = g_new (gsize, n_variables + 1);
  self->digits = g_new0 (gsize, n_variables + 1);
  self->strides = g_new0 (gsize, n_variables * n_tables + 1);
  self->offsets = g_new0 (gsize, n_tables + 1);
  for (guint k = 0; k < n_variables; k++)
    self->sizes[k] = sizes[variables[k]];
}

static void
odometer_clear (Odometer *self)
{
  g_free (self->sizes);
  g_free (self->digits);
  g_free (self->strides);
  g_free (self->offsets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Odometer, odometer_clear)

static inline void
odometer_advance (Odometer *self)
{
  for (guint k = self->n_variables; k-- > 0;)
    {
      const gsize *strides = self->strides + k * self->n_tables;
      gboolean is_last = ++self->digits[k] == self->sizes[k];

      for (gsize t = 0; t < self->n_tables; t++)
        self->offsets[t] += strides[t];
      if (!is_last)
        return;
      self->digits[k] = 0;
      for (gsize t = 0; t < self->n_tables; t++)
        self->offsets[t] -= strides[t] * self->sizes[k];
    }
}

WfFactor *
wf_factor_new_reduced (
    const guint *variables, guint n_variables, const gsize *sizes, const double *values, const gint *levels)
{
  g_autofree guint *free_variables = g_new (guint, n_variables + 1);
  g_autofree gsize *free_strides = g_new (gsize, n_variables + 1);
  g_auto (Odometer) odometer = { 0 };
  g_autoptr (WfFactor) self = NULL;
  guint n_free = 0;
  gsize offset = 0, stride = 1;

  for (guint k = n_variables; k-- > 0; stride *= sizes[variables[k]])
    if (levels[variables[k]] >= 0)
      offset += stride * (gsize) levels[variables[k]];
  stride = 1;
  for (guint k = n_variables; k-- > 0; stride *= sizes[variables[k]])
    if (levels[variables[k]] < 0)
      {
        free_variables[n_free] = variables[k];
        free_strides[n_free++] = stride;
      }

  /* A part of a table that is within the limit: it can't be too large. The variables come last to first. */
  self = factor_new (free_variables, n_free, sizes, NULL);
  g_return_val_if_fail (self != NULL, NULL);
  odometer_init (&odometer, free_variables, n_free, sizes, 1);
  memcpy (odometer.strides, free_strides, n_free * sizeof (gsize));
  for (gsize i = 0; i < self->n_entries; i++)
    {
      self->values[i] = values[offset + odometer.offsets[0]];
      odometer_advance (&odometer);
    }
  return g_steal_pointer (&self);
}

/* The union of the scopes without the summed variable. */
static guint *
list_scope (WfFactor *const *factors, gsize n_factors, gssize summed, guint *n_scope)
{
  g_autoptr (GArray) scope = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize f = 0; f < n_factors; f++)
    for (guint k = 0; k < factors[f]->n_variables; k++)
      {
        guint variable = factors[f]->variables[k];
        gboolean is_new = (gssize) variable != summed;

        for (guint i = 0; is_new && i < scope->len; i++)
          is_new = g_array_index (scope, guint, i) != variable;
        if (is_new)
          g_array_append_val (scope, variable);
      }
  *n_scope = scope->len;
  return (guint *) g_array_free (g_steal_pointer (&scope), FALSE);
}

static double
sum_of_products (
    WfFactor *const *factors, gsize n_factors, const gsize *offsets, const gsize *strides, gsize n_levels)
{
  double sum = 0.0;

  for (gsize level = 0; level < n_levels; level++)
    {
      double product = 1.0;

      for (gsize f = 0; f < n_factors; f++)
        product *= factors[f]->values[offsets[f] + level * strides[f]];
      sum += product;
    }
  return sum;
}

WfFactor *
wf_factor_combine (WfFactor *const *factors,
                   gsize n_factors,
                   const gsize *sizes,
                   gssize summed,
                   WfProgress *progress,
                   GError **error)
{
  guint n_scope;
  g_autofree guint *scope = list_scope (factors, n_factors, summed, &n_scope);
  g_autofree gsize *summed_strides = g_new0 (gsize, n_factors + 1);
  g_autoptr (WfFactor) self = factor_new (scope, n_scope, sizes, error);
  g_auto (Odometer) odometer = { 0 };
  gsize n_levels = summed >= 0 ? sizes[summed] : 1;
  gsize work = 0;

  if (self == NULL)
    return NULL;
  odometer_init (&odometer, scope, n_scope, sizes, n_factors);
  for (gsize f = 0; f < n_factors; f++)
    {
      for (guint k = 0; k < n_scope; k++)
        odometer.strides[k * n_factors + f] = get_stride (factors[f], sizes, scope[k]);
      if (summed >= 0)
        summed_strides[f] = get_stride (factors[f], sizes, summed);
    }
  for (gsize i = 0; i < self->n_entries; i++)
    {
      self->values[i] = sum_of_products (factors, n_factors, odometer.offsets, summed_strides, n_levels);
      odometer_advance (&odometer);
      work += n_levels * n_factors;
      if (work < WORK_BETWEEN_CHECKS)
        continue;
      work = 0;
      if (!wf_progress_check (progress, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
