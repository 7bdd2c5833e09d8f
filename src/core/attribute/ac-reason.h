/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/report/report.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/**
 * WfCausalFactors:
 * @name: the event, in words
 * @is_focal: it is asked about
 * @has_occurred: one that hasn't is no cause, and compared with none
 * @order: place in time, smaller is earlier; equal = at the same time
 * @is_sufficient: it would have brought the outcome about alone
 * @is_necessary: without it the outcome would not have been
 * @is_actual_cause: it is a Halpern-Pearl cause; a necessary event is one anyway
 * @has_violated_norm: it broke a rule or what is usual
 * @is_intended: somebody meant to do it
 *
 * What is to be known of one event of a story (Zhang, Cong, Zhang, Liu, Zhao & Wu 2025, arXiv 2505.08750).
 */
typedef struct
{
  const char *name;
  gboolean    is_focal;
  gboolean    has_occurred;
  int         order;
  gboolean    is_sufficient, is_necessary, is_actual_cause;
  gboolean    has_violated_norm, is_intended;
} WfCausalFactors;

/* Which of several joint causes bears more responsibility, when none of them broke a norm or was intended. */
typedef enum
{
  WF_ORDER_EARLIEST,
  WF_ORDER_LATEST,
  WF_ORDER_SHARE,
} WfOrderRule;

/* What settled the answer for one event. */
typedef enum
{
  WF_REASON_NOT_OCCURRED,
  WF_REASON_BOTH,                  /* sufficient and necessary */
  WF_REASON_NEITHER,
  WF_REASON_EARLIEST,              /* of several that would each have done: pre-emption */
  WF_REASON_NOT_EARLIEST,
  WF_REASON_OVERDETERMINED,        /* at once with others, and no less responsible */
  WF_REASON_LESS_RESPONSIBLE,      /* at once with others that broke a norm or were intended */
  WF_REASON_NORM,                  /* an actual cause that broke a norm */
  WF_REASON_INTENDED,              /* an actual cause that was intended */
  WF_REASON_MOST_RESPONSIBLE,      /* of the joint actual causes */
  WF_REASON_NOT_MOST_RESPONSIBLE,
} WfCausalReason;

/**
 * WfCausalJudgement:
 *
 * The answer of the AC-Reason procedure for one story: yes or no for every focal event, with the reason. Immutable.
 */
typedef struct _WfCausalJudgement WfCausalJudgement;

#define WF_TYPE_CAUSAL_JUDGEMENT (wf_causal_judgement_get_type ())

WF_API GType              wf_causal_judgement_get_type    (void);
/* factors: (array length=n), copied. outcome: the event that is to be explained, in words. Cost: n for each focal event. (skip) */
WF_API WfCausalJudgement *wf_judge_causes                 (const WfCausalFactors *factors, gsize n, const char *outcome, WfOrderRule rule);
/* From a table with a row an event: columns event, focal, occur, order, sufficient, necessary, "actual cause" (or halpern_pearl), "norm
 * violated", intended (or behavior_intended), whatever their case and with _ or blanks; yes/no, true/false or 1/0. focal and occur may be
 * missing (yes), the others but event too (no). WF_ERROR_DATA: no column event, no focal event, a value that is none of these */
WF_API WfCausalJudgement *wf_judge_causes_in_table        (WfTable *table, const char *outcome, WfOrderRule rule, GError **error);
/* from JSON, as a language model is asked for it; outcome: nullable = the one in the file */
WF_API WfCausalJudgement *wf_judge_causes_in_json         (JsonNode *node, const char *outcome, WfOrderRule rule, GError **error);
WF_API WfCausalJudgement *wf_causal_judgement_ref         (WfCausalJudgement *self);
WF_API void               wf_causal_judgement_unref       (WfCausalJudgement *self);
WF_API gsize              wf_causal_judgement_get_n_events (WfCausalJudgement *self);
/* (skip) (transfer none) */
WF_API const WfCausalFactors *wf_causal_judgement_get_factors (WfCausalJudgement *self, gsize event);
WF_API const char        *wf_causal_judgement_get_outcome (WfCausalJudgement *self);
/* whether some focal event is a cause */
WF_API gboolean           wf_causal_judgement_is_yes      (WfCausalJudgement *self);
WF_API gboolean           wf_causal_judgement_is_cause    (WfCausalJudgement *self, gsize event);   /* FALSE when it isn't focal */
WF_API WfCausalReason     wf_causal_judgement_get_reason  (WfCausalJudgement *self, gsize event);   /* of a focal event */
/* (transfer full): "A is a cause of B, since A is both sufficient and necessary" */
WF_API char              *wf_causal_judgement_explain     (WfCausalJudgement *self, gsize event);
/* provenance: nullable */
WF_API WfReport          *wf_causal_judgement_report      (WfCausalJudgement *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCausalJudgement, wf_causal_judgement_unref)

G_END_DECLS
