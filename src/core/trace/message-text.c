/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/trace/conversation-private.h"
#include "core/trace/span-private.h"

#define MAX_DEPTH 16 /* of parts within parts */

static void append_value (GString *text, JsonNode *node, guint depth);

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* a value where words were expected: as it stands when it is a string, else as JSON in one line */
static char *
to_words (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

/* The function a call names, whichever of the common shapes the call has; NULL for what is no call. */
static JsonObject *
get_function (JsonObject *call)
{
  static const char *const members[] = { "function", "function_call", "functionCall" };
  const char *type = wf_json_get_string (call, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (wf_json_get_object (call, members[i]) != NULL)
      return wf_json_get_object (call, members[i]);
  if (json_object_has_member (call, "tool.name"))
    return call;
  return type != NULL && (g_str_equal (type, "tool_call") || g_str_equal (type, "tool_use") ||
                          g_str_equal (type, "function_call") || g_str_equal (type, "tool-call"))
             ? call
             : NULL;
}

/* "name(arguments)" */
static void
append_call (GString *text, JsonObject *function)
{
  static const char *const members[] = { "arguments", "input", "args", "tool.args" };
  const char *name = wf_json_get_string (function, "name");
  JsonNode *arguments = NULL;
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;

  for (gsize i = 0; arguments == NULL && i < G_N_ELEMENTS (members); i++)
    arguments = json_object_get_member (function, members[i]);
  if (name == NULL)
    name = wf_json_get_string (function, "tool.name");
  words = to_words (arguments);
  line = g_strdup_printf ("%s(%s)", name != NULL ? name : "", words);
  append_line (text, line);
}

static void
append_calls (GString *text, JsonObject *message)
{
  JsonArray *calls = wf_json_get_array (message, "tool_calls");

  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (calls, i)))
      {
        JsonObject *call = json_array_get_object_element (calls, i);

        append_call (text, get_function (call) != NULL ? get_function (call) : call);
      }
}

/* A part, a message, or an object that holds one: the first of the members that hold words. */
static void
append_object (GString *text, JsonObject *object, guint depth)
{
  static const char *const members[] = {
    "text",    "content",  "parts",    "response",   "function_response", "result",  "output",
    "message", "messages", "choices",  "candidates", "generations",       "kwargs",  "contents",
    "raw",     "value",    "thinking", "reasoning",  "refusal",           "summary", NULL
  };
  JsonObject *extra = wf_json_get_object (object, "additional_kwargs");
  gsize before = text->len;

  if (get_function (object) != NULL && !json_object_has_member (object, "content"))
    {
      append_call (text, get_function (object));
      return;
    }
  for (gsize i = 0; members[i] != NULL && text->len == before; i++)
    if (json_object_has_member (object, members[i]))
      append_value (text, json_object_get_member (object, members[i]), depth + 1);
  before = text->len;
  append_calls (text, object);
  if (text->len == before && extra != NULL)
    append_calls (text, extra);
}

static void
append_value (GString *text, JsonNode *node, guint depth)
{
  if (depth > MAX_DEPTH)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_value (text, json_array_get_element (array, i), depth + 1);
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
  append_value (text, content, 0);
  if (text->len == 0 && JSON_NODE_HOLDS_OBJECT (content) &&
      json_object_get_size (json_node_get_object (content)) > 0)
    return to_words (content);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* the value that a text holds as JSON, a text within quotes too; else the value itself (transfer full) */
static JsonNode *
look_into (JsonNode *node)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  g_autoptr (JsonNode) inner = text != NULL && *text != '\0' && strchr ("{[\"", *text) != NULL
                                   ? wf_json_parse (text, -1, "", NULL)
                                   : NULL;

  if (inner == NULL)
    return json_node_ref (node);
  return JSON_NODE_HOLDS_VALUE (inner) ? look_into (inner) : g_steal_pointer (&inner);
}

/* The text of the first of the members that holds one. */
static char *
find_words (JsonNode *node, const char *const *members)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (; object != NULL && *members != NULL; members++)
    if (wf_json_get_string (object, *members) != NULL)
      return g_strdup (wf_json_get_string (object, *members));
  return NULL;
}

/* What holds no messages: a text as it stands, without the quotes of JSON where it came in such. */
static char *
to_plain (JsonNode *node, JsonNode *inner)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return to_words (JSON_NODE_HOLDS_VALUE (inner) || (text != NULL && *text == '"') ? inner : node);
}

