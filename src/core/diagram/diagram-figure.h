/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/comb.h"
#include "core/report/figure-wiring.h"

G_BEGIN_DECLS

/* One picture of a diagram before surgery and of what surgery made of it, so that nothing moves when a cut is made or undone: the boxes
 * that give the objects of cuts alone stand as ghosts, with grounds and a uniform state in their place. cuts: nullable; names that no box
 * gives alone are passed over. comb: nullable, for the regions f and g. A wire that goes nowhere ends in a ground. Box and wire i of the
 * figure are box and wire i of the diagram; the grounds follow. */
WF_API WfFigure *wf_diagram_figure_new (WfDiagram *observed, const char *const *cuts, WfComb *comb);
/* the same with the regions of an answer that is computed along a bridge; nullable */
WF_API WfFigure *wf_diagram_figure_new_bridged (WfDiagram *observed, const char *const *cuts, WfBridge *bridge);

G_END_DECLS
