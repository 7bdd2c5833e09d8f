/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define TRUTH    "digraph { x -> z; y -> z; z -> w }\n"
#define ESTIMATE "digraph { x -> z; z -> y; x -> w }\n"

static double
get_share (JsonObject *result, const char *name)
{
  return json_object_get_double_member (result, name);
}

static void
test_compare (void)
{
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autofree char *estimate = file_write ("estimate.dot", ESTIMATE);
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, estimate, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "compare", &root));

  /* y-z turned, x-w extra, z-w missing */
  g_assert_cmpint (json_object_get_int_member (result, "shd"), ==, 3);
  g_assert_cmpfloat_with_epsilon (get_share (result, "adjacency_precision"), 2 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_share (result, "adjacency_recall"), 2 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_share (result, "arrowhead_precision"), 1 / 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_share (result, "arrowhead_recall"), 1 / 3.0, 1e-12);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (json_node_get_object (root), "inputs")), ==, 2);
}

/* A ratio of nothing is null, with a warning, and no number. */
static void
test_compare_empty (void)
{
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autofree char *empty = file_write ("empty.dot", "digraph { x; y; z; w }\n");
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, empty, "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "compare", truth, empty, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "compare", &root));

  g_assert_true (json_object_get_null_member (result, "adjacency_precision"));
  g_assert_cmpfloat (get_share (result, "adjacency_recall"), ==, 0);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (json_node_get_object (root), "warnings")), ==,
                    2);
  run_assert (text, 0);
  run_assert_says (text, "warning");
  g_assert_null (strstr (text->out, "nan"));
}

static void
test_compare_names (void)
{
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autofree char *other = file_write ("other.dot", "digraph { x -> z; y -> z; z -> v }\n");
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, other, NULL);

  run_assert (run, 1);
  run_assert_says (run, "v");
  run_assert_says (run, "--common");
}

/* --common: only what both graphs have counts, and what was left out is said. */
static void
test_compare_common (void)
{
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autofree char *other = file_write ("other.dot", "digraph { x -> z; y -> z; z -> v }\n");
  g_autofree char *apart = file_write ("apart.dot", "digraph { p -> q }\n");
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, other, "--common", "--json", NULL);
  g_autoptr (Run) none = run_cli (NULL, "compare", truth, apart, "--common", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "compare", &root));
  JsonArray *warnings = wf_json_get_array (json_node_get_object (root), "warnings");

  g_assert_cmpint (json_object_get_int_member (result, "shd"), ==, 0);
  g_assert_cmpfloat (get_share (result, "adjacency_recall"), ==, 1);
  g_assert_cmpuint (json_array_get_length (warnings), ==, 1);
  g_assert_nonnull (strstr (json_array_get_string_element (warnings, 0), "3 nodes that both"));
  run_assert (none, 1);
  run_assert_says (none, "no node in common");
}

static void
test_compare_report (void)
{
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autofree char *estimate = file_write ("estimate.dot", ESTIMATE);
  g_autofree char *report = file_path ("compare.pdf");
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, estimate, "--report", report, "-o", "-", NULL);
  g_autofree char *text = NULL;

  run_assert (run, 0);
  text = file_read (report);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

/* dot -> json -> tetrad -> dot keeps every edge. */
static void
test_convert_graphs (void)
{
  static const char *const chain[] = { "a.json", "b.txt", "c.dot" };
  g_autofree char *from = file_write ("truth.dot", TRUTH);
  g_autofree char *truth = g_strdup (from);

  for (gsize i = 0; i < G_N_ELEMENTS (chain); i++)
    {
      g_autofree char *to = file_path (chain[i]);
      g_autoptr (Run) run = run_cli (NULL, "convert", from, "-o", to, NULL);
      g_autoptr (Run) same = NULL;

      run_assert (run, 0);
      g_assert_cmpstr (run->out, ==, "");
      same = run_cli (NULL, "compare", truth, to, NULL);
      run_assert (same, 0);
      g_assert_nonnull (strstr (same->out, "structural Hamming distance  0\n"));
      g_free (from);
      from = g_steal_pointer (&to);
    }
}

static void
test_convert_table (void)
{
  g_autofree char *from = file_write ("semicolons.csv", "a;b\n1,5;x\n2,5;y\n3,5;x\n");
  g_autofree char *to = file_path ("commas.csv");
  g_autofree char *text = NULL;
  g_autoptr (Run) run = run_cli (NULL, "convert", from, "-o", to, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "convert", &root));

  g_assert_cmpstr (wf_json_get_string (result, "content"), ==, "table");
  text = file_read (to);
  g_assert_cmpstr (text, ==, "a,b\n1.5,x\n2.5,y\n3.5,x\n");
}

