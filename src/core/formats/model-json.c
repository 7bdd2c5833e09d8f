/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Models with every kind of mechanism: data/schemas/wherefore-model.schema.json. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/formats-private.h"
#include "core/formats/json-file-private.h"

static void
set_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* {"given": ["yes"], "probabilities": [0.1, 0.9]} */
static void
add_row (JsonBuilder *builder, WfModel *model, guint node, const guint *parents, gsize n_parents, gsize row)
{
  WfTable *table = wf_model_get_table (model);
  gsize n_levels = wf_table_get_n_levels (table, node), n_entries, below;
  const double *cpt = wf_model_get_cpt (model, node, &n_entries);

  below = n_entries / n_levels;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "given");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < n_parents; k++)
    {
      gsize n = wf_table_get_n_levels (table, parents[k]);

      below /= n;
      json_builder_add_string_value (builder, wf_table_get_level (table, parents[k], row / below % n));
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "probabilities");
  json_builder_begin_array (builder);
  for (gsize l = 0; l < n_levels; l++)
    json_builder_add_double_value (builder, cpt[row * n_levels + l]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_mechanism (JsonBuilder *builder, WfModel *model, guint node, const guint *parents, gsize n_parents)
{
  const WfMechanismKind *kind = wf_mechanism_get_kind (wf_model_get_mechanism (model, node));

  json_builder_set_member_name (builder, "mechanism");
  json_builder_begin_object (builder);
  wf_model_write_mechanism (model, node, builder);
  if (g_str_equal (kind->id, WF_MODEL_TABLE_KIND))
    {
      gsize n_entries;

      wf_model_get_cpt (model, node, &n_entries);
      json_builder_set_member_name (builder, "rows");
      json_builder_begin_array (builder);
      for (gsize row = 0; row < n_entries / wf_table_get_n_levels (wf_model_get_table (model), node); row++)
        add_row (builder, model, node, parents, n_parents, row);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_place (JsonBuilder *builder, WfGraph *graph, guint node)
{
  double x, y;

  if (wf_graph_is_latent (graph, node))
    {
      json_builder_set_member_name (builder, "latent");
      json_builder_add_boolean_value (builder, TRUE);
    }
  if (!wf_graph_get_position (graph, node, &x, &y))
    return;
  json_builder_set_member_name (builder, "position");
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, x);
  json_builder_add_double_value (builder, y);
  json_builder_end_array (builder);
}

static void
add_variable (JsonBuilder *builder, WfModel *model, guint node)
{
  WfGraph *graph = wf_model_get_graph (model);
  WfTable *table = wf_model_get_table (model);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);

  json_builder_begin_object (builder);
  set_string (builder, "name", wf_graph_get_name (graph, node));
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    {
      json_builder_set_member_name (builder, "levels");
      json_builder_begin_array (builder);
      for (gsize l = 0; l < wf_table_get_n_levels (table, node); l++)
        json_builder_add_string_value (builder, wf_table_get_level (table, node, l));
      json_builder_end_array (builder);
    }
  add_place (builder, graph, node);
  json_builder_set_member_name (builder, "parents");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < n_parents; k++)
    json_builder_add_string_value (builder, wf_graph_get_name (graph, parents[k]));
  json_builder_end_array (builder);
  add_mechanism (builder, model, node, parents, n_parents);
  json_builder_end_object (builder);
}

/**
 * wf_model_to_json:
 * @model: a model
 *
 * The whole model: its variables with their levels, parents, positions and mechanisms. Without the rows that
 * it was fitted on and what they say of the fit.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
wf_model_to_json (WfModel *model)
{
  g_autoptr (JsonBuilder) builder = NULL;
  gsize n_nodes;

  g_return_val_if_fail (model != NULL, NULL);

  builder = json_builder_new ();
  n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));
  json_builder_begin_object (builder);
  set_string (builder, "format", WF_MODEL_FORMAT_NAME);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, WF_MODEL_FORMAT_VERSION);
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_nodes; i++)
    add_variable (builder, model, i);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
write_model (WfModel *model, GString *text, GError **error)
{
  g_autoptr (JsonNode) node = wf_model_to_json (model);
  g_autofree char *json = wf_json_to_compact_text (node);

  g_string_append (text, json);
  if (!g_str_has_suffix (json, "\n"))
    g_string_append_c (text, '\n');
  if (text->len <= WF_LIMIT_MODEL_BYTES)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("The model takes %zu bytes of JSON, more than the limit of %zu; fit it on fewer rows, or "
                  "with lines instead of curves"),
               text->len, WF_LIMIT_MODEL_BYTES);
  return FALSE;
}

static WfModel *
read_model (WfSource *source, WfProgress *progress, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (wf_source_get_bytes (source), &length);
  const char *name = wf_source_get_name (source);
  g_autoptr (JsonNode) node = NULL;
  WfJsonPlace document;

  if (length > WF_LIMIT_MODEL_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: %zu bytes; a model may have at most %zu. Fit it on fewer rows."), name, length,
                   WF_LIMIT_MODEL_BYTES);
      return NULL;
    }
  node = wf_json_parse (data, (gssize) length, name, error);
  if (node == NULL || !wf_progress_check (progress, error))
    return NULL;
  document = wf_json_document (name, data, length);
  return wf_model_from_json (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL, &document,
                             error);
}

static int
sniff (const char *head, gsize length)
{
  return wf_json_is_object (head, length) && wf_json_mentions (head, length, WF_MODEL_FORMAT_NAME) ? 98 : 0;
}

static const char *const extensions[] = { "json", NULL };
static const char *const mime_types[] = { "application/json", NULL };

const WfFormat wf_format_model = {
  .id = "model",
  .name = N_ ("Wherefore model (JSON)"),
  .summary = N_ ("Every kind of mechanism, with exact numbers; rows of tables are found by state"),
  .content = WF_CONTENT_MODEL,
  .loses = N_ ("the rows the model was fitted on and how well it fits them"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_model = read_model,
  .write_model = write_model,
};
