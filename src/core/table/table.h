/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

typedef enum
{
  WF_COLUMN_CONTINUOUS,
  WF_COLUMN_DISCRETE,
} WfColumnKind;

/* What a method accepts, or what a table holds. */
typedef enum /*< flags >*/
{
  WF_DATA_CONTINUOUS = 1 << 0,
  WF_DATA_DISCRETE   = 1 << 1,
  WF_DATA_MIXED      = 1 << 2,
} WfDataKind;

/**
 * WfTable:
 *
 * An immutable table: named columns, each continuous (doubles, missing = NaN) or discrete (codes into its levels,
 * missing = -1). Columns are contiguous and 64-byte aligned. Any thread may read it.
 */
typedef struct _WfTable WfTable;
typedef struct _WfTableBuilder WfTableBuilder;

#define WF_TYPE_TABLE (wf_table_get_type ())
#define WF_TYPE_TABLE_BUILDER (wf_table_builder_get_type ())

WF_API GType              wf_table_get_type      (void);
WF_API WfTable           *wf_table_ref           (WfTable *self);
WF_API void               wf_table_unref         (WfTable *self);
WF_API gsize              wf_table_get_n_rows    (WfTable *self);
WF_API gsize              wf_table_get_n_columns (WfTable *self);
WF_API const char *const *wf_table_get_names     (WfTable *self);   /* NULL-terminated, n_columns names */
WF_API const char        *wf_table_get_name      (WfTable *self, gsize column);
WF_API gssize             wf_table_find_column   (WfTable *self, const char *name);  /* -1 = none */
/* what the column is about, in the words of its file; NULL = not said */
WF_API const char        *wf_table_get_label     (WfTable *self, gsize column);
WF_API WfColumnKind       wf_table_get_kind      (WfTable *self, gsize column);
WF_API WfDataKind         wf_table_get_data_kind (WfTable *self);   /* all continuous, all discrete, or mixed */
/* n_rows doubles; NULL for a discrete column */
WF_API const double      *wf_table_get_values    (WfTable *self, gsize column, gsize *n_rows);
/* n_rows codes; NULL for a continuous column */
WF_API const gint32      *wf_table_get_codes     (WfTable *self, gsize column, gsize *n_rows);
WF_API gsize              wf_table_get_n_levels  (WfTable *self, gsize column);      /* 0 for a continuous column */
WF_API const char        *wf_table_get_level     (WfTable *self, gsize column, gsize level);
WF_API gssize             wf_table_find_level    (WfTable *self, gsize column, const char *level);
WF_API gsize              wf_table_get_n_missing (WfTable *self, gsize column);
/* "1,000 rows, 9 columns, none missing", "…, 12 of 9,000 values missing" */
WF_API char              *wf_table_describe_size (WfTable *self);
WF_API char              *wf_table_dup_cell      (WfTable *self, gsize row, gsize column);  /* as written to a file; NULL = missing */
/* what the reader noticed, in words, ready for people: "line 7: 3 fields instead of 4" ... */
WF_API const char *const *wf_table_get_notes     (WfTable *self);
/* the same table with other kinds; names are NULL-terminated lists, either nullable. WF_ERROR_DATA: unknown name (with the
 * nearest), not numeric, or more than WF_LIMIT_LEVELS levels */
WF_API WfTable           *wf_table_retype        (WfTable *self, const char *const *discrete, const char *const *continuous, GError **error);
WF_API WfTable           *wf_table_select        (WfTable *self, const gsize *columns, gsize n_columns);
/* these rows in this order, any of them more than once; WF_ERROR_TOO_LARGE */
WF_API WfTable           *wf_table_select_rows   (WfTable *self, const gsize *rows, gsize n_rows, GError **error);
/* rows without a missing value in the given columns (all when n_columns = 0) */
WF_API WfTable           *wf_table_drop_missing  (WfTable *self, const gsize *columns, gsize n_columns);

