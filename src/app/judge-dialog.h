/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfJudgeDialog: where a request would go and every byte of it; nothing is sent before its button Send. It closes by itself when the
 * run it is about is no longer the document's. */
#define WF_TYPE_JUDGE_DIALOG (wf_judge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WfJudgeDialog, wf_judge_dialog, WF, JUDGE_DIALOG, AdwWindow)

GtkWidget *wf_judge_dialog_new (GtkWindow *parent, WfDocument *document, WfJudgeRequest *request);

G_END_DECLS
