/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-test.h"
#include "app/run-text.h"
#include "app/state.h"
#include "core/base/error.h"
#include "core/base/rng.h"

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
  g_autofree char *expected =
      g_strdup_printf ("wherefore-cli compare-runs %s --runs 1,0 --paper %s --report report.pdf", path,
                       wf_paper_to_text (wf_document_get_paper (document)));
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
  g_autofree char *expected =
      g_strdup_printf ("wherefore-cli attribute %s --causes --paper %s --report report.pdf", path,
                       wf_paper_to_text (wf_document_get_paper (document)));
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

  g_assert_false (wf_test_load (document, path, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "Open the log"));
  g_assert_true (wf_document_is_empty (document));
  g_assert_cmpint (wf_test_find_kind (path), ==, WF_FILE_KIND_PROFILE);
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

/* ---- work that is under way while the document changes ---- */

/* a log, and the runs with labels opened over it */
static WfDocument *
open_both (char **labelled)
{
  WfDocument *document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("failed-run.json");

  *labelled = write_labelled ();
  g_assert_true (wf_test_load (document, path, NULL));
  g_assert_true (wf_test_load (document, *labelled, NULL));
  return document;
}

/* What is computed about runs that are no longer there is laid over nothing. */
static void
test_undo_while_busy (void)
{
  g_autofree char *path = NULL;
  g_autoptr (WfDocument) document = open_both (&path);

  for (int job = 0; job < 3; job++)
    {
      if (job == 0)
        wf_document_train (document, NULL);
      else if (job == 1)
        wf_document_find_causes (document);
      else
        wf_document_compare_runs (document, 0, 1);
      wf_document_undo (document);
      wf_test_wait_idle (document);
      g_assert_null (wf_document_get_runs (document));
      g_assert_null (wf_document_get_profile (document));
      g_assert_null (wf_document_get_comparison (document));
      g_assert_nonnull (wf_document_get_trace (document));
      wf_document_redo (document);
      g_assert_nonnull (wf_document_get_runs (document));
    }
}

/* Going to another run takes no work away that is about all of them. */
static void
test_open_while_busy (void)
{
  g_autofree char *path = NULL;
  g_autoptr (WfDocument) document = open_both (&path);

  wf_document_train (document, g_variant_new_parsed ("{'repeats': <int64 1>}"));
  wf_document_compare_runs (document, 0, 1);
  wf_document_open_run (document, 2);
  wf_document_repair_step (document, 1, 0.5);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_profile (document));
  g_assert_nonnull (wf_document_get_comparison (document));
  g_assert_cmpint (wf_document_get_open_run (document), ==, 2);
  g_assert_cmpfloat (wf_document_get_kept (document, 1), ==, 0.5);
}

static void
on_notice (WfDocument *document, const char *notice, char **last)
{
  g_free (*last);
  *last = g_strdup (notice);
}

