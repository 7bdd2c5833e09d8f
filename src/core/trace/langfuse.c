/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/trace/conversation-private.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

/* Langfuse: one trace in any of its download shapes, observations beside "trace", inside it, or without one.
 */

static JsonObject *
get_trace (JsonObject *object)
{
  JsonObject *trace = wf_json_get_object (object, "trace");

  return trace != NULL ? trace : object;
}

static JsonArray *
get_observations (JsonObject *object)
{
  JsonArray *list = wf_json_get_array (object, "observations");

  return list != NULL ? list : wf_json_get_array (get_trace (object), "observations");
}

static gboolean
is_observation (JsonNode *node)
{
  return wf_json_has_all (node, "id", "type", "traceId", "startTime", NULL);
}

/* a score on a line of its own */
static gboolean
is_score (JsonNode *node)
{
  return wf_json_has_all (node, "name", "value", "traceId", "dataType", NULL);
}

static gboolean
holds_observations (JsonNode *record)
{
  JsonArray *list = JSON_NODE_HOLDS_OBJECT (record) ? get_observations (json_node_get_object (record)) : NULL;

  return list != NULL &&
         (json_array_get_length (list) == 0 || JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, 0)));
}

static gboolean
is_of_page (JsonNode *node)
{
  return is_observation (node) || holds_observations (node);
}

/* What the server answers a question for several with: {"data": [...], "meta": {...}} */
static JsonArray *
get_page (JsonNode *record)
{
  return wf_json_get_list_of (record, "data", is_of_page);
}

static gboolean
detect (JsonNode *record)
{
  return is_observation (record) || holds_observations (record) || get_page (record) != NULL;
}

static int
get_kind (const char *type)
{
  static const struct
  {
    const char *type;
    WfStepKind kind;
  } kinds[] = {
    { "GENERATION", WF_STEP_LLM },      { "AGENT", WF_STEP_AGENT },
    { "TOOL", WF_STEP_TOOL },           { "RETRIEVER", WF_STEP_RETRIEVER },
    { "EMBEDDING", WF_STEP_RETRIEVER }, { "EVALUATOR", WF_STEP_EVALUATOR },
    { "GUARDRAIL", WF_STEP_GUARDRAIL }, { "CHAIN", WF_STEP_OTHER },
  };

  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].type))
      return (int) kinds[i].kind;
  return WF_SPAN_KIND_UNKNOWN; /* a plain span: its attributes may know better */
}

/* Metadata is an object, or the text of one; what an SDK sent as attributes stands inside. */
static void
set_metadata (WfSpan *span, JsonObject *object)
{
  const char *text = wf_json_get_string (object, "metadata");
  g_autoptr (JsonNode) parsed = text != NULL && *text == '{' ? wf_json_parse (text, -1, "", NULL) : NULL;
  JsonNode *node = parsed != NULL ? parsed : json_object_get_member (object, "metadata");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  wf_span_set_json (span, "", json_object_get_member (json_node_get_object (node), "attributes"));
  wf_span_set_json (span, "metadata", node);
}

static gint64
get_tokens (JsonObject *object)
{
  JsonObject *usage = wf_json_get_object (object, "usageDetails");
  double total;

  if (usage == NULL)
    usage = wf_json_get_object (object, "usage");
  if (usage == NULL)
    return -1;
  total = wf_json_get_number (usage, "total", -1);
  if (total < 0 && json_object_has_member (usage, "input"))
    total = wf_json_get_number (usage, "input", 0) + wf_json_get_number (usage, "output", 0);
  return wf_tokens_from_number (total);
}

/* LangChain's tools come as plain spans: what they give is one message of the role "tool". */
static gboolean
is_tool_result (JsonObject *object)
{
  const char *text = wf_json_get_string (object, "output");
  g_autoptr (JsonNode) parsed = text != NULL && *text == '{' ? wf_json_parse (text, -1, "", NULL) : NULL;
  JsonObject *output = parsed != NULL && JSON_NODE_HOLDS_OBJECT (parsed)
                           ? json_node_get_object (parsed)
                           : wf_json_get_object (object, "output");

  return output != NULL &&
         (json_object_has_member (output, "lc") || json_object_has_member (output, "content")) &&
         g_strcmp0 (wf_conversation_get_role (output), "tool") == 0;
}

/* Of "" nothing is kept, nor of JSON without words where the attributes hold the same and more. */
static void
set_text (WfSpan *span, char **field, char *text, const char *key)
{
  gboolean is_opaque = (*text == '{' || *text == '[') && wf_span_get (span, key) != NULL;

  if (*text != '\0' && !is_opaque)
    *field = text;
  else
    g_free (text);
}

