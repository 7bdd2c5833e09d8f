/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/actual-cause-private.h"
#include "core/base/error.h"

#define ANY_NUMBER 64

static const WfParam parameters[] = {
  { .id = "budget",
    .name = N_ ("Evaluations"),
    .type = WF_PARAM_INTEGER,
    .value = 10000000,
    .min = 1,
    .max = 1e12,
    .help = N_ ("Worlds that may be looked at for each definition before it is left unresolved") },
  { .id = "normal",
    .name = N_ ("Normal values"),
    .type = WF_PARAM_TEXT,
    .help = N_ ("Values that are normal, as in A=0,B=1; a variable that isn't named is always normal") },
  { .id = "candidates",
    .name = N_ ("Candidate causes"),
    .type = WF_PARAM_TEXT,
    .help = N_ ("Variables that vary for a weakly sufficient cause, as in A,B; those at the beginning unless "
                "named") },
  { .id = NULL },
};

G_DEFINE_BOXED_TYPE (WfActualCause, wf_actual_cause, wf_actual_cause_ref, wf_actual_cause_unref)

const WfParam *
wf_actual_cause_get_parameters (void)
{
  return parameters;
}

static void
actual_cause_clear (gpointer data)
{
  WfActualCause *self = data;

  g_clear_pointer (&self->model, wf_equations_unref);
  g_free (self->effect);
  g_strfreev (self->candidate);
  for (guint i = 0; i < WF_N_CAUSE_DEFINITIONS; i++)
    {
      g_strfreev (self->findings[i].change);
      g_strfreev (self->findings[i].contingency);
    }
  g_strfreev (self->responsible);
  g_strfreev (self->circumstance);
  g_clear_pointer (&self->params, g_variant_unref);
}

WfActualCause *
wf_actual_cause_ref (WfActualCause *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_actual_cause_unref (WfActualCause *self)
{
  g_atomic_rc_box_release_full (self, actual_cause_clear);
}

/* "ST=1" for every variable of a set */
static char **
list_settings (const WfEquations *model, WfVariableSet set, WfWorld world)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < model->n_equations; i++)
    if (set & WF_VARIABLE_BIT (i))
      {
        const WfEquation *equation = &model->equations[i];
        g_autofree char *text =
            g_strdup_printf ("%s=%d", equation->name, equation->values[wf_world_get (model, world, i)]);

        g_strv_builder_add (builder, text);
      }
  return g_strv_builder_end (builder);
}

static void
keep_witness (WfActualCause *self, WfCauseDefinition definition, const WfCauseWitness *witness)
{
  self->findings[definition].change = list_settings (self->model, witness->changed, witness->world);
  self->findings[definition].contingency = list_settings (self->model, witness->held, witness->world);
}

static WfVariableSet
list_contexts (const WfEquations *model)
{
  WfVariableSet contexts = 0;

  for (guint i = 0; i < model->n_equations; i++)
    if (model->equations[i].is_context)
      contexts |= WF_VARIABLE_BIT (i);
  return contexts;
}

/* Some variable of the set is part of a cause by the modified definition. */
static WfSearchResult
is_part_of_cause (WfCauseSearch *search, WfVariableSet set)
{
  WfSearchResult result = WF_SEARCH_NONE;

  for (; set != 0 && result == WF_SEARCH_NONE; set &= set - 1)
    {
      WfCauseWitness witness;

      result = wf_cause_search_responsible (search, set & -set, &witness);
    }
  return result;
}

static WfSearchResult
suffices (WfCauseSearch *search, WfVariableSet set, WfVariableSet varied)
{
  WfSearchResult counterexample = wf_cause_search_vary (search, set, varied);

  if (counterexample == WF_SEARCH_NONE)
    return is_part_of_cause (search, set);
  return counterexample == WF_SEARCH_FOUND ? WF_SEARCH_NONE : counterexample;
}

