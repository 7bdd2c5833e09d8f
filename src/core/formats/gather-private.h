/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/formats/csv-private.h"
#include "core/table/types.h"

G_BEGIN_DECLS

/* Tables that come cell by cell, row after row: from databases and from the files of statistics programs. What each column is shows at
 * the end: numbers, levels, or levels that have names. */
typedef struct _WfGather WfGather;

/* name: of the file, for errors and notes */
WfGather *wf_gather_new             (const char *name, WfProgress *progress);
void      wf_gather_free            (WfGather *self);
/* how many rows there will be, as far as known; only memory depends on it */
void      wf_gather_expect_rows     (WfGather *self, gsize n_rows);
/* the same where they were seen: the memory is taken at once */
void      wf_gather_reserve_rows    (WfGather *self, gsize n_rows);
/* label: nullable. FALSE with WF_ERROR_TOO_LARGE beyond WF_LIMIT_COLUMNS */
gboolean  wf_gather_add_column      (WfGather *self, const char *name, const char *label, GError **error);
gsize     wf_gather_get_n_columns   (WfGather *self);
/* a row of missing values. FALSE with WF_ERROR_TOO_LARGE, WF_ERROR_DATA (no columns) or G_IO_ERROR_CANCELLED */
gboolean  wf_gather_begin_row       (WfGather *self, GError **error);
/* cells of the row begun last; FALSE with WF_ERROR_TOO_LARGE */
gboolean  wf_gather_set_number      (WfGather *self, gsize column, double value, GError **error);
/* a whole number, which may be more than a double holds */
gboolean  wf_gather_set_whole       (WfGather *self, gsize column, gint64 value, GError **error);
gboolean  wf_gather_set_text        (WfGather *self, gsize column, const char *text, gsize length, GError **error);
/* A cell as text files have it, its last byte followed by one that is no part of a number: a number, a marker of what is missing, or
 * text. */
gboolean  wf_gather_set_cell        (WfGather *self, gsize column, const char *cell, gsize length, GError **error);
/* a value that the file has but declares missing */
void      wf_gather_count_declared  (WfGather *self, gsize column);
/* bytes that are neither number nor text; the cell stays missing */
void      wf_gather_count_binary    (WfGather *self, gsize column);
void      wf_gather_add_note        (WfGather *self, const char *note);
/* levels: of WfValueLabel, rising values; borrowed until the end */
void      wf_gather_name_numbers    (WfGather *self, gsize column, GArray *labels);
/* texts -> their names; borrowed until the end */
void      wf_gather_name_texts      (WfGather *self, gsize column, GHashTable *labels);
/* numbers are times: seconds since 1970 = number * scale + offset */
void      wf_gather_set_calendar    (WfGather *self, gsize column, double scale, double offset);
/* the order of the levels means something */
void      wf_gather_set_ordinal     (WfGather *self, gsize column);
/* the table is made without the column */
void      wf_gather_leave_out       (WfGather *self, gsize column);
/* WF_ERROR_DATA without rows or without any column that can be used */
WfTable  *wf_gather_end             (WfGather *self, GError **error);

/* The name of one value of a numeric column. */
typedef struct
{
  double value;
  char  *text;
} WfValueLabel;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGather, wf_gather_free)

/* ---- between gather.c and gather-settle.c ---- */

/* A column has numbers, texts, both (a database doesn't mind), or neither. */
typedef struct
{
  char *name;
  char *label;
  double *values;        /* NaN where there is no number; NULL = there is none at all */
  gint32 *codes;         /* -1 where there is no text; NULL = there is none at all */
  WfCsvLevels *levels;   /* of the codes */
  const char **cells;    /* in place of the codes once there are more than WF_LIMIT_LEVELS different texts */
  GStringChunk *texts;   /* what they point to */
  gsize n_numbers;
  gsize n_texts;
  gsize n_infinite;
  gsize n_declared;
  gsize n_binary;
  gsize n_rounded;            /* of the numbers: more than a double holds; in full among the texts, which don't count them */
  gsize first_rounded;        /* its row, from 0 */
  double scale, offset;       /* of times; scale 0 = not a time */
  gboolean is_ordinal;
  gboolean is_left_out;
  GArray *number_labels;      /* borrowed, nullable */
  GHashTable *text_labels;    /* borrowed, nullable */
} WfGatherColumn;

struct _WfGather
{
  char *name;
  WfProgress *progress;
  GPtrArray *columns;    /* of WfGatherColumn */
  GPtrArray *notes;      /* of char* */
  gsize n_rows;
  gsize capacity;
  gsize expected;
  gsize reserved;
};

/* adds the column to the table, or a note why not; FALSE with WF_ERROR_TOO_LARGE */
gboolean wf_gather_settle (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error);
/* the codes as cells; FALSE without memory */
gboolean wf_gather_begin_cells (WfGather *self, WfGatherColumn *column);
gboolean wf_gather_fail_size (WfGather *self, GError **error);

G_END_DECLS
