/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "core/base/error.h"

static guint
node_of (WfDocument *document, const char *name)
{
  gssize node = wf_graph_find_node (wf_document_get_graph (document), name);

  g_assert_cmpint (node, >=, 0);
  return node;
}

static double
mean_after (WfDocument *document, const char *name)
{
  WfEffect *effect = wf_document_get_effect (document);

  g_assert_nonnull (effect);
  return wf_marginal_get_mean (wf_effect_get_after (effect, node_of (document, name)));
}

static void
test_load_table (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("web-service.csv");
  g_autofree char *title = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *subtitle = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_is_empty (document));
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (wf_document_get_table (document)), ==, 1000);
  g_assert_null (wf_document_get_graph (document));
  g_assert_nonnull (wf_document_get_observed (document, 0));
  g_assert_null (wf_document_get_observed (document, 100));
  title = wf_document_dup_title (document);
  subtitle = wf_document_dup_subtitle (document);
  stem = wf_document_dup_stem (document);
  g_assert_cmpstr (title, ==, "web-service.csv");
  g_assert_cmpstr (stem, ==, "web-service");
  g_assert_nonnull (strstr (subtitle, "1,000 rows"));
  g_assert_null (wf_document_get_undo_label (document));
}

static void
test_attach (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  g_assert_nonnull (wf_document_get_table (document));
  g_assert_nonnull (wf_document_get_model (document));
  g_assert_nonnull (wf_document_get_layout (document));
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_document_get_graph (document)), ==, 9);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Open web-service.dot");
  wf_document_undo (document);
  g_assert_null (wf_document_get_graph (document));
  g_assert_null (wf_document_get_figure (document));
  g_assert_nonnull (wf_document_get_table (document));
  wf_document_redo (document);
  g_assert_nonnull (wf_document_get_model (document));
}

/* cache does nothing to traffic, and something to what is below it */
static void
test_intervene (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfEffect *effect;

  wf_test_set (document, "cache=90");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  wf_test_wait_idle (document);
  effect = wf_document_get_effect (document);
  g_assert_nonnull (effect);
  g_assert_true (wf_effect_is_set (effect, node_of (document, "cache")));
  g_assert_true (wf_effect_is_affected (effect, node_of (document, "hits")));
  g_assert_false (wf_effect_is_affected (effect, node_of (document, "traffic")));
  g_assert_cmpuint (
      wf_figure_get_node_flags (wf_document_get_figure (document), node_of (document, "cache")) & WF_NODE_SET,
      ==, WF_NODE_SET);
  wf_document_release (document, "cache");
  g_assert_null (wf_document_get_effect (document));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
}

static void
test_undo (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  double first;

  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  first = mean_after (document, "hits");
  wf_test_set (document, "repeats=60");
  wf_test_wait_idle (document);
  g_assert_cmpfloat (fabs (mean_after (document, "hits") - first), >, 0.01);
  wf_document_undo (document);
  g_assert_cmpstr (wf_document_get_redo_label (document), ==, "Set repeats = 60");
  wf_test_wait_idle (document);
  g_assert_cmpfloat_with_epsilon (mean_after (document, "hits"), first, 1e-12);
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_effect (document));
  wf_document_redo (document);
  wf_test_wait_idle (document);
  g_assert_cmpfloat_with_epsilon (mean_after (document, "hits"), first, 1e-12);
  wf_test_set (document, "cache=50");
  g_assert_null (wf_document_get_redo_label (document));
}

/* a slider's moves are one command; the newest value is the one that counts */
static void
test_slider (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (WfDocument) other = wf_test_document_new ();

  for (int value = 30; value <= 100; value++)
    {
      g_autofree char *text = g_strdup_printf ("cache=%d", value);

      wf_test_set (document, text);
      g_main_context_iteration (NULL, FALSE);
    }
  wf_test_wait_idle (document);
  wf_test_set (other, "cache=100");
  wf_test_wait_idle (other);
  g_assert_cmpfloat_with_epsilon (mean_after (document, "hits"), mean_after (other, "hits"), 1e-12);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Set cache = 100");
  wf_document_undo (document);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
}

static void
test_worlds (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_test_set (document, "cache=90");
  wf_test_set (document, "deploys=2");
  wf_test_wait_idle (document);
  wf_document_set_intervention_active (document, 0, FALSE);
  wf_test_wait_idle (document);
  g_assert_false (wf_effect_is_set (wf_document_get_effect (document), node_of (document, "cache")));
  g_assert_true (wf_effect_is_set (wf_document_get_effect (document), node_of (document, "deploys")));
  wf_document_set_intervention_active (document, 1, FALSE);
  g_assert_null (wf_document_get_effect (document));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 2);
  wf_document_undo (document);
  g_assert_true (wf_document_is_intervention_active (document, 1));
}

