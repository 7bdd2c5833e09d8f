/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/graph/graph.h"
#include "core/report/report.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/**
 * WfPossibleEffects:
 *
 * The total effect of one variable on another in every graph that fits as well as the one that was learned: a multiset, with its
 * range (IDA; Maathuis, Kalisch & Buhlmann 2009, Annals of Statistics 37). Members with the same estimand share one entry, so that entries
 * differ in what is asked of the data, not by noise.
 */
typedef struct _WfPossibleEffects WfPossibleEffects;

#define WF_TYPE_POSSIBLE_EFFECTS (wf_possible_effects_get_type ())

/* the parameters: members (skip) */
WF_API const WfParam *wf_possible_effects_get_parameters (void);
WF_API GType          wf_possible_effects_get_type     (void);
/* The verb, for a DAG, a CPDAG (with arrows from background knowledge, too), a MAG or a PAG whose nodes are columns of the table.
 * from, to: values or levels of the exposure; NULL = its mean and one unit more, or its first and last level. level: of a discrete outcome, whose
 * probability is asked; NULL = its last. WF_ERROR_DATA: an unknown name or level (the nearest named), exposure = outcome;
 * WF_ERROR_UNSUPPORTED: another kind of graph. Marks that conflict are answered as far as they go, with a warning */
WF_API WfPossibleEffects *wf_list_possible_effects     (WfTable *table, WfGraph *graph, const char *exposure, const char *outcome, const char *from, const char *to, const char *level, GVariant *params, WfProgress *progress, GError **error);
WF_API WfPossibleEffects *wf_possible_effects_ref      (WfPossibleEffects *self);
WF_API void           wf_possible_effects_unref        (WfPossibleEffects *self);
/* "smoke from no to yes" or "dose by 1", and what is measured: "the mean of y", "P(y = yes)" (transfer full) */
WF_API char          *wf_possible_effects_describe     (WfPossibleEffects *self);
WF_API char          *wf_possible_effects_describe_outcome (WfPossibleEffects *self);
/* the range in a sentence (transfer full) */
WF_API char          *wf_possible_effects_describe_range (WfPossibleEffects *self);
/* the entries, in increasing order of effect, those without an answer last */
WF_API gsize          wf_possible_effects_get_n        (WfPossibleEffects *self);
WF_API double         wf_possible_effects_get_effect   (WfPossibleEffects *self, gsize i);          /* NaN = no answer */
WF_API double         wf_possible_effects_get_standard_error (WfPossibleEffects *self, gsize i);    /* 0: no effect by the graph; NaN = no answer */
/* 95 %, by the normal distribution; FALSE: no answer, or no effect by the graph */
WF_API gboolean       wf_possible_effects_get_interval (WfPossibleEffects *self, gsize i, double *low, double *high);
WF_API char          *wf_possible_effects_describe_interval (WfPossibleEffects *self, gsize i);     /* "0.31 to 0.52", "–" (transfer full) */
/* what is adjusted for: the most precise set with the estimand of the entry; names, NULL-terminated (transfer none) */
WF_API const char *const *wf_possible_effects_get_adjusted (WfPossibleEffects *self, gsize i);
/* the same in words: "cache, traffic", "nothing" (transfer full) */
WF_API char          *wf_possible_effects_describe_adjusted (WfPossibleEffects *self, gsize i);
/* members with this entry; 0 = not counted: there are more than the limit, or the marks conflict */
WF_API gsize          wf_possible_effects_get_n_members (WfPossibleEffects *self, gsize i);
WF_API WfGraph       *wf_possible_effects_get_member   (WfPossibleEffects *self, gsize i);          /* one of them (transfer none); NULL: the marks conflict */
WF_API double         wf_possible_effects_get_unsupported (WfPossibleEffects *self, gsize i);       /* share of rows without both levels in their group */
WF_API const char    *wf_possible_effects_get_reason   (WfPossibleEffects *self, gsize i);          /* why there is no answer; NULL */
WF_API gboolean       wf_possible_effects_is_complete  (WfPossibleEffects *self);                   /* FALSE: members beyond the limit weren't looked at */
WF_API gsize          wf_possible_effects_get_n_all    (WfPossibleEffects *self);                   /* members; 0 = not counted */
WF_API gsize          wf_possible_effects_get_n_unanswered (WfPossibleEffects *self);               /* members (or entries, where they aren't counted) */
/* the class is one DAG: a model of it answers, too */
WF_API gboolean       wf_possible_effects_is_dag       (WfPossibleEffects *self);
/* smallest and largest effect; FALSE without any */
WF_API gboolean       wf_possible_effects_get_range    (WfPossibleEffects *self, double *low, double *high);
WF_API const char *const *wf_possible_effects_get_warnings (WfPossibleEffects *self);
/* the range, every entry with its set and members, a dot for each. provenance: nullable */
WF_API WfReport      *wf_possible_effects_report       (WfPossibleEffects *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfPossibleEffects, wf_possible_effects_unref)

G_END_DECLS
