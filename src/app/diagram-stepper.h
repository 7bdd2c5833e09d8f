/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-canvas.h"

G_BEGIN_DECLS

/* WfDiagramStepper: goes through the steps of a cut, each a sentence here and a picture in the canvas. Signal "closed". */
#define WF_TYPE_DIAGRAM_STEPPER (wf_diagram_stepper_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramStepper, wf_diagram_stepper, WF, DIAGRAM_STEPPER, GtkWidget)

GtkWidget *wf_diagram_stepper_new (WfDocument *document, WfDiagramCanvas *canvas);
void wf_diagram_stepper_set_active (WfDiagramStepper *self, gboolean is_active);
/* forward, or back by a negative number; FALSE: there is no such step */
gboolean wf_diagram_stepper_go (WfDiagramStepper *self, int by);

G_END_DECLS
