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
#include "core/inference/intervention-private.h"
#include "core/inference/question-private.h"
#include "core/table/calendar.h"
#include "core/table/types.h"

gssize
wf_question_find_node (WfGraph *graph, const char *name, GError **error)
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

/* A value to compare with or to observe: a number, or the number of a level. */
static gboolean
resolve_value (WfTable *table, guint node, const char *text, double *value, GError **error)
{
  guint level = 0;

  *value = wf_intervention_read_number (text);
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    {
      if (!resolve_level (table, node, text, *value, &level, error))
        return FALSE;
      *value = level;
      return TRUE;
    }
  if (isnan (*value) && wf_table_is_calendar (table, node))
    {
      if (wf_calendar_parse (text, strlen (text), value))
        return TRUE;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s has dates: give it one, for example 2024-03-01, not “%s”"),
                   wf_table_get_name (table, node), text);
      return FALSE;
    }
  if (!isnan (*value))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is continuous: give it a number, not “%s”"),
               wf_table_get_name (table, node), text);
  return FALSE;
}

static gboolean
is_value_of (WfTable *table, guint node, const char *text)
{
  double value;

  return resolve_value (table, node, text, &value, NULL);
}

static gboolean
resolve_criterion (WfQuestion *self,
                   WfIntervention *intervention,
                   gboolean *is_conditional,
                   WfCriterion *criterion,
                   GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  const char *threshold;
  const char *tested = wf_intervention_get_condition (intervention, &criterion->relation, &threshold);
  gssize node;

  *is_conditional = tested != NULL;
  if (tested == NULL)
    return TRUE;
  node = wf_question_find_node (wf_model_get_graph (self->model), tested, error);
  if (node < 0)
    return FALSE;
  criterion->node = node;
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE && criterion->relation > WF_RELATION_UNEQUAL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is discrete: its levels are compared with = or !=, not with < or >"), tested);
      return FALSE;
    }
  if (!is_value_of (table, node, threshold) &&
      (strpbrk (threshold, "<>=") != NULL || strstr (threshold, " and ") != NULL ||
       strstr (threshold, " or ") != NULL))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s” after “if %s”: an intervention takes one condition, which compares one variable "
                      "with one value"),
                   threshold, tested);
      return FALSE;
    }
  return resolve_value (table, node, threshold, &criterion->value, error);
}

static gboolean
resolve_cut (WfQuestion *self, WfIntervention *intervention, guint node, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  const char *name = wf_intervention_get_parent (intervention);
  gssize parent = wf_question_find_node (graph, name, error);
  WfCondition *condition = &self->conditions[node];
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
  WfCut cut = { intervention, 0, 0, FALSE, { 0 } };

  if (parent < 0)
    return FALSE;
  cut.parent = parent;
  while (cut.place < n_parents && parents[cut.place] != cut.parent)
    cut.place++;
  if (cut.place == n_parents)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("There is no edge %s → %s to cut in the graph of the model"), name,
                   wf_intervention_get_node (intervention));
      return FALSE;
    }
  for (gsize i = 0; i < condition->n_cuts; i++)
    if (condition->cuts[i].place == cut.place)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The edge %s → %s is cut twice; once is enough"),
                     name, wf_intervention_get_node (intervention));
        return FALSE;
      }
  if (!resolve_criterion (self, intervention, &cut.is_conditional, &cut.criterion, error))
    return FALSE;
  if (cut.is_conditional && cut.criterion.node == node)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s can't decide itself whether it sees %s; let another variable decide"),
                   wf_intervention_get_node (intervention), name);
      return FALSE;
    }
  condition->cuts = g_renew (WfCut, condition->cuts, condition->n_cuts + 1);
  condition->cuts[condition->n_cuts++] = cut;
  return TRUE;
}

