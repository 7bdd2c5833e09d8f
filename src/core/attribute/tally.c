/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/evaluation-private.h"

typedef struct
{
  double n;
  double step, agent, agent_by_sum, top3, within_one, rank, loss, squares, n_steps;
  WfBin (*bins)[WF_N_BINS]; /* by WfCalibration; of the tally */
} Sums;

static void
sums_add (Sums *self, const WfScore *score)
{
  self->n++;
  self->step += score->rank == 1;
  self->agent += score->is_agent;
  self->agent_by_sum += score->is_agent_by_sum;
  self->top3 += score->rank <= 3;
  self->within_one += score->distance <= 1;
  self->rank += (double) score->rank;
  self->loss += score->loss;
  self->squares += score->squares;
  self->n_steps += (double) score->n_steps;
  wf_bins_add (self->bins[WF_CALIBRATION_FIRST], TRUE, score->confidence, score->rank == 1);
  for (gsize b = 0; b < WF_N_BINS; b++)
    {
      WfBin *bin = &self->bins[WF_CALIBRATION_STEPS][b];

      bin->n += score->bins[b].n;
      bin->predicted += score->bins[b].predicted;
      bin->observed += score->bins[b].observed;
    }
}

static gboolean
is_in (const WfEvaluation *self, gsize log, gssize subset)
{
  return subset < 0 || self->logs[log].subset == (gsize) subset;
}

/* Standard deviation of the step accuracy between repeats. */
static double
get_spread (const WfEvaluation *self, gssize subset, double mean)
{
  double squares = 0;

  for (gsize r = 0; r < self->n_repeats; r++)
    {
      double n = 0, hits = 0;

      for (gsize i = 0; i < self->n; i++)
        if (is_in (self, i, subset))
          {
            n++;
            hits += self->scores[r * self->n + i].rank == 1;
          }
      squares += pow (hits / n - mean, 2);
    }
  return sqrt (squares / (double) self->n_repeats);
}

void
wf_tally_fill (WfTally *tally, const WfEvaluation *self, gssize subset)
{
  double *m = tally->measures, base;
  Sums sums = { .bins = tally->bins };

  for (gsize r = 0; r < self->n_repeats; r++)
    for (gsize i = 0; i < self->n; i++)
      if (is_in (self, i, subset))
        {
          sums_add (&sums, &self->scores[r * self->n + i]);
          tally->n_logs += r == 0;
        }
  base = sums.n / sums.n_steps;
  m[WF_MEASURE_STEP] = sums.step / sums.n;
  m[WF_MEASURE_AGENT] = sums.agent / sums.n;
  wf_wilson (m[WF_MEASURE_STEP] * (double) tally->n_logs, (double) tally->n_logs, &m[WF_MEASURE_STEP_LOW],
             &m[WF_MEASURE_STEP_HIGH]);
  wf_wilson (m[WF_MEASURE_AGENT] * (double) tally->n_logs, (double) tally->n_logs, &m[WF_MEASURE_AGENT_LOW],
             &m[WF_MEASURE_AGENT_HIGH]);
  m[WF_MEASURE_STEP_SPREAD] = get_spread (self, subset, m[WF_MEASURE_STEP]);
  m[WF_MEASURE_AGENT_BY_SUM] = sums.agent_by_sum / sums.n;
  m[WF_MEASURE_TOP3] = sums.top3 / sums.n;
  m[WF_MEASURE_WITHIN_ONE] = sums.within_one / sums.n;
  m[WF_MEASURE_RANK] = sums.rank / sums.n;
  m[WF_MEASURE_LOG_LOSS] = sums.loss / sums.n;
  m[WF_MEASURE_BRIER] = sums.squares / sums.n_steps;
  m[WF_MEASURE_BRIER_BASE] = base * (1 - base);
  m[WF_MEASURE_CALIBRATION] = wf_bins_get_error (tally->bins[WF_CALIBRATION_STEPS]);
  m[WF_MEASURE_TOP_CALIBRATION] = wf_bins_get_error (tally->bins[WF_CALIBRATION_FIRST]);
}
