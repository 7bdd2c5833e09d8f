/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "writers/writers.h"

G_BEGIN_DECLS

extern const WfWriter wf_writer_pdf;
extern const WfWriter wf_writer_html;
extern const WfWriter wf_writer_markdown;
extern const WfWriter wf_writer_text;
extern const WfWriter wf_writer_json;

/* When the report is made: now, or the time SOURCE_DATE_EPOCH names, so that a file can be made again byte
 * for byte. */
GDateTime *wf_writer_get_date (void);
/* "Wherefore 1.0, 4 November 2026" */
char *wf_writer_get_made (void);
/* the marked-up head of a table's column, with its unit: "Dose (mg)" */
char *wf_writer_get_head (WfReport *report, gsize block, gsize column);
/* 1 is "A", 26 "Z", 27 "AA" */
char *wf_writer_get_letters (guint number);
/* "Appendix B. Edges": appendices are lettered by the writers; number counts from 1 */
char *wf_writer_appendix (const char *title, guint number);
/* "**Figure 2.** caption": figures are numbered by the writers, all in the same way; number counts from 1 */
char *wf_writer_caption (const char *caption, guint number);
/* the target of a link with all escaped that an address can't hold: quotes, backslashes, blanks, letters beyond ASCII */
char *wf_writer_get_address (const char *target);
/* whether a link of the report leads somewhere: to an address, or to a block that is there */
gboolean wf_writer_has_target (WfReport *report, const char *target);
/* whether the character belongs to a script that is written from the right */
gboolean wf_writer_is_from_right (gunichar c);
/* whether its first letter is */
gboolean wf_writer_begins_from_right (const char *text);
/* whether the report's language is written from the right: what sort of report it is, is told in it */
gboolean wf_writer_is_mirrored (WfReport *report);
/* marked-up text whose words from the right are isolated (U+2067), so that a sentence from the left, or a formula, keeps its
 * order around them */
char *wf_writer_isolate (const char *text);
/* name of the first input, for the foot of a page; NULL when the report has none */
const char *wf_writer_get_source_name (WfReport *report);

G_END_DECLS
