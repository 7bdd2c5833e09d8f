/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/question-private.h"
#include "core/attribute/shape-private.h"

#define MIN_QUOTE 20                         /* bytes of a question that say something */
#define LEDGER    "\"is_request_satisfied\"" /* what an orchestrator asks itself at every turn */
#define MAX_QUOTE 60 /* and that must stand in the opening message, letters and digits alone */

static gboolean
has_role (WfTrace *trace, WfStepRole role)
{
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_role (trace, i) == role)
      return TRUE;
  return FALSE;
}

/* Agents that take a step for which they can be blamed. */
static guint
count_agents (WfTrace *trace)
{
  g_autofree gboolean *acts = g_new0 (gboolean, g_strv_length ((char **) wf_trace_get_agents (trace)));
  guint count = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      gsize agent = wf_trace_get_agent_index (trace, i);

      if (wf_trace_can_bear_blame (trace, i) && !acts[agent])
        {
          acts[agent] = TRUE;
          count++;
        }
    }
  return count;
}

/* One agent thinks, keeps a ledger of how far the run is, and does no work itself. (A hand-over between
 * workers, or a worker's thought, makes no orchestrator.) */
static gboolean
has_orchestrator (WfTrace *trace)
{
  gssize orchestrator = -1;
  gboolean has_ledger = FALSE;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      WfStepRole role = wf_trace_get_role (trace, i);
      gssize agent = (gssize) wf_trace_get_agent_index (trace, i);

      if (role != WF_ROLE_THINK && role != WF_ROLE_INSTRUCT)
        continue;
      if (orchestrator >= 0 && agent != orchestrator)
        return FALSE;
      orchestrator = agent;
      has_ledger |= strstr (wf_trace_get_text (trace, i), LEDGER) != NULL;
    }
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_role (trace, i) == WF_ROLE_WORK &&
        (gssize) wf_trace_get_agent_index (trace, i) == orchestrator)
      return FALSE;
  return has_ledger;
}

/* The first message passes the task on. */
static gboolean
opens_with_question (WfTrace *trace)
{
  g_autofree char *question = wf_question_normalise (wf_trace_get_question (trace));
  g_autofree char *opening = NULL;

  if (strlen (question) < MIN_QUOTE)
    return FALSE;
  question[MIN (strlen (question), MAX_QUOTE)] = '\0';
  opening = wf_question_normalise (wf_trace_get_text (trace, 0));
  return strstr (opening, question) != NULL;
}

WfShape
wf_shape_of_trace (WfTrace *trace)
{
  if (has_orchestrator (trace))
    return WF_SHAPE_ORCHESTRATED;
  if (has_role (trace, WF_ROLE_INSTRUCT) || has_role (trace, WF_ROLE_THINK) || has_role (trace, WF_ROLE_TASK))
    return WF_SHAPE_OTHER;
  if (wf_trace_get_role (trace, 0) == WF_ROLE_PLAN &&
      (opens_with_question (trace) || (count_agents (trace) >= 2 && has_role (trace, WF_ROLE_ENVIRONMENT))))
    return WF_SHAPE_GROUP_CHAT;
  return WF_SHAPE_OTHER;
}

const char *
wf_shape_get_id (WfShape shape)
{
  switch (shape)
    {
      case WF_SHAPE_GROUP_CHAT:
        return "group-chat";
      case WF_SHAPE_ORCHESTRATED:
        return "orchestrated";
      case WF_SHAPE_OTHER:
      case WF_N_SHAPES:
      default:
        return "";
    }
}
