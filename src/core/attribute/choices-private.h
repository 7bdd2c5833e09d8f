/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* What a conditional logit is fitted to: for every log one choice among its steps, the steps of all logs one below the other. */
typedef struct
{
  gsize n_logs;
  gsize n_rows;
  gsize n_features;
  double *z;      /* n_rows x n_features, row-major */
  double *offset; /* fixed log-prior, by row */
  gsize *start;   /* rows of log l: start[l] .. start[l + 1] - 1; n_logs + 1 */
  gsize *chosen;  /* row, by log */
} WfChoices;

/* zeroed; NULL with WF_ERROR_TOO_LARGE when there is no room. start and chosen are copied */
WfChoices *wf_choices_new          (gsize n_logs, const gsize *start, const gsize *chosen, gsize n_features, GError **error);
WfChoices *wf_choices_restrict     (const WfChoices *self, const gsize *features, gsize n_features, GError **error);
void       wf_choices_free         (WfChoices *self);

/* -log-likelihood; probability (n_rows) and its gradient (n_features; nullable) are filled */
double     wf_choices_get_loss     (const WfChoices *self, const double *weights, double *probability, double *gradient,
                                    WfProgress *progress);
/* its Hessian (n_features^2, lower triangle) where the probabilities hold; scaled: room for n_rows x n_features */
void       wf_choices_get_hessian  (const WfChoices *self, const double *probability, double *scaled, double *hessian,
                                    WfProgress *progress);

/* choices-fit.c: argmin of loss + lambda/2 |w - anchor|^2. anchor: nullable = 0; weights: a start in, the optimum out. curvature:
 * nullable; about the Hessian of the loss at the optimum: then the weights are found faster, and the objective to 1e-6 of itself */
gboolean   wf_choices_fit          (const WfChoices *self, double lambda, const double *anchor, const double *curvature,
                                    double *weights, WfProgress *progress, GError **error);
/* at most n_wanted features, in the order of their choice, with the weights of the last fit; returns how many, 0 when cancelled */
gsize      wf_choices_select       (const WfChoices *self, double lambda, gsize n_wanted, gsize *features, double *weights,
                                    WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfChoices, wf_choices_free)

G_END_DECLS
