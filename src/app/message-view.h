/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a message of a log in a text view: fenced code in monospace on a ground of its own. A very long
 * message is cut, and the cut is told. */
void wf_message_view_set_text (GtkTextView *view, const char *text);

G_END_DECLS
