/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/base/source.h"

G_BEGIN_DECLS

/* How a file holds its records. */
typedef enum
{
  WF_LOG_VALUE, /* one JSON value, which is the record */
  WF_LOG_LIST,  /* one JSON list, whose elements are the records */
  WF_LOG_LINES, /* a JSON value a line, perhaps behind a prefix; or values one after another */
  WF_LOG_TEXT,  /* no JSON: the text as a whole */
} WfLogShape;

/*
 * WfLogInput: a log's records one after another, whatever holds them, parsed one at a time so that a file of
 * lines needs the memory of a line. Bytes that aren't UTF-8 are replaced; lines that are no JSON and records
 * that the format doesn't know are left out, counted, and told with their numbers.
 */
typedef struct _WfLogInput WfLogInput;

/* NULL with WF_ERROR_PARSE when the file is one JSON value that is malformed or when its first value is; WF_ERROR_DATA
 * when it is empty */
WfLogInput *wf_log_input_new       (WfSource *source, WfProgress *progress, GError **error);
void        wf_log_input_free      (WfLogInput *self);
WfLogShape  wf_log_input_get_shape (WfLogInput *self);
const char *wf_log_input_get_name  (WfLogInput *self);               /* of the file, for messages only */
const char *wf_log_input_get_text  (WfLogInput *self, gsize *length); /* all of it, valid UTF-8, not nul-terminated */
/* The next record, valid until the next call. NULL at the end and when cancelled: wf_log_input_finish() tells which. */
JsonNode   *wf_log_input_next      (WfLogInput *self);
/* counts the record given last as one that is none of the format */
void        wf_log_input_leave_out (WfLogInput *self);
gboolean    wf_log_input_finish    (WfLogInput *self, GError **error);
/* A run for each record of the format; the others are left out. add: adds one builder to runs */
gboolean    wf_log_input_read_each (WfLogInput *self, gboolean (*detect) (JsonNode *record),
                                    void (*add) (JsonObject *object, GPtrArray *runs), GPtrArray *runs, GError **error);
void        wf_log_input_rewind    (WfLogInput *self);               /* the counts begin again, too */
/* what was replaced or left out, as translated sentences (transfer full), NULL-terminated */
char      **wf_log_input_get_notes (WfLogInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfLogInput, wf_log_input_free)

G_END_DECLS
