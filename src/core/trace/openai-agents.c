/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

#define MAX_CLIMB 64 /* spans between a model call and its agent */

/* of an agent, a model call, a tool: what else is said of it */
static const char *const kept[] = { "handoffs",    "tools",  "output_type", "model",
                                    "response_id", "server", "mcp_data" };

/* OpenAI Agents SDK: "trace" and "trace.span" objects; what a span is stands in its "span_data". */

/* What is remembered of a span, to find what a handoff led to: the next span of an agent by that name, and
 * the first thing it did. */
typedef struct
{
  char *id;
  char *run;      /* nullable */
  char *to_agent; /* of a handoff; NULL = an agent's span */
  char *agent;    /* of an agent's span */
} Stop;

typedef struct
{
  WfSpans *spans;
  GArray *stops;    /* of Stop: handoffs and agents in the order of the file */
  GPtrArray *calls; /* char *: ids of model calls */
} Reading;

static void
stop_clear (gpointer data)
{
  Stop *stop = data;

  g_free (stop->id);
  g_free (stop->run);
  g_free (stop->to_agent);
  g_free (stop->agent);
}

static const char *
get_object_type (JsonNode *record)
{
  return JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_string (json_node_get_object (record), "object")
                                         : NULL;
}

static gboolean
is_item (JsonNode *record)
{
  const char *object = get_object_type (record);

  return g_strcmp0 (object, "trace") == 0 || g_strcmp0 (object, "trace.span") == 0;
}

/* What the SDK posts: {"data": [item, ...]} */
static JsonArray *
get_batch (JsonNode *record)
{
  return wf_json_get_list_of (record, "data", is_item);
}

static gboolean
detect (JsonNode *record)
{
  return is_item (record) || get_batch (record) != NULL;
}

static int
get_kind (const char *type)
{
  static const struct
  {
    const char *type;
    WfStepKind kind;
  } kinds[] = {
    { "agent", WF_STEP_AGENT },    { "generation", WF_STEP_LLM },      { "response", WF_STEP_LLM },
    { "function", WF_STEP_TOOL },  { "handoff", WF_STEP_HANDOFF },     { "guardrail", WF_STEP_GUARDRAIL },
    { "mcp_tools", WF_STEP_TOOL }, { "transcription", WF_STEP_OTHER }, { "speech", WF_STEP_OTHER },
  };

  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].type))
      return (int) kinds[i].kind;
  return WF_STEP_OTHER;
}

static void
remember (Reading *reading, const WfSpan *span, const char *to_agent)
{
  Stop stop = { g_strdup (span->id), g_strdup (span->run), g_strdup (to_agent),
                to_agent == NULL ? g_strdup (span->agent) : NULL };

  if (span->id != NULL)
    g_array_append_val (reading->stops, stop);
  else
    stop_clear (&stop);
}

static void
set_handoff (Reading *reading, WfSpan *span, JsonObject *data)
{
  const char *from = wf_json_get_string (data, "from_agent");
  const char *to = wf_json_get_string (data, "to_agent");

  span->agent = g_strdup (from);
  g_free (span->output);
  span->output = g_strdup_printf ("%s → %s", from != NULL ? from : "?", to != NULL ? to : "?");
  if (to != NULL)
    remember (reading, span, to);
}

/* What was sent and what came back. A model's answer is in "output" or, whole, in "response"; what an SDK
 * lists of its tools in "result"; whether a guardrail stopped the run in "triggered". */
static void
set_texts (WfSpan *span, JsonObject *data)
{
  static const char *const outputs[] = { "output", "response", "result" };
  gboolean is_tool = span->kind == WF_STEP_TOOL;
  g_autofree char *triggered = wf_json_dup_id (data, "triggered");
  JsonNode *input = json_object_get_member (data, "input");

  span->input = is_tool ? wf_arguments_to_text (input) : wf_input_to_text (input);
  for (gsize i = 0; i < G_N_ELEMENTS (outputs) && (span->output == NULL || *span->output == '\0'); i++)
    {
      JsonNode *output = json_object_get_member (data, outputs[i]);

      g_free (span->output);
      span->output = is_tool ? wf_data_to_text (output) : wf_output_to_text (output);
    }
  if (triggered != NULL && *span->output == '\0')
    {
      g_free (span->output);
      span->output = g_strconcat ("triggered: ", triggered, NULL);
    }
}

static void
set_usage (WfSpan *span, JsonObject *usage)
{
  double total = usage == NULL ? -1 : wf_json_get_number (usage, "total_tokens", -1);

  if (usage != NULL && total < 0)
    total = wf_json_get_number (usage, "input_tokens", 0) + wf_json_get_number (usage, "output_tokens", 0);
  if (total > 0)
    span->tokens = wf_tokens_from_number (total);
}

