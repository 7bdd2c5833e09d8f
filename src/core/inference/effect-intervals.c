/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The bootstrap of an effect: rows drawn again, the same mechanisms fitted to them, the same question. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/inference/effect-intervals.h"
#include "core/inference/effect-words-private.h"
#include "core/model/refit.h"

#define MIN_SAMPLES  20   /* fewer have no percentiles near 2.5 % */
#define SAMPLE_DRAWS 2000 /* at most, the same ones for every sample: their spread is that of the fits */
#define LOW          0.025
#define HIGH         0.975
#define TWO_SIDED    1.96

typedef struct
{
  double low, high;
  double standard_error;
} Interval;

struct _WfEffectIntervals
{
  WfEffect *effect;
  guint n_samples, n_used;
  guint64 seed;
  gsize *first;        /* n_nodes + 1: where the numbers of a node begin */
  Interval *intervals; /* one a level, or one of a mean */
  char **warnings;
};

G_DEFINE_BOXED_TYPE (WfEffectIntervals,
                     wf_effect_intervals,
                     wf_effect_intervals_ref,
                     wf_effect_intervals_unref)

static const WfParam interval_params[] = {
  { .id = "bootstrap",
    .name = N_ ("Samples of the rows"),
    .type = WF_PARAM_INTEGER,
    .value = 0,
    .min = 0,
    .max = WF_LIMIT_SAMPLES,
    .help =
        N_ ("How many times the rows are drawn again, with replacement, for the intervals of the changes; "
            "0: no intervals, else at least 20") },
  { .id = NULL },
};

/**
 * wf_effect_intervals_list_params: (skip)
 *
 * Returns: the parameters of intervals
 */
const WfParam *
wf_effect_intervals_list_params (void)
{
  return interval_params;
}

/* What the samples share. Changes begin as 0. */
typedef struct
{
  WfEffectIntervals *self;
  gsize n_numbers;
  gsize n_draws;     /* 0 = exact */
  double *changes;   /* n_samples x n_numbers */
  gboolean *is_done; /* n_samples */
  GError **errors;   /* n_samples: why one isn't */
  WfProgress *progress;
  WfProgress *inner; /* of what is done in one: only to be cancelled */
} Bootstrap;

/* What nothing touches has a change of 0, not of what rounding leaves. */
static void
copy_changes (const WfEffectIntervals *self, WfEffect *effect, double *out)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (effect->model));

  for (guint node = 0; node < n_nodes; node++)
    {
      gboolean is_discrete = wf_marginal_get_kind (effect->before[node]) == WF_COLUMN_DISCRETE;
      gboolean is_moved = effect->is_affected[node] || wf_effect_is_set (effect, node);
      double error;

      for (gsize k = self->first[node]; is_moved && k < self->first[node + 1]; k++)
        wf_effect_get_change (effect, node, is_discrete ? (gint) (k - self->first[node]) : -1, &out[k],
                              &error);
    }
}

/* The question of the effect, asked of another model with the same noise. */
static WfEffect *
ask (const Bootstrap *bootstrap, WfModel *model, GError **error)
{
  const WfEffect *effect = bootstrap->self->effect;
  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, effect->params, bootstrap->inner, error);

  if (simulation == NULL)
    return NULL;
  return wf_simulation_intervene (
      simulation, effect->question->interventions, effect->question->n_interventions,
      (const char *const *) effect->question->given, bootstrap->n_draws, bootstrap->inner, error);
}

static void
run_sample (gsize task, gpointer data)
{
  Bootstrap *bootstrap = data;
  WfEffectIntervals *self = bootstrap->self;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  WfRng rng;

  if (wf_progress_is_cancelled (bootstrap->progress))
    return;
  wf_rng_init (&rng, self->seed, task + 1);
  model = wf_model_resample (self->effect->model, &rng, bootstrap->inner, &bootstrap->errors[task]);
  if (model != NULL)
    effect = ask (bootstrap, model, &bootstrap->errors[task]);
  wf_progress_advance (bootstrap->progress, 1);
  if (effect == NULL)
    return;
  copy_changes (self, effect, bootstrap->changes + task * bootstrap->n_numbers);
  bootstrap->is_done[task] = TRUE;
}

/* With fewer draws than the effect has, the samples lie about the answer of these draws, not about its own.
 */
