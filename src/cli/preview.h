/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* how the table of a source would be read with the options given: its settings with their reasons, its columns, its first rows */
gboolean wf_invocation_preview (WfInvocation *self, WfSource *source, GError **error);

G_END_DECLS
