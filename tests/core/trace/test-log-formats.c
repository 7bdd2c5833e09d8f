/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/trace/corpus.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

/* What is expected of one step: agent, role, and a part of its text. */
typedef struct
{
  const char *agent;
  WfStepRole role;
  const char *text;
} Step;

#define MAX_STEPS 8

/* A small log of each format that the project has no file of, and what is made of it. */
typedef struct
{
  const char *format;
  const char *text;
  Step steps[MAX_STEPS];
  /* one link that must be there: from + 1, to + 1, source; from 0 = none asked for */
  guint from, to;
  WfLinkSource source;
} Case;

#define CHAT(message) message "\n"

static const Case cases[] = {
  { "otlp",
    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
    "{\"traceId\":\"0a\",\"spanId\":\"01\",\"name\":\"invoke_agent planner\",\"startTimeUnixNano\":"
    "\"1700000000000000000\",\"endTimeUnixNano\":\"1700000002000000000\",\"attributes\":["
    "{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"invoke_agent\"}},"
    "{\"key\":\"gen_ai.agent.name\",\"value\":{\"stringValue\":\"planner\"}}]},"
    "{\"traceId\":\"0a\",\"spanId\":\"02\",\"parentSpanId\":\"01\",\"name\":\"chat m\",\"startTimeUnixNano\":"
    "\"1700000000100000000\",\"endTimeUnixNano\":\"1700000000200000000\",\"attributes\":["
    "{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"chat\"}},"
    "{\"key\":\"gen_ai.output.messages\",\"value\":{\"stringValue\":\"[{\\\"role\\\":\\\"assistant\\\","
    "\\\"parts\\\":"
    "[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"I look it up.\\\"}]}]\"}}]},"
    "{\"traceId\":\"0a\",\"spanId\":\"03\",\"parentSpanId\":\"01\",\"name\":\"execute_tool search\","
    "\"startTimeUnixNano\":1700000000500000000,\"endTimeUnixNano\":1700000000900000000,\"attributes\":["
    "{\"key\":\"gen_ai.tool.name\",\"value\":{\"stringValue\":\"search\"}}],"
    "\"status\":{\"code\":2,\"message\":\"timeout\"}}]}]}]}",
    { { "planner", WF_ROLE_FRAME, "" },
      { "planner", WF_ROLE_WORK, "I look it up." },
      { "search", WF_ROLE_ENVIRONMENT, "timeout" } },
    2,
    3,
    WF_LINK_TIME },
  { "otel-json",
    "{\"name\":\"chat\",\"context\":{\"trace_id\":\"0x1\",\"span_id\":\"0x2\"},\"kind\":\"SpanKind."
    "INTERNAL\","
    "\"parent_id\":null,\"start_time\":\"2026-01-05T10:00:00Z\",\"end_time\":\"2026-01-05T10:00:01Z\","
    "\"status\":{\"status_code\":\"ERROR\",\"description\":\"no\"},\"attributes\":{\"gen_ai.request.model\":"
    "\"m\","
    "\"gen_ai.completion.0.content\":\"tides\",\"gen_ai.agent.name\":\"sailor\"}}",
    { { "sailor", WF_ROLE_WORK, "tides" } } },
  { "jaeger",
    "{\"data\":[{\"traceID\":\"t\",\"spans\":[{\"traceID\":\"t\",\"spanID\":\"a\",\"operationName\":\"get\","
    "\"references\":[],\"startTime\":1700000000000000,\"duration\":50,\"tags\":[],\"processID\":\"p1\"},"
    "{\"traceID\":\"t\",\"spanID\":\"b\",\"operationName\":\"read\",\"references\":[{\"refType\":\"CHILD_"
    "OF\","
    "\"traceID\":\"t\",\"spanID\":\"a\"}],\"startTime\":1700000000000010,\"duration\":5,\"tags\":[{\"key\":"
    "\"error\",\"type\":\"bool\",\"value\":true}],\"processID\":\"p2\"}],\"processes\":{\"p1\":{"
    "\"serviceName\":"
    "\"web\"},\"p2\":{\"serviceName\":\"store\"}}}]}",
    { { "web", WF_ROLE_FRAME, "" }, { "store", WF_ROLE_WORK, "" } },
    1,
    2,
    WF_LINK_PARENT },
  { "langfuse",
    "{\"observations\":[{\"id\":\"o1\",\"traceId\":\"t1\",\"parentObservationId\":null,\"type\":\"AGENT\","
    "\"name\":"
    "\"planner\",\"startTime\":\"2026-01-05T10:00:00.000Z\"},{\"id\":\"o2\",\"traceId\":\"t1\","
    "\"parentObservationId\":\"o1\",\"type\":\"TOOL\",\"name\":\"search\",\"startTime\":"
    "\"2026-01-05T10:00:00.500Z\",\"level\":\"ERROR\",\"statusMessage\":\"timeout\",\"output\":null}],"
    "\"scores\":[]}",
    { { "planner", WF_ROLE_WORK, "" }, { "search", WF_ROLE_ENVIRONMENT, "timeout" } },
    1,
    2,
    WF_LINK_PARENT },
  { "langsmith",
    "{\"id\":\"b\",\"trace_id\":\"a\",\"parent_run_id\":\"a\",\"dotted_order\":\"1Za.2Zb\",\"name\":\"llm\","
    "\"run_type\":\"llm\",\"inputs\":{\"messages\":[{\"role\":\"user\",\"content\":\"when?\"}]},\"outputs\":"
    "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"at noon\"}}]},\"extra\":{\"metadata\":{"
    "\"langgraph_node\":\"writer\"}}}\n"
    "{\"id\":\"a\",\"trace_id\":\"a\",\"parent_run_id\":null,\"dotted_order\":\"1Za\",\"name\":\"graph\","
    "\"run_type\":\"chain\",\"inputs\":{\"task\":\"tides\"},\"outputs\":{}}",
    { { "graph", WF_ROLE_FRAME, "" }, { "writer", WF_ROLE_WORK, "at noon" } },
    1,
    2,
    WF_LINK_PARENT },
  { "openai-agents",
    "{\"object\":\"trace\",\"id\":\"t\",\"workflow_name\":\"w\"}\n"
    "{\"object\":\"trace.span\",\"id\":\"s1\",\"trace_id\":\"t\",\"parent_id\":null,\"started_at\":"
    "\"2026-01-05T10:00:00+00:00\",\"ended_at\":\"2026-01-05T10:00:01+00:00\",\"span_data\":{\"type\":"
    "\"handoff\","
    "\"from_agent\":\"planner\",\"to_agent\":\"writer\"}}\n"
    "{\"object\":\"trace.span\",\"id\":\"s2\",\"trace_id\":\"t\",\"parent_id\":null,\"started_at\":"
    "\"2026-01-05T10:00:02+00:00\",\"ended_at\":\"2026-01-05T10:00:03+00:00\",\"span_data\":{\"type\":"
    "\"agent\","
    "\"name\":\"writer\"}}",
    { { "planner", WF_ROLE_INSTRUCT, "planner → writer" }, { "writer", WF_ROLE_WORK, "" } },
    1,
    2,
    WF_LINK_EXPLICIT },
  { "crewai-events",
    "{\"type\":\"agent_execution_started\",\"event_id\":\"e1\",\"emission_sequence\":1,\"agent_role\":"
    "\"Writer\"}\n"
    "{\"type\":\"tool_usage_started\",\"event_id\":\"e2\",\"parent_event_id\":\"e1\",\"emission_sequence\":2,"
    "\"tool_name\":\"search\",\"tool_args\":{\"q\":1}}\n"
    "{\"type\":\"tool_usage_finished\",\"event_id\":\"e3\",\"started_event_id\":\"e2\",\"emission_sequence\":"
    "3,"
    "\"output\":\"found\"}\n"
    "{\"type\":\"brand_new_event\",\"event_id\":\"e4\",\"triggered_by_event_id\":\"e2\",\"emission_"
    "sequence\":4}",
    { { "Writer", WF_ROLE_WORK, "" },
      { "search", WF_ROLE_ENVIRONMENT, "found" },
      { "brand_new_event", WF_ROLE_FRAME, "" } },
    2,
    3,
    WF_LINK_EXPLICIT },
  { "crewai",
    "[{\"timestamp\":\"2026-01-05 10:00:00\",\"task_name\":\"t\",\"task\":\"Find "
    "it\",\"agent\":\"Finder\",\"status\":"
    "\"started\"},{\"timestamp\":\"2026-01-05 10:00:09\",\"task_name\":\"t\",\"task\":\"Find it\",\"agent\":"
    "\"Finder\",\"status\":\"completed\",\"output\":\"Here\"}]",
    { { "Finder", WF_ROLE_FRAME, "Find it" }, { "Finder", WF_ROLE_WORK, "Here" } } },
  { "crewai-text",
    "2026-01-05 10:00:00: task_name=\"t\", task=\"Find it\", agent=\"Finder\", status=\"started\"\n"
    "2026-01-05 10:00:09: task_name=\"t\", task=\"Find it\", agent=\"Finder\", status=\"completed\", "
    "output=\"the \"best\" "
    "one\nof two\"\n",
    { { "Finder", WF_ROLE_FRAME, "Find it" }, { "Finder", WF_ROLE_WORK, "of two" } } },
  { "autogen-events",
    "INFO:autogen_core.events:{\"type\":\"Message\",\"payload\":\"{\\\"content\\\":\\\"Go.\\\"}\",\"sender\":"
    "null,"
    "\"receiver\":\"planner/"
    "default\",\"kind\":\"MessageKind.DIRECT\",\"delivery_stage\":\"DeliveryStage.SEND\"}\n"
    "INFO:autogen_core.events:{\"type\":\"Message\",\"payload\":\"{\\\"content\\\":\\\"Go.\\\"}\",\"sender\":"
    "null,"
    "\"receiver\":\"planner/"
    "default\",\"kind\":\"MessageKind.DIRECT\",\"delivery_stage\":\"DeliveryStage.DELIVER\"}\n"
    "INFO:autogen_core.events:{\"type\":\"LLMCall\",\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}],"
    "\"response\":{\"choices\":[{\"message\":{\"content\":\"I search.\"}}]},\"prompt_tokens\":3,"
    "\"completion_tokens\":2,\"agent_id\":\"planner/default\"}\n"
    "INFO:autogen_core.events:{\"type\":\"ToolCall\",\"tool_name\":\"search\",\"arguments\":{\"q\":1},"
    "\"result\":"
    "\"none\",\"agent_id\":\"planner/default\"}\n",
    { { "runtime", WF_ROLE_TASK, "Go." },
      { "planner", WF_ROLE_WORK, "I search." },
      { "search", WF_ROLE_ENVIRONMENT, "none" } },
    2,
    3,
    WF_LINK_SEQUENCE },
  { "autogen-chat",
    "[{\"type\":\"TextMessage\",\"source\":\"user\",\"content\":\"Write.\",\"models_usage\":null,"
    "\"metadata\":{}},"
    "{\"type\":\"ToolCallRequestEvent\",\"source\":\"planner\",\"content\":[{\"id\":\"c1\",\"arguments\":\"{}"
    "\","
    "\"name\":\"look\"}],\"models_usage\":null,\"metadata\":{}},"
    "{\"type\":\"ToolCallExecutionEvent\",\"source\":\"planner\",\"content\":[{\"content\":\"seen\",\"name\":"
    "\"look\","
    "\"call_id\":\"c1\",\"is_error\":false}],\"models_usage\":null,\"metadata\":{}},"
    "{\"type\":\"HandoffMessage\",\"source\":\"planner\",\"target\":\"writer\",\"content\":\"Please.\","
    "\"context\":[],"
    "\"models_usage\":null,\"metadata\":{}},"
    "{\"type\":\"NewKindOfEvent\",\"source\":\"writer\",\"content\":\"?\",\"models_usage\":null,\"metadata\":"
    "{}}]",
    { { "user", WF_ROLE_TASK, "Write." },
      { "planner", WF_ROLE_WORK, "look({})" },
      { "planner", WF_ROLE_ENVIRONMENT, "seen" },
      { "planner", WF_ROLE_INSTRUCT, "Please." },
      { "writer", WF_ROLE_FRAME, "?" } },
    4,
    5,
    WF_LINK_EXPLICIT },
  { "tau-bench",
    "[{\"task_id\":3,\"trial\":0,\"reward\":0.0,\"info\":{\"task\":{\"instruction\":\"Cancel "
    "it.\"}},\"traj\":["
    "{\"role\":\"system\",\"content\":\"Rules.\"},{\"role\":\"user\",\"content\":\"Hi\"},"
    "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":"
    "\"cancel\","
    "\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"name\":\"cancel\",\"content\":"
    "\"ok\"}]}]",
    { { "system", WF_ROLE_FRAME, "Rules." },
      { "user", WF_ROLE_TASK, "Hi" },
      { "assistant", WF_ROLE_WORK, "cancel({})" },
      { "cancel", WF_ROLE_ENVIRONMENT, "ok" } },
    3,
    4,
    WF_LINK_EXPLICIT },
  { "speakers",
    "2026-11-27 22:14:03,411 INFO planner: We look for the visits.\n"
    "2026-11-27 22:14:05,411 INFO searcher: I found 39000 visits.\nThey are on the page.\n"
    "2026-11-27 22:14:09,411 ERROR tool.browser: timeout\n"
    "2026-11-27 22:14:10,002 - coder - INFO - The answer is 18.2.\n",
    { { "planner", WF_ROLE_PLAN, "We look for the visits." },
      { "searcher", WF_ROLE_WORK, "They are on the page." },
      { "tool.browser", WF_ROLE_ENVIRONMENT, "timeout" },
      { "coder", WF_ROLE_WORK, "The answer is 18.2." } } },
  { "agentsight",
    "{\"timestamp\":1700000000001,\"source\":\"ssl\",\"pid\":7,\"comm\":\"claude\",\"data\":\"I run the "
    "tests.\"}\n"
    "{\"timestamp\":1700000000002,\"source\":\"process\",\"pid\":8,\"comm\":\"pytest\",\"data\":\"2 "
    "failed\"}\n",
    { { "claude", WF_ROLE_WORK, "I run the tests." }, { "pytest", WF_ROLE_ENVIRONMENT, "2 failed" } } },
  { "trace-elephant",
    "[{\"agent_name\":\"Orchestrator (-> Coder)\",\"input\":[{\"role\":\"user\",\"content\":\"Sort "
    "it.\"}],\"output\":\"Write it.\"},{\"agent_name\":\"Coder\",\"input\":\"Write "
    "it.\",\"output\":{\"content\":\"sorted(x)\"}}]",
    { { "Orchestrator", WF_ROLE_INSTRUCT, "Write it." }, { "Coder", WF_ROLE_WORK, "sorted(x)" } } },
  { "swe-agent",
    "{\"trajectory\":[{\"action\":\"ls\",\"observation\":\"a.py\",\"response\":\"I list.\\n```\\nls\\n```\","
    "\"thought\":\"I list.\",\"state\":\"{}\"}],\"history\":[{\"role\":\"user\",\"content\":\"Fix "
    "it\"}],\"info\":"
    "{\"exit_status\":\"submitted\"}}",
    { { "agent", WF_ROLE_WORK, "I list." }, { "shell", WF_ROLE_ENVIRONMENT, "a.py" } },
    1,
    2,
    WF_LINK_EXPLICIT },
  { "openai-run-state",
    "{\"$schemaVersion\":\"1.0\",\"current_agent\":{\"name\":\"a\"},\"original_input\":\"Do.\",\"generated_"
    "items\":["
    "{\"type\":\"tool_call_item\",\"agent\":{\"name\":\"a\"},\"raw_item\":{\"type\":\"function_call\","
    "\"name\":\"f\","
    "\"arguments\":\"{}\",\"call_id\":\"c\"}},{\"type\":\"tool_call_output_item\",\"raw_item\":{\"call_id\":"
    "\"c\"},"
    "\"output\":\"42\"}]}",
    { { "user", WF_ROLE_TASK, "Do." },
      { "a", WF_ROLE_WORK, "f({})" },
      { "tool", WF_ROLE_ENVIRONMENT, "42" } },
    2,
    3,
    WF_LINK_EXPLICIT },
  { "anthropic-session",
    "[\"client.beta.sessions.create\",{\"agent\":{\"name\":\"Coder\"},\"title\":\"Quick\"}]\n"
    "[\"client.beta.sessions.events.stream\",{\"id\":\"1\",\"type\":\"user.message\",\"content\":[{\"type\":"
    "\"text\","
    "\"text\":\"date?\"}],\"processed_at\":\"x\"}]\n"
    "[\"client.beta.sessions.events.stream\",{\"id\":\"2\",\"type\":\"agent.tool_use\",\"name\":\"bash\","
    "\"input\":{}}]\n"
    "[\"client.beta.sessions.events.stream\",{\"id\":\"3\",\"type\":\"agent.tool_result\",\"tool_use_id\":"
    "\"2\","
    "\"content\":[{\"type\":\"text\",\"text\":\"Monday\"}]}]\n",
    { { "user", WF_ROLE_TASK, "date?" },
      { "Coder", WF_ROLE_WORK, "bash({" },
      { "tool", WF_ROLE_ENVIRONMENT, "Monday" } },
    2,
    3,
    WF_LINK_EXPLICIT },
  { "chat",
    CHAT ("{\"role\":\"user\",\"content\":\"When?\"}")
        CHAT ("{\"role\":\"assistant\",\"content\":\"At noon.\"}"),
    { { "user", WF_ROLE_TASK, "When?" }, { "assistant", WF_ROLE_WORK, "At noon." } } },
  { "mast",
    "{\"instance_id\":\"i\",\"problem_statement\":[\"Add\",\"them\"],\"trajectory\":[{\"role\":\"assistant\","
    "\"name\":"
    "\"solver\",\"content\":[\"It is\",\"7\"]}]}",
    { { "solver", WF_ROLE_PLAN, "It is\n7" } } },
  { "speakers",
    "noise\n---------- user ----------\nGo.\n---------- WebSurfer ----------\nI clicked.\n",
    { { "log", WF_ROLE_ENVIRONMENT, "noise" },
      { "user", WF_ROLE_TASK, "Go." },
      { "WebSurfer", WF_ROLE_WORK, "I clicked." } } },
  { "text",
    "Some words that nobody in particular said,\non two lines.\n",
    { { "log", WF_ROLE_PLAN, "on two lines." } } },
  { "text",
    "Ann: Hello there.\nBob: Hello to you.\nAnn: It is seven.\nBob: It is not.\n",
    { { "Ann", WF_ROLE_PLAN, "Hello there." } } },
};

