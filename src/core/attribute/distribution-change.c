/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/change-measure-private.h"
#include "core/attribute/mechanism-change-private.h"
#include "core/attribute/table-pair-private.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/parallel.h"
#include "core/model/refit.h"

#define TWO_SIDED       1.96
#define BOOTSTRAP_DRAWS 2000 /* at most, and the same for every sample: their spread is that of the fits */
#define MIN_SAMPLES     10   /* bootstrap samples below which there is no interval */

static const char *const measures[] = { "automatic", "mean", "total-variation", "information", NULL };

static const WfParam change_params[] = {
  { .id = "measure-of-change",
    .name = N_ ("Measure of change"),
    .type = WF_PARAM_CHOICE,
    .choices = measures,
    .help = N_ (
        "mean: the difference of the target's means; total-variation: the largest difference of a "
        "probability; information: the Kullback-Leibler divergence from the first table, in nats; automatic: "
        "mean of a number, total-variation of a category") },
  WF_DRAWS_PARAM,
  { .id = "bootstrap-samples",
    .name = N_ ("Bootstrap samples"),
    .type = WF_PARAM_INTEGER,
    .value = 100,
    .min = 0,
    .max = 10000,
    .help = N_ ("Both tables are drawn again so many times, with replacement, for the intervals") },
  WF_COMPUTATION_PARAM,
  WF_SHARES_PARAMS,
  { NULL },
};

const WfAttributionMethod wf_attribution_change = {
  .kind = WF_ATTRIBUTION_CHANGE,
  .id = "change",
  .name = N_ ("Causes of a change"),
  .summary = N_ ("Which mechanisms changed between two tables, and what each contributes"),
  .citation = "Budhathoki, Janzing, Blöbaum & Ng 2021, AISTATS",
  .params = change_params,
};

/* Two tables and how they are modelled. */
typedef struct
{
  WfGraph *dag;     /* the target and its ancestors */
  WfTable *stacked; /* rows of the first table, then of the second */
  gsize n_first, n_second;
  const char *kind; /* nullable */
  GVariant *params; /* of the models; nullable */
  WfModel *
      model; /* of the first table, whose kinds of mechanisms all later ones have; borrowed, NULL = not yet */
  guint target;
  gsize n_draws;
  WfChangeMeasure measure;
  GVariant *attribution_params; /* complete; borrowed */
  GVariant *shares;             /* those of how they are computed */
  guint64 seed;
} Change;

