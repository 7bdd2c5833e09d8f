/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "core/base/progress.h"

#include "core/base/macros.h"

G_BEGIN_DECLS

/* whether the text begins with a byte-order mark of UTF-16 */
WF_API gboolean wf_utf16_is_marked (const char *text, gsize length);
/* whether it has no mark but looks like UTF-16 all the same: nearly every other byte is zero, as in western languages */
WF_API gboolean wf_utf16_is_likely (const char *text, gsize length);
/* The text behind the mark, if any, as UTF-8; WF_ERROR_UNSUPPORTED above WF_LIMIT_UTF16_BYTES, WF_ERROR_PARSE when broken, G_IO_ERROR_CANCELLED. (transfer full) */
WF_API GBytes  *wf_utf16_convert   (const char *text, gsize length, const char *name, WfProgress *progress, GError **error);
/* the beginning of a file that is marked as UTF-16, which may be cut within a character; NULL where it isn't marked (transfer full) */
WF_API GBytes  *wf_utf16_convert_head (const char *text, gsize length);

G_END_DECLS
