/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* An entry that selects the first variable whose name holds what is typed; Enter goes on to the next one. */
GtkWidget *wf_diagram_find_new (WfDocument *document);

G_END_DECLS
