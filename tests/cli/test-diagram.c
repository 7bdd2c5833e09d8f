/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define HIDDEN "digraph { H [latent]; H -> S; H -> C; S -> T; T -> C }\n"
#define BROKEN "digraph { H [latent]; H -> S; H -> C; H -> T; S -> T; T -> C }\n"
#define PLAIN  "digraph { S -> T; T -> C; S -> C }\n"

/* the 100 rows of the smoking example */
static char *
make_smoking (void)
{
  static const int counts[] = { 20, 2, 5, 10, 2, 1, 10, 50 };
  static const char *const words[] = { "no", "yes" };
  g_autoptr (GString) text = g_string_new ("S,T,C\n");

  for (int i = 0; i < 8; i++)
    for (int k = 0; k < counts[i]; k++)
      g_string_append_printf (text, "%s,%s,%s\n", words[i >> 2], words[i >> 1 & 1], words[i & 1]);
  return file_write ("smoking.csv", text->str);
}

static double
get_number (JsonObject *result, const char *name, const char *x)
{
  JsonObject *values = wf_json_get_object (result, name);

  return json_object_get_double_member (wf_json_get_object (values, x), "yes");
}

static void
test_comb (void)
{
  g_autofree char *table = make_smoking ();
  g_autofree char *graph = file_write ("hidden.dot", HIDDEN);
  g_autofree char *report = file_path ("cut.md");
  g_autoptr (Run) run = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "S", "--outcome", "C",
                                 "--report", report, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "diagram", &root));
  g_autofree char *text = file_read (report);

  g_assert_true (json_object_get_boolean_member (result, "computable"));
  g_assert_cmpstr (json_array_get_string_element (wf_json_get_array (result, "bridge"), 0), ==, "T");
  g_assert_cmpfloat_with_epsilon (get_number (result, "observed", "yes"), 0.8095238095238095, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "yes"), 0.7465223665223666, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "no"), 0.4577027027027028, 1e-12);
  g_assert_true (json_object_get_null_member (result, "cut")); /* H has no table */
  g_assert_nonnull (strstr (text, "What does cutting S do to C?"));
  g_assert_nonnull (strstr (text, "from 0.458 to 0.747, a difference of 0.289"));
  /* the tables, and the steps with the numbers put in */
  g_assert_nonnull (strstr (text, "| no | 0.37 |"));
  g_assert_nonnull (strstr (text, "| yes | 0.0476 | 0.952 |"));
  g_assert_nonnull (strstr (text, "| yes, no | 0.667 | 0.333 |"));
  g_assert_nonnull (strstr (text, "| yes | 0.37 · 0.667 + 0.63 · 0.833 | 0.772 |"));
  g_assert_nonnull (strstr (text, "| yes | 0.0476 · 0.244 + 0.952 · 0.772 | 0.747 |"));
  /* the picture in words */
  g_assert_nonnull (strstr (text, "S is cut: H is discarded, a new state takes its place. T from S."));
  g_assert_nonnull (strstr (text, "In the channel g: T. In the comb f: H, S, C."));
  g_assert_nonnull (strstr (text, "open path S ← ? → T"));
}

/* the page of every other kind of answer: what it rests on, bounds where there is no number, the figure as
 * data */
static void
test_pages (void)
{
  g_autofree char *table = make_smoking ();
  static const char *const graphs[] = { BROKEN, PLAIN, "digraph { T -> S; T -> C }\n" };
  static const char *const cuts[] = { "S", "T", "S" };
  static const char *const says[] = { "It would become computable if", "P(C | T, S)", "there is no effect" };
  static const char *const shows[] = { "0.51 to 0.88", "0.37 · 0.667 + 0.63 · 0.833",
                                       "no arrow may be missing" };

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *graph = file_write ("page.dot", graphs[i]);
      g_autofree char *words = file_path ("page.md");
      g_autofree char *data = file_path ("page.json");
      g_autoptr (Run) run = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", cuts[i], "--outcome",
                                     "C", "--report", words, NULL);
      g_autoptr (Run) again = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", cuts[i],
                                       "--outcome", "C", "--report", data, NULL);
      g_autofree char *text = NULL;
      g_autofree char *json = NULL;

      run_assert (run, 0);
      run_assert (again, 0);
      text = file_read (words);
      json = file_read (data);
      g_assert_nonnull (strstr (text, says[i]));
      g_assert_nonnull (strstr (text, shows[i]));
      g_assert_nonnull (strstr (json, "\"wiring\""));
      g_assert_nonnull (strstr (json, "\"kind\": \"cut\""));
    }
}

