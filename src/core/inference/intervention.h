/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

typedef enum
{
  WF_INTERVENTION_SET,     /* X = v */
  WF_INTERVENTION_SHIFT,   /* X += d */
  WF_INTERVENTION_SCALE,   /* X *= k */
} WfInterventionKind;

/**
 * WfIntervention:
 *
 * One intervention on one node: an immutable value. The value of a discrete node is a level by name.
 */
typedef struct _WfIntervention WfIntervention;

#define WF_TYPE_INTERVENTION (wf_intervention_get_type ())

WF_API GType              wf_intervention_get_type  (void);
WF_API WfIntervention    *wf_intervention_new       (const char *node, WfInterventionKind kind, double value);
WF_API WfIntervention    *wf_intervention_new_level (const char *node, const char *level);
/* "pka=800", "mek+=50", "x*=2", "smoke=yes" */
WF_API WfIntervention    *wf_intervention_parse     (const char *text, GError **error);
WF_API WfIntervention    *wf_intervention_ref       (WfIntervention *self);
WF_API void               wf_intervention_unref     (WfIntervention *self);
WF_API const char        *wf_intervention_get_node  (WfIntervention *self);
WF_API WfInterventionKind wf_intervention_get_kind  (WfIntervention *self);
WF_API double             wf_intervention_get_value (WfIntervention *self);   /* NaN when it is only a level */
WF_API const char        *wf_intervention_get_level (WfIntervention *self);   /* as typed; never NULL */
WF_API char              *wf_intervention_to_text   (WfIntervention *self);   /* "pka = 800" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfIntervention, wf_intervention_unref)

G_END_DECLS
