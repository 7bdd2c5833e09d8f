/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfWhatIf:
 *
 * What if the chosen step had been right, wholly or in part: a switch, a slider, and what the model says of the outcome, always
 * beside the same repair of a random step. With several repairs at once also what they do together.
 */
#define WF_TYPE_WHAT_IF (wf_what_if_get_type ())
G_DECLARE_FINAL_TYPE (WfWhatIf, wf_what_if, WF, WHAT_IF, GtkWidget)

void wf_what_if_set_document (WfWhatIf *self, WfDocument *document);

G_END_DECLS
