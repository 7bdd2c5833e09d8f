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
  GVariant *params;
  guint *choices;
  gsize n_choices;
  gsize is_observed;         /* once one of these was asked for */
  WfMarginal **observed;     /* n_nodes */
  WfMechanism *mechanisms;   /* n_nodes */
  char **warnings;
};

/* the columns of the table are the nodes, in their order */
WfModel  *wf_model_new              (WfGraph *dag, WfTable *table);
GVariant *wf_model_complete_params  (const char *kind, GVariant *given, GError **error);
/* sets the kind of every mechanism. id: nullable */
gboolean  wf_model_choose_kinds     (WfModel *self, const char *id, GVariant *params, GError **error);
void      wf_model_keep_used_params (WfModel *self);
