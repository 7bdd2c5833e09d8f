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

/* OpenAI Agents SDK: "trace" and "trace.span" objects; what a span is stands in its "span_data". */

/* A handoff, to be linked with the next step of the agent it goes to. */
typedef struct
{
  char *from_id;
  char *to_agent;
} Handoff;

typedef struct
{
  WfSpans *spans;
  GArray *handoffs; /* of Handoff: those that no agent has taken up */
} Reading;

static void
handoff_clear (gpointer data)
{
  Handoff *handoff = data;

  g_free (handoff->from_id);
  g_free (handoff->to_agent);
}

static gboolean
detect (JsonNode *record)
{
  const char *object =
      JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_string (json_node_get_object (record), "object") : NULL;

  return g_strcmp0 (object, "trace") == 0 || g_strcmp0 (object, "trace.span") == 0;
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
add_handoff (Reading *reading, WfSpan *span, JsonObject *data)
{
  const char *from = wf_json_get_string (data, "from_agent");
  const char *to = wf_json_get_string (data, "to_agent");
  Handoff handoff = { g_strdup (span->id), g_strdup (to) };

  span->agent = g_strdup (from);
  span->output = g_strdup_printf ("%s → %s", from != NULL ? from : "?", to != NULL ? to : "?");
  if (span->id != NULL && to != NULL)
    g_array_append_val (reading->handoffs, handoff);
  else
    handoff_clear (&handoff);
}

/* The first span of an agent after a handoff to it is what the handoff led to. */
static void
take_up (Reading *reading, const WfSpan *span)
{
  for (guint i = 0; span->id != NULL && i < reading->handoffs->len; i++)
    {
      const Handoff *handoff = &g_array_index (reading->handoffs, Handoff, i);

      if (g_strcmp0 (handoff->to_agent, span->agent) == 0)
        {
          wf_spans_add_link (reading->spans, handoff->from_id, span->id, WF_LINK_EXPLICIT);
          g_array_remove_index (reading->handoffs, i);
          return;
        }
    }
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
  if (g_strcmp0 (type, "agent") == 0)
    {
      span->agent = wf_json_dup_id (data, "name");
      take_up (reading, span);
    }
  else if (custom != NULL && wf_json_get_string (custom, "agent_name") != NULL)
    span->agent = g_strdup (wf_json_get_string (custom, "agent_name"));
  if (json_object_has_member (data, "input"))
    span->input = wf_input_to_text (json_object_get_member (data, "input"));
  if (json_object_has_member (data, "output"))
    span->output = wf_output_to_text (json_object_get_member (data, "output"));
  if (g_strcmp0 (type, "handoff") == 0)
    add_handoff (reading, span, data);
  wf_span_set_json (span, "", json_object_get_member (data, "data"));
  wf_span_set_json (span, "usage", json_object_get_member (data, "usage"));
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

  if (name != NULL)
    wf_spans_set_name (reading->spans, run, name);
  if (group != NULL)
    wf_spans_add_fact (reading->spans, run, "group_id", group);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  g_autoptr (GArray) handoffs = g_array_new (FALSE, FALSE, sizeof (Handoff));
  Reading reading = { spans, handoffs };
  JsonNode *record;

  g_array_set_clear_func (handoffs, handoff_clear);
  while ((record = wf_log_input_next (input, NULL)) != NULL)
    {
      JsonObject *object = detect (record) ? json_node_get_object (record) : NULL;

      if (object != NULL && g_str_equal (wf_json_get_string (object, "object"), "trace"))
        add_trace (&reading, object);
      else if (object != NULL)
        add_span (&reading, object);
    }
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
