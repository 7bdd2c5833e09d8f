/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/graph/graph.h"

G_BEGIN_DECLS

/**
 * WfKnowledge:
 *
 * Background knowledge by variable name: tiers (no arrow from a later tier to an earlier one, optionally none within a tier),
 * forbidden and required arrows, one by one or as groups (every variable of one list to every one of another). A name may be a
 * pattern, "gene*", until wf_knowledge_expand() is told the variables. Mutable until
 * shared: build it, or change a copy, then hand it to a search.
 */
typedef struct _WfKnowledge WfKnowledge;

/**
 * WfArrowRule:
 * @WF_RULE_FORBIDDEN: the arrow isn't in the graph
 * @WF_RULE_REQUIRED: the arrow is in the graph
 */
typedef enum /*< flags >*/
{
  WF_RULE_FORBIDDEN = 1 << 0,
  WF_RULE_REQUIRED  = 1 << 1,
} WfArrowRule;

#define WF_TYPE_KNOWLEDGE (wf_knowledge_get_type ())

WF_API GType        wf_knowledge_get_type     (void);
WF_API WfKnowledge *wf_knowledge_new          (void);
WF_API WfKnowledge *wf_knowledge_copy         (WfKnowledge *self);
WF_API WfKnowledge *wf_knowledge_ref          (WfKnowledge *self);
WF_API void         wf_knowledge_unref        (WfKnowledge *self);

/* ---- saying things, and taking them back ---- */
WF_API void         wf_knowledge_set_tier     (WfKnowledge *self, const char *name, guint tier);
WF_API void         wf_knowledge_unset_tier   (WfKnowledge *self, const char *name);
WF_API void         wf_knowledge_forbid_within_tier (WfKnowledge *self, guint tier);
WF_API void         wf_knowledge_allow_within_tier  (WfKnowledge *self, guint tier);
WF_API void         wf_knowledge_forbid       (WfKnowledge *self, const char *from, const char *to);
WF_API void         wf_knowledge_require      (WfKnowledge *self, const char *from, const char *to);
WF_API void         wf_knowledge_forbid_group  (WfKnowledge *self, const char *const *from, const char *const *to);
WF_API void         wf_knowledge_require_group (WfKnowledge *self, const char *const *from, const char *const *to);
/* neither forbidden nor required by name any more; groups that said so fall into their other arrows. Tiers stay */
WF_API void         wf_knowledge_allow        (WfKnowledge *self, const char *from, const char *to);

/* ---- asking ---- */
WF_API gboolean     wf_knowledge_is_empty     (WfKnowledge *self);
WF_API gboolean     wf_knowledge_equal        (WfKnowledge *a, WfKnowledge *b);   /* a group equals its arrows */
WF_API gboolean     wf_knowledge_is_forbidden (WfKnowledge *self, const char *from, const char *to);   /* by any rule */
WF_API gboolean     wf_knowledge_is_required  (WfKnowledge *self, const char *from, const char *to);
WF_API int          wf_knowledge_get_tier     (WfKnowledge *self, const char *name);   /* -1 = in none */
WF_API guint        wf_knowledge_get_n_tiers  (WfKnowledge *self);   /* 1 + the last that has a variable or is closed */
WF_API gboolean     wf_knowledge_is_tier_closed (WfKnowledge *self, guint tier);   /* no arrow within it */
/* every variable it says something about, in the order of first mention */
WF_API GStrv        wf_knowledge_list_names   (WfKnowledge *self);
/* arrows by name (not by tier), those of groups included, in the order they were said: from, to, from, to, ... */
WF_API GStrv        wf_knowledge_list_forbidden (WfKnowledge *self);
WF_API GStrv        wf_knowledge_list_required  (WfKnowledge *self);
/* the same without those that only a group says */
WF_API GStrv        wf_knowledge_list_single  (WfKnowledge *self, WfArrowRule rule);
WF_API guint        wf_knowledge_get_n_groups (WfKnowledge *self);
WF_API WfArrowRule  wf_knowledge_get_group    (WfKnowledge *self, guint group, GStrv *from, GStrv *to);

/* ---- for a search ---- */
/* "gene*" stands for the variables it matches; (transfer full) */
WF_API WfKnowledge *wf_knowledge_expand       (WfKnowledge *self, const char *const *names, GError **error);
/* WF_ERROR_DATA: a name the list lacks (nearest suggested), required and forbidden at once, or required arrows in a cycle */
WF_API gboolean     wf_knowledge_check        (WfKnowledge *self, const char *const *names, GError **error);
/* rules: n x n, zero before; that of names[a] -> names[b] at a * n + b. FALSE when cancelled. (skip) */
WF_API gboolean     wf_knowledge_fill_rules   (WfKnowledge *self, const char *const *names, guint8 *rules, WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfKnowledge, wf_knowledge_unref)

G_END_DECLS
