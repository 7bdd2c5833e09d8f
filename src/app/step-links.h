/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfStepLinks: which steps the chosen one uses and which use it, and how that is known; a row goes to its step. */
#define WF_TYPE_STEP_LINKS (wf_step_links_get_type ())
G_DECLARE_FINAL_TYPE (WfStepLinks, wf_step_links, WF, STEP_LINKS, GtkWidget)

void wf_step_links_set_document (WfStepLinks *self, WfDocument *document);

G_END_DECLS
