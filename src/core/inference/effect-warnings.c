/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is asked about values that the table never held. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/effect-private.h"
#include "core/table/types.h"

static void
warn_outside (WfEffect *self, guint node, double value, double low, double high)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree char *value_text = wf_table_format_value (table, node, value);
  g_autofree char *low_text = wf_table_format_value (table, node, low);
  g_autofree char *high_text = wf_table_format_value (table, node, high);

  if (low <= high && (value < low || value > high))
    /* Translators: "pka = 5000 lies outside the observed range [1.7, 3700]: extrapolation" */
    wf_effect_warn (self, _ ("%s = %s lies outside the observed range [%s, %s]: extrapolation"),
                    wf_table_get_name (table, node), value_text, low_text, high_text);
}

static void
warn_of_continuous (WfEffect *self, guint node)
{
  const WfCondition *condition = &self->conditions[node];
  double low, high;

  wf_sampling_get_range (self->simulation->sampling, node, &low, &high);
  if (condition->intervention != NULL && condition->kind == WF_INTERVENTION_SET)
    warn_outside (self, node, condition->value, low, high);
  if (condition->intervention != NULL && condition->kind == WF_INTERVENTION_CLAMP)
    warn_outside (self, node, low > condition->second ? condition->second : fmax (low, condition->first), low,
                  high);
  if (condition->intervention != NULL && condition->kind == WF_INTERVENTION_DRAW &&
      condition->draw == WF_DRAW_NORMAL)
    warn_outside (self, node, condition->first, low, high);
  if (condition->intervention != NULL && condition->kind == WF_INTERVENTION_DRAW &&
      condition->draw == WF_DRAW_UNIFORM)
    {
      warn_outside (self, node, condition->first, low, high);
      warn_outside (self, node, condition->second, low, high);
    }
  if (condition->is_observed)
    warn_outside (self, node, condition->evidence, low, high);
}

static void
warn_of_level (WfEffect *self, guint node, guint level)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (table, node, &n_rows);
  const double *weights = wf_table_get_weights (table, NULL);

  if (n_rows == 0)
    return;
  for (gsize i = 0; i < n_rows; i++)
    if (codes[i] == (gint32) level && (weights == NULL || weights[i] > 0))
      return;
  wf_effect_warn (self, _ ("No row of the table has %s = %s: the answer rests on the prior alone"),
                  wf_table_get_name (table, node), wf_table_get_level (table, node, level));
}

void
wf_effect_warn_of_conditions (WfEffect *self)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_nodes = wf_table_get_n_columns (table);

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &self->conditions[i];

      if (condition->intervention == NULL && !condition->is_observed)
        continue;
      if (wf_table_get_kind (table, i) == WF_COLUMN_CONTINUOUS)
        {
          warn_of_continuous (self, i);
          continue;
        }
      if (condition->intervention != NULL && condition->kind == WF_INTERVENTION_SET)
        warn_of_level (self, i, condition->level);
      for (guint level = 0; condition->probabilities != NULL && level < wf_table_get_n_levels (table, i);
           level++)
        if (condition->probabilities[level] > 0.0)
          warn_of_level (self, i, level);
      if (condition->is_observed &&
          !(condition->intervention != NULL && condition->kind == WF_INTERVENTION_SET &&
            condition->level == condition->evidence_level))
        warn_of_level (self, i, condition->evidence_level);
    }
}

static gboolean
is_outside (WfEffect *self, guint node, double value)
{
  double low, high;

  wf_sampling_get_range (self->simulation->sampling, node, &low, &high);
  return low <= high && (value < low || value > high);
}

/* Names of the variables whose mean left the range of the table, in one warning. */
void
wf_effect_warn_of_means (WfEffect *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_nodes; i++)
    {
      gboolean is_continuous = wf_marginal_get_kind (self->after[i]) == WF_COLUMN_CONTINUOUS;
      gboolean is_moved = self->is_affected[i] || self->conditions[i].intervention != NULL;

      if (is_continuous && is_moved && !wf_effect_is_fixed (self, i) &&
          is_outside (self, i, wf_marginal_get_mean (self->after[i])))
        g_string_append_printf (names, names->len == 0 ? "%s" : ", %s",
                                wf_graph_get_name (wf_model_get_graph (self->model), i));
    }
  if (names->len > 0)
    wf_effect_warn (self,
                    self->is_case
                        ? _ ("What would have been lies outside the observed range of %s: extrapolation")
                        : _ ("The mean ends outside the observed range of %s: extrapolation"),
                    names->str);
}
