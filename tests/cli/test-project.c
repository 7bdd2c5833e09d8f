/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/formats/formats.h"
#include "core/project/project.h"
#include "run.h"

typedef struct
{
  char *table;
  char *project;
} Study;

static void
study_clear (Study *study)
{
  g_free (study->table);
  g_free (study->project);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Study, study_clear)

static void
write_project (WfProject *project, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  wf_project_write (project, file, &error);
  g_assert_no_error (error);
}

/* a table of semicolons, a graph, one world that is on and one that is off */
static void
study_init (Study *study)
{
  g_autofree char *csv = make_collider_csv ("plain.csv", 300);
  g_autofree char *plain = file_read (csv);
  g_autofree char *graph_path = file_write ("graph.dot", "digraph { x -> z; y -> z; z -> w }\n");
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfIntervention) set = wf_intervention_parse ("x=2", NULL);
  g_autoptr (WfIntervention) shift = wf_intervention_parse ("y+=1", NULL);
  g_autoptr (WfSource) graph_source = wf_source_open_path (graph_path, NULL, NULL);
  g_autoptr (WfGraph) graph = wf_graph_read (graph_source, NULL);
  g_autoptr (WfSource) source = NULL;

  study->table = file_write ("rows.csv", plain);
  study->project = file_path ("study.wherefore");
  source = wf_source_open_path (study->table, NULL, NULL);
  wf_project_add_source (project, "table", source, NULL);
  wf_project_set_graph (project, graph);
  wf_project_add_intervention (project, set, TRUE);
  wf_project_add_intervention (project, shift, FALSE);
  write_project (project, study->project);
}

static void
test_show (void)
{
  g_auto (Study) study = { NULL };
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result, *file;

  study_init (&study);
  run = run_cli (NULL, "report", study.project, NULL);
  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "as it was"));
  g_assert_nonnull (strstr (run->out, "graph: 4 variables, 3 edges"));
  g_assert_nonnull (strstr (run->out, "intervention: x = 2"));
  g_assert_nonnull (strstr (run->out, "intervention, off: y"));
  json = run_cli (NULL, "report", study.project, "--json", NULL);
  result = json_node_get_object (run_get_result (json, "report", &root));
  file = json_array_get_object_element (json_object_get_array_member (result, "files"), 0);
  g_assert_cmpstr (json_object_get_string_member (file, "role"), ==, "table");
  g_assert_cmpstr (json_object_get_string_member (file, "state"), ==, "same");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "interventions")), ==, 1);
}

/* the report is the one that its own command makes again */
static void
test_report (void)
{
  g_auto (Study) study = { NULL };
  g_autofree char *page = file_path ("page.md");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) second = NULL;

  study_init (&study);
  run = run_cli (NULL, "report", study.project, "--report", page, NULL);
  run_assert (run, 0);
  text = file_read (page);
  g_assert_nonnull (strstr (text, "What happens if x is set to 2?"));
  g_assert_nonnull (strstr (text, "wherefore-cli report"));
  g_assert_nonnull (strstr (text, "rows.csv"));
  second = run_cli (NULL, "report", study.project, "--report", page, NULL);
  run_assert (second, 0);
  again = file_read (page);
  g_assert_cmpstr (again, ==, text);
}

#define ROWS "a,b\nno,no\nno,no\nno,yes\nyes,yes\nyes,yes\nyes,no\n"
#define GRAPH                                                                                                \
  "{ \"kind\": \"dag\", \"nodes\": [\"a\", \"b\"],"                                                          \
  " \"edges\": [{ \"a\": \"a\", \"b\": \"b\", \"mark_a\": \"tail\", \"mark_b\": \"arrow\" }] }"
#define TABLES ", \"tables\": { \"b\": [0.5, 0.5, 0.0625, 0.9375] }"

/* a project in this JSON, with a world that is on; (transfer full): its report */
static char *
report_text (const char *files, const char *parts)
{
  g_autofree char *text = g_strdup_printf (
      "{ \"format\": \"wherefore-project\", \"version\": 1, \"program\": \"0\", \"files\": [%s],"
      " \"graph\": " GRAPH ", \"interventions\": [{ \"do\": \"a=yes\", \"on\": true }]%s }",
      files, parts);
  g_autofree char *project = file_write ("asked.wherefore", text);
  g_autofree char *page = file_path ("page.md");
  g_autoptr (Run) run = run_cli (NULL, "report", project, "--report", page, NULL);

  run_assert (run, 0);
  return file_read (page);
}

