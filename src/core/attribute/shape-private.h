/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

/* How a run is organised, read off the roles of its steps. */
typedef enum
{
  WF_SHAPE_GROUP_CHAT,   /* agents talk in turn; the first message sets out the task, tools answer */
  WF_SHAPE_ORCHESTRATED, /* one agent keeps a ledger and instructs, others work */
  WF_SHAPE_OTHER,
  WF_N_SHAPES,
} WfShape;

WfShape     wf_shape_of_trace (WfTrace *trace);
const char *wf_shape_get_id   (WfShape shape);   /* "group-chat", "orchestrated", "" */

G_END_DECLS
