/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/attribution-private.h"
#include "core/attribute/linear-effects-private.h"
#include "core/base/error.h"
#include "core/base/parallel.h"

#define N_SUBSTITUTES 500 /* values of the cause that replace its own, for each draw of the others */

static const char *const measures[] = { "information", "variance", NULL };

static const WfParam arrows_params[] = {
  { .id = "measure",
    .name = N_ ("Measure"),
    .type = WF_PARAM_CHOICE,
    .choices = measures,
    .help = N_ ("information: how far, in nats, the joint distribution moves when the arrow is cut "
                "(Kullback-Leibler); variance: the part of the effect's variance that the arrow makes") },
  { .id = "draws",
    .name = N_ ("Draws"),
    .type = WF_PARAM_INTEGER,
    .value = 1000,
    .min = 100,
    .max = 1000000,
    .help = N_ ("Draws of the causes, where there is no closed form") },
  WF_COMPUTATION_PARAM,
  { NULL },
};

const WfAttributionMethod wf_attribution_arrows = {
  .kind = WF_ATTRIBUTION_ARROWS,
  .id = "arrows",
  .name = N_ ("Strength of arrows"),
  .summary = N_ ("What goes away when an arrow is cut and its head gets an independent copy of its tail"),
  .citation = "Janzing, Balduzzi, Grosse-Wentrup & Schölkopf 2013, Annals of Statistics 41",
  .params = arrows_params,
};

/* Values that the cause is replaced by, with their probabilities. Each group of draws has its own, so that
 * the spread of the groups tells what that adds to the error: of a number its values, of a category how often
 * each level is among them. */
typedef struct
{
  gsize n;
  double *values;  /* WF_N_GROUPS x n */
  double *weights; /* likewise */
} Substitutes;

/* One arrow, from draws of the model. */
typedef struct
{
  const WfMechanism *mechanism; /* of the child */
  gsize n_draws;
  gsize n_parents;
  gsize place;                  /* of the cause among the parents */
  const double *const *parents; /* n_parents columns */
  const double *values;         /* of the child */
  Substitutes substitutes;
  gboolean is_information;
} Arrow;

typedef struct
{
  WfAttribution *self;
  double *draws; /* n_nodes columns; NULL = not needed so far */
  gsize n_draws;
  guint64 seed;
} Strengths;

/* Every variable of the model, in the order of causes. (transfer full) */
static double *
draw_model (WfModel *model, gsize n, guint64 seed)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes;
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n_nodes);
  g_autofree const double **columns = g_new0 (const double *, n_nodes + 1);
  g_autofree double *noise = g_new (double, n);
  double *draws = g_new (double, n_nodes *n);

  for (gsize i = 0; i < n_nodes; i++)
    {
      const WfMechanism *mechanism = wf_model_get_mechanism (model, order[i]);
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, order[i], &n_parents);
      WfRng rng;

      for (gsize k = 0; k < n_parents; k++)
        columns[k] = draws + parents[k] * n;
      wf_rng_init (&rng, seed, order[i] + 1);
      wf_mechanism_draw_noise (mechanism, &rng, n, noise);
      wf_mechanism_evaluate (mechanism, columns, noise, n, draws + order[i] * n);
    }
  return draws;
}

/* The cause's own distribution. draws: WF_N_GROUPS x N_SUBSTITUTES */
static Substitutes
list_substitutes (const double *draws, gsize n_levels)
{
  Substitutes list = { .n = n_levels > 0 ? n_levels : N_SUBSTITUTES };

  list.values = g_new (double, WF_N_GROUPS *list.n);
  list.weights = g_new0 (double, WF_N_GROUPS *list.n);
  for (gsize k = 0; k < WF_N_GROUPS * list.n; k++)
    list.values[k] = n_levels > 0 ? (double) (k % n_levels) : draws[k];
  for (gsize i = 0; i < WF_N_GROUPS * N_SUBSTITUTES; i++)
    {
      gsize place = n_levels > 0 ? i / N_SUBSTITUTES * n_levels + (gsize) draws[i] : i;

      list.weights[place] += 1.0 / N_SUBSTITUTES;
    }
  return list;
}

