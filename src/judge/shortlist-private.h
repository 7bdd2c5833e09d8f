/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

gsize *wf_shortlist_new (WfBlame *blame, gsize *n_steps);

G_END_DECLS
