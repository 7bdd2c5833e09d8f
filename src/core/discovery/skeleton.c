/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The order-independent skeleton of the PC algorithm (Spirtes & Glymour 1991; Colombo & Maathuis 2014, JMLR
 * 15, algorithm 4.1, "PC-stable"): the sets of size k are taken from the neighbours at the start of level k,
 * so it matters neither in which order pairs are tested nor in which thread. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/discovery/pc-private.h"

#define PAIRS_PER_TASK    32
#define P_VALUES_PER_TASK 1024
#define TESTS_PER_CHECK   16 /* between two looks at the cancel button, for tests that decide fast */

typedef struct
{
  const WfPcInput *input;
  const WfAdjacency *graph; /* NULL at level 0 */
  guint n;
  guint size;
  gboolean is_fast; /* the test has a measure that costs less than a p-value */
  double threshold;
  const double *associations; /* of each pair given nothing, for tests without a fast measure */
  double *measures; /* of each pair: the least of the sets tested; INFINITY = none */
  guint *sets;      /* n_pairs x size */
  guint64 *n_tests; /* of each task */
  guint *n_removed, *n_edges; /* of each row at level 0, and how many edges its pairs are in the next graph */
} Level;

/* Is there nothing to ask the data about the pair? */
static gboolean
is_settled (const WfPcInput *input, guint a, guint b)
{
  return wf_constraints_is_kept (input->constraints, a, b) ||
         wf_constraints_is_excluded (input->constraints, a, b) ||
         (input->within != NULL &&
          (!wf_adjacency_has (input->within, a, b) || !wf_adjacency_share_neighbour (input->within, a, b)));
}

/* A test by p-value may read every row: a look at the cancel button costs nothing beside it. */
static inline gboolean
is_stopped (const Level *level, guint64 n_tests)
{
  return (!level->is_fast || n_tests % TESTS_PER_CHECK == 0) &&
         wf_progress_is_cancelled (level->input->progress);
}

/* Level 0: the pairs (a, b) with b > a. */
static void
test_row (gsize task, gpointer data)
{
  Level *self = data;
  guint a = (guint) task;
  double *measures = self->measures + wf_pair_position (self->n, a, a + 1);

  for (guint b = a + 1; b < self->n; b++)
    {
      if (is_stopped (self, b))
        return;
      measures[b - a - 1] = INFINITY;
      if (is_settled (self->input, a, b))
        continue;
      self->n_tests[task]++;
      measures[b - a - 1] = wf_ci_test_get_measure (self->input->test, a, b, NULL, 0);
    }
  wf_progress_advance (self->input->progress, self->n - a - 1);
}

/* The sets of one edge, up to the first that separates. */
static void
test_edge (const Level *self, gsize e, WfSubsets *subsets, guint64 *n_tests)
{
  WfCiSweep sweep = { .x = self->graph->edges[2 * e],
                      .y = self->graph->edges[2 * e + 1],
                      .size = self->size,
                      .threshold = self->threshold,
                      .progress = self->input->progress,
                      .least = INFINITY,
                      .set = self->sets + e * self->size };

  wf_subsets_collect (subsets, self->graph, self->input->constraints, sweep.x, sweep.y);
  wf_subsets_sweep (subsets, self->input->test, &sweep);
  self->measures[e] = sweep.least;
  *n_tests += sweep.n_tests;
}

/* Level k > 0: some edges. */
static void
test_edges (gsize task, gpointer data)
{
  Level *self = data;
  gsize first = task * PAIRS_PER_TASK;
  gsize end = MIN (first + PAIRS_PER_TASK, self->graph->n_edges);
  WfSubsets subsets;

  wf_subsets_init (&subsets, self->n);
  subsets.associations = self->associations;
  for (gsize e = first; e < end && !wf_progress_is_cancelled (self->input->progress); e++)
    {
      self->measures[e] = INFINITY;
      if (!is_settled (self->input, self->graph->edges[2 * e], self->graph->edges[2 * e + 1]))
        test_edge (self, e, &subsets, &self->n_tests[task]);
    }
  wf_subsets_clear (&subsets);
  wf_progress_advance (self->input->progress, end - first);
}

static void
add_pair (GArray *pairs, GArray *pool, guint a, guint b, double p, const guint *given, guint n_given)
{
  WfRemovedPair pair = { .a = a, .b = b, .first = pool->len, .n_given = n_given, .p = p };

  if (n_given > 0)
    g_array_append_vals (pool, given, n_given);
  g_array_append_val (pairs, pair);
}

/* Pairs before each row: those that the empty set separates, and the edges of the next graph. */
typedef struct
{
  const Level *level;
  const guint *removed_starts, *edge_starts;
  WfRemovedPair *removed;
  guint *edges;
  double *measures; /* of the edges */
} Split;

static gboolean
is_edge (const Level *level, guint a, guint b, double measure)
{
  return measure >= level->threshold && !wf_constraints_is_excluded (level->input->constraints, a, b) &&
         (level->input->within == NULL || wf_adjacency_has (level->input->within, a, b));
}

