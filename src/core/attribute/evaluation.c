/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/evaluation-private.h"
#include "core/base/format.h"

G_DEFINE_BOXED_TYPE (WfEvaluation, wf_evaluation, wf_evaluation_ref, wf_evaluation_unref)

static void
evaluation_clear (gpointer data)
{
  WfEvaluation *self = data;

  for (gsize s = 0; s <= self->subsets->len; s++)
    g_array_unref (self->tallies[s].floors);
  for (gsize i = 0; i < self->n; i++)
    g_free (self->logs[i].name);
  g_free (self->tallies);
  g_free (self->logs);
  g_free (self->scores);
  g_free (self->folds);
  g_free (self->profile);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->subsets);
  g_array_unref (self->choices);
}

static void
choice_clear (gpointer data)
{
  g_free (((WfChoice *) data)->model);
}

static void
note_left_out (WfEvaluation *self, const WfExamples *examples)
{
  g_autofree char *note = NULL;

  if (examples->n_left_out == 0)
    return;
  note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu run without a label is left out.",
                                       "%zu runs without a label are left out.", examples->n_left_out),
                          examples->n_left_out);
  wf_evaluation_add_note (self, note);
}

/* Said of each subset on which a rule that reads no log is as good as the lower end of the interval. */
static void
note_floors (WfEvaluation *self)
{
  for (gsize s = 0; s < self->subsets->len; s++)
    {
      const WfTally *tally = &self->tallies[s];
      const WfFloor *best = &g_array_index (tally->floors, WfFloor, wf_floors_get_best (tally->floors));
      g_autofree char *share = wf_format_percent (best->share);
      g_autofree char *note = NULL;

      if (best->share < tally->measures[WF_MEASURE_STEP_LOW])
        continue;
      note = g_strdup_printf (_ ("On “%s” the first suspect is not clearly better than a rule that reads no "
                                 "log: “%s” is right in %s."),
                              (const char *) g_ptr_array_index (self->subsets, s), best->name, share);
      wf_evaluation_add_note (self, note);
    }
}

static void
copy_logs (WfEvaluation *self, const WfExamples *examples)
{
  self->n = examples->n;
  self->logs = g_new0 (WfEvaluated, examples->n);
  for (gsize i = 0; i < examples->n; i++)
    {
      const WfExample *example = &examples->examples[i];

      self->logs[i].name = g_strdup (wf_corpus_get_name (examples->corpus, example->run));
      self->logs[i].subset = example->subset;
      self->logs[i].step = example->step;
    }
}

WfEvaluation *
wf_evaluation_new (WfEvaluationKind kind,
                   const WfExamples *examples,
                   gboolean is_permuted,
                   gsize n_repeats,
                   WfScore *scores,
                   gsize *folds)
{
  WfEvaluation *self = g_atomic_rc_box_new0 (WfEvaluation);

  self->kind = kind;
  self->is_permuted = is_permuted;
  self->profile = g_strdup ("");
  self->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->notes, NULL);
  self->subsets = g_ptr_array_ref (examples->subsets);
  self->choices = g_array_new (FALSE, FALSE, sizeof (WfChoice));
  g_array_set_clear_func (self->choices, choice_clear);
  copy_logs (self, examples);
  self->n_repeats = n_repeats;
  self->scores = scores;
  self->folds = folds;
  self->tallies = g_new0 (WfTally, self->subsets->len + 1);
  for (gsize s = 0; s <= self->subsets->len; s++)
    {
      gssize subset = s < self->subsets->len ? (gssize) s : -1;

      wf_tally_fill (&self->tallies[s], self, subset);
      self->tallies[s].floors = wf_floors_find (examples, subset);
    }
  note_left_out (self, examples);
  if (is_permuted)
    {
      wf_evaluation_add_note (self,
                              _ ("The labels were drawn by lot: what is right here is right by chance."));
      return self;
    }
  note_floors (self);
  wf_evaluation_add_note (self, _ ("The pool of features was chosen with all labels of Who&When in view: "
                                   "figures on those logs are 1 to 3 points optimistic."));
  return self;
}

void
wf_evaluation_add_note (WfEvaluation *self, const char *note)
{
  g_ptr_array_insert (self->notes, (int) self->notes->len - 1, g_strdup (note));
}

static const WfTally *
get_tally (WfEvaluation *self, gssize subset)
{
  return &self->tallies[subset < 0 ? self->subsets->len : (gsize) subset];
}

/* ---- the value ---- */

/**
 * wf_evaluation_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self with one more reference
 */
