/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* WfApplication: one instance; files given to a second start open in the first. */
#define WF_TYPE_APPLICATION (wf_application_get_type ())
G_DECLARE_FINAL_TYPE (WfApplication, wf_application, WF, APPLICATION, AdwApplication)

WfApplication *wf_application_new (void);
GSettings *wf_application_get_settings (WfApplication *self);
/* application-actions.c */
void wf_application_add_actions (WfApplication *self);

G_END_DECLS
