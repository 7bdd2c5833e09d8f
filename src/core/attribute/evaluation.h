/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/profile.h"
#include "core/report/report.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/**
 * WfEvaluation:
 *
 * How well the ranking of steps agrees with labelled logs, by the folder they lie in, beside the floors that need no method.
 * Immutable. Steps compare as integers, agents whatever the case of their letters.
 */
typedef struct _WfEvaluation WfEvaluation;

#define WF_TYPE_EVALUATION (wf_evaluation_get_type ())

typedef enum
{
  WF_EVALUATION_PROFILE,    /* profiles as they are */
  WF_EVALUATION_TRAINING,   /* one kind of model, questions left out of its training */
  WF_EVALUATION_FRAMEWORKS, /* and with them every log of the tested log's framework */
  WF_EVALUATION_NESTED,     /* an inner cross-validation chooses the model */
} WfEvaluationKind;

/**
 * WfMeasure:
 * @WF_MEASURE_STEP: share of logs whose first suspect is the annotated step
 * @WF_MEASURE_STEP_LOW: lower end of its 95 % interval (Wilson 1927, over logs)
 * @WF_MEASURE_STEP_HIGH: upper end
 * @WF_MEASURE_STEP_SPREAD: its standard deviation between repeats
 * @WF_MEASURE_AGENT: share whose first suspect is a step of the annotated agent
 * @WF_MEASURE_AGENT_LOW: lower end of its 95 % interval
 * @WF_MEASURE_AGENT_HIGH: upper end
 * @WF_MEASURE_AGENT_BY_SUM: share where the agent with the most blame is the annotated one
 * @WF_MEASURE_TOP3: share where the annotated step is among the first three
 * @WF_MEASURE_WITHIN_ONE: share whose first suspect is at most one step away
 * @WF_MEASURE_RANK: mean place of the annotated step, from 1
 * @WF_MEASURE_LOG_LOSS: mean -log probability of the annotated step
 * @WF_MEASURE_BRIER: mean squared error of the probability of a step
 * @WF_MEASURE_BRIER_BASE: the same for one probability given to every step
 * @WF_MEASURE_CALIBRATION: expected calibration error of the probability of a step, 7 bins
 * @WF_MEASURE_TOP_CALIBRATION: the same for the first suspect alone
 */
typedef enum
{
  WF_MEASURE_STEP,
  WF_MEASURE_STEP_LOW,
  WF_MEASURE_STEP_HIGH,
  WF_MEASURE_STEP_SPREAD,
  WF_MEASURE_AGENT,
  WF_MEASURE_AGENT_LOW,
  WF_MEASURE_AGENT_HIGH,
  WF_MEASURE_AGENT_BY_SUM,
  WF_MEASURE_TOP3,
  WF_MEASURE_WITHIN_ONE,
  WF_MEASURE_RANK,
  WF_MEASURE_LOG_LOSS,
  WF_MEASURE_BRIER,
  WF_MEASURE_BRIER_BASE,
  WF_MEASURE_CALIBRATION,
  WF_MEASURE_TOP_CALIBRATION,
  WF_N_MEASURES,
} WfMeasure;

/**
 * WfCalibration:
 * @WF_CALIBRATION_STEPS: the probability of every step
 * @WF_CALIBRATION_FIRST: that of the first suspect of each log alone
 *
 * Which probabilities are compared with how often they are right.
 */
typedef enum
{
  WF_CALIBRATION_STEPS,
  WF_CALIBRATION_FIRST,
  WF_N_CALIBRATIONS,
} WfCalibration;

WF_API GType            wf_evaluation_get_type        (void);

/* -- the verbs; permute: each label is moved to a step of its log drawn by lot, which leaves chance -- */
/* profile: nullable = by the shape of each log. WF_ERROR_DATA: no labelled log */
WF_API WfEvaluation    *wf_evaluate_profile           (WfCorpus *corpus, WfProfile *profile, gboolean permute, guint64 seed, guint n_threads,
                                                       WfProgress *progress, GError **error);
