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

/* The events that AutoGen's core logs (logger autogen_core.events), a JSON object behind each line's prefix.
 * A message is logged when it is sent and again when it is delivered: it is one step. What an agent does is
 * linked from the message it was sent, which the log names, or from what it did itself, of which the log
 * tells the order. */

typedef struct
{
  WfChat *chat;
  GHashTable *last;  /* agent -> the latest step + 1 that it took or that was sent to it */
  GHashTable *told;  /* agent -> the latest step + 1 that was sent to it */
  GHashTable *asked; /* agent -> what it was asked in a call whose answer is still to come */
  GHashTable *sent;  /* "sender receiver payload" -> its step + 1, until it is delivered */
} Reading;

static gboolean
detect (JsonNode *record)
{
  const char *type =
      JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_string (json_node_get_object (record), "type") : NULL;

  if (type == NULL)
    return FALSE;
  return wf_json_has_all (record, "delivery_stage", NULL) ||
         wf_json_has_all (record, "tool_name", "arguments", "agent_id", NULL) ||
         wf_json_has_all (record, "messages", "response", "agent_id", NULL) ||
         g_str_has_prefix (type, "LLMStream") || g_str_equal (type, "LLMCall");
}

/* ids are "type/key": the type is who, the key only which instance */
static char *
dup_agent (JsonObject *event, const char *member)
{
  const char *id = wf_json_get_string (event, member);
  const char *slash = id == NULL ? NULL : strchr (id, '/');

  if (id == NULL || *id == '\0' || g_str_equal (id, "None"))
    return NULL;
  return slash == NULL ? g_strdup (id) : g_strndup (id, (gsize) (slash - id));
}

static void
link_from_last (Reading *reading, const char *agent, gsize step)
{
  gsize last = agent == NULL ? 0 : GPOINTER_TO_SIZE (g_hash_table_lookup (reading->last, agent));
  gboolean is_told = last > 0 && last == GPOINTER_TO_SIZE (g_hash_table_lookup (reading->told, agent));

  if (last > 0 && last - 1 < step)
    wf_trace_builder_add_link (reading->chat->builder, (guint) last - 1, (guint) step,
                               is_told ? WF_LINK_EXPLICIT : WF_LINK_SEQUENCE);
}

static void
tell (Reading *reading, const char *receiver, gsize step)
{
  if (receiver == NULL)
    return;
  g_hash_table_insert (reading->last, g_strdup (receiver), GSIZE_TO_POINTER (step + 1));
  g_hash_table_insert (reading->told, g_strdup (receiver), GSIZE_TO_POINTER (step + 1));
}

static gsize
add_step (Reading *reading, const char *agent, WfStepKind kind, WfStepRole role, const char *text)
{
  gsize step = wf_chat_add_step (reading->chat, agent != NULL ? agent : _ ("runtime"), kind, role, text);

  if (agent != NULL)
    g_hash_table_insert (reading->last, g_strdup (agent), GSIZE_TO_POINTER (step + 1));
  return step;
}

/* The text of a payload: JSON in a string, most of the time with a "content". */
static char *
payload_to_text (JsonObject *event)
{
  JsonNode *payload = json_object_get_member (event, "payload");

  return payload == NULL ? g_strdup ("") : wf_output_to_text (payload);
}

static void
add_message (Reading *reading, JsonObject *event)
{
  g_autofree char *sender = dup_agent (event, "sender");
  g_autofree char *receiver = dup_agent (event, "receiver");
  g_autofree char *text = payload_to_text (event);
  g_autofree char *key =
      g_strdup_printf ("%s\n%s\n%s", sender != NULL ? sender : "", receiver != NULL ? receiver : "", text);
  gsize known = GPOINTER_TO_SIZE (g_hash_table_lookup (reading->sent, key));
  const char *stage = wf_json_get_string (event, "delivery_stage");
  gboolean is_delivery = stage != NULL && strstr (stage, "DELIVER") != NULL;
  gsize step;

  if (is_delivery && known > 0)
    {
      tell (reading, receiver, known - 1);
      g_hash_table_remove (reading->sent, key);
      return;
    }
  step = wf_trace_builder_get_n_steps (reading->chat->builder);
  link_from_last (reading, sender, step);
  add_step (reading, sender, WF_STEP_MESSAGE, sender == NULL ? WF_ROLE_TASK : WF_ROLE_WORK, text);
  if (sender == NULL && !reading->chat->has_question)
    wf_chat_set_question (reading->chat, text);
  if (receiver != NULL)
    {
      g_autofree char *title = g_strdup_printf ("→ %s", receiver);

      wf_trace_builder_set_title (reading->chat->builder, step, title);
      tell (reading, receiver, step);
    }
  g_hash_table_insert (reading->sent, g_steal_pointer (&key), GSIZE_TO_POINTER (step + 1));
}

