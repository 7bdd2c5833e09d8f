/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-test.h"

/* A report of the window names a command: what that writes on the command line is the same report. */

typedef struct
{
  char *folder; /* of the test's files, and where the command runs */
} Fixture;

#define STEP(name, words) "{\"content\":\"" words "\",\"name\":\"" name "\"}"
#define RUN(words)                                                                                           \
  "{\"question\":\"" words "\",\"mistake_agent\":\"B\",\"mistake_step\":\"1\",\"history\":[" STEP (          \
      "A", "begin with " words) "," STEP ("B", "I assume that it is " words) "," STEP ("A", "it is 17") "]}"

static char *
write_text (const Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *one = NULL;
  g_autofree char *same_name = NULL;
  g_autofree char *several = NULL;

  f->folder = g_dir_make_tmp ("wherefore-reproduce-XXXXXX", NULL);
  one = write_text (f, "logs/a/one.json", RUN ("one"));
  same_name = write_text (f, "logs/b/one.json", RUN ("two"));
  several = write_text (f, "logs/several.jsonl", RUN ("three") "\n" RUN ("four") "\n");
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_folder (f->folder);
  g_free (f->folder);
}

static void
load (const Fixture *f, WfDocument *document, const char *name)
{
  g_autofree char *path =
      g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (f->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  wf_test_load (document, path, &error);
  g_assert_no_error (error);
}

static void
compare_with (const Fixture *f, WfDocument *document, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  wf_document_compare_with (document, file);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_comparison (document));
}

static void
run_command (const Fixture *f, const char *command, const char *report_path)
{
  g_auto (GStrv) parts = g_strsplit (command, "wherefore-cli", -1);
  g_autofree char *program = g_shell_quote (g_getenv ("WHEREFORE_CLI"));
  g_autofree char *line = g_strjoinv (program, parts);
  g_autofree char *quoted = g_shell_quote (report_path);
  g_autofree char *script = g_strdup_printf ("%s --quiet --report %s", line, quoted);
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, f->folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* all of it but the command, which also says where to write the report */
static char *
read_report (const char *path)
{
  g_autofree char *text = NULL;
  char *end;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  end = strstr (text, "## Reproduce");
  g_assert_nonnull (end);
  *end = '\0';
  return g_steal_pointer (&text);
}

static void
check (const Fixture *f, WfDocument *document, const char *front)
{
  g_autofree char *path =
      g_build_filename (f->folder, "report.md", NULL); /* its pictures are named after it */
  g_autoptr (WfReport) report = NULL;
  g_autofree char *of_window = NULL;
  g_autofree char *of_program = NULL;

  wf_document_set_front (document, front);
  report = wf_document_dup_report (document, NULL);
  g_assert_nonnull (report);
  wf_test_export (document, path);
  of_window = read_report (path);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_test_message ("%s", wf_provenance_get_command (wf_report_get_provenance (report)));
  run_command (f, wf_provenance_get_command (wf_report_get_provenance (report)), path);
  of_program = read_report (path);
  g_assert_cmpstr (of_window, ==, of_program);
}

/* ---- cases ---- */

static void
test_log (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *sample = wf_test_sample ("failed-run.json");

  load (f, document, sample);
  wf_document_repair_step (document, 1, 0);
  wf_document_repair_step (document, 4, 0.3);
  check (f, document, "trace");
  wf_document_set_redacted (document, TRUE);
  check (f, document, "trace");
}

/* sections that are left out, and another paper, are options of the command */
static void
test_written_otherwise (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *sample = wf_test_sample ("failed-run.json");
  g_autoptr (WfReport) report = NULL;
  const char *command;

  load (f, document, sample);
  wf_document_set_redacted (document, TRUE);
  wf_document_set_paper (document, 1 - wf_paper_for_locale ());
  wf_document_set_sections (document, WF_SECTION_METHOD | WF_SECTION_REPRODUCE);
  check (f, document, "trace");
  report = wf_document_dup_report (document, NULL);
  command = wf_provenance_get_command (wf_report_get_provenance (report));
  g_assert_nonnull (strstr (command, " --redact --sections answer,method,reproduce --paper "));
  load (f, document, "logs");
  wf_document_set_sections (document, WF_SECTIONS_ALL & ~WF_SECTION_EVIDENCE);
  check (f, document, "runs");
}

static void
test_runs (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();

  load (f, document, "logs");
  check (f, document, "runs");
  wf_document_open_run (document, 0); /* a/one.json */
  check (f, document, "trace");
  check (f, document, "runs");
  load (f, document, "logs/several.jsonl");
  check (f, document, "runs");
  wf_document_open_run (document, 1);
  check (f, document, "trace");
}

static void
test_trained (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *profile = g_build_filename (SOURCEDIR, "data", "profiles", "default.profile", NULL);

  load (f, document, "logs");
  load (f, document, profile);
  check (f, document, "runs");
  wf_document_train (document, g_variant_new_parsed ("{'lambda': <30.1>, 'repeats': <int64 1>}"));
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_training (document));
  check (f, document, "runs");
  wf_document_open_run (document, 2);
  wf_document_repair_step (document, 1, 0.5);
  check (f, document, "trace");
}

