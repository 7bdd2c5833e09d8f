/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/evaluation.h"
#include "core/attribute/validation-private.h"

G_BEGIN_DECLS

/* What is right how often without looking at a log. */
typedef struct
{
  char *id;
  char *name; /* translated */
  double share;
  gboolean is_agent;
} WfFloor;

/* The figures of one subset. */
typedef struct
{
  gsize n_logs;
  double measures[WF_N_MEASURES];
  WfBin bins[WF_N_CALIBRATIONS][WF_N_BINS];
  GArray *floors; /* of WfFloor */
} WfTally;

typedef struct
{
  char *model;
  const char *framework;
  guint times;
} WfChoice;

/* One label, with what a table says of its log. */
typedef struct
{
  char *name;
  gsize subset;
  gsize step;
} WfEvaluated;

struct _WfEvaluation
{
  WfEvaluationKind kind;
  gboolean is_permuted;
  char *profile;
  GPtrArray *notes;   /* of char *, NULL at the end */
  GPtrArray *subsets; /* of char * */
  GArray *choices;    /* of WfChoice */
  gsize n;
  WfEvaluated *logs;
  gsize n_repeats;
  WfScore *scores;    /* n_repeats x n */
  gsize *folds;       /* likewise */
  WfTally *tallies;   /* of each subset, then of all */
};

/* takes scores and folds over */
WfEvaluation *wf_evaluation_new      (WfEvaluationKind kind, const WfExamples *examples, gboolean is_permuted, gsize n_repeats,
                                      WfScore *scores, gsize *folds);
void          wf_evaluation_add_note (WfEvaluation *self, const char *note);
/* evaluate.c: which profiles were used, by example, and a note for each that was trained on the very logs it
 * was used for */
void wf_evaluation_describe_profiles (WfEvaluation *self, const WfExamples *examples, WfProfile **used);
/* the same for a cross-validation; validated loses its scores and folds */
WfEvaluation *wf_evaluation_new_validated (const WfValidation *validation, const WfExamples *examples, gboolean is_permuted,
                                           WfValidated *validated);
/* tally.c: logs and measures; subset -1 = all */
void          wf_tally_fill          (WfTally *tally, const WfEvaluation *self, gssize subset);
/* floors.c: of the examples of a subset, -1 = all; array of WfFloor */
GArray       *wf_floors_find         (const WfExamples *examples, gssize subset);
/* of those on steps, the one that is right most often; ties to the first */
gsize         wf_floors_get_best     (const GArray *floors);
/* the best constant step and how often it is right; how often the first worker step is */
double        wf_floors_get_constant (const WfExamples *examples, gssize subset, gsize *step);
double        wf_floors_get_first_worker (const WfExamples *examples, gssize subset);
/* calibration-report.c: charts and table of the bins */
void wf_evaluation_add_calibration (WfEvaluation *self, WfReportBuilder *builder);

G_END_DECLS