/* the answer is that of the tables as they were changed by hand */
static void
test_changed_tables (void)
{
  g_autofree char *table = file_write ("rows.csv", ROWS);
  g_autofree char *file = g_strdup_printf ("{ \"role\": \"table\", \"absolute\": \"%s\" }", table);
  g_autofree char *before = report_text (file, "");
  g_autofree char *after = report_text (file, TABLES);

  g_assert_null (strstr (before, "94\302\240%"));
  g_assert_nonnull (strstr (after, "94\302\240%"));
}

/* a project of a model without a table is asked, too */
static void
test_model (void)
{
  g_autofree char *dot = file_write ("garden.dot", "digraph { a -> b }\n");
  g_autofree char *json = file_path ("model.json");
  g_autofree char *table = file_write ("rows.csv", ROWS);
  g_autoptr (Run) fit = run_cli (NULL, "fit", table, "--graph", dot, "-o", json, NULL);
  g_autofree char *model = NULL;
  g_autofree char *part = NULL;
  g_autofree char *with_tables = NULL;
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  run_assert (fit, 0);
  model = file_read (json);
  part = g_strconcat (", \"model\": ", model, NULL);
  with_tables = g_strconcat (part, TABLES, NULL);
  text = report_text ("", part);
  g_assert_nonnull (strstr (text, "What happens if a is set to yes?"));
  g_assert_null (strstr (text, "94\302\240%"));
  changed = report_text ("", with_tables);
  g_assert_nonnull (strstr (changed, "94\302\240%"));
}

/* ---- agent runs ---- */

#define RUN(mistake)                                                                                         \
  "{\"question\": \"q\", \"history\": [{\"name\": \"Planner\", \"role\": \"assistant\","                     \
  " \"content\": \"first " mistake "\"}, {\"name\": \"Coder\", \"role\": \"assistant\", \"content\":"        \
  " \"NameError: " mistake "\"}], \"mistake_agent\": \"Coder\", \"mistake_step\": \"1\"}\n"

static WfProject *
new_of_runs (const char *path)
{
  WfProject *project = wf_project_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (WfCorpus) corpus = wf_corpus_read (&file, 1, NULL, NULL);

  wf_project_add_file (project, "runs", path, 0, wf_corpus_get_sha256 (corpus), NULL);
  return project;
}

/* what the report says before it says how it came about, but what it was made from */
static char *
report_body (const char *command, const char *operand, const char *run)
{
  g_autofree char *page = file_path ("runs.md");
  g_autoptr (Run) done = run_cli (NULL, command, operand, "--report", page, run, NULL);
  g_autofree char *text = NULL;
  const char *from, *end, *tables;

  run_assert (done, 0);
  text = file_read (page);
  from = strstr (text, "Made from ");
  g_assert_nonnull (from);
  end = strchr (from, '\n');
  tables = strstr (text, "\n## Method");
  g_assert_nonnull (tables);
  return g_strdup_printf ("%.*s%.*s", (int) (from - text), text, (int) (tables - end), end);
}

/* a file of two runs, as a whole and with one of them open; the report is that of “attribute” */
static void
test_runs (void)
{
  g_autofree char *logs = file_write ("two.jsonl", RUN ("x") RUN ("y"));
  g_autofree char *path = file_path ("runs.wherefore");
  g_autofree char *page = file_path ("changed.md");
  g_autofree char *more = NULL;
  g_autoptr (WfProject) project = new_of_runs (logs);
  g_autofree char *expected = report_body ("attribute", logs, NULL);
  g_autofree char *of_all = NULL;
  g_autofree char *expected_one = report_body ("attribute", logs, "--run=1");
  g_autofree char *of_one = NULL;
  g_autoptr (Run) changed = NULL;
  JsonNode *choices = json_from_string ("{\"run\": 1}", NULL);

  write_project (project, path);
  of_all = report_body ("report", path, NULL);
  g_assert_cmpstr (of_all, ==, expected);
  wf_project_set_part (project, "choices", choices);
  write_project (project, path);
  of_one = report_body ("report", path, NULL);
  g_assert_cmpstr (of_one, ==, expected_one);
  more = file_write ("two.jsonl", RUN ("x") RUN ("z"));
  changed = run_cli (NULL, "report", path, "--report", page, NULL);
  run_assert (changed, 1);
  run_assert_says (changed, "two.jsonl has changed since the project was saved");
}

