/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* discover from covariances, and from a graph that says what is independent. */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

/* a -> c <- b, c -> d, in Tetrad's layout */
static const char covariances[] = "/covariance\n500\na b c d\n1\n0 1\n1 1 3\n1 1 3 4\n";
static const char square[] = "name,a,b,c,d\na,1,0,1,1\nb,0,1,1,1\nc,1,1,3,3\nd,1,1,3,4\n";
static const char oracle[] = "digraph { u [latent]; x -> z; y -> z; z -> w; u -> z; u -> w; }\n";

static void
test_covariances (void)
{
  g_autofree char *tetrad = file_write ("study.cov", covariances);
  g_autofree char *named = file_write ("study.csv", square);
  g_autoptr (Run) run = run_cli (NULL, "discover", tetrad, NULL);
  g_autoptr (Run) piped = run_cli (covariances, "discover", "-", NULL);
  g_autoptr (Run) with_rows = run_cli (NULL, "discover", named, "--rows", "500", NULL);
  g_autoptr (Run) without_rows = run_cli (NULL, "discover", named, NULL);
  g_autoptr (Run) wrong_rows = run_cli (NULL, "discover", tetrad, "--rows", "20", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "a → c\n"));
  g_assert_nonnull (strstr (run->out, "b → c\n"));
  g_assert_nonnull (strstr (run->out, "c → d\n"));
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpstr (piped->out, ==, run->out);
  g_assert_cmpstr (with_rows->out, ==, run->out);
  run_assert (without_rows, 1);
  run_assert_says (without_rows, "--rows N");
  run_assert (wrong_rows, 1);
  run_assert_says (wrong_rows, "500 rows, not from 20");
}

static void
test_covariances_answers (void)
{
  g_autofree char *path = file_write ("study.cov", covariances);
  g_autofree char *report = file_path ("study.md");
  g_autofree char *text = NULL;
  g_autoptr (Run) run =
      run_cli (NULL, "discover", path, "--method", "boss", "--json", "--report", report, NULL);
  g_autoptr (Run) reasons = run_cli (NULL, "discover", path, "--method", "boss", "--explain", "c,d", NULL);
  g_autoptr (Run) part = run_cli (NULL, "discover", path, "--without", "c", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));
  JsonObject *input =
      json_array_get_object_element (wf_json_get_array (json_node_get_object (root), "inputs"), 0);

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (wf_json_get_object (result, "graph"), "edges")),
                    ==, 3);
  g_assert_cmpint (json_object_get_int_member (input, "variables"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 500);
  text = file_read (report);
  g_assert_nonnull (strstr (text, "study.cov (covariance of 4 variables, n = 500)"));
  run_assert (reasons, 0);
  g_assert_nonnull (strstr (reasons->out, "worse by"));
  run_assert (part, 0);
  g_assert_nonnull (strstr (part->out, "3 variables"));
}

/* What needs the rows says so; what is wrong has its place. */
static void
test_covariances_refused (void)
{
  static const struct
  {
    const char *arguments[4];
    const char *says;
  } cases[] = {
    { { "--bootstrap", "10" }, "no rows to draw from" },
    { { "--method", "gies" }, "needs the rows" },
    { { "--test", "g-square" }, "needs the rows" },
    { { "--method", "fges", "--score", "bdeu" }, "needs the rows" },
    { { "--discrete", "a" }, "--discrete" },
    { { "--without", "x" }, "no column “x”" },
  };
  g_autofree char *path = file_write ("study.cov", covariances);
  g_autofree char *skew = file_write ("skew.cov", "500\na b\n1 .5\n.4 1\n");
  g_autoptr (Run) asymmetric = run_cli (NULL, "discover", skew, NULL);
  g_autoptr (Run) other = run_cli (NULL, "intervene", path, "--graph", path, "--do", "a=1", NULL);
  g_autoptr (Run) option = run_cli (NULL, "discover", path, "--delimiter", "tab", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *arguments = cases[i].arguments;
      g_autoptr (Run) run =
          run_cli (NULL, "discover", path, arguments[0], arguments[1], arguments[2], arguments[3], NULL);

      run_assert (run, 1);
      run_assert_says (run, cases[i].says);
    }
  run_assert (asymmetric, 1);
  run_assert_says (asymmetric, "skew.cov:4:1: the matrix isn’t symmetric");
  run_assert (other, 1);
  run_assert_says (other, "matrix of covariances");
  run_assert (option, 2);
}

static void
test_oracle (void)
{
  g_autofree char *path = file_write ("truth.dot", oracle);
  g_autofree char *plain =
      file_write ("plain.dot", "digraph { u; x -> z; y -> z; z -> w; u -> z; u -> w; }\n");
  g_autofree char *report = file_path ("oracle.md");
  g_autofree char *text = NULL;
  g_autoptr (Run) pc = run_cli (NULL, "discover", "--oracle", path, NULL);
  g_autoptr (Run) fci =
      run_cli (NULL, "discover", "--oracle", path, "--method", "fci", "--report", report, NULL);
  g_autoptr (Run) named =
      run_cli (NULL, "discover", "--oracle", plain, "--method", "fci", "--latent", "u", NULL);
  g_autoptr (Run) all = run_cli (NULL, "discover", "--oracle", plain, NULL);
  g_autoptr (Run) reasons = run_cli (NULL, "discover", "--oracle", path, "--explain", "x,y", NULL);

  run_assert (pc, 0);
  g_assert_cmpstr (pc->err, ==, "");
  g_assert_nonnull (strstr (pc->out, "4 variables"));
  run_assert (fci, 0);
  g_assert_nonnull (strstr (fci->out, "pag: 4 variables"));
  g_assert_nonnull (strstr (fci->out, "x o→ z\n"));
  g_assert_cmpstr (named->out, ==, fci->out);
  run_assert (all, 0);
  g_assert_nonnull (strstr (all->out, "5 variables, 5 edges"));
  run_assert (reasons, 0);
  g_assert_nonnull (strstr (reasons->out, "The given graph separates them given nothing."));
  text = file_read (report);
  g_assert_nonnull (strstr (text, "a graph of 5 nodes, 4 of them observed"));
  g_assert_nonnull (strstr (text, "truth.dot (5 nodes, 5 edges)"));
}

