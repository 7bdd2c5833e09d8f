/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/trace/json-field-private.h"
#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

/* The attribute conventions in use, as tables: OpenTelemetry's GenAI (names moved more than once, all are
 * read), OpenInference, Traceloop, AgentOps, any-agent, Vercel's AI SDK, Pydantic AI. In each table the first
 * name that the span has counts. NULL stands for any value. */

static const struct
{
  const char *key, *value;
  WfStepKind kind;
} kinds[] = {
  { "openinference.span.kind", "LLM", WF_STEP_LLM },
  { "openinference.span.kind", "TOOL", WF_STEP_TOOL },
  { "openinference.span.kind", "AGENT", WF_STEP_AGENT },
  { "openinference.span.kind", "RETRIEVER", WF_STEP_RETRIEVER },
  { "openinference.span.kind", "RERANKER", WF_STEP_RETRIEVER },
  { "openinference.span.kind", "EMBEDDING", WF_STEP_RETRIEVER },
  { "openinference.span.kind", "GUARDRAIL", WF_STEP_GUARDRAIL },
  { "openinference.span.kind", "EVALUATOR", WF_STEP_EVALUATOR },
  { "openinference.span.kind", "CHAIN", WF_STEP_OTHER },
  { "openinference.span.kind", "PROMPT", WF_STEP_OTHER },
  { "agentops.span.kind", "llm", WF_STEP_LLM },
  { "agentops.span.kind", "tool", WF_STEP_TOOL },
  { "agentops.span.kind", "agent", WF_STEP_AGENT },
  { "agentops.span.kind", "guardrail", WF_STEP_GUARDRAIL },
  { "agentops.span.kind", "session", WF_STEP_OTHER },
  { "agentops.span.kind", "workflow", WF_STEP_OTHER },
  { "agentops.span.kind", "task", WF_STEP_OTHER },
  { "agentops.span.kind", "operation", WF_STEP_OTHER },
  { "agentops.span.kind", "chain", WF_STEP_OTHER },
  { "traceloop.span.kind", "agent", WF_STEP_AGENT },
  { "traceloop.span.kind", "tool", WF_STEP_TOOL },
  { "traceloop.span.kind", "workflow", WF_STEP_OTHER },
  { "traceloop.span.kind", "task", WF_STEP_OTHER },
  { "gen_ai.operation.name", "chat", WF_STEP_LLM },
  { "gen_ai.operation.name", "generate_content", WF_STEP_LLM },
  { "gen_ai.operation.name", "text_completion", WF_STEP_LLM },
  { "gen_ai.operation.name", "call_llm", WF_STEP_LLM },
  { "gen_ai.operation.name", "execute_tool", WF_STEP_TOOL },
  { "gen_ai.operation.name", "invoke_agent", WF_STEP_AGENT },
  { "gen_ai.operation.name", "retrieval", WF_STEP_RETRIEVER },
  { "gen_ai.operation.name", "embeddings", WF_STEP_RETRIEVER },
  { "gen_ai.operation.name", "create_agent", WF_STEP_OTHER },
  { "gen_ai.operation.name", "invoke_workflow", WF_STEP_OTHER },
  { "ai.operationId", "ai.toolCall", WF_STEP_TOOL },
  { "gen_ai.tool.name", NULL, WF_STEP_TOOL },
  { "tool.name", NULL, WF_STEP_TOOL },
  { "gen_ai.request.model", NULL, WF_STEP_LLM },
  { "gen_ai.response.model", NULL, WF_STEP_LLM },
  { "llm.model_name", NULL, WF_STEP_LLM },
  { "llm.request.type", NULL, WF_STEP_LLM },
  { "agent_name", NULL, WF_STEP_AGENT },
};

static const char *const agent_keys[] = { "gen_ai.agent.name",
                                          "agent.name",
                                          "agent_name",
                                          "crewai.agent.role",
                                          "crewai.task.agent",
                                          "agent.role",
                                          "graph.node.name",
                                          "graph.node.id",
                                          "langgraph.node",
                                          "metadata.langgraph_node",
                                          NULL };
/* of an agent that says no name in a key of its own */
static const char *const entity_keys[] = { "traceloop.entity.name", "agentops.entity.name", "gen_ai.agent.id",
                                           NULL };
static const char *const title_keys[] = {
  "gen_ai.tool.name",     "tool.name", "ai.toolCall.name", "tool_call.function.name", "traceloop.entity.name",
  "agentops.entity.name", NULL
};
static const char *const input_messages[] = { "gen_ai.input.messages", "gen_ai.prompt", "llm.input_messages",
                                              "ai.prompt.messages", NULL };
static const char *const output_messages[] = { "gen_ai.output.messages", "gen_ai.completion",
                                               "llm.output_messages", NULL };
