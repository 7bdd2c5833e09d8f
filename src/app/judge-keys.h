/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The calls of judge/key.h in a worker thread, as each may wait for the user to unlock the keyring. The callback's object is NULL; once
 * the cancellable is cancelled the result is G_IO_ERROR_CANCELLED, so that whoever may be gone by then cancels it and looks there first. */

/* for one program's run in place of the keyring; NULL when it isn't set */
const char *wf_judge_keys_get_from_environment (void);

void     wf_judge_keys_lookup_async  (const char *url, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* as wf_judge_key_lookup() */
char    *wf_judge_keys_lookup_finish (GAsyncResult *result, GError **error);
/* key: nullable = clear the one that is kept. Cancelling stops the waiting, not the work. */
void     wf_judge_keys_keep_async    (const char *url, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean wf_judge_keys_keep_finish   (GAsyncResult *result, GError **error);

G_END_DECLS
