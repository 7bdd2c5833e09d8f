/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json-tokens.h"
#include "core/base/source.h"
#include "core/formats/gather-private.h"

G_BEGIN_DECLS

#define WF_JSON_POLL 16384 /* tokens, far below a millisecond */

/* ---- how a document holds a table (json-table-layout.c) ---- */

typedef enum
{
  WF_JSON_LAYOUT_NONE,
  WF_JSON_LAYOUT_RECORD,  /* an object, which is the only row */
  WF_JSON_LAYOUT_RECORDS, /* a list of objects */
  WF_JSON_LAYOUT_ROWS,    /* a list of lists */
  WF_JSON_LAYOUT_LISTS,   /* an object of lists, a column each */
  WF_JSON_LAYOUT_COLUMNS, /* an object of objects, a column each */
  WF_JSON_LAYOUT_INDEX,   /* an object of objects, a row each */
} WfJsonLayout;

typedef struct
{
  WfJsonLayout layout;
  guint32 body;        /* the list or object that holds the rows or columns */
  guint32 names;       /* of WF_JSON_LAYOUT_ROWS: the list of the columns’ names; 0 = the first row, if it is one of names */
  guint32 labels;      /* likewise: the list of the rows’ names; 0 = none */
  gboolean has_labels; /* of WF_JSON_LAYOUT_RECORDS: they are what each calls “index” */
  gboolean is_guessed; /* WF_JSON_LAYOUT_COLUMNS and WF_JSON_LAYOUT_INDEX could be the other one */
} WfJsonShape;

/* of the value read last, also where it was cut off */
WfJsonShape wf_json_shape_find     (const WfJsonTokens *tokens);
gboolean    wf_json_is_plain       (const WfJsonTokens *tokens, guint32 token);
gboolean    wf_json_is_text_list   (const WfJsonTokens *tokens, guint32 list);   /* of nothing but texts, one at least */
/* of a list or an object, how much it holds; fewer when cancelled */
guint32     wf_json_count          (const WfJsonTokens *tokens, guint32 container, guint32 most, WfProgress *progress);
/* the value of one of the first some thousand members; 0 = none */
guint32     wf_json_find_member    (const WfJsonTokens *tokens, guint32 object, const char *name);
/* of two texts, as they are written */
gboolean    wf_json_have_same_text (const WfJsonTokens *tokens, guint32 first, guint32 second);
/* whether labels (tokens of texts and numbers) only number the rows: 0, 1, 2, ..., some of which may have been left out;
 * FALSE when cancelled */
gboolean    wf_json_are_row_numbers (const WfJsonTokens *tokens, const guint32 *labels, gsize n, WfProgress *progress);

/* ---- cells on their way into the table (json-table-cells.c) ---- */

typedef struct
{
  const WfJsonTokens *tokens;
  WfGather *gather;
  GHashTable *columns; /* "a.b" -> its number + 1 */
  GArray *facts;       /* of each column */
  GString *path;       /* of the member at hand */
  GString *buffer;     /* of a text without escapes */
  gsize n_rows;
  gsize n_waiting;     /* rows that came before any column */
  gsize place, line;   /* a byte of the document, and the line it is in */
  const char *left_out; /* the member that is no column; nullable */
} WfJsonCells;

void     wf_json_cells_init       (WfJsonCells *self, const WfJsonTokens *tokens, WfGather *gather);
void     wf_json_cells_clear      (WfJsonCells *self);
/* WF_ERROR_TOO_LARGE where a table of so many cells would mostly be empty */
gboolean wf_json_cells_check_size (WfJsonCells *self, gsize n_rows, gsize n_columns, GError **error);
gboolean wf_json_cells_begin_row  (WfJsonCells *self, GError **error);
/* members of an object as cells of the row, those of objects in it as "a.b" */
gboolean wf_json_cells_add_record (WfJsonCells *self, guint32 object, GError **error);
/* the next column; name: a text, a number or a word */
gboolean wf_json_cells_add_column (WfJsonCells *self, guint32 name, GError **error);
gboolean wf_json_cells_add_labels (WfJsonCells *self, GError **error);   /* the next column: “index” */
gboolean wf_json_cells_add_unnamed (WfJsonCells *self, GError **error);  /* the next column, called by its number */
gboolean wf_json_cells_set        (WfJsonCells *self, gsize column, guint32 token, GError **error);
/* what was left out, as notes of the table */
void     wf_json_cells_end        (WfJsonCells *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfJsonCells, wf_json_cells_clear)

/* ---- reading (json-table-read.c) ---- */

typedef struct
{
  GBytes *bytes; /* in UTF-8 */
  WfJsonTokens tokens;
  WfGather *gather; /* nullable: nothing was begun yet */
  WfJsonCells cells;
  WfProgress *progress;
  WfJsonLayout layout; /* of a list or of values one after another; NONE = nothing was read yet */
  gsize max_rows;
  gboolean is_cut;   /* the document goes on behind what was read of it */
  gboolean has_more; /* there are more rows than max_rows */
} WfJsonReader;

/* self: cleared with zeros. max_rows: where reading stops, G_MAXSIZE = at the end */
WfTable *wf_json_reader_read  (WfJsonReader *self, WfSource *source, gsize max_rows, WfProgress *progress, GError **error);
void     wf_json_reader_clear (WfJsonReader *self);
/* whether the list at that byte is a row, and more of them follow it */
gboolean wf_json_is_sequence_of_lists (WfJsonTokens *tokens, gsize at);

static inline guint32
wf_json_reader_get_next (const WfJsonReader *self, guint32 token)
{
  return wf_json_tokens_get_end (&self->tokens, token);
}

/* WF_ERROR_PARSE at the token; always FALSE */
gboolean wf_json_reader_fail       (WfJsonReader *self, guint32 token, GError **error, const char *message);
gboolean wf_json_reader_is_full    (WfJsonReader *self);
gboolean wf_json_reader_add_record (WfJsonReader *self, guint32 record, GError **error);
/* the values of the row that was begun; first: their column, behind that of the labels */
gboolean wf_json_reader_add_row    (WfJsonReader *self, guint32 row, gsize first, GError **error);
/* names: a list of them, or of a first row’s values without names */
gboolean wf_json_reader_add_names  (WfJsonReader *self, guint32 names, gboolean are_names, GError **error);
/* a row of those whose first may hold the names of the columns */
gboolean wf_json_reader_add_first_row (WfJsonReader *self, guint32 row, GError **error);
/* the rows of a document that is an object (json-table-object.c) */
gboolean wf_json_reader_read_shape (WfJsonReader *self, const WfJsonShape *shape, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfJsonReader, wf_json_reader_clear)

G_END_DECLS
