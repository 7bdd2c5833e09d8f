/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"
#include "core/attribute/corpus-causes.h"
#include "core/attribute/evaluation.h"
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
/* Place of the annotated step in the run's ranking, from 1, as an evaluation counts it; 0 = not annotated, or the run has a problem */
WF_API gsize          wf_corpus_blame_get_label_rank (WfCorpusBlame *self, gsize run);
/* whether the agent of the first suspect is the annotated one, whatever the case of its letters */
WF_API gboolean       wf_corpus_blame_is_agent_right (WfCorpusBlame *self, gsize run);
WF_API gsize          wf_corpus_blame_get_n_labelled (WfCorpusBlame *self);
/* which profiles the suspects rest on, and in how many runs the evidence is low; (transfer full): a translated sentence, "" = no run */
WF_API char          *wf_corpus_blame_describe_profiles (WfCorpusBlame *self);

/* -- the labels -- */
/* what wf_evaluate_profile() says, without reading a log again: accuracy, floors, calibration. (nullable): NULL = no run is labelled */
WF_API WfEvaluation  *wf_corpus_blame_evaluate    (WfCorpusBlame *self);
/* labelled runs whose decisive step, by the structural model, is the annotated one */
WF_API gsize          wf_corpus_blame_count_decisive (WfCorpusBlame *self);

/* -- what makes steps deficient in these runs -- */
/* The same with causes beside it. is_used: the structural model of every run sees deficiency by their weights; suspects stay as they
 * are. No error but G_IO_ERROR_CANCELLED */
WF_API WfCorpusBlame *wf_corpus_blame_with_causes (WfCorpusBlame *self, WfCorpusCauses *causes, gboolean is_used, WfProgress *progress, GError **error);
WF_API WfCorpusCauses *wf_corpus_blame_get_causes (WfCorpusBlame *self);             /* (transfer none) (nullable) */
WF_API WfCorpusBlame *wf_corpus_blame_get_without (WfCorpusBlame *self);             /* (transfer none) (nullable): before they were used; NULL = they aren't */
WF_API gsize          wf_corpus_blame_count_moved (WfCorpusBlame *self);             /* runs whose decisive step is another one for it */

/* A table of the runs with their first suspects; with labels, how often they agree; with causes, these. provenance: nullable */
WF_API WfReport      *wf_corpus_blame_report      (WfCorpusBlame *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCorpusBlame, wf_corpus_blame_unref)

G_END_DECLS
