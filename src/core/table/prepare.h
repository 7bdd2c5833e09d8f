/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/* What independence tests and scores do to a table before they start; not exported. */

/* 1 - R² at or below this is an exact linear relation */
#define WF_CORRELATION_TOLERANCE 1e-10

/* "a, b, c and 7 more": the names of columns for a message */
char *wf_table_list_names (WfTable *table, const guint *columns, gsize n);
char *wf_table_join_names (const char *const *names, const guint *columns, gsize n);   /* the same without a table */

/* List-wise deletion, with a warning when rows are left out; a column without any value takes no rows. WF_ERROR_DATA when fewer than
 * min_rows are left. */
WfTable *wf_table_keep_complete_rows (WfTable *table, gsize min_rows, GStrvBuilder *warnings, GError **error);

/* Correlations of the continuous columns of a table whose only missing values are those of columns without any. r: p x p, unit
 * diagonal; is_constant: p, TRUE for a column that never varies or has no value, which gets zeros beside its diagonal. Columns too
 * large or too small for squares in doubles are scaled first. At least 2 rows. FALSE: cancelled or out of memory. Cost n p². */
gboolean wf_table_compute_correlation (WfTable    *table,
                                       guint       n_threads,
                                       WfProgress *progress,
                                       double     *r,
                                       gboolean   *is_constant,
                                       GError    **error);

/* Exact linear relations in correlations over n rows, of GArray of guint: each column of a group is determined by the others. First
 * copies and multiples of one column, then relations of three and more. Cost p³ / 3. */
GPtrArray *wf_table_find_collinear (const double *r, gsize p, gsize n);

/* Name the columns (names: NULL-terminated) that never vary (is_constant: one a column), and those in exact linear relations (r: their
 * correlations over n rows). */
void wf_table_warn_constant  (const char *const *names, const gboolean *is_constant, GStrvBuilder *warnings);
void wf_table_warn_collinear (const char *const *names, const double *r, gsize n, GStrvBuilder *warnings);

G_END_DECLS
