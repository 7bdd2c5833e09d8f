/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/limits.h"
#include "core/base/elimination.h"

void
wf_factor_free (WfFactor *self)
{
  g_free ((guint *) self->scope.variables);
  g_free (self->values);
  g_free (self);
}

gboolean
wf_factor_has (const WfFactor *self, guint variable)
{
  for (guint k = 0; k < self->scope.n_variables; k++)
    if (self->scope.variables[k] == variable)
      return TRUE;
  return FALSE;
}

WfFactor *
wf_factor_new (const WfScope *scope, const gsize *sizes, GError **error)
{
  g_autoptr (WfFactor) self = g_new0 (WfFactor, 1);
  double n_entries = wf_scope_count_entries (scope, sizes);

  self->scope.n_variables = scope->n_variables;
  self->scope.variables = g_memdup2 (scope->variables, scope->n_variables * sizeof (guint));
  if (n_entries <= WF_LIMIT_TABLE_ENTRIES)
    {
      self->n_entries = (gsize) n_entries;
      self->values = g_try_new (double, self->n_entries);
    }
  if (self->values != NULL)
    return g_steal_pointer (&self);
  wf_set_budget_error (n_entries, error);
  return NULL;
}

WfFactor *
wf_factor_new_reduced (const WfScope *scope,
                       const gsize *sizes,
                       const double *values,
                       const gint *levels,
                       WfProgress *progress,
                       GError **error)
{
  guint n = scope->n_variables;
  g_autofree guint *free_variables = g_new (guint, n + 1);
  g_autofree gsize *free_sizes = g_new (gsize, n + 1);
  g_autofree gsize *free_strides = g_new (gsize, n + 1);
  g_autofree guint *places = g_new (guint, n + 1);
  g_autoptr (WfFactor) self = NULL;
  gsize offset = 0, stride = 1;
  guint n_free = 0;
  WfWalk walk;

  for (guint k = 0; k < n; k++)
    if (levels[scope->variables[k]] < 0)
      free_variables[n_free++] = scope->variables[k];
  for (guint k = n, place = n_free; k-- > 0; stride *= sizes[scope->variables[k]])
    {
      if (levels[scope->variables[k]] >= 0)
        {
          offset += stride * (gsize) levels[scope->variables[k]];
          continue;
        }
      free_sizes[--place] = sizes[scope->variables[k]];
      free_strides[place] = stride;
      places[place] = place;
    }

  self = wf_factor_new (&(WfScope){ free_variables, n_free }, sizes, error);
  if (self == NULL)
    return NULL;
  wf_walk_init (&walk, &(WfScope){ places, n_free }, free_sizes, free_strides);
  if (!wf_walk_assign (&walk, self->values, values + offset, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The union of the scopes without the summed variable. */
static guint *
list_scope (WfFactor *const *factors, gsize n_factors, gssize summed, guint *n_scope)
{
  g_autoptr (GArray) scope = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize f = 0; f < n_factors; f++)
    for (guint k = 0; k < factors[f]->scope.n_variables; k++)
      {
        guint variable = factors[f]->scope.variables[k];
        gboolean is_new = (gssize) variable != summed;

        for (guint i = 0; is_new && i < scope->len; i++)
          is_new = g_array_index (scope, guint, i) != variable;
        if (is_new)
          g_array_append_val (scope, variable);
      }
  *n_scope = scope->len;
  return (guint *) g_array_free (g_steal_pointer (&scope), FALSE);
}

/* The walk through a table beside one of the factors. */
static gsize
begin_walk (const WfFactor *table, const WfFactor *factor, const gsize *sizes, gssize summed, WfWalk *walk)
{
  guint n = table->scope.n_variables;
  g_autofree guint *places = g_new (guint, n + 1);
  g_autofree gsize *own_sizes = g_new (gsize, n + 1);
  g_autofree gsize *strides = g_new0 (gsize, n + 1);
  gsize stride = 1, summed_stride = 0;

  for (guint k = factor->scope.n_variables; k-- > 0; stride *= sizes[factor->scope.variables[k]])
    {
      if ((gssize) factor->scope.variables[k] == summed)
        summed_stride = stride;
      for (guint i = 0; i < n; i++)
        if (table->scope.variables[i] == factor->scope.variables[k])
          strides[i] = stride;
    }
  for (guint i = 0; i < n; i++)
    {
      places[i] = i;
      own_sizes[i] = sizes[table->scope.variables[i]];
    }
  wf_walk_init (walk, &(WfScope){ places, n }, own_sizes, strides);
  return summed_stride;
}

/* out = the product of the factors at one level of the summed variable */
static gboolean
multiply_level (WfFactor *const *factors,
                gsize n_factors,
                const WfWalk *walks,
                const gsize *summed_strides,
                gsize level,
                WfFactor *out,
                WfProgress *progress,
                GError **error)
{
  for (gsize f = 0; f < n_factors; f++)
    {
      const double *values = factors[f]->values + level * summed_strides[f];
      gboolean is_done = f == 0 ? wf_walk_assign (&walks[f], out->values, values, progress, error)
                                : wf_walk_multiply (&walks[f], out->values, values, progress, error);

      if (!is_done)
        return FALSE;
    }
  for (gsize i = 0; n_factors == 0 && i < out->n_entries; i++)
    out->values[i] = 1.0;
  return TRUE;
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
  g_autofree guint *variables = list_scope (factors, n_factors, summed, &n_scope);
  WfScope scope = { variables, n_scope };
  g_autofree WfWalk *walks = g_new (WfWalk, n_factors + 1);
  g_autofree gsize *summed_strides = g_new0 (gsize, n_factors + 1);
  g_autoptr (WfFactor) self = wf_factor_new (&scope, sizes, error);
  g_autoptr (WfFactor) product = NULL;
  gsize n_levels = summed >= 0 ? sizes[summed] : 1;

  if (self == NULL)
    return NULL;
  for (gsize f = 0; f < n_factors; f++)
    summed_strides[f] = begin_walk (self, factors[f], sizes, summed, &walks[f]);
  if (!multiply_level (factors, n_factors, walks, summed_strides, 0, self, progress, error))
    return NULL;
  if (n_levels == 1)
    return g_steal_pointer (&self);
  product = wf_factor_new (&scope, sizes, error);
  if (product == NULL)
    return NULL;
  for (gsize level = 1; level < n_levels; level++)
    {
      if (!multiply_level (factors, n_factors, walks, summed_strides, level, product, progress, error))
        return NULL;
      for (gsize i = 0; i < self->n_entries; i++)
        self->values[i] += product->values[i];
    }
  return g_steal_pointer (&self);
}
