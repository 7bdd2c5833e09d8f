/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/judge-keys.h"
#include "judge/key.h"

#define VARIABLE "WHEREFORE_JUDGE_KEY" /* as for the command line */

typedef struct
{
  char *url;
  char *key; /* nullable */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->url);
  wf_judge_key_free (order->key);
  g_free (order);
}

const char *
wf_judge_keys_get_from_environment (void)
{
  const char *key = g_getenv (VARIABLE);

  return key != NULL && *key != '\0' ? key : NULL;
}

static void
start (const char *url,
       const char *key,
       gpointer tag,
       GTaskThreadFunc work,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new (Order, 1);

  *order = (Order){ g_strdup (url), g_strdup (key) };
  g_task_set_source_tag (task, tag);
  g_task_set_name (task, "wherefore keyring");
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, work);
}

static void
lookup (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  char *key = wf_judge_key_lookup (order->url, progress, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, key, (GDestroyNotify) wf_judge_key_free);
}

void
wf_judge_keys_lookup_async (const char *url,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (url != NULL);

  start (url, NULL, wf_judge_keys_lookup_async, lookup, cancellable, callback, user_data);
}

char *
wf_judge_keys_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the user asked for is done even if the one who waits is gone. */
static void
keep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = order->key != NULL ? wf_judge_key_store (order->url, order->key, NULL, &error)
                                        : wf_judge_key_clear (order->url, NULL, &error);

  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
wf_judge_keys_keep_async (const char *url,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (url != NULL);

  start (url, key, wf_judge_keys_keep_async, keep, cancellable, callback, user_data);
}

gboolean
wf_judge_keys_keep_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
