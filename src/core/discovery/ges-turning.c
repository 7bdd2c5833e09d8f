/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edges that turn (Hauser & Bühlmann 2012, JMLR 13, propositions 31 and 34): y -> x or x - y becomes x -> y,
 * in a member where of the other undirected neighbours of y just a clique are its parents, and of those of x
 * as few as that allows. */

#include "config.h"

#include <string.h>

#include "core/discovery/ges-private.h"

/* Those of the neighbours of x that the set makes its parents, where x hangs together with y; y among them.
 */
static void
list_parents_of_x (const WfGes *self, guint x, guint y, const guint64 *set, guint64 *into)
{
  gsize n_words = self->class.n_words;

  memset (into, 0, n_words * sizeof (guint64));
  if (!wf_bits_get (self->class.neighbours, n_words, y, x))
    return;
  for (gsize i = 0; i < n_words; i++)
    into[i] = set[i] & self->class.neighbours[x * n_words + i];
  wf_row_add (into, y);
}

/* Do both have the same other parents? Then observing alone can't tell the direction. */
static gboolean
is_covered (const guint64 *parents_x, const guint64 *parents_y, guint y, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if ((parents_x[i] & ~(i == y / 64 ? G_GUINT64_CONSTANT (1) << (y % 64) : 0)) != parents_y[i])
      return FALSE;
  return TRUE;
}

static void
score (const WfGes *self, guint x, guint y, const guint64 *set, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *parents_x = g_new (guint64, n_words);
  g_autofree guint64 *parents_y = g_new (guint64, n_words);
  gboolean is_told = self->input->separated != NULL && wf_bits_get (self->input->separated, n_words, x, y);
  guint start = G_MAXUINT;
  double gain;

  list_parents_of_x (self, x, y, set, parents_x);
  for (gsize i = 0; i < n_words; i++)
    {
      parents_x[i] |= self->class.parents[x * n_words + i];
      parents_y[i] = set[i] | self->class.parents[y * n_words + i];
    }
  if ((is_covered (parents_x, parents_y, y, n_words) && !is_told) ||
      wf_row_count (parents_y, n_words) >= self->input->max_parents)
    return;
  gain = wf_ges_score (self, y, parents_y, WF_NO_NODE, x) -
         wf_ges_score (self, y, parents_y, WF_NO_NODE, WF_NO_NODE) +
         wf_ges_score (self, x, parents_x, y, WF_NO_NODE) -
         wf_ges_score (self, x, parents_x, WF_NO_NODE, WF_NO_NODE);
  wf_ges_add_step (steps, gain, x, set, n_words, &start);
}

static void
find_for (const WfGes *self, guint x, guint y, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *others = g_memdup2 (self->class.neighbours + y * n_words, n_words * sizeof (guint64));
  g_autofree guint64 *set = g_new (guint64, n_words);
  gboolean is_directed = wf_bits_get (self->class.parents, n_words, x, y);
  g_autoptr (GArray) sets = NULL;

  wf_row_remove (others, x);
  sets = wf_ges_list_cliques (self, others, &steps->is_short);
  for (guint start = 0; start < sets->len; start += 1 + g_array_index (sets, guint, start))
    {
      gboolean is_complete = TRUE;

      if (wf_progress_is_cancelled (self->input->progress))
        return;
      memset (set, 0, n_words * sizeof (guint64));
      for (guint i = 1; i <= g_array_index (sets, guint, start); i++)
        wf_row_add (set, g_array_index (sets, guint, start + i));
      for (gsize i = 0; i < n_words && is_directed; i++) /* else y -> w -> x */
        is_complete = is_complete && !(others[i] & self->class.adjacent[x * n_words + i] & ~set[i]);
      if (is_complete)
        score (self, x, y, set, steps);
    }
}

static gboolean
may_turn (const WfGes *self, guint x, guint y)
{
  return (wf_bits_get (self->class.parents, self->class.n_words, x, y) ||
          wf_bits_get (self->class.neighbours, self->class.n_words, x, y)) &&
         !wf_constraints_is_forbidden (self->input->constraints, x, y);
}

static void
find (const WfGes *self, guint y, WfGesSteps *steps)
{
  for (guint x = 0; x < self->class.n; x++)
    if (may_turn (self, x, y))
      find_for (self, x, y, steps);
}

static gboolean
take (const WfGes *self, guint y, const WfGesStep *step, const guint *set, guint n_set, guint64 *dag)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *into_x = g_new (guint64, n_words);
  g_autofree guint64 *into_y = g_new0 (guint64, n_words);
  const WfDagWish wishes[] = { { y, into_y }, { step->x, into_x } };

  for (guint i = 0; i < n_set; i++)
    wf_row_add (into_y, set[i]);
  list_parents_of_x (self, step->x, y, into_y, into_x);
  if (!wf_dag_class_find_member (&self->class, wishes, 2, dag))
    return FALSE;
  wf_bits_unset (dag, n_words, step->x, y);
  if (wf_dag_has_path (dag, self->class.n, y, step->x))
    return FALSE;
  wf_bits_set (dag, n_words, y, step->x);
  return TRUE;
}

const WfGesPhase wf_ges_turning = { .find = find, .take = take };
