/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/diagram.h"

G_BEGIN_DECLS

/**
 * WfPlanStepKind:
 * @WF_PLAN_LEAVE_OUT: boxes that lead to nothing that is asked for
 * @WF_PLAN_SEE: of the boxes at a wire that is seen in a state, only the part that fits is kept
 * @WF_PLAN_SUM: the tables that have a wire are multiplied, and the wire is summed out
 * @WF_PLAN_APPLY: a linear map is applied, of a diagram of real objects
 * @WF_PLAN_READ: the answer is read off what is left
 */
typedef enum
{
  WF_PLAN_LEAVE_OUT,
  WF_PLAN_SEE,
  WF_PLAN_SUM,
  WF_PLAN_APPLY,
  WF_PLAN_READ,
} WfPlanStepKind;

/**
 * WfDiagramPlan:
 *
 * How a diagram is evaluated, step by step: in the order that wf_diagram_evaluate() or wf_diagram_evaluate_gaussian() takes. Needs no
 * matrices, only states. Immutable.
 */
typedef struct _WfDiagramPlan WfDiagramPlan;

#define WF_TYPE_DIAGRAM_PLAN (wf_diagram_plan_get_type ())

WF_API GType          wf_diagram_plan_get_type      (void);
/* given: "S=1" texts, nullable, none of real objects. WF_ERROR_DATA: an unknown name, hidden states; WF_ERROR_BUDGET: an order too long
 * to find; WF_ERROR_UNSUPPORTED: real objects beside others */
WF_API WfDiagramPlan *wf_diagram_plan_new           (WfDiagram *diagram, const char *const *given, WfProgress *progress, GError **error);
WF_API WfDiagramPlan *wf_diagram_plan_ref           (WfDiagramPlan *self);
WF_API void           wf_diagram_plan_unref         (WfDiagramPlan *self);
WF_API gsize          wf_diagram_plan_get_n_steps   (WfDiagramPlan *self);      /* at least 1 */
WF_API WfPlanStepKind wf_diagram_plan_get_kind      (WfDiagramPlan *self, gsize step);
/* boxes of the diagram that are in what the step makes, also through the tables of earlier steps, increasing; (array length=n) (transfer none) */
WF_API const guint   *wf_diagram_plan_get_boxes     (WfDiagramPlan *self, gsize step, gsize *n);
/* wires of the diagram that the step looks at: those of the product, the one that is summed out among them */
WF_API const guint   *wf_diagram_plan_get_wires     (WfDiagramPlan *self, gsize step, gsize *n);
/* the wire that is summed out, or seen; -1 = none */
WF_API gssize         wf_diagram_plan_get_wire      (WfDiagramPlan *self, gsize step);
/* entries of the table that is left (of a linear map: its coefficients, constants and covariances); 0: nothing is made */
WF_API double         wf_diagram_plan_get_n_entries (WfDiagramPlan *self, gsize step);
WF_API const char    *wf_diagram_plan_get_text      (WfDiagramPlan *self, gsize step);   /* a sentence without its full stop */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiagramPlan, wf_diagram_plan_unref)

G_END_DECLS
