/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/equations-lexer-private.h"

G_BEGIN_DECLS

/* An expression, from the token at hand to the first that doesn't belong to it. is_event: a single = compares, too */
gboolean wf_program_parse (WfProgram *self, const WfEquations *model, WfEquationLexer *lexer, gboolean is_event, GError **error);

G_END_DECLS
