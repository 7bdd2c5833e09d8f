/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/trace/conversation-private.h"

#define MAX_DEPTH 12 /* of wrappers */

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
has_any (JsonObject *object, const char *const *members)
{
  for (; *members != NULL; members++)
    if (json_object_has_member (object, *members))
      return TRUE;
  return FALSE;
}

/* LangChain writes the class of an object as the last element of its "id". */
static const char *
get_class (JsonObject *object)
{
  JsonArray *id = wf_json_get_array (object, "id");
  JsonNode *last = id == NULL || json_array_get_length (id) == 0
                       ? NULL
                       : json_array_get_element (id, json_array_get_length (id) - 1);

  return last != NULL && JSON_NODE_HOLDS_VALUE (last) ? json_node_get_string (last) : NULL;
}

const char *
wf_conversation_get_role (JsonObject *message)
{
  static const struct
  {
    const char *name, *role;
  } roles[] = {
    { "human", "user" },
    { "HumanMessage", "user" },
    { "ai", "assistant" },
    { "AIMessage", "assistant" },
    { "AIMessageChunk", "assistant" },
    { "model", "assistant" },
    { "message", "assistant" },
    { "reasoning", "assistant" },
    { "function_call", "assistant" },
    { "tool_call", "assistant" },
    { "function", "tool" },
    { "ToolMessage", "tool" },
    { "function_call_output", "tool" },
    { "tool", "tool" },
    { "SystemMessage", "system" },
    { "developer", "system" },
    { "system", "system" },
  };
  const char *role = wf_json_get_string (message, "role");
  const char *name = role;

  if (name == NULL)
    name =
        json_object_has_member (message, "lc") ? get_class (message) : wf_json_get_string (message, "type");
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (name, roles[i].name))
      return roles[i].role;
  return role;
}

/* {"role": "tool", "content": {"type": "function", "function": ...}}: LangChain puts what a model may call
 * behind the messages it is sent. */
static gboolean
is_definition (JsonObject *object)
{
  JsonObject *function = wf_json_get_object (wf_json_get_object (object, "content"), "function");

  return function != NULL && json_object_has_member (function, "parameters");
}

/* A role and something said; or content in parts, which is a message by its shape alone. */
static gboolean
is_message (JsonObject *object)
{
  static const char *const words[] = { "content",       "parts",     "text",   "kwargs",  "tool_calls",
                                       "function_call", "arguments", "output", "summary", NULL };
  static const char *const choice[] = { "index", "finish_reason", "generation_info", NULL };
  JsonArray *parts = wf_json_get_array (object, "content");

  if (wf_conversation_get_role (object) != NULL && has_any (object, words))
    return TRUE;
  if (wf_json_get_string (object, "text") != NULL && has_any (object, choice))
    return TRUE;
  return parts != NULL && json_array_get_length (parts) > 0 &&
         get_object (json_array_get_element (parts, 0)) != NULL &&
         json_object_has_member (get_object (json_array_get_element (parts, 0)), "type");
}

static gboolean collect (GPtrArray *messages, JsonNode *node, guint depth);

/* A list of lists is a batch, of which the first is taken. */
static gboolean
collect_list (GPtrArray *messages, JsonArray *list, guint depth)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_ARRAY (element))
        return collect (messages, element, depth + 1);
      collect (messages, element, depth + 1);
    }
  return messages->len > 0;
}

static gboolean
collect (GPtrArray *messages, JsonNode *node, guint depth)
{
  static const char *const wrappers[] = { "messages", "message",  "choices", "candidates", "generations",
                                          "contents", "content",  "output",  "outputs",    "input",
                                          "inputs",   "response", NULL };
  JsonObject *object = get_object (node);

  if (node == NULL || depth > MAX_DEPTH)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return collect_list (messages, json_node_get_array (node), depth);
  if (object == NULL || is_definition (object))
    return FALSE;
  if (wf_json_get_object (object, "message") == NULL && is_message (object))
    {
      g_ptr_array_add (messages, object);
      return TRUE;
    }
  for (gsize i = 0; wrappers[i] != NULL; i++)
    if (collect (messages, json_object_get_member (object, wrappers[i]), depth + 1))
      return TRUE;
  return FALSE;
}

GPtrArray *
wf_conversation_collect (JsonNode *node)
{
  GPtrArray *messages = g_ptr_array_new ();

  collect (messages, node, 0);
  return messages;
}

static gboolean
is_of_model (GPtrArray *messages, guint i)
{
  const char *role = wf_conversation_get_role (g_ptr_array_index (messages, i));

  return role == NULL || g_str_equal (role, "assistant");
}

guint
wf_conversation_find_last_turn (GPtrArray *messages)
{
  guint first = messages->len;

  while (first > 0 && is_of_model (messages, first - 1))
    first--;
  return first < messages->len ? first : messages->len - 1;
}

guint
wf_conversation_find_new (GPtrArray *messages)
{
  guint first = messages->len;

  while (first > 0 && !is_of_model (messages, first - 1))
    first--;
  return first < messages->len ? first : messages->len - 1;
}
