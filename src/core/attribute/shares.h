/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/progress.h"

G_BEGIN_DECLS

/* A coalition is a bit mask: player p is bit p % 64 of word p / 64. */
#define WF_COALITION_N_WORDS(n_players) (((n_players) + 63) / 64)
#define WF_COALITION_HAS(coalition, p)  ((((coalition)[(p) / 64]) >> ((p) % 64)) & 1)

/**
 * WfSetFunction: (skip)
 *
 * What is shared out: one or several numbers for every set of players. evaluate() is called from several threads at once, with up to a
 * few dozen coalitions that differ little from one to the next; FALSE = it was cancelled.
 */
typedef struct
{
  gsize    n_players;
  gsize    n_outputs;     /* numbers a coalition; at least 1 */
  double   nanoseconds;   /* of one coalition, roughly: whether threads are worth waking */
  /* coalitions: n_coalitions x WF_COALITION_N_WORDS; values: n_coalitions x n_outputs, a coalition's together, out */
  gboolean (*evaluate) (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data);
  gpointer data;
} WfSetFunction;

/**
 * WfShares:
 *
 * Shapley values (Shapley 1953): the only shares that sum to v(all) − v(none), give nothing to a player who changes nothing, the same to
 * two who change the same, and add up over sums of games. Immutable.
 */
typedef struct _WfShares WfShares;

#define WF_TYPE_SHARES (wf_shares_get_type ())

/* "exact-players" (15): exact up to so many; beyond it from seeded permutations, each with its reverse, until every 95 % interval of
 * the first output is within "tolerance" (0.02) of the sum of the shares' sizes, or "permutations" (500) are used. (skip) */
WF_API const WfParam *wf_shares_get_params (void);

WF_API GType         wf_shares_get_type        (void);
/* params: a{sv}, nullable; same seed, same answer at any number of threads. Cost: 2^n or as many times n as there are permutations.
 * WF_ERROR_TOO_LARGE, G_IO_ERROR_CANCELLED. (skip) */
WF_API WfShares     *wf_shares_new             (const WfSetFunction *function, GVariant *params, guint64 seed, WfProgress *progress, GError **error);
WF_API WfShares     *wf_shares_ref             (WfShares *self);
WF_API void          wf_shares_unref           (WfShares *self);
WF_API gsize         wf_shares_get_n_players   (WfShares *self);
WF_API gboolean      wf_shares_is_exact        (WfShares *self);                  /* as a sum over all coalitions */
WF_API gsize         wf_shares_get_n_permutations (WfShares *self);               /* 0 when exact */
/* (array length=n_players): one a player */
WF_API const double *wf_shares_get_values      (WfShares *self, gsize output, gsize *n_players);
/* half the 95 % interval that drawing permutations leaves; 0 when exact */
WF_API const double *wf_shares_get_half_widths (WfShares *self, gsize output, gsize *n_players);
WF_API double        wf_shares_get_none        (WfShares *self, gsize output);    /* v(none) */
WF_API double        wf_shares_get_all         (WfShares *self, gsize output);    /* v(all) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfShares, wf_shares_unref)

G_END_DECLS
