/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/constraints-private.h"
#include "core/discovery/pc-private.h"

G_BEGIN_DECLS

/* An acyclic graph and its class: all graphs with the same adjacencies and colliders that obey the constraints and agree on the pairs
 * whose direction interventions tell. Every matrix is n rows of n_words words, a bit a node. */
typedef struct
{
  guint                n;
  gsize                n_words;
  const WfConstraints *constraints;
  const guint64       *separated;    /* nullable, symmetric: pairs of which some intervention hits one */
  guint64             *dag;          /* row v: parents of v in the member that stands for the class */
  guint64             *adjacent;
  guint64             *parents;      /* row v: in every member */
  guint64             *children;
  guint64             *neighbours;   /* row v: directed this way in some members, that way in others */
} WfDagClass;

/* What a member has to be like: of the neighbours of `node` just those in `into` are its parents. */
typedef struct
{
  guint          node;
  const guint64 *into;   /* a row */
} WfDagWish;

/* starts without edges; FALSE when memory is short. constraints and separated must live on */
gboolean wf_dag_class_init  (WfDagClass *self, guint n, const WfConstraints *constraints, const guint64 *separated, GError **error);
void     wf_dag_class_clear (WfDagClass *self);
void     wf_dag_class_copy  (WfDagClass *self, const WfDagClass *other);   /* of as many nodes */
/* the class of an acyclic graph that obeys the constraints; copied. Cost: edges x n_words x passes of Meek's rules */
void     wf_dag_class_set   (WfDagClass *self, const guint64 *dag);
/* dag: out, a member that fulfils the wishes; it differs from the one that stands for the class only by edges between what hangs
 * together with their nodes by undirected ones. FALSE when there is none. */
gboolean wf_dag_class_find_member (const WfDagClass *self, const WfDagWish *wishes, gsize n_wishes, guint64 *dag);
/* is there a path from -> .. -> to, or with undirected edges in it, that misses the blocked nodes? */
gboolean wf_dag_class_has_path (const WfDagClass *self, guint from, guint to, const guint64 *blocked);

/* is there a directed path in a graph given as rows of parents? */
gboolean wf_dag_has_path (const guint64 *dag, guint n, guint from, guint to);

#define WF_NO_NODE G_MAXUINT

static inline guint64 *
wf_dag_row (const guint64 *bits, gsize n_words, guint row)
{
  return (guint64 *) bits + row * n_words;
}

/* the first bit that is set at or after `from`, or WF_NO_NODE */
static inline guint
wf_row_next (const guint64 *row, gsize n_words, guint from)
{
  gsize i = from / 64;
  guint64 word;

  if (i >= n_words)
    return WF_NO_NODE;
  word = row[i] & (~G_GUINT64_CONSTANT (0) << (from % 64));
  while (word == 0 && ++i < n_words)
    word = row[i];
  return word != 0 ? (guint) (i * 64) + (guint) __builtin_ctzll (word) : WF_NO_NODE;
}

static inline gboolean
wf_row_has (const guint64 *row, guint v)
{
  return (row[v / 64] >> (v % 64)) & 1;
}

static inline void
wf_row_add (guint64 *row, guint v)
{
  row[v / 64] |= G_GUINT64_CONSTANT (1) << (v % 64);
}

static inline void
wf_row_remove (guint64 *row, guint v)
{
  row[v / 64] &= ~(G_GUINT64_CONSTANT (1) << (v % 64));
}

static inline gsize
wf_row_count (const guint64 *row, gsize n_words)
{
  gsize n = 0;

  for (gsize i = 0; i < n_words; i++)
    n += (gsize) __builtin_popcountll (row[i]);
  return n;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfDagClass, wf_dag_class_clear)

G_END_DECLS
