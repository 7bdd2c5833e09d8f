/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/step-table-private.h"
#include "core/base/rng.h"

typedef struct
{
  const char *agent;
  WfStepRole role;
  const char *text;
} Line;

static WfTrace *
make_run (const Line *lines, gsize n)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_set_question (builder, "How many towns lie on the river?");
  for (gsize i = 0; i < n; i++)
    wf_trace_builder_add_step (builder, lines[i].agent, lines[i].agent, WF_STEP_MESSAGE, lines[i].role,
                               lines[i].text);
  return wf_trace_builder_end (builder, NULL);
}

static const Line first_run[] = {
  { "human", WF_ROLE_TASK, "How many towns lie on the river?" },
  { "Coder", WF_ROLE_PLAN, "I will count the 12 towns of the list, perhaps" },
  { "Terminal", WF_ROLE_ENVIRONMENT, "Traceback (most recent call last): NameError" },
  { "Critic", WF_ROLE_WORK, "That is wrong in a way that nobody could guess, maybe, and it may be long" },
  { "Coder", WF_ROLE_WORK, "Then there are 15" },
};

static const Line second_run[] = {
  { "Critic", WF_ROLE_WORK, "What is asked?" },
  { "Coder", WF_ROLE_WORK, "The towns on the river, I assume" },
  { "Critic", WF_ROLE_WORK, "Unable to find the river on any map, and there are 3 of them" },
};

/* So many different steps that no column follows from others. */
static WfTrace *
make_long_run (gsize n_agents)
{
  static const char *const words[] = {
    "river", "town", "bridge", "perhaps", "mill", "maybe", "road", "Error"
  };
  static const char *const agents[] = { "Coder", "Critic", "Planner" };
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  wf_trace_builder_set_question (builder, "How many towns lie on the river?");
  for (gsize i = 0; i < 201; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *agent = agents[wf_rng_below (&rng, n_agents)];

      for (gsize n = 3 + wf_rng_below (&rng, 9); n > 0; n--)
        g_string_append_printf (text, "%s %zu ", words[wf_rng_below (&rng, 8)], wf_rng_below (&rng, 900));
      wf_trace_builder_add_step (builder, agent, agent, WF_STEP_MESSAGE, WF_ROLE_WORK, text->str);
    }
  return wf_trace_builder_end (builder, NULL);
}

static WfStepTable *
observe (void)
{
  static const char *const names[] = { "first", "second", "third" };
  g_autoptr (WfTrace) first = make_run (first_run, G_N_ELEMENTS (first_run));
  g_autoptr (WfTrace) second = make_run (second_run, G_N_ELEMENTS (second_run));
  g_autoptr (WfTrace) third = make_long_run (3);
  WfTrace *runs[] = { first, second, third };
  g_autoptr (WfCorpus) corpus = wf_corpus_new (runs, names, 3);
  g_autoptr (GError) error = NULL;
  WfStepTable *steps = wf_step_table_new (corpus, NULL, &error);

  g_assert_no_error (error);
  return steps;
}

static double
get (const WfStepTable *steps, gsize row, WfStepWhen when, guint what)
{
  gssize column = wf_step_table_find (steps, when, what);

  g_assert_cmpint (column, >=, 0);
  return wf_table_get_values (steps->table, (gsize) column, NULL)[row];
}

