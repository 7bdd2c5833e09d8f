/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Why curves are splines: the held-out log-likelihood of lines, penalised splines and boosted stumps
 * (Friedman 2001, Annals of Statistics 29) with the same noise, over the continuous columns of tables, each
 * given the three columns it is most correlated with. And the time of draws: twenty nodes of curves, 10,000
 * draws. Arguments: [DATA], a folder with sachs, tetrad-examples and microservices-rca. One JSON line a case.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/density-private.h"
#include "core/model/validation-private.h"
#include "core/wherefore.h"

#define N_PARENTS  3
#define N_BINS     32
#define MAX_ROUNDS 400
#define SHRINKAGE  0.1
#define N_REPEATS  9

/* y = mean + sum of the bins' heights */
typedef struct
{
  gsize n_parents;
  double mean;
  double *cuts;    /* n_parents x (N_BINS - 1) */
  double *heights; /* n_parents x N_BINS */
  WfDensity *density;
} Stumps;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static gsize
find_bin (const double *cuts, double x)
{
  gsize bin = 0;

  while (bin + 1 < N_BINS && x >= cuts[bin])
    bin++;
  return bin;
}

static void
place_cuts (Stumps *self, const WfFamily *family)
{
  for (gsize k = 0; k < self->n_parents; k++)
    {
      g_autofree double *sorted = g_memdup2 (family->values[k], family->n_rows * sizeof (double));

      qsort (sorted, family->n_rows, sizeof (double), compare_doubles);
      for (gsize b = 0; b + 1 < N_BINS; b++)
        self->cuts[k * (N_BINS - 1) + b] = sorted[(b + 1) * family->n_rows / N_BINS];
    }
}

/* The best split of the residuals of the first n rows: adds it, shrunk, to the heights and takes it off. */
static void
add_stump (double *heights, const guint8 *bins, double *residuals, gsize n_parents, gsize n, gsize n_all)
{
  gsize best_parent = 0, best_cut = 0;
  double best = -1.0, low = 0.0, high = 0.0;

  for (gsize k = 0; k < n_parents; k++)
    {
      double sums[N_BINS] = { 0 }, counts[N_BINS] = { 0 }, sum = 0.0, count = 0.0, total = 0.0;

      for (gsize i = 0; i < n; i++)
        {
          sums[bins[k * n_all + i]] += residuals[i];
          counts[bins[k * n_all + i]] += 1.0;
          total += residuals[i];
        }
      for (gsize b = 0; b + 1 < N_BINS; b++)
        {
          double gain, rest;

          sum += sums[b];
          count += counts[b];
          rest = (double) n - count;
          gain = count > 0.0 && rest > 0.0 ? sum * sum / count + (total - sum) * (total - sum) / rest : -1.0;
          if (gain <= best)
            continue;
          best = gain;
          best_parent = k;
          best_cut = b;
          low = SHRINKAGE * sum / count;
          high = SHRINKAGE * (total - sum) / rest;
        }
    }
  for (gsize b = 0; b < N_BINS; b++)
    heights[best_parent * N_BINS + b] += b <= best_cut ? low : high;
  for (gsize i = 0; i < n_all; i++)
    residuals[i] -= bins[best_parent * n_all + i] <= best_cut ? low : high;
}

/* Boosts on the first n rows; returns the number of rounds after which the others are predicted best. */
static gsize
boost (Stumps *self, const guint8 *bins, const double *y, gsize n, gsize n_all, gsize n_rounds)
{
  g_autofree double *residuals = g_new (double, n_all);
  double best = INFINITY;
  gsize best_rounds = 0;

  memset (self->heights, 0, self->n_parents * N_BINS * sizeof (double));
  self->mean = 0.0;
  for (gsize i = 0; i < n; i++)
    self->mean += y[i] / (double) n;
  for (gsize i = 0; i < n_all; i++)
    residuals[i] = y[i] - self->mean;
  for (gsize round = 0; round < n_rounds; round++)
    {
      double rest = 0.0;

      add_stump (self->heights, bins, residuals, self->n_parents, n, n_all);
      for (gsize i = n; i < n_all; i++)
        rest += residuals[i] * residuals[i];
      if (rest >= best)
        continue;
      best = rest;
      best_rounds = round + 1;
    }
  return best_rounds;
}

static void
stumps_residuals (
    const WfMechanism *mechanism, const double *const *parents, const double *values, gsize n, double *out)
{
  const Stumps *self = mechanism->state;

  for (gsize i = 0; i < n; i++)
    {
      out[i] = values[i] - self->mean;
      for (gsize k = 0; k < self->n_parents; k++)
        out[i] -= self->heights[k * N_BINS + find_bin (self->cuts + k * (N_BINS - 1), parents[k][i])];
    }
}

