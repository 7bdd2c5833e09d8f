/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"
#include "core/diagram/linear-comb.h"

G_BEGIN_DECLS

/* what `diagram` says of continuous columns: three lines of numbers. cut: nullable */
void wf_linear_comb_print    (WfLinearComb *comb, WfGaussianMap *cut, GString *out);
/* members "observed", "cut" and "comb" of an object that is open */
void wf_linear_comb_set_json (WfLinearComb *comb, WfGaussianMap *cut, JsonBuilder *builder);

G_END_DECLS
