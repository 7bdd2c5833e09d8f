/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/rng.h"
#include "run.h"

#define N_RUNS 40

static const char *const agents[] = { "Planner", "Coder", "Critic" };
static const char *const words[] = {
  "river", "bridge", "town", "valley", "market", "harbour", "mill", "tower"
};

/* Errors are carried on by the agent that made one; doubts and new numbers come late in the run. */
static void
append_step (GString *text, WfRng *rng, gsize place, gsize n_steps, gboolean *had_error)
{
  const char *agent = agents[wf_rng_below (rng, G_N_ELEMENTS (agents))];
  double share = (double) place / (double) n_steps;

  *had_error = wf_rng_uniform (rng) < (*had_error ? 0.7 : 0.15);
  g_string_append_printf (text, "%s{\"name\": \"%s\", \"role\": \"assistant\", \"content\": \"",
                          place > 0 ? ", " : "", agent);
  for (gsize n = 6 + wf_rng_below (rng, 10), i = 0; i < n; i++)
    g_string_append_printf (text, "%s ", words[wf_rng_below (rng, G_N_ELEMENTS (words))]);
  if (wf_rng_uniform (rng) < share)
    g_string_append (text, "perhaps maybe ");
  if (wf_rng_uniform (rng) < share)
    g_string_append_printf (text, "%u ", (guint) (1000 + wf_rng_below (rng, 8000)));
  g_string_append_printf (text, "%s\"}", *had_error ? "NameError: x" : "");
}

static void
append_run (GString *text, guint64 seed, gboolean is_labelled)
{
  gsize n_steps = 8 + seed % 5;
  gboolean had_error = FALSE;
  WfRng rng;

  wf_rng_init (&rng, seed, 5);
  g_string_append_printf (text, "{\"question\": \"How many towns lie on river %u?\", \"history\": [",
                          (guint) seed);
  for (gsize i = 0; i < n_steps; i++)
    append_step (text, &rng, i, n_steps, &had_error);
  g_string_append (text, "]");
  if (is_labelled)
    g_string_append_printf (text, ", \"mistake_agent\": \"coder\", \"mistake_step\": \"%u\"",
                            (guint) wf_rng_below (&rng, n_steps));
  g_string_append (text, "}\n");
}

static char *
write_runs (const char *name, guint64 first, gsize n, gboolean are_labelled)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    append_run (text, first + i, are_labelled);
  return file_write (name, text->str);
}

/* ---- labels ---- */

static JsonObject *
get_evaluation (Run *run, JsonNode **root)
{
  return wf_json_get_object (json_node_get_object (run_get_result (run, "attribute", root)), "evaluation");
}

/* Two runs of two steps, the second of each annotated. */
#define LABELLED                                                                                             \
  "{\"question\": \"q\", \"history\": ["                                                                     \
  "{\"role\": \"assistant\", \"name\": \"Planner\", \"content\": \"Ask the table.\"},"                       \
  "{\"role\": \"user\", \"name\": \"Reader\", \"content\": \"07:40\"}],"                                     \
  "\"mistake_agent\": \"reader\", \"mistake_step\": \"1\"}\n"

static void
test_known (void)
{
  g_autofree char *runs = file_write ("known.jsonl", LABELLED LABELLED);
  g_autoptr (Run) run = run_cli (NULL, "attribute", runs, "--profile", "prior", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *evaluation = get_evaluation (run, &root);
  JsonObject *subset = json_array_get_object_element (wf_json_get_array (evaluation, "subsets"), 0);
  JsonArray *bins = wf_json_get_array (subset, "calibration");
  JsonObject *bin = json_array_get_object_element (bins, 6), *empty = json_array_get_object_element (bins, 0);
  double p = 1 / 1.5; /* a plan counts half of a worker step */

  g_assert_cmpint (json_object_get_int_member (subset, "logs"), ==, 2);
  g_assert_cmpuint (json_array_get_length (bins), ==, 7);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (subset, "first_suspect_calibration")), ==, 6);
  g_assert_true (json_object_get_null_member (empty, "observed"));
  g_assert_cmpfloat (json_object_get_double_member (bin, "low"), ==, 0.5);
  g_assert_cmpint (json_object_get_int_member (bin, "steps"), ==, 2);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (bin, "predicted"), p, 1e-12);
  g_assert_cmpfloat (json_object_get_double_member (bin, "observed"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (wf_json_get_object (subset, "floors"), "step 1"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (wf_json_get_object (subset, "floors"), "random step"), ==,
                     0.5);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (subset, "log_loss"), -log (p), 1e-9);
}

