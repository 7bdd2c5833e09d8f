/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "log-fixture.h"

#define CREW                                                                                                 \
  "{'trace':{'trace_id':'t','root_span_name':'crew.workflow','duration':5000000000,'total_cost':0.25,"       \
  "'error_count':0,'tags':[]},'spans':["                                                                     \
  "{'span_id':'a','parent_span_id':'','span_name':'crew.workflow','span_type':'agent','start_time':"         \
  "'2026-01-05T10:00:00+00:00','end_time':'2026-01-05T10:00:05+00:00','duration':5000000000,'status_code':'" \
  "OK',"                                                                                                     \
  "'span_attributes':{'agentops':{'span':{'kind':'workflow'}},'crewai':{'crew':{'tasks':[{'description':'"   \
  "Find it.'},"                                                                                              \
  "{'description':'Write it.'}]}}}},"                                                                        \
  "{'span_id':'b','parent_span_id':'a','span_name':'Find it.task','span_type':'agent','start_time':"         \
  "'2026-01-05T10:00:01+00:00','duration':1500000000,'status_code':'OK','span_attributes':{'agentops':{'"    \
  "span':{'kind':"                                                                                           \
  "'workflow.step'},'entity':{'input':'Find "                                                                \
  "it.','output':'Found.'}},'crewai':{'task':{'agent':'Finder'}}}},"                                         \
  "{'span_id':'c','parent_span_id':'b','span_name':'model.llm','span_type':'agent','start_time':"            \
  "'2026-01-05T10:00:01+00:00','end_time':'2026-01-05T10:00:02+00:00','status_code':'ERROR','status_"        \
  "message':'cut off',"                                                                                      \
  "'metrics':{'total_tokens':293,'total_cost':'0.0100000'},'span_attributes':{'agentops':{'span':{'kind':'"  \
  "llm'}},"                                                                                                  \
  "'gen_ai':{'prompt':[{'role':'system','content':'Be brief.'},{'role':'user','content':'Find "              \
  "it.'}],'completion':[{"                                                                                   \
  "'role':'assistant','content':'Found.'}]}}},"                                                              \
  "{'span_id':'d','parent_span_id':'b','span_name':'search','span_type':'tool','start_time':"                \
  "'2026-01-05T10:00:03+00:00','span_attributes':{}}]}"

static void
test_crew (void)
{
  g_autoptr (WfTrace) trace = read_fixture ("agentops", CREW);

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 4);
  g_assert_cmpstr (wf_trace_get_name (trace), ==, "crew.workflow");
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "Find it.\nWrite it.");
  g_assert_cmpstr (get_fact (trace, "total_cost"), ==, "0.25");
  check_step (trace, 0, "crew.workflow", WF_STEP_OTHER, WF_ROLE_FRAME, "");
  check_step (trace, 1, "Finder", WF_STEP_OTHER, WF_ROLE_FRAME, "Found.");
  check_step (trace, 2, "Finder", WF_STEP_LLM, WF_ROLE_WORK, "Found.");
  check_step (trace, 3, "search", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "");
  g_assert_cmpstr (wf_trace_get_input (trace, 2), ==, "Find it.");
  g_assert_cmpint (wf_trace_get_tokens (trace, 2), ==, 293);
  g_assert_cmpfloat_with_epsilon (wf_trace_get_cost (trace, 2), 0.01, 1e-12);
  g_assert_cmpstr (wf_trace_get_status_text (trace, 2), ==, "cut off");
  /* in nanoseconds, where no end is said */
  g_assert_cmpint (wf_trace_get_end (trace, 1) - wf_trace_get_start (trace, 1), ==, 1500000000);
}

static void
test_malformed (void)
{
  check_malformed (CREW);
}

static void
test_shared (void)
{
  g_autofree char *path = shared_data_path ("traces-agentops/crewai-agentops-trace.json");
  g_autoptr (WfSource) source = path == NULL ? NULL : wf_source_open_path (path, NULL, NULL);
  g_autoptr (WfTrace) trace = source == NULL ? NULL : wf_trace_read (source, NULL, NULL);

  if (trace == NULL)
    return;
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 7);
  g_assert_cmpstr (wf_trace_get_agent (trace, 3), ==, "Website Researcher");
  g_assert_cmpstr (wf_trace_get_agent (trace, 6), ==, "Songwriter");
  g_assert_cmpint (wf_trace_get_tokens (trace, 3), ==, 293);
  g_assert_cmpint (wf_trace_get_tokens (trace, 6), ==, 684);
  for (gsize i = 0; i < 7; i++)
    g_assert_cmpint (wf_trace_get_role (trace, i), ==, i == 3 || i == 6 ? WF_ROLE_WORK : WF_ROLE_FRAME);
  g_assert_true (g_str_has_prefix (wf_trace_get_text (trace, 6), "Thought: "));
  g_assert_true (g_str_has_suffix (wf_trace_get_question (trace), "\nWrite a song based on research."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agentops/crew", test_crew);
  g_test_add_func ("/agentops/malformed", test_malformed);
  g_test_add_func ("/agentops/shared", test_shared);
  return g_test_run ();
}
