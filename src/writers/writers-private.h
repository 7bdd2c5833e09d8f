/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "writers/writers.h"

G_BEGIN_DECLS

extern const WfWriter wf_writer_pdf;
extern const WfWriter wf_writer_markdown;
extern const WfWriter wf_writer_json;

/* When the report is made: now, or the time SOURCE_DATE_EPOCH names, so that a file can be made again byte
 * for byte. */
GDateTime *wf_writer_get_date (void);
/* "**Figure 2.** caption": figures are numbered by the writers, all in the same way; number counts from 1 */
char *wf_writer_caption (const char *caption, guint number);
/* name of the first input, for the foot of a page; NULL when the report has none */
const char *wf_writer_get_source_name (WfReport *report);

G_END_DECLS
