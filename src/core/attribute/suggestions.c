/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "core/attribute/blame-private.h"
#include "core/attribute/effects-private.h"
#include "core/attribute/suggestions.h"

/* What to do about a sign. One that is there or not counts in full; of one that every step has to some degree
 * only what exceeds the median of the run counts. */
typedef struct
{
  WfSymptom symptom;
  gboolean is_graded;
  const char *id;
  const char *because;
  const char *advice;
} Template;

static const Template templates[] = {
  { WF_SYMPTOM_ERROR, FALSE, "error", N_ ("it, or the tool it called, reported an error"),
    N_ ("Retry the tool call, and check what it returns before the run goes on.") },
  { WF_SYMPTOM_NO_FOLLOWUP, FALSE, "no-followup", N_ ("it asks for an action that nothing answers"),
    N_ ("Wait for the reply, and require one before the run goes on.") },
  { WF_SYMPTOM_NOVELTY, TRUE, "novelty",
    N_ ("it brings in numbers, quotations or addresses nobody gave before"),
    N_ ("Demand a source for every number, quotation and address that it brings in.") },
  { WF_SYMPTOM_REPETITION, TRUE, "repetition", N_ ("it says again what the same agent said before"),
    N_ ("Add a stop rule against messages that repeat an earlier one.") },
  { WF_SYMPTOM_DISTANCE, TRUE, "distance", N_ ("it has little to do with the question"),
    N_ ("Restate the goal before this step.") },
  { WF_SYMPTOM_HEDGING, TRUE, "hedging", N_ ("it guesses more than the other steps"),
    N_ ("Ask for the missing input instead of guessing.") },
};

typedef struct
{
  const Template *template;
  double gain, failure, random_gain;
} Suggestion;

struct _WfSuggestions
{
  gsize n;
  Suggestion suggestions[WF_SUGGESTIONS_MAX];
  WfRepair repairs[WF_SUGGESTIONS_MAX];
};

G_DEFINE_BOXED_TYPE (WfSuggestions, wf_suggestions, wf_suggestions_ref, wf_suggestions_unref)

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Of the steps that can bear blame. */
static double
find_median (WfBlame *blame, WfSymptom symptom)
{
  g_autofree double *values = g_new (double, blame->symptoms->n_steps);
  gsize n = 0;

  for (gsize i = 0; i < blame->symptoms->n_steps; i++)
    if (wf_trace_can_bear_blame (blame->trace, i))
      values[n++] = wf_symptoms_get (blame->symptoms, i, symptom);
  qsort (values, n, sizeof *values, compare_doubles);
  return n > 0 ? values[n / 2] : 0;
}

static const Template no_template = {
  .id = "none",
  .because = N_ ("no sign stands out at it"),
  .advice = N_ ("Read this step yourself: no sign says what to change."),
};

/* The sign that adds most to the observed deficiency of the step: weight times value, above the median. */
static const Template *
choose_template (WfBlame *blame, gsize step)
{
  const Template *chosen = &no_template;
  double largest = 0;

  for (gsize t = 0; t < G_N_ELEMENTS (templates); t++)
    {
      WfSymptom symptom = templates[t].symptom;
      double median = templates[t].is_graded ? find_median (blame, symptom) : 0;
      double excess =
          blame->symptoms->weights.of[symptom] * (wf_symptoms_get (blame->symptoms, step, symptom) - median);

      if (excess > largest)
        {
          chosen = &templates[t];
          largest = excess;
        }
    }
  return chosen;
}

static gboolean
is_repaired (const WfSuggestions *self, gsize step)
{
  for (gsize k = 0; k < self->n; k++)
    if (self->repairs[k].step == step)
      return TRUE;
  return FALSE;
}

/* The step with the largest effect that wasn't suggested before, the earliest on ties; -1 when none has an
 * effect. mean: of the steps that can bear blame, out */
static gssize
find_best (const WfSuggestions *self, WfBlame *blame, const double *effect, double *mean)
{
  gssize best = -1;
  gsize n_able = 0;
  double sum = 0;

  for (gsize i = 0; i < blame->structure->n_steps; i++)
    {
      if (effect[i] > (best >= 0 ? effect[best] : 0) && !is_repaired (self, i))
        best = (gssize) i;
      if (wf_trace_can_bear_blame (blame->trace, i))
        {
          sum += effect[i];
          n_able++;
        }
    }
  *mean = sum / (double) n_able;
  return best;
}

/* One more repair. fault, deficiency: after the repairs before it, in and out. FALSE when nothing is worth
 * it, or with an error. */
static gboolean
add_repair (WfSuggestions *self,
            WfBlame *blame,
            double *fault,
            double *deficiency,
            WfProgress *progress,
            GError **error)
{
  g_autofree double *effect =
      wf_effects_new (blame->structure, fault, deficiency, WF_SUGGESTION_KEEP, progress, error);
  Suggestion *added = &self->suggestions[self->n];
  double mean;
  gssize best = effect != NULL ? find_best (self, blame, effect, &mean) : -1;
  gsize step = (gsize) best;

  if (best < 0 || effect[step] < WF_SUGGESTION_LEAST_GAIN)
    return FALSE;

  fault[step] *= WF_SUGGESTION_KEEP;
  wf_structure_propagate_from (blame->structure, fault, step, deficiency);
  *added =
      (Suggestion){ choose_template (blame, step), effect[step], deficiency[blame->structure->sink], mean };
  self->repairs[self->n++] = (WfRepair){ step, WF_SUGGESTION_KEEP };
  return TRUE;
}

