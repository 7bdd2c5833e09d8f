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
find_marginal (JsonObject *result, const char *when, const char *node)
{
  JsonArray *marginals = wf_json_get_array (result, when);

  for (guint i = 0; i < json_array_get_length (marginals); i++)
    {
      JsonObject *marginal = json_array_get_object_element (marginals, i);

      if (g_str_equal (wf_json_get_string (marginal, "node"), node))
        return marginal;
    }
  return NULL;
}

/* w = 2 z + noise: do (z = 3) moves the mean of w to 6 and leaves x alone. */
static void
test_continuous (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 4000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=3", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "intervene", &root));
  JsonObject *intervention = json_array_get_object_element (wf_json_get_array (result, "interventions"), 0);
  JsonObject *w = find_marginal (result, "after", "w");

  g_assert_cmpstr (wf_json_get_string (intervention, "node"), ==, "z");
  g_assert_cmpstr (wf_json_get_string (intervention, "kind"), ==, "set");
  g_assert_cmpfloat (json_object_get_double_member (intervention, "value"), ==, 3);
  g_assert_true (json_object_get_boolean_member (result, "exact"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (w, "mean"), 6, 0.15);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (w, "sd"), 1, 0.1);
  g_assert_true (json_object_has_member (wf_json_get_object (w, "quantiles"), "0.05"));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "before")), ==, 4);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (find_marginal (result, "after", "x"), "mean"),
      json_object_get_double_member (find_marginal (result, "before", "x"), "mean"), 1e-9);
}

/* A column of dates is set to one; the answer tells of dates, too. */
static void
test_dates (void)
{
  g_autoptr (GString) text = g_string_new ("when,load\n");
  g_autofree char *graph = file_write ("dates.dot", "digraph { when -> load }\n");
  g_autofree char *table = NULL;
  g_autoptr (Run) set = NULL;
  g_autoptr (Run) shifted = NULL;
  g_autoptr (Run) tested = NULL;
  g_autoptr (Run) mixed = NULL;
  g_autoptr (Run) word = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "2024-%02d-%02d,%d\n", 1 + i / 28, 1 + i % 28, 2 * i + (i * 7) % 5);
  table = file_write ("dates.csv", text->str);
  set = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "when=2024-02-01", NULL);
  shifted = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "when+=7 days", NULL);
  tested = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "load=5 if when>2024-02", NULL);
  mixed = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "load=2024-02-01", NULL);
  word = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "when=spring", NULL);
  g_assert_cmpint (set->status, ==, 0);
  g_assert_nonnull (strstr (set->out, "do(when = 2024-02-01)"));
  g_assert_nonnull (strstr (set->out, "  2024-02-01"));
  g_assert_nonnull (strstr (shifted->out, "do(when + 7 days)"));
  g_assert_nonnull (strstr (shifted->out, "▲\u00a07 days"));
  g_assert_nonnull (strstr (tested->out, "load = 5 if when > 2024-02"));
  g_assert_cmpint (mixed->status, ==, 1);
  g_assert_nonnull (strstr (mixed->err, "load has numbers, no dates"));
  g_assert_cmpint (word->status, ==, 1);
  g_assert_nonnull (strstr (word->err, "when has dates: set it to one, for example 2024-03-01"));
}

static void
test_several (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) comma =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x=1,y=2", "--show", "w", NULL);
  g_autoptr (Run) twice =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x=1", "--do", "y=2", "--show", "w", NULL);
  g_autoptr (Run) shift =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--json", NULL);

  run_assert (comma, 0);
  run_assert (twice, 0);
  run_assert (shift, 0);
  g_assert_cmpstr (comma->out, ==, twice->out);
  g_assert_nonnull (strstr (comma->out, "\nw "));
  g_assert_null (strstr (comma->out, "\nx "));
  g_assert_nonnull (strstr (shift->out, "\"shift\""));
}

