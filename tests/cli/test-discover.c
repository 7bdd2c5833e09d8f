/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "core/base/json.h"
#include "run.h"

/* "x>z" for the arrow x -> z, whichever end comes first */
static gboolean
has_arrow (JsonObject *graph, const char *from, const char *to)
{
  JsonArray *edges = wf_json_get_array (graph, "edges");

  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonObject *edge = json_array_get_object_element (edges, i);
      const char *a = wf_json_get_string (edge, "a"), *b = wf_json_get_string (edge, "b");
      const char *mark_a = wf_json_get_string (edge, "mark_a"), *mark_b = wf_json_get_string (edge, "mark_b");

      if (g_str_equal (a, from) && g_str_equal (b, to))
        return g_str_equal (mark_a, "tail") && g_str_equal (mark_b, "arrow");
      if (g_str_equal (a, to) && g_str_equal (b, from))
        return g_str_equal (mark_b, "tail") && g_str_equal (mark_a, "arrow");
    }
  return FALSE;
}

static void
assert_collider (JsonObject *graph)
{
  g_assert_cmpstr (wf_json_get_string (graph, "kind"), ==, "cpdag");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "nodes")), ==, 4);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "edges")), ==, 3);
  g_assert_true (has_arrow (graph, "x", "z"));
  g_assert_true (has_arrow (graph, "y", "z"));
  g_assert_true (has_arrow (graph, "z", "w"));
}

static void
test_json (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--alpha", "0.001", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));
  JsonObject *envelope = json_node_get_object (root);
  JsonObject *input = json_array_get_object_element (wf_json_get_array (envelope, "inputs"), 0);
  JsonObject *removed;

  assert_collider (wf_json_get_object (result, "graph"));
  g_assert_cmpint (json_object_get_int_member (result, "tests"), >, 5);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "removed")), ==, 3);
  removed = json_array_get_object_element (wf_json_get_array (result, "removed"), 0);
  g_assert_cmpfloat (json_object_get_double_member (removed, "p"), >, 0.001);
  g_assert_nonnull (wf_json_get_array (removed, "given"));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "oriented")), ==, 3);
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 2000);
  g_assert_cmpint (json_object_get_int_member (input, "columns"), ==, 4);
  g_assert_cmpstr (wf_json_get_string (envelope, "method"), ==, "pc");
  g_assert_cmpfloat (json_object_get_double_member (wf_json_get_object (envelope, "parameters"), "alpha"), ==,
                     0.001);
}

static void
test_text (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--alpha=0.001", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "x → z\n"));
  g_assert_nonnull (strstr (run->out, "y → z\n"));
  g_assert_nonnull (strstr (run->out, "z → w\n"));
  g_assert_cmpstr (run->err, ==, "");
}

/* A graph that goes to a file is told of on standard error, and can be kept quiet. */
static void
test_written (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autofree char *path = file_path ("written.dot");
  g_autofree char *line = g_strdup_printf ("4 variables, 3 edges written to %s\n", path);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--alpha=0.001", "-o", path, NULL);
  g_autoptr (Run) quiet = run_cli (NULL, "discover", table, "--alpha=0.001", "-o", path, "--quiet", NULL);

  run_assert (run, 0);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpstr (run->err, ==, line);
  run_assert (quiet, 0);
  g_assert_cmpstr (quiet->err, ==, "");
}

static void
test_standard_input (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *text = file_read (table);
  g_autoptr (Run) piped = run_cli (text, "discover", "-", NULL);
  g_autoptr (Run) direct = run_cli (NULL, "discover", table, NULL);

  run_assert (piped, 0);
  g_assert_cmpstr (piped->out, ==, direct->out);
}

/* The same answer at any number of threads, on any run. */
static void
test_same_answer (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 800);
  g_autofree char *first = file_path ("first.json");
  g_autofree char *second = file_path ("second.json");
  g_autoptr (Run) one = run_cli (NULL, "discover", table, "--threads", "1", "-o", first, NULL);
  g_autoptr (Run) four = run_cli (NULL, "discover", table, "--threads", "4", "-o", second, NULL);
  g_autofree char *one_text = NULL;
  g_autofree char *four_text = NULL;

  run_assert (one, 0);
  run_assert (four, 0);
  g_assert_cmpstr (one->out, ==, "");
  one_text = file_read (first);
  four_text = file_read (second);
  g_assert_cmpstr (one_text, ==, four_text);
}

