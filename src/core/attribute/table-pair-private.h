/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* The rows of the first table and below them those of the second, of the named columns, with the same kinds and levels. A column of
 * numbers in one table and of levels that are numbers in the other becomes numbers. WF_ERROR_DATA names what a table lacks (with the
 * nearest name), or what can't be brought together; WF_ERROR_TOO_LARGE. (transfer full) */
WfTable *wf_table_pair_stack (WfTable *first, WfTable *second, const char *const *names, GError **error);

G_END_DECLS
