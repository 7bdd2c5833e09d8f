/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/citest/citest.h"

G_BEGIN_DECLS

extern const WfCiTestKind wf_ci_test_fisher_z;
extern const WfCiTestKind wf_ci_test_g_square;

/* "a, b, c and 7 more": the names of columns for a message */
char *wf_ci_test_list_columns (WfTable *table, const guint *columns, gsize n);

G_END_DECLS