WfEvaluation *
wf_evaluation_ref (WfEvaluation *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_evaluation_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference.
 */
void
wf_evaluation_unref (WfEvaluation *self)
{
  g_atomic_rc_box_release_full (self, evaluation_clear);
}

/**
 * wf_evaluation_get_kind:
 * @self: a result
 *
 * Returns: what was left out of training, if anything was trained
 */
WfEvaluationKind
wf_evaluation_get_kind (WfEvaluation *self)
{
  return self->kind;
}

/**
 * wf_evaluation_is_permuted:
 * @self: a result
 *
 * Returns: whether the labels were drawn by lot
 */
gboolean
wf_evaluation_is_permuted (WfEvaluation *self)
{
  return self->is_permuted;
}

/**
 * wf_evaluation_get_n_repeats:
 * @self: a result
 *
 * Returns: how often the folds were drawn; 1 without folds
 */
guint
wf_evaluation_get_n_repeats (WfEvaluation *self)
{
  return (guint) self->n_repeats;
}

/**
 * wf_evaluation_get_profile:
 * @self: a result
 *
 * Returns: names of the profiles that were used, "" when models were fitted in each fold
 */
const char *
wf_evaluation_get_profile (WfEvaluation *self)
{
  return self->profile;
}

/**
 * wf_evaluation_get_notes:
 * @self: a result
 *
 * Returns: (array zero-terminated=1) (transfer none): what to know about the figures, translated
 */
const char *const *
wf_evaluation_get_notes (WfEvaluation *self)
{
  return (const char *const *) self->notes->pdata;
}

/**
 * wf_evaluation_get_n_subsets:
 * @self: a result
 *
 * Returns: number of folders the labelled logs lie in
 */
gsize
wf_evaluation_get_n_subsets (WfEvaluation *self)
{
  return self->subsets->len;
}

/**
 * wf_evaluation_get_subset:
 * @self: a result
 * @subset: index of a subset
 *
 * Returns: name of the folder
 */
const char *
wf_evaluation_get_subset (WfEvaluation *self, gsize subset)
{
  g_return_val_if_fail (subset < self->subsets->len, NULL);

  return g_ptr_array_index (self->subsets, subset);
}

/**
 * wf_evaluation_get_n_logs:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 *
 * Returns: number of labelled logs
 */
gsize
wf_evaluation_get_n_logs (WfEvaluation *self, gssize subset)
{
  g_return_val_if_fail (subset < (gssize) self->subsets->len, 0);

  return get_tally (self, subset)->n_logs;
}

/**
 * wf_evaluation_get:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 * @measure: which figure
 *
 * Returns: the figure; shares are from 0 to 1, means are over logs and repeats
 */
double
wf_evaluation_get (WfEvaluation *self, gssize subset, WfMeasure measure)
{
  g_return_val_if_fail (subset < (gssize) self->subsets->len && measure < WF_N_MEASURES, NAN);

  return get_tally (self, subset)->measures[measure];
}

/**
 * wf_evaluation_get_n_floors:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 *
 * Returns: number of floors
 */
gsize
wf_evaluation_get_n_floors (WfEvaluation *self, gssize subset)
{
  g_return_val_if_fail (subset < (gssize) self->subsets->len, 0);

  return get_tally (self, subset)->floors->len;
}

/**
 * wf_evaluation_get_floor:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 * @floor: index of a floor
 * @id: (out) (optional) (transfer none): what is always named, for files: "step 12", "random step", "first
 *   worker step", "busiest worker", or an agent
 * @name: (out) (optional) (transfer none): the same in words, translated
 * @is_agent: (out) (optional): whether an agent is named rather than a step
 *
 * What a rule that doesn't read the log reaches. The best constant steps and the best constant agent are
 * chosen with the labels in view.
 *
 * Returns: the share of logs for which it is right
 */
double
wf_evaluation_get_floor (
    WfEvaluation *self, gssize subset, gsize floor, const char **id, const char **name, gboolean *is_agent)
{
  const WfFloor *found;

  g_return_val_if_fail (floor < wf_evaluation_get_n_floors (self, subset), NAN);

  found = &g_array_index (get_tally (self, subset)->floors, WfFloor, floor);
  if (id != NULL)
    *id = found->id;
  if (name != NULL)
    *name = found->name;
  if (is_agent != NULL)
    *is_agent = found->is_agent;
  return found->share;
}

/**
 * wf_evaluation_get_n_bins:
 * @self: a result
 * @what: which probabilities
 *
 * Returns: number of ranges the probabilities are sorted into, the same for every subset
 */
gsize
wf_evaluation_get_n_bins (WfEvaluation *self, WfCalibration what)
{
  g_return_val_if_fail (what < WF_N_CALIBRATIONS, 0);

  return wf_bins_count (what == WF_CALIBRATION_FIRST);
}

/**
 * wf_evaluation_get_bin:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 * @what: which probabilities
 * @bin: index of a range, below wf_evaluation_get_n_bins()
 * @low: (out) (optional): where the range begins
 * @high: (out) (optional): where the next one begins; 1 for the last, which holds it
 * @predicted: (out) (optional): mean of the probabilities that were given, NaN for an empty range
 * @observed: (out) (optional): share of these steps that were the annotated one, NaN for an empty range
 *
 * Probabilities are right when both shares agree. The mean of their distance over all steps is
 * %WF_MEASURE_CALIBRATION, over first suspects %WF_MEASURE_TOP_CALIBRATION.
 *
 * Returns: number of steps in the range, over all repeats
 */
gsize
wf_evaluation_get_bin (WfEvaluation *self,
                       gssize subset,
                       WfCalibration what,
                       gsize bin,
                       double *low,
                       double *high,
                       double *predicted,
                       double *observed)
{
  const WfBin *found;
  double from, to;

  g_return_val_if_fail (subset < (gssize) self->subsets->len && bin < wf_evaluation_get_n_bins (self, what),
                        0);

  found = &get_tally (self, subset)->bins[what][bin];
  wf_bins_get_range (what == WF_CALIBRATION_FIRST, bin, &from, &to);
  if (low != NULL)
    *low = from;
  if (high != NULL)
    *high = to;
  if (predicted != NULL)
    *predicted = found->n > 0 ? found->predicted / found->n : NAN;
  if (observed != NULL)
    *observed = found->n > 0 ? found->observed / found->n : NAN;
  return (gsize) found->n;
}

/**
 * wf_evaluation_get_n_choices:
 * @self: a result
 *
 * Returns: number of models that the inner cross-validation chose at least once; 0 when there was none
 */
gsize
wf_evaluation_get_n_choices (WfEvaluation *self)
{
  return self->choices->len;
}

/**
 * wf_evaluation_get_choice:
 * @self: a result
 * @choice: index of a choice
 * @framework: (out) (optional) (transfer none): the shape of log it was chosen for, "" for no known one
 * @times: (out) (optional): in how many of the outer folds
 *
 * Returns: the model in technical words: “tier 2, 16 of 53 features, lambda 100, own framework”
 */
const char *
wf_evaluation_get_choice (WfEvaluation *self, gsize choice, const char **framework, guint *times)
{
  const WfChoice *found;

  g_return_val_if_fail (choice < self->choices->len, NULL);

  found = &g_array_index (self->choices, WfChoice, choice);
  if (framework != NULL)
    *framework = found->framework;
  if (times != NULL)
    *times = found->times;
  return found->model;
}

/* ---- log by log ---- */

/**
 * wf_evaluation_get_log_name:
 * @self: a result
 * @log: index of a labelled log, below wf_evaluation_get_n_logs() of all
 *
 * Returns: its name in the corpus
 */
const char *
wf_evaluation_get_log_name (WfEvaluation *self, gsize log)
{
  g_return_val_if_fail (log < self->n, NULL);

  return self->logs[log].name;
}

/**
 * wf_evaluation_get_log_subset:
 * @self: a result
 * @log: index of a labelled log
 *
 * Returns: index of its subset
 */
gsize
wf_evaluation_get_log_subset (WfEvaluation *self, gsize log)
{
  g_return_val_if_fail (log < self->n, 0);

  return self->logs[log].subset;
}

/**
 * wf_evaluation_get_log_step:
 * @self: a result
 * @log: index of a labelled log
 *
 * Returns: the annotated step, or the one drawn by lot
 */
gsize
wf_evaluation_get_log_step (WfEvaluation *self, gsize log)
{
  g_return_val_if_fail (log < self->n, 0);

  return self->logs[log].step;
}

/**
 * wf_evaluation_get_log_fold:
 * @self: a result
 * @log: index of a labelled log
 * @repeat: which drawing of the folds
 *
 * Returns: the fold in which the log was tested, 0 where there are no folds
 */
gsize
wf_evaluation_get_log_fold (WfEvaluation *self, gsize log, guint repeat)
{
  g_return_val_if_fail (log < self->n && repeat < self->n_repeats, 0);

  return self->folds != NULL ? self->folds[repeat * self->n + log] : 0;
}

/**
 * wf_evaluation_get_log_rank:
 * @self: a result
 * @log: index of a labelled log
 * @repeat: which drawing of the folds
 *
 * Returns: place of the annotated step among the suspects, from 1
 */
gsize
wf_evaluation_get_log_rank (WfEvaluation *self, gsize log, guint repeat)
{
  g_return_val_if_fail (log < self->n && repeat < self->n_repeats, 0);

  return self->scores[repeat * self->n + log].rank;
}

/**
 * wf_evaluation_get_log_loss:
 * @self: a result
 * @log: index of a labelled log
 * @repeat: which drawing of the folds
 *
 * Returns: -log probability of the annotated step, at most 20.7
 */
double
wf_evaluation_get_log_loss (WfEvaluation *self, gsize log, guint repeat)
{
  g_return_val_if_fail (log < self->n && repeat < self->n_repeats, NAN);

  return self->scores[repeat * self->n + log].loss;
}
