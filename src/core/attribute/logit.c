/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/logit-private.h"

#define WORKER_DECAY 0.7  /* the k-th worker step has prior WORKER_DECAY^k */
#define PLAN_PRIOR   0.5  /* a plan that opens the run */
#define OTHER_LOG    -6.0 /* logarithm of the prior of any other step */
#define CLIP         3.0

static gboolean
opens_with_plan (WfTrace *trace)
{
  return wf_trace_get_role (trace, 0) == WF_ROLE_PLAN;
}

void
wf_logit_get_prior (WfTrace *trace, double *prior)
{
  guint n_work = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_role (trace, i) == WF_ROLE_WORK)
      prior[i] = n_work++ * log (WORKER_DECAY);
    else
      prior[i] = i == 0 && opens_with_plan (trace) ? log (PLAN_PRIOR) : OTHER_LOG;
}

/* The steps whose mean and standard deviation standardise the features: worker steps and the opening plan;
 * all when there are fewer than two. */
static gboolean *
get_reference_steps (WfTrace *trace)
{
  gsize n = wf_trace_get_n_steps (trace);
  gboolean *is_reference = g_new0 (gboolean, n);
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    {
      is_reference[i] = wf_trace_get_role (trace, i) == WF_ROLE_WORK || (i == 0 && opens_with_plan (trace));
      count += is_reference[i];
    }
  for (gsize i = 0; i < n && count < 2; i++)
    is_reference[i] = TRUE;
  return is_reference;
}

/* z of one feature: its place in the log's own distribution. stride: between the steps of z */
static void
standardise (
    const WfFeatures *features, WfFeature feature, const gboolean *is_reference, double *z, gsize stride)
{
  double sum = 0, squares = 0, mean, deviation;
  gsize count = 0;

  for (gsize i = 0; i < features->n_steps; i++)
    if (is_reference[i])
      {
        sum += wf_features_get (features, i, feature);
        count++;
      }
  mean = sum / (double) count;
  for (gsize i = 0; i < features->n_steps; i++)
    if (is_reference[i])
      squares += pow (wf_features_get (features, i, feature) - mean, 2);
  deviation = sqrt (squares / (double) count);
  if (deviation < 1e-9)
    deviation = 1;
  for (gsize i = 0; i < features->n_steps; i++)
    z[i * stride] = CLAMP ((wf_features_get (features, i, feature) - mean) / deviation, -CLIP, CLIP);
}

void
wf_logit_standardise (WfTrace *trace, const WfFeatures *features, double *z)
{
  g_autofree gboolean *is_reference = get_reference_steps (trace);

  for (int feature = 0; feature < WF_N_NEUTRAL; feature++)
    standardise (features, feature, is_reference, z + feature, WF_N_NEUTRAL);
}

/* score_i += weight z_i, standardised within the log */
static void
add_neutral (WfTrace *trace, const WfFeatures *features, const WfProfile *profile, double *score)
{
  g_autofree gboolean *is_reference = get_reference_steps (trace);
  g_autofree double *z = g_new (double, features->n_steps);

  for (int feature = 0; feature < WF_N_FEATURES; feature++)
    if (profile->weights[feature] != 0)
      {
        standardise (features, feature, is_reference, z, 1);
        for (gsize i = 0; i < features->n_steps; i++)
          score[i] += profile->weights[feature] * z[i];
      }
}

/* score_i += weight z_i, standardised by the training logs */
static void
add_known (const WfFeatures *features, const WfProfile *profile, double *score)
{
  WfFeature used[WF_N_FEATURES];
  gsize n_used = 0;

  for (int f = 0; f < WF_N_FEATURES; f++)
    if (profile->weights[f] != 0)
      used[n_used++] = f;
  for (gsize i = 0; i < features->n_steps; i++)
    for (gsize k = 0; k < n_used; k++)
      {
        WfFeature f = used[k];

        score[i] +=
            profile->weights[f] * (wf_features_get (features, i, f) - profile->mean[f]) / profile->sd[f];
      }
}

static void
normalise (double *score, gsize n)
{
  double top = score[0], sum = 0;

  for (gsize i = 1; i < n; i++)
    top = MAX (top, score[i]);
  for (gsize i = 0; i < n; i++)
    sum += score[i] = exp (score[i] - top);
  for (gsize i = 0; i < n; i++)
    score[i] /= sum;
}

/* P(i) = exp (b_i + w.z_i) / sum_j exp (b_j + w.z_j): a conditional logit (McFadden 1974) over the steps of
 * one log. Tier 1: a fixed log-prior b, and features standardised within the log and clipped to [-3, 3], so
 * that no framework's scale enters. Tier 2: b = 0, and features standardised by the training logs. (transfer
 * full) (array length=n_steps) */
double *
wf_logit_get_probabilities (WfTrace *trace, const WfFeatures *features, const WfProfile *profile)
{
  double *score = g_new0 (double, features->n_steps);

  if (profile->tier == 1)
    {
      wf_logit_get_prior (trace, score);
      add_neutral (trace, features, profile, score);
    }
  else
    add_known (features, profile, score);
  normalise (score, features->n_steps);
  return score;
}

/* w z of one feature; what tier 2's mean takes off is the same for every step. */
static void
get_term (const WfFeatures *features,
          const WfProfile *profile,
          WfFeature feature,
          const gboolean *is_reference,
          double *term)
{
  if (profile->tier == 1)
    standardise (features, feature, is_reference, term, 1);
  else
    for (gsize i = 0; i < features->n_steps; i++)
      term[i] = wf_features_get (features, i, feature) / profile->sd[feature];
  for (gsize i = 0; i < features->n_steps; i++)
    term[i] *= profile->weights[feature];
}

double *
wf_logit_get_terms (WfTrace *trace, const WfFeatures *features, const WfProfile *profile)
{
  gsize n = features->n_steps;
  double *terms = g_new0 (double, n * features->n_features);
  g_autofree gboolean *is_reference = get_reference_steps (trace);
  g_autofree double *term = g_new (double, n);

  for (gsize f = 0; f < features->n_features; f++)
    {
      double sum = 0;
      gsize count = 0;

      if (profile->weights[f] == 0)
        continue;
      get_term (features, profile, f, is_reference, term);
      for (gsize i = 0; i < n; i++)
        if (wf_trace_can_bear_blame (trace, i))
          {
            sum += term[i];
            count++;
          }
      for (gsize i = 0; i < n; i++)
        terms[i * features->n_features + f] = term[i] - (count > 0 ? sum / (double) count : 0);
    }
  return terms;
}
