/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/report/report.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

/**
 * WfRunComparison:
 *
 * Two runs of the same task, aligned step by step: what both did, what only one did, and where they first part. Immutable.
 */
typedef struct _WfRunComparison WfRunComparison;

typedef enum
{
  WF_RUN_PAIR_SAME,         /* the same agent says the same */
  WF_RUN_PAIR_ALIKE,        /* the same agent says something close to it */
  WF_RUN_PAIR_ONLY_FIRST,   /* a step that the second run doesn't have */
  WF_RUN_PAIR_ONLY_SECOND,
} WfRunPairKind;

#define WF_TYPE_RUN_COMPARISON (wf_run_comparison_get_type ())

WF_API GType            wf_run_comparison_get_type       (void);
/* The verb. Errors: TOO_LARGE above WF_LIMIT_COMPARED_STEPS in a run; G_IO_ERROR_CANCELLED. Cost: O(steps x steps + pairs of steps that share a word). */
WF_API WfRunComparison *wf_compare_runs                  (WfTrace *first, WfTrace *second, WfProgress *progress, GError **error);
WF_API WfRunComparison *wf_run_comparison_ref            (WfRunComparison *self);
WF_API void             wf_run_comparison_unref          (WfRunComparison *self);
WF_API WfTrace         *wf_run_comparison_get_first      (WfRunComparison *self);   /* (transfer none) */
WF_API WfTrace         *wf_run_comparison_get_second     (WfRunComparison *self);   /* (transfer none) */
/* the steps of both runs in one order; a step that only one has stands alone */
WF_API gsize            wf_run_comparison_get_n_pairs    (WfRunComparison *self);
WF_API WfRunPairKind    wf_run_comparison_get_pair       (WfRunComparison *self, gsize pair, gssize *first, gssize *second, double *similarity);
WF_API gsize            wf_run_comparison_count          (WfRunComparison *self, WfRunPairKind kind);
/* the first pair that isn't the same and in which an agent acts rather than the task or a tool; -1 = none */
WF_API gssize           wf_run_comparison_get_divergence (WfRunComparison *self);
/* the first pair that only one run has and in which an agent acts: they do different things, not the same in other words; -1 = none */
WF_API gssize           wf_run_comparison_get_split      (WfRunComparison *self);
/* the same on logs whose texts are replaced by lengths and hashes; for reports that leave the house. (transfer full) */
WF_API WfRunComparison *wf_run_comparison_redact         (WfRunComparison *self);
/* where they part, and how they ended: a few sentences. (transfer full) */
WF_API char            *wf_run_comparison_describe       (WfRunComparison *self);
/* "The first run failed, the second succeeded."; NULL when a log doesn't say. (transfer full) */
WF_API char            *wf_run_comparison_describe_outcomes (WfRunComparison *self);
/* two lanes of a timeline; names: what the two runs are called */
WF_API WfFigure        *wf_run_comparison_figure         (WfRunComparison *self, const char *first_name, const char *second_name);
/* names as above; provenance: nullable */
WF_API WfReport        *wf_run_comparison_report         (WfRunComparison *self, const char *first_name, const char *second_name, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfRunComparison, wf_run_comparison_unref)

G_END_DECLS
