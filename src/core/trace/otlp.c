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

/* The JSON encoding of OpenTelemetry's protocol (opentelemetry-proto, docs/specification.md): what a
 * collector's file exporter writes, one object a line, or one document; Jaeger's API wraps it in "result". */

static JsonArray *
get_resource_spans (JsonNode *record)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (record) ? json_node_get_object (record) : NULL;
  JsonObject *result = object == NULL ? NULL : wf_json_get_object (object, "result");

  if (object == NULL)
    return NULL;
  return wf_json_get_array (result != NULL ? result : object, "resourceSpans");
}

static gboolean
detect (JsonNode *record)
{
  return get_resource_spans (record) != NULL;
}

/* {"stringValue": …}, {"arrayValue": {"values": […]}}, {"kvlistValue": {"values": [{key, value}]}} …
 * flattened */
static void
set_value (WfSpan *span, const char *key, JsonObject *value)
{
  static const char *const scalars[] = { "stringValue", "intValue", "doubleValue", "boolValue",
                                         "bytesValue" };
  JsonObject *list = wf_json_get_object (value, "arrayValue");
  JsonObject *map = wf_json_get_object (value, "kvlistValue");
  JsonArray *values = list != NULL  ? wf_json_get_array (list, "values")
                      : map != NULL ? wf_json_get_array (map, "values")
                                    : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (scalars); i++)
    {
      g_autofree char *text = wf_json_dup_text (value, scalars[i]);

      if (text != NULL)
        {
          wf_span_set (span, key, text);
          return;
        }
    }
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      JsonObject *element = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = element == NULL || map == NULL ? NULL : wf_json_get_string (element, "key");
      JsonObject *inner = map != NULL && element != NULL ? wf_json_get_object (element, "value") : element;
      g_autofree char *path =
          name != NULL ? g_strdup_printf ("%s.%s", key, name) : g_strdup_printf ("%s.%u", key, i);

      if (inner != NULL)
        set_value (span, path, inner);
    }
}

static void
set_attributes (WfSpan *span, const char *prefix, JsonArray *attributes)
{
  for (guint i = 0; attributes != NULL && i < json_array_get_length (attributes); i++)
    {
      JsonNode *node = json_array_get_element (attributes, i);
      JsonObject *pair = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = pair == NULL ? NULL : wf_json_get_string (pair, "key");
      JsonObject *value = pair == NULL ? NULL : wf_json_get_object (pair, "value");
      g_autofree char *path = key == NULL ? NULL : g_strconcat (prefix, key, NULL);

      if (path != NULL && value != NULL)
        set_value (span, path, value);
    }
}

static void
set_events (WfSpan *span, JsonArray *events)
{
  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    {
      JsonNode *node = json_array_get_element (events, i);
      g_autofree char *name_key = g_strdup_printf ("events.%u.name", i);
      g_autofree char *prefix = g_strdup_printf ("events.%u.attributes.", i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      if (wf_json_get_string (json_node_get_object (node), "name") != NULL)
        wf_span_set (span, name_key, wf_json_get_string (json_node_get_object (node), "name"));
      set_attributes (span, prefix, wf_json_get_array (json_node_get_object (node), "attributes"));
    }
}

static void
add_span (WfSpans *spans, JsonObject *object, const char *service)
{
  WfSpan *span = wf_spans_add (spans);
  JsonObject *status = wf_json_get_object (object, "status");

  span->id = wf_json_dup_id (object, "spanId");
  span->parent = wf_json_dup_id (object, "parentSpanId");
  span->run = wf_json_dup_id (object, "traceId");
  span->name = wf_json_dup_text (object, "name");
  span->start = wf_json_get_count_time (object, "startTimeUnixNano", 1);
  span->end = wf_json_get_count_time (object, "endTimeUnixNano", 1);
  if (status != NULL)
    {
      span->status = wf_json_get_status (status, "code");
      span->status_text = wf_json_dup_id (status, "message");
    }
  set_attributes (span, "", wf_json_get_array (object, "attributes"));
  set_events (span, wf_json_get_array (object, "events"));
  if (service != NULL)
    wf_span_set (span, "service.name", service);
}

static const char *
find_service (JsonObject *resource_spans)
{
  JsonObject *resource = wf_json_get_object (resource_spans, "resource");
  JsonArray *attributes = resource == NULL ? NULL : wf_json_get_array (resource, "attributes");

  for (guint i = 0; attributes != NULL && i < json_array_get_length (attributes); i++)
    {
      JsonNode *node = json_array_get_element (attributes, i);
      JsonObject *pair = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (pair != NULL && g_strcmp0 (wf_json_get_string (pair, "key"), "service.name") == 0 &&
          wf_json_get_object (pair, "value") != NULL)
        return wf_json_get_string (wf_json_get_object (pair, "value"), "stringValue");
    }
  return NULL;
}

/* "scopeSpans"; files of before 2022 call it "instrumentationLibrarySpans" */
static void
add_resource (WfSpans *spans, JsonObject *resource_spans)
{
  JsonArray *scopes = wf_json_get_array (resource_spans, "scopeSpans");
  const char *service = find_service (resource_spans);

  if (scopes == NULL)
    scopes = wf_json_get_array (resource_spans, "instrumentationLibrarySpans");
  for (guint s = 0; scopes != NULL && s < json_array_get_length (scopes); s++)
    {
      JsonNode *scope = json_array_get_element (scopes, s);
      JsonArray *list =
          JSON_NODE_HOLDS_OBJECT (scope) ? wf_json_get_array (json_node_get_object (scope), "spans") : NULL;

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
          add_span (spans, json_array_get_object_element (list, i), service);
    }
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input, NULL)) != NULL)
    {
      JsonArray *list = get_resource_spans (record);

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
          add_resource (spans, json_array_get_object_element (list, i));
    }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_otlp.id, runs, error);
}

static const char *const keys[] = { "resourceSpans", NULL };

const WfLogFormat wf_log_otlp = {
  .id = "otlp",
  .name = N_ ("OpenTelemetry (OTLP)"),
  .summary = N_ ("Spans in the protocol’s JSON encoding: a document, or a line for each batch"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

static gboolean
detect_logs (JsonNode *record)
{
  return wf_json_has_all (record, "resourceLogs", NULL);
}

static const char *const log_keys[] = { "resourceLogs", NULL };

const WfLogFormat wf_log_otlp_logs = {
  .id = "otlp-logs",
  .name = N_ ("OpenTelemetry logs"),
  .summary = N_ ("Log records without spans"),
  .keys = log_keys,
  .detect = detect_logs,
  .refusal = N_ ("these are OpenTelemetry log records, which don’t say what called what. "
                 "Export the traces of the same run (“resourceSpans”) instead."),
};

static gboolean
detect_metrics (JsonNode *record)
{
  return wf_json_has_all (record, "resourceMetrics", NULL);
}

static const char *const metric_keys[] = { "resourceMetrics", NULL };

const WfLogFormat wf_log_otlp_metrics = {
  .id = "otlp-metrics",
  .name = N_ ("OpenTelemetry metrics"),
  .summary = N_ ("Numbers over time without spans"),
  .keys = metric_keys,
  .detect = detect_metrics,
  .refusal = N_ ("these are OpenTelemetry metrics, numbers over time without steps. "
                 "Export the traces of the same run (“resourceSpans”) instead."),
};
