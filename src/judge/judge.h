/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/judged.h"

G_BEGIN_DECLS

/**
 * WfJudgeRequest:
 *
 * What would be sent to a judge, to the byte: a language model behind an OpenAI-compatible address is asked for a score of the steps
 * on a short list. Immutable. Making one sends nothing; wf_judge_score() does.
 */
typedef struct _WfJudgeRequest WfJudgeRequest;

/**
 * WfJudgement:
 *
 * What a judge answered. Immutable.
 */
typedef struct _WfJudgement WfJudgement;

#define WF_TYPE_JUDGE_REQUEST (wf_judge_request_get_type ())
#define WF_TYPE_JUDGEMENT (wf_judgement_get_type ())

/* whether url is one that wf_judge_request_new() takes; WF_ERROR_DATA says why not */
gboolean         wf_judge_check_address       (const char *url, GError **error);

GType            wf_judge_request_get_type    (void);
/* url: of a server, "http://localhost:11434", of its API, ".../v1", or whole, ".../chat/completions" */
WfJudgeRequest  *wf_judge_request_new         (WfBlame *blame, const char *url, const char *model, GError **error);
WfJudgeRequest  *wf_judge_request_ref         (WfJudgeRequest *self);
void             wf_judge_request_unref       (WfJudgeRequest *self);
const char      *wf_judge_request_get_url     (WfJudgeRequest *self);                 /* whole, as it is called */
const char      *wf_judge_request_get_host    (WfJudgeRequest *self);                 /* "localhost:11434" */
const char      *wf_judge_request_get_model   (WfJudgeRequest *self);
const char      *wf_judge_request_get_body    (WfJudgeRequest *self);                 /* JSON */
const gsize     *wf_judge_request_get_steps   (WfJudgeRequest *self, gsize *n_steps); /* the short list, in order of the log */
gboolean         wf_judge_request_is_private  (WfJudgeRequest *self);                 /* encrypted, or doesn't leave this machine */

/* the request as text, the key as dots; key: nullable. WF_ERROR_DATA for a key that can't be sent */
char            *wf_judge_preview             (WfJudgeRequest *self, const char *key, GError **error);
/* sends; blocks for up to minutes: for a worker thread */
WfJudgement     *wf_judge_score               (WfJudgeRequest *self, const char *key, WfProgress *progress, GError **error);

GType            wf_judgement_get_type        (void);
WfJudgement     *wf_judgement_ref             (WfJudgement *self);
void             wf_judgement_unref           (WfJudgement *self);
const WfStepScore *wf_judgement_get_scores    (WfJudgement *self, gsize *n_scores);   /* in order of the log; at least one */
const char      *wf_judgement_get_model       (WfJudgement *self);                    /* as the server calls it */
const char      *wf_judgement_get_judge       (WfJudgement *self);                    /* "llama3 at localhost:11434" */
double           wf_judgement_get_seconds     (WfJudgement *self);
const char      *wf_judgement_get_answer      (WfJudgement *self);                    /* the model's words, as they came */
const char *const *wf_judgement_get_notes     (WfJudgement *self);                    /* what was left out of it; NULL-terminated */
/* the result with the judge's say, at the default weight */
WfBlame         *wf_judgement_apply           (WfJudgement *self, WfBlame *blame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfJudgeRequest, wf_judge_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfJudgement, wf_judgement_unref)

G_END_DECLS
