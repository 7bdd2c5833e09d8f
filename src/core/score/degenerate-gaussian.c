/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The BIC of jointly normal columns, a discrete one being one indicator for each of its levels but the first
 * (Andrews, Ramsey & Cooper 2019, PMLR 104). With S the correlations, a the columns of the parents and b
 * those of the node:
 *
 *   - n/2 (log |S of parents and node| - log |S of parents|) - c/2 log n a b */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/score/params.h"
#include "core/score/score-private.h"
#include "core/table/blocks.h"

#define MIN_ROWS      2
#define ROWS_A_PARENT 4

typedef struct
{
  WfBlocks *blocks;
  double price; /* of one parameter */
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_blocks_free (self->blocks);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfBlocks *blocks =
      wf_blocks_new (table, NULL, wf_table_get_n_columns (table), MIN_ROWS, n_threads, progress, error);
  State *self;

  if (blocks == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->blocks = blocks;
  self->price = wf_params_get_real (params, "penalty") * log ((double) blocks->n) / 2;
  return self;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  const State *self = data;
  gsize a = wf_blocks_list_columns (self->blocks, parents, n_parents, NULL);
  gsize b = wf_blocks_get_n_columns (self->blocks, node);

  return -(double) self->blocks->n / 2 * wf_blocks_get_log_left (self->blocks, node, parents, n_parents) -
         self->price * (double) (a * b);
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->blocks->n / ROWS_A_PARENT;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->blocks->warnings;
}

static const WfParam params[] = { WF_SCORE_PARAM_PENALTY, { NULL } };

const WfScoreKind wf_score_degenerate_gaussian = {
  .id = "degenerate-gaussian",
  .name = N_ ("Degenerate Gaussian BIC"),
  .summary =
      N_ ("Fit of linear relations between continuous and discrete columns, each level of a discrete one "
          "being a column of zeros and ones, less a price for each parameter"),
  .citation = "Andrews, Ramsey & Cooper 2019, PMLR 104",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
