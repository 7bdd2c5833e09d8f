/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/run-alignment-private.h"
#include "core/attribute/run-comparison.h"
#include "core/base/error.h"
#include "core/base/limits.h"

#define SAME 0.9 /* similarity from which two steps say the same */

struct _WfRunComparison
{
  WfTrace *traces[2];
  GArray *pairs; /* of WfAlignedPair */
};

G_DEFINE_BOXED_TYPE (WfRunComparison, wf_run_comparison, wf_run_comparison_ref, wf_run_comparison_unref)

static WfRunPairKind
kind_of (const WfAlignedPair *pair)
{
  if (pair->first < 0)
    return WF_RUN_PAIR_ONLY_SECOND;
  if (pair->second < 0)
    return WF_RUN_PAIR_ONLY_FIRST;
  return pair->similarity >= SAME ? WF_RUN_PAIR_SAME : WF_RUN_PAIR_ALIKE;
}

static void
comparison_clear (gpointer data)
{
  WfRunComparison *self = data;

  for (gsize r = 0; r < 2; r++)
    g_clear_pointer (&self->traces[r], wf_trace_unref);
  g_array_unref (self->pairs);
}

/**
 * wf_run_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self with one more reference
 */
WfRunComparison *
wf_run_comparison_ref (WfRunComparison *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_run_comparison_unref:
 * @self: (transfer full): a comparison
 *
 * Drops a reference.
 */
void
wf_run_comparison_unref (WfRunComparison *self)
{
  g_atomic_rc_box_release_full (self, comparison_clear);
}

/**
 * wf_run_comparison_redact:
 * @self: a comparison
 *
 * Returns: (transfer full): the same pairs, on logs without a word of what was said (see wf_trace_redact())
 */
WfRunComparison *
wf_run_comparison_redact (WfRunComparison *self)
{
  WfRunComparison *redacted;

  g_return_val_if_fail (self != NULL, NULL);

  redacted = g_atomic_rc_box_new0 (WfRunComparison);
  for (gsize r = 0; r < 2; r++)
    redacted->traces[r] = wf_trace_redact (self->traces[r]);
  redacted->pairs = g_array_ref (self->pairs);
  return redacted;
}

static gboolean
check_size (WfTrace *const *traces, GError **error)
{
  for (gsize r = 0; r < 2; r++)
    if (wf_trace_get_n_steps (traces[r]) > WF_LIMIT_COMPARED_STEPS)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                     _ ("A run has %zu steps; runs of at most %d steps are compared. Split it first."),
                     wf_trace_get_n_steps (traces[r]), WF_LIMIT_COMPARED_STEPS);
        return FALSE;
      }
  return TRUE;
}

/**
 * wf_compare_runs:
 * @first: a run
 * @second: another run of the same task
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Aligns two runs: the pairing of their steps, both in order, with the largest sum of similarities (Needleman
 * & Wunsch 1970). Steps pair only when the same agent takes them in the same role; their similarity is the
 * cosine of their words, weighted by how rare these are in the two runs; from 0.9 they count as the same,
 * below 0.3 they don't pair.
 *
 * Errors: WF_ERROR_TOO_LARGE above WF_LIMIT_COMPARED_STEPS steps; G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the comparison, or %NULL
 */
