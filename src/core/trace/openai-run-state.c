/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/trace/chat-private.h"
#include "core/trace/json-field-private.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

/* A run that OpenAI's Agents SDK saved to go on with later: {"$schemaVersion", "original_input",
 * "generated_items"}. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "$schemaVersion", "generated_items", NULL);
}

static const char *
get_agent (JsonObject *object, const char *member, const char *fallback)
{
  JsonObject *agent = wf_json_get_object (object, member);
  const char *name = agent == NULL ? wf_json_get_string (object, member) : wf_json_get_string (agent, "name");

  return name != NULL ? name : fallback;
}

/* An item of what the run produced: its raw form is a message, a call or a reply. */
static void
add_item (WfChat *chat, JsonObject *item, const char *fallback)
{
  JsonNode *node = json_object_get_member (item, "raw_item");
  JsonObject *raw = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : item;
  const char *type = wf_json_get_string (item, "type");
  const char *agent = get_agent (item, "agent", fallback);
  gboolean is_reply = type != NULL && g_str_has_suffix (type, "_output_item");
  g_autofree char *call = wf_json_dup_id (raw, "call_id");
  g_autofree char *text = is_reply && json_object_has_member (item, "output")
                              ? wf_output_to_text (json_object_get_member (item, "output"))
                              : wf_message_to_text (node);
  gsize step;

  if (is_reply)
    {
      step = wf_chat_add_step (chat, _ ("tool"), WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, text);
      wf_chat_link_reply (chat, call, step);
      return;
    }
  step = wf_chat_add_step (chat, agent,
                           g_strcmp0 (type, "handoff_call_item") == 0 ? WF_STEP_HANDOFF : WF_STEP_MESSAGE,
                           WF_ROLE_WORK, text);
  wf_chat_note_call (chat, call, step);
}

static void
add_run (JsonObject *object, GPtrArray *runs)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_openai_run_state.id);
  JsonArray *items = wf_json_get_array (object, "generated_items");
  const char *agent = get_agent (object, "current_agent", _ ("agent"));
  JsonNode *input = json_object_get_member (object, "original_input");
  g_autofree char *question = input == NULL ? g_strdup ("") : wf_input_to_text (input);

  wf_chat_set_question (chat, question);
  wf_chat_add_step (chat, _ ("user"), WF_STEP_MESSAGE, WF_ROLE_TASK, question);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (items, i)))
      add_item (chat, json_array_get_object_element (items, i), agent);
  if (items == NULL || json_array_get_length (items) == 0)
    {
      g_autofree char *note =
          g_strdup_printf (_ ("The run was saved before the agent %s did anything."), agent);

      wf_trace_builder_add_note (chat->builder, note);
    }
  g_ptr_array_add (runs, wf_chat_steal (chat));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return wf_log_input_read_each (input, detect, add_run, runs, error);
}

static const char *const keys[] = { "$schemaVersion", NULL };

const WfLogFormat wf_log_openai_run_state = {
  .id = "openai-run-state",
  .name = N_ ("OpenAI run states"),
  .summary = N_ ("A run of the Agents SDK, saved with its generated items"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
