/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/elimination.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* A node in one of several worlds that share the noise of every node: set to a value, or as its mechanism gives it from certain versions of
 * its parents. */
typedef struct
{
  guint node;
  gboolean is_fixed;
  double value;            /* when it is fixed; of a discrete node the level */
  guint *parents;          /* else: versions, in the order of the node's parents; all of lower index */
  gsize n_parents;
} WfVersion;

/* Nested counterfactuals such as Y(b, M(a)): versions that are the same are one (Shpitser 2013, Cognitive Science 37). */
typedef struct
{
  WfModel *model;
  guint n_nodes;
  guint *order;            /* n_nodes, causes first */
  guint **parents;         /* n_nodes lists, as wf_graph_list_parents() */
  gsize *n_parents;
  GArray *versions;        /* of WfVersion */
  GHashTable *index;       /* what a version is made of -> its place + 1 */
} WfNested;

void     wf_nested_init     (WfNested *self, WfModel *model);
void     wf_nested_clear    (WfNested *self);
guint    wf_nested_fix      (WfNested *self, guint node, double value);
guint    wf_nested_add      (WfNested *self, guint node, const guint *parents);
/* the version of every node in a world; given: n_nodes: a version that it takes from elsewhere, or -1; out: n_nodes */
void     wf_nested_add_world (WfNested *self, const gssize *given, guint *out);
/* the version of the outcome when only these paths carry the active version of the exposure, with all else as in a world; paths: nodes from
 * the exposure to the outcome, each ended by G_MAXUINT */
guint    wf_nested_add_paths (WfNested *self, const guint *const *paths, gsize n_paths, guint active, const guint *world);
/* by version: whether some of these hang on it */
gboolean *wf_nested_mark_entering (const WfNested *self, const guint *versions, gsize n);
/* Nodes that enter in more than one version: recanting witnesses (Avin, Shpitser & Pearl 2005, IJCAI). n_nodes booleans */
gboolean *wf_nested_list_recanting (const WfNested *self, guint version);

/* The mean of some versions of one node, or the probability of its level. */
typedef struct
{
  const guint *versions;
  gsize n;
  guint level;
} WfNestedQuery;

/* what enters is linear-Gaussian, or a number without parents: exact. out: n */
gboolean wf_nested_is_linear      (const WfNested *self, const WfNestedQuery *query);
void     wf_nested_infer_linear   (const WfNested *self, const WfNestedQuery *query, double *out);
/* what enters has a table: exact by elimination, versions of one node coupled by the order of its levels. WF_ERROR_BUDGET */
gboolean wf_nested_is_discrete    (const WfNested *self, const WfNestedQuery *query);
gboolean wf_nested_infer_discrete (const WfNested *self, const WfNestedQuery *query, double *out, WfProgress *progress, GError **error);
/* any: draws with common noise. contrasts: pairs of places of the query; out, errors: mean difference of a pair with its standard error */
gboolean wf_nested_sample         (const WfNested *self, const WfNestedQuery *query, const guint (*contrasts)[2], gsize n_contrasts, gsize n_draws,
                                   guint64 seed, double *out, double *errors, WfProgress *progress, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfNested, wf_nested_clear)

G_END_DECLS
