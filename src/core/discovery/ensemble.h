/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery.h"

G_BEGIN_DECLS

/**
 * WfEnsembleRule:
 * @WF_ENSEMBLE_PRESERVED: the most frequent edge, however often there is none
 * @WF_ENSEMBLE_HIGHEST: what is most frequent, “no edge” included
 * @WF_ENSEMBLE_MAJORITY: the edge that more than half of the samples have, else none
 *
 * Which edge, with its marks, stands for the graphs of many samples; Tetrad's names and meanings. Equally
 * frequent edges: the marks they share, the others left open.
 */
typedef enum
{
  WF_ENSEMBLE_PRESERVED,
  WF_ENSEMBLE_HIGHEST,
  WF_ENSEMBLE_MAJORITY,
} WfEnsembleRule;

/**
 * WfEnsemble:
 *
 * How often each edge, with its marks, was found in the samples of a bootstrap: immutable. Every number that is shown and every graph
 * that is drawn is made from these counts.
 */
typedef struct _WfEnsemble WfEnsemble;

#define WF_TYPE_ENSEMBLE (wf_ensemble_get_type ())

/* The verb: n_samples tables of as many rows, drawn with replacement, searched like the table itself. The result's graph is the
 * consensus by rule and threshold; what was removed and why arrows point is that of the search on all rows. */
WF_API WfDiscoveryResult *wf_discover_bootstrap (WfTable *table, const char *method, GVariant *params, WfKnowledge *knowledge,
                                                 guint n_samples, WfEnsembleRule rule, double threshold, guint64 seed,
                                                 guint n_threads, WfProgress *progress, GError **error);
/* "bootstrap" (samples, 0 = none), "ensemble" (the rule) and "threshold": what a form or a command offers beside the search's own. (skip) */
WF_API const WfParam     *wf_discover_bootstrap_get_params (void);
/* nullable, (transfer none): of a bootstrap only */
WF_API WfEnsemble        *wf_discovery_result_get_ensemble (WfDiscoveryResult *self);
/* what its graph is drawn by; of a bootstrap only */
WF_API WfEnsembleRule     wf_discovery_result_get_ensemble_rule (WfDiscoveryResult *self);
WF_API double             wf_discovery_result_get_ensemble_threshold (WfDiscoveryResult *self);
/* the same search drawn by another rule or threshold; WF_ERROR_DATA when it was no bootstrap. Cheap: what a slider calls */
WF_API WfDiscoveryResult *wf_discovery_result_redraw       (WfDiscoveryResult *self, WfEnsembleRule rule, double threshold, GError **error);

WF_API GType              wf_ensemble_get_type        (void);
WF_API WfEnsemble        *wf_ensemble_ref             (WfEnsemble *self);
WF_API void               wf_ensemble_unref           (WfEnsemble *self);
WF_API guint              wf_ensemble_get_n_samples   (WfEnsemble *self);   /* that gave a graph: what shares are of */
WF_API guint              wf_ensemble_get_n_failed    (WfEnsemble *self);   /* that gave none */
/* the graph of the search on all rows */
WF_API WfGraph           *wf_ensemble_get_whole       (WfEnsemble *self);
/* shares of the samples, 0..1: an edge of any kind; just this edge; this mark at `at` on the edge from–at */
WF_API double             wf_ensemble_get_adjacency   (WfEnsemble *self, guint a, guint b);
WF_API double             wf_ensemble_get_probability (WfEnsemble *self, guint a, guint b, WfMark mark_a, WfMark mark_b);   /* NONE, NONE: no edge */
WF_API double             wf_ensemble_get_mark        (WfEnsemble *self, guint from, guint at, WfMark mark);
/* the pairs that are adjacent in any sample, sorted by (a, b) */
WF_API gsize              wf_ensemble_get_n_pairs     (WfEnsemble *self);
WF_API void               wf_ensemble_get_pair        (WfEnsemble *self, gsize i, guint *a, guint *b);
/* The consensus: no directed cycle. The probability of an edge is the share of samples that agree with all that is drawn of it; an
 * open mark, a circle or a — in a CPDAG, claims no more than that there is an edge. Below the threshold an edge loses its marks, then
 * itself. */
WF_API WfGraph           *wf_ensemble_get_graph       (WfEnsemble *self, WfEnsembleRule rule, double threshold, GError **error);
WF_API const char        *wf_ensemble_rule_to_text    (WfEnsembleRule rule);   /* "preserved", "highest", "majority" */
WF_API gboolean           wf_ensemble_rule_from_text  (const char *text, WfEnsembleRule *rule, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEnsemble, wf_ensemble_unref)

G_END_DECLS
