/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time of do(), one JSON line a case: first the one-shot call, median of five; then questions to a
 * simulation, with the time that each kind is to stay under (goal_ms). Arguments: [DATA], a folder with
 * bn/alarm.graph.json and bn-samples/alarm.csv, for the discrete case. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdlib.h>

#include "core/wherefore.h"

#define N_REPEATS 5

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
report (const char *name, WfModel *model, const char *intervention)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) one = wf_intervention_parse (intervention, &error);
  double seconds[N_REPEATS], first;

  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfEffect) effect = wf_intervene (model, &one, 1, NULL, NULL, &error);

      if (effect == NULL)
        g_error ("%s: %s", name, error->message);
      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  first = seconds[0];
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"do\",\"case\":\"%s\",\"nodes\":%" G_GSIZE_FORMAT ",\"rows\":%" G_GSIZE_FORMAT
           ",\"first_ms\":%.3f,\"median_ms\":%.3f}\n",
           name, wf_graph_get_n_nodes (wf_model_get_graph (model)),
           wf_table_get_n_rows (wf_model_get_table (model)), 1000.0 * first, 1000.0 * seconds[N_REPEATS / 2]);
}

typedef double (*NodeFunc) (double sum, WfRng *rng);

static double
add_noise (double sum, WfRng *rng)
{
  return sum + wf_rng_normal (rng);
}

static double
bend (double sum, WfRng *rng)
{
  return 3.0 * tanh (sum) + 0.3 * sum + 0.5 * wf_rng_normal (rng);
}

/* Two parents a node among the ten before it: node 0 reaches nearly all. */
static WfModel *
make_model (const char *kind, gsize n_nodes, gsize n_rows, NodeFunc func)
{
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (n_rows);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree double *values = g_new (double, n_nodes *n_rows);
  g_auto (GStrv) list = NULL;
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < n_nodes; i++)
    {
      g_autofree char *node = g_strdup_printf ("x%" G_GSIZE_FORMAT, i);

      g_strv_builder_add (names, node);
    }
  list = g_strv_builder_end (names);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (gsize i = 0; i < n_nodes; i++)
    {
      gsize a = i > 0 ? i - 1 - wf_rng_below (&rng, MIN (i, 3)) : 0,
            b = i > 0 ? i - 1 - wf_rng_below (&rng, MIN (i, 10)) : 0;

      for (gsize r = 0; r < n_rows; r++)
        values[i * n_rows + r] =
            func (i > 0 ? 0.6 * values[a * n_rows + r] + 0.4 * values[b * n_rows + r] : 0.0, &rng);
      if (i > 0)
        wf_graph_builder_add_arrow (builder, a, i);
      if (i > 0 && b != a)
        wf_graph_builder_add_arrow (builder, b, i);
      wf_table_builder_add_continuous (table_builder, list[i], values + i * n_rows, n_rows);
    }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  table = wf_table_builder_end (table_builder);
  model = wf_model_fit (kind, table, graph, NULL, NULL, &error);
  if (model == NULL)
    g_error ("%s: %s", kind, error->message);
  return model;
}

static void
bench_linear (gsize n_nodes, gsize n_rows)
{
  g_autoptr (WfModel) model = make_model ("linear-gaussian", n_nodes, n_rows, add_noise);
  g_autofree char *name = g_strdup_printf ("linear-%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, n_nodes, n_rows);

  report (name, model, "x0=1");
}

/* What is read of an answer: the mean and the standard deviation of every variable, before and after; or the
 * bins, too. */
static double
read_effect (WfEffect *effect, gboolean has_bins)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));
  double sum = 0.0;

  for (guint i = 0; i < n_nodes; i++)
    for (guint w = 0; w < 2; w++)
      {
        WfMarginal *marginal = w == 0 ? wf_effect_get_before (effect, i) : wf_effect_get_after (effect, i);

        sum += wf_marginal_get_mean (marginal) + wf_marginal_get_sd (marginal);
        if (has_bins)
          sum += wf_marginal_get_bins (marginal, NULL)[0];
      }
  return sum;
}

typedef struct
{
  const char *name;
  const char *method;
  gsize n_draws;     /* 0 = exact */
  const char *form;  /* of the intervention: of one number, which moves as a slider does */
  gboolean is_fresh; /* a new simulation for every question: nothing is kept */
  gboolean has_bins;
  double goal_ms; /* 0 = none was set */
} Question;

static WfSimulation *
simulate (WfModel *model, const Question *question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed (
      "{'method': <%s>, 'draws': <%x>}", question->method, (gint64) MAX (question->n_draws, 100)));
  WfSimulation *simulation = wf_simulation_new (model, params, NULL, &error);

  if (simulation == NULL)
    g_error ("%s: %s", question->name, error->message);
  return simulation;
}

