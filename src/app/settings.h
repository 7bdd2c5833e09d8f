/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the installed schema, else the one of the build folder, so that the program runs uninstalled */
GSettings *wf_settings_new (void);

G_END_DECLS
