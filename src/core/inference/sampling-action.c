/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One node of a block of draws: what its mechanism gives, what the interventions make of it, and what the
 * evidence weighs. */

#include "config.h"

#include <math.h>

#include "core/inference/sampling-private.h"

/* Streams of random numbers beside those of the noise, one a node or an edge and a block. */
#define ACTION_STREAMS G_GUINT64_CONSTANT (0x2000000000000000)
#define SHADOW_STREAMS G_GUINT64_CONSTANT (0x3000000000000000)

/* What one node is made of. */
typedef struct
{
  const WfSampledBlock *block;
  const WfCondition *condition;
  guint node;
  const double **parents; /* columns of its natural mechanism, cut edges put in */
  GPtrArray *scratch;     /* columns to free */
} Making;

static double *
new_column (Making *self)
{
  double *column = g_new (double, self->block->n);

  g_ptr_array_add (self->scratch, column);
  return column;
}

static guint64
get_seed (const WfSampledBlock *self)
{
  return (guint64) wf_params_get_integer (self->simulation->params, "seed");
}

static gboolean
compare (WfRelation relation, double value, double threshold)
{
  switch (relation)
    {
      case WF_RELATION_UNEQUAL:
        return value != threshold;
      case WF_RELATION_LESS:
        return value < threshold;
      case WF_RELATION_AT_MOST:
        return value <= threshold;
      case WF_RELATION_MORE:
        return value > threshold;
      case WF_RELATION_AT_LEAST:
        return value >= threshold;
      case WF_RELATION_EQUAL:
      default:
        return value == threshold;
    }
}

/* out[i] = other[i] where the criterion holds; natural: what the node itself would be, for a criterion on it
 */
static void
mix (Making *self,
     gboolean is_conditional,
     const WfCriterion *criterion,
     const double *natural,
     const double *other,
     double *out)
{
  const double *tested =
      is_conditional && criterion->node != self->node ? self->block->values[criterion->node] : natural;

  for (gsize i = 0; i < self->block->n; i++)
    if (!is_conditional || compare (criterion->relation, tested[i], criterion->value))
      out[i] = other[i];
}

/* Independent draws of a node in the world without interventions: its ancestors with noise of their own. id:
 * of the use */
static double *
draw_shadow (Making *self, guint node, guint64 id)
{
  const WfSampling *sampling = self->block->simulation->sampling;
  gsize n = self->block->n;
  WfRng mixer = { id };
  guint64 seed = get_seed (self->block) ^ wf_rng_next (&mixer);
  g_autofree gboolean *is_needed = g_new0 (gboolean, sampling->n_nodes + 1);
  g_autofree double **columns = g_new0 (double *, sampling->n_nodes + 1);
  g_autofree const double **parents = g_new (const double *, sampling->n_nodes + 1);
  g_autofree double *noise = g_new (double, n);

  is_needed[node] = TRUE;
  for (gsize i = sampling->n_nodes; i-- > 0;)
    for (gsize k = 0; is_needed[sampling->order[i]] && k < sampling->n_parents[sampling->order[i]]; k++)
      is_needed[sampling->parents[sampling->order[i]][k]] = TRUE;
  for (gsize i = 0; columns[node] == NULL && i < sampling->n_nodes; i++)
    {
      guint at = sampling->order[i];
      WfRng rng;

      if (!is_needed[at])
        continue;
      columns[at] = new_column (self);
      for (gsize k = 0; k < sampling->n_parents[at]; k++)
        parents[k] = columns[sampling->parents[at][k]];
      wf_rng_init (&rng, seed, SHADOW_STREAMS | (guint64) at << 32 | self->block->block);
      wf_mechanism_draw_noise (sampling->mechanisms[at], &rng, n, noise);
      wf_mechanism_evaluate (sampling->mechanisms[at], parents, noise, n, columns[at]);
    }
  return columns[node];
}

