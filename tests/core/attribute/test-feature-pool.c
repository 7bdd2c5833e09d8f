/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/features-private.h"

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

static void
add (WfTraceBuilder *builder, const char *agent, WfStepRole role, const char *text)
{
  wf_trace_builder_add_step (builder, agent, agent, WF_STEP_MESSAGE, role, text);
}

#define LEDGER(satisfied, loop, progress)                                                                    \
  "{\"is_request_satisfied\": {\"reason\": \"r\", \"answer\": " satisfied "}, \"is_in_loop\": "              \
  "{\"reason\": \"r\", \"answer\": " loop "},\n\"is_progress_being_made\" : { \"answer\" :" progress "}}"

/* An orchestrated run of thirteen steps that gets stuck, plans again, and says that it is done. */
static WfTrace *
orchestrated_new (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_set_question (builder, "How high is it?");
  add (builder, "human", WF_ROLE_TASK, "How high is it?");
  add (builder, "Orchestrator", WF_ROLE_PLAN, "Initial plan:\n- search\n\n  2. read\n-no item\n3.5 neither");
  add (builder, "Orchestrator", WF_ROLE_THINK, LEDGER ("false", "false", "true"));
  add (builder, "Orchestrator", WF_ROLE_INSTRUCT, "Please search. Is it there?");
  add (builder, "WebSurfer", WF_ROLE_WORK, "I clicked on http://a.example and http://b.example: 12 of 48");
  add (builder, "Orchestrator", WF_ROLE_THINK, LEDGER ("false", "false", "false"));
  add (builder, "Orchestrator", WF_ROLE_PLAN, "Updated plan: code it");
  add (builder, "TestCoder", WF_ROLE_WORK, "```python\nprint(48)\n```");
  add (builder, "ComputerTerminal", WF_ROLE_ENVIRONMENT, "exitcode: 0\n48");
  add (builder, "WebSurfer", WF_ROLE_WORK, "It is 48");
  add (builder, "Orchestrator", WF_ROLE_THINK, "Next speaker WebSurfer");
  add (builder, "Orchestrator", WF_ROLE_THINK, LEDGER ("true", "true", "true"));
  add (builder, "Orchestrator", WF_ROLE_END, "48");
  return wf_trace_builder_end (builder, NULL);
}

#define N_ORCHESTRATED 13

/* Checks which steps have a feature of 0 or 1: those in `steps`, which ends with -1. */
static void
assert_flag (Analysis *a, WfFeature feature, const int *steps)
{
  for (int i = 0; i < N_ORCHESTRATED; i++)
    {
      double expected = 0;

      for (const int *step = steps; *step >= 0; step++)
        expected = *step == i ? 1 : expected;
      if (wf_features_get (a->features, (gsize) i, feature) != expected)
        g_error ("%s of step %d is not %g", wf_feature_names[feature], i, expected);
    }
}

#define STEPS(...) ((const int[]){ __VA_ARGS__, -1 })

static void
test_ledger (void)
{
  Analysis a;

  analysis_init (&a, orchestrated_new ());
  assert_flag (&a, WF_FEATURE_IS_LEDGER, STEPS (2, 5, 11));
  assert_flag (&a, WF_FEATURE_IS_BAD, STEPS (5, 11));
  assert_flag (&a, WF_FEATURE_IS_FIRST_BAD, STEPS (5));
  assert_flag (&a, WF_FEATURE_AFTER_BAD, STEPS (6, 7, 8, 9, 10, 11, 12));
  assert_flag (&a, WF_FEATURE_LEDGER_FOLLOWS, STEPS (0, 1, 2, 3, 4, 7, 8, 9, 10));
  assert_flag (&a, WF_FEATURE_LEDGER_STUCK, STEPS (2, 3, 4));
  assert_flag (&a, WF_FEATURE_LEDGER_STUCK_WORK, STEPS (4));
  assert_flag (&a, WF_FEATURE_LEDGER_FIRST_BAD, STEPS (2, 3, 4));
  assert_flag (&a, WF_FEATURE_LEDGER_FIRST_BAD_WORK, STEPS (4));
  assert_flag (&a, WF_FEATURE_LEDGER_LOOP, STEPS (7, 8, 9, 10));
  assert_flag (&a, WF_FEATURE_LEDGER_SATISFIED, STEPS (7, 8, 9, 10));
  assert_flag (&a, WF_FEATURE_LEDGER_FIRST_SATISFIED, STEPS (11));
  assert_flag (&a, WF_FEATURE_LEDGER_BEFORE_SATISFIED, STEPS (9));
  assert_flag (&a, WF_FEATURE_IS_REPLAN, STEPS (6));
  assert_flag (&a, WF_FEATURE_AFTER_REPLAN, STEPS (7, 8, 9, 10, 11, 12));
  analysis_clear (&a);
}

