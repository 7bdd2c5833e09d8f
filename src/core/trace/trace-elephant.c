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
#include "core/trace/role-private.h"
#include "core/trace/span-private.h"

/* TraceElephant's step_records.json: a list of what each agent was given and gave. What people say of the run
 * stands in a file beside it, which is refused. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "agent_name", "input", "output", NULL);
}

static void
add_record (WfChat *chat, JsonObject *object)
{
  const char *name = wf_json_get_string (object, "agent_name");
  const char *speaker = name != NULL && *name != '\0' ? name : _ ("unknown speaker");
  g_autofree char *agent = wf_role_get_agent (speaker);
  g_autofree char *input = wf_input_to_text (json_object_get_member (object, "input"));
  g_autofree char *output = wf_output_to_text (json_object_get_member (object, "output"));
  gsize index = wf_trace_builder_get_n_steps (chat->builder);
  WfStepRole role = wf_role_of_message (speaker, index, output);
  gsize step =
      wf_trace_builder_add_step (chat->builder, agent, speaker,
                                 role == WF_ROLE_WORK ? WF_STEP_LLM : wf_role_get_kind (role), role, output);

  wf_trace_builder_set_input (chat->builder, step, input);
  if (!chat->has_question)
    {
      g_autofree char *question = wf_question_to_text (json_object_get_member (object, "input"));

      wf_chat_set_question (chat, question);
    }
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_trace_elephant.id);
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (detect (record))
      add_record (chat, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "agent_name", NULL };

const WfLogFormat wf_log_trace_elephant = {
  .id = "trace-elephant",
  .name = N_ ("TraceElephant"),
  .summary = N_ ("Records of steps with “agent_name”, “input” and “output”, as a list or lines"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

static gboolean
detect_metadata (JsonNode *record)
{
  return wf_json_has_all (record, "task_instruction", "mistake_step", NULL) ||
         wf_json_has_all (record, "task_instruction", "tests_status", NULL);
}

static const char *const metadata_keys[] = { "task_instruction", NULL };

const WfLogFormat wf_log_trace_elephant_metadata = {
  .id = "trace-elephant-metadata",
  .name = N_ ("TraceElephant metadata"),
  .summary = N_ ("The task of a run and what people found wrong in it"),
  .keys = metadata_keys,
  .detect = detect_metadata,
  .refusal = N_ ("this is what is said of a run, its task and where it failed, not the run. "
                 "Open the file with its steps (step_records.json)."),
};