/* The probabilities of a draw in the order of the node's levels. */
static gboolean
resolve_levels (WfQuestion *self, WfIntervention *intervention, guint node, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  WfCondition *condition = &self->conditions[node];
  gsize n_levels;
  const double *probabilities;
  const char *const *names = wf_intervention_get_levels (intervention, &probabilities, &n_levels);

  condition->probabilities = g_new0 (double, wf_table_get_n_levels (table, node) + 1);
  for (gsize i = 0; i < n_levels; i++)
    {
      guint level;

      if (!resolve_level (table, node, names[i], NAN, &level, error))
        return FALSE;
      if (condition->probabilities[level] > 0.0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The level “%s” of %s has two probabilities; keep one"), names[i],
                       wf_table_get_name (table, node));
          return FALSE;
        }
      condition->probabilities[level] = probabilities[i];
    }
  return TRUE;
}

/* Every level is as likely as any other: from here on a draw from levels. */
static void
resolve_even (WfQuestion *self, guint node)
{
  WfCondition *condition = &self->conditions[node];
  gsize n_levels = wf_table_get_n_levels (wf_model_get_table (self->model), node);

  condition->draw = WF_DRAW_LEVELS;
  condition->probabilities = g_new0 (double, n_levels + 1);
  for (gsize i = 0; i < n_levels; i++)
    condition->probabilities[i] = 1.0 / (double) n_levels;
}

static gboolean
resolve_terms (WfQuestion *self, WfIntervention *intervention, guint node, GError **error)
{
  WfCondition *condition = &self->conditions[node];
  const double *coefficients;
  const char *const *names = wf_intervention_get_terms (intervention, &condition->intercept, &coefficients,
                                                        &condition->n_terms, &condition->sd);

  condition->terms = g_new0 (guint, condition->n_terms + 1);
  condition->coefficients = g_memdup2 (coefficients, condition->n_terms * sizeof (double));
  for (gsize i = 0; i < condition->n_terms; i++)
    {
      gssize term = wf_question_find_node (wf_model_get_graph (self->model), names[i], error);

      if (term < 0)
        return FALSE;
      condition->terms[i] = term;
      if (wf_table_get_kind (wf_model_get_table (self->model), term) == WF_COLUMN_CONTINUOUS)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is discrete: it can't be multiplied; take a continuous variable"), names[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
resolve_discrete (WfQuestion *self, WfIntervention *intervention, guint node, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  WfCondition *condition = &self->conditions[node];
  const char *level = wf_intervention_get_level (intervention);

  switch (condition->kind)
    {
      case WF_INTERVENTION_CLAMP:
        /* a level may be called "[2,5]" */
        if (wf_table_find_level (table, node, level) < 0)
          break;
        condition->kind = WF_INTERVENTION_SET;
        G_GNUC_FALLTHROUGH;
      case WF_INTERVENTION_SET:
        return resolve_level (table, node, level, condition->value, &condition->level, error);
      case WF_INTERVENTION_DRAW:
        if (condition->draw == WF_DRAW_LEVELS)
          return resolve_levels (self, intervention, node, error);
        if (condition->draw == WF_DRAW_EVEN)
          {
            resolve_even (self, node);
            return TRUE;
          }
        if (condition->draw == WF_DRAW_OBSERVED)
          return TRUE;
        break;
      default:
        break;
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s is discrete: it can be set to a level or drawn from {level:probability,…}, not shifted "
                  "or scaled"),
               wf_table_get_name (table, node));
  return FALSE;
}

/* Was an equation meant, of “x=2*z” and of “x=z”? */
static gboolean
is_sum (WfQuestion *self, WfIntervention *intervention)
{
  const char *level = wf_intervention_get_level (intervention);
  g_autofree char *text = g_strdup_printf ("x:=%s", level);
  WfIntervention *equation = wf_intervention_parse (text, NULL);
  double intercept, sd;
  const double *coefficients;
  gsize n;
  const char *const *names;
  gboolean is_known = TRUE;

  if (equation == NULL)
    return FALSE;
  names = wf_intervention_get_terms (equation, &intercept, &coefficients, &n, &sd);
  for (gsize i = 0; i < n; i++)
    is_known = is_known && wf_graph_find_node (wf_model_get_graph (self->model), names[i]) >= 0;
  wf_intervention_unref (equation);
  return is_known || strchr (level, '*') != NULL;
}

static gboolean
resolve_continuous (WfQuestion *self, WfIntervention *intervention, guint node, GError **error)
{
  WfCondition *condition = &self->conditions[node];
  const char *name = wf_intervention_get_node (intervention);
  const char *level = wf_intervention_get_level (intervention);
  gboolean has_dates = wf_model_is_calendar (self->model, node);

  if (wf_intervention_is_calendar (intervention) && !has_dates)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has numbers, no dates: give it a number, not “%s”"),
                   name, level);
      return FALSE;
    }
  if (condition->kind == WF_INTERVENTION_REPLACE)
    return resolve_terms (self, intervention, node, error);
  if (condition->kind == WF_INTERVENTION_DRAW && condition->draw == WF_DRAW_LEVELS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is continuous: draw it from normal(mean,sd), uniform(low,high) or observed, not "
                      "from levels"),
                   name);
      return FALSE;
    }
  if (condition->kind == WF_INTERVENTION_DRAW && condition->draw == WF_DRAW_EVEN)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is continuous: write uniform(low,high) with the numbers to draw from, or observed"),
                   name);
      return FALSE;
    }
  if (condition->kind > WF_INTERVENTION_SCALE || !isnan (condition->value))
    return TRUE;
  if (has_dates)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("%s has dates: set it to one, for example 2024-03-01, not to “%s”"), name, level);
  else if (is_sum (self, intervention))
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("%s is continuous: set it to a number, not to “%s”; for an equation write %s:=%s"), name,
                 level, name, level);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is continuous: set it to a number, not to “%s”"),
                 name, level);
  return FALSE;
}

