/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/structural-private.h"
#include "core/base/progress.h"

G_BEGIN_DECLS

double *wf_effects_new (const WfStructure *structure, const double *fault, const double *deficiency, double keep,
                        WfProgress *progress, GError **error);

G_END_DECLS
