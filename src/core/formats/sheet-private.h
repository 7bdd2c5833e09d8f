/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/zip.h"
#include "core/formats/import-private.h"

G_BEGIN_DECLS

/* ---- the cells of one sheet (sheet.c) ---- */

/*
 * WfSheet: what a sheet of a spreadsheet holds, row by row, and at the end the same as text with commas, a line a row, so that lines are
 * called as the rows are. Columns without any cell are left out.
 */
typedef struct _WfSheet WfSheet;

/* why a cell that isn't empty is missing */
typedef enum
{
  WF_SHEET_ERROR,   /* its formula has one */
  WF_SHEET_UNSAVED, /* the result of its formula wasn't saved with it */
  WF_SHEET_N_FAULTS,
} WfSheetFault;

/* name: what messages call the file; n_packed: its bytes; n_rows: so many are enough, 0 = all */
WfSheet *wf_sheet_new        (const char *name, gsize n_packed, gsize n_rows);
void     wf_sheet_free       (WfSheet *self);
/* the row that the next cells are of, from 0: behind the last one. FALSE with WF_ERROR_TOO_LARGE, or WF_ERROR_PARSE when it isn't behind it */
gboolean wf_sheet_begin_row  (WfSheet *self, gsize row, GError **error);
/* behind the row's last cell, in the first row before any is begun; spaces around the text don't count, and a text that is empty then is no cell */
gboolean wf_sheet_add_cell   (WfSheet *self, gsize column, const char *text, gsize length, GError **error);
/* the last row comes so often in all */
gboolean wf_sheet_repeat_row (WfSheet *self, gsize n, GError **error);
void     wf_sheet_count_fault (WfSheet *self, WfSheetFault fault);
/* the rows so far, blank ones among them, too */
gsize    wf_sheet_get_n_rows (WfSheet *self);
/* no more rows are needed */
gboolean wf_sheet_is_full    (WfSheet *self);
gboolean wf_sheet_is_empty   (WfSheet *self);
/* more than one column and one row */
gboolean wf_sheet_is_table   (WfSheet *self);
gsize    wf_sheet_get_n_faults (WfSheet *self, WfSheetFault fault);
/* the first row of the table: one with a cell in most columns, or with more than one; what stands before says what it is about */
gsize    wf_sheet_find_table (WfSheet *self);
/* (transfer full): NULL with WF_ERROR_TOO_LARGE */
GBytes  *wf_sheet_to_text    (WfSheet *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSheet, wf_sheet_free)

/* ---- a file with sheets (workbook.c) ---- */

/* How the sheets of a kind of spreadsheet are found and read. */
typedef struct
{
  /* appends the names of the sheets, those that are hidden last; NULL with an error */
  gpointer (*open)  (WfZip *zip, const char *name, GPtrArray *names, WfProgress *progress, GError **error);
  gboolean (*read)  (gpointer workbook, guint index, WfSheet *sheet, WfProgress *progress, GError **error);
  void     (*close) (gpointer workbook);
} WfWorkbookKind;

WfTable  *wf_workbook_read    (const WfWorkbookKind *kind, WfSource *source, GVariant *params, WfProgress *progress, GError **error);
WfImport *wf_workbook_preview (const WfWorkbookKind *kind,
                               const WfFormat       *format,
                               WfSource             *source,
                               GVariant             *params,
                               WfProgress           *progress,
                               GError              **error);
extern const WfParam wf_workbook_params[];

G_END_DECLS