/* One draw of the causes, and the same with every substitute in the place of one of them. */
typedef struct
{
  const Arrow *arrow;
  gsize draw;
  const double **own;     /* n_parents: each a number */
  const double **columns; /* n_parents: each as many as there are substitutes */
  const double *weights;  /* of the substitutes */
  double *block;          /* what columns point to */
  double *room;           /* (substitutes + 1) x levels of the child, at least 2 */
} Cut;

static void
fill_columns (Cut *cut, gsize group, gsize draw)
{
  const Arrow *arrow = cut->arrow;
  gsize n = arrow->substitutes.n;

  cut->draw = draw;
  cut->weights = arrow->substitutes.weights + group * n;
  for (gsize k = 0; k < arrow->n_parents; k++)
    {
      cut->own[k] = arrow->parents[k] + draw;
      cut->columns[k] = k == arrow->place ? arrow->substitutes.values + group * n : cut->block + k * n;
      for (gsize s = 0; s < n && k != arrow->place; s++)
        cut->block[k * n + s] = arrow->parents[k][draw];
    }
}

/* The Kullback-Leibler divergence of the child given its causes from its mixture over the substitutes: of a
 * number by the child's drawn value, of a category as a sum over its levels. The draw itself is one more
 * substitute, so that a strength is at most log (N_SUBSTITUTES + 1). */
static double
measure_information (const Cut *cut)
{
  const WfMechanism *mechanism = cut->arrow->mechanism;
  gsize n = cut->arrow->substitutes.n, n_levels = wf_mechanism_get_n_levels (mechanism);
  double *room = cut->room, strength = 0, density, itself = 1.0 / (N_SUBSTITUTES + 1), mixture = itself;

  if (n_levels == 0)
    {
      for (gsize s = 0; s < n; s++)
        room[n + s] = cut->arrow->values[cut->draw];
      wf_mechanism_log_density (mechanism, cut->own, room + n, 1, &density);
      wf_mechanism_log_density (mechanism, cut->columns, room + n, n, room);
      for (gsize s = 0; s < n; s++)
        mixture += (1 - itself) * cut->weights[s] * exp (room[s] - density);
      return -log (mixture);
    }
  wf_mechanism_get_probabilities (mechanism, cut->columns, n, room);
  wf_mechanism_get_probabilities (mechanism, cut->own, 1, room + n * n_levels);
  for (gsize l = 0; l < n_levels; l++)
    {
      double p = room[n * n_levels + l];

      mixture = itself * p;
      for (gsize s = 0; s < n; s++)
        mixture += (1 - itself) * cut->weights[s] * room[s * n_levels + l];
      if (p > 0)
        strength += p * log (p / mixture);
    }
  return strength;
}

/* Variance over the substitutes of the numbers at a distance; unbiased, as the substitutes, or how often each
 * is there, are drawn. */
static double
measure_spread (const Cut *cut, const double *values, gsize stride)
{
  gsize n = cut->arrow->substitutes.n;
  double mean = 0, variance = 0;

  for (gsize s = 0; s < n; s++)
    mean += cut->weights[s] * values[s * stride];
  for (gsize s = 0; s < n; s++)
    variance += cut->weights[s] * (values[s * stride] - mean) * (values[s * stride] - mean);
  return variance * N_SUBSTITUTES / (N_SUBSTITUTES - 1);
}

static double
measure_variance (const Cut *cut)
{
  const WfMechanism *mechanism = cut->arrow->mechanism;
  gsize n = cut->arrow->substitutes.n, n_levels = wf_mechanism_get_n_levels (mechanism);
  double variance = 0;

  if (n_levels == 0)
    {
      wf_mechanism_predict (mechanism, cut->columns, n, cut->room);
      return measure_spread (cut, cut->room, 1);
    }
  wf_mechanism_get_probabilities (mechanism, cut->columns, n, cut->room);
  for (gsize l = 0; l < n_levels; l++)
    variance += measure_spread (cut, cut->room + l, n_levels);
  return variance;
}

