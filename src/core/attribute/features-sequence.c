/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/features-builder-private.h"

/* Whether it was the first to have code, or the first worker step to assume. */
static void
set_firsts (WfFeatureBuilder *b)
{
  gboolean has_code = FALSE, has_assumed = FALSE;

  for (gsize i = 0; i < b->n_steps; i++)
    {
      gboolean codes = b->facts[i].topics[WF_TOPIC_CODE] > 0;
      gboolean assumes = b->facts[i].role == WF_ROLE_WORK && b->facts[i].topics[WF_TOPIC_ASSUME] > 0;

      wf_feature_builder_set (b, i, WF_FEATURE_FIRST_CODE, codes && !has_code);
      wf_feature_builder_set (b, i, WF_FEATURE_FIRST_ASSUME, assumes && !has_assumed);
      has_code |= codes;
      has_assumed |= assumes;
    }
}

/* The next step, and the next other speaker's reply. */
static void
set_next (WfFeatureBuilder *b, gsize i)
{
  const WfStepFacts *fact = &b->facts[i];
  const WfStepFacts *next = i + 1 < b->n_steps ? fact + 1 : NULL;
  WfExecution execution = next != NULL ? next->execution : WF_EXECUTION_NONE;
  gboolean codes = fact->topics[WF_TOPIC_CODE] > 0;
  gsize other = b->features->other[i];

  wf_feature_builder_set (b, i, WF_FEATURE_NEXT_FAILS, execution == WF_EXECUTION_FAILED);
  wf_feature_builder_set (b, i, WF_FEATURE_NEXT_SUCCEEDS, execution == WF_EXECUTION_SUCCEEDED);
  wf_feature_builder_set (b, i, WF_FEATURE_NEXT_NO_CODE, execution == WF_EXECUTION_EMPTY);
  wf_feature_builder_set (b, i, WF_FEATURE_CODE_FAILS, codes && execution == WF_EXECUTION_FAILED);
  wf_feature_builder_set (b, i, WF_FEATURE_CODE_SUCCEEDS, codes && execution == WF_EXECUTION_SUCCEEDED);
  wf_feature_builder_set (b, i, WF_FEATURE_NEXT_GOES_ON, next != NULL && next->agent == fact->agent);
  if (next != NULL)
    wf_feature_builder_set (
        b, i, WF_FEATURE_NEXT_UNABLE,
        wf_feature_builder_damp (next->topics[WF_TOPIC_UNABLE] + next->topics[WF_TOPIC_ERROR]));
  if (other < b->n_steps)
    {
      const guint *reply = b->facts[other].topics;

      wf_feature_builder_set (b, i, WF_FEATURE_NEXT_CORRECT,
                              wf_feature_builder_damp (reply[WF_TOPIC_CORRECT]));
      wf_feature_builder_set (b, i, WF_FEATURE_NEXT_SORRY, wf_feature_builder_damp (reply[WF_TOPIC_SORRY]));
    }
}

static void
set_before (WfFeatureBuilder *b, gsize i)
{
  const WfStepFacts *fact = &b->facts[i];
  WfExecution execution = i > 0 ? fact[-1].execution : WF_EXECUTION_NONE;
  gboolean codes = fact->topics[WF_TOPIC_CODE] > 0;

  wf_feature_builder_set (b, i, WF_FEATURE_AFTER_FAILURE, execution == WF_EXECUTION_FAILED);
  wf_feature_builder_set (b, i, WF_FEATURE_AFTER_SUCCESS, execution == WF_EXECUTION_SUCCEEDED);
  wf_feature_builder_set (b, i, WF_FEATURE_CLAIM,
                          fact->role == WF_ROLE_WORK && !codes && execution == WF_EXECUTION_NONE);
}

static void
set_failures (WfFeatureBuilder *b)
{
  guint n_all = 0, n_before = 0;

  for (gsize i = 0; i < b->n_steps; i++)
    n_all += b->facts[i].execution == WF_EXECUTION_FAILED;
  for (gsize i = 0; i < b->n_steps; i++)
    {
      guint own = b->facts[i].execution == WF_EXECUTION_FAILED;
      gboolean is_next = i + 1 < b->n_steps && b->facts[i + 1].execution == WF_EXECUTION_FAILED;

      wf_feature_builder_set (b, i, WF_FEATURE_FAILURES_BEFORE, log1p (n_before));
      wf_feature_builder_set (b, i, WF_FEATURE_FAILURES_AFTER, log1p (n_all - n_before - own));
      n_before += own;
      wf_feature_builder_set (b, i, WF_FEATURE_NEXT_FAILS_FIRST, is_next && n_before == 0);
    }
}

/* What came before and next, and which step was first to do a thing. Cost: O(T). */
void
wf_features_add_sequence (WfFeatureBuilder *b)
{
  set_firsts (b);
  set_failures (b);
  for (gsize i = 0; i < b->n_steps; i++)
    {
      set_next (b, i);
      set_before (b, i);
    }
}
