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
};

G_END_DECLS