static void
count_row (gsize task, gpointer data)
{
  const Level *self = data;
  guint a = (guint) task;
  const double *measures = self->measures + wf_pair_position (self->n, a, a + 1);
  guint n_removed = 0, n_edges = 0;

  for (guint b = a + 1; b < self->n; b++)
    {
      n_removed += measures[b - a - 1] < self->threshold;
      n_edges += is_edge (self, a, b, measures[b - a - 1]);
    }
  self->n_removed[task] = n_removed;
  self->n_edges[task] = n_edges;
}

static void
split_row (gsize task, gpointer data)
{
  Split *self = data;
  const Level *level = self->level;
  guint a = (guint) task;
  const double *measures = level->measures + wf_pair_position (level->n, a, a + 1);
  WfRemovedPair *removed = self->removed + self->removed_starts[task];
  gsize e = self->edge_starts[task];

  for (guint b = a + 1; b < level->n; b++)
    {
      double measure = measures[b - a - 1];

      if (measure < level->threshold)
        *removed++ = (WfRemovedPair){ .a = a, .b = b, .p = measure };
      else if (is_edge (level, a, b, measure))
        {
          self->edges[2 * e] = a;
          self->edges[2 * e + 1] = b;
          self->measures[e++] = measure;
        }
    }
}

/* counts (n) become what comes before each; returns the sum */
static guint
accumulate (guint *counts, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = counts[i];

      counts[i] = sum;
      sum += count;
    }
  return sum;
}

/* Splits all pairs into those that the empty set separates, those that knowledge excludes, and the edges of
 * the next graph. */
static WfAdjacency *
split_all (WfSkeleton *self, Level *level, WfNearest *nearest)
{
  g_autofree guint *removed_starts = g_new (guint, self->n);
  g_autofree guint *edge_starts = g_new (guint, self->n);
  Split split = { .level = level, .removed_starts = removed_starts, .edge_starts = edge_starts };
  guint n_removed, n_edges;

  level->n_removed = removed_starts;
  level->n_edges = edge_starts;
  wf_parallel_for (self->n, level->input->n_threads, count_row, level);
  n_removed = accumulate (removed_starts, self->n);
  n_edges = accumulate (edge_starts, self->n);
  g_array_set_size (self->removed, n_removed);
  split.removed = (WfRemovedPair *) self->removed->data;
  split.edges = g_new (guint, 2 * (gsize) n_edges);
  split.measures = g_new (double, n_edges);
  wf_parallel_for (self->n, level->input->n_threads, split_row, &split);
  nearest->measures = split.measures;
  return wf_adjacency_new (self->n, split.edges, n_edges);
}

