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

#include "core/trace/role-private.h"

/* AgentChat's messages (AutoGen 0.4 and later), as a list or lines: "type" and "source" in each. */

/* A handoff that waits for the next step of its target. */
typedef struct
{
  WfChat *chat;
  GHashTable *handoffs; /* target -> step + 1 */
} Reading;

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "type", "source", "content", NULL) &&
         (wf_json_has_all (record, "models_usage", NULL) || wf_json_has_all (record, "metadata", NULL) ||
          wf_json_has_all (record, "created_at", NULL));
}

static gboolean
is_one_of (const char *type, const char *const *types)
{
  return type != NULL && g_strv_contains (types, type);
}

static WfStepKind
get_kind (const char *type, WfStepRole *role)
{
  static const char *const tools[] = { "ToolCallExecutionEvent", "CodeExecutionEvent", NULL };
  static const char *const retrievers[] = { "MemoryQueryEvent", NULL };
  static const char *const thoughts[] = { "ThoughtEvent", "SelectSpeakerEvent", "SelectorEvent", NULL };
  static const char *const words[] = { "TextMessage",
                                       "MultiModalMessage",
                                       "ToolCallSummaryMessage",
                                       "StructuredMessage",
                                       "ToolCallRequestEvent",
                                       "CodeGenerationEvent",
                                       NULL };

  if (is_one_of (type, tools) || is_one_of (type, retrievers))
    {
      *role = WF_ROLE_ENVIRONMENT;
      return is_one_of (type, tools) ? WF_STEP_TOOL : WF_STEP_RETRIEVER;
    }
  if (g_strcmp0 (type, "HandoffMessage") == 0)
    {
      *role = WF_ROLE_INSTRUCT;
      return WF_STEP_HANDOFF;
    }
  if (g_strcmp0 (type, "StopMessage") == 0)
    *role = WF_ROLE_END;
  else if (is_one_of (type, thoughts))
    *role = WF_ROLE_THINK;
  else if (!is_one_of (type, words))
    {
      *role = WF_ROLE_FRAME;
      return WF_STEP_OTHER;
    }
  return WF_STEP_MESSAGE;
}

/* Calls give their ids, results name the call they answer; both are lists in "content". */
static void
link_calls (Reading *reading, JsonObject *object, gsize step)
{
  JsonArray *list = wf_json_get_array (object, "content");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (item == NULL)
        continue;
      if (json_object_has_member (item, "call_id"))
        wf_chat_link_reply (reading->chat, wf_json_get_string (item, "call_id"), step);
      else if (json_object_has_member (item, "arguments"))
        wf_chat_note_call (reading->chat, wf_json_get_string (item, "id"), step);
    }
}

static char *
dup_text (JsonObject *object)
{
  JsonNode *content = json_object_get_member (object, "content");
  JsonArray *list = wf_json_get_array (object, "content");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = item == NULL ? NULL : wf_json_get_string (item, "name");
      const char *arguments = item == NULL ? NULL : wf_json_get_string (item, "arguments");

      if (arguments != NULL)
        g_string_append_printf (text, "%s%s(%s)", text->len > 0 ? "\n" : "", name != NULL ? name : "",
                                arguments);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : wf_message_to_text (content);
}

static void
add_message (Reading *reading, JsonObject *object)
{
  const char *type = wf_json_get_string (object, "type");
  const char *source = wf_json_get_string (object, "source");
  const char *agent = source != NULL ? source : _ ("unknown speaker");
  const char *target = wf_json_get_string (object, "target");
  g_autofree char *text = dup_text (object);
  gsize step = wf_trace_builder_get_n_steps (reading->chat->builder);
  WfStepRole role = wf_role_of_message (agent, step == 0 ? 0 : 1, text);
  WfStepKind kind = get_kind (type, &role);
  gsize handoff = GPOINTER_TO_SIZE (g_hash_table_lookup (reading->handoffs, agent));

  wf_chat_add_step (reading->chat, agent, kind, role, text);
  if (type != NULL)
    wf_trace_builder_set_title (reading->chat->builder, step, type);
  wf_trace_builder_set_times (reading->chat->builder, step, wf_json_get_time (object, "created_at"),
                              WF_TIME_UNKNOWN);
  if (role == WF_ROLE_TASK && !reading->chat->has_question)
    wf_chat_set_question (reading->chat, text);
  link_calls (reading, object, step);
  if (handoff > 0)
    {
      wf_trace_builder_add_link (reading->chat->builder, (guint) handoff - 1, (guint) step, WF_LINK_EXPLICIT);
      g_hash_table_remove (reading->handoffs, agent);
    }
  if (target != NULL && kind == WF_STEP_HANDOFF)
    g_hash_table_insert (reading->handoffs, g_strdup (target), GSIZE_TO_POINTER (step + 1));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_autogen_chat.id);
  g_autoptr (GHashTable) handoffs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { chat, handoffs };
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (wf_json_has_all (record, "type", "source", NULL))
      add_message (&reading, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "models_usage", NULL };

const WfLogFormat wf_log_autogen_chat = {
  .id = "autogen-chat",
  .name = N_ ("AutoGen AgentChat"),
  .summary = N_ ("Messages with “type” and “source”, as a list or lines"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
