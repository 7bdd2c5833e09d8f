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
#include "core/trace/trace-private.h"

#define TASKS "crewai.crew.tasks."

/* AgentOps: a "trace" and its flat list of "spans", attributes nested under "span_attributes". */

static gboolean
is_span (JsonNode *node)
{
  return wf_json_has_all (node, "span_name", "span_attributes", NULL);
}

static gboolean
detect (JsonNode *record)
{
  return wf_json_get_list_of (record, "spans", is_span) != NULL;
}

static void
set_usage (WfSpan *span, JsonObject *metrics)
{
  span->tokens = wf_tokens_from_number (wf_json_get_number (metrics, "total_tokens", -1));
  span->cost = wf_json_get_number (metrics, "total_cost", -1);
}

/* "duration" is in nanoseconds */
static void
set_times (WfSpan *span, JsonObject *object)
{
  double duration = wf_json_get_number (object, "duration", -1);

  span->start = wf_json_get_time (object, "start_time");
  span->end = wf_json_get_time (object, "end_time");
  if (span->end == WF_TIME_UNKNOWN && duration >= 0)
    span->end = wf_time_add (span->start, duration);
}

/* A crew is asked what its tasks say, one a line: "crewai.crew.tasks.0.description". */
static void
set_question (WfSpans *spans, const WfSpan *span)
{
  g_autoptr (GString) question = g_string_new (NULL);

  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);
      const char *number = g_str_has_prefix (fact->key, TASKS) ? fact->key + strlen (TASKS) : ".";

      if (g_str_equal (number + strspn (number, "0123456789"), ".description"))
        g_string_append_printf (question, "%s%s", question->len > 0 ? "\n" : "", fact->value);
    }
  if (question->len > 0)
    wf_spans_set_question (spans, span->run, question->str);
}

static void
add_span (WfSpans *spans, JsonObject *object, const char *run)
{
  WfSpan *span = wf_spans_add (spans);
  g_autofree char *type = wf_json_dup_id (object, "span_type");

  span->id = wf_json_dup_id (object, "span_id");
  span->parent = wf_json_dup_id (object, "parent_span_id");
  span->run = wf_json_dup_id (object, "trace_id");
  if (span->run == NULL)
    span->run = g_strdup (run);
  span->name = wf_json_dup_text (object, "span_name");
  set_times (span, object);
  span->status = wf_json_get_status (object, "status_code");
  span->status_text = wf_json_dup_id (object, "status_message");
  wf_span_set_json (span, "", json_object_get_member (object, "span_attributes"));
  if (type != NULL && wf_span_get (span, "agentops.span.kind") == NULL)
    wf_span_set (span, "agentops.span.kind", type);
  if (wf_json_get_object (object, "metrics") != NULL)
    set_usage (span, wf_json_get_object (object, "metrics"));
  set_question (spans, span);
}

static void
add_facts (WfSpans *spans, JsonObject *trace, const char *run)
{
  static const char *const members[] = { "root_service_name", "duration", "total_cost", "error_count" };
  g_autofree char *name = trace == NULL ? NULL : wf_json_dup_id (trace, "root_span_name");

  if (name != NULL)
    wf_spans_set_name (spans, run, name);
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

  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonObject *object = detect (record) ? json_node_get_object (record) : NULL;
      JsonArray *list = object == NULL ? NULL : wf_json_get_array (object, "spans");
      JsonObject *trace = object == NULL ? NULL : wf_json_get_object (object, "trace");
      g_autofree char *run = trace == NULL ? NULL : wf_json_dup_id (trace, "trace_id");

      if (object == NULL)
        wf_log_input_leave_out (input);
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
