/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reading values out of a parsed JSON document, with errors that say where. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json-place.h"
#include "core/base/json-scan-private.h"

static void
append_place (GString *text, const WfJsonPlace *place)
{
  if (place->parent == NULL)
    return;
  append_place (text, place->parent);
  if (place->name != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "." : "", place->name);
  else
    g_string_append_printf (text, "[%u]", place->index);
}

/**
 * wf_json_place_to_text: (skip)
 * @place: a place
 *
 * Returns: (transfer full): its path from the document, which is left out: "graph.edges[3]"
 */
char *
wf_json_place_to_text (const WfJsonPlace *place)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (place != NULL, NULL);

  append_place (text, place);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_json_document: (skip)
 * @name: what messages call it
 * @text: what was parsed, borrowed
 * @length: its bytes
 *
 * Returns: the document, whose places are told by line and column
 */
WfJsonPlace
wf_json_document (const char *name, const char *text, gsize length)
{
  WfJsonPlace document = WF_JSON_DOCUMENT (name);

  /* the parser passes over a byte order mark, too */
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  document.text = text;
  document.length = length;
  return document;
}

/**
 * wf_json_set_error_at: (skip)
 * @place: of the fault
 * @error: return location
 * @code: a #WfError
 * @message: what was expected
 *
 * Sets “name:line:column: message”, without the numbers where the document has no text. Cost:
 * its length.
 */
void
wf_json_set_error_at (const WfJsonPlace *place, GError **error, int code, const char *message)
{
  const WfJsonPlace *document = place;

  while (document->parent != NULL)
    document = document->parent;
  if (document->text != NULL)
    wf_json_set_error (error, code, document->text, wf_json_locate (document, place), document->name,
                       message);
  else
    g_set_error (error, WF_ERROR, code, "%s: %s", document->name, message);
}

/**
 * wf_json_fail: (skip)
 * @place: of the fault
 * @error: return location
 * @format: what was expected, as for printf()
 * @...: its arguments
 *
 * Returns: %FALSE, with %WF_ERROR_PARSE: "name:line:column: path: what was expected"
 */
gboolean
wf_json_fail (const WfJsonPlace *place, GError **error, const char *format, ...)
{
  g_autofree char *path = wf_json_place_to_text (place);
  g_autofree char *message = NULL;
  g_autofree char *whole = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  whole = *path != '\0' ? g_strdup_printf ("%s: %s", path, message) : g_steal_pointer (&message);
  wf_json_set_error_at (place, error, WF_ERROR_PARSE, whole);
  return FALSE;
}

/* ---- one value; node is NULL when it is missing ---- */

static gboolean
is_missing (JsonNode *node, const WfJsonPlace *place, GError **error)
{
  if (node != NULL)
    return FALSE;
  wf_json_fail (place, error, _ ("this is missing"));
  return TRUE;
}

static GType
get_value_type (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

static gboolean
get_string (JsonNode *node, const WfJsonPlace *place, const char **value, GError **error)
{
  if (is_missing (node, place, error))
    return FALSE;
  if (get_value_type (node) != G_TYPE_STRING)
    return wf_json_fail (place, error, _ ("a text in double quotes is expected"));
  *value = json_node_get_string (node);
  return TRUE;
}

static gboolean
get_number (JsonNode *node, const WfJsonPlace *place, double *value, GError **error)
{
  if (is_missing (node, place, error))
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (node))
    {
      *value = NAN;
      return TRUE;
    }
  if (get_value_type (node) != G_TYPE_INT64 && get_value_type (node) != G_TYPE_DOUBLE)
    return wf_json_fail (place, error, _ ("a number is expected"));
  *value = json_node_get_double (node);
  if (!isfinite (*value))
    return wf_json_fail (place, error, _ ("the number is too large"));
  return TRUE;
}

static gboolean
get_integer (JsonNode *node, const WfJsonPlace *place, gint64 min, gint64 max, gint64 *value, GError **error)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (is_missing (node, place, error))
    return FALSE;
  if (get_value_type (node) == G_TYPE_INT64)
    {
      *value = json_node_get_int (node);
      if (*value >= min && *value <= max)
        return TRUE;
    }
  low = g_strdup_printf ("%" G_GINT64_FORMAT, min);
  high = g_strdup_printf ("%" G_GINT64_FORMAT, max);
  if (max == G_MAXINT64)
    return wf_json_fail (place, error, _ ("a whole number from %s on is expected"), low);
  return wf_json_fail (place, error, _ ("a whole number from %s to %s is expected"), low, high);
}