static void
test_text (void)
{
  g_autofree char *log = write_runs ("labelled.jsonl", 0, 12, TRUE);
  g_autofree char *plain = write_runs ("plain.jsonl", 0, 2, FALSE);
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, plain, NULL);
  g_autoptr (Run) unlabelled = run_cli (NULL, "attribute", plain, NULL);
  g_autoptr (Run) evaluated = run_cli (NULL, "evaluate", log, plain, NULL);
  const char *figures, *same;

  run_assert (run, 0);
  run_assert (unlabelled, 0);
  run_assert (evaluated, 0);
  g_assert_nonnull (strstr (run->out, "How often the annotation is found"));
  g_assert_nonnull (strstr (run->out, "a step drawn by lot"));
  g_assert_nonnull (strstr (run->out, "calibration error of every step"));
  g_assert_nonnull (strstr (run->out, "Profiles used in 14 runs: "));
  g_assert_nonnull (strstr (unlabelled->out, " in 2. The evidence is low in "));
  figures = strstr (run->out, "95 % interval");
  same = strstr (evaluated->out, "95 % interval");
  g_assert_cmpstr (figures, ==, same); /* to the end: figures, floors, calibration, notes */
  g_assert_null (strstr (unlabelled->out, "annotation is found"));
  g_assert_null (strstr (run->out, "deficient"));
}

/* ---- causes ---- */

static void
check_parents (JsonObject *causes)
{
  JsonArray *parents = wf_json_get_array (causes, "parents");
  gboolean has_error = FALSE;

  for (guint i = 0; i < json_array_get_length (parents); i++)
    {
      JsonObject *parent = json_array_get_object_element (parents, i);

      has_error = has_error || g_str_equal (wf_json_get_string (parent, "sign"), "error");
      g_assert_true (json_object_has_member (parent, "strength"));
      if (g_str_equal (wf_json_get_string (parent, "sign"), "error")) /* what it was computed with */
        g_assert_cmpfloat_with_epsilon (json_object_get_double_member (parent, "weight"), 2, 0.3);
    }
  g_assert_true (has_error);
}

static void
test_causes (void)
{
  g_autofree char *log = write_runs ("many.jsonl", 0, N_RUNS, FALSE);
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--causes", "--alpha", "0.02", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonObject *causes = wf_json_get_object (result, "causes");
  JsonObject *graph = wf_json_get_object (causes, "graph");
  JsonObject *parameters = wf_json_get_object (json_node_get_object (root), "parameters");
  JsonObject *first = json_array_get_object_element (wf_json_get_array (result, "runs"), 0);
  double share = json_object_get_double_member (causes, "r_squared");

  g_assert_cmpfloat (json_object_get_double_member (causes, "alpha"), ==, 0.02);
  g_assert_cmpfloat (json_object_get_double_member (parameters, "alpha"), ==, 0.02);
  g_assert_cmpint (json_object_get_int_member (causes, "runs"), ==, N_RUNS);
  g_assert_cmpint (json_object_get_int_member (causes, "rows"), >, 100);
  g_assert_cmpstr (wf_json_get_string (graph, "kind"), ==, "cpdag");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "nodes")), >, 10);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "edges")), >, 5);
  g_assert_true (share > 0.5 && share <= 1);
  g_assert_true (isfinite (json_object_get_double_member (causes, "bias")));
  g_assert_nonnull (wf_json_get_array (causes, "explained_by_context"));
  g_assert_nonnull (wf_json_get_array (causes, "notes"));
  g_assert_true (json_object_get_null_member (causes, "used"));
  g_assert_false (json_object_has_member (first, "without_causes"));
  g_assert_false (json_object_has_member (result, "evaluation"));
  check_parents (causes);
}

/* Put to use: the structure of each run differs, its suspects don't. */
static void
test_use_causes (void)
{
  g_autofree char *one = write_runs ("first.jsonl", 0, N_RUNS / 2, TRUE);
  g_autofree char *two = write_runs ("second.jsonl", N_RUNS / 2, N_RUNS / 2, TRUE);
  g_autoptr (Run) plain = run_cli (NULL, "attribute", one, two, "--json", NULL);
  g_autoptr (Run) run = run_cli (NULL, "attribute", one, two, "--use-causes", "--json", NULL);
  g_autoptr (JsonNode) plain_root = NULL, root = NULL;
  JsonArray *before =
      wf_json_get_array (json_node_get_object (run_get_result (plain, "attribute", &plain_root)), "runs");
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonArray *after = wf_json_get_array (result, "runs");
  JsonObject *used = wf_json_get_object (wf_json_get_object (result, "causes"), "used");
  gint64 n_moved = 0;
  guint n_other = 0;

  g_assert_cmpuint (json_array_get_length (after), ==, N_RUNS);
  for (guint i = 0; i < N_RUNS; i++)
    {
      JsonObject *a = json_array_get_object_element (before, i),
                 *b = json_array_get_object_element (after, i);
      JsonObject *without = wf_json_get_object (b, "without_causes");

      g_assert_true (
          json_node_equal (json_object_get_member (a, "suspects"), json_object_get_member (b, "suspects")));
      g_assert_cmpfloat (json_object_get_double_member (a, "failure"), ==,
                         json_object_get_double_member (without, "failure"));
      n_other += json_object_get_double_member (a, "failure") != json_object_get_double_member (b, "failure");
      n_moved +=
          json_object_get_int_member (a, "decisive_step") != json_object_get_int_member (b, "decisive_step");
    }
  g_assert_cmpuint (n_other, >, 0);
  g_assert_cmpint (json_object_get_int_member (used, "decisive_step_moved"), ==, n_moved);
  g_assert_cmpint (json_object_get_int_member (used, "labelled"), ==, N_RUNS);
}

