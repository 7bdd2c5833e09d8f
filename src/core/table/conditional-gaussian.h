/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/table/cells.h"

G_BEGIN_DECLS

/* Continuous columns as jointly normal in each cell that the values of discrete ones make (Andrews, Ramsey & Cooper 2018, International
 * Journal of Data Science and Analytics 6); not exported. A cell's covariance is that of its rows and of half a row's worth of
 * uncorrelated columns with the variances of the whole table, so that cells of a few rows have one, too. Columns that never vary count
 * for nothing. */
typedef struct
{
  WfCells  *cells;
  double  **values;        /* of each column: n, standardised; NULL = discrete */
  double   *r;             /* correlations of the continuous columns, p x p */
  gboolean *is_constant;   /* p */
  gsize     p;
  gsize     n;             /* rows that have a value of every column that has any */
  GStrv     warnings;      /* of rows left out, columns that never vary or are collinear */
} WfConditionalGaussian;

typedef struct
{
  double log_likelihood;
  double n_parameters;     /* of all cells that there could be */
  double n_estimated;      /* of means and covariances, what the rows there are can tell */
} WfLikelihood;

/* List-wise deletion. WF_ERROR_DATA: fewer than min_rows rows; WF_ERROR_TOO_LARGE; G_IO_ERROR_CANCELLED */
WfConditionalGaussian *wf_conditional_gaussian_new  (WfTable *table, gsize min_rows, guint n_threads, WfProgress *progress, GError **error);
void                   wf_conditional_gaussian_free (WfConditionalGaussian *self);
/* Of k columns together; the order of the columns matters to the last bits only. Cost n d² for d continuous columns, d³ without discrete
 * ones. */
WfLikelihood           wf_conditional_gaussian_get  (const WfConditionalGaussian *self, const guint *columns, gsize k);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfConditionalGaussian, wf_conditional_gaussian_free)

G_END_DECLS
