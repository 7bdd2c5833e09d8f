/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/ensemble-private.h"

G_BEGIN_DECLS

struct _WfDiscoveryResult
{
  WfGraph *graph;
  GPtrArray *variables;     /* names: the nodes of the graph first */
  char *method;
  WfKnowledge *knowledge;   /* nullable */
  WfCovariance *covariance; /* nullable */
  WfGraph *oracle;          /* nullable */
  GVariant *params;
  guint64 n_tests;
  GArray *removed;          /* of WfRemovedPair */
  GArray *kept;             /* of WfRemovedPair; nullable */
  GArray *required;         /* of WfRemovedPair; nullable */
  GArray *pool;             /* of guint */
  GArray *oriented;         /* of WfOrientedEdge */
  GStrv warnings;
  GStrv notes;              /* nullable */
  GArray *triples;          /* of WfTriple; nullable */
  WfGraph *dag;             /* nullable: of a search by score */
  WfEnsemble *ensemble;     /* nullable: of a bootstrap, whose graph is drawn by: */
  WfEnsembleRule rule;
  double threshold;
};

/* result-records.c: lists of numbers a record, which read back equal. pool is appended to; n: number of variables */
JsonArray *wf_records_pairs_to_json (const GArray *pairs, const GArray *pool);
GArray *wf_records_pairs_from_json (JsonObject *object, const char *member, guint n, GArray *pool, const WfJsonPlace *place, GError **error);
JsonArray *wf_records_oriented_to_json (const GArray *oriented);
GArray *wf_records_oriented_from_json (JsonObject *object, const char *member, guint n, const WfJsonPlace *place, GError **error);
JsonArray *wf_records_triples_to_json (const GArray *triples);
GArray *wf_records_triples_from_json (JsonObject *object, const char *member, guint n, const WfJsonPlace *place, GError **error);
JsonArray *wf_records_counts_to_json (const GArray *pairs);
GArray *wf_records_counts_from_json (JsonObject *object, const char *member, guint n, guint n_samples, const WfJsonPlace *place, GError **error);

G_END_DECLS
