/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/ranking-private.h"
#include "core/attribute/score-private.h"

#define SMALLEST 1e-9 /* probability: a step that was ruled out costs 20.7, not infinity */
#define NORMAL   1.959963984540054

static const double step_ends[] = { 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1 };
static const double top_ends[] = { 0.15, 0.25, 0.35, 0.5, 0.7, 1 };

G_STATIC_ASSERT (G_N_ELEMENTS (step_ends) <= WF_N_BINS && G_N_ELEMENTS (top_ends) <= WF_N_BINS);

gboolean
wf_agents_are_same (const char *a, const char *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (g_ascii_strcasecmp (a, b) == 0)
    return TRUE;
  if (g_str_is_ascii (a) && g_str_is_ascii (b))
    return FALSE;
  first = g_utf8_casefold (a, -1);
  second = g_utf8_casefold (b, -1);
  return g_str_equal (first, second);
}

/* The agent, not a speaker of the environment, whose steps have the largest sum; ties to the first. */
static const char *
find_agent_by_sum (WfTrace *trace, const double *probability)
{
  const char *const *agents = wf_trace_get_agents (trace);
  g_autofree double *sum = g_new0 (double, g_strv_length ((char **) agents));
  gssize best = -1;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_can_bear_blame (trace, i))
      sum[wf_trace_get_agent_index (trace, i)] += probability[i];
  for (gsize a = 0; agents[a] != NULL; a++)
    if (best < 0 || sum[a] > sum[best])
      best = (gssize) a;
  return agents[best];
}

double
wf_score_get_loss (const WfExample *example, const double *probability)
{
  return -log (MAX (SMALLEST, probability[example->step]));
}

void
wf_score_init (WfScore *self, const WfExample *example, const double *probability)
{
  WfTrace *trace = example->trace;
  gsize n = wf_trace_get_n_steps (trace), first = 0;

  *self = (WfScore){ .rank = 1, .n_steps = n, .loss = wf_score_get_loss (example, probability) };
  for (gsize i = 0; i < n; i++)
    {
      double error = probability[i] - (i == example->step);

      self->rank += wf_step_precedes (trace, probability, i, example->step);
      if (wf_step_precedes (trace, probability, i, first))
        first = i;
      self->squares += error * error;
      wf_bins_add (self->bins, FALSE, probability[i], i == example->step);
    }
  self->confidence = probability[first];
  self->distance = first > example->step ? first - example->step : example->step - first;
  self->is_agent = wf_agents_are_same (wf_trace_get_agent (trace, first), example->agent);
  self->is_agent_by_sum = wf_agents_are_same (find_agent_by_sum (trace, probability), example->agent);
}

gsize
wf_bins_count (gboolean is_top)
{
  return is_top ? G_N_ELEMENTS (top_ends) : G_N_ELEMENTS (step_ends);
}

void
wf_bins_get_range (gboolean is_top, gsize bin, double *low, double *high)
{
  const double *ends = is_top ? top_ends : step_ends;

  *low = bin > 0 ? ends[bin - 1] : 0;
  *high = ends[bin];
}

void
wf_bins_add (WfBin *bins, gboolean is_top, double predicted, gboolean observed)
{
  const double *ends = is_top ? top_ends : step_ends;
  gsize b = 0;

  while (b < wf_bins_count (is_top) - 1 && predicted >= ends[b])
    b++;
  bins[b].n++;
  bins[b].predicted += predicted;
  bins[b].observed += observed;
}

double
wf_bins_get_error (const WfBin *bins)
{
  double n = 0, error = 0;

  for (gsize b = 0; b < WF_N_BINS; b++)
    {
      n += bins[b].n;
      error += fabs (bins[b].predicted - bins[b].observed);
    }
  return n > 0 ? error / n : 0;
}

void
wf_wilson (double hits, double n, double *low, double *high)
{
  double share = hits / n, square = NORMAL * NORMAL;
  double centre = share + square / (2 * n);
  double half = NORMAL * sqrt (share * (1 - share) / n + square / (4 * n * n));

  *low = MAX (0, (centre - half) / (1 + square / n));
  *high = MIN (1, (centre + half) / (1 + square / n));
}
