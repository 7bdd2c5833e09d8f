/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"
#include "core/model/mechanism.h"
#include "core/table/marginal.h"

G_BEGIN_DECLS

/**
 * WfModel:
 *
 * A structural causal model: a DAG and a fitted mechanism a node. Immutable; keeps the table it was fitted on.
 */
typedef struct _WfModel WfModel;

#define WF_TYPE_MODEL (wf_model_get_type ())

typedef struct _WfModelBuilder WfModelBuilder;

#define WF_TYPE_MODEL_BUILDER (wf_model_builder_get_type ())

WF_API GType       wf_model_get_type        (void);
/* kind: of every node that can have it (the others, where they have no parents, keep their own values), or NULL = by the data. A CPDAG
 * is extended to a DAG first (get_choices() says which edges were a choice). Nodes are matched to columns by name; WF_ERROR_DATA names
 * what is missing, WF_ERROR_SINGULAR the collinear parents. Rows with a missing value among a node and its parents are left out of that
 * node's fit. */
WF_API WfModel    *wf_model_fit             (const char *kind, WfTable *table, WfGraph *graph, GVariant *params, WfProgress *progress, GError **error);
/* what params may hold; ended by an entry without id, g_free(). kind: nullable (skip) */
WF_API WfParam    *wf_model_list_params     (const char *kind);
WF_API const WfParam *wf_model_get_shared_params (void);           /* those that belong to no single kind (skip) */
WF_API WfModel    *wf_model_ref             (WfModel *self);
WF_API void        wf_model_unref           (WfModel *self);
/* that of all nodes; when only those without parents are of another, that of the rest; else "mixed" */
WF_API const char *wf_model_get_kind        (WfModel *self);
WF_API gboolean    wf_model_is_linear       (WfModel *self);      /* every node linear-Gaussian: a closed form */
WF_API gboolean    wf_model_is_discrete     (WfModel *self);      /* every node has a table: get_cpt() */
WF_API const WfMechanism *wf_model_get_mechanism (WfModel *self, guint node);   /* (skip) */
WF_API WfGraph    *wf_model_get_graph       (WfModel *self);      /* the DAG */
WF_API WfTable    *wf_model_get_table       (WfModel *self);      /* columns in the order of the nodes */
/* the same, each row once as it was given: with a weight, where the table has it as often as it counts */
WF_API WfTable    *wf_model_get_rows        (WfModel *self);
WF_API GVariant   *wf_model_get_params      (WfModel *self);
/* edges of the DAG (indices into its get_edges()) whose direction the data left open */
WF_API const guint *wf_model_get_choices    (WfModel *self, gsize *n);
/* the distribution of a node as observed in the table */
WF_API WfMarginal *wf_model_get_observed    (WfModel *self, guint node);
WF_API gboolean    wf_model_is_calendar     (WfModel *self, guint node);   /* its numbers are seconds since 1970, written as dates */
/* linear-gaussian: x = intercept + sum_k coefficients[k] parent_k + N(0, sd^2); parents in the order of list_parents() */
WF_API const double *wf_model_get_coefficients (WfModel *self, guint node, gsize *n_parents);   /* NULL for other kinds */
WF_API double      wf_model_get_intercept   (WfModel *self, guint node);
WF_API double      wf_model_get_residual_sd (WfModel *self, guint node);
/* categorical: P(level | parents): n_levels fastest, then the last parent fastest; rows sum to 1 */
WF_API const double *wf_model_get_cpt       (WfModel *self, guint node, gsize *n_entries);      /* NULL for other kinds */
/* linear-gaussian: R²; categorical: McFadden's pseudo R²; NaN without parents */
WF_API double      wf_model_get_r_squared   (WfModel *self, guint node);
WF_API gsize       wf_model_get_n_rows_used (WfModel *self, guint node);
/* How well it fits; the first of these calls measures all nodes, which a worker should do. Mean log-likelihood of rows that the mechanism
 * was fitted without, and the same without the parents; NaN with fewer than 30 rows */
WF_API double      wf_model_get_held_out    (WfModel *self, guint node, double *alone);
WF_API double      wf_model_get_residual_p_value (WfModel *self, guint node);   /* of noise that is independent of the parents; NaN */
WF_API gboolean    wf_model_is_weak         (WfModel *self, guint node, const char **reason);
/* its kind and numbers as members of the object that is being built; those of a table are get_cpt()'s (skip) */
WF_API void        wf_model_write_mechanism (WfModel *self, guint node, JsonBuilder *builder);
/* in words of its kind: "pka = 6.75 − 0.39 · pkc + noise (sd 1.2)" or "2 parents, 12 rows of probabilities" */
WF_API char       *wf_model_describe        (WfModel *self, guint node);
WF_API const char *const *wf_model_get_warnings (WfModel *self);

/* the same with another table at one node, changed by hand; WF_ERROR_UNSUPPORTED: a node without a table */
WF_API WfModel    *wf_model_with_table      (WfModel *self, guint node, const double *cpt, gsize n, GError **error);

/* A model from given numbers, without data: its table has no rows. */
WF_API GType           wf_model_builder_get_type   (void);
WF_API WfModelBuilder *wf_model_builder_new        (WfGraph *dag);
WF_API WfModelBuilder *wf_model_builder_ref        (WfModelBuilder *self);
WF_API void            wf_model_builder_unref      (WfModelBuilder *self);
/* cpt: as wf_model_get_cpt(), n entries */
WF_API void            wf_model_builder_set_table  (WfModelBuilder *self, guint node, const char *const *levels, const double *cpt, gsize n);
/* coefficients: n, one a parent */
WF_API void            wf_model_builder_set_linear (WfModelBuilder *self, guint node, double intercept, const double *coefficients, gsize n, double sd);
/* of any kind, with numbers as wf_model_write_mechanism() gives them; levels: of a discrete node, else NULL (skip) */
WF_API void            wf_model_builder_set_mechanism (WfModelBuilder *self, guint node, const char *kind, const char *const *levels, JsonObject *numbers);
/* something people should know of it: wf_model_get_warnings() */
WF_API void            wf_model_builder_add_warning (WfModelBuilder *self, const char *warning);
WF_API WfModel        *wf_model_builder_end        (WfModelBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfModel, wf_model_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfModelBuilder, wf_model_builder_unref)

G_END_DECLS
