/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a small text table that says something: neither empty nor a comment (# or //). */
typedef struct
{
  const char *place;    /* its first character */
  GPtrArray  *cells;    /* char *, unquoted and stripped */
  GArray     *places;   /* const char *: where each begins */
  gboolean    is_whole; /* ends within the text */
} WfMatrixLine;

/* The next one after *p, which then is after it; between its cells are tabs, commas, semicolons or bars, or else blanks. FALSE at the
 * end. */
gboolean wf_matrix_line_read  (const char **p, const char *text_end, WfMatrixLine *line);
void     wf_matrix_line_clear (WfMatrixLine *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfMatrixLine, wf_matrix_line_clear)

static inline const char *
wf_matrix_line_get_cell (const WfMatrixLine *self, gsize i)
{
  return g_ptr_array_index (self->cells, i);
}

static inline const char *
wf_matrix_line_get_place (const WfMatrixLine *self, gsize i)
{
  return g_array_index (self->places, const char *, i);
}

G_END_DECLS