static void
set_texts (WfSpan *span, JsonObject *object)
{
  JsonNode *input = json_object_get_member (object, "input");
  JsonNode *output = json_object_get_member (object, "output");
  gboolean is_tool = span->kind == WF_STEP_TOOL || span->kind == WF_STEP_RETRIEVER;

  set_text (span, &span->input, is_tool ? wf_arguments_to_text (input) : wf_input_to_text (input),
            "input.value");
  set_text (span, &span->output, is_tool ? wf_data_to_text (output) : wf_output_to_text (output),
            "output.value");
}

static void
add_observation (WfSpans *spans, JsonObject *object, const char *run)
{
  WfSpan *span = wf_spans_add (spans);
  const char *level = wf_json_get_string (object, "level");
  JsonObject *cost = wf_json_get_object (object, "costDetails");

  span->id = wf_json_dup_id (object, "id");
  span->parent = wf_json_dup_id (object, "parentObservationId");
  span->run = run != NULL ? g_strdup (run) : wf_json_dup_id (object, "traceId");
  span->name = wf_json_dup_text (object, "name");
  span->start = wf_json_get_time (object, "startTime");
  span->end = wf_json_get_time (object, "endTime");
  span->kind = get_kind (wf_json_get_string (object, "type"));
  if (g_strcmp0 (level, "ERROR") == 0)
    span->status = WF_STATUS_ERROR;
  span->status_text = wf_json_dup_id (object, "statusMessage");
  if (span->kind == WF_SPAN_KIND_UNKNOWN && is_tool_result (object))
    span->kind = WF_STEP_TOOL;
  span->tokens = get_tokens (object);
  span->cost = wf_json_get_number (object, "totalCost", -1);
  if (cost != NULL)
    span->cost = wf_json_get_number (cost, "total", span->cost);
  if (span->cost == 0 && span->tokens <= 0)
    span->cost = -1;
  if (wf_json_get_string (object, "model") != NULL)
    wf_span_set (span, "model", wf_json_get_string (object, "model"));
  set_metadata (span, object);
  set_texts (span, object);
}

/* A yes or no under a name that can only mean the whole run. Other scores, and those of a model that judged,
 * are facts. */
static void
set_outcome (WfSpans *spans, JsonObject *score, const char *name, const char *run)
{
  static const char *const names[] = { "success",    "task_success", "correct",
                                       "is_correct", "passed",       "resolved" };
  double value = wf_json_get_number (score, "value", -1);

  if (g_strcmp0 (wf_json_get_string (score, "dataType"), "BOOLEAN") != 0 || (value != 0 && value != 1))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      wf_spans_set_outcome (spans, run, value == 1 ? WF_RUN_SUCCEEDED : WF_RUN_FAILED);
}

/* "0.8", "good"; a correction is a text */
static char *
dup_value (JsonObject *score)
{
  static const char *const members[] = { "stringValue", "longStringValue" };
  gboolean is_number = g_strcmp0 (wf_json_get_string (score, "dataType"), "NUMERIC") == 0;
  char *value = NULL;

  for (gsize i = 0; !is_number && value == NULL && i < G_N_ELEMENTS (members); i++)
    value = wf_json_dup_id (score, members[i]);
  return value != NULL ? value : wf_json_dup_id (score, "value");
}

/* Of an observation, its attribute; of the trace, a fact. */
static void
add_score (WfSpans *spans, JsonNode *node, const char *run)
{
  JsonObject *score = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *name = score == NULL ? NULL : wf_json_dup_id (score, "name");
  g_autofree char *value = score == NULL ? NULL : dup_value (score);
  g_autofree char *comment = score == NULL ? NULL : wf_json_dup_id (score, "comment");
  g_autofree char *key = name == NULL ? NULL : g_strdup_printf ("score: %s", name);
  g_autofree char *text =
      value == NULL || comment == NULL ? NULL : g_strdup_printf ("%s (%s)", value, comment);
  WfSpan *span = score == NULL ? NULL : wf_spans_find (spans, wf_json_get_string (score, "observationId"));

  if (key == NULL || value == NULL)
    return;
  if (span != NULL)
    wf_span_set (span, key, text != NULL ? text : value);
  else
    {
      wf_spans_add_fact (spans, run, key, text != NULL ? text : value);
      set_outcome (spans, score, name, run);
    }
}

static void
add_scores (WfSpans *spans, JsonArray *scores, const char *run)
{
  for (guint i = 0; scores != NULL && i < json_array_get_length (scores); i++)
    add_score (spans, json_array_get_element (scores, i), run);
}

