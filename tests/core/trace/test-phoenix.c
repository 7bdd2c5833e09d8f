/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "log-fixture.h"

#define ID(span) "'context':{'trace_id':'t1','span_id':'" span "'}"

/* An agent that calls a model, a tool that fails, a kind that nobody knows; attributes in the order of their
 * names, as Phoenix sorts them. */
#define AGENT                                                                                                \
  "{'id':'x','name':'turn'," ID ("s1") ",'span_kind':'AGENT','parent_id':null,"                              \
                                       "'start_time':'2026-01-05T10:00:00+00:00','end_time':'2026-01-05T10:" \
                                       "00:09+00:00','status_code':'OK',"                                    \
                                       "'status_message':'','attributes':{'agent.name':'planner','input."    \
                                       "value':'When is high tide?','output.value':"                         \
                                       "'At noon.','openinference.span.kind':'AGENT'},'events':[]}"
#define MODEL                                                                                                \
  "{'name':'some-model'," ID (                                                                               \
      "s2") ",'span_kind':'LLM','parent_id':'s1',"                                                           \
            "'start_time':'2026-01-05T10:00:01Z','end_time':'2026-01-05T10:00:02Z','status_code':'OK','"     \
            "attributes':{"                                                                                  \
            "'llm.input_messages.0.message.content':'Be "                                                    \
            "brief.','llm.input_messages.0.message.role':'system',"                                          \
            "'llm.input_messages.1.message.content':'When is high "                                          \
            "tide?','llm.input_messages.1.message.role':'user',"                                             \
            "'llm.output_messages.0.message.role':'assistant',"                                              \
            "'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments':'{}',"                \
            "'llm.output_messages.0.message.tool_calls.0.tool_call.function.name':'search',"                 \
            "'llm.output_messages.0.message.tool_calls.1.tool_call.function.name':'clock',"                  \
            "'llm.output_messages.0.message.content':'I look.',"                                             \
            "'llm.token_count.prompt':30,'llm.token_count.completion':12}}"
#define TOOL                                                                                                 \
  "{'name':'search'," ID (                                                                                   \
      "s3") ",'span_kind':'TOOL','parent_id':'s1',"                                                          \
            "'start_time':'2026-01-05T10:00:03Z','end_time':'2026-01-05T10:00:04Z','status_code':'ERROR','"  \
            "attributes':{"                                                                                  \
            "'tool.name':'search','input.value':'{}'},"                                                      \
            "'events':[{'name':'exception','attributes':{'exception.message':'timeout'}}]}"
#define STRANGE                                                                                              \
  "{'name':'spell'," ID ("s4") ",'span_kind':'WIZARD','parent_id':'s1',"                                     \
                               "'start_time':'2026-01-05T10:00:05Z','end_time':'2026-01-05T10:00:06Z','"     \
                               "status_code':'UNSET','attributes':{}}"
#define LIST "[" AGENT "," MODEL "," TOOL "," STRANGE "]"

static void
test_spans (void)
{
  g_autoptr (WfTrace) trace = read_fixture ("otel-json", LIST);

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 4);
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "When is high tide?");
  check_step (trace, 0, "planner", WF_STEP_AGENT, WF_ROLE_FRAME, "At noon.");
  check_step (trace, 1, "planner", WF_STEP_LLM, WF_ROLE_WORK, "I look.\nsearch({})\nclock()");
  check_step (trace, 2, "search", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "timeout");
  check_step (trace, 3, "planner", WF_STEP_OTHER, WF_ROLE_FRAME, "");
  g_assert_cmpstr (wf_trace_get_input (trace, 1), ==, "When is high tide?");
  g_assert_cmpstr (wf_trace_get_input (trace, 2), ==, "{}");
  g_assert_cmpint (wf_trace_get_tokens (trace, 1), ==, 42);
  g_assert_cmpint (wf_trace_get_status (trace, 2), ==, WF_STATUS_ERROR);
  g_assert_cmpstr (wf_trace_get_status_text (trace, 2), ==, "timeout");
  g_assert_cmpint (wf_trace_get_end (trace, 0) - wf_trace_get_start (trace, 0), ==,
                   9 * G_GINT64_CONSTANT (1000000000));
  g_assert_cmpint (wf_trace_get_parent (trace, 3), ==, 0);
  g_assert_true (has_link (trace, 0, 1, WF_LINK_PARENT));
  g_assert_true (has_link (trace, 1, 2, WF_LINK_TIME));
}