static gboolean
find_shift (Bootstrap *bootstrap, double *shift, GError **error)
{
  WfEffect *effect = bootstrap->self->effect;
  g_autofree double *own = NULL;
  g_autoptr (WfEffect) coarse = NULL;

  if (bootstrap->n_draws == effect->n_draws)
    return TRUE;
  coarse = ask (bootstrap, effect->model, error);
  if (coarse == NULL)
    return FALSE;
  own = g_new0 (double, bootstrap->n_numbers + 1);
  copy_changes (bootstrap->self, effect, own);
  copy_changes (bootstrap->self, coarse, shift);
  for (gsize k = 0; k < bootstrap->n_numbers; k++)
    shift[k] = own[k] - shift[k];
  return TRUE;
}

/* The (n + 1) p-th of n sorted values, between two of them in proportion (Efron & Tibshirani 1993, 12.5). */
static double
find_percentile (const double *sorted, gsize n, double p)
{
  double place = CLAMP ((double) (n + 1) * p - 1.0, 0.0, (double) (n - 1));
  gsize below = MIN ((gsize) place, n - 2);

  return sorted[below] + (place - (double) below) * (sorted[below + 1] - sorted[below]);
}

/* sampling: standard error of the draws, which the same draws for all samples don't show */
static Interval
make_interval (double *values, gsize n, double shift, double sampling)
{
  double low, high, middle, half;

  gsl_sort (values, 1, n);
  low = find_percentile (values, n, LOW);
  high = find_percentile (values, n, HIGH);
  middle = 0.5 * (low + high) + shift;
  half = hypot (0.5 * (high - low), TWO_SIDED * sampling);
  return (Interval){ middle - half, middle + half, hypot (gsl_stats_sd (values, 1, n), sampling) };
}

static void
summarise (Bootstrap *bootstrap, const double *shift)
{
  WfEffectIntervals *self = bootstrap->self;
  WfEffect *effect = self->effect;
  g_autofree double *values = g_new (double, self->n_used + 1);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (effect->model));

  for (guint node = 0; node < n_nodes; node++)
    for (gsize k = self->first[node]; k < self->first[node + 1]; k++)
      {
        double sampling = effect->errors != NULL ? effect->errors[node][k - self->first[node]].change : 0.0;
        gsize n = 0;

        for (gsize b = 0; b < self->n_samples; b++)
          if (bootstrap->is_done[b])
            values[n++] = bootstrap->changes[b * bootstrap->n_numbers + k];
        self->intervals[k] = make_interval (values, n, shift[k], sampling);
        if (wf_marginal_get_kind (effect->before[node]) == WF_COLUMN_DISCRETE)
          {
            self->intervals[k].low = fmax (self->intervals[k].low, -1.0);
            self->intervals[k].high = fmin (self->intervals[k].high, 1.0);
          }
      }
}

/* Counts the samples that gave an answer; FALSE when too few did. */
static gboolean
count_used (Bootstrap *bootstrap, GError **error)
{
  WfEffectIntervals *self = bootstrap->self;
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  const GError *first = NULL;
  guint n_failed;

  for (gsize b = 0; b < self->n_samples; b++)
    {
      self->n_used += bootstrap->is_done[b];
      first = first == NULL ? bootstrap->errors[b] : first;
    }
  n_failed = self->n_samples - self->n_used;
  if (2 * n_failed > self->n_samples)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%u of %u samples of the rows could not be fitted or asked, too many for an interval; "
                      "the first reason: %s"),
                   n_failed, self->n_samples, first->message);
      return FALSE;
    }
  if (n_failed > 0)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("%u of %u samples of the rows could not be fitted or asked; the intervals rest on the others. "
             "The first reason: %s"),
          n_failed, self->n_samples, first->message);

      g_strv_builder_add (warnings, text);
    }
  self->warnings = g_strv_builder_end (warnings);
  return TRUE;
}