static void
test_oracle_json (void)
{
  g_autofree char *path = file_write ("truth.dot", oracle);
  g_autoptr (Run) run = run_cli (NULL, "discover", "--oracle", path, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "discover", &root));
  JsonObject *parameters = wf_json_get_object (json_node_get_object (root), "parameters");

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (wf_json_get_object (result, "graph"), "nodes")),
                    ==, 4);
  g_assert_cmpstr (wf_json_get_string (parameters, "test"), ==, "oracle");
  g_assert_false (json_object_has_member (parameters, "alpha"));
}

static void
test_oracle_refused (void)
{
  static const struct
  {
    const char *arguments[4];
    int status;
    const char *says;
  } cases[] = {
    { { "--method", "boss" }, 1, "These can ask it: pc, fci, rfci, cd-nod" },
    { { "--method", "cd-nod" }, 1, "surrogate" },
    { { "--latent", "xx" }, 2, "no node “xx”; did you mean “x”?" },
    { { "--latent", "x,y,z" }, 1, "at least two variables" },
    { { "--alpha", "0.1" }, 2, "--alpha is about data" },
    { { "--bootstrap", "5" }, 2, "--bootstrap is about data" },
    { { "--rethreshold", "0.001" }, 2, "--rethreshold is about data" },
    { { "table.csv" }, 2, "leave “table.csv” out" },
  };
  g_autofree char *path = file_write ("truth.dot", oracle);
  g_autofree char *cyclic = file_write ("cyclic.dot", "digraph { a -> b; b -> c; c -> a }\n");
  g_autofree char *line = file_write ("line.dot", "graph { a -- b }\n");
  g_autoptr (Run) cycle = run_cli (NULL, "discover", "--oracle", cyclic, NULL);
  g_autoptr (Run) undirected = run_cli (NULL, "discover", "--oracle", line, NULL);
  g_autoptr (Run) nothing = run_cli (NULL, "discover", NULL);
  g_autoptr (Run) no_graph = run_cli (NULL, "discover", path, "--latent", "u", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *arguments = cases[i].arguments;
      g_autoptr (Run) run = run_cli (NULL, "discover", "--oracle", path, arguments[0], arguments[1], NULL);

      run_assert (run, cases[i].status);
      run_assert_says (run, cases[i].says);
    }
  run_assert (cycle, 1);
  run_assert_says (cycle, "only a directed acyclic one");
  run_assert (undirected, 1);
  run_assert_says (undirected, "only a directed acyclic one");
  run_assert (nothing, 2);
  run_assert_says (nothing, "--oracle GRAPH");
  run_assert (no_graph, 2);
  run_assert_says (no_graph, "give --oracle GRAPH, too");
}

/* What a method can be given, and where its choices are told. */
static void
test_list (void)
{
  g_autoptr (Run) text = run_cli (NULL, "list", "methods", NULL);
  g_autoptr (Run) json = run_cli (NULL, "list", "methods", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *methods = json_node_get_array (run_get_result (json, "list", &root));
  guint n_oracles = 0, n_scores = 0;

  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "“wherefore-cli list tests”"));
  g_assert_nonnull (strstr (text->out, "“wherefore-cli list scores”"));
  g_assert_nonnull (strstr (text->out, "a covariance matrix"));
  for (guint i = 0; i < json_array_get_length (methods); i++)
    {
      JsonObject *method = json_array_get_object_element (methods, i);
      JsonArray *takes = wf_json_get_array (method, "takes"), *lists = wf_json_get_array (method, "lists");

      g_assert_cmpstr (json_array_get_string_element (takes, 0), ==, "table");
      for (guint k = 0; k < json_array_get_length (takes); k++)
        n_oracles += g_str_equal (json_array_get_string_element (takes, k), "oracle");
      for (guint k = 0; k < json_array_get_length (lists); k++)
        n_scores += g_str_equal (json_array_get_string_element (lists, k), "scores");
    }
  g_assert_cmpuint (n_oracles, ==, 4);
  g_assert_cmpuint (n_scores, >=, 6);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/discover-evidence/covariances", test_covariances);
  g_test_add_func ("/cli/discover-evidence/covariances-answers", test_covariances_answers);
  g_test_add_func ("/cli/discover-evidence/covariances-refused", test_covariances_refused);
  g_test_add_func ("/cli/discover-evidence/oracle", test_oracle);
  g_test_add_func ("/cli/discover-evidence/oracle-json", test_oracle_json);
  g_test_add_func ("/cli/discover-evidence/oracle-refused", test_oracle_refused);
  g_test_add_func ("/cli/discover-evidence/list", test_list);
  status = g_test_run ();
  files_clear ();
  return status;
}
