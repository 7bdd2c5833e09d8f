/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/base/source.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

typedef struct _WfLogInput WfLogInput;

/**
 * WfLogFormat: (skip)
 *
 * One log format, detected by the keys of its records or the look of its lines, never by the file's name. A file
 * gives its records one after another: the elements of a list, the values of its lines, or the one value it is.
 */
typedef struct
{
  const char *id;          /* "who-and-when" */
  const char *name;        /* "Who&When", translatable */
  const char *summary;     /* one sentence, translatable */
  /* Keys one of which stands near the beginning of every such file: tells a log cheaply from a table or a graph.
   * NULL-terminated; NULL for formats of plain text. */
  const char *const *keys;
  /* whether a record is of this format; asked for the first records until one format says yes */
  gboolean  (*detect)      (JsonNode *record);
  /* the same for plain text (its first 64 KiB), UTF-8; NULL for formats in JSON */
  gboolean  (*detect_text) (const char *text, gsize length);
  /* takes what no other format takes, when somebody says that it is a log; wf_logs_is_log() doesn't ask it */
  gboolean    is_last_resort;
  /* Adds one WfTraceBuilder a run; input is at its first record. NULL for what is known but is no log. */
  gboolean  (*read)        (WfLogInput *input, GPtrArray *runs, GError **error);
  /* what it is instead and what to do, translatable; NULL when it can be read */
  const char *refusal;
} WfLogFormat;

WF_API const WfLogFormat *const *wf_logs_get_all (void);   /* NULL-terminated; (skip) */
/* TRUE when the source's first bytes look like an agent log rather than a table or a graph; cheap */
WF_API gboolean   wf_logs_is_log (WfSource *source);
/* Every run of a file, at least one. WF_ERROR_PARSE with line and column; WF_ERROR_UNSUPPORTED says what the file is, or which
 * keys were found and which formats are read */
WF_API GPtrArray *wf_traces_read (WfSource *source, WfProgress *progress, GError **error);   /* (element-type WfTrace) */
/* the only run of a file: WF_ERROR_DATA when it holds several */
WF_API WfTrace   *wf_trace_read  (WfSource *source, WfProgress *progress, GError **error);

G_END_DECLS
