/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "render/theme.h"

G_BEGIN_DECLS

/* the colours of the style manager and the widget's own font; theme.font lives as long as the widget's font does */
void wf_theme_for_widget (WfTheme *theme, GtkWidget *widget);
/* redraws the widget whenever the style changes */
void wf_theme_watch (GtkWidget *widget, GCallback callback);

G_END_DECLS
