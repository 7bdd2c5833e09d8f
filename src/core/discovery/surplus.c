/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* With hidden causes a skeleton has edges that no set of neighbours removes. Lemma 3.1 of Colombo, Maathuis,
 * Kalisch & Richardson 2012, "Learning high-dimensional directed acyclic graphs with latent and selection
 * variables", Annals of Statistics 40, says which triples can be told in spite of them, and finds some of
 * them. */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/pag-private.h"

#define TRIPLES_PER_TASK 64

void
wf_surplus_init (WfSurplus *self)
{
  self->pairs = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
wf_surplus_clear (WfSurplus *self)
{
  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_pointer (&self->pool, g_array_unref);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const WfRemovedPair *s = a;
  const WfRemovedPair *t = b;

  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  if (s->b != t->b)
    return s->b < t->b ? -1 : 1;
  if (s->n_given != t->n_given)
    return s->n_given < t->n_given ? -1 : 1;
  if (s->p != t->p)
    return s->p > t->p ? -1 : 1;
  return s->first < t->first ? -1 : s->first > t->first;
}

void
wf_surplus_sort (WfSurplus *self)
{
  WfRemovedPair *pairs = (WfRemovedPair *) self->pairs->data;
  guint n = 0;

  g_array_sort (self->pairs, compare_pairs);
  for (guint i = 0; i < self->pairs->len; i++)
    if (n == 0 || pairs[n - 1].a != pairs[i].a || pairs[n - 1].b != pairs[i].b)
      pairs[n++] = pairs[i];
  g_array_set_size (self->pairs, n);
}

/* The next combination of `size` out of n, in lexicographic order. */
static gboolean
advance (guint *chosen, guint size, guint n)
{
  guint q = size;

  while (q > 0 && chosen[q - 1] == n - size + q - 1)
    q--;
  if (q == 0)
    return FALSE;
  chosen[q - 1]++;
  for (; q < size; q++)
    chosen[q] = chosen[q - 1] + 1;
  return TRUE;
}

gboolean
wf_surplus_find (
    WfSurplus *self, const WfPcInput *input, guint a, guint b, const guint *set, guint n, guint64 *n_tests)
{
  g_autofree guint *chosen = g_new (guint, n + 1);
  g_autofree guint *given = g_new (guint, n + 1);
  WfRemovedPair best = { .a = MIN (a, b), .b = MAX (a, b), .first = self->pool->len, .p = -1 };
  guint64 n_sets = 1; /* of this size */
  guint64 n_tried = 0;

  for (guint size = 0; size <= n && best.p < 0; size++)
    {
      n_tried += n_sets;
      if (n_tried > WF_LIMIT_SEPARATING_SETS)
        return FALSE;
      n_sets = n_sets * (n - size) / (size + 1);
      for (guint q = 0; q < size; q++)
        chosen[q] = q;
      do
        {
          double p;

          for (guint q = 0; q < size; q++)
            given[q] = set[chosen[q]];
          if (wf_progress_is_cancelled (input->progress))
            return FALSE;
          ++*n_tests;
          p = wf_ci_test_get_p_value (input->test, a, b, given, size);
          if (p <= input->alpha || p <= best.p)
            continue;
          best.p = p;
          best.n_given = size;
          g_array_set_size (self->pool, best.first);
          g_array_append_vals (self->pool, given, size);
        }
      while (advance (chosen, size, n));
    }
  if (best.p >= 0)
    g_array_append_val (self->pairs, best);
  return best.p >= 0;
}

typedef enum
{
  CHECK_PASSED,
  CHECK_FAILED,
  CHECK_A_INDEPENDENT, /* of the middle */
  CHECK_C_INDEPENDENT,
  CHECK_BOTH_INDEPENDENT,
} Check;

typedef struct
{
  const WfPcInput *input;
  const WfSkeleton *skeleton;
  const WfTriple *triples;
  guint n;
  guint8 *checks;
  guint8 *n_tests; /* of each triple */
} Checks;

/* The set that separates the ends; FALSE when no test did. */
static gboolean
get_set (const WfSkeleton *skeleton, const WfTriple *triple, const guint **set, guint *n)
{
  gssize removed = wf_skeleton_find_removed (skeleton, triple->a, triple->c);
  const WfRemovedPair *pair;

  if (removed < 0)
    return FALSE;
  pair = &g_array_index (skeleton->removed, WfRemovedPair, removed);
  *n = pair->n_given;
  *set = (const guint *) skeleton->pool->data + pair->first;
  return TRUE;
}

static Check
check_triple (const Checks *self, const WfTriple *triple, guint8 *n_tests)
{
  const guint *set;
  guint n;
  const WfPcInput *input = self->input;
  gboolean is_a_free, is_c_free;

  if (!get_set (self->skeleton, triple, &set, &n))
    return CHECK_FAILED;
  for (guint q = 0; q < n; q++)
    if (set[q] == triple->b)
      return triple->kind == WF_TRIPLE_NO_COLLIDER ? CHECK_PASSED : CHECK_FAILED;
  *n_tests = 2;
  is_a_free = wf_ci_test_is_independent (input->test, triple->a, triple->b, set, n, input->alpha);
  is_c_free = wf_ci_test_is_independent (input->test, triple->c, triple->b, set, n, input->alpha);
  if (is_a_free && is_c_free)
    return CHECK_BOTH_INDEPENDENT;
  if (is_a_free || is_c_free)
    return is_a_free ? CHECK_A_INDEPENDENT : CHECK_C_INDEPENDENT;
  return triple->kind == WF_TRIPLE_COLLIDER ? CHECK_PASSED : CHECK_FAILED;
}

static void
check_triples (gsize task, gpointer data)
{
  Checks *self = data;
  gsize first = task * TRIPLES_PER_TASK;

  for (gsize t = first; t < MIN (first + TRIPLES_PER_TASK, self->n); t++)
    {
      if (wf_progress_is_cancelled (self->input->progress))
        return;
      self->checks[t] = (guint8) check_triple (self, &self->triples[t], &self->n_tests[t]);
    }
}

/* The edges of one triple that its check says are too many. */
static void
collect (
    WfSurplus *surplus, const WfPcInput *input, WfSkeleton *skeleton, const WfTriple *triple, Check check)
{
  const guint ends[] = { triple->a, triple->c };
  const guint *set;
  guint n;

  if (!get_set (skeleton, triple, &set, &n))
    return;
  for (guint i = 0; i < 2; i++)
    if ((check == CHECK_BOTH_INDEPENDENT || check == (i == 0 ? CHECK_A_INDEPENDENT : CHECK_C_INDEPENDENT)) &&
        !wf_constraints_is_kept (input->constraints, ends[i], triple->b))
      wf_surplus_find (surplus, input, ends[i], triple->b, set, n, &skeleton->n_tests);
}

gboolean
wf_triples_check (
    const WfPcInput *input, WfSkeleton *skeleton, GArray *triples, WfSurplus *surplus, GError **error)
{
  g_autofree guint8 *checks = g_new0 (guint8, triples->len + 1);
  g_autofree guint8 *n_tests = g_new0 (guint8, triples->len + 1);
  WfTriple *all = (WfTriple *) triples->data;
  Checks self = { .input = input,
                  .skeleton = skeleton,
                  .triples = all,
                  .n = triples->len,
                  .checks = checks,
                  .n_tests = n_tests };

  wf_parallel_for ((triples->len + TRIPLES_PER_TASK - 1) / TRIPLES_PER_TASK, input->n_threads, check_triples,
                   &self);
  for (guint t = 0; t < triples->len; t++)
    {
      if (!wf_progress_check (input->progress, error))
        return FALSE;
      skeleton->n_tests += n_tests[t];
      if (surplus != NULL && checks[t] > CHECK_FAILED)
        collect (surplus, input, skeleton, &all[t], (Check) checks[t]);
      if (checks[t] != CHECK_PASSED)
        all[t].kind = WF_TRIPLE_UNCLEAR;
    }
  if (surplus != NULL)
    wf_surplus_sort (surplus);
  return wf_progress_check (input->progress, error);
}

/* ---- edges that go ---- */

static WfAdjacency *
get_rest (const WfAdjacency *graph, const GArray *pairs)
{
  guint *edges = g_new (guint, 2 * (gsize) graph->n_edges);
  const WfRemovedPair *removed = (const WfRemovedPair *) pairs->data;
  guint n_edges = 0;
  guint next = 0;

  for (gsize e = 0; e < graph->n_edges; e++)
    {
      guint a = graph->edges[2 * e];
      guint b = graph->edges[2 * e + 1];

      while (next < pairs->len && (removed[next].a < a || (removed[next].a == a && removed[next].b < b)))
        next++; /* no edge before */
      if (next < pairs->len && removed[next].a == a && removed[next].b == b)
        continue;
      edges[2 * n_edges] = a;
      edges[2 * n_edges + 1] = b;
      n_edges++;
    }
  return wf_adjacency_new (graph->n, edges, n_edges);
}

static gboolean
is_before (const WfRemovedPair *a, const WfRemovedPair *b)
{
  if (a->n_given != b->n_given)
    return a->n_given < b->n_given;
  return a->a < b->a || (a->a == b->a && a->b < b->b);
}

static int
compare_by_size (gconstpointer a, gconstpointer b)
{
  return is_before (a, b) ? -1 : is_before (b, a);
}

/* Both by size, then by pair, as is the result. */
static GArray *
merge (const GArray *old, const GArray *added)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (WfRemovedPair), old->len + added->len);
  guint i = 0;

  for (guint j = 0; j < added->len; j++)
    {
      const WfRemovedPair *pair = &g_array_index (added, WfRemovedPair, j);
      guint first = i;

      while (i < old->len && is_before (&g_array_index (old, WfRemovedPair, i), pair))
        i++;
      if (i > first)
        g_array_append_vals (all, &g_array_index (old, WfRemovedPair, first), i - first);
      g_array_append_val (all, *pair);
    }
  if (old->len > i)
    g_array_append_vals (all, &g_array_index (old, WfRemovedPair, i), old->len - i);
  return all;
}