/* Every kind of intervention, commas inside and between them; what is drawn says so with its errors. */
static void
test_kinds (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) closed = run_cli (NULL, "intervene", table, "--graph", graph, "--do",
                                    "x~normal(1,2),z:=1+0.5*x+normal(0,1),z-/->w", "--json", NULL);
  g_autoptr (Run) drawn = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=[0,1] if x>0,y=1",
                                   "--draws", "2000", "--json", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=3", "--method", "sampling", NULL);
  g_autoptr (Run) exact =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=[0,1]", "--method", "exact", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z~gauss(0,1)", NULL);
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  JsonObject *result = json_node_get_object (run_get_result (closed, "intervene", &first));
  JsonArray *interventions = wf_json_get_array (result, "interventions");
  JsonArray *changes;
  gboolean is_found = FALSE;

  g_assert_cmpuint (json_array_get_length (interventions), ==, 3);
  g_assert_cmpstr (wf_json_get_string (json_array_get_object_element (interventions, 2), "kind"), ==, "cut");
  g_assert_cmpstr (wf_json_get_string (json_array_get_object_element (interventions, 0), "text"), ==,
                   "x~normal(1,2)");
  g_assert_cmpstr (wf_json_get_string (result, "engine"), ==, "closed_form");

  result = json_node_get_object (run_get_result (drawn, "intervene", &second));
  g_assert_false (json_object_get_boolean_member (result, "exact"));
  g_assert_cmpint (json_object_get_int_member (result, "draws"), ==, 2000);
  changes = wf_json_get_array (result, "changes");
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);

      if (!g_str_equal (wf_json_get_string (change, "node"), "w"))
        continue;
      is_found = TRUE;
      g_assert_cmpfloat (json_object_get_double_member (change, "standard_error"), >, 0.0);
    }
  g_assert_true (is_found);

  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "sampled, 10,000 draws"));
  g_assert_nonnull (strstr (text->out, "standard error"));
  run_assert (exact, 1);
  run_assert_says (exact, "--method sampling");
  run_assert (wrong, 2);
  run_assert_says (wrong, "normal(mean,sd)");
}

static void
test_discrete (void)
{
  g_autoptr (GString) text = g_string_new ("smoke,cancer\n");
  g_autofree char *table = NULL;
  g_autofree char *graph = file_write ("smoke.dot", "digraph { smoke -> cancer }");
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) unknown = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *probabilities;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "%s,%s\n", i % 4 == 0 ? "yes" : "no",
                            (i % 4 == 0) == (i % 5 != 0) ? "ill" : "well");
  table = file_write ("smoke.csv", text->str);
  run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "smoke=yes", "--json", NULL);
  probabilities = wf_json_get_object (
      find_marginal (json_node_get_object (run_get_result (run, "intervene", &root)), "after", "cancer"),
      "probabilities");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (probabilities, "ill"), 0.8, 0.02);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (probabilities, "ill") +
                                      json_object_get_double_member (probabilities, "well"),
                                  1, 1e-9);
  unknown = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "smoke=Yes", NULL);
  run_assert (unknown, 1);
  run_assert_says (unknown, "yes");
}

/* Several variables together: a table of combinations, or means and covariances. */
static void
test_joint (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 4000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *page = file_path ("joint.md");
  g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=3", "--joint", "w,x",
                                 "--json", "--report", page, NULL);
  g_autoptr (Run) text = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=3", "--joint", "w,x",
                                  "--method", "sampling", NULL);
  g_autoptr (Run) unknown =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=3", "--joint", "w,xx", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "intervene", &root));
  JsonObject *after = wf_json_get_object (result, "after");
  JsonArray *covariances = wf_json_get_array (after, "covariances");
  g_autofree char *markdown = file_read (page);

  g_assert_true (json_object_get_boolean_member (result, "exact"));
  g_assert_cmpstr (json_array_get_string_element (wf_json_get_array (result, "variables"), 1), ==, "x");
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (wf_json_get_array (after, "means"), 0), 6,
                                  0.15);
  /* z is set: w and x have nothing in common any more */
  g_assert_cmpfloat_with_epsilon (
      json_array_get_double_element (json_array_get_array_element (covariances, 0), 1), 0, 1e-9);
  g_assert_nonnull (strstr (markdown, "P(w, x | do(z = 3))"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "10,000 draws"));
  g_assert_nonnull (strstr (text->out, "covariance of w and x"));
  run_assert (unknown, 1);
  run_assert_says (unknown, "“xx”");
}