static gboolean
run (WfEffectIntervals *self, guint n_threads, WfProgress *progress, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->effect->model));
  gsize n_numbers = self->first[n_nodes];
  g_autofree double *changes = g_try_new0 (double, self->n_samples *n_numbers + 1);
  g_autofree double *shift = g_new0 (double, n_numbers + 1);
  g_autofree gboolean *is_done = g_new0 (gboolean, self->n_samples + 1);
  g_autofree GError **errors = g_new0 (GError *, self->n_samples + 1);
  g_autoptr (WfProgress) inner =
      wf_progress_new (progress != NULL ? wf_progress_get_cancellable (progress) : NULL);
  Bootstrap bootstrap = { self,     n_numbers, MIN (self->effect->n_draws, SAMPLE_DRAWS),
                          changes,  is_done,   errors,
                          progress, inner };
  gboolean is_answered;

  if (changes == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("There is no memory for %u samples of %zu changes; take fewer samples"),
                   self->n_samples, n_numbers);
      return FALSE;
    }
  wf_progress_set_stage (progress, _ ("Fitting samples of the rows"), self->n_samples);
  wf_parallel_for (self->n_samples, n_threads, run_sample, &bootstrap);
  is_answered = wf_progress_check (progress, error) && count_used (&bootstrap, error) &&
                find_shift (&bootstrap, shift, error);
  for (gsize b = 0; b < self->n_samples; b++)
    g_clear_error (&errors[b]);
  if (is_answered)
    summarise (&bootstrap, shift);
  return is_answered;
}

static gboolean
check (WfEffect *effect, guint n_samples, GError **error)
{
  if (n_samples < MIN_SAMPLES || n_samples > WF_LIMIT_SAMPLES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Intervals need %d to %d samples of the rows, not %u"),
                   MIN_SAMPLES, WF_LIMIT_SAMPLES, n_samples);
      return FALSE;
    }
  if (wf_table_get_n_rows (wf_model_get_table (effect->model)) > 0)
    return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The numbers of this model were given, not fitted to rows, so there are no rows to "
                          "draw again for an interval"));
  return FALSE;
}

/**
 * wf_effect_intervals_new:
 * @effect: an effect on all rows
 * @n_samples: how many samples of the rows, 20 to %WF_LIMIT_SAMPLES
 * @seed: of the samples
 * @n_threads: threads that work; 0 = all. The result doesn't depend on it
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * How far each change (after - before, of a mean or of the probability of a level) would move with another
 * table of as many rows: the rows are drawn again with replacement, the model is fitted to them with the same
 * DAG and kinds of mechanisms, and the same question is asked. The interval goes from the 2.5th to the 97.5th
 * percentile of these answers, their standard deviation is the standard error (Efron & Tibshirani 1993, An
 * Introduction to the Bootstrap, chapters 6 and 13). The graph and what was chosen by the data are taken as
 * right. A sampled effect is asked with at most 2,000 draws, the same ones for every sample; the answers are
 * moved to the effect's own, and what its draws leave open is added to both numbers as independent.
 *
 * A sample that can't be fitted or asked (a level or evidence that none of its rows has) is left out and told
 * in a warning. Errors: #WF_ERROR_DATA: more than half are, a model without rows, a wrong number of samples;
 * #WF_ERROR_TOO_LARGE: no memory for the answers.
 *
 * Cost: @n_samples fits and questions; each thread keeps a copy of the rows.
 *
 * Returns: (transfer full): the intervals, or %NULL with an error
 */
