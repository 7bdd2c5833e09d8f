/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Parameters and settings, which travel as GVariant, in JSON. */

#include "config.h"

#include <math.h>

#include "core/base/json-place.h"

static JsonNode *
number_to_json (GVariant *value)
{
  switch (g_variant_classify (value))
    {
      case G_VARIANT_CLASS_BYTE:
        return json_node_init_int (json_node_alloc (), g_variant_get_byte (value));
      case G_VARIANT_CLASS_INT16:
        return json_node_init_int (json_node_alloc (), g_variant_get_int16 (value));
      case G_VARIANT_CLASS_UINT16:
        return json_node_init_int (json_node_alloc (), g_variant_get_uint16 (value));
      case G_VARIANT_CLASS_INT32:
        return json_node_init_int (json_node_alloc (), g_variant_get_int32 (value));
      case G_VARIANT_CLASS_UINT32:
        return json_node_init_int (json_node_alloc (), g_variant_get_uint32 (value));
      case G_VARIANT_CLASS_INT64:
        return json_node_init_int (json_node_alloc (), g_variant_get_int64 (value));
      case G_VARIANT_CLASS_UINT64:
        return json_node_init_int (json_node_alloc (), (gint64) g_variant_get_uint64 (value));
      case G_VARIANT_CLASS_DOUBLE:
        return json_node_init_double (json_node_alloc (), g_variant_get_double (value));
      default:
        return json_node_init_null (json_node_alloc ());
    }
}

static JsonNode *
dictionary_to_json (GVariant *value)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;
  GVariantIter iter;
  GVariant *entry;

  g_variant_iter_init (&iter, value);
  while ((entry = g_variant_iter_next_value (&iter)))
    {
      g_autoptr (GVariant) owned = entry;
      g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) child = g_variant_get_child_value (entry, 1);

      json_object_set_member (object, g_variant_get_string (key, NULL), wf_json_from_variant (child));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
list_to_json (GVariant *value)
{
  JsonArray *array = json_array_new ();
  JsonNode *node;

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      json_array_add_element (array, wf_json_from_variant (child));
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

/**
 * wf_json_from_variant: (skip)
 * @value: booleans, numbers, texts, and lists and dictionaries of them
 *
 * NaN and infinities become null in the text.
 *
 * Returns: (transfer full): the value in JSON
 */
JsonNode *
wf_json_from_variant (GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      inner = g_variant_get_variant (value);
      return wf_json_from_variant (inner);
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return json_node_init_boolean (json_node_alloc (), g_variant_get_boolean (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return json_node_init_string (json_node_alloc (), g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("a{s*}")))
    return dictionary_to_json (value);
  if (g_variant_is_container (value))
    return list_to_json (value);
  return number_to_json (value);
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static GVariant *
list_to_variant (JsonArray *array)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;
  guint n = json_array_get_length (array), n_strings = 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr (GVariant) value = wf_json_to_variant (element);

      if (is_string (element))
        {
          n_strings++;
          g_strv_builder_add (texts, json_node_get_string (element));
        }
      g_variant_builder_add (&builder, "v", value);
    }
  if (n_strings < n)
    return g_variant_ref_sink (g_variant_builder_end (&builder));
  strings = g_strv_builder_end (texts);
  return g_variant_ref_sink (g_variant_new_strv ((const char *const *) strings, (gssize) n));
}

static GVariant *
names_to_variant (JsonObject *object)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!is_string (node))
        return NULL;
      g_variant_builder_add (&builder, "{ss}", name, json_node_get_string (node));
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * wf_json_to_vardict: (skip)
 * @object: an object
 *
 * Returns: (transfer full): its members as an `a{sv}`
 */
GVariant *
wf_json_to_vardict (JsonObject *object)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autoptr (GVariant) value = wf_json_to_variant (node);

      g_variant_builder_add (&builder, "{sv}", name, value);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * wf_json_to_variant: (skip)
 * @node: a value
 *
 * Whole numbers become `x`, null a NaN; an object is `a{ss}` when it has members and all are texts.
 *
 * Returns: (transfer full): the value
 */
GVariant *
wf_json_to_variant (JsonNode *node)
{
  GVariant *names;

  g_return_val_if_fail (node != NULL, NULL);

  if (JSON_NODE_HOLDS_ARRAY (node))
    return list_to_variant (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      names = json_object_get_size (object) > 0 ? names_to_variant (object) : NULL;
      return names != NULL ? names : wf_json_to_vardict (object);
    }
  if (JSON_NODE_HOLDS_NULL (node))
    return g_variant_ref_sink (g_variant_new_double (NAN));
  switch (json_node_get_value_type (node))
    {
      case G_TYPE_STRING:
        return g_variant_ref_sink (g_variant_new_string (json_node_get_string (node)));
      case G_TYPE_BOOLEAN:
        return g_variant_ref_sink (g_variant_new_boolean (json_node_get_boolean (node)));
      case G_TYPE_INT64:
        return g_variant_ref_sink (g_variant_new_int64 (json_node_get_int (node)));
      default:
        return g_variant_ref_sink (g_variant_new_double (json_node_get_double (node)));
    }
}
