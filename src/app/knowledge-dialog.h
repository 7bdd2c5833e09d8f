/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfKnowledgeDialog:
 *
 * What is known before a search: variables in tiers, arrows that are forbidden or required. Every change is a command
 * of the document; nothing has to be applied.
 */
#define WF_TYPE_KNOWLEDGE_DIALOG (wf_knowledge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WfKnowledgeDialog, wf_knowledge_dialog, WF, KNOWLEDGE_DIALOG, AdwWindow)

GtkWidget *wf_knowledge_dialog_new (GtkWindow *parent, WfDocument *document);

G_END_DECLS
