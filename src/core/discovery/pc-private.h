/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/citest/citest.h"
#include "core/discovery/constraints-private.h"
#include "core/discovery/discovery-private.h"

G_BEGIN_DECLS

/* ---- an undirected graph, frozen ---- */
typedef struct
{
  guint    n;
  guint    n_edges;
  guint   *edges;        /* 2 n_edges: a, b with a < b, sorted */
  guint   *starts;       /* n + 1: the neighbours of v are neighbours[starts[v]] .. [starts[v + 1] - 1], sorted */
  guint   *neighbours;
  gsize    n_words;      /* of a row of bits */
  guint64 *bits;         /* n x n_words */
} WfAdjacency;

/* edges: as above; taken */
WfAdjacency *wf_adjacency_new  (guint n, guint *edges, guint n_edges);
/* parents: n rows of (n + 63) / 64 words, bit p of row v: p is a parent of v */
WfAdjacency *wf_adjacency_new_of_dag (guint n, const guint64 *parents);
void         wf_adjacency_free (WfAdjacency *self);

static inline gboolean
wf_bits_get (const guint64 *bits, gsize n_words, guint row, guint column)
{
  return (bits[row * n_words + column / 64] >> (column % 64)) & 1;
}

static inline void
wf_bits_set (guint64 *bits, gsize n_words, guint row, guint column)
{
  bits[row * n_words + column / 64] |= G_GUINT64_CONSTANT (1) << (column % 64);
}

static inline void
wf_bits_unset (guint64 *bits, gsize n_words, guint row, guint column)
{
  bits[row * n_words + column / 64] &= ~(G_GUINT64_CONSTANT (1) << (column % 64));
}

static inline gboolean
wf_adjacency_has (const WfAdjacency *self, guint a, guint b)
{
  return wf_bits_get (self->bits, self->n_words, a, b);
}

/* Does any node neighbour both? */
static inline gboolean
wf_adjacency_share_neighbour (const WfAdjacency *self, guint a, guint b)
{
  for (gsize w = 0; w < self->n_words; w++)
    if (self->bits[a * self->n_words + w] & self->bits[b * self->n_words + w])
      return TRUE;
  return FALSE;
}

/* Of a pair among all pairs of n nodes: (0, 1), (0, 2), ... */
static inline gsize
wf_pair_position (guint n, guint a, guint b)
{
  gsize first = MIN (a, b);
  gsize second = MAX (a, b);

  return first * n - first * (first + 1) / 2 + (second - first - 1);
}

/* ---- which sets to condition on ---- */
/* Every set of `size` out of the candidates of one pair, from either end, none twice. */
typedef struct
{
  guint    size;
  guint    n_x, n_y;
  guint   *from_x, *from_y;   /* neighbours of x without y that may be its causes, and the other way round */
  guint8  *is_shared;         /* from_y[i] is in from_x too */
  guint   *chosen;            /* positions; in a sweep, the candidates in its order */
  guint   *set;               /* the current set, in increasing order */
  gboolean is_at_y;
  const WfAdjacency   *graph;   /* borrowed, as is the next */
  const WfConstraints *constraints;
  guint    x, y;
  gboolean has_y;             /* from_y and is_shared are filled in */
  const double *associations; /* borrowed, nullable: of every pair; sets of the strongest candidates of x are swept first */
} WfSubsets;

/* room for graphs of n nodes */
void     wf_subsets_init   (WfSubsets *self, guint n);
void     wf_subsets_clear  (WfSubsets *self);
/* starts over; FALSE when there is no set of that size */
gboolean wf_subsets_begin  (WfSubsets *self, const WfAdjacency *graph, const WfConstraints *constraints, guint x, guint y, guint size);
gboolean wf_subsets_next   (WfSubsets *self);
/* the candidates of a pair; then, for any size > 0, the same sets as a sweep whose pair, size, threshold and answer are the caller's */
void     wf_subsets_collect (WfSubsets *self, const WfAdjacency *graph, const WfConstraints *constraints, guint x, guint y);
void     wf_subsets_sweep  (WfSubsets *self, WfCiTest *test, WfCiSweep *sweep);

