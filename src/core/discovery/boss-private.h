/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/order-search-private.h"

G_BEGIN_DECLS

/* For the array of parameters of BOSS and what calls it, beside WF_DISCOVERY_SCORE_PARAMS. */
#define WF_BOSS_PARAMS                                                                                                 \
  WF_ORDER_STARTS_PARAM,                                                                                               \
  { .id = "kicks", .name = N_ ("Kicks"), .type = WF_PARAM_INTEGER, .value = 2, .min = 0, .max = 10000,                 \
    .unit = N_ ("per variable"),                                                                                       \
    .help = N_ ("Some edges of the best graph so far are turned to see whether a better one is near, until that "      \
                "failed so often in a row") }

/* The acyclic graph that BOSS finds with what WF_DISCOVERY_SCORE_PARAMS and WF_BOSS_PARAMS say. parents: n rows of
 * (n + 63) / 64 words, bit p of row v: p is a parent of v; obeys the constraints. FALSE when cancelled or out of memory. */
gboolean wf_boss_find (const WfDiscoveryInput *input,
                       const WfConstraints    *constraints,
                       WfScore                *score,
                       guint64                *parents,
                       GError                **error);

G_END_DECLS