/* P(ill, smoke) sums to one over its four combinations, of which two are left. */
static void
test_joint_discrete (void)
{
  g_autoptr (GString) text = g_string_new ("smoke,cancer\n");
  g_autofree char *table = NULL;
  g_autofree char *graph = file_write ("smoke.dot", "digraph { smoke -> cancer }");
  g_autoptr (Run) run = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *after;
  double sum = 0.0;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "%s,%s\n", i % 4 == 0 ? "yes" : "no",
                            (i % 4 == 0) == (i % 5 != 0) ? "ill" : "well");
  table = file_write ("smoke.csv", text->str);
  run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "smoke=yes", "--joint", "cancer,smoke",
                 "--json", NULL);
  after = wf_json_get_array (json_node_get_object (run_get_result (run, "intervene", &root)), "after");
  g_assert_cmpuint (json_array_get_length (after), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      JsonObject *entry = json_array_get_object_element (after, i);
      JsonArray *levels = wf_json_get_array (entry, "levels");
      double probability = json_object_get_double_member (entry, "probability");

      sum += probability;
      if (!g_str_equal (json_array_get_string_element (levels, 1), "yes"))
        g_assert_cmpfloat (probability, ==, 0.0);
      else if (g_str_equal (json_array_get_string_element (levels, 0), "ill"))
        g_assert_cmpfloat_with_epsilon (probability, 0.8, 0.02);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-9);
}

static void
test_unknown_names (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *other = file_write ("other.dot", "digraph { x -> zebra }");
  g_autoptr (Run) set = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "Z=1", NULL);
  g_autoptr (Run) show =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--show", "W", NULL);
  g_autoptr (Run) node = run_cli (NULL, "intervene", table, "--graph", other, "--do", "x=1", NULL);
  g_autoptr (Run) model =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--model", "magic", NULL);

  run_assert (set, 1);
  run_assert_says (set, "z");
  run_assert (show, 1);
  run_assert_says (show, "w");
  run_assert (node, 1);
  run_assert_says (node, "zebra");
  run_assert (model, 2);
  run_assert_says (model, "linear-gaussian");
}

/* An edge without a direction is taken one way or the other, never silently. */
static void
test_open_direction (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autofree char *graph = file_write ("open.dot", "digraph { y; x -> z [dir=none]; z -> w [dir=none] }\n");
  g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", NULL);

  run_assert (run, 0);
  run_assert_says (run, "warning");
  run_assert_says (run, "2 edges open");
}

static void
test_report (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *first = file_path ("effect.pdf");
  g_autofree char *second = file_path ("effect.md");
  g_autofree char *pdf = NULL;
  g_autofree char *markdown = NULL;
  g_autoptr (Run) paper = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--report",
                                   first, "--paper", "letter", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--report", second, NULL);

  run_assert (paper, 0);
  run_assert (text, 0);
  pdf = file_read (first);
  markdown = file_read (second);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (strstr (markdown, "wherefore-cli intervene"));
  g_assert_nonnull (strstr (markdown, "--do z=1"));
}

