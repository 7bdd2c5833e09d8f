/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

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
