/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

/**
 * WfKnowledge:
 *
 * Background knowledge by variable name: tiers (no arrow from a later tier to an earlier one, optionally none within a tier),
 * forbidden and required arrows. Mutable until shared: build it, then hand it to a search.
 */
typedef struct _WfKnowledge WfKnowledge;

#define WF_TYPE_KNOWLEDGE (wf_knowledge_get_type ())

WF_API GType        wf_knowledge_get_type     (void);
WF_API WfKnowledge *wf_knowledge_new          (void);
WF_API WfKnowledge *wf_knowledge_ref          (WfKnowledge *self);
WF_API void         wf_knowledge_unref        (WfKnowledge *self);
WF_API void         wf_knowledge_set_tier     (WfKnowledge *self, const char *name, guint tier);
WF_API void         wf_knowledge_forbid_within_tier (WfKnowledge *self, guint tier);
WF_API void         wf_knowledge_forbid       (WfKnowledge *self, const char *from, const char *to);
WF_API void         wf_knowledge_require      (WfKnowledge *self, const char *from, const char *to);
WF_API gboolean     wf_knowledge_is_empty     (WfKnowledge *self);
WF_API gboolean     wf_knowledge_is_forbidden (WfKnowledge *self, const char *from, const char *to);   /* by any rule */
WF_API gboolean     wf_knowledge_is_required  (WfKnowledge *self, const char *from, const char *to);
/* WF_ERROR_DATA: a name the list lacks (nearest suggested), required and forbidden at once, or required arrows in a cycle */
WF_API gboolean     wf_knowledge_check        (WfKnowledge *self, const char *const *names, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfKnowledge, wf_knowledge_unref)

G_END_DECLS
