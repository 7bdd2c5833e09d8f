/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define GRAPH "digraph { x -> z; y -> z; z -> w }\n"

static JsonObject *
get_contribution (JsonObject *result, guint i)
{
  return json_array_get_object_element (wf_json_get_array (result, "contributions"), i);
}

static JsonObject *
find_contribution (JsonObject *result, const char *node)
{
  for (guint i = 0; i < json_array_get_length (wf_json_get_array (result, "contributions")); i++)
    if (g_str_equal (wf_json_get_string (get_contribution (result, i), "node"), node))
      return get_contribution (result, i);
  g_assert_not_reached ();
}

static double
sum_shares (JsonObject *result)
{
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (wf_json_get_array (result, "contributions")); i++)
    sum += json_object_get_double_member (get_contribution (result, i), "share");
  return sum;
}

/* The collider with one more row at its end: x is far off, and all that follows it. */
static char *
make_outlier_csv (gsize *row)
{
  g_autofree char *path = make_collider_csv ("normal.csv", 800);
  g_autofree char *text = file_read (path);
  g_autofree char *with = g_strconcat (text, "9,0,9,18\n", NULL);

  *row = 800;
  return file_write ("outlier.csv", with);
}

static void
test_row (void)
{
  gsize row;
  g_autofree char *table = make_outlier_csv (&row);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run =
      run_cli (NULL, "attribute", table, "--graph", graph, "--target", "w", "--row", "800", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", table, "-g", graph, "-t", "w", "--row", "800", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonObject *first = get_contribution (result, 0);
  JsonObject *of_row = json_array_get_object_element (wf_json_get_array (result, "rows"), 0);

  g_assert_cmpstr (wf_json_get_string (result, "question"), ==, "anomaly");
  g_assert_cmpstr (wf_json_get_string (result, "unit"), ==, "nats");
  g_assert_cmpstr (wf_json_get_string (first, "node"), ==, "x");
  g_assert_cmpfloat (json_object_get_double_member (first, "value"), ==, 9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "expected"), 0, 0.2);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (first, "interval")), ==, 2);
  g_assert_cmpint (json_object_get_int_member (of_row, "row"), ==, 800);
  g_assert_cmpfloat_with_epsilon (sum_shares (result), json_object_get_double_member (of_row, "score"), 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (wf_json_get_object (of_row, "shares"), "x"),
                                  json_object_get_double_member (first, "share"), 1e-12);
  run_assert (text, 0);
  g_assert_true (g_str_has_prefix (text->out, "Row 800 (the first is 0): "));
  g_assert_nonnull (strstr (text->out, "\nx "));
}

/* The same row as the only one of another table; and several rows, whose mean is told. */
static void
test_rows (void)
{
  gsize row;
  g_autofree char *outlier = make_outlier_csv (&row);
  g_autofree char *table = make_collider_csv ("normal.csv", 800);
  g_autofree char *other = file_write ("other.csv", "w,z,y,x\n18,9,0,9\n18,9,0,9\n");
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "attribute", table, "--graph", graph, "--target", "w", "--against",
                                 other, "--row", "all", "--continuous", "w,x,y,z", "--json", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "attribute", outlier, "--graph", graph, "--target", "w", "--row", "800,3", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "rows")), ==, 2);
  g_assert_cmpstr (wf_json_get_string (get_contribution (result, 0), "node"), ==, "x");
  g_assert_false (json_object_has_member (get_contribution (result, 0), "value"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "In 2 rows"));
  g_assert_nonnull (strstr (text->out, "800"));
}

