/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/logit-private.h"
#include "core/base/json.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

typedef struct
{
  WfTrace *trace;
  WfTokens *tokens;
  WfOutcome outcome;
  WfFlow *flow;
  WfFeatures *features;
} Analysis;

static void
analysis_init (Analysis *self, WfTrace *trace)
{
  self->trace = trace;
  self->tokens = wf_tokens_new (trace, NULL, NULL);
  wf_outcome_init (&self->outcome, trace, self->tokens);
  self->flow = wf_flow_new (self->tokens, &self->outcome, NULL, NULL);
  self->features =
      wf_features_new (trace, self->tokens, self->flow, &self->outcome, WF_N_FEATURES, NULL, NULL);
}

static void
analysis_clear (Analysis *self)
{
  wf_features_free (self->features);
  wf_flow_free (self->flow);
  wf_tokens_free (self->tokens);
  wf_trace_unref (self->trace);
}

/* A run of five steps whose features can be counted by hand. */
static void
example_init (Analysis *self)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_set_question (builder, "How many visits?");
  wf_trace_builder_add_step (builder, "Planner", "Planner", WF_STEP_MESSAGE, WF_ROLE_PLAN,
                             "Find the visits.");
  wf_trace_builder_add_step (builder, "Coder", "Coder", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "I assume 48.5 thousand.\n```python\nprint(total)\n```");
  wf_trace_builder_add_step (builder, "Terminal", "Terminal", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT,
                             "exitcode: 1\nNameError: total");
  wf_trace_builder_add_step (builder, "Checker", "Checker", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "That is wrong, I am sorry. FINAL ANSWER: 48.5 or 7");
  wf_trace_builder_add_step (builder, "Planner", "Planner", WF_STEP_MESSAGE, WF_ROLE_WORK, "TERMINATE");
  analysis_init (self, wf_trace_builder_end (builder, NULL));
}

static void
test_tokens (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfTokens) tokens = NULL;
  static const struct
  {
    const char *name;
    guint count;
  } expected[] = { { "ab", 2 }, { "3.14", 1 }, { "2", 1 }, { "7.5", 1 }, { "caf", 1 }, { "k2", 1 } };

  wf_trace_builder_set_question (builder, "ab unheard");
  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "The AB x 3.14.2, ab! 7.5. caf\xc3\x89 \xe2\x84\xaa"
                             "2 i");
  trace = wf_trace_builder_end (builder, NULL);
  tokens = wf_tokens_new (trace, NULL, NULL);
  g_assert_cmpuint (tokens->start[1], ==, G_N_ELEMENTS (expected));
  for (gsize k = 0; k < G_N_ELEMENTS (expected); k++)
    {
      const char *name = expected[k].name;

      g_assert_cmpuint (wf_tokens_look_up (tokens, name, strlen (name)), ==, k);
      g_assert_cmpuint (wf_tokens_get (tokens, k)->count, ==, expected[k].count);
      g_assert_cmpint (wf_tokens_is_number (tokens, (guint) k), ==, g_ascii_isdigit (expected[k].name[0]));
    }
  g_assert_cmpuint (wf_tokens_look_up (tokens, "the", 3), ==, WF_WORD_NONE);
  g_assert_cmpuint (wf_tokens_look_up (tokens, "abc", 3), ==, WF_WORD_NONE);
  g_assert_true (tokens->in_question[0]);
  g_assert_false (tokens->in_question[1]);
  g_assert_cmpuint (tokens->n_question, ==, 2);
}

/* What the room for a text in lower case rests on: no character grows by more than half. */
static void
test_lower (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfTokens) tokens = NULL;
  char bytes[6];

  for (gunichar c = 1; c <= 0x10ffff; c++)
    if (g_unichar_validate (c))
      g_assert_cmpint (2 * g_unichar_to_utf8 (g_unichar_tolower (c), NULL), <=,
                       3 * g_unichar_to_utf8 (c, bytes));
  for (int i = 0; i < 1000; i++)
    g_string_append (text, "\xc8\xba");
  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, text->str);
  trace = wf_trace_builder_end (builder, NULL);
  tokens = wf_tokens_new (trace, NULL, NULL);
  g_assert_cmpuint (tokens->n_chars[0], ==, 1000);
  g_assert_cmpuint (strlen (tokens->lower[0]), ==, 3000);
}