/* The columns that the natural mechanism sees. */
static void
gather_parents (Making *self)
{
  const WfSampling *sampling = self->block->simulation->sampling;

  for (gsize k = 0; k < sampling->n_parents[self->node]; k++)
    self->parents[k] = self->block->values[sampling->parents[self->node][k]];
  for (gsize c = 0; self->block->is_after && c < self->condition->n_cuts; c++)
    {
      const WfCut *cut = &self->condition->cuts[c];
      double *shadow = draw_shadow (self, cut->parent, (guint64) cut->parent << 32 | (self->node + 1));
      double *seen = new_column (self);

      for (gsize i = 0; i < self->block->n; i++)
        seen[i] = self->parents[cut->place][i];
      mix (self, cut->is_conditional, &cut->criterion, seen, shadow, seen);
      self->parents[cut->place] = seen;
    }
}

static double *
draw_distribution (Making *self)
{
  const WfCondition *condition = self->condition;
  gsize n = self->block->n,
        n_levels = wf_mechanism_get_n_levels (self->block->simulation->sampling->mechanisms[self->node]);
  double *out;
  WfRng rng;

  if (condition->draw == WF_DRAW_OBSERVED)
    return draw_shadow (self, self->node, (guint64) self->node << 32);
  out = new_column (self);
  wf_rng_init (&rng, get_seed (self->block),
               ACTION_STREAMS | (guint64) self->node << 32 | self->block->block);
  if (condition->draw == WF_DRAW_NORMAL)
    wf_rng_fill_normal (&rng, n, condition->second, out);
  for (gsize i = 0; i < n; i++)
    {
      double u;
      gsize level = 0;

      if (condition->draw == WF_DRAW_NORMAL)
        {
          out[i] += condition->first;
          continue;
        }
      u = wf_rng_uniform (&rng);
      out[i] = condition->first + (condition->second - condition->first) * u;
      if (condition->draw != WF_DRAW_LEVELS)
        continue;
      while (level + 1 < n_levels && u >= condition->probabilities[level])
        u -= condition->probabilities[level++];
      /* rounding may leave a crumb behind the last level that can be */
      while (level > 0 && condition->probabilities[level] <= 0.0)
        level--;
      out[i] = (double) level;
    }
  return out;
}

/* The mean of a replaced mechanism, its noise left out. */
static double *
sum_terms (Making *self)
{
  const WfCondition *condition = self->condition;
  double *out = new_column (self);

  for (gsize i = 0; i < self->block->n; i++)
    out[i] = condition->intercept;
  for (gsize k = 0; k < condition->n_terms; k++)
    {
      const double *term = self->block->values[condition->terms[k]];

      for (gsize i = 0; i < self->block->n; i++)
        out[i] += condition->coefficients[k] * term[i];
    }
  return out;
}

static double *
replace (Making *self)
{
  double *out = sum_terms (self);
  g_autofree double *noise = NULL;
  WfRng rng;

  if (self->condition->sd == 0.0)
    return out;
  noise = g_new (double, self->block->n);
  wf_rng_init (&rng, get_seed (self->block),
               ACTION_STREAMS | (guint64) self->node << 32 | self->block->block);
  wf_rng_fill_normal (&rng, self->block->n, self->condition->sd, noise);
  for (gsize i = 0; i < self->block->n; i++)
    out[i] += noise[i];
  return out;
}

static gboolean
is_discrete (Making *self)
{
  return wf_mechanism_get_n_levels (self->block->simulation->sampling->mechanisms[self->node]) > 0;
}

/* What the intervention makes of the node; natural: NULL when its causes don't count */
static double *
act (Making *self, const double *natural)
{
  const WfCondition *condition = self->condition;
  double constant = is_discrete (self) ? (double) condition->level : condition->value;
  double *out;

  if (condition->kind == WF_INTERVENTION_DRAW)
    return draw_distribution (self);
  if (condition->kind == WF_INTERVENTION_REPLACE)
    return replace (self);
  out = new_column (self);
  for (gsize i = 0; i < self->block->n; i++)
    switch (condition->kind)
      {
        case WF_INTERVENTION_SHIFT:
          out[i] = natural[i] + condition->value;
          break;
        case WF_INTERVENTION_SCALE:
          out[i] = natural[i] * condition->value;
          break;
        case WF_INTERVENTION_CLAMP:
          out[i] = fmin (fmax (natural[i], condition->first), condition->second);
          break;
        default:
          out[i] = constant;
          break;
      }
  return out;
}