static void
find_sections (WfSkeleton *self)
{
  g_array_set_size (self->sections, 0);
  for (guint i = 0; i < self->removed->len; i++)
    while (self->sections->len <= g_array_index (self->removed, WfRemovedPair, i).n_given)
      g_array_append_val (self->sections, i);
  if (self->sections->len == 0)
    g_array_append_val (self->sections, self->removed->len);
}

/* What came nearest to removing an edge is told of those that are left. */
static void
drop_kept (WfSkeleton *self)
{
  WfRemovedPair *kept = (WfRemovedPair *) self->kept->data;
  guint n = 0;

  for (guint i = 0; i < self->kept->len; i++)
    if (wf_adjacency_has (self->final, kept[i].a, kept[i].b))
      kept[n++] = kept[i];
  g_array_set_size (self->kept, n);
}

void
wf_skeleton_remove (WfSkeleton *self, const GArray *pairs, const GArray *pool)
{
  g_autoptr (GArray) added = g_array_copy ((GArray *) pairs);
  g_autoptr (GArray) old = self->removed;
  guint offset = self->pool->len;

  g_return_if_fail (self->has_p_values);

  for (guint i = 0; i < added->len; i++)
    g_array_index (added, WfRemovedPair, i).first += offset;
  if (pool->len > 0)
    g_array_append_vals (self->pool, pool->data, pool->len);
  g_array_sort (added, compare_by_size);
  self->removed = merge (old, added);
  find_sections (self);
  self->final = get_rest (self->final, pairs);
  g_ptr_array_add (self->levels, self->final);
  drop_kept (self);
}
