/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/base/source.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

/**
 * WfLogFormat: (skip)
 *
 * One log format, detected by the keys of its first JSON value, never by the file's name.
 */
typedef struct
{
  const char *id;        /* "who-and-when" */
  const char *name;      /* "Who&When", translatable */
  const char *summary;   /* one sentence, translatable */
  gboolean  (*detect)    (JsonNode *root);
  WfTrace  *(*read)      (JsonNode *root, WfSource *source, GError **error);
} WfLogFormat;

WF_API const WfLogFormat *const *wf_logs_get_all (void);   /* NULL-terminated; (skip) */
/* TRUE when the source's first bytes look like an agent log rather than a table or a graph; cheap */
WF_API gboolean wf_logs_is_log  (WfSource *source);
/* WF_ERROR_PARSE with line and column; WF_ERROR_UNSUPPORTED says which keys were found and which formats are read */
WF_API WfTrace *wf_trace_read   (WfSource *source, WfProgress *progress, GError **error);

G_END_DECLS
