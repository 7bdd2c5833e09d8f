/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/types.h"

G_BEGIN_DECLS

/* For readers of files; not exported. */

typedef struct
{
  char *column;
  WfColumnType type;
  char *order; /* nullable */
} WfTypeRule;

/* (element-type WfTypeRule) in the order given; names (nullable) settle what a comma means. WF_ERROR_DATA */
GArray           *wf_type_rules_parse (const char *text, const char *const *names, GError **error);
/* WF_ERROR_DATA: a column that isn't among the names; tells the nearest */
gboolean          wf_type_rules_check (GArray *rules, const char *const *names, GError **error);
/* wf_table_with_types(); rules of columns that the table doesn't have do nothing */
WfTable          *wf_type_rules_apply (GArray *rules, WfTable *table, GError **error);
/* the last one about the column, or NULL */
const WfTypeRule *wf_type_rules_find  (GArray *rules, const char *column);

G_END_DECLS
