/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The marked-up text of a report, taken apart: plain text and the ranges of it that are marked. */
typedef enum
{
  WF_SPAN_STRONG,
  WF_SPAN_EMPHASIS,
  WF_SPAN_CODE,
} WfSpanKind;

typedef struct
{
  WfSpanKind kind;
  gsize start, end; /* bytes of the plain text */
} WfSpan;

/* The rules of wf_report_strip(), which gives the same plain text. spans: (out): array of WfSpan in order of
 * their start; spans of different kinds may overlap; both results (transfer full). */
char *wf_spans_parse (const char *text, GArray **spans);

G_END_DECLS