/* Numbers stay what they are while the table grows, and a word is found by its bytes alone. */
static void
test_words (void)
{
  g_autoptr (WfWords) words = wf_words_new ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *word = g_strdup_printf ("w%u", i);

      g_assert_cmpuint (wf_words_add (words, word, strlen (word)), ==, i);
      g_assert_cmpuint (wf_words_add (words, word, strlen (word)), ==, i);
    }
  g_assert_cmpuint (wf_words_count (words), ==, 20000);
  g_assert_cmpuint (wf_words_find (words, "w19999 and more", 6), ==, 19999);
  g_assert_cmpuint (wf_words_find (words, "w20000", 6), ==, WF_WORD_NONE);
  g_assert_cmpuint (wf_words_find (words, "", 0), ==, WF_WORD_NONE);
}

static void
test_outcome (void)
{
  Analysis a;
  g_autofree char *answer = NULL;

  example_init (&a);
  g_assert_cmpuint (a.outcome.step, ==, 3);
  g_assert_true (a.outcome.is_stated);
  answer = g_strndup (a.outcome.answer, a.outcome.answer_length);
  g_assert_cmpstr (answer, ==, " 48.5 or 7");
  analysis_clear (&a);
}

static double
get (Analysis *a, gsize step, WfFeature feature)
{
  return wf_features_get (a->features, step, feature);
}

static void
test_features (void)
{
  Analysis a;

  example_init (&a);
  g_assert_cmpfloat_with_epsilon (get (&a, 1, WF_FEATURE_ASSUME), log (2), 1e-12);
  g_assert_cmpfloat (get (&a, 1, WF_FEATURE_FIRST_ASSUME), ==, 1);
  g_assert_cmpfloat (get (&a, 1, WF_FEATURE_FIRST_CODE), ==, 1);
  g_assert_cmpfloat (get (&a, 1, WF_FEATURE_NEXT_FAILS_FIRST), ==, 1);
  g_assert_cmpfloat (get (&a, 1, WF_FEATURE_NEXT_SUCCEEDS), ==, 0);
  g_assert_cmpfloat_with_epsilon (get (&a, 1, WF_FEATURE_NEXT_CORRECT), log (2), 1e-12);
  g_assert_cmpfloat_with_epsilon (get (&a, 1, WF_FEATURE_NEXT_SORRY), log (2), 1e-12);
  g_assert_cmpfloat_with_epsilon (get (&a, 1, WF_FEATURE_NEXT_UNABLE), log (2), 1e-12);
  /* 48.5 was said first at step 1, 7 only in the answer itself */
  g_assert_cmpfloat (get (&a, 1, WF_FEATURE_ANSWER_NUMBERS), ==, 0.5);
  g_assert_cmpfloat (get (&a, 3, WF_FEATURE_ANSWER_NUMBERS), ==, 0.5);
  g_assert_cmpfloat (get (&a, 4, WF_FEATURE_AGENT_SHARE), ==, 0.5);
  g_assert_cmpfloat (get (&a, 4, WF_FEATURE_AGENT_FIRST), ==, 0);
  g_assert_cmpfloat (get (&a, 3, WF_FEATURE_AGENT_ANSWERS), ==, 1);
  g_assert_cmpfloat (get (&a, 2, WF_FEATURE_AGENT_SHARE), ==, 0);
  /* total, exitcode and 48.5 of step 1 come back */
  g_assert_cmpfloat_with_epsilon (get (&a, 1, WF_FEATURE_REUSERS), 2.0 / 3, 1e-12);
  g_assert_cmpuint (a.features->other[1], ==, 3);
  g_assert_cmpuint (a.features->other[4], ==, 5);
  analysis_clear (&a);
}

/* What the walk back leaves sums to one, and so do the Shapley shares; every hop leads forward and ends at
 * the outcome. */