static void
test_place (void)
{
  Analysis a;

  analysis_init (&a, orchestrated_new ());
  assert_flag (&a, WF_FEATURE_IS_PLAN, STEPS (1, 6));
  assert_flag (&a, WF_FEATURE_IS_CHOICE, STEPS (10));
  assert_flag (&a, WF_FEATURE_WORK_0, STEPS (4));
  assert_flag (&a, WF_FEATURE_WORK_2, STEPS (9));
  assert_flag (&a, WF_FEATURE_WORK_LAST, STEPS (9));
  assert_flag (&a, WF_FEATURE_ACTOR_0, STEPS (1));
  assert_flag (&a, WF_FEATURE_IS_OUTCOME, STEPS (12));
  assert_flag (&a, WF_FEATURE_CUT_WORK_0, STEPS (4)); /* nobody said FINAL ANSWER */
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 7, WF_FEATURE_WORK_DECAY), exp (-1.0 / 3),
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 7, WF_FEATURE_LENGTH_WORK_DECAY),
                                  exp (-1.0 / 3) * log (1.3), 1e-12);
  g_assert_cmpfloat (wf_features_get (a.features, 3, WF_FEATURE_PLACE), ==, 0.25);
  analysis_clear (&a);
}

static void
test_agents (void)
{
  Analysis a;

  analysis_init (&a, orchestrated_new ());
  assert_flag (&a, WF_FEATURE_AGENT_FIRST_WORK, STEPS (4, 7));
  assert_flag (&a, WF_FEATURE_AGENT_CHECKS, STEPS (7));
  assert_flag (&a, WF_FEATURE_AGENT_CODES, STEPS (7));
  assert_flag (&a, WF_FEATURE_AGENT_GOES_ON, STEPS (2, 3, 6, 11, 12));
  assert_flag (&a, WF_FEATURE_AFTER_ENVIRONMENT, STEPS (9));
  assert_flag (&a, WF_FEATURE_CODE_SUCCEEDS, STEPS (7));
  assert_flag (&a, WF_FEATURE_AFTER_SUCCESS, STEPS (9));
  assert_flag (&a, WF_FEATURE_CLAIM, STEPS (4));
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 9, WF_FEATURE_AGENT_BEFORE), log (2), 1e-12);
  analysis_clear (&a);
}

static void
test_content (void)
{
  Analysis a;

  analysis_init (&a, orchestrated_new ());
  assert_flag (&a, WF_FEATURE_ASKS, STEPS (0, 3));
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 1, WF_FEATURE_LIST), log (3), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 4, WF_FEATURE_LINKS), log (3), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 4, WF_FEATURE_CLICK), log (3), 1e-12);
  /* clicked http example http example 12 48: "on", "and", "of" don't count, nor do letters */
  g_assert_cmpfloat_with_epsilon (wf_features_get (a.features, 4, WF_FEATURE_NUMBERS), 2.0 / 7, 1e-12);
  analysis_clear (&a);
}

/* ---- against brute force ---- */

static WfTrace *
random_new (GRand *rand)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  gint32 n = g_rand_int_range (rand, 1, 90);

  wf_trace_builder_set_question (builder, "w1 w2 unsaid");
  for (gint32 i = 0; i < n; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *agent = g_strdup_printf ("A%d", g_rand_int_range (rand, 0, 3));

      for (gint32 k = g_rand_int_range (rand, 0, 12); k > 0; k--)
        g_string_append_printf (text, "w%d ", g_rand_int_range (rand, 0, 40));
      add (builder, agent, g_rand_int_range (rand, 0, 4) == 0 ? WF_ROLE_ENVIRONMENT : WF_ROLE_WORK,
           text->str);
    }
  return wf_trace_builder_end (builder, NULL);
}

static double
weight_in (const WfTokens *tokens, gsize step, guint id)
{
  for (gsize k = tokens->start[step]; k < tokens->start[step + 1]; k++)
    if (wf_tokens_get (tokens, k)->id == id)
      return wf_token_weight (tokens, wf_tokens_get (tokens, k));
  return 0;
}

