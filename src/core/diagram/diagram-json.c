/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/diagram/diagram-private.h"

static const char *const kinds[] = {
  [WF_DIAGRAM_BOX] = "box",
  [WF_DIAGRAM_UNIFORM] = "uniform",
  [WF_DIAGRAM_DISCARD] = "discard",
};

static void
add_wires (JsonBuilder *builder, const char *member, const guint *wires, guint n)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, wires[i]);
  json_builder_end_array (builder);
}

static void
add_object (JsonBuilder *builder, const WfDiagramObject *object)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, object->name);
  json_builder_set_member_name (builder, "levels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < object->n_levels; i++)
    json_builder_add_string_value (builder, object->levels[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "hidden");
  json_builder_add_boolean_value (builder, object->is_hidden);
  json_builder_set_member_name (builder, "real");
  json_builder_add_boolean_value (builder, object->is_real);
  json_builder_end_object (builder);
}

static void
add_numbers (JsonBuilder *builder, const char *member, const double *values, gsize n)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
add_matrix (JsonBuilder *builder, const WfDiagramBox *box)
{
  gsize n;
  const double *matrix = g_bytes_get_data (box->matrix, &n);

  add_numbers (builder, "matrix", matrix, n / sizeof (double));
}

static void
add_map (JsonBuilder *builder, WfGaussianMap *map)
{
  gsize n;
  const double *values = wf_gaussian_map_get_coefficients (map, &n);

  add_numbers (builder, "coefficients", values, n);
  values = wf_gaussian_map_get_offset (map, &n);
  add_numbers (builder, "offset", values, n);
  values = wf_gaussian_map_get_covariance (map, &n);
  add_numbers (builder, "covariance", values, n);
}

static void
add_box (JsonBuilder *builder, const WfDiagramBox *box)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, kinds[box->kind]);
  if (box->name != NULL)
    {
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, box->name);
    }
  add_wires (builder, "inputs", box->inputs, box->n_inputs);
  add_wires (builder, "outputs", box->outputs, box->n_outputs);
  if (box->matrix != NULL)
    add_matrix (builder, box);
  if (box->map != NULL)
    add_map (builder, box->map);
  json_builder_end_object (builder);
}

/**
 * wf_diagram_to_json:
 * @self: the diagram
 *
 * Returns: (transfer full): {"objects": [{"name", "levels", "hidden", "real"}], "wires": [their objects'
 * names], "boxes": [{"kind", "name", "inputs", "outputs", "matrix" or "coefficients", "offset",
 * "covariance"}], "inputs", "outputs"}; wires are numbered from 0
 */
JsonNode *
wf_diagram_to_json (WfDiagram *self)
{
  const WfDiagramParts *parts = &self->parts;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->objects->len; i++)
    add_object (builder, wf_parts_object (parts, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "wires");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->wires->len; i++)
    json_builder_add_string_value (builder, wf_parts_object (parts, wf_parts_wire (parts, i)->object)->name);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "boxes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->boxes->len; i++)
    add_box (builder, wf_parts_box (parts, i));
  json_builder_end_array (builder);
  add_wires (builder, "inputs", (const guint *) (gpointer) parts->inputs->data, parts->inputs->len);
  add_wires (builder, "outputs", (const guint *) (gpointer) parts->outputs->data, parts->outputs->len);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
fail (GError **error, const char *where, const char *what)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("A diagram in JSON: %s: %s"), where, what);
  return FALSE;
}

static JsonArray *
get_array (JsonObject *object, const char *member, GError **error)
{
  JsonArray *array = wf_json_get_array (object, member);

  if (array == NULL)
    fail (error, member, _ ("this list is missing"));
  return array;
}

static JsonObject *
get_item (JsonArray *array, guint i, const char *member, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (error, member, _ ("an entry isn’t an object"));
  return NULL;
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_object (WfDiagramBuilder *builder, JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  const char *name = wf_json_get_string (object, "name");
  JsonArray *array = get_array (object, "levels", error);
  JsonNode *hidden = json_object_get_member (object, "hidden");
  JsonNode *real = json_object_get_member (object, "real");
  guint place;

  if (array == NULL)
    return FALSE;
  if (name == NULL)
    return fail (error, "objects", _ ("an object has no name"));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *level = get_text (json_array_get_element (array, i));

      if (level == NULL)
        return fail (error, name, _ ("a state isn’t a text"));
      g_strv_builder_add (levels, level);
    }
  list = g_strv_builder_end (levels);
  place = wf_diagram_builder_add_object (builder, name, (const char *const *) list);
  if (hidden != NULL && JSON_NODE_HOLDS_VALUE (hidden) && json_node_get_boolean (hidden))
    wf_diagram_builder_set_hidden (builder, place);
  if (real != NULL && JSON_NODE_HOLDS_VALUE (real) && json_node_get_boolean (real))
    wf_diagram_builder_set_real (builder, place);
  return TRUE;
}

static GArray *
read_wires (WfDiagramBuilder *builder, JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GArray) wires = g_array_new (FALSE, FALSE, sizeof (guint));
  JsonArray *array = get_array (object, member, error);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 number = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : -1;
      guint wire = (guint) number;

      if (number < 0 || number >= builder->parts.wires->len ||
          json_node_get_value_type (node) != G_TYPE_INT64)
        {
          fail (error, member, _ ("an entry isn’t the number of a wire"));
          return NULL;
        }
      g_array_append_val (wires, wire);
    }
  return g_steal_pointer (&wires);
}