/* An answer that came in pieces has its question in the event that began it. */
static char *
dup_input (Reading *reading, JsonObject *event, const char *agent)
{
  JsonNode *messages = json_object_get_member (event, "messages");
  const char *asked = agent == NULL ? NULL : g_hash_table_lookup (reading->asked, agent);

  if (messages != NULL)
    return wf_input_to_text (messages);
  return g_strdup (asked != NULL ? asked : "");
}

static void
begin_call (Reading *reading, JsonObject *event)
{
  g_autofree char *agent = dup_agent (event, "agent_id");

  if (agent != NULL)
    g_hash_table_insert (reading->asked, g_strdup (agent), dup_input (reading, event, agent));
}

static void
add_call (Reading *reading, JsonObject *event)
{
  g_autofree char *agent = dup_agent (event, "agent_id");
  g_autofree char *text = wf_output_to_text (json_object_get_member (event, "response"));
  g_autofree char *input = dup_input (reading, event, agent);
  gsize step = wf_trace_builder_get_n_steps (reading->chat->builder);
  double prompt = wf_json_get_number (event, "prompt_tokens", -1);
  double completion = wf_json_get_number (event, "completion_tokens", -1);

  if (agent != NULL)
    g_hash_table_remove (reading->asked, agent);
  link_from_last (reading, agent, step);
  add_step (reading, agent, WF_STEP_LLM, WF_ROLE_WORK, text);
  wf_trace_builder_set_input (reading->chat->builder, step, input);
  if (prompt >= 0 && completion >= 0)
    wf_trace_builder_set_usage (reading->chat->builder, step, wf_tokens_from_number (prompt + completion),
                                -1);
}

static void
add_tool (Reading *reading, JsonObject *event)
{
  g_autofree char *agent = dup_agent (event, "agent_id");
  const char *tool = wf_json_get_string (event, "tool_name");
  g_autofree char *text = wf_output_to_text (json_object_get_member (event, "result"));
  g_autofree char *input = wf_output_to_text (json_object_get_member (event, "arguments"));
  gsize step = wf_trace_builder_get_n_steps (reading->chat->builder);

  link_from_last (reading, agent, step);
  wf_chat_add_step (reading->chat, tool != NULL ? tool : _ ("tool"), WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, text);
  wf_trace_builder_set_input (reading->chat->builder, step, input);
  if (agent != NULL)
    g_hash_table_insert (reading->last, g_steal_pointer (&agent), GSIZE_TO_POINTER (step + 1));
}

static void
add_event (Reading *reading, JsonObject *event)
{
  const char *type = wf_json_get_string (event, "type");

  if (type == NULL)
    return;
  if (g_str_equal (type, "LLMStreamStart"))
    begin_call (reading, event);
  else if (g_str_equal (type, "Message"))
    add_message (reading, event);
  else if (g_str_equal (type, "LLMCall") || g_str_equal (type, "LLMStreamEnd"))
    add_call (reading, event);
  else if (g_str_equal (type, "ToolCall"))
    add_tool (reading, event);
  else
    {
      g_autofree char *agent = dup_agent (event, "agent_id");
      g_autofree char *text = payload_to_text (event);
      gsize step = wf_chat_add_step (reading->chat, agent != NULL ? agent : _ ("runtime"), WF_STEP_OTHER,
                                     WF_ROLE_FRAME, text);

      wf_trace_builder_set_title (reading->chat->builder, step, type);
    }
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_autogen_events.id);
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reading reading = { chat, last, told, asked, sent };
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (wf_json_has_all (record, "type", NULL))
      add_event (&reading, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "delivery_stage", "agent_id", NULL };

const WfLogFormat wf_log_autogen_events = {
  .id = "autogen-events",
  .name = N_ ("AutoGen events"),
  .summary = N_ ("The event log of AutoGen’s core: calls, tools, messages sent and delivered"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