/* P(yes | do(no)) and P(yes | do(yes)) of a bundled table of probabilities */
static void
check_sample (const char *name, const char *x, const char *c, double without, double with)
{
  g_autofree char *stem = g_build_filename (SOURCEDIR, "data", "samples", name, NULL);
  g_autofree char *table = g_strconcat (stem, ".csv", NULL);
  g_autofree char *graph = g_strconcat (stem, ".dot", NULL);
  g_autoptr (Run) run =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", x, "--outcome", c, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "diagram", &root));

  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "no"), without, 5e-9);
  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "yes"), with, 5e-9);
}

static void
test_samples (void)
{
  g_autofree char *table = g_build_filename (SOURCEDIR, "data", "samples", "smoking-tar-cancer.csv", NULL);
  g_autofree char *graph = g_build_filename (SOURCEDIR, "data", "samples", "smoking-tar-cancer.dot", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "Smoking", "--outcome", "Cancer", NULL);
  g_autoptr (Run) learn = run_cli (NULL, "discover", table, NULL);

  check_sample ("smoking-tar-cancer", "Smoking", "Cancer", 0.4577027027, 0.7465223665);
  check_sample ("drug-marker-recovery", "Drug", "Recovery", 0.51838395, 0.48941941);
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "0.7465"));
  g_assert_nonnull (strstr (text->out, "0.4577"));
  g_assert_nonnull (strstr (text->err, "“probability”"));
  run_assert (learn, 1);
  g_assert_nonnull (strstr (learn->err, "give counts"));
}

static void
test_not_computable (void)
{
  g_autofree char *table = make_smoking ();
  g_autofree char *graph = file_write ("broken.dot", BROKEN);
  g_autoptr (Run) run =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "S", "--outcome", "C", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "Not computable from these data"));
  g_assert_nonnull (strstr (run->out, "S <- H -> C"));
  g_assert_nonnull (strstr (run->out, "0.5100 and 0.8800"));
}

/* nothing hidden: the cut of the fitted diagram is there, too, and the picture is written */
static void
test_output (void)
{
  g_autofree char *table = make_smoking ();
  g_autofree char *graph = file_write ("plain.dot", PLAIN);
  g_autofree char *tikz = file_path ("cut.tikz");
  g_autofree char *term = file_path ("cut.txt");
  g_autoptr (Run) run =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "S", "--outcome", "C", "--json", NULL);
  g_autoptr (Run) picture =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "T", "--outcome", "C", "-o", tikz, NULL);
  g_autoptr (Run) words =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "T", "--outcome", "C", "-o", term, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "diagram", &root));
  g_autofree char *drawn = NULL;
  g_autofree char *written = NULL;

  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "yes"), 17.0 / 21, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_number (result, "cut", "yes"), 17.0 / 21,
                                  0.02); /* tables have a prior */
  run_assert (picture, 0);
  run_assert (words, 0);
  drawn = file_read (tikz);
  written = file_read (term);
  g_assert_true (g_str_has_prefix (drawn, "\\begin{tikzpicture}"));
  g_assert_nonnull (strstr (drawn, "\\draw[ghost]"));
  g_assert_nonnull (strstr (written, "uniform[T]"));
  g_assert_nonnull (strstr (written, "discard[S]"));
}