static void
test_against (void)
{
  g_autofree char *first = make_collider_csv ("first.csv", 600);
  g_autofree char *text = file_read (first);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) shifted = g_string_new ("x,y,z,w\n");
  g_autofree char *second = NULL;
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *report = file_path ("change.md");
  g_autofree char *written = NULL;
  g_autoptr (Run) run = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result;

  for (gsize i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      double x = g_ascii_strtod (cells[0], NULL) + 2, z = g_ascii_strtod (cells[2], NULL) + 2;

      g_string_append_printf (shifted, "%.9f,%s,%.9f,%.9f\n", x, cells[1], z,
                              g_ascii_strtod (cells[3], NULL) + 4);
    }
  second = file_write ("second.csv", shifted->str);
  run =
      run_cli (NULL, "attribute", first, "--against", second, "--graph", graph, "--target", "w",
               "--bootstrap-samples", "20", "--model", "linear-gaussian", "--json", "--report", report, NULL);
  result = json_node_get_object (run_get_result (run, "attribute", &root));
  g_assert_cmpstr (wf_json_get_string (result, "unit"), ==, "mean");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (result, "total"), 4, 1e-6);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (find_contribution (result, "x"), "share"), 4,
                                  0.5);
  g_assert_true (json_object_get_boolean_member (find_contribution (result, "x"), "changed"));
  g_assert_false (json_object_get_boolean_member (find_contribution (result, "y"), "changed"));
  g_assert_false (json_object_get_boolean_member (find_contribution (result, "w"), "changed"));
  written = file_read (report);
  g_assert_nonnull (strstr (written, "Why did w change?"));
}

static void
test_arrows (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 3000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) all = run_cli (NULL, "attribute", table, "--graph", graph, "--arrows", "--measure",
                                 "variance", "--model", "linear-gaussian", "--json", NULL);
  g_autoptr (Run) into =
      run_cli (NULL, "attribute", table, "--graph", graph, "--arrows", "--target", "z", NULL);
  g_autoptr (Run) none =
      run_cli (NULL, "attribute", table, "--graph", graph, "--arrows", "--target", "x", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (all, "attribute", &root));

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "contributions")), ==, 3);
  g_assert_cmpstr (wf_json_get_string (get_contribution (result, 0), "from"), ==, "z");
  g_assert_cmpstr (wf_json_get_string (get_contribution (result, 0), "to"), ==, "w");
  g_assert_true (json_object_get_boolean_member (result, "exact"));
  g_assert_false (json_object_has_member (result, "total"));
  run_assert (into, 0);
  g_assert_nonnull (strstr (into->out, "x → z"));
  g_assert_null (strstr (into->out, "z → w"));
  run_assert (none, 0);
  g_assert_nonnull (strstr (none->out, "No arrow"));
}

static void
test_intrinsic (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 3000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "attribute", table, "--graph", graph, "--intrinsic", "--target", "w",
                                 "--json", "--model", "linear-gaussian", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));

  /* w = 2 (x + y + noise) + noise */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (find_contribution (result, "x"), "share"), 4,
                                  0.5);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (find_contribution (result, "w"), "share"), 1,
                                  0.2);
  g_assert_cmpfloat_with_epsilon (sum_shares (result), json_object_get_double_member (result, "total"), 1e-9);
}

/* exit status, and a word of what is said */
static void
assert_fails (int status, const char *word, const char *const *arguments)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 60);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (Run) run = NULL;

  g_ptr_array_add (argv, (gpointer) "attribute");
  g_ptr_array_add (argv, table);
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, g_str_equal (arguments[i], "GRAPH") ? graph : (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  run = run_cli_argv (NULL, (const char *const *) argv->pdata);
  run_assert (run, status);
  run_assert_says (run, word);
  g_assert_cmpstr (run->out, ==, "");
}

