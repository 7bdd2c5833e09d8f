/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/* What each sort of edge that occurs in a graph with circles means. */
void wf_pag_report_add_legend (WfGraph *pag, WfReportBuilder *builder);

G_END_DECLS
