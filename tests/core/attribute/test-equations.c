/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/wherefore.h"

static WfEquations *
read_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, "story.scm");

  return wf_equations_read (source, error);
}

static WfEquations *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  WfEquations *model = read_text (text, strlen (text), &error);

  g_assert_no_error (error);
  return model;
}

static int
solve_for (WfEquations *model, const char *context, const char *setting, const char *name)
{
  const char *contexts[] = { context, NULL };
  const char *settings[] = { setting, NULL };
  g_autoptr (GError) error = NULL;
  gsize n;
  g_autofree int *values = wf_equations_solve (model, contexts, settings, &n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, wf_equations_get_n_variables (model));
  return values[wf_equations_find (model, name)];
}

/* "or" binds less than "and", "and" less than a comparison, "not" takes a whole comparison, "-" what follows
 */
static void
test_precedence (void)
{
  static const struct
  {
    const char *expression;
    int value;
  } cases[] = {
    { "1 or 0 and 0", 1 },   { "(1 or 0) and 0", 0 }, { "not 0 and 0", 0 },
    { "not (0 and 0)", 1 },  { "not 2 == 3", 1 },     { "1 + 1 == 2", 1 },
    { "5 - 3 - 2 == 0", 1 }, { "2 * 3 + 1 == 7", 1 }, { "1 + 2 * 3 == 7", 1 },
    { "-2 + 3 == 1", 1 },    { "-(2 + 3) < -4", 1 },  { "3 >= 3 and 3 <= 3 and 2 != 3 and not 3 > 3", 1 },
    { "not not 7 == 1", 0 }, { "(7 and 2) == 1", 1 }, { "( 1\n  # a comment within\n  and 1 )", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("X = %s\n", cases[i].expression);
      g_autoptr (WfEquations) model = read_good (text);

      g_test_message ("%s", cases[i].expression);
      g_assert_cmpint (solve_for (model, NULL, NULL, "X"), ==, cases[i].value);
    }
}

static void
test_reading (void)
{
  g_autoptr (WfEquations) model = read_good ("\xef\xbb\xbf# a story\r\n"
                                             "context U {-1, 0, 4} = 4 # given\r\n"
                                             "\r\n"
                                             "\"the weather\" if U > 0; flüsse {0, 2} = 2 * \"the weather\"\n"
                                             "Z {0,1,2,3} = flüsse + (U == 4)");
  g_autoptr (WfGraph) graph = wf_equations_get_graph (model);
  gsize n;
  const int *values = wf_equations_get_values (model, 0, &n);

  g_assert_cmpuint (wf_equations_get_n_variables (model), ==, 4);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (values[0], ==, -1);
  g_assert_true (wf_equations_is_context (model, 0));
  g_assert_false (wf_equations_is_context (model, 1));
  g_assert_cmpstr (wf_equations_get_name (model, 1), ==, "the weather");
  g_assert_cmpstr (wf_equations_get_text (model, 0), ==, "context U {-1, 0, 4} = 4");
  g_assert_cmpstr (wf_equations_get_text (model, 3), ==, "Z {0,1,2,3} = flüsse + (U == 4)");
  g_assert_cmpint (wf_equations_find (model, "nobody"), ==, -1);
  g_assert_cmpint (solve_for (model, NULL, NULL, "Z"), ==, 3);
  g_assert_cmpint (solve_for (model, "U=-1", NULL, "Z"), ==, 0);
  g_assert_cmpint (solve_for (model, NULL, "the weather = 0", "Z"), ==, 1);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 4);
  g_assert_true (wf_graph_is_parent (graph, 0, 1));
  g_assert_true (wf_graph_is_parent (graph, 0, 3));
  g_assert_true (wf_graph_is_parent (graph, 2, 3));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "", "story.scm:1:1: there is no equation" },
    { "A = B\n", "story.scm:1:5: “B” has no line above" },
    { "A = 1\nA = 0\n", "story.scm:2:1: A has a line already" },
    { "A = 1 and\n",
      "story.scm:1:10: a variable, a number or a parenthesis is wanted here, not the end of the line" },
    { "A = (1 or 0\nB = 1", "story.scm:" },
    { "A = (1 or 0", "story.scm:1:5: a parenthesis that isn't closed" },
    { "A = 1\nB = A = 1\n", "story.scm:2:7: to compare, write ==" },
    { "A = 1 < 2 < 3\n", "story.scm:1:11: comparisons aren't chained" },
    { "A = 1 0\n", "story.scm:1:7: “0” doesn't belong here" },
    { "A 1\n", "story.scm:1:3: “=” is wanted here, not “1”" },
    { "= 1\n", "story.scm:1:1: a line begins with the name" },
    { "context U = 2\n", "story.scm:1:13: U can't be 2: its values are {0, 1}" },
    { "context U = yes\n", "a whole number" },
    { "A {0,1,1} = 1\n", "story.scm:1:8: the value 1 is listed twice" },
    { "A {0 1} = 1\n", "“}” is wanted here" },
    { "A = 1.5\n", "only whole numbers" },
    { "A = 1 & 1\n", "story.scm:1:7: “&” means nothing here" },
    { "\"\" = 1\n", "empty" },
    { "\"A = 1\n", "isn't closed" },
    { "A = 1; B = A + 1\n", "story.scm:1:8: B would be 2, but its values are {0, 1}" },
    { "context A = 0; B = 1 - 2 * A\n", "(this is where A = 1)" },
    { "A = 99999999999\n", "no number may exceed" },
    { "A {1000000000} = 1000000000; B = A * A * A > 1\n", "no number may exceed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfEquations) model = read_text (cases[i].text, strlen (cases[i].text), &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (model);
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, WF_ERROR);
      g_test_message ("  %s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* Deep, long and wide texts end in an error or a model, never in a crash. */
static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("A = ");
  g_autoptr (GString) nots = g_string_new ("A = ");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new (NULL);
  GString *texts[] = { deep, nots, many, wide };

  for (guint i = 0; i < 100000; i++)
    {
      g_string_append_c (deep, '(');
      g_string_append (nots, "not ");
    }
  for (guint i = 0; i < 65; i++)
    g_string_append_printf (many, "context A%u = 1\n", i);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (wide, "context A%u = 1\n", i);
  g_string_append (wide, "B {0,1,40} = 0");
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (wide, " + A%u", i);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfEquations) model = read_text (texts[i]->str, texts[i]->len, &error);

      g_assert_null (model);
      g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
    }
}

