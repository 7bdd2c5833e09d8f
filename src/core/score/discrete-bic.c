/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The Bayesian information criterion (Schwarz 1978, Annals of Statistics 6) of discrete columns:
 *
 *   sum N_jk log (N_jk / N_j) - c/2 log n (r - 1) q
 *
 * with r the levels of the node and q the cells its parents could make. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/score/discrete-private.h"
#include "core/score/params.h"
#include "core/score/score-private.h"

#define N_LOGS 65536 /* v log v is tabulated up to here */

typedef struct
{
  WfDiscrete *discrete;
  double price; /* of one parameter */
  gint64 *logs; /* v log v, scaled */
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_discrete_free (self->discrete);
  g_free (self->logs);
  g_free (self);
}

static gint64
compute_log (double scale, guint32 v)
{
  return v > 1 ? llrint (scale * v * log (v)) : 0;
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfDiscrete *discrete = wf_discrete_new (table, progress, error);
  State *self;
  gsize n;

  if (discrete == NULL)
    return NULL;
  n = discrete->cells->n;
  self = g_new0 (State, 1);
  self->discrete = discrete;
  self->price = wf_params_get_real (params, "penalty") * log ((double) n) / 2;
  self->logs = g_new (gint64, N_LOGS);
  for (guint32 v = 0; v < N_LOGS && v <= n; v++)
    self->logs[v] = compute_log (discrete->scale, v);
  return self;
}

/* sum N log N */
static gint64
sum (gconstpointer data, const WfDiscrete *discrete, const WfCellCounts *counts, double size)
{
  const State *self = data;
  gint64 total = 0;

  for (gsize i = 0; i < counts->n; i++)
    {
      guint32 v = counts->counts[i];

      total += G_LIKELY (v < N_LOGS) ? self->logs[v] : compute_log (discrete->scale, v);
    }
  return total;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  State *self = data;
  double n_parameters = (self->discrete->cells->n_levels[node] - 1) *
                        wf_cells_get_size (self->discrete->cells, parents, n_parents);

  return wf_discrete_get_difference (self->discrete, sum, self, node, parents, n_parents) -
         self->price * n_parameters;
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->discrete->max_parents;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->discrete->warnings;
}

static const WfParam params[] = { WF_SCORE_PARAM_PENALTY, { NULL } };

const WfScoreKind wf_score_discrete_bic = {
  .id = "discrete-bic",
  .name = N_ ("Discrete BIC"),
  .summary = N_ ("Fit of the shares in each cell of the parents’ values, less a price for each share"),
  .citation = "Schwarz 1978, Annals of Statistics 6",
  .accepts = WF_DATA_DISCRETE,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
