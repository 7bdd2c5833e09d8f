/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

#define WF_MARGINAL_N_BINS 24

/**
 * WfMarginal:
 *
 * The distribution of one variable, observed or computed, with what a picture and a table need.
 * Continuous: mean, standard deviation, quantiles and WF_MARGINAL_N_BINS bin shares over [low, high]; two marginals of the same
 * variable meant for one picture share low and high. Discrete: one probability a level.
 */
typedef struct _WfMarginal WfMarginal;

#define WF_TYPE_MARGINAL (wf_marginal_get_type ())

WF_API GType         wf_marginal_get_type        (void);
WF_API WfMarginal   *wf_marginal_ref             (WfMarginal *self);
WF_API void          wf_marginal_unref           (WfMarginal *self);

/* of a column; low/high = the 0.5 % and 99.5 % quantiles widened to the data's range when that is close.
 * A column without any value has mean NaN and no bins. */
WF_API WfMarginal   *wf_marginal_new_observed    (WfTable *table, gsize column);
/* from n values on a given axis (values outside fall into the first or last bin); moments given when known in closed form, else NaN */
WF_API WfMarginal   *wf_marginal_new_values      (const char *name, const double *values, gsize n, double low, double high, double mean, double sd);
WF_API WfMarginal   *wf_marginal_new_normal      (const char *name, double mean, double sd, double low, double high);  /* sd 0 = a point */
WF_API WfMarginal   *wf_marginal_new_discrete    (const char *name, const char *const *levels, const double *probabilities, gsize n_levels);
/**
 * WfMarginalFunc: (skip)
 * @data: the caller's data
 *
 * Returns: a marginal with the axis, the quantiles and the bins
 */
typedef WfMarginal *(*WfMarginalFunc) (gpointer data);
/* (skip) moments known now, the shape made when it is first asked for */
WF_API WfMarginal   *wf_marginal_new_deferred    (const char *name, double mean, double sd, WfMarginalFunc make, gpointer data, GDestroyNotify free_data);

/* the same shape with a mean and a standard deviation that are known in closed form */
WF_API WfMarginal   *wf_marginal_with_moments    (WfMarginal *self, double mean, double sd);

/* (skip) numbers of self are seconds since 1970 and written as dates; for the one who makes it, before it is shared. Returns self */
WF_API WfMarginal   *wf_marginal_write_dates     (WfMarginal *self, gboolean is_calendar);

WF_API const char   *wf_marginal_get_name          (WfMarginal *self);
WF_API WfColumnKind  wf_marginal_get_kind          (WfMarginal *self);
WF_API double        wf_marginal_get_mean          (WfMarginal *self);   /* NaN for discrete */
WF_API double        wf_marginal_get_sd            (WfMarginal *self);   /* denominator n - 1 for observed */
WF_API double        wf_marginal_get_quantile      (WfMarginal *self, double p);  /* p one of .05 .25 .5 .75 .95 */
WF_API double        wf_marginal_get_low           (WfMarginal *self);
WF_API double        wf_marginal_get_high          (WfMarginal *self);
WF_API const double *wf_marginal_get_bins          (WfMarginal *self, gsize *n_bins);  /* shares, sum 1 */
WF_API const char   *wf_marginal_get_level         (WfMarginal *self, gsize level);
WF_API const double *wf_marginal_get_probabilities (WfMarginal *self, gsize *n_levels);
WF_API gsize         wf_marginal_get_mode          (WfMarginal *self);   /* most likely level */
/* "16.6", "2021-05-30" or "yes 62 %": the number on a card */
WF_API char         *wf_marginal_to_text           (WfMarginal *self);
/* "1.2", "36.5 days"; continuous only */
WF_API char         *wf_marginal_sd_to_text        (WfMarginal *self);
/* "▼ 17 %", "▲ 12 pp", "▲ 3 days", "≈ 0", or NULL when nothing changed (beyond 1e-9 relative) */
WF_API char         *wf_marginal_change_to_text    (WfMarginal *before, WfMarginal *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfMarginal, wf_marginal_unref)

G_END_DECLS
