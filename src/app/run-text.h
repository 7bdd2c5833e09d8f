/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/corpus-blame.h"

G_BEGIN_DECLS

/* What the table of runs says of one. */
typedef enum
{
  WF_RUN_COLUMN_NAME,
  WF_RUN_COLUMN_STEPS,
  WF_RUN_COLUMN_OUTCOME,
  WF_RUN_COLUMN_AGENT,       /* of the first suspect, or why there is none */
  WF_RUN_COLUMN_STEP,        /* of the first suspect */
  WF_RUN_COLUMN_PROBABILITY, /* of the first suspect */
  WF_RUN_COLUMN_LABEL,       /* the annotated step */
  WF_RUN_COLUMN_RANK,        /* the annotated step's place among the suspects */
} WfRunColumn;

/* the text of a cell, "" for nothing (transfer full) */
char *wf_run_dup_text (WfCorpusBlame *runs, gsize run, WfRunColumn column);
/* the order of two runs by a column, as qsort(): numbers as numbers, nothing last */
int wf_run_compare (WfCorpusBlame *runs, gsize a, gsize b, WfRunColumn column);
/* the whole corpus in a sentence or two (transfer full) */
char *wf_runs_describe (WfCorpusBlame *runs);

G_END_DECLS