/* 10 folds by question, n_repeats times; WF_ERROR_DATA: fewer than 3 questions */
WF_API WfEvaluation    *wf_evaluate_nested            (WfCorpus *corpus, guint n_repeats, gboolean permute, guint64 seed, guint n_threads,
                                                       WfProgress *progress, GError **error);

WF_API WfEvaluation    *wf_evaluation_ref             (WfEvaluation *self);
WF_API void             wf_evaluation_unref           (WfEvaluation *self);
WF_API WfEvaluationKind wf_evaluation_get_kind        (WfEvaluation *self);
WF_API gboolean         wf_evaluation_is_permuted     (WfEvaluation *self);
WF_API guint            wf_evaluation_get_n_repeats   (WfEvaluation *self);
WF_API const char      *wf_evaluation_get_profile     (WfEvaluation *self);   /* names of the profiles used; "" when models were fitted */
WF_API const char *const *wf_evaluation_get_notes     (WfEvaluation *self);   /* what to know about the figures, translated */

/* -- figures; subset: index, or -1 for all logs -- */
WF_API gsize            wf_evaluation_get_n_subsets   (WfEvaluation *self);
WF_API const char      *wf_evaluation_get_subset      (WfEvaluation *self, gsize subset);
WF_API gsize            wf_evaluation_get_n_logs      (WfEvaluation *self, gssize subset);
WF_API double           wf_evaluation_get             (WfEvaluation *self, gssize subset, WfMeasure measure);
/* what no method reaches: the best three constant steps (the last of a shorter run), a step drawn by lot, the first worker step; then agents */
WF_API gsize            wf_evaluation_get_n_floors    (WfEvaluation *self, gssize subset);
/* id: "step 12", "random step", for files; name: the same, translated */
WF_API double           wf_evaluation_get_floor       (WfEvaluation *self, gssize subset, gsize floor, const char **id, const char **name, gboolean *is_agent);

/* -- calibration: steps that were given about the same probability, from low on and below high; subset: index, or -1 for all logs -- */
WF_API gsize            wf_evaluation_get_n_bins      (WfEvaluation *self, WfCalibration what);
/* their number, over all repeats; predicted: mean of their probabilities; observed: share that was the annotated step; NaN without any */
WF_API gsize            wf_evaluation_get_bin         (WfEvaluation *self, gssize subset, WfCalibration what, gsize bin, double *low, double *high,
                                                       double *predicted, double *observed);
/* predicted and observed, a row a bin that holds a step */
WF_API WfFigure        *wf_evaluation_figure          (WfEvaluation *self, gssize subset, WfCalibration what);

/* -- nested: which models the inner cross-validation chose -- */
WF_API gsize            wf_evaluation_get_n_choices   (WfEvaluation *self);
/* framework: "group-chat"; times: of wf_evaluation_get_n_repeats() times the folds */
WF_API const char      *wf_evaluation_get_choice      (WfEvaluation *self, gsize choice, const char **framework, guint *times);

/* -- log by log -- */
WF_API const char      *wf_evaluation_get_log_name    (WfEvaluation *self, gsize log);
WF_API gsize            wf_evaluation_get_log_subset  (WfEvaluation *self, gsize log);
WF_API gsize            wf_evaluation_get_log_step    (WfEvaluation *self, gsize log);               /* annotated, or drawn by lot */
WF_API gsize            wf_evaluation_get_log_fold    (WfEvaluation *self, gsize log, guint repeat); /* in which it was tested; 0 without folds */
WF_API gsize            wf_evaluation_get_log_rank    (WfEvaluation *self, gsize log, guint repeat); /* of the annotated step, from 1 */
WF_API double           wf_evaluation_get_log_loss    (WfEvaluation *self, gsize log, guint repeat);

/* the blocks for a report on the logs: accuracy, floors, calibration, notes */
WF_API void             wf_evaluation_add_to_report   (WfEvaluation *self, WfReportBuilder *builder);
WF_API WfReport        *wf_evaluation_report          (WfEvaluation *self, WfProvenance *provenance);   /* provenance: nullable */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEvaluation, wf_evaluation_unref)

G_END_DECLS
