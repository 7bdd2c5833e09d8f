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
/* the same of a variable with dates: "2024-03-01"; FALSE = it is none, a number alone isn't one either */
gboolean wf_typed_date (const char *text, double *seconds);
/* a value of a variable as it is typed: "16.6", of dates "2024-03-01" */
char *wf_typed_value (double value, gboolean is_calendar);
/* a number is meant as the kind says: SET or SHIFT, by days where is_calendar says that the variable has dates, which a number can't be
 * itself; all else is read as the command line reads it, with or without the name of the node:
 * "*=2", "~normal(5,2)", "800 if erk>3" */
WfIntervention *wf_typed_intervention (const char *node, WfInterventionKind kind, gboolean is_calendar, const char *text, GError **error);
/* the other way round: what stands behind the name, and behind the sign where it is that of the kind */
char *wf_typed_text (WfIntervention *intervention, WfInterventionKind kind);

G_END_DECLS
