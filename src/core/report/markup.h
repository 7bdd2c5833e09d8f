/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/* The marked-up text of a report, taken apart: plain text and the ranges of it that are marked. */
typedef enum
{
  WF_SPAN_STRONG,
  WF_SPAN_EMPHASIS,
  WF_SPAN_CODE,
  WF_SPAN_LINK,
} WfSpanKind;

typedef struct
{
  WfSpanKind kind;
  gsize      start, end;  /* bytes of the plain text */
  char      *target;      /* of a link: "#id" of a block of the report, or an address; else NULL */
} WfSpan;

/* spans: (out) (nullable): array of WfSpan in order of their start, which owns the targets */
WF_API char *wf_markup_parse (const char *text, GArray **spans);

G_END_DECLS