static double *
read_numbers (JsonArray *array, const char *member, GError **error)
{
  guint n = json_array_get_length (array);
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || (json_node_get_value_type (node) != G_TYPE_DOUBLE &&
                                            json_node_get_value_type (node) != G_TYPE_INT64))
        {
          fail (error, member, _ ("an entry isn’t a number"));
          return NULL;
        }
      values[i] = json_node_get_double (node);
    }
  return g_steal_pointer (&values);
}

static gboolean
read_matrix (WfDiagramBuilder *builder, guint box, JsonArray *array, GError **error)
{
  g_autofree double *matrix = read_numbers (array, "matrix", error);

  if (matrix == NULL)
    return FALSE;
  wf_diagram_builder_set_matrix (builder, box, matrix, json_array_get_length (array));
  return TRUE;
}

static gboolean
read_map (
    WfDiagramBuilder *builder, guint box, JsonObject *object, gsize n_inputs, gsize n_outputs, GError **error)
{
  static const char *const members[] = { "coefficients", "offset", "covariance" };
  const gsize sizes[] = { n_outputs * n_inputs, n_outputs, n_outputs * n_outputs };
  double *values[3] = { NULL };
  g_autoptr (WfGaussianMap) map = NULL;

  for (guint i = 0; i < 3; i++)
    {
      JsonArray *array = get_array (object, members[i], error);

      if (array == NULL)
        break;
      if (json_array_get_length (array) != sizes[i])
        {
          fail (error, members[i], _ ("the ports of the box need another number of entries"));
          break;
        }
      values[i] = read_numbers (array, members[i], error);
      if (values[i] == NULL)
        break;
    }
  if (values[2] != NULL)
    map = wf_gaussian_map_new (n_inputs, n_outputs, values[0], values[1], values[2], error);
  if (map != NULL)
    wf_diagram_builder_set_gaussian (builder, box, map);
  for (guint i = 0; i < 3; i++)
    g_free (values[i]);
  return map != NULL;
}

static gboolean
read_box (WfDiagramBuilder *builder, JsonObject *object, GError **error)
{
  const char *kind = wf_json_get_string (object, "kind");
  const char *name = wf_json_get_string (object, "name");
  g_autoptr (GArray) inputs = read_wires (builder, object, "inputs", error);
  g_autoptr (GArray) outputs = inputs != NULL ? read_wires (builder, object, "outputs", error) : NULL;

  if (outputs == NULL)
    return FALSE;
  if (g_strcmp0 (kind, "uniform") == 0 && inputs->len == 0 && outputs->len == 1)
    wf_diagram_builder_add_uniform (builder, g_array_index (outputs, guint, 0));
  else if (g_strcmp0 (kind, "discard") == 0 && inputs->len == 1 && outputs->len == 0)
    wf_diagram_builder_add_discard (builder, g_array_index (inputs, guint, 0));
  else if (g_strcmp0 (kind, "box") == 0 && name != NULL)
    {
      guint box =
          wf_diagram_builder_add_box (builder, name, (const guint *) (gpointer) inputs->data, inputs->len,
                                      (const guint *) (gpointer) outputs->data, outputs->len);
      JsonArray *matrix = wf_json_get_array (object, "matrix");

      if (json_object_has_member (object, "coefficients"))
        return read_map (builder, box, object, inputs->len, outputs->len, error);
      return matrix == NULL || read_matrix (builder, box, matrix, error);
    }
  else
    return fail (
        error, "boxes",
        _ ("an entry is neither a box with a name, nor a uniform state with one output, nor a discard "
           "with one input"));
  return TRUE;
}

static gboolean
read_signature (WfDiagramBuilder *builder, JsonObject *root, GError **error)
{
  JsonArray *objects = get_array (root, "objects", error);
  JsonArray *wires = objects != NULL ? get_array (root, "wires", error) : NULL;

  if (wires == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = get_item (objects, i, "objects", error);

      if (object == NULL || !read_object (builder, object, error))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (wires); i++)
    {
      const char *name = get_text (json_array_get_element (wires, i));
      gssize object = name != NULL ? wf_diagram_parts_find_object (&builder->parts, name) : -1;

      if (object < 0)
        return fail (error, "wires", _ ("an entry isn’t the name of an object"));
      wf_diagram_builder_add_wire (builder, (guint) object);
    }
  return TRUE;
}

static gboolean
read_boundary (WfDiagramBuilder *builder, JsonObject *root, GError **error)
{
  g_autoptr (GArray) inputs = read_wires (builder, root, "inputs", error);
  g_autoptr (GArray) outputs = inputs != NULL ? read_wires (builder, root, "outputs", error) : NULL;

  if (outputs == NULL)
    return FALSE;
  g_array_append_vals (builder->parts.inputs, inputs->data, inputs->len);
  g_array_append_vals (builder->parts.outputs, outputs->data, outputs->len);
  return TRUE;
}

/**
 * wf_diagram_from_json:
 * @node: what wf_diagram_to_json() gives
 * @error: return location for an error
 *
 * Returns: (transfer full): the diagram, or %NULL with #WF_ERROR_DATA
 */
WfDiagram *
wf_diagram_from_json (JsonNode *node, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *boxes;

  if (root == NULL)
    {
      fail (error, "{}", _ ("it isn’t an object"));
      return NULL;
    }
  boxes = get_array (root, "boxes", error);
  if (boxes == NULL || !read_signature (builder, root, error) || !read_boundary (builder, root, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (boxes); i++)
    {
      JsonObject *object = get_item (boxes, i, "boxes", error);

      if (object == NULL || !read_box (builder, object, error))
        return NULL;
    }
  return wf_diagram_builder_end (builder, error);
}