static void
test_causes_text (void)
{
  g_autofree char *log = write_runs ("many.jsonl", 0, N_RUNS, TRUE);
  g_autofree char *pdf = file_path ("causes.pdf");
  g_autofree char *page = file_path ("causes.md");
  g_autoptr (Run) shown = run_cli (NULL, "attribute", log, "--causes", "--report", pdf, NULL);
  g_autoptr (Run) used = run_cli (NULL, "attribute", log, "--use-causes", "--report", page, NULL);
  g_autofree char *markdown = NULL;
  g_autofree char *paper = NULL;

  run_assert (shown, 0);
  run_assert (used, 0);
  g_assert_nonnull (strstr (shown->out, "What makes steps deficient"));
  g_assert_nonnull (strstr (shown->out, "of 40 runs (cd-nod, alpha = 0.01)"));
  g_assert_nonnull (strstr (shown->out, "explained by context"));
  g_assert_null (strstr (shown->out, "decisive step"));
  g_assert_nonnull (strstr (used->out, "uses these weights"));
  g_assert_nonnull (strstr (used->out, "of 40 labelled runs"));
  paper = file_read (pdf);
  g_assert_true (g_str_has_prefix (paper, "%PDF-"));
  markdown = file_read (page);
  g_assert_nonnull (strstr (markdown, "## What makes steps deficient"));
  g_assert_nonnull (strstr (markdown, "dashed: explained"));
  g_assert_nonnull (strstr (markdown, "## What these weights change"));
  g_assert_nonnull (strstr (markdown, "## How often the annotation is found"));
}

/* ---- what is refused ---- */

static void
test_refuses (void)
{
  g_autofree char *single = write_runs ("single.json", 0, 1, FALSE);
  g_autofree char *few = write_runs ("few.jsonl", 0, 3, FALSE);
  g_autoptr (Run) one = run_cli (NULL, "attribute", single, "--causes", NULL);
  g_autoptr (Run) chosen = run_cli (NULL, "attribute", few, "--run", "1", "--use-causes", NULL);
  g_autoptr (Run) small = run_cli (NULL, "attribute", few, "--causes", NULL);
  g_autoptr (Run) alone = run_cli (NULL, "attribute", few, "--alpha", "0.05", NULL);
  g_autoptr (Run) beyond = run_cli (NULL, "attribute", few, "--causes", "--alpha", "0.7", NULL);
  g_autoptr (Run) word = run_cli (NULL, "attribute", few, "--causes", "--alpha", "small", NULL);

  run_assert (one, 2);
  run_assert_says (one, "--causes looks at what the steps of many runs have in common");
  run_assert (chosen, 2);
  run_assert_says (chosen, "--use-causes looks at what");
  run_assert (small, 1);
  run_assert_says (small, "takes 100. Add runs");
  run_assert (alone, 2);
  run_assert_says (alone, "--alpha is about the search of --causes");
  run_assert (beyond, 2);
  run_assert_says (beyond, "--alpha");
  run_assert (word, 2);
  run_assert_says (word, "small");
}

/* ---- the benchmark ---- */

/* A folder of folders: the evaluation is that of evaluate, and says that it is no test. */
static void
test_shared (void)
{
  g_autofree char *folder = shared_file ("who-and-when");
  g_autoptr (Run) run = NULL, evaluated = NULL;
  g_autoptr (JsonNode) root = NULL, other = NULL;
  JsonObject *result, *expected;

  if (folder == NULL)
    return;
  run = run_cli (NULL, "attribute", folder, "--causes", "--json", NULL);
  evaluated = run_cli (NULL, "evaluate", folder, "--json", NULL);
  result = json_node_get_object (run_get_result (run, "attribute", &root));
  expected = json_node_get_object (run_get_result (evaluated, "evaluate", &other));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (expected, "subsets")), ==, 2);
  g_assert_true (
      json_node_equal (json_object_get_member (wf_json_get_object (result, "evaluation"), "subsets"),
                       json_object_get_member (expected, "subsets")));
  g_assert_true (json_node_equal (json_object_get_member (wf_json_get_object (result, "evaluation"), "notes"),
                                  json_object_get_member (expected, "notes")));
  g_assert_nonnull (strstr (run->out, "was trained on these very logs"));
  check_parents (wf_json_get_object (result, "causes"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/attribute-corpus/known", test_known);
  g_test_add_func ("/cli/attribute-corpus/text", test_text);
  g_test_add_func ("/cli/attribute-corpus/causes", test_causes);
  g_test_add_func ("/cli/attribute-corpus/use-causes", test_use_causes);
  g_test_add_func ("/cli/attribute-corpus/causes-text", test_causes_text);
  g_test_add_func ("/cli/attribute-corpus/refuses", test_refuses);
  g_test_add_func ("/cli/attribute-corpus/shared", test_shared);
  status = g_test_run ();
  files_clear ();
  return status;
}
