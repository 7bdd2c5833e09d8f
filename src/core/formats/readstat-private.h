/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <readstat.h>

#include "core/base/source.h"
#include "core/table/table.h"

G_BEGIN_DECLS

typedef readstat_error_t (*WfReadstatParse) (readstat_parser_t *parser, const char *path, void *data);

/* whether a file of this length ends as one that is whole does */
typedef gboolean (*WfReadstatIsWhole) (const char *data, gsize length);

/* The table in the bytes of the source. WF_ERROR_PARSE (damaged; says at which byte), WF_ERROR_UNSUPPORTED, WF_ERROR_DATA,
 * WF_ERROR_TOO_LARGE, G_IO_ERROR_CANCELLED */
WfTable *wf_readstat_read (WfSource *source, WfReadstatParse parse, WfReadstatIsWhole is_whole, WfProgress *progress, GError **error);

G_END_DECLS