/* A row a step that can bear blame and isn't the first of its run. */
static void
test_rows (void)
{
  g_autoptr (WfStepTable) steps = observe ();
  g_autoptr (WfTrace) trace = make_run (first_run, G_N_ELEMENTS (first_run));
  g_autoptr (WfTokens) tokens = wf_tokens_new (trace, NULL, NULL);
  g_autoptr (WfSymptoms) symptoms = wf_symptoms_new (trace, tokens, NULL, NULL, NULL);
  gssize length = wf_step_table_find (steps, WF_STEP_CURRENT, WF_SYMPTOM_LENGTH);

  g_assert_cmpuint (wf_table_get_n_rows (steps->table), ==, 5 + 200);
  g_assert_cmpuint (steps->n_runs, ==, 3);
  g_assert_cmpint (length, >=, 0);
  g_assert_cmpstr (wf_table_get_name (steps->table, (gsize) length), ==, "length");
  /* Coder's plan, Critic's doubt, Coder's answer; then the second run's */
  g_assert_cmpfloat (get (steps, 0, WF_STEP_CURRENT, WF_SYMPTOM_LENGTH), ==,
                     wf_symptoms_get (symptoms, 1, WF_SYMPTOM_LENGTH));
  g_assert_cmpfloat (get (steps, 1, WF_STEP_CURRENT, WF_SYMPTOM_LENGTH), ==,
                     wf_symptoms_get (symptoms, 3, WF_SYMPTOM_LENGTH));
  g_assert_cmpfloat (get (steps, 2, WF_STEP_CURRENT, WF_STEP_DEFICIENCY), ==, symptoms->observed[4]);
  /* the step before, whoever took it */
  g_assert_cmpfloat (get (steps, 1, WF_STEP_PREVIOUS, WF_SYMPTOM_ERROR), ==, 1);
  g_assert_cmpfloat (get (steps, 2, WF_STEP_PREVIOUS, WF_SYMPTOM_LENGTH), ==,
                     wf_symptoms_get (symptoms, 3, WF_SYMPTOM_LENGTH));
  /* the agent's own last step, and none of another run */
  g_assert_cmpfloat (get (steps, 2, WF_STEP_OWN, WF_SYMPTOM_LENGTH), ==,
                     wf_symptoms_get (symptoms, 1, WF_SYMPTOM_LENGTH));
  g_assert_cmpfloat (get (steps, 3, WF_STEP_OWN, WF_SYMPTOM_LENGTH), ==, 0);
}

/* A column that is the same everywhere, or that others determine, is named with the reason: an agent that is
 * alone took the step before itself. */
static void
test_left_out (void)
{
  static const char *const names[] = { "alone" };
  g_autoptr (WfTrace) trace = make_long_run (1);
  WfTrace *runs[] = { trace };
  g_autoptr (WfCorpus) corpus = wf_corpus_new (runs, names, 1);
  g_autoptr (WfStepTable) steps = wf_step_table_new (corpus, NULL, NULL);
  g_autofree char *reasons = g_strjoinv ("\n", steps->left_out);
  gsize n_columns = wf_table_get_n_columns (steps->table);

  g_assert_nonnull (strstr (reasons, "“own error” follows from"));
  g_assert_nonnull (strstr (reasons, "“first turn” is the same"));
  g_assert_nonnull (strstr (reasons, "“role” is the same"));
  g_assert_cmpuint (n_columns + g_strv_length (steps->left_out), ==, 28);
  for (gsize j = 0; j < n_columns; j++)
    {
      g_autofree char *name = wf_step_column_get_name (steps->columns[j].when, steps->columns[j].what);

      g_assert_cmpstr (wf_table_get_name (steps->table, j), ==, name);
      g_assert_cmpint (wf_step_table_find (steps, steps->columns[j].when, steps->columns[j].what), ==,
                       (gssize) j);
    }
}

static void
test_no_rows (void)
{
  static const char *const names[] = { "only" };
  g_autoptr (WfTrace) trace = make_run (second_run, 1);
  WfTrace *runs[] = { trace };
  g_autoptr (WfCorpus) corpus = wf_corpus_new (runs, names, 1);
  g_autoptr (WfStepTable) steps = wf_step_table_new (corpus, NULL, NULL);

  g_assert_cmpuint (wf_table_get_n_rows (steps->table), ==, 0);
  g_assert_cmpuint (wf_table_get_n_columns (steps->table), ==, 0);
  g_assert_cmpuint (steps->n_runs, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/step-table/rows", test_rows);
  g_test_add_func ("/step-table/left-out", test_left_out);
  g_test_add_func ("/step-table/no-rows", test_no_rows);
  return g_test_run ();
}
