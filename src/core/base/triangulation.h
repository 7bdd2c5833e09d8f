/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/walk.h"

G_BEGIN_DECLS

/* Tables so large that nobody counts on: the order is left there. */
#define WF_TRIANGULATION_MAX_ENTRIES 1e15

/* An order of elimination of the variables of some tables, and the clique that each variable makes with those that
 * are still there. */
typedef struct
{
  guint n_variables;
  guint n_eliminated;
  guint *order;        /* n_eliminated */
  guint *places;       /* n_variables: in the order; G_MAXUINT = not eliminated */
  GArray *members;     /* guint: of all cliques, one after the other; each begins with its own variable */
  gsize *starts;       /* n_eliminated + 1: into the members */
  double largest;      /* entries of the largest clique's table, and of the table of those that are kept */
  gboolean is_huge;    /* left unfinished: larger than WF_TRIANGULATION_MAX_ENTRIES */
} WfTriangulation;

/* kept: (nullable): n_variables, those that are not to be eliminated. NULL when cancelled or without memory. */
WfTriangulation *wf_triangulation_new  (const WfScope *scopes, gsize n_scopes, const gsize *sizes, guint n_variables,
                                        const gboolean *kept, WfProgress *progress, GError **error);
void             wf_triangulation_free (WfTriangulation *self);
/* WF_ERROR_BUDGET that names the entries an exact answer needs */
void             wf_set_budget_error   (double n_entries, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTriangulation, wf_triangulation_free)

G_END_DECLS
