/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfConfidenceBar:
 *
 * “Confidence ≥ 0.60” and its slider: how many of the samples must have found what is drawn. Hidden without samples.
 */
#define WF_TYPE_CONFIDENCE_BAR (wf_confidence_bar_get_type ())
G_DECLARE_FINAL_TYPE (WfConfidenceBar, wf_confidence_bar, WF, CONFIDENCE_BAR, GtkWidget)

void wf_confidence_bar_set_document (WfConfidenceBar *self, WfDocument *document);
/* whether there is a place for it; it shows only where there is and where the document has samples */
void wf_confidence_bar_set_wanted (WfConfidenceBar *self, gboolean is_wanted);

G_END_DECLS