/* Weights: how many units each row stands for, as a count or as a share of the whole. What is made of a table's rows keeps them. */
/* n_rows finite numbers, none negative, not all 0; NULL: every row counts once */
WF_API const double      *wf_table_get_weights   (WfTable *self, gsize *n_rows);
WF_API const char        *wf_table_get_weight_name (WfTable *self);     /* NULL without weights */
WF_API double             wf_table_get_total_weight (WfTable *self);    /* the number of rows without weights */
WF_API gboolean           wf_table_has_counts    (WfTable *self);       /* all weights are whole numbers; also without weights */
/* "rows count by “n”, 100 in all"; NULL without weights. (transfer full) */
WF_API char              *wf_table_describe_weights (WfTable *self);
/* "8 rows", or "8 rows; rows count by “n”, 100 in all". (transfer full) */
WF_API char              *wf_table_describe_rows (WfTable *self);
/* the column out of the variables and into the weights; weights that were there become a column again, the last one. NULL: only that.
 * WF_ERROR_DATA: an unknown column, a weight that is negative or missing (its row is named), or no number, or all are 0 */
WF_API WfTable           *wf_table_with_weights  (WfTable *self, const char *column, GError **error);
/* A table of counts or probabilities recognised: one numeric column called “count”, “n”, “frequency”, “weight”, “probability”, “p” or the
 * like, all others discrete, none of their combinations twice, each level more than once, at least a quarter of all combinations there.
 * With a note that says so; else the table itself. (transfer full) */
WF_API WfTable           *wf_table_find_weights  (WfTable *self);
/* every row as often as it counts, without weights; the same table when it has none. For what needs to know how much data there is.
 * WF_ERROR_DATA: weights that are no counts; WF_ERROR_TOO_LARGE: more than WF_LIMIT_EXPANDED_ROWS rows */
WF_API WfTable           *wf_table_expand_weights (WfTable *self, GError **error);

/* Free text: columns of names, remarks and identifiers. They are no variables, but stay with what is made of a table's rows and are
 * written with them. */
WF_API gsize       wf_table_get_n_texts    (WfTable *self);
WF_API const char *wf_table_get_text_name  (WfTable *self, gsize text);
WF_API const char *wf_table_get_text_label (WfTable *self, gsize text);             /* nullable */
WF_API gssize      wf_table_find_text      (WfTable *self, const char *name);       /* -1 = none */
WF_API const char *wf_table_get_text       (WfTable *self, gsize text, gsize row);  /* NULL = missing */
WF_API gsize       wf_table_get_n_missing_texts (WfTable *self, gsize text);
/* whether the name is that of free text, with WF_ERROR_DATA that says how it becomes a variable */
WF_API gboolean    wf_table_fail_text      (WfTable *self, const char *name, GError **error);

/* A variable or a text. */
typedef struct
{
  gboolean is_text;
  gsize    index;
} WfTableField;

/* all of both in the order of their file; (skip) (transfer full) */
WF_API WfTableField *wf_table_list_fields  (WfTable *self, gsize *n_fields);

WF_API GType           wf_table_builder_get_type       (void);
WF_API WfTableBuilder *wf_table_builder_new            (gsize n_rows);
WF_API WfTableBuilder *wf_table_builder_ref            (WfTableBuilder *self);
WF_API void            wf_table_builder_unref          (WfTableBuilder *self);
/* values: n_rows doubles, copied; infinities are stored as missing */
WF_API void            wf_table_builder_add_continuous (WfTableBuilder *self, const char *name, const double *values, gsize n_rows);
/* codes: n_rows, copied, each < number of levels, negative = missing */
WF_API void            wf_table_builder_add_discrete   (WfTableBuilder *self, const char *name, const gint32 *codes, gsize n_rows, const char *const *levels);
/* free text; cells: n_rows, copied, NULL = missing */
WF_API void            wf_table_builder_add_text       (WfTableBuilder *self, const char *name, const char *const *cells, gsize n_rows);
/* of the column added last; NULL or empty = none */
WF_API void            wf_table_builder_set_label      (WfTableBuilder *self, const char *label);
WF_API void            wf_table_builder_add_note       (WfTableBuilder *self, const char *note);
WF_API WfTable        *wf_table_builder_end            (WfTableBuilder *self);   /* repeated or empty names are made unique, with a note */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTable, wf_table_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTableBuilder, wf_table_builder_unref)

G_END_DECLS
