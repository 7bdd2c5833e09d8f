/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

/* whether a is suspected before b: steps that can bear blame first, in falling probability, ties to the earlier */
gboolean wf_step_precedes (WfTrace *trace, const double *probability, gsize a, gsize b);

G_END_DECLS