static GPtrArray *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "x");

  return wf_traces_read (source, NULL, error);
}

static gboolean
has_link (WfTrace *trace, const Case *expected)
{
  for (gsize l = 0; l < wf_trace_get_n_links (trace); l++)
    {
      guint from, to;
      WfLinkSource source;

      wf_trace_get_link (trace, l, &from, &to, &source);
      if (from + 1 == expected->from && to + 1 == expected->to && source == expected->source)
        return TRUE;
    }
  return FALSE;
}

static void
check_case (const Case *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = read_text (expected->text, &error);
  WfTrace *trace;

  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 1);
  trace = g_ptr_array_index (runs, 0);
  g_test_message ("%s", expected->format);
  g_assert_cmpstr (wf_trace_get_format (trace), ==, expected->format);
  for (gsize i = 0; i < MAX_STEPS && expected->steps[i].agent != NULL; i++)
    {
      g_assert_cmpuint (i, <, wf_trace_get_n_steps (trace));
      g_assert_cmpstr (wf_trace_get_agent (trace, i), ==, expected->steps[i].agent);
      g_assert_cmpint (wf_trace_get_role (trace, i), ==, expected->steps[i].role);
      g_assert_nonnull (strstr (wf_trace_get_text (trace, i), expected->steps[i].text));
    }
  if (expected->from > 0)
    g_assert_true (has_link (trace, expected));
}

