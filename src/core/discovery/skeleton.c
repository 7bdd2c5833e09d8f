/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The order-independent skeleton of the PC algorithm (Spirtes & Glymour 1991; Colombo & Maathuis 2014, JMLR
 * 15, algorithm 4.1, "PC-stable"): the sets of size k are taken from the neighbours at the start of level k,
 * so it matters neither in which order pairs are tested nor in which thread. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/discovery/pc-private.h"

#define PAIRS_PER_TASK    32
#define P_VALUES_PER_TASK 1024
#define TESTS_PER_CHECK   16 /* between two looks at the cancel button, for tests that decide fast */

/* What one task found; joined in the order of tasks. */
typedef struct
{
  GArray *removed; /* of WfRemovedPair */
  GArray *pool;    /* of guint */
  guint64 n_tests;
} Found;

typedef struct
{
  const WfPcInput *input;
  const WfAdjacency *graph; /* NULL at level 0 */
  guint n;
  guint size;
  gboolean has_decision; /* the test decides faster than by p-value */
  Found *found;
} Level;

/* Independent at the level asked for? Then *p is the p-value, or NaN where the test decides without it. */
static inline gboolean
ask (const Level *level, guint x, guint y, const guint *given, double *p)
{
  const WfPcInput *input = level->input;

  *p = NAN;
  if (level->has_decision)
    return wf_ci_test_is_independent (input->test, x, y, given, level->size, input->alpha);
  *p = wf_ci_test_get_p_value (input->test, x, y, given, level->size);
  return *p > input->alpha;
}

static inline gboolean
is_kept (const WfConstraints *constraints, guint a, guint b)
{
  return wf_constraints_is_required (constraints, a, b) || wf_constraints_is_required (constraints, b, a);
}

static inline gboolean
is_excluded (const WfConstraints *constraints, guint a, guint b)
{
  return wf_constraints_is_forbidden (constraints, a, b) && wf_constraints_is_forbidden (constraints, b, a);
}

/* A test by p-value may read every row: a look at the cancel button costs nothing beside it. */
static inline gboolean
is_stopped (const Level *level, guint64 n_tests)
{
  return (!level->has_decision || n_tests % TESTS_PER_CHECK == 0) &&
         wf_progress_is_cancelled (level->input->progress);
}

static void
add_removed (Found *found, guint a, guint b, const guint *given, guint n_given, double p)
{
  WfRemovedPair pair = { .a = a, .b = b, .first = found->pool->len, .n_given = n_given, .p = p };

  g_array_append_vals (found->pool, given, n_given);
  g_array_append_val (found->removed, pair);
}

static void
found_init (Found *self)
{
  self->removed = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Level 0: the pairs (a, b) with b > a. */
static void
test_row (gsize task, gpointer data)
{
  Level *self = data;
  Found *found = &self->found[task];
  guint a = (guint) task;
  double p;

  found_init (found);
  for (guint b = a + 1; b < self->n; b++)
    {
      if (is_stopped (self, b))
        return;
      if (is_kept (self->input->constraints, a, b) || is_excluded (self->input->constraints, a, b))
        continue;
      found->n_tests++;
      if (ask (self, a, b, NULL, &p))
        add_removed (found, a, b, NULL, 0, p);
    }
  wf_progress_advance (self->input->progress, self->n - a - 1);
}

static void
test_pair (const Level *self, guint a, guint b, WfSubsets *subsets, Found *found)
{
  double p;

  if (!wf_subsets_begin (subsets, self->graph, self->input->constraints, a, b, self->size))
    return;
  do
    {
      if (is_stopped (self, ++found->n_tests))
        return;
      if (ask (self, a, b, subsets->set, &p))
        {
          add_removed (found, a, b, subsets->set, self->size, p);
          return;
        }
    }
  while (wf_subsets_next (subsets));
}

/* Level k > 0: some edges. */
static void
test_edges (gsize task, gpointer data)
{
  Level *self = data;
  Found *found = &self->found[task];
  gsize first = task * PAIRS_PER_TASK;
  gsize end = MIN (first + PAIRS_PER_TASK, self->graph->n_edges);
  WfSubsets subsets;

  found_init (found);
  wf_subsets_init (&subsets, self->n);
  for (gsize e = first; e < end && !wf_progress_is_cancelled (self->input->progress); e++)
    if (!is_kept (self->input->constraints, self->graph->edges[2 * e], self->graph->edges[2 * e + 1]))
      test_pair (self, self->graph->edges[2 * e], self->graph->edges[2 * e + 1], &subsets, found);
  wf_subsets_clear (&subsets);
  wf_progress_advance (self->input->progress, end - first);
}

static void
join (WfSkeleton *self, Found *found, gsize n_found)
{
  for (gsize i = 0; i < n_found; i++)
    {
      guint offset = self->pool->len;
      WfRemovedPair *pairs = (WfRemovedPair *) found[i].removed->data;

      for (guint j = 0; j < found[i].removed->len; j++)
        pairs[j].first += offset;
      g_array_append_vals (self->removed, found[i].removed->data, found[i].removed->len);
      g_array_append_vals (self->pool, found[i].pool->data, found[i].pool->len);
      self->n_tests += found[i].n_tests;
      g_array_unref (found[i].removed);
      g_array_unref (found[i].pool);
    }
}

/* All pairs without those that knowledge excludes or that the empty set separates. */
static WfAdjacency *
get_rest_of_all (const WfSkeleton *self, const WfConstraints *constraints)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));
  const WfRemovedPair *pairs = (const WfRemovedPair *) self->removed->data;
  guint next = 0;
  guint n_edges;

  for (guint a = 0; a < self->n; a++)
    for (guint b = a + 1; b < self->n; b++)
      {
        if (next < self->removed->len && pairs[next].a == a && pairs[next].b == b)
          next++;
        else if (!is_excluded (constraints, a, b))
          {
            g_array_append_val (edges, a);
            g_array_append_val (edges, b);
          }
      }
  n_edges = edges->len / 2;
  return wf_adjacency_new (self->n, (guint *) g_array_free (g_steal_pointer (&edges), FALSE), n_edges);
}

