/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"
#include "core/discovery/discovery.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/**
 * WfCorpusCauses:
 *
 * What makes steps deficient, over the runs of a corpus: a graph of the signs of a step, those of the steps before it, and its
 * context, after the discovery of Ma et al. 2025 (CDC-MAS). Immutable.
 */
typedef struct _WfCorpusCauses WfCorpusCauses;

#define WF_TYPE_CORPUS_CAUSES (wf_corpus_causes_get_type ())
#define WF_CORPUS_CAUSES_ALPHA 0.01   /* a level for wf_corpus_causes_discover() */

WF_API GType           wf_corpus_causes_get_type  (void);
/* The verb, on all cores. alpha: above 0, at most 0.5. WF_ERROR_DATA: too few steps, or nothing that varies */
WF_API WfCorpusCauses *wf_corpus_causes_discover  (WfCorpus *corpus, double alpha, WfProgress *progress, GError **error);
WF_API WfCorpusCauses *wf_corpus_causes_ref       (WfCorpusCauses *self);
WF_API void            wf_corpus_causes_unref     (WfCorpusCauses *self);
WF_API gsize           wf_corpus_causes_get_n_runs (WfCorpusCauses *self);            /* that gave a row */
WF_API WfTable        *wf_corpus_causes_get_table (WfCorpusCauses *self);             /* (transfer none); a row a step */
/* (transfer none); its graph has a node a column: "error", "prev error" (at the step before), "own error" (at the same agent's
 * last step), ..., "role" */
WF_API WfDiscoveryResult *wf_corpus_causes_get_discovery (WfCorpusCauses *self);
/* why columns aren't there and what people should know, in words; NULL-terminated */
WF_API const char *const *wf_corpus_causes_get_notes (WfCorpusCauses *self);

/* -- pairs with a sign of the step itself that are linked until the context is known: columns a < b -- */
WF_API gsize           wf_corpus_causes_get_n_explained (WfCorpusCauses *self);
WF_API void            wf_corpus_causes_get_explained (WfCorpusCauses *self, gsize i, guint *a, guint *b);

/* -- the signs that stay linked to the deficiency, the strongest first -- */
WF_API gsize           wf_corpus_causes_get_n_parents (WfCorpusCauses *self);
WF_API const char     *wf_corpus_causes_get_parent (WfCorpusCauses *self, gsize i);   /* "error": the name of its column */
WF_API double          wf_corpus_causes_get_weight (WfCorpusCauses *self, gsize i);   /* log-odds a unit */
WF_API double          wf_corpus_causes_get_strength (WfCorpusCauses *self, gsize i); /* standardised: standard deviations of log-odds for one of the sign */
WF_API double          wf_corpus_causes_get_bias  (WfCorpusCauses *self);             /* log-odds when no sign is there */
WF_API double          wf_corpus_causes_get_r_squared (WfCorpusCauses *self);         /* share of the deficiency's variance the parents tell */

/* wf_attribute_trace() whose structural model sees deficiency by the weights of these causes */
WF_API WfBlame        *wf_corpus_causes_attribute (WfCorpusCauses *self, WfTrace *trace, WfProfile *profile, guint64 seed, WfProgress *progress, GError **error);

/* the signs of a step and what they are linked to; dashed: explained by context */
WF_API WfFigure       *wf_corpus_causes_figure    (WfCorpusCauses *self);
/* the blocks for a report on the corpus: heading, graph, tables, limits */
WF_API void            wf_corpus_causes_add_to_report (WfCorpusCauses *self, WfReportBuilder *builder);
WF_API WfReport       *wf_corpus_causes_report    (WfCorpusCauses *self, WfProvenance *provenance);   /* provenance: nullable */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCorpusCauses, wf_corpus_causes_unref)

G_END_DECLS
