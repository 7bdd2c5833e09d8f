/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json-place.h"
#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/graph/knowledge.h"
#include "core/report/report.h"
#include "core/table/covariance.h"
#include "core/table/table.h"

G_BEGIN_DECLS

typedef struct _WfDiscoveryResult WfDiscoveryResult;

/* What some searches go by instead of a table. */
typedef enum /*< flags >*/
{
  WF_EVIDENCE_COVARIANCE = 1 << 0, /* covariances of continuous variables */
  WF_EVIDENCE_ORACLE     = 1 << 1, /* what d-separation in a known graph says */
} WfEvidence;

/* What every search is given: a table, or one of what follows it when the search takes that. */
typedef struct
{
  WfTable      *table;
  WfCovariance *covariance;
  WfGraph      *oracle;              /* acyclic */
  const char *const *observed;       /* the nodes of it that are seen */
  WfKnowledge *knowledge;   /* nullable */
  GVariant    *params;      /* complete, checked against the descriptor */
  guint64      seed;
  guint        n_threads;   /* 0 = all */
  WfProgress  *progress;    /* nullable */
} WfDiscoveryInput;

/**
 * WfDiscovery: (skip)
 *
 * A search for a causal graph. Adding one is one file, one line in registry.c, one in meson.build and one test.
 */
typedef struct
{
  const char    *id;        /* "pc" */
  const char    *name;      /* N_("PC (order-independent)") */
  const char    *summary;
  const char    *citation;
  WfDataKind     accepts;
  WfEvidence     takes;     /* beside a table */
  WfGraphKind    returns;
  const char    *test;      /* nullable: the independence test it always takes; others have a parameter “test” or none */
  const WfParam *params;
  WfDiscoveryResult *(*run) (const WfDiscoveryInput *input, GError **error);
} WfDiscovery;

#define WF_TYPE_DISCOVERY_RESULT (wf_discovery_result_get_type ())

WF_API const WfDiscovery *const *wf_discoveries_get_all (void);             /* (skip) */
WF_API const WfDiscovery *wf_discovery_find (const char *id, GError **error);   /* (skip); WF_ERROR_DATA lists what there is */

/* The verb. params: a{sv} or NULL. Same table, parameters and seed: same result at any number of threads. */
WF_API WfDiscoveryResult *wf_discover (WfTable *table, const char *method, GVariant *params, WfKnowledge *knowledge,
                                       guint64 seed, guint n_threads, WfProgress *progress, GError **error);

/* The same without a table: from covariances and the number of rows behind them. WF_ERROR_DATA: a search, test or score that needs the
 * rows */
WF_API WfDiscoveryResult *wf_discover_covariance (WfCovariance *covariance, const char *method, GVariant *params, WfKnowledge *knowledge,
                                                  guint64 seed, guint n_threads, WfProgress *progress, GError **error);
/* What the search finds with unlimited data from an acyclic graph. observed: nullable, all but the latent nodes. WF_ERROR_DATA: another
 * kind of graph, an unknown node, a search that scores */
WF_API WfDiscoveryResult *wf_discover_oracle (WfGraph *dag, const char *const *observed, const char *method, GVariant *params,
                                              WfKnowledge *knowledge, guint n_threads, WfProgress *progress, GError **error);

