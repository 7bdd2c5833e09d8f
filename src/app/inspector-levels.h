/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One radio row a level, with its probability before and after; choosing one sets the variable to it.
 * current: nullable; the row widgets are kept while the node is the same. */
void wf_inspector_fill_levels (GtkBox *box, WfDocument *document, guint node, WfIntervention *current);

G_END_DECLS
