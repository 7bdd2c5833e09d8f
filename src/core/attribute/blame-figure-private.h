/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

/* blame-figure.c */
const char *wf_blame_get_step_word   (WfBlame *self, gsize step);   /* "code", "answer"; translated */
guint       wf_blame_get_suspect     (WfBlame *self, gsize step);   /* 1 = first; 0 = none */
/* whether a number of three digits shows that a repair moved it */
gboolean    wf_blame_is_moved        (double before, double after);
gboolean    wf_blame_is_repaired     (const WfRepair *repairs, gsize n_repairs, gsize step);

/* blame-network.c: the steps that matter most, at most so many */
WfFigure   *wf_blame_new_step_graph  (WfBlame *self, WfEdgeDirection direction, gsize step, const WfRepair *repairs, gsize n_repairs, gsize max_steps);
WfFigure   *wf_blame_new_agent_graph (WfBlame *self);

G_END_DECLS