static void
test_flow (void)
{
  Analysis a;
  double absorbed = 0, shapley = 0;
  g_autofree gsize *next = NULL;

  example_init (&a);
  for (gsize i = 0; i < 5; i++)
    {
      absorbed += a.flow->absorbed[i];
      shapley += a.flow->shapley[i];
    }
  g_assert_cmpfloat_with_epsilon (absorbed, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (shapley, 1, 1e-12);
  next = wf_flow_get_next_hops (a.flow, 3);
  g_assert_cmpuint (next[0], >, 0);
  g_assert_cmpuint (next[1], ==, 3);
  g_assert_cmpuint (next[3], ==, 3);
  g_assert_cmpuint (next[4], ==, 4);
  analysis_clear (&a);
}

/* The prior: the plan 0.5, worker steps 1, 0.7, 0.49, the rest e^-6. */
static void
test_prior (void)
{
  static const double prior[] = { 0.5, 1, 0.0024787521766663585, 0.7, 0.49 };
  double sum = 0;
  Analysis a;
  g_autoptr (WfProfile) prior_profile = wf_profile_new_prior ();
  g_autofree double *p = NULL;

  example_init (&a);
  p = wf_logit_get_probabilities (a.trace, a.features, prior_profile);
  for (gsize i = 0; i < 5; i++)
    sum += prior[i];
  for (gsize i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (p[i], prior[i] / sum, 1e-12);
  analysis_clear (&a);
}

/* A weight on "contains code" raises the one step that does, and leaves the odds of the others as they are.
 */
static void
test_weights (void)
{
  WfProfile profile = { .tier = 1, .weights = { [WF_FEATURE_CODE] = 1 } };
  g_autoptr (WfProfile) prior_profile = wf_profile_new_prior ();
  Analysis a;
  g_autofree double *before = NULL;
  g_autofree double *after = NULL;

  example_init (&a);
  before = wf_logit_get_probabilities (a.trace, a.features, prior_profile);
  after = wf_logit_get_probabilities (a.trace, a.features, &profile);
  g_assert_cmpfloat (after[1], >, before[1]);
  g_assert_cmpfloat_with_epsilon (after[0] / after[3], before[0] / before[3], 1e-12);
  /* z of the step with code: (1 - 1/4) / sqrt (3/16); of the others: -1/4 / sqrt (3/16) */
  g_assert_cmpfloat_with_epsilon (log (after[1] / after[0]) - log (before[1] / before[0]),
                                  1 / sqrt (3.0 / 16), 1e-12);
  analysis_clear (&a);
}

/* ---- parity with the reference program ---- */

/* Prints, for every log, the reference's kinds, features, and probabilities for the weights ((7 f) mod 11 -
 * 5) / 10 of the neutral features and for none. */
static const char driver[] =
    "import json, sys\n"
    "sys.path.insert(0, sys.argv[1])\n"
    "import numpy as np, attribution_reference as r\n"
    "w = np.array([((7 * f) % 11 - 5) / 10 for f in range(len(r.NEUTRAL))])\n"
    "folder = {v: k for k, v in r.SHORT.items()}\n"
    "logs = r.prepare(sys.argv[2])\n"
    "names = logs[0].names\n"
    "nx = [names.index(n) for n in r.NEUTRAL]\n"
    "ix = r.cols(names)\n"
    "def prob(L, w):\n"
    "    m = r.OffsetLogit(1.0); m.w = w\n"
    "    return m.prob(r.z_within(L, nx), r.prior_offset(L)).tolist()\n"
    "print(json.dumps(dict(names=[names[j] for j in ix], neutral=r.NEUTRAL, compact=r.COMPACT)))\n"
    "for L in logs:\n"
    "    print(json.dumps(dict(path=folder[L.sub] + '/' + L.file, kind=L.kind, x=L.X[:, ix].tolist(),\n"
    "                          p=prob(L, w), prior=prob(L, 0 * w))))\n";

static const char *const kinds[] = { "task", "plan", "think", "instr", "work", "env", "end" };

static void
assert_same (JsonArray *expected, const double *found, gsize n, const char *what)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = json_array_get_double_element (expected, (guint) i);

      if (!(fabs (value - found[i]) <= 1e-4))
        g_error ("%s: element %" G_GSIZE_FORMAT " is %g, the reference has %g", what, i, found[i], value);
    }
}

static WfFeature
find_feature (const char *name)
{
  for (int f = 0; f < WF_N_FEATURES; f++)
    if (g_str_equal (wf_feature_names[f], name))
      return (WfFeature) f;
  g_error ("no feature %s", name);
}

