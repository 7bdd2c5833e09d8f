/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sampling with common random numbers: the noise is drawn once a simulation, and a world is what the
 * mechanisms, or the interventions in their place, make of it. What no intervention reaches keeps its draws,
 * so that differences between two worlds, or between two positions of a slider, have only the noise of the
 * difference itself. Evidence weighs the draws. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/parallel.h"
#include "core/inference/axis-private.h"
#include "core/inference/sampling-private.h"

#define TOLERANCE     1e-9 /* of the standard deviation, or of a probability: what counts as changed */
#define FEW_EFFECTIVE 100.0
#define SIGNIFICANT   4.0 /* standard errors: what counts as more than noise */

typedef struct
{
  WfSimulation *simulation;
  const WfQuestion *question;
  WfSampledWorld *world;
  gboolean is_after;
  const gboolean *is_new;
  double *log_weights; /* NULL without evidence */
  WfProgress *progress;
} Drawing;

static void
draw_block (gsize index, gpointer data)
{
  Drawing *self = data;
  const WfSampling *sampling = self->simulation->sampling;
  const guint *order = self->is_after ? self->question->order : sampling->order;
  gsize first = index * WF_SAMPLING_BLOCK;
  g_autofree const double **noise = g_new (const double *, sampling->n_nodes + 1);
  g_autofree double **values = g_new (double *, sampling->n_nodes + 1);
  WfSampledBlock block = { self->simulation,
                           self->question,
                           self->is_after,
                           index,
                           MIN (WF_SAMPLING_BLOCK, self->world->n - first),
                           noise,
                           values,
                           self->log_weights != NULL ? self->log_weights + first : NULL };

  if (wf_progress_is_cancelled (self->progress))
    return;
  for (gsize i = 0; i < sampling->n_nodes; i++)
    {
      noise[i] = self->world->draws->noise[i] + first;
      values[i] = self->world->columns[i] + first;
    }
  for (gsize i = 0; i < sampling->n_nodes; i++)
    if (self->is_new[order[i]])
      wf_sampled_block_draw_node (&block, order[i]);
}

/* Nodes that are not as in the kept draws: set by the question, or downstream of such a node. */
static gboolean *
list_new (const WfSampling *sampling, const WfQuestion *question, gboolean is_after, gsize *n_new)
{
  const guint *order = is_after ? question->order : sampling->order;
  gboolean *is_new = g_new0 (gboolean, sampling->n_nodes + 1);

  *n_new = 0;
  for (gsize i = 0; i < sampling->n_nodes; i++)
    {
      guint node = order[i];

      is_new[node] =
          question->conditions[node].is_observed || (is_after && wf_question_is_acted_on (question, node));
      for (gsize k = 0; k < sampling->n_parents[node]; k++)
        is_new[node] |= is_new[sampling->parents[node][k]];
      *n_new += is_new[node];
    }
  return is_new;
}

/* Observed values that are neither a level nor have a density would outweigh all others by a chance of zero.
 */
static gboolean
check_evidence (WfSimulation *simulation, const WfQuestion *question, GError **error)
{
  WfTable *table = wf_model_get_table (simulation->model);

  for (guint i = 0; i < simulation->sampling->n_nodes; i++)
    {
      const WfCondition *condition = &question->conditions[i];
      gboolean is_discrete = wf_table_get_kind (table, i) == WF_COLUMN_DISCRETE;
      gboolean is_scaled = condition->kind == WF_INTERVENTION_SCALE && condition->value != 0.0;
      gboolean is_replaced = condition->kind == WF_INTERVENTION_REPLACE && condition->sd > 0.0;
      gboolean is_drawn = condition->kind == WF_INTERVENTION_DRAW &&
                          (condition->draw != WF_DRAW_OBSERVED || !condition->is_conditional);
      gboolean is_set = condition->kind == WF_INTERVENTION_SET && (is_discrete || !condition->is_conditional);
      gboolean has_density =
          (condition->kind == WF_INTERVENTION_SHIFT || is_scaled || is_replaced || is_drawn || is_set) &&
          !(condition->is_conditional && condition->criterion.node == i);

      if (!condition->is_observed || condition->intervention == NULL || has_density)
        continue;
      g_set_error (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("%s is observed and acted on in a way that gives the observed value no density; observe another "
             "variable, or take the intervention away"),
          wf_table_get_name (table, i));
      return FALSE;
    }
  return TRUE;
}

