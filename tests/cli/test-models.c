/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Commands that take a model, and write one. */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define NETWORK                                                                                              \
  "network n { }\nvariable S { type discrete [ 2 ] { no, yes }; }\n"                                         \
  "variable T { type discrete [ 2 ] { no, yes }; }\nvariable C { type discrete [ 2 ] { no, yes }; }\n"       \
  "probability ( S ) { table 0.5, 0.5; }\n"                                                                  \
  "probability ( T | S ) { (no) 0.75, 0.25; (yes) 0.25, 0.75; }\n"                                           \
  "probability ( C | T ) { (no) 0.5, 0.5; (yes) 0.25, 0.75; }\n"

/* P(C = yes) after, from the answer of intervene */
static double
get_after (Run *run, const char *name, const char *level)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *after =
      wf_json_get_array (json_node_get_object (run_get_result (run, "intervene", &root)), "after");

  for (guint i = 0; i < json_array_get_length (after); i++)
    {
      JsonObject *marginal = json_array_get_object_element (after, i);

      if (g_str_equal (wf_json_get_string (marginal, "node"), name))
        return json_object_get_double_member (wf_json_get_object (marginal, "probabilities"), level);
    }
  g_assert_not_reached ();
}

/* the same answer from every format it is converted to */
static void
test_intervene (void)
{
  static const char *const endings[] = { "json", "xmlbif", "xdsl", "net", "bif" };
  g_autofree char *path = file_write ("network.bif", NETWORK);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("converted.", endings[i], NULL);
      g_autofree char *target = file_path (name);
      g_autoptr (Run) convert = run_cli (NULL, "convert", path, "-o", target, NULL);
      g_autoptr (Run) run = NULL;

      run_assert (convert, 0);
      run = run_cli (NULL, "intervene", target, "--do", "S=yes", "--json", NULL);
      g_assert_cmpfloat_with_epsilon (get_after (run, "C", "yes"), 0.75 * 0.75 + 0.25 * 0.5, 1e-12);
    }
}

/* its graph, where a graph is asked for */
static void
test_graph (void)
{
  g_autofree char *path = file_write ("network.bif", NETWORK);
  g_autofree char *dot = file_path ("network.dot");
  g_autofree char *csv = file_path ("network.csv");
  g_autoptr (Run) convert = run_cli (NULL, "convert", path, "-o", dot, NULL);
  g_autoptr (Run) compare = run_cli (NULL, "compare", path, dot, "--json", NULL);
  g_autoptr (Run) table = run_cli (NULL, "convert", path, "-o", csv, NULL);
  g_autoptr (JsonNode) root = NULL;

  run_assert (convert, 0);
  g_assert_cmpint (
      json_object_get_int_member (json_node_get_object (run_get_result (compare, "compare", &root)), "shd"),
      ==, 0);
  run_assert (table, 1);
  run_assert_says (table, "was read as Bayesian network (BIF)");
}

/* fitted once, asked again without the table */
static void
test_fit (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", "digraph { x -> z; y -> z; z -> w }\n");
  g_autofree char *path = file_path ("model.json");
  g_autofree char *bif = file_path ("model.bif");
  g_autoptr (Run) fit =
      run_cli (NULL, "fit", table, "--graph", graph, "--mechanisms", "w=spline", "-o", path, NULL);
  g_autoptr (Run) refused = run_cli (NULL, "fit", table, "--graph", graph, "-o", bif, NULL);
  g_autoptr (Run) fresh =
      run_cli (NULL, "intervene", table, "--graph", graph, "--mechanisms", "w=spline", "--do", "x=2", NULL);
  g_autoptr (Run) read = NULL;

  run_assert (fit, 0);
  g_assert_cmpstr (fit->out, ==, "");
  run_assert (refused, 1);
  run_assert_says (refused, "write .json instead");
  read = run_cli (NULL, "intervene", path, "--do", "x=2", NULL);
  run_assert (read, 0);
  run_assert (fresh, 0);
  g_assert_cmpstr (read->out, ==, fresh->out);
}

static void
test_mediate (void)
{
  g_autofree char *path = file_write ("network.bif", NETWORK);
  g_autoptr (Run) run = run_cli (NULL, "mediate", path, "--exposure", "S", "--outcome", "C", "--from", "no",
                                 "--to", "yes", "--level", "yes", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "by 0.125"));
}

static void
test_refused (void)
{
  g_autofree char *path = file_write ("network.bif", NETWORK);
  g_autofree char *csv = make_collider_csv ("collider.csv", 20);
  g_autofree char *broken = file_write ("broken.bif", NETWORK "probability ( C ) { }");
  g_autofree char *graph = file_write ("graph.dot", "digraph { x -> y }\n");
  g_autoptr (Run) both = run_cli (NULL, "intervene", path, "--graph", graph, "--do", "S=yes", NULL);
  g_autoptr (Run) kind = run_cli (NULL, "intervene", path, "--model", "categorical", "--do", "S=yes", NULL);
  g_autoptr (Run) ess = run_cli (NULL, "intervene", path, "--ess", "2", "--do", "S=yes", NULL);
  g_autoptr (Run) rows = run_cli (NULL, "intervene", path, "--bootstrap", "50", "--do", "S=yes", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "intervene", broken, "--do", "S=yes", NULL);
  g_autoptr (Run) table =
      run_cli (NULL, "counterfactual", path, "--graph", graph, "--row", "1", "--do", "S=yes", NULL);

  g_autoptr (Run) no_graph = run_cli (NULL, "intervene", csv, "--do", "x=1", NULL);

  run_assert (no_graph, 2);
  run_assert_says (no_graph, "--graph");
  run_assert (both, 2);
  run_assert_says (both, "leave --graph out");
  run_assert (kind, 2);
  run_assert_says (kind, "leave --model out");
  run_assert (ess, 2);
  run_assert_says (ess, "leave --ess out");
  run_assert (rows, 1);
  run_assert_says (rows, "no rows to draw again");
  run_assert (wrong, 1);
  run_assert_says (wrong, "broken.bif:8:13: the probabilities of “C” are given twice");
  run_assert (table, 1);
  run_assert_says (table, "which holds a model; a table is needed here");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/models/intervene", test_intervene);
  g_test_add_func ("/cli/models/graph", test_graph);
  g_test_add_func ("/cli/models/fit", test_fit);
  g_test_add_func ("/cli/models/mediate", test_mediate);
  g_test_add_func ("/cli/models/refused", test_refused);
  status = g_test_run ();
  files_clear ();
  return status;
}