/* The pools are the heads of the list: neutral ones in the reference's order, compact ones as a set. */
static void
compare_pools (JsonObject *reference)
{
  JsonArray *neutral = wf_json_get_array (reference, "neutral");
  JsonArray *compact = wf_json_get_array (reference, "compact");

  g_assert_cmpuint (json_array_get_length (neutral), ==, WF_N_NEUTRAL);
  for (guint f = 0; f < WF_N_NEUTRAL; f++)
    g_assert_cmpstr (json_array_get_string_element (neutral, f), ==, wf_feature_names[f]);
  g_assert_cmpuint (json_array_get_length (compact), ==, WF_N_COMPACT);
  for (guint f = 0; f < WF_N_COMPACT; f++)
    g_assert_cmpuint (find_feature (json_array_get_string_element (compact, f)), <, WF_N_COMPACT);
}

static void
compare_features (Analysis *a, JsonArray *names, JsonArray *x, const char *log)
{
  for (guint i = 0; i < json_array_get_length (x); i++)
    for (guint k = 0; k < json_array_get_length (names); k++)
      {
        const char *name = json_array_get_string_element (names, k);
        double expected = json_array_get_double_element (json_array_get_array_element (x, i), k);
        double found = wf_features_get (a->features, i, find_feature (name));

        if (!(fabs (expected - found) <= 1e-4))
          g_error ("%s, step %u: %s is %g, the reference has %g", log, i, name, found, expected);
      }
}

static void
compare_log (const char *folder, JsonArray *names, JsonObject *reference)
{
  const char *log = wf_json_get_string (reference, "path");
  g_autofree char *path = g_build_filename (folder, log, NULL);
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, NULL);
  WfProfile profile = { .tier = 1 };
  g_autoptr (WfProfile) prior_profile = wf_profile_new_prior ();
  g_autofree double *weighted = NULL;
  g_autofree double *prior = NULL;
  JsonArray *x = wf_json_get_array (reference, "x");
  Analysis a;

  analysis_init (&a, wf_trace_read (source, NULL, NULL));
  g_assert_cmpuint (json_array_get_length (x), ==, wf_trace_get_n_steps (a.trace));
  for (guint i = 0; i < json_array_get_length (x); i++)
    g_assert_cmpstr (json_array_get_string_element (wf_json_get_array (reference, "kind"), i), ==,
                     kinds[wf_trace_get_role (a.trace, i)]);
  compare_features (&a, names, x, log);
  for (int f = 0; f < WF_N_NEUTRAL; f++)
    profile.weights[f] = ((7 * f) % 11 - 5) / 10.0;
  weighted = wf_logit_get_probabilities (a.trace, a.features, &profile);
  prior = wf_logit_get_probabilities (a.trace, a.features, prior_profile);
  assert_same (wf_json_get_array (reference, "p"), weighted, a.features->n_steps, log);
  assert_same (wf_json_get_array (reference, "prior"), prior, a.features->n_steps, log);
  analysis_clear (&a);
}

static JsonNode *
parse_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = wf_json_parse (line, -1, "reference", &error);

  g_assert_no_error (error);
  return node;
}

static void
test_parity (void)
{
  g_autofree char *folder = shared_data_path ("who-and-when");
  g_autofree char *tools = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) head = NULL;
  JsonArray *names;
  const char *argv[] = { "/usr/bin/python3", "-B", "-c", driver, NULL, NULL, NULL };
  int status;
  guint n = 0;

  if (folder == NULL)
    return;
  tools = g_build_filename (folder, "..", "..", "tools", NULL);
  argv[4] = tools;
  argv[5] = folder;
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                     &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    {
      g_test_skip ("the reference program or its Python modules are not here");
      return;
    }
  lines = g_strsplit (g_strchomp (output), "\n", -1);
  head = parse_line (lines[0]);
  compare_pools (json_node_get_object (head));
  names = wf_json_get_array (json_node_get_object (head), "names");
  g_assert_cmpuint (json_array_get_length (names), ==, WF_N_FEATURES);
  for (; lines[n + 1] != NULL; n++)
    {
      g_autoptr (JsonNode) node = parse_line (lines[n + 1]);

      compare_log (folder, names, json_node_get_object (node));
    }
  g_assert_cmpuint (n, ==, 128);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/features/tokens", test_tokens);
  g_test_add_func ("/features/lower", test_lower);
  g_test_add_func ("/features/words", test_words);
  g_test_add_func ("/features/outcome", test_outcome);
  g_test_add_func ("/features/values", test_features);
  g_test_add_func ("/features/flow", test_flow);
  g_test_add_func ("/features/prior", test_prior);
  g_test_add_func ("/features/weights", test_weights);
  g_test_add_func ("/features/parity", test_parity);
  return g_test_run ();
}
