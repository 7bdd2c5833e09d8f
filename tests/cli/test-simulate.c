/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows out of a model, and rows of several files in. */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/formats/formats.h"
#include "run.h"

#define NETWORK                                                                                              \
  "network n { }\n"                                                                                          \
  "variable rain { type discrete [ 2 ] { no, yes }; }\n"                                                     \
  "variable wet { type discrete [ 2 ] { no, yes }; }\n"                                                      \
  "probability ( rain ) { table 0.7, 0.3; }\n"                                                               \
  "probability ( wet | rain ) { (no) 0.8, 0.2; (yes) 0.1, 0.9; }\n"

static gsize
count_lines (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* the rows alone on standard output; the same seed, the same rows */
static void
test_model (void)
{
  g_autofree char *network = file_write ("n.bif", NETWORK);
  g_autoptr (Run) first = run_cli (NULL, "simulate", network, "--rows", "200", "--seed", "7", NULL);
  g_autoptr (Run) again = run_cli (NULL, "simulate", network, "--rows", "200", "--seed", "7", NULL);
  g_autoptr (Run) done =
      run_cli (NULL, "simulate", network, "--rows", "200", "--seed", "7", "--do", "rain=yes", NULL);

  run_assert (first, 0);
  g_assert_true (g_str_has_prefix (first->out, "rain,wet\n"));
  g_assert_cmpuint (count_lines (first->out), ==, 201);
  g_assert_cmpstr (first->out, ==, again->out);
  g_assert_nonnull (strstr (first->out, "no,"));
  g_assert_null (strstr (done->out, "no,"));
}

/* what was drawn from a fitted model is a table again, in the format of its file's ending */
static void
test_table (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", "digraph { x -> z; y -> z; z -> w }\n");
  g_autofree char *path = file_write ("drawn.tsv", "");
  g_autoptr (Run) run =
      run_cli (NULL, "simulate", table, "--graph", graph, "--rows", "50", "-o", path, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "simulate", &root));
  g_autofree char *text = NULL;

  g_assert_cmpint (json_object_get_int_member (result, "rows"), ==, 50);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (count_lines (text), ==, 51);
  g_assert_nonnull (strchr (text, '\t'));
}

static void
test_errors (void)
{
  g_autofree char *network = file_write ("n.bif", NETWORK);
  g_autoptr (Run) rows = run_cli (NULL, "simulate", network, "--rows", "0", NULL);
  g_autoptr (Run) node = run_cli (NULL, "simulate", network, "--do", "snow=yes", NULL);
  g_autoptr (Run) ending = run_cli (NULL, "simulate", network, "-o", "x.png", NULL);

  run_assert (rows, 2);
  run_assert (node, 1);
  run_assert (ending, 2);
}

/* rows of two files as one table */
static void
test_pool (void)
{
  g_autofree char *north = file_write ("north.csv", "x,g\n1.5,a\n2.5,b\n");
  g_autofree char *south = file_write ("south.tsv", "g\tx\nb\t3.5\n");
  g_autofree char *other = file_write ("other.csv", "q\n1.5\n");
  g_autofree char *path = file_write ("pooled.csv", "");
  g_autofree char *west = file_write ("west.csv", "x,g,only\n3.5,b,7\n");
  g_autoptr (Run) run = run_cli (NULL, "convert", north, "--pool", south, "-o", path, NULL);
  g_autoptr (Run) failed = run_cli (NULL, "convert", north, "--pool", other, "-o", path, NULL);
  g_autoptr (Run) typed = NULL;
  g_autofree char *text = NULL;

  run_assert (run, 0);
  run_assert (failed, 1);
  g_assert_nonnull (strstr (failed->err, "no column in common"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "x,g,domain\n1.5,a,north\n2.5,b,north\n3.5,b,south\n");
  /* settings hold for all files, types for those that have the column */
  typed = run_cli (NULL, "convert", west, "--pool", north, "--missing", "3.5", "--type", "g=text", "--type",
                   "only=continuous", "-o", path, NULL);
  run_assert (typed, 0);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "x,g,domain\n,b,west\n1.5,a,north\n2.5,b,north\n");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/simulate/model", test_model);
  g_test_add_func ("/cli/simulate/table", test_table);
  g_test_add_func ("/cli/simulate/errors", test_errors);
  g_test_add_func ("/cli/pool", test_pool);
  status = g_test_run ();
  files_clear ();
  return status;
}
