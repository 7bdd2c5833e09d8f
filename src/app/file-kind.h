/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/source.h"

G_BEGIN_DECLS

/* What a file is to the document, by its first bytes. */
typedef enum
{
  WF_FILE_KIND_NONE,
  WF_FILE_KIND_FOLDER, /* of logs */
  WF_FILE_KIND_PROJECT,
  WF_FILE_KIND_PROFILE,
  WF_FILE_KIND_LOG,
  WF_FILE_KIND_KNOWLEDGE,
  WF_FILE_KIND_TABLE,
  WF_FILE_KIND_MODEL,
  WF_FILE_KIND_GRAPH,
} WfFileKind;

/* NONE with an error that says what was looked for */
WfFileKind wf_file_kind_find (WfSource *source, GError **error);
/* "table", "agent log", translated; NULL of NONE */
const char *wf_file_kind_get_name (WfFileKind kind);
/* the same of a file or folder, in a worker; NONE also where it can't be read */
void wf_file_kind_find_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
WfFileKind wf_file_kind_find_finish (GAsyncResult *result);

G_END_DECLS
