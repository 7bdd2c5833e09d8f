/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time to evaluate the diagram of a discrete network after a cut, one variable given that the cut one is set: the one
 * with the most ancestors, after cutting its first ancestor. Arguments: DATA, a folder with bn/NAME.graph.json, then names
 * (default: alarm). The tables are fitted to random rows, since only their shapes matter. One JSON line a network; times
 * are medians. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>

#include "core/wherefore.h"

#define N_ROWS    200
#define N_REPEATS 9

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static WfTable *
draw_table (JsonArray *nodes, JsonObject *states)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      const char *name = json_array_get_string_element (nodes, i);
      JsonArray *own = json_object_get_array_member (states, name);
      guint n = json_array_get_length (own);
      g_autofree const char **levels = g_new0 (const char *, n + 1);
      gint32 codes[N_ROWS];

      for (guint k = 0; k < n; k++)
        levels[k] = json_array_get_string_element (own, k);
      for (gsize r = 0; r < N_ROWS; r++)
        codes[r] = (gint32) wf_rng_below (&rng, n);
      wf_table_builder_add_discrete (builder, name, codes, N_ROWS, levels);
    }
  return wf_table_builder_end (builder);
}

static WfModel *
load_model (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  JsonObject *root;
  JsonArray *edges;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  edges = json_object_get_array_member (root, "edges");
  table = draw_table (json_object_get_array_member (root, "nodes"), json_object_get_object_member (root, "states"));
  builder = wf_graph_builder_new (wf_table_get_names (table));
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonArray *edge = json_array_get_array_element (edges, i);

      wf_graph_builder_add_arrow (builder,
                                  (guint) wf_table_find_column (table, json_array_get_string_element (edge, 0)),
                                  (guint) wf_table_find_column (table, json_array_get_string_element (edge, 1)));
    }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
  return graph != NULL ? wf_model_fit ("categorical", table, graph, NULL, NULL, error) : NULL;
}

/* the node with the most ancestors, and its first ancestor */
static guint
find_target (WfGraph *graph, guint *source)
{
  gsize most = 0;
  guint best = 0;

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gsize n;
      g_autofree guint *ancestors = wf_graph_list_ancestors (graph, i, &n);

      if (n <= most)
        continue;
      most = n;
      best = i;
      *source = ancestors[0];
    }
  return best;
}

static gboolean
run (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/bn/%s.graph.json", folder, name);
  g_autoptr (WfModel) model = load_model (path, error);
  guint source = 0, target;
  WfGraph *graph;
  double cutting[N_REPEATS], evaluating[N_REPEATS];

  if (model == NULL)
    return FALSE;
  graph = wf_model_get_graph (model);
  target = find_target (graph, &source);
  for (guint i = 0; i < N_REPEATS; i++)
    {
      const char *outputs[] = { wf_graph_get_name (graph, target), NULL };
      g_autofree char *given = g_strdup_printf ("%s=%s", wf_graph_get_name (graph, source),
                                                wf_table_get_level (wf_model_get_table (model), source, 0));
      const char *list[] = { given, NULL };
      g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, outputs, error);
      g_autoptr (WfDiagram) cut = NULL;
      g_autofree double *values = NULL;
      gint64 start = g_get_monotonic_time (), middle;
      gsize n;

      cut = diagram != NULL ? wf_diagram_cut (diagram, wf_graph_get_name (graph, source), error) : NULL;
      middle = g_get_monotonic_time ();
      values = cut != NULL ? wf_diagram_evaluate (cut, list, &n, NULL, error) : NULL;
      if (values == NULL)
        return FALSE;
      cutting[i] = (double) (middle - start) / 1000;
      evaluating[i] = (double) (g_get_monotonic_time () - middle) / 1000;
    }
  qsort (cutting, N_REPEATS, sizeof (double), compare_doubles);
  qsort (evaluating, N_REPEATS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"diagram\",\"network\":\"%s\",\"boxes\":%u,\"cut_ms\":%.3f,\"evaluate_ms\":%.3f}\n", name,
           (guint) wf_graph_get_n_nodes (graph), cutting[N_REPEATS / 2], evaluating[N_REPEATS / 2]);
  return TRUE;
}

int
main (int argc, char **argv)
{
  const char *const plain[] = { "alarm", NULL };
  const char *const *names = argc > 2 ? (const char *const *) argv + 2 : plain;
  const char *folder = argc > 1 ? argv[1] : NULL;
  int status = EXIT_SUCCESS;

  for (; folder != NULL && *names != NULL; names++)
    {
      g_autoptr (GError) error = NULL;

      if (run (folder, *names, &error))
        continue;
      g_printerr ("%s: %s\n", *names, error->message);
      status = EXIT_FAILURE;
    }
  return status;
}
