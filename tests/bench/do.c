/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time of do(): median of five, one JSON line a case. Arguments: [DATA], a folder with bn/alarm.graph.json
 * and bn-samples/alarm.csv, for the second case. */

#include "config.h"

#include <json-glib/json-glib.h>
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

/* Two parents a node among the ten before it: node 0 reaches nearly all. */
static void
bench_linear (gsize n_nodes, gsize n_rows)
{
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (n_rows);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autofree double *values = g_new (double, n_nodes *n_rows);
  g_autofree char *name = g_strdup_printf ("linear-%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, n_nodes, n_rows);
  g_auto (GStrv) list = NULL;
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
        values[i * n_rows + r] = wf_rng_normal (&rng) +
                                 (i > 0 ? 0.6 * values[a * n_rows + r] + 0.4 * values[b * n_rows + r] : 0.0);
      if (i > 0)
        wf_graph_builder_add_arrow (builder, a, i);
      if (i > 0 && b != a)
        wf_graph_builder_add_arrow (builder, b, i);
      wf_table_builder_add_continuous (table_builder, list[i], values + i * n_rows, n_rows);
    }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  table = wf_table_builder_end (table_builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  report (name, model, "x0=1");
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
  if (argc > 1)
    bench_alarm (argv[1]);
  return 0;
}
