/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a search found, as a value in JSON that reads back equal: opening a project repeats no search. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/discovery/result-private.h"
#include "core/formats/formats.h"

/* ---- out ---- */

static JsonArray *
strings_to_json (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (; texts != NULL && *texts != NULL; texts++)
    json_array_add_string_element (array, *texts);
  return array;
}

static JsonObject *
covariance_to_json (WfCovariance *covariance)
{
  JsonObject *object = json_object_new ();
  JsonArray *values = json_array_new ();
  gsize n = wf_covariance_get_n_variables (covariance);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      json_array_add_double_element (values, wf_covariance_get (covariance, i, j));
  json_object_set_array_member (object, "variables", strings_to_json (wf_covariance_get_names (covariance)));
  json_object_set_int_member (object, "rows", (gint64) wf_covariance_get_n_rows (covariance));
  json_object_set_array_member (object, "values", values);
  return object;
}

static JsonObject *
ensemble_to_json (WfDiscoveryResult *self)
{
  JsonObject *object = json_object_new ();
  WfEnsemble *ensemble = self->ensemble;

  json_object_set_int_member (object, "samples", ensemble->n_samples);
  json_object_set_int_member (object, "failed", ensemble->n_failed);
  json_object_set_string_member (object, "rule", wf_ensemble_rule_to_text (self->rule));
  json_object_set_double_member (object, "threshold", self->threshold);
  json_object_set_array_member (object, "warnings",
                                strings_to_json ((const char *const *) ensemble->warnings));
  json_object_set_member (object, "whole", wf_graph_to_json (ensemble->whole));
  json_object_set_array_member (object, "pairs", wf_records_counts_to_json (ensemble->pairs));
  return object;
}

static void
add_evidence (WfDiscoveryResult *self, JsonObject *object)
{
  if (self->knowledge != NULL)
    json_object_set_member (object, "knowledge", wf_knowledge_to_json (self->knowledge));
  if (self->covariance != NULL)
    json_object_set_object_member (object, "covariance", covariance_to_json (self->covariance));
  if (self->oracle != NULL)
    json_object_set_member (object, "oracle", wf_graph_to_json (self->oracle));
}

static void
add_records (WfDiscoveryResult *self, JsonObject *object)
{
  json_object_set_array_member (object, "removed", wf_records_pairs_to_json (self->removed, self->pool));
  if (self->kept != NULL)
    json_object_set_array_member (object, "kept", wf_records_pairs_to_json (self->kept, self->pool));
  if (self->required != NULL)
    json_object_set_array_member (object, "required", wf_records_pairs_to_json (self->required, self->pool));
  json_object_set_array_member (object, "oriented", wf_records_oriented_to_json (self->oriented));
  if (self->triples != NULL)
    json_object_set_array_member (object, "triples", wf_records_triples_to_json (self->triples));
}

/**
 * wf_discovery_result_to_json:
 * @self: a result
 * @known: (nullable): a graph that is written elsewhere: it isn't repeated
 *
 * Returns: (transfer full): an object that wf_discovery_result_from_json() reads back equal
 */