/* the report of a project of these logs whose view says this; option: nullable */
static char *
read_viewed (const char *logs, const char *view, const char *option)
{
  g_autofree char *path = file_path ("viewed.wherefore");
  g_autofree char *page = file_path ("viewed.html");
  g_autoptr (WfProject) project = new_of_runs (logs);
  g_autoptr (Run) run = NULL;

  wf_project_set_part (project, "choices", json_from_string ("{\"run\": 1}", NULL));
  wf_project_set_part (project, "view", json_from_string (view, NULL));
  write_project (project, path);
  run = run_cli (NULL, "report", path, "--report", page, option, NULL);
  run_assert (run, 0);
  return file_read (page);
}

/* as it was written in the window, unless something else is typed */
static void
test_written_as_saved (void)
{
  static const char view[] = "{\"redact\": true, \"sections\": \"answer,evidence,reproduce\"}";
  g_autofree char *logs = file_write ("two.jsonl", RUN ("x") RUN ("secret words"));
  g_autofree char *plain = read_viewed (logs, "{}", NULL);
  g_autofree char *saved = read_viewed (logs, view, NULL);
  g_autofree char *typed = read_viewed (logs, view, "--sections=evidence,method");
  g_autofree char *redacted = read_viewed (logs, "{}", "--redact");
  g_autofree char *newer = read_viewed (logs, "{\"sections\": \"answer,smell\", \"paper\": 3}", NULL);

  g_assert_nonnull (strstr (plain, "secret words"));
  g_assert_nonnull (strstr (plain, ">Method<"));
  g_assert_null (strstr (saved, "secret words"));
  g_assert_null (strstr (saved, ">Method<"));
  g_assert_nonnull (strstr (saved, ">Reproduce<"));
  g_assert_nonnull (strstr (typed, ">Method<"));
  g_assert_null (strstr (typed, ">Reproduce<"));
  g_assert_null (strstr (typed, "secret words"));
  g_assert_null (strstr (redacted, "secret words"));
  g_assert_nonnull (strstr (redacted, ">Method<"));
  g_assert_nonnull (strstr (newer, ">Method<"));
}

/* whether pages are of this size; cairo 1.16 leaves the objects of pages uncompressed */
static gboolean
is_paper (const char *path, const char *box)
{
  g_autofree char *pdf = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &pdf, &size, NULL));
  return memmem (pdf, size, box, strlen (box)) != NULL;
}

static void
test_saved_paper (void)
{
  static const char letter[] = "/MediaBox [ 0 0 612 792 ]";
  g_auto (Study) study = { NULL };
  g_autofree char *page = file_path ("page.pdf");
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfProject) project = NULL;
  g_autoptr (Run) saved = NULL;
  g_autoptr (Run) typed = NULL;

  study_init (&study);
  source = wf_source_open_path (study.project, NULL, NULL);
  project = wf_project_read (source, NULL);
  wf_project_set_part (project, "view", json_from_string ("{\"paper\": \"letter\"}", NULL));
  write_project (project, study.project);
  saved = run_cli (NULL, "report", study.project, "--report", page, NULL);
  run_assert (saved, 0);
  g_assert_true (is_paper (page, letter));
  typed = run_cli (NULL, "report", study.project, "--report", page, "--paper=a4", NULL);
  run_assert (typed, 0);
  g_assert_false (is_paper (page, letter));
}

/* ---- a table of several files ---- */

