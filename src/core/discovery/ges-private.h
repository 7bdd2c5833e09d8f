/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/dag-class-private.h"
#include "core/score/score.h"

G_BEGIN_DECLS

/* For the array of parameters of a search that calls wf_ges_find(). */
#define WF_GES_PARAM_TURNING                                                                                           \
  { .id = "turning", .name = N_ ("Turning phase"), .type = WF_PARAM_BOOLEAN, .value = 1,                               \
    .help = N_ ("Also turn edges where that gains, until nothing gains any more") }

/* What a greedy search over classes is given. */
typedef struct
{
  guint                n;
  WfScore *const      *scores;        /* n: of each node, all the same but with interventions */
  const WfConstraints *constraints;
  const guint64       *separated;     /* as in WfDagClass; nullable */
  gsize                max_parents;
  gboolean             is_faithful;   /* only pairs that depend on each other given nothing get an edge */
  gboolean             turns;         /* a phase that turns edges, too */
  gsize                n_rows;        /* a score's cost grows with them: how many are taken between two looks at the cancel button */
  guint                n_threads;
  WfProgress          *progress;      /* nullable */
} WfGesInput;

/* dag: zero at first, n rows of (n + 63) / 64 words of parents. warnings: nullable, added to. FALSE when cancelled or out of memory */
gboolean wf_ges_find (const WfGesInput *input, guint64 *dag, GStrvBuilder *warnings, GError **error);

/* Only takes edges away, while that improves the score of the class. dag: acyclic, obeys the constraints. Errors as above */
gboolean wf_ges_prune (const WfGesInput *input, guint64 *dag, GError **error);

/* The search of "fges" with its parameters (faithfulness, turning, max-parents; all may be missing from input->params), for others to
 * start from. */
gboolean wf_fges_find (const WfDiscoveryInput *input, const WfConstraints *constraints, WfScore *score, guint64 *parents,
                       GStrvBuilder *warnings, GError **error);

/* ---- inside ---- */

/* One way on from a class: x -> y comes, goes, or comes for y -> x or x - y, in a member where of the undirected neighbours of y just
 * those of a set are its parents. */
typedef struct
{
  double gain;
  guint  x;
  guint  set;    /* its nodes start here in sets, their number first */
} WfGesStep;

/* All ways that end in one node. */
typedef struct
{
  GArray  *steps;      /* of WfGesStep that gain, best first */
  GArray  *sets;       /* of guint */
  guint    next;       /* the first that may be possible */
  double   head;       /* its gain; 0 = there is none */
  gboolean is_short;   /* not all sets were tried */
} WfGesSteps;

typedef struct _WfGes WfGes;

/* A phase: what can be done at a node, and doing it. */
typedef struct
{
  void     (*find) (const WfGes *self, guint y, WfGesSteps *steps);
  /* dag: out, what it leads to; FALSE when it can't be done in this class after all */
  gboolean (*take) (const WfGes *self, guint y, const WfGesStep *step, const guint *set, guint n_set, guint64 *dag);
} WfGesPhase;

struct _WfGes
{
  const WfGesInput *input;
  WfDagClass        class;
  guint64          *dependent;   /* rows: of pairs that may get an edge; NULL = all */
};

/* of a node with the parents of a row, without `without` (or WF_NO_NODE) and with `with` (the same) */
double wf_ges_score (const WfGes *self, guint y, const guint64 *parents, guint without, guint with);
/* how many candidates to ask for at once, so that the cancel button is looked at in between */
gsize wf_ges_get_batch (const WfGes *self);
/* Of guint: each set's number of nodes, then the nodes; cliques among the nodes of a row, small ones first. is_short: there are more
 * than are listed */
GArray *wf_ges_list_cliques (const WfGes *self, const guint64 *among, gboolean *is_short);
/* when it gains; start: where the set is, G_MAXUINT as long as no step with it was added */
void    wf_ges_add_step (WfGesSteps *steps, double gain, guint x, const guint64 *set, gsize n_words, guint *start);

extern const WfGesPhase wf_ges_forward;
extern const WfGesPhase wf_ges_backward;
extern const WfGesPhase wf_ges_turning;

G_END_DECLS
