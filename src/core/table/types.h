/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* What a column is for. Methods go by its kind (numbers or levels); a type says more: an order of the levels, a clock. */
typedef enum
{
  WF_COLUMN_TYPE_CONTINUOUS,
  WF_COLUMN_TYPE_ORDINAL,      /* levels in their order */
  WF_COLUMN_TYPE_CATEGORICAL,
  WF_COLUMN_TYPE_TEXT,         /* free text, no variable */
  WF_COLUMN_TYPE_TIME,         /* numbers, or dates as seconds since 1970 */
  WF_COLUMN_TYPE_DOMAIN,       /* which site, group or file a row comes from */
  WF_COLUMN_TYPE_WEIGHT,       /* how many rows a row stands for, no variable */
  WF_COLUMN_TYPE_OMITTED,      /* left out */
  WF_N_COLUMN_TYPES,
} WfColumnType;

/* "continuous", "ordinal", "categorical", "text", "time", "domain", "weight", "omit" */
WF_API const char  *wf_column_type_to_id     (WfColumnType type);
WF_API gboolean     wf_column_type_from_id   (const char *id, WfColumnType *type);
WF_API const char  *wf_column_type_get_name  (WfColumnType type);   /* for people, translated */

WF_API WfColumnType wf_table_get_column_type (WfTable *self, gsize column);
WF_API gboolean     wf_table_is_calendar     (WfTable *self, gsize column);   /* its values are seconds since 1970, shown as dates */
/* "2026-01-05 to 2026-03-01" of a column of dates (transfer full) */
WF_API char        *wf_table_describe_dates  (WfTable *self, gsize column);
/* a value of a column of numbers, for people: "16.6", of dates "2021-05-30" */
WF_API char        *wf_table_format_value    (WfTable *self, gsize column, double value);
/* of two of them: "1.2", of dates "36.5 days" */
WF_API char        *wf_table_format_difference (WfTable *self, gsize column, double difference);
WF_API gssize       wf_table_find_type       (WfTable *self, WfColumnType type);   /* the first column of the type, -1 = none */

/* Types as one text, saved with a table and typed on a command line: lines "COLUMN=TYPE", where an ordinal column may list its
 * levels and others, "size=ordinal:small<medium<large"; on one line with commas where no name is in doubt. Errors: WF_ERROR_DATA.
 * with_types: the table with the types asked for; text, weight and omitted columns are no longer among its variables; text stays beside
 * them. */
WF_API WfTable     *wf_table_with_types      (WfTable *self, const char *types, GError **error);
/* Whether types say something of the column; order: "small<medium<large", or NULL (transfer full). */
WF_API gboolean     wf_column_types_find     (const char *types, const char *const *names, const char *column, WfColumnType *type, char **order);
/* The same text with one column's type changed; type: an id or "ordinal:a<b"; NULL takes it away. (transfer full) */
WF_API char        *wf_column_types_set      (const char *types, const char *const *names, const char *column, const char *type);

G_END_DECLS