static void
test_pooled (void)
{
  g_autofree char *north = file_write ("north.csv", "a;b\n1;2\n3;4\n5;7\n");
  g_autofree char *south = file_write ("south.csv", "a;b\n2;2\n4;5\n");
  g_autofree char *path = file_path ("pooled.wherefore");
  g_autofree char *csv = file_path ("pooled.csv");
  g_autofree char *page = file_path ("pooled.md");
  g_autofree char *text = NULL;
  g_autofree char *rows = NULL;
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfSource) first = wf_source_open_path (north, NULL, NULL);
  g_autoptr (WfSource) second = wf_source_open_path (south, NULL, NULL);
  g_autoptr (Run) convert = NULL;
  g_autoptr (Run) again = NULL;
  g_autoptr (Run) report = NULL;
  g_autoptr (Run) missing = NULL;

  wf_project_add_source (project, "table", first, NULL);
  wf_project_add_source (project, "table-1", second, NULL);
  write_project (project, path);
  convert = run_cli (NULL, "convert", path, "-o", csv, NULL);
  run_assert (convert, 0);
  rows = file_read (csv);
  g_assert_cmpstr (rows, ==, "a,b,domain\n1,2,north\n3,4,north\n5,7,north\n2,2,south\n4,5,south\n");
  /* how the first is read holds for all */
  wf_project_add_source (project, "table", first, g_variant_new_parsed ("{'missing': <'2'>}"));
  write_project (project, path);
  again = run_cli (NULL, "convert", path, "-o", csv, NULL);
  run_assert (again, 0);
  g_free (rows);
  rows = file_read (csv);
  g_assert_cmpstr (rows, ==, "a,b,domain\n1,,north\n3,4,north\n5,7,north\n,,south\n4,5,south\n");
  report = run_cli (NULL, "report", path, "--report", page, NULL);
  run_assert (report, 0);
  text = file_read (page);
  g_assert_nonnull (strstr (text, "domain"));
  g_assert_nonnull (strstr (text, "north.csv"));
  g_assert_nonnull (strstr (text, "south.csv"));
  g_unlink (south);
  missing = run_cli (NULL, "report", path, "--report", page, NULL);
  run_assert (missing, 1);
  run_assert_says (missing, "south.csv isn’t there any more");
}

/* ---- a project in the place of what it holds ---- */

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* (transfer full): what a command says of its operands, which are followed by these options */
static char *
answer (const char *const *words, const char *const *operands, int status)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (Run) run = NULL;

  g_ptr_array_add (argv, (gpointer) words[0]);
  for (gsize i = 0; operands[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) operands[i]);
  for (gsize i = 1; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);
  run = run_cli_argv (NULL, (const char *const *) argv->pdata);
  run_assert (run, status);
  return g_strdup (status == 0 ? run->out : run->err);
}

static void
assert_same_answer (const char *const *words, const char *const *operands, const char *project)
{
  g_autofree char *expected = answer (words, operands, 0);
  g_autofree char *found = answer (words, WORDS (project), 0);

  g_assert_cmpuint (strlen (expected), >, 20);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_in_place_of_a_table (void)
{
  g_auto (Study) study = { NULL };
  g_autofree char *graph = file_path ("graph.dot");
  const char *operands[] = { NULL, "--graph", graph, NULL };
  const char *const *const commands[] = {
    WORDS ("intervene", "--do", "x=2"),
    WORDS ("counterfactual", "--row", "3", "--do", "x=2"),
    WORDS ("fit"),
    WORDS ("simulate", "--rows", "5"),
    WORDS ("mediate", "--exposure", "x", "--outcome", "w"),
    WORDS ("possible-effects", "--exposure", "x", "--outcome", "w"),
    WORDS ("attribute", "--target", "w", "--row", "3"),
    WORDS ("attribute", "--arrows"),
    WORDS ("diagram", "--cut", "z", "--outcome", "w"),
  };

  study_init (&study);
  operands[0] = study.table;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_same_answer (commands[i], operands, study.project);
  assert_same_answer (WORDS ("discover", "--method", "pc"), WORDS (study.table), study.project);
  assert_same_answer (WORDS ("compare", graph), WORDS (graph), study.project);
}

/* the mechanisms that somebody chose are those of the answer, unless others are typed */
static void
test_choices (void)
{
  g_auto (Study) study = { NULL };
  g_autofree char *graph = file_path ("graph.dot");
  g_autofree char *path = file_path ("chosen.wherefore");
  g_autofree char *plain = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfProject) project = NULL;

  study_init (&study);
  source = wf_source_open_path (study.project, NULL, NULL);
  project = wf_project_read (source, NULL);
  wf_project_set_part (project, "choices", json_from_string ("{\"mechanisms\": \"w=spline\"}", NULL));
  write_project (project, path);
  plain = answer (WORDS ("fit"), WORDS (study.project), 0);
  chosen = answer (WORDS ("fit"), WORDS (path), 0);
  typed = answer (WORDS ("fit", "--model", "linear-gaussian"), WORDS (path), 0);
  expected = answer (WORDS ("fit", "--mechanisms", "w=spline"), WORDS (study.table, "--graph", graph), 0);
  g_assert_cmpstr (chosen, ==, expected);
  g_assert_cmpstr (chosen, !=, plain);
  g_assert_cmpstr (typed, !=, chosen);
}