/* Whether a set of variables meets a definition, but for minimality. */
static WfSearchResult
meets (WfCauseSearch *search,
       WfCauseDefinition definition,
       WfVariableSet set,
       WfVariableSet candidates,
       WfCauseWitness *witness)
{
  guint n_changes;

  switch (definition)
    {
      case WF_CAUSE_BUT_FOR:
        return wf_cause_search_modified (search, set, 0, G_MAXUINT, witness);
      case WF_CAUSE_MODIFIED_HP:
        return wf_cause_search_modified (search, set, ANY_NUMBER, G_MAXUINT, witness);
      case WF_CAUSE_UPDATED_HP:
        return wf_cause_search_updated (search, set, witness, &n_changes);
      case WF_CAUSE_NORMAL:
        return wf_cause_search_modified (search, set, ANY_NUMBER, search->n_abnormal, witness);
      case WF_CAUSE_SUFFICIENT:
        return suffices (search, set, list_contexts (search->model));
      case WF_CAUSE_WEAKLY_SUFFICIENT:
      default:
        return suffices (search, set, candidates);
    }
}

/* Whether a strict part meets the definition. */
static WfSearchResult
part_meets (WfCauseSearch *search, WfCauseDefinition definition, WfVariableSet set, WfVariableSet candidates)
{
  guint n = wf_variable_set_count (set);
  WfSearchResult result = WF_SEARCH_NONE;

  if (definition == WF_CAUSE_MODIFIED_HP)
    return wf_cause_search_has_part (search, set);
  for (guint size = 1; size < n; size++)
    {
      WfVariableSet part = wf_variable_set_first (set, size);

      do
        {
          WfCauseWitness witness;

          result = meets (search, definition, part, candidates, &witness);
          if (result != WF_SEARCH_NONE)
            return result;
        }
      while (wf_variable_set_next (set, &part));
    }
  return result;
}

static void
judge (WfActualCause *self, WfCauseSearch *search, WfCauseDefinition definition, WfVariableSet candidates)
{
  WfCauseFinding *finding = &self->findings[definition];
  WfCauseWitness witness = { 0 };
  WfSearchResult result, part;

  search->n_evaluations = 0;
  result = meets (search, definition, self->cause, candidates, &witness);
  part =
      result == WF_SEARCH_FOUND ? part_meets (search, definition, self->cause, candidates) : WF_SEARCH_NONE;
  self->n_evaluations += search->n_evaluations;
  if (result == WF_SEARCH_SPENT || part == WF_SEARCH_SPENT)
    finding->verdict = WF_VERDICT_UNRESOLVED;
  else if (result == WF_SEARCH_NONE)
    finding->verdict = WF_VERDICT_NO;
  else
    finding->verdict = part == WF_SEARCH_FOUND ? WF_VERDICT_NOT_MINIMAL : WF_VERDICT_YES;
  if (finding->verdict == WF_VERDICT_YES && witness.changed != 0)
    keep_witness (self, definition, &witness);
}

static void
measure_responsibility (WfActualCause *self, WfCauseSearch *search)
{
  WfCauseWitness witness = { 0 };
  WfSearchResult result;
  guint n_changes = 0;

  search->n_evaluations = 0;
  result = wf_cause_search_responsible (search, self->cause, &witness);
  self->n_evaluations += search->n_evaluations;
  if (result == WF_SEARCH_FOUND)
    {
      self->responsibility =
          1.0 / (wf_variable_set_count (witness.changed) + wf_variable_set_count (witness.held));
      self->responsible = list_settings (self->model, witness.changed, witness.world);
      self->circumstance = list_settings (self->model, witness.held, witness.world);
    }
  else
    self->responsibility = result == WF_SEARCH_NONE ? 0.0 : NAN;
  search->n_evaluations = 0;
  result = wf_cause_search_updated (search, self->cause, &witness, &n_changes);
  self->n_evaluations += search->n_evaluations;
  self->naive_responsibility = result == WF_SEARCH_FOUND  ? 1.0 / (1.0 + n_changes)
                               : result == WF_SEARCH_NONE ? 0.0
                                                          : NAN;
}

