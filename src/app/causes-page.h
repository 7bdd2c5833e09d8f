/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfCausesPage: what makes steps deficient, over all runs: found on request, then the graph, the signs and what is known of them. */
#define WF_TYPE_CAUSES_PAGE (wf_causes_page_get_type ())
G_DECLARE_FINAL_TYPE (WfCausesPage, wf_causes_page, WF, CAUSES_PAGE, GtkWidget)

GtkWidget *wf_causes_page_new (WfDocument *document);

G_END_DECLS
