/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/sheet-private.h"

G_BEGIN_DECLS

/* What the cells of an Excel workbook point at. */
typedef struct
{
  WfZip *zip;        /* borrowed, as the name */
  const char *name;
  GPtrArray *parts;  /* of char*: one a sheet, entries of the archive */
  char *strings_part; /* nullable, as the next */
  char *styles_part;
  gboolean has_strings; /* they were read */
  GString *strings;  /* that cells share, one after another */
  GArray *ends;      /* of gsize: behind each */
  GArray *is_date;   /* of gboolean: one a style */
  gboolean is_1904;  /* days count from then */
} WfXlsx;

/* the sheet's cells (xlsx-cells.c) */
gboolean wf_xlsx_read_sheet (WfXlsx *self, guint index, WfSheet *sheet, WfProgress *progress, GError **error);
/* _x000D_ and the like as what they stand for, from start on */
void     wf_xlsx_decode     (GString *text, gsize start);
/* whether a code of a number format shows dates: "yyyy-mm-dd", not "0.00" */
gboolean wf_xlsx_is_date_code (const char *code);
/* (transfer full): a count of days as a date, with a time where it isn't whole, as ISO 8601; NULL beyond the years 1900 to 9999 */
char    *wf_xlsx_date_to_text (double days, gboolean is_1904);

G_END_DECLS
