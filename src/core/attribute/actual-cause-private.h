/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/actual-cause.h"
#include "core/attribute/cause-search-private.h"

typedef struct
{
  WfCauseVerdict verdict;
  char **change;        /* nullable */
  char **contingency;   /* nullable */
} WfCauseFinding;

struct _WfActualCause
{
  WfEquations *model;
  char *effect;
  char **candidate;         /* "ST=1" */
  WfVariableSet cause;
  WfWorld actual;
  gboolean has_happened, has_effect, has_normal;
  WfCauseFinding findings[WF_N_CAUSE_DEFINITIONS];
  double responsibility, naive_responsibility;
  char **responsible, **circumstance;   /* nullable */
  guint n_abnormal;
  int n_abnormal_witness;
  gsize n_evaluations;
  GVariant *params;
};

/* "ST = 1 and BT = 0" of "ST=1" settings */
char *wf_settings_to_text (const char *const *settings);
