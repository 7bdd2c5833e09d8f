/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a step can speak of. */
typedef enum
{
  WF_TOPIC_ASSUME,
  WF_TOPIC_UNABLE,
  WF_TOPIC_ERROR,
  WF_TOPIC_MANUAL,
  WF_TOPIC_CORRECT,
  WF_TOPIC_SORRY,
  WF_TOPIC_PLAN,
  WF_TOPIC_VERIFY,
  WF_TOPIC_CONCLUDE,
  WF_TOPIC_SEARCH,
  WF_TOPIC_KNOW,
  WF_TOPIC_CALCULATE,
  WF_TOPIC_CLICK,
  WF_TOPIC_TYPE,
  WF_TOPIC_CODE, /* a fence of code */
  WF_TOPIC_LINK,
  WF_TOPIC_ASK,
  WF_N_TOPICS,
} WfTopic;

/* The phrases of each topic, in lower case; NULL-terminated. */
extern const char *const *const wf_phrases_of_topic[WF_N_TOPICS];

/* lists that reasons in words quote */
extern const char *const wf_phrases_unable[];
extern const char *const wf_phrases_error[];

/* the narrower lists that reasons in words quote: a phrase here speaks for itself */
extern const char *const wf_phrases_placeholder[];
extern const char *const wf_phrases_request[];
extern const char *const wf_phrases_mistake[];

void  wf_phrases_count (const char *lower, guint *counts);
char *wf_phrases_quote (const char *lower, const char *const *phrases);

G_END_DECLS