static void
test_outputs (void)
{
  static const char *const names[] = { "graph.dot", "graph.txt", "graph.json" };
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = file_path (names[i]);
      g_autoptr (Run) run = run_cli (NULL, "discover", table, "--alpha", "0.001", "-o", path, NULL);
      g_autoptr (Run) same = NULL;

      run_assert (run, 0);
      same = run_cli (NULL, "compare", path, path, NULL);
      run_assert (same, 0);
      g_assert_nonnull (strstr (same->out, "structural Hamming distance  0\n"));
    }
}

static void
test_knowledge (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autofree char *tiers =
      file_write ("tiers.txt", "/knowledge\naddtemporal\n1 x y\n2 z\n3 w\n\nforbiddirect\n\nrequiredirect\n");
  g_autofree char *report = file_path ("tiers.md");
  g_autofree char *text = NULL;
  g_autoptr (Run) run =
      run_cli (NULL, "discover", table, "--knowledge", tiers, "--json", "--report", report, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));

  g_assert_true (has_arrow (wf_json_get_object (result, "graph"), "z", "w"));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (json_node_get_object (root), "inputs")), ==, 2);
  text = file_read (report);
  g_assert_nonnull (strstr (text, "(2,000 rows, 4 columns, none missing)"));
  g_assert_nonnull (strstr (text, "| tiers.txt |"));
}

static void
test_report (void)
{
  static const char *const names[] = { "report.pdf", "report.md", "report.json" };
  g_autofree char *table = make_collider_csv ("collider.csv", 500);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = file_path (names[i]);
      g_autoptr (Run) run = run_cli (NULL, "discover", table, "--report", path, NULL);
      g_autofree char *text = NULL;

      run_assert (run, 0);
      g_assert_cmpstr (run->out, !=, "");
      text = file_read (path);
      if (i == 0)
        g_assert_true (g_str_has_prefix (text, "%PDF-"));
      else
        g_assert_nonnull (strstr (text, "wherefore-cli discover"));
    }
}

/* With SOURCE_DATE_EPOCH, which these tests set, the same command writes the same bytes. */
static void
test_same_report (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *path = file_path ("same.pdf");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length, second_length;
  g_autoptr (Run) once = run_cli (NULL, "discover", table, "--report", path, NULL);
  g_autoptr (Run) again = NULL;

  run_assert (once, 0);
  g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
  again = run_cli (NULL, "discover", table, "--report", path, NULL);
  run_assert (again, 0);
  g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
  g_assert_cmpmem (first, first_length, second, second_length);
}

static void
test_full_output (void)
{
  const char *words[] = { "sh", "-c", "\"$WHEREFORE_CLI\" list methods > /dev/full", NULL };
  g_autofree char *err = NULL;
  int status;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /dev/full here");
      return;
    }
  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &err, &status, NULL);
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_nonnull (strstr (err, "wherefore-cli"));
}

static void
test_columns (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autoptr (Run) unknown = run_cli (NULL, "discover", table, "--discrete", "X", NULL);
  g_autoptr (Run) many = run_cli (NULL, "discover", table, "--discrete", "x,yy", NULL);

  run_assert (unknown, 1);
  run_assert_says (unknown, "x");
  run_assert (many, 1);
  run_assert_says (many, "yy");
}

/* The order of rows is no column, but it is named where a set separates it from one. */
static void
test_row_order (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *report = file_path ("rows.md");
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--method", "cd-nod", "--alpha", "0.01", "--json",
                                 "--report", report, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));
  JsonArray *removed = wf_json_get_array (result, "removed");
  g_autofree char *text = NULL;
  guint n_named = 0;

  assert_collider (wf_json_get_object (result, "graph"));
  for (guint i = 0; i < json_array_get_length (removed); i++)
    n_named +=
        g_strcmp0 (wf_json_get_string (json_array_get_object_element (removed, i), "b"), "row order") == 0;
  g_assert_cmpuint (n_named, ==, 4);
  text = file_read (report);
  g_assert_nonnull (strstr (text, "row order"));
  g_assert_nonnull (strstr (text, "Wilks"));
}