/* What is said of the trace: by itself, or, in the download without a trace, by each observation. */
static void
add_facts (WfSpans *spans, JsonObject *source, const char *run)
{
  static const char *const members[] = { "sessionId", "userId", "release", "version", "environment" };
  JsonArray *tags = wf_json_get_array (source, "tags");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = wf_json_dup_id (source, members[i]);

      if (value != NULL)
        wf_spans_add_fact (spans, run, members[i], value);
    }
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (tags, i)) &&
        json_node_get_string (json_array_get_element (tags, i)) != NULL)
      wf_spans_add_fact (spans, run, "tag", json_node_get_string (json_array_get_element (tags, i)));
}

static void
add_trace (WfSpans *spans, JsonObject *object)
{
  JsonObject *trace = get_trace (object);
  JsonArray *list = get_observations (object);
  JsonArray *scores = wf_json_get_array (object, "scores");
  gboolean has_trace = trace != object || json_object_has_member (object, "timestamp");
  JsonObject *first = NULL;
  g_autofree char *run = wf_json_dup_id (trace, "id");
  g_autofree char *name = has_trace ? wf_json_dup_id (trace, "name") : NULL;
  g_autofree char *question = wf_question_to_text (json_object_get_member (trace, "input"));

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
      {
        JsonObject *observation = json_array_get_object_element (list, i);

        add_observation (spans, observation, run);
        if (first == NULL)
          first = observation;
      }
  if (run == NULL && first != NULL)
    run = wf_json_dup_id (first, "traceId");
  if (name != NULL)
    wf_spans_set_name (spans, run, name);
  if (has_trace || first != NULL)
    add_facts (spans, has_trace ? trace : first, run);
  add_scores (spans, scores != NULL ? scores : wf_json_get_array (trace, "scores"), run);
  add_scores (spans, wf_json_get_array (trace, "corrections"), run);
  if (*question != '\0' && *question != '{' && *question != '[')
    wf_spans_set_question (spans, run, question);
}

static void
add_record (WfSpans *spans, JsonNode *record)
{
  JsonArray *page = get_page (record);

  if (is_observation (record))
    add_observation (spans, json_node_get_object (record), NULL);
  else if (holds_observations (record))
    add_trace (spans, json_node_get_object (record));
  else if (is_score (record))
    {
      g_autofree char *run = wf_json_dup_id (json_node_get_object (record), "traceId");

      add_score (spans, record, run);
    }
  for (guint i = 0; page != NULL && i < json_array_get_length (page); i++)
    if (get_page (json_array_get_element (page, i)) == NULL)
      add_record (spans, json_array_get_element (page, i));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfSpans) spans = wf_spans_new ();
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    {
      if (!detect (record) && !is_score (record))
        wf_log_input_leave_out (input);
      add_record (spans, record);
    }
  return wf_log_input_finish (input, error) && wf_spans_end (spans, wf_log_langfuse.id, runs, error);
}

static const char *const keys[] = { "observations", "parentObservationId", "projectId", "sessionId", NULL };

const WfLogFormat wf_log_langfuse = {
  .id = "langfuse",
  .name = N_ ("Langfuse"),
  .summary = N_ ("A trace with its “observations”, in any of the shapes that are downloaded"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

/* {"success": …} as one of "input" and "output" */
static gboolean
is_adapted (JsonNode *node)
{
  static const char *const members[] = { "input", "output" };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (gsize i = 0; object != NULL && i < G_N_ELEMENTS (members); i++)
    {
      JsonObject *side = wf_json_get_object (object, members[i]);

      if (side != NULL && json_object_has_member (side, "success"))
        return TRUE;
    }
  return FALSE;
}

/* What Langfuse's own adapter makes of a trace: observation id -> {"input": {"success", "data"}, "output": …}
 */
static gboolean
detect_chatml (JsonNode *record)
{
  g_autoptr (GList) members =
      JSON_NODE_HOLDS_OBJECT (record) ? json_object_get_values (json_node_get_object (record)) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (is_adapted (l->data))
      return TRUE;
  return FALSE;
}

static const char *const chatml_keys[] = { "success", NULL };

const WfLogFormat wf_log_langfuse_chatml = {
  .id = "langfuse-chatml",
  .name = N_ ("Langfuse ChatML"),
  .summary = N_ ("Chat messages that were taken out of a trace"),
  .keys = chatml_keys,
  .detect = detect_chatml,
  .refusal = N_ ("these are chat messages that Langfuse took out of a trace, without its steps. "
                 "Open the trace itself, the file with “observations”."),
};
