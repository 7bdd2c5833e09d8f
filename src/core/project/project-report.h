/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/corpus-blame.h"
#include "core/inference/counterfactual.h"
#include "core/project/project.h"

G_BEGIN_DECLS

/**
 * WfProjectContents: (skip)
 *
 * What a project stands for, opened: the data, the model fitted again, what was asked of it answered again. All nullable.
 */
typedef struct
{
  WfSource         *source;   /* the table's or the log's file, opened */
  GPtrArray        *further;  /* of WfSource: of a pooled table */
  WfCorpus         *corpus;   /* of several runs, opened */
  WfTable          *table;
  WfModel          *model;
  WfEffect         *effect;
  WfCounterfactual *row;
  WfTrace          *trace;
  WfBlame          *blame;    /* of the run that is open */
  WfCorpusBlame    *runs;
  gboolean          is_redacted;   /* in the report, whatever the project says of it */
} WfProjectContents;

/* Fills what source, further and corpus, when they are there, allow for. Cost: of reading, fitting and asking. (skip) */
WF_API gboolean  wf_project_open_contents  (WfProject *self, WfProjectContents *contents, guint64 seed, WfProgress *progress, GError **error);
WF_API void      wf_project_contents_clear (WfProjectContents *contents);   /* (skip) */
/* on the newest answer, as the window writes it; WF_ERROR_DATA when there is nothing to report. (skip) */
WF_API WfReport *wf_project_report         (WfProject *self, WfProjectContents *contents, WfProvenance *provenance, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfProjectContents, wf_project_contents_clear)

G_END_DECLS
