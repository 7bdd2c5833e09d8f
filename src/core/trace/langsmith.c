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

/* LangSmith: runs as a list or lines, or the batches its SDK posts: {"post": [run], "patch": [run]}, where a
 * run begins in one record and ends in another. */

static gboolean
is_run (JsonNode *node)
{
  return wf_json_has_all (node, "dotted_order", NULL) ||
         wf_json_has_all (node, "run_type", "inputs", "trace_id", NULL);
}

static JsonArray *
get_batch (JsonNode *record, const char *member)
{
  return JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_array (json_node_get_object (record), member) : NULL;
}

static gboolean
detect (JsonNode *record)
{
  return is_run (record) || (get_batch (record, "post") != NULL && get_batch (record, "patch") != NULL);
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

/* The id of a record, or the one that ends its dotted order: "20241013T070538291001Z" + id */
static char *
dup_id (JsonObject *object)
{
  g_autofree char *id = wf_json_dup_id (object, "id");
  const char *order = wf_json_get_string (object, "dotted_order");
  const char *last = order == NULL ? NULL : strrchr (order, '.');

  if (id != NULL || order == NULL)
    return g_steal_pointer (&id);
  last = strchr (last != NULL ? last : order, 'Z');
  return last == NULL || last[1] == '\0' ? NULL : g_strdup (last + 1);
}

static void
replace (char **text, char *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = with;
}

/* A later record adds to an earlier one of the same run; what it doesn't say stays. */
static void
set_texts (WfSpan *span, JsonObject *object)
{
  JsonNode *inputs = json_object_get_member (object, "inputs");
  JsonObject *outputs = wf_json_get_object (object, "outputs");
  gint64 end = wf_json_get_time (object, "end_time");
  char *error = wf_json_dup_id (object, "error");

  if (inputs != NULL && JSON_NODE_HOLDS_OBJECT (inputs))
    replace (&span->input, wf_input_to_text (inputs));
  if (outputs != NULL && json_object_get_size (outputs) > 0)
    replace (&span->output, wf_output_to_text (json_object_get_member (object, "outputs")));
  if (end != WF_TIME_UNKNOWN)
    span->end = end;
  if (error != NULL)
    span->status = WF_STATUS_ERROR;
  else if (wf_json_get_status (object, "status") != WF_STATUS_UNKNOWN)
    span->status = wf_json_get_status (object, "status");
  replace (&span->status_text, error);
  if (wf_json_get_number (object, "total_tokens", -1) >= 0)
    span->tokens = (gint64) wf_json_get_number (object, "total_tokens", -1);
  if (wf_json_get_number (object, "total_cost", -1) >= 0)
    span->cost = wf_json_get_number (object, "total_cost", -1);
}

static void
add_run (WfSpans *spans, JsonObject *object)
{
  g_autofree char *id = dup_id (object);
  WfSpan *span = wf_spans_find (spans, id);
  JsonObject *extra = wf_json_get_object (object, "extra");
  JsonObject *metadata = extra == NULL ? NULL : wf_json_get_object (extra, "metadata");

  if (span == NULL)
    {
      span = wf_spans_add (spans);
      span->id = g_steal_pointer (&id);
      span->kind = get_kind (wf_json_get_string (object, "run_type"));
      span->start = wf_json_get_time (object, "start_time");
      wf_span_set_json (span, "metadata", extra == NULL ? NULL : json_object_get_member (extra, "metadata"));
    }
  replace (&span->parent, wf_json_dup_id (object, "parent_run_id"));
  replace (&span->run, wf_json_dup_id (object, "trace_id"));
  replace (&span->order, wf_json_dup_id (object, "dotted_order"));
  replace (&span->name, wf_json_dup_id (object, "name"));
  if (metadata != NULL)
    replace (&span->agent, wf_json_dup_id (metadata, "langgraph_node"));
  if (metadata != NULL && span->agent == NULL)
    replace (&span->agent, wf_json_dup_id (metadata, "agent"));
  set_texts (span, object);
}

static void
add_batch (WfSpans *spans, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
      add_run (spans, json_array_get_object_element (list, i));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input, NULL)) != NULL)
    if (is_run (record))
      add_run (spans, json_node_get_object (record));
    else
      {
        add_batch (spans, get_batch (record, "post"));
        add_batch (spans, get_batch (record, "patch"));
      }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_langsmith.id, runs, error);
}

static const char *const keys[] = { "dotted_order", NULL };

const WfLogFormat wf_log_langsmith = {
  .id = "langsmith",
  .name = N_ ("LangSmith"),
  .summary = N_ ("Runs with a “dotted_order”: a list, lines, or batches of “post” and “patch”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
