/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/trace/span-private.h"

static void append_value (GString *text, JsonNode *node);

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* a value where words were expected: as it stands when it is a string, else as JSON */
static char *
to_words (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return wf_json_to_text (node);
}

static JsonNode *
get_first_member (JsonObject *object, const char *const *members)
{
  for (; *members != NULL; members++)
    if (json_object_has_member (object, *members))
      return json_object_get_member (object, *members);
  return NULL;
}

/* "name(arguments)", whichever of the common shapes the call has */
static void
append_call (GString *text, JsonObject *call)
{
  static const char *const names[] = { "name", "tool.name", NULL };
  static const char *const arguments[] = { "arguments", "input", "args", "tool.args", NULL };
  JsonObject *function = wf_json_get_object (call, "function");
  JsonObject *holder = function != NULL ? function : call;
  g_autofree char *name = to_words (get_first_member (holder, names));
  g_autofree char *words = to_words (get_first_member (holder, arguments));
  g_autofree char *line = g_strdup_printf ("%s(%s)", name, words);

  append_line (text, line);
}

static gboolean
is_call (JsonObject *object)
{
  const char *type = wf_json_get_string (object, "type");

  if (wf_json_get_object (object, "function") != NULL || json_object_has_member (object, "tool.name"))
    return TRUE;
  return type != NULL && (g_str_equal (type, "tool_call") || g_str_equal (type, "tool_use") ||
                          g_str_equal (type, "function_call") || g_str_equal (type, "tool-call"));
}

/* A part, a message, or an object that holds one: the first of the members that hold words. */
static void
append_object (GString *text, JsonObject *object)
{
  static const char *const members[] = { "text",        "content",   "parts",    "response", "result",
                                         "output",      "message",   "messages", "choices",  "candidates",
                                         "generations", "kwargs",    "contents", "raw",      "value",
                                         "thinking",    "reasoning", NULL };
  JsonArray *calls = wf_json_get_array (object, "tool_calls");
  gsize before = text->len;

  if (is_call (object))
    {
      append_call (text, object);
      return;
    }
  for (gsize i = 0; members[i] != NULL && text->len == before; i++)
    if (json_object_has_member (object, members[i]))
      append_value (text, json_object_get_member (object, members[i]));
  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (calls, i)))
      append_call (text, json_array_get_object_element (calls, i));
}

static void
append_value (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_value (text, json_array_get_element (array, i));
    }
  else if (!JSON_NODE_HOLDS_NULL (node))
    {
      g_autofree char *words = to_words (node);

      append_line (text, words);
    }
}

char *
wf_message_to_text (JsonNode *content)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (content == NULL || JSON_NODE_HOLDS_NULL (content))
    return g_strdup ("");
  append_value (text, content);
  if (text->len == 0 && JSON_NODE_HOLDS_OBJECT (content) &&
      json_object_get_size (json_node_get_object (content)) > 0)
    return wf_json_to_text (content);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* a string that holds JSON, as the value it holds; NULL for any other */
static JsonNode *
look_into (JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && (*text == '{' || *text == '[') ? wf_json_parse (text, -1, "", NULL) : NULL;
}

/* Whether a value is a message, a part of one, or what a model's interface wraps them in, rather than data
 * that happens to be JSON: of data every member counts. */
static gboolean
holds_message (JsonNode *node)
{
  static const char *const marks[] = { "role", "content", "parts", "tool_calls", "raw", NULL };
  static const char *const wrappers[] = { "messages",    "message", "choices",  "candidates",
                                          "generations", "output",  "contents", "kwargs" };
  JsonObject *object;
  gboolean is_message;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0 &&
           holds_message (json_array_get_element (json_node_get_array (node), 0));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  is_message = get_first_member (object, marks) != NULL || is_call (object) ||
               g_strcmp0 (wf_json_get_string (object, "type"), "text") == 0;
  for (gsize i = 0; !is_message && i < G_N_ELEMENTS (wrappers); i++)
    is_message = json_object_has_member (object, wrappers[i]) &&
                 holds_message (json_object_get_member (object, wrappers[i]));
  return is_message;
}

/* A value in a wrapper of one member is shown without it. */
static gboolean
is_wrapped (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 1;
}

char *
wf_output_to_text (JsonNode *output)
{
  g_autoptr (JsonNode) inner = output == NULL ? NULL : look_into (output);
  g_autofree char *words = NULL;

  if (inner != NULL && !holds_message (inner) && !is_wrapped (inner))
    return json_node_dup_string (output);
  words = inner == NULL ? NULL : wf_message_to_text (inner);
  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : wf_message_to_text (output);
}

char *
wf_input_to_text (JsonNode *input)
{
  g_autoptr (JsonNode) inner = input == NULL ? NULL : look_into (input);
  JsonNode *node = inner != NULL ? inner : input;
  JsonArray *messages = NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && holds_message (node))
    messages = json_node_get_array (node);
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    messages = wf_json_get_array (json_node_get_object (node), "messages");
  if (messages == NULL && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    messages = wf_json_get_array (json_node_get_object (node), "contents");
  if (messages != NULL && json_array_get_length (messages) > 0)
    return wf_message_to_text (json_array_get_element (messages, json_array_get_length (messages) - 1));
  return wf_output_to_text (input);
}
