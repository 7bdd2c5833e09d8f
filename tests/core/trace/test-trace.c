/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/trace.h"

static void
add (WfTraceBuilder *builder, const char *agent, WfStepRole role, const char *text)
{
  wf_trace_builder_add_step (builder, agent, agent, WF_STEP_MESSAGE, role, text);
}

static void
test_values (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (GError) error = NULL;
  const char *agent;
  guint from, to;
  WfLinkSource source;
  gint64 step;

  wf_trace_builder_set_question (builder, "How many?");
  add (builder, "Planner", WF_ROLE_PLAN, "count them");
  add (builder, "Shell", WF_ROLE_ENVIRONMENT, "12");
  add (builder, "Coder", WF_ROLE_WORK, "twelve");
  g_assert_cmpuint (
      wf_trace_builder_add_step (builder, "Planner", "Planner (thought)", WF_STEP_AGENT, WF_ROLE_THINK, "ok"),
      ==, 3);
  wf_trace_builder_add_link (builder, 0, 2, WF_LINK_EXPLICIT);
  wf_trace_builder_set_label (builder, "Coder", 2);
  wf_trace_builder_add_note (builder, "a note");
  trace = wf_trace_builder_end (builder, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (wf_trace_get_format (trace), ==, "test");
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "How many?");
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 4);
  g_assert_cmpstr (wf_trace_get_agent (trace, 2), ==, "Coder");
  g_assert_cmpstr (wf_trace_get_speaker (trace, 3), ==, "Planner (thought)");
  g_assert_cmpstr (wf_trace_get_text (trace, 1), ==, "12");
  g_assert_cmpint (wf_trace_get_kind (trace, 3), ==, WF_STEP_AGENT);
  g_assert_cmpint (wf_trace_get_role (trace, 3), ==, WF_ROLE_THINK);
  g_assert_cmpuint (wf_trace_get_n_links (trace), ==, 1);
  wf_trace_get_link (trace, 0, &from, &to, &source);
  g_assert_cmpuint (from, ==, 0);
  g_assert_cmpuint (to, ==, 2);
  g_assert_cmpint (source, ==, WF_LINK_EXPLICIT);
  g_assert_true (wf_trace_get_label (trace, &agent, &step));
  g_assert_cmpstr (agent, ==, "Coder");
  g_assert_cmpint (step, ==, 2);
  g_assert_cmpstr (wf_trace_get_notes (trace)[0], ==, "a note");
  g_assert_null (wf_trace_get_notes (trace)[1]);
}

/* Speakers of the environment come last although the shell speaks before the coder. */
static void
test_agent_order (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  const char *const *agents;

  add (builder, "Planner", WF_ROLE_PLAN, "a");
  add (builder, "Shell", WF_ROLE_ENVIRONMENT, "b");
  add (builder, "Coder", WF_ROLE_WORK, "c");
  add (builder, "Planner", WF_ROLE_WORK, "d");
  trace = wf_trace_builder_end (builder, NULL);
  agents = wf_trace_get_agents (trace);

  g_assert_cmpuint (g_strv_length ((char **) agents), ==, 3);
  g_assert_cmpstr (agents[0], ==, "Planner");
  g_assert_cmpstr (agents[1], ==, "Coder");
  g_assert_cmpstr (agents[2], ==, "Shell");
  g_assert_false (wf_trace_is_environment (trace, 1));
  g_assert_true (wf_trace_is_environment (trace, 2));
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpstr (agents[wf_trace_get_agent_index (trace, i)], ==, wf_trace_get_agent (trace, i));
  g_assert_true (wf_trace_can_bear_blame (trace, 0));
  g_assert_false (wf_trace_can_bear_blame (trace, 1));
  g_assert_true (wf_trace_can_bear_blame (trace, 2));
}

