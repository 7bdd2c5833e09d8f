/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>
#include <graphviz/gvc.h>

/* The laid-out graph as JSON, in points with y down; NULL and a message when a position is not a number. */
GString *output_new (Agraph_t *graph, const char *engine, const char **message);
