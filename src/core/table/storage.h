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

/* values: (transfer full), the n_rows of the builder, no infinities */
void wf_table_builder_take_continuous (WfTableBuilder *self, const char *name, double *values);
/* codes, levels: (transfer full); levels NULL-terminated; every code < number of levels, missing = -1 */
void wf_table_builder_take_discrete (WfTableBuilder *self, const char *name, gint32 *codes, char **levels);

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
/* codes into the sorted distinct values (transfer full), NULL when there is no memory; NaN -> -1 */
gint32 *wf_values_to_codes (const double *values, gsize n, const double *distinct, gsize n_distinct);
/* one level a value, in the shortest form that reads back (transfer full) */
char **wf_values_to_levels (const double *distinct, gsize n_distinct);

G_END_DECLS
