/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

G_BEGIN_DECLS

/* What can be said of the arrow from one variable to another. */
typedef enum
{
  WF_ARROW_OPEN,
  WF_ARROW_FORBIDDEN,
  WF_ARROW_REQUIRED,
  WF_ARROW_OUT_OF_ORDER, /* forbidden by the tiers */
} WfArrowState;

WfArrowState wf_arrow_get_state (WfDocument *document, const char *from, const char *to);

/* (transfer full): forbid, require and allow (each of "(ss)": from, to) and learn-again; for the prefix "edge" */
GActionGroup *wf_edge_actions_new (WfDocument *document);
/* (transfer full): what those actions can do with a pair */
GMenuModel *wf_edge_menu_new (WfDocument *document, guint a, guint b);

G_END_DECLS
