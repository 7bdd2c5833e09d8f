/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/score/score.h"

G_BEGIN_DECLS

extern const WfScoreKind wf_score_bdeu;
extern const WfScoreKind wf_score_bge;
extern const WfScoreKind wf_score_conditional_gaussian;
extern const WfScoreKind wf_score_degenerate_gaussian;
extern const WfScoreKind wf_score_discrete_bic;
extern const WfScoreKind wf_score_ebic;
extern const WfScoreKind wf_score_sem_bic;

G_END_DECLS