/* of a folder; of a file of several; of one log with another, with itself, and with the first of several */
static void
test_comparison (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();

  load (f, document, "logs");
  wf_document_compare_runs (document, 1, 0);
  wf_test_wait_idle (document);
  check (f, document, "comparison");
  load (f, document, "logs/several.jsonl");
  wf_document_compare_runs (document, 1, 0);
  wf_test_wait_idle (document);
  check (f, document, "comparison");
  load (f, document, "logs/a/one.json");
  compare_with (f, document, "logs/b/one.json");
  check (f, document, "comparison");
  compare_with (f, document, "logs/a/one.json");
  check (f, document, "comparison");
  compare_with (f, document, "logs/several.jsonl");
  wf_document_set_redacted (document, TRUE);
  check (f, document, "comparison");
}

#define KNOWLEDGE "/knowledge\naddtemporal\n1 cache repeats\n2 hits\n"

/* nothing known; what was said in the window, with names a shell or printf would read otherwise; what a file
 * says */
static void
test_discovery (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *sample = wf_test_sample ("web-service.csv");
  g_autofree char *text = NULL;
  g_autofree char *table = NULL;
  g_autofree char *knowledge = write_text (f, "tiers.txt", KNOWLEDGE);
  g_autoptr (GString) renamed = NULL;

  g_assert_true (g_file_get_contents (sample, &text, NULL, NULL));
  renamed = g_string_new (text);
  g_string_replace (renamed, "latency", "99%n it's \\n", 1);
  table = write_text (f, "table.csv", renamed->str);
  load (f, document, "table.csv");
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  wf_document_require (document, "traffic", "99%n it's \\n");
  wf_document_forbid (document, "errors", "satisfaction");
  wf_document_set_tier (document, (const char *const[]){ "deploys", "traffic", NULL }, 0);
  wf_document_close_tier (document, 0, TRUE);
  wf_document_learn_again (document);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  wf_document_learn_samples (document, "pc", g_variant_new_parsed ("{'alpha': <0.05>}"), 6, WF_ENSEMBLE_HIGHEST);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  wf_document_set_confidence (document, 0.85);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  load (f, document, "tiers.txt");
  wf_document_learn_again (document);
  wf_test_wait_idle (document);
  check (f, document, "graph");
}

/* in closed form, from draws, with a mechanism that was chosen; then what one row would have been */
static void
test_worlds (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_test_set (document, "cache+=5");
  wf_test_set (document, "cache-/->hits");
  wf_test_set (document, "deploys~observed");
  wf_test_wait_idle (document);
  check (f, document, "graph");
  wf_test_set (document, "cache=[60,70]");
  wf_test_wait_idle (document);
  g_assert_false (wf_effect_is_exact (wf_document_get_effect (document)));
  check (f, document, "graph");
  wf_document_set_mechanism (document, "latency", wf_mechanism_kinds_find ("spline"));
  wf_test_wait_idle (document);
  check (f, document, "graph");
  wf_document_undo (document);
  wf_document_switch_off_worlds (document);
  wf_document_ask_row (document, 7);
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  check (f, document, "graph");
}

#define NETWORK                                                                                              \
  "network n { }\n"                                                                                          \
  "variable S { type discrete [ 2 ] { no, yes }; }\n"                                                        \
  "variable C { type discrete [ 2 ] { no, yes }; }\n"                                                        \
  "probability ( S ) { table 0.75, 0.25; }\n"                                                                \
  "probability ( C | S ) { (no) 0.75, 0.25; (yes) 0.25, 0.75; }\n"

/* a model without a table */
static void
test_model (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = write_text (f, "network.bif", NETWORK);

  load (f, document, "network.bif");
  check (f, document, "graph");
  wf_test_set (document, "S=yes");
  wf_test_wait_idle (document);
  check (f, document, "graph");
  check (f, document, "diagram");
}

/* what a cut does: with something hidden, of a fitted model, of lines and of intervals */
static void
test_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *table = wf_test_sample ("smoking-tar-cancer.csv");
  g_autofree char *graph = wf_test_sample ("smoking-tar-cancer.dot");
  g_autofree char *open_graph =
      write_text (f, "open.dot", "digraph { Smoking -> Tar; Smoking -> Cancer; Tar -> Cancer; }");

  load (f, document, table);
  load (f, document, graph);
  wf_test_set (document, "Smoking~uniform");
  check (f, document, "diagram");
  load (f, document, table);
  load (f, document, "open.dot");
  wf_test_set (document, "Smoking=yes");
  check (f, document, "diagram");
  wf_document_set_outcome (document, "Tar");
  check (f, document, "diagram");
}

