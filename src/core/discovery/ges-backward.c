/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edges that go (Chickering 2002, JMLR 3, theorem 17): x -> y or x - y, in a member where of the undirected
 * neighbours of y beside x just a clique are its parents. */

#include "config.h"

#include <string.h>

#include "core/discovery/ges-private.h"

static void
find_for (const WfGes *self, guint x, guint y, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *beside = g_new (guint64, n_words);
  g_autofree guint64 *into = g_new (guint64, n_words);
  g_autofree guint64 *parents = g_new (guint64, n_words);
  gboolean is_undirected = wf_bits_get (self->class.neighbours, n_words, y, x);
  g_autoptr (GArray) sets = NULL;

  for (gsize i = 0; i < n_words; i++)
    beside[i] = self->class.neighbours[y * n_words + i] & self->class.adjacent[x * n_words + i];
  sets = wf_ges_list_cliques (self, beside, &steps->is_short);
  for (guint start = 0; start < sets->len; start += 1 + g_array_index (sets, guint, start))
    {
      guint start_of_set = G_MAXUINT;
      gsize n_parents;

      if (wf_progress_is_cancelled (self->input->progress))
        return;
      memset (into, 0, n_words * sizeof (guint64));
      for (guint i = 1; i <= g_array_index (sets, guint, start); i++)
        wf_row_add (into, g_array_index (sets, guint, start + i));
      for (gsize i = 0; i < n_words; i++)
        parents[i] = self->class.parents[y * n_words + i] | into[i];
      wf_row_remove (parents, x);
      n_parents = wf_row_count (parents, n_words);
      if (n_parents + 1 >
          MAX (self->input->max_parents, wf_row_count (self->class.parents + y * n_words, n_words)))
        continue; /* no such member comes up in the search */
      if (is_undirected)
        wf_row_add (into, x);
      wf_ges_add_step (steps,
                       wf_ges_score (self, y, parents, WF_NO_NODE, WF_NO_NODE) -
                           wf_ges_score (self, y, parents, WF_NO_NODE, x),
                       x, into, n_words, &start_of_set);
    }
}

static void
find (const WfGes *self, guint y, WfGesSteps *steps)
{
  for (guint x = 0; x < self->class.n; x++)
    if ((wf_bits_get (self->class.parents, self->class.n_words, y, x) ||
         wf_bits_get (self->class.neighbours, self->class.n_words, y, x)) &&
        !wf_constraints_is_required (self->input->constraints, x, y))
      find_for (self, x, y, steps);
}

static gboolean
take (const WfGes *self, guint y, const WfGesStep *step, const guint *set, guint n_set, guint64 *dag)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *into = g_new0 (guint64, n_words);
  WfDagWish wish = { .node = y, .into = into };

  for (guint i = 0; i < n_set; i++)
    wf_row_add (into, set[i]);
  if (!wf_dag_class_find_member (&self->class, &wish, 1, dag))
    return FALSE;
  wf_bits_unset (dag, n_words, y, step->x);
  return TRUE;
}

const WfGesPhase wf_ges_backward = { .find = find, .take = take };