/* nothing is written; every setting, its reason, the columns, the first rows */
static void
test_preview (void)
{
  g_autofree char *from = file_write ("unknown.txt", "name;x\nann;1,5\nbob;NA\n");
  g_autoptr (Run) text = run_cli (NULL, "convert", from, "--preview", NULL);
  g_autoptr (Run) json = run_cli (NULL, "convert", from, "--preview", "--type", "name=text", "--json", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "convert", from, "--preview", "--type", "nane=text", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (json, "convert", &root));
  JsonObject *first = json_array_get_object_element (json_object_get_array_member (result, "settings"), 0);
  JsonArray *rows = json_object_get_array_member (result, "rows");
  JsonObject *name = json_array_get_object_element (json_object_get_array_member (result, "columns"), 0);

  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "--delimiter  semicolon  2 fields a line"));
  g_assert_nonnull (strstr (text->out, "ann   1,5"));
  g_assert_cmpstr (wf_json_get_string (first, "id"), ==, "delimiter");
  g_assert_cmpstr (wf_json_get_string (first, "value"), ==, "semicolon");
  g_assert_true (json_object_get_boolean_member (first, "sure"));
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_true (json_array_get_null_element (json_array_get_array_element (rows, 1), 1));
  g_assert_cmpstr (wf_json_get_string (name, "type"), ==, "text");
  run_assert (wrong, 1);
  run_assert_says (wrong, "did you mean “name”?");
}

/* every file of a pooled table, those after the first read like it as far as that fits them */
static void
test_preview_pool (void)
{
  g_autofree char *north = file_write ("north.txt", "name;x\nann;1,5\nbob;2,5\n");
  g_autofree char *south = file_write ("south.csv", "x,place\n3.5,here\n4.5,there\n");
  g_autoptr (Run) text = run_cli (NULL, "convert", north, "--preview", "--pool", south, NULL);
  g_autoptr (Run) json =
      run_cli (NULL, "convert", north, "--preview", "--pool", south, "--type", "name=text", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (json, "convert", &root));
  JsonArray *pool = json_object_get_array_member (result, "pool");
  JsonObject *further = json_array_get_object_element (pool, 0);
  JsonArray *columns = json_object_get_array_member (further, "columns");

  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "north.txt: "));
  g_assert_nonnull (strstr (text->out, "south.csv: "));
  g_assert_nonnull (strstr (text->out, "place"));
  g_assert_cmpuint (json_array_get_length (pool), ==, 1);
  g_assert_cmpstr (wf_json_get_string (further, "file"), ==, "south.csv");
  g_assert_cmpuint (json_array_get_length (columns), ==, 2);
  g_assert_cmpstr (wf_json_get_string (json_array_get_object_element (columns, 1), "name"), ==, "place");
}

/* on every command that reads a table, as often as there are columns */
static void
test_types (void)
{
  g_autofree char *from =
      file_write ("typed.csv", "id,size,when\na,small,2026-01-05\nb,large,2026-01-06\nc,small,\n");
  g_autofree char *to = file_path ("typed-out.csv");
  g_autofree char *text = NULL;
  g_autoptr (Run) run = run_cli (NULL, "convert", from, "-o", to, "--type", "id=omit", "--type",
                                 "size=ordinal:small<large", NULL);

  run_assert (run, 0);
  text = file_read (to);
  g_assert_cmpstr (text, ==, "size,when\nsmall,2026-01-05\nlarge,2026-01-06\nsmall,\n");
}

