/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "judge/judge.h"

G_BEGIN_DECLS

/* How patient a call is. */
typedef struct
{
  double seconds;         /* in all: waiting and further attempts too */
  double connect_seconds; /* of each attempt */
  double first_wait;      /* before the second attempt, when the server doesn't say; twice that before the third */
  double longest_wait;    /* that a server may ask for */
  guint n_retries;        /* after 429 and 5xx */
} WfPatience;

extern const WfPatience wf_patience_default;

WfJudgement *wf_judge_ask (WfJudgeRequest *request, const char *key, const WfPatience *patience, WfProgress *progress, GError **error);

G_END_DECLS
