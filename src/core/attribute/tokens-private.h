/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "core/attribute/words-private.h"
#include "core/base/progress.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  guint id;
  guint count; /* occurrences in the step */
} WfToken;

#define WF_TOKENS_FEW 32 /* occurrences in a step whose logarithm is looked up */

/* The words of a log: every step in lower case and its distinct tokens. A token is [a-z0-9]+ with an optional tail .digits, no stop word,
 * no single letter. */
typedef struct
{
  gsize n_steps;
  char **lower;         /* text in lower case */
  gsize *n_chars;
  gsize *start;         /* tokens of step i: start[i] .. start[i + 1] - 1; n_steps + 1 */
  GArray *tokens;       /* of WfToken; within a step in order of first occurrence */
  WfWords *words;       /* stop words and then tokens by id */
  GArray *df;           /* of guint: steps with the token */
  GArray *first;        /* of guint: the first step with it */
  GArray *is_number;    /* of guint8: starts with a digit */
  double log_tf[WF_TOKENS_FEW]; /* 1 + ln count */
  double *idf;          /* ln ((T + 1) / df), over the steps of this log alone: no corpus is needed */
  guint8 *in_question;
  gsize n_question;     /* distinct tokens of the question */
} WfTokens;

WfTokens *wf_tokens_new   (WfTrace *trace, WfProgress *progress, GError **error);
void      wf_tokens_free  (WfTokens *self);
guint     wf_tokens_look_up (const WfTokens *self, const char *word, gsize length);
GArray   *wf_tokens_find  (const WfTokens *self, const char *lower, gsize length);
double    wf_tokens_get_question_square (const WfTokens *self);

static inline const WfToken *
wf_tokens_get (const WfTokens *self, gsize k)
{
  return &g_array_index (self->tokens, WfToken, k);
}

static inline double
wf_tokens_idf (const WfTokens *self, guint id)
{
  return self->idf[id];
}

/* (1 + ln tf) idf */
static inline double
wf_token_weight (const WfTokens *self, const WfToken *token)
{
  double tf = token->count < WF_TOKENS_FEW ? self->log_tf[token->count] : 1 + log (token->count);

  return tf * self->idf[token->id];
}

static inline guint
wf_tokens_get_first (const WfTokens *self, guint id)
{
  return g_array_index (self->first, guint, id);
}

static inline gboolean
wf_tokens_is_number (const WfTokens *self, guint id)
{
  return g_array_index (self->is_number, guint8, id);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTokens, wf_tokens_free)

G_END_DECLS
