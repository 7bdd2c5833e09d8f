/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/diagram-private.h"

G_BEGIN_DECLS

/* A diagram of states that is being evaluated, or looked at how it would be. */
typedef struct
{
  WfDiagram *diagram;   /* borrowed */
  gsize *sizes;         /* by wire */
  gint *levels;         /* by wire: the state it is seen in, or -1 */
  WfProgress *progress;
} WfEvaluation;

/* given: "S=1" texts, nullable. WF_ERROR_DATA, WF_ERROR_UNSUPPORTED: real objects */
gboolean  wf_evaluation_init        (WfEvaluation *self, WfDiagram *diagram, const char *const *given, GError **error);
void      wf_evaluation_clear       (WfEvaluation *self);
/* by box: whether it leads to an output of the diagram or to a wire that is seen */
gboolean *wf_evaluation_find_needed (const WfEvaluation *self);
/* the wires without repetition; *n: how many are left */
guint    *wf_list_distinct_wires    (const guint *first, guint n_first, const guint *second, guint n_second, guint *n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfEvaluation, wf_evaluation_clear)

G_END_DECLS
