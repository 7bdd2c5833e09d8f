/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/score/score-private.h"

static const WfScoreKind *const scores[] = {
  &wf_score_sem_bic,
  &wf_score_ebic,
  &wf_score_bge,
  &wf_score_bdeu,
  &wf_score_discrete_bic,
  &wf_score_degenerate_gaussian,
  &wf_score_conditional_gaussian,
  NULL,
};

/**
 * wf_scores_get_all: (skip)
 *
 * Returns: every score, NULL-terminated
 */
const WfScoreKind *const *
wf_scores_get_all (void)
{
  return scores;
}

/**
 * wf_score_find: (skip)
 * @id: an id, for example "sem-bic"
 * @error: WF_ERROR_DATA lists the ids there are
 *
 * Returns: (nullable): the descriptor
 */
const WfScoreKind *
wf_score_find (const char *id, GError **error)
{
  g_autoptr (GString) ids = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  ids = g_string_new (NULL);
  for (gsize i = 0; scores[i] != NULL; i++)
    {
      if (g_str_equal (scores[i]->id, id))
        return scores[i];
      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", scores[i]->id);
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no score “%s”; choose one of %s"), id, ids->str);
  return NULL;
}
