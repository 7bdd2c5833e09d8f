/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/choices-private.h"
#include "core/base/error.h"
#include "core/base/linalg.h"

#define BLOCK_ROWS 4096
#define PASS_ROWS  256   /* of one pass for loss and gradient */
#define NEGLIGIBLE 1e-16 /* probability of a step that no longer moves the Hessian */

WfChoices *
wf_choices_new (gsize n_logs, const gsize *start, const gsize *chosen, gsize n_features, GError **error)
{
  g_autoptr (WfChoices) self = g_new0 (WfChoices, 1);

  self->n_logs = n_logs;
  self->n_rows = start[n_logs];
  self->n_features = n_features;
  self->start = g_memdup2 (start, (n_logs + 1) * sizeof *start);
  self->chosen = g_memdup2 (chosen, n_logs * sizeof *chosen);
  self->offset = g_new0 (double, MAX (self->n_rows, 1));
  if (n_features == 0 || self->n_rows <= G_MAXSSIZE / sizeof (double) / n_features)
    self->z = g_try_malloc0 (MAX (self->n_rows * n_features, 1) * sizeof (double));
  if (self->z == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%zu steps with %zu features each don’t fit into memory. Train on fewer logs."),
                   self->n_rows, n_features);
      return NULL;
    }
  return g_steal_pointer (&self);
}

WfChoices *
wf_choices_restrict (const WfChoices *self, const gsize *features, gsize n_features, GError **error)
{
  WfChoices *other = wf_choices_new (self->n_logs, self->start, self->chosen, n_features, error);

  if (other == NULL)
    return NULL;
  memcpy (other->offset, self->offset, self->n_rows * sizeof *self->offset);
  for (gsize i = 0; i < self->n_rows; i++)
    for (gsize f = 0; f < n_features; f++)
      other->z[i * n_features + f] = self->z[i * self->n_features + features[f]];
  return other;
}

void
wf_choices_free (WfChoices *self)
{
  if (self == NULL)
    return;
  g_free (self->z);
  g_free (self->offset);
  g_free (self->start);
  g_free (self->chosen);
  g_free (self);
}

/* Scores become probabilities within a log; returns -log P of the chosen step. */
static double
normalise (const WfChoices *self, gsize l, double *probability)
{
  double top = -INFINITY, sum = 0, chosen = probability[self->chosen[l]];

  for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
    top = MAX (top, probability[i]);
  for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
    sum += probability[i] = exp (probability[i] - top);
  for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
    probability[i] /= sum;
  return top - chosen + log (sum);
}

/* The logs from `first` whose rows make up a block. */
static gsize
find_block_end (const WfChoices *self, gsize first)
{
  gsize last = first + 1;

  while (last < self->n_logs && self->start[last + 1] - self->start[first] <= PASS_ROWS)
    last++;
  return last;
}

/* The gradient is sum_logs (sum_i P(i) z_i - z_chosen). In blocks of logs, whose features are still in the
 * cache when the gradient reads them again, and between which it can be cancelled: then the result is none.
 */
double
wf_choices_get_loss (
    const WfChoices *self, const double *weights, double *probability, double *gradient, WfProgress *progress)
{
  gsize p = self->n_features;
  double loss = 0;

  memcpy (probability, self->offset, self->n_rows * sizeof *probability);
  if (gradient != NULL)
    memset (gradient, 0, p * sizeof *gradient);
  for (gsize first = 0, last; first < self->n_logs && !wf_progress_is_cancelled (progress); first = last)
    {
      gsize row = self->start[first], n;

      last = find_block_end (self, first);
      n = self->start[last] - row;
      wf_linalg_add_product (self->z + row * p, p, n, TRUE, weights, probability + row);
      for (gsize l = first; l < last; l++)
        loss += normalise (self, l, probability);
      if (gradient == NULL)
        continue;
      wf_linalg_add_product (self->z + row * p, p, n, FALSE, probability + row, gradient);
      for (gsize l = first; l < last; l++)
        for (gsize f = 0; f < p; f++)
          gradient[f] -= self->z[self->chosen[l] * p + f];
    }
  return loss;
}

/* One log's steps, scaled by the root of their probability, behind those in the block; returns how many are
 * in it then. */
static gsize
add_to_block (
    const WfChoices *self, gsize log, const double *probability, gsize n_kept, double *block, double *mean)
{
  gsize p = self->n_features;

  for (gsize i = self->start[log]; i < self->start[log + 1]; i++)
    {
      const double *z = self->z + i * p;
      double root = sqrt (probability[i]);

      if (probability[i] < NEGLIGIBLE)
        continue;
      for (gsize f = 0; f < p; f++)
        {
          block[n_kept * p + f] = root * z[f];
          mean[f] += probability[i] * z[f];
        }
      n_kept++;
    }
  return n_kept;
}

/* sum_logs (sum_i P(i) z_i z_i' - m m'), m = sum_i P(i) z_i. scaled: room for n_rows x n_features. In blocks
 * of logs, between which it can be cancelled: then the result is none. */
void
wf_choices_get_hessian (
    const WfChoices *self, const double *probability, double *scaled, double *hessian, WfProgress *progress)
{
  gsize p = self->n_features, n_kept = 0, first = 0;
  g_autofree double *means = g_new0 (double, MAX (self->n_logs * p, 1));

  memset (hessian, 0, p * p * sizeof *hessian);
  for (gsize l = 0; l < self->n_logs && !wf_progress_is_cancelled (progress); l++)
    {
      n_kept = add_to_block (self, l, probability, n_kept, scaled, means + l * p);
      if (n_kept < BLOCK_ROWS && l + 1 < self->n_logs)
        continue;
      wf_linalg_add_products (1, scaled, p, n_kept, hessian);
      wf_linalg_add_products (-1, means + first * p, p, l + 1 - first, hessian);
      first = l + 1;
      n_kept = 0;
    }
}