/* The most normal world that shows the cause. */
static void
grade (WfActualCause *self, WfCauseSearch *search)
{
  guint bound = G_MAXUINT;
  WfCauseWitness witness;

  self->n_abnormal = search->n_abnormal;
  search->n_evaluations = 0;
  while (self->n_abnormal_witness != 0 &&
         wf_cause_search_modified (search, self->cause, ANY_NUMBER, bound, &witness) == WF_SEARCH_FOUND)
    {
      self->n_abnormal_witness = (int) wf_cause_search_count_abnormal (search, witness.world);
      bound = (guint) self->n_abnormal_witness - 1;
    }
  self->n_evaluations += search->n_evaluations;
}

static gboolean
resolve_cause (WfActualCause *self, const char *const *cause, WfWorld *asked, GError **error)
{
  if (cause[0] == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Name at least one variable with its value as the cause, as in A=1"));
      return FALSE;
    }
  for (gsize i = 0; cause[i] != NULL; i++)
    {
      guint variable, place;

      if (!wf_equations_parse_setting (self->model, cause[i], &variable, &place, error))
        return FALSE;
      if (self->cause & WF_VARIABLE_BIT (variable))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s stands twice in the cause"),
                       self->model->equations[variable].name);
          return FALSE;
        }
      self->cause |= WF_VARIABLE_BIT (variable);
      *asked = wf_world_with (self->model, *asked, variable, place);
    }
  self->candidate = list_settings (self->model, self->cause, *asked);
  return TRUE;
}

static gboolean
read_normal (WfCauseSearch *search, const char *text, GError **error)
{
  g_auto (GStrv) settings = g_strsplit (text, ",", -1);

  for (gsize i = 0; *text != '\0' && settings[i] != NULL; i++)
    {
      guint variable, place;

      if (!wf_equations_parse_setting (search->model, settings[i], &variable, &place, error))
        return FALSE;
      search->normal[variable] = (int) place;
    }
  search->n_abnormal = wf_cause_search_count_abnormal (search, search->actual);
  return TRUE;
}

/* The named ones, else those that hang on no other that matters. */
static gboolean
read_candidates (const WfCauseSearch *search, const char *text, WfVariableSet *candidates, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *candidates = 0;
  for (guint i = 0; *text == '\0' && i < search->model->n_equations; i++)
    if ((search->relevant & WF_VARIABLE_BIT (i)) &&
        !(search->model->equations[i].program.reads & search->relevant))
      *candidates |= WF_VARIABLE_BIT (i);
  for (gsize i = 0; *text != '\0' && names[i] != NULL; i++)
    {
      guint variable;

      if (!wf_equations_look_up (search->model, g_strstrip (names[i]), &variable, error))
        return FALSE;
      *candidates |= WF_VARIABLE_BIT (variable);
    }
  return TRUE;
}

static void
judge_all (WfActualCause *self, WfCauseSearch *search, WfVariableSet candidates)
{
  for (guint i = 0; i < WF_N_CAUSE_DEFINITIONS; i++)
    if (self->has_happened && self->has_effect)
      judge (self, search, (WfCauseDefinition) i, candidates);
    else
      self->findings[i].verdict = WF_VERDICT_NOT_ACTUAL;
  self->n_abnormal_witness = -1;
  if (!self->has_happened || !self->has_effect)
    return;
  measure_responsibility (self, search);
  grade (self, search);
}

