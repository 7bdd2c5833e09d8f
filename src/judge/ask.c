/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "judge/answer-private.h"
#include "judge/ask-private.h"
#include "judge/http-private.h"
#include "judge/judge-private.h"

#define NAP 20000 /* microseconds between two looks at whether to go on waiting */

const WfPatience wf_patience_default = {
  .seconds = 300, /* a small computer's model thinks for minutes */
  .connect_seconds = 15,
  .first_wait = 1,
  .longest_wait = 30,
  .n_retries = 2,
};

/* What may go better a little later: too many requests, a server that is overloaded or restarts. */
static gboolean
is_passing (guint status)
{
  return status == 429 || status == 500 || (status >= 502 && status <= 504);
}

static gboolean
wait_for (double seconds, WfProgress *progress, GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  wf_progress_set_stage (progress, _ ("Waiting, as the judge wishes"), 0);
  for (gint64 left; (left = end - g_get_monotonic_time ()) > 0;)
    {
      if (!wf_progress_check (progress, error))
        return FALSE;
      g_usleep ((gulong) MIN (left, NAP));
    }
  return TRUE;
}

static const char *
advise (guint status)
{
  switch (status)
    {
      case 401:
      case 403:
        return _ ("Check the key and what it may be used for.");
      case 402:
        return _ ("Check the account that the key belongs to.");
      case 404:
      case 405:
        return _ ("Check the address and the model’s name.");
      case 400:
      case 422:
        return _ ("Check the model’s name.");
      case 413:
        return _ ("The model takes shorter texts only: ask another one.");
      case 429:
        return _ ("It has too much to do, or the account’s limit is reached: try again later.");
      default:
        return status >= 500 ? _ ("Its server has a fault: try again later.") : _ ("Check the address.");
    }
}

static GIOErrorEnum
get_code (guint status)
{
  switch (status)
    {
      case 401:
      case 402:
      case 403:
        return G_IO_ERROR_PERMISSION_DENIED;
      case 404:
        return G_IO_ERROR_NOT_FOUND;
      case 429:
        return G_IO_ERROR_BUSY;
      default:
        return status < 500 ? G_IO_ERROR_INVALID_ARGUMENT : G_IO_ERROR_FAILED;
    }
}

static void
explain_status (const WfHttpCall *call, const WfHttpReply *reply, GError **error)
{
  g_autofree char *said = wf_answer_get_error (reply->body, call->key);
  g_autofree char *reason = wf_answer_shorten (reply->reason, 60);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("The judge at %s refused with status %u (%s). %s"), call->endpoint->host,
                          reply->status, said != NULL ? said : reason, advise (reply->status));
  if (reply->retry_after >= 1)
    {
      g_autofree char *seconds = wf_format_number (reply->retry_after);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("It asks to wait %s seconds."), seconds);
    }
  g_set_error_literal (error, G_IO_ERROR, get_code (reply->status), text->str);
}

static gboolean
check_status (const WfHttpCall *call, const WfHttpReply *reply, GError **error)
{
  if (reply->status >= 200 && reply->status < 300)
    return TRUE;
  if (reply->status >= 300 && reply->status < 400 && reply->location != NULL)
    {
      g_autofree char *location = wf_answer_shorten (reply->location, 200);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The judge at %s sends its callers on to %s. Nothing was sent there: name that address "
                      "yourself if you trust it."),
                   call->endpoint->host, location);
    }
  else
    explain_status (call, reply, error);
  return FALSE;
}

