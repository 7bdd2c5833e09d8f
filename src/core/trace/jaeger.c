/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/json.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

/* The file that Jaeger's page downloads: {"data": [{"traceID", "spans": [...], "processes": {...}}]}, times
 * in us. */

static gboolean
is_trace (JsonNode *node)
{
  return wf_json_has_all (node, "traceID", "spans", NULL);
}

static JsonArray *
get_traces (JsonNode *record)
{
  return wf_json_get_list_of (record, "data", is_trace);
}

static gboolean
detect (JsonNode *record)
{
  return get_traces (record) != NULL;
}

static void
set_tags (WfSpan *span, JsonArray *tags)
{
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);
      const char *key =
          JSON_NODE_HOLDS_OBJECT (node) ? wf_json_get_string (json_node_get_object (node), "key") : NULL;
      g_autofree char *value = key == NULL ? NULL : wf_json_dup_text (json_node_get_object (node), "value");

      if (value != NULL)
        wf_span_set (span, key, value);
    }
}

/* A reference says what called it, or what it only came after. */
static void
set_references (WfSpans *spans, WfSpan *span, JsonArray *references)
{
  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      JsonNode *node = json_array_get_element (references, i);
      JsonObject *reference = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *type = reference == NULL ? NULL : wf_json_get_string (reference, "refType");
      g_autofree char *id = reference == NULL ? NULL : wf_json_dup_id (reference, "spanID");
      g_autofree char *run = reference == NULL ? NULL : wf_json_dup_id (reference, "traceID");

      if (id == NULL)
        continue;
      if (g_strcmp0 (type, "FOLLOWS_FROM") == 0 && span->id != NULL)
        wf_spans_add_link (spans, span->run, run, id, span->id, WF_LINK_EXPLICIT);
      else if (span->parent == NULL)
        span->parent = g_steal_pointer (&id);
    }
}

static void
add_span (WfSpans *spans, JsonObject *object, JsonObject *processes)
{
  WfSpan *span = wf_spans_add (spans);
  const char *process = wf_json_get_string (object, "processID");
  JsonObject *own = process == NULL || processes == NULL ? NULL : wf_json_get_object (processes, process);
  double duration = wf_json_get_number (object, "duration", NAN);
  const char *failed;

  span->id = wf_json_dup_id (object, "spanID");
  span->run = wf_json_dup_id (object, "traceID");
  span->name = wf_json_dup_text (object, "operationName");
  span->start = wf_json_get_count_time (object, "startTime", 1000);
  span->end = wf_time_add (span->start, duration * 1000);
  set_references (spans, span, wf_json_get_array (object, "references"));
  set_tags (span, wf_json_get_array (object, "tags"));
  failed = wf_span_get (span, "error");
  if (failed != NULL && !g_str_equal (failed, "false"))
    span->status = WF_STATUS_ERROR;
  if (own != NULL && wf_json_get_string (own, "serviceName") != NULL)
    wf_span_set (span, "service.name", wf_json_get_string (own, "serviceName"));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonArray *traces = get_traces (record);

      if (traces == NULL)
        wf_log_input_leave_out (input);
      for (guint t = 0; traces != NULL && t < json_array_get_length (traces); t++)
        {
          JsonNode *node = json_array_get_element (traces, t);
          JsonObject *trace = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
          JsonArray *list = trace == NULL ? NULL : wf_json_get_array (trace, "spans");

          for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
            if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
              add_span (spans, json_array_get_object_element (list, i),
                        wf_json_get_object (trace, "processes"));
        }
    }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_jaeger.id, runs, error);
}

static const char *const keys[] = { "traceID", NULL };

const WfLogFormat wf_log_jaeger = {
  .id = "jaeger",
  .name = N_ ("Jaeger"),
  .summary = N_ ("The file that Jaeger’s page downloads: traces with spans and processes"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