static gboolean
resolve_intervention (WfQuestion *self, WfIntervention *intervention, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  const char *name = wf_intervention_get_node (intervention);
  gssize node = wf_question_find_node (wf_model_get_graph (self->model), name, error);
  WfCondition *condition;

  if (node < 0)
    return FALSE;
  if (wf_intervention_get_kind (intervention) == WF_INTERVENTION_CUT)
    return resolve_cut (self, intervention, node, error);
  condition = &self->conditions[node];
  if (condition->intervention != NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There are two interventions on %s; keep one of them"),
                   name);
      return FALSE;
    }
  condition->intervention = intervention;
  condition->kind = wf_intervention_get_kind (intervention);
  condition->value = wf_intervention_get_value (intervention);
  /* a level may look like a date */
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE && wf_intervention_is_calendar (intervention))
    condition->value = NAN;
  condition->draw = wf_intervention_get_draw (intervention);
  wf_intervention_get_bounds (intervention, &condition->first, &condition->second);
  if (!resolve_criterion (self, intervention, &condition->is_conditional, &condition->criterion, error))
    return FALSE;
  return wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE
             ? resolve_discrete (self, intervention, node, error)
             : resolve_continuous (self, intervention, node, error);
}

/* "Z=u" -> name and value, both stripped. */
static gboolean
split_evidence (WfGraph *graph, const char *text, char **name, char **value, GError **error)
{
  const char *equals = strchr (text, '='), *sign = strpbrk (text, "<>!");

  *name = g_strstrip (equals != NULL ? g_strndup (text, equals - text) : g_strdup (""));
  *value = g_strstrip (g_strdup (equals != NULL ? equals + 1 : ""));
  if (**name != '\0' && **value != '\0' &&
      (sign == NULL || sign > equals || wf_graph_find_node (graph, *name) >= 0))
    return TRUE;
  if (sign != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("“%s” is not an observation: evidence is one value, not a range of them; write Z=u"),
                 text);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” is not an observation: write Z=u"), text);
  return FALSE;
}

static gboolean
resolve_evidence (WfQuestion *self, const char *text, GStrvBuilder *given, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *words = NULL;
  WfCondition *condition;
  gssize node;

  if (!split_evidence (wf_model_get_graph (self->model), text, &name, &value, error))
    return FALSE;
  node = wf_question_find_node (wf_model_get_graph (self->model), name, error);
  if (node < 0)
    return FALSE;
  condition = &self->conditions[node];
  if (condition->is_observed)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is observed twice; keep one of the values"), name);
      return FALSE;
    }
  condition->is_observed = TRUE;
  words = g_strdup_printf ("%s = %s", name, value);
  g_strv_builder_add (given, words);
  if (!resolve_value (table, node, value, &condition->evidence, error))
    return FALSE;
  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    condition->evidence_level = (guint) condition->evidence;
  return TRUE;
}

