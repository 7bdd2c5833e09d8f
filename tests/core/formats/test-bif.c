/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model-fixture.h"

static WfModel *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  WfModel *model = read_model_text (text, -1, "m.bif", &error);

  g_assert_no_error (error);
  return model;
}

static void
check_fails (const char *text, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = read_model_text (text, -1, "m.bif", &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static guint
find (WfModel *model, const char *name)
{
  gssize node = wf_graph_find_node (wf_model_get_graph (model), name);

  g_assert_cmpint (node, >=, 0);
  return (guint) node;
}

static void
check_cpt (WfModel *model, const char *name, const double *expected, gsize n_expected)
{
  gsize n;
  const double *cpt = wf_model_get_cpt (model, find (model, name), &n);

  g_assert_cmpuint (n, ==, n_expected);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (cpt[i], expected[i], 1e-15);
}

#define TWO                                                                                                  \
  "network n { }\nvariable A { type discrete [ 2 ] { y, n }; }\nvariable B { type discrete [ 2 ] { l, h }; " \
  "}\n"

/* rows in any order, parents in another order than the variables */
static void
test_rows_by_name (void)
{
  g_autoptr (WfModel) model =
      read_good (TWO "variable C { type discrete [ 2 ] { 0, 1 }; }\n"
                     "probability ( A ) { table 0.25, 0.75; }\nprobability ( B ) { table 0.5, 0.5; }\n"
                     "probability ( C | B, A ) {\n (h, n) 0.4, 0.6;\n (l, y) 0.1, 0.9;\n (l, n) 0.2, 0.8;\n"
                     " (h, y) 0.3, 0.7;\n}\n");
  const double a[] = { 0.25, 0.75 };
  /* A y: B l, h; A n: B l, h */
  const double c[] = { 0.1, 0.9, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6 };

  check_cpt (model, "A", a, 2);
  check_cpt (model, "C", c, 8);
  g_assert_cmpstr (wf_model_get_warnings (model)[0], ==, NULL);
}

/* Cozman's example: in “table” the variable's own states change slowest; commas and bars may be left out */
static void
test_table_and_default (void)
{
  g_autoptr (WfModel) model = read_good (
      "// a comment\nnetwork \"Dog-Problem\" { property \"credal-set constant-density-bounded 1.1\" ; }\n"
      "probability ( \"light on\" \"fo\" ) { table 0.6 0.05 0.4 0.95; /* two\nlines */ }\n"
      "probability (\"fo\") { table .15 .85; }\n"
      "probability ( out | fo , \"light on\" ) { default 0.5 0.5; (true, false) 1e-1, 9e-1; }\n"
      "variable \"light on\" { type discrete[2] { \"true\" \"false\" }; property \"position = (218, 195)\" ; "
      "}\n"
      "variable fo { type discrete[2] { true, false }; }\nvariable out { type discrete [2] { \"<5\" \"a "
      "\\\"b\\\"\" };}\n");
  const double light[] = { 0.6, 0.4, 0.05, 0.95 };
  const double out[] = { 0.5, 0.5, 0.5, 0.5, 0.1, 0.9, 0.5, 0.5 };
  double x, y;

  check_cpt (model, "light on", light, 4);
  check_cpt (model, "out", out, 8);
  g_assert_cmpstr (wf_table_get_level (wf_model_get_table (model), find (model, "out"), 1), ==, "a \"b\"");
  g_assert_true (wf_graph_get_position (wf_model_get_graph (model), 0, &x, &y));
  g_assert_cmpfloat (x, ==, 218.0);
  g_assert_cmpfloat (y, ==, 195.0);
}

static void
test_rounded_rows (void)
{
  g_autoptr (WfModel) model = read_good (
      TWO
      "probability ( A ) { table 0.3333, 0.6666; }\nprobability ( B | A ) { (y) 0.5, 0.48; (n) 1, 0; }\n");
  const double a[] = { 0.3333 / 0.9999, 0.6666 / 0.9999 };
  const double b[] = { 0.5 / 0.98, 0.48 / 0.98, 1.0, 0.0 };

  check_cpt (model, "A", a, 2);
  check_cpt (model, "B", b, 4);
  g_assert_cmpstr (wf_model_get_warnings (model)[0], ==,
                   "the probabilities of “B” given A = y sum to 0.98; they were scaled to 1");
  g_assert_null (wf_model_get_warnings (model)[1]);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *message;
  } cases[] = {
    { TWO "probability ( B | A ) { (y) 0.1, 0.2; (n) 1, 0; }", WF_ERROR_DATA,
      "m.bif:4:25: the probabilities of “B” given A = y sum to 0.3, not to 1; correct them" },
    { TWO "probability ( A ) { table -0.5, 1.5; }", WF_ERROR_DATA,
      "m.bif:4:21: the probability -0.5 of “A” is not from 0 to 1; correct it" },
    { TWO "probability ( A | Bb ) { }", WF_ERROR_DATA,
      "m.bif:4:19: there is no variable “Bb”; did you mean “B”?" },
    { TWO "probability ( B | A ) { (yes) 0.1, 0.9; }", WF_ERROR_DATA,
      "m.bif:4:26: “A” has no state “yes”; it has y, n" },
    { TWO "probability ( B | A ) { (y) 0.1, 0.9; }\nprobability ( A ) { table 1, 0; }", WF_ERROR_DATA,
      "m.bif:4:13: the table of “B” lacks the row (n); add it" },
    { TWO "probability ( B | A ) { (y) 0.1, 0.9;\n (y) 0.2, 0.8; }", WF_ERROR_DATA,
      "m.bif:5:2: the probabilities of “B” given A = y are given twice; remove one row" },
    { TWO "probability ( A ) { table 1, 0; }\nprobability ( A ) { table 1, 0; }", WF_ERROR_DATA,
      "m.bif:5:13: the probabilities of “A” are given twice; remove one" },
    { TWO "probability ( A ) { table 1, 0; }", WF_ERROR_DATA,
      "m.bif:3:10: “B” has no probabilities; give it a table" },
    { TWO "probability ( A ) { table 1; }", WF_ERROR_DATA,
      "m.bif:4:21: 1 probabilities for “A”; its states and those of its parents make 2" },
    { TWO "probability ( B | A ) { (y, l) 0.5, 0.5; }", WF_ERROR_DATA,
      "m.bif:4:29: more states than the 1 parents of “B”" },
    { TWO "probability ( A | A ) { }", WF_ERROR_DATA,
      "m.bif:4:13: “A” is its own parent; a causal graph has no loops" },
    { TWO "probability ( B | A, A ) { }", WF_ERROR_DATA,
      "m.bif:4:13: “A” is a parent of “B” twice; name it once" },
    { TWO "probability ( A | B ) { default 0.5, 0.5; }\nprobability ( B | A ) { default 0.5, 0.5; }",
      WF_ERROR_DATA, "m.bif:4:13: the cycle A → B → A; remove one of its arrows" },
    { TWO "probability ( A ) { table 0.5, x; }", WF_ERROR_PARSE,
      "m.bif:4:32: a number is expected here instead of “x”" },
    { TWO "probability ( A ) { table 0.5, 1e999; }", WF_ERROR_PARSE,
      "m.bif:4:32: a number is expected here instead of “1e999”" },
    { TWO "probability ( A ", WF_ERROR_PARSE, "m.bif:4:17: “}” is expected here, and the file ends" },
    { "network n { }\nvariable A { type continuous; }", WF_ERROR_PARSE,
      "m.bif:2:19: “discrete”, the only type that is read, is expected here instead of “continuous”" },
    { "network n { }\nvariable A { type discrete [ 3 ] { y, n }; }", WF_ERROR_DATA,
      "m.bif:2:28: “A” is said to have 3 states and lists 2; correct one of the two" },
    { "network n { }\nvariable A { type discrete [ 2 ] { y, y }; }", WF_ERROR_DATA,
      "m.bif:2:39: “A” has the state “y” twice; rename one of the two" },
    { "network n { }\n", WF_ERROR_DATA, "m.bif: there are no variables in here" },
    { "network n { /* }\n", WF_ERROR_PARSE, "m.bif:1:13: this comment does not end; close it with */" },
    { "network n { }\nvariable \"A", WF_ERROR_PARSE,
      "m.bif:2:10: this quote does not end; close it with \"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_fails (cases[i].text, cases[i].code, cases[i].message);
}

/* a table that a few bytes ask for is refused before it is made */
static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new ("network n { }\n");
  g_autoptr (GString) parents = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_string_append_printf (text, "variable V%u { type discrete [ 2 ] { a, b }; }\n", i);
      if (i > 0)
        g_string_append_printf (parents, "%sV%u", i > 1 ? ", " : "", i);
    }
  g_string_append_printf (text, "probability ( V0 | %s ) { default 0.5, 0.5; }\n", parents->str);
  model = read_model_text (text->str, -1, "m.bif", &error);
  g_assert_null (model);
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_cmpstr (
      error->message, ==,
      "m.bif:32:13: with the table of “V0” the probabilities are more than 8388608; remove parents "
      "or merge states");
}

static void
test_shared_bad (void)
{
  static const struct
  {
    const char *file;
    const char *message;
  } cases[] = {
    { "bad/cycle.bif", "cycle.bif:5:13: the cycle A → B → C → A; remove one of its arrows" },
    { "bad/probabilities-wrong.bif",
      "probabilities-wrong.bif:4:21: the probabilities of “A” sum to 1.2, not to 1; correct them" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = shared_data_path (cases[i].file);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfSource) source = path != NULL ? wf_source_open_path (path, NULL, NULL) : NULL;
      g_autoptr (WfModel) model = NULL;

      if (path == NULL)
        return;
      model = wf_model_read (source, NULL, &error);
      g_assert_null (model);
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/bif/rows-by-name", test_rows_by_name);
  g_test_add_func ("/formats/bif/table-and-default", test_table_and_default);
  g_test_add_func ("/formats/bif/rounded-rows", test_rounded_rows);
  g_test_add_func ("/formats/bif/errors", test_errors);
  g_test_add_func ("/formats/bif/limit", test_limit);
  g_test_add_func ("/formats/bif/shared-bad", test_shared_bad);
  return g_test_run ();
}
