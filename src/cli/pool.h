/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* the table of the operand with the rows of the files of --pool; itself where there are none, or where it is another table. Each of the
 * files is remembered as an input */
WfTable *wf_invocation_pool (WfInvocation *self, WfSource *source, WfTable *table, GError **error);

G_END_DECLS