static void
change_clear (Change *change)
{
  g_clear_pointer (&change->dag, wf_graph_unref);
  g_clear_pointer (&change->stacked, wf_table_unref);
  g_clear_pointer (&change->params, g_variant_unref);
  g_clear_pointer (&change->shares, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

/* The target and what it depends on. */
static WfGraph *
select_ancestors (WfGraph *dag, guint target)
{
  gsize n_ancestors, n_edges, n = 0, n_nodes = wf_graph_get_n_nodes (dag);
  g_autofree guint *ancestors = wf_graph_list_ancestors (dag, target, &n_ancestors);
  g_autofree gboolean *is_kept = g_new0 (gboolean, n_nodes);
  g_autofree guint *place = g_new0 (guint, n_nodes);
  g_autofree const char **names = g_new0 (const char *, n_nodes + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;
  const WfEdge *edges = wf_graph_get_edges (dag, &n_edges);

  is_kept[target] = TRUE;
  for (gsize i = 0; i < n_ancestors; i++)
    is_kept[ancestors[i]] = TRUE;
  for (guint i = 0; i < n_nodes; i++)
    if (is_kept[i])
      {
        place[i] = (guint) n;
        names[n++] = wf_graph_get_name (dag, i);
      }
  builder = wf_graph_builder_new (names);
  for (gsize e = 0; e < n_edges; e++)
    if (is_kept[edges[e].a] && is_kept[edges[e].b])
      wf_graph_builder_set_edge (builder, place[edges[e].a], place[edges[e].b], edges[e].mark_a,
                                 edges[e].mark_b);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* rows: of the stacked table. (transfer full) */
static WfModel *
fit_rows (const Change *change, const gsize *rows, gsize n_rows, WfProgress *progress, GError **error)
{
  g_autoptr (WfTable) table = wf_table_select_rows (change->stacked, rows, n_rows, error);

  if (table == NULL)
    return NULL;
  return change->model != NULL
             ? wf_model_refit (change->model, table, progress, error)
             : wf_model_fit (change->kind, table, change->dag, change->params, progress, error);
}

static WfModel *
fit_range (const Change *change, gsize first, gsize n_rows, WfProgress *progress, GError **error)
{
  g_autofree gsize *rows = g_new (gsize, n_rows + 1);

  for (gsize i = 0; i < n_rows; i++)
    rows[i] = first + i;
  return fit_rows (change, rows, n_rows, progress, error);
}

/* One draw with each noise at its mean: what linear mechanisms make of it is the mean. */
static double *
make_mean_noise (const WfMechanism *mechanism)
{
  double *noise = g_new0 (double, 1);

  if (!g_str_equal (wf_mechanism_get_kind (mechanism)->id, "linear-gaussian"))
    wf_mechanism_predict (mechanism, NULL, 1, noise);
  return noise;
}

/* The target's world under the mechanisms of the first model outside of a coalition, of the second inside. */
static WfWorlds *
make_worlds (const Change *change, WfModel *first, WfModel *second, gsize n_draws)
{
  WfModel *models[] = { first, second };
  WfWorlds *worlds = wf_worlds_new (change->dag, change->target, 1);

  if (change->measure != WF_CHANGE_MEAN ||
      !wf_attribution_is_linear (change->attribution_params, first, worlds, TRUE) ||
      !wf_attribution_is_linear (change->attribution_params, second, worlds, TRUE))
    {
      wf_worlds_free (worlds);
      worlds = wf_worlds_new (change->dag, change->target, n_draws);
      for (gsize side = 0; side < 2; side++)
        wf_worlds_draw_model (worlds, models[side], side, change->seed);
      return worlds;
    }
  for (gsize p = 0; p < wf_worlds_get_n_players (worlds); p++)
    for (gsize side = 0; side < 2; side++)
      {
        const WfMechanism *mechanism = wf_model_get_mechanism (models[side], wf_worlds_get_node (worlds, p));

        wf_worlds_set (worlds, p, side, mechanism, make_mean_noise (mechanism));
      }
  return worlds;
}

static gsize
get_n_levels (const Change *change)
{
  return wf_table_get_n_levels (change->stacked, change->target);
}

/* The shares themselves, as the rows are. */
static gboolean
share (const Change *change, WfAttribution *self, WfProgress *progress, GError **error)
{
  g_autoptr (WfWorlds) worlds = make_worlds (change, self->model, self->second, change->n_draws);
  g_autoptr (WfShares) shares = NULL;
  WfSetFunction function;
  WfChangeGame game;

  wf_attribution_resize (self, wf_worlds_get_n_players (worlds));
  for (gsize p = 0; p < self->n_contributions; p++)
    self->contributions[p].node = wf_worlds_get_node (worlds, p);
  wf_change_game_init (&game, worlds, change->measure, get_n_levels (change), progress);
  function = wf_change_game_get_function (&game);
  shares = wf_attribution_share (self, &function, change->seed, progress, error);
  wf_change_game_clear (&game);
  if (shares == NULL)
    return FALSE;
  self->before = wf_shares_get_none (shares, 0);
  self->after = wf_shares_get_all (shares, 0);
  self->total = self->after - self->before;
  self->is_exact = wf_worlds_get_n_draws (worlds) == 1 && wf_shares_is_exact (shares);
  return TRUE;
}

/* Tables drawn again. */
typedef struct
{
  const Change *change;
  gsize n_samples;
  gsize n_players;
  double *shares;       /* n_samples x n_players */
  gboolean *is_done;    /* n_samples */
  WfProgress *progress; /* of the samples */
  WfProgress *inner;    /* of what is done in one: only to be cancelled */
} Bootstrap;

static WfModel *
fit_sample (const Bootstrap *bootstrap, WfRng *rng, gsize first, gsize n_rows)
{
  g_autofree gsize *rows = g_new (gsize, n_rows + 1);

  for (gsize i = 0; i < n_rows; i++)
    rows[i] = first + wf_rng_below (rng, n_rows);
  return fit_rows (bootstrap->change, rows, n_rows, bootstrap->inner, NULL);
}

static void
run_sample (gsize task, gpointer data)
{
  const Bootstrap *bootstrap = data;
  const Change *change = bootstrap->change;
  g_autoptr (WfModel) first = NULL;
  g_autoptr (WfModel) second = NULL;
  g_autoptr (WfWorlds) worlds = NULL;
  g_autoptr (WfShares) shares = NULL;
  WfSetFunction function;
  WfChangeGame game;
  WfRng rng;

  if (wf_progress_is_cancelled (bootstrap->progress))
    return;
  wf_rng_init (&rng, change->seed, task + 1);
  first = fit_sample (bootstrap, &rng, 0, change->n_first);
  second = fit_sample (bootstrap, &rng, change->n_first, change->n_second);
  wf_progress_advance (bootstrap->progress, 1);
  if (first == NULL || second == NULL)
    return;
  worlds = make_worlds (change, first, second, MIN (change->n_draws, BOOTSTRAP_DRAWS));
  wf_change_game_init (&game, worlds, change->measure, get_n_levels (change), bootstrap->inner);
  function = wf_change_game_get_function (&game);
  shares = wf_shares_new (&function, change->shares, change->seed, bootstrap->inner, NULL);
  wf_change_game_clear (&game);
  if (shares == NULL)
    return;
  memcpy (bootstrap->shares + task * bootstrap->n_players, wf_shares_get_values (shares, 0, NULL),
          bootstrap->n_players * sizeof (double));
  bootstrap->is_done[task] = TRUE;
}

/* 1.96 standard deviations over the samples (Efron 1979), beside what the draws leave open. */
static void
widen (WfAttribution *self, const Bootstrap *bootstrap)
{
  gsize n_done = 0;

  for (gsize b = 0; b < bootstrap->n_samples; b++)
    n_done += bootstrap->is_done[b];
  if (n_done < bootstrap->n_samples)
    wf_attribution_warn (
        self, _ ("%zu of %zu bootstrap samples could not be fitted; the intervals rest on the others"),
        bootstrap->n_samples - n_done, bootstrap->n_samples);
  for (gsize p = 0; p < bootstrap->n_players && n_done >= MIN_SAMPLES; p++)
    {
      double sum = 0, squares = 0;

      for (gsize b = 0; b < bootstrap->n_samples; b++)
        sum += bootstrap->is_done[b] ? bootstrap->shares[b * bootstrap->n_players + p] / (double) n_done : 0;
      for (gsize b = 0; b < bootstrap->n_samples; b++)
        if (bootstrap->is_done[b])
          squares += pow (bootstrap->shares[b * bootstrap->n_players + p] - sum, 2);
      self->contributions[p].half_width =
          hypot (self->contributions[p].half_width, TWO_SIDED * sqrt (squares / (double) (n_done - 1)));
    }
}

static gboolean
resample (const Change *change, WfAttribution *self, WfProgress *progress, GError **error)
{
  gsize n_samples = (gsize) wf_params_get_integer (self->params, "bootstrap-samples");
  g_autofree double *shares = g_new0 (double, n_samples * self->n_contributions + 1);
  g_autofree gboolean *is_done = g_new0 (gboolean, n_samples + 1);
  g_autoptr (WfProgress) inner =
      progress != NULL ? wf_progress_new (wf_progress_get_cancellable (progress)) : NULL;
  Bootstrap bootstrap = { change, n_samples, self->n_contributions, shares, is_done, progress, inner };

  wf_progress_set_stage (progress, _ ("Drawing the tables again"), n_samples);
  wf_parallel_for (n_samples, 0, run_sample, &bootstrap);
  if (!wf_progress_check (progress, error))
    return FALSE;
  if (n_samples > 0)
    widen (self, &bootstrap);
  return TRUE;
}

static gboolean
test_mechanisms (const Change *change, WfAttribution *self, WfProgress *progress, GError **error)
{
  g_autoptr (WfModel) pooled = fit_range (change, 0, change->n_first + change->n_second, progress, error);

  if (pooled == NULL)
    return FALSE;
  for (gsize p = 0; p < self->n_contributions; p++)
    {
      self->contributions[p].p_value = wf_mechanism_change_test (
          pooled, self->model, self->second, self->contributions[p].node, change->n_first);
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
choose_measure (Change *change, WfAttribution *self, GError **error)
{
  const char *measure = wf_params_get_choice (self->params, "measure-of-change");
  gboolean is_number = get_n_levels (change) == 0;

  if (g_str_equal (measure, "information"))
    change->measure = WF_CHANGE_INFORMATION;
  else if (g_str_equal (measure, "total-variation") || (g_str_equal (measure, "automatic") && !is_number))
    change->measure = WF_CHANGE_TOTAL_VARIATION;
  else if (is_number)
    change->measure = WF_CHANGE_MEAN;
  else
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("“%s” is a category and has no mean; measure its change by “total-variation” or “information”"),
          self->target);
      return FALSE;
    }
  self->unit = change->measure == WF_CHANGE_MEAN          ? "mean"
               : change->measure == WF_CHANGE_INFORMATION ? "nats"
                                                          : "total-variation";
  return TRUE;
}

/* Directions that the graph leaves open, of which one was taken. */
static void
warn_choices (WfAttribution *self, gsize n_choices)
{
  if (n_choices > 0)
    wf_attribution_warn (
        self,
        g_dngettext (GETTEXT_PACKAGE,
                     "The graph leaves the direction of %zu edge open; one was taken, and the other "
                     "can give another answer",
                     "The graph leaves the direction of %zu edges open; one was taken of each, and "
                     "others can give another answer",
                     n_choices),
        n_choices);
}

static void
warn_fits (WfAttribution *self)
{
  const char *const *first = wf_model_get_warnings (self->model);
  const char *const *second = wf_model_get_warnings (self->second);

  for (gsize i = 0; first[i] != NULL; i++)
    wf_attribution_warn (self, _ ("First table: %s"), first[i]);
  for (gsize i = 0; second[i] != NULL; i++)
    wf_attribution_warn (self, _ ("Second table: %s"), second[i]);
}

/* The DAG of the target and its ancestors, and the rows of both tables. */
static gboolean
prepare (Change *change,
         WfTable *first,
         WfTable *second,
         WfGraph *graph,
         const char *target,
         gsize *n_choices,
         GError **error)
{
  g_autofree guint *choices = NULL;
  g_autoptr (WfGraph) dag = wf_graph_to_dag (graph, &choices, n_choices, error);
  gssize node;

  if (dag == NULL)
    return FALSE;
  node = wf_graph_find_node (dag, target);
  if (node < 0)
    {
      const char *nearest = wf_nearest_name (target, wf_graph_get_names (dag));

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   nearest != NULL ? _ ("The graph has no variable “%s”; did you mean “%s”?")
                                   : _ ("The graph has no variable “%s”"),
                   target, nearest);
      return FALSE;
    }
  change->dag = select_ancestors (dag, (guint) node);
  change->target = (guint) wf_graph_find_node (change->dag, target);
  change->n_first = wf_table_get_n_rows (first);
  change->n_second = wf_table_get_n_rows (second);
  change->stacked = wf_table_pair_stack (first, second, wf_graph_get_names (change->dag), error);
  return change->stacked != NULL;
}

/**
 * wf_attribute_change:
 * @first: a table
 * @second: another, with the same columns
 * @graph: a graph of both; what its directions leave open is taken as wf_model_fit() does
 * @kind: (nullable): kind of the mechanisms; %NULL = by the data of the first table, the same for both
 * @model_params: (nullable): parameters of wf_model_fit()
 * @target: name of the variable that changed
 * @params: (nullable): "measure-of-change", "draws", "bootstrap-samples" and how Shapley values are computed
 * @seed: of draws and samples
 * @progress: (nullable): progress
 *
 * Why a variable is distributed otherwise in the second table: its ancestors' mechanisms P(variable | causes)
 * are put in place of the first table's, one set at a time, and v(S) is the target's change with those of S
 * replaced; each gets its Shapley value (Budhathoki, Janzing, Blöbaum & Ng 2021, Why did the distribution
 * change?, AISTATS). Shares sum to the change under the two fitted models. In closed form for means of linear
 * mechanisms; else by draws, the same noise for both tables, so that equal mechanisms get nothing. Half
 * widths: 95 % by bootstrap of the rows, and of the draws. Each mechanism is also tested for having changed
 * at all.
 *
 * Returns: (transfer full): the attribution; %NULL with %WF_ERROR_DATA (unknown target, a column that a table
 * lacks), errors of wf_model_fit(), or %G_IO_ERROR_CANCELLED
 */
WfAttribution *
wf_attribute_change (WfTable *first,
                     WfTable *second,
                     WfGraph *graph,
                     const char *kind,
                     GVariant *model_params,
                     const char *target,
                     GVariant *params,
                     guint64 seed,
                     WfProgress *progress,
                     GError **error)
{
  g_return_val_if_fail (first != NULL && second != NULL && graph != NULL && target != NULL, NULL);

  g_auto (Change) change = { .kind = kind, .seed = seed };
  g_autoptr (WfAttribution) self = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfTable) first_rows = wf_table_expand_weights (first, error);
  g_autoptr (WfTable) second_rows = first_rows != NULL ? wf_table_expand_weights (second, error) : NULL;
  gsize n_choices;

  if (second_rows == NULL || !prepare (&change, first_rows, second_rows, graph, target, &n_choices, error))
    return NULL;
  change.params = model_params != NULL ? g_variant_ref_sink (model_params) : NULL;
  wf_progress_set_stage (progress, _ ("Fitting both tables"), 0);
  model = fit_range (&change, 0, change.n_first, progress, error);
  if (model == NULL)
    {
      g_prefix_error (error, _ ("First table: "));
      return NULL;
    }
  self = wf_attribution_new (&wf_attribution_change, model, target, params, &change.target, error);
  if (self == NULL || !choose_measure (&change, self, error))
    return NULL;
  change.model = model;
  self->second = fit_range (&change, change.n_first, change.n_second, progress, error);
  if (self->second == NULL)
    {
      g_prefix_error (error, _ ("Second table: "));
      return NULL;
    }
  change.attribution_params = self->params;
  change.n_draws = (gsize) wf_params_get_integer (self->params, "draws");
  change.shares = wf_shares_pick_params (self->params);
  if (!wf_attribution_check_draws (wf_graph_get_n_nodes (change.dag), change.n_draws, "draws", error))
    return NULL;
  warn_choices (self, n_choices);
  warn_fits (self);
  if (!share (&change, self, progress, error) || !test_mechanisms (&change, self, progress, error) ||
      !resample (&change, self, progress, error))
    return NULL;
  return wf_attribution_end (g_steal_pointer (&self));
}
