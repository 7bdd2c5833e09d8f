/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* A non-negative function of some discrete variables; the last variable runs fastest. */
typedef struct
{
  guint n_variables;
  guint *variables;    /* indices into the sizes that the caller keeps */
  gsize n_entries;     /* product of the sizes; 1 without variables */
  double *values;
} WfFactor;

void      wf_factor_free        (WfFactor *self);
/* the part of a table over the variables where those with a level (>= 0) have it; levels: one a variable of the network */
WfFactor *wf_factor_new_reduced (const guint *variables, guint n_variables, const gsize *sizes, const double *values, const gint *levels);
/* product of the factors, summed over a variable unless it is -1. WF_ERROR_BUDGET beyond WF_LIMIT_TABLE_ENTRIES */
WfFactor *wf_factor_combine     (WfFactor *const *factors, gsize n_factors, const gsize *sizes, gssize summed, WfProgress *progress, GError **error);
gboolean  wf_factor_has         (const WfFactor *self, guint variable);

/* Sums every variable but the query (-1 = none) out of the product of the factors. factors: (element-type WfFactor), emptied.
 * sizes: n_variables; out: the normalised values of the query, nullable when it is -1.
 * WF_ERROR_NO_SUPPORT when the product is zero everywhere, WF_ERROR_BUDGET when an intermediate factor is too large. */
gboolean  wf_eliminate          (GPtrArray *factors, guint n_variables, const gsize *sizes, gssize query, double *out, WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFactor, wf_factor_free)

G_END_DECLS
