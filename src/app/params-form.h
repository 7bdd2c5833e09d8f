/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/base/params.h"

G_BEGIN_DECLS

/* WfParamsForm: one row a parameter of a descriptor. "changed": a value is another one. */
#define WF_TYPE_PARAMS_FORM (wf_params_form_get_type ())
G_DECLARE_FINAL_TYPE (WfParamsForm, wf_params_form, WF, PARAMS_FORM, AdwPreferencesGroup)

/* params: static, ended by an id of NULL */
GtkWidget *wf_params_form_new (const WfParam *params);
/* those whose ids are listed stand first, the others under “More” */
GtkWidget *wf_params_form_new_short (const WfParam *params, const char *const *first);
/* (transfer full): a{sv}, not floating */
GVariant *wf_params_form_get_values (WfParamsForm *self);
/* for defaults that come from the settings; ignored when there is no such parameter */
void wf_params_form_set_real (WfParamsForm *self, const char *id, double value);

G_END_DECLS
