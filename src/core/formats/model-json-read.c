/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/formats/formats-private.h"
#include "core/formats/network-private.h"

/* input: the WfJsonPlace of the model; a place is the number of a variable + 1, NULL where it is the whole */
static void
set_error (gconstpointer input, gconstpointer place, GError **error, int code, const char *message)
{
  const WfJsonPlace *document = input;
  WfJsonPlace variables = WF_JSON_MEMBER (input, "variables");
  WfJsonPlace variable = WF_JSON_ELEMENT (&variables, GPOINTER_TO_UINT (place) - 1);
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;

  if (place == NULL)
    {
      while (document->parent != NULL)
        document = document->parent;
      g_set_error (error, WF_ERROR, code, "%s: %s", document->name, message);
      return;
    }
  path = wf_json_place_to_text (&variable);
  whole = g_strdup_printf ("%s: %s", path, message);
  wf_json_set_error_at (&variable, error, code, whole);
}

static const char *
get_string (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static double
get_number (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : NAN;
}

static gboolean
read_levels (WfNetworkDraft *draft, guint variable, JsonArray *levels, gpointer place, GError **error)
{
  if (json_array_get_length (levels) == 0)
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("“levels” is empty; leave it out for a continuous variable"));
  for (guint l = 0; l < json_array_get_length (levels); l++)
    {
      const char *level = get_string (levels, l);

      if (level == NULL)
        return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                      _ ("“levels”[%u] isn’t a name; write it in double quotes"), l);
      if (!wf_network_draft_add_state (draft, variable, level, place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_position (WfNetworkDraft *draft, guint variable, JsonArray *position, gpointer place, GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (draft, variable);

  if (json_array_get_length (position) == 2)
    {
      own->x = get_number (position, 0);
      own->y = get_number (position, 1);
    }
  if (isfinite (own->x) && isfinite (own->y))
    return TRUE;
  return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA, _ ("“position” must be [x, y]"));
}

static gboolean
read_variable (WfNetworkDraft *draft, JsonNode *node, gpointer place, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? wf_json_get_string (object, "name") : NULL;
  JsonArray *levels, *position;
  JsonNode *latent;
  guint variable;

  if (name == NULL)
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("a variable is an object with a “name”"));
  levels = wf_json_get_array (object, "levels");
  position = wf_json_get_array (object, "position");
  latent = json_object_get_member (object, "latent");
  if (!wf_network_draft_add_variable (draft, name, place, &variable, error))
    return FALSE;
  wf_network_draft_get (draft, variable)->is_latent =
      latent != NULL && JSON_NODE_HOLDS_VALUE (latent) && json_node_get_boolean (latent);
  return (levels == NULL || read_levels (draft, variable, levels, place, error)) &&
         (position == NULL || read_position (draft, variable, position, place, error));
}

/* {"given": ["yes"], "probabilities": [0.1, 0.9]} */
static gboolean
read_row (WfNetworkDraft *draft, guint variable, JsonNode *node, gpointer place, GError **error)
{
  const WfNetworkVariable *own = wf_network_draft_get (draft, variable);
  JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *given = row != NULL ? wf_json_get_array (row, "given") : NULL;
  JsonArray *probabilities = row != NULL ? wf_json_get_array (row, "probabilities") : NULL;
  g_autofree guint *states = g_new0 (guint, own->n_parents + 1);
  g_autofree double *p = NULL;
  guint n;

  if (probabilities == NULL ||
      (given == NULL ? own->n_parents > 0 : json_array_get_length (given) != own->n_parents))
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("a row of the table has “given”, a level for each of the %zu parents, "
                                     "and “probabilities”"),
                                  own->n_parents);
  for (guint k = 0; k < own->n_parents; k++)
    {
      const char *level = get_string (given, k);

      if (!wf_network_draft_find_state (draft, own->parents[k], level != NULL ? level : "", place, &states[k],
                                        error))
        return FALSE;
    }
  n = json_array_get_length (probabilities);
  p = g_new (double, n + 1);
  for (guint l = 0; l < n; l++)
    {
      p[l] = get_number (probabilities, l);
      if (!isfinite (p[l]))
        return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                      _ ("“probabilities”[%u] isn’t a number"), l);
    }
  return wf_network_draft_set_row (draft, variable, states, p, n, place, error);
}