/* Log weights to weights that sum to 1; takes the logs. */
static gboolean
weigh (WfSampledWorld *self, double *log_weights, GError **error)
{
  double largest = -INFINITY, sum = 0.0, squares = 0.0;

  self->weights = log_weights;
  for (gsize i = 0; i < self->n; i++)
    largest = fmax (largest, log_weights[i]);
  if (!(largest > -INFINITY))
    {
      g_autofree char *draws = wf_format_count (self->n);

      g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
                   _ ("P(e) = 0 as far as %s draws tell: none of them could show what is given; change or "
                      "drop a part of it"),
                   draws);
      return FALSE;
    }
  for (gsize i = 0; i < self->n; i++)
    {
      self->weights[i] = exp (log_weights[i] - largest);
      sum += self->weights[i];
      squares += self->weights[i] * self->weights[i];
    }
  self->n_effective = sum * sum / squares;
  for (gsize i = 0; i < self->n; i++)
    self->weights[i] /= sum;
  return TRUE;
}

static gboolean
allocate_columns (WfSampledWorld *self, const gboolean *is_new, gsize n_new, GError **error)
{
  gsize place = 0;

  self->columns = g_new (double *, self->n_nodes + 1);
  if (n_new > 0)
    self->numbers = g_try_malloc_n (n_new * self->n, sizeof (double));
  if (n_new > 0 && self->numbers == NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_BUDGET,
                           _ ("The draws don't fit into memory; ask for fewer"));
      return FALSE;
    }
  for (gsize i = 0; i < self->n_nodes; i++)
    self->columns[i] = is_new[i] ? self->numbers + self->n * place++ : self->draws->values[i];
  return TRUE;
}

/* takes the draws */
static WfSampledWorld *
world_new (WfDraws *draws, gsize n)
{
  WfSampledWorld *self = g_atomic_rc_box_new0 (WfSampledWorld);

  self->n = n;
  self->n_effective = (double) n;
  self->n_nodes = draws->n_nodes;
  self->draws = draws;
  return self;
}

/* Draws what the question makes new; log_weights: n, added to, or NULL. */
static gboolean
draw_world (WfSampledWorld *self,
            WfSimulation *simulation,
            const WfQuestion *question,
            gboolean is_after,
            double *log_weights,
            WfProgress *progress,
            GError **error)
{
  gsize n_new, n_blocks = (self->n + WF_SAMPLING_BLOCK - 1) / WF_SAMPLING_BLOCK;
  g_autofree gboolean *is_new = list_new (simulation->sampling, question, is_after, &n_new);
  Drawing drawing = { simulation, question, self, is_after, is_new, log_weights, progress };

  if (!allocate_columns (self, is_new, n_new, error))
    return FALSE;
  if (n_new > 0)
    wf_parallel_for (n_blocks, 0, draw_block, &drawing);
  return wf_progress_check (progress, error);
}

WfSampledWorld *
wf_sampled_world_new (WfSimulation *simulation,
                      const WfQuestion *question,
                      gboolean is_after,
                      gsize n,
                      WfProgress *progress,
                      GError **error)
{
  WfDraws *draws = wf_simulation_get_draws (simulation, n, progress, error);
  g_autoptr (WfSampledWorld) self = draws != NULL ? world_new (draws, n) : NULL;
  g_autofree double *log_weights = wf_question_has_evidence (question) ? g_new0 (double, n) : NULL;

  if (self == NULL || (is_after && !check_evidence (simulation, question, error)) ||
      !draw_world (self, simulation, question, is_after, log_weights, progress, error))
    return NULL;
  if (log_weights != NULL && !weigh (self, g_steal_pointer (&log_weights), error))
    return NULL;
  return g_steal_pointer (&self);
}

WfSampledWorld *
wf_sampled_world_new_case (WfDraws *draws, const double *log_weights, GError **error)
{
  g_autoptr (WfSampledWorld) self = world_new (wf_draws_ref (draws), draws->n);

  self->columns = g_memdup2 (draws->values, (draws->n_nodes + 1) * sizeof (double *));
  if (log_weights != NULL && !weigh (self, g_memdup2 (log_weights, draws->n * sizeof (double)), error))
    return NULL;
  return g_steal_pointer (&self);
}

WfSampledWorld *
wf_sampled_world_act (const WfSampledWorld *factual,
                      WfSimulation *simulation,
                      const WfQuestion *question,
                      WfProgress *progress,
                      GError **error)
{
  g_autoptr (WfSampledWorld) self = world_new (wf_draws_ref (factual->draws), factual->n);

  if (!draw_world (self, simulation, question, TRUE, NULL, progress, error))
    return NULL;
  if (factual->weights != NULL)
    self->weights = g_memdup2 (factual->weights, factual->n * sizeof (double));
  self->n_effective = factual->n_effective;
  return g_steal_pointer (&self);
}

