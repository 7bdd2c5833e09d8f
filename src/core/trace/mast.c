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
#include "core/trace/speakers-private.h"

/* The records of the MAST study (Cemri et al. 2025): a framework's log, as messages, lines or one text, in an
 * envelope of task and notes. The notes are annotations of people: nothing reads them. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "problem_statement", "trajectory", NULL) ||
         wf_json_has_all (record, "prompt", "content", "log_file", NULL);
}

/* the lines of a list, or the text itself */
static char *
join_lines (JsonNode *node)
{
  return node == NULL ? g_strdup ("") : wf_message_to_text (node);
}

static gboolean
has_messages (JsonNode *trajectory)
{
  return trajectory != NULL && JSON_NODE_HOLDS_ARRAY (trajectory) &&
         json_array_get_length (json_node_get_array (trajectory)) > 0 &&
         JSON_NODE_HOLDS_OBJECT (json_array_get_element (json_node_get_array (trajectory), 0));
}

static void
add_run (JsonObject *object, GPtrArray *runs)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_mast.id);
  gboolean is_study = json_object_has_member (object, "trajectory");
  JsonNode *said = json_object_get_member (object, is_study ? "trajectory" : "content");
  g_autofree char *question =
      join_lines (json_object_get_member (object, is_study ? "problem_statement" : "prompt"));
  g_autofree char *name = wf_json_dup_id (object, is_study ? "instance_id" : "run_id");

  wf_chat_set_question (chat, question);
  if (name != NULL)
    wf_trace_builder_set_name (chat->builder, name);
  if (has_messages (said))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (said)); i++)
      {
        JsonNode *message = json_array_get_element (json_node_get_array (said), i);

        if (JSON_NODE_HOLDS_OBJECT (message))
          wf_chat_add (chat, json_node_get_object (message));
      }
  else
    {
      g_autofree char *text = join_lines (said);

      wf_speakers_split (chat->builder, text, strlen (text));
    }
  g_ptr_array_add (runs, wf_chat_steal (chat));
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return wf_log_input_read_each (input, detect, add_run, runs, error);
}

static const char *const keys[] = { "problem_statement", "log_file", NULL };

const WfLogFormat wf_log_mast = {
  .id = "mast",
  .name = N_ ("MAST"),
  .summary = N_ ("A framework’s log in an envelope of task and notes"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

static gboolean
detect_modes (JsonNode *record)
{
  return wf_json_has_all (record, "taxonomy_id", "codes", NULL);
}

static const char *const mode_keys[] = { "taxonomy_id", NULL };

const WfLogFormat wf_log_mast_modes = {
  .id = "mast-modes",
  .name = N_ ("MAST failure modes"),
  .summary = N_ ("Names and definitions of failure modes"),
  .keys = mode_keys,
  .detect = detect_modes,
  .refusal = N_ ("these are the names of failure modes, not a run. Open the log of a run."),
};