/**
 * wf_actual_cause:
 * @model: equations
 * @context: (array zero-terminated=1) (nullable): "U1=0" in place of the context's own values
 * @cause: (array zero-terminated=1): "ST=1", one or more variables with their values
 * @effect: an expression over the variables, "BS=1"
 * @params: (nullable): values of wf_actual_cause_get_parameters()
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Whether the candidate is an actual cause of the effect, by the six definitions of #WfCauseDefinition, with
 * the world that shows it, and its degree of responsibility. Worlds are walked in the order of the equations,
 * and only branch where a variable would differ from its actual value, so that each is seen once; what isn't
 * behind the effect isn't looked at.
 *
 * Errors: #WF_ERROR_DATA: an unknown name (the nearest is named), a value that can't be, a variable that is
 * named twice; #WF_ERROR_PARSE: the effect. A spent budget is the verdict %WF_VERDICT_UNRESOLVED.
 *
 * Cost: at most 3^k passes over the k variables behind the effect for the modified definition with
 * responsibility, 3^k 3^k for the updated one; in practice far fewer.
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfActualCause *
wf_actual_cause (WfEquations *model,
                 const char *const *context,
                 const char *const *cause,
                 const char *effect,
                 GVariant *params,
                 WfProgress *progress,
                 GError **error)
{
  g_return_val_if_fail (model != NULL && cause != NULL && effect != NULL, NULL);

  g_autoptr (WfActualCause) self = g_atomic_rc_box_new0 (WfActualCause);
  g_auto (WfCauseSearch) search = { 0 };
  WfVariableSet candidates = 0;
  WfWorld asked = 0;

  self->model = wf_equations_ref (model);
  self->effect = g_strdup (effect);
  self->params = wf_params_complete (parameters, params, error);
  if (self->params == NULL || !resolve_cause (self, cause, &asked, error) ||
      !wf_cause_search_init (&search, model, context, self->cause, effect, progress, error) ||
      !read_normal (&search, wf_params_get_text (self->params, "normal"), error) ||
      !read_candidates (&search, wf_params_get_text (self->params, "candidates"), &candidates, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Looking for contingencies"), 0);
  search.budget = (guint64) wf_params_get_integer (self->params, "budget");
  self->actual = search.actual;
  self->has_normal = *wf_params_get_text (self->params, "normal") != '\0';
  self->has_effect = wf_cause_search_evaluate (&search, search.actual);
  self->has_happened = TRUE;
  for (guint i = 0; i < model->n_equations; i++)
    self->has_happened &= !(self->cause & WF_VARIABLE_BIT (i)) ||
                          wf_world_get (model, asked, i) == wf_world_get (model, search.actual, i);
  judge_all (self, &search, candidates);
  return wf_progress_check (progress, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_list_actual_causes:
 * @model: equations
 * @context: (array zero-terminated=1) (nullable): "U1=0" in place of the context's own values
 * @effect: an expression over the variables, "BS=1"
 * @max_size: variables of a cause, at most
 * @params: (nullable): values of wf_actual_cause_get_parameters()
 * @is_complete: (out): %FALSE when the budget was spent before all sets were tried
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Every minimal cause of the effect by the modified definition (Halpern 2015), the smallest first. None when
 * the effect isn't the case. Errors and cost: as for wf_actual_cause().
 *
 * Returns: (element-type GStrv) (transfer full): the causes, "ST=1" settings each, or %NULL with an error
 */
GPtrArray *
wf_list_actual_causes (WfEquations *model,
                       const char *const *context,
                       const char *effect,
                       guint max_size,
                       GVariant *params,
                       gboolean *is_complete,
                       WfProgress *progress,
                       GError **error)
{
  g_return_val_if_fail (model != NULL && effect != NULL && is_complete != NULL, NULL);

  g_autoptr (GPtrArray) causes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GVariant) completed = wf_params_complete (parameters, params, error);
  g_auto (WfCauseSearch) search = { 0 };
  WfSearchResult result = WF_SEARCH_NONE;
  WfVariableSet pool;
  guint n_pool;

  if (completed == NULL || !wf_cause_search_init (&search, model, context, 0, effect, progress, error))
    return NULL;
  search.budget = (guint64) wf_params_get_integer (completed, "budget");
  pool = search.relevant & ~search.effect.reads;
  n_pool = wf_cause_search_evaluate (&search, search.actual) ? wf_variable_set_count (pool) : 0;
  for (guint size = 1; size <= MIN (max_size, n_pool) && result != WF_SEARCH_SPENT; size++)
    {
      WfVariableSet set = wf_variable_set_first (pool, size);

      do
        {
          result = wf_cause_search_has_part (&search, set);
          if (result != WF_SEARCH_NONE)
            continue;
          result = wf_cause_search_has_witness (&search, set);
          if (result == WF_SEARCH_FOUND)
            g_ptr_array_add (causes, list_settings (model, set, search.actual));
        }
      while (result != WF_SEARCH_SPENT && wf_variable_set_next (pool, &set));
    }
  *is_complete = result != WF_SEARCH_SPENT;
  return wf_progress_check (progress, error) ? g_steal_pointer (&causes) : NULL;
}
