/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/inference.h"

G_BEGIN_DECLS

/**
 * WfEffectIntervals:
 *
 * How sure an effect is, given the number of rows: the model is fitted again on bootstrap samples of them and asked the same question.
 * Immutable.
 */
typedef struct _WfEffectIntervals WfEffectIntervals;

#define WF_TYPE_EFFECT_INTERVALS (wf_effect_intervals_get_type ())

WF_API GType              wf_effect_intervals_get_type   (void);
/* "bootstrap": samples, 0 = none: what a command offers (skip) */
WF_API const WfParam     *wf_effect_intervals_list_params (void);
/* n_samples: 20 to WF_LIMIT_SAMPLES; n_threads: 0 = all. WF_ERROR_DATA: no rows, more than half of the samples can't be fitted or asked */
WF_API WfEffectIntervals *wf_effect_intervals_new        (WfEffect *effect, guint n_samples, guint64 seed, guint n_threads,
                                                          WfProgress *progress, GError **error);
WF_API WfEffectIntervals *wf_effect_intervals_ref        (WfEffectIntervals *self);
WF_API void               wf_effect_intervals_unref      (WfEffectIntervals *self);
WF_API WfEffect          *wf_effect_intervals_get_effect (WfEffectIntervals *self);
WF_API guint              wf_effect_intervals_get_n_samples (WfEffectIntervals *self);   /* asked for */
WF_API guint64            wf_effect_intervals_get_seed   (WfEffectIntervals *self);
WF_API guint              wf_effect_intervals_get_n_used (WfEffectIntervals *self);      /* of them */
/* level: -1 = the mean of a continuous node; 95 %, of after - before; FALSE = no such number */
WF_API gboolean           wf_effect_intervals_get_interval (WfEffectIntervals *self, guint node, gint level, double *low, double *high);
WF_API gboolean           wf_effect_intervals_get_standard_error (WfEffectIntervals *self, guint node, gint level, double *standard_error);
WF_API const char *const *wf_effect_intervals_get_warnings (WfEffectIntervals *self);
/* wf_effect_report() with the intervals in its table */
WF_API WfReport          *wf_effect_intervals_report     (WfEffectIntervals *self, const char *const *show, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEffectIntervals, wf_effect_intervals_unref)

G_END_DECLS
