/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/json.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

/* CrewAI's event bus: about 110 types of events that name what they are part of and what triggered them. A
 * "started" event and the one that ends it are one span. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "type", "event_id", NULL) &&
         (wf_json_has_all (record, "emission_sequence", NULL) ||
          wf_json_has_all (record, "parent_event_id", NULL) ||
          wf_json_has_all (record, "previous_event_id", NULL));
}

static int
get_kind (const char *type)
{
  static const struct
  {
    const char *prefix;
    WfStepKind kind;
  } kinds[] = {
    { "llm_", WF_STEP_LLM },
    { "agent_", WF_STEP_AGENT },
    { "lite_agent_", WF_STEP_AGENT },
    { "tool_", WF_STEP_TOOL },
    { "mcp_tool_", WF_STEP_TOOL },
    { "memory_", WF_STEP_RETRIEVER },
    { "knowledge_", WF_STEP_RETRIEVER },
    { "llm_guardrail_", WF_STEP_GUARDRAIL },
    { "llm_stream_chunk", WF_STEP_OTHER }, /* words that the call's end says again */
    { "llm_thinking_chunk", WF_STEP_OTHER },
  };
  int found = WF_STEP_OTHER;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (type, kinds[i].prefix))
      found = (int) kinds[i].kind;
  return found;
}

static gboolean
is_failure (const char *type)
{
  return g_str_has_suffix (type, "_failed") || g_str_has_suffix (type, "_error");
}

/* Words of an event: the first member that holds some. */
static char *
find_words (JsonObject *event, const char *const *members, gboolean is_input)
{
  for (; *members != NULL; members++)
    {
      JsonNode *node = json_object_get_member (event, *members);
      g_autofree char *words = NULL;

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      words = is_input ? wf_input_to_text (node) : wf_output_to_text (node);
      if (*words != '\0')
        return g_steal_pointer (&words);
    }
  return NULL;
}

static void
set_words (WfSpan *span, JsonObject *event, const char *type)
{
  static const char *const inputs[] = { "messages", "tool_args", "task_prompt", "inputs",
                                        "query",    "task",      NULL };
  static const char *const outputs[] = { "response", "output", "result", "results", NULL };
  double tokens = wf_json_get_object (event, "usage") == NULL
                      ? -1
                      : wf_json_get_number (wf_json_get_object (event, "usage"), "total_tokens", -1);

  wf_replace_text (&span->input, find_words (event, inputs, TRUE));
  wf_replace_text (&span->output, find_words (event, outputs, FALSE));
  wf_replace_text (&span->status_text, wf_json_dup_id (event, "error"));
  if (is_failure (type))
    span->status = WF_STATUS_ERROR;
  if (tokens >= 0)
    span->tokens = wf_tokens_from_number (tokens);
}

static char *
dup_order (JsonObject *event)
{
  double sequence = wf_json_get_number (event, "emission_sequence", -1);

  return sequence < 0 || sequence > 1e15 ? NULL : g_strdup_printf ("%020" G_GINT64_FORMAT, (gint64) sequence);
}

static void
add_links (WfSpans *spans, JsonObject *event, const char *id)
{
  g_autofree char *trigger = wf_json_dup_id (event, "triggered_by_event_id");
  g_autofree char *previous = wf_json_dup_id (event, "previous_event_id");

  if (trigger != NULL && id != NULL)
    wf_spans_add_link (spans, NULL, NULL, trigger, id, WF_LINK_EXPLICIT);
  if (previous != NULL && id != NULL)
    wf_spans_add_link (spans, NULL, NULL, previous, id, WF_LINK_SEQUENCE);
}

static void
add_event (WfSpans *spans, JsonObject *event)
{
  const char *type = wf_json_get_string (event, "type");
  g_autofree char *id = wf_json_dup_id (event, "event_id");
  g_autofree char *started = wf_json_dup_id (event, "started_event_id");
  WfSpan *span = started == NULL ? NULL : wf_spans_find (spans, started);

  if (type == NULL)
    return;
  if (span != NULL)
    {
      span->end = wf_json_get_time (event, "timestamp");
      set_words (span, event, type);
      return;
    }
  span = wf_spans_add (spans);
  span->id = g_strdup (id);
  span->parent = wf_json_dup_id (event, "parent_event_id");
  span->kind = get_kind (type);
  span->start = wf_json_get_time (event, "timestamp");
  span->order = dup_order (event);
  span->agent = wf_json_dup_id (event, "agent_role");
  span->name = wf_json_dup_id (event, "tool_name");
  if (span->name == NULL)
    span->name = wf_json_dup_id (event, "task_name");
  if (span->name == NULL)
    span->name = g_strdup (type);
  wf_span_set (span, "type", type);
  set_words (span, event, type);
  add_links (spans, event, id);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (wf_json_has_all (record, "type", NULL))
      add_event (spans, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_crewai_events.id, runs, error);
}

static const char *const keys[] = { "emission_sequence", "parent_event_id", "previous_event_id", NULL };

const WfLogFormat wf_log_crewai_events = {
  .id = "crewai-events",
  .name = N_ ("CrewAI events"),
  .summary = N_ ("The event bus of a crew: events with “event_id” and what triggered them"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
