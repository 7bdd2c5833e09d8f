/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/structural-private.h"
#include "core/attribute/tokens-private.h"

G_BEGIN_DECLS

GArray *wf_dependency_find_links (WfTrace *trace, const WfTokens *tokens, WfProgress *progress, GError **error);

G_END_DECLS