WfEffectIntervals *
wf_effect_intervals_new (
    WfEffect *effect, guint n_samples, guint64 seed, guint n_threads, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (effect != NULL && !effect->is_case, NULL);

  g_autoptr (WfEffectIntervals) self = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (effect->model));

  if (!check (effect, n_samples, error))
    return NULL;
  self = g_atomic_rc_box_new0 (WfEffectIntervals);
  self->effect = wf_effect_ref (effect);
  self->n_samples = n_samples;
  self->seed = seed;
  self->first = g_new0 (gsize, n_nodes + 1);
  for (guint node = 0; node < n_nodes; node++)
    {
      gsize n_levels;

      wf_marginal_get_probabilities (effect->before[node], &n_levels);
      self->first[node + 1] =
          self->first[node] +
          (wf_marginal_get_kind (effect->before[node]) == WF_COLUMN_DISCRETE ? n_levels : 1);
    }
  self->intervals = g_new0 (Interval, self->first[n_nodes] + 1);
  return run (self, n_threads, progress, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_effect_intervals_ref:
 * @self: intervals
 *
 * Returns: (transfer full): @self
 */
WfEffectIntervals *
wf_effect_intervals_ref (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
intervals_clear (gpointer data)
{
  WfEffectIntervals *self = data;

  g_free (self->first);
  g_free (self->intervals);
  g_strfreev (self->warnings);
  wf_effect_unref (self->effect);
}

/**
 * wf_effect_intervals_unref:
 * @self: (transfer full): intervals
 */
void
wf_effect_intervals_unref (WfEffectIntervals *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, intervals_clear);
}

/**
 * wf_effect_intervals_get_effect:
 * @self: intervals
 *
 * Returns: (transfer none): the effect whose changes they are of
 */
WfEffect *
wf_effect_intervals_get_effect (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->effect;
}

/**
 * wf_effect_intervals_get_n_samples:
 * @self: intervals
 *
 * Returns: the number of samples asked for
 */
guint
wf_effect_intervals_get_n_samples (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_samples;
}

/**
 * wf_effect_intervals_get_seed:
 * @self: intervals
 *
 * Returns: the seed of the samples
 */
guint64
wf_effect_intervals_get_seed (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->seed;
}

/**
 * wf_effect_intervals_get_n_used:
 * @self: intervals
 *
 * Returns: the number of samples that could be fitted and asked, on which they rest
 */
guint
wf_effect_intervals_get_n_used (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_used;
}

/* NULL: the node has no such number */
static const Interval *
find_interval (WfEffectIntervals *self, guint node, gint level)
{
  WfMarginal *before = self->effect->before[node];
  gboolean is_discrete = wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE;
  gsize n = self->first[node + 1] - self->first[node];

  if (is_discrete ? level < 0 || (gsize) level >= n : level >= 0)
    return NULL;
  return &self->intervals[self->first[node] + (gsize) MAX (level, 0)];
}

static gboolean
is_node (WfEffectIntervals *self, guint node)
{
  return self != NULL && node < wf_graph_get_n_nodes (wf_model_get_graph (self->effect->model));
}

/**
 * wf_effect_intervals_get_interval:
 * @self: intervals
 * @node: index of a node
 * @level: of a discrete node, else -1
 * @low: (out): lower end of the 95 % interval of the change, in the unit of the node or of a probability
 * @high: (out): upper end
 *
 * Returns: %TRUE unless the node has no such level, or the mean of a discrete one is asked for
 */
gboolean
wf_effect_intervals_get_interval (WfEffectIntervals *self, guint node, gint level, double *low, double *high)
{
  const Interval *interval;

  g_return_val_if_fail (is_node (self, node), FALSE);
  g_return_val_if_fail (low != NULL && high != NULL, FALSE);

  interval = find_interval (self, node, level);
  if (interval == NULL)
    return FALSE;
  *low = interval->low;
  *high = interval->high;
  return TRUE;
}

/**
 * wf_effect_intervals_get_standard_error:
 * @self: intervals
 * @node: index of a node
 * @level: of a discrete node, else -1
 * @standard_error: (out): of the change: of the fit and, where it is sampled, of the draws
 *
 * Returns: %TRUE unless the node has no such level, or the mean of a discrete one is asked for
 */
gboolean
wf_effect_intervals_get_standard_error (WfEffectIntervals *self,
                                        guint node,
                                        gint level,
                                        double *standard_error)
{
  const Interval *interval;

  g_return_val_if_fail (is_node (self, node), FALSE);
  g_return_val_if_fail (standard_error != NULL, FALSE);

  interval = find_interval (self, node, level);
  if (interval == NULL)
    return FALSE;
  *standard_error = interval->standard_error;
  return TRUE;
}

/**
 * wf_effect_intervals_get_warnings:
 * @self: intervals
 *
 * Returns: (array zero-terminated=1) (transfer none): samples that were left out, in words
 */
const char *const *
wf_effect_intervals_get_warnings (WfEffectIntervals *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->warnings;
}

/**
 * wf_effect_intervals_report:
 * @self: intervals
 * @show: (array zero-terminated=1) (nullable): names of the variables to tell of; %NULL = every affected one
 * @provenance: (nullable): inputs, command and time
 *
 * wf_effect_report() with the intervals in its table and what they rest on in its method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_effect_intervals_report (WfEffectIntervals *self, const char *const *show, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);
  return wf_effect_write_report (self->effect, self, show, provenance);
}