/* A list, lines in any order, what the server answers, a list a case: the same steps. */
static void
test_shapes (void)
{
  static const char *const shapes[] = { MODEL "\n" AGENT "\n" STRANGE "\n" TOOL "\n",
                                        "{'data':" LIST ",'next_cursor':null}",
                                        "{'a case':" LIST ",'an empty one':[]}" };
  g_autoptr (WfTrace) list = read_fixture ("otel-json", LIST);

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (WfTrace) trace = read_fixture ("otel-json", shapes[i]);

      check_equal (trace, list);
      g_assert_cmpstr (wf_trace_get_name (trace), ==, i == 2 ? "a case" : "t1");
    }
}

/* A data frame: columns as lists, columns by row label, rows one by one. */
static void
test_frame (void)
{
  static const char *const shapes[] = {
    "{'name':['a','b'],'span_kind':['AGENT','LLM'],'parent_id':[null,'s1'],'start_time':[1767607200000,"
    "1767607201000],"
    "'end_time':[1767607209000,1767607202000],'status_code':['OK','OK'],'context.trace_id':['t1','t1'],"
    "'context.span_id':['s1','s2'],'attributes.openinference.span.kind':['AGENT','LLM'],'attributes.agent."
    "name':["
    "'planner',null],'attributes.input.value':['When?',null],'attributes.llm.output_messages':[null,[{"
    "'message.role':'assistant','message.content':'At noon.'}]]}",
    "{'name':{'7':'a','3':'b'},'span_kind':{'7':'AGENT','3':'LLM'},'parent_id':{'7':null,'3':'s1'},'start_"
    "time':{"
    "'7':1767607200000,'3':1767607201000},'end_time':{'7':1767607209000,'3':1767607202000},'status_code':{'7'"
    ":'OK',"
    "'3':'OK'},'context.trace_id':{'7':'t1','3':'t1'},'context.span_id':{'7':'s1','3':'s2'},"
    "'attributes.openinference.span.kind':{'7':'AGENT','3':'LLM'},'attributes.agent.name':{'7':'planner'},"
    "'attributes.input.value':{'7':'When?'},'attributes.llm.output_messages':{'3':[{'message.role':'"
    "assistant',"
    "'message.content':'At noon.'}]}}",
    "{'name':'a','span_kind':'AGENT','parent_id':null,'start_time':1767607200000,'end_time':1767607209000,'"
    "status_code':"
    "'OK','context.trace_id':'t1','context.span_id':'s1','attributes.openinference.span.kind':'AGENT',"
    "'attributes.agent.name':'planner','attributes.input.value':'When?'}\n"
    "{'name':'b','span_kind':'LLM','parent_id':'s1','start_time':1767607201000,'end_time':1767607202000,'"
    "status_code':"
    "'OK','context.trace_id':'t1','context.span_id':'s2','attributes.openinference.span.kind':'LLM',"
    "'attributes.llm.output_messages':[{'message.role':'assistant','message.content':'At noon.'}]}\n",
  };
  g_autoptr (WfTrace) first = read_fixture ("otel-json", shapes[0]);

  check_step (first, 0, "planner", WF_STEP_AGENT, WF_ROLE_FRAME, "");
  check_step (first, 1, "planner", WF_STEP_LLM, WF_ROLE_WORK, "At noon.");
  g_assert_cmpint (wf_trace_get_start (first, 1), ==, G_GINT64_CONSTANT (1767607201000000000));
  for (gsize i = 1; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (WfTrace) trace = read_fixture ("otel-json", shapes[i]);

      check_equal (trace, first);
    }
}