static void
test_in_place_of_a_model (void)
{
  g_autofree char *dot = file_write ("garden.dot", "digraph { a -> b }\n");
  g_autofree char *json = file_path ("model.json");
  g_autofree char *bif = file_path ("model.bif");
  g_autofree char *table = file_write ("rows.csv", ROWS);
  g_autoptr (Run) fit = run_cli (NULL, "fit", table, "--graph", dot, "-o", json, NULL);
  g_autofree char *model = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (Run) convert = NULL;
  const char *const *const commands[] = {
    WORDS ("intervene", "--do", "a=yes"),
    WORDS ("simulate", "--rows", "9"),
    WORDS ("mediate", "--exposure", "a", "--outcome", "b"),
    WORDS ("diagram", "--cut", "a", "--outcome", "b"),
  };

  run_assert (fit, 0);
  model = file_read (json);
  text = g_strdup_printf (
      "{ \"format\": \"wherefore-project\", \"version\": 1, \"program\": \"0\", \"files\": [],"
      " \"graph\": " GRAPH ", \"model\": %s }",
      model);
  path = file_write ("model.wherefore", text);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_same_answer (commands[i], WORDS (json), path);
  convert = run_cli (NULL, "convert", path, "-o", bif, NULL);
  run_assert (convert, 0);
  assert_same_answer (commands[0], WORDS (bif), path);
  refused = answer (WORDS ("fit"), WORDS (path), 1);
  g_assert_nonnull (strstr (refused, "holds no table"));
}

/* tables changed by hand are asked wherever the model is; not where another graph is named */
static void
test_changed_tables_everywhere (void)
{
  g_autofree char *table = file_write ("rows.csv", ROWS);
  g_autofree char *dot = file_write ("garden.dot", "digraph { a -> b }\n");
  g_autofree char *text = g_strdup_printf (
      "{ \"format\": \"wherefore-project\", \"version\": 1, \"program\": \"0\","
      " \"files\": [{ \"role\": \"table\", \"absolute\": \"%s\" }], \"graph\": " GRAPH TABLES " }",
      table);
  g_autofree char *path = file_write ("changed.wherefore", text);
  g_autofree char *effect = answer (WORDS ("intervene", "--do", "a=yes"), WORDS (path), 0);
  g_autofree char *other = answer (WORDS ("intervene", "--do", "a=yes", "--graph", dot), WORDS (path), 0);
  g_autofree char *cut =
      answer (WORDS ("diagram", "--cut", "a", "--outcome", "b", "--json"), WORDS (path), 0);

  g_assert_nonnull (strstr (effect, "0.938"));
  g_assert_null (strstr (other, "0.938"));
  g_assert_nonnull (strstr (cut, "0.9375"));
}

