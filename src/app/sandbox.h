/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WF_SANDBOX_INFO "/.flatpak-info" /* what Flatpak says of the sandbox that a program runs in */

/* how to let the program out to the network, for the user, when it runs in a sandbox without; else NULL (transfer full) */
char *wf_sandbox_describe_network (const char *info_path);

G_END_DECLS
