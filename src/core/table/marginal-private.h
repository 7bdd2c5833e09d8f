/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/marginal.h"

G_BEGIN_DECLS

#define WF_N_QUANTILES 5
extern const double wf_quantile_levels[WF_N_QUANTILES];

struct _WfMarginal
{
  char *name;
  WfColumnKind kind;
  gboolean is_calendar; /* seconds since 1970, written as dates */
  double mean, sd;
  double low, high;
  double quantiles[WF_N_QUANTILES];
  gsize n_bins; /* 0 without any value */
  double bins[WF_MARGINAL_N_BINS];
  char **levels; /* discrete */
  double *probabilities;
  gsize n_levels;
  WfMarginalFunc make; /* deferred: gives the shape */
  gpointer data;
  GDestroyNotify free_data;
  WfMarginal *shape; /* atomic; deferred: what make() gave, NULL before */
};

/* without any value yet */
WfMarginal *wf_marginal_new_continuous (const char *name, double low, double high);
gsize       wf_marginal_find_bin       (WfMarginal *self, double value);
/* an axis must have a length */
void        wf_marginal_widen_axis     (double *low, double *high);

G_END_DECLS