JsonNode *
wf_discovery_result_to_json (WfDiscoveryResult *self, WfGraph *known)
{
  JsonObject *object;
  JsonNode *node;
  gsize n_nodes;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  n_nodes = wf_graph_get_n_nodes (self->graph);
  json_object_set_string_member (object, "method", self->method);
  json_object_set_member (object, "parameters", wf_json_from_variant (self->params));
  add_evidence (self, object);
  if (self->graph != known)
    json_object_set_member (object, "graph", wf_graph_to_json (self->graph));
  if (self->dag != NULL)
    json_object_set_member (object, "dag", wf_graph_to_json (self->dag));
  if (self->variables->len > n_nodes)
    {
      JsonArray *added = json_array_new ();

      for (gsize i = n_nodes; i < self->variables->len; i++)
        json_array_add_string_element (added, g_ptr_array_index (self->variables, i));
      json_object_set_array_member (object, "added_variables", added);
    }
  json_object_set_int_member (object, "tests", (gint64) self->n_tests);
  json_object_set_array_member (object, "warnings", strings_to_json ((const char *const *) self->warnings));
  if (self->notes != NULL)
    json_object_set_array_member (object, "notes", strings_to_json ((const char *const *) self->notes));
  add_records (self, object);
  if (self->ensemble != NULL)
    json_object_set_object_member (object, "ensemble", ensemble_to_json (self));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* ---- in ---- */

/* names: nullable = any */
static WfGraph *
read_graph (JsonObject *object,
            const char *member,
            const char *const *names,
            const WfJsonPlace *place,
            GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonObject *value;
  WfGraph *graph;

  if (!wf_json_read_object (object, member, place, &value, error))
    return NULL;
  graph = wf_graph_from_json (value, &here, error);
  if (graph != NULL && names != NULL && !g_strv_equal (wf_graph_get_names (graph), names))
    {
      wf_json_fail (&here, error, _ ("its nodes aren’t those of the graph that was found"));
      g_clear_pointer (&graph, wf_graph_unref);
    }
  return graph;
}

static WfCovariance *
read_covariance (JsonObject *parent, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "covariance");
  WfJsonPlace there = WF_JSON_MEMBER (&here, "values");
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) names = NULL;
  JsonObject *object;
  JsonArray *array;
  g_autoptr (GError) local_error = NULL;
  WfCovariance *covariance;
  gint64 n_rows;
  guint64 n;

  if (!wf_json_read_object (parent, "covariance", place, &object, error) ||
      !wf_json_read_strings (object, "variables", &here, &names, error) ||
      !wf_json_read_integer (object, "rows", &here, 2, G_MAXINT64, &n_rows, error) ||
      !wf_json_read_array (object, "values", &here, &array, error))
    return NULL;
  n = g_strv_length (names);
  if (json_array_get_length (array) != n * n)
    {
      wf_json_fail (&there, error, _ ("one number is expected for every two variables"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      double value;

      if (!wf_json_take_number (array, i, &there, &value, error))
        return NULL;
      g_array_append_val (values, value);
    }
  covariance = wf_covariance_new ((const char *const *) names, (const double *) (gconstpointer) values->data,
                                  (gsize) n_rows, &local_error);
  if (covariance == NULL)
    wf_json_fail (&here, error, "%s", local_error->message);
  return covariance;
}

static gboolean
read_evidence (WfDiscoveryResult *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  if (wf_json_has (object, "knowledge"))
    {
      WfJsonPlace here = WF_JSON_MEMBER (place, "knowledge");
      JsonObject *knowledge;

      if (!wf_json_read_object (object, "knowledge", place, &knowledge, error))
        return FALSE;
      self->knowledge = wf_knowledge_from_json (knowledge, &here, error);
      if (self->knowledge == NULL)
        return FALSE;
    }
  if (wf_json_has (object, "covariance"))
    {
      self->covariance = read_covariance (object, place, error);
      if (self->covariance == NULL)
        return FALSE;
    }
  if (wf_json_has (object, "oracle"))
    {
      self->oracle = read_graph (object, "oracle", NULL, place, error);
      return self->oracle != NULL;
    }
  return TRUE;
}

/* without one entry */
static GVariant *
leave_out (GVariant *given, const char *id)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (given);

  g_variant_dict_remove (&dict, id);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* In the types of the descriptor, and in the order given. Those that the search had no use for aren't in a
 * result, and one that asked an oracle has a test that nobody can choose. */
static GVariant *
convert_params (const WfParam *params, GVariant *given, gboolean has_oracle, GError **error)
{
  g_autoptr (GVariant) chosen = has_oracle ? leave_out (given, "test") : g_variant_ref (given);
  g_autoptr (GVariant) complete = wf_params_complete (params, chosen, error);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  if (complete == NULL)
    return NULL;
  g_variant_iter_init (&iter, given);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    {
      g_autoptr (GVariant) known = g_variant_lookup_value (complete, id, NULL);
      gboolean is_chosen = !(has_oracle && g_str_equal (id, "test"));

      g_variant_builder_add (&builder, "{sv}", id, is_chosen ? known : value);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
read_search (WfDiscoveryResult *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "parameters");
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GError) local_error = NULL;
  const WfDiscovery *method;
  JsonObject *params;
  const char *id;

  if (!wf_json_read_string (object, "method", place, &id, error) ||
      !wf_json_read_object (object, "parameters", place, &params, error))
    return FALSE;
  method = wf_discovery_find (id, &local_error);
  given = wf_json_to_vardict (params);
  if (method != NULL)
    self->params = convert_params (method->params, given, wf_json_has (object, "oracle"), &local_error);
  if (local_error != NULL)
    return wf_json_fail (&here, error, "%s", local_error->message);
  self->method = g_strdup (id);
  return TRUE;
}

static gboolean
read_variables (WfDiscoveryResult *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  gint64 n_tests;

  wf_discovery_result_add_variables (self, wf_graph_get_names (self->graph));
  if (wf_json_has (object, "added_variables"))
    {
      g_auto (GStrv) added = NULL;

      if (!wf_json_read_strings (object, "added_variables", place, &added, error))
        return FALSE;
      wf_discovery_result_add_variables (self, (const char *const *) added);
    }
  if (!wf_json_read_integer (object, "tests", place, 0, G_MAXINT64, &n_tests, error) ||
      !wf_json_read_strings (object, "warnings", place, &self->warnings, error))
    return FALSE;
  self->n_tests = (guint64) n_tests;
  return !wf_json_has (object, "notes") || wf_json_read_strings (object, "notes", place, &self->notes, error);
}

static gboolean
read_records (WfDiscoveryResult *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  guint n = self->variables->len;

  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
  self->removed = wf_records_pairs_from_json (object, "removed", n, self->pool, place, error);
  if (self->removed == NULL)
    return FALSE;
  self->oriented = wf_records_oriented_from_json (object, "oriented", n, place, error);
  if (self->oriented == NULL)
    return FALSE;
  if (wf_json_has (object, "kept"))
    {
      self->kept = wf_records_pairs_from_json (object, "kept", n, self->pool, place, error);
      if (self->kept == NULL)
        return FALSE;
    }
  if (wf_json_has (object, "required"))
    {
      self->required = wf_records_pairs_from_json (object, "required", n, self->pool, place, error);
      if (self->required == NULL)
        return FALSE;
    }
  if (wf_json_has (object, "triples"))
    {
      self->triples = wf_records_triples_from_json (object, "triples", n, place, error);
      return self->triples != NULL;
    }
  return TRUE;
}

static gboolean
read_ensemble (WfDiscoveryResult *self, JsonObject *parent, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "ensemble");
  g_autoptr (WfGraph) whole = NULL;
  g_auto (GStrv) warnings = NULL;
  JsonObject *object;
  GArray *pairs;
  const char *rule;
  gint64 n_samples, n_failed;

  if (!wf_json_read_object (parent, "ensemble", place, &object, error) ||
      !wf_json_read_integer (object, "samples", &here, 1, WF_LIMIT_SAMPLES, &n_samples, error) ||
      !wf_json_read_integer (object, "failed", &here, 0, WF_LIMIT_SAMPLES, &n_failed, error) ||
      !wf_json_read_string (object, "rule", &here, &rule, error) ||
      !wf_json_read_number (object, "threshold", &here, &self->threshold, error) ||
      !wf_json_read_strings (object, "warnings", &here, &warnings, error))
    return FALSE;
  if (!wf_ensemble_rule_from_text (rule, &self->rule, NULL))
    return wf_json_fail (&here, error, _ ("“rule” must be preserved, highest or majority"));
  if (!(self->threshold >= 0 && self->threshold <= 1))
    return wf_json_fail (&here, error, _ ("“threshold” must be a number from 0 to 1"));
  whole = read_graph (object, "whole", wf_graph_get_names (self->graph), &here, error);
  if (whole == NULL)
    return FALSE;
  pairs = wf_records_counts_from_json (object, "pairs", wf_graph_get_n_nodes (whole), (guint) n_samples,
                                       &here, error);
  if (pairs == NULL)
    return FALSE;
  self->ensemble =
      wf_ensemble_new (whole, pairs, (guint) n_samples, (guint) n_failed, g_steal_pointer (&warnings));
  return TRUE;
}

