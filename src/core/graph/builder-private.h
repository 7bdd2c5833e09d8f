/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

struct _WfGraphBuilder
{
  gsize n;
  char **names;
  guint8 *marks;             /* as in WfGraph; NULL when too large, and once the graph has taken it */
  GHashTable *probabilities; /* smaller index << 32 | larger index -> double */
  double *xy;                /* nullable */
  guint8 *is_latent;         /* n; nullable: none is */
  guint8 *roles;             /* n, of WfNodeRoles; nullable: none has one */
  GHashTable *coefficients;  /* as probabilities; nullable */
};

/* the value of the pair in such a table, NaN without one */
double wf_graph_builder_find_value (GHashTable *values, guint a, guint b);
/* NaN forgets it */
void   wf_graph_builder_set_value  (GHashTable *values, guint a, guint b, double value);

G_END_DECLS
