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
#include "core/trace/span-frame-private.h"

/* Spans as OpenTelemetry's SDKs print them, flat, with a "context" of ids: the console exporter, Phoenix's
 * REST span and JSON Lines, any-agent's files. They differ in where kind and status stand. */

static JsonObject *
get_context (JsonObject *object)
{
  JsonObject *context = wf_json_get_object (object, "context");

  return context != NULL && json_object_has_member (context, "span_id") ? context : NULL;
}

static gboolean
is_span (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) && get_context (json_node_get_object (node)) != NULL;
}

/* The list of spans a record is: itself, "spans", "data", or one member of a map of cases. */
static JsonArray *
get_list (JsonNode *record)
{
  static const char *const members[] = { "spans", "data" };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (record) ? json_node_get_object (record) : NULL;

  if (JSON_NODE_HOLDS_ARRAY (record))
    return json_node_get_array (record);
  for (gsize i = 0; object != NULL && i < G_N_ELEMENTS (members); i++)
    if (wf_json_get_array (object, members[i]) != NULL)
      return wf_json_get_array (object, members[i]);
  return NULL;
}

static gboolean
holds_spans (JsonArray *list)
{
  return list != NULL && json_array_get_length (list) > 0 && is_span (json_array_get_element (list, 0));
}

/* whether the members are lists of spans: {"a case": [...], ...}; a case may have none */
static gboolean
is_map (JsonNode *record)
{
  JsonObjectIter iter;
  JsonNode *member;
  gboolean has_any = FALSE;

  if (!JSON_NODE_HOLDS_OBJECT (record))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (record));
  while (json_object_iter_next (&iter, NULL, &member))
    {
      if (!JSON_NODE_HOLDS_ARRAY (member))
        return FALSE;
      if (json_array_get_length (json_node_get_array (member)) > 0)
        {
          if (!holds_spans (json_node_get_array (member)))
            return FALSE;
          has_any = TRUE;
        }
    }
  return has_any;
}

static gboolean
detect (JsonNode *record)
{
  return is_span (record) || holds_spans (get_list (record)) || is_map (record) ||
         wf_span_frame_detect (record);
}

/* "parent_id", or any-agent's "parent": {"span_id"} */
static char *
dup_parent (JsonObject *object)
{
  JsonObject *parent = wf_json_get_object (object, "parent");

  return parent != NULL ? wf_json_dup_id (parent, "span_id") : wf_json_dup_id (object, "parent_id");
}

static void
set_status (WfSpan *span, JsonObject *object)
{
  JsonObject *status = wf_json_get_object (object, "status");

  span->status = wf_json_get_status (status != NULL ? status : object, "status_code");
  span->status_text =
      status != NULL ? wf_json_dup_id (status, "description") : wf_json_dup_id (object, "status_message");
}

/* {"context": {"trace_id", "span_id"}} of the spans that caused this one beside its parent; run: what the
 * file says of both */
static void
add_links (WfSpans *spans, const WfSpan *span, JsonArray *links, const char *run)
{
  for (guint i = 0; span->id != NULL && links != NULL && i < json_array_get_length (links); i++)
    {
      JsonNode *node = json_array_get_element (links, i);
      JsonObject *context = JSON_NODE_HOLDS_OBJECT (node) ? get_context (json_node_get_object (node)) : NULL;
      g_autofree char *from = context == NULL ? NULL : wf_json_dup_id (context, "span_id");
      g_autofree char *from_run =
          context == NULL || run != NULL ? NULL : wf_json_dup_id (context, "trace_id");

      if (from != NULL)
        wf_spans_add_link (spans, span->run, from_run, from, span->id, WF_LINK_EXPLICIT);
    }
}

static void
add_span (WfSpans *spans, JsonObject *object, const char *run)
{
  JsonObject *context = get_context (object);
  JsonObject *resource = wf_json_get_object (object, "resource");
  WfSpan *span = wf_spans_add (spans);

  span->id = wf_json_dup_id (context, "span_id");
  span->run = run != NULL ? g_strdup (run) : wf_json_dup_id (context, "trace_id");
  span->parent = dup_parent (object);
  span->name = wf_json_dup_text (object, "name");
  span->start = wf_json_get_time (object, "start_time");
  span->end = wf_json_get_time (object, "end_time");
  set_status (span, object);
  add_links (spans, span, wf_json_get_array (object, "links"), run);
  wf_span_set_json (span, "", json_object_get_member (object, "attributes"));
  if (wf_span_get (span, "openinference.span.kind") == NULL)
    {
      g_autofree char *kind = wf_json_dup_id (object, "span_kind");

      if (kind != NULL)
        wf_span_set (span, "openinference.span.kind", kind);
    }
  wf_span_set_json (span, "events", json_object_get_member (object, "events"));
  if (resource != NULL)
    wf_span_set_json (span, "", json_object_get_member (resource, "attributes"));
}

static void
add_list (WfSpans *spans, JsonArray *list, const char *run)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (is_span (json_array_get_element (list, i)))
      add_span (spans, json_array_get_object_element (list, i), run);
}

static void
add_map (WfSpans *spans, JsonObject *map)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    add_list (spans, json_node_get_array (member), name);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (is_span (record))
      add_span (spans, json_node_get_object (record), NULL);
    else if (holds_spans (get_list (record)))
      add_list (spans, get_list (record), NULL);
    else if (is_map (record))
      add_map (spans, json_node_get_object (record));
    else if (wf_span_frame_detect (record))
      {
        g_autoptr (JsonArray) rows = wf_span_frame_to_list (record);

        add_list (spans, rows, NULL);
      }
    else
      wf_log_input_leave_out (input);
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_otel_json.id, runs, error);
}

static const char *const keys[] = { "span_id", "context.span_id", NULL };

const WfLogFormat wf_log_otel_json = {
  .id = "otel-json",
  .name = N_ ("OpenTelemetry SDK, Phoenix, any-agent"),
  .summary = N_ ("Flat spans with a “context” of ids: a list, lines, a list under “spans”, or a data frame"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