static void
draw_free (Making *self)
{
  const WfSampledBlock *block = self->block;
  gboolean is_acted_on = block->is_after && self->condition->intervention != NULL;
  gboolean is_detached = is_acted_on && wf_question_is_detached (block->question, self->node);
  double *out = block->values[self->node];

  if (!is_detached)
    wf_mechanism_evaluate (block->simulation->sampling->mechanisms[self->node], self->parents,
                           block->noise[self->node], block->n, out);
  if (is_acted_on)
    mix (self, self->condition->is_conditional, &self->condition->criterion, out, act (self, out), out);
}

static double
normal_log_density (double value, double mean, double sd)
{
  double z = (value - mean) / sd;

  return -0.5 * z * z - log (sd) - 0.5 * log (2.0 * G_PI);
}

/* log density of a distribution that the causes have no part in */
static double
distribution_log_density (Making *self)
{
  const WfCondition *condition = self->condition;
  double value = condition->evidence;

  switch (condition->draw)
    {
      case WF_DRAW_NORMAL:
        if (condition->second == 0.0)
          return value == condition->first ? 0.0 : -INFINITY;
        return normal_log_density (value, condition->first, condition->second);
      case WF_DRAW_UNIFORM:
        if (value < condition->first || value > condition->second)
          return -INFINITY;
        return condition->second > condition->first ? -log (condition->second - condition->first) : 0.0;
      case WF_DRAW_LEVELS:
        return log (condition->probabilities[condition->evidence_level]);
      case WF_DRAW_OBSERVED:
      default:
        return 0.0;
    }
}

static void
fill_natural_density (Making *self, double value, double less, double *out)
{
  gsize n = self->block->n;
  g_autofree double *values = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    values[i] = value;
  wf_mechanism_log_density (self->block->simulation->sampling->mechanisms[self->node], self->parents, values,
                            n, out);
  for (gsize i = 0; less != 0.0 && i < n; i++)
    out[i] -= less;
}

/* log density of the observed value under the intervention; wf_sampled_world_new() refuses what has none */
static double *
fill_acted_density (Making *self)
{
  const WfCondition *condition = self->condition;
  double *out = new_column (self);
  double constant = 0.0;

  switch (condition->kind)
    {
      case WF_INTERVENTION_SHIFT:
        fill_natural_density (self, condition->evidence - condition->value, 0.0, out);
        return out;
      case WF_INTERVENTION_SCALE:
        fill_natural_density (self, condition->evidence / condition->value, log (fabs (condition->value)),
                              out);
        return out;
      case WF_INTERVENTION_REPLACE:
        out = sum_terms (self);
        for (gsize i = 0; i < self->block->n; i++)
          out[i] = normal_log_density (condition->evidence, out[i], condition->sd);
        return out;
      case WF_INTERVENTION_DRAW:
        constant = distribution_log_density (self);
        break;
      case WF_INTERVENTION_SET:
      default:
        /* of continuous nodes only without a condition, where it equals the evidence */
        constant = is_discrete (self) && condition->level != condition->evidence_level ? -INFINITY : 0.0;
        break;
    }
  for (gsize i = 0; i < self->block->n; i++)
    out[i] = constant;
  return out;
}

static void
observe (Making *self)
{
  const WfSampledBlock *block = self->block;
  gboolean is_acted_on = block->is_after && self->condition->intervention != NULL;
  double *density = new_column (self);

  if (!is_acted_on || self->condition->is_conditional)
    fill_natural_density (self, self->condition->evidence, 0.0, density);
  if (is_acted_on)
    mix (self, self->condition->is_conditional, &self->condition->criterion, density,
         fill_acted_density (self), density);
  for (gsize i = 0; i < block->n; i++)
    {
      block->values[self->node][i] = self->condition->evidence;
      block->log_weights[i] += density[i];
    }
}

void
wf_sampled_block_draw_node (const WfSampledBlock *self, guint node)
{
  g_autofree const double **parents = g_new (const double *, self->simulation->sampling->n_nodes + 1);
  g_autoptr (GPtrArray) scratch = g_ptr_array_new_with_free_func (g_free);
  Making making = { self, &self->question->conditions[node], node, parents, scratch };

  gather_parents (&making);
  if (making.condition->is_observed)
    observe (&making);
  else
    draw_free (&making);
}
