/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"

G_BEGIN_DECLS

/* GitHub-flavoured Markdown, appended to text. */
/* plain text with everything escaped that Markdown would read as markup; in_cell: also "|" and line ends */
void wf_markdown_add_plain (GString *text, const char *plain, gboolean in_cell);
void wf_markdown_begin_table (GString *text, const char *const *heads, const char *aligns);
void wf_markdown_add_row (GString *text, const char *const *plain_cells);
/* the figure in words and as tables of its numbers */
void wf_markdown_add_figure (GString *text, WfFigure *figure);

G_END_DECLS