/* What GIO and libsoup say, with the place and what to do. */
static void
explain_failure (const WfHttpCall *call, GError **error)
{
  g_autoptr (GError) failure = g_steal_pointer (error);
  const char *host = call->endpoint->host;
  const char *format;

  if (failure->domain == WF_ERROR || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    format = _ ("Nothing listens at %s (%s). Start the judge’s server, or correct the address.");
  else if (failure->domain == G_RESOLVER_ERROR)
    format = _ ("There is no host of that name: %s (%s). Correct the address, or check the network.");
  else if (failure->domain == G_TLS_ERROR)
    format = _ ("No secure connection to %s (%s). Nothing was sent. Check the address and the server’s "
                "certificate.");
  else
    format = _ ("The exchange with the judge at %s broke off: %s. Try again.");
  g_set_error (error, failure->domain, failure->code, format, host, failure->message);
}

/* One call, and at most n_retries more after what passes. NULL: no answer. */
static WfHttpReply *
call_patiently (const WfHttpCall *call, const WfPatience *patience, WfProgress *progress, GError **error)
{
  double wait = patience->first_wait;

  for (guint n = 0;; n++, wait *= 2)
    {
      g_autoptr (WfHttpReply) reply = NULL;
      double pause, left;

      wf_progress_set_stage (progress, _ ("Asking the judge"), 0);
      reply = wf_http_post (call, progress, error);
      if (reply == NULL)
        {
          explain_failure (call, error);
          return NULL;
        }
      pause = reply->retry_after >= 0 ? reply->retry_after : wait;
      left = (double) (call->deadline - g_get_monotonic_time ()) / G_USEC_PER_SEC;
      if (!is_passing (reply->status) || n == patience->n_retries || pause > patience->longest_wait ||
          pause >= left)
        return check_status (call, reply, error) ? g_steal_pointer (&reply) : NULL;
      if (!wait_for (pause, progress, error))
        return NULL;
    }
}

static WfJudgement *
create_judgement (WfJudgeRequest *request, const char *words, const char *model, WfVerdict *verdict)
{
  WfJudgement *self = g_atomic_rc_box_new0 (WfJudgement);

  g_ptr_array_add (verdict->notes, NULL);
  self->notes = g_strdupv ((char **) verdict->notes->pdata);
  self->model = g_strdup (model != NULL ? model : request->model);
  self->judge = g_strdup_printf (_ ("%s at %s"), self->model, request->endpoint->host);
  self->answer = g_strdup (words);
  self->n_scores = verdict->scores->len;
  self->scores = (WfStepScore *) g_array_free (g_steal_pointer (&verdict->scores), FALSE);
  return self;
}

WfJudgement *
wf_judge_ask (WfJudgeRequest *request,
              const char *key,
              const WfPatience *patience,
              WfProgress *progress,
              GError **error)
{
  gint64 began = g_get_monotonic_time ();
  WfHttpCall call = {
    .endpoint = request->endpoint,
    .body = request->body,
    .key = key,
    .deadline = began + (gint64) (patience->seconds * G_USEC_PER_SEC),
    .connect_seconds = patience->connect_seconds,
    .max_bytes = WF_LIMIT_JUDGE_BYTES,
  };
  g_autoptr (WfHttpReply) reply = NULL;
  g_autoptr (WfVerdict) verdict = NULL;
  g_autofree char *words = NULL;
  g_autofree char *model = NULL;
  gboolean is_cut;
  WfJudgement *judgement;

  if (key != NULL && !wf_endpoint_check_key (request->endpoint, key, error))
    return NULL;
  reply = call_patiently (&call, patience, progress, error);
  if (reply == NULL)
    return NULL;
  words = wf_answer_get_words (reply->body, request->endpoint->host, key, &model, &is_cut, error);
  if (words == NULL)
    return NULL;
  verdict = wf_verdict_new (words, is_cut, request->steps, request->n_steps, error);
  if (verdict == NULL)
    return NULL;
  judgement = create_judgement (request, words, model, verdict);
  judgement->seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  return judgement;
}

/**
 * wf_judge_score:
 * @self: what to ask
 * @key: (nullable): the key of the endpoint; %NULL: it needs none
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Sends the request, exactly as wf_judge_preview() shows it, to the host that the request names and to no
 * other, and reads what the model says. After 429, 500, 502, 503 and 504 it is sent again, at most twice,
 * after as many seconds as the server asks for if these are at most 30. Blocks for up to 300 seconds in all;
 * cancelling takes less than 0.2 s.
 *
 * Errors: %WF_ERROR_DATA for a key that can't be sent there; %WF_ERROR_PARSE for an answer without usable
 * scores; %WF_ERROR_TOO_LARGE for one over 1 MiB; %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CONNECTION_REFUSED,
 * %G_IO_ERROR_PERMISSION_DENIED (401, 402, 403), %G_IO_ERROR_NOT_FOUND (404), %G_IO_ERROR_BUSY (429),
 * %G_IO_ERROR_INVALID_ARGUMENT (other 4xx), %G_IO_ERROR_FAILED (5xx, redirects), %G_IO_ERROR_CANCELLED;
 * GResolverError, GTlsError and other GIOError as they come. Each message says what to do.
 *
 * Returns: (transfer full): what the judge says, or %NULL
 */
WfJudgement *
wf_judge_score (WfJudgeRequest *self, const char *key, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return wf_judge_ask (self, key, &wf_patience_default, progress, error);
}
