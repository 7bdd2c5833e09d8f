/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

#define WF_ALIGNMENT_ALIKE 0.3 /* similarity from which two steps are worth pairing */

/* A step of either run, or of both. */
typedef struct
{
  gssize first, second; /* -1 = none */
  double similarity;    /* 0 for a step that stands alone */
} WfAlignedPair;

GArray *wf_runs_align (WfTrace *first, WfTrace *second, WfProgress *progress, GError **error);

G_END_DECLS
