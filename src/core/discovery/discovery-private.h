/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery.h"

G_BEGIN_DECLS

extern const WfDiscovery wf_discovery_boss;
extern const WfDiscovery wf_discovery_cd_nod;
extern const WfDiscovery wf_discovery_exact;
extern const WfDiscovery wf_discovery_fci;
extern const WfDiscovery wf_discovery_fges;
extern const WfDiscovery wf_discovery_grasp;
extern const WfDiscovery wf_discovery_gfci;
extern const WfDiscovery wf_discovery_gies;
extern const WfDiscovery wf_discovery_hill_climbing;
extern const WfDiscovery wf_discovery_pc;
extern const WfDiscovery wf_discovery_rfci;

/* The variables there are: the columns, or what stands for them. */
const char *const *wf_discovery_input_get_names (const WfDiscoveryInput *self);
guint wf_discovery_input_get_n_variables (const WfDiscoveryInput *self);
gsize wf_discovery_input_get_n_rows      (const WfDiscoveryInput *self);   /* 0 with an oracle */

/* A pair without an edge, and the set that separates it. */
typedef struct
{
  guint  a, b;       /* a < b */
  guint  first;      /* its set starts here in the pool */
  guint  n_given;
  double p;
} WfRemovedPair;

/* An edge with an arrow at `to`, or in graphs with circles also a tail. */
typedef struct
{
  guint       from, to;
  const char *rule;      /* static */
  gboolean    is_tail;   /* the mark that the rule set at `to` */
} WfOrientedEdge;

/* removed: of WfRemovedPair, in the order people see; pool: of guint; oriented: of WfOrientedEdge. Takes everything but the graph. */
WfDiscoveryResult *wf_discovery_result_new (WfGraph *graph,
                                            GVariant *params,
                                            guint64 n_tests,
                                            GArray *removed,
                                            GArray *pool,
                                            GArray *oriented,
                                            GStrv warnings);
/* Variables the search looked at that aren't columns; NULL-terminated, nullable. Only before anybody else has the result. */
void wf_discovery_result_add_variables (WfDiscoveryResult *self, const char *const *names);
/* The edges left and the sets that came nearest to removing them: of WfRemovedPair with sets in the result's pool, sorted by (a, b);
 * taken. Pairs whose edge went since are left out. Like what follows only before anybody else has the result. */
void wf_discovery_result_set_kept (WfDiscoveryResult *self, GArray *kept);
/* Of required arrows that tests doubted: like kept, but in the order from, to; taken. */
void wf_discovery_result_set_required (WfDiscoveryResult *self, GArray *required);
/* Those of the warnings that hold at any level; taken, nullable. */
void wf_discovery_result_set_notes (WfDiscoveryResult *self, GStrv notes);
GStrv wf_discovery_result_get_notes (WfDiscoveryResult *self);   /* (transfer none), nullable */
/* The acyclic graph a search by score ended at, over the graph's nodes. */
void wf_discovery_result_set_dag (WfDiscoveryResult *self, WfGraph *dag);
/* What the tests said of pairs of edges that meet, of WfTriple; taken. */
void wf_discovery_result_set_triples (WfDiscoveryResult *self, GArray *triples);
void wf_discovery_result_set_search (WfDiscoveryResult *self, const char *method, WfKnowledge *knowledge);
/* What it went by when that was no table; both nullable. */
void wf_discovery_result_set_evidence (WfDiscoveryResult *self, WfCovariance *covariance, WfGraph *oracle);
WfGraph *wf_discovery_result_get_dag (WfDiscoveryResult *self);   /* nullable, like what follows */
GArray *wf_discovery_result_get_triples (WfDiscoveryResult *self);
gsize wf_discovery_result_get_n_required (WfDiscoveryResult *self);
void wf_discovery_result_get_required (WfDiscoveryResult *self, gsize i, guint *from, guint *to, const guint **given, gsize *n_given, double *p);

G_END_DECLS
