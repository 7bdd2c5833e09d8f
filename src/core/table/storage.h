/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/types.h"

G_BEGIN_DECLS

/* For the core's own readers and generators: columns filled in place and handed to a builder without a copy.
 * Not exported. */

/* n uninitialised doubles or codes, 64-byte aligned; NULL when there is no memory. Freed with free(). */
double *wf_storage_new_values (gsize n);
gint32 *wf_storage_new_codes (gsize n);
/* n cells that are missing; freed with g_free() */
const char **wf_storage_new_cells (gsize n);

#define WF_TEXT_BLOCK_BYTES 65536 /* of a GStringChunk that holds cells */

/* values: (transfer full), the n_rows of the builder, no infinities */
void wf_table_builder_take_continuous (WfTableBuilder *self, const char *name, double *values);
/* codes, levels: (transfer full); levels NULL-terminated; every code < number of levels, missing = -1 */
void wf_table_builder_take_discrete (WfTableBuilder *self, const char *name, gint32 *codes, char **levels);
/* cells: (transfer full), UTF-8, NULL = missing; storage: (transfer full), keeps what they point to */
void wf_table_builder_take_text (WfTableBuilder *self, const char *name, const char **cells, GPtrArray *storage);
/* The sorted levels of texts (transfer full) and their codes, as take_discrete takes them; NULL when there are more than
 * WF_LIMIT_LEVELS, or no memory. */
char **wf_texts_to_levels (const char *const *cells, gsize n_rows, gint32 **codes);

/* the type of the column added last, which has the kind of that type */
void wf_table_builder_set_type (WfTableBuilder *self, WfColumnType type, gboolean is_calendar);

/* WF_ERROR_DATA: there is no such column, and which is nearest; FALSE */
gboolean wf_fail_no_column (const char *name, const char *const *names, GError **error);
/* names: of char*; repeated ones get a number behind them, empty ones are called "column 3"; notes (of char*) tell it */
void wf_names_make_unique (GPtrArray *names, GPtrArray *notes);

#define WF_DISTINCT_MAX 10

/* The kind of a numeric column unless told otherwise: discrete when it has at most WF_DISTINCT_MAX distinct
 * values, all of them integers. distinct: filled in rising order; returns their number, 0 = none or
 * continuous. */
gsize wf_values_find_levels (const double *values, gsize n, double distinct[WF_DISTINCT_MAX]);
/* whether no value has a fraction; NaN don't count */
gboolean wf_values_are_whole (const double *values, gsize n);
/* codes into the sorted distinct values (transfer full), NULL when there is no memory; NaN -> -1 */
gint32 *wf_values_to_codes (const double *values, gsize n, const double *distinct, gsize n_distinct);
/* one level a value, in the shortest form that reads back (transfer full) */
char **wf_values_to_levels (const double *distinct, gsize n_distinct);

G_END_DECLS