static void
test_empty (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_trace_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_too_many_agents (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= WF_LIMIT_AGENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Agent %u", i);

      add (builder, name, WF_ROLE_WORK, "x");
    }
  g_assert_null (wf_trace_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

static void
test_dangling (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (GError) error = NULL;

  add (builder, "A", WF_ROLE_WORK, "x");
  wf_trace_builder_add_link (builder, 0, 7, WF_LINK_EXPLICIT);
  g_assert_null (wf_trace_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_label_out_of_range (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;

  add (builder, "A", WF_ROLE_WORK, "x");
  wf_trace_builder_set_label (builder, "A", 1);
  trace = wf_trace_builder_end (builder, NULL);
  g_assert_false (wf_trace_get_label (trace, NULL, NULL));
  g_assert_nonnull (wf_trace_get_notes (trace)[0]);
}

static void
test_invalid_text (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;

  add (builder, "A\xff", WF_ROLE_WORK, "caf\xe9");
  trace = wf_trace_builder_end (builder, NULL);
  g_assert_true (g_utf8_validate (wf_trace_get_text (trace, 0), -1, NULL));
  g_assert_true (g_utf8_validate (wf_trace_get_agent (trace, 0), -1, NULL));
}

/* What the log says of a step and of the run comes back; what it doesn't say is empty or unknown. */
static void
test_facts (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  const char *key, *value;

  add (builder, "A", WF_ROLE_FRAME, "x");
  add (builder, "A", WF_ROLE_WORK, "y");
  wf_trace_builder_set_name (builder, "run 7");
  wf_trace_builder_set_outcome (builder, WF_RUN_FAILED);
  wf_trace_builder_add_fact (builder, "model", "m");
  wf_trace_builder_set_id (builder, 1, "s1");
  wf_trace_builder_set_title (builder, 1, "search");
  wf_trace_builder_set_parent (builder, 1, 0);
  wf_trace_builder_set_input (builder, 1, "{}");
  wf_trace_builder_set_times (builder, 0, 5, 9);
  wf_trace_builder_set_times (builder, 1, 7, 6);
  wf_trace_builder_set_status (builder, 1, WF_STATUS_ERROR, "timeout");
  wf_trace_builder_set_usage (builder, 1, 42, 0.5);
  wf_trace_builder_add_attribute (builder, 1, "k", "v\xff");
  trace = wf_trace_builder_end (builder, NULL);

  g_assert_cmpstr (wf_trace_get_name (trace), ==, "run 7");
  g_assert_cmpint (wf_trace_get_outcome (trace), ==, WF_RUN_FAILED);
  g_assert_cmpuint (wf_trace_get_n_facts (trace), ==, 1);
  wf_trace_get_fact (trace, 0, &key, &value);
  g_assert_cmpstr (key, ==, "model");
  g_assert_cmpstr (value, ==, "m");
  g_assert_false (wf_trace_can_bear_blame (trace, 0));
  g_assert_cmpstr (wf_trace_get_step_id (trace, 0), ==, "");
  g_assert_cmpstr (wf_trace_get_title (trace, 0), ==, "");
  g_assert_cmpint (wf_trace_get_parent (trace, 0), ==, -1);
  g_assert_cmpint (wf_trace_get_end (trace, 0), ==, 9);
  g_assert_cmpint (wf_trace_get_tokens (trace, 0), ==, -1);
  g_assert_cmpuint (wf_trace_get_n_attributes (trace, 0), ==, 0);
  g_assert_cmpstr (wf_trace_get_step_id (trace, 1), ==, "s1");
  g_assert_cmpstr (wf_trace_get_title (trace, 1), ==, "search");
  g_assert_cmpint (wf_trace_get_parent (trace, 1), ==, 0);
  g_assert_cmpstr (wf_trace_get_input (trace, 1), ==, "{}");
  g_assert_cmpint (wf_trace_get_start (trace, 1), ==, 7);
  g_assert_true (wf_trace_get_end (trace, 1) == WF_TIME_UNKNOWN);
  g_assert_cmpint (wf_trace_get_status (trace, 1), ==, WF_STATUS_ERROR);
  g_assert_cmpstr (wf_trace_get_status_text (trace, 1), ==, "timeout");
  g_assert_cmpint (wf_trace_get_tokens (trace, 1), ==, 42);
  g_assert_cmpfloat (wf_trace_get_cost (trace, 1), ==, 0.5);
  wf_trace_get_attribute (trace, 1, 0, &key, &value);
  g_assert_cmpstr (key, ==, "k");
  g_assert_true (g_utf8_validate (value, -1, NULL));
}

/* No word of the log is left; who did what when is. */
static void
test_redact (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfTrace) redacted = NULL;

  wf_trace_builder_set_question (builder, "secret question");
  add (builder, "A", WF_ROLE_WORK, "secret");
  add (builder, "B", WF_ROLE_WORK, "secret");
  add (builder, "B", WF_ROLE_END, "");
  wf_trace_builder_set_input (builder, 1, "secret input");
  wf_trace_builder_set_status (builder, 1, WF_STATUS_ERROR, "secret error");
  wf_trace_builder_add_attribute (builder, 1, "key", "secret value");
  wf_trace_builder_add_fact (builder, "key", "secret value");
  wf_trace_builder_add_link (builder, 0, 1, WF_LINK_EXPLICIT);
  wf_trace_builder_set_label (builder, "A", 0);
  trace = wf_trace_builder_end (builder, NULL);
  redacted = wf_trace_redact (trace);

  /* the beginning of SHA-256 ("secret") */
  g_assert_cmpstr (wf_trace_get_text (redacted, 0), ==, "[6 characters, 2bb80d537b1d]");
  g_assert_cmpstr (wf_trace_get_text (redacted, 1), ==, wf_trace_get_text (redacted, 0));
  g_assert_cmpstr (wf_trace_get_text (redacted, 2), ==, "");
  g_assert_null (strstr (wf_trace_get_question (redacted), "secret"));
  g_assert_null (strstr (wf_trace_get_input (redacted, 1), "secret"));
  g_assert_null (strstr (wf_trace_get_status_text (redacted, 1), "secret"));
  g_assert_cmpuint (wf_trace_get_n_attributes (redacted, 1), ==, 0);
  g_assert_cmpuint (wf_trace_get_n_facts (redacted), ==, 0);
  g_assert_cmpstr (wf_trace_get_agent (redacted, 1), ==, "B");
  g_assert_cmpuint (wf_trace_get_n_links (redacted), ==, 1);
  g_assert_true (wf_trace_get_label (redacted, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/values", test_values);
  g_test_add_func ("/trace/agent-order", test_agent_order);
  g_test_add_func ("/trace/empty", test_empty);
  g_test_add_func ("/trace/too-many-agents", test_too_many_agents);
  g_test_add_func ("/trace/dangling-link", test_dangling);
  g_test_add_func ("/trace/label-out-of-range", test_label_out_of_range);
  g_test_add_func ("/trace/invalid-text", test_invalid_text);
  g_test_add_func ("/trace/facts", test_facts);
  g_test_add_func ("/trace/redact", test_redact);
  return g_test_run ();
}