static void
test_move (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  guint node = node_of (document, "hits");
  double x, y, old_x, old_y, other_x, other_y, same_x, same_y;

  wf_layout_get_node (wf_document_get_layout (document), node, &old_x, &old_y);
  wf_layout_get_node (wf_document_get_layout (document), node_of (document, "cache"), &other_x, &other_y);
  wf_document_move_node (document, node, old_x + 100, old_y - 20);
  wf_layout_get_node (wf_document_get_layout (document), node, &x, &y);
  wf_layout_get_node (wf_document_get_layout (document), node_of (document, "cache"), &same_x, &same_y);
  g_assert_cmpfloat_with_epsilon (x, old_x + 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, old_y - 20, 1e-9);
  g_assert_cmpfloat (same_x, ==, other_x);
  g_assert_cmpfloat (same_y, ==, other_y);
  wf_document_undo (document);
  wf_layout_get_node (wf_document_get_layout (document), node, &x, &y);
  g_assert_cmpfloat (x, ==, old_x);
}

static void
test_learn (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("web-service.csv");
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_test_load (document, path, &error));
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_discovery (document));
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_nonnull (wf_document_get_layout (document));
  g_assert_nonnull (wf_document_get_model (document));
  g_assert_true (g_str_has_prefix (wf_document_get_undo_label (document), "Learn with "));
  wf_document_undo (document);
  g_assert_null (wf_document_get_graph (document));
  wf_document_redo (document);
  g_assert_nonnull (wf_document_get_graph (document));
}

/* a search of all numbers, or of all levels, but not of both together; NULL = there is none */
static const char *
find_narrow_search (void)
{
  for (const WfDiscovery *const *method = wf_discoveries_get_all (); *method; method++)
    if (((*method)->accepts & WF_DATA_CONTINUOUS) && !((*method)->accepts & WF_DATA_MIXED))
      return (*method)->id;
  return NULL;
}

/* A column of the other kind is left out only of a search that doesn't take both, and the report's command
 * says so. */
static void
test_learn_mixed (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *sample = wf_test_sample ("web-service.csv");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-mixed.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) mixed = g_string_new (NULL);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (sample, &text, NULL, &error));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] && *lines[i]; i++)
    g_string_append_printf (mixed, "%s,%s\n", lines[i], i == 0 ? "site" : i % 2 ? "north" : "south");
  g_assert_true (g_file_set_contents (path, mixed->str, mixed->len, &error));
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_cmpuint (wf_table_get_n_columns (wf_document_get_table (document)), ==, 10);
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_document_get_graph (document)), ==, 10);
  if (find_narrow_search () == NULL)
    return;
  wf_document_learn (document, find_narrow_search (), NULL);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_document_get_graph (document)), ==, 9);
  g_assert_cmpint (wf_graph_find_node (wf_document_get_graph (document), "site"), ==, -1);
  g_assert_nonnull (wf_document_get_model (document));
  report = wf_document_dup_report (document, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (wf_provenance_get_command (wf_report_get_provenance (report)), "--without site"));
  g_remove (path);
}

static void
test_cancel (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("web-service.csv");
  g_autoptr (GError) error = NULL;
  gint64 began;

  g_assert_true (wf_test_load (document, path, &error));
  wf_document_learn (document, "pc", NULL);
  g_assert_true (wf_document_is_busy (document));
  began = g_get_monotonic_time ();
  wf_document_cancel (document);
  wf_test_wait_idle (document);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  g_assert_null (wf_document_get_graph (document));
  g_assert_null (wf_document_get_undo_label (document));
}

static void
test_newest_load_wins (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *table = wf_test_sample ("web-service.csv");
  g_autofree char *graph = wf_test_sample ("web-service.dot");
  g_autoptr (GFile) file = g_file_new_for_path (table);
  g_autoptr (GError) error = NULL;

  wf_document_load_async (document, file, NULL, NULL);
  g_assert_true (wf_test_load (document, graph, &error));
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_table (document));
  g_assert_nonnull (wf_document_get_graph (document));
  /* the other way round: a table for the graph that is there */
  g_assert_true (wf_document_can_attach (document, wf_test_find_kind (table)));
  g_assert_true (wf_test_load (document, table, &error));
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_nonnull (wf_document_get_model (document));
}

