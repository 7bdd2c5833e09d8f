/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/junction-tree-private.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* A model whose nodes are all discrete as tables, with what repeated queries share: the junction tree and the
 * distributions without evidence. Any thread may ask it. */
typedef struct
{
  WfModel *model;
  guint n_nodes;
  gsize *sizes;            /* n_nodes: levels */
  WfScope *scopes;         /* n_nodes: the parents, then the node */
  const double **tables;   /* n_nodes: P(node | parents) over its scope */
  WfJunctionTree *tree;    /* NULL = over the budget */
  double n_entries;        /* that the tree has, or would need */
  guint *cliques;          /* n_nodes: where the table of a node goes; NULL without a tree */
  GMutex lock;             /* of the marginals */
  WfMarginal **marginals;  /* n_nodes: without evidence; filled when asked for */
} WfNetwork;

/* model: wf_model_is_discrete(). Cost: that of wf_junction_tree_new(). NULL only when cancelled or without memory. */
WfNetwork  *wf_network_new          (WfModel *model, WfProgress *progress, GError **error);
void        wf_network_free         (WfNetwork *self);
/* the distribution of a node without evidence or interventions; WF_ERROR_BUDGET. (transfer none) */
WfMarginal *wf_network_get_marginal (WfNetwork *self, guint node, WfProgress *progress, GError **error);
/* all of them at once, within one budget */
gboolean    wf_network_fill_marginals (WfNetwork *self, WfProgress *progress, GError **error);
/* from one probability a level */
WfMarginal *wf_network_new_marginal (const WfNetwork *self, guint node, const double *probabilities);

/* Tables whose product is the world that is asked about, for instance a network after interventions, with levels put in. */
typedef struct
{
  WfNetwork *network;      /* nullable: its tree serves where the tables fit into it */
  guint n_nodes;
  const gsize *sizes;      /* n_nodes, borrowed */
  gint *levels;            /* n_nodes: set or observed, or -1 */
  gboolean *is_observed;   /* n_nodes: its level counts as evidence */
  guint n_tables;
  WfScope *scopes;         /* n_tables: what the nodes it describes hear, then these nodes; no variables = they are set */
  const double **tables;   /* n_tables: NULL = what it describes is set */
  gpointer *owned;         /* 2 n_tables: scopes and tables that are the world's own */
  guint *tables_of;        /* n_nodes: the table that describes a node */
} WfWorld;

void     wf_world_init     (WfWorld *self, WfNetwork *network);   /* as it is, without evidence */
/* nodes without tables yet: every node is to be described by one of them */
void     wf_world_init_empty (WfWorld *self, guint n_nodes, const gsize *sizes, guint n_tables);
void     wf_world_clear    (WfWorld *self);
void     wf_world_observe  (WfWorld *self, guint node, guint level);
void     wf_world_set      (WfWorld *self, guint node, guint level);
/* another table; both arrays are the world's from here on */
void     wf_world_replace  (WfWorld *self, guint table, guint *variables, guint n_variables, double *values);
/* out: n_nodes, each NULL or room for one probability a level: the distributions given what is observed. By the network's tree where
 * the tables fit into it, else by a tree of this world's own, or node by node by elimination without barren nodes where no tree is within
 * the budget or a large one would cost more. is_tree: (out) (optional). WF_ERROR_NO_SUPPORT, WF_ERROR_BUDGET. */
gboolean wf_world_infer    (const WfWorld *self, double *const *out, gboolean *is_tree, WfProgress *progress, GError **error);
/* the joint table of some nodes, the last one fastest, by elimination without barren nodes; order: nullable, by wf_world_order_joint() */
gboolean wf_world_infer_joint (const WfWorld *self, const WfScope *query, const WfTriangulation *order, double *out,
                               WfProgress *progress, GError **error);
/* the order and the largest table of that; NULL with an error when cancelled */
WfTriangulation *wf_world_order_joint (const WfWorld *self, const WfScope *query, WfProgress *progress, GError **error);
/* how wf_world_infer() would answer: is_tree, and entries of the tree or of the largest tables of the eliminations together; more than
 * WF_LIMIT_TABLE_ENTRIES: it wouldn't */
gboolean wf_world_estimate (const WfWorld *self, const gboolean *is_asked, gboolean *is_tree, double *n_entries,
                            WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfNetwork, wf_network_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfWorld, wf_world_clear)

G_END_DECLS
