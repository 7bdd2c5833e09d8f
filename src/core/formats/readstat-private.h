/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <readstat.h>

#include "core/formats/import.h"

G_BEGIN_DECLS

typedef readstat_error_t (*WfReadstatParse) (readstat_parser_t *parser, const char *path, void *data);

/* Whether a file of this length ends as one that is whole does. is_short: ReadStat wanted the rest of something, and of a table of
 * names behind the last one more than the four bytes with which it would begin. */
typedef gboolean (*WfReadstatIsWhole) (const char *data, gsize length, gboolean is_short);

typedef struct
{
  const WfFormat *format;
  WfReadstatParse parse;
  WfReadstatIsWhole is_whole;
} WfReadstatKind;

/* The table in the bytes of the source. WF_ERROR_PARSE (damaged; says at which byte), WF_ERROR_UNSUPPORTED, WF_ERROR_DATA,
 * WF_ERROR_TOO_LARGE, G_IO_ERROR_CANCELLED */
WfTable  *wf_readstat_read    (const WfReadstatKind *kind, WfSource *source, WfProgress *progress, GError **error);
/* its first rows */
WfImport *wf_readstat_preview (const WfReadstatKind *kind, WfSource *source, GVariant *params, WfProgress *progress, GError **error);
/* whether the numbers of a variable with this format of its program are times: seconds since 1970 = number * scale + offset */
gboolean  wf_readstat_find_calendar (const WfReadstatKind *kind, const char *format, double *scale, double *offset);

G_END_DECLS
