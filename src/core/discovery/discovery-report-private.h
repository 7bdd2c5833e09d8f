/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/reasons-private.h"

G_BEGIN_DECLS

/* What the parts of the report of a search share. */
typedef struct
{
  WfDiscoveryResult *result;
  WfGraph *graph;
  WfTable *table;   /* nullable: covariances or a graph */
  WfReportBuilder *builder;
  const WfDiscovery *method;
  gsize n_directed;
} WfDiscoveryReport;

/* bootstrap-report.c: how often samples of the rows have each edge; nothing for a single search */
void wf_discovery_report_add_samples     (const WfDiscoveryReport *self);
/* ensemble-figure.c: how often samples have each edge, drawn */
void wf_discovery_report_add_ensemble    (const WfDiscoveryReport *self, WfEnsemble *ensemble);
/* drift-report.c: what moves the mechanisms that change, of CD-NOD on a table; else nothing */
void wf_discovery_report_add_drift       (const WfDiscoveryReport *self);
/* in one sentence, for a single search too */
char *wf_discovery_report_describe_certainty (const WfDiscoveryReport *self);
/* method-report.c */
void wf_discovery_report_add_method      (const WfDiscoveryReport *self);
void wf_discovery_report_add_assumptions (const WfDiscoveryReport *self);
void wf_discovery_report_add_undone      (const WfDiscoveryReport *self);

G_END_DECLS
