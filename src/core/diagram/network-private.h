/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

/* A DAG in which every bidirected edge is a hidden node that feeds both ends. */
typedef struct
{
  guint n;
  char **names;         /* NULL-terminated */
  gboolean *is_hidden;  /* n */
  GArray **parents;     /* n: guint */
  GArray **children;
} WfHiddenNetwork;

/* WF_ERROR_DATA: an edge without direction, a cycle */
WfHiddenNetwork *wf_hidden_network_new  (WfGraph *graph, GError **error);
void             wf_hidden_network_free (WfHiddenNetwork *self);
/* members of the set and their ancestors, or descendants; n */
gboolean        *wf_hidden_network_close (const WfHiddenNetwork *self, const gboolean *set, gboolean is_upwards);
/* The nodes of a shortest path from one node to another that the set leaves open when edges out of the cut nodes aren't there (Koller &
 * Friedman 2009, algorithm 3.1, with the way back); NULL: d-separated. directed: along arrows only, past the given ones. */
GArray          *wf_hidden_network_find_path (const WfHiddenNetwork *self, guint from, guint to, const gboolean *given, const gboolean *cut,
                                              gboolean is_directed);
/* "S <- H -> C" */
char            *wf_hidden_network_describe (const WfHiddenNetwork *self, const GArray *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfHiddenNetwork, wf_hidden_network_free)

G_END_DECLS
