/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/order-search-private.h"

typedef struct
{
  const WfDiscoveryInput *input;
  const WfConstraints *constraints;
  WfScore *score;
  WfOrderSearchFunc search;
  guint n;
  gsize n_starts;
  guint *orders;  /* n_starts x n: where each ended */
  double *totals; /* n_starts */
} Starts;

static WfGrowShrink *
create_trees (const Starts *self)
{
  return wf_grow_shrink_new (self->score, self->constraints,
                             wf_params_get_integer (self->input->params, "max-parents"),
                             WF_LIMIT_TREE_BYTES / self->n_starts, self->input->progress);
}

static void
run_start (gsize start, gpointer data)
{
  Starts *self = data;
  g_autoptr (WfGrowShrink) trees = create_trees (self);
  g_auto (WfPermutation) at = { 0 };
  g_autofree guint *order = NULL;
  WfRng rng;

  wf_rng_init (&rng, self->input->seed, start);
  order = wf_order_new (self->constraints, self->n, start > 0 ? &rng : NULL);
  wf_permutation_init (&at, trees, self->constraints, self->n, order);
  self->search (&at, self->input, &rng);
  self->totals[start] = wf_permutation_get_total (&at);
  memcpy (self->orders + start * self->n, at.order, self->n * sizeof (guint));
}

gboolean
wf_order_search_find (const WfDiscoveryInput *input,
                      const WfConstraints *constraints,
                      WfScore *score,
                      WfOrderSearchFunc search,
                      guint64 *parents,
                      GError **error)
{
  Starts starts = { .input = input,
                    .constraints = constraints,
                    .score = score,
                    .search = search,
                    .n = (guint) wf_score_get_n_variables (score),
                    .n_starts = (gsize) wf_params_get_integer (input->params, "starts") };
  g_autofree guint *orders = g_new0 (guint, starts.n_starts * starts.n);
  g_autofree double *totals = g_new0 (double, starts.n_starts);
  g_autoptr (WfGrowShrink) trees = create_trees (&starts);
  g_auto (WfPermutation) best = { 0 };
  gsize chosen = 0;

  wf_progress_set_stage (input->progress, _ ("Ordering the variables"), 0);
  starts.orders = orders;
  starts.totals = totals;
  wf_parallel_for (starts.n_starts, input->n_threads, run_start, &starts);
  if (!wf_progress_check (input->progress, error))
    return FALSE;
  for (gsize start = 1; start < starts.n_starts; start++)
    if (totals[start] > totals[chosen] + WF_ORDER_MIN_GAIN)
      chosen = start;
  wf_permutation_init (&best, trees, constraints, starts.n, orders + chosen * starts.n);
  wf_permutation_get_dag (&best, parents);
  return wf_progress_check (input->progress, error);
}

WfDiscoveryResult *
wf_order_search_run (const WfDiscoveryInput *input, WfDagSearchFunc find, GError **error)
{
  gsize n = wf_discovery_input_get_n_variables (input);
  g_autoptr (WfScore) score = wf_discovery_create_score (input, error);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autofree guint64 *parents = NULL;

  if (score == NULL)
    return NULL;
  constraints =
      wf_constraints_new (input->knowledge, wf_discovery_input_get_names (input), input->progress, error);
  if (constraints == NULL)
    return NULL;
  parents = g_new0 (guint64, n * ((n + 63) / 64));
  if (!find (input, constraints, score, parents, error))
    return NULL;
  return wf_dag_result_new (input, constraints, score, parents, NULL, error);
}
