/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gi18n-lib.h>

#include "core/citest/citest.h"
#include "core/discovery/discovery-private.h"
#include "core/score/params.h"
#include "core/score/score.h"

G_BEGIN_DECLS

extern const char *const wf_discovery_test_choices[];    /* "auto", then the ids of the registry's tests */
extern const char *const wf_discovery_collider_choices[];
extern const char *const wf_discovery_missing_choices[]; /* test-wise, list-wise */
extern const char *const wf_discovery_score_choices[];   /* "auto", then those of its scores */

/* For the array of parameters of a search that tests: what it asks at which level, and what the tests themselves take. */
#define WF_DISCOVERY_TEST_PARAMS(default_alpha)                                                                        \
  { .id = "alpha", .name = N_ ("Significance level"), .type = WF_PARAM_REAL, .value = (default_alpha), .min = 1e-12,   \
    .max = 0.5,                                                                                                        \
    .help = N_ ("Two variables stay linked while every test rejects their independence at this level") },              \
  { .id = "test", .name = N_ ("Independence test"), .type = WF_PARAM_CHOICE, .choices = wf_discovery_test_choices,     \
    .help = N_ ("auto: the one that fits the columns") },                                                              \
  { .id = "max-degree", .name = N_ ("Largest conditioning set"), .type = WF_PARAM_INTEGER, .value = -1, .min = -1,     \
    .max = 1000, .unit = N_ ("variables"), .help = N_ ("Sets larger than this are not tested; -1 = no limit") },       \
  { .id = "rows-per-cell", .name = N_ ("Rows per cell"), .type = WF_PARAM_REAL, .value = 2, .min = 0, .max = 1000,     \
    .help = N_ ("A stratum with fewer rows for each cell of its table is skipped by the tests of discrete columns") }, \
  WF_CI_TEST_PARAM_MISSING (wf_discovery_missing_choices)

/* For that of a search that tells colliders from what separates their ends; default_choice: position in the choices. */
#define WF_DISCOVERY_COLLIDER_PARAM(default_choice)                                                                    \
  { .id = "colliders", .name = N_ ("Colliders"), .type = WF_PARAM_CHOICE, .choices = wf_discovery_collider_choices,    \
    .value = (default_choice),                                                                                         \
    .help = N_ ("How to tell a common effect: by the majority of the separating sets, only when all agree "            \
                "(conservative), by the one of all with the largest p-value (max-p), or by the strongest of the "      \
                "smallest (sepset)") }

/* For the array of parameters of a search that scores: by what, and what the scores themselves take. */
#define WF_DISCOVERY_SCORE_PARAMS                                                                                      \
  { .id = "score", .name = N_ ("Score"), .type = WF_PARAM_CHOICE, .choices = wf_discovery_score_choices,               \
    .help = N_ ("auto: the one that fits the columns") },                                                              \
  { .id = "max-parents", .name = N_ ("Largest number of parents"), .type = WF_PARAM_INTEGER, .value = -1, .min = -1,   \
    .max = 1000, .unit = N_ ("variables"), .help = N_ ("No variable gets more causes than this; -1 = no limit") },     \
  WF_SCORE_PARAM_PENALTY, WF_SCORE_PARAM_GAMMA, WF_SCORE_PARAM_ALPHA_MU, WF_SCORE_PARAM_ALPHA_W,            \
  WF_SCORE_PARAM_ESS

/* The test or score the parameters name, with those of the parameters that it takes. */
WfCiTest *wf_discovery_create_test  (const WfDiscoveryInput *input, GError **error);
WfScore  *wf_discovery_create_score (const WfDiscoveryInput *input, GError **error);
/* What was asked for, with the test and the score that "auto" became, both nullable, and without what says nothing here. */
GVariant *wf_discovery_get_params_used (const WfDiscoveryInput *input, WfCiTest *test, WfScore *score);

G_END_DECLS
