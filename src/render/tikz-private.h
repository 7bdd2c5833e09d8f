/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* a name as LaTeX takes it */
void wf_tikz_append_escaped (GString *text, const char *name);

G_END_DECLS
