/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/inference.h"
#include "core/inference/network-private.h"

/* What holds of one node in the world asked about. Arrays of it have one entry a node of the model. */
typedef struct
{
  WfIntervention *intervention;   /* borrowed; NULL = none */
  gboolean is_observed;           /* evidence on it */
  double value;                   /* continuous: set to, shifted by or scaled by */
  double evidence;                /* continuous: observed value */
  guint level;                    /* discrete: set to */
  guint evidence_level;           /* discrete: observed level */
} WfCondition;

/* Filled by the engine of the model's kind, then frozen. */
struct _WfEffect
{
  WfModel *model;
  WfIntervention **interventions;
  gsize n_interventions;
  char **given;                /* NULL-terminated, "Z = u" */
  WfCondition *conditions;     /* n_nodes */
  WfMarginal **before;         /* n_nodes */
  WfMarginal **after;          /* n_nodes */
  gboolean *is_affected;       /* n_nodes */
  GStrvBuilder *notices;       /* while it is built */
  char **warnings;
};

/* Nodes downstream of an intervention, which alone can differ without evidence: n_nodes booleans. */
gboolean *wf_effect_list_downstream   (WfEffect *self);
gboolean  wf_effect_has_evidence      (WfEffect *self);
gboolean  wf_effect_is_fixed          (WfEffect *self, guint node);   /* by a SET */
const char *const *wf_effect_get_given (WfEffect *self);
void      wf_effect_warn              (WfEffect *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* smallest and largest value of a column of the table, without the missing ones */
void      wf_effect_find_range        (WfModel *model, guint node, double *low, double *high);

gboolean  wf_effect_infer_gaussian    (WfEffect *self, WfProgress *progress, GError **error);
gboolean  wf_effect_infer_categorical (WfEffect *self, WfNetwork *network, WfProgress *progress, GError **error);
