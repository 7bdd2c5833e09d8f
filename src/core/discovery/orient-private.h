/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/pc-private.h"

G_BEGIN_DECLS

/* A graph while it gets its directions. */
typedef struct
{
  const WfPcInput *input;
  const WfAdjacency *graph;
  guint64 *arrows;      /* n x n_words: row -> column */
  guint64 *is_blocked;  /* n x n_words, symmetric: left undirected, for contradictions */
  GHashTable *unclear;  /* of WfTriple: a - b - c that may be a collider or not */
  GArray *oriented;     /* of WfOrientedEdge */
  GArray *contradicted; /* of WfOrientedEdge: left undirected */
  guint *stack;         /* n */
  guint8 *is_seen;      /* n */
} WfOrient;

static inline gboolean
wf_orient_is_arrow (const WfOrient *self, guint from, guint to)
{
  return wf_bits_get (self->arrows, self->graph->n_words, from, to);
}

static inline gboolean
wf_orient_is_undirected (const WfOrient *self, guint a, guint b)
{
  return wf_adjacency_has (self->graph, a, b) && !wf_orient_is_arrow (self, a, b) && !wf_orient_is_arrow (self, b, a);
}

static inline gboolean
wf_orient_is_unclear (const WfOrient *self, guint a, guint b, guint c)
{
  WfTriple triple = { .a = MIN (a, c), .b = b, .c = MAX (a, c) };

  return g_hash_table_size (self->unclear) > 0 && g_hash_table_contains (self->unclear, &triple);
}

/* "meek 1" .. "meek 4" when u -> v follows from what is directed already, else NULL */
const char *wf_orient_find_rule (const WfOrient *self, guint u, guint v);

G_END_DECLS