static gboolean
read_table (WfNetworkDraft *draft,
            guint variable,
            GArray *parents,
            JsonObject *mechanism,
            gpointer place,
            GError **error)
{
  JsonArray *rows = wf_json_get_array (mechanism, "rows");

  if (rows == NULL)
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("the mechanism lacks a list “rows”"));
  if (!wf_network_draft_define (draft, variable, (const guint *) parents->data, parents->len, place, error))
    return FALSE;
  for (guint row = 0; row < json_array_get_length (rows); row++)
    if (!read_row (draft, variable, json_array_get_element (rows, row), place, error))
      return FALSE;
  return TRUE;
}

/* parents and mechanism of a variable, once all are known */
static gboolean
read_mechanism (WfNetworkDraft *draft, guint variable, JsonObject *object, gpointer place, GError **error)
{
  JsonArray *names = wf_json_get_array (object, "parents");
  JsonObject *mechanism = wf_json_get_object (object, "mechanism");
  const char *kind = mechanism != NULL ? wf_json_get_string (mechanism, "kind") : NULL;
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (guint));

  if (kind == NULL)
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("the variable lacks a “mechanism” that has a “kind”"));
  if (names == NULL && json_object_has_member (object, "parents"))
    return wf_network_draft_fail (draft, place, error, WF_ERROR_DATA,
                                  _ ("“parents” must be a list of names"));
  for (guint k = 0; names != NULL && k < json_array_get_length (names); k++)
    {
      const char *name = get_string (names, k);
      guint parent;

      if (!wf_network_draft_find (draft, name != NULL ? name : "", place, &parent, error))
        return FALSE;
      g_array_append_val (parents, parent);
    }
  if (g_str_equal (kind, WF_MODEL_TABLE_KIND))
    return read_table (draft, variable, parents, mechanism, place, error);
  return wf_network_draft_define_mechanism (draft, variable, (const guint *) parents->data, parents->len,
                                            kind, mechanism, place, error);
}

static JsonArray *
find_variables (WfNetworkDraft *draft, JsonObject *object, GError **error)
{
  JsonArray *variables = object != NULL ? wf_json_get_array (object, "variables") : NULL;
  JsonNode *version = object != NULL ? json_object_get_member (object, "version") : NULL;

  if (variables == NULL)
    wf_network_draft_fail (draft, NULL, error, WF_ERROR_PARSE,
                           _ ("no model in here: an object with a list “variables” is expected"));
  else if (version != NULL && JSON_NODE_HOLDS_VALUE (version) &&
           json_node_get_int (version) > WF_MODEL_FORMAT_VERSION)
    {
      wf_network_draft_fail (draft, NULL, error, WF_ERROR_UNSUPPORTED,
                             _ ("version %d of the format; this program reads %d. Use a newer one."),
                             (int) json_node_get_int (version), WF_MODEL_FORMAT_VERSION);
      return NULL;
    }
  return variables;
}

/**
 * wf_model_from_json: (skip)
 * @object: (nullable): what wf_model_to_json() made
 * @place: of it, for messages
 * @error: return location
 *
 * Returns: (transfer full): the model, or %NULL with %WF_ERROR_PARSE, %WF_ERROR_DATA, %WF_ERROR_UNSUPPORTED
 * (a newer version, a mechanism that isn’t for its variable) or %WF_ERROR_TOO_LARGE
 */
WfModel *
wf_model_from_json (JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_auto (WfNetworkDraft) draft = { 0 };
  JsonArray *variables;

  g_return_val_if_fail (place != NULL, NULL);

  wf_network_draft_init (&draft, place, set_error);
  variables = find_variables (&draft, object, error);
  if (variables == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (variables); i++)
    if (!read_variable (&draft, json_array_get_element (variables, i), GUINT_TO_POINTER (i + 1), error))
      return NULL;
  for (guint i = 0; i < json_array_get_length (variables); i++)
    if (!read_mechanism (&draft, i, json_array_get_object_element (variables, i), GUINT_TO_POINTER (i + 1),
                         error))
      return NULL;
  return wf_network_draft_end (&draft, error);
}
