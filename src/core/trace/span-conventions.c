/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/json.h"
#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

/* The attribute conventions in use, as tables: OpenTelemetry's GenAI (names moved more than once, all are
 * read), OpenInference, Traceloop, AgentOps. */

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
  { "openinference.span.kind", NULL, WF_STEP_OTHER },
  { "agentops.span.kind", "llm", WF_STEP_LLM },
  { "agentops.span.kind", "tool", WF_STEP_TOOL },
  { "agentops.span.kind", "agent", WF_STEP_AGENT },
  { "agentops.span.kind", "guardrail", WF_STEP_GUARDRAIL },
  { "agentops.span.kind", NULL, WF_STEP_OTHER },
  { "traceloop.span.kind", "agent", WF_STEP_AGENT },
  { "traceloop.span.kind", "tool", WF_STEP_TOOL },
  { "traceloop.span.kind", NULL, WF_STEP_OTHER },
  { "gen_ai.operation.name", "chat", WF_STEP_LLM },
  { "gen_ai.operation.name", "generate_content", WF_STEP_LLM },
  { "gen_ai.operation.name", "text_completion", WF_STEP_LLM },
  { "gen_ai.operation.name", "call_llm", WF_STEP_LLM },
  { "gen_ai.operation.name", "execute_tool", WF_STEP_TOOL },
  { "gen_ai.operation.name", "invoke_agent", WF_STEP_AGENT },
  { "gen_ai.operation.name", "retrieval", WF_STEP_RETRIEVER },
  { "gen_ai.operation.name", "embeddings", WF_STEP_RETRIEVER },
  { "gen_ai.operation.name", NULL, WF_STEP_OTHER },
  { "gen_ai.tool.name", NULL, WF_STEP_TOOL },
  { "tool.name", NULL, WF_STEP_TOOL },
  { "gen_ai.request.model", NULL, WF_STEP_LLM },
  { "gen_ai.response.model", NULL, WF_STEP_LLM },
  { "llm.model_name", NULL, WF_STEP_LLM },
  { "llm.request.type", NULL, WF_STEP_LLM },
};

static const char *const agent_keys[] = {
  "gen_ai.agent.name", "agent.name",     "crewai.agent.role",       "agent.role", "graph.node.name",
  "graph.node.id",     "langgraph.node", "metadata.langgraph_node", NULL
};
static const char *const title_keys[] = { "gen_ai.tool.name",        "tool.name",
                                          "tool_call.function.name", "traceloop.entity.name",
                                          "agentops.entity.name",    NULL };
static const char *const input_messages[] = { "gen_ai.input.messages", "gen_ai.prompt", "llm.input_messages",
                                              NULL };
static const char *const output_messages[] = { "gen_ai.output.messages", "gen_ai.completion",
                                               "llm.output_messages", NULL };
static const char *const input_keys[] = { "gen_ai.tool.call.arguments",
                                          "tool.parameters",
                                          "input.value",
                                          "traceloop.entity.input",
                                          "agentops.entity.input",
                                          "gen_ai.retrieval.query.text",
                                          "workflow.input",
                                          "input",
                                          NULL };
static const char *const output_keys[] = {
  "gen_ai.tool.call.result", "tool.result",     "output.value", "traceloop.entity.output",
  "agentops.entity.output",  "workflow.output", "output",       NULL
};
static const char *const token_totals[] = { "llm.token_count.total", "gen_ai.usage.total_tokens",
                                            "llm.usage.total_tokens", NULL };
static const char *const token_parts[] = { "gen_ai.usage.input_tokens",
                                           "gen_ai.usage.output_tokens",
                                           "gen_ai.usage.prompt_tokens",
                                           "gen_ai.usage.completion_tokens",
                                           "llm.token_count.prompt",
                                           "llm.token_count.completion",
                                           NULL };
static const char *const cost_keys[] = { "llm.cost.total", "gen_ai.usage.cost", "gen_ai.usage.total_cost",
                                         NULL };
static const char *const error_keys[] = { "exception.message",
                                          "error.message",
                                          "error.type",
                                          "exception.type",
                                          "events.0.attributes.exception.message",
                                          "events.0.attributes.exception.type",
                                          NULL };

static const char *
get_first (const WfSpan *span, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = wf_span_get (span, *keys);

      if (value != NULL && *value != '\0')
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

/* JSON that holds a message is shown as its words; any other text as it stands. */
static char *
to_words (const char *value)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_string (node, value);
  return wf_output_to_text (node);
}

/* Whole histories are sent with every call: what is new in an input is its last message. */
static char *
last_message (const char *value)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_string (node, value);
  return wf_input_to_text (node);
}

