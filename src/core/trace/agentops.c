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

/* AgentOps: a "trace" and its flat list of "spans", attributes nested under "span_attributes". */

static gboolean
detect (JsonNode *record)
{
  JsonArray *list =
      JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_array (json_node_get_object (record), "spans") : NULL;

  return list != NULL && json_array_get_length (list) > 0 &&
         wf_json_has_all (json_array_get_element (list, 0), "span_name", "span_attributes", NULL);
}

static void
add_span (WfSpans *spans, JsonObject *object, const char *run)
{
  WfSpan *span = wf_spans_add (spans);
  g_autofree char *type = wf_json_dup_id (object, "span_type");

  span->id = wf_json_dup_id (object, "span_id");
  span->parent = wf_json_dup_id (object, "parent_span_id");
  span->run = g_strdup (run);
  span->name = wf_json_dup_text (object, "span_name");
  span->start = wf_json_get_time (object, "start_time");
  span->end = wf_json_get_time (object, "end_time");
  span->status = wf_json_get_status (object, "status_code");
  span->status_text = wf_json_dup_id (object, "status_message");
  wf_span_set_json (span, "", json_object_get_member (object, "span_attributes"));
  if (type != NULL && wf_span_get (span, "agentops.span.kind") == NULL)
    wf_span_set (span, "agentops.span.kind", type);
  if (wf_json_get_object (object, "metrics") != NULL)
    span->tokens = (gint64) wf_json_get_number (wf_json_get_object (object, "metrics"), "total_tokens", -1);
}

static void
add_facts (WfSpans *spans, JsonObject *trace, const char *run)
{
  static const char *const members[] = { "root_span_name", "root_service_name", "duration", "total_cost" };

  for (gsize i = 0; trace != NULL && i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = wf_json_dup_id (trace, members[i]);

      if (value != NULL)
        wf_spans_add_fact (spans, run, members[i], value);
    }
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input, NULL)) != NULL)
    {
      JsonObject *object = detect (record) ? json_node_get_object (record) : NULL;
      JsonArray *list = object == NULL ? NULL : wf_json_get_array (object, "spans");
      JsonObject *trace = object == NULL ? NULL : wf_json_get_object (object, "trace");
      g_autofree char *run = trace == NULL ? NULL : wf_json_dup_id (trace, "trace_id");

      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
          add_span (spans, json_array_get_object_element (list, i), run);
      add_facts (spans, trace, run);
    }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_agentops.id, runs, error);
}

static const char *const keys[] = { "span_attributes", NULL };

const WfLogFormat wf_log_agentops = {
  .id = "agentops",
  .name = N_ ("AgentOps"),
  .summary = N_ ("A “trace” and its “spans” with nested “span_attributes”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
