/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/score/score-private.h"

/* The first that takes the data is the default. Chosen on draws of the benchmark tables with seed offsets
 * 1000 to 5000, by `wherefore-cli discover TABLE.csv --method boss --score S [--penalty C]`; mean SHD
 * (adjacency precision):
 *
 *   table              ebic          sem-bic (2)   sem-bic (1)   bge
 *   er_p50_d2_n1000    2.4 (0.99)    3.4 (0.99)    24.4 (0.74)   10.8 (0.89)
 *   er_p100_d2_n1000   1.4 (0.99)    6.2 (0.96)    71.4 (0.65)   34.8 (0.81)
 *   er_p200_d2_n1000   2.2 (1.00)   14.2 (0.96)
 *   er_p50_d4_n10000   1.4 (1.00)    1.4 (1.00)     6.0 (0.97)    2.0 (0.99)
 *
 *   table, mean F1 of adjacencies   bdeu (ess 1)   bdeu (ess 10)   discrete-bic (1)   discrete-bic (2)
 *   bn_alarm_n1000                  0.95           0.71            0.87               0.81
 *   bn_alarm_n20000                 0.97           0.91            0.96               0.96
 *   bn_insurance_n1000              0.81           0.80            0.73               0.65
 *   bn_insurance_n20000             0.93           0.87            0.90               0.85
 *
 * Between the two for mixed columns, on 20 variables of which half are discrete, with effects of levels on
 * means and logits (and, in brackets, on slopes, too): 500 rows, degenerate SHD 6.0 (5.4), conditional 12.6
 * (7.2); 2000 rows, 2.8 (4.2) and 8.8 (3.0). */
static const WfScoreKind *const scores[] = {
  &wf_score_ebic,
  &wf_score_sem_bic,
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
