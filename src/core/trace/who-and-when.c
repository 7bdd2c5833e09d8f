/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"
#include "core/trace/role-private.h"

/* What was odd in the messages, by number; told in one note each. */
typedef struct
{
  guint n_strange;  /* elements that are no message */
  guint n_nameless; /* no name and no role */
  guint n_empty;    /* no content at all */
  guint n_left_out; /* parts that aren't text: pictures, sounds */
} Oddities;

static gboolean
is_message (JsonNode *node)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  return json_object_has_member (object, "content") &&
         (json_object_has_member (object, "name") || json_object_has_member (object, "role"));
}

/* An object with a list "history" of messages that have content and a speaker. An empty list counts when the
 * file asks a question. */
static gboolean
detect (JsonNode *root)
{
  JsonArray *history;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  history = wf_json_get_array (json_node_get_object (root), "history");
  if (history == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (history); i++)
    if (is_message (json_array_get_element (history, i)))
      return TRUE;
  return json_array_get_length (history) == 0 &&
         json_object_has_member (json_node_get_object (root), "question");
}

/* Content as a list of parts: the text parts on lines of their own. */
static char *
join_parts (JsonArray *parts, Oddities *oddities)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);
      const char *part = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        part = wf_json_get_string (json_node_get_object (node), "text");
      else if (JSON_NODE_HOLDS_VALUE (node))
        part = json_node_get_string (node);
      if (part == NULL)
        oddities->n_left_out++;
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "function(arguments)" for each tool call of a message without content. */
static char *
describe_calls (JsonArray *calls)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    {
      JsonNode *node = json_array_get_element (calls, i);
      JsonObject *function = NULL;
      const char *name, *arguments;

      if (JSON_NODE_HOLDS_OBJECT (node))
        function = wf_json_get_object (json_node_get_object (node), "function");
      if (function == NULL)
        continue;
      name = wf_json_get_string (function, "name");
      arguments = wf_json_get_string (function, "arguments");
      g_string_append_printf (text, "%s%s(%s)", text->len > 0 ? "\n" : "", name != NULL ? name : "",
                              arguments != NULL ? arguments : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
content_to_text (JsonObject *message, Oddities *oddities)
{
  JsonNode *content = json_object_get_member (message, "content");
  g_autofree char *text = NULL;

  if (content != NULL && JSON_NODE_HOLDS_ARRAY (content))
    text = join_parts (json_node_get_array (content), oddities);
  else if (content != NULL && JSON_NODE_HOLDS_VALUE (content) && json_node_get_string (content) != NULL)
    text = json_node_dup_string (content);
  else if (content != NULL && !JSON_NODE_HOLDS_NULL (content))
    text = wf_json_to_text (content);
  else
    {
      text = describe_calls (wf_json_get_array (message, "tool_calls"));
      if (*text == '\0')
        oddities->n_empty++;
    }
  return g_steal_pointer (&text);
}

/* The speaker: "name" of the algorithm-generated shape, else "role" of the hand-crafted one. */
static const char *
get_speaker (JsonObject *message, Oddities *oddities)
{
  const char *speaker = wf_json_get_string (message, "name");

  if (speaker == NULL || *speaker == '\0')
    speaker = wf_json_get_string (message, "role");
  if (speaker != NULL && *speaker != '\0')
    return speaker;
  oddities->n_nameless++;
  return _ ("unknown speaker");
}

/* Every element of the history becomes a step, whatever it is, so that steps keep the numbers of the file. */
static void
add_message (WfTraceBuilder *builder, guint index, JsonNode *node, Oddities *oddities)
{
  g_autofree char *text = NULL;
  g_autofree char *agent = NULL;
  const char *speaker = _ ("unknown speaker");
  WfStepRole role;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      text = content_to_text (json_node_get_object (node), oddities);
      speaker = get_speaker (json_node_get_object (node), oddities);
    }
  else
    {
      text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL ? json_node_dup_string (node)
                                                                                 : wf_json_to_text (node);
      oddities->n_strange++;
    }
  agent = wf_role_get_agent (speaker);
  role = wf_role_of_message (speaker, index, text);
  wf_trace_builder_add_step (builder, agent, speaker, wf_role_get_kind (role), role, text);
}

static void
note_count (WfTraceBuilder *builder, guint count, const char *format)
{
  g_autofree char *note = NULL;

  if (count == 0)
    return;
  note = g_strdup_printf (format, count);
  wf_trace_builder_add_note (builder, note);
}

static void
add_notes (WfTraceBuilder *builder, const Oddities *o)
{
  note_count (
      builder, o->n_strange,
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u element of the history is no message; it is shown as a step of an unknown speaker.",
          "%u elements of the history are no messages; they are shown as steps of an unknown speaker.",
          o->n_strange));
  note_count (builder, o->n_nameless,
              g_dngettext (GETTEXT_PACKAGE, "%u message names no speaker.", "%u messages name no speaker.",
                           o->n_nameless));
  note_count (builder, o->n_empty,
              g_dngettext (GETTEXT_PACKAGE, "%u message has no content.", "%u messages have no content.",
                           o->n_empty));
  note_count (builder, o->n_left_out,
              g_dngettext (GETTEXT_PACKAGE, "%u part of a message is not text and is left out.",
                           "%u parts of messages are not text and are left out.", o->n_left_out));
}

/* mistake_agent and mistake_step, a number or the text of one. Labels only: nothing but the annotation is
 * made of them. */
static void
read_label (WfTraceBuilder *builder, JsonObject *object)
{
  const char *agent = wf_json_get_string (object, "mistake_agent");
  const char *text = wf_json_get_string (object, "mistake_step");
  JsonNode *node = json_object_get_member (object, "mistake_step");
  gint64 step;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (text != NULL ? g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &step, NULL)
                   : JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    wf_trace_builder_set_label (builder, agent != NULL ? agent : "",
                                text != NULL ? step : json_node_get_int (node));
  else
    wf_trace_builder_add_note (builder,
                               _ ("The annotated step is not a number; the annotation is left out."));
}

/* The Who&When benchmark (Zhang et al. 2025, ICML, arXiv 2505.00212), both shapes. */
static void
add_run (JsonObject *object, GPtrArray *runs)
{
  JsonArray *history = wf_json_get_array (object, "history");
  const char *question = wf_json_get_string (object, "question");
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new (wf_log_who_and_when.id);
  Oddities oddities = { 0 };

  if (question != NULL)
    wf_trace_builder_set_question (builder, question);
  else
    wf_trace_builder_add_note (builder, _ ("The log doesn’t say what the run was asked."));
  for (guint i = 0; i < json_array_get_length (history); i++)
    add_message (builder, i, json_array_get_element (history, i), &oddities);
  add_notes (builder, &oddities);
  read_label (builder, object);
  g_ptr_array_add (runs, g_steal_pointer (&builder));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return wf_log_input_read_each (input, detect, add_run, runs, error);
}

static const char *const keys[] = { "history", NULL };

const WfLogFormat wf_log_who_and_when = {
  .id = "who-and-when",
  .name = N_ ("Who&When"),
  .summary =
      N_ ("JSON with a list “history” of messages; each has “content” and a speaker in “name” or “role”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
