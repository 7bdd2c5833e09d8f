/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/graph/knowledge.h"

G_BEGIN_DECLS

/* Knowledge by column number: what a search asks a million times. */
typedef struct
{
  guint   n;
  guint8 *rules;   /* n x n, of WfArrowRule: of a -> b at a * n + b; NULL without knowledge */
} WfConstraints;

/* knowledge: nullable, and checked against the names. NULL when cancelled or out of memory */
WfConstraints *wf_constraints_new (WfKnowledge *knowledge, const char *const *names, WfProgress *progress, GError **error);
void           wf_constraints_free (WfConstraints *self);
/* Forbids every arrow into the marked columns (n flags). WF_ERROR_DATA when knowledge requires one */
gboolean       wf_constraints_make_exogenous (WfConstraints *self, const guint8 *is_marked, const char *const *names,
                                              GError **error);

/* What the data say against a required arrow, for brackets: "independent given x, p = 0.3"; NULL = nothing. (transfer full) */
typedef char *(*WfDoubt) (guint from, guint to, gpointer data);

/* Every search calls this once it has its graph: one warning that lists the required arrows the data contradict. Searches by tests
 * that have a WfSkeleton use wf_skeleton_warn_of_contradictions() (pc-private.h); wf_dag_result_new() does it for those by score;
 * others say in doubt() why their test or score would do without the arrow. FALSE when cancelled. */
gboolean wf_constraints_warn_of_contradictions (const WfConstraints *self, const char *const *names, WfDoubt doubt, gpointer data,
                                                WfProgress *progress, GStrvBuilder *warnings, GError **error);

static inline gboolean
wf_constraints_is_required (const WfConstraints *self, guint from, guint to)
{
  return self->rules != NULL && (self->rules[(gsize) from * self->n + to] & WF_RULE_REQUIRED);
}

/* by a rule of its own, or because the opposite arrow is required */
static inline gboolean
wf_constraints_is_forbidden (const WfConstraints *self, guint from, guint to)
{
  return self->rules != NULL && ((self->rules[(gsize) from * self->n + to] & WF_RULE_FORBIDDEN) ||
                                 (self->rules[(gsize) to * self->n + from] & WF_RULE_REQUIRED));
}

/* an edge whatever the data say: one direction is required */
static inline gboolean
wf_constraints_is_kept (const WfConstraints *self, guint a, guint b)
{
  return wf_constraints_is_required (self, a, b) || wf_constraints_is_required (self, b, a);
}

/* no edge whatever the data say: both directions are forbidden */
static inline gboolean
wf_constraints_is_excluded (const WfConstraints *self, guint a, guint b)
{
  return wf_constraints_is_forbidden (self, a, b) && wf_constraints_is_forbidden (self, b, a);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfConstraints, wf_constraints_free)

G_END_DECLS
