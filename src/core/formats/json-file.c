/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/formats/json-file-private.h"

gboolean
wf_json_is_object (const char *head, gsize length)
{
  gsize i = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (head[i]))
    i++;
  return i < length && head[i] == '{';
}

gboolean
wf_json_mentions (const char *head, gsize length, const char *text)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", text);

  return g_strstr_len (head, (gssize) length, quoted) != NULL;
}

void
wf_json_append_file (GString *text, JsonNode *object, const char *format, int version)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) file = json_object_new ();
  g_autofree char *json = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_set_string_member (file, "format", format);
  json_object_set_int_member (file, "version", version);
  json_object_iter_init_ordered (&iter, json_node_get_object (object));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (file, name, json_node_copy (member));
  json_node_set_object (root, file);
  json = wf_json_to_text (root);
  g_string_append (text, json);
  if (!g_str_has_suffix (json, "\n"))
    g_string_append_c (text, '\n');
}