static void
test_cut_of_numbers (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_test_set (document, "cache~observed");
  wf_document_set_bins (document, 2);
  wf_document_set_outcome (document, "latency");
  check (f, document, "diagram");
}

static char *
dup_command (WfDocument *document)
{
  g_autoptr (WfReport) report = wf_document_dup_report (document, NULL);

  g_assert_nonnull (report);
  return g_strdup (wf_provenance_get_command (wf_report_get_provenance (report)));
}

static void
change_table (WfDocument *document, const char *name, const double *cpt, gsize n)
{
  WfGraph *graph = wf_model_get_graph (wf_document_get_model (document));
  g_autoptr (GError) error = NULL;

  wf_test_wait_idle (document);
  g_assert_true (wf_document_set_table (document, (guint) wf_graph_find_node (graph, name), cpt, n, &error));
  g_assert_no_error (error);
  wf_test_wait_idle (document);
}

/* A saved project tells the command what was changed by hand; what isn't saved nobody can tell it. */
static void
test_changed_tables (Fixture *f, gconstpointer data)
{
  static const double tar[] = { 0.25, 0.75, 0.5, 0.5 };
  static const double cancer[] = { 0, 1, 0, 1, 0, 1, 0.125, 0.875 };
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *table = wf_test_sample ("smoking-tar-cancer.csv");
  g_autofree char *graph =
      write_text (f, "open.dot", "digraph { Smoking -> Tar; Smoking -> Cancer; Tar -> Cancer; }");
  g_autofree char *project = g_build_filename (f->folder, "my study.wherefore", NULL);
  g_autofree char *saved = NULL;
  g_autofree char *unsaved = NULL;

  load (f, document, table);
  load (f, document, "open.dot");
  wf_test_set (document, "Smoking=yes");
  wf_document_set_front (document, "diagram");
  change_table (document, "Cancer", cancer, G_N_ELEMENTS (cancer)); /* the later one first */
  change_table (document, "Tar", tar, G_N_ELEMENTS (tar));
  wf_test_save (document, project);
  check (f, document, "diagram");
  check (f, document, "graph");
  saved = dup_command (document);
  g_assert_nonnull (strstr (saved, "/my study.wherefore' --do"));
  g_assert_null (strstr (saved, "changed by hand"));
  wf_document_undo (document);
  wf_test_wait_idle (document);
  unsaved = dup_command (document);
  g_assert_null (strstr (unsaved, "my study.wherefore"));
  g_assert_nonnull (strstr (unsaved, "# without the tables changed by hand: Cancer"));
  wf_document_redo (document);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  load (f, document, project);
  wf_test_wait_idle (document);
  check (f, document, "graph");
  check (f, document, "diagram");
}

/* likewise of a model without a table */
static void
test_changed_model (Fixture *f, gconstpointer data)
{
  static const double certain[] = { 0.5, 0.5, 0, 1 };
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *project = g_build_filename (f->folder, "network.wherefore", NULL);
  g_autofree char *network = write_text (f, "network.bif", NETWORK);

  load (f, document, "network.bif");
  wf_test_set (document, "S=yes");
  wf_document_set_front (document, "diagram");
  change_table (document, "C", certain, G_N_ELEMENTS (certain));
  wf_test_save (document, project);
  check (f, document, "graph");
}

int
main (int argc, char *argv[])
{
  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE); /* no report tells its time */
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/reproduce/log", Fixture, NULL, set_up, test_log, tear_down);
  g_test_add ("/reproduce/written-otherwise", Fixture, NULL, set_up, test_written_otherwise, tear_down);
  g_test_add ("/reproduce/runs", Fixture, NULL, set_up, test_runs, tear_down);
  g_test_add ("/reproduce/trained", Fixture, NULL, set_up, test_trained, tear_down);
  g_test_add ("/reproduce/comparison", Fixture, NULL, set_up, test_comparison, tear_down);
  g_test_add ("/reproduce/discovery", Fixture, NULL, set_up, test_discovery, tear_down);
  g_test_add ("/reproduce/model", Fixture, NULL, set_up, test_model, tear_down);
  g_test_add ("/reproduce/worlds", Fixture, NULL, set_up, test_worlds, tear_down);
  g_test_add ("/reproduce/changed-tables", Fixture, NULL, set_up, test_changed_tables, tear_down);
  g_test_add ("/reproduce/changed-model", Fixture, NULL, set_up, test_changed_model, tear_down);
  g_test_add ("/reproduce/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/reproduce/cut-of-numbers", Fixture, NULL, set_up, test_cut_of_numbers, tear_down);
  return g_test_run ();
}
