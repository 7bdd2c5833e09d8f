/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/anomaly-private.h"

static gboolean
is_extreme (const WfAnomalyEvent *event, double value)
{
  if (event->is_rare != NULL)
    return event->is_rare[(gsize) value];
  return value <= event->low || value >= event->high;
}

static gsize
count_extreme (const WfAnomalyEvent *event, const double *values, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += is_extreme (event, values[i]);
  return count;
}

/* Where half a draw is put when none is as unusual: anywhere, but always the same for a coalition. */
static gsize
choose_group (const guint64 *coalition, gsize n_words)
{
  guint64 hash = 0;

  for (gsize w = 0; w < n_words; w++)
    hash = (hash ^ coalition[w]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (gsize) (hash >> 32) % WF_N_GROUPS;
}

/* v(S) = log P(as unusual | the noise of S is the row's), from counts with half a draw added. The other
 * outputs are its influence by group of draws: (p_g - p) / p, the first-order change of the logarithm. */
gboolean
wf_anomaly_count (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const WfAnomalyDraws *row = data;
  gsize n = wf_worlds_get_n_draws (row->worlds);
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (row->worlds));
  g_autoptr (WfWorld) world = wf_world_new (row->worlds);

  for (gsize c = 0; c < n_coalitions; c++)
    {
      const double *target = wf_world_evaluate (world, coalitions + c * n_words);
      double *value = values + c * (1 + WF_N_GROUPS), p;
      gsize total = 0;

      for (gsize g = 0; g < WF_N_GROUPS; g++)
        {
          gsize first = g * n / WF_N_GROUPS, end = (g + 1) * n / WF_N_GROUPS;
          gsize count = count_extreme (&row->event, target + first, end - first);

          total += count;
          value[1 + g] = (double) count / (double) (end - first);
        }
      p = ((double) total + 0.5) / ((double) n + 0.5);
      if (total == 0)
        value[1 + choose_group (coalitions + c * n_words, n_words)] = p * WF_N_GROUPS;
      value[0] = log (p);
      for (gsize g = 0; g < WF_N_GROUPS; g++)
        value[1 + g] = (value[1 + g] - p) / p;
      if (wf_progress_is_cancelled (row->progress))
        return FALSE;
    }
  return TRUE;
}
