/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* Dense linear algebra for the core's own use; not exported. The only door to OpenBLAS and LAPACKE, at one
 * thread a call. Every matrix is column-major; "p x p" without a leading dimension is packed (leading
 * dimension p). */

/* Sample covariance (denominator n - 1) of p columns of n doubles each, without missing values.
 * out: p x p, both triangles; means: p, nullable. n >= 2. FALSE only when cancelled or out of memory. The sum
 * runs in fixed blocks of rows: the result doesn't depend on n_threads. Cost n p^2. */
gboolean wf_linalg_covariance (const double *const *columns,
                               gsize n,
                               gsize p,
                               guint n_threads,
                               WfProgress *progress,
                               double *means,
                               double *out,
                               GError **error);
/* covariance (p x p) -> correlation, in place; unit diagonal. A column of zero variance gets NaN outside the
 * diagonal. */
void wf_linalg_correlation (double *a, gsize p);
/* copies the lower triangle of a (p x p) onto the upper one */
void wf_linalg_symmetrise (double *a, gsize p);

/* a (p x p, lower triangle read) = L L', L in place, upper triangle zeroed. FALSE when a is not positive
 * definite; pivot (nullable) is then the first column that the ones before it determine. */
gboolean wf_linalg_cholesky (double *a, gsize p, gsize *pivot);
/* L L' x = b in place of b (p x n_right), given L */
void wf_linalg_solve_cholesky (const double *l, gsize p, double *b, gsize n_right);
/* a x = b in place of b, a symmetric positive definite and overwritten by its factor; FALSE and pivot as
 * above */
gboolean wf_linalg_solve_spd (double *a, gsize p, double *b, gsize n_right, gsize *pivot);
/* inverse of a symmetric positive definite a, in place, both triangles; FALSE and pivot as above */
gboolean wf_linalg_invert_spd (double *a, gsize p, gsize *pivot);
/* out (p x p, lower triangle) += scale a a', a p x n with leading dimension p */
void wf_linalg_add_products (double scale, const double *a, gsize p, gsize n, double *out);
/* out += a x, or a' x when is_transposed; a m x n */
void wf_linalg_add_product (
    const double *a, gsize m, gsize n, gboolean is_transposed, const double *x, double *out);
/* out (m x n) = a (m x k) b (k x n) */
void wf_linalg_multiply (const double *a, const double *b, gsize m, gsize k, gsize n, double *out);

G_END_DECLS
