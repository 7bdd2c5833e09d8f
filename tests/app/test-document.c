/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/run-text.h"
#include "core/base/error.h"
#include "core/base/rng.h"

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
  g_assert_cmpstr (title, ==, "web-service.csv");
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

/* A column of the other kind is left out of a search, and the report's command says so. */
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
  g_assert_true (wf_document_can_attach (document, file));
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

static void
discard (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_remove (path), ==, 0);
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

#define RUN "{\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"b\",\"name\":\"B\"}]}"

/* A file of several runs gives a table of them; each opens as if it had been opened alone, and undo goes
 * back. */
static void
test_runs (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-runs.jsonl", NULL);
  g_autofree char *title = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *step = NULL;
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, RUN "\n" RUN "\n" RUN "\n", -1, NULL));
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  g_assert_nonnull (wf_document_get_runs (document));
  g_assert_null (wf_document_get_trace (document));
  title = wf_document_dup_title (document);
  g_assert_cmpstr (title, ==, "wherefore-runs.jsonl");
  before = wf_document_dup_subtitle (document);
  g_assert_true (g_str_has_suffix (before, "3 runs"));
  summary = wf_runs_describe (wf_document_get_runs (document));
  g_assert_true (g_str_has_prefix (summary, "3 runs"));
  step = wf_run_dup_text (wf_document_get_runs (document), 1, WF_RUN_COLUMN_STEPS);
  g_assert_cmpstr (step, ==, "2");
  g_assert_cmpint (wf_run_compare (wf_document_get_runs (document), 0, 1, WF_RUN_COLUMN_NAME), <, 0);

  wf_document_open_run (document, 1);
  g_assert_cmpint (wf_document_get_open_run (document), ==, 1);
  g_assert_nonnull (wf_document_get_blame (document));
  g_assert_cmpint (wf_document_get_selected_step (document), >=, 0);
  after = wf_document_dup_subtitle (document);
  g_assert_true (g_str_has_suffix (after, "#1"));
  wf_document_repair_step (document, 1, 0);
  report = wf_document_dup_report (document, &error);
  g_assert_no_error (error);
  g_assert_nonnull (
      strstr (wf_provenance_get_command (wf_report_get_provenance (report)), "--run 1 --repair 1"));
  wf_document_undo (document);
  wf_document_undo (document);
  g_assert_null (wf_document_get_trace (document));
  g_assert_cmpint (wf_document_get_open_run (document), ==, -1);
  g_assert_nonnull (wf_document_get_runs (document));
}

static const char *
get_command (WfDocument *document, WfReport **report)
{
  *report = wf_document_dup_report (document, NULL);
  g_assert_nonnull (*report);
  return wf_provenance_get_command (wf_report_get_provenance (*report));
}

#define LONGER                                                                                               \
  "{\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"quite another thing\",\"name\":\"C\"},"   \
  "{\"content\":\"b\",\"name\":\"B\"}]}"