static void
set_data (Reading *reading, WfSpan *span, JsonObject *data)
{
  const char *type = wf_json_get_string (data, "type");
  JsonObject *custom = wf_json_get_object (data, "data");

  span->kind = get_kind (type);
  span->name = wf_json_dup_id (data, "name");
  if (span->name == NULL)
    span->name = g_strdup (type);
  set_texts (span, data);
  set_usage (span, wf_json_get_object (data, "usage"));
  if (span->kind == WF_STEP_AGENT)
    {
      span->agent = wf_json_dup_id (data, "name");
      remember (reading, span, NULL);
    }
  else if (span->kind == WF_STEP_HANDOFF)
    set_handoff (reading, span, data);
  else if (span->kind == WF_STEP_LLM && span->id != NULL)
    g_ptr_array_add (reading->calls, g_strdup (span->id));
  else if (wf_json_get_string (custom, "agent_name") != NULL)
    span->agent = g_strdup (wf_json_get_string (custom, "agent_name"));
  wf_span_set_json (span, "", json_object_get_member (data, "data"));
  wf_span_set_json (span, "usage", json_object_get_member (data, "usage"));
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    wf_span_set_json (span, kept[i], json_object_get_member (data, kept[i]));
}

/* The agent's span that a model call belongs to: the nearest above it. */
static const char *
find_agent_above (WfSpans *spans, const char *id)
{
  WfSpan *span = wf_spans_find (spans, id);

  for (guint i = 0; span != NULL && i < MAX_CLIMB; i++)
    {
      if (span->kind == WF_STEP_AGENT)
        return span->id;
      span = wf_spans_find (spans, span->parent);
    }
  return NULL;
}

/* by id of an agent's span, the first of the model calls below it; keys and values are the spans' */
static GHashTable *
find_first_calls (Reading *reading)
{
  GHashTable *first = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->calls->len; i++)
    {
      WfSpan *call = wf_spans_find (reading->spans, g_ptr_array_index (reading->calls, i));
      const char *agent = call == NULL ? NULL : find_agent_above (reading->spans, call->id);
      WfSpan *known = agent == NULL ? NULL : g_hash_table_lookup (first, agent);

      if (agent != NULL && (known == NULL || call->start < known->start))
        g_hash_table_insert (first, (gpointer) agent, call);
    }
  return first;
}

/* A handoff leads to what the agent it names did next: its first model call, else the agent's span itself. */
static void
link_handoffs (Reading *reading)
{
  g_autoptr (GHashTable) calls = find_first_calls (reading);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < reading->stops->len; i++)
    {
      Stop *stop = &g_array_index (reading->stops, Stop, i);
      g_autofree char *key = g_strdup_printf ("%s\n%s", stop->run != NULL ? stop->run : "",
                                              stop->to_agent != NULL ? stop->to_agent
                                              : stop->agent != NULL  ? stop->agent
                                                                     : "");

      if (stop->to_agent != NULL)
        g_hash_table_insert (open, g_steal_pointer (&key), stop);
      else if (g_hash_table_contains (open, key))
        {
          const Stop *handoff = g_hash_table_lookup (open, key);
          const WfSpan *call = g_hash_table_lookup (calls, stop->id);

          wf_spans_add_link (reading->spans, stop->run, handoff->run, handoff->id,
                             call != NULL ? call->id : stop->id, WF_LINK_EXPLICIT);
          g_hash_table_remove (open, key);
        }
    }
}

static void
add_span (Reading *reading, JsonObject *object)
{
  WfSpan *span = wf_spans_add (reading->spans);
  JsonObject *error = wf_json_get_object (object, "error");

  span->id = wf_json_dup_id (object, "id");
  span->parent = wf_json_dup_id (object, "parent_id");
  span->run = wf_json_dup_id (object, "trace_id");
  span->start = wf_json_get_time (object, "started_at");
  span->end = wf_json_get_time (object, "ended_at");
  if (error != NULL)
    {
      span->status = WF_STATUS_ERROR;
      span->status_text = wf_json_dup_id (error, "message");
    }
  if (wf_json_get_object (object, "span_data") != NULL)
    set_data (reading, span, wf_json_get_object (object, "span_data"));
}

static void
add_trace (Reading *reading, JsonObject *object)
{
  g_autofree char *run = wf_json_dup_id (object, "id");
  const char *name = wf_json_get_string (object, "workflow_name");
  const char *group = wf_json_get_string (object, "group_id");
  JsonObject *metadata = wf_json_get_object (object, "metadata");
  g_autoptr (GList) members = metadata == NULL ? NULL : json_object_get_members (metadata);

  if (name != NULL)
    wf_spans_set_name (reading->spans, run, name);
  if (group != NULL)
    wf_spans_add_fact (reading->spans, run, "group_id", group);
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *value = wf_json_dup_id (metadata, l->data);

      if (value != NULL)
        wf_spans_add_fact (reading->spans, run, l->data, value);
    }
}

static void
add_item (Reading *reading, JsonNode *record)
{
  if (!is_item (record))
    return;
  if (g_str_equal (get_object_type (record), "trace"))
    add_trace (reading, json_node_get_object (record));
  else
    add_span (reading, json_node_get_object (record));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { spans, stops, calls };
  JsonNode *record;

  g_array_set_clear_func (stops, stop_clear);
  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonArray *batch = get_batch (record);

      if (!detect (record))
        wf_log_input_leave_out (input);
      add_item (&reading, record);
      for (guint i = 0; batch != NULL && i < json_array_get_length (batch); i++)
        add_item (&reading, json_array_get_element (batch, i));
    }
  link_handoffs (&reading);
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_openai_agents.id, runs, error);
}

static const char *const keys[] = { "span_data", "workflow_name", NULL };

const WfLogFormat wf_log_openai_agents = {
  .id = "openai-agents",
  .name = N_ ("OpenAI Agents"),
  .summary = N_ ("“trace” and “trace.span” objects of the Agents SDK, as a list or lines"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
