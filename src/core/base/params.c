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
#include "core/base/params.h"

static char *
describe_allowed (const WfParam *param)
{
  g_autoptr (GString) low = g_string_new (NULL);
  g_autoptr (GString) high = g_string_new (NULL);
  g_autofree char *choices = NULL;

  switch (param->type)
    {
      case WF_PARAM_BOOLEAN:
        return g_strdup (_ ("true or false"));
      case WF_PARAM_CHOICE:
        choices = g_strjoinv (", ", (char **) param->choices);
        /* Translators: what stands after “give” in “Parameter “%s” can't be “%s”; give %s” */
        return g_strdup_printf (_ ("one of %s"), choices);
      case WF_PARAM_TEXT:
        return g_strdup (_ ("a text"));
      case WF_PARAM_INTEGER:
      case WF_PARAM_REAL:
      default:
        wf_append_double (low, param->min);
        wf_append_double (high, param->max);
        return g_strdup_printf (param->type == WF_PARAM_INTEGER ? _ ("an integer from %s to %s")
                                                                : _ ("a number from %s to %s"),
                                low->str, high->str);
    }
}

static GVariant *
refuse (const WfParam *param, const char *given, GError **error)
{
  g_autofree char *allowed = describe_allowed (param);

  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Parameter “%s” can't be “%s”; give %s"), param->id, given,
               allowed);
  return NULL;
}

static gboolean
get_number (GVariant *value, double *number)
{
  switch (g_variant_classify (value))
    {
      case G_VARIANT_CLASS_INT16:
        *number = g_variant_get_int16 (value);
        return TRUE;
      case G_VARIANT_CLASS_UINT16:
        *number = g_variant_get_uint16 (value);
        return TRUE;
      case G_VARIANT_CLASS_INT32:
        *number = g_variant_get_int32 (value);
        return TRUE;
      case G_VARIANT_CLASS_UINT32:
        *number = g_variant_get_uint32 (value);
        return TRUE;
      case G_VARIANT_CLASS_INT64:
        *number = (double) g_variant_get_int64 (value);
        return TRUE;
      case G_VARIANT_CLASS_UINT64:
        *number = (double) g_variant_get_uint64 (value);
        return TRUE;
      case G_VARIANT_CLASS_DOUBLE:
        *number = g_variant_get_double (value);
        return TRUE;
      default:
        return FALSE;
    }
}

/* Returns: a floating variant, or NULL when the number is not allowed */
static GVariant *
number_to_variant (const WfParam *param, double number)
{
  if (!(number >= param->min && number <= param->max))
    return NULL;
  if (param->type == WF_PARAM_REAL)
    return g_variant_new_double (number);
  if (number != floor (number) || fabs (number) > 0x1p53)
    return NULL;
  return g_variant_new_int64 ((gint64) number);
}

static GVariant *
choice_to_variant (const WfParam *param, const char *choice)
{
  return g_strv_contains (param->choices, choice) ? g_variant_new_string (choice) : NULL;
}

/* Returns: (transfer full): the given value in the type of the descriptor, or NULL with an error */
static GVariant *
convert (const WfParam *param, GVariant *given, GError **error)
{
  GVariant *value = NULL;
  double number;
  g_autofree char *text = NULL;

  if (param->type == WF_PARAM_BOOLEAN && g_variant_is_of_type (given, G_VARIANT_TYPE_BOOLEAN))
    return g_variant_ref (given);
  if (param->type == WF_PARAM_TEXT && g_variant_is_of_type (given, G_VARIANT_TYPE_STRING))
    return g_variant_ref (given);
  if (param->type == WF_PARAM_CHOICE && g_variant_is_of_type (given, G_VARIANT_TYPE_STRING))
    value = choice_to_variant (param, g_variant_get_string (given, NULL));
  else if ((param->type == WF_PARAM_REAL || param->type == WF_PARAM_INTEGER) && get_number (given, &number))
    value = number_to_variant (param, number);
  if (value != NULL)
    return g_variant_ref_sink (value);
  if (g_variant_is_of_type (given, G_VARIANT_TYPE_STRING))
    return refuse (param, g_variant_get_string (given, NULL), error);
  text = g_variant_print (given, FALSE);
  return refuse (param, text, error);
}

static GVariant *
default_value (const WfParam *param)
{
  switch (param->type)
    {
      case WF_PARAM_BOOLEAN:
        return g_variant_new_boolean (param->value != 0);
      case WF_PARAM_INTEGER:
        return g_variant_new_int64 ((gint64) param->value);
      case WF_PARAM_CHOICE:
        return g_variant_new_string (param->choices[(gsize) param->value]);
      case WF_PARAM_TEXT:
        return g_variant_new_string ("");
      case WF_PARAM_REAL:
      default:
        return g_variant_new_double (param->value);
    }
}

static gboolean
refuse_unknown (const WfParam *params, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *nearest;

  for (const WfParam *param = params; param != NULL && param->id != NULL; param++)
    g_ptr_array_add (ids, (gpointer) param->id);
  g_ptr_array_add (ids, NULL);
  nearest = wf_nearest_name (id, (const char *const *) ids->pdata);
  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no parameter “%s”; did you mean “%s”?"), id,
                 nearest);
  else if (ids->len == 1)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no parameter “%s”; none can be given here"),
                 id);
  else
    {
      g_autofree char *known = g_strjoinv (", ", (char **) ids->pdata);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no parameter “%s”; there are: %s"), id,
                   known);
    }
  return FALSE;
}

static gboolean
check_known (const WfParam *params, GVariant *given, GError **error)
{
  GVariantIter iter;
  const char *id;

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &id, NULL))
    if (wf_params_find (params, id) == NULL)
      return refuse_unknown (params, id, error);
  return TRUE;
}

