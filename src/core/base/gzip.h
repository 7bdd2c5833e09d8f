/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/base/progress.h"

G_BEGIN_DECLS

/* whether the bytes begin like a gzip file (RFC 1952) */
WF_API gboolean wf_gzip_is_packed   (GBytes *bytes);
/* All that is packed; WF_ERROR_TOO_LARGE above WF_LIMIT_UNPACKED_BYTES, WF_ERROR_PARSE when damaged. (transfer full) */
WF_API GBytes  *wf_gzip_unpack      (GBytes *bytes, const char *name, WfProgress *progress, GError **error);
/* The first bytes of what is packed, fewer where it is shorter or damaged. (transfer full) */
WF_API GBytes  *wf_gzip_unpack_head (GBytes *bytes, gsize n_bytes);

/* whether so much may come out of the first n_packed bytes of a packed file; FALSE with WF_ERROR_TOO_LARGE (skip) */
gboolean        wf_unpacking_check  (const char *name, gsize n, gsize n_packed, GError **error);

G_END_DECLS
