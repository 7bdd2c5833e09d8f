/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): rows of a GtkStringList, cut where there is no room */
GtkListItemFactory *wf_name_factory_new (void);

G_END_DECLS