/**
 * wf_blame_suggest:
 * @blame: a result
 * @progress: (nullable): for cancelling
 * @error: return location
 *
 * The optimisation loop after Ma et al. 2025 (CDC-MAS, arXiv 2509.08682), with sentences for their language
 * model: the step whose repair, q <- 0.2 q, lowers the failure most; then the one that lowers it most after
 * that; up to three, each by 0.02 or more. What to do about a step depends on the sign that stands out at it.
 *
 * Errors: G_IO_ERROR_CANCELLED.
 *
 * Cost: three times that of all effects, see wf_attribute_trace().
 *
 * Returns: (transfer full): the suggestions, possibly none; %NULL when cancelled
 */
WfSuggestions *
wf_blame_suggest (WfBlame *blame, WfProgress *progress, GError **error)
{
  g_autoptr (WfSuggestions) self = NULL;
  g_autofree double *fault = NULL, *deficiency = NULL;
  g_autoptr (GError) failure = NULL;
  gsize n;

  g_return_val_if_fail (blame != NULL, NULL);

  self = g_atomic_rc_box_new0 (WfSuggestions);
  n = blame->structure->n_steps;
  fault = g_memdup2 (blame->fault, n * sizeof *fault);
  deficiency = g_memdup2 (blame->deficiency, n * sizeof *deficiency);
  while (self->n < WF_SUGGESTIONS_MAX && add_repair (self, blame, fault, deficiency, progress, &failure))
    ;
  if (failure == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * wf_suggestions_ref:
 * @self: suggestions
 *
 * Returns: (transfer full): @self with one more reference
 */
WfSuggestions *
wf_suggestions_ref (WfSuggestions *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_suggestions_unref:
 * @self: (transfer full): suggestions
 *
 * Drops a reference.
 */
void
wf_suggestions_unref (WfSuggestions *self)
{
  g_atomic_rc_box_release (self);
}

/**
 * wf_suggestions_get_n:
 * @self: suggestions
 *
 * Returns: how many there are: fewer than three when no further repair would lower the failure by 0.02
 */
gsize
wf_suggestions_get_n (WfSuggestions *self)
{
  return self->n;
}

/**
 * wf_suggestions_get_step:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: index of the step to repair; each comes once
 */
gsize
wf_suggestions_get_step (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, 0);

  return self->repairs[k].step;
}

/**
 * wf_suggestions_get_reason:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: id of the sign that stands out at the step: "error", "repetition", "distance", "novelty",
 * "hedging" or "no-followup"
 */
const char *
wf_suggestions_get_reason (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, "");

  return self->suggestions[k].template->id;
}

/**
 * wf_suggestions_get_because:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: the sign in translated words, which go on from "step 3:"
 */
const char *
wf_suggestions_get_because (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, "");

  return _ (self->suggestions[k].template->because);
}

/**
 * wf_suggestions_get_advice:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: what to change at the step, a translated sentence
 */
const char *
wf_suggestions_get_advice (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, "");

  return _ (self->suggestions[k].template->advice);
}

/**
 * wf_suggestions_get_gain:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: by how much the failure falls beyond suggestions 0 to @k - 1; 0.02 or more
 */
double
wf_suggestions_get_gain (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, 0);

  return self->suggestions[k].gain;
}

/**
 * wf_suggestions_get_failure:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * Returns: the failure after suggestions 0 to @k together, 0 to 1
 */
double
wf_suggestions_get_failure (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, 0);

  return self->suggestions[k].failure;
}

/**
 * wf_suggestions_get_random_gain:
 * @self: suggestions
 * @k: index of a suggestion
 *
 * The control: what the same repair of a step drawn at random would do in place of this one, after
 * suggestions 0 to
 * @k - 1.
 *
 * Returns: the mean gain over the steps that can bear blame
 */
double
wf_suggestions_get_random_gain (WfSuggestions *self, gsize k)
{
  g_return_val_if_fail (k < self->n, 0);

  return self->suggestions[k].random_gain;
}

/**
 * wf_suggestions_get_repairs:
 * @self: suggestions
 * @n_repairs: (out): number of suggestions
 *
 * Returns: (array length=n_repairs) (transfer none): the suggestions as wf_blame_get_repaired() takes them;
 * the first k of them are suggestions 0 to k - 1
 */
const WfRepair *
wf_suggestions_get_repairs (WfSuggestions *self, gsize *n_repairs)
{
  *n_repairs = self->n;
  return self->repairs;
}

/**
 * wf_suggestions_get_caveat:
 * @self: suggestions
 * @blame: the result they were made for
 *
 * Two models stand side by side: suspects are ranked by what steps look like, suggestions by what their
 * repair would do in the noisy-OR model.
 *
 * Returns: (transfer none) (nullable): a translated sentence or two when they begin with different steps
 */
const char *
wf_suggestions_get_caveat (WfSuggestions *self, WfBlame *blame)
{
  g_return_val_if_fail (self != NULL && blame != NULL, NULL);

  if (wf_suggestions_get_n (self) == 0 ||
      wf_suggestions_get_step (self, 0) == wf_blame_get_ranking (blame, NULL)[0])
    return NULL;
  return _ ("This order is another model’s than that of the suspects: what a repair would do to the outcome, "
            "rather "
            "than what the step looks like. Where the two disagree, read the first suspect first.");
}
