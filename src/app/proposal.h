/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery.h"

G_BEGIN_DECLS

/* What kind of search it is, in a few words, and its place among them: those by score first, then by tests, then those that allow
 * hidden causes. */
const char *wf_method_describe_kind (const WfDiscovery *method);
/* (transfer full): of const WfDiscovery, those that can take the table or a part of it, in that order */
GPtrArray *wf_methods_list (WfTable *table);
/* The one to begin with, and in one sentence why. methods: of wf_methods_list(), not empty */
const WfDiscovery *wf_methods_propose (WfTable *table, GPtrArray *methods, char **sentence);

G_END_DECLS
