/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/discovery/permutation-private.h"

/* ---- orders ---- */

static gboolean
is_ready (const guint64 *before, const guint64 *is_placed, gsize n_words)
{
  for (gsize w = 0; w < n_words; w++)
    if (before[w] & ~is_placed[w])
      return FALSE;
  return TRUE;
}

/* Those of row v before v, for every v, else as it was. FALSE and unchanged when no order has that. */
static gboolean
sort (guint *order, guint n, const guint64 *before)
{
  gsize n_words = (n + 63) / 64;
  g_autofree guint *sorted = g_new (guint, n);
  g_autofree guint *waiting = g_memdup2 (order, n * sizeof (guint));
  g_autofree guint64 *is_placed = g_new0 (guint64, n_words);

  for (guint i = 0, n_waiting = n; i < n; i++)
    {
      guint at = 0;

      while (at < n_waiting && !is_ready (before + waiting[at] * n_words, is_placed, n_words))
        at++;
      if (at == n_waiting)
        return FALSE;
      sorted[i] = waiting[at];
      is_placed[sorted[i] / 64] |= G_GUINT64_CONSTANT (1) << (sorted[i] % 64);
      n_waiting--;
      memmove (waiting + at, waiting + at + 1, (n_waiting - at) * sizeof (guint));
    }
  memcpy (order, sorted, n * sizeof (guint));
  return TRUE;
}

static void
sort_by_knowledge (guint *order, guint n, const WfConstraints *constraints, gboolean is_strict)
{
  gsize n_words = (n + 63) / 64;
  g_autofree guint64 *before = g_new0 (guint64, n * n_words);

  for (guint v = 0; v < n; v++)
    for (guint u = 0; u < n; u++)
      if (u != v && (wf_constraints_is_required (constraints, u, v) ||
                     (is_strict && wf_constraints_is_forbidden (constraints, v, u) &&
                      !wf_constraints_is_forbidden (constraints, u, v))))
        before[v * n_words + u / 64] |= G_GUINT64_CONSTANT (1) << (u % 64);
  if (!sort (order, n, before) && is_strict)
    sort_by_knowledge (order, n, constraints, FALSE);
}

guint *
wf_order_new (const WfConstraints *constraints, guint n, WfRng *rng)
{
  guint *order = g_new (guint, n);

  for (guint v = 0; v < n; v++)
    {
      guint swap = rng != NULL ? (guint) wf_rng_below (rng, v + 1) : v;

      order[v] = order[swap];
      order[swap] = v;
    }
  if (constraints->rules != NULL)
    sort_by_knowledge (order, n, constraints, TRUE);
  return order;
}

static void
set_ranks (WfPermutation *self)
{
  for (guint i = 0; i < self->n; i++)
    self->rank[self->order[i]] = (gint) i;
}

/* ---- the value ---- */

void
wf_permutation_init (
    WfPermutation *self, WfGrowShrink *trees, const WfConstraints *constraints, guint n, const guint *order)
{
  self->n = n;
  self->n_words = (n + 63) / 64;
  self->trees = trees;
  self->constraints = constraints;
  self->order = g_memdup2 (order, n * sizeof (guint));
  self->rank = g_new (gint, n);
  self->scores = g_new0 (double, n);
  self->seen = g_new0 (guint64, n * self->n_words);
  set_ranks (self);
  wf_permutation_update (self, 0, n - 1);
}

void
wf_permutation_clear (WfPermutation *self)
{
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->rank, g_free);
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->seen, g_free);
}

void
wf_permutation_copy (WfPermutation *self, const WfPermutation *from)
{
  memcpy (self->order, from->order, from->n * sizeof (guint));
  memcpy (self->rank, from->rank, from->n * sizeof (gint));
  memcpy (self->scores, from->scores, from->n * sizeof (double));
  memcpy (self->seen, from->seen, from->n * from->n_words * sizeof (guint64));
}

void
wf_permutation_update (WfPermutation *self, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    {
      guint v = self->order[i];

      self->scores[v] =
          wf_grow_shrink_get_score (self->trees, v, self->rank, (gint) i, wf_permutation_get_seen (self, v));
    }
}

double
wf_permutation_get_total (const WfPermutation *self)
{
  double total = 0;

  for (guint v = 0; v < self->n; v++)
    total += self->scores[v];
  return total;
}

void
wf_permutation_move (WfPermutation *self, guint from, guint to)
{
  guint v = self->order[from];

  if (from < to)
    memmove (self->order + from, self->order + from + 1, (to - from) * sizeof (guint));
  else
    memmove (self->order + to + 1, self->order + to, (from - to) * sizeof (guint));
  self->order[to] = v;
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    self->rank[self->order[i]] = (gint) i;
}

void
wf_permutation_get_dag (WfPermutation *self, guint64 *parents)
{
  memset (parents, 0, self->n * self->n_words * sizeof (guint64));
  for (guint v = 0; v < self->n; v++)
    {
      gsize n_found;
      const guint *found = wf_grow_shrink_get_parents (self->trees, v, self->rank, self->rank[v], &n_found);

      for (gsize i = 0; i < n_found; i++)
        parents[v * self->n_words + found[i] / 64] |= G_GUINT64_CONSTANT (1) << (found[i] % 64);
    }
}
