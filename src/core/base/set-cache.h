/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers remembered by sets of small integers; not exported. Bounded: what doesn't fit pushes out what was there. Several threads may
 * ask and add at once. A set is known by a random key of 128 bits for each element (Zobrist 1970), so that two of the sets of a search
 * share one with a probability below 1e-20. */
typedef struct _WfSetCache WfSetCache;

typedef struct
{
  guint64 high, low;
} WfSetKey;

WfSetCache *wf_set_cache_new     (gsize n_elements);   /* elements are 0 .. n_elements - 1 */
void        wf_set_cache_free    (WfSetCache *self);
/* of a set in any order; that of two disjoint ones together is the exclusive or of theirs */
WfSetKey    wf_set_cache_get_key (const WfSetCache *self, const guint *set, gsize n);
gboolean    wf_set_cache_find    (WfSetCache *self, WfSetKey key, double *value);
void        wf_set_cache_add     (WfSetCache *self, WfSetKey key, double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSetCache, wf_set_cache_free)

G_END_DECLS