/* Every text made of these pieces is read or refused with its place. */
static void
test_noise (void)
{
  static const char *const pieces[] = { "A", " = ", "B", "(",    ")",  "and",      " ",    "\n",
                                        "0", "1",   "{", "}",    ",",  "context ", "not ", "==",
                                        "-", "\"",  "#", "\xff", "if", "<",        "99" };
  WfRng rng;
  guint n_read = 0;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (wf_rng_below (&rng, 2) == 0 ? "A = 1\nB = " : "");
      g_autoptr (GError) error = NULL;
      g_autoptr (WfEquations) model = NULL;
      gsize n = wf_rng_below (&rng, 10);

      for (gsize k = 0; k < n; k++)
        g_string_append (text, pieces[wf_rng_below (&rng, G_N_ELEMENTS (pieces))]);
      model = read_text (text->str, text->len, &error);
      g_assert_true ((model == NULL) == (error != NULL));
      n_read += model != NULL;
      if (error != NULL)
        g_assert_true (g_str_has_prefix (error->message, "story.scm:"));
    }
  g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/equations/precedence", test_precedence);
  g_test_add_func ("/equations/reading", test_reading);
  g_test_add_func ("/equations/errors", test_errors);
  g_test_add_func ("/equations/limits", test_limits);
  g_test_add_func ("/equations/noise", test_noise);
  return g_test_run ();
}
