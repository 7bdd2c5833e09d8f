/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WfAgentMark:
 *
 * The shape of an agent: agents are told apart by lane and by a grey shape, never by colour. Decoration: the
 * name stands beside it.
 */
GtkWidget *wf_agent_mark_new (gsize agent);

G_END_DECLS