/* Training and the search for causes rank the same runs: the newer one wins, and the user is told. */
static void
test_one_ranking (void)
{
  g_autofree char *path = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (WfDocument) document = open_both (&path);

  g_signal_connect (document, "notice", G_CALLBACK (on_notice), &notice);
  wf_document_train (document, NULL);
  g_assert_null (notice);
  wf_document_find_causes (document);
  g_assert_cmpstr (notice, ==, "Training was stopped, to search for causes first");
  wf_document_train (document, g_variant_new_parsed ("{'repeats': <int64 1>}"));
  g_assert_cmpstr (notice, ==, "The search for causes was stopped, to train first");
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_profile (document));
  g_assert_null (wf_document_get_causes_layout (document));
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_load_finish (WF_DOCUMENT (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A profile is laid over what there is when it has been read, and over nothing else. */
static void
test_profile_while_busy (void)
{
  g_autofree char *labelled = NULL;
  g_autoptr (WfDocument) document = open_both (&labelled);
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "profiles", "default.profile", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_done = FALSE;

  wf_document_load_async (document, file, on_loaded, &is_done);
  wf_document_open_run (document, 2);
  wf_document_repair_step (document, 1, 0.5);
  wf_test_wait (wf_test_is_true, &is_done);
  g_assert_nonnull (wf_document_get_profile (document));
  g_assert_cmpint (wf_document_get_open_run (document), ==, 2);
  g_assert_cmpfloat (wf_document_get_kept (document, 1), ==, 0.5);
  g_assert_true (wf_document_get_blame (document) ==
                 wf_corpus_blame_get_blame (wf_document_get_runs (document), 2));
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Open default.profile");
  wf_document_undo (document);
  g_assert_cmpfloat (wf_document_get_kept (document, 1), ==, 0.5);

  is_done = FALSE;
  wf_document_load_async (document, file, on_loaded, &is_done);
  while (wf_document_get_runs (document) != NULL)
    wf_document_undo (document);
  wf_test_wait (wf_test_is_true, &is_done);
  g_assert_null (wf_document_get_runs (document));
  g_assert_nonnull (wf_document_get_trace (document));
  g_assert_cmpstr (wf_blame_get_profile (wf_document_get_blame (document)), ==,
                   wf_profile_get_name (wf_document_get_profile (document)));
}

/* The causes of a corpus are no new ranking: what a judge made of the open run stays. A profile's is one. */
static void
test_judged (void)
{
  g_autofree char *path = write_labelled ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (WfCorpus) corpus = wf_corpus_read (&file, 1, NULL, NULL);
  g_autoptr (WfProfile) profile = wf_profile_find ("default", NULL);
  g_autoptr (WfState) state = wf_state_new ();
  g_autoptr (WfState) ranked = NULL;
  g_autoptr (WfState) profiled = NULL;
  WfBlame *judged;

  state->runs = wf_attribute_corpus (corpus, NULL, 1, NULL, NULL);
  state->run = 2;
  state->trace = wf_trace_ref (wf_corpus_get_run (corpus, 2));
  ranked = wf_state_copy (state);
  judged = state->blame = wf_blame_redact (wf_corpus_blame_get_blame (state->runs, 2)); /* any other one */
  wf_state_take_ranking (state, ranked);
  g_assert_true (state->blame == judged);
  profiled = wf_state_copy (ranked);
  wf_state_set_profile (profiled, profile, "default");
  wf_corpus_blame_unref (profiled->runs);
  profiled->runs = wf_attribute_corpus (corpus, profile, 1, NULL, NULL);
  wf_state_take_ranking (state, profiled);
  g_assert_true (state->blame == wf_corpus_blame_get_blame (profiled->runs, 2));
}

/* Undo goes back to a run's first suspect, not to the number of a step of another run. */
static void
test_selection_of_run (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-selection.jsonl", NULL);
  gsize first;

  g_assert_true (g_file_set_contents (path, RUN "\n" LONGER "\n", -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  wf_document_open_run (document, 1);
  first = wf_blame_get_ranking (wf_document_get_blame (document), NULL)[0];
  wf_document_repair_step (document, first, 0);
  wf_document_open_run (document, 0);
  wf_document_select_step (document, first == 0 ? 1 : 0);
  wf_document_undo (document);
  g_assert_cmpint (wf_document_get_open_run (document), ==, 1);
  g_assert_cmpint (wf_document_get_selected_step (document), ==, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-runs/runs", test_runs);
  g_test_add_func ("/document-runs/train", test_train);
  g_test_add_func ("/document-runs/causes", test_causes);
  g_test_add_func ("/document-runs/profile-alone", test_profile_alone);
  g_test_add_func ("/document-runs/compare-runs", test_compare_runs);
  g_test_add_func ("/document-runs/compare-with", test_compare_with);
  g_test_add_func ("/document-runs/undo-while-busy", test_undo_while_busy);
  g_test_add_func ("/document-runs/open-while-busy", test_open_while_busy);
  g_test_add_func ("/document-runs/one-ranking", test_one_ranking);
  g_test_add_func ("/document-runs/profile-while-busy", test_profile_while_busy);
  g_test_add_func ("/document-runs/judged", test_judged);
  g_test_add_func ("/document-runs/selection-of-run", test_selection_of_run);
  return g_test_run ();
}
