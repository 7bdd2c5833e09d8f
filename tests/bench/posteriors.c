/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time of all posteriors of a discrete network after one do(), by the compiled junction tree where that is
 * the cheapest way; the same with a tenth of the nodes observed; the whole answer before and after; a row
 * that would have been another; and beside them variable elimination without barren nodes, node by node
 * ("ratio": its time by that of the posteriors). Arguments: DATA, a folder with bn/NAME.graph.json; the
 * tables are fitted to random rows, since only their shapes matter. One JSON line a network; times are
 * medians. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/inference/twin-network-private.h"
#include "core/wherefore.h"

#define N_ROWS            200
#define N_REPEATS         9
#define ELIMINATION_LIMIT 20.0 /* seconds for all nodes; beyond, what is done is scaled up */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_seconds (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* The network's graph, and a table of random rows with its states. */
static WfModel *
load_model (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GHashTable) indices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **names = NULL;
  JsonObject *root, *states;
  JsonArray *nodes, *edges;
  WfRng rng;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  nodes = json_object_get_array_member (root, "nodes");
  edges = json_object_get_array_member (root, "edges");
  states = json_object_get_object_member (root, "states");
  names = g_new0 (const char *, json_array_get_length (nodes) + 1);
  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      JsonArray *own;
      g_autofree const char **levels = NULL;
      gint32 codes[N_ROWS];

      names[i] = json_array_get_string_element (nodes, i);
      own = json_object_get_array_member (states, names[i]);
      levels = g_new0 (const char *, json_array_get_length (own) + 1);
      g_hash_table_insert (indices, (gpointer) names[i], GUINT_TO_POINTER (i));
      for (guint k = 0; k < json_array_get_length (own); k++)
        levels[k] = json_array_get_string_element (own, k);
      for (gsize r = 0; r < N_ROWS; r++)
        codes[r] = (gint32) wf_rng_below (&rng, json_array_get_length (own));
      wf_table_builder_add_discrete (table_builder, names[i], codes, N_ROWS, levels);
    }
  builder = wf_graph_builder_new (names);
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonArray *edge = json_array_get_array_element (edges, i);
      gpointer from = g_hash_table_lookup (indices, json_array_get_string_element (edge, 0));
      gpointer to = g_hash_table_lookup (indices, json_array_get_string_element (edge, 1));

      wf_graph_builder_add_arrow (builder, GPOINTER_TO_UINT (from), GPOINTER_TO_UINT (to));
    }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
  table = wf_table_builder_end (table_builder);
  return wf_model_fit ("categorical", table, graph, NULL, NULL, error);
}

/* The node with the most descendants. */
static guint
find_source (WfGraph *graph)
{
  gsize most = 0;
  guint best = 0;

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gsize n;
      g_autofree guint *descendants = wf_graph_list_descendants (graph, i, &n);

      if (n > most)
        best = i;
      most = MAX (most, n);
    }
  return best;
}

static double
time_posteriors (const WfWorld *world, double *const *out, gboolean *is_tree)
{
  double seconds[N_REPEATS];

  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      if (!wf_world_infer (world, out, is_tree, NULL, NULL))
        g_error ("no answer");
      seconds[i] = get_seconds (start);
    }
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  return seconds[N_REPEATS / 2];
}

/* The same with every tenth node observed. */
static double
time_given (const WfWorld *before, double *const *out)
{
  g_auto (WfWorld) world = { 0 };
  gboolean is_tree;

  wf_world_init (&world, before->network);
  for (guint i = 0; i < world.n_nodes; i++)
    {
      if (before->levels[i] >= 0)
        wf_world_set (&world, i, before->levels[i]);
      else if (i % 10 == 0)
        wf_world_observe (&world, i, 0);
    }
  return time_posteriors (&world, out, &is_tree);
}

static double
time_elimination (const WfWorld *world, double *out)
{
  gint64 start = g_get_monotonic_time ();
  guint n = world->n_nodes, n_done = 0;

  while (n_done < n && get_seconds (start) < ELIMINATION_LIMIT)
    {
      if (!wf_world_infer_joint (world, &(WfScope){ &n_done, 1 }, NULL, out, NULL, NULL))
        g_error ("no answer");
      n_done++;
    }
  return get_seconds (start) * n / n_done;
}

