/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/pc-private.h"

G_BEGIN_DECLS

/* The columns of a table as a search with contexts sees them: a surrogate C (time, domain) and further columns that nothing in the
 * table can cause. */
typedef struct
{
  guint    n;            /* variables: the columns, then the order of rows when no surrogate was named */
  char   **names;        /* n, NULL-terminated */
  guint8  *is_context;   /* n */
  gboolean has_row_order;
  guint    n_swings;     /* of a continuous surrogate; fewer than asked for when rows are few */
  WfTable *table;        /* what is tested: the surrogate as the columns that carry its swings */
  guint   *starts;       /* n + 1: variable v is the columns starts[v] .. starts[v + 1] - 1 of it */
} WfContexts;

/* surrogate: name of a column, "" = the order of rows; others: names with commas between, may be "". WF_ERROR_DATA: unknown names, a
 * discrete column that is no context, contexts only */
WfContexts *wf_contexts_new  (WfTable *table, const char *surrogate, const char *others, guint n_swings, GError **error);
void        wf_contexts_free (WfContexts *self);

/* Which of the variables are contexts, n flags. names: the columns, then the order of rows when surrogate is ""; others: as above */
guint8     *wf_contexts_mark (const char *const *names, const char *surrogate, const char *others, GError **error);

/* Phases 1 and 2 of CD-NOD with any test; the contexts are what is exogenous. The last name isn't a column when has_row_order. */
WfDiscoveryResult *wf_cd_nod_search (const WfPcInput *input, gboolean has_row_order, GVariant *params, GStrvBuilder *warnings,
                                     GError **error);
/* Its directions and its result once the triples are told. */
WfDiscoveryResult *wf_cd_nod_orient (const WfPcInput *input, gboolean has_row_order, WfSkeleton *skeleton, GArray *triples, GVariant *params,
                                     GStrvBuilder *warnings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfContexts, wf_contexts_free)

G_END_DECLS
