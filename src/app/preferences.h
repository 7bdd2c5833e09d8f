/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* WfPreferences: every row is a key of the settings, but for the judge's key, which is in the keyring. */
#define WF_TYPE_PREFERENCES (wf_preferences_get_type ())
G_DECLARE_FINAL_TYPE (WfPreferences, wf_preferences, WF, PREFERENCES, AdwPreferencesWindow)

GtkWidget *wf_preferences_new (GtkWindow *parent, GSettings *settings);
/* opens them at the judge; hint: nullable = what has to be done there */
void wf_preferences_show_judge (WfPreferences *self, const char *hint);

G_END_DECLS