WF_API GType              wf_discovery_result_get_type   (void);
WF_API WfDiscoveryResult *wf_discovery_result_ref        (WfDiscoveryResult *self);
WF_API void               wf_discovery_result_unref      (WfDiscoveryResult *self);
WF_API WfGraph           *wf_discovery_result_get_graph  (WfDiscoveryResult *self);
WF_API const char        *wf_discovery_result_get_method (WfDiscoveryResult *self);
WF_API GVariant          *wf_discovery_result_get_params (WfDiscoveryResult *self);
/* what it went by when that was no table; both nullable */
WF_API WfCovariance      *wf_discovery_result_get_covariance (WfDiscoveryResult *self);
WF_API WfGraph           *wf_discovery_result_get_oracle (WfDiscoveryResult *self);
/* what it was told; nullable */
WF_API WfKnowledge       *wf_discovery_result_get_knowledge (WfDiscoveryResult *self);
WF_API guint64            wf_discovery_result_get_n_tests (WfDiscoveryResult *self);
WF_API const char *const *wf_discovery_result_get_warnings (WfDiscoveryResult *self);
/* the variables: the columns, then what the search added to them, such as the order of rows; what follows counts through them */
WF_API gsize              wf_discovery_result_get_n_variables (WfDiscoveryResult *self);
WF_API const char        *wf_discovery_result_get_variable (WfDiscoveryResult *self, guint i);
/* why a pair is not adjacent: the set and p-value that removed it */
WF_API gsize              wf_discovery_result_get_n_removed (WfDiscoveryResult *self);
WF_API void               wf_discovery_result_get_removed (WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);
/* why a pair is adjacent: the set that came nearest to removing it, and its p-value, the largest of all tests made; by pair. None
 * when the search made no tests of its edges */
WF_API gsize              wf_discovery_result_get_n_kept (WfDiscoveryResult *self);
WF_API void               wf_discovery_result_get_kept (WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);
/* why an edge has its mark at `b`: "collider", "meek 1" .. "meek 4", "fci r1" .. "fci r10" (Zhang 2008), "knowledge", "exogenous" (a context, which nothing can cause),
 * "invariance" (one end shifts with a context, the other doesn't), "intervention" (an experiment set just one end), "extension" (a
 * collider that nothing but acyclicity asks for: the data contradict themselves, and a warning says so) */
WF_API gsize              wf_discovery_result_get_n_oriented (WfDiscoveryResult *self);
WF_API void               wf_discovery_result_get_oriented (WfDiscoveryResult *self, gsize i, guint *a, guint *b, const char **rule);
/* the mark that the rule set at `b`: an arrow, or where hidden causes are allowed for also a tail (“fci r1” .. “fci r10”) */
WF_API WfMark             wf_discovery_result_get_oriented_mark (WfDiscoveryResult *self, gsize i);
/* why a and b are linked, or not, in sentences. table: that it searched, for differences of scores; nullable */
WF_API GStrv              wf_discovery_explain           (WfDiscoveryResult *self, WfTable *table, guint a, guint b, GError **error);
/* roughly, before the run, in a few milliseconds; n_samples: of a bootstrap, 0 = none; -1 = not known */
WF_API double             wf_discovery_estimate_seconds  (WfTable *table, const char *method, GVariant *params, guint n_samples, guint n_threads);
/* a smaller significance level than the one searched at, without testing again; WF_ERROR_DATA where the search doesn't allow it */
WF_API WfDiscoveryResult *wf_discovery_rethreshold       (WfDiscoveryResult *self, double alpha, GError **error);
/* table: that it searched; NULL when it was given none */
WF_API WfReport          *wf_discovery_report            (WfDiscoveryResult *self, WfTable *table, WfProvenance *provenance);
WF_API WfReport          *wf_comparison_report           (WfGraph *truth, WfGraph *estimate, WfProvenance *provenance, GError **error);
/* both laid over each other: the nodes of the estimate, then those that only the truth has */
WF_API WfFigure          *wf_comparison_figure           (WfGraph *truth, WfGraph *estimate);

/* everything it records, so that it needs no search to be had back; its graph is left out when it is `known`, which is nullable */
WF_API JsonNode          *wf_discovery_result_to_json    (WfDiscoveryResult *self, WfGraph *known);
/* (skip) */
WF_API WfDiscoveryResult *wf_discovery_result_from_json  (JsonObject *object, WfGraph *known, const WfJsonPlace *place, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiscoveryResult, wf_discovery_result_unref)

G_END_DECLS
