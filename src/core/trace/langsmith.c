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

/* LangSmith: runs as a list or lines, what its server answers ({"runs": [run]}), or the batches its SDK
 * posts:
 * {"post": [run], "patch": [run]}, where a run begins in one record and ends in another. */

static const char *const batches[] = { "runs", "post", "patch" };

static gboolean
is_run (JsonNode *node)
{
  return wf_json_has_all (node, "dotted_order", NULL) ||
         wf_json_has_all (node, "run_type", "inputs", "trace_id", NULL) ||
         wf_json_has_all (node, "run_type", "inputs", "session_id", NULL);
}

/* a person's or a program's word on a run, on a line of its own */
static gboolean
is_feedback (JsonNode *node)
{
  return wf_json_has_all (node, "run_id", "key", NULL) && !is_run (node);
}

static gboolean
detect (JsonNode *record)
{
  gboolean is_batch = is_run (record);

  for (gsize i = 0; !is_batch && i < G_N_ELEMENTS (batches); i++)
    is_batch = wf_json_get_list_of (record, batches[i], is_run) != NULL;
  return is_batch;
}

static int
get_kind (const char *type)
{
  static const struct
  {
    const char *type;
    WfStepKind kind;
  } kinds[] = {
    { "llm", WF_STEP_LLM },
    { "tool", WF_STEP_TOOL },
    { "retriever", WF_STEP_RETRIEVER },
    { "embedding", WF_STEP_RETRIEVER },
  };

  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].type))
      return (int) kinds[i].kind;
  return WF_STEP_OTHER;
}

/* The id in a part of a dotted order, counted from its end: "20241013T070538291001Z" + id, then "." and the
 * next. NULL = no such part */
static char *
dup_dotted (JsonObject *object, gint from_end)
{
  const char *order = wf_json_get_string (object, "dotted_order");
  g_auto (GStrv) parts = order == NULL ? NULL : g_strsplit (order, ".", -1);
  gint part = parts == NULL ? -1 : (gint) g_strv_length (parts) - 1 - from_end;
  const char *id = part < 0 ? NULL : strchr (parts[part], 'Z');

  return id == NULL || id[1] == '\0' ? NULL : g_strdup (id + 1);
}

static char *
dup_id (JsonObject *object)
{
  char *id = wf_json_dup_id (object, "id");

  return id != NULL ? id : dup_dotted (object, 0);
}

static char *
dup_trace (JsonObject *object)
{
  const char *order = wf_json_get_string (object, "dotted_order");
  gint n_dots = 0;
  char *id = wf_json_dup_id (object, "trace_id");

  for (const char *p = order; p != NULL && *p != '\0'; p++)
    n_dots += *p == '.';
  return id != NULL || order == NULL ? id : dup_dotted (object, n_dots);
}

/* whether a text, or an object with members */
static gboolean
is_filled (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  return !JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) > 0;
}

/* Tokens of the run itself, or as LangChain's models say them in what they give. */
static double
get_tokens (JsonObject *object)
{
  JsonObject *outputs = wf_json_get_object (object, "outputs");
  JsonObject *usage = wf_json_get_object (outputs, "usage_metadata");
  double total = wf_json_get_number (object, "total_tokens", -1);

  if (usage == NULL)
    usage = wf_json_get_object (wf_json_get_object (outputs, "llm_output"), "token_usage");
  if (total >= 0 || usage == NULL)
    return total;
  return wf_json_get_number (usage, "total_tokens", -1);
}

static void
set_usage (WfSpan *span, JsonObject *object)
{
  gint64 tokens = wf_tokens_from_number (get_tokens (object));
  double cost = wf_json_get_number (object, "total_cost", -1);

  if (tokens >= 0)
    span->tokens = tokens;
  if (cost >= 0)
    span->cost = cost;
}

/* A later record adds to an earlier one of the same run; what it doesn't say stays. */
static void
set_texts (WfSpan *span, JsonObject *object)
{
  gboolean is_tool = span->kind == WF_STEP_TOOL || span->kind == WF_STEP_RETRIEVER;
  JsonNode *inputs = json_object_get_member (object, "inputs");
  JsonNode *outputs = json_object_get_member (object, "outputs");
  gint64 end = wf_json_get_time (object, "end_time");
  char *error = wf_json_dup_id (object, "error");

  if (is_filled (inputs))
    wf_replace_text (&span->input, is_tool ? wf_arguments_to_text (inputs) : wf_input_to_text (inputs));
  if (is_filled (outputs))
    wf_replace_text (&span->output, is_tool ? wf_data_to_text (outputs) : wf_output_to_text (outputs));
  if (end != WF_TIME_UNKNOWN)
    span->end = end;
  if (error != NULL)
    span->status = WF_STATUS_ERROR;
  else if (wf_json_get_status (object, "status") != WF_STATUS_UNKNOWN)
    span->status = wf_json_get_status (object, "status");
  wf_replace_text (&span->status_text, error);
  set_usage (span, object);
}

/* In a graph of graphs the outermost node is the agent: "writer:1f…|model:2e…"; else the node; else who the
 * metadata name. */
