/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/triangulation.h"

G_BEGIN_DECLS

/* The maximal cliques of a triangulated interaction graph as a tree: compiled once from the scopes of the tables,
 * asked any number of times with other tables and levels. Immutable but for a spare workspace: any thread may ask. */
typedef struct _WfJunctionTree WfJunctionTree;

/* A table of a query, and the clique it goes into. */
typedef struct
{
  WfScope scope;
  const double *values;   /* the last variable fastest; none negative */
  guint clique;           /* by wf_junction_tree_find_clique() */
} WfPotential;

/* n_entries: (out) (optional): entries of all cliques' tables, set even on WF_ERROR_BUDGET (more than WF_LIMIT_TABLE_ENTRIES in all).
 * Cost: O(n_variables (n_variables + joined pairs / 64)). */
WfJunctionTree *wf_junction_tree_new           (const WfScope *scopes, gsize n_scopes, const gsize *sizes, guint n_variables,
                                                double *n_entries, WfProgress *progress, GError **error);
void            wf_junction_tree_free          (WfJunctionTree *self);
double          wf_junction_tree_count_entries (const WfJunctionTree *self);
guint           wf_junction_tree_get_n_cliques (const WfJunctionTree *self);
/* the smallest clique that has all these variables but those with a level (levels: nullable), or -1 */
gssize          wf_junction_tree_find_clique   (const WfJunctionTree *self, const WfScope *scope, const gint *levels);

/* Two passes over the tree: the normalised distribution of every variable under the product of the potentials.
 * levels: n_variables, put in where >= 0: the tables shrink by these variables.
 * marginals: n_variables pointers to as many doubles as the variable has levels; a NULL is left out.
 * log_total: (out) (optional): the logarithm of the sum of the product, for instance log P(e).
 * WF_ERROR_NO_SUPPORT when the product is zero everywhere. Cost: O(entries x neighbours of the cliques). */
gboolean        wf_junction_tree_propagate     (WfJunctionTree *self, const WfPotential *potentials, gsize n_potentials, const gint *levels,
                                                double *const *marginals, double *log_total, WfProgress *progress, GError **error);

/* inside the tree: a clique, its parent nearer to the root and what they share */
typedef struct
{
  WfScope scope;          /* the separator comes last, in the order of the parent's variables */
  WfScope separator;      /* part of the scope; empty at a root */
  gssize parent;          /* -1 = a root; always before its children */
} WfClique;

struct _WfJunctionTree
{
  guint n_variables;
  gsize *sizes;           /* n_variables */
  guint n_cliques;
  WfClique *cliques;      /* n_cliques */
  guint **owners;         /* n_variables: the cliques that have the variable, ascending */
  guint *n_owners;        /* n_variables */
  guint *homes;           /* n_variables: 2 x clique, or 2 x clique + 1 for its separator: the smallest table that has it */
  double n_entries;
  gpointer spare;         /* atomic: a workspace to take, or NULL */
};

void wf_junction_workspace_free (gpointer workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfJunctionTree, wf_junction_tree_free)

G_END_DECLS
