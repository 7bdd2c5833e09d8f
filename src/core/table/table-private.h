/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"
#include "core/table/types.h"

G_BEGIN_DECLS

/* One column, shared read-only by the tables that show it. */
typedef struct _WfColumn WfColumn;
struct _WfColumn
{
  WfColumnKind kind;
  WfColumnType type;
  gboolean is_calendar; /* time: the values are seconds since 1970 in UTC */
  WfColumn *owner;    /* of the arrays; NULL = this column */
  double *values;     /* continuous: n_rows, 64-byte aligned, missing = NaN */
  gint32 *codes;      /* discrete: n_rows, 64-byte aligned, missing = -1 */
  const char **cells; /* of a column of free text: n_rows, missing = NULL */
  GPtrArray *storage; /* what they point to */
  char **levels;      /* discrete: NULL-terminated */
  gsize n_levels;
  gsize n_missing;
  char *label;        /* what the column is about, in words; nullable */
};

WfColumn *wf_column_new_continuous (double *values, gsize n_rows);                  /* takes values */
WfColumn *wf_column_new_discrete   (gint32 *codes, gsize n_rows, char **levels);    /* takes codes and levels */
/* free text, which is no variable; takes cells and storage */
WfColumn *wf_column_new_text       (const char **cells, gsize n_rows, GPtrArray *storage, const char *label);
WfColumn *wf_column_ref            (WfColumn *self);
/* the same values as another type, of the kind it has (transfer full) */
WfColumn *wf_column_new_typed      (WfColumn *from, WfColumnType type, gboolean is_calendar);
void      wf_column_unref          (WfColumn *self);

/* A column of free text beside the variables. */
typedef struct
{
  WfColumn *column;
  char *name;
  gsize place; /* how many variables stand before it */
} WfTableText;

struct _WfTable
{
  gsize n_rows;
  gsize n_columns;
  WfColumn **columns;
  char **names;            /* NULL-terminated, unique */
  GHashTable *indices;     /* name -> index + 1; borrows names */
  char **notes;            /* NULL-terminated */
  WfColumn *weights;       /* continuous, without missing values; nullable */
  char *weight_name;
  GArray *texts;           /* of WfTableText, rising places; nullable */
};

/* takes columns (n_columns), names and notes (NULL-terminated); names must be unique */
WfTable *wf_table_new_take (gsize n_rows, gsize n_columns, WfColumn **columns, char **names, char **notes);
/* of a table that is still being made. weights: (transfer full) (nullable) */
void wf_table_take_weights (WfTable *self, WfColumn *weights, const char *name);
/* the notes without the one that says which column was found to be the weights (transfer full) */
char **wf_table_list_other_notes (WfTable *self);
/* the weights of a table with the same rows */
void wf_table_share_weights (WfTable *self, WfTable *from);
/* (transfer full) column; in the order of their places */
void wf_table_take_text (WfTable *self, WfColumn *column, const char *name, gsize place);
void wf_table_share_texts (WfTable *self, WfTable *from);
/* weights and texts of a table with the same rows */
void wf_table_share_companions (WfTable *self, WfTable *from);
/* a variable as free text; WF_ERROR_TOO_LARGE */
WfColumn *wf_table_variable_to_text (WfTable *self, gsize column, GError **error);
/* free text as numbers or dates where the type wants those and each cell is one, else as levels; WF_ERROR_DATA: too many */
WfColumn *wf_table_text_to_variable (WfTable *self, gsize text, WfColumnType type, GError **error);
/* the numbers of a column, of a discrete one those its levels say (transfer full); NULL with WF_ERROR_DATA: a level that is no number,
 * or WF_ERROR_TOO_LARGE */
WfColumn *wf_table_to_continuous (WfTable *self, gsize column, GError **error);
gboolean wf_table_fail_memory (GError **error);
gboolean wf_table_fail_name (WfTable *self, const char *name, GError **error);

/* the levels of a numeric column's values (transfer full); WF_ERROR_DATA: too many of them, or WF_ERROR_TOO_LARGE */
WfColumn *wf_table_to_discrete (WfTable *self, gsize column, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfColumn, wf_column_unref)

G_END_DECLS
