/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/intervention.h"

G_BEGIN_DECLS

/* What people type as a value. */

/* a number as their language writes it, with or without "=" before it; FALSE = it is none */
gboolean wf_typed_number (const char *text, double *value);
/* a number is meant as the kind says: SET or SHIFT; all else is read as the command line reads it, with or without the name of the node:
 * "*=2", "~normal(5,2)", "800 if erk>3" */
WfIntervention *wf_typed_intervention (const char *node, WfInterventionKind kind, const char *text, GError **error);
/* the other way round: what stands behind the name, and behind the sign where it is that of the kind */
char *wf_typed_text (WfIntervention *intervention, WfInterventionKind kind);

G_END_DECLS
