/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

char *wf_prompt_new (WfBlame *blame, const char *model, const gsize *steps, gsize n_steps);

G_END_DECLS