/* the picture by the ending of --output, with a cut and without one */
static void
test_picture (void)
{
  static const char *const endings[] = { "svg", "pdf", "png" };
  static const char *const starts[] = { "<?xml", "%PDF", "\x89PNG" };
  g_autofree char *table = make_smoking ();
  g_autofree char *graph = file_write ("hidden.dot", HIDDEN);

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture%d.%s", i, endings[i % 3]);
      g_autofree char *path = file_path (name);
      g_autoptr (Run) run = i < 3 ? run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "S",
                                             "--outcome", "C", "-o", path, NULL)
                                  : run_cli (NULL, "diagram", table, "--graph", graph, "-o", path, NULL);
      g_autofree char *bytes = NULL;

      run_assert (run, 0);
      g_assert_cmpuint (run->out != NULL ? strlen (run->out) : 0, ==, 0);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, starts[i % 3]));
    }
}

static double
get_slope (JsonObject *result, const char *name)
{
  return json_object_get_double_member (wf_json_get_object (result, name), "slope");
}

/* continuous columns need no bins: the bundled table's slope is 1.1 times -0.5 */
static void
test_linear (void)
{
  g_autofree char *table = g_build_filename (SOURCEDIR, "data", "samples", "web-service.csv", NULL);
  g_autofree char *graph = g_build_filename (SOURCEDIR, "data", "samples", "web-service.dot", NULL);
  g_autofree char *report = file_path ("linear.md");
  g_autoptr (Run) run = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "hits", "--outcome",
                                 "latency", "--report", report, "--json", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "hits", "--outcome", "latency", NULL);
  g_autoptr (Run) smoothed = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "hits", "--outcome",
                                      "latency", "--smoothing", "1", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "diagram", &root));
  g_autofree char *written = file_read (report);

  g_assert_true (json_object_get_boolean_member (result, "computable"));
  g_assert_cmpstr (json_array_get_string_element (wf_json_get_array (result, "bridge"), 0), ==, "db_load");
  g_assert_cmpfloat_with_epsilon (get_slope (result, "comb"), -0.55, 0.1);
  g_assert_cmpfloat_with_epsilon (get_slope (result, "cut"), -0.55, 0.1);
  g_assert_nonnull (strstr (written, "Along the bridge"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "latency at hits"));
  g_assert_nonnull (strstr (text->err, "linearly"));
  run_assert (smoothed, 2);
}

/* a model is asked itself: what is computed from its observed joint is what its cut says */
static void
test_model (void)
{
  g_autofree char *model =
      file_write ("model.bif", "network unknown {\n}\nvariable Z {\n  type discrete [ 2 ] { no, yes };\n}\n"
                               "variable X {\n  type discrete [ 2 ] { no, yes };\n}\n"
                               "variable Y {\n  type discrete [ 2 ] { no, yes };\n}\n"
                               "probability ( Z ) {\n  table 0.6, 0.4;\n}\n"
                               "probability ( X | Z ) {\n  (no) 0.9, 0.1;\n  (yes) 0.2, 0.8;\n}\n"
                               "probability ( Y | Z, X ) {\n  (no, no) 0.8, 0.2;\n  (no, yes) 0.5, 0.5;\n"
                               "  (yes, no) 0.4, 0.6;\n  (yes, yes) 0.1, 0.9;\n}\n");
  g_autoptr (Run) run = run_cli (NULL, "diagram", model, "--cut", "X", "--outcome", "Y", "--json", NULL);
  g_autoptr (Run) extra = run_cli (NULL, "diagram", model, "--bins", "3", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "diagram", &root));

  /* 0.6 * 0.5 + 0.4 * 0.9, and P(y | x) = (0.06 * 0.5 + 0.32 * 0.9) / 0.38 */
  g_assert_cmpfloat_with_epsilon (get_number (result, "cut", "yes"), 0.66, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_number (result, "comb", "yes"), 0.66, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_number (result, "observed", "yes"), 0.318 / 0.38, 1e-12);
  run_assert (extra, 2);
}