/* a path in a folder of the test's own */
static char *
scratch (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return g_build_filename (folder, name, NULL);
}

/* with the pictures beside it, and the folder of both */
static void
discard (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
write_and_fail (WfDocument *document, const char *name, const char *text, const char *expected)
{
  g_autofree char *path = scratch (name);
  g_autoptr (GError) error = NULL;
  WfTable *table = wf_document_get_table (document);
  WfLayout *layout = wf_document_get_layout (document);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_false (wf_test_load (document, path, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, expected));
  g_assert_true (wf_document_get_table (document) == table);
  g_assert_true (wf_document_get_layout (document) == layout);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  discard (path);
}

/* what can't be read leaves everything as it was, and says which file */
static void
test_bad_file (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (GError) error = NULL;

  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  write_and_fail (document, "broken.json", "{\"history\": [\n{\"content\": \"a\",,}]}", "broken.json:2:");
  write_and_fail (document, "noise.bin", "\001\002\377\376 \001", "noise.bin");
  g_assert_false (wf_test_load (document, "/nonexistent/file.csv", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  folder = g_dir_make_tmp ("wherefore-empty-XXXXXX", NULL);
  g_assert_false (wf_test_load (document, folder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_nonnull (wf_document_get_effect (document));
}

static void
test_trace (void)
{
  g_autoptr (WfReport) report = NULL;
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no sample of a run");
      return;
    }
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  g_assert_nonnull (wf_document_get_trace (document));
  g_assert_nonnull (wf_document_get_blame (document));
  g_assert_nonnull (wf_document_get_suggestions (document));
  wf_document_set_redacted (document, TRUE);
  wf_document_repair_step (document, 0, 0);
  g_assert_cmpfloat (wf_document_get_kept (document, 0), ==, 0);
  g_assert_true (wf_document_is_redacted (document));
  report = wf_document_dup_report (document, NULL);
  g_assert_nonnull (strstr (wf_provenance_get_command (wf_report_get_provenance (report)), "--redact"));
  g_assert_nonnull (strstr (wf_report_get_title (report), "characters, "));
  wf_document_undo (document);
  g_assert_cmpuint (wf_document_get_n_repairs (document), ==, 0);
}

static void
test_report (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (WfDocument) empty = wf_document_new ();
  g_autofree char *path = scratch ("report.md");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_document_dup_report (empty, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  wf_test_export (document, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "hits"));
  g_assert_nonnull (strstr (text, "wherefore-cli intervene"));
  g_assert_nonnull (strstr (text, "--do cache=90"));
  discard (path);
}

/* JSON that no reader knows is told by its keys, as the command line does. */
static void
test_unknown_json (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-unknown.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\"ts\":1,\"who\":{\"name\":{\"first\":\"a\"}}}\n", -1, NULL));
  g_assert_false (wf_test_load (document, path, &error));
  g_assert_nonnull (strstr (error->message, "“who”"));
}

/* Records are a table, also where a column is called as logs call something. */
static void
test_records (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-records.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (
      path, "[{\"ts\":1.5,\"success\":true},\n{\"ts\":2,\"success\":false}]\n", -1, NULL));
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  g_assert_nonnull (wf_document_get_table (document));
  g_assert_cmpuint (wf_table_get_n_rows (wf_document_get_table (document)), ==, 2);
  g_assert_null (wf_document_get_trace (document));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/load-table", test_load_table);
  g_test_add_func ("/document/attach", test_attach);
  g_test_add_func ("/document/intervene", test_intervene);
  g_test_add_func ("/document/undo", test_undo);
  g_test_add_func ("/document/slider", test_slider);
  g_test_add_func ("/document/worlds", test_worlds);
  g_test_add_func ("/document/move", test_move);
  g_test_add_func ("/document/learn", test_learn);
  g_test_add_func ("/document/learn-mixed", test_learn_mixed);
  g_test_add_func ("/document/cancel", test_cancel);
  g_test_add_func ("/document/newest-load-wins", test_newest_load_wins);
  g_test_add_func ("/document/bad-file", test_bad_file);
  g_test_add_func ("/document/trace", test_trace);
  g_test_add_func ("/document/report", test_report);
  g_test_add_func ("/document/unknown-json", test_unknown_json);
  g_test_add_func ("/document/records", test_records);
  return g_test_run ();
}
