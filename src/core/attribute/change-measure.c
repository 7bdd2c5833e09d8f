/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/change-measure-private.h"

#define N_BINS 20 /* of numbers, of about as many draws with the first and second mechanisms together */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The number of edges at or below the value. */
static gsize
find_bin (const WfChangeGame *self, double value)
{
  gsize low = 0, high = self->n_bins - 1;

  if (self->edges == NULL)
    return (gsize) value;
  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (value >= self->edges[middle])
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Shares of the bins, with half a draw in each, over all draws (shares) and without it by groups of draws. */
static void
count_bins (const WfChangeGame *self, const double *values, double *shares, double *groups)
{
  gsize n = wf_worlds_get_n_draws (self->worlds), n_bins = self->n_bins;

  for (gsize b = 0; b < n_bins; b++)
    shares[b] = 0.5;
  memset (groups, 0, WF_N_GROUPS * n_bins * sizeof *groups);
  for (gsize g = 0; g < WF_N_GROUPS; g++)
    {
      gsize first = g * n / WF_N_GROUPS, end = (g + 1) * n / WF_N_GROUPS;

      for (gsize i = first; i < end; i++)
        groups[g * n_bins + find_bin (self, values[i])]++;
      for (gsize b = 0; b < n_bins; b++)
        {
          shares[b] += groups[g * n_bins + b];
          groups[g * n_bins + b] /= (double) (end - first);
        }
    }
  for (gsize b = 0; b < n_bins; b++)
    shares[b] /= (double) n + 0.5 * (double) n_bins;
}

static void
evaluate_mean (const WfChangeGame *self, const double *values, double *out)
{
  gsize n = wf_worlds_get_n_draws (self->worlds);

  out[0] = 0;
  if (n == 1)
    {
      out[0] = values[0];
      return;
    }
  for (gsize g = 0; g < WF_N_GROUPS; g++)
    {
      gsize first = g * n / WF_N_GROUPS, end = (g + 1) * n / WF_N_GROUPS;
      double sum = 0;

      for (gsize i = first; i < end; i++)
        sum += values[i];
      out[0] += sum / (double) n;
      out[1 + g] = sum / (double) (end - first);
    }
}

/* With the first-order change of the measure by each group of draws (von Mises 1947). room: (1 + WF_N_GROUPS)
 * x n_bins */
static void
evaluate_distance (const WfChangeGame *self, const double *values, double *room, double *out)
{
  gsize n_bins = self->n_bins;
  const double *none = self->none;
  double *shares = room, *groups = room + n_bins;

  count_bins (self, values, shares, groups);
  memset (out, 0, (1 + WF_N_GROUPS) * sizeof *out);
  for (gsize b = 0; b < n_bins; b++)
    {
      gboolean is_information = self->measure == WF_CHANGE_INFORMATION;
      double logarithm = log (shares[b] / none[b]), sign = shares[b] > none[b] ? 0.5 : -0.5;
      double slope = is_information ? logarithm : sign,
             slope_none = is_information ? -shares[b] / none[b] : -sign;

      out[0] += is_information ? shares[b] * logarithm : sign * (shares[b] - none[b]);
      for (gsize g = 0; g < WF_N_GROUPS; g++)
        out[1 + g] += slope * (groups[g * n_bins + b] - shares[b]) +
                      slope_none * (self->groups[g * n_bins + b] - none[b]);
    }
}

static gboolean
evaluate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const WfChangeGame *self = data;
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (self->worlds));
  gsize n_outputs = wf_worlds_get_n_draws (self->worlds) > 1 ? 1 + WF_N_GROUPS : 1;
  g_autoptr (WfWorld) world = wf_world_new (self->worlds);
  g_autofree double *room = g_new (double, (1 + WF_N_GROUPS) * (self->n_bins + 1));

  for (gsize c = 0; c < n_coalitions; c++)
    {
      const double *target = wf_world_evaluate (world, coalitions + c * n_words);

      if (self->measure == WF_CHANGE_MEAN)
        evaluate_mean (self, target, values + c * n_outputs);
      else
        evaluate_distance (self, target, room, values + c * n_outputs);
      if (wf_progress_is_cancelled (self->progress))
        return FALSE;
    }
  return TRUE;
}

/* Quantiles of the draws with all of the first mechanisms and with all of the second. */
static void
find_edges (WfChangeGame *self)
{
  gsize n = wf_worlds_get_n_draws (self->worlds),
        n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (self->worlds));
  g_autoptr (WfWorld) world = wf_world_new (self->worlds);
  g_autofree guint64 *coalition = g_new0 (guint64, n_words);
  g_autofree double *both = g_new (double, 2 * n);

  memcpy (both, wf_world_evaluate (world, coalition), n * sizeof *both);
  memset (coalition, 0xff, n_words * sizeof *coalition);
  memcpy (both + n, wf_world_evaluate (world, coalition), n * sizeof *both);
  qsort (both, 2 * n, sizeof *both, compare_doubles);
  self->edges = g_new (double, N_BINS);
  for (gsize b = 1; b < N_BINS; b++)
    self->edges[b - 1] = both[2 * n * b / N_BINS];
}

void
wf_change_game_init (
    WfChangeGame *self, const WfWorlds *worlds, WfChangeMeasure measure, gsize n_levels, WfProgress *progress)
{
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (worlds));
  g_autoptr (WfWorld) world = NULL;
  g_autofree guint64 *none = g_new0 (guint64, n_words);

  *self = (WfChangeGame){ .worlds = worlds, .measure = measure, .progress = progress };
  if (measure == WF_CHANGE_MEAN)
    return;
  self->n_bins = n_levels > 0 ? n_levels : N_BINS;
  if (n_levels == 0)
    find_edges (self);
  self->none = g_new (double, self->n_bins);
  self->groups = g_new (double, WF_N_GROUPS * self->n_bins);
  world = wf_world_new (worlds);
  count_bins (self, wf_world_evaluate (world, none), self->none, self->groups);
}

void
wf_change_game_clear (WfChangeGame *self)
{
  g_free (self->edges);
  g_free (self->none);
  g_free (self->groups);
}

WfSetFunction
wf_change_game_get_function (WfChangeGame *self)
{
  gsize n_draws = wf_worlds_get_n_draws (self->worlds);

  return (WfSetFunction){ .n_players = wf_worlds_get_n_players (self->worlds),
                          .n_outputs = n_draws > 1 ? 1 + WF_N_GROUPS : 1,
                          .nanoseconds = wf_worlds_get_cost (self->worlds),
                          .evaluate = evaluate,
                          .data = self };
}
