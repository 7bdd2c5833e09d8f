/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfWorldsStrip: the interventions in force: click a chip to switch it off, its cross removes it. */
#define WF_TYPE_WORLDS_STRIP (wf_worlds_strip_get_type ())
G_DECLARE_FINAL_TYPE (WfWorldsStrip, wf_worlds_strip, WF, WORLDS_STRIP, GtkWidget)

void wf_worlds_strip_set_document (WfWorldsStrip *self, WfDocument *document);
/* only the chips */
void wf_worlds_strip_set_compact (WfWorldsStrip *self, gboolean is_compact);

G_END_DECLS
