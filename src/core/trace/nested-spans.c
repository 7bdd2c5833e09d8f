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

/* Spans that an exporter nested (the shape of TRAIL): children in "child_spans", ISO times, a duration and no
 * end. */

static gboolean
is_span (JsonNode *node)
{
  return wf_json_has_all (node, "span_id", "child_spans", NULL);
}

static JsonArray *
get_list (JsonNode *record)
{
  JsonArray *list =
      JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_array (json_node_get_object (record), "spans") : NULL;

  return list != NULL && json_array_get_length (list) > 0 && is_span (json_array_get_element (list, 0))
             ? list
             : NULL;
}

static gboolean
detect (JsonNode *record)
{
  return is_span (record) || get_list (record) != NULL;
}

static void
set_times (WfSpan *span, JsonObject *object)
{
  gint64 duration = wf_duration_from_iso (wf_json_get_string (object, "duration"));

  span->start = wf_json_get_time (object, "timestamp");
  if (span->start != WF_TIME_UNKNOWN && duration >= 0)
    span->end = span->start + duration;
}

static void
add_span (WfSpans *spans, JsonNode *node, const char *parent)
{
  JsonObject *object = json_node_get_object (node);
  JsonArray *children = wf_json_get_array (object, "child_spans");
  WfSpan *span = wf_spans_add (spans);

  span->id = wf_json_dup_id (object, "span_id");
  span->parent = parent != NULL ? g_strdup (parent) : wf_json_dup_id (object, "parent_span_id");
  span->run = wf_json_dup_id (object, "trace_id");
  span->name = wf_json_dup_text (object, "span_name");
  span->status = wf_json_get_status (object, "status_code");
  span->status_text = wf_json_dup_id (object, "status_message");
  set_times (span, object);
  wf_span_set_json (span, "", json_object_get_member (object, "span_attributes"));
  wf_span_set_json (span, "events", json_object_get_member (object, "events"));
  if (wf_json_get_string (object, "service_name") != NULL)
    wf_span_set (span, "service.name", wf_json_get_string (object, "service_name"));
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (children, i)))
      add_span (spans, json_array_get_element (children, i), wf_json_get_string (object, "span_id"));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input, NULL)) != NULL)
    {
      JsonArray *list = get_list (record);

      if (is_span (record))
        add_span (spans, record, NULL);
      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
          add_span (spans, json_array_get_element (list, i), NULL);
    }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_nested_spans.id, runs, error);
}

static const char *const keys[] = { "child_spans", NULL };

const WfLogFormat wf_log_nested_spans = {
  .id = "nested-spans",
  .name = N_ ("nested spans"),
  .summary = N_ ("Spans that hold their children in “child_spans”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
