/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* the table of the source with the rows of further files: of WfSource, nullable, read with its options; and of those of --pool where the
 * operand named it. The table itself where there are none. Each of the files is remembered as an input */
WfTable *wf_invocation_pool (WfInvocation *self, WfSource *named, WfSource *source, WfTable *table, GPtrArray *further, GVariant *options, GError **error);

G_END_DECLS
