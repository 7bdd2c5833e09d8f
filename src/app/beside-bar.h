/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* What the graph laid over the document's own is called and how far the two are apart, in words; hidden while there is none. */
#define WF_TYPE_BESIDE_BAR (wf_beside_bar_get_type ())
G_DECLARE_FINAL_TYPE (WfBesideBar, wf_beside_bar, WF, BESIDE_BAR, GtkWidget)

GtkWidget *wf_beside_bar_new (WfDocument *document);

G_END_DECLS
