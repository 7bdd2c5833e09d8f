/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Searches of real and of hostile tables, where the shared data are at hand. */

#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "core/base/error.h"
#include "core/discovery/discovery.h"
#include "core/formats/formats.h"
#include "core/graph/compare.h"

/* NULL, and the test is skipped, without the shared data */
static char *
find_data (const char *path)
{
  const char *folder = g_getenv ("WHEREFORE_SHARED_DATA");
  g_autofree char *found = folder != NULL ? g_build_filename (folder, path, NULL)
                                          : g_build_filename (SOURCEDIR, "..", "shared", "data", path, NULL);

  if (g_file_test (found, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&found);
  g_test_skip ("shared data not found");
  return NULL;
}

static WfTable *
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;

  g_assert_no_error (error);
  return g_steal_pointer (&table);
}

static WfDiscoveryResult *
search (WfTable *table)
{
  g_autoptr (GError) error = NULL;
  WfDiscoveryResult *result = wf_discover (table, "pc", NULL, NULL, 1, 0, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_has_extension (WfGraph *graph)
{
  g_autoptr (WfGraph) dag = wf_graph_to_dag (graph, NULL, NULL, NULL);

  g_assert_nonnull (dag);
}

static void
test_sachs (void)
{
  g_autofree char *path = find_data ("sachs/sachs-observational.csv");
  g_autoptr (WfTable) table = path != NULL ? read_table (path) : NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  WfGraph *graph;

  if (table == NULL)
    return;
  result = search (table);
  graph = wf_discovery_result_get_graph (result);
  g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, 11);
  assert_has_extension (graph);
  /* what every published analysis of these cells finds */
  g_assert_true (wf_graph_is_adjacent (graph, (guint) wf_graph_find_node (graph, "raf"),
                                       (guint) wf_graph_find_node (graph, "mek")));
  g_assert_true (wf_graph_is_adjacent (graph, (guint) wf_graph_find_node (graph, "erk"),
                                       (guint) wf_graph_find_node (graph, "akt")));
}

static WfGraph *
read_truth (const char *path, WfTable *table)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_table_get_names (table));
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *edges;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  edges = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "edges");
  for (guint e = 0; e < json_array_get_length (edges); e++)
    {
      JsonArray *edge = json_array_get_array_element (edges, e);
      gssize from = wf_table_find_column (table, json_array_get_string_element (edge, 0));
      gssize to = wf_table_find_column (table, json_array_get_string_element (edge, 1));

      g_assert_cmpint (from, >=, 0);
      g_assert_cmpint (to, >=, 0);
      wf_graph_builder_add_arrow (builder, (guint) from, (guint) to);
    }
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  return wf_graph_to_cpdag (dag, NULL);
}

static void
test_alarm (void)
{
  g_autofree char *path = find_data ("bn-samples/alarm.csv");
  g_autofree char *truth_path = find_data ("bn/alarm.graph.json");
  g_autoptr (WfTable) table = path != NULL && truth_path != NULL ? read_table (path) : NULL;
  g_autoptr (WfGraph) truth = table != NULL ? read_truth (truth_path, table) : NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  WfComparison comparison;
  gint64 start = g_get_monotonic_time ();

  if (truth == NULL)
    return;
  result = search (table);
  g_assert_true (wf_graph_compare (truth, wf_discovery_result_get_graph (result), &comparison, NULL));
  g_test_message ("ALARM, %" G_GSIZE_FORMAT " rows: SHD %" G_GSIZE_FORMAT " (%" G_GSIZE_FORMAT
                  " missing, %" G_GSIZE_FORMAT " extra, %" G_GSIZE_FORMAT " reoriented) of %" G_GSIZE_FORMAT
                  " edges, %.3f s",
                  wf_table_get_n_rows (table), comparison.shd, comparison.missing, comparison.extra,
                  comparison.reoriented, wf_graph_get_n_edges (truth),
                  (double) (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (comparison.shd, <=, 15);
  g_assert_cmpfloat (comparison.adjacency_precision, >=, 0.95);
  assert_has_extension (wf_discovery_result_get_graph (result));
}

/* A search by score over the orders finds the whole class, where tests miss ten edges and more. */
static void
test_child (void)
{
  g_autofree char *path = find_data ("bn-samples/child.csv");
  g_autofree char *truth_path = find_data ("bn/child.graph.json");
  g_autoptr (WfTable) table = path != NULL && truth_path != NULL ? read_table (path) : NULL;
  g_autoptr (WfGraph) truth = table != NULL ? read_truth (truth_path, table) : NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (truth == NULL)
    return;
  result = wf_discover (table, "boss", NULL, NULL, 1, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wf_graph_equal (truth, wf_discovery_result_get_graph (result)));
}

static gboolean
has_warning (WfDiscoveryResult *result, const char *first, const char *second)
{
  const char *const *warnings = wf_discovery_result_get_warnings (result);

  for (gsize i = 0; warnings[i] != NULL; i++)
    if (strstr (warnings[i], first) != NULL && strstr (warnings[i], second) != NULL)
      return TRUE;
  return FALSE;
}

/* What never varies has no links, copies keep theirs; both are said. */
static void
test_constant_and_collinear (void)
{
  g_autofree char *path = find_data ("bad/constant-and-collinear.csv");
  g_autoptr (WfTable) table = path != NULL ? read_table (path) : NULL;
  g_autoptr (WfTable) continuous = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *const names[] = { "a", "b", "c", "const", "neg", "copy", NULL };
  WfGraph *graph;

  if (table == NULL)
    return;
  continuous = wf_table_retype (table, NULL, names, NULL);
  result = wf_discover (continuous, "pc", NULL, NULL, 1, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_warning (result, "const", "never varies"));
  g_assert_true (has_warning (result, "copy", "collinear"));
  g_assert_true (has_warning (result, "neg", "collinear"));
  graph = wf_discovery_result_get_graph (result);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (v != 3)
      g_assert_false (wf_graph_is_adjacent (graph, 3, v));
}

static void
test_overflow (void)
{
  g_autofree char *path = find_data ("bad/overflow.csv");
  g_autoptr (WfTable) table = path != NULL ? read_table (path) : NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (table == NULL)
    return;
  result = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, &error);
  g_assert_true (result != NULL || error->domain == WF_ERROR);
  for (gsize i = 0; result != NULL && i < wf_discovery_result_get_n_removed (result); i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      g_assert_cmpfloat (p, >=, 0);
      g_assert_cmpfloat (p, <=, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/sachs", test_sachs);
  g_test_add_func ("/real/alarm", test_alarm);
  g_test_add_func ("/real/child", test_child);
  g_test_add_func ("/real/constant-and-collinear", test_constant_and_collinear);
  g_test_add_func ("/real/overflow", test_overflow);
  return g_test_run ();
}
