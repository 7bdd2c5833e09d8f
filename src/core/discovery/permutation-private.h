/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/discovery/grow-shrink-private.h"

G_BEGIN_DECLS

/* An order of the variables, each with the score of the parents it finds before it. What knowledge requires comes first. */
typedef struct
{
  guint                n;
  gsize                n_words;
  WfGrowShrink        *trees;        /* borrowed, as the constraints */
  const WfConstraints *constraints;
  guint               *order;
  gint                *rank;         /* order[rank[v]] = v */
  double              *scores;
  guint64             *seen;         /* n x n_words, bit u of row v: the score of v may change when u passes v */
} WfPermutation;

/* The order of the columns, or a random one. Of each pair what knowledge requires comes first, and what it only lets be the cause,
 * unless no order has that. (transfer full) */
guint *wf_order_new           (const WfConstraints *constraints, guint n, WfRng *rng);

void   wf_permutation_init    (WfPermutation *self, WfGrowShrink *trees, const WfConstraints *constraints, guint n, const guint *order);
void   wf_permutation_clear   (WfPermutation *self);
void   wf_permutation_copy    (WfPermutation *self, const WfPermutation *from);
/* asks the trees again for the variables at first .. last */
void   wf_permutation_update  (WfPermutation *self, guint first, guint last);
double wf_permutation_get_total (const WfPermutation *self);
/* moves what is at `from` to `to`, and asks the trees for nothing */
void   wf_permutation_move    (WfPermutation *self, guint from, guint to);
/* the graph: bit p of row v: p is a parent of v */
void   wf_permutation_get_dag (WfPermutation *self, guint64 *parents);

static inline guint64 *
wf_permutation_get_seen (const WfPermutation *self, guint v)
{
  return self->seen + v * self->n_words;
}

static inline gboolean
wf_permutation_has_seen (const WfPermutation *self, guint v, guint u)
{
  return (self->seen[v * self->n_words + u / 64] >> (u % 64)) & 1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfPermutation, wf_permutation_clear)

G_END_DECLS
