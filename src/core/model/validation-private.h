/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"

/* Some rows of a family in random order, cut into folds. */
typedef struct
{
  WfFamily rows;
  gsize n_folds;
  GPtrArray *copies;
  const double **columns;    /* of the rows, as numbers: the parents, then the node */
} WfValidation;

/* FALSE without an error when there are too few rows */
gboolean wf_validation_init    (WfValidation *self, const WfFamily *family, gsize min_rows, GError **error);
void     wf_validation_clear   (WfValidation *self);
/* out: the log density of every row by a mechanism of the kind that was fitted without its fold. FALSE with an error where a fit fails. */
gboolean wf_validation_measure (const WfValidation *self, const WfMechanism *mechanism, const WfMechanismKind *kind, gboolean with_parents,
                                GVariant *params, WfProgress *progress, double *out, GError **error);
/* Whether, by these log densities, nothing but rounding is left of a continuous node beside its parents. */
gboolean wf_validation_is_exact (const WfValidation *self, const double *log_density);

/* How much the parents tell of the noise behind the rows: a p-value of independence and the share of the variance of the noise's
 * normal scores, or of their squares, that is explained. NaN where there is nothing to test. */
void     wf_noise_test         (const WfMechanism *mechanism, const double *const *columns, gsize n, double *p_value, double *share);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfValidation, wf_validation_clear)
