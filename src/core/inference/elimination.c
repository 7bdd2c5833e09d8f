/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Variable elimination (Zhang & Poole 1994; Koller & Friedman 2009, algorithm 9.1) in the greedy min-fill
 * order (Kjærulff 1990), ties by the smaller table, then by index. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/elimination-private.h"

/* The interaction graph of the factors while variables leave it. */
typedef struct
{
  guint n;
  const gsize *sizes;
  guint8 *is_adjacent;  /* n x n */
  gsize *fill;          /* n: edges that eliminating the variable would add */
  double *cost;         /* n: entries of the table that it would make */
  gboolean *is_present; /* still to be eliminated */
} Interaction;

static void
interaction_clear (Interaction *self)
{
  g_free (self->is_adjacent);
  g_free (self->fill);
  g_free (self->cost);
  g_free (self->is_present);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Interaction, interaction_clear)

static guint *
list_adjacent (const Interaction *self, guint variable, guint *n_adjacent)
{
  guint *adjacent = g_new (guint, self->n);

  *n_adjacent = 0;
  for (guint i = 0; i < self->n; i++)
    if (self->is_adjacent[(gsize) variable * self->n + i])
      adjacent[(*n_adjacent)++] = i;
  return adjacent;
}

static void
measure (Interaction *self, guint variable)
{
  guint n_adjacent;
  g_autofree guint *adjacent = list_adjacent (self, variable, &n_adjacent);

  self->fill[variable] = 0;
  self->cost[variable] = 1.0;
  for (guint a = 0; a < n_adjacent; a++)
    {
      self->cost[variable] *= (double) self->sizes[adjacent[a]];
      for (guint b = 0; b < a; b++)
        self->fill[variable] += !self->is_adjacent[(gsize) adjacent[a] * self->n + adjacent[b]];
    }
}

static gboolean
interaction_init (
    Interaction *self, GPtrArray *factors, guint n, const gsize *sizes, gssize query, GError **error)
{
  self->n = n;
  self->sizes = sizes;
  self->is_adjacent = g_try_malloc0 ((gsize) n * n + 1);
  if (self->is_adjacent == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_BUDGET,
                   _ ("Not enough memory to order the elimination of %u variables"), n);
      return FALSE;
    }
  self->fill = g_new0 (gsize, n + 1);
  self->cost = g_new0 (double, n + 1);
  self->is_present = g_new0 (gboolean, n + 1);
  for (guint f = 0; f < factors->len; f++)
    {
      const WfFactor *factor = g_ptr_array_index (factors, f);

      for (guint i = 0; i < factor->n_variables; i++)
        for (guint j = 0; j < factor->n_variables; j++)
          if (i != j)
            self->is_adjacent[(gsize) factor->variables[i] * n + factor->variables[j]] = 1;
    }
  for (guint i = 0; i < n; i++)
    {
      self->is_present[i] = (gssize) i != query;
      measure (self, i);
    }
  return TRUE;
}

static guint
pick (const Interaction *self)
{
  guint best = self->n;

  for (guint i = 0; i < self->n; i++)
    if (self->is_present[i] && (best == self->n || self->fill[i] < self->fill[best] ||
                                (self->fill[i] == self->fill[best] && self->cost[i] < self->cost[best])))
      best = i;
  return best;
}

/* Joins the neighbours of a variable and takes it out; measures anew those that saw it. */
static void
take_out (Interaction *self, guint variable)
{
  guint n_adjacent;
  g_autofree guint *adjacent = list_adjacent (self, variable, &n_adjacent);
  g_autofree gboolean *is_changed = g_new0 (gboolean, self->n);

  self->is_present[variable] = FALSE;
  for (guint a = 0; a < n_adjacent; a++)
    {
      guint8 *row = self->is_adjacent + (gsize) adjacent[a] * self->n;

      row[variable] = 0;
      self->is_adjacent[(gsize) variable * self->n + adjacent[a]] = 0;
      for (guint b = 0; b < n_adjacent; b++)
        if (a != b)
          row[adjacent[b]] = 1;
    }
  for (guint a = 0; a < n_adjacent; a++)
    {
      is_changed[adjacent[a]] = TRUE;
      for (guint i = 0; i < self->n; i++)
        is_changed[i] |= self->is_adjacent[(gsize) adjacent[a] * self->n + i];
    }
  for (guint i = 0; i < self->n; i++)
    if (is_changed[i] && self->is_present[i])
      measure (self, i);
}

static void
set_support_error (GError **error)
{
  g_set_error_literal (
      error, WF_ERROR, WF_ERROR_NO_SUPPORT,
      _ ("What is given has probability zero in this model: no case could show it; change or drop a part "
         "of it"));
}

/* Divides by the largest value, so that long products don't underflow. */
static gboolean
rescale (WfFactor *factor, GError **error)
{
  double largest = 0.0;

  for (gsize i = 0; i < factor->n_entries; i++)
    largest = MAX (largest, factor->values[i]);
  if (largest <= 0.0)
    {
      set_support_error (error);
      return FALSE;
    }
  for (gsize i = 0; i < factor->n_entries; i++)
    factor->values[i] /= largest;
  return TRUE;
}

/* Replaces the factors that have the variable by their product summed over it. */
static gboolean
sum_out (GPtrArray *factors, const gsize *sizes, guint variable, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  g_autoptr (WfFactor) product = NULL;

  for (guint f = 0; f < factors->len;)
    {
      if (wf_factor_has (g_ptr_array_index (factors, f), variable))
        g_ptr_array_add (joined, g_ptr_array_steal_index_fast (factors, f));
      else
        f++;
    }
  product =
      wf_factor_combine ((WfFactor *const *) joined->pdata, joined->len, sizes, variable, progress, error);
  if (product == NULL || !rescale (product, error))
    return FALSE;
  g_ptr_array_add (factors, g_steal_pointer (&product));
  return TRUE;
}

gboolean
wf_eliminate (GPtrArray *factors,
              guint n_variables,
              const gsize *sizes,
              gssize query,
              double *out,
              WfProgress *progress,
              GError **error)
{
  g_auto (Interaction) interaction = { 0 };
  g_autoptr (WfFactor) answer = NULL;
  double total = 0.0;

  if (!interaction_init (&interaction, factors, n_variables, sizes, query, error))
    return FALSE;
  for (guint f = 0; f < factors->len; f++)
    if (!rescale (g_ptr_array_index (factors, f), error))
      return FALSE;
  for (guint variable = pick (&interaction); variable < n_variables; variable = pick (&interaction))
    {
      if (!wf_progress_check (progress, error) || !sum_out (factors, sizes, variable, progress, error))
        return FALSE;
      take_out (&interaction, variable);
    }

  answer = wf_factor_combine ((WfFactor *const *) factors->pdata, factors->len, sizes, -1, progress, error);
  if (answer == NULL)
    return FALSE;
  for (gsize i = 0; i < answer->n_entries; i++)
    total += answer->values[i];
  if (!(total > 0.0))
    {
      set_support_error (error);
      return FALSE;
    }
  for (gsize i = 0; query >= 0 && i < answer->n_entries; i++)
    out[i] = answer->values[i] / total;
  return TRUE;
}