static void
test_in_place_of_logs (void)
{
  g_autofree char *logs = file_write ("two.jsonl", RUN ("x") RUN ("y"));
  g_autofree char *one = file_write ("one.json", RUN ("x"));
  g_autofree char *path = file_path ("logs.wherefore");
  g_autofree char *alone = file_path ("log.wherefore");
  g_autofree char *refused = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *taken = NULL;
  g_autoptr (WfProject) project = new_of_runs (logs);
  g_autoptr (WfProject) single = wf_project_new ();
  g_autoptr (WfSource) source = wf_source_open_path (one, NULL, NULL);
  g_auto (Study) study = { NULL };

  wf_project_add_file (project, "compared-1", logs, 0, NULL, NULL);
  wf_project_add_file (project, "compared-2", logs, 0, NULL, NULL);
  wf_project_set_part (project, "comparison",
                       json_from_string ("{\"runs\": [{\"name\": \"a\", \"place\": 0},"
                                         " {\"name\": \"b\", \"place\": 1}]}",
                                         NULL));
  write_project (project, path);
  wf_project_add_source (single, "log", source, NULL);
  write_project (single, alone);
  assert_same_answer (WORDS ("attribute"), WORDS (logs), path);
  assert_same_answer (WORDS ("attribute", "--run", "1"), WORDS (logs), path);
  assert_same_answer (WORDS ("attribute", "--repair", "1"), WORDS (one), alone);
  assert_same_answer (WORDS ("evaluate"), WORDS (logs), path);
  assert_same_answer (WORDS ("compare-runs"), WORDS (logs, "--runs", "0,1"), path);
  assert_same_answer (WORDS ("compare-runs", "--runs", "1,0"), WORDS (logs), path);
  {
    g_autofree char *two = answer (WORDS ("evaluate"), WORDS (logs, one), 0);
    g_autofree char *of_project = answer (WORDS ("evaluate"), WORDS (path, one), 0);

    g_assert_cmpstr (of_project, ==, two); /* beside another one */
  }
  study_init (&study);
  refused = answer (WORDS ("attribute"), WORDS (study.project), 1);
  g_assert_nonnull (strstr (refused, "holds no agent logs"));

  g_free (file_write ("two.jsonl", RUN ("x") RUN ("z")));
  g_free (answer (WORDS ("evaluate"), WORDS (path, one), 1));
  changed = answer (WORDS ("evaluate"), WORDS (path), 1);
  g_assert_nonnull (strstr (changed, "two.jsonl has changed"));
  taken = answer (WORDS ("evaluate", "--data", logs), WORDS (path), 0);
}

/* all files of a pooled table were moved to another folder */
static void
test_moved_folder (void)
{
  g_autofree char *north = file_write ("north.csv", "a;b\n1;2\n3;4\n");
  g_autofree char *south = file_write ("south.csv", "a;b\n2;2\n4;5\n");
  g_autofree char *path = file_path ("moving.wherefore");
  g_autofree char *folder = file_path ("elsewhere");
  g_autofree char *to_north = g_build_filename (folder, "north.csv", NULL);
  g_autofree char *to_south = g_build_filename (folder, "south.csv", NULL);
  g_autofree char *csv = file_path ("moved.csv");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfSource) first = wf_source_open_path (north, NULL, NULL);
  g_autoptr (WfSource) second = wf_source_open_path (south, NULL, NULL);

  wf_project_add_source (project, "table", first, NULL);
  wf_project_add_source (project, "table-1", second, NULL);
  write_project (project, path);
  before = answer (WORDS ("convert", "-o", csv, "--json"), WORDS (path), 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (north, to_north), ==, 0);
  g_assert_cmpint (g_rename (south, to_south), ==, 0);
  after = answer (WORDS ("convert", "-o", csv), WORDS (path), 1);
  g_assert_nonnull (strstr (after, "Give --data PATH"));
  g_free (answer (WORDS ("convert", "-o", csv, "--data", folder), WORDS (path), 0));
  g_free (before);
  before = file_read (csv);
  g_assert_cmpstr (before, ==, "a,b,domain\n1,2,north\n3,4,north\n2,2,south\n4,5,south\n");
  g_unlink (to_north);
  g_unlink (to_south);
  g_rmdir (folder);
}

static void
test_missing_and_changed (void)
{
  g_auto (Study) study = { NULL };
  g_autofree char *page = file_path ("page.md");
  g_autofree char *moved = file_path ("moved.csv");
  g_autofree char *longer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) located = NULL;
  g_autoptr (Run) changed = NULL;
  g_autoptr (Run) taken = NULL;

  study_init (&study);
  g_assert_cmpint (g_rename (study.table, moved), ==, 0);
  run = run_cli (NULL, "report", study.project, "--report", page, NULL);
  run_assert (run, 1);
  run_assert_says (run, "rows.csv isn’t there any more");
  run_assert_says (run, "--data PATH");
  located = run_cli (NULL, "report", study.project, "--data", moved, "--report", page, NULL);
  run_assert (located, 0);
  g_assert_null (strstr (located->err, "isn’t what"));

  text = file_read (moved);
  longer = g_strconcat (text, "1,2,3,4\n", NULL);
  g_assert_true (g_file_set_contents (study.table, longer, -1, NULL));
  changed = run_cli (NULL, "report", study.project, "--report", page, NULL);
  run_assert (changed, 1);
  run_assert_says (changed, "rows.csv has changed since the project was saved");
  taken = run_cli (NULL, "report", study.project, "--data", study.table, "--report", page, NULL);
  run_assert (taken, 0);
  run_assert_says (taken, "isn’t what rows.csv was");
}