WfSampledWorld *
wf_sampled_world_ref (WfSampledWorld *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
sampled_world_clear (gpointer data)
{
  WfSampledWorld *self = data;

  g_free (self->columns);
  g_free (self->numbers);
  g_free (self->weights);
  g_clear_pointer (&self->draws, wf_draws_unref);
}

void
wf_sampled_world_unref (WfSampledWorld *self)
{
  g_atomic_rc_box_release_full (self, sampled_world_clear);
}

/* The shape of a continuous node in one of two worlds, made when it is asked for. */
typedef struct
{
  WfSampledWorld *before, *after;
  WfModel *model; /* gives name and axis */
  guint node;
  gboolean is_after;
  double mean, sd;
} Shape;

static void
shape_free (gpointer data)
{
  Shape *self = data;

  wf_sampled_world_unref (self->before);
  wf_sampled_world_unref (self->after);
  wf_model_unref (self->model);
  g_free (self);
}

/* The draws of a node, each as likely as any other: its column, or an array to free. */
static const double *
get_values (const WfSampledWorld *world, guint node, double **owned)
{
  if (world->weights == NULL)
    return world->columns[node];
  *owned = wf_sampled_world_unweight (world, node);
  return *owned;
}

static WfMarginal *
make_shape (gpointer data)
{
  Shape *self = data;
  WfMarginal *observed = wf_model_get_observed (self->model, self->node);
  const char *name = wf_marginal_get_name (observed);
  g_autofree double *before_owned = NULL;
  g_autofree double *after_owned = NULL;
  const double *before = get_values (self->before, self->node, &before_owned);
  const double *after = get_values (self->after, self->node, &after_owned);
  WfAxis axis;

  wf_axis_init (&axis, observed);
  if (axis.low > axis.high)
    wf_axis_extend_to_values (&axis, before, self->before->n);
  wf_axis_extend_to_values (&axis, after, self->after->n);
  if (self->sd == 0.0)
    return wf_marginal_new_normal (name, self->mean, 0.0, axis.low, axis.high);
  return wf_marginal_new_values (name, self->is_after ? after : before,
                                 self->is_after ? self->after->n : self->before->n, axis.low, axis.high,
                                 self->mean, self->sd);
}

static WfMarginal *
defer_shape (WfEffect *effect,
             WfSampledWorld *before,
             WfSampledWorld *after,
             guint node,
             gboolean is_after,
             const WfSampledPair *pair)
{
  Shape *shape = g_new (Shape, 1);

  *shape = (Shape){ wf_sampled_world_ref (before),
                    wf_sampled_world_ref (after),
                    wf_model_ref (effect->model),
                    node,
                    is_after,
                    is_after ? pair->after : pair->before,
                    is_after ? pair->sd_after : pair->sd_before };
  return wf_marginal_write_dates (
      wf_marginal_new_deferred (wf_graph_get_name (wf_model_get_graph (effect->model), node), shape->mean,
                                shape->sd, make_shape, shape, shape_free),
      wf_model_is_calendar (effect->model, node));
}

/* Of a node that no question so far has reached, shaped once for all of them. */
static WfMarginal *
share_marginal (WfEffect *effect, WfSampledWorld *world, guint node, const WfSampledPair *pair)
{
  WfSampling *sampling = effect->simulation->sampling;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&sampling->lock);

  if (sampling->draws != world->draws || world->n < world->draws->n)
    return defer_shape (effect, world, world, node, FALSE, pair);
  if (sampling->marginals[node] == NULL)
    sampling->marginals[node] = defer_shape (effect, world, world, node, FALSE, pair);
  return wf_marginal_ref (sampling->marginals[node]);
}

static WfMarginal *
new_discrete (WfEffect *effect, guint node, const WfSampledPair *pairs, gsize n_levels, gboolean is_after)
{
  WfTable *table = wf_model_get_table (effect->model);
  g_autofree const char **names = g_new0 (const char *, n_levels + 1);
  g_autofree double *probabilities = g_new0 (double, n_levels + 1);

  for (gsize i = 0; i < n_levels; i++)
    {
      names[i] = wf_table_get_level (table, node, i);
      probabilities[i] = is_after ? pairs[i].after : pairs[i].before;
    }
  return wf_marginal_new_discrete (wf_table_get_name (table, node), names, probabilities, n_levels);
}

typedef struct
{
  WfEffect *effect;
  WfSampledWorld *before, *after;
} Filling;

