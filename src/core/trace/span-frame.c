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

static JsonObject *
add_span (JsonArray *list)
{
  JsonObject *span = json_object_new ();

  json_object_set_object_member (span, "context", json_object_new ());
  json_object_set_object_member (span, "attributes", json_object_new ());
  json_array_add_object_element (list, span);
  return span;
}

/* "context.span_id" goes into the object "context", "attributes.…" under its own name into "attributes". */
static void
set_cell (JsonObject *span, const char *name, JsonNode *cell)
{
  JsonObject *into = span;

  if (JSON_NODE_HOLDS_NULL (cell))
    return;
  if (g_str_has_prefix (name, CONTEXT))
    into = json_object_get_object_member (span, "context"), name += strlen (CONTEXT);
  else if (g_str_has_prefix (name, ATTRIBUTES))
    into = json_object_get_object_member (span, "attributes"), name += strlen (ATTRIBUTES);
  json_object_set_member (into, name, json_node_copy (cell));
}

/* The cells of a list, by the number of the row. */
static void
set_list (JsonArray *spans, const char *name, JsonArray *column)
{
  guint n = MIN (json_array_get_length (column), json_array_get_length (spans));

  for (guint i = 0; i < n; i++)
    set_cell (json_array_get_object_element (spans, i), name, json_array_get_element (column, i));
}

/* The cells of an object, by the label of the row. */
static void
set_map (GHashTable *by_label, const char *name, JsonObject *column)
{
  JsonObjectIter iter;
  const char *label;
  JsonNode *cell;

  json_object_iter_init_ordered (&iter, column);
  while (json_object_iter_next_ordered (&iter, &label, &cell))
    {
      JsonObject *span = g_hash_table_lookup (by_label, label);

      if (span != NULL)
        set_cell (span, name, cell);
    }
}

/* A span for each row; by_label: those of a frame whose columns are objects. */
static void
add_rows (JsonArray *spans, GHashTable *by_label, JsonNode *ids)
{
  JsonObjectIter iter;
  const char *label;

  if (JSON_NODE_HOLDS_OBJECT (ids))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (ids));
      while (json_object_iter_next_ordered (&iter, &label, NULL))
        g_hash_table_insert (by_label, (gpointer) label, add_span (spans));
    }
  else if (JSON_NODE_HOLDS_ARRAY (ids))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (ids)); i++)
      add_span (spans);
  else
    add_span (spans);
}

/* Column by column: the cost is that of the cells there are, however many rows some other column has. */
JsonArray *
wf_span_frame_to_list (JsonNode *record)
{
  JsonArray *spans = json_array_new ();
  g_autoptr (GHashTable) by_label = g_hash_table_new (g_str_hash, g_str_equal);
  JsonNode *ids = get_ids (record);
  gboolean is_row = JSON_NODE_HOLDS_VALUE (ids);
  JsonObjectIter iter;
  const char *name;
  JsonNode *column;

  add_rows (spans, by_label, ids);
  json_object_iter_init_ordered (&iter, json_node_get_object (record));
  while (json_object_iter_next_ordered (&iter, &name, &column))
    if (is_row)
      set_cell (json_array_get_object_element (spans, 0), name, column);
    else if (JSON_NODE_HOLDS_ARRAY (column))
      set_list (spans, name, json_node_get_array (column));
    else if (JSON_NODE_HOLDS_OBJECT (column))
      set_map (by_label, name, json_node_get_object (column));
  return spans;
}
