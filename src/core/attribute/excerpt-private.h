/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *wf_excerpt_line  (const char *text, gsize max_chars);
char *wf_excerpt_lines (const char *text, gsize max_lines, gsize max_chars);

G_END_DECLS