/* What was noticed on reading the table stands in the report, also when nobody wants to be warned. */
static void
test_reading (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autofree char *rows = file_read (table);
  g_autofree char *with_title = g_strconcat ("A title\n", rows, NULL);
  g_autofree char *path = file_write ("title.csv", with_title);
  g_autofree char *report = file_path ("title.md");
  g_autoptr (Run) run = run_cli (NULL, "discover", path, "-q", "--report", report, NULL);
  g_autofree char *text = NULL;

  run_assert (run, 0);
  g_assert_cmpstr (run->err, ==, "");
  text = file_read (report);
  g_assert_nonnull (strstr (text, "| Reading | 1 line before the table was skipped |"));
}

static void
test_no_permission (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autoptr (Run) graph = run_cli (NULL, "discover", table, "-o", "/nonexistent/graph.dot", NULL);
  g_autoptr (Run) report = run_cli (NULL, "discover", table, "--report", "/nonexistent/report.pdf", NULL);

  run_assert (graph, 1);
  run_assert_says (graph, "graph.dot");
  run_assert (report, 1);
  run_assert_says (report, "report.pdf");
}

/* a column that spoils a search can be left out, and a name that isn't there is told */
static void
test_without (void)
{
  g_autofree char *table = make_collider_csv ("without.csv", 500);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--without", "w", "--json", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "discover", table, "--without", "ww", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *graph =
      wf_json_get_object (json_node_get_object (run_get_result (run, "discover", &root)), "graph");

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "nodes")), ==, 3);
  run_assert (wrong, 1);
  run_assert_says (wrong, "ww");
}

static void
test_bootstrap (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--bootstrap", "20", "--ensemble", "majority",
                                 "--threshold", "0.6", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "discover", table, "--bootstrap=20", NULL);
  g_autoptr (Run) alone = run_cli (NULL, "discover", table, "--threshold", "0.6", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));
  JsonObject *ensemble = wf_json_get_object (result, "ensemble");
  JsonArray *edges = wf_json_get_array (wf_json_get_object (result, "graph"), "edges");
  JsonArray *pairs = wf_json_get_array (ensemble, "pairs");

  g_assert_cmpint (json_object_get_int_member (ensemble, "samples"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (ensemble, "failed"), ==, 0);
  g_assert_cmpstr (wf_json_get_string (ensemble, "rule"), ==, "majority");
  g_assert_cmpuint (json_array_get_length (edges), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (
        json_object_get_double_member (json_array_get_object_element (edges, i), "probability"), >=, 0.6);
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonObject *pair = json_array_get_object_element (pairs, i);
      JsonArray *marks = wf_json_get_array (pair, "marks");
      double sum = 0;

      for (guint m = 0; m < json_array_get_length (marks); m++)
        sum += json_object_get_double_member (json_array_get_object_element (marks, m), "probability");
      g_assert_cmpfloat_with_epsilon (sum, json_object_get_double_member (pair, "adjacency"), 1e-9);
    }
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "20 samples, highest"));
  g_assert_nonnull (strstr (text->out, "x → z  "));
  run_assert (alone, 2);
  run_assert_says (alone, "--bootstrap");
}

static void
test_explain (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--explain", "w,x", NULL);
  g_autoptr (Run) json = run_cli (NULL, "discover", table, "--explain", "x,z", "--json", NULL);
  g_autoptr (Run) unknown = run_cli (NULL, "discover", table, "--explain", "x,Z", NULL);
  g_autoptr (Run) one = run_cli (NULL, "discover", table, "--explain", "x", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (json, "discover", &root));

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "are not linked"));
  g_assert_nonnull (strstr (run->out, "independent given z"));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "explanation")), >, 2);
  run_assert (unknown, 2);
  run_assert_says (unknown, "“Z”");
  run_assert (one, 2);
}

