/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/invocation.h"

G_BEGIN_DECLS

/* What a search is asked to go by: one of the three. */
typedef struct
{
  WfTable *table;
  WfCovariance *covariance;
  WfGraph *oracle;
  GStrv observed; /* names of the nodes of the oracle that a study sees */
} WfDiscoverEvidence;

/* TABLE, a file of covariances in its place, or --oracle with --latent. G_OPTION_ERROR when none or too many are given. */
gboolean wf_discover_evidence_read (WfDiscoverEvidence *self, WfInvocation *invocation, GError **error);
void wf_discover_evidence_clear (WfDiscoverEvidence *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfDiscoverEvidence, wf_discover_evidence_clear)

G_END_DECLS
