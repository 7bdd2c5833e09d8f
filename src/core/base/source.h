/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/base/progress.h"

G_BEGIN_DECLS

/**
 * WfSource:
 *
 * A file's bytes with what a report must say about it: the name shown to people, and the SHA-256, computed only when asked for.
 */
typedef struct _WfSource WfSource;

#define WF_TYPE_SOURCE (wf_source_get_type ())

WF_API GType       wf_source_get_type   (void);
/* maps or reads the file ("-" as path of wf_source_open_path() = standard input) */
WF_API WfSource   *wf_source_open       (GFile *file, WfProgress *progress, GError **error);
WF_API WfSource   *wf_source_open_path  (const char *path, WfProgress *progress, GError **error);
WF_API WfSource   *wf_source_new        (GBytes *bytes, const char *name);
WF_API WfSource   *wf_source_ref        (WfSource *self);
WF_API void        wf_source_unref      (WfSource *self);
WF_API const char *wf_source_get_name   (WfSource *self);               /* base name, for messages */
WF_API const char *wf_source_get_path   (WfSource *self);               /* as given, for command lines; nullable */
WF_API GBytes     *wf_source_get_bytes  (WfSource *self);               /* (transfer none) */
WF_API const char *wf_source_get_sha256 (WfSource *self);               /* computed once, thread safe */

/* Has the SHA-256 of a large file computed in a thread of its own while something else is done with it; wf_source_get_sha256() waits for
 * it. Nothing happens for a small one, and it ends when the progress is cancelled. */
WF_API void        wf_source_begin_sha256 (WfSource *self, WfProgress *progress);
/* the first bytes of the content, fewer where it is shorter; of what is packed where the file is gzip (transfer full) */
WF_API GBytes     *wf_source_read_head  (WfSource *self, gsize n_bytes);
/* The file's content unpacked, itself where it isn't gzip: the same name, path and SHA-256. WF_ERROR_TOO_LARGE, WF_ERROR_PARSE. (transfer full) */
WF_API WfSource   *wf_source_unpack     (WfSource *self, WfProgress *progress, GError **error);
WF_API gboolean    wf_source_is_packed  (WfSource *self);

/* Writes all or nothing: a temporary file beside the target, then rename. */
WF_API gboolean    wf_file_write        (GFile *file, const char *data, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSource, wf_source_unref)

G_END_DECLS
