/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* WfZip: a ZIP archive in memory, read by libzip. Its entries are found by name, whatever its case. */
typedef struct _WfZip WfZip;

/* name: what messages call the archive. WF_ERROR_PARSE when the bytes are none, or cut off. */
WfZip   *wf_zip_new  (GBytes *bytes, const char *name, GError **error);
void     wf_zip_free (WfZip *self);
gboolean wf_zip_has  (WfZip *self, const char *entry);
/* in bytes, unpacked, as the archive says; 0 = it doesn't, or has no such entry */
gsize    wf_zip_get_size (WfZip *self, const char *entry);

/* takes the next bytes; FALSE: it needs no more of them, or has an error */
typedef gboolean (*WfZipReceiver) (const char *bytes, gsize length, gpointer data, GError **error);

/* Passes an entry on in pieces, the last one empty, and tells the progress of their bytes. FALSE with WF_ERROR_PARSE when it is damaged or isn't there, WF_ERROR_UNSUPPORTED
 * when it is encrypted, WF_ERROR_TOO_LARGE when the archive unpacks to more than WF_LIMIT_UNPACKED_BYTES or WF_LIMIT_EXPANSION
 * allow, G_IO_ERROR_CANCELLED, or the receiver's error. */
gboolean wf_zip_read (WfZip        *self,
                      const char   *entry,
                      WfZipReceiver receive,
                      gpointer      data,
                      WfProgress   *progress,
                      GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfZip, wf_zip_free)

G_END_DECLS
