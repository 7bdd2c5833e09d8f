/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"
#include "core/inference/joint.h"

G_BEGIN_DECLS

/* Text, JSON and report of a joint distribution. */
gboolean wf_intervene_answer_joint (
    WfInvocation *invocation, WfModel *model, WfJoint *joint, GPtrArray *interventions, GError **error);

G_END_DECLS
