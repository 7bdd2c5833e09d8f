/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

/* A table for a terminal: columns two spaces apart, as wide as their widest cell. */
typedef struct
{
  char *aligns;    /* 's' or 'e' a column */
  GPtrArray *rows; /* char **; the first holds the heads */
} WfTextTable;

WfTextTable *wf_text_table_new (const char *aligns, const char *const *heads); /* heads nullable */
void wf_text_table_free (WfTextTable *self);
void
wf_text_table_add_row (WfTextTable *self,
                       const char *const *cells); /* NULL-terminated; control characters are shown as "�" */
void wf_text_table_print (WfTextTable *self, GString *text);

/* Names come from files: none may move the cursor of the terminal or colour it. is_line: line ends neither */
char *wf_text_make_printable (const char *text, gboolean is_line);
/* Words of running text, after what the last line of `text` holds: lines of at most 80 columns, as terminals have, the further ones
 * indented by so many. Doesn't end the last line. */
void wf_text_append_wrapped (GString *text, const char *words, gsize indent);
/* "a → b", "a — b", "a o→ b" */
char *wf_edge_to_text (WfGraph *graph, const WfEdge *edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTextTable, wf_text_table_free)

G_END_DECLS