static void
test_rethreshold (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--rethreshold", "1e-6", NULL);
  g_autoptr (Run) larger = run_cli (NULL, "discover", table, "--rethreshold", "0.2", NULL);
  g_autoptr (Run) pag = run_cli (NULL, "discover", table, "--method", "fci", "--rethreshold", "1e-6", NULL);
  g_autoptr (Run) score =
      run_cli (NULL, "discover", table, "--method", "boss", "--rethreshold", "1e-6", NULL);

  run_assert (run, 0);
  run_assert_says (run, "without new tests");
  g_assert_nonnull (strstr (run->out, "alpha = 1e-06"));
  run_assert (larger, 1);
  run_assert (pag, 0);
  run_assert_says (pag, "without new tests");
  g_assert_nonnull (strstr (pag->out, "x o→ z"));
  run_assert (score, 2);
  run_assert_says (score, "takes no significance level");
}

/* The option says which searches have it, instead of which one hasn't. */
static void
test_parameter_of_others (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--method", "boss", "--max-path", "3", NULL);

  run_assert (run, 2);
  run_assert_says (run, "--max-path is not a parameter of boss, only of fci, rfci, gfci");
}

/* What both the test and the score of one search say is told once. */
static void
test_said_once (void)
{
  g_autofree char *table =
      file_write ("same.csv", "a,b,c\n1,1.5,3\n2,1.5,5\n3,1.5,1\n4,1.5,2\n5,1.5,9\n"
                              "6,1.5,4\n7,1.5,7\n8,1.5,3\n9,1.5,2\n10,1.5,5\n11,1.5,8\n");
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--method", "gfci", "--continuous", "a,b,c", NULL);
  const char *first;

  run_assert (run, 0);
  first = strstr (run->err, "Never varying");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "Never varying"));
}

static void
test_few_rows (void)
{
  g_autofree char *table = file_write ("few.csv", "a,b\n1.5,2\n2.5,1\n3.5,7\n");
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--continuous", "a,b", NULL);

  run_assert (run, 1);
  run_assert_says (run, "too few rows: 3, and 4 are needed");
}

static void
test_line_width (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autoptr (Run) text = run_cli (NULL, "discover", table, "--method", "gfci", "--explain", "x,z", NULL);
  g_autoptr (Run) methods = run_cli (NULL, "list", "methods", NULL);
  g_autoptr (Run) help = run_cli (NULL, "discover", "--help", NULL);
  const Run *const runs[] = { text, methods, help };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_auto (GStrv) lines = g_strsplit (runs[i]->out, "\n", -1);

      g_assert_cmpint (runs[i]->status, ==, 0);
      for (gsize l = 0; lines[l] != NULL; l++)
        g_assert_cmpint (g_utf8_strlen (lines[l], -1), <=, 80);
    }
  g_assert_nonnull (strstr (methods->out, "as above: --alpha"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/discover/json", test_json);
  g_test_add_func ("/cli/discover/text", test_text);
  g_test_add_func ("/cli/discover/written", test_written);
  g_test_add_func ("/cli/discover/standard-input", test_standard_input);
  g_test_add_func ("/cli/discover/same-answer", test_same_answer);
  g_test_add_func ("/cli/discover/outputs", test_outputs);
  g_test_add_func ("/cli/discover/knowledge", test_knowledge);
  g_test_add_func ("/cli/discover/report", test_report);
  g_test_add_func ("/cli/discover/same-report", test_same_report);
  g_test_add_func ("/cli/discover/full-output", test_full_output);
  g_test_add_func ("/cli/discover/columns", test_columns);
  g_test_add_func ("/cli/discover/row-order", test_row_order);
  g_test_add_func ("/cli/discover/reading", test_reading);
  g_test_add_func ("/cli/discover/no-permission", test_no_permission);
  g_test_add_func ("/cli/discover/without", test_without);
  g_test_add_func ("/cli/discover/bootstrap", test_bootstrap);
  g_test_add_func ("/cli/discover/explain", test_explain);
  g_test_add_func ("/cli/discover/rethreshold", test_rethreshold);
  g_test_add_func ("/cli/discover/parameter-of-others", test_parameter_of_others);
  g_test_add_func ("/cli/discover/said-once", test_said_once);
  g_test_add_func ("/cli/discover/few-rows", test_few_rows);
  g_test_add_func ("/cli/discover/line-width", test_line_width);
  status = g_test_run ();
  files_clear ();
  return status;
}
