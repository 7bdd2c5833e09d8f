/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The lists of the inspector, filled anew for a node; a row selects its variable. */
/* effects in falling order of how far they moved; returns how many there are */
guint wf_inspector_fill_effects (GtkBox *box, WfDocument *document, guint node);
guint wf_inspector_fill_causes (GtkBox *box, WfDocument *document, guint node);
/* how far a distribution moved: standardised mean difference, or total variation for levels */
double wf_inspector_distance (WfMarginal *before, WfMarginal *after);

/* these variables as observed */
void wf_inspector_fill_nodes (GtkBox *box, WfDocument *document, const guint *nodes, gsize n);
/* linked without being its cause or effect */
guint wf_inspector_fill_links (GtkBox *box, WfDocument *document, guint node);

G_END_DECLS