static const char *const input_keys[] = { "gen_ai.tool.call.arguments",
                                          "gen_ai.tool.args",
                                          "tool.parameters",
                                          "tool_arguments",
                                          "ai.toolCall.args",
                                          "input.value",
                                          "traceloop.entity.input",
                                          "agentops.entity.input",
                                          "gen_ai.retrieval.query.text",
                                          "workflow.input",
                                          "ai.prompt",
                                          "input",
                                          NULL };
static const char *const output_keys[] = { "gen_ai.tool.call.result",
                                           "gen_ai.output",
                                           "tool.result",
                                           "tool_response",
                                           "ai.toolCall.result",
                                           "output.value",
                                           "traceloop.entity.output",
                                           "agentops.entity.output",
                                           "ai.response.text",
                                           "ai.response.toolCalls",
                                           "workflow.output",
                                           "final_result",
                                           "output",
                                           "thought",
                                           NULL };
static const char *const token_totals[] = { "llm.token_count.total", "gen_ai.usage.total_tokens",
                                            "llm.usage.total_tokens", NULL };
static const char *const input_tokens[] = { "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens",
                                            "llm.token_count.prompt", "llm.usage.prompt_tokens", NULL };
static const char *const output_tokens[] = { "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens",
                                             "llm.token_count.completion", "llm.usage.completion_tokens",
                                             NULL };
static const char *const cost_totals[] = { "llm.cost.total", "gen_ai.usage.cost", "gen_ai.usage.total_cost",
                                           NULL };
static const char *const input_costs[] = { "llm.cost.prompt", "gen_ai.usage.input_cost", NULL };
static const char *const output_costs[] = { "llm.cost.completion", "gen_ai.usage.output_cost", NULL };
static const char *const error_keys[] = { "exception.message", "error.message", "error.type",
                                          "exception.type", NULL };
static const char *const status_keys[] = { "tool.status", NULL };

/* Events that hold what attributes of the span itself might: by name of the event, the attribute that says
 * it. */
typedef struct
{
  const char *name;
  const char *keys[4];
} EventRule;

static const EventRule input_events[] = {
  { "gen_ai.client.inference.operation.details", { "gen_ai.input.messages" } },
  { "gen_ai.content.prompt", { "gen_ai.prompt" } },
  { "gen_ai.user.message", { "content", "body.content" } },
  { "gen_ai.tool.message", { "content", "body.content" } },
};
static const EventRule output_events[] = {
  { "gen_ai.client.inference.operation.details", { "gen_ai.output.messages" } },
  { "gen_ai.content.completion", { "gen_ai.completion" } },
  { "gen_ai.choice", { "message.content", "message", "content" } },
};
static const EventRule error_events[] = {
  { "exception", { "exception.message", "exception.type" } },
};

static const char *
get_first (const WfSpan *span, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = wf_span_get (span, *keys);

      if (value != NULL && *value != '\0' && !g_str_equal (value, "null"))
        return value;
    }
  return NULL;
}

static int
find_kind (const WfSpan *span)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *value = wf_span_get (span, kinds[i].key);

      if (value != NULL && *value != '\0' &&
          (kinds[i].value == NULL || g_ascii_strcasecmp (value, kinds[i].value) == 0))
        return (int) kinds[i].kind;
    }
  return WF_STEP_OTHER;
}

/* The value of the attribute "events.N.attributes.key" of the event that a key "events.N.name" names. */
static const char *
get_of_event (const WfSpan *span, const char *name_key, const EventRule *rule)
{
  gsize length = strlen (name_key) - strlen ("name");

  for (gsize k = 0; k < G_N_ELEMENTS (rule->keys) && rule->keys[k] != NULL; k++)
    {
      g_autofree char *key = g_strdup_printf ("%.*sattributes.%s", (int) length, name_key, rule->keys[k]);
      const char *value = wf_span_get (span, key);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

/* What the last event under any of the rules says. Of messages before a call the last one is new. */
static const char *
get_from_events (const WfSpan *span, const EventRule *rules, gsize n_rules)
{
  for (guint i = span->attributes->len; i-- > 0;)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);

      if (!g_str_has_prefix (fact->key, "events.") || !g_str_has_suffix (fact->key, ".name"))
        continue;
      for (gsize r = 0; r < n_rules; r++)
        if (g_str_equal (fact->value, rules[r].name))
          return get_of_event (span, fact->key, &rules[r]);
    }
  return NULL;
}

static gboolean
is_tool (const WfSpan *span)
{
  return span->kind == WF_STEP_TOOL || span->kind == WF_STEP_RETRIEVER;
}

static char *
find_input (const WfSpan *span)
{
  char *text = wf_span_dup_messages (span, input_messages, WF_SPAN_MESSAGES_LAST);
  const char *value;

  if (text != NULL)
    return text;
  value = get_first (span, input_keys);
  if (value == NULL)
    value = get_from_events (span, input_events, G_N_ELEMENTS (input_events));
  return value == NULL
             ? NULL
             : wf_span_text_to_words (value, is_tool (span) ? wf_arguments_to_text : wf_input_to_text);
}