/* P(. | do (X = v), X = e) is undefined unless v = e, and then the evidence says nothing. */
static gboolean
check_contradictions (WfQuestion *self, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_nodes = wf_table_get_n_columns (table);

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &self->conditions[i];
      gboolean is_discrete = wf_table_get_kind (table, i) == WF_COLUMN_DISCRETE;

      if (!condition->is_observed || !wf_question_is_fixed (self, i))
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

/* What must be known before a node in the world after the interventions: causes that count, and what decides.
 */
static guint *
list_inputs (WfQuestion *self, guint node, gsize *n)
{
  const WfCondition *condition = &self->conditions[node];
  gsize n_parents, n_inputs = 0;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (self->model), node, &n_parents);
  guint *inputs = g_new (guint, n_parents + condition->n_terms + condition->n_cuts + 2);

  for (gsize i = 0; i < n_parents; i++)
    if (!wf_question_is_detached (self, node) && !wf_question_has_cut (self, parents[i], node))
      inputs[n_inputs++] = parents[i];
  for (gsize i = 0; i < condition->n_terms; i++)
    inputs[n_inputs++] = condition->terms[i];
  for (gsize i = 0; i < condition->n_cuts; i++)
    if (condition->cuts[i].is_conditional)
      inputs[n_inputs++] = condition->cuts[i].criterion.node;
  /* a condition on the node itself is one on what its mechanism gives */
  if (condition->is_conditional && condition->criterion.node != node)
    inputs[n_inputs++] = condition->criterion.node;
  *n = n_inputs;
  return inputs;
}

/* Depth first; state: 0 = new, 1 = on the way, 2 = placed. -1, or a node on a cycle. */
static gssize
place_node (WfQuestion *self, guint node, guint8 *state, gsize *n_placed)
{
  gsize n_inputs;
  g_autofree guint *inputs = NULL;

  if (state[node] != 0)
    return state[node] == 1 ? (gssize) node : -1;
  state[node] = 1;
  inputs = list_inputs (self, node, &n_inputs);
  for (gsize i = 0; i < n_inputs; i++)
    {
      gssize cycle = place_node (self, inputs[i], state, n_placed);

      if (cycle >= 0)
        return cycle;
    }
  state[node] = 2;
  self->order[(*n_placed)++] = node;
  return -1;
}

static gboolean
adds_inputs (const WfQuestion *self, guint node)
{
  const WfCondition *condition = &self->conditions[node];
  gboolean is_conditional = condition->is_conditional;

  for (gsize i = 0; i < condition->n_cuts; i++)
    is_conditional |= condition->cuts[i].is_conditional;
  return is_conditional || condition->n_terms > 0;
}

/* The model's own order unless an intervention listens to other nodes. */
static gboolean
find_order (WfQuestion *self, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_placed = 0;
  g_autofree guint8 *state = g_new0 (guint8, n_nodes + 1);
  gboolean is_new = FALSE;

  self->order = wf_graph_sort_topologically (graph, &n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    is_new |= adds_inputs (self, i);
  for (guint i = 0; is_new && i < n_nodes; i++)
    {
      gssize cycle = place_node (self, i, state, &n_placed);

      if (cycle < 0)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("With these interventions %s would be a cause of itself: let them listen only to "
                      "variables that lie "
                      "upstream"),
                   wf_graph_get_name (graph, cycle));
      return FALSE;
    }
  return TRUE;
}

static gboolean
resolve (WfQuestion *self, const char *const *given, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_resolved = TRUE;

  for (gsize i = 0; is_resolved && i < self->n_interventions; i++)
    is_resolved = resolve_intervention (self, self->interventions[i], error);
  for (gsize i = 0; is_resolved && given != NULL && given[i] != NULL; i++)
    is_resolved = resolve_evidence (self, given[i], builder, error);
  self->given = g_strv_builder_end (builder);
  return is_resolved && check_contradictions (self, error) && find_order (self, error);
}