static double
cosine (const WfTokens *tokens, gsize i, gsize j)
{
  double dot = 0, ii = 0, jj = 0;

  for (guint id = 0; id < tokens->df->len; id++)
    {
      double x = weight_in (tokens, i, id), y = weight_in (tokens, j, id);

      dot += x * y;
      ii += x * x;
      jj += y * y;
    }
  return ii > 0 && jj > 0 ? dot / sqrt (ii * jj) : 0;
}

static void
check_similarity (Analysis *a, gsize i)
{
  gsize agent = wf_trace_get_agent_index (a->trace, i);
  double largest = 0, own = 0;

  for (gsize j = i > 40 ? i - 40 : 0; j < i; j++)
    largest = MAX (largest, cosine (a->tokens, i, j));
  for (gsize j = 0; j < i; j++)
    if (wf_trace_get_agent_index (a->trace, j) == agent && wf_trace_can_bear_blame (a->trace, j))
      own = cosine (a->tokens, i, j);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a->features, i, WF_FEATURE_SIMILAR_ANY), largest, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a->features, i, WF_FEATURE_SIMILAR_OWN), own, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_features_get (a->features, i, WF_FEATURE_SIMILAR_OUTCOME),
                                  cosine (a->tokens, i, a->outcome.step), 1e-9);
  if (i == 0)
    return;
  g_assert_cmpfloat_with_epsilon (wf_features_get (a->features, i, WF_FEATURE_SIMILAR_BEFORE),
                                  cosine (a->tokens, i, i - 1), 1e-9);
  g_assert_cmpfloat (wf_features_get (a->features, i - 1, WF_FEATURE_SIMILAR_NEXT), ==,
                     wf_features_get (a->features, i, WF_FEATURE_SIMILAR_BEFORE));
}

/* Cosines are those over whole vectors; each walk back leaves the outcome somewhere, all of it. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int trial = 0; trial < 20; trial++)
    {
      Analysis a;
      double first = 0, restarted = 0;

      analysis_init (&a, random_new (rand));
      for (gsize i = 0; i < a.features->n_steps; i++)
        {
          check_similarity (&a, i);
          first += wf_features_get (a.features, i, WF_FEATURE_ABSORBED_FIRST);
          restarted += wf_features_get (a.features, i, WF_FEATURE_PAGERANK);
        }
      g_assert_cmpfloat_with_epsilon (first, 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (restarted, 1, 1e-9);
      analysis_clear (&a);
    }
}

/* ---- pools ---- */

static void
check_head (Analysis *a, gsize n_features)
{
  g_autoptr (WfFeatures) head =
      wf_features_new (a->trace, a->tokens, a->flow, &a->outcome, n_features, NULL, NULL);

  g_assert_cmpuint (head->n_features, ==, n_features);
  for (gsize i = 0; i < head->n_steps; i++)
    for (gsize f = 0; f < n_features; f++)
      g_assert_cmpfloat (wf_features_get (head, i, f), ==, wf_features_get (a->features, i, f));
}

/* A smaller pool has the same values; it is the smallest that has every weight. */
static void
test_pools (void)
{
  double weights[WF_N_FEATURES] = { 0 };
  Analysis a;

  analysis_init (&a, orchestrated_new ());
  check_head (&a, WF_N_NEUTRAL);
  check_head (&a, WF_N_COMPACT);
  analysis_clear (&a);

  g_assert_cmpuint (wf_features_get_pool (weights), ==, WF_N_NEUTRAL);
  weights[WF_FEATURE_LAST_NEUTRAL] = -1;
  g_assert_cmpuint (wf_features_get_pool (weights), ==, WF_N_NEUTRAL);
  weights[WF_N_NEUTRAL] = -1;
  g_assert_cmpuint (wf_features_get_pool (weights), ==, WF_N_COMPACT);
  weights[WF_N_COMPACT] = 1;
  g_assert_cmpuint (wf_features_get_pool (weights), ==, WF_N_FEATURES);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint f = 0; f < WF_N_FEATURES; f++)
    {
      g_assert_true (g_hash_table_add (seen, (char *) wf_feature_names[f]));
      g_assert_true (g_ascii_islower (wf_feature_names[f][0]) && wf_feature_names[f][1] == '.');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feature-pool/ledger", test_ledger);
  g_test_add_func ("/feature-pool/place", test_place);
  g_test_add_func ("/feature-pool/agents", test_agents);
  g_test_add_func ("/feature-pool/content", test_content);
  g_test_add_func ("/feature-pool/random", test_random);
  g_test_add_func ("/feature-pool/pools", test_pools);
  g_test_add_func ("/feature-pool/names", test_names);
  return g_test_run ();
}
