/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery-private.h"
#include "core/discovery/ensemble.h"

G_BEGIN_DECLS

#define WF_N_MARKS 4

/* One pair of nodes and how many samples have which marks on its edge; the entry without marks stays 0. */
typedef struct
{
  guint a, b;   /* a < b */
  guint counts[WF_N_MARKS][WF_N_MARKS];   /* [mark_a][mark_b] */
} WfEnsemblePair;

struct _WfEnsemble
{
  WfGraph *whole;
  GArray *pairs;   /* of WfEnsemblePair, sorted by (a, b) */
  guint n_samples;
  guint n_failed;
  GStrv warnings;   /* of the search on all rows and about the samples */
};

/* takes pairs and warnings */
WfEnsemble *wf_ensemble_new (WfGraph *whole, GArray *pairs, guint n_samples, guint n_failed, GStrv warnings);
/* What couldn't be drawn as it was found goes to warnings, which is nullable. */
WfGraph *wf_ensemble_draw (WfEnsemble *self, WfEnsembleRule rule, double threshold, GStrvBuilder *warnings, GError **error);
/* The search drawn as another graph; takes warnings. */
WfDiscoveryResult *wf_discovery_result_new_drawn (WfDiscoveryResult *self, WfEnsemble *ensemble, WfGraph *graph, WfEnsembleRule rule,
                                                  double threshold, GStrv warnings);

G_END_DECLS
