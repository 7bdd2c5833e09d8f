/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How long a search will take, roughly. How many neighbours a variable has matters more than anything else,
 * so a small search first finds out; the rest is a model of each search, its constants fitted to runs on
 * random graphs of 20 to 500 variables and on benchmark networks, and scaled by how fast this machine is. */

#include "config.h"

#include <math.h>

#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/discovery/discovery.h"

#define PROBE_ROWS             500
#define PROBE_COLUMNS          64
#define PROBE_DISCRETE_COLUMNS 16
#define LARGEST_DEGREE         10 /* of the model: beyond it searches are given up rather than waited for */
#define SPEED_STEPS            20000
#define SPEED_SECONDS          33e-6 /* what they took where the models were fitted */

/* Seconds of one search of n rows and p columns: beside the correlations per_power p^power growth^degree when
 * all are continuous, else per_row n p^row_power. */
typedef struct
{
  const char *id;
  double per_power, power, growth;
  double per_row, row_power;
  gboolean is_parallel;
} Model;

#define START_SECONDS    0.5e-3
#define SECONDS_PER_CELL 0.11e-9 /* of correlations */

static const Model models[] = {
  { "pc", 5e-6, 1, 2, 80e-9, 1, TRUE },         { "fci", 6e-6, 1, 2, 90e-9, 1, FALSE },
  { "rfci", 5e-6, 1, 2, 60e-9, 1, FALSE },      { "fges", 0.2e-6, 2, 1.5, 130e-9, 1, FALSE },
  { "gies", 0.4e-6, 2, 1.5, 260e-9, 1, FALSE }, { "hill-climbing", 0.4e-6, 2, 1.5, 130e-9, 1, FALSE },
  { "boss", 0.12e-6, 2, 4, 50e-9, 2, FALSE },   { "grasp", 6e-9, 3, 2, 22e-9, 2, FALSE },
};

static const Model *
find_model (const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, method))
      return &models[i];
  return NULL;
}

/* How many times slower this machine is than the one of the models; the best of a few tries. */
static double
measure_slowness (void)
{
  double best = INFINITY;
  volatile guint64 sink;

  for (guint try = 0; try < 5; try++)
    {
      gint64 start = g_get_monotonic_time ();
      guint64 sum = 0;
      WfRng rng;

      wf_rng_init (&rng, try, 0);
      for (guint i = 0; i < SPEED_STEPS; i++)
        sum += wf_rng_next (&rng);
      sink = sum;
      best = MIN (best, (double) (g_get_monotonic_time () - start) * 1e-6);
    }
  (void) sink;
  return CLAMP (best / SPEED_SECONDS, 0.2, 10);
}

/* Some of the columns and rows, evenly spread. */
static WfTable *
take_part (WfTable *table, gsize max_columns)
{
  gsize n = wf_table_get_n_rows (table);
  gsize p = wf_table_get_n_columns (table);
  gsize n_rows = MIN (n, PROBE_ROWS);
  gsize n_columns = MIN (p, max_columns);
  g_autofree gsize *rows = g_new (gsize, n_rows + 1);
  g_autofree gsize *columns = g_new (gsize, n_columns + 1);
  g_autoptr (WfTable) narrow = NULL;

  for (gsize i = 0; i < n_rows; i++)
    rows[i] = i * n / n_rows;
  for (gsize j = 0; j < n_columns; j++)
    columns[j] = j * p / n_columns;
  narrow = wf_table_select (table, columns, n_columns);
  return wf_table_select_rows (narrow, rows, n_rows, NULL);
}

/* Neighbours of a variable that one other variable doesn't separate it from; -1 when that can't be told. */
static double
measure_degree (WfTable *table, gboolean is_continuous)
{
  g_autoptr (WfTable) part = take_part (table, is_continuous ? PROBE_COLUMNS : PROBE_DISCRETE_COLUMNS);
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'max-degree': <int64 1>, 'alpha': <0.0001>}"));
  g_autoptr (WfDiscoveryResult) result = NULL;
  double p, p_part, degree;

  if (part == NULL || wf_table_get_n_columns (part) < 2)
    return -1;
  result = wf_discover (part, "pc", params, NULL, 1, 1, NULL, NULL);
  if (result == NULL)
    return -1;
  p = (double) wf_table_get_n_columns (table);
  p_part = (double) wf_table_get_n_columns (part);
  degree = 2 * (double) wf_graph_get_n_edges (wf_discovery_result_get_graph (result)) / p_part;
  return degree * (p - 1) / (p_part - 1);
}

/**
 * wf_discovery_estimate_seconds:
 * @table: the data
 * @method: id of a search
 * @params: (nullable): its parameters, for now not looked at
 * @n_samples: samples of a bootstrap, 0 = none
 * @n_threads: threads that work; 0 = all
 *
 * Tells before a search how long it will take, usually within a factor of five on a machine with nothing else
 * to do: from the number of rows and columns, how many neighbours the variables have in a part of the table,
 * and how fast the machine is. Cost: a few milliseconds.
 *
 * Returns: seconds, or -1 when it isn't known
 */
double
wf_discovery_estimate_seconds (
    WfTable *table, const char *method, GVariant *params, guint n_samples, guint n_threads)
{
  const Model *model = find_model (method);
  gboolean is_continuous = wf_table_get_data_kind (table) == WF_DATA_CONTINUOUS;
  double n = wf_table_get_total_weight (table);
  double p = (double) wf_table_get_n_columns (table);
  double n_workers =
      MIN (n_threads != 0 ? n_threads : wf_parallel_get_n_cores (), wf_parallel_get_n_cores ());
  double degree, seconds;

  if (params != NULL)
    g_variant_unref (g_variant_ref_sink (params));
  degree = model != NULL ? measure_degree (table, is_continuous) : -1;
  if (degree < 0)
    return -1;
  seconds = is_continuous
                ? SECONDS_PER_CELL * n * p * p + model->per_power * pow (p, model->power) *
                                                     pow (model->growth, MIN (degree, LARGEST_DEGREE))
                : model->per_row * n * pow (p, model->row_power);
  seconds = (START_SECONDS + seconds) * measure_slowness ();
  if (n_samples > 0)
    return seconds * (1 + n_samples / n_workers);
  return model->is_parallel ? seconds / (1 + 0.6 * (n_workers - 1)) : seconds;
}
