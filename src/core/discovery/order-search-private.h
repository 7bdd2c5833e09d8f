/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery-private.h"
#include "core/discovery/permutation-private.h"

G_BEGIN_DECLS

#define WF_ORDER_MIN_GAIN 1e-8   /* of scores: less is rounding */

/* For the array of parameters of a search over orders, beside WF_DISCOVERY_SCORE_PARAMS. */
#define WF_ORDER_STARTS_PARAM                                                                                          \
  { .id = "starts", .name = N_ ("Starts"), .type = WF_PARAM_INTEGER, .value = 1, .min = 1, .max = 10000,               \
    .help = N_ ("The first search starts from the order of the columns, further ones from random orders; the best "    \
                "result counts") }

/* One start: from an order to a better one. rng is its own. Stops when the input's progress is cancelled. */
typedef void (*WfOrderSearchFunc) (WfPermutation *at, const WfDiscoveryInput *input, WfRng *rng);

/* The graph of the best order of all starts. parents: n rows of (n + 63) / 64 words, bit p of row v: p is a parent of v. Takes “starts”
 * and “max-parents” of the input's parameters. FALSE only when cancelled. */
gboolean           wf_order_search_find (const WfDiscoveryInput *input, const WfConstraints *constraints, WfScore *score,
                                         WfOrderSearchFunc search, guint64 *parents, GError **error);

/* A search for an acyclic graph: parents as above. */
typedef gboolean (*WfDagSearchFunc) (const WfDiscoveryInput *input, const WfConstraints *constraints, WfScore *score, guint64 *parents,
                                     GError **error);

/* The whole of one, with the score that the parameters name. */
WfDiscoveryResult *wf_order_search_run  (const WfDiscoveryInput *input, WfDagSearchFunc find, GError **error);

G_END_DECLS
