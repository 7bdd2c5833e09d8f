/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gi18n-lib.h>

#include "core/base/params.h"

/* The parameters of the scores, for their descriptors and for those of the searches that take any score; not installed. */

#define WF_SCORE_PARAM_PENALTY                                                                                         \
  { .id = "penalty", .name = N_ ("Penalty"), .type = WF_PARAM_REAL, .value = 1, .min = 0, .max = 100,                  \
    .help = N_ ("Weight of a parameter against fit in the BIC scores; 1 is Schwarz’s own, larger gives fewer edges") }

#define WF_SCORE_PARAM_GAMMA                                                                                           \
  { .id = "gamma", .name = N_ ("Weight of the number of variables"), .type = WF_PARAM_REAL, .value = 1, .min = 0,      \
    .max = 10,                                                                                                         \
    .help = N_ ("How much the extended BIC charges for having many variables to choose from; 0 is Schwarz’s BIC, 1 "   \
                "holds up however many there are") }

#define WF_SCORE_PARAM_ALPHA_MU                                                                                        \
  { .id = "alpha-mu", .name = N_ ("Prior weight of the means"), .type = WF_PARAM_REAL, .value = 1, .min = 1e-6,        \
    .max = 1e6, .unit = N_ ("rows"), .help = N_ ("How many rows the BGe score’s prior on the means is worth") }

#define WF_SCORE_PARAM_ALPHA_W                                                                                         \
  { .id = "alpha-w", .name = N_ ("Prior weight of the covariances"), .type = WF_PARAM_REAL, .value = 0, .min = 0,      \
    .max = 1e6, .unit = N_ ("rows"),                                                                                   \
    .help = N_ ("Degrees of freedom of the BGe score’s Wishart prior; 0 = the number of variables + alpha-mu + 1") }

#define WF_SCORE_PARAM_ESS                                                                                             \
  { .id = "ess", .name = N_ ("Equivalent sample size"), .type = WF_PARAM_REAL, .value = 1, .min = 1e-6, .max = 1e6,    \
    .unit = N_ ("rows"), .help = N_ ("How many rows the BDeu score’s even prior is worth; larger gives more edges") }
