/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "writers/writers.h"

G_BEGIN_DECLS

/* html-style.c: the style sheet of the page; light and dark, screen and paper */
extern const char wf_html_style[];

/* html.c */
void wf_html_add_plain (GString *text, const char *plain);
/* text of one table cell: with or without marks; tag "th" or "td" */
void wf_html_add_cell (GString *text, const char *marked_up, gboolean is_plain, gboolean is_number);
/* around a table: one of many columns is wider than a telephone */
void wf_html_begin_scroll (GString *text, gsize n_columns);
void wf_html_end_scroll (GString *text, gsize n_columns);
void wf_html_add_head_cell (GString *text, const char *marked_up, gboolean is_plain, gboolean is_number);

/* html-figures.c: the picture twice, for light and for dark, and what it shows as tables. number: counts from 1 */
gboolean wf_html_add_figure (GString *text,
                             WfFigure *figure,
                             guint number,
                             const char *id,
                             const char *caption,
                             WfProgress *progress,
                             GError **error);
void wf_html_add_marked_up (GString *text, const char *marked_up);

G_END_DECLS