/* Median of the questions of a slider that moves. */
static void
ask (WfModel *model, const Question *question)
{
  enum
  {
    N_QUESTIONS = 31
  };
  g_autoptr (WfSimulation) kept = simulate (model, question);
  double seconds[N_QUESTIONS];

  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      g_autofree char *text = g_strdup_printf (question->form, 0.01 * i);
      g_autoptr (WfIntervention) one = wf_intervention_parse (text, NULL);
      g_autoptr (WfSimulation) fresh = question->is_fresh ? simulate (model, question) : NULL;
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfEffect) effect =
          wf_simulation_intervene (fresh != NULL ? fresh : kept, &one, 1, NULL, 0, NULL, &error);

      if (effect == NULL)
        g_error ("%s: %s", question->name, error->message);
      if (!isfinite (read_effect (effect, question->has_bins)))
        g_error ("%s: an answer is no number", question->name);
      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  qsort (seconds, N_QUESTIONS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"do\",\"case\":\"%s\",\"nodes\":%" G_GSIZE_FORMAT ",\"draws\":%" G_GSIZE_FORMAT
           ",\"fastest_ms\":%.3f,\"median_ms\":%.3f,\"goal_ms\":%g}\n",
           question->name, wf_graph_get_n_nodes (wf_model_get_graph (model)), question->n_draws,
           1000.0 * seconds[0], 1000.0 * seconds[N_QUESTIONS / 2], question->goal_ms);
}

static void
bench_simulations (void)
{
  static const Question of_50[] = {
    { "all marginals, closed form", "exact", 0, "x0=%g", FALSE, FALSE, 0.1 },
    { "all marginals with their bins", "exact", 0, "x0=%g", FALSE, TRUE, 0.0 },
  };
  static const Question of_10[] = {
    { "100,000 draws with their noise", "sampling", 100000, "x0=%g", TRUE, FALSE, 20.0 },
    { "100,000 draws, noise kept", "sampling", 100000, "x0=%g", FALSE, FALSE, 0.0 },
  };
  static const Question of_20[] = {
    { "splines, 10,000 draws with their noise", "sampling", 10000, "x0=%g", TRUE, FALSE, 30.0 },
    { "splines, 10,000 draws, noise kept", "sampling", 10000, "x0=%g", FALSE, FALSE, 0.0 },
    { "splines, 500 draws, noise kept", "sampling", 500, "x0=%g", FALSE, FALSE, 0.0 },
    { "splines, 10,000 draws and bins", "sampling", 10000, "x0=%g", FALSE, TRUE, 0.0 },
  };
  g_autoptr (WfModel) linear_50 = make_model ("linear-gaussian", 50, 1000, add_noise);
  g_autoptr (WfModel) linear_10 = make_model ("linear-gaussian", 10, 1000, add_noise);
  g_autoptr (WfModel) splines = make_model ("spline", 20, 1000, bend);

  for (gsize i = 0; i < G_N_ELEMENTS (of_50); i++)
    ask (linear_50, &of_50[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_10); i++)
    ask (linear_10, &of_10[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_20); i++)
    ask (splines, &of_20[i]);
}

static WfGraph *
load_graph (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (GHashTable) indices = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) list = NULL;
  JsonObject *root;
  JsonArray *nodes, *edges;

  if (!json_parser_load_from_file (parser, path, NULL))
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  nodes = json_object_get_array_member (root, "nodes");
  edges = json_object_get_array_member (root, "edges");
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      g_strv_builder_add (names, json_array_get_string_element (nodes, i));
      g_hash_table_insert (indices, (gpointer) json_array_get_string_element (nodes, i),
                           GUINT_TO_POINTER (i));
    }
  list = g_strv_builder_end (names);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonArray *edge = json_array_get_array_element (edges, i);
      gpointer from = g_hash_table_lookup (indices, json_array_get_string_element (edge, 0));
      gpointer to = g_hash_table_lookup (indices, json_array_get_string_element (edge, 1));

      wf_graph_builder_add_arrow (builder, GPOINTER_TO_UINT (from), GPOINTER_TO_UINT (to));
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* All 37 marginals, before and after, of the network of Beinlich and others 1989. */
static void
bench_alarm (const char *folder)
{
  g_autofree char *graph_path = g_build_filename (folder, "bn", "alarm.graph.json", NULL);
  g_autofree char *table_path = g_build_filename (folder, "bn-samples", "alarm.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = load_graph (graph_path);
  g_autoptr (WfSource) source = wf_source_open_path (table_path, NULL, &error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;
  g_autoptr (WfModel) model = NULL;

  if (graph == NULL || table == NULL)
    {
      g_printerr ("alarm: not found below %s: %s\n", folder, error != NULL ? error->message : "");
      return;
    }
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  if (model == NULL)
    g_error ("alarm: %s", error->message);
  report ("alarm", model, "HYPOVOLEMIA=TRUE");
}

int
main (int argc, char *argv[])
{
  bench_linear (50, 1000);
  bench_linear (50, 10000);
  bench_linear (50, 100000);
  bench_simulations ();
  if (argc > 1)
    bench_alarm (argv[1]);
  return 0;
}