static gboolean
stumps_fit (
    WfMechanism *mechanism, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  Stumps *self = g_new0 (Stumps, 1);
  gsize n = family->n_rows, p = family->n_parents;
  g_autofree guint8 *bins = g_new (guint8, n * p + 1);
  g_autofree double *residuals = g_new (double, n);
  gsize n_rounds;

  mechanism->state = self;
  self->n_parents = p;
  self->cuts = g_new (double, p *(N_BINS - 1));
  self->heights = g_new0 (double, p *N_BINS);
  place_cuts (self, family);
  for (gsize k = 0; k < p; k++)
    for (gsize i = 0; i < n; i++)
      bins[k * n + i] = find_bin (self->cuts + k * (N_BINS - 1), family->values[k][i]);
  n_rounds = boost (self, bins, family->values[p], n - n / 5, n, MAX_ROUNDS);
  boost (self, bins, family->values[p], n, n, n_rounds);
  stumps_residuals (mechanism, family->values, family->values[p], n, residuals);
  self->density = wf_density_new (residuals, n);
  return TRUE;
}

static void
stumps_log_density (
    const WfMechanism *mechanism, const double *const *parents, const double *values, gsize n, double *out)
{
  const Stumps *self = mechanism->state;

  stumps_residuals (mechanism, parents, values, n, out);
  wf_density_evaluate_log (self->density, n, out);
}

static void
stumps_clear (WfMechanism *mechanism)
{
  Stumps *self = mechanism->state;

  g_free (self->cuts);
  g_free (self->heights);
  g_clear_pointer (&self->density, wf_density_free);
  g_free (self);
}

static const WfMechanismKind stumps = {
  .id = "stumps",
  .nodes = WF_DATA_CONTINUOUS,
  .parents = WF_DATA_CONTINUOUS,
  .fit = stumps_fit,
  .log_density = stumps_log_density,
  .clear = stumps_clear,
};

/* Lines with the noise of the residuals: splines without bends. */
static GVariant *
make_params (gint64 knots)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "knots", "x", knots);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static double
correlate (const double *x, const double *y, gsize n)
{
  double mx = 0.0, my = 0.0, xy = 0.0, xx = 0.0, yy = 0.0;
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (x[i] + y[i]))
      {
        mx += x[i];
        my += y[i];
        count++;
      }
  mx /= (double) count;
  my /= (double) count;
  for (gsize i = 0; i < n; i++)
    if (!isnan (x[i] + y[i]))
      {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
      }
  return xx > 0.0 && yy > 0.0 ? fabs (xy) / sqrt (xx * yy) : 0.0;
}

/* The continuous columns most correlated with one, without its copies; returns how many. */
static gsize
choose_parents (WfTable *table, guint node, guint *parents)
{
  gsize n_rows, n_columns = wf_table_get_n_columns (table), n_chosen = 0;
  const double *y = wf_table_get_values (table, node, &n_rows);
  double best[N_PARENTS] = { 0 };

  for (guint i = 0; i < n_columns; i++)
    {
      const double *x = wf_table_get_values (table, i, NULL);
      double r = i != node && x != NULL ? correlate (x, y, n_rows) : 0.0;
      gsize place = n_chosen;

      if (r <= 0.0 || r > 0.999)
        continue;
      while (place > 0 && best[place - 1] < r)
        place--;
      if (place == N_PARENTS)
        continue;
      n_chosen = MIN (N_PARENTS, n_chosen + 1);
      for (gsize k = n_chosen - 1; k > place; k--)
        {
          best[k] = best[k - 1];
          parents[k] = parents[k - 1];
        }
      best[place] = r;
      parents[place] = i;
    }
  return n_chosen;
}

