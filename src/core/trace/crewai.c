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

/* CrewAI's output_log_file: a JSON list of task records, or the same as text, a line each. */

static gboolean
detect (JsonNode *record)
{
  return wf_json_has_all (record, "task_name", "agent", "status", NULL) ||
         wf_json_has_all (record, "task", "agent", "status", "timestamp", NULL);
}

/* Any of these alone: releases differ in what they write. */
static gboolean
is_record (JsonNode *record)
{
  return wf_json_has_all (record, "task_name", NULL) || wf_json_has_all (record, "task", NULL) ||
         wf_json_has_all (record, "agent", NULL);
}

static WfStepRole
get_role (const char *status)
{
  return g_strcmp0 (status, "started") == 0 ? WF_ROLE_FRAME : WF_ROLE_WORK;
}

/* A task that starts frames what its agent does; its end carries the output. */
static void
add_record (WfChat *chat, JsonObject *object)
{
  const char *agent = wf_json_get_string (object, "agent");
  const char *status = wf_json_get_string (object, "status");
  const char *task = wf_json_get_string (object, "task");
  const char *name = wf_json_get_string (object, "task_name");
  g_autofree char *output = json_object_has_member (object, "output")
                                ? wf_output_to_text (json_object_get_member (object, "output"))
                                : g_strdup ("");
  g_autofree char *failure = wf_json_dup_id (object, "error");
  const char *who = agent != NULL && *agent != '\0' ? agent : _ ("crew");
  gsize step = wf_chat_add_step (chat, who, WF_STEP_AGENT, get_role (status),
                                 *output != '\0'   ? output
                                 : failure != NULL ? failure
                                 : task != NULL    ? task
                                                   : "");

  if (name != NULL)
    wf_trace_builder_set_title (chat->builder, step, name);
  if (task != NULL)
    wf_trace_builder_set_input (chat->builder, step, task);
  wf_trace_builder_set_times (chat->builder, step, wf_json_get_time (object, "timestamp"), WF_TIME_UNKNOWN);
  wf_trace_builder_set_status (chat->builder, step,
                               failure != NULL ? WF_STATUS_ERROR : wf_json_get_status (object, "status"),
                               failure);
  if (!chat->has_question)
    wf_chat_set_question (chat, task);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_crewai.id);
  JsonNode *record;

  while ((record = wf_log_input_next (input)) != NULL)
    if (is_record (record))
      add_record (chat, json_node_get_object (record));
    else
      wf_log_input_leave_out (input);
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

static const char *const keys[] = { "task_name", NULL };

const WfLogFormat wf_log_crewai = {
  .id = "crewai",
  .name = N_ ("CrewAI"),
  .summary = N_ ("The list of task records that a crew writes"),
  .keys = keys,
  .detect = detect,
  .read = read_log,
};

/* ---- text: 2026-01-05 10:00:00: task_name="x", task="y", agent="z", status="completed", output="…" ---- */

static GRegex *
get_pattern (void)
{
  static gsize pattern = 0;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern,
                       (gsize) g_regex_new ("^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d): (?=\\w+=\")",
                                            G_REGEX_MULTILINE | G_REGEX_OPTIMIZE, 0, NULL));
  return (GRegex *) pattern;
}

static gboolean
detect_text (const char *text, gsize length)
{
  return g_regex_match_full (get_pattern (), text, (gssize) length, 0, 0, NULL, NULL) &&
         memmem (text, length, "agent=\"", 7) != NULL;
}

/* A quote ends a value only where another key, or the end of the record, follows: outputs are full of quotes.
 */
static gboolean
ends_value (const char *quote, const char *end)
{
  const char *p = quote + 1;
  const char *key;

  while (p < end && (*p == ',' || g_ascii_isspace (*p)))
    p++;
  for (key = p; p < end && (g_ascii_isalnum (*p) || *p == '_'); p++)
    ;
  return key == end || (p > key && p + 1 < end && p[0] == '=' && p[1] == '"');
}

static JsonObject *
parse_record (const char *time, const char *text, const char *end)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "timestamp", time);
  while (text < end)
    {
      const char *equals = memmem (text, (gsize) (end - text), "=\"", 2);
      const char *close = equals == NULL ? NULL : equals + 2;
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      if (equals == NULL)
        break;
      while (close < end && !(*close == '"' && ends_value (close, end)))
        close++;
      key = g_strstrip (g_strndup (text, (gsize) (equals - text)));
      value = g_strndup (equals + 2, (gsize) (close - equals - 2));
      json_object_set_string_member (object, key, value);
      for (text = close < end ? close + 1 : end; text < end && (*text == ',' || g_ascii_isspace (*text));
           text++)
        ;
    }
  return object;
}

static gboolean
read_text (WfLogInput *input, GPtrArray *runs, GError **error)
{
  g_autoptr (WfChat) chat = wf_chat_new (wf_log_crewai_text.id);
  g_autoptr (GMatchInfo) match = NULL;
  gsize length;
  const char *text = wf_log_input_get_text (input, &length);
  gboolean has_match = g_regex_match_full (get_pattern (), text, (gssize) length, 0, 0, &match, NULL);

  while (has_match)
    {
      g_autofree char *time = g_match_info_fetch (match, 1);
      g_autoptr (JsonObject) record = NULL;
      int from, to, next = (int) length;

      g_match_info_fetch_pos (match, 0, NULL, &from);
      has_match = g_match_info_next (match, NULL);
      if (has_match && g_match_info_fetch_pos (match, 0, &to, NULL))
        next = to;
      record = parse_record (time, text + from, text + next);
      add_record (chat, record);
    }
  g_ptr_array_add (runs, wf_chat_steal (chat));
  return wf_log_input_finish (input, error);
}

const WfLogFormat wf_log_crewai_text = {
  .id = "crewai-text",
  .name = N_ ("CrewAI text"),
  .summary = N_ ("The same records as lines of key=\"value\""),
  .detect_text = detect_text,
  .read = read_text,
};