static void
test_inputs (void)
{
  g_auto (Study) study = { NULL };
  g_autofree char *dot = file_path ("out.dot");
  g_autofree char *csv = file_path ("out.csv");
  g_autofree char *graph = NULL;
  g_autofree char *table = NULL;
  g_autoptr (Run) to_dot = NULL;
  g_autoptr (Run) to_csv = NULL;
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) discover = NULL;

  study_init (&study);
  to_dot = run_cli (NULL, "convert", study.project, "-o", dot, NULL);
  run_assert (to_dot, 0);
  graph = file_read (dot);
  g_assert_nonnull (strstr (graph, "z -> w"));
  to_csv = run_cli (NULL, "convert", study.project, "-o", csv, NULL);
  run_assert (to_csv, 0);
  table = file_read (csv);
  g_assert_cmpuint (strlen (table), >, 1000);
  g_assert_true (g_str_has_prefix (table, "x,y,z,w\n"));
  /* a table where one is wanted, a graph where one is */
  run = run_cli (NULL, "intervene", study.project, "--graph", study.project, "--do", "x=2", NULL);
  run_assert (run, 0);
  discover = run_cli (NULL, "discover", study.project, "--method", "pc", NULL);
  run_assert (discover, 0);
  g_assert_nonnull (strstr (discover->out, "→"));
}

static void
test_bad (void)
{
  g_autofree char *broken =
      file_write ("broken.wherefore", "{\"format\":\"wherefore-project\",\"version\":1}");
  g_autofree char *cut = file_write ("cut.wherefore", "{\"format\":\"wherefore-project\",\"version\":");
  g_autofree char *empty = file_write (
      "empty.wherefore", "{\"format\":\"wherefore-project\",\"version\":1,\"program\":\"0\",\"files\":[]}");
  g_autofree char *page = file_path ("page.md");
  g_autoptr (Run) run = run_cli (NULL, "report", broken, NULL);
  g_autoptr (Run) second = run_cli (NULL, "report", cut, NULL);
  g_autoptr (Run) third = run_cli (NULL, "report", empty, "--report", page, NULL);
  g_autoptr (Run) fourth = run_cli (NULL, "discover", empty, "--method", "pc", NULL);
  g_autoptr (Run) fifth = run_cli (NULL, "report", empty, "--data", empty, NULL);

  run_assert (run, 1);
  run_assert_says (run, "broken.wherefore:1:1: program: this is missing");
  run_assert (second, 1);
  run_assert_says (second, "cut.wherefore:1:");
  run_assert (third, 1);
  run_assert_says (third, "nothing to report on");
  run_assert (fourth, 1);
  run_assert_says (fourth, "holds no table");
  run_assert (fifth, 1);
  run_assert_says (fifth, "leave --data out");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/project/show", test_show);
  g_test_add_func ("/cli/project/report", test_report);
  g_test_add_func ("/cli/project/changed-tables", test_changed_tables);
  g_test_add_func ("/cli/project/model", test_model);
  g_test_add_func ("/cli/project/runs", test_runs);
  g_test_add_func ("/cli/project/written-as-saved", test_written_as_saved);
  g_test_add_func ("/cli/project/saved-paper", test_saved_paper);
  g_test_add_func ("/cli/project/pooled", test_pooled);
  g_test_add_func ("/cli/project/in-place-of-a-table", test_in_place_of_a_table);
  g_test_add_func ("/cli/project/choices", test_choices);
  g_test_add_func ("/cli/project/in-place-of-a-model", test_in_place_of_a_model);
  g_test_add_func ("/cli/project/changed-tables-everywhere", test_changed_tables_everywhere);
  g_test_add_func ("/cli/project/in-place-of-logs", test_in_place_of_logs);
  g_test_add_func ("/cli/project/moved-folder", test_moved_folder);
  g_test_add_func ("/cli/project/missing-and-changed", test_missing_and_changed);
  g_test_add_func ("/cli/project/inputs", test_inputs);
  g_test_add_func ("/cli/project/bad", test_bad);
  status = g_test_run ();
  files_clear ();
  return status;
}
