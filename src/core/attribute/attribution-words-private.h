/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/attribution-private.h"

G_BEGIN_DECLS

/* All (transfer full), plain text unless told otherwise. */
char *wf_attribution_format_number (double value);                       /* "∞" where it is */
char *wf_attribution_format_share  (const WfContribution *contribution); /* "4.35 ± 0.12" */
/* "87 %" of the total; NULL where the total doesn't say */
char *wf_attribution_format_part   (WfAttribution *self, gsize contribution);
/* a value of a contribution's variable: a number, or the level it is the number of */
char *wf_attribution_format_value  (WfAttribution *self, gsize contribution, double value);
char *wf_attribution_format_p      (double p_value);                     /* "< 0.001" */
const char *wf_attribution_get_unit_name (WfAttribution *self);

G_END_DECLS
