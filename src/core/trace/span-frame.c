/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/trace/span-frame-private.h"

#define ID_COLUMN  "context.span_id"
#define CONTEXT    "context."
#define ATTRIBUTES "attributes."

static JsonNode *
get_ids (JsonNode *record)
{
  JsonNode *ids = JSON_NODE_HOLDS_OBJECT (record)
                      ? json_object_get_member (json_node_get_object (record), ID_COLUMN)
                      : NULL;

  return ids == NULL || JSON_NODE_HOLDS_NULL (ids) ? NULL : ids;
}

gboolean
wf_span_frame_detect (JsonNode *record)
{
  return get_ids (record) != NULL;
}

/* The value of a column in a row, by its number or its label; of a row that came alone, the column itself. */
static JsonNode *
get_cell (JsonNode *column, guint row, const char *label, gboolean is_row)
{
  if (is_row)
    return column;
  if (JSON_NODE_HOLDS_ARRAY (column))
    return row < json_array_get_length (json_node_get_array (column))
               ? json_array_get_element (json_node_get_array (column), row)
               : NULL;
  return JSON_NODE_HOLDS_OBJECT (column) && label != NULL
             ? json_object_get_member (json_node_get_object (column), label)
             : NULL;
}

/* "context.span_id" goes into the object "context", "attributes.…" under its own name into "attributes". */
static JsonObject *
build_span (JsonObject *frame, guint row, const char *label, gboolean is_row)
{
  g_autoptr (JsonObject) span = json_object_new ();
  JsonObject *context = json_object_new ();
  JsonObject *attributes = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *column;

  json_object_set_object_member (span, "context", context);
  json_object_set_object_member (span, "attributes", attributes);
  json_object_iter_init_ordered (&iter, frame);
  while (json_object_iter_next_ordered (&iter, &name, &column))
    {
      JsonNode *cell = get_cell (column, row, label, is_row);
      JsonObject *into = span;

      if (cell == NULL || JSON_NODE_HOLDS_NULL (cell))
        continue;
      if (g_str_has_prefix (name, CONTEXT))
        into = context, name += strlen (CONTEXT);
      else if (g_str_has_prefix (name, ATTRIBUTES))
        into = attributes, name += strlen (ATTRIBUTES);
      json_object_set_member (into, name, json_node_copy (cell));
    }
  return g_steal_pointer (&span);
}

JsonArray *
wf_span_frame_to_list (JsonNode *record)
{
  JsonArray *list = json_array_new ();
  JsonNode *ids = get_ids (record);
  JsonObject *frame = json_node_get_object (record);

  if (JSON_NODE_HOLDS_ARRAY (ids))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (ids)); i++)
      json_array_add_object_element (list, build_span (frame, i, NULL, FALSE));
  else if (JSON_NODE_HOLDS_OBJECT (ids))
    {
      g_autoptr (GList) labels = json_object_get_members (json_node_get_object (ids));

      for (GList *l = labels; l != NULL; l = l->next)
        json_array_add_object_element (list, build_span (frame, 0, l->data, FALSE));
    }
  else
    json_array_add_object_element (list, build_span (frame, 0, NULL, TRUE));
  return list;
}