WfRunComparison *
wf_compare_runs (WfTrace *first, WfTrace *second, WfProgress *progress, GError **error)
{
  g_autoptr (WfRunComparison) self = NULL;
  g_autoptr (GArray) aligned = NULL;
  WfTrace *traces[] = { first, second };

  g_return_val_if_fail (first != NULL && second != NULL, NULL);

  if (!check_size (traces, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Comparing the runs"), 0);
  aligned = wf_runs_align (first, second, progress, error);
  if (aligned == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (WfRunComparison);
  self->traces[0] = wf_trace_ref (first);
  self->traces[1] = wf_trace_ref (second);
  self->pairs = g_steal_pointer (&aligned);
  return g_steal_pointer (&self);
}

/**
 * wf_run_comparison_get_first:
 * @self: a comparison
 *
 * Returns: (transfer none): the first run
 */
WfTrace *
wf_run_comparison_get_first (WfRunComparison *self)
{
  return self->traces[0];
}

/**
 * wf_run_comparison_get_second:
 * @self: a comparison
 *
 * Returns: (transfer none): the second run
 */
WfTrace *
wf_run_comparison_get_second (WfRunComparison *self)
{
  return self->traces[1];
}

/**
 * wf_run_comparison_get_n_pairs:
 * @self: a comparison
 *
 * Returns: number of pairs, those of one step included
 */
gsize
wf_run_comparison_get_n_pairs (WfRunComparison *self)
{
  return self->pairs->len;
}

/**
 * wf_run_comparison_get_pair:
 * @self: a comparison
 * @pair: index of a pair
 * @first: (out) (optional): step of the first run, -1 = none
 * @second: (out) (optional): step of the second run, -1 = none
 * @similarity: (out) (optional): 0 to 1; 0 for a step that stands alone
 *
 * Reads one pair.
 *
 * Returns: what it is
 */
WfRunPairKind
wf_run_comparison_get_pair (
    WfRunComparison *self, gsize pair, gssize *first, gssize *second, double *similarity)
{
  const WfAlignedPair *found;

  g_return_val_if_fail (pair < self->pairs->len, WF_RUN_PAIR_SAME);

  found = &g_array_index (self->pairs, WfAlignedPair, pair);
  if (first != NULL)
    *first = found->first;
  if (second != NULL)
    *second = found->second;
  if (similarity != NULL)
    *similarity = found->similarity;
  return kind_of (found);
}

/**
 * wf_run_comparison_count:
 * @self: a comparison
 * @kind: a kind of pair
 *
 * Returns: how many pairs are of that kind
 */
gsize
wf_run_comparison_count (WfRunComparison *self, WfRunPairKind kind)
{
  gsize n = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    n += kind_of (&g_array_index (self->pairs, WfAlignedPair, i)) == kind;
  return n;
}

/* The first pair of one of two kinds in which an agent acts, rather than a person or a tool; -1 = none */
static gssize
find_act (WfRunComparison *self, gboolean counts_alike)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const WfAlignedPair *pair = &g_array_index (self->pairs, WfAlignedPair, i);
      gboolean acts = (pair->first >= 0 && wf_trace_can_bear_blame (self->traces[0], (gsize) pair->first)) ||
                      (pair->second >= 0 && wf_trace_can_bear_blame (self->traces[1], (gsize) pair->second));
      WfRunPairKind kind = kind_of (pair);

      if (acts && kind != WF_RUN_PAIR_SAME && (counts_alike || kind != WF_RUN_PAIR_ALIKE))
        return (gssize) i;
    }
  return -1;
}

/**
 * wf_run_comparison_get_divergence:
 * @self: a comparison
 *
 * Where the runs part: what a person or a tool says differently first is not a decision of the run.
 *
 * Returns: the first pair that isn't the same and in which a step can bear blame; -1 when there is none
 */
gssize
wf_run_comparison_get_divergence (WfRunComparison *self)
{
  return find_act (self, TRUE);
}

/**
 * wf_run_comparison_get_split:
 * @self: a comparison
 *
 * Language models hardly say anything twice in the same words; here the runs do different things, not the
 * same in other words.
 *
 * Returns: the first pair of which only one run has the step and in which it can bear blame, at or after
 * wf_run_comparison_get_divergence(); -1 when there is none
 */
gssize
wf_run_comparison_get_split (WfRunComparison *self)
{
  return find_act (self, FALSE);
}

/**
 * wf_run_comparison_describe_outcomes:
 * @self: a comparison
 *
 * Returns: (transfer full) (nullable): how both runs ended, a translated sentence; %NULL when the log of one
 * doesn't say
 */
char *
wf_run_comparison_describe_outcomes (WfRunComparison *self)
{
  WfRunOutcome first = wf_trace_get_outcome (self->traces[0]);
  WfRunOutcome second = wf_trace_get_outcome (self->traces[1]);

  if (first == WF_RUN_UNKNOWN || second == WF_RUN_UNKNOWN)
    return NULL;
  if (first == second)
    return g_strdup (first == WF_RUN_FAILED ? _ ("Both runs failed.") : _ ("Both runs succeeded."));
  return g_strdup (first == WF_RUN_FAILED ? _ ("The first run failed, the second succeeded.")
                                          : _ ("The first run succeeded, the second failed."));
}
