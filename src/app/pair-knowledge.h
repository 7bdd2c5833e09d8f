/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfPairKnowledge:
 *
 * What is known beforehand of two variables: a row a direction, with a switch to forbid and one to require it.
 */
#define WF_TYPE_PAIR_KNOWLEDGE (wf_pair_knowledge_get_type ())
G_DECLARE_FINAL_TYPE (WfPairKnowledge, wf_pair_knowledge, WF, PAIR_KNOWLEDGE, GtkWidget)

void wf_pair_knowledge_set (WfPairKnowledge *self, WfDocument *document, guint a, guint b);

G_END_DECLS
