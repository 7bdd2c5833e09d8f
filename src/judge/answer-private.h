/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "judge/judge.h"

G_BEGIN_DECLS

#define WF_JUDGE_DOTS "••••••••" /* in place of a key */

/* What the words of a model say of the steps it was asked about. */
typedef struct
{
  GArray *scores;   /* WfStepScore, in order of the log */
  GPtrArray *notes; /* char *: what was left out, and why */
} WfVerdict;

/* the words in an answer of /v1/chat/completions. WF_ERROR_PARSE; G_IO_ERROR_FAILED when the server reports an error.
 * key: nullable: no message repeats it */
char      *wf_answer_get_words   (GBytes *body, const char *host, const char *key, char **model, gboolean *is_cut, GError **error);
/* what a server says of its error, in one line; NULL when it says nothing */
char      *wf_answer_get_error   (GBytes *body, const char *key);

/* JSON, alone, fenced or within prose, last one first. WF_ERROR_PARSE */
WfVerdict *wf_verdict_new        (const char *words, gboolean is_cut, const gsize *steps, gsize n_steps, GError **error);
void       wf_verdict_free       (WfVerdict *self);
/* text from a server in one short line, without control characters. (transfer full) */
char      *wf_answer_shorten     (const char *text, gsize max_chars);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfVerdict, wf_verdict_free)

G_END_DECLS
