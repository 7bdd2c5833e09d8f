/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/equations.h"
#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/**
 * WfCauseDefinition:
 * @WF_CAUSE_BUT_FOR: with another value of the cause alone, the effect would not have been
 * @WF_CAUSE_MODIFIED_HP: that holds while some other variables keep the values they have (Halpern 2015, IJCAI)
 * @WF_CAUSE_UPDATED_HP: while they have any values that don't disturb how the cause brings the effect about (Halpern & Pearl 2005, BJPS 56)
 * @WF_CAUSE_NORMAL: modified, in a world that is at least as normal as the actual one (Halpern & Hitchcock 2015, BJPS 66)
 * @WF_CAUSE_SUFFICIENT: part of a cause, and brings the effect about in every context (Halpern 2016, Actual Causality, 2.6)
 * @WF_CAUSE_WEAKLY_SUFFICIENT: the same, but only the other candidate causes vary
 *
 * What may be meant by "X = x is a cause of the effect". All ask that both are the case, and that no part of the cause would do.
 */
typedef enum
{
  WF_CAUSE_BUT_FOR,
  WF_CAUSE_MODIFIED_HP,
  WF_CAUSE_UPDATED_HP,
  WF_CAUSE_NORMAL,
  WF_CAUSE_SUFFICIENT,
  WF_CAUSE_WEAKLY_SUFFICIENT,
} WfCauseDefinition;

#define WF_N_CAUSE_DEFINITIONS 6

/**
 * WfCauseVerdict:
 * @WF_VERDICT_NO: it isn't a cause
 * @WF_VERDICT_NOT_ACTUAL: it isn't, since cause or effect isn't the case in this context
 * @WF_VERDICT_NOT_MINIMAL: it isn't, since a part of it is one
 * @WF_VERDICT_YES: it is
 * @WF_VERDICT_UNRESOLVED: the budget of evaluations was spent before this was settled
 */
typedef enum
{
  WF_VERDICT_NO,
  WF_VERDICT_NOT_ACTUAL,
  WF_VERDICT_NOT_MINIMAL,
  WF_VERDICT_YES,
  WF_VERDICT_UNRESOLVED,
} WfCauseVerdict;

/**
 * WfActualCause:
 *
 * What is to be said of one candidate, a conjunction of values, as a cause of one event. Immutable.
 *
 * A context variable that no equation reads but one that copies it ("ST = U1") is exogenous unless it is asked about: it is no part of a
 * cause or contingency. Any other context variable is taken for its own copy, so that "context L = 1" needs no second line.
 */
typedef struct _WfActualCause WfActualCause;

#define WF_TYPE_ACTUAL_CAUSE (wf_actual_cause_get_type ())

/* the parameters of wf_actual_cause(): budget, normal, candidates (skip) */
WF_API const WfParam  *wf_actual_cause_get_parameters (void);
WF_API GType           wf_actual_cause_get_type     (void);
/* The verb. context: "U1=0" in place of the context's own values, nullable; cause: "ST=1", one or more variables; effect: an expression
 * over the variables in which a single = compares, "BS=1 and not FF". WF_ERROR_DATA: an unknown name, a value that can't be, the same
 * variable twice; WF_ERROR_PARSE: the effect. That the budget is spent is a result. Cost: exponential in the variables between cause and effect; one pass over the equations each */
WF_API WfActualCause  *wf_actual_cause              (WfEquations *model, const char *const *context, const char *const *cause, const char *effect, GVariant *params, WfProgress *progress, GError **error);
WF_API WfActualCause  *wf_actual_cause_ref          (WfActualCause *self);
WF_API void            wf_actual_cause_unref        (WfActualCause *self);
WF_API WfEquations    *wf_actual_cause_get_model    (WfActualCause *self);
WF_API const char     *wf_actual_cause_get_effect   (WfActualCause *self);           /* as typed */
WF_API char           *wf_actual_cause_describe     (WfActualCause *self);           /* (transfer full): "ST = 1 and BT = 1" */
WF_API gboolean        wf_actual_cause_has_happened (WfActualCause *self);           /* the candidate is the case */
WF_API gboolean        wf_actual_cause_has_effect   (WfActualCause *self);           /* the effect is the case */
WF_API WfCauseVerdict  wf_actual_cause_get_verdict  (WfActualCause *self, WfCauseDefinition definition);
/* the world that settles a yes of the first four definitions: "BT=0" settings that were changed, then those that were kept or set as
 * contingency; (transfer none) (nullable), NULL-terminated */
WF_API const char *const *wf_actual_cause_get_change      (WfActualCause *self, WfCauseDefinition definition);
WF_API const char *const *wf_actual_cause_get_contingency (WfActualCause *self, WfCauseDefinition definition);
/* 1 / the fewest variables of a cause that the candidate is part of, and of its contingency; 0 = part of none; NaN = unresolved
 * (Chockler & Halpern 2004; Halpern 2016, 6.1, modified definition) */
WF_API double          wf_actual_cause_get_responsibility (WfActualCause *self);
/* the cause behind it, "L=0" as changed, and its contingency; (nullable) */
WF_API const char *const *wf_actual_cause_get_responsible  (WfActualCause *self);
WF_API const char *const *wf_actual_cause_get_circumstance (WfActualCause *self);
/* 1 / (1 + the fewest changes of other variables after which the effect hangs on the candidate), by the updated definition (Chockler &
 * Halpern 2004, JAIR 22); 0 and NaN as above */
WF_API double          wf_actual_cause_get_naive_responsibility (WfActualCause *self);
/* variables with a value that isn't normal: in the actual world, and in the most normal world that shows a cause (-1 = none) */
WF_API guint           wf_actual_cause_get_n_abnormal         (WfActualCause *self);
WF_API int             wf_actual_cause_get_n_abnormal_witness (WfActualCause *self);
WF_API gsize           wf_actual_cause_get_n_evaluations      (WfActualCause *self);
WF_API int             wf_actual_cause_get_actual   (WfActualCause *self, guint variable);   /* value in this context */
/* by the modified definition, in a translated sentence (transfer full): "ST = 1 is a cause of BS=1: with ST = 0 instead, ..." */
WF_API char           *wf_actual_cause_explain      (WfActualCause *self);
/* translated: "modified Halpern–Pearl"; "no: a part of it is one" */
WF_API const char     *wf_cause_definition_to_text  (WfCauseDefinition definition);
WF_API const char     *wf_cause_verdict_to_text     (WfCauseVerdict verdict);
/* the candidate in the graph, every definition with its witness, the equations with their values. provenance: nullable */
WF_API WfReport       *wf_actual_cause_report       (WfActualCause *self, WfProvenance *provenance);

/* Every minimal cause of the effect by the modified definition, of at most max_size variables, the smallest first, but for what
 * the effect itself reads: lists of "ST=1" settings, (element-type GStrv) (transfer full). is_complete: (out): FALSE when the budget was spent before. Errors as above */
WF_API GPtrArray      *wf_list_actual_causes        (WfEquations *model, const char *const *context, const char *effect, guint max_size, GVariant *params, gboolean *is_complete, WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfActualCause, wf_actual_cause_unref)

G_END_DECLS
