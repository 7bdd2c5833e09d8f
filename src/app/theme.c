/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "app/theme.h"

void
wf_theme_for_widget (WfTheme *theme, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));

  wf_theme_init (theme, adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
  if (font && pango_font_description_get_family (font))
    theme->font = pango_font_description_get_family (font);
}

void
wf_theme_watch (GtkWidget *widget, GCallback callback)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, widget, G_CONNECT_SWAPPED);
}
