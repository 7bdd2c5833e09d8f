/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "judge/judge.h"

gboolean
wf_attribute_check_judge (WfInvocation *invocation, GError **error)
{
  gboolean has_url = wf_invocation_has (invocation, "judge");
  gboolean has_model = wf_invocation_has (invocation, "judge-model");

  if (has_url == has_model && (has_url || !wf_invocation_has (invocation, "judge-preview")))
    return TRUE;
  g_set_error_literal (
      error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
      _ ("--judge and --judge-model go together: the address of the server and the model to ask"));
  return FALSE;
}

static WfJudgeRequest *
make_request (WfInvocation *invocation, WfBlame *blame, GError **error)
{
  return wf_judge_request_new (blame, wf_invocation_get (invocation, "judge"),
                               wf_invocation_get (invocation, "judge-model"), error);
}

gboolean
wf_attribute_preview_judge (WfInvocation *invocation, WfBlame *blame, GError **error)
{
  g_autoptr (WfJudgeRequest) request = make_request (invocation, blame, error);
  g_autofree char *preview =
      request == NULL ? NULL : wf_judge_preview (request, g_getenv ("WHEREFORE_JUDGE_KEY"), error);

  if (preview == NULL)
    return FALSE;
  g_string_append (invocation->out, preview);
  if (!g_str_has_suffix (preview, "\n"))
    g_string_append_c (invocation->out, '\n');
  return wf_invocation_redirect (invocation, error);
}

WfBlame *
wf_attribute_ask_judge (WfInvocation *invocation, WfBlame *blame, GError **error)
{
  g_autoptr (WfJudgeRequest) request = make_request (invocation, blame, error);
  g_autoptr (WfJudgement) judgement =
      request == NULL
          ? NULL
          : wf_judge_score (request, g_getenv ("WHEREFORE_JUDGE_KEY"), invocation->progress, error);

  if (judgement == NULL)
    return NULL;
  wf_invocation_warn (invocation, wf_judgement_get_notes (judgement));
  return wf_judgement_apply (judgement, blame);
}
