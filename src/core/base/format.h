/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/* for files: the shortest decimal that reads back as value, in the C locale */
WF_API void  wf_append_double  (GString *text, double value);

/* Numbers for people. Three significant digits, integer parts up to 9999999 in full, true minus sign, no exponent between
 * 0.001 and 10 million; never "-0", NaN gives an en dash. In the C locale: widgets translate the point. */
WF_API char *wf_format_number     (double value);
WF_API char *wf_format_count      (gsize value);                  /* 7466 -> "7,466" */
WF_API char *wf_format_percent    (double share);                 /* 0.413 -> "41 %" (no-break space) */
WF_API char *wf_format_points     (double share);                 /* 0.413 -> "41": where the unit stands elsewhere */
WF_API char *wf_format_difference (double from, double to);       /* "−0.031"; an en dash when it isn't finite */
WF_API char *wf_format_change     (double before, double after); /* "▼ 26 %", "▲ 0.31", "≈ 0"; see the .c for the rule */
/* nearest of the candidates by edit distance, or NULL when none is close: for "did you mean" */
WF_API const char *wf_nearest_name (const char *name, const char *const *candidates);

G_END_DECLS
