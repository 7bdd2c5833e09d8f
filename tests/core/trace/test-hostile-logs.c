/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tests/core/trace/log-fixture.h"

/* Numbers beyond what any clock or counter shows, in every reader that has some. */

static gboolean
has_note (WfTrace *trace, const char *part)
{
  for (const char *const *note = wf_trace_get_notes (trace); *note != NULL; note++)
    if (strstr (*note, part) != NULL)
      return TRUE;
  return FALSE;
}

/* Each between two of the ranges by which s, ms, us and ns are told apart. */
static void
test_absurd_counts (void)
{
  static const char *const counts[] = { "50000000000",          "'99999999999'",       "99999999999999",
                                        "99999999999999999",    "-50000000000",        "9223372036854775807",
                                        "-9223372036854775808", "99999999999999999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[{'name':'a','context':{'trace_id':'1','span_id':'1'},'start_time':%s,'attributes':{}}]",
          counts[i]);
      g_autoptr (WfTrace) trace = read_fixture ("otel-json", text);

      g_assert_cmpint (wf_trace_get_start (trace, 0), ==, WF_TIME_UNKNOWN);
      g_assert_true (has_note (trace, "before 1970 or after 2200"));
    }
}

static void
test_absurd_durations (void)
{
  g_autoptr (WfTrace) agentops = read_fixture (
      "agentops", "{'trace':{'trace_id':'t'},'spans':[{'span_id':'1','span_name':'x','span_attributes':{},"
                  "'start_time':'2249-01-01T00:00:00Z','duration':9e17},"
                  "{'span_id':'2','span_name':'y','span_attributes':{},'start_time':'2026-01-01T00:00:00Z',"
                  "'duration':1e999}]}");
  g_autoptr (WfTrace) jaeger = read_fixture (
      "jaeger", "{'data':[{'traceID':'t','spans':[{'traceID':'t','spanID':'1','operationName':'x',"
                "'startTime':1700000000000000,'duration':1e16},"
                "{'traceID':'t','spanID':'2','operationName':'y','startTime':1700000000000000}]}]}");

  for (gsize i = 0; i < 2; i++)
    {
      g_assert_cmpint (wf_trace_get_end (agentops, i), ==, WF_TIME_UNKNOWN);
      g_assert_cmpint (wf_trace_get_end (jaeger, i), ==, WF_TIME_UNKNOWN);
    }
}

/* No count of tokens and no price: unknown, not the nearest number. */
static void
test_absurd_usage (void)
{
  static const char *const logs[][2] = {
    { "agentops", "{'trace':{'trace_id':'t'},'spans':[{'span_id':'1','span_name':'x','span_attributes':{},"
                  "'metrics':{'total_tokens':1e300,'total_cost':1e999}}]}" },
    { "langfuse",
      "{'observations':[{'id':'1','type':'GENERATION','traceId':'t','startTime':'2026-01-01T00:00:00Z',"
      "'usageDetails':{'total':1e300},'costDetails':{'total':1e999}}]}" },
    { "langsmith", "[{'id':'1','trace_id':'1','dotted_order':'20260105T100000000000Z1','run_type':'llm',"
                   "'inputs':{},'total_tokens':1e300,'total_cost':1e999}]" },
    { "crewai-events", "[{'type':'llm_call_completed','event_id':'1','emission_sequence':1,"
                       "'usage':{'total_tokens':1e300}}]" },
    { "autogen-events",
      "{'type':'LLMCall','messages':[],'response':'x','agent_id':'a/b','prompt_tokens':1e300,"
      "'completion_tokens':1}" },
    { "openai-agents", "[{'object':'trace.span','id':'1','trace_id':'t','span_data':{'type':'response',"
                       "'usage':{'total_tokens':1e300}}}]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr (WfTrace) trace = read_fixture (logs[i][0], logs[i][1]);

      g_assert_cmpint (wf_trace_get_tokens (trace, 0), ==, -1);
      g_assert_cmpfloat (wf_trace_get_cost (trace, 0), <, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-logs/absurd-counts", test_absurd_counts);
  g_test_add_func ("/hostile-logs/absurd-durations", test_absurd_durations);
  g_test_add_func ("/hostile-logs/absurd-usage", test_absurd_usage);
  return g_test_run ();
}