static char *
find_output (const WfSpan *span)
{
  static const char *const documents[] = { "retrieval.documents", NULL };
  char *text = wf_span_dup_messages (span, output_messages, WF_SPAN_MESSAGES_ALL);
  const char *value;

  if (text != NULL)
    return text;
  value = get_first (span, output_keys);
  if (value == NULL)
    value = get_from_events (span, output_events, G_N_ELEMENTS (output_events));
  return value != NULL ? wf_span_text_to_words (value, is_tool (span) ? wf_data_to_text : wf_output_to_text)
                       : wf_span_dup_messages (span, documents, WF_SPAN_MESSAGES_ALL);
}

/* The first of the keys as a number that isn't negative; NAN when there is none. */
static double
get_number (const WfSpan *span, const char *const *keys)
{
  const char *text = get_first (span, keys);
  char *end = NULL;
  double value = text == NULL ? NAN : g_ascii_strtod (text, &end);

  return text == NULL || end == text || !isfinite (value) || value < 0 ? NAN : value;
}

/* The total where the span says it, else its parts; a part that is missing is nothing. */
static double
find_total (const WfSpan *span, const char *const *total, const char *const *in, const char *const *out)
{
  double sum = get_number (span, total);
  double first = get_number (span, in), second = get_number (span, out);

  if (!isnan (sum) || (isnan (first) && isnan (second)))
    return sum;
  return (isnan (first) ? 0 : first) + (isnan (second) ? 0 : second);
}

static void
fill_in_usage (WfSpan *span)
{
  gint64 tokens = wf_tokens_from_number (find_total (span, token_totals, input_tokens, output_tokens));
  double cost = find_total (span, cost_totals, input_costs, output_costs);

  if (span->tokens < 0)
    span->tokens = tokens;
  if (span->cost < 0 && !isnan (cost))
    span->cost = cost;
}

static void
fill_in_error (WfSpan *span)
{
  const char *status = get_first (span, status_keys);
  const char *message = get_first (span, error_keys);

  if (message == NULL)
    message = get_from_events (span, error_events, G_N_ELEMENTS (error_events));
  if (message != NULL && (span->status_text == NULL || *span->status_text == '\0'))
    {
      g_free (span->status_text);
      span->status_text = g_strdup (message);
    }
  if (span->status != WF_STATUS_UNKNOWN)
    return;
  if (message != NULL)
    span->status = WF_STATUS_ERROR;
  else if (status != NULL)
    span->status = wf_status_from_text (status);
}

/* Frameworks whose spans name their agents in nothing but a text: BeeAI in the target of an event,
 * "agent.react.update"; CrewAI in the printed object of a task's agent, "id=… role='Writer' goal=…". */
static char *
find_printed_agent (const WfSpan *span)
{
  const char *target = wf_span_get (span, "target");
  const char *input = wf_span_get (span, "input.value");
  const char *role =
      input != NULL && g_str_has_prefix (input, "{\"agent\"") ? strstr (input, "role='") : NULL;
  const char *end = role == NULL ? NULL : strchr (role + strlen ("role='"), '\'');

  if (target != NULL && g_str_has_prefix (target, "agent."))
    return g_strndup (target + strlen ("agent."), strcspn (target + strlen ("agent."), "."));
  return end == NULL ? NULL : g_strndup (role + strlen ("role='"), (gsize) (end - role) - strlen ("role='"));
}

/* An agent's name as its own keys say it, else out of the name of its span. */
static char *
find_agent (const WfSpan *span)
{
  const char *agent = get_first (span, agent_keys);

  if (agent == NULL && span->kind == WF_STEP_AGENT)
    agent = get_first (span, entity_keys);
  if (agent == NULL && span->kind == WF_STEP_AGENT && span->name != NULL &&
      g_str_has_prefix (span->name, "invoke_agent "))
    agent = span->name + strlen ("invoke_agent ");
  return agent != NULL ? g_strdup (agent) : find_printed_agent (span);
}

void
wf_span_fill_in (WfSpan *span)
{
  const char *title = get_first (span, title_keys);

  if (span->kind == WF_SPAN_KIND_UNKNOWN)
    span->kind = find_kind (span);
  if (span->agent == NULL)
    span->agent = find_agent (span);
  if (title != NULL && (span->kind == WF_STEP_TOOL || span->name == NULL))
    {
      g_free (span->name);
      span->name = g_strdup (title);
    }
  if (span->input == NULL)
    span->input = find_input (span);
  if (span->output == NULL)
    span->output = find_output (span);
  fill_in_usage (span);
  fill_in_error (span);
}

char *
wf_span_dup_question (const WfSpan *span)
{
  g_autofree char *question = wf_span_dup_messages (span, input_messages, WF_SPAN_MESSAGES_USER);

  if (question == NULL && span->input != NULL && *span->input != '\0')
    question = g_strdup (span->input);
  return g_steal_pointer (&question);
}
