/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

/* Steps from text, split at speaker lines where there are any, else one; a note says which. text: valid UTF-8 */
void     wf_speakers_split     (WfTraceBuilder *builder, const char *text, gsize length);

G_END_DECLS
