/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfEmptyPage: the first page: what to drop, recent files, stories. Signal "open-files" (GListModel of GFile, in their order;
 * nullable: the view of the page that shows them). */
#define WF_TYPE_EMPTY_PAGE (wf_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (WfEmptyPage, wf_empty_page, WF, EMPTY_PAGE, GtkWidget)

/* a sample of the package or of the source folder; (transfer full) (nullable) */
GFile *wf_empty_page_find_sample (const char *name);
/* what hovers over the window, or NULL for the usual sentence */
void wf_empty_page_set_hint (WfEmptyPage *self, const char *hint);

G_END_DECLS
