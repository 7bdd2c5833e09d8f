/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/* json-glib behind one scan: UTF-8, depth (WF_LIMIT_JSON_DEPTH) and size are checked first, integers beyond int64 become strings,
 * and errors name `name:line:column`. len < 0: nul-terminated. Result (transfer full). */
WF_API JsonNode *wf_json_parse (const char *text, gssize len, const char *name, GError **error);
/* pretty (two spaces), keys in order of insertion, doubles by g_ascii_dtostr at the shortest form that reads back equal;
 * NaN and infinities become null */
WF_API char     *wf_json_to_text (JsonNode *node);
/* the same, with lists of numbers, texts and booleans on one line */
WF_API char     *wf_json_to_compact_text (JsonNode *node);

/* Typed getters that never warn: NULL / fallback when the member is missing or of another type. */
WF_API const char *wf_json_get_string (JsonObject *object, const char *member);
WF_API JsonArray  *wf_json_get_array  (JsonObject *object, const char *member);
WF_API JsonObject *wf_json_get_object (JsonObject *object, const char *member);

G_END_DECLS
