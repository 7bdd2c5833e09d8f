/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/model/numbers-private.h"

void
wf_numbers_write (JsonBuilder *builder, const char *name, const double *values, gsize n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

void
wf_numbers_write_one (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static gboolean
is_number (JsonNode *node, double *value)
{
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  return isfinite (*value);
}

double *
wf_numbers_read_all (JsonObject *object, const char *name, gsize *n, GError **error)
{
  JsonArray *array = wf_json_get_array (object, name);
  g_autofree double *values = NULL;

  *n = array != NULL ? json_array_get_length (array) : 0;
  values = g_new (double, *n + 1);
  for (gsize i = 0; i < *n; i++)
    if (!is_number (json_array_get_element (array, (guint) i), &values[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s”[%zu] is not a finite number"), name, i);
        return NULL;
      }
  if (*n > 0)
    return g_steal_pointer (&values);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” must be a list of numbers"), name);
  return NULL;
}

double *
wf_numbers_read (JsonObject *object, const char *name, gsize n, GError **error)
{
  JsonArray *array = wf_json_get_array (object, name);
  gsize n_read;

  if (array != NULL && json_array_get_length (array) == n)
    return n == 0 ? g_new0 (double, 1) : wf_numbers_read_all (object, name, &n_read, error);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               g_dngettext (GETTEXT_PACKAGE, "“%s” must be a list of %zu number",
                            "“%s” must be a list of %zu numbers", n),
               name, n);
  return NULL;
}

gboolean
wf_numbers_read_one (JsonObject *object, const char *name, double *value, GError **error)
{
  if (is_number (json_object_get_member (object, name), value))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” must be a finite number"), name);
  return FALSE;
}

gboolean
wf_numbers_read_sd (JsonObject *object, const char *name, double *value, GError **error)
{
  if (is_number (json_object_get_member (object, name), value) && *value >= 0.0)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” must be a number from 0 on"), name);
  return FALSE;
}

JsonArray *
wf_numbers_read_list (JsonObject *object, const char *name, gsize n, GError **error)
{
  JsonArray *array = wf_json_get_array (object, name);
  gboolean is_good = array != NULL && json_array_get_length (array) == n;

  for (guint i = 0; is_good && i < n; i++)
    is_good = JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i));
  if (is_good)
    return array;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               g_dngettext (GETTEXT_PACKAGE, "“%s” must be a list of %zu object",
                            "“%s” must be a list of %zu objects", n),
               name, n);
  return NULL;
}
