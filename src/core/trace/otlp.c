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
#include "core/trace/spans-private.h"

/* The JSON encoding of OpenTelemetry's protocol (opentelemetry-proto, docs/specification.md): what a
 * collector's file exporter writes, one object a line, or one document; Jaeger's API wraps it in "result". */

#define BASE64_SPAN_ID  12 /* characters of 8 bytes */
#define BASE64_TRACE_ID 24 /* of 16 */

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

/* {"stringValue": …} … as text; NULL for a list or a map */
static char *
dup_scalar (JsonObject *value)
{
  static const char *const members[] = { "stringValue", "intValue", "doubleValue", "boolValue",
                                         "bytesValue" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char *text = wf_json_dup_text (value, members[i]);

      if (text != NULL)
        return text;
    }
  return NULL;
}

/* Many numbers as the text of a list; NULL for anything else. */
static char *
dup_vector (JsonArray *values)
{
  guint n = json_array_get_length (values);
  g_autoptr (GString) text = n < WF_SPAN_VECTOR_LENGTH ? NULL : g_string_new ("[");

  for (guint i = 0; text != NULL && i < n; i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      JsonObject *value = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *number = value == NULL ? NULL : dup_scalar (value);

      if (number == NULL || json_object_has_member (value, "stringValue"))
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", number);
    }
  return text == NULL ? NULL : g_string_free (g_string_append_c (g_steal_pointer (&text), ']'), FALSE);
}

static void set_value (WfSpan *span, const char *key, JsonObject *value);

static void
set_list (WfSpan *span, const char *key, JsonArray *values)
{
  g_autofree char *vector = dup_vector (values);

  if (vector != NULL)
    wf_span_set (span, key, vector);
  for (guint i = 0; vector == NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      g_autofree char *path = g_strdup_printf ("%s.%u", key, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        set_value (span, path, json_node_get_object (node));
    }
}

static void
set_pairs (WfSpan *span, const char *prefix, JsonArray *pairs)
{
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    {
      JsonNode *node = json_array_get_element (pairs, i);
      JsonObject *pair = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = pair == NULL ? NULL : wf_json_get_string (pair, "key");
      JsonObject *value = pair == NULL ? NULL : wf_json_get_object (pair, "value");
      g_autofree char *path = key == NULL || *prefix == '\0' ? NULL : g_strconcat (prefix, key, NULL);

      if (key != NULL && value != NULL)
        set_value (span, path != NULL ? path : key, value);
    }
}

/* A list {"arrayValue": {"values": […]}} and a map {"kvlistValue": {"values": [{key, value}]}} are flattened,
 * under a key that isn't too long.
 */
static void
set_value (WfSpan *span, const char *key, JsonObject *value)
{
  g_autofree char *text = dup_scalar (value);
  JsonObject *list = text != NULL ? NULL : wf_json_get_object (value, "arrayValue");
  JsonObject *map = text != NULL ? NULL : wf_json_get_object (value, "kvlistValue");

  if (text != NULL)
    wf_span_set (span, key, text);
  else if (strlen (key) > WF_SPAN_KEY_BYTES && (list != NULL || map != NULL))
    wf_span_set_json (span, key, json_object_get_member (value, list != NULL ? "arrayValue" : "kvlistValue"));
  else if (list != NULL && wf_json_get_array (list, "values") != NULL)
    set_list (span, key, wf_json_get_array (list, "values"));
  else if (map != NULL && wf_json_get_array (map, "values") != NULL)
    {
      g_autofree char *prefix = g_strconcat (key, ".", NULL);

      set_pairs (span, prefix, wf_json_get_array (map, "values"));
    }
}

static void
set_attributes (WfSpan *span, const char *prefix, JsonObject *holder)
{
  JsonArray *attributes = wf_json_get_array (holder, "attributes");

  if (attributes != NULL)
    set_pairs (span, prefix, attributes);
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
      set_attributes (span, prefix, json_node_get_object (node));
    }
}

/* An id in hexadecimal digits, of small letters: digits of any case are allowed, and writers that don't know
 * OTLP's exception to Protobuf's rule for bytes use base64. */
static char *
dup_id (JsonObject *object, const char *member)
{
  static const char digits[] = "0123456789abcdef";
  g_autofree char *text = wf_json_dup_id (object, member);
  gsize length = text == NULL ? 0 : strlen (text), n_bytes;
  g_autofree guchar *bytes = NULL;
  GString *hex;

  if (text == NULL)
    return NULL;
  if (strspn (text, "0123456789abcdefABCDEF") == length)
    return g_ascii_strdown (text, -1);
  if (length != BASE64_SPAN_ID && length != BASE64_TRACE_ID)
    return g_steal_pointer (&text);
  bytes = g_base64_decode (text, &n_bytes);
  if (n_bytes != 8 && n_bytes != 16)
    return g_steal_pointer (&text);
  hex = g_string_sized_new (2 * n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    {
      g_string_append_c (hex, digits[bytes[i] >> 4]);
      g_string_append_c (hex, digits[bytes[i] & 15]);
    }
  return g_string_free (hex, FALSE);
}

/* A span's links name the spans that caused it beside its parent. */
static void
add_links (WfSpans *spans, const WfSpan *span, JsonArray *links)
{
  for (guint i = 0; span->id != NULL && links != NULL && i < json_array_get_length (links); i++)
    {
      JsonNode *node = json_array_get_element (links, i);
      JsonObject *link = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *from = link == NULL ? NULL : dup_id (link, "spanId");
      g_autofree char *run = link == NULL ? NULL : dup_id (link, "traceId");

      if (from != NULL)
        wf_spans_add_link (spans, span->run, run, from, span->id, WF_LINK_EXPLICIT);
    }
}

static void
add_span (WfSpans *spans, JsonObject *object, const char *service)
{
  WfSpan *span = wf_spans_add (spans);
  JsonObject *status = wf_json_get_object (object, "status");

  span->id = dup_id (object, "spanId");
  span->parent = dup_id (object, "parentSpanId");
  span->run = dup_id (object, "traceId");
  span->name = wf_json_dup_text (object, "name");
  span->start = wf_json_get_count_time (object, "startTimeUnixNano", 1);
  span->end = wf_json_get_count_time (object, "endTimeUnixNano", 1);
  if (status != NULL)
    {
      span->status = wf_json_get_status (status, "code");
      span->status_text = wf_json_dup_id (status, "message");
    }
  set_attributes (span, "", object);
  set_events (span, wf_json_get_array (object, "events"));
  add_links (spans, span, wf_json_get_array (object, "links"));
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

  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonArray *list = get_resource_spans (record);

      if (list == NULL)
        wf_log_input_leave_out (input);
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
