/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

/* How one node comes from its parents. */
typedef struct
{
  guint *parents;          /* as wf_graph_list_parents() */
  gsize n_parents;
  double *coefficients;    /* linear-gaussian: n_parents; else NULL */
  double intercept;
  double residual_sd;
  double *cpt;             /* categorical: n_entries; else NULL */
  gsize n_entries;
  double r_squared;        /* NaN = none */
  gsize n_rows_used;
} WfMechanism;

/* The kind's fit() fills the mechanisms; everything else is there before. */
struct _WfModel
{
  const WfModelKind *kind;
  WfGraph *graph;
  WfTable *table;
  GVariant *params;
  guint *choices;
  gsize n_choices;
  WfMarginal **observed;     /* n_nodes */
  WfMechanism *mechanisms;   /* n_nodes */
  GStrvBuilder *notices;     /* while it is built */
  char **warnings;
};

void wf_model_warn (WfModel *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

extern const WfModelKind wf_model_linear_gaussian;
extern const WfModelKind wf_model_categorical;
