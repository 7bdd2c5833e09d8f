/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Edges that come (Chickering 2002, JMLR 3, theorem 15): x -> y with a set T of undirected neighbours of y
 * that aren't adjacent to x. NA, those that are, and T together must be a clique that lies on every path y ..
 * x without a backward arrow; they become parents of y, and x with them. Scores are asked for in batches: of
 * all x with the same NA. */

#include "config.h"

#include <string.h>

#include "core/discovery/ges-private.h"

/* Nodes x with the same undirected neighbours of y beside them. */
typedef struct
{
  guint64 *shared; /* a row: these neighbours */
  GArray *xs;      /* of guint */
} Group;

static void
group_clear (Group *self)
{
  g_free (self->shared);
  g_array_unref (self->xs);
}

static Group *
find_group (GArray *groups, const guint64 *shared, gsize n_words)
{
  Group group;

  for (guint i = 0; i < groups->len; i++)
    if (memcmp (g_array_index (groups, Group, i).shared, shared, n_words * sizeof (guint64)) == 0)
      return &g_array_index (groups, Group, i);
  group.shared = g_memdup2 (shared, n_words * sizeof (guint64));
  group.xs = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (groups, group);
  return &g_array_index (groups, Group, groups->len - 1);
}

static gboolean
may_come (const WfGes *self, guint x, guint y)
{
  return x != y && !wf_bits_get (self->class.adjacent, self->class.n_words, x, y) &&
         !wf_constraints_is_forbidden (self->input->constraints, x, y) &&
         (self->dependent == NULL || wf_bits_get (self->dependent, self->class.n_words, y, x));
}

static GArray *
group_candidates (const WfGes *self, guint y)
{
  gsize n_words = self->class.n_words;
  const guint64 *neighbours = wf_dag_row (self->class.neighbours, n_words, y);
  g_autofree guint64 *shared = g_new (guint64, n_words);
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));

  g_array_set_clear_func (groups, (GDestroyNotify) group_clear);
  for (guint x = 0; x < self->class.n; x++)
    if (may_come (self, x, y))
      {
        for (gsize i = 0; i < n_words; i++)
          shared[i] = neighbours[i] & self->class.adjacent[x * n_words + i];
        g_array_append_val (find_group (groups, shared, n_words)->xs, x);
      }
  return groups;
}

static gboolean
is_clique (const WfGes *self, const guint64 *set)
{
  gsize n_words = self->class.n_words;

  for (guint v = wf_row_next (set, n_words, 0); v != WF_NO_NODE; v = wf_row_next (set, n_words, v + 1))
    for (gsize i = 0; i < n_words; i++)
      {
        guint64 others = set[i] & ~self->class.adjacent[v * n_words + i];

        if (others & ~(i == v / 64 ? G_GUINT64_CONSTANT (1) << (v % 64) : 0))
          return FALSE;
      }
  return TRUE;
}

/* Undirected neighbours of y that are adjacent to all of the set. */
static void
list_companions (const WfGes *self, guint y, const guint64 *set, guint64 *companions)
{
  gsize n_words = self->class.n_words;

  for (gsize i = 0; i < n_words; i++)
    companions[i] = self->class.neighbours[y * n_words + i] & ~set[i];
  for (guint v = wf_row_next (set, n_words, 0); v != WF_NO_NODE; v = wf_row_next (set, n_words, v + 1))
    for (gsize i = 0; i < n_words; i++)
      companions[i] &= self->class.adjacent[v * n_words + i];
}

/* Every x of the group with one set for a clique. */
static void
score_group (const WfGes *self, guint y, const Group *group, const guint64 *clique, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  WfScore *score = self->input->scores[y];
  g_autofree guint *parents = g_new (guint, self->class.n);
  gsize batch = MIN (wf_ges_get_batch (self), group->xs->len);
  g_autofree double *gains = g_new (double, batch);
  const guint *xs = (const guint *) group->xs->data;
  guint start = G_MAXUINT;
  gsize k = 0;
  double alone;

  for (gsize i = 0; i < n_words; i++)
    for (guint64 word = clique[i] | self->class.parents[y * n_words + i]; word != 0; word &= word - 1)
      parents[k++] = (guint) (i * 64) + (guint) __builtin_ctzll (word);
  if (k >= self->input->max_parents)
    return;
  alone = wf_score_get_local (score, y, parents, k);
  for (gsize first = 0; first < group->xs->len; first += batch)
    {
      gsize n = MIN (batch, group->xs->len - first);

      if (wf_progress_is_cancelled (self->input->progress))
        return;
      wf_score_get_local_with (score, y, parents, k, xs + first, n, gains);
      for (gsize i = 0; i < n; i++)
        wf_ges_add_step (steps, gains[i] - alone, xs[first + i], clique, n_words, &start);
    }
}

static void
find_for_group (const WfGes *self, guint y, const Group *group, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *companions = g_new (guint64, n_words);
  g_autofree guint64 *clique = g_new (guint64, n_words);
  g_autoptr (GArray) sets = NULL;

  if (!is_clique (self, group->shared))
    return;
  list_companions (self, y, group->shared, companions);
  sets = wf_ges_list_cliques (self, companions, &steps->is_short);
  for (guint start = 0; start < sets->len; start += 1 + g_array_index (sets, guint, start))
    {
      memcpy (clique, group->shared, n_words * sizeof (guint64));
      for (guint i = 1; i <= g_array_index (sets, guint, start); i++)
        wf_row_add (clique, g_array_index (sets, guint, start + i));
      score_group (self, y, group, clique, steps);
    }
}

static void
find (const WfGes *self, guint y, WfGesSteps *steps)
{
  g_autoptr (GArray) groups = group_candidates (self, y);

  for (guint i = 0; i < groups->len; i++)
    find_for_group (self, y, &g_array_index (groups, Group, i), steps);
}

static gboolean
take (const WfGes *self, guint y, const WfGesStep *step, const guint *set, guint n_set, guint64 *dag)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *clique = g_new0 (guint64, n_words);
  WfDagWish wish = { .node = y, .into = clique };

  for (guint i = 0; i < n_set; i++)
    wf_row_add (clique, set[i]);
  if (wf_dag_class_has_path (&self->class, y, step->x, clique) ||
      !wf_dag_class_find_member (&self->class, &wish, 1, dag))
    return FALSE;
  wf_bits_set (dag, n_words, y, step->x);
  return TRUE;
}

const WfGesPhase wf_ges_forward = { .find = find, .take = take };
