/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/triangulation.h"

G_BEGIN_DECLS

/* A non-negative function of some discrete variables; the last variable runs fastest. */
typedef struct
{
  WfScope scope;       /* its variables are the factor's own */
  gsize n_entries;     /* product of the sizes; 1 without variables */
  double *values;
} WfFactor;

void      wf_factor_free        (WfFactor *self);
/* without values set; WF_ERROR_BUDGET beyond WF_LIMIT_TABLE_ENTRIES */
WfFactor *wf_factor_new         (const WfScope *scope, const gsize *sizes, GError **error);
/* the part of a table over the variables where those with a level (>= 0) have it; sizes, levels: by variable. NULL when cancelled. */
WfFactor *wf_factor_new_reduced (const WfScope *scope, const gsize *sizes, const double *values, const gint *levels,
                                 WfProgress *progress, GError **error);
/* product of the factors, summed over a variable unless it is -1. WF_ERROR_BUDGET beyond WF_LIMIT_TABLE_ENTRIES */
WfFactor *wf_factor_combine     (WfFactor *const *factors, gsize n_factors, const gsize *sizes, gssize summed, WfProgress *progress, GError **error);
gboolean  wf_factor_has         (const WfFactor *self, guint variable);

/* The order that sums every variable but those of the query out of the product of the factors (element-type WfFactor), and the largest
 * table on the way. sizes: n_variables; query: nullable = none. NULL only when cancelled or without memory. */
WfTriangulation *wf_eliminate_order (GPtrArray *factors, guint n_variables, const gsize *sizes, const WfScope *query,
                                     WfProgress *progress, GError **error);
/* Does so. factors: emptied; order: of the same factors and query; out: nullable without a query: its normalised table, in its order.
 * WF_ERROR_NO_SUPPORT when the product is zero everywhere; WF_ERROR_BUDGET, before any work, when a table would be too large. */
gboolean  wf_eliminate_in_order (GPtrArray *factors, const WfTriangulation *order, const gsize *sizes, const WfScope *query, double *out,
                                 WfProgress *progress, GError **error);
/* both */
gboolean  wf_eliminate          (GPtrArray *factors, guint n_variables, const gsize *sizes, const WfScope *query, double *out,
                                 WfProgress *progress, GError **error);
/* WF_ERROR_NO_SUPPORT: what is given can't be */
void      wf_set_support_error  (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFactor, wf_factor_free)

G_END_DECLS
