/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define GRAPH "digraph { x -> z; y -> z; z -> w }\n"

static JsonObject *
find_mechanism (JsonObject *result, const char *node)
{
  JsonArray *mechanisms = wf_json_get_array (result, "mechanisms");

  for (guint i = 0; i < json_array_get_length (mechanisms); i++)
    {
      JsonObject *mechanism = json_array_get_object_element (mechanisms, i);

      if (g_str_equal (wf_json_get_string (mechanism, "node"), node))
        return mechanism;
    }
  return NULL;
}

/* w = 2 z + noise of standard deviation 1 */
static void
test_linear (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "fit", table, "--graph", graph, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "fit", &root));
  JsonObject *w = find_mechanism (result, "w"), *x = find_mechanism (result, "x");

  g_assert_cmpstr (wf_json_get_string (result, "kind"), ==, "linear-gaussian");
  g_assert_cmpstr (wf_json_get_string (w, "kind"), ==, "linear-gaussian");
  g_assert_cmpstr (json_array_get_string_element (wf_json_get_array (w, "parents"), 0), ==, "z");
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (wf_json_get_array (w, "coefficients"), 0), 2,
                                  0.1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (w, "noise_sd"), 1, 0.1);
  g_assert_false (json_object_get_boolean_member (w, "weak"));
  g_assert_true (json_object_get_null_member (w, "reason"));
  g_assert_cmpfloat (json_object_get_double_member (w, "held_out"), >,
                     json_object_get_double_member (w, "held_out_alone") + 0.5);
  g_assert_cmpint (json_object_get_int_member (w, "rows"), ==, 2000);
  g_assert_true (json_object_get_null_member (x, "noise_p_value"));
}

/* One variable of another kind, in words too. */
static void
test_mechanisms (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "fit", table, "--graph", graph, "--mechanisms", "w=spline,x=empirical",
                                 "--knots", "8", NULL);
  g_autoptr (Run) unknown = run_cli (NULL, "fit", table, "--graph", graph, "--mechanisms", "w=splin", NULL);
  g_autoptr (Run) other =
      run_cli (NULL, "fit", table, "--graph", graph, "--model", "linear-gaussian", "--knots", "8", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "spline"));
  g_assert_nonnull (strstr (run->out, "x: one of its 500 observed values"));
  g_assert_nonnull (strstr (run->out, "nothing speaks against"));
  run_assert (unknown, 1);
  run_assert_says (unknown, "spline");
  run_assert (other, 2);
  run_assert_says (other, "only of spline");
}

/* A parent that says nothing is told of, on the terminal and in the report. */
static void
test_weak (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("weak.dot", "digraph { x -> y; z; w }\n");
  g_autofree char *path = file_path ("model.md");
  g_autofree char *pdf_path = file_path ("model.pdf");
  g_autoptr (Run) run = run_cli (NULL, "fit", table, "--graph", graph, "--report", path, NULL);
  g_autoptr (Run) paper = run_cli (NULL, "fit", table, "--graph", graph, "--report", pdf_path, NULL);
  g_autofree char *markdown = NULL;
  g_autofree char *pdf = NULL;

  run_assert (run, 0);
  run_assert (paper, 0);
  g_assert_nonnull (strstr (run->out, "The only mechanism is weak: y."));
  markdown = file_read (path);
  pdf = file_read (pdf_path);
  g_assert_nonnull (strstr (markdown, "Mechanisms"));
  g_assert_nonnull (strstr (markdown, "don't help to predict it"));
  g_assert_nonnull (strstr (markdown, "wherefore-cli fit"));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
}

/* Every mechanism stands with the name of its variable, whatever that is; a graph may hold none. */
static void
test_words (void)
{
  g_autofree char *table = file_write ("names.csv", "no,the\na,p\nb,q\na,q\nb,q\n");
  g_autofree char *graph = file_write ("names.dot", "digraph { no -> the }\n");
  g_autofree char *nothing = file_write ("nothing.dot", "digraph { }\n");
  g_autoptr (Run) run = run_cli (NULL, "fit", table, "--graph", graph, NULL);
  g_autoptr (Run) logistic = run_cli (NULL, "fit", table, "--graph", graph, "--model", "logistic", NULL);
  g_autoptr (Run) empty = run_cli (NULL, "fit", table, "--graph", nothing, NULL);

  run_assert (run, 0);
  run_assert (logistic, 0);
  run_assert (empty, 0);
  g_assert_nonnull (strstr (run->out, "\nno: no parents, 2 probabilities\n"));
  g_assert_nonnull (strstr (logistic->out, "\nthe: the log-odds of the 2 levels of the are"));
  g_assert_nonnull (strstr (empty->out, "0 variables"));
  g_assert_null (strstr (empty->err, "CRITICAL"));
}

static void
test_refusals (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autofree char *hidden = file_write ("hidden.dot", "digraph { x -> y [dir=both]; z; w }\n");
  g_autoptr (Run) none = run_cli (NULL, "fit", table, NULL);
  g_autoptr (Run) run = run_cli (NULL, "fit", table, "--graph", hidden, NULL);

  run_assert (none, 2);
  run_assert_says (none, "--graph");
  run_assert (run, 1);
  run_assert_says (run, "possible effects");
}

/* x -> z <- y, z -> w: without y -> z, y is told to be independent of z, which it is not. */
static void
test_independences (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 1000);
  g_autofree char *right = file_write ("graph.dot", GRAPH);
  g_autofree char *wrong = file_write ("wrong.dot", "digraph { x -> z; z -> w; y }\n");
  g_autoptr (Run) good = run_cli (NULL, "fit", table, "--graph", right, "--json", NULL);
  g_autoptr (Run) bad = run_cli (NULL, "fit", table, "--graph", wrong, "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "fit", table, "--graph", wrong, NULL);
  g_autoptr (JsonNode) good_root = NULL;
  g_autoptr (JsonNode) bad_root = NULL;
  JsonObject *of_good = json_node_get_object (run_get_result (good, "fit", &good_root));
  JsonObject *of_bad = json_node_get_object (run_get_result (bad, "fit", &bad_root));
  JsonArray *contradicted;

  of_good = wf_json_get_object (of_good, "independences");
  of_bad = wf_json_get_object (of_bad, "independences");
  /* x, y; x, w given z; y, w given z */
  g_assert_cmpint (json_object_get_int_member (of_good, "tested"), ==, 3);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (of_good, "contradicted")), ==, 0);
  g_assert_cmpint (json_object_get_int_member (of_bad, "tested"), ==, 4);
  contradicted = wf_json_get_array (of_bad, "contradicted");
  g_assert_cmpuint (json_array_get_length (contradicted), >=, 1);
  for (guint i = 0; i < json_array_get_length (contradicted); i++)
    {
      JsonObject *one = json_array_get_object_element (contradicted, i);

      g_assert_true (g_str_equal (wf_json_get_string (one, "a"), "y") ||
                     g_str_equal (wf_json_get_string (one, "b"), "y"));
      g_assert_cmpfloat (json_object_get_double_member (one, "p"), <, 0.0125);
    }
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "The data contradict"));
  g_assert_nonnull (strstr (text->out, "gain: nats a row"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/fit/linear", test_linear);
  g_test_add_func ("/cli/fit/mechanisms", test_mechanisms);
  g_test_add_func ("/cli/fit/weak", test_weak);
  g_test_add_func ("/cli/fit/words", test_words);
  g_test_add_func ("/cli/fit/refusals", test_refusals);
  g_test_add_func ("/cli/fit/independences", test_independences);
  status = g_test_run ();
  files_clear ();
  return status;
}
