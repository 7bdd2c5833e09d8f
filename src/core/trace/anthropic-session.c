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

/* The streams of Anthropic's managed agents: lines of ["client.beta.…", {…}], one event each. */

/* what stands behind the name of the interface; NULL for another record */
static JsonNode *
get_content (JsonNode *record)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (record) ? json_node_get_array (record) : NULL;
  JsonNode *first =
      pair != NULL && json_array_get_length (pair) == 2 ? json_array_get_element (pair, 0) : NULL;
  const char *name = first != NULL && JSON_NODE_HOLDS_VALUE (first) ? json_node_get_string (first) : NULL;

  return name != NULL && g_str_has_prefix (name, "client.beta.") ? json_array_get_element (pair, 1) : NULL;
}

static gboolean
detect (JsonNode *record)
{
  return get_content (record) != NULL && JSON_NODE_HOLDS_OBJECT (get_content (record));
}

/* What the events before this one said, and who the agent is. */
typedef struct
{
  WfChat *chat;
  char *agent;
  GHashTable *seen; /* ids of events: the stream repeats what was sent */
} Session;

static char *
dup_words (JsonObject *event)
{
  g_autofree char *input = NULL;

  if (!json_object_has_member (event, "input"))
    return wf_message_to_text (json_object_get_member (event, "content"));
  input = wf_json_to_text (json_object_get_member (event, "input"));
  return g_strdup_printf (
      "%s(%s)", wf_json_get_string (event, "name") != NULL ? wf_json_get_string (event, "name") : "",
      g_strstrip (input));
}

static void
add_reply (Session *session, JsonObject *event, const char *text)
{
  static const char *const members[] = { "tool_use_id", "mcp_tool_use_id", "custom_tool_use_id" };
  gsize step = wf_chat_add_step (session->chat, _ ("tool"), WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, text);
  JsonNode *failed = json_object_get_member (event, "is_error");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    wf_chat_link_reply (session->chat, wf_json_get_string (event, members[i]), step);
  if (failed != NULL && JSON_NODE_HOLDS_VALUE (failed) && json_node_get_boolean (failed))
    wf_trace_builder_set_status (session->chat->builder, step, WF_STATUS_ERROR, NULL);
}

static const char *
get_agent (Session *session)
{
  return session->agent != NULL ? session->agent : _ ("agent");
}

static gsize
add_own (Session *session, JsonObject *event, WfStepKind kind, const char *text)
{
  gsize step = wf_chat_add_step (session->chat, get_agent (session), kind, WF_ROLE_WORK, text);

  wf_chat_note_call (session->chat, wf_json_get_string (event, "id"), step);
  return step;
}

/* What else there is, a person's yes to a call, a message of another thread, is a step of which no more is
 * known. */
static void
add_other (Session *session, JsonObject *event, const char *type, const char *text)
{
  const char *who = g_str_has_prefix (type, "user.") ? _ ("user") : get_agent (session);
  const char *result = wf_json_get_string (event, "result");
  gsize step = wf_chat_add_step (session->chat, who, WF_STEP_OTHER, WF_ROLE_FRAME,
                                 *text == '\0' && result != NULL ? result : text);

  wf_trace_builder_set_title (session->chat->builder, step, type);
}

/* Events of states and spans, and thoughts without words, only say that the session is alive. The types of
 * events have a dot; "session" and "agent" are what was made before. */
static gboolean
is_sign_of_life (const char *type, const char *text)
{
  return strchr (type, '.') == NULL || g_str_has_prefix (type, "session.") ||
         g_str_has_prefix (type, "span.") || (g_str_equal (type, "agent.thinking") && *text == '\0');
}

static void
add_event (Session *session, JsonObject *event)
{
  const char *type = wf_json_get_string (event, "type");
  const char *id = wf_json_get_string (event, "id");
  g_autofree char *text = NULL;

  if (type == NULL || (id != NULL && !g_hash_table_add (session->seen, g_strdup (id))))
    return;
  text = dup_words (event);
  if (g_str_equal (type, "user.message"))
    {
      wf_chat_add_step (session->chat, _ ("user"), WF_STEP_MESSAGE, WF_ROLE_TASK, text);
      if (!session->chat->has_question)
        wf_chat_set_question (session->chat, text);
    }
  else if (g_str_has_suffix (type, "tool_result"))
    add_reply (session, event, text);
  else if (g_str_has_suffix (type, "tool_use"))
    add_own (session, event, WF_STEP_LLM, text);
  else if (g_str_equal (type, "agent.message"))
    add_own (session, event, WF_STEP_MESSAGE, text);
  else if (g_str_equal (type, "session.error"))
    wf_chat_add_step (session->chat, _ ("session"), WF_STEP_OTHER, WF_ROLE_ENVIRONMENT, text);
  else if (!is_sign_of_life (type, text))
    add_other (session, event, type, text);
}

static void
find_agent (Session *session, JsonObject *event)
{
  JsonObject *agent = wf_json_get_object (event, "agent");
  const char *name =
      agent != NULL ? wf_json_get_string (agent, "name") : wf_json_get_string (event, "agent_name");

  if (name != NULL && session->agent == NULL)
    session->agent = g_strdup (name);
  if (agent != NULL && wf_json_get_string (event, "title") != NULL)
    wf_trace_builder_set_name (session->chat->builder, wf_json_get_string (event, "title"));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_anthropic.id);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Session session = { chat, NULL, seen };
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    {
      if (get_content (record) == NULL)
        wf_log_input_leave_out (input);
      if (!detect (record))
        continue; /* a list of what was sent: the stream repeats it */
      find_agent (&session, json_node_get_object (get_content (record)));
      add_event (&session, json_node_get_object (get_content (record)));
    }
  g_free (session.agent);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

/* of the events of every stream */
static const char *const keys[] = { "processed_at", NULL };

const WfLogFormat wf_log_anthropic = {
  .id = "anthropic-session",
  .name = N_ ("Anthropic sessions"),
  .summary = N_ ("Lines of [“client.beta.…”, event] of managed agents"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
