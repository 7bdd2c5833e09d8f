/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/formats/formats.h"
#include "writers/json-values.h"

static const double quantiles[] = { 0.05, 0.25, 0.5, 0.75, 0.95 };

void
wf_json_add_number (JsonBuilder *builder, double value)
{
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
wf_json_add_strings (JsonBuilder *builder, const char *const *strings)
{
  json_builder_begin_array (builder);
  for (gsize i = 0; strings != NULL && strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

void
wf_json_set_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
wf_json_set_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  wf_json_add_number (builder, value);
}

void
wf_json_set_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
wf_json_set_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
wf_json_set_numbers (JsonBuilder *builder, const char *name, const double *values, gsize n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    wf_json_add_number (builder, values[i]);
  json_builder_end_array (builder);
}

void
wf_json_add_graph (JsonBuilder *builder, WfGraph *graph)
{
  json_builder_add_value (builder, wf_graph_to_json (graph));
}

static void
add_quantiles (JsonBuilder *builder, WfMarginal *marginal)
{
  json_builder_set_member_name (builder, "quantiles");
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (quantiles); i++)
    {
      char name[G_ASCII_DTOSTR_BUF_SIZE];

      json_builder_set_member_name (builder, g_ascii_formatd (name, sizeof name, "%.2f", quantiles[i]));
      wf_json_add_number (builder, wf_marginal_get_quantile (marginal, quantiles[i]));
    }
  json_builder_end_object (builder);
}

void
wf_json_add_marginal (JsonBuilder *builder, WfMarginal *marginal)
{
  if (marginal == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_marginal_get_name (marginal));
  if (wf_marginal_get_kind (marginal) == WF_COLUMN_CONTINUOUS)
    {
      json_builder_set_member_name (builder, "mean");
      wf_json_add_number (builder, wf_marginal_get_mean (marginal));
      json_builder_set_member_name (builder, "sd");
      wf_json_add_number (builder, wf_marginal_get_sd (marginal));
      add_quantiles (builder, marginal);
    }
  else
    {
      gsize n_levels;
      const double *probabilities = wf_marginal_get_probabilities (marginal, &n_levels);

      json_builder_set_member_name (builder, "probabilities");
      json_builder_begin_object (builder);
      for (gsize i = 0; i < n_levels; i++)
        {
          json_builder_set_member_name (builder, wf_marginal_get_level (marginal, i));
          wf_json_add_number (builder, probabilities[i]);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_variant_value (JsonBuilder *builder, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_builder_add_boolean_value (builder, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_builder_add_int_value (builder, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    wf_json_add_number (builder, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_builder_add_string_value (builder, g_variant_get_string (value, NULL));
  else
    json_builder_add_null_value (builder);
}

void
wf_json_add_variant (JsonBuilder *builder, GVariant *values)
{
  json_builder_begin_object (builder);
  if (values != NULL)
    {
      GVariantIter iter;
      const char *id;
      GVariant *value;

      g_variant_iter_init (&iter, values);
      while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
        {
          g_autofree char *member = g_strdelimit (g_strdup (id), "-", '_');

          json_builder_set_member_name (builder, member);
          add_variant_value (builder, value);
        }
    }
  json_builder_end_object (builder);
}
