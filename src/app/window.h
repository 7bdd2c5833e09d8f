/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/document.h"
#include "app/page.h"

G_BEGIN_DECLS

/* WfWindow: one document. */
#define WF_TYPE_WINDOW (wf_window_get_type ())
G_DECLARE_FINAL_TYPE (WfWindow, wf_window, WF, WINDOW, AdwApplicationWindow)

WfWindow *wf_window_new (AdwApplication *application);
WfDocument *wf_window_get_document (WfWindow *self);
WfPage *wf_window_get_page (WfWindow *self);
/* loads the file into this window; undo brings back what was there */
void wf_window_open (WfWindow *self, GFile *file);
/* the first here; each that follows here when it is a graph or a table for what is open, else in a window of its own */
void wf_window_open_files (WfWindow *self, GListModel *files);

G_END_DECLS
