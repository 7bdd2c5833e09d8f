/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WfAccuracyPage:
 *
 * How often the labels of the runs are found, beside what needs no method, and whether the probabilities are right: of the ranking
 * that is shown, and of a profile trained here on questions that its training didn't see.
 */
#define WF_TYPE_ACCURACY_PAGE (wf_accuracy_page_get_type ())
G_DECLARE_FINAL_TYPE (WfAccuracyPage, wf_accuracy_page, WF, ACCURACY_PAGE, GtkWidget)

GtkWidget *wf_accuracy_page_new (WfDocument *document);

G_END_DECLS