static void
test_formats (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

static guint32 seed;

static guint
draw (guint n)
{
  seed = seed * 1664525 + 1013904223;
  return (guint) (((guint64) seed * n) >> 32);
}

/* Whatever happens to a log, it is read or refused: bytes cut off, doubled, or turned into others. */
static void
test_mutations (void)
{
  seed = 1;
  for (guint round = 0; round < 4000; round++)
    {
      const char *text = cases[round % G_N_ELEMENTS (cases)].text;
      g_autoptr (GString) mutated = g_string_new (text);
      g_autoptr (GPtrArray) runs = NULL;
      g_autoptr (GError) error = NULL;

      for (guint n = 1 + draw (4); n > 0 && mutated->len > 4; n--)
        {
          gsize at = draw ((guint) mutated->len - 1);

          if (draw (3) == 0)
            g_string_truncate (mutated, at + 1);
          else if (draw (2) == 0)
            mutated->str[at] = "{}[]\",:0n\x01\xff"[draw (11)];
          else
            g_string_insert_len (mutated, (gssize) at, mutated->str, (gssize) MIN (at, 40));
        }
      {
        g_autoptr (GBytes) bytes = g_bytes_new (mutated->str, mutated->len);
        g_autoptr (WfSource) source = wf_source_new (bytes, "x");

        runs = wf_traces_read (source, NULL, &error);
      }
      g_assert_true ((runs == NULL) == (error != NULL));
    }
}

/* ---- every file of the shared data ---- */

typedef struct
{
  const char *path;
  gsize n_runs;  /* 0 = refused */
  gsize n_steps; /* of all runs */
} File;

/* Counts that the READMEs and indices of the data give where they give any: spans, observations, messages;
 * trajectory steps of SWE-agent count twice, an action and its observation. */
static const File files[] = {
  { "traces-otlp/otlp-spec-example.json", 1, 1 },
  { "traces-otlp/otlp-spec-logs-example.json", 0, 0 },
  { "traces-otlp/otlp-spec-metrics-example.json", 0, 0 },
  { "traces-otlp/jaeger-GetTrace.json", 1, 1 },
  { "traces-otlp/jaeger-otlp2jaeger-in.json", 1, 2 },
  { "traces-otlp/jaeger-log_tags_trace.json", 1, 1 },
  { "traces-any-agent/AGNO_trace.json", 1, 6 },
  { "traces-any-agent/LANGCHAIN_trace.json", 1, 7 },
  { "traces-any-agent/LLAMA_INDEX_trace.json", 1, 9 },
  { "traces-any-agent/SMOLAGENTS_trace.json", 1, 7 },
  { "traces-any-agent/TINYAGENT_trace.json", 1, 8 },
  { "traces-phoenix/pxi_turn_trace.json", 1, 18 },
  { "traces-phoenix/pxi_suggestion_traces.json", 3, 31 },
  { "traces-nested-spans/nested-1.json", 1, 12 },
  { "traces-nested-spans/nested-2.json", 1, 18 },
  { "traces-nested-spans/nested-3.json", 1, 24 },
  { "traces-agentops/crewai-agentops-trace.json", 1, 7 },
  { "traces-langfuse/agno-2025-06-11.trace.json", 1, 6 },
  { "traces-langfuse/autogen-2025-06-06.trace.json", 1, 2 },
  { "traces-langfuse/beeai-2025-08-01.trace.json", 1, 29 },
  { "traces-langfuse/claude-agent-2025-12-22.trace.json", 1, 7 },
  { "traces-langfuse/crewai-2025-07-11.trace.json", 1, 6 },
  { "traces-langfuse/langgraph-js-2025-10-30.trace.json", 1, 20 },
  { "traces-langfuse/langgraph-python-2025-08-22.trace.json", 1, 9 },
  { "traces-langfuse/llamaindex-2025-06-05.trace.json", 1, 2 },
  { "traces-langfuse/openai-agents-2025-09-30.trace.json", 1, 5 },
  { "traces-langfuse/pydantic-ai-2025-06-06.trace.json", 1, 3 },
  { "traces-langfuse/pydantic-ai-tools-2025-06-06.trace.json", 1, 3 },
  { "traces-langfuse/pydantic-ai-tools-2025-12-04.trace.json", 1, 12 },
  { "traces-langfuse/pydantic-ai-with-gemini-2025-12-24.trace.json", 1, 1 },
  { "traces-langfuse/vertex-ai-2025-08-01.trace.json", 1, 1 },
  { "traces-langfuse/agno-2025-06-11.chatml.json", 0, 0 },
  { "traces-langfuse/beeai-2025-08-01.chatml.json", 0, 0 },
  { "traces-langfuse/pydantic-ai-2025-06-06.chatml.json", 0, 0 },
  { "traces-langsmith/langsmith_py_wrap_openai_.json", 1, 1 },
  { "traces-langsmith/langsmith_py_wrap_openai_stream.json", 1, 1 },
  { "traces-langsmith/langsmith_py_wrap_openai_reasoning.json", 1, 1 },
  { "traces-langsmith/langsmith_js_wrap_openai_reasoning.json", 1, 1 },
  { "traces-langsmith/anthropic_managed_mcp_tools.jsonl", 1, 5 },
  { "traces-langsmith/anthropic_managed_builtin_tools.jsonl", 1, 4 },
  { "traces-langsmith/anthropic_managed_custom_tools.jsonl", 1, 4 },
  { "traces-openai-agents/minimal__v1_0.json", 1, 1 },
  { "traces-openai-agents/minimal__v1_14.json", 1, 1 },
  { "traces-openai-agents/features__v1_6_approval_rejection_message.json", 1, 1 },
  { "traces-swe-agent/function_calling_simple.traj", 1, 12 },
  { "traces-swe-agent/warmup.traj", 1, 14 },
  { "traces-swe-agent/katy.traj", 1, 36 },
  { "traces-swe-agent/flash.traj", 1, 8 },
  { "traces-swe-agent/i_got_id_demo.traj", 1, 42 },
  { "traces-swe-agent/BabyTimeCapsule.traj", 1, 18 },
  { "traces-swe-agent/marshmallow-1867__function_calling.traj", 1, 22 },
  { "traces-agentrx/magentic-one-ground-truth.json", 0, 0 },
  { "traces-agentrx/tau-retail-ground-truth.json", 0, 0 },
  { "traces-mast/AG2_GSM-Plus_7.txt", 1, 4 },
  { "traces-mast/AG2_GSM-Plus_12.txt", 1, 8 },
  { "traces-mast/MetaGPT_ProgramDev_4.txt", 1, 5 },
  { "traces-mast/MetaGPT_ProgramDev_14.txt", 1, 5 },
  { "traces-mast/GAIA_Magentic_17.txt", 1, 14 },
  { "traces-mast/failure-modes.json", 0, 0 },
};

static void
check_file (const char *data, const File *file)
{
  g_autofree char *path = g_build_filename (data, file->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (GPtrArray) runs = NULL;
  gsize n_steps = 0;

  g_assert_no_error (error);
  g_assert_true (wf_logs_is_log (source));
  runs = wf_traces_read (source, NULL, &error);
  g_test_message ("%s", file->path);
  if (file->n_runs == 0)
    {
      g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, file->n_runs);
  for (guint i = 0; i < runs->len; i++)
    n_steps += wf_trace_get_n_steps (g_ptr_array_index (runs, i));
  g_assert_cmpuint (n_steps, ==, file->n_steps);
}

static void
test_shared_files (void)
{
  g_autofree char *data = shared_data_path ("");

  for (gsize i = 0; data != NULL && i < G_N_ELEMENTS (files); i++)
    check_file (data, &files[i]);
}

/* Whole folders: 14 tasks of 4 runs with 12 where one fails and one succeeds at least; 34 runs, 16 of them
 * successes. */
static void
test_tau_bench (void)
{
  static const struct
  {
    const char *path;
    gsize n_runs, n_succeeded;
  } folders[] = { { "traces-tau-bench", 56, 23 }, { "traces-agentrx/tau-retail-runs.json", 34, 16 } };

  for (gsize f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autofree char *path = shared_data_path (folders[f].path);
      g_autoptr (GFile) file = path == NULL ? NULL : g_file_new_for_path (path);
      g_autoptr (WfCorpus) corpus = file == NULL ? NULL : wf_corpus_read (&file, 1, NULL, NULL);
      gsize n_succeeded = 0;

      if (corpus == NULL)
        return;
      g_assert_cmpuint (wf_corpus_get_n_runs (corpus), ==, folders[f].n_runs);
      for (gsize i = 0; i < folders[f].n_runs; i++)
        n_succeeded += wf_trace_get_outcome (wf_corpus_get_run (corpus, i)) == WF_RUN_SUCCEEDED;
      g_assert_cmpuint (n_succeeded, ==, folders[f].n_succeeded);
    }
}

/* Every fault of the file is named, and nothing loops. */
static void
test_span_faults (void)
{
  static const char *const parts[] = { "ends before it starts", "same id", "not in the log",
                                       "itself as its parent", "lead back to it" };
  g_autofree char *path = shared_data_path ("bad/span-parent-cycle.json");
  g_autoptr (WfSource) source = path == NULL ? NULL : wf_source_open_path (path, NULL, NULL);
  g_autoptr (WfTrace) trace = source == NULL ? NULL : wf_trace_read (source, NULL, NULL);
  g_autofree char *notes = NULL;

  if (trace == NULL)
    return;
  notes = g_strjoinv ("\n", (char **) wf_trace_get_notes (trace));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (notes, parts[i]));
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-formats/formats", test_formats);
  g_test_add_func ("/log-formats/mutations", test_mutations);
  g_test_add_func ("/log-formats/shared-files", test_shared_files);
  g_test_add_func ("/log-formats/tau-bench", test_tau_bench);
  g_test_add_func ("/log-formats/span-faults", test_span_faults);
  return g_test_run ();
}
