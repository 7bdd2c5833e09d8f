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
#include "core/trace/span-private.h"

/* AgentSight watches an agent from outside: what its processes send and receive (source "ssl"), which
 * programs they start ("process"), and more. A program's command is who speaks. */

#define NS_PER_MS 1000000

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "timestamp", "source", "pid", "comm", NULL);
}

static void
add_event (WfChat *chat, JsonObject *object)
{
  const char *source = wf_json_get_string (object, "source");
  const char *command = wf_json_get_string (object, "comm");
  gboolean is_talk = g_strcmp0 (source, "ssl") == 0;
  gboolean is_program = g_strcmp0 (source, "process") == 0;
  g_autofree char *text = wf_output_to_text (json_object_get_member (object, "data"));
  gint64 time = wf_json_get_count_time (object, "timestamp", NS_PER_MS);
  gsize step = wf_chat_add_step (chat, command != NULL && *command != '\0' ? command : _ ("unknown speaker"),
                                 is_talk      ? WF_STEP_LLM
                                 : is_program ? WF_STEP_TOOL
                                              : WF_STEP_OTHER,
                                 is_talk ? WF_ROLE_WORK : WF_ROLE_ENVIRONMENT, text);

  wf_trace_builder_set_times (chat->builder, step, time, WF_TIME_UNKNOWN);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_agentsight.id);
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (detect (record))
      add_event (chat, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "comm", NULL };

const WfLogFormat wf_log_agentsight = {
  .id = "agentsight",
  .name = N_ ("AgentSight"),
  .summary =
      N_ ("Lines of what an agent’s processes send, receive and start, with “source”, “pid” and “comm”"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};
