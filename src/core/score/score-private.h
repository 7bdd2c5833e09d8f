/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/score/score.h"

G_BEGIN_DECLS

extern const WfScoreKind wf_score_bdeu;
extern const WfScoreKind wf_score_bge;
extern const WfScoreKind wf_score_discrete_bic;
extern const WfScoreKind wf_score_ebic;
extern const WfScoreKind wf_score_sem_bic;

/* List-wise deletion, with a warning when rows are left out; a column without any value takes no rows. WF_ERROR_DATA when fewer than
 * min_rows are left. */
WfTable *wf_score_keep_complete_rows (WfTable *table, gsize min_rows, GStrvBuilder *warnings, GError **error);
/* Name the columns that never vary (is_constant: one a column), and those in exact linear relations (r: their correlations). */
void     wf_score_warn_constant      (WfTable *table, const gboolean *is_constant, GStrvBuilder *warnings);
void     wf_score_warn_collinear     (WfTable *table, const double *r, gsize n, GStrvBuilder *warnings);

G_END_DECLS
