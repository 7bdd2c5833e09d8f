/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the formats in JSON share. */

/* does the file begin with an object? */
gboolean wf_json_is_object (const char *head, gsize length);
/* is `text` in its first bytes, in double quotes? */
gboolean wf_json_mentions  (const char *head, gsize length, const char *text);
/* the object with "format" and "version" before its members, as a file */
void     wf_json_append_file (GString *text, JsonNode *object, const char *format, int version);

G_END_DECLS
