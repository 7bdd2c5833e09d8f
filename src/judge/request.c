/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "judge/answer-private.h"
#include "judge/http-private.h"
#include "judge/judge-private.h"
#include "judge/prompt-private.h"
#include "judge/shortlist-private.h"

#define MODEL_BYTES 200

G_DEFINE_BOXED_TYPE (WfJudgeRequest, wf_judge_request, wf_judge_request_ref, wf_judge_request_unref)

static void
request_clear (gpointer data)
{
  WfJudgeRequest *self = data;

  g_clear_pointer (&self->endpoint, wf_endpoint_free);
  g_free (self->model);
  g_free (self->steps);
  g_free (self->body);
}

/**
 * wf_judge_check_address:
 * @url: an address, as for wf_judge_request_new()
 * @error: return location for %WF_ERROR_DATA: what is wrong with it
 *
 * For a form, while it is filled in. Nobody is called.
 *
 * Returns: whether it can be the address of a judge
 */
gboolean
wf_judge_check_address (const char *url, GError **error)
{
  g_autoptr (WfEndpoint) endpoint = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  endpoint = wf_endpoint_new (url, error);
  return endpoint != NULL;
}

static gboolean
check_model (const char *model, GError **error)
{
  if (*model != '\0' && strlen (model) <= MODEL_BYTES && g_utf8_validate (model, -1, NULL))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("A judge’s model needs the name by which its server knows it, of at most %d bytes, like "
                  "“llama3”."),
               MODEL_BYTES);
  return FALSE;
}

/**
 * wf_judge_request_new:
 * @blame: who and when, without a judge
 * @url: address of an OpenAI-compatible server (https://example.org), of its API (…/v1) or of the call itself
 *   (…/chat/completions); http or https
 * @model: name of the model, as the server knows it
 * @error: return location for %WF_ERROR_DATA: an address or name that is none
 *
 * What a judge would be asked: a score of the three likeliest worker steps, of the orchestrator steps that
 * follow each and of the first three suspects, from the task, the answer and excerpts of these steps and of
 * the tool output behind them: at most 15 steps, 1,600 characters of each. The same result gives the same
 * bytes. Nothing is sent.
 *
 * Returns: (transfer full): the request, or %NULL
 */
WfJudgeRequest *
wf_judge_request_new (WfBlame *blame, const char *url, const char *model, GError **error)
{
  g_autoptr (WfJudgeRequest) self = g_atomic_rc_box_new0 (WfJudgeRequest);

  g_return_val_if_fail (blame != NULL && url != NULL && model != NULL, NULL);

  self->endpoint = wf_endpoint_new (url, error);
  if (self->endpoint == NULL || !check_model (model, error))
    return NULL;
  if (wf_blame_get_without_judge (blame) != NULL)
    blame = wf_blame_get_without_judge (blame);
  self->model = g_strdup (model);
  self->steps = wf_shortlist_new (blame, &self->n_steps);
  self->body = wf_prompt_new (blame, model, self->steps, self->n_steps);
  return g_steal_pointer (&self);
}

/**
 * wf_judge_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self with one more reference
 */
WfJudgeRequest *
wf_judge_request_ref (WfJudgeRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_judge_request_unref:
 * @self: (transfer full): a request
 */
void
wf_judge_request_unref (WfJudgeRequest *self)
{
  g_atomic_rc_box_release_full (self, request_clear);
}

/**
 * wf_judge_request_get_url:
 * @self: a request
 *
 * Returns: where it would go
 */
const char *
wf_judge_request_get_url (WfJudgeRequest *self)
{
  return self->endpoint->url;
}

/**
 * wf_judge_request_get_host:
 * @self: a request
 *
 * Returns: the machine it would go to, with the port when it isn't the usual one
 */
const char *
wf_judge_request_get_host (WfJudgeRequest *self)
{
  return self->endpoint->host;
}

/**
 * wf_judge_request_get_model:
 * @self: a request
 *
 * Returns: the model that is asked for
 */
const char *
wf_judge_request_get_model (WfJudgeRequest *self)
{
  return self->model;
}

/**
 * wf_judge_request_get_body:
 * @self: a request
 *
 * Returns: what would be sent, JSON in UTF-8
 */
const char *
wf_judge_request_get_body (WfJudgeRequest *self)
{
  return self->body;
}

/**
 * wf_judge_request_get_steps:
 * @self: a request
 * @n_steps: (out): number of steps
 *
 * Returns: (array length=n_steps) (transfer none): the steps that the judge is asked about, in order of the
 * log
 */
const gsize *
wf_judge_request_get_steps (WfJudgeRequest *self, gsize *n_steps)
{
  *n_steps = self->n_steps;
  return self->steps;
}

/**
 * wf_judge_request_is_private:
 * @self: a request
 *
 * Returns: whether nobody on the way can read it: it is encrypted, or doesn't leave this machine
 */
gboolean
wf_judge_request_is_private (WfJudgeRequest *self)
{
  return self->endpoint->is_encrypted || self->endpoint->is_loopback;
}

/**
 * wf_judge_preview:
 * @self: a request
 * @key: (nullable): the key that would be sent with it
 * @error: return location for %WF_ERROR_DATA: a key that can't be sent there
 *
 * Exactly what wf_judge_score() sends, but for the key, which is shown as dots: the call, its headers, a
 * blank line and the body.
 *
 * Returns: (transfer full): the request as text, or %NULL
 */
char *
wf_judge_preview (WfJudgeRequest *self, const char *key, GError **error)
{
  WfHttpHeader headers[WF_HTTP_MAX_HEADERS];
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *authorization = g_strconcat (WF_HTTP_BEARER, WF_JUDGE_DOTS, NULL);
  gsize n_headers;

  g_return_val_if_fail (self != NULL, NULL);

  if (key != NULL && !wf_endpoint_check_key (self->endpoint, key, error))
    return NULL;
  n_headers = wf_http_list_headers (key != NULL ? authorization : NULL, headers);
  g_string_append_printf (text, "POST %s\nHost: %s\n", self->endpoint->url, self->endpoint->host);
  for (gsize i = 0; i < n_headers; i++)
    g_string_append_printf (text, "%s: %s\n", headers[i].name, headers[i].value);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\n\n%s", strlen (self->body), self->body);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
