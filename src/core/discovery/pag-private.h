/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/pc-private.h"
#include "core/graph/graph.h"

G_BEGIN_DECLS

/* ---- a graph with circles while it gets its marks ---- */
typedef struct _WfPag WfPag;

/* A path <theta, .., alpha, beta, gamma> that discriminates for beta, as nodes; theta and gamma are separated by
 * skeleton->removed[removed]. FALSE = the path doesn't count (any more). */
typedef gboolean (*WfPathCheck) (WfPag *pag, const guint *path, guint n_path, gssize removed);

struct _WfPag
{
  const WfPcInput   *input;
  WfSkeleton        *skeleton;
  const WfAdjacency *graph;         /* its final one */
  guint8            *marks;         /* n x n, WfMark: marks[from * n + at] */
  guint64           *is_blocked;    /* n x n_words, from -> at: stays a circle, for contradictions */
  GHashTable        *unclear;       /* set of WfTriple: a - b - c that may be a collider or not */
  GArray            *proposed;      /* of WfOrientedEdge: what one sweep found */
  GArray            *oriented;      /* of WfOrientedEdge */
  GArray            *contradicted;  /* of WfOrientedEdge */
  gssize             max_path;      /* edges of a discriminating path, -1 = no limit */
  guint             *ranks;         /* n: of the names */
  GHashTable        *strongest;     /* set of positions + 1 in removed whose sets no longer depend on the order of columns */
  WfPathCheck        check_path;    /* nullable */
  gpointer           check_data;
  guint             *queue;         /* 2 n_edges: slots of neighbours[] */
  guint             *sources;       /* the node each queued slot was left from */
  guint             *is_seen;       /* 2 n_edges: by slot, the last walk that came along */
  guint              walk;
  guint             *previous;      /* n: of a discriminating path */
  guint             *distance;      /* n */
};

void wf_pag_init  (WfPag *self, const WfPcInput *input, WfSkeleton *skeleton, gssize max_path);
void wf_pag_clear (WfPag *self);

static inline WfMark
wf_pag_mark (const WfPag *self, guint from, guint at)
{
  return (WfMark) self->marks[(gsize) from * self->graph->n + at];
}

static inline gboolean
wf_pag_is_unclear (const WfPag *self, guint a, guint b, guint c)
{
  WfTriple triple = { .a = MIN (a, c), .b = b, .c = MAX (a, c) };

  return g_hash_table_size (self->unclear) > 0 && g_hash_table_contains (self->unclear, &triple);
}

/* a - b - c where a and c aren't adjacent and b is known to be no collider, as long as the marks at b don't say one */
static inline gboolean
wf_pag_is_definite (const WfPag *self, guint a, guint b, guint c)
{
  return a != c && !wf_adjacency_has (self->graph, a, c) && !wf_pag_is_unclear (self, a, b, c);
}

/* May a walk go along u - v with every mark a step of a directed path? */
static inline gboolean
wf_pag_is_potential (const WfPag *self, guint u, guint v)
{
  return wf_pag_mark (self, v, u) != WF_MARK_ARROW && wf_pag_mark (self, u, v) != WF_MARK_TAIL;
}

static inline gboolean
wf_pag_is_cancelled (const WfPag *self)
{
  return wf_progress_is_cancelled (self->input->progress);
}

/* For the next wf_pag_draw(): the circle at `at` on from–at becomes a mark. Another mark there already is a contradiction. */
void     wf_pag_propose (WfPag *self, guint from, guint at, WfMark mark, const char *rule);
/* Draws what was proposed, but leaves circles for which both marks were. Returns whether any mark was drawn. */
gboolean wf_pag_draw    (WfPag *self);

/* Knowledge, then colliders: first steps of every search. triples: of WfTriple, their keys are kept */
void     wf_pag_orient_triples (WfPag *self, GArray *triples, GStrvBuilder *warnings);
/* Is middle in the set that separates the ends? -1 = they were never separated by a test */
int      wf_pag_is_in_set (WfPag *self, guint a, guint middle, guint c, gssize *removed);

/* ---- the rules of Zhang 2008 ---- */
typedef enum
{
  WF_PAG_RULES_SOUND,       /* 1-3 and 8: those that hold although some edges are too many */
  WF_PAG_RULES_ARROWS,      /* 1-4 */
  WF_PAG_RULES_COMPLETE,    /* 1-10 */
} WfPagRules;

/* until nothing follows any more; FALSE when cancelled */
gboolean wf_pag_follow_rules (WfPag *self, WfPagRules rules);

/* those that need paths; each proposes */
void wf_pag_propose_rule_4  (WfPag *self);
void wf_pag_propose_rule_5  (WfPag *self);
void wf_pag_propose_rule_9  (WfPag *self);
void wf_pag_propose_rule_10 (WfPag *self);

/* ---- edges that are too many ---- */
/* Edges found to be too many, with the sets that say so. */
typedef struct
{
  GArray *pairs;   /* of WfRemovedPair, with p-values */
  GArray *pool;
} WfSurplus;

void wf_surplus_init  (WfSurplus *self);
void wf_surplus_clear (WfSurplus *self);
/* by pair, one set each: the smallest, then the strongest */
void wf_surplus_sort  (WfSurplus *self);
/* Looks among the subsets of `set` for the strongest of the smallest that separate a and b; TRUE when there is one. Counts its tests, and
 * gives up at WF_LIMIT_SEPARATING_SETS of them. */
gboolean wf_surplus_find (WfSurplus *self, const WfPcInput *input, guint a, guint b, const guint *set, guint n, guint64 *n_tests);

/* A triple stays as it is told when that would be right even if some edges were too many (Colombo et al. 2012, lemma 3.1): of the set
 * that separates its ends the middle is a member, or the middle depends on either end given it. Others become unclear. surplus
 * (nullable): the edges that turn out to be too many, sorted. FALSE when cancelled. */
gboolean wf_triples_check (const WfPcInput *input, WfSkeleton *skeleton, GArray *triples, WfSurplus *surplus, GError **error);

/* Removes from the skeleton the edges that a set of nodes at a distance separates; the marks of pag must be true even if some edges
 * are too many, and don't fit any more when edges were removed. FALSE when cancelled. */
gboolean wf_possible_d_sep (WfPag *pag, GStrvBuilder *warnings, gboolean *any, GError **error);

/* Warnings, the graph, and why; takes the skeleton's arrays, triples are those it was oriented by. NULL when cancelled */
WfDiscoveryResult *wf_pag_end (WfPag *self, GArray *triples, GVariant *params, GStrvBuilder *warnings, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfPag, wf_pag_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfSurplus, wf_surplus_clear)

G_END_DECLS
