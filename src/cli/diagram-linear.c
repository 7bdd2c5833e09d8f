/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/diagram-linear.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "writers/json-values.h"

/* map: nullable; the outcome at the treatment's mean, and one standard deviation above it */
static void
add_row (WfTextTable *table, WfLinearComb *comb, const char *name, WfGaussianMap *map)
{
  gsize n;
  double slope = map != NULL ? wf_gaussian_map_get_coefficients (map, &n)[0] : NAN;
  double offset = map != NULL ? wf_gaussian_map_get_offset (map, &n)[0] : NAN;
  double sd = map != NULL ? sqrt (wf_gaussian_map_get_covariance (map, &n)[0]) : NAN;
  double mean = wf_linear_comb_get_mean (comb);
  g_autofree char *change = wf_format_number (slope);
  g_autofree char *at = wf_format_number (offset + slope * mean);
  g_autofree char *above = wf_format_number (offset + slope * (mean + wf_linear_comb_get_sd (comb)));
  g_autofree char *spread = wf_format_number (sd);
  const char *cells[] = { name, change, at, above, spread, NULL };

  wf_text_table_add_row (table, cells);
}

void
wf_linear_comb_print (WfLinearComb *comb, WfGaussianMap *cut, GString *out)
{
  WfBridge *bridge = wf_linear_comb_get_bridge (comb);
  const char *x = wf_bridge_get_treatment (bridge), *c = wf_bridge_get_outcome (bridge);
  g_autofree char *mean = wf_format_number (wf_linear_comb_get_mean (comb));
  g_autofree char *higher = wf_format_number (wf_linear_comb_get_mean (comb) + wf_linear_comb_get_sd (comb));
  g_autofree char *at = g_strdup_printf (_ ("%s at %s = %s"), c, x, mean);
  g_autofree char *above = g_strdup_printf (_ ("at %s = %s"), x, higher);
  const char *heads[] = { "", _ ("slope"), at, above, _ ("spread"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seeee", heads);
  g_autofree char *reason = wf_bridge_describe (bridge);
  g_autofree char *key = g_strdup_printf (
      _ ("slope: change of %s per unit of %s; spread: standard deviation of %s when %s is known"), c, x, c,
      x);

  wf_text_append_wrapped (out, reason, 0);
  g_string_append (out, "\n\n");
  add_row (table, comb, _ ("observed"), wf_linear_comb_get_observed (comb));
  add_row (table, comb, _ ("cut diagram"), cut);
  add_row (table, comb, _ ("from the data alone"), wf_linear_comb_get_effect (comb));
  wf_text_table_print (table, out);
  wf_text_append_wrapped (out, key, 0);
  g_string_append_c (out, '\n');
}

/* {"slope": 1.2, "intercept": 3, "sd": 1}, or null */
static void
set_line (JsonBuilder *builder, const char *name, WfGaussianMap *map)
{
  gsize n;

  json_builder_set_member_name (builder, name);
  if (map == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  wf_json_set_number (builder, "slope", wf_gaussian_map_get_coefficients (map, &n)[0]);
  wf_json_set_number (builder, "intercept", wf_gaussian_map_get_offset (map, &n)[0]);
  wf_json_set_number (builder, "sd", sqrt (wf_gaussian_map_get_covariance (map, &n)[0]));
  json_builder_end_object (builder);
}

void
wf_linear_comb_set_json (WfLinearComb *comb, WfGaussianMap *cut, JsonBuilder *builder)
{
  set_line (builder, "observed", wf_linear_comb_get_observed (comb));
  set_line (builder, "cut", cut);
  set_line (builder, "comb", wf_linear_comb_get_effect (comb));
}
