/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* The table with continuous columns cut into intervals that hold about as many rows each: equal values are never parted, so that there
 * may be fewer. Missing stays missing. Levels name their bounds: "≤ 2", "2 – 5", "> 5". names: nullable = all that are continuous;
 * discrete ones are left as they are. n_bins: 2 .. 100. WF_ERROR_DATA: an unknown name, or a column without values */
WF_API WfTable *wf_table_bin (WfTable *table, const char *const *names, guint n_bins, GError **error);

G_END_DECLS
