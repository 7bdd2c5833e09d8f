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
#include "core/inference/effect-private.h"

static gssize
find_node (WfGraph *graph, const char *name, GError **error)
{
  gssize node = wf_graph_find_node (graph, name);
  const char *nearest;

  if (node >= 0)
    return node;
  nearest = wf_nearest_name (name, wf_graph_get_names (graph));
  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”; did you mean “%s”?"),
                 name, nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”"), name);
  return -1;
}

/* A level by its name, or by its number: 1 finds "1.0". */
static gssize
find_level (WfTable *table, guint node, const char *text, double value)
{
  gssize level = wf_table_find_level (table, node, text);
  gsize n_levels = wf_table_get_n_levels (table, node);

  for (gsize i = 0; level < 0 && !isnan (value) && i < n_levels; i++)
    {
      const char *name = wf_table_get_level (table, node, i);
      char *end;
      double number = g_ascii_strtod (name, &end);

      if (end != name && *end == '\0' && number == value)
        level = i;
    }
  return level;
}

static void
set_level_error (WfTable *table, guint node, const char *text, GError **error)
{
  gsize n_levels = wf_table_get_n_levels (table, node);
  gsize n_shown = MIN (n_levels, 6);
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < n_shown; i++)
    g_string_append_printf (list, i == 0 ? "“%s”" : ", “%s”", wf_table_get_level (table, node, i));
  if (n_shown < n_levels)
    g_string_append (list, ", …");
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” is not a level of %s; its levels are %s"), text,
               wf_table_get_name (table, node), list->str);
}

static gboolean
resolve_level (WfTable *table, guint node, const char *text, double value, guint *level, GError **error)
{
  gssize found = find_level (table, node, text, value);

  if (found < 0)
    {
      set_level_error (table, node, text, error);
      return FALSE;
    }
  *level = found;
  return TRUE;
}

static gboolean
resolve_intervention (WfEffect *self, WfIntervention *intervention, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  const char *name = wf_intervention_get_node (intervention);
  gssize node = find_node (wf_model_get_graph (self->model), name, error);
  WfCondition *condition;

  if (node < 0)
    return FALSE;
  condition = &self->conditions[node];
  if (condition->intervention != NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There are two interventions on %s; keep one of them"),
                   name);
      return FALSE;
    }
  condition->intervention = intervention;
  condition->value = wf_intervention_get_value (intervention);

  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    {
      if (wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET)
        return resolve_level (table, node, wf_intervention_get_level (intervention), condition->value,
                              &condition->level, error);
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is discrete: it can be set to a level, not shifted or scaled"), name);
      return FALSE;
    }
  if (isnan (condition->value))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is continuous: set it to a number, not to “%s”"),
                   name, wf_intervention_get_level (intervention));
      return FALSE;
    }
  return TRUE;
}

/* "Z=u" -> name and value, both stripped. */
static gboolean
split_evidence (const char *text, char **name, char **value, GError **error)
{
  const char *equals = strchr (text, '=');

  *name = g_strstrip (equals != NULL ? g_strndup (text, equals - text) : g_strdup (""));
  *value = g_strstrip (g_strdup (equals != NULL ? equals + 1 : ""));
  if (**name != '\0' && **value != '\0')
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” is not an observation: write Z=u"), text);
  return FALSE;
}

static gboolean
resolve_evidence (WfEffect *self, const char *text, GStrvBuilder *given, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *words = NULL;
  WfCondition *condition;
  gssize node;
  double number;
  char *end;

  if (!split_evidence (text, &name, &value, error))
    return FALSE;
  node = find_node (wf_model_get_graph (self->model), name, error);
  if (node < 0)
    return FALSE;
  condition = &self->conditions[node];
  if (condition->is_observed)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is observed twice; keep one of the values"), name);
      return FALSE;
    }

  number = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !isfinite (number))
    number = NAN;
  condition->is_observed = TRUE;
  condition->evidence = number;
  words = g_strdup_printf ("%s = %s", name, value);
  g_strv_builder_add (given, words);
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    return resolve_level (table, node, value, number, &condition->evidence_level, error);
  if (!isnan (number))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s is continuous: it is observed at a number, not at “%s”"), name, value);
  return FALSE;
}

/* P(. | do (X = v), X = e) is undefined unless v = e, and then the evidence says nothing. */
static gboolean
check_contradictions (WfEffect *self, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_nodes = wf_table_get_n_columns (table);

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &self->conditions[i];
      gboolean is_discrete = wf_table_get_kind (table, i) == WF_COLUMN_DISCRETE;

      if (!condition->is_observed || !wf_effect_is_fixed (self, i))
        continue;
      if (is_discrete ? condition->level == condition->evidence_level
                      : condition->value == condition->evidence)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
                   _ ("%s can't be set to one value and observed at another; take one of the two away"),
                   wf_table_get_name (table, i));
      return FALSE;
    }
  return TRUE;
}

static void
warn_outside (WfEffect *self, guint node, double value, double low, double high)
{
  g_autofree char *value_text = wf_format_number (value);
  g_autofree char *low_text = wf_format_number (low);
  g_autofree char *high_text = wf_format_number (high);

  if (value < low || value > high)
    /* Translators: "pka = 5000 lies outside the observed range [1.7, 3700]: extrapolation" */
    wf_effect_warn (self, _ ("%s = %s lies outside the observed range [%s, %s]: extrapolation"),
                    wf_table_get_name (wf_model_get_table (self->model), node), value_text, low_text,
                    high_text);
}