static void
test_bad_input (void)
{
  g_autofree char *narrow = file_write ("narrow.csv", "x,y,ww,z\n1.5,2.5,3.5,1\n2.5,1.5,2,1.5\n");
  g_autofree char *cycle = file_write ("cycle.dot", "digraph { x -> z; z -> w; w -> x }\n");
  g_autofree char *log = file_write ("run.json", "[{\"role\":\"user\",\"content\":\"hello\"}]");

#define FAILS(status, word, ...) assert_fails (status, word, (const char *const[]){ __VA_ARGS__, NULL })
  FAILS (2, "--graph", "--target", "w", "--row", "3");
  FAILS (2, "--target", "--graph", "GRAPH", "--row", "3");
  FAILS (2, "one question", "--graph", "GRAPH", "--target", "w");
  FAILS (2, "one question", "--graph", "GRAPH", "--target", "w", "--row", "3", "--arrows");
  FAILS (2, "agent logs", "--graph", "GRAPH", "--target", "w", "--row", "3", "--repair", "1");
  FAILS (2, "not a row", "--graph", "GRAPH", "--target", "w", "--row", "60");
  FAILS (2, "not a row", "--graph", "GRAPH", "--target", "w", "--row", "-1");
  FAILS (2, "no “quadratic”", "--graph", "GRAPH", "--target", "w", "--row", "1", "--model", "quadratic");
  FAILS (2, "alpha", "--graph", "GRAPH", "--target", "w", "--row", "1", "--alpha", "0.1");
  FAILS (1, "did you mean “z”", "--graph", "GRAPH", "--target", "zz", "--row", "3");
  FAILS (1, "second table has no column “w”", "--graph", "GRAPH", "--target", "w", "--against", narrow);
  FAILS (1, "cycl", "--graph", cycle, "--target", "w", "--row", "3");
  FAILS (1, "agent log", "--graph", "GRAPH", "--target", "w", "--against", log);
  FAILS (2, "--graph FILE", "--run", "0");
#undef FAILS
}

/* Without a question about it, a table isn't judged by the formats of logs. */
static void
test_no_question (void)
{
  g_autofree char *table = make_collider_csv ("table.csv", 50);
  g_autoptr (Run) run = run_cli (NULL, "attribute", table, NULL);

  run_assert (run, 2);
  run_assert_says (run, "--graph FILE --target Y");
  g_assert_null (strstr (run->err, "Langfuse"));
}

/* the same of a table of counts and of the table with each row that often */
static void
test_counts (void)
{
  static const char *const cells[] = { "0,0", "0,1", "1,0", "1,1" };
  static const int counts[] = { 40, 10, 5, 25 };
  g_autoptr (GString) counted = g_string_new ("x,y,n\n");
  g_autoptr (GString) whole = g_string_new ("x,y\n");
  g_autofree char *graph = file_write ("pair.dot", "digraph { x -> y }\n");

  for (int i = 0; i < 4; i++)
    {
      g_string_append_printf (counted, "%s,%d\n", cells[i], counts[i]);
      for (int k = 0; k < counts[i]; k++)
        g_string_append_printf (whole, "%s\n", cells[i]);
    }

  g_autofree char *few = file_write ("counted.csv", counted->str);
  g_autofree char *many = file_write ("whole.csv", whole->str);
  g_autoptr (Run) run =
      run_cli (NULL, "attribute", few, "-g", graph, "-t", "y", "--row", "3", "--json", NULL);
  g_autoptr (Run) same =
      run_cli (NULL, "attribute", many, "-g", graph, "-t", "y", "--row", "60", "--json", NULL);
  g_autoptr (Run) left =
      run_cli (NULL, "attribute", few, "-g", graph, "-t", "y", "--row", "3", "--without", "n", NULL);
  g_autoptr (JsonNode) root = NULL, other = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonObject *expected = json_node_get_object (run_get_result (same, "attribute", &other));

  g_assert_cmpfloat_with_epsilon (sum_shares (result), sum_shares (expected), 1e-9);
  g_assert_cmpfloat (json_object_get_double_member (find_contribution (result, "x"), "share"), ==,
                     json_object_get_double_member (find_contribution (expected, "x"), "share"));
  run_assert (left, 0); /* four rows, each of them once */
  g_assert_null (strstr (left->err, "is read as how often"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/attribute-table/row", test_row);
  g_test_add_func ("/cli/attribute-table/rows", test_rows);
  g_test_add_func ("/cli/attribute-table/counts", test_counts);
  g_test_add_func ("/cli/attribute-table/against", test_against);
  g_test_add_func ("/cli/attribute-table/arrows", test_arrows);
  g_test_add_func ("/cli/attribute-table/intrinsic", test_intrinsic);
  g_test_add_func ("/cli/attribute-table/bad-input", test_bad_input);
  g_test_add_func ("/cli/attribute-table/no-question", test_no_question);
  status = g_test_run ();
  files_clear ();
  return status;
}
