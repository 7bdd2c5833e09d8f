/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/score/score.h"

G_BEGIN_DECLS

/* The state of the scores that are the log-likelihood of a linear model with normal noise less a price for each parent:
 * - n/2 log (1 - R²) - k price(n, p). The members of their descriptors follow. */
typedef struct _WfGaussianBic WfGaussianBic;

typedef double (*WfGaussianPrice) (GVariant *params, gsize n, gsize p);

WfGaussianBic *wf_gaussian_bic_new (WfTable        *table,
                                    GVariant       *params,
                                    WfGaussianPrice price,
                                    guint           n_threads,
                                    WfProgress     *progress,
                                    GError        **error);
/* without a table */
WfGaussianBic *wf_gaussian_bic_new_covariance (WfCovariance *covariance, GVariant *params, WfGaussianPrice price, GError **error);
void   wf_gaussian_bic_release         (gpointer state);
double wf_gaussian_bic_local           (gpointer state, guint node, const guint *parents, gsize n_parents);
void   wf_gaussian_bic_local_with      (gpointer state, guint node, const guint *parents, gsize n_parents, const guint *candidates, gsize n_candidates, double *scores);
void   wf_gaussian_bic_local_without   (gpointer state, guint node, const guint *parents, gsize n_parents, double *scores);
gsize  wf_gaussian_bic_get_max_parents (gpointer state);
const char *const *wf_gaussian_bic_get_warnings (gpointer state);

G_END_DECLS
