/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* P(x | parents) = (count + ess / (q r)) / (total + ess / q), with q parent configurations and r levels: the
 * posterior mean under the BDeu prior (Heckerman, Geiger & Chickering 1995, section 5). The equivalent sample
 * size is shared by the whole table of a node, so that a node with many parents is not drowned by its prior;
 * the default 1 is the smallest weight that keeps every probability above zero, which do() and conditioning
 * need. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/model/model-private.h"

static const WfParam categorical_params[] = {
  { .id = "ess",
    .name = N_ ("Equivalent sample size"),
    .type = WF_PARAM_REAL,
    .value = 1,
    .min = 0,
    .max = 1e6,
    .unit = N_ ("rows"),
    .help = N_ ("Weight of the uniform prior of a node's table, in rows; 0 = frequencies as they are") },
  { .id = NULL },
};

/* Entries of the table of a node, or 0 with an error beyond the limit. */
static gsize
count_entries (WfModel *model, guint node, GError **error)
{
  const WfMechanism *mechanism = &model->mechanisms[node];
  gsize n_entries = wf_table_get_n_levels (model->table, node);

  if (n_entries == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no values at all; remove it from the graph"),
                   wf_graph_get_name (model->graph, node));
      return 0;
    }
  for (gsize k = 0; k < mechanism->n_parents; k++)
    {
      gsize n_levels = wf_table_get_n_levels (model->table, mechanism->parents[k]);

      if (n_levels > 0 && n_entries <= WF_LIMIT_TABLE_ENTRIES / n_levels)
        {
          n_entries *= n_levels;
          continue;
        }
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("The probability table of %s with its %zu parents would need more than %d entries; "
                      "remove parents or merge levels"),
                   wf_graph_get_name (model->graph, node), mechanism->n_parents, WF_LIMIT_TABLE_ENTRIES);
      return 0;
    }
  return n_entries;
}

/* Adds the complete rows to the table of counts; returns how many there are. */
static gsize
count_rows (WfModel *model, guint node, double *counts)
{
  const WfMechanism *mechanism = &model->mechanisms[node];
  gsize n_rows, n_used = 0;
  const gint32 *own = wf_table_get_codes (model->table, node, &n_rows);
  gsize n_levels = wf_table_get_n_levels (model->table, node);
  g_autofree const gint32 **codes = g_new (const gint32 *, mechanism->n_parents + 1);
  g_autofree gsize *sizes = g_new (gsize, mechanism->n_parents + 1);

  for (gsize k = 0; k < mechanism->n_parents; k++)
    {
      codes[k] = wf_table_get_codes (model->table, mechanism->parents[k], NULL);
      sizes[k] = wf_table_get_n_levels (model->table, mechanism->parents[k]);
    }
  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean is_complete = own[row] >= 0;
      gsize index = 0;

      for (gsize k = 0; is_complete && k < mechanism->n_parents; k++)
        {
          is_complete = codes[k][row] >= 0;
          index = index * sizes[k] + (is_complete ? (gsize) codes[k][row] : 0);
        }
      if (!is_complete)
        continue;
      counts[index * n_levels + own[row]] += 1.0;
      n_used++;
    }
  return n_used;
}

/* sum n log (n / total) over the levels of one row of counts */
static double
log_likelihood (const double *counts, gsize n_levels)
{
  double total = 0.0, sum = 0.0;

  for (gsize i = 0; i < n_levels; i++)
    total += counts[i];
  for (gsize i = 0; i < n_levels; i++)
    if (counts[i] > 0.0)
      sum += counts[i] * log (counts[i] / total);
  return sum;
}

/* McFadden 1974: 1 - log L(with parents) / log L(without), both at their maximum. */
static double
measure_r_squared (const double *counts, gsize n_configurations, gsize n_levels)
{
  g_autofree double *marginal = g_new0 (double, n_levels);
  double with_parents = 0.0, without;

  for (gsize c = 0; c < n_configurations; c++)
    {
      with_parents += log_likelihood (counts + c * n_levels, n_levels);
      for (gsize i = 0; i < n_levels; i++)
        marginal[i] += counts[c * n_levels + i];
    }
  without = log_likelihood (marginal, n_levels);
  return without < 0.0 ? CLAMP (1.0 - with_parents / without, 0.0, 1.0) : NAN;
}

/* Counts to probabilities in place; returns the number of parent configurations without a row. */
static gsize
normalise (double *cpt, gsize n_configurations, gsize n_levels, double ess)
{
  double pseudo = ess / ((double) n_configurations * (double) n_levels);
  gsize n_unseen = 0;

  for (gsize c = 0; c < n_configurations; c++)
    {
      double *row = cpt + c * n_levels;
      double seen = 0.0, total = 0.0;

      for (gsize i = 0; i < n_levels; i++)
        {
          seen += row[i];
          row[i] = row[i] + pseudo;
          total += row[i];
        }
      n_unseen += seen == 0.0;
      for (gsize i = 0; i < n_levels; i++)
        row[i] = seen > 0.0 ? row[i] / total : 1.0 / (double) n_levels;
    }
  return n_unseen;
}

static void
warn_of_unseen (WfModel *model, guint node, gsize n_unseen, gsize n_configurations)
{
  g_autofree char *unseen = wf_format_count (n_unseen);
  g_autofree char *all = wf_format_count (n_configurations);

  wf_model_warn (
      model,
      _ ("%s of the %s combinations of the parents of %s never occur in the data: there every level is "
         "taken as equally likely"),
      unseen, all, wf_graph_get_name (model->graph, node));
}

static gboolean
fit_node (WfModel *model, guint node, double ess, GError **error)
{
  WfMechanism *mechanism = &model->mechanisms[node];
  gsize n_entries = count_entries (model, node, error);
  gsize n_levels, n_configurations, n_unseen;

  if (n_entries == 0)
    return FALSE;
  mechanism->cpt = g_try_new0 (double, n_entries);
  if (mechanism->cpt == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for the probability table of %s"),
                   wf_graph_get_name (model->graph, node));
      return FALSE;
    }
  mechanism->n_entries = n_entries;
  mechanism->n_rows_used = count_rows (model, node, mechanism->cpt);
  if (mechanism->n_rows_used == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s and its parents have no complete row; drop the columns with many missing values"),
                   wf_graph_get_name (model->graph, node));
      return FALSE;
    }
  n_levels = wf_table_get_n_levels (model->table, node);
  n_configurations = n_entries / n_levels;
  if (mechanism->n_parents > 0)
    mechanism->r_squared = measure_r_squared (mechanism->cpt, n_configurations, n_levels);
  n_unseen = normalise (mechanism->cpt, n_configurations, n_levels, ess);
  if (n_unseen > 0)
    warn_of_unseen (model, node, n_unseen, n_configurations);
  return TRUE;
}

static gboolean
categorical_fit (WfModel *model, GVariant *params, WfProgress *progress, GError **error)
{
  double ess = wf_params_get_real (params, "ess");
  gsize n_nodes = wf_graph_get_n_nodes (model->graph);

  for (guint node = 0; node < n_nodes; node++)
    {
      if (!wf_progress_check (progress, error) || !fit_node (model, node, ess, error))
        return FALSE;
      wf_progress_advance (progress, 1);
    }
  return TRUE;
}

const WfModelKind wf_model_categorical = {
  .id = "categorical",
  .name = N_ ("Probability tables"),
  .summary = N_ ("Each variable has a table of probabilities given its causes"),
  .citation = "Heckerman, Geiger & Chickering 1995, Machine Learning 20",
  .accepts = WF_DATA_DISCRETE,
  .params = categorical_params,
  .fit = categorical_fit,
};