/* The index behind "prefix." of a key, or -1; rest: what follows the index */
static glong
read_index (const char *key, const char *prefix, const char **rest)
{
  gsize length = strlen (prefix);
  char *end;
  gulong index;

  if (strncmp (key, prefix, length) != 0 || key[length] != '.' || !g_ascii_isdigit (key[length + 1]))
    return -1;
  index = strtoul (key + length + 1, &end, 10);
  if (*end != '.' || index > G_MAXINT)
    return -1;
  *rest = end + 1;
  return (glong) index;
}

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* The words of flattened messages from index "from" on: contents, text parts, tool calls as name(arguments).
 */
static char *
join_flat (const WfSpan *span, const char *prefix, glong from)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *call = NULL;

  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);
      const char *rest, *tail;

      if (read_index (fact->key, prefix, &rest) < from)
        continue;
      tail = strrchr (rest, '.');
      tail = tail == NULL ? rest : tail + 1;
      if (strstr (rest, "tool_call") != NULL && g_str_equal (tail, "name"))
        {
          g_free (call);
          call = g_strdup (fact->value);
        }
      else if (strstr (rest, "tool_call") != NULL && g_str_equal (tail, "arguments"))
        {
          g_autofree char *line = g_strdup_printf ("%s(%s)", call != NULL ? call : "", fact->value);

          append_line (text, line);
          g_clear_pointer (&call, g_free);
        }
      else if ((g_str_equal (tail, "content") || g_str_equal (tail, "text")) && *fact->value != '\0')
        {
          g_autofree char *words = to_words (fact->value);

          append_line (text, words);
        }
    }
  if (call != NULL)
    {
      g_string_append_printf (text, "%s%s()", text->len > 0 ? "\n" : "", call);
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

static glong
find_last_index (const WfSpan *span, const char *prefix)
{
  glong last = -1;
  const char *rest;

  for (guint i = 0; i < span->attributes->len; i++)
    last = MAX (last, read_index (g_array_index (span->attributes, WfTraceFact, i).key, prefix, &rest));
  return last;
}

/* Messages in any of the forms: JSON in one attribute, or flattened over many. */
static char *
find_messages (const WfSpan *span, const char *const *keys, gboolean only_last)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = wf_span_get (span, *keys);
      glong last = value == NULL ? find_last_index (span, *keys) : -1;
      char *text = NULL;

      if (value != NULL && *value != '\0')
        text = only_last ? last_message (value) : to_words (value);
      else if (last >= 0)
        text = join_flat (span, *keys, only_last ? last : 0);
      if (text != NULL && *text != '\0')
        return text;
      g_free (text);
    }
  return NULL;
}

static char *
find_text (const WfSpan *span, const char *const *messages, gboolean only_last, const char *const *keys)
{
  char *text = find_messages (span, messages, only_last);
  const char *value;

  if (text != NULL)
    return text;
  value = get_first (span, keys);
  return value == NULL ? NULL : to_words (value);
}

static gint64
find_tokens (const WfSpan *span)
{
  const char *total = get_first (span, token_totals);
  gint64 sum = 0;
  gboolean has_any = FALSE;

  if (total != NULL)
    return g_ascii_strtoll (total, NULL, 10);
  for (const char *const *key = token_parts; *key != NULL; key++)
    {
      const char *part = wf_span_get (span, *key);

      has_any |= part != NULL;
      sum += part == NULL ? 0 : g_ascii_strtoll (part, NULL, 10);
    }
  return has_any ? MAX (sum, 0) : -1;
}

static char *
find_documents (const WfSpan *span)
{
  return join_flat (span, "retrieval.documents", 0);
}

static void
fill_in_error (WfSpan *span)
{
  const char *message = get_first (span, error_keys);

  if (message == NULL)
    return;
  if (span->status_text == NULL || *span->status_text == '\0')
    {
      g_free (span->status_text);
      span->status_text = g_strdup (message);
    }
  if (span->status == WF_STATUS_UNKNOWN)
    span->status = WF_STATUS_ERROR;
}

void
wf_span_fill_in (WfSpan *span)
{
  const char *title = get_first (span, title_keys);

  if (span->kind == WF_SPAN_KIND_UNKNOWN)
    span->kind = find_kind (span);
  if (span->agent == NULL)
    span->agent = g_strdup (get_first (span, agent_keys));
  if (title != NULL && (span->kind == WF_STEP_TOOL || span->name == NULL))
    {
      g_free (span->name);
      span->name = g_strdup (title);
    }
  if (span->input == NULL)
    span->input = find_text (span, input_messages, TRUE, input_keys);
  if (span->output == NULL)
    span->output = find_text (span, output_messages, FALSE, output_keys);
  if (span->output == NULL)
    span->output = find_documents (span);
  if (span->tokens < 0)
    span->tokens = find_tokens (span);
  if (span->cost < 0 && get_first (span, cost_keys) != NULL)
    span->cost = g_ascii_strtod (get_first (span, cost_keys), NULL);
  fill_in_error (span);
}
