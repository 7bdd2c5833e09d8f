/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/mediation.h"

G_BEGIN_DECLS

struct _WfMediation
{
  WfModel *model;
  guint exposure, outcome;
  double from, to;         /* of a discrete exposure places of levels */
  guint level;             /* of a discrete outcome */
  guint *mediators;
  gsize n_mediators;
  char **names;            /* of the mediators */
  char **held;             /* "M = v"; NULL = no controlled effect */
  char **paths;            /* "X → M → Y"; NULL = none */
  gboolean has[WF_N_MEDIATION_EFFECTS];
  double effects[WF_N_MEDIATION_EFFECTS];
  double errors[WF_N_MEDIATION_EFFECTS];
  char **recanting[WF_N_MEDIATION_EFFECTS];
  gsize n_draws;           /* 0 = exact */
  char **warnings;
};

G_END_DECLS
