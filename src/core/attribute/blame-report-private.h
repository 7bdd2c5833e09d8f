/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

/* repair-report.c: the what-if section */
void wf_blame_add_repairs (WfBlame *blame, const WfRepair *repairs, gsize n_repairs, WfReportBuilder *builder);

G_END_DECLS
