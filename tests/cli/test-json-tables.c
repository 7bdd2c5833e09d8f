/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define RECORDS                                                                                              \
  "[{\"age\": 30.5, \"city\": \"Bern\", \"address\": {\"zip\": 3000.5}},\n"                                  \
  " {\"age\": null, \"city\": \"Genf\", \"address\": {\"zip\": 1200.25}, \"tags\": [1, 2]}]\n"

static void
test_convert (void)
{
  g_autofree char *input = file_write ("people.json", RECORDS);
  g_autofree char *output = file_path ("people.csv");
  g_autoptr (Run) run = run_cli (NULL, "convert", input, "-o", output, NULL);
  g_autofree char *written = NULL;

  run_assert (run, 0);
  run_assert_says (run, "column “tags”: 1 cell holds a list or an object");
  written = file_read (output);
  g_assert_cmpstr (written, ==, "age,city,address.zip,tags\n30.5,Bern,3000.5,\n,Genf,1200.25,\n");
}

/* from standard input, without a name that says what it is */
static void
test_lines (void)
{
  g_autofree char *output = file_path ("lines.csv");
  g_autoptr (Run) run =
      run_cli ("{\"a\":1.5,\"b\":2}\n{\"a\":3,\"b\":4.5}\n", "convert", "-", "-o", output, NULL);
  g_autofree char *written = NULL;

  run_assert (run, 0);
  written = file_read (output);
  g_assert_cmpstr (written, ==, "a,b\n1.5,2\n3,4.5\n");
}

/* The same graph from the same table. */
static void
test_discover (void)
{
  g_autofree char *csv = make_collider_csv ("collider.csv", 500);
  g_autofree char *text = file_read (csv);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_auto (GStrv) names = g_strsplit (lines[0], ",", -1);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *input = NULL;
  g_autoptr (Run) expected = run_cli (NULL, "discover", csv, "--method", "pc", "--json", NULL);
  g_autoptr (Run) run = NULL;
  g_autoptr (JsonNode) root = NULL, expected_root = NULL;
  JsonNode *result, *expected_result;

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      for (gsize j = 0; cells[j] != NULL; j++)
        g_string_append_printf (json, "%s\"%s\": %s", j > 0 ? ", " : "{", names[j], cells[j]);
      g_string_append (json, "}\n");
    }
  input = file_write ("collider.jsonl", json->str);
  run = run_cli (NULL, "discover", input, "--method", "pc", "--json", NULL);
  result = run_get_result (run, "discover", &root);
  expected_result = run_get_result (expected, "discover", &expected_root);
  g_assert_true (json_node_equal (
      json_object_get_member (wf_json_get_object (json_node_get_object (result), "graph"), "edges"),
      json_object_get_member (wf_json_get_object (json_node_get_object (expected_result), "graph"),
                              "edges")));
}

static void
test_preview (void)
{
  g_autofree char *input = file_write ("people.json", RECORDS);
  g_autoptr (Run) run = run_cli (NULL, "convert", input, "--preview", "--type", "age=ordinal", NULL);

  run_assert (run, 0);
  /* there are no settings, so one empty line lies between the format and the columns */
  g_assert_nonnull (strstr (run->out, "JSON records\n\nColumn"));
  g_assert_nonnull (strstr (run->out, "address.zip"));
  g_assert_nonnull (strstr (run->out, "ordinal"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *command, *text, *words;
  } cases[] = {
    { "convert", "[{\"a\": 1},\n {\"a\": 2},\n]", "a.json:3:1: a value is needed here" },
    { "convert", "[1, 2, 3]", "lists of objects and lists of lists are tables" },
    { "convert", "[{\"role\": \"user\", \"content\": \"x\"}]", "a.json is an agent log" },
    { "attribute", "[{\"a\": 1, \"success\": true}]", "a.json is a table, not an agent log" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *input = file_write ("a.json", cases[i].text);
      g_autofree char *output = file_path ("a.csv");
      gboolean is_convert = g_str_equal (cases[i].command, "convert");
      g_autoptr (Run) run = run_cli (NULL, cases[i].command, input, is_convert ? "-o" : NULL, output, NULL);

      g_assert_cmpint (run->status, !=, 0);
      run_assert_says (run, cases[i].words);
    }
}

/* The tables that are no text are told apart from logs, too. */
static void
test_database (void)
{
  static const char head[100] = "SQLite format 3";
  g_autofree char *input = file_path ("shop.db");
  g_autoptr (Run) run = NULL;

  g_assert_true (g_file_set_contents (input, head, sizeof head, NULL));
  run = run_cli (NULL, "attribute", input, NULL);
  run_assert (run, 2);
  run_assert_says (run, "shop.db is a table, not an agent log");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/json-tables/convert", test_convert);
  g_test_add_func ("/cli/json-tables/lines", test_lines);
  g_test_add_func ("/cli/json-tables/discover", test_discover);
  g_test_add_func ("/cli/json-tables/preview", test_preview);
  g_test_add_func ("/cli/json-tables/refused", test_refused);
  g_test_add_func ("/cli/json-tables/database", test_database);
  status = g_test_run ();
  files_clear ();
  return status;
}
