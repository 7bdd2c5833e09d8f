/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "judge/endpoint-private.h"
#include "judge/key.h"

#define ENDPOINT "endpoint"

static const SecretSchema schema = {
  BASE_APPLICATION_ID ".Judge",
  SECRET_SCHEMA_NONE,
  { { ENDPOINT, SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
explain (GError **error)
{
  if (error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (error, "%s: ",
                    _ ("The keyring can’t be used; unlock it, or set the key for one run in the environment "
                       "variable WHEREFORE_JUDGE_KEY"));
}

/**
 * wf_judge_key_store:
 * @url: address of the judge, as for wf_judge_request_new()
 * @key: its key
 * @progress: (nullable): cancelling
 * @error: return location: %WF_ERROR_DATA for an address or key that is none, else what libsecret says
 *
 * Keeps the key in the user's keyring, in place of an older one of the same endpoint.
 *
 * Returns: whether it is kept
 */
gboolean
wf_judge_key_store (const char *url, const char *key, WfProgress *progress, GError **error)
{
  g_autoptr (WfEndpoint) endpoint = wf_endpoint_new (url, error);
  g_autofree char *label = NULL;

  if (endpoint == NULL || !wf_endpoint_check_key (endpoint, key, error))
    return FALSE;
  label = g_strdup_printf (_ ("Wherefore: key of the judge at %s"), endpoint->host);
  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, key,
                                  wf_progress_get_cancellable (progress), error, ENDPOINT, endpoint->url,
                                  NULL))
    return TRUE;
  explain (error);
  return FALSE;
}

/**
 * wf_judge_key_lookup:
 * @url: address of the judge, as for wf_judge_request_new()
 * @progress: (nullable): cancelling
 * @error: return location: %WF_ERROR_DATA for an address that is none, else what libsecret says
 *
 * Returns: (nullable) (transfer full): the key, to be freed with wf_judge_key_free(), or %NULL; without an
 * error when none is kept
 */
char *
wf_judge_key_lookup (const char *url, WfProgress *progress, GError **error)
{
  g_autoptr (WfEndpoint) endpoint = wf_endpoint_new (url, error);
  g_autoptr (GError) failure = NULL;
  char *key;

  if (endpoint == NULL)
    return NULL;
  key = secret_password_lookup_sync (&schema, wf_progress_get_cancellable (progress), &failure, ENDPOINT,
                                     endpoint->url, NULL);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      explain (error);
    }
  return key;
}

/**
 * wf_judge_key_clear:
 * @url: address of the judge, as for wf_judge_request_new()
 * @progress: (nullable): cancelling
 * @error: return location: %WF_ERROR_DATA for an address that is none, else what libsecret says
 *
 * Returns: whether no key of the endpoint is kept any more
 */
gboolean
wf_judge_key_clear (const char *url, WfProgress *progress, GError **error)
{
  g_autoptr (WfEndpoint) endpoint = wf_endpoint_new (url, error);
  g_autoptr (GError) failure = NULL;

  if (endpoint == NULL)
    return FALSE;
  secret_password_clear_sync (&schema, wf_progress_get_cancellable (progress), &failure, ENDPOINT,
                              endpoint->url, NULL);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  explain (error);
  return FALSE;
}

/**
 * wf_judge_key_free:
 * @key: (nullable) (transfer full): a key
 *
 * Wipes and frees it.
 */
void
wf_judge_key_free (char *key)
{
  secret_password_free (key);
}