/* Two runs of a corpus, side by side; reports are about what is in front; undo takes the comparison back. */
static void
test_compare_runs (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-two.jsonl", NULL);
  g_autofree char *expected = g_strdup_printf ("wherefore-cli compare-runs %s --runs 1,0", path);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (WfReport) other = NULL;
  WfRunComparison *comparison;
  gssize first, second;

  g_assert_true (g_file_set_contents (path, RUN "\n" LONGER "\n", -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  wf_document_open_run (document, 0);
  wf_document_compare_runs (document, 1, 0);
  wf_test_wait_idle (document);
  comparison = wf_document_get_comparison (document);
  g_assert_nonnull (comparison);
  g_assert_cmpstr (wf_document_get_compared_name (document, 0), ==, "wherefore-two.jsonl#1");
  g_assert_cmpstr (wf_document_get_compared_name (document, 1), ==, "wherefore-two.jsonl#0");
  wf_run_comparison_get_pair (comparison, (gsize) wf_run_comparison_get_divergence (comparison), &first,
                              &second, NULL);
  g_assert_cmpint (first, ==, 1);
  g_assert_cmpint (second, ==, -1);
  wf_document_set_front (document, "comparison");
  g_assert_cmpstr (get_command (document, &report), ==, expected);
  wf_document_set_front (document, "runs");
  g_assert_null (strstr (get_command (document, &other), "--run"));
  wf_document_undo (document);
  g_assert_null (wf_document_get_comparison (document));
  g_assert_cmpint (wf_document_get_open_run (document), ==, 0);
}

/* twelve runs of six questions; the mistake is where somebody assumes */
static char *
write_labelled (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = g_build_filename (g_get_tmp_dir (), "wherefore-labelled.jsonl", NULL);

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (
        text,
        "{\"question\":\"question %u\",\"mistake_agent\":\"B\",\"mistake_step\":\"%u\",\"history\":["
        "{\"content\":\"begin with %u\",\"name\":\"A\"},{\"content\":\"%s\",\"name\":\"B\"},"
        "{\"content\":\"%s\",\"name\":\"B\"},{\"content\":\"it is done\",\"name\":\"A\"}]}\n",
        i / 2, i % 2 ? 1u : 2u, i, i % 2 ? "I assume that it is so" : "I looked it up",
        i % 2 ? "I looked it up" : "I assume that it is so");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

/* Training ranks every run anew, with a cross-validation; undo takes it back; the profile serves other logs.
 */
static void
test_train (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = write_labelled ();
  g_autofree char *profile_path = g_build_filename (g_get_tmp_dir (), "wherefore-test.profile", NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf ("wherefore-cli train %s --lambda=10 --name=ours", path);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  WfBlame *before;

  g_assert_true (wf_test_load (document, path, NULL));
  wf_document_open_run (document, 3);
  before = wf_document_get_blame (document);
  wf_document_train (document,
                     g_variant_new_parsed ("{'lambda': <10.0>, 'name': <'ours'>, 'repeats': <int64 1>}"));
  wf_test_wait_idle (document);
  g_assert_cmpstr (wf_profile_get_name (wf_document_get_profile (document)), ==, "ours");
  g_assert_cmpuint (wf_profile_get_n_logs (wf_document_get_profile (document)), ==, 12);
  g_assert_cmpuint (wf_evaluation_get_n_logs (wf_document_get_training (document), -1), ==, 12);
  g_assert_cmpfloat (wf_evaluation_get (wf_document_get_accuracy (document), -1, WF_MEASURE_STEP), ==, 1);
  g_assert_true (wf_document_get_blame (document) != before);
  g_assert_cmpstr (wf_blame_get_profile (wf_document_get_blame (document)), ==, "ours");
  g_assert_cmpuint (wf_blame_get_ranking (wf_document_get_blame (document), NULL)[0], ==, 1);
  g_assert_nonnull (wf_document_get_suggestions (document));
  g_assert_true (g_str_has_prefix (get_command (document, &report), expected));
  text = wf_profile_to_text (wf_document_get_profile (document));
  wf_document_undo (document);
  g_assert_true (wf_document_get_blame (document) == before);
  g_assert_null (wf_document_get_profile (document));

  g_assert_true (g_file_set_contents (profile_path, text, -1, NULL));
  g_assert_true (wf_test_load (document, profile_path, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (wf_blame_get_profile (wf_document_get_blame (document)), ==, "ours");
  g_assert_cmpint (wf_document_get_open_run (document), ==, 3);
}

/* runs whose steps fail here and there, and repeat themselves after that */
static char *
write_failing (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = g_build_filename (g_get_tmp_dir (), "wherefore-failing.jsonl", NULL);
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 60; i++)
    {
      g_string_append_printf (text, "{\"question\":\"question %u\",\"history\":[", i);
      for (guint step = 0; step < 8; step++)
        g_string_append_printf (
            text, "%s{\"content\":\"%s %u of %u %s\",\"name\":\"%s\"}", step > 0 ? "," : "",
            wf_rng_uniform (&rng) < 0.4 ? "Error: Traceback, the call failed" : "all went well", step, i,
            wf_rng_uniform (&rng) < 0.5 ? "perhaps it might be 17 or 23, maybe" : "see the page",
            step % 2 ? "B" : "A");
      g_string_append (text, "]}\n");
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

/* What makes steps deficient is found beside the ranking, which stays; and goes into report and command. */
static void
test_causes (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = write_failing ();
  g_autofree char *expected = g_strdup_printf ("wherefore-cli attribute %s --causes", path);
  g_autoptr (WfReport) report = NULL;
  WfCorpusCauses *causes;
  WfBlame *blame;

  g_assert_true (wf_test_load (document, path, NULL));
  g_assert_null (wf_document_get_accuracy (document));
  wf_document_open_run (document, 2);
  blame = wf_document_get_blame (document);
  wf_document_find_causes (document);
  wf_test_wait_idle (document);
  causes = wf_corpus_blame_get_causes (wf_document_get_runs (document));
  g_assert_nonnull (causes);
  g_assert_cmpuint (wf_corpus_causes_get_n_runs (causes), ==, 60);
  g_assert_nonnull (wf_document_get_causes_layout (document));
  g_assert_true (wf_document_get_blame (document) == blame);
  wf_document_set_front (document, "runs");
  g_assert_cmpstr (get_command (document, &report), ==, expected);
  wf_document_undo (document);
  g_assert_null (wf_corpus_blame_get_causes (wf_document_get_runs (document)));
  g_assert_null (wf_document_get_causes_layout (document));
}

/* A profile alone is about nothing, and says what to do. */
static void
test_profile_alone (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "profiles", "default.profile", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_false (wf_test_load (document, path, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "Open the log"));
  g_assert_true (wf_document_is_empty (document));
  g_assert_cmpstr (wf_document_recognize (file), ==, "profile of blame");
}

static void
on_failed (WfDocument *document, const GError *error, char **message)
{
  g_free (*message);
  *message = g_strdup (error->message);
}

/* The open log and another; what isn't a log is an error and changes nothing. A redacted report has no word.
 */
static void
test_compare_with (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-one.json", NULL);
  g_autofree char *other_path = g_build_filename (g_get_tmp_dir (), "wherefore-other.json", NULL);
  g_autofree char *table = wf_test_sample ("web-service.csv");
  g_autofree char *message = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (other_path);
  g_autoptr (GFile) no_log = g_file_new_for_path (table);
  g_autoptr (WfReport) report = NULL;

  g_assert_true (g_file_set_contents (path, RUN, -1, NULL));
  g_assert_true (g_file_set_contents (other_path, LONGER, -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  g_signal_connect (document, "failed", G_CALLBACK (on_failed), &message);
  wf_document_compare_with (document, no_log);
  wf_test_wait_idle (document);
  g_assert_nonnull (message);
  g_assert_null (wf_document_get_comparison (document));
  wf_document_compare_with (document, file);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_run_comparison_get_n_pairs (wf_document_get_comparison (document)), ==, 3);
  wf_document_set_front (document, "comparison");
  wf_document_set_redacted (document, TRUE);
  g_assert_nonnull (strstr (get_command (document, &report), "--redact"));
  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    {
      const char *text = wf_report_get_text (report, i);

      g_assert_true (text == NULL || strstr (text, "quite another thing") == NULL);
    }
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_export_finish (WF_DOCUMENT (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_report (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (WfDocument) empty = wf_document_new ();
  g_autofree char *path = scratch ("report.md");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  g_assert_null (wf_document_dup_report (empty, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  wf_document_export_async (document, file, WF_PAPER_A4, NULL, on_exported, &is_done);
  wf_test_wait (is_true, &is_done);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "hits"));
  g_assert_nonnull (strstr (text, "wherefore-cli intervene"));
  g_assert_nonnull (strstr (text, "--do cache=90"));
  discard (path);
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
  g_test_add_func ("/document/runs", test_runs);
  g_test_add_func ("/document/train", test_train);
  g_test_add_func ("/document/causes", test_causes);
  g_test_add_func ("/document/profile-alone", test_profile_alone);
  g_test_add_func ("/document/compare-runs", test_compare_runs);
  g_test_add_func ("/document/compare-with", test_compare_with);
  g_test_add_func ("/document/report", test_report);
  return g_test_run ();
}