/* Splits the edges into those that a set separates and those of the next graph. */
static WfAdjacency *
split_edges (WfSkeleton *self, const Level *level)
{
  const WfAdjacency *graph = level->graph;
  guint *edges = g_new (guint, 2 * (gsize) graph->n_edges);
  guint n_edges = 0;

  for (gsize e = 0; e < graph->n_edges; e++)
    {
      guint a = graph->edges[2 * e];
      guint b = graph->edges[2 * e + 1];

      if (level->measures[e] < level->threshold)
        {
          add_pair (self->removed, self->pool, a, b, level->measures[e], level->sets + e * level->size,
                    level->size);
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
run_level (WfSkeleton *self, const WfPcInput *input, guint size, GError **error)
{
  const WfAdjacency *graph = self->final;
  gsize n_pairs = graph != NULL ? graph->n_edges : (gsize) self->n * (self->n - 1) / 2;
  gsize n_tasks = graph == NULL ? self->n : (n_pairs + PAIRS_PER_TASK - 1) / PAIRS_PER_TASK;
  g_autofree guint64 *n_tests = g_new0 (guint64, n_tasks);
  g_autofree double *measures = g_new (double, n_pairs);
  g_autofree guint *sets = g_new (guint, n_pairs * size);
  Level level = { .input = input,
                  .graph = graph,
                  .n = self->n,
                  .size = size,
                  .is_fast = wf_ci_test_has_measure (input->test),
                  .threshold = wf_ci_test_get_threshold (input->test, size, input->alpha),
                  .associations = self->associations,
                  .measures = measures,
                  .sets = sets,
                  .n_tests = n_tests };
  WfNearest nearest = { NULL };

  wf_progress_set_stage (input->progress, _ ("Testing which variables depend on each other"), n_pairs);
  wf_parallel_for (n_tasks, input->n_threads, graph == NULL ? test_row : test_edges, &level);
  if (!wf_progress_check (input->progress, error))
    return FALSE;
  for (gsize i = 0; i < n_tasks; i++)
    self->n_tests += n_tests[i];
  self->final = graph == NULL ? split_all (self, &level, &nearest) : split_edges (self, &level);
  if (graph == NULL && !level.is_fast)
    self->associations = g_steal_pointer (&measures);
  if (graph != NULL)
    {
      nearest.measures = g_steal_pointer (&measures);
      nearest.sets = g_steal_pointer (&sets);
    }
  g_ptr_array_add (self->levels, self->final);
  g_array_append_val (self->nearest, nearest);
  return TRUE;
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

static void
clear_nearest (gpointer data)
{
  WfNearest *nearest = data;

  g_free (nearest->measures);
  g_free (nearest->sets);
}

WfSkeleton *
wf_skeleton_new (const WfPcInput *input, GError **error)
{
  g_autoptr (WfSkeleton) self = g_new0 (WfSkeleton, 1);
  gsize rows_allow = wf_ci_test_get_max_given (input->test);

  self->n = (guint) g_strv_length ((GStrv) input->names);
  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_adjacency_free);
  self->removed = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->kept = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->required = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
  self->nearest = g_array_new (FALSE, FALSE, sizeof (WfNearest));
  g_array_set_clear_func (self->nearest, clear_nearest);
  g_array_append_val (self->sections, self->removed->len);
  if (!run_level (self, input, 0, error))
    return NULL;

  for (guint size = 1;
       has_sets (self->final, size) && (input->max_given < 0 || size <= (gsize) input->max_given); size++)
    {
      self->is_short_of_rows = size > rows_allow;
      if (self->is_short_of_rows)
        break;
      g_array_append_val (self->sections, self->removed->len);
      if (!run_level (self, input, size, error))
        return NULL;
    }
  self->n_sizes = self->levels->len;
  g_clear_pointer (&self->associations, g_free);
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

      pair->p = wf_ci_test_measure_to_p (self->input->test, pair->p, pair->n_given);
    }
}

/* Of the sets of one size those that came nearer to removing an edge of the final graph than any smaller one.
 * best: of each edge, n_given = G_MAXUINT where nothing was tested yet; sets: borrowed. */
static void
compare_level (const WfSkeleton *self, guint size, WfCiTest *test, WfRemovedPair *best, const guint **sets)
{
  const WfAdjacency *graph = g_ptr_array_index (self->levels, size > 0 ? size - 1 : 0);
  const WfNearest *nearest = &g_array_index (self->nearest, WfNearest, size);
  const guint *edge = self->final->edges;
  gsize e = 0;

  for (guint i = 0; i < self->final->n_edges; i++, e++, edge += 2)
    {
      double p;

      while (graph->edges[2 * e] != edge[0] || graph->edges[2 * e + 1] != edge[1])
        e++;
      if (isinf (nearest->measures[e]))
        continue;
      p = wf_ci_test_measure_to_p (test, nearest->measures[e], size);
      if (best[i].n_given != G_MAXUINT && p <= best[i].p)
        continue;
      best[i].n_given = size;
      best[i].p = p;
      sets[i] = size > 0 ? nearest->sets + e * size : NULL;
    }
}

static void
find_kept (WfSkeleton *self, WfCiTest *test)
{
  guint n = self->final->n_edges;
  g_autofree WfRemovedPair *best = g_new (WfRemovedPair, n);
  g_autofree const guint **sets = g_new (const guint *, n);

  for (guint i = 0; i < n; i++)
    best[i].n_given = G_MAXUINT;
  for (guint size = 0; size < self->nearest->len; size++)
    compare_level (self, size, test, best, sets);
  for (guint i = 0; i < n; i++)
    if (best[i].n_given != G_MAXUINT)
      add_pair (self->kept, self->pool, self->final->edges[2 * i], self->final->edges[2 * i + 1], best[i].p,
                sets[i], best[i].n_given);
  g_array_set_size (self->nearest, 0);
}

void
wf_skeleton_fill_p_values (WfSkeleton *self, const WfPcInput *input)
{
  PValues data = { .input = input, .skeleton = self };

  g_return_if_fail (!self->has_p_values);

  wf_parallel_for ((self->removed->len + P_VALUES_PER_TASK - 1) / P_VALUES_PER_TASK, input->n_threads,
                   fill_p_values, &data);
  find_kept (self, input->test);
  self->has_p_values = TRUE;
}

static GStrv
list_notes (const WfSkeleton *self, WfCiTest *test)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  g_strv_builder_addv (notes, (const char **) wf_ci_test_get_warnings (test));
  if (self->is_short_of_rows)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Sets of more than %zu variables were not tested: there are too few rows"),
                           wf_ci_test_get_max_given (test));

      g_strv_builder_add (notes, text);
    }
  return g_strv_builder_end (notes);
}

void
wf_skeleton_add_warnings (WfSkeleton *self, const WfPcInput *input, GStrvBuilder *warnings)
{
  if (input->test != NULL)
    {
      g_clear_pointer (&self->notes, g_strfreev);
      self->notes = list_notes (self, input->test);
    }
  if (self->notes != NULL)
    g_strv_builder_addv (warnings, (const char **) self->notes);
}

void
wf_skeleton_free (WfSkeleton *self)
{
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_clear_pointer (&self->associations, g_free);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->kept, g_array_unref);
  g_clear_pointer (&self->required, g_array_unref);
  g_clear_pointer (&self->pool, g_array_unref);
  g_clear_pointer (&self->nearest, g_array_unref);
  g_clear_pointer (&self->sections, g_array_unref);
  g_strfreev (self->notes);
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