/* Draws that are common to both worlds have the error of the change alone, which is none where all move
 * alike; what is drawn anew or weighted changes only beyond its noise. */
static gboolean
differs (const WfSampledPair *pair)
{
  double change = fabs (pair->after - pair->before),
         scale = pair->sd_before > 0.0 ? pair->sd_before : fmax (fabs (pair->before), fabs (pair->after));
  double spread = fabs (pair->sd_after * pair->sd_after - pair->sd_before * pair->sd_before);

  return (change > TOLERANCE * scale && change > SIGNIFICANT * pair->errors.change) ||
         (spread > TOLERANCE * scale * scale && spread > SIGNIFICANT * pair->spread_error);
}

static void
fill_node (gsize node, gpointer data)
{
  Filling *self = data;
  WfEffect *effect = self->effect;
  gsize n_levels = wf_table_get_n_levels (wf_model_get_table (effect->model), node), n = MAX (n_levels, 1);
  g_autofree WfSampledPair *pairs = g_new0 (WfSampledPair, n);
  gboolean is_same =
      self->before->columns[node] == self->after->columns[node] && self->before->weights == NULL;
  gboolean is_changed = FALSE;

  wf_sampled_pair_compute (self->before, self->after, node, n_levels, pairs);
  effect->errors[node] = g_new (WfSampleError, n);
  for (gsize i = 0; i < n; i++)
    {
      effect->errors[node][i] = pairs[i].errors;
      is_changed |= differs (&pairs[i]);
    }
  effect->is_affected[node] = effect->conditions[node].intervention == NULL && is_changed;
  if (n_levels > 0)
    effect->before[node] = new_discrete (effect, node, pairs, n_levels, FALSE);
  else if (is_same)
    effect->before[node] = share_marginal (effect, self->before, node, pairs);
  else
    effect->before[node] = defer_shape (effect, self->before, self->after, node, FALSE, pairs);
  if (is_same)
    effect->after[node] = wf_marginal_ref (effect->before[node]);
  else if (n_levels > 0)
    effect->after[node] = new_discrete (effect, node, pairs, n_levels, TRUE);
  else
    effect->after[node] = defer_shape (effect, self->before, self->after, node, TRUE, pairs);
}

static gboolean
check_finite (WfEffect *self, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  for (guint i = 0; i < n_nodes; i++)
    {
      gboolean is_finite = wf_marginal_get_kind (self->after[i]) == WF_COLUMN_DISCRETE ||
                           (isfinite (wf_marginal_get_mean (self->after[i])) &&
                            isfinite (wf_marginal_get_sd (self->after[i])) &&
                            isfinite (wf_marginal_get_mean (self->before[i])) &&
                            isfinite (wf_marginal_get_sd (self->before[i])));

      if (is_finite)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The value of %s would be too large to compute; take a smaller intervention"),
                   wf_graph_get_name (wf_model_get_graph (self->model), i));
      return FALSE;
    }
  return TRUE;
}

static void
warn_of_weights (WfEffect *self)
{
  g_autofree char *effective = wf_format_number (floor (self->n_effective));
  g_autofree char *draws = wf_format_count (self->n_draws);

  if (self->n_draws >= FEW_EFFECTIVE && self->n_effective < FEW_EFFECTIVE)
    wf_effect_warn (self,
                    _ ("What is given is so rare that %s draws tell no more than %s would: the answer is "
                       "rough; ask for more "
                       "(--draws)"),
                    draws, effective);
}

gboolean
wf_effect_fill_sampled (
    WfEffect *self, WfSampledWorld *before, WfSampledWorld *after, WfProgress *progress, GError **error)
{
  Filling filling = { self, before, after };

  self->n_draws = before->n;
  self->n_effective = fmin (before->n_effective, after->n_effective);
  self->errors = g_new0 (WfSampleError *, before->n_nodes + 1);
  wf_parallel_for (before->n_nodes, 0, fill_node, &filling);
  if (!wf_progress_check (progress, error) || !check_finite (self, error))
    return FALSE;
  warn_of_weights (self);
  wf_effect_warn_of_means (self);
  return TRUE;
}

gboolean
wf_effect_infer_sampling (
    WfEffect *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error)
{
  g_autoptr (WfSampledWorld) before = NULL;
  g_autoptr (WfSampledWorld) after = NULL;

  before = wf_sampled_world_new (simulation, self->question, FALSE, n_draws, progress, error);
  if (before == NULL)
    return FALSE;
  after = wf_sampled_world_new (simulation, self->question, TRUE, n_draws, progress, error);
  return after != NULL && wf_effect_fill_sampled (self, before, after, progress, error);
}