/* ---- the skeleton ---- */
/* Of every edge of one level's graph: the set tested that came nearest to removing it. */
typedef struct
{
  double *measures;         /* of the test; INFINITY = no set of this size */
  guint  *sets;             /* n_edges x size */
} WfNearest;

typedef struct
{
  guint      n;
  GPtrArray *levels;        /* WfAdjacency: [k - 1] is what the sets of size k were taken from, the last the result */
  guint      n_sizes;       /* sizes of sets of neighbours tried, from 0; a later level came about by wf_skeleton_remove() */
  WfAdjacency *final;       /* borrowed: the last of levels */
  GArray    *removed;       /* of WfRemovedPair: by size of the set, then by pair */
  GArray    *kept;          /* of WfRemovedPair, by pair: of every edge of final the set, of any size, with the largest p-value of all
                             * that were tested; edges that knowledge requires are not tested. Empty before wf_skeleton_fill_p_values() */
  GArray    *required;      /* of WfRemovedPair, from -> to by columns: of every required arrow whose edge was doubted the set that came nearest to
                             * removing it, the first that would have if any; by wf_skeleton_warn_of_contradictions() */
  GArray    *pool;          /* of guint: the sets of all three */
  GArray    *sections;      /* of guint: the pairs with a set of size k start here in removed */
  GArray    *nearest;       /* of WfNearest: [k] of the sets of size k */
  double    *associations;  /* while the search runs, of every pair: the measure given nothing; NULL = the test has a fast one */
  GStrv      notes;         /* warnings of the tests; by wf_skeleton_add_warnings() */
  guint64    n_tests;
  gboolean   is_short_of_rows;   /* stopped because the rows can't judge larger sets */
  gboolean   has_p_values;
} WfSkeleton;

typedef struct
{
  WfCiTest            *test;
  const char *const   *names;
  const WfConstraints *constraints;
  const guint8        *is_exogenous;   /* nullable; a flag a name: no arrow into it, by constraints, and so no collider at it */
  const WfAdjacency   *within;         /* nullable: only its pairs may have an edge, and only those in a triangle are tested */
  double               alpha;
  gssize               max_given;      /* -1 = no limit */
  guint                n_threads;
  WfProgress          *progress;       /* nullable */
} WfPcInput;

WfSkeleton *wf_skeleton_new  (const WfPcInput *input, GError **error);
void        wf_skeleton_free (WfSkeleton *self);
/* p in removed is the measure of the test until then; fills in kept, too. Once */
void        wf_skeleton_fill_p_values (WfSkeleton *self, const WfPcInput *input);
/* those of the test, and whether the rows were too few; without a test those recorded */
void        wf_skeleton_add_warnings (WfSkeleton *self, const WfPcInput *input, GStrvBuilder *warnings);
/* A warning about required edges that a set of those tried would have removed; FALSE when cancelled. Counts its tests. Without a test
 * it is of what was recorded. */
gboolean    wf_skeleton_warn_of_contradictions (WfSkeleton *self, const WfPcInput *input, GStrvBuilder *warnings, GError **error);
/* After the p-values: takes edges out of final whose directions, the only ones that knowledge leaves them, close a cycle; with a
 * warning. FALSE when cancelled */
gboolean    wf_skeleton_break_forced_cycles (WfSkeleton *self, const WfPcInput *input, GStrvBuilder *warnings, GError **error);
/* position in removed, or -1 for a pair with an edge or never tested; a < b */
gssize      wf_skeleton_find_removed (const WfSkeleton *self, guint a, guint b);
/* pairs: of WfRemovedPair, sorted by pair, not in removed yet, with p-values, their sets in pool: no edges any more. final is another one afterwards.
 * Not before wf_skeleton_fill_p_values() */
void        wf_skeleton_remove (WfSkeleton *self, const GArray *pairs, const GArray *pool);

/* The skeleton that a result recorded, as far as a smaller level leaves it: edges whose set in kept has a p-value above alpha are removed.
 * Needs no test. */
