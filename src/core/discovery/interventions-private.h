/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* A table some rows of which are from experiments: what was set from outside in which rows. */
typedef struct
{
  WfTable *table;       /* the variables: without the column that tells, and without rows where it is missing */
  guint    n_regimes;   /* kinds of rows: observed, and one a set of variables that were set */
  guint   *regimes;     /* a row */
  guint8  *is_target;   /* n_regimes x columns */
  GStrv    warnings;
} WfInterventions;

/* targets: name of the column that tells, "" = all rows were only observed. Its values name the variables that were set, several with
 * "+" or "," between; empty, "none" and "observational" name none. mapping: "" or what the values mean: "VALUE: VARIABLE, VARIABLE;
 * VALUE: ..."; values it leaves out mean that nothing was set. WF_ERROR_DATA: unknown names, a variable that was set in every row */
WfInterventions *wf_interventions_new  (WfTable *table, const char *targets, const char *mapping, GError **error);
void             wf_interventions_free (WfInterventions *self);
/* the rows where a column was not set */
WfTable         *wf_interventions_select_rows (const WfInterventions *self, guint column, GError **error);
/* were two columns set in just the same rows? Then so are what is told of their causes and the order of the two. */
gboolean         wf_interventions_is_alike (const WfInterventions *self, guint a, guint b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfInterventions, wf_interventions_free)

G_END_DECLS
