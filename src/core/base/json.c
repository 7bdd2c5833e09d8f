/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/json-scan-private.h"
#include "core/base/json.h"
#include "core/base/limits.h"

/**
 * wf_json_parse:
 * @text: JSON (RFC 8259) in UTF-8
 * @len: bytes of @text; negative when it ends with a NUL
 * @name: what messages call it, a file's base name
 * @error: return location
 *
 * json-glib recurses, loses integers beyond 64 bits and knows no positions; so the text is scanned first.
 * Integers beyond int64 become strings.
 *
 * Returns: (transfer full): the value, or %NULL with %WF_ERROR_PARSE (`name:line:column: ...`) or
 * %WF_ERROR_TOO_LARGE
 */
JsonNode *
wf_json_parse (const char *text, gssize len, const char *name, GError **error)
{
  gsize length = len < 0 ? strlen (text) : (gsize) len;
  const char *invalid;
  g_autoptr (GString) clean = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail ((text != NULL || len == 0) && name != NULL, NULL);

  /* no bytes may come as no pointer */
  if (len == 0)
    text = "";

  if (length > WF_LIMIT_JSON_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: more than the limit of %zu bytes of JSON; split the file"), name,
                   WF_LIMIT_JSON_BYTES);
      return NULL;
    }
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      wf_json_set_error (error, WF_ERROR_PARSE, text, (gsize) (invalid - text), name,
                         *invalid == '\0' ? _ ("a NUL byte; is this a text file?")
                                          : _ ("not UTF-8; convert the file to UTF-8"));
      return NULL;
    }
  clean = wf_json_scan (text, length, name, error);
  if (clean == NULL)
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, clean->str, (gssize) clean->len, &local_error))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE, "%s: %s", name, local_error->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

typedef struct
{
  GString *text;
  gboolean is_compact; /* lists of plain values on one line */
} Printer;

static void append_node (const Printer *self, JsonNode *node, guint depth);

static void
append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (; *string != '\0'; string++)
    switch (*string)
      {
        case '"':
          g_string_append (text, "\\\"");
          break;
        case '\\':
          g_string_append (text, "\\\\");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        default:
          if ((guchar) *string < 0x20 || *string == 0x7f)
            g_string_append_printf (text, "\\u%04x", (guint) (guchar) *string);
          else
            g_string_append_c (text, *string);
      }
  g_string_append_c (text, '"');
}

static void
append_line (GString *text, guint depth)
{
  g_string_append_printf (text, "\n%*s", (int) (2 * depth), "");
}

static gboolean
is_plain (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
    }
  return TRUE;
}

static void
append_array (const Printer *self, JsonArray *array, guint depth)
{
  guint n = array == NULL ? 0 : json_array_get_length (array);
  gboolean is_line = n > 0 && self->is_compact && is_plain (array);

  g_string_append_c (self->text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (self->text, is_line ? ", " : ",");
      if (!is_line)
        append_line (self->text, depth + 1);
      append_node (self, json_array_get_element (array, i), depth + 1);
    }
  if (n > 0 && !is_line)
    append_line (self->text, depth);
  g_string_append_c (self->text, ']');
}

static void
append_object (const Printer *self, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;
  gboolean is_first = TRUE;

  g_string_append_c (self->text, '{');
  if (object != NULL)
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &member, &node))
        {
          if (!is_first)
            g_string_append_c (self->text, ',');
          is_first = FALSE;
          append_line (self->text, depth + 1);
          append_string (self->text, member);
          g_string_append (self->text, ": ");
          append_node (self, node, depth + 1);
        }
    }
  if (!is_first)
    append_line (self->text, depth);
  g_string_append_c (self->text, '}');
}

static void
append_value (GString *text, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
      case G_TYPE_STRING:
        append_string (text, json_node_get_string (node));
        break;
      case G_TYPE_BOOLEAN:
        g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
        break;
      case G_TYPE_INT64:
        g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
        break;
      default:
        if (isfinite (json_node_get_double (node)))
          wf_append_double (text, json_node_get_double (node));
        else
          g_string_append (text, "null");
    }
}

static void
append_node (const Printer *self, JsonNode *node, guint depth)
{
  switch (json_node_get_node_type (node))
    {
      case JSON_NODE_OBJECT:
        append_object (self, json_node_get_object (node), depth);
        break;
      case JSON_NODE_ARRAY:
        append_array (self, json_node_get_array (node), depth);
        break;
      case JSON_NODE_VALUE:
        append_value (self->text, node);
        break;
      case JSON_NODE_NULL:
      default:
        g_string_append (self->text, "null");
    }
}

static char *
print (JsonNode *node, gboolean is_compact)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Printer printer = { text, is_compact };

  append_node (&printer, node, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_json_to_text:
 * @node: a value
 *
 * Returns: (transfer full): the value as text, two spaces a level, members in order of insertion, numbers in
 * the shortest form that reads back equal; NaN and infinities become null
 */
char *
wf_json_to_text (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return print (node, FALSE);
}

/**
 * wf_json_to_compact_text:
 * @node: a value
 *
 * wf_json_to_text() with every list that holds neither lists nor objects on one line: for long lists of
 * numbers.
 *
 * Returns: (transfer full): the value as text
 */
char *
wf_json_to_compact_text (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return print (node, TRUE);
}

static JsonNode *
get_member (JsonObject *object, const char *member)
{
  return object == NULL ? NULL : json_object_get_member (object, member);
}

/**
 * wf_json_get_string:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the string, or %NULL when it is missing or no string
 */
const char *
wf_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * wf_json_get_array:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the array, or %NULL when it is missing or no array
 */
JsonArray *
wf_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * wf_json_get_object:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the object, or %NULL when it is missing or no object
 */
JsonObject *
wf_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
