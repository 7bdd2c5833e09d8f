/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-answer.h"

G_BEGIN_DECLS

/* How the diagram after the cut becomes a number, one picture a step: simplified by the laws of copying and discarding, then evaluated. */
/* of an answer with an outcome, asked for the last state of the treatment. Blocks: a layout a step of simplification */
WfDiagramSteps *wf_diagram_steps_new (WfDiagramAnswer *answer, WfProgress *progress, GError **error);
WfDiagramSteps *wf_diagram_steps_ref (WfDiagramSteps *self);
void wf_diagram_steps_unref (WfDiagramSteps *self);
gsize wf_diagram_steps_get_n (WfDiagramSteps *self); /* at least 1 */
/* a sentence; what the step works on is emphasised in its figure */
const char *wf_diagram_steps_get_text (WfDiagramSteps *self, gsize step);
WfFigure *wf_diagram_steps_get_figure (WfDiagramSteps *self, gsize step);
WfWiring *wf_diagram_steps_get_wiring (WfDiagramSteps *self, gsize step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiagramSteps, wf_diagram_steps_unref)

G_END_DECLS