static void
test_errors (void)
{
  g_autofree char *table = make_smoking ();
  g_autofree char *thin = file_write ("thin.csv", "S,T,C\nno,no,no\nno,yes,yes\nyes,yes,no\nyes,yes,yes\n");
  g_autofree char *graph = file_write ("hidden.dot", HIDDEN);
  g_autoptr (Run) missing = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "S", NULL);
  g_autoptr (Run) support =
      run_cli (NULL, "diagram", thin, "--graph", graph, "--cut", "S", "--outcome", "C", NULL);
  g_autoptr (Run) smoothed = run_cli (NULL, "diagram", thin, "--graph", graph, "--cut", "S", "--outcome", "C",
                                      "--smoothing", "0.5", NULL);
  g_autoptr (Run) number = run_cli (NULL, "diagram", thin, "--graph", graph, "--cut", "S", "--outcome", "C",
                                    "--smoothing", "lots", NULL);
  g_autoptr (Run) report = run_cli (NULL, "diagram", table, "--graph", graph, "--report", "x.md", NULL);

  run_assert (missing, 2);
  run_assert (number, 2);
  run_assert (report, 2);
  run_assert (support, 1);
  run_assert_says (support, "No full support: P(S=yes, T=no) = 0");
  run_assert (smoothed, 0);
  run_assert_says (smoothed, "smoothed");
}

/* z <- x, y and w <- z, continuous: answered in bins of what the graph names, with a word about it */
static void
test_bins (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autofree char *graph = file_write ("collider.dot", "digraph { x -> z; y -> z; z -> w }\n");
  g_autofree char *mixed_table = file_write ("mixed.csv", "x,w\na,0.5\nb,1.5\na,2.25\nb,3.5\n");
  g_autofree char *mixed_graph = file_write ("mixed.dot", "digraph { x -> w }\n");
  g_autoptr (Run) mixed =
      run_cli (NULL, "diagram", mixed_table, "--graph", mixed_graph, "--cut", "x", "--outcome", "w", NULL);
  g_autofree char *path = file_path ("bins.md");
  g_autofree char *report = NULL;
  g_autoptr (Run) binned = run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "x", "--outcome", "w",
                                    "--bins", "3", "--smoothing", "0", "--report", path, NULL);
  g_autoptr (Run) wrong =
      run_cli (NULL, "diagram", table, "--graph", graph, "--cut", "x", "--outcome", "w", "--bins", "1", NULL);
  g_autofree char *chain = file_write ("chain.dot", "digraph { x -> z; z -> w }\n");
  g_autoptr (Run) fewer =
      run_cli (NULL, "diagram", table, "--graph", chain, "--cut", "x", "--outcome", "w", "--bins", "3", NULL);

  run_assert (fewer, 0);
  run_assert_says (fewer, ": x, z, w: cut into bins");
  run_assert (mixed, 1);
  run_assert_says (mixed, "w is continuous");
  run_assert (binned, 0);
  run_assert_says (binned, "x, y, z, w: cut into bins");
  g_assert_null (strstr (binned->err, "smoothed"));
  report = file_read (path);
  g_assert_nonnull (strstr (report, "x, y, z, w: cut into bins"));
  g_assert_nonnull (strstr (report, "z ≤ "));
  g_assert_null (strstr (report, "= ≤"));
  run_assert (wrong, 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/diagram/comb", test_comb);
  g_test_add_func ("/cli/diagram/samples", test_samples);
  g_test_add_func ("/cli/diagram/pages", test_pages);
  g_test_add_func ("/cli/diagram/not-computable", test_not_computable);
  g_test_add_func ("/cli/diagram/output", test_output);
  g_test_add_func ("/cli/diagram/picture", test_picture);
  g_test_add_func ("/cli/diagram/linear", test_linear);
  g_test_add_func ("/cli/diagram/model", test_model);
  g_test_add_func ("/cli/diagram/errors", test_errors);
  g_test_add_func ("/cli/diagram/bins", test_bins);
  status = g_test_run ();
  files_clear ();
  return status;
}