typedef struct
{
  const Arrow *arrow;
  double *strengths; /* WF_N_GROUPS: the mean over a group of draws */
  WfProgress *progress;
} Measurement;

static void
run_group (gsize group, gpointer data)
{
  const Measurement *measurement = data;
  const Arrow *arrow = measurement->arrow;
  gsize n = arrow->substitutes.n, n_levels = wf_mechanism_get_n_levels (arrow->mechanism);
  gsize first = arrow->n_draws * group / WF_N_GROUPS, end = arrow->n_draws * (group + 1) / WF_N_GROUPS;
  g_autofree double *block = g_new (double, n * arrow->n_parents);
  g_autofree double *room = g_new (double, (n + 1) * MAX (n_levels, 2));
  g_autofree const double **columns = g_new (const double *, arrow->n_parents);
  g_autofree const double **own = g_new (const double *, arrow->n_parents);
  Cut cut = { .arrow = arrow, .own = own, .columns = columns, .block = block, .room = room };

  for (gsize i = first; i < end; i++)
    {
      if (wf_progress_is_cancelled (measurement->progress))
        return;
      fill_columns (&cut, group, i);
      measurement->strengths[group] +=
          (arrow->is_information ? measure_information (&cut) : measure_variance (&cut)) /
          (double) (end - first);
    }
}

/* Mean and half width over the groups of draws. */
static void
measure_by_draws (Strengths *strengths, WfContribution *one, WfProgress *progress)
{
  WfModel *model = strengths->self->model;
  gsize n = MAX (strengths->n_draws, WF_N_GROUPS * N_SUBSTITUTES);
  Arrow arrow = { .mechanism = wf_model_get_mechanism (model, (guint) one->child),
                  .n_draws = strengths->n_draws };
  g_autofree guint *parents =
      wf_graph_list_parents (wf_model_get_graph (model), (guint) one->child, &arrow.n_parents);
  g_autofree const double **columns = g_new (const double *, arrow.n_parents);
  double means[WF_N_GROUPS] = { 0 };
  Measurement measurement = { &arrow, means, progress };

  if (strengths->draws == NULL)
    strengths->draws = draw_model (model, n, strengths->seed);
  for (gsize k = 0; k < arrow.n_parents; k++)
    {
      columns[k] = strengths->draws + parents[k] * n;
      if (parents[k] == one->node)
        arrow.place = k;
    }
  arrow.parents = columns;
  arrow.values = strengths->draws + (gsize) one->child * n;
  arrow.is_information =
      g_str_equal (wf_params_get_choice (strengths->self->params, "measure"), "information");
  arrow.substitutes = list_substitutes (
      columns[arrow.place], wf_mechanism_get_n_levels (wf_model_get_mechanism (model, one->node)));
  wf_parallel_for (WF_N_GROUPS, 0, run_group, &measurement);
  for (gsize g = 0; g < WF_N_GROUPS; g++)
    one->share += means[g] / WF_N_GROUPS;
  one->half_width = wf_groups_get_half_width (means, 1);
  g_free (arrow.substitutes.values);
  g_free (arrow.substitutes.weights);
  strengths->self->is_exact = FALSE;
}

/* Linear-Gaussian: ½ log (1 + b² Var (cause) / noise variance), or b² Var (cause). FALSE: there is no closed
 * form. */
static gboolean
measure_in_closed_form (Strengths *strengths, WfContribution *one)
{
  WfAttribution *self = strengths->self;
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autoptr (WfWorlds) causes = wf_worlds_new (graph, one->node, 1);
  g_autofree double *effects = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, (guint) one->child, &n_parents);
  const double *coefficients = wf_model_get_coefficients (self->model, (guint) one->child, NULL);
  gboolean is_information = g_str_equal (wf_params_get_choice (self->params, "measure"), "information");
  double variance = 0, noise = wf_model_get_residual_sd (self->model, (guint) one->child);

  if (coefficients == NULL || !wf_attribution_is_linear (self->params, self->model, causes, !is_information))
    return FALSE;
  effects = wf_linear_spreads_new (self->model, one->node);
  for (gsize i = 0; i < n_nodes; i++)
    variance += effects[i] * effects[i];
  for (gsize k = 0; k < n_parents; k++)
    if (parents[k] == one->node)
      variance *= coefficients[k] * coefficients[k];
  if (!is_information)
    one->share = variance;
  else
    one->share = variance > 0 ? 0.5 * log1p (variance / (noise * noise)) : 0;
  return TRUE;
}

