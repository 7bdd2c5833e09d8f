/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/symptoms-private.h"
#include "core/table/table.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/* What stands for the deficiency among the symptoms. */
#define WF_STEP_DEFICIENCY WF_N_SYMPTOMS

/* When a column's value was seen. */
typedef enum
{
  WF_STEP_CONTEXT,    /* of the step's place and the run: nothing in a step causes it */
  WF_STEP_PREVIOUS,   /* at the step before */
  WF_STEP_OWN,        /* at the same agent's last step */
  WF_STEP_CURRENT,
} WfStepWhen;

typedef struct
{
  WfStepWhen when;
  guint      what;    /* WfSymptom or WF_STEP_DEFICIENCY; of a context its number */
} WfStepColumn;

/* The steps of a corpus that can bear blame and follow another one, a row each. */
typedef struct
{
  WfTable      *table;    /* contexts, then previous, own and current values */
  WfStepColumn *columns;  /* of each column of the table */
  gsize         n_runs;   /* that gave a row */
  GStrv         left_out; /* why a column isn't there, in words */
} WfStepTable;

/* the place of the step in its run, from 0 to 1: what else may shift with it is not in the table */
#define WF_STEP_SURROGATE "step share"

WfStepTable *wf_step_table_new         (WfCorpus *corpus, WfProgress *progress, GError **error);
void         wf_step_table_free        (WfStepTable *self);
/* position of a column, -1 when it was left out */
gssize       wf_step_table_find        (const WfStepTable *self, WfStepWhen when, guint what);
/* "error", "prev error", "own error" */
char        *wf_step_column_get_name   (WfStepWhen when, guint what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfStepTable, wf_step_table_free)

G_END_DECLS