static gboolean
read_graphs (
    WfDiscoveryResult *self, JsonObject *object, WfGraph *known, const WfJsonPlace *place, GError **error)
{
  if (known != NULL && !wf_json_has (object, "graph"))
    self->graph = wf_graph_ref (known);
  else
    self->graph = read_graph (object, "graph", NULL, place, error);
  if (self->graph == NULL)
    return FALSE;
  if (!wf_json_has (object, "dag"))
    return TRUE;
  self->dag = read_graph (object, "dag", wf_graph_get_names (self->graph), place, error);
  return self->dag != NULL;
}

/**
 * wf_discovery_result_from_json: (skip)
 * @object: as wf_discovery_result_to_json() writes it
 * @known: (nullable): the graph, when the object doesn't hold it
 * @place: of @object
 * @error: return location
 *
 * Returns: (transfer full): the result, or %NULL with %WF_ERROR_PARSE that names the member
 */
WfDiscoveryResult *
wf_discovery_result_from_json (JsonObject *object, WfGraph *known, const WfJsonPlace *place, GError **error)
{
  g_autoptr (WfDiscoveryResult) self = NULL;

  g_return_val_if_fail (object != NULL && place != NULL, NULL);

  self = g_atomic_rc_box_new0 (WfDiscoveryResult);
  self->variables = g_ptr_array_new_with_free_func (g_free);
  if (!read_search (self, object, place, error) || !read_evidence (self, object, place, error) ||
      !read_graphs (self, object, known, place, error) || !read_variables (self, object, place, error) ||
      !read_records (self, object, place, error))
    return NULL;
  if (wf_json_has (object, "ensemble") && !read_ensemble (self, object, place, error))
    return NULL;
  return g_steal_pointer (&self);
}
