/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/graph/graph.h"
#include "core/table/marginal.h"

G_BEGIN_DECLS

/**
 * WfModel:
 *
 * A structural causal model: a DAG and a fitted mechanism a node. Immutable; keeps the table it was fitted on.
 */
typedef struct _WfModel WfModel;

#define WF_TYPE_MODEL (wf_model_get_type ())

/**
 * WfModelKind: (skip)
 *
 * A family of models; fit() is given a DAG and a table whose columns are the nodes.
 */
typedef struct
{
  const char    *id;        /* "linear-gaussian" */
  const char    *name;
  const char    *summary;
  const char    *citation;
  WfDataKind     accepts;
  const WfParam *params;    /* nullable */
  gboolean     (*fit)       (WfModel *model, GVariant *params, WfProgress *progress, GError **error);
} WfModelKind;

WF_API const WfModelKind *const *wf_model_kinds_get_all (void);   /* (skip) */

WF_API GType       wf_model_get_type        (void);
/* kind: an id, or NULL = by the data. A CPDAG is extended to a DAG first (get_choices() says which edges were a choice). Nodes are
 * matched to columns by name; WF_ERROR_DATA names what is missing, WF_ERROR_SINGULAR the collinear parents. Rows with a missing value
 * among a node and its parents are left out of that node's fit. Cost: O(n sum p_i^2) or O(n sum p_i). */
WF_API WfModel    *wf_model_fit             (const char *kind, WfTable *table, WfGraph *graph, GVariant *params, WfProgress *progress, GError **error);
WF_API WfModel    *wf_model_ref             (WfModel *self);
WF_API void        wf_model_unref           (WfModel *self);
WF_API const char *wf_model_get_kind        (WfModel *self);
WF_API WfGraph    *wf_model_get_graph       (WfModel *self);      /* the DAG */
WF_API WfTable    *wf_model_get_table       (WfModel *self);      /* columns in the order of the nodes */
WF_API GVariant   *wf_model_get_params      (WfModel *self);
/* edges of the DAG (indices into its get_edges()) whose direction the data left open */
WF_API const guint *wf_model_get_choices    (WfModel *self, gsize *n);
/* the distribution of a node as observed in the table */
WF_API WfMarginal *wf_model_get_observed    (WfModel *self, guint node);
/* linear-gaussian: x = intercept + sum_k coefficients[k] parent_k + N(0, sd^2); parents in the order of list_parents() */
WF_API const double *wf_model_get_coefficients (WfModel *self, guint node, gsize *n_parents);   /* NULL for other kinds */
WF_API double      wf_model_get_intercept   (WfModel *self, guint node);
WF_API double      wf_model_get_residual_sd (WfModel *self, guint node);
/* categorical: P(level | parents): n_levels fastest, then the last parent fastest; rows sum to 1 */
WF_API const double *wf_model_get_cpt       (WfModel *self, guint node, gsize *n_entries);      /* NULL for other kinds */
/* linear-gaussian: R²; categorical: McFadden's pseudo R²; NaN without parents */
WF_API double      wf_model_get_r_squared   (WfModel *self, guint node);
WF_API gsize       wf_model_get_n_rows_used (WfModel *self, guint node);
/* one line: "pka = 6.75 − 0.39 · pkc + noise (sd 1.2)" or "2 parents, 12 rows of probabilities" */
WF_API char       *wf_model_describe        (WfModel *self, guint node);
WF_API const char *const *wf_model_get_warnings (WfModel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfModel, wf_model_unref)

G_END_DECLS