static void
list_arrows (WfAttribution *self, guint target)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_edges, n = 0;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  wf_attribution_resize (self, n_edges);
  for (gsize e = 0; e < n_edges; e++)
    {
      gboolean is_forward = edges[e].mark_b == WF_MARK_ARROW;
      guint child = is_forward ? edges[e].b : edges[e].a;

      if (self->target != NULL && child != target)
        continue;
      self->contributions[n].node = is_forward ? edges[e].a : edges[e].b;
      self->contributions[n++].child = (int) child;
    }
  self->n_contributions = n;
}

static void
warn_infinite (WfAttribution *self, const WfContribution *one)
{
  WfGraph *graph = wf_model_get_graph (self->model);

  wf_attribution_warn (
      self,
      _ ("“%s” has no noise beside its causes, so that the arrow from “%s” carries endless information; "
         "the measure “variance” is finite"),
      wf_graph_get_name (graph, (guint) one->child), wf_graph_get_name (graph, one->node));
}

/**
 * wf_attribute_arrows:
 * @model: a fitted model
 * @target: (nullable): name of the variable whose arrows are measured; %NULL = every arrow of the graph
 * @params: (nullable): "measure" and "draws"
 * @seed: of the draws
 * @progress: (nullable): progress
 *
 * The strength of an arrow is what cutting it changes: the child then gets, in the place of its cause, an
 * independent draw from the cause's own distribution (Janzing, Balduzzi, Grosse-Wentrup & Schölkopf 2013,
 * Quantifying causal influences, Annals of Statistics 41). "information": the Kullback-Leibler divergence
 * between the joint distributions before and after, in nats; "variance": E [Var (E[child | causes] over the
 * cause's own distribution)], of a category summed over its levels' indicators. In closed form for
 * linear-Gaussian variables: ½ log (1 + b² Var (cause) / noise variance), and b² Var (cause). Else from
 * draws, with 95 % intervals; the mixture over the cause's distribution is taken at 500 draws of it.
 * Strengths of arrows don't add up to anything.
 *
 * Returns: (transfer full): the attribution; %NULL with %WF_ERROR_DATA or %G_IO_ERROR_CANCELLED
 */
WfAttribution *
wf_attribute_arrows (
    WfModel *model, const char *target, GVariant *params, guint64 seed, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  Strengths strengths = { .seed = seed };
  guint node = 0;
  g_autoptr (WfAttribution) self =
      wf_attribution_new (&wf_attribution_arrows, model, target, params, &node, error);

  if (self == NULL)
    return NULL;
  strengths.self = self;
  strengths.n_draws = (gsize) wf_params_get_integer (self->params, "draws");
  self->unit =
      g_str_equal (wf_params_get_choice (self->params, "measure"), "information") ? "nats" : "variance";
  self->is_exact = TRUE;
  if (!wf_attribution_check_draws (wf_graph_get_n_nodes (wf_model_get_graph (model)),
                                   MAX (strengths.n_draws, WF_N_GROUPS * N_SUBSTITUTES), "draws", error))
    return NULL;
  list_arrows (self, node);
  wf_progress_set_stage (progress, _ ("Measuring arrows"), self->n_contributions);
  for (gsize i = 0; i < self->n_contributions; i++)
    {
      WfContribution *one = &self->contributions[i];

      if (!measure_in_closed_form (&strengths, one))
        measure_by_draws (&strengths, one, progress);
      if (isinf (one->share))
        warn_infinite (self, one);
      wf_progress_advance (progress, 1);
      if (wf_progress_is_cancelled (progress))
        break;
    }
  g_free (strengths.draws);
  return wf_progress_check (progress, error) ? wf_attribution_end (g_steal_pointer (&self)) : NULL;
}
