/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/trace/trace.h"

G_BEGIN_DECLS

/*
 * WfChat: steps from messages as chat models exchange them: role, content, name, tool_calls, tool_call_id. A tool's reply
 * is linked with the message that called it. System prompts set the scene and bear no blame.
 */
typedef struct
{
  WfTraceBuilder *builder; /* owned */
  GHashTable *calls;       /* id of a tool call -> its step + 1 */
  gboolean has_question;   /* else the first message of a person is it */
} WfChat;

WfChat         *wf_chat_new          (const char *format);
void            wf_chat_free         (WfChat *self);
gboolean        wf_chat_is_message   (JsonNode *node);   /* an object with a role, and content or tool calls */
/* adds a step and returns its index */
gsize           wf_chat_add          (WfChat *self, JsonObject *message);
void            wf_chat_set_question (WfChat *self, const char *question);
/* a step that is no message */
gsize           wf_chat_add_step     (WfChat *self, const char *agent, WfStepKind kind, WfStepRole role, const char *text);
/* remembers which step made a call, links the step that replies to it */
void            wf_chat_note_call    (WfChat *self, const char *id, gsize step);
void            wf_chat_link_reply   (WfChat *self, const char *id, gsize step);
WfTraceBuilder *wf_chat_steal        (WfChat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfChat, wf_chat_free)

G_END_DECLS
