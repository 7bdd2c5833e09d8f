/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/parallel.h"
#include "core/inference/nested-private.h"
#include "core/model/mechanism.h"

#define BLOCK 2048 /* draws of one task */

typedef struct
{
  const WfNested *nested;
  const WfNestedQuery *query;
  const guint (*contrasts)[2];
  gsize n_contrasts, n_draws;
  guint64 seed;
  const gboolean *enters;  /* by version */
  const gboolean *is_used; /* by node: some version that enters sees its noise */
  gboolean is_discrete;    /* the outcome: 1 where it has the level */
  double *sums, *squares;  /* n_contrasts a task: of the differences */
  WfProgress *progress;
} Draws;

/* The noise of every node, drawn once for all worlds; columns of n */
static void
draw_noise (const Draws *self, gsize task, gsize n, double *noise)
{
  for (guint node = 0; node < self->nested->n_nodes; node++)
    {
      WfRng rng;

      if (!self->is_used[node])
        continue;
      wf_rng_init (&rng, self->seed, task * self->nested->n_nodes + node + 1);
      wf_mechanism_draw_noise (wf_model_get_mechanism (self->nested->model, node), &rng, n,
                               noise + node * BLOCK);
    }
}

static void
evaluate (const Draws *self, gsize n, const double *noise, double *values)
{
  g_autofree const double **parents = g_new (const double *, self->nested->n_nodes + 1);

  for (guint i = 0; i < self->nested->versions->len; i++)
    {
      const WfVersion *one = &g_array_index (self->nested->versions, WfVersion, i);
      double *out = values + i * BLOCK;

      if (!self->enters[i])
        continue;
      for (gsize k = 0; k < one->n_parents; k++)
        parents[k] = values + one->parents[k] * BLOCK;
      if (!one->is_fixed)
        {
          wf_mechanism_evaluate (wf_model_get_mechanism (self->nested->model, one->node), parents,
                                 noise + one->node * BLOCK, n, out);
          continue;
        }
      for (gsize k = 0; k < n; k++)
        out[k] = one->value;
    }
}

static double
read_outcome (const Draws *self, double value)
{
  return self->is_discrete ? value == self->query->level : value;
}

static void
draw_block (gsize task, gpointer data)
{
  const Draws *self = data;
  gsize n = MIN (BLOCK, self->n_draws - task * BLOCK);
  g_autofree double *noise = NULL;
  g_autofree double *values = NULL;

  if (wf_progress_is_cancelled (self->progress))
    return;
  noise = g_new (double, self->nested->n_nodes *BLOCK);
  values = g_new (double, self->nested->versions->len *BLOCK);
  draw_noise (self, task, n, noise);
  evaluate (self, n, noise, values);
  for (gsize c = 0; c < self->n_contrasts; c++)
    {
      const double *first = values + self->query->versions[self->contrasts[c][0]] * BLOCK;
      const double *second = values + self->query->versions[self->contrasts[c][1]] * BLOCK;

      for (gsize k = 0; k < n; k++)
        {
          double difference = read_outcome (self, second[k]) - read_outcome (self, first[k]);

          self->sums[task * self->n_contrasts + c] += difference;
          self->squares[task * self->n_contrasts + c] += difference * difference;
        }
    }
  wf_progress_advance (self->progress, 1);
}

gboolean
wf_nested_sample (const WfNested *self,
                  const WfNestedQuery *query,
                  const guint (*contrasts)[2],
                  gsize n_contrasts,
                  gsize n_draws,
                  guint64 seed,
                  double *out,
                  double *errors,
                  WfProgress *progress,
                  GError **error)
{
  gsize n_tasks = (n_draws + BLOCK - 1) / BLOCK;
  g_autofree double *sums = g_new0 (double, n_tasks *n_contrasts + 1);
  g_autofree double *squares = g_new0 (double, n_tasks *n_contrasts + 1);
  guint node = g_array_index (self->versions, WfVersion, query->versions[0]).node;
  g_autofree gboolean *enters = wf_nested_mark_entering (self, query->versions, query->n);
  g_autofree gboolean *is_used = g_new0 (gboolean, self->n_nodes + 1);
  Draws draws = { .nested = self,
                  .query = query,
                  .contrasts = contrasts,
                  .n_contrasts = n_contrasts,
                  .n_draws = n_draws,
                  .seed = seed,
                  .enters = enters,
                  .is_used = is_used,
                  .is_discrete =
                      wf_table_get_kind (wf_model_get_table (self->model), node) == WF_COLUMN_DISCRETE,
                  .sums = sums,
                  .squares = squares,
                  .progress = progress };

  for (guint i = 0; i < self->versions->len; i++)
    if (enters[i] && !g_array_index (self->versions, WfVersion, i).is_fixed)
      is_used[g_array_index (self->versions, WfVersion, i).node] = TRUE;
  wf_parallel_for (n_tasks, 0, draw_block, &draws);
  if (!wf_progress_check (progress, error))
    return FALSE;
  for (gsize c = 0; c < n_contrasts; c++)
    {
      double n = (double) n_draws, sum = 0.0, square = 0.0;

      for (gsize task = 0; task < n_tasks; task++)
        {
          sum += sums[task * n_contrasts + c];
          square += squares[task * n_contrasts + c];
        }
      out[c] = sum / n;
      errors[c] = n > 1.0 ? sqrt (MAX (square - sum * sum / n, 0.0) / (n - 1.0) / n) : NAN;
    }
  return TRUE;
}
