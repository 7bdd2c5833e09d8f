/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/table/covariance.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/* What the scores of jointly normal columns share: correlations, and what parents leave unexplained of a node, 1 - R². Parents that
 * others determine count as nothing; an exact linear relation leaves WF_CORRELATION_TOLERANCE. */
typedef struct
{
  double *r;           /* p x p, unit diagonal */
  gsize   p;
  gsize   n;           /* rows with a value of every column that has any */
  gsize   max_parents;
  GStrv   warnings;
} WfGaussian;

/* List-wise deletion. Columns that never vary or are empty are uncorrelated with all others; they and collinear ones are named in the
 * warnings. WF_ERROR_DATA: fewer than min_rows rows; WF_ERROR_TOO_LARGE; G_IO_ERROR_CANCELLED. */
WfGaussian *wf_gaussian_new  (WfTable *table, gsize min_rows, guint n_threads, WfProgress *progress, GError **error);
/* without a table */
WfGaussian *wf_gaussian_new_covariance (WfCovariance *covariance, GError **error);
void        wf_gaussian_free (WfGaussian *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGaussian, wf_gaussian_free)

/* 1 - R² of the node on k parents; log_det (nullable): of the correlations of the parents. Cost k³ / 6; nothing is allocated for up to
 * 32 parents. */
double wf_gaussian_get_unexplained (const WfGaussian *self, guint node, const guint *parents, gsize k, double *log_det);
/* the same with each of the candidates as one parent more, at m k² / 2 for all */
void   wf_gaussian_get_unexplained_with (const WfGaussian *self,
                                         guint             node,
                                         const guint      *parents,
                                         gsize             k,
                                         const guint      *candidates,
                                         gsize             m,
                                         double           *out,
                                         double           *log_dets);
/* the same without each of the parents, at k³ / 3 for all */
void   wf_gaussian_get_unexplained_without (const WfGaussian *self,
                                            guint             node,
                                            const guint      *parents,
                                            gsize             k,
                                            double           *out,
                                            double           *log_dets);

G_END_DECLS