void
wf_effect_find_range (WfModel *model, guint node, double *low, double *high)
{
  gsize n_rows;
  const double *values = wf_table_get_values (wf_model_get_table (model), node, &n_rows);

  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < n_rows; i++)
    {
      *low = values[i] < *low ? values[i] : *low;
      *high = values[i] > *high ? values[i] : *high;
    }
}

static void
warn_of_continuous (WfEffect *self, guint node)
{
  const WfCondition *condition = &self->conditions[node];
  double low, high;

  wf_effect_find_range (self->model, node, &low, &high);
  if (wf_effect_is_fixed (self, node))
    warn_outside (self, node, condition->value, low, high);
  if (condition->is_observed)
    warn_outside (self, node, condition->evidence, low, high);
}

static void
warn_of_level (WfEffect *self, guint node, guint level)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (table, node, &n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (codes[i] == (gint32) level)
      return;
  wf_effect_warn (self, _ ("No row of the table has %s = %s: the answer rests on the prior alone"),
                  wf_table_get_name (table, node), wf_table_get_level (table, node, level));
}

static void
warn_of_conditions (WfEffect *self)
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
      if (condition->intervention != NULL)
        warn_of_level (self, i, condition->level);
      if (condition->is_observed &&
          !(condition->intervention != NULL && condition->level == condition->evidence_level))
        warn_of_level (self, i, condition->evidence_level);
    }
}

static WfEffect *
effect_new (WfModel *model, WfIntervention *const *interventions, gsize n_interventions)
{
  WfEffect *self = g_atomic_rc_box_new0 (WfEffect);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  self->model = wf_model_ref (model);
  self->n_interventions = n_interventions;
  self->interventions = g_new0 (WfIntervention *, n_interventions + 1);
  for (gsize i = 0; i < n_interventions; i++)
    self->interventions[i] = wf_intervention_ref (interventions[i]);
  self->conditions = g_new0 (WfCondition, n_nodes);
  self->before = g_new0 (WfMarginal *, n_nodes);
  self->after = g_new0 (WfMarginal *, n_nodes);
  self->is_affected = g_new0 (gboolean, n_nodes);
  self->notices = g_strv_builder_new ();
  return self;
}

static gboolean
resolve (WfEffect *self, const char *const *given, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_resolved = TRUE;

  for (gsize i = 0; is_resolved && i < self->n_interventions; i++)
    is_resolved = resolve_intervention (self, self->interventions[i], error);
  for (gsize i = 0; is_resolved && given != NULL && given[i] != NULL; i++)
    is_resolved = resolve_evidence (self, given[i], builder, error);
  self->given = g_strv_builder_end (builder);
  return is_resolved && check_contradictions (self, error);
}

/**
 * wf_intervene:
 * @model: a fitted model
 * @interventions: (array length=n_interventions): at most one a node; may be none
 * @n_interventions: how many
 * @given: (array zero-terminated=1) (nullable): evidence, "Z=u", at most one a node
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Every marginal P(X | given) and P(X | do(interventions), given). A SET replaces the mechanism of its node
 * by a constant and cuts the edges into it (the truncated factorisation; Pearl 2009, Causality, 2nd
 * ed., 1.3.1 and 3.2.3); a SHIFT adds to what the mechanism gives and a SCALE multiplies it, noise included,
 * both keeping the edges. Evidence holds in the world it is asked of: after the interventions for the second
 * column. Closed-form moments for a linear-Gaussian model, variable elimination for a categorical one: exact
 * under the fitted model.
 *
 * Errors: #WF_ERROR_DATA: unknown node or level (the nearest or the levels are named), a shift of a discrete
 * node, two interventions on one node; #WF_ERROR_NO_SUPPORT: evidence of probability zero; #WF_ERROR_BUDGET:
 * a factor beyond %WF_LIMIT_TABLE_ENTRIES.
 *
 * Cost: linear-Gaussian O(nodes (edges + evidence)) plus one pass over at most 10,000 rows (fewer, at even
 * distances, beyond ten variables); categorical exponential in the width of the elimination order.
 *
 * Returns: (transfer full): the effect, or %NULL with an error
 */
WfEffect *
wf_intervene (WfModel *model,
              WfIntervention *const *interventions,
              gsize n_interventions,
              const char *const *given,
              WfProgress *progress,
              GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (interventions != NULL || n_interventions == 0, NULL);

  g_autoptr (WfEffect) self = effect_new (model, interventions, n_interventions);
  g_autoptr (WfNetwork) network = NULL;
  gboolean is_inferred;

  if (!resolve (self, given, error))
    return NULL;
  warn_of_conditions (self);
  wf_progress_set_stage (progress, _ ("Propagating the interventions"),
                         wf_graph_get_n_nodes (wf_model_get_graph (model)));
  if (wf_model_is_discrete (model))
    {
      network = wf_network_new (model, progress, error);
      is_inferred = network != NULL && wf_effect_infer_categorical (self, network, progress, error);
    }
  else
    is_inferred = wf_effect_infer_gaussian (self, progress, error);
  if (!is_inferred)
    return NULL;
  self->warnings = g_strv_builder_end (self->notices);
  return g_steal_pointer (&self);
}