/* The graph of agents says who came after whom. */
static void
test_graph (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "otel-json",
      "[{'name':'a'," ID (
          "s1") ",'span_kind':'AGENT','parent_id':null,'status_code':'OK','attributes':{"
                "'graph.node.id':'planner','graph.node.parent_id':''}},"
                "{'name':'b'," ID (
                    "s2") ",'span_kind':'LLM','parent_id':'s1','status_code':'OK','attributes':{}},"
                          "{'name':'c'," ID (
                              "s3") ",'span_kind':'AGENT','parent_id':null,'status_code':'OK','attributes':{"
                                    "'graph.node.id':'writer','graph.node.parent_id':'planner'}}]");

  check_step (trace, 1, "planner", WF_STEP_LLM, WF_ROLE_WORK, "");
  check_step (trace, 2, "writer", WF_STEP_AGENT, WF_ROLE_WORK, "");
  g_assert_true (has_link (trace, 1, 2, WF_LINK_EXPLICIT));
}

static void
test_malformed (void)
{
  check_malformed (LIST);
  check_malformed ("{'context.span_id':['s1'],'name':['a'],'attributes.llm.model_name':['m']}");
}

/* One turn of an agent: 8 calls of tools, 9 of the model and the turn. Three cases, the second of which
 * failed. */
static void
test_shared (void)
{
  static const gsize n_steps[] = { 10, 11, 10 };
  static const char *const names[] = { "accepted_prompt_edit", "rejected_prompt_edit",
                                       "mixed_annotation_config" };
  g_autofree char *turn = shared_data_path ("traces-phoenix/pxi_turn_trace.json");
  g_autofree char *cases =
      turn == NULL ? NULL : shared_data_path ("traces-phoenix/pxi_suggestion_traces.json");
  g_autoptr (WfSource) source = cases == NULL ? NULL : wf_source_open_path (turn, NULL, NULL);
  g_autoptr (WfSource) other = cases == NULL ? NULL : wf_source_open_path (cases, NULL, NULL);
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  guint n_work = 0;

  if (other == NULL)
    return;
  trace = wf_trace_read (source, NULL, NULL);
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 18);
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "can you save this trace to a dataset?");
  check_step (trace, 1, "pxi.turn", WF_STEP_LLM, WF_ROLE_WORK, "list_datasets()");
  check_step (trace, 3, "pxi.turn", WF_STEP_LLM, WF_ROLE_WORK,
              "list_datasets({\"after\": \"fixture-cursor\"})");
  g_assert_cmpint (wf_trace_get_status (trace, 10), ==, WF_STATUS_ERROR);
  for (gsize i = 0; i < 18; i++)
    n_work += wf_trace_get_role (trace, i) == WF_ROLE_WORK;
  g_assert_cmpuint (n_work, ==, 9);
  runs = wf_traces_read (other, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 3);
  for (guint r = 0; r < 3; r++)
    {
      g_assert_cmpuint (wf_trace_get_n_steps (g_ptr_array_index (runs, r)), ==, n_steps[r]);
      g_assert_cmpstr (wf_trace_get_name (g_ptr_array_index (runs, r)), ==, names[r]);
      g_assert_cmpint (wf_trace_get_outcome (g_ptr_array_index (runs, r)), ==,
                       r == 1 ? WF_RUN_FAILED : WF_RUN_UNKNOWN);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phoenix/spans", test_spans);
  g_test_add_func ("/phoenix/shapes", test_shapes);
  g_test_add_func ("/phoenix/frame", test_frame);
  g_test_add_func ("/phoenix/graph", test_graph);
  g_test_add_func ("/phoenix/malformed", test_malformed);
  g_test_add_func ("/phoenix/shared", test_shared);
  return g_test_run ();
}