/* The graph without the pairs from `first` on in removed. */
static WfAdjacency *
get_rest (const WfSkeleton *self, const WfAdjacency *graph, guint first)
{
  const WfRemovedPair *pairs = (const WfRemovedPair *) self->removed->data;
  guint *edges = g_new (guint, 2 * (gsize) graph->n_edges);
  guint n_edges = 0;

  for (gsize e = 0; e < graph->n_edges; e++)
    {
      guint a = graph->edges[2 * e];
      guint b = graph->edges[2 * e + 1];

      if (first < self->removed->len && pairs[first].a == a && pairs[first].b == b)
        {
          first++;
          continue;
        }
      edges[2 * n_edges] = a;
      edges[2 * n_edges + 1] = b;
      n_edges++;
    }
  return wf_adjacency_new (self->n, edges, n_edges);
}

/* One level; FALSE when cancelled. */
static gboolean
run_level (WfSkeleton *self, const WfPcInput *input, const WfAdjacency *graph, guint size, GError **error)
{
  gsize n_tasks = graph == NULL ? self->n : (graph->n_edges + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK;
  g_autofree Found *found = g_new0 (Found, n_tasks);
  Level level = { .input = input,
                  .graph = graph,
                  .n = self->n,
                  .size = size,
                  .has_decision = wf_ci_test_get_kind (input->test)->is_independent != NULL,
                  .found = found };

  wf_progress_set_stage (input->progress, _ ("Testing which variables depend on each other"),
                         graph == NULL ? (gsize) self->n * (self->n - 1) / 2 : graph->n_edges);
  wf_parallel_for (n_tasks, input->n_threads, graph == NULL ? test_row : test_edges, &level);
  join (self, found, n_tasks);
  return wf_progress_check (input->progress, error);
}

/* Has any node more neighbours than a set of this size needs? */
static gboolean
has_sets (const WfAdjacency *graph, guint size)
{
  for (guint v = 0; v < graph->n; v++)
    if (graph->starts[v + 1] - graph->starts[v] > size)
      return TRUE;
  return FALSE;
}

WfSkeleton *
wf_skeleton_new (const WfPcInput *input, GError **error)
{
  g_autoptr (WfSkeleton) self = g_new0 (WfSkeleton, 1);
  gsize rows_allow = wf_ci_test_get_max_given (input->test);

  self->n = (guint) g_strv_length ((GStrv) input->names);
  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_adjacency_free);
  self->removed = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->sections, self->removed->len);
  if (!run_level (self, input, NULL, 0, error))
    return NULL;
  self->final = get_rest_of_all (self, input->constraints);
  g_ptr_array_add (self->levels, self->final);

  for (guint size = 1;
       has_sets (self->final, size) && (input->max_given < 0 || size <= (gsize) input->max_given); size++)
    {
      guint first = self->removed->len;

      self->is_short_of_rows = size > rows_allow;
      if (self->is_short_of_rows)
        break;
      g_array_append_val (self->sections, first);
      if (!run_level (self, input, self->final, size, error))
        return NULL;
      self->final = get_rest (self, self->final, first);
      g_ptr_array_add (self->levels, self->final);
    }
  return g_steal_pointer (&self);
}

typedef struct
{
  const WfPcInput *input;
  WfSkeleton *skeleton;
} PValues;

static void
fill_p_values (gsize task, gpointer data)
{
  PValues *self = data;
  GArray *removed = self->skeleton->removed;
  gsize first = task * P_VALUES_PER_TASK;

  for (gsize i = first; i < MIN (first + P_VALUES_PER_TASK, removed->len); i++)
    {
      WfRemovedPair *pair = &g_array_index (removed, WfRemovedPair, i);

      if (isnan (pair->p))
        pair->p =
            wf_ci_test_get_p_value (self->input->test, pair->a, pair->b,
                                    (const guint *) self->skeleton->pool->data + pair->first, pair->n_given);
    }
}

void
wf_skeleton_fill_p_values (WfSkeleton *self, const WfPcInput *input)
{
  PValues data = { .input = input, .skeleton = self };

  wf_parallel_for ((self->removed->len + P_VALUES_PER_TASK - 1) / P_VALUES_PER_TASK, input->n_threads,
                   fill_p_values, &data);
}

void
wf_skeleton_free (WfSkeleton *self)
{
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->pool, g_array_unref);
  g_clear_pointer (&self->sections, g_array_unref);
  g_free (self);
}

gssize
wf_skeleton_find_removed (const WfSkeleton *self, guint a, guint b)
{
  const WfRemovedPair *pairs = (const WfRemovedPair *) self->removed->data;

  for (guint s = 0; s < self->sections->len; s++)
    {
      guint low = g_array_index (self->sections, guint, s);
      guint high =
          s + 1 < self->sections->len ? g_array_index (self->sections, guint, s + 1) : self->removed->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (pairs[middle].a < a || (pairs[middle].a == a && pairs[middle].b < b))
            low = middle + 1;
          else
            high = middle;
        }
      if (low < self->removed->len && pairs[low].a == a && pairs[low].b == b)
        return low;
    }
  return -1;
}
