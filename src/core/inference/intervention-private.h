/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/intervention.h"

struct _WfIntervention
{
  char *node;
  WfInterventionKind kind;
  double value;              /* NaN = none */
  char *level;               /* as typed, never NULL */
  gboolean is_calendar;      /* its numbers were given as dates, or as a span of time */
  double first, second;      /* CLAMP: bounds; DRAW: mean and sd, or low and high */
  WfDrawKind draw;
  char **names;              /* DRAW from levels: levels; REPLACE: terms; CUT: the parent; else NULL */
  double *numbers;           /* probabilities or coefficients of the names */
  gsize n_names;
  double intercept, sd;      /* REPLACE */
  char *tested;              /* "if z>3": z, or NULL */
  WfRelation relation;
  char *threshold;           /* as typed */
};

/* NaN unless the whole text is a finite number */
double          wf_intervention_read_number (const char *text);
WfIntervention *wf_intervention_new_empty   (WfInterventionKind kind, const char *node);

/* "pka is set to 800 where erk > 3" */
char           *wf_intervention_describe    (WfIntervention *self);