/* knowledge of Tetrad's into our own and back, and what isn't done with it */
static void
test_convert_knowledge (void)
{
  g_autofree char *tiers =
      file_write ("tiers.txt", "/knowledge\naddtemporal\n1* a b\n2 c\nforbiddirect\na c\n");
  g_autofree char *ours = file_path ("tiers.knowledge.json");
  g_autofree char *back = file_path ("back.knowledge");
  g_autofree char *table = file_path ("tiers.csv");
  g_autoptr (Run) to = run_cli (NULL, "convert", tiers, "-o", ours, NULL);
  g_autoptr (Run) from = run_cli (NULL, "convert", ours, "-o", back, "--json", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "convert", ours, "-o", table, NULL);
  g_autoptr (Run) report = run_cli (NULL, "convert", ours, "-o", back, "--report", "r.md", NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  JsonObject *result;

  run_assert (to, 0);
  result = json_node_get_object (run_get_result (from, "convert", &root));
  g_assert_cmpstr (wf_json_get_string (result, "content"), ==, "knowledge");
  g_assert_cmpstr (wf_json_get_string (result, "from"), ==, "knowledge-json");
  text = file_read (back);
  g_assert_nonnull (strstr (text, "1* a b"));
  g_assert_nonnull (strstr (text, "forbiddirect"));
  run_assert (wrong, 1);
  run_assert_says (wrong, ".knowledge.json");
  run_assert (report, 2);
  run_assert_says (report, "--report");
}

static void
test_convert_refuses (void)
{
  g_autofree char *graph = file_write ("truth.dot", TRUTH);
  g_autofree char *csv = file_path ("graph.csv");
  g_autofree char *log =
      file_write ("log.json", "{\"history\": [{\"role\": \"A\", \"name\": \"A\", \"content\": \"x\"}], "
                              "\"question\": \"q\", \"is_correct\": false}");
  g_autofree char *out = file_path ("out.json");
  g_autoptr (Run) to_table = run_cli (NULL, "convert", graph, "-o", csv, NULL);
  g_autoptr (Run) of_log = run_cli (NULL, "convert", log, "-o", out, NULL);

  run_assert (to_table, 1);
  run_assert_says (to_table, "truth.dot");
  run_assert (of_log, 1);
  run_assert_says (of_log, "attribute");
  g_assert_false (g_file_test (csv, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

static void
test_bad_graph (void)
{
  g_autofree char *bad = file_write ("bad.dot", "digraph {\n  a -> ;\n}\n");
  g_autofree char *truth = file_write ("truth.dot", TRUTH);
  g_autoptr (Run) run = run_cli (NULL, "compare", truth, bad, NULL);

  run_assert (run, 1);
  run_assert_says (run, "bad.dot:2:");
}

/* every picture begins as its kind does, and says what it shows where that is text */
static void
test_convert_pictures (void)
{
  static const struct
  {
    const char *name, *start, *part;
  } cases[] = {
    { "g.svg", "<?xml", "<svg" },
    { "g.pdf", "%PDF", "" },
    { "g.png", "\x89PNG", "" },
    { "g.tikz", "% needs", "\\node[hidden] (n3) at " },
    { "g.tex", "% needs", "\\draw[-{Latex}] (n0)" },
  };
  g_autofree char *graph = file_write ("g.dagitty", "dag { a -> b\n a <-> c; u_1 [latent]; u_1 -> c }");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = file_path (cases[i].name);
      g_autoptr (Run) run = run_cli (NULL, "convert", graph, "-o", path, NULL);
      g_autofree char *text = NULL;

      run_assert (run, 0);
      text = file_read (path);
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      if (strstr (text, cases[i].part) == NULL)
        g_error ("%s lacks “%s”: %s", cases[i].name, cases[i].part, text);
    }
}

static void
test_convert_tells_losses (void)
{
  g_autofree char *graph = file_write ("g.dagitty", "dag { a [exposure]\n a -> b }");
  g_autofree char *matrix = file_path ("g.amat");
  g_autofree char *json = file_path ("g.json");
  g_autoptr (Run) lossy = run_cli (NULL, "convert", graph, "-o", matrix, NULL);
  g_autoptr (Run) whole = run_cli (NULL, "convert", graph, "-o", json, NULL);

  run_assert (lossy, 0);
  run_assert_says (lossy, "has no place for: roles of variables");
  run_assert (whole, 0);
  g_assert_null (strstr (whole->err, "no place"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/graphs/compare", test_compare);
  g_test_add_func ("/cli/graphs/compare-empty", test_compare_empty);
  g_test_add_func ("/cli/graphs/compare-names", test_compare_names);
  g_test_add_func ("/cli/graphs/compare-common", test_compare_common);
  g_test_add_func ("/cli/graphs/compare-report", test_compare_report);
  g_test_add_func ("/cli/graphs/convert-graphs", test_convert_graphs);
  g_test_add_func ("/cli/graphs/convert-table", test_convert_table);
  g_test_add_func ("/cli/graphs/preview", test_preview);
  g_test_add_func ("/cli/graphs/preview-pool", test_preview_pool);
  g_test_add_func ("/cli/graphs/types", test_types);
  g_test_add_func ("/cli/graphs/convert-knowledge", test_convert_knowledge);
  g_test_add_func ("/cli/graphs/convert-refuses", test_convert_refuses);
  g_test_add_func ("/cli/graphs/bad-graph", test_bad_graph);
  g_test_add_func ("/cli/graphs/convert-pictures", test_convert_pictures);
  g_test_add_func ("/cli/graphs/convert-tells-losses", test_convert_tells_losses);
  status = g_test_run ();
  files_clear ();
  return status;
}
