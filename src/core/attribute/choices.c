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

double
wf_choices_get_loss (const WfChoices *self, const double *weights, double *probability)
{
  double loss = 0;

  for (gsize l = 0; l < self->n_logs; l++)
    {
      double top = -INFINITY, sum = 0;

      for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
        {
          const double *z = self->z + i * self->n_features;
          double score = self->offset[i];

          for (gsize f = 0; f < self->n_features; f++)
            score += weights[f] * z[f];
          probability[i] = score;
          top = MAX (top, score);
        }
      loss += top - probability[self->chosen[l]];
      for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
        sum += probability[i] = exp (probability[i] - top);
      for (gsize i = self->start[l]; i < self->start[l + 1]; i++)
        probability[i] /= sum;
      loss += log (sum);
    }
  return loss;
}

/* sum_logs (sum_i P(i) z_i - z_chosen) */
void
wf_choices_get_gradient (const WfChoices *self, const double *probability, double *gradient)
{
  memset (gradient, 0, self->n_features * sizeof *gradient);
  for (gsize i = 0; i < self->n_rows; i++)
    for (gsize f = 0; f < self->n_features; f++)
      gradient[f] += probability[i] * self->z[i * self->n_features + f];
  for (gsize l = 0; l < self->n_logs; l++)
    for (gsize f = 0; f < self->n_features; f++)
      gradient[f] -= self->z[self->chosen[l] * self->n_features + f];
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
