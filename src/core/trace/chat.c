/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/trace/chat-private.h"
#include "core/trace/json-field-private.h"
#include "core/trace/role-private.h"

WfChat *
wf_chat_new (const char *format)
{
  WfChat *self = g_new0 (WfChat, 1);

  self->builder = wf_trace_builder_new (format);
  self->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
wf_chat_free (WfChat *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->builder, wf_trace_builder_unref);
  g_hash_table_unref (self->calls);
  g_free (self);
}

gboolean
wf_chat_is_message (JsonNode *node)
{
  return wf_json_has_all (node, "role", "content", NULL) ||
         wf_json_has_all (node, "role", "tool_calls", NULL);
}

void
wf_chat_set_question (WfChat *self, const char *question)
{
  if (question == NULL || *question == '\0')
    return;
  wf_trace_builder_set_question (self->builder, question);
  self->has_question = TRUE;
}

gsize
wf_chat_add_step (WfChat *self, const char *agent, WfStepKind kind, WfStepRole role, const char *text)
{
  return wf_trace_builder_add_step (self->builder, agent, agent, kind, role, text);
}

void
wf_chat_note_call (WfChat *self, const char *id, gsize step)
{
  if (id != NULL)
    g_hash_table_insert (self->calls, g_strdup (id), GSIZE_TO_POINTER (step + 1));
}

void
wf_chat_link_reply (WfChat *self, const char *id, gsize step)
{
  gsize caller = id == NULL ? 0 : GPOINTER_TO_SIZE (g_hash_table_lookup (self->calls, id));

  if (caller > 0 && caller - 1 < step)
    wf_trace_builder_add_link (self->builder, (guint) caller - 1, (guint) step, WF_LINK_EXPLICIT);
}

static void
note_calls (WfChat *self, JsonObject *message, gsize step)
{
  JsonArray *calls = wf_json_get_array (message, "tool_calls");

  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (calls, i)))
      {
        g_autofree char *id = wf_json_dup_id (json_array_get_object_element (calls, i), "id");

        wf_chat_note_call (self, id, step);
      }
}

/* What was said, and under it the calls, as name(arguments). */
static char *
dup_text (JsonObject *message)
{
  JsonNode *content = json_object_get_member (message, "content");
  g_autoptr (JsonObject) calls = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), calls);
  g_autofree char *said = wf_message_to_text (content);
  g_autofree char *called = NULL;

  if (wf_json_get_array (message, "tool_calls") == NULL)
    return g_steal_pointer (&said);
  json_object_set_member (calls, "tool_calls",
                          json_node_copy (json_object_get_member (message, "tool_calls")));
  called = wf_message_to_text (node);
  if (*said == '\0')
    return g_steal_pointer (&called);
  return g_strdup_printf ("%s\n%s", said, called);
}

/* The speaker: the name where there is one, else the role; a tool answers under its own name. */
static WfStepRole
get_role (const char *role, const char *speaker, gsize index, const char *text)
{
  if (g_strcmp0 (role, "system") == 0 || g_strcmp0 (role, "developer") == 0)
    return WF_ROLE_FRAME;
  if (g_strcmp0 (role, "tool") == 0 || g_strcmp0 (role, "function") == 0)
    return WF_ROLE_ENVIRONMENT;
  if (g_strcmp0 (role, speaker) == 0)
    return g_strcmp0 (role, "user") == 0 || g_strcmp0 (role, "human") == 0
               ? WF_ROLE_TASK
               : wf_role_of_message (speaker, 1, text);
  return wf_role_of_message (speaker, index, text);
}

gsize
wf_chat_add (WfChat *self, JsonObject *message)
{
  const char *role = wf_json_get_string (message, "role");
  const char *name = wf_json_get_string (message, "name");
  const char *speaker = name != NULL && *name != '\0' ? name : role != NULL ? role : _ ("unknown speaker");
  g_autofree char *text = dup_text (message);
  g_autofree char *agent = wf_role_get_agent (speaker);
  g_autofree char *reply = wf_json_dup_id (message, "tool_call_id");
  gsize index = wf_trace_builder_get_n_steps (self->builder);
  WfStepRole part = get_role (role, speaker, index, text);
  WfStepKind kind = part == WF_ROLE_FRAME ? WF_STEP_OTHER : wf_role_get_kind (part);
  gsize step = wf_trace_builder_add_step (self->builder, agent, speaker, kind, part, text);

  if (part == WF_ROLE_TASK && !self->has_question)
    wf_chat_set_question (self, text);
  note_calls (self, message, step);
  wf_chat_link_reply (self, reply, step);
  return step;
}

WfTraceBuilder *
wf_chat_steal (WfChat *self)
{
  return g_steal_pointer (&self->builder);
}
