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

/* tau-bench: a list of runs with "traj", messages of an agent, its tools and a simulated person, and a
 * "reward" of 0 or 1 (Yao et al. 2024). AgentRx keeps its tau runs in the same shape. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "traj", "reward", NULL);
}

static void
set_facts (WfChat *chat, JsonObject *object)
{
  JsonObject *info = wf_json_get_object (object, "info");
  JsonObject *task = info == NULL ? NULL : wf_json_get_object (info, "task");
  double value = wf_json_get_number (object, "reward", -1);
  g_autofree char *id = wf_json_dup_id (object, "task_id");
  g_autofree char *trial = wf_json_dup_id (object, "trial");
  g_autofree char *reward = wf_json_dup_id (object, "reward");
  g_autofree char *name = trial != NULL
                              ? g_strdup_printf (_ ("task %s, trial %s"), id != NULL ? id : "?", trial)
                              : g_strdup_printf (_ ("task %s"), id != NULL ? id : "?");

  wf_trace_builder_set_name (chat->builder, name);
  if (reward != NULL)
    wf_trace_builder_add_fact (chat->builder, "reward", reward);
  if (value >= 0)
    wf_trace_builder_set_outcome (chat->builder, value >= 1 ? WF_RUN_SUCCEEDED : WF_RUN_FAILED);
  if (task != NULL)
    wf_chat_set_question (chat, wf_json_get_string (task, "instruction"));
}

static void
add_run (JsonObject *object, GPtrArray *runs)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_tau_bench.id);
  JsonArray *messages = wf_json_get_array (object, "traj");

  set_facts (chat, object);
  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (messages, i)))
      wf_chat_add (chat, json_array_get_object_element (messages, i));
  g_ptr_array_add (runs, wf_chat_steal (chat));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return wf_log_input_read_each (input, detect, add_run, runs, error);
}

static const char *const keys[] = { "traj", NULL };

const WfLogFormat wf_log_tau_bench = {
  .id = "tau-bench",
  .name = N_ ("tau-bench"),
  .summary = N_ ("Runs with “traj” and “reward”, also AgentRx’s"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

/* AgentRx's annotations of such runs */
static gboolean
detect_annotations (JsonNode *record)
{
  return wf_json_has_all (record, "trajectory_id", "failures", NULL);
}

static const char *const annotation_keys[] = { "trajectory_id", NULL };

const WfLogFormat wf_log_agentrx_annotations = {
  .id = "agentrx-annotations",
  .name = N_ ("AgentRx annotations"),
  .summary = N_ ("What people found wrong in runs"),
  .keys = annotation_keys,
  .detect = detect_annotations,
  .refusal =
      N_ ("these are annotations of failed runs, not the runs. Open the file with the runs themselves."),
};