static char *
dup_agent (JsonObject *metadata)
{
  static const char *const members[] = { "lc_agent_name", "langgraph_node", "agent_name", "agent" };
  const char *place = wf_json_get_string (metadata, "langgraph_checkpoint_ns");
  char *agent = NULL;

  if (place != NULL && strchr (place, '|') != NULL && *place != ':' && *place != '|')
    return g_strndup (place, strcspn (place, ":|"));
  for (gsize i = 0; metadata != NULL && agent == NULL && i < G_N_ELEMENTS (members); i++)
    agent = wf_json_dup_id (metadata, members[i]);
  return agent;
}

/* {"key": {"n": 1, "avg": 0.5}}, of a run at the top a fact, of any other its attribute */
static void
add_feedback_stats (WfSpans *spans, WfSpan *span, JsonObject *object)
{
  JsonObject *stats = wf_json_get_object (object, "feedback_stats");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (stats == NULL)
    return;
  json_object_iter_init_ordered (&iter, stats);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *key = g_strdup_printf ("feedback: %s", name);
      g_autofree char *mean =
          JSON_NODE_HOLDS_OBJECT (value) ? wf_json_dup_id (json_node_get_object (value), "avg") : NULL;

      if (mean != NULL && span->parent == NULL)
        wf_spans_add_fact (spans, span->run, key, mean);
      else if (mean != NULL)
        wf_span_set (span, key, mean);
    }
}

/* A chain that bears an agent's name is that agent. */
static void
set_kind (WfSpan *span, JsonObject *object)
{
  if (wf_json_get_string (object, "run_type") != NULL)
    span->kind = get_kind (wf_json_get_string (object, "run_type"));
  else if (span->kind == WF_SPAN_KIND_UNKNOWN)
    span->kind = WF_STEP_OTHER;
  if (span->kind == WF_STEP_OTHER && span->agent != NULL && g_strcmp0 (span->agent, span->name) == 0)
    span->kind = WF_STEP_AGENT;
}

static void
add_run (WfSpans *spans, JsonObject *object, const char *above)
{
  g_autofree char *id = dup_id (object);
  WfSpan *span = wf_spans_find (spans, id);
  JsonObject *metadata = wf_json_get_object (wf_json_get_object (object, "extra"), "metadata");
  gboolean is_new = span == NULL;

  if (is_new)
    {
      span = wf_spans_add (spans);
      span->id = g_strdup (id);
    }
  if (span->start == WF_TIME_UNKNOWN)
    span->start = wf_json_get_time (object, "start_time");
  if (metadata != NULL && is_new)
    wf_span_set_json (span, "metadata",
                      json_object_get_member (wf_json_get_object (object, "extra"), "metadata"));
  wf_replace_text (&span->parent, wf_json_dup_id (object, "parent_run_id"));
  if (span->parent == NULL)
    wf_replace_text (&span->parent, above != NULL ? g_strdup (above) : dup_dotted (object, 1));
  wf_replace_text (&span->run, dup_trace (object));
  wf_replace_text (&span->order, wf_json_dup_id (object, "dotted_order"));
  wf_replace_text (&span->name, wf_json_dup_id (object, "name"));
  wf_replace_text (&span->agent, dup_agent (metadata));
  set_kind (span, object);
  set_texts (span, object);
  add_feedback_stats (spans, span, object);
}

static void
add_feedback (WfSpans *spans, JsonObject *feedback)
{
  static const char *const members[] = { "value", "score", "correction" };
  g_autofree char *key = g_strdup_printf ("feedback: %s", wf_json_get_string (feedback, "key"));
  WfSpan *span = wf_spans_find (spans, wf_json_get_string (feedback, "run_id"));
  g_autofree char *run = wf_json_dup_id (feedback, "trace_id");
  g_autofree char *value = NULL;

  for (gsize i = 0; value == NULL && i < G_N_ELEMENTS (members); i++)
    value = wf_json_dup_id (feedback, members[i]);
  if (value == NULL)
    return;
  if (span != NULL && span->parent != NULL)
    wf_span_set (span, key, value);
  else
    wf_spans_add_fact (spans, span != NULL ? span->run : run, key, value);
}

/* Runs may hold the runs they started. Depth is bounded by that of the JSON. */
static void
add_record (WfSpans *spans, JsonNode *record, const char *above)
{
  JsonArray *children = NULL;
  g_autofree char *id = NULL;

  if (is_feedback (record) && wf_json_get_string (json_node_get_object (record), "key") != NULL)
    add_feedback (spans, json_node_get_object (record));
  else if (JSON_NODE_HOLDS_OBJECT (record))
    {
      add_run (spans, json_node_get_object (record), above);
      children = wf_json_get_array (json_node_get_object (record), "child_runs");
      id = dup_id (json_node_get_object (record));
    }
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    add_record (spans, json_array_get_element (children, i), id);
}

static void
add_batch (WfSpans *spans, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_record (spans, json_array_get_element (list, i), NULL);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (is_run (record) || is_feedback (record))
      add_record (spans, record, NULL);
    else if (detect (record))
      {
        for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
          add_batch (spans, wf_json_get_list_of (record, batches[i], is_run));
        add_batch (spans, wf_json_get_array (json_node_get_object (record), "feedback"));
      }
    else
      wf_log_input_leave_out (input);
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_langsmith.id, runs, error);
}

static const char *const keys[] = { "dotted_order", "run_type", NULL };

const WfLogFormat wf_log_langsmith = {
  .id = "langsmith",
  .name = N_ ("LangSmith"),
  .summary = N_ ("Runs with a “dotted_order”: a list, lines, or batches of “post” and “patch”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
