/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"
#include "core/attribute/profile.h"

G_BEGIN_DECLS

/* What cross-validation found: shares of logs. n_logs 0 = it was not done. */
typedef struct
{
  gsize n_logs;
  guint n_repeats;
  double step, step_low, step_high; /* first suspect is the annotated step; Wilson 95 % interval */
  double agent;                     /* the first suspect's agent is the annotated one */
  double top3;
  double log_loss;                  /* mean -log probability of the annotated step */
  gsize constant;                   /* the step that is right most often when always named */
  double constant_step;             /* how often it is */
  double first_worker;              /* how often the first worker step is */
} WfProfileFigures;

struct _WfProfile
{
  char *name;
  char *framework; /* id of the shape of log it is for; "" = any */
  char *origin;    /* what the training logs were, as told; "" */
  char *command;   /* that made it; "" */
  char *version;   /* of the program that made it; "" */
  char *labels;    /* SHA-256 of the training labels; "" */
  char *note;      /* in words */
  guint tier;
  double lambda;
  gsize n_logs, n_questions;
  guint64 seed;
  WfProfileFigures validated;  /* questions left out of training */
  WfProfileFigures unfamiliar; /* shapes of log left out of training */
  gboolean is_used[WF_N_FEATURES];
  double weights[WF_N_FEATURES];
  double mean[WF_N_FEATURES]; /* of the training logs: tier 2 */
  double sd[WF_N_FEATURES];
};

/* everything zero, strings empty */
WfProfile *wf_profile_new_empty  (void);
/* after the figures are set, once */
void       wf_profile_make_note  (WfProfile *self);

G_END_DECLS