/* sections left out of the report are, whatever its form; their names are checked before the work */
static void
test_sections (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *path = file_path ("short.md");
  g_autofree char *markdown = NULL;
  g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--report", path,
                                 "--sections", "undone,reproduce", NULL);
  g_autoptr (Run) wrong = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--report",
                                   path, "--sections", "all", NULL);

  run_assert (run, 0);
  markdown = file_read (path);
  g_assert_nonnull (strstr (markdown, "## What was not done"));
  g_assert_nonnull (strstr (markdown, "--sections undone,reproduce"));
  g_assert_null (strstr (markdown, "## Effects"));
  g_assert_null (strstr (markdown, "## Method"));
  g_assert_null (strstr (markdown, "SHA-256"));
  run_assert (wrong, 2);
  run_assert_says (wrong, "“all” is no section of a report");
}

/* x + 1 moves the mean of w by 2: the interval holds it and the text, the report and the parameters say so.
 */
static void
test_bootstrap (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *page = file_path ("intervals.md");
  g_autofree char *markdown = NULL;
  g_autoptr (Run) json = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--bootstrap",
                                  "100", "--seed", "3", "--report", page, "--json", NULL);
  g_autoptr (Run) text =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--bootstrap", "40", NULL);
  g_autoptr (Run) single = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--bootstrap",
                                    "40", "--threads", "1", NULL);
  g_autoptr (Run) joint = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--bootstrap",
                                   "40", "--joint", "w,z", NULL);
  g_autoptr (Run) few =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x+=1", "--bootstrap", "3", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (json, "intervene", &root));
  JsonObject *whole = json_node_get_object (root);
  JsonArray *changes = wf_json_get_array (result, "changes");
  gboolean is_found = FALSE;

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);
      JsonArray *interval = wf_json_get_array (change, "interval");

      if (!g_str_equal (wf_json_get_string (change, "node"), "w"))
        continue;
      is_found = TRUE;
      g_assert_cmpfloat (json_array_get_double_element (interval, 0), <, 2.0);
      g_assert_cmpfloat (json_array_get_double_element (interval, 1), >, 2.0);
      /* slopes 1 and 2 with the errors 1 / sqrt (500) and 1 / sqrt (1500): hypot (2 / sqrt (500), 1 / sqrt
       * (1500)) */
      g_assert_cmpfloat_with_epsilon (json_object_get_double_member (change, "standard_error"), 0.093, 0.024);
    }
  g_assert_true (is_found);
  g_assert_cmpint (json_object_get_int_member (wf_json_get_object (result, "bootstrap"), "used"), ==, 100);
  g_assert_cmpint (json_object_get_int_member (wf_json_get_object (whole, "parameters"), "bootstrap"), ==,
                   100);
  g_assert_cmpint (json_object_get_int_member (whole, "seed"), ==, 3);
  markdown = file_read (page);
  g_assert_nonnull (strstr (markdown, "95 % interval of the change"));
  g_assert_nonnull (strstr (markdown, "100 samples of the rows"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "95 % interval of the change"));
  g_assert_cmpstr (text->out, ==, single->out);
  run_assert (joint, 2);
  run_assert_says (joint, "--joint");
  run_assert (few, 1);
  run_assert_says (few, "20");
}

/* What was mistyped is met by what would be right. */
static void
test_hints (void)
{
  static const struct
  {
    const char *option, *value, *says;
  } cases[] = {
    { "--do", "z=1 if x<1 and y>0", "one condition" },
    { "--do", "z=1 if x<1,y>0", "one condition" },
    { "--do", "w=0.6*z", "w:=0.6*z" },
    { "--do", "w=z", "w:=z" },
    { "--do", "w:=nosuch*2", "no variable “nosuch”" },
    { "--given", "x>600", "one value, not a range" },
    { "--given", "x>=600", "one value, not a range" },
  };
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) plain = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "w=abc", NULL);
  g_autoptr (Run) left = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "w:=2*z", NULL);
  g_autoptr (Run) right = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "w:=z*2", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "y=0",
                                     cases[i].option, cases[i].value, NULL);

      g_test_message ("%s %s", cases[i].option, cases[i].value);
      run_assert (run, 1);
      run_assert_says (run, cases[i].says);
    }
  run_assert (plain, 1);
  g_assert_null (strstr (plain->err, ":="));
  run_assert (left, 0);
  run_assert (right, 0);
  g_assert_cmpstr (left->out, ==, right->out);
}

