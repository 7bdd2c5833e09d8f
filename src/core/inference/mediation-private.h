/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/mediation.h"
#include "core/inference/nested-private.h"

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

/* The worlds whose outcomes are compared. */
typedef enum
{
  WF_WORLD_FROM,
  WF_WORLD_TO,
  WF_WORLD_DIRECT,   /* Y(b, M(a)) */
  WF_WORLD_INDIRECT, /* Y(a, M(b)) */
  WF_WORLD_HELD_FROM,
  WF_WORLD_HELD_TO,
  WF_WORLD_PATHS,
  WF_N_WORLDS,
} WfMediationWorld;

/* what each effect compares: first, then second */
extern const guint wf_mediation_pairs[WF_N_MEDIATION_EFFECTS][2];

/* The worlds that are asked for. versions: WF_N_WORLDS of the outcome; those that aren't asked for are that of the first. hold: "M=v",
 * paths: "X,M,Y", both nullable and NULL-terminated. WF_ERROR_DATA */
gboolean wf_mediation_add_worlds     (WfMediation *self, WfNested *nested, const char *const *hold, const char *const *paths, guint *versions, GError **error);
void     wf_mediation_list_recanting (WfMediation *self, const WfNested *nested, const guint *versions);

G_END_DECLS
