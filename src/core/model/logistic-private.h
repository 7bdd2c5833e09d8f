/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"

/* eta_l = intercepts[l] + sum of what the parents add; P(l) = exp (eta_l) / sum. In units of the parents. */
typedef struct
{
  gsize n_levels;
  gsize n_features;          /* one a continuous parent, n_levels a discrete one */
  double *intercepts;        /* n_levels */
  double *weights;           /* n_levels x n_features, levels fastest */
  double log_likelihood;     /* of the rows, without the prior */
} WfLogit;

void     wf_logit_clear (WfLogit *self);
gboolean wf_logit_fit   (WfLogit *self, const WfFamily *family, double ridge, double ess, WfProgress *progress, GError **error);
