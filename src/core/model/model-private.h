/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"
#include "core/model/model.h"

struct _WfModel
{
  WfGraph *graph;
  WfTable *table;
  WfTable *counted;          /* the table before its rows were repeated as often as they count; nullable */
  GVariant *params;
  guint *choices;
  gsize n_choices;
  gsize is_observed;         /* once one of these was asked for */
  WfMarginal **observed;     /* n_nodes */
  gsize is_checked;          /* once how well they fit was asked for */
  WfMechanism *mechanisms;   /* n_nodes */
  gboolean *is_automatic;    /* n_nodes: the kind was chosen by the data */
  char **warnings;
};

/* the columns of the table are the nodes, in their order */
WfModel  *wf_model_new              (WfGraph *dag, WfTable *table);
GVariant *wf_model_complete_params  (const char *kind, GVariant *given, GError **error);
/* sets the kinds that are asked for; the others stay NULL. id: nullable */
gboolean  wf_model_choose_kinds     (WfModel *self, const char *id, GVariant *params, GError **error);
/* WF_ERROR_UNSUPPORTED when the node or its parents are not for that kind */
gboolean  wf_model_set_kind         (WfModel *self, guint node, const WfMechanismKind *kind, GError **error);
void      wf_model_set_unknown_kind_error (const char *id, GError **error);
/* the first kind, in the order of the registry, that a node may be of, or the one after another */
const WfMechanismKind *wf_model_find_possible (WfModel *self, guint node, const WfMechanismKind *after);
/* fits one node, of its kind or, when it has none, of the best one */
gboolean  wf_model_fit_mechanism    (WfModel *self, guint node, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error);
/* in a model that isn't linear, roots whose kind wasn't asked for may keep their own values */
gboolean  wf_model_reconsider_roots (WfModel *self, WfProgress *progress, GError **error);
/* measures how well a node fits */
void      wf_model_check_mechanism  (WfModel *self, guint node);
void      wf_model_keep_used_params (WfModel *self);
