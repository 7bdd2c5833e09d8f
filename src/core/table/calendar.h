/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/* ISO 8601 as tables have it: 2026-01-05, 2026-01, 2026-01-05 10:00, 2026-01-05T10:00:00.5Z, +02:00; without a zone it is UTC.
 * Seconds since 1970. FALSE for anything else, also for the 30th of February. The text need not end in NUL. */
WF_API gboolean wf_calendar_parse  (const char *text, gsize length, double *seconds);
/* the shortest of these forms that reads back: the day alone at midnight. For the years 0 to 9999, else the number */
WF_API void     wf_calendar_append (GString *text, double seconds);
/* a span as people type it: "36.5 days", "-2d", "4.2 h", "12 min", "3 s", "2 weeks", in the C locale; FALSE for anything else */
WF_API gboolean wf_calendar_parse_span  (const char *text, double *seconds);
/* as that reads it */
WF_API void     wf_calendar_append_span (GString *text, double seconds);
/* how long that is, in the unit that fits: "36.5 days", "4.2 h", "12 min", "3 s" (transfer full) */
WF_API char    *wf_calendar_format_span (double seconds);

G_END_DECLS