WfSkeleton *wf_skeleton_new_recorded (WfDiscoveryResult *result, double alpha);
/* The result of a search by tests: takes the skeleton's records, oriented (of WfOrientedEdge) and triples (of WfTriple); the warnings end. */
WfDiscoveryResult *wf_skeleton_end (WfSkeleton *self, WfGraph *graph, GVariant *params, GArray *oriented, GArray *triples,
                                    GStrvBuilder *warnings);

/* ---- colliders ---- */
typedef enum
{
  WF_COLLIDERS_SEPSET,
  WF_COLLIDERS_MAJORITY,
  WF_COLLIDERS_CONSERVATIVE,
  WF_COLLIDERS_MAX_P,
} WfColliderRule;

typedef enum
{
  WF_TRIPLE_NO_COLLIDER,
  WF_TRIPLE_COLLIDER,
  WF_TRIPLE_UNCLEAR,
} WfTripleKind;

/* a - b - c with a and c not adjacent, a < c */
typedef struct
{
  guint        a, b, c;
  WfTripleKind kind;
  double       p;          /* of the strongest set without b: how sure a collider is; max-p: of the strongest set */
} WfTriple;

/* Of WfTriple, every unshielded triple, sorted by (a, c, b). With WF_COLLIDERS_SEPSET the sets in skeleton->removed become the
 * strongest of their size. */
GArray *wf_colliders_find (const WfPcInput *input, WfSkeleton *skeleton, WfColliderRule rule, GError **error);
/* Of WfTriple, every unshielded triple of a graph, sorted as above, not told yet. WF_ERROR_TOO_LARGE when there are too many */
GArray *wf_triples_list (const WfAdjacency *graph, const WfPcInput *input, GError **error);
/* The set of one pair in skeleton->removed becomes the strongest of its size. ranks: of the names */
void    wf_colliders_find_strongest (const WfPcInput *input, WfSkeleton *skeleton, const guint *ranks, guint position);
/* by the parameter of WF_DISCOVERY_COLLIDER_PARAM */
WfColliderRule wf_colliders_get_rule (GVariant *params);
/* the place of each name in the alphabet */
guint  *wf_names_rank (const char *const *names, guint n);
/* a set of WfTriple by a, b and c; the keys are borrowed */
GHashTable *wf_triples_new_set (void);
/* how many there are in a set of those that may be colliders or not */
void        wf_triples_warn_of_unclear (GHashTable *unclear, GStrvBuilder *warnings);

/* ---- directions ---- */
typedef struct
{
  WfGraph *graph;
  GArray  *oriented;       /* of WfOrientedEdge */
  GArray  *triples;        /* of WfTriple: what it was told; by wf_pc_find() only */
} WfOrientation;

/* triples of kind unclear count as no colliders once all else is oriented, unless they are to stay open */
gboolean wf_orient (const WfPcInput *input, const WfSkeleton *skeleton, GArray *triples, gboolean leave_open,
                    GStrvBuilder *warnings, WfOrientation *orientation, GError **error);

/* arrows: acyclic, n x n_words, row -> column; dag: the same, zero before, holds every edge afterwards */
gboolean wf_extend (const WfPcInput *input, const WfAdjacency *graph, const guint64 *arrows, guint64 *dag, GError **error);

/* The search without its result: skeleton and orientation are the caller's on success. */
gboolean wf_pc_find (const WfPcInput *input, WfColliderRule rule, GStrvBuilder *warnings, WfSkeleton **skeleton,
                     WfOrientation *orientation, GError **error);
/* Directions, then the result; what a search does once it told the triples. */
WfDiscoveryResult *wf_pc_orient (const WfPcInput *input, WfSkeleton *skeleton, GArray *triples, GVariant *params, GStrvBuilder *warnings,
                                 GError **error);
/* The whole search with any test. */
WfDiscoveryResult *wf_pc_search (const WfPcInput *input, WfColliderRule rule, GVariant *params, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfAdjacency, wf_adjacency_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSkeleton, wf_skeleton_free)

G_END_DECLS
