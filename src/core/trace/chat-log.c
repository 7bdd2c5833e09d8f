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

/* Messages with role and content and nothing around them, as lines or a list: what most people write down
 * themselves. */

static gboolean
detect (JsonNode *record)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (record) ? json_node_get_object (record) : NULL;
  JsonArray *messages = object == NULL ? NULL : wf_json_get_array (object, "messages");

  return wf_chat_is_message (record) || (messages != NULL && json_array_get_length (messages) > 0 &&
                                         wf_chat_is_message (json_array_get_element (messages, 0)));
}

static void
add_messages (WfChat *chat, JsonArray *messages)
{
  for (guint i = 0; i < json_array_get_length (messages); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (messages, i)))
      wf_chat_add (chat, json_array_get_object_element (messages, i));
}

/* Loose messages are one run; a record with "messages" is a run of its own. */
static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) loose = wf_chat_new (wf_log_chat.id);
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    {
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (record) ? json_node_get_object (record) : NULL;
      JsonArray *messages = object == NULL ? NULL : wf_json_get_array (object, "messages");

      if (messages != NULL)
        {
          g_autoptr (WfChat) chat = wf_chat_new (wf_log_chat.id);

          add_messages (chat, messages);
          g_ptr_array_add (runs, wf_chat_steal (chat));
        }
      else if (object != NULL && json_object_has_member (object, "role"))
        wf_chat_add (loose, object);
      else
        wf_log_input_leave_out (input);
    }
  if (wf_trace_builder_get_n_steps (loose->builder) > 0)
    g_ptr_array_add (runs, wf_chat_steal (loose));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "role", NULL };

const WfLogFormat wf_log_chat = {
  .id = "chat",
  .name = N_ ("chat messages"),
  .summary = N_ ("Messages with “role” and “content”, as lines or a list"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
