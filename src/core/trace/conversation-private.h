/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * The messages in what a call was given or gave, whatever wraps them: the requests and answers of the models' interfaces
 * (OpenAI chat and responses, Anthropic, Gemini), LangChain's objects as they are written down, states of graphs.
 */
GPtrArray  *wf_conversation_collect        (JsonNode *node);        /* of JsonObject, borrowed; empty when there are none */
/* "user", "assistant", "system", "tool", or the role as logged; NULL = none */
const char *wf_conversation_get_role       (JsonObject *message);
/* index of the first of the last messages that are all the model's; of the last one, when it isn't */
guint       wf_conversation_find_last_turn (GPtrArray *messages);
/* index of the first message behind the last that is the model's; of the last one, when it is */
guint       wf_conversation_find_new       (GPtrArray *messages);

G_END_DECLS
