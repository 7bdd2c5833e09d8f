/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

struct _WfGraph
{
  WfGraphKind kind;
  gsize n;
  char **names;
  GHashTable *index;   /* name (borrowed) -> node + 1 */
  GBytes *bytes;       /* owns marks; shared with copies that differ in their positions only */
  const guint8 *marks; /* n x n: marks[from * n + at] = the mark at `at` on the edge from–at */
  WfEdge *edges;       /* n_edges, sorted by (a, b) */
  gsize n_edges;
  gsize *starts; /* n + 1: adjacent nodes of v = neighbours[starts[v] .. starts[v + 1]), increasing */
  guint *neighbours;
  double *xy; /* n x 2, NaN = none; nullable */
  guint8 *is_latent; /* n; nullable: none is */
  guint8 *roles;     /* n, of WfNodeRoles; nullable: none has one */
  double *coefficients; /* n_edges, NaN = none; nullable */
};

static inline WfMark
wf_graph_mark (const WfGraph *self, guint from, guint at)
{
  return (WfMark) self->marks[from * self->n + at];
}

static inline gboolean
wf_graph_has_arrow (const WfGraph *self, guint from, guint to)
{
  return wf_graph_mark (self, from, to) == WF_MARK_ARROW && wf_graph_mark (self, to, from) == WF_MARK_TAIL;
}

/* nodes of one directed cycle in order, lowest index first, or NULL; *n its length */
guint *wf_graph_find_cycle (WfGraph *self, gsize *n);
/* "a → b → a", at most eight names */
char *wf_graph_cycle_to_text (WfGraph *self, const guint *cycle, gsize n);
/* "a ↔ b" */
char *wf_graph_edge_to_text (WfGraph *self, const WfEdge *edge);
/* checks that the marks fit the kind, or picks the kind when it is UNKNOWN */
gboolean wf_graph_check_kind (WfGraph *self, GError **error);

G_END_DECLS
