/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/constraints-private.h"
#include "core/score/score.h"

G_BEGIN_DECLS

/* The parents of each variable that growing and then shrinking finds among those before it in an order (Andrews et al. 2023): what it
 * added so far says what it may add next, so this is worked out once and kept for all orders, in a graph of sets for each variable. */
typedef struct _WfGrowShrink WfGrowShrink;

/* max_parents: -1 = no limit. Borrows the rest. max_bytes: about how much to remember; beyond it a variable starts over. */
WfGrowShrink *wf_grow_shrink_new  (WfScore *score, const WfConstraints *constraints, gint64 max_parents, gsize max_bytes,
                                   WfProgress *progress);
void          wf_grow_shrink_free (WfGrowShrink *self);

/* The score of the parents found among the variables u with rank[u] < limit; those that knowledge requires must be there. seen: nullable,
 * a row of bits for the variables: the answer stays the same whichever of the others enter or leave. 0 once cancelled. */
double wf_grow_shrink_get_score   (WfGrowShrink *self, guint node, const gint *rank, gint limit, guint64 *seen);
/* And the parents, in increasing order; valid until the next call. */
const guint *wf_grow_shrink_get_parents (WfGrowShrink *self, guint node, const gint *rank, gint limit, gsize *n_parents);
/* how many sets were scored with every variable added to them */
guint64 wf_grow_shrink_get_n_sets (const WfGrowShrink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGrowShrink, wf_grow_shrink_free)

G_END_DECLS
