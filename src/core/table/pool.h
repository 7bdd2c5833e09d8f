/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/source.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/* The rows of several tables, those of the first one first, with a column that says which each row is from: of type “domain”, called so.
 * tables, domains: n_tables, what the tables are called. Columns are matched by name; WF_ERROR_DATA, WF_ERROR_TOO_LARGE */
WF_API WfTable *wf_table_pool (WfTable *const *tables, const char *const *domains, gsize n_tables, GError **error);

/* what the table of a file is called in such a column: "north" of "north.csv" (transfer full) */
WF_API char    *wf_pool_name_domain (WfSource *source);

G_END_DECLS
