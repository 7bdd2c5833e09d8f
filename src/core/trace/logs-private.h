/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/logs.h"

G_BEGIN_DECLS

extern const WfLogFormat wf_log_who_and_when;

G_END_DECLS
