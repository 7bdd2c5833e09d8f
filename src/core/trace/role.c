/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/trace/role-private.h"

/* The agent behind a speaker: "Orchestrator (-> WebSurfer)" -> "Orchestrator". Result (transfer full). */
char *
wf_role_get_agent (const char *speaker)
{
  const char *remark = strstr (speaker, " (");

  return remark == NULL || remark == speaker ? g_strdup (speaker) : g_strndup (speaker, remark - speaker);
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* An orchestrator's message that sets out or renews the plan says so in its first words. */
static gboolean
begins_plan (const char *text)
{
  static const char *const openings[] = { "initial plan", "updated plan", "new plan", "replan", NULL };
  const char *p = text;

  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  for (gsize i = 0; openings[i] != NULL; i++)
    if (g_ascii_strncasecmp (p, openings[i], strlen (openings[i])) == 0)
      return TRUE;
  return FALSE;
}

static WfStepRole
role_of_orchestrator (const char *name, const char *text)
{
  if (strstr (name, "termination") != NULL)
    return WF_ROLE_END;
  if (strstr (name, "->") != NULL)
    return WF_ROLE_INSTRUCT;
  return begins_plan (text) ? WF_ROLE_PLAN : WF_ROLE_THINK;
}

/* The part a message plays, from its speaker as logged, its place and, for an orchestrator, its first words.
 */
WfStepRole
wf_role_of_message (const char *speaker, gsize index, const char *text)
{
  static const char *const people[] = { "human", "user", NULL };
  static const char *const environments[] = { "tool", "function", "environment", "executor", "system", NULL };
  g_autofree char *name = g_ascii_strdown (speaker, -1);

  if (is_one_of (name, people))
    return WF_ROLE_TASK;
  if (g_str_has_prefix (name, "orchestrator"))
    return role_of_orchestrator (name, text);
  if (strstr (name, "terminal") != NULL || is_one_of (name, environments))
    return WF_ROLE_ENVIRONMENT;
  return index == 0 ? WF_ROLE_PLAN : WF_ROLE_WORK;
}

/* What a message of that role is, where the log itself doesn't say. */
WfStepKind
wf_role_get_kind (WfStepRole role)
{
  if (role == WF_ROLE_ENVIRONMENT)
    return WF_STEP_TOOL;
  return role == WF_ROLE_INSTRUCT ? WF_STEP_HANDOFF : WF_STEP_MESSAGE;
}