static double
measure (const WfValidation *validation,
         const WfMechanism *mechanism,
         const WfMechanismKind *kind,
         GVariant *params,
         double *seconds)
{
  gsize n = validation->rows.n_rows;
  g_autofree double *densities = g_new (double, n);
  gint64 start = g_get_monotonic_time ();
  double sum = 0.0;

  if (!wf_validation_measure (validation, mechanism, kind, TRUE, params, NULL, densities, NULL))
    return NAN;
  for (gsize i = 0; i < n; i++)
    sum += densities[i] / (double) n;
  *seconds += (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return sum;
}

static void
bench_table (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;
  g_autoptr (GVariant) curves = make_params (12);
  g_autoptr (GVariant) lines = make_params (3);
  const gsize no_levels[N_PARENTS] = { 0 };
  double sums[4] = { 0 }, seconds[4] = { 0 };
  guint n_nodes = 0, n_won = 0;

  if (table == NULL)
    {
      g_printerr ("%s: %s\n", path, error->message);
      return;
    }
  for (guint node = 0; node < wf_table_get_n_columns (table); node++)
    {
      g_auto (WfFamily) family = { 0 };
      g_auto (WfValidation) validation = { 0 };
      WfMechanism mechanism;
      guint parents[N_PARENTS];
      gsize n_parents;
      double found[4];

      if (wf_table_get_kind (table, node) != WF_COLUMN_CONTINUOUS)
        continue;
      n_parents = choose_parents (table, node, parents);
      if (n_parents == 0 || !wf_family_init (&family, table, parents, n_parents, node, NULL) ||
          !wf_validation_init (&validation, &family, 100, NULL))
        continue;
      wf_mechanism_init (&mechanism, parents, no_levels, n_parents, 0);
      found[0] = measure (&validation, &mechanism, &wf_mechanism_linear_gaussian, NULL, &seconds[0]);
      found[1] = measure (&validation, &mechanism, &wf_mechanism_spline, lines, &seconds[1]);
      found[2] = measure (&validation, &mechanism, &wf_mechanism_spline, curves, &seconds[2]);
      found[3] = measure (&validation, &mechanism, &stumps, NULL, &seconds[3]);
      wf_mechanism_clear (&mechanism);
      if (isnan (found[0] + found[1] + found[2] + found[3]))
        continue;
      n_nodes++;
      n_won += found[2] > found[3];
      for (gsize i = 0; i < 4; i++)
        sums[i] += found[i];
    }
  g_print (
      "{\"bench\":\"mechanisms\",\"table\":\"%s\",\"columns\":%u,\"linear_gaussian\":%.3f,\"three_knots\":%."
      "3f,"
      "\"splines\":%.3f,\"stumps\":%.3f,\"splines_beat_stumps\":%u,\"splines_ms\":%.1f,\"stumps_ms\":%.1f}\n",
      name, n_nodes, sums[0] / n_nodes, sums[1] / n_nodes, sums[2] / n_nodes, sums[3] / n_nodes, n_won,
      1000.0 * seconds[2], 1000.0 * seconds[3]);
}

/* Each node a sum of sines of some of the three before it. */
static WfModel *
make_curves (gsize n_nodes, gsize n_rows)
{
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (n_rows);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autofree double *values = g_new (double, n_nodes *n_rows);
  g_auto (GStrv) list = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < n_nodes; i++)
    {
      g_autofree char *name = g_strdup_printf ("x%" G_GSIZE_FORMAT, i);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (gsize i = 0; i < n_nodes; i++)
    {
      wf_rng_fill_normal (&rng, n_rows, 0.5, values + i * n_rows);
      for (gsize j = i > 3 ? i - 3 : 0; j < i; j++)
        {
          wf_graph_builder_add_arrow (builder, j, i);
          for (gsize r = 0; r < n_rows; r++)
            values[i * n_rows + r] += sin (1.5 * values[j * n_rows + r]);
        }
      wf_table_builder_add_continuous (table_builder, list[i], values + i * n_rows, n_rows);
    }
  table = wf_table_builder_end (table_builder);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  return wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
}

static void
draw (WfModel *model, gsize n_draws, double *noise, double *values)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < n_nodes; i++)
    {
      const WfMechanism *mechanism = wf_model_get_mechanism (model, i);
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      g_autofree const double **columns = g_new (const double *, n_parents + 1);

      for (gsize k = 0; k < n_parents; k++)
        columns[k] = values + parents[k] * n_draws;
      wf_mechanism_draw_noise (mechanism, &rng, n_draws, noise);
      wf_mechanism_evaluate (mechanism, columns, noise, n_draws, values + i * n_draws);
    }
}

static void
bench_draws (gsize n_nodes, gsize n_draws)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (WfModel) model = make_curves (n_nodes, 1000);
  double fit = (double) (g_get_monotonic_time () - start) / 1000.0, seconds[N_REPEATS];
  g_autofree double *noise = g_new (double, n_draws);
  g_autofree double *values = g_new (double, n_nodes *n_draws);

  for (gsize i = 0; i < N_REPEATS; i++)
    {
      start = g_get_monotonic_time ();
      draw (model, n_draws, noise, values);
      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"mechanisms\",\"case\":\"draws\",\"kind\":\"%s\",\"nodes\":%" G_GSIZE_FORMAT
           ",\"draws\":%" G_GSIZE_FORMAT ",\"fit_ms\":%.1f,\"median_ms\":%.2f}\n",
           wf_model_get_kind (model), n_nodes, n_draws, fit, 1000.0 * seconds[N_REPEATS / 2]);
}

int
main (int argc, char *argv[])
{
  const char *const tables[] = {
    "sachs/sachs-observational.csv",         "sachs/sachs-all-conditions.csv",
    "tetrad-examples/abalone.csv",           "tetrad-examples/airfoil-self-noise.csv",
    "tetrad-examples/auto-mpg.csv",          "tetrad-examples/boston-housing.csv",
    "microservices-rca/normal-latencies.csv"
  };

  bench_draws (20, 10000);
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (tables); i++)
    bench_table (argv[1], tables[i]);
  return 0;
}
