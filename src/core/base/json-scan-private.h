/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json-place.h"
#include "core/base/json-tokens.h"

G_BEGIN_DECLS

/* Checks that text (valid UTF-8) is one JSON value nested at most WF_LIMIT_JSON_DEPTH deep (RFC 8259). Result
 * (transfer full): the same value in a form that json-glib reads without loss: integers beyond int64 as
 * strings, escaped NULs and lone surrogates as U+FFFD. NULL with WF_ERROR_PARSE that starts with
 * name:line:column. */
GString *wf_json_scan (const char *text, gsize length, const char *name, GError **error);
/* wf_json_tokens_read() from the value's start on, into no tokens yet */
gboolean wf_json_scan_tokens (WfJsonTokens *tokens, gsize *behind, WfProgress *progress, GError **error);
/* sets name:line:column: message for a byte of text; the column counts characters from 1 */
void wf_json_set_error (
    GError **error, int code, const char *text, gsize at, const char *name, const char *message);
/* byte of the document's text at which the value begins; that of the innermost value around it, where it is
 * missing */
gsize wf_json_locate (const WfJsonPlace *document, const WfJsonPlace *place);

G_END_DECLS
