/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "judge/shortlist-private.h"

#define N_WORK      3
#define N_FOLLOWING 3 /* orchestrator steps after a worker step, at most */

static gboolean
is_orchestration (WfStepRole role)
{
  return role == WF_ROLE_PLAN || role == WF_ROLE_THINK || role == WF_ROLE_INSTRUCT;
}

/* What the orchestrator made of it: up to the next worker step; tool output lies between. */
static void
mark_following (WfTrace *trace, gsize step, gboolean *is_marked)
{
  gsize n = wf_trace_get_n_steps (trace), n_marked = 0;

  for (gsize i = step + 1; i < n && n_marked < N_FOLLOWING; i++)
    {
      WfStepRole role = wf_trace_get_role (trace, i);

      if (is_orchestration (role))
        {
          is_marked[i] = TRUE;
          n_marked++;
        }
      else if (role != WF_ROLE_ENVIRONMENT)
        return;
    }
}

/* The steps to ask a judge about: the three likeliest worker steps, the orchestrator steps that follow each
 * (a third of the annotated mistakes of orchestrated runs are theirs, and surface statistics never find
 * them), and whatever else is among the first three suspects. At most 15, in order of the log; never empty.
 * (transfer full) (array length=n_steps) */
gsize *
wf_shortlist_new (WfBlame *blame, gsize *n_steps)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  gsize n, n_work = 0, count = 0;
  const gsize *ranking = wf_blame_get_ranking (blame, &n);
  gsize n_suspects = MIN (wf_blame_get_n_suspects (blame), 3);
  g_autofree gboolean *is_marked = g_new0 (gboolean, n);
  gsize *steps;

  for (gsize k = 0; k < n && (n_work < N_WORK || k < n_suspects); k++)
    if (k < n_suspects || wf_trace_get_role (trace, ranking[k]) == WF_ROLE_WORK)
      {
        is_marked[ranking[k]] = TRUE;
        if (wf_trace_get_role (trace, ranking[k]) != WF_ROLE_WORK)
          continue;
        n_work++;
        mark_following (trace, ranking[k], is_marked);
      }
  for (gsize i = 0; i < n; i++)
    count += is_marked[i];
  steps = g_new (gsize, count);
  *n_steps = count;
  for (gsize i = n; i-- > 0;)
    if (is_marked[i])
      steps[--count] = i;
  return steps;
}
