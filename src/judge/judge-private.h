/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "judge/endpoint-private.h"
#include "judge/judge.h"

G_BEGIN_DECLS

struct _WfJudgeRequest
{
  WfEndpoint *endpoint;
  char *model;
  gsize *steps;
  gsize n_steps;
  char *body;
};

struct _WfJudgement
{
  WfStepScore *scores;
  gsize n_scores;
  char *model;
  char *judge;
  char *answer;
  char **notes;
  double seconds;
};

G_END_DECLS