/* What is seen of what follows selects cases; a counterfactual is another question. */
static void
test_later_evidence (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) later =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--given", "w=1", NULL);
  g_autoptr (Run) joint = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x=1", "--given",
                                   "w=1", "--joint", "z", NULL);
  g_autoptr (Run) earlier =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--given", "x=1", NULL);

  run_assert (later, 0);
  run_assert_says (later, "counterfactual");
  run_assert (joint, 0);
  run_assert_says (joint, "counterfactual");
  run_assert (earlier, 0);
  g_assert_null (strstr (earlier->err, "counterfactual"));
}

static void
test_parameters (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 200);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=1", "--mechanisms",
                                 "w=spline", "--knots", "7", "--method", "sampling", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *parameters;

  run_get_result (run, "intervene", &root);
  parameters = wf_json_get_object (json_node_get_object (root), "parameters");
  g_assert_cmpstr (wf_json_get_string (parameters, "model"), ==, "automatic");
  g_assert_cmpstr (wf_json_get_string (parameters, "mechanisms"), ==, "w=spline");
  g_assert_cmpint (json_object_get_int_member (parameters, "knots"), ==, 7);
  g_assert_cmpstr (wf_json_get_string (parameters, "method"), ==, "sampling");
  g_assert_cmpint (json_object_get_int_member (parameters, "draws"), ==, 10000);
  g_assert_false (json_object_has_member (parameters, "seed"));
}

/* a row that counts for nothing is no row of its level */
static void
test_counts (void)
{
  g_autofree char *table = file_write ("counts.csv", "x,y,n\na,0,4\na,1,3\nb,0,2\nb,1,7\nc,0,0\nc,1,0\n");
  g_autofree char *graph = file_write ("pair.dot", "digraph { x -> y }\n");
  g_autofree char *path = file_path ("counts.md");
  g_autofree char *report = NULL;
  g_autoptr (Run) seen =
      run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x=b", "--report", path, NULL);
  g_autoptr (Run) unseen = run_cli (NULL, "intervene", table, "--graph", graph, "--do", "x=c", NULL);

  run_assert (seen, 0);
  g_assert_null (strstr (seen->err, "No row of the table"));
  run_assert (unseen, 0);
  run_assert_says (unseen, "No row of the table has x = c");
  report = file_read (path);
  g_assert_nonnull (strstr (report, "6 rows; rows count by “n”, 16 in all"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/intervene/continuous", test_continuous);
  g_test_add_func ("/cli/intervene/dates", test_dates);
  g_test_add_func ("/cli/intervene/several", test_several);
  g_test_add_func ("/cli/intervene/kinds", test_kinds);
  g_test_add_func ("/cli/intervene/discrete", test_discrete);
  g_test_add_func ("/cli/intervene/joint", test_joint);
  g_test_add_func ("/cli/intervene/joint-discrete", test_joint_discrete);
  g_test_add_func ("/cli/intervene/unknown-names", test_unknown_names);
  g_test_add_func ("/cli/intervene/open-direction", test_open_direction);
  g_test_add_func ("/cli/intervene/report", test_report);
  g_test_add_func ("/cli/intervene/sections", test_sections);
  g_test_add_func ("/cli/intervene/bootstrap", test_bootstrap);
  g_test_add_func ("/cli/intervene/hints", test_hints);
  g_test_add_func ("/cli/intervene/later-evidence", test_later_evidence);
  g_test_add_func ("/cli/intervene/parameters", test_parameters);
  g_test_add_func ("/cli/intervene/counts", test_counts);
  status = g_test_run ();
  files_clear ();
  return status;
}