/**
 * wf_params_complete: (skip)
 * @params: (nullable): the descriptor, ended by an entry without id
 * @given: (nullable): a{sv}
 * @error: return location
 *
 * Checks what is given against the descriptor and adds the defaults. Numbers of any type are taken where a
 * number is wanted.
 *
 * Returns: (transfer full): an a{sv} with every parameter in the order of the descriptor, or %NULL with
 * %WF_ERROR_DATA
 */
GVariant *
wf_params_complete (const WfParam *params, GVariant *given, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_return_val_if_fail (given == NULL || g_variant_is_of_type (given, G_VARIANT_TYPE_VARDICT), NULL);

  if (given != NULL && !check_known (params, given, error))
    return NULL;
  for (const WfParam *param = params; param != NULL && param->id != NULL; param++)
    {
      g_autoptr (GVariant) found = given == NULL ? NULL : g_variant_lookup_value (given, param->id, NULL);
      g_autoptr (GVariant) value = NULL;

      value = found == NULL ? g_variant_ref_sink (default_value (param)) : convert (param, found, error);
      if (value == NULL)
        return NULL;
      g_variant_builder_add (&builder, "{sv}", param->id, value);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
parse_boolean (const char *text)
{
  static const char *const yes[] = { "true", "yes", "on", "1", NULL };
  static const char *const no[] = { "false", "no", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (g_strv_contains (yes, lower))
    return g_variant_new_boolean (TRUE);
  if (g_strv_contains (no, lower))
    return g_variant_new_boolean (FALSE);
  return NULL;
}

static GVariant *
parse_number (const WfParam *param, const char *text)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  return end == text || *end != '\0' ? NULL : number_to_variant (param, number);
}

/**
 * wf_param_parse: (skip)
 * @param: a parameter
 * @text: as typed on a command line
 * @error: return location
 *
 * Returns: (transfer full): the value, or %NULL with %WF_ERROR_DATA
 */
GVariant *
wf_param_parse (const WfParam *param, const char *text, GError **error)
{
  GVariant *value;

  if (param->type == WF_PARAM_BOOLEAN)
    value = parse_boolean (text);
  else if (param->type == WF_PARAM_CHOICE)
    value = choice_to_variant (param, text);
  else if (param->type == WF_PARAM_TEXT)
    value = g_utf8_validate (text, -1, NULL) ? g_variant_new_string (text) : NULL;
  else
    value = parse_number (param, text);
  return value == NULL ? refuse (param, text, error) : g_variant_ref_sink (value);
}

/**
 * wf_params_find: (skip)
 * @params: (nullable): a descriptor
 * @id: an id
 *
 * Returns: (nullable): the parameter
 */
const WfParam *
wf_params_find (const WfParam *params, const char *id)
{
  for (const WfParam *param = params; param != NULL && param->id != NULL; param++)
    if (g_str_equal (param->id, id))
      return param;
  return NULL;
}

/**
 * wf_params_get_boolean:
 * @values: a complete a{sv}
 * @id: a boolean parameter
 *
 * Returns: its value
 */
gboolean
wf_params_get_boolean (GVariant *values, const char *id)
{
  gboolean value = FALSE;
  gboolean is_found = g_variant_lookup (values, id, "b", &value);

  g_return_val_if_fail (is_found, FALSE);
  return value;
}

/**
 * wf_params_get_integer:
 * @values: a complete a{sv}
 * @id: an integer parameter
 *
 * Returns: its value
 */
gint64
wf_params_get_integer (GVariant *values, const char *id)
{
  gint64 value = 0;
  gboolean is_found = g_variant_lookup (values, id, "x", &value);

  g_return_val_if_fail (is_found, 0);
  return value;
}

/**
 * wf_params_get_real:
 * @values: a complete a{sv}
 * @id: a real parameter
 *
 * Returns: its value
 */
double
wf_params_get_real (GVariant *values, const char *id)
{
  double value = 0;
  gboolean is_found = g_variant_lookup (values, id, "d", &value);

  g_return_val_if_fail (is_found, 0);
  return value;
}

/**
 * wf_params_get_choice:
 * @values: a complete a{sv}
 * @id: a choice parameter
 *
 * Returns: (transfer none): the id of the choice
 */
const char *
wf_params_get_choice (GVariant *values, const char *id)
{
  return wf_params_get_text (values, id);
}

/**
 * wf_params_get_text:
 * @values: a complete a{sv}
 * @id: a text parameter
 *
 * Returns: (transfer none): its value
 */
const char *
wf_params_get_text (GVariant *values, const char *id)
{
  const char *value = NULL;
  gboolean is_found = g_variant_lookup (values, id, "&s", &value);

  g_return_val_if_fail (is_found, NULL);
  return value;
}

static void
append_value (GString *text, GVariant *value)
{
  g_autofree char *printed = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    wf_append_double (text, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    g_string_append (text, g_variant_get_string (value, NULL));
  else
    {
      printed = g_variant_print (value, FALSE);
      g_string_append (text, printed);
    }
}

/**
 * wf_params_to_text:
 * @values: (nullable): an a{sv}
 *
 * Texts that are empty are left out.
 *
 * Returns: (transfer full): "alpha = 0.01, max-degree = -1"
 */
char *
wf_params_to_text (GVariant *values)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  if (values != NULL)
    {
      g_variant_iter_init (&iter, values);
      while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
        {
          if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) &&
              *g_variant_get_string (value, NULL) == '\0')
            continue;
          g_string_append_printf (text, "%s%s = ", text->len > 0 ? ", " : "", id);
          append_value (text, value);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
