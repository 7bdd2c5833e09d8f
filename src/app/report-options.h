/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfReportOptions: which sections a report has, on which paper, whether words are left out; and what is done with it. */
#define WF_TYPE_REPORT_OPTIONS (wf_report_options_get_type ())
G_DECLARE_FINAL_TYPE (WfReportOptions, wf_report_options, WF, REPORT_OPTIONS, GtkWidget)

GtkWidget *wf_report_options_new (WfDocument *document);

G_END_DECLS
