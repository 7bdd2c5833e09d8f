/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/json.h"
#include "core/trace/chat-private.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

/* SWE-agent's .traj: what the agent thought and did and what the shell answered, step by step, with the chat
 * beside it. Demonstrations have the chat alone. */

static gboolean
detect (JsonNode *record)
{
  JsonArray *list;

  if (!JSON_NODE_HOLDS_OBJECT (record))
    return FALSE;
  list = wf_json_get_array (json_node_get_object (record), "trajectory");
  if (list != NULL)
    return json_array_get_length (list) == 0
               ? wf_json_has_all (record, "trajectory", "info", NULL)
               : wf_json_has_all (json_array_get_element (list, 0), "action", "observation", NULL);
  list = wf_json_get_array (json_node_get_object (record), "history");
  return list != NULL && json_array_get_length (list) > 0 &&
         wf_json_has_all (json_array_get_element (list, 0), "role", "content", "message_type", NULL);
}

/* The thought and, where the response doesn't hold it already, the action. */
static char *
dup_words (JsonObject *step)
{
  const char *response = wf_json_get_string (step, "response");
  const char *thought = wf_json_get_string (step, "thought");
  const char *action = wf_json_get_string (step, "action");

  if (response != NULL && *response != '\0' && (action == NULL || strstr (response, action) != NULL))
    return g_strdup (response);
  return g_strdup_printf ("%s\n```\n%s\n```",
                          thought != NULL    ? thought
                          : response != NULL ? response
                                             : "",
                          action != NULL ? action : "");
}

/* The command that an action calls is its title; what it is given are words of the agent. */
static void
set_command (WfChat *chat, gsize step, const char *action)
{
  g_autofree char *command = NULL;

  if (action == NULL)
    return;
  action += strspn (action, " \t\r\n");
  command = g_strndup (action, strcspn (action, " \t\r\n"));
  wf_trace_builder_set_title (chat->builder, step, command);
}

static void
add_trajectory (WfChat *chat, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *observation = object == NULL ? NULL : wf_json_get_string (object, "observation");
      g_autofree char *words = object == NULL ? NULL : dup_words (object);
      gsize step;

      if (object == NULL)
        continue;
      step = wf_chat_add_step (chat, "agent", WF_STEP_LLM, WF_ROLE_WORK, words);
      set_command (chat, step, wf_json_get_string (object, "action"));
      if (observation == NULL)
        continue;
      wf_chat_add_step (chat, "shell", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, observation);
      wf_trace_builder_add_link (chat->builder, (guint) step, (guint) step + 1, WF_LINK_EXPLICIT);
    }
}

/* The first message of a person is the task. */
static void
find_question (WfChat *chat, JsonArray *history)
{
  for (guint i = 0; history != NULL && i < json_array_get_length (history); i++)
    {
      JsonNode *node = json_array_get_element (history, i);
      JsonObject *message = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonNode *demonstration = message == NULL ? NULL : json_object_get_member (message, "is_demo");
      g_autofree char *text = NULL;

      if (message == NULL || g_strcmp0 (wf_json_get_string (message, "role"), "user") != 0 ||
          (demonstration != NULL && JSON_NODE_HOLDS_VALUE (demonstration) &&
           json_node_get_boolean (demonstration)))
        continue;
      text = wf_message_to_text (json_object_get_member (message, "content"));
      wf_chat_set_question (chat, text);
      return;
    }
}

static void
set_facts (WfChat *chat, JsonObject *object)
{
  static const char *const members[] = { "exit_status", "submission" };
  JsonObject *info = wf_json_get_object (object, "info");

  for (gsize i = 0; info != NULL && i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *value = wf_json_dup_id (info, members[i]);

      if (value != NULL)
        wf_trace_builder_add_fact (chat->builder, members[i], value);
    }
}

static void
add_run (JsonObject *object, GPtrArray *runs)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_swe_agent.id);
  JsonArray *trajectory = wf_json_get_array (object, "trajectory");
  JsonArray *history = wf_json_get_array (object, "history");

  find_question (chat, history);
  set_facts (chat, object);
  if (trajectory != NULL)
    add_trajectory (chat, trajectory);
  else
    for (guint i = 0; history != NULL && i < json_array_get_length (history); i++)
      if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (history, i)))
        wf_chat_add (chat, json_array_get_object_element (history, i));
  g_ptr_array_add (runs, wf_chat_steal (chat));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return wf_log_input_read_each (input, detect, add_run, runs, error);
}

static const char *const keys[] = { "trajectory", "message_type", NULL };

const WfLogFormat wf_log_swe_agent = {
  .id = "swe-agent",
  .name = N_ ("SWE-agent"),
  .summary = N_ ("A “trajectory” of actions and observations, with “history” and “info”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