static char *
join_messages (GPtrArray *messages, guint from, const char *only, const char *never)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < messages->len; i++)
    {
      const char *role = wf_conversation_get_role (g_ptr_array_index (messages, i));

      if ((only == NULL || g_strcmp0 (role, only) == 0) && (never == NULL || g_strcmp0 (role, never) != 0))
        append_object (text, g_ptr_array_index (messages, i), 0);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A list of nothing but calls; NULL for any other. */
static char *
list_calls (JsonNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *calls = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    {
      JsonNode *call = json_array_get_element (calls, i);

      if (!JSON_NODE_HOLDS_OBJECT (call) || get_function (json_node_get_object (call)) == NULL)
        return NULL;
      append_call (text, get_function (json_node_get_object (call)));
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
to_output (JsonNode *output, gboolean is_data)
{
  static const char *const members[] = { "content", "text",   "output",   "raw", "final_output",
                                         "answer",  "result", "response", NULL };
  g_autoptr (JsonNode) inner = output == NULL ? NULL : look_into (output);
  g_autoptr (GPtrArray) messages = inner == NULL ? NULL : wf_conversation_collect (inner);
  g_autofree char *words = NULL;

  if (inner == NULL)
    return g_strdup ("");
  if (messages->len > 0)
    words = join_messages (messages, wf_conversation_find_last_turn (messages), NULL, NULL);
  if (words != NULL && *words != '\0')
    return g_steal_pointer (&words);
  g_clear_pointer (&words, g_free);
  if (!is_data ||
      (JSON_NODE_HOLDS_OBJECT (inner) && json_object_get_size (json_node_get_object (inner)) == 1))
    {
      words = find_words (inner, members);
      if (words != NULL)
        return g_steal_pointer (&words);
    }
  words = is_data ? NULL : list_calls (inner);
  return words != NULL ? g_steal_pointer (&words) : to_plain (output, inner);
}

char *
wf_output_to_text (JsonNode *output)
{
  return to_output (output, FALSE);
}

char *
wf_data_to_text (JsonNode *data)
{
  return to_output (data, TRUE);
}

char *
wf_arguments_to_text (JsonNode *arguments)
{
  g_autoptr (JsonNode) inner = arguments == NULL ? NULL : look_into (arguments);

  return inner == NULL ? g_strdup ("") : to_plain (arguments, inner);
}

/* {"args": [x], "kwargs": {}}, a call of a function with one argument */
static JsonNode *
get_only_argument (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *list = wf_json_get_array (object, "args");
  JsonObject *named = wf_json_get_object (object, "kwargs");

  return list != NULL && json_array_get_length (list) == 1 &&
                 (named == NULL || json_object_get_size (named) == 0) && json_object_get_size (object) <= 2
             ? json_array_get_element (list, 0)
             : NULL;
}

char *
wf_input_to_text (JsonNode *input)
{
  g_autoptr (JsonNode) inner = input == NULL ? NULL : look_into (input);
  g_autoptr (GPtrArray) messages = inner == NULL ? NULL : wf_conversation_collect (inner);
  g_autofree char *words = NULL;

  if (inner == NULL)
    return g_strdup ("");
  if (get_only_argument (inner) != NULL)
    return to_words (get_only_argument (inner));
  if (messages->len > 0)
    words = join_messages (messages, wf_conversation_find_new (messages), NULL, "system");
  if (words != NULL && *words == '\0')
    {
      g_free (words);
      words = join_messages (messages, wf_conversation_find_new (messages), NULL, NULL);
    }
  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : to_plain (input, inner);
}

char *
wf_question_to_text (JsonNode *input)
{
  static const char *const members[] = { "question", "query", "task",    "prompt", "input",
                                         "topic",    "text",  "content", NULL };
  g_autoptr (JsonNode) inner = input == NULL ? NULL : look_into (input);
  g_autoptr (GPtrArray) messages = inner == NULL ? NULL : wf_conversation_collect (inner);
  char *words;

  if (inner == NULL)
    return g_strdup ("");
  for (guint i = messages->len; i > 0; i--)
    if (g_strcmp0 (wf_conversation_get_role (g_ptr_array_index (messages, i - 1)), "user") == 0)
      return join_messages (messages, i - 1, "user", NULL);
  words = find_words (inner, members);
  return words != NULL ? words : wf_input_to_text (input);
}
