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
  return wf_json_has_all (node, "child_spans", NULL) ||
         wf_json_has_all (node, "span_name", "timestamp", "span_attributes", NULL);
}

static JsonArray *
get_list (JsonNode *record)
{
  return wf_json_get_list_of (record, "spans", is_span);
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
  if (duration >= 0)
    span->end = wf_time_add (span->start, (double) duration);
}

/* Where a span is nested goes before the parent it names. One without an id gets its place as one, so that
 * its children keep theirs. */
static void
set_ids (WfSpan *span, JsonObject *object, const char *parent, guint place, const char *run)
{
  span->id = wf_json_dup_id (object, "span_id");
  span->parent = parent != NULL ? g_strdup (parent) : wf_json_dup_id (object, "parent_span_id");
  span->run = wf_json_dup_id (object, "trace_id");
  if (span->id == NULL)
    span->id = g_strdup_printf ("%s/%u", parent != NULL ? parent : "", place);
  if (span->run == NULL)
    span->run = g_strdup (run);
}

/* Depth is bounded by that of the JSON. */
static void
add_span (WfSpans *spans, JsonNode *node, const char *parent, guint place, const char *run)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *children = wf_json_get_array (object, "child_spans");
  g_autofree char *id = NULL;
  g_autofree char *own_run = NULL;
  WfSpan *span;

  if (object == NULL)
    return;
  span = wf_spans_add (spans);
  set_ids (span, object, parent, place, run);
  span->name = wf_json_dup_text (object, "span_name");
  span->status = wf_json_get_status (object, "status_code");
  span->status_text = wf_json_dup_id (object, "status_message");
  set_times (span, object);
  wf_span_set_json (span, "", json_object_get_member (object, "span_attributes"));
  wf_span_set_json (span, "events", json_object_get_member (object, "events"));
  if (wf_json_get_string (object, "service_name") != NULL)
    wf_span_set (span, "service.name", wf_json_get_string (object, "service_name"));
  id = g_strdup (span->id);
  own_run = g_strdup (span->run);
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    add_span (spans, json_array_get_element (children, i), id, i, own_run);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;
  guint n = 0; /* of spans that came alone */

  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonArray *list = get_list (record);
      g_autofree char *run = list == NULL ? NULL : wf_json_dup_id (json_node_get_object (record), "trace_id");

      if (!detect (record))
        wf_log_input_leave_out (input);
      if (is_span (record))
        add_span (spans, record, NULL, n++, NULL);
      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        add_span (spans, json_array_get_element (list, i), NULL, i, run);
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
