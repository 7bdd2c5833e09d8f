/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/inference/sampling-private.h"

#define NOISE_STREAMS G_GUINT64_CONSTANT (0x1000000000000000)

WfDraws *
wf_draws_ref (WfDraws *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
draws_clear (gpointer data)
{
  WfDraws *self = data;

  g_free (self->numbers);
  g_free (self->noise);
  g_free (self->values);
}

void
wf_draws_unref (WfDraws *self)
{
  g_atomic_rc_box_release_full (self, draws_clear);
}

WfDraws *
wf_draws_new (gsize n_nodes, gsize n, GError **error)
{
  g_autoptr (WfDraws) self = g_atomic_rc_box_new0 (WfDraws);

  self->n = n;
  self->n_nodes = n_nodes;
  if (n_nodes == 0 || n <= WF_LIMIT_DRAW_BYTES / (2 * sizeof (double) * n_nodes))
    self->numbers = g_try_malloc_n (2 * n * n_nodes + 1, sizeof (double));
  if (self->numbers == NULL)
    {
      g_autofree char *draws = wf_format_count (n);
      g_autofree char *nodes = wf_format_count (n_nodes);

      g_set_error (error, WF_ERROR, WF_ERROR_BUDGET,
                   _ ("%s draws of %s variables don't fit into memory; ask for fewer"), draws, nodes);
      return NULL;
    }
  self->noise = g_new (double *, n_nodes + 1);
  self->values = g_new (double *, n_nodes + 1);
  for (gsize i = 0; i < n_nodes; i++)
    {
      self->noise[i] = self->numbers + i * n;
      self->values[i] = self->numbers + (n_nodes + i) * n;
    }
  return g_steal_pointer (&self);
}

typedef struct
{
  WfSimulation *simulation;
  WfDraws *draws;
  guint64 seed;
  WfProgress *progress;
} Making;

/* One block of draws: noise from a stream a node, then the values in topological order. */
static void
make_block (gsize block, gpointer data)
{
  Making *self = data;
  const WfSampling *sampling = self->simulation->sampling;
  gsize first = block * WF_SAMPLING_BLOCK, n = MIN (WF_SAMPLING_BLOCK, self->draws->n - first);
  g_autofree const double **parents = g_new (const double *, sampling->n_nodes + 1);

  if (wf_progress_is_cancelled (self->progress))
    return;
  for (gsize i = 0; i < sampling->n_nodes; i++)
    {
      guint node = sampling->order[i];
      const WfMechanism *mechanism = sampling->mechanisms[node];
      double *noise = self->draws->noise[node] + first;
      WfRng rng;

      wf_rng_init (&rng, self->seed, NOISE_STREAMS | (guint64) node << 32 | block);
      wf_mechanism_draw_noise (mechanism, &rng, n, noise);
      for (gsize k = 0; k < sampling->n_parents[node]; k++)
        parents[k] = self->draws->values[sampling->parents[node][k]] + first;
      wf_mechanism_evaluate (mechanism, parents, noise, n, self->draws->values[node] + first);
    }
  wf_progress_advance (self->progress, n);
}

static WfDraws *
make_draws (WfSimulation *self, gsize n, WfProgress *progress, GError **error)
{
  g_autoptr (WfDraws) draws = wf_draws_new (self->sampling->n_nodes, n, error);
  Making making = { self, draws, (guint64) wf_params_get_integer (self->params, "seed"), progress };
  gint64 start = g_get_monotonic_time ();

  if (draws == NULL)
    return NULL;
  wf_progress_set_stage (progress, _ ("Drawing the noise"), n);
  wf_parallel_for ((n + WF_SAMPLING_BLOCK - 1) / WF_SAMPLING_BLOCK, 0, make_block, &making);
  draws->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return wf_progress_check (progress, error) ? g_steal_pointer (&draws) : NULL;
}

WfDraws *
wf_simulation_get_draws (WfSimulation *self, gsize n, WfProgress *progress, GError **error)
{
  WfSampling *sampling = self->sampling;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&sampling->lock);
  WfDraws *draws;

  if (sampling->draws != NULL && sampling->draws->n >= n)
    return wf_draws_ref (sampling->draws);
  draws = make_draws (self, n, progress, error);
  if (draws == NULL)
    return NULL;
  for (gsize i = 0; i < sampling->n_nodes; i++)
    g_clear_pointer (&sampling->marginals[i], wf_marginal_unref);
  g_clear_pointer (&sampling->draws, wf_draws_unref);
  sampling->draws = wf_draws_ref (draws);
  return draws;
}

/* Four of each side by side, for the processor's sake; NaN compares as neither. */
static void
find_range (WfTable *table, guint node, double *low, double *high)
{
  gsize n_rows, i = 0;
  const double *values = wf_table_get_values (table, node, &n_rows);
  double lows[4] = { INFINITY, INFINITY, INFINITY, INFINITY };
  double highs[4] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY };

  for (; values != NULL && i + 4 <= n_rows; i += 4)
    for (gsize k = 0; k < 4; k++)
      {
        lows[k] = values[i + k] < lows[k] ? values[i + k] : lows[k];
        highs[k] = values[i + k] > highs[k] ? values[i + k] : highs[k];
      }
  for (; values != NULL && i < n_rows; i++)
    {
      lows[0] = values[i] < lows[0] ? values[i] : lows[0];
      highs[0] = values[i] > highs[0] ? values[i] : highs[0];
    }
  *low = fmin (fmin (lows[0], lows[1]), fmin (lows[2], lows[3]));
  *high = fmax (fmax (highs[0], highs[1]), fmax (highs[2], highs[3]));
}

void
wf_sampling_get_range (const WfSampling *self, guint node, double *low, double *high)
{
  WfRange *range = &self->ranges[node];

  if (g_once_init_enter (&range->is_known))
    {
      find_range (wf_model_get_table (self->model), node, &range->low, &range->high);
      g_once_init_leave (&range->is_known, 1);
    }
  *low = range->low;
  *high = range->high;
}

WfSampling *
wf_sampling_new (WfModel *model)
{
  WfSampling *self = g_new0 (WfSampling, 1);
  WfGraph *graph = wf_model_get_graph (model);

  self->n_nodes = wf_graph_get_n_nodes (graph);
  self->order = wf_graph_sort_topologically (graph, &self->n_nodes);
  self->mechanisms = g_new (const WfMechanism *, self->n_nodes + 1);
  self->parents = g_new (guint *, self->n_nodes + 1);
  self->n_parents = g_new (gsize, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      self->mechanisms[i] = wf_model_get_mechanism (model, i);
      self->parents[i] = wf_graph_list_parents (graph, i, &self->n_parents[i]);
    }
  self->model = model;
  self->ranges = g_new0 (WfRange, self->n_nodes + 1);
  self->marginals = g_new0 (WfMarginal *, self->n_nodes + 1);
  g_mutex_init (&self->lock);
  return self;
}

void
wf_sampling_free (WfSampling *self)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      g_free (self->parents[i]);
      g_clear_pointer (&self->marginals[i], wf_marginal_unref);
    }
  g_free (self->marginals);
  g_clear_pointer (&self->draws, wf_draws_unref);
  g_mutex_clear (&self->lock);
  g_free (self->order);
  g_free (self->mechanisms);
  g_free (self->parents);
  g_free (self->n_parents);
  g_free (self->ranges);
  g_free (self);
}