static gboolean
get_boolean (JsonNode *node, const WfJsonPlace *place, gboolean *value, GError **error)
{
  if (is_missing (node, place, error))
    return FALSE;
  if (get_value_type (node) != G_TYPE_BOOLEAN)
    return wf_json_fail (place, error, _ ("true or false is expected"));
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
get_array (JsonNode *node, const WfJsonPlace *place, JsonArray **value, GError **error)
{
  if (is_missing (node, place, error))
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wf_json_fail (place, error, _ ("a list in square brackets is expected"));
  *value = json_node_get_array (node);
  return TRUE;
}

static gboolean
get_object (JsonNode *node, const WfJsonPlace *place, JsonObject **value, GError **error)
{
  if (is_missing (node, place, error))
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wf_json_fail (place, error, _ ("an object in braces is expected"));
  *value = json_node_get_object (node);
  return TRUE;
}

/* ---- members ---- */

/**
 * wf_json_has: (skip)
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: whether there is such a member that isn't null
 */
gboolean
wf_json_has (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

#define MEMBER(type, ...)                                                                                    \
  WfJsonPlace here = WF_JSON_MEMBER (place, member);                                                         \
                                                                                                             \
  return get_##type (json_object_get_member (object, member), &here, __VA_ARGS__)

/**
 * wf_json_read_string: (skip)
 * @object: an object
 * @member: a name
 * @place: of @object
 * @value: (out) (transfer none): the text
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE. The functions that follow are the same for other types.
 */
gboolean
wf_json_read_string (
    JsonObject *object, const char *member, const WfJsonPlace *place, const char **value, GError **error)
{
  MEMBER (string, value, error);
}

gboolean
wf_json_read_number (
    JsonObject *object, const char *member, const WfJsonPlace *place, double *value, GError **error)
{
  MEMBER (number, value, error);
}

gboolean
wf_json_read_integer (JsonObject *object,
                      const char *member,
                      const WfJsonPlace *place,
                      gint64 min,
                      gint64 max,
                      gint64 *value,
                      GError **error)
{
  MEMBER (integer, min, max, value, error);
}

gboolean
wf_json_read_boolean (
    JsonObject *object, const char *member, const WfJsonPlace *place, gboolean *value, GError **error)
{
  MEMBER (boolean, value, error);
}

gboolean
wf_json_read_array (
    JsonObject *object, const char *member, const WfJsonPlace *place, JsonArray **value, GError **error)
{
  MEMBER (array, value, error);
}

gboolean
wf_json_read_object (
    JsonObject *object, const char *member, const WfJsonPlace *place, JsonObject **value, GError **error)
{
  MEMBER (object, value, error);
}

gboolean
wf_json_read_strings (
    JsonObject *object, const char *member, const WfJsonPlace *place, GStrv *value, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *array;

  if (!wf_json_read_array (object, member, place, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text;

      if (!wf_json_take_string (array, i, &here, &text, error))
        return FALSE;
      g_strv_builder_add (texts, text);
    }
  *value = g_strv_builder_end (texts);
  return TRUE;
}

/* ---- elements ---- */

#define ELEMENT(type, ...)                                                                                   \
  WfJsonPlace here = WF_JSON_ELEMENT (place, i);                                                             \
                                                                                                             \
  return get_##type (i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL, &here,    \
                     __VA_ARGS__)

gboolean
wf_json_take_string (JsonArray *array, guint i, const WfJsonPlace *place, const char **value, GError **error)
{
  ELEMENT (string, value, error);
}

gboolean
wf_json_take_number (JsonArray *array, guint i, const WfJsonPlace *place, double *value, GError **error)
{
  ELEMENT (number, value, error);
}

gboolean
wf_json_take_integer (JsonArray *array,
                      guint i,
                      const WfJsonPlace *place,
                      gint64 min,
                      gint64 max,
                      gint64 *value,
                      GError **error)
{
  ELEMENT (integer, min, max, value, error);
}

gboolean
wf_json_take_array (JsonArray *array, guint i, const WfJsonPlace *place, JsonArray **value, GError **error)
{
  ELEMENT (array, value, error);
}

gboolean
wf_json_take_object (JsonArray *array, guint i, const WfJsonPlace *place, JsonObject **value, GError **error)
{
  ELEMENT (object, value, error);
}