WfQuestion *
wf_question_new (WfModel *model,
                 WfIntervention *const *interventions,
                 gsize n_interventions,
                 const char *const *given,
                 GError **error)
{
  g_autoptr (WfQuestion) self = g_atomic_rc_box_new0 (WfQuestion);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  self->model = wf_model_ref (model);
  self->n_interventions = n_interventions;
  self->interventions = g_new0 (WfIntervention *, n_interventions + 1);
  for (gsize i = 0; i < n_interventions; i++)
    self->interventions[i] = wf_intervention_ref (interventions[i]);
  self->conditions = g_new0 (WfCondition, n_nodes + 1);
  return resolve (self, given, error) ? g_steal_pointer (&self) : NULL;
}

WfQuestion *
wf_question_ref (WfQuestion *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
question_clear (gpointer data)
{
  WfQuestion *self = data;
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  for (gsize i = 0; i < n_nodes; i++)
    {
      g_free (self->conditions[i].probabilities);
      g_free (self->conditions[i].terms);
      g_free (self->conditions[i].coefficients);
      g_free (self->conditions[i].cuts);
    }
  for (gsize i = 0; i < self->n_interventions; i++)
    wf_intervention_unref (self->interventions[i]);
  g_free (self->conditions);
  g_free (self->interventions);
  g_free (self->order);
  g_strfreev (self->given);
  wf_model_unref (self->model);
}

void
wf_question_unref (WfQuestion *self)
{
  g_atomic_rc_box_release_full (self, question_clear);
}

gboolean
wf_question_has_evidence (const WfQuestion *self)
{
  return self->given[0] != NULL;
}

gboolean
wf_question_is_fixed (const WfQuestion *self, guint node)
{
  const WfCondition *condition = &self->conditions[node];

  return condition->intervention != NULL && condition->kind == WF_INTERVENTION_SET &&
         !condition->is_conditional;
}

gboolean
wf_question_is_detached (const WfQuestion *self, guint node)
{
  const WfCondition *condition = &self->conditions[node];

  return condition->intervention != NULL && !condition->is_conditional &&
         (condition->kind == WF_INTERVENTION_SET || condition->kind == WF_INTERVENTION_DRAW ||
          condition->kind == WF_INTERVENTION_REPLACE);
}

gboolean
wf_question_is_acted_on (const WfQuestion *self, guint node)
{
  return self->conditions[node].intervention != NULL || self->conditions[node].n_cuts > 0;
}

gboolean
wf_question_has_cut (const WfQuestion *self, guint parent, guint node)
{
  const WfCondition *condition = &self->conditions[node];

  for (gsize i = 0; i < condition->n_cuts; i++)
    if (condition->cuts[i].parent == parent && !condition->cuts[i].is_conditional)
      return TRUE;
  return FALSE;
}

gboolean
wf_question_is_linear (const WfQuestion *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &self->conditions[i];
      gboolean is_linear = condition->kind != WF_INTERVENTION_CLAMP &&
                           (condition->kind != WF_INTERVENTION_DRAW || condition->draw != WF_DRAW_UNIFORM);

      if (condition->intervention != NULL && (condition->is_conditional || !is_linear))
        return FALSE;
      for (gsize k = 0; k < condition->n_cuts; k++)
        if (condition->cuts[k].is_conditional)
          return FALSE;
    }
  return TRUE;
}

gboolean *
wf_question_list_downstream (const WfQuestion *self)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  gboolean *is_downstream = g_new0 (gboolean, n_nodes + 1);

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree guint *descendants = NULL;
      gsize n;

      if (!wf_question_is_acted_on (self, i))
        continue;
      is_downstream[i] = TRUE;
      descendants = wf_graph_list_descendants (graph, i, &n);
      for (gsize k = 0; k < n; k++)
        is_downstream[descendants[k]] = TRUE;
    }
  return is_downstream;
}
