/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for a terminal, whose columns are what a Latin letter takes; a Chinese character takes two, a combining mark none. */

/* columns of the text, which has no line ends */
guint wf_text_get_columns (const char *text);
/* The text in lines of at most `columns` (>= 2), broken where its script allows, else in the midst of a word. Line ends are
 * kept; what could steer a terminal is shown as a sign ("␛"). At least one line. */
char **wf_text_wrap (const char *text, guint columns);

typedef struct
{
  const char *const *heads; /* nullable */
  const char *aligns;       /* one letter a column: 's' or 'e' */
  GPtrArray *rows;          /* of GStrv, one a column */
} WfTextTable;

/* a table of at most `columns` where its columns can be made so narrow; cells are wrapped */
void wf_text_add_table (GString *text, const WfTextTable *table, guint columns);

G_END_DECLS
