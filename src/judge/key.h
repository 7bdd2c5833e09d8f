/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* The keys of judges in the user's keyring, one an endpoint; they are in no settings file. Each blocks, and may wait for the user to
 * unlock the keyring: for a worker thread. url: as for wf_judge_request_new(). */
gboolean wf_judge_key_store  (const char *url, const char *key, WfProgress *progress, GError **error);
/* wf_judge_key_free() wipes it. NULL without an error: there is none */
char    *wf_judge_key_lookup (const char *url, WfProgress *progress, GError **error);
/* TRUE too when there was none */
gboolean wf_judge_key_clear  (const char *url, WfProgress *progress, GError **error);
void     wf_judge_key_free   (char *key);

G_END_DECLS