/* The whole answer of a simulation: before and after, named and compared. */
static double
time_effect (WfModel *model, const char *node, const char *level)
{
  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, NULL, NULL, NULL);
  g_autoptr (WfIntervention) intervention = wf_intervention_new_level (node, level);
  double seconds[N_REPEATS];

  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfEffect) effect =
          wf_simulation_intervene (simulation, &intervention, 1, NULL, 0, NULL, NULL);

      if (effect == NULL)
        g_error ("no effect");
      seconds[i] = get_seconds (start);
    }
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  return seconds[N_REPEATS / 2];
}

/* What a case known in full would have been. */
static double
time_twin (WfNetwork *network, const char *node, const char *name, double *const *out)
{
  g_autoptr (WfIntervention) intervention = wf_intervention_new_level (node, name);
  g_autoptr (WfQuestion) question = wf_question_new (network->model, &intervention, 1, NULL, NULL);
  g_autofree double **nothing = g_new0 (double *, network->n_nodes + 1);
  g_autofree gint *row = g_new0 (gint, network->n_nodes + 1);
  double seconds[N_REPEATS];

  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      if (!wf_twin_network_infer (network, row, question, nothing, out, NULL, NULL))
        g_error ("no counterfactual");
      seconds[i] = get_seconds (start);
    }
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  return seconds[N_REPEATS / 2];
}

static void
report_size (const char *name, const WfNetwork *network, double compile)
{
  g_print ("{\"bench\":\"posteriors\",\"case\":\"%s\",\"nodes\":%u,\"entries\":%.0f,\"compile_ms\":%.3f",
           name, network->n_nodes, network->n_entries, 1000.0 * compile);
}

static void
bench_network (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".graph.json", NULL);
  g_autofree char *path = g_build_filename (folder, "bn", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = load_model (path, &error);
  g_autoptr (WfNetwork) network = NULL;
  g_autoptr (WfIntervention) intervention = NULL;
  g_autofree double **out = NULL;
  g_autofree double *values = NULL;
  g_auto (WfWorld) world = { 0 };
  gint64 start = g_get_monotonic_time ();
  guint source, level = 0;
  double compile, posteriors, given, elimination, effect, twin;
  gboolean is_tree;

  if (model == NULL)
    g_error ("%s: %s", name, error->message);
  start = g_get_monotonic_time ();
  network = wf_network_new (model, NULL, NULL);
  compile = get_seconds (start);
  report_size (name, network, compile);
  if (network->tree == NULL)
    {
      g_print (",\"over_budget\":true}\n");
      return;
    }
  out = g_new0 (double *, network->n_nodes);
  values = g_new (double, network->n_nodes *WF_LIMIT_LEVELS);
  for (guint i = 0; i < network->n_nodes; i++)
    out[i] = values + i * WF_LIMIT_LEVELS;
  source = find_source (wf_model_get_graph (model));
  wf_world_init (&world, network);
  wf_world_set (&world, source, level);
  posteriors = time_posteriors (&world, out, &is_tree);
  given = time_given (&world, out);
  elimination = time_elimination (&world, values);
  effect = time_effect (model, wf_graph_get_name (wf_model_get_graph (model), source),
                        wf_table_get_level (wf_model_get_table (model), source, level));
  twin = time_twin (network, wf_graph_get_name (wf_model_get_graph (model), source),
                    wf_table_get_level (wf_model_get_table (model), source, 1), out);
  g_print (",\"do\":\"%s\",\"way\":\"%s\",\"posteriors_ms\":%.3f,\"given_ms\":%.3f,\"effect_ms\":%.3f,"
           "\"counterfactual_ms\":%.3f,\"elimination_ms\":%.3f,\"ratio\":%.1f}\n",
           wf_graph_get_name (wf_model_get_graph (model), source), is_tree ? "tree" : "elimination",
           1000.0 * posteriors, 1000.0 * given, 1000.0 * effect, 1000.0 * twin, 1000.0 * elimination,
           elimination / posteriors);
}

int
main (int argc, char *argv[])
{
  static const char *const names[] = { "asia",  "alarm", "child", "insurance", "hailfinder",
                                       "water", "pigs",  "andes", "link" };

  if (argc < 2)
    {
      g_printerr ("usage: bench-posteriors DATA\n");
      return 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    bench_network (argv[1], names[i]);
  return 0;
}
