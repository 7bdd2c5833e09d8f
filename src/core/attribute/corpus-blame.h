/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/**
 * WfCorpusBlame:
 *
 * Who and when for every run of a corpus. Immutable.
 */
typedef struct _WfCorpusBlame WfCorpusBlame;

#define WF_TYPE_CORPUS_BLAME (wf_corpus_blame_get_type ())

WF_API GType          wf_corpus_blame_get_type    (void);
/* The verb: wf_attribute_trace() for every run, on all cores. profile: nullable = by the shape of each log. Runs that nobody can
 * be blamed for keep the reason; no error but G_IO_ERROR_CANCELLED. */
WF_API WfCorpusBlame *wf_attribute_corpus         (WfCorpus *corpus, WfProfile *profile, guint64 seed, WfProgress *progress, GError **error);
WF_API WfCorpusBlame *wf_corpus_blame_ref         (WfCorpusBlame *self);
WF_API void           wf_corpus_blame_unref       (WfCorpusBlame *self);
WF_API WfCorpus      *wf_corpus_blame_get_corpus  (WfCorpusBlame *self);             /* (transfer none) */
WF_API WfBlame       *wf_corpus_blame_get_blame   (WfCorpusBlame *self, gsize run);  /* (transfer none); NULL = see the problem */
WF_API const char    *wf_corpus_blame_get_problem (WfCorpusBlame *self, gsize run);  /* NULL = none */
/* Place of the annotated step in the run's ranking, from 1; 0 = not annotated, or the run has a problem. Ties count half, rounded up. */
WF_API gsize          wf_corpus_blame_get_label_rank (WfCorpusBlame *self, gsize run);
/* whether the agent of the first suspect is the annotated one, whatever the case of its letters */
WF_API gboolean       wf_corpus_blame_is_agent_right (WfCorpusBlame *self, gsize run);
WF_API gsize          wf_corpus_blame_get_n_labelled (WfCorpusBlame *self);
/* A table of the runs with their first suspects; with annotations, how often they agree. provenance: nullable */
WF_API WfReport      *wf_corpus_blame_report      (WfCorpusBlame *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCorpusBlame, wf_corpus_blame_unref)

G_END_DECLS
