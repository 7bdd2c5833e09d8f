/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/constraints-private.h"
#include "core/discovery/discovery-private.h"
#include "core/score/score.h"

G_BEGIN_DECLS

/* What a search over acyclic graphs ends with. parents: n rows of (n + 63) / 64 words, bit p of row v: p is a parent of v; acyclic, obeys
 * the constraints. The result's graph is the pattern of all graphs that tell the same of the data and obey the constraints, every arrow
 * with its rule. warnings: nullable, added to (those of the score come first). */
WfDiscoveryResult *wf_dag_result_new (const WfDiscoveryInput *input,
                                      const WfConstraints    *constraints,
                                      WfScore                *score,
                                      const guint64          *parents,
                                      GStrvBuilder           *warnings,
                                      GError                **error);
/* The same with a score for each node and pairs of which experiments tell the direction: rows like those of parents, symmetric;
 * nullable. */
WfDiscoveryResult *wf_dag_result_new_interventional (const WfDiscoveryInput *input,
                                                     const WfConstraints    *constraints,
                                                     WfScore *const         *scores,
                                                     const guint64          *separated,
                                                     const guint64          *parents,
                                                     GStrvBuilder           *warnings,
                                                     GError                **error);

G_END_DECLS
