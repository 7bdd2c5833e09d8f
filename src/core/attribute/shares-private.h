/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/shares.h"

G_BEGIN_DECLS

#define WF_SHARES_MAX_EXACT 20 /* 2^20 coalitions */

/* The parameters of wf_shares_new(), to stand in the array of whoever shares out by it. */
#define WF_SHARES_PARAMS                                                                                            \
  { .id = "exact-players", .name = N_ ("Exact up to"), .type = WF_PARAM_INTEGER, .value = 15, .min = 0, .max = WF_SHARES_MAX_EXACT,   \
    .unit = N_ ("players"),                                                                                         \
    .help = N_ ("Shapley values are exact up to so many players, and drawn from permutations beyond it") },         \
  { .id = "permutations", .name = N_ ("Permutations"), .type = WF_PARAM_INTEGER, .value = 500, .min = 64,          \
    .max = 1000000, .help = N_ ("At most so many permutations of the players are drawn") },                         \
  { .id = "tolerance", .name = N_ ("Tolerance"), .type = WF_PARAM_REAL, .value = 0.02, .min = 0, .max = 1,          \
    .help = N_ ("Permutations are drawn until the 95 % interval of every share is within this part of all shares "  \
                "together") }

/* Those of them that are in the parameters of another. (transfer full) */
GVariant *wf_shares_pick_params (GVariant *params);

G_END_DECLS
