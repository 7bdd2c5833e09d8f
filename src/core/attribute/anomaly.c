/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/anomaly-private.h"
#include "core/base/error.h"

/* What makes a value unusual. */
static const char *const extremes[] = { "distance", "quantile", "above", "below", NULL };

static const WfParam anomaly_params[] = {
  { .id = "samples",
    .name = N_ ("Samples"),
    .type = WF_PARAM_INTEGER,
    .value = 3000,
    .min = 100,
    .max = 1000000,
    .help = N_ ("Draws of the noise that the row is compared with") },
  { .id = "extreme",
    .name = N_ ("Unusual means"),
    .type = WF_PARAM_CHOICE,
    .choices = extremes,
    .help =
        N_ ("distance: as far from the median; quantile: as rare, above or below; above, below: as large, "
            "as small. Of a category always: as rare") },
  WF_COMPUTATION_PARAM,
  WF_SHARES_PARAMS,
  { NULL },
};

const WfAttributionMethod wf_attribution_anomaly = {
  .kind = WF_ATTRIBUTION_ANOMALY,
  .id = "anomaly",
  .name = N_ ("Root cause of an outlier"),
  .summary = N_ ("What the noise of each cause contributes to how unusual a row is"),
  .citation = "Budhathoki, Minorics, Blöbaum & Janzing 2022, ICML",
  .params = anomaly_params,
};

#define NANOSECONDS_OF_TAIL 100 /* in closed form, of one coalition */

#define N_REFERENCE   10     /* times the samples: draws that tell what is unusual */
#define MAX_REFERENCE 200000 /* unless there are more samples */

/* What doesn't depend on the row. */
typedef struct
{
  WfAttribution *self;
  guint target;
  WfWorlds *worlds;
  gboolean is_linear; /* one draw, at the mean of every noise; what is unusual has a closed form */
  gsize n_sorted;
  double *sorted;        /* draws of the target under the model */
  double *probabilities; /* discrete: of each level */
  gsize n_levels;
  guint64 seed;
  GVariant *params; /* of the shares */
  double *groups;   /* WF_N_GROUPS x n_players: over all rows */
  double *permuted; /* n_players: half widths that drawing permutations adds */
} Anomaly;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How the target is distributed: what is unusual. Ten times the draws of the shares and others than those, so
 * that where the middle lies adds next to nothing to their error. */
static void
describe_normal (Anomaly *anomaly)
{
  WfModel *model = anomaly->self->model;
  gsize n_draws = wf_worlds_get_n_draws (anomaly->worlds);
  gsize n = anomaly->is_linear ? 1 : MAX (n_draws, MIN (N_REFERENCE * n_draws, MAX_REFERENCE));
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (anomaly->worlds));
  g_autoptr (WfWorlds) reference = wf_worlds_new (wf_model_get_graph (model), anomaly->target, n);
  g_autoptr (WfWorld) world = NULL;
  g_autofree guint64 *none = g_new0 (guint64, n_words);
  const double *values;
  WfRng rng;

  wf_rng_init (&rng, anomaly->seed, 0);
  if (!anomaly->is_linear)
    wf_worlds_draw_model (reference, model, WF_OUTSIDE, wf_rng_next (&rng));
  world = wf_world_new (anomaly->is_linear ? anomaly->worlds : reference);
  values = wf_world_evaluate (world, none);
  anomaly->n_levels = wf_mechanism_get_n_levels (wf_model_get_mechanism (model, anomaly->target));
  anomaly->probabilities = g_new0 (double, anomaly->n_levels + 1);
  for (gsize i = 0; i < n && anomaly->n_levels > 0; i++)
    anomaly->probabilities[(gsize) values[i]] += 1 / (double) n;
  anomaly->n_sorted = n;
  anomaly->sorted = g_memdup2 (values, n * sizeof *values);
  qsort (anomaly->sorted, n, sizeof (double), compare_doubles);
}

/* The q-quantile of the draws, from below. */
static double
find_quantile (const Anomaly *anomaly, double q)
{
  gsize n = anomaly->n_sorted;

  return anomaly->sorted[MIN (n - 1, (gsize) (q * (double) n))];
}

/* value: what the model makes of the row's own noise, so that the row itself is in the event in spite of
 * rounding. is_rare: n_levels, out */
static WfAnomalyEvent
find_event (const Anomaly *anomaly, double value, gboolean *is_rare)
{
  const char *extreme = wf_params_get_choice (anomaly->self->params, "extreme");
  gsize n = anomaly->n_sorted, n_below = 0;
  double tail, middle = find_quantile (anomaly, 0.5);

  if (anomaly->n_levels > 0)
    {
      for (gsize l = 0; l < anomaly->n_levels; l++)
        is_rare[l] = anomaly->probabilities[l] <= anomaly->probabilities[(gsize) value] * (1 + 1e-9);
      return (WfAnomalyEvent){ .is_rare = is_rare };
    }
  if (g_str_equal (extreme, "above"))
    return (WfAnomalyEvent){ .low = -INFINITY, .high = value };
  if (g_str_equal (extreme, "below"))
    return (WfAnomalyEvent){ .low = value, .high = INFINITY };
  if (g_str_equal (extreme, "distance") || anomaly->is_linear)
    return value >= middle ? (WfAnomalyEvent){ .low = 2 * middle - value, .high = value }
                           : (WfAnomalyEvent){ .low = value, .high = 2 * middle - value };
  while (n_below < n && anomaly->sorted[n_below] < value)
    n_below++;
  tail = (double) n_below / (double) n;
  if (value >= middle)
    return (WfAnomalyEvent){ .low = tail < 1 ? find_quantile (anomaly, 1 - tail) : -INFINITY, .high = value };
  return (WfAnomalyEvent){ .low = value, .high = n_below > 0 ? find_quantile (anomaly, 1 - tail) : INFINITY };
}

/* The number of a cell: its value, or its level in the model. FALSE: it is missing, or the model has no such
 * level. */
static gboolean
read_cell (const Anomaly *anomaly, WfTable *table, gsize row, guint node, double *value, GError **error)
{
  const char *name = wf_graph_get_name (wf_model_get_graph (anomaly->self->model), node);
  WfTable *own = wf_model_get_table (anomaly->self->model);
  gsize column = (gsize) wf_table_find_column (table, name);
  g_autofree char *cell = wf_table_dup_cell (table, row, column);
  gssize level;

  if (cell == NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Row %zu has no value of “%s”, which is needed to tell its noise; ask about a row that is "
             "complete"),
          row, name);
      return FALSE;
    }
  if (wf_table_get_kind (own, node) == WF_COLUMN_CONTINUOUS &&
      wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    {
      *value = wf_table_get_values (table, column, NULL)[row];
      return TRUE;
    }
  if (wf_table_get_kind (own, node) == WF_COLUMN_CONTINUOUS)
    {
      char *end;

      *value = g_ascii_strtod (cell, &end);
      if (end != cell && *end == '\0')
        return TRUE;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Row %zu: “%s” of “%s” is no number, and the model's are"), row, cell, name);
      return FALSE;
    }
  level = wf_table_find_level (own, node, cell);
  *value = (double) level;
  if (level >= 0)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("Row %zu: the model was fitted to rows none of which has “%s” for “%s”"), row, cell, name);
  return FALSE;
}

/* Every column of the model that the target depends on is in the other table. */
static gboolean
check_columns (const Anomaly *anomaly, WfTable *table, GError **error)
{
  for (gsize p = 0; p < wf_worlds_get_n_players (anomaly->worlds); p++)
    {
      const char *name = wf_graph_get_name (wf_model_get_graph (anomaly->self->model),
                                            wf_worlds_get_node (anomaly->worlds, p));

      if (wf_table_find_column (table, name) >= 0)
        continue;
      if (!wf_table_fail_text (table, name, error))
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The table of the rows has no column “%s”, which “%s” depends on in the graph"), name,
                     anomaly->self->target);
      return FALSE;
    }
  return TRUE;
}

/* The row's own noise becomes what is inside of a coalition. */
static gboolean
abduct (Anomaly *anomaly, WfTable *table, gsize row, gboolean is_only, GError **error)
{
  WfModel *model = anomaly->self->model;
  WfGraph *graph = wf_model_get_graph (model);
  gsize n = wf_worlds_get_n_draws (anomaly->worlds), n_players = wf_worlds_get_n_players (anomaly->worlds);
  g_autofree double *values = g_new0 (double, wf_graph_get_n_nodes (graph));
  WfRng rng;

  for (gsize p = 0; p < n_players; p++)
    if (!read_cell (anomaly, table, row, wf_worlds_get_node (anomaly->worlds, p),
                    &values[wf_worlds_get_node (anomaly->worlds, p)], error))
      return FALSE;
  wf_rng_init (&rng, anomaly->seed, wf_graph_get_n_nodes (graph) + row + 1);
  for (gsize p = 0; p < n_players; p++)
    {
      guint node = wf_worlds_get_node (anomaly->worlds, p);
      const WfMechanism *mechanism = wf_model_get_mechanism (model, node);
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
      g_autofree const double **columns = g_new0 (const double *, n_parents + 1);
      double *noise = g_new (double, n);

      for (gsize k = 0; k < n_parents; k++)
        columns[k] = &values[parents[k]];
      wf_mechanism_abduct (mechanism, columns, &values[node], &rng, 1, noise);
      for (gsize i = 1; i < n; i++)
        noise[i] = noise[0];
      wf_worlds_set (anomaly->worlds, p, WF_INSIDE, mechanism, noise);
      if (isnan (noise[0]))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
                       _ ("Row %zu: under the model its value of “%s” can't come from its causes"), row,
                       wf_graph_get_name (graph, node));
          return FALSE;
        }
      if (!is_only)
        continue;
      anomaly->self->contributions[p].observed = values[node];
      if (wf_mechanism_get_n_levels (mechanism) == 0)
        wf_mechanism_predict (mechanism, columns, 1, &anomaly->self->contributions[p].expected);
    }
  return TRUE;
}

static double
evaluate_row (const WfWorlds *worlds)
{
  gsize n_players = wf_worlds_get_n_players (worlds), n_words = WF_COALITION_N_WORDS (n_players);
  g_autofree guint64 *all = g_new (guint64, n_words);
  g_autoptr (WfWorld) world = wf_world_new (worlds);

  memset (all, 0xff, n_words * sizeof *all);
  return wf_world_evaluate (world, all)[0];
}

/* Shares of one row, in closed form or by draws. */
static WfShares *
share_row (Anomaly *anomaly, WfProgress *progress, GError **error)
{
  gsize n_players = wf_worlds_get_n_players (anomaly->worlds);
  g_autofree gboolean *is_rare = g_new0 (gboolean, anomaly->n_levels + 1);
  WfAnomalyEvent event = find_event (anomaly, evaluate_row (anomaly->worlds), is_rare);
  WfAnomalyDraws draws = { anomaly->worlds, event, progress };
  g_autoptr (WfAnomalyTail) tail = NULL;
  WfSetFunction function = { n_players, 1 + WF_N_GROUPS, wf_worlds_get_cost (anomaly->worlds),
                             wf_anomaly_count, &draws };

  if (anomaly->is_linear)
    {
      tail = wf_anomaly_tail_new (anomaly->self->model, anomaly->target, anomaly->worlds);
      tail->event = event;
      function = (WfSetFunction){ n_players, 1, NANOSECONDS_OF_TAIL, wf_anomaly_integrate, tail };
    }
  return wf_shares_new (&function, anomaly->params, anomaly->seed, progress, error);
}

/* Adds a row: its score, and the shares of it. */
static gboolean
attribute_row (
    Anomaly *anomaly, WfTable *table, gsize row, gsize n_rows, WfProgress *progress, GError **error)
{
  WfAttribution *self = anomaly->self;
  gsize n_players = wf_worlds_get_n_players (anomaly->worlds);
  g_autoptr (WfShares) shares = NULL;
  WfAttributedRow answer = { .row = row };

  if (!abduct (anomaly, table, row, n_rows == 1, error))
    return FALSE;
  shares = share_row (anomaly, progress, error);
  if (shares == NULL)
    return FALSE;
  answer.score = -wf_shares_get_none (shares, 0);
  answer.tail = exp (-answer.score);
  answer.shares = g_memdup2 (wf_shares_get_values (shares, 0, NULL), n_players * sizeof (double));
  g_array_append_val (self->rows, answer);
  self->is_exact = anomaly->is_linear && wf_shares_is_exact (shares);
  for (gsize p = 0; p < n_players; p++)
    anomaly->permuted[p] += wf_shares_get_half_widths (shares, 0, NULL)[p] / (double) n_rows;
  for (gsize g = 0; g < WF_N_GROUPS && !anomaly->is_linear; g++)
    for (gsize p = 0; p < n_players; p++)
      anomaly->groups[g * n_players + p] += wf_shares_get_values (shares, 1 + g, NULL)[p] / (double) n_rows;
  return TRUE;
}

/* The mean over the rows. Their draws are the same, so that their errors don't cancel: they are averaged
 * group by group. */
static void
average (Anomaly *anomaly)
{
  WfAttribution *self = anomaly->self;
  gsize n_beyond = 0;
  double smallest = 0.5 / ((double) wf_worlds_get_n_draws (anomaly->worlds) + 0.5) * (1 + 1e-9);

  self->total = 0;
  for (gsize p = 0; p < self->n_contributions; p++)
    self->contributions[p].half_width =
        hypot (wf_groups_get_half_width (anomaly->groups + p, self->n_contributions), anomaly->permuted[p]);
  for (guint r = 0; r < self->rows->len; r++)
    {
      const WfAttributedRow *row = &g_array_index (self->rows, WfAttributedRow, r);

      self->total += row->score / self->rows->len;
      n_beyond += !anomaly->is_linear && row->tail <= smallest;
      for (gsize p = 0; p < self->n_contributions; p++)
        self->contributions[p].share += row->shares[p] / self->rows->len;
    }
  if (n_beyond > 0)
    wf_attribution_warn (
        self,
        g_dngettext (GETTEXT_PACKAGE,
                     "%zu row is more unusual than all %zu draws: its score is at least what is "
                     "told; more “samples” tell more",
                     "%zu rows are more unusual than all %zu draws: their scores are at least "
                     "what is told; more “samples” tell more",
                     n_beyond),
        n_beyond, wf_worlds_get_n_draws (anomaly->worlds));
}

static gboolean
check_rows (WfTable *table, const gsize *rows, gsize n_rows, GError **error)
{
  gsize n = wf_table_get_n_rows (table);

  for (gsize r = 0; r < n_rows; r++)
    {
      if (rows[r] < n)
        continue;
      if (n == 0)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The table has no rows; name a table with the row asked about"));
      else
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("There is no row %zu: the rows of the table are 0 to %zu"), rows[r], n - 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
attribute_rows (
    Anomaly *anomaly, WfTable *table, const gsize *rows, gsize n_rows, WfProgress *progress, GError **error)
{
  g_autoptr (WfProgress) inner = NULL;

  if (!check_rows (table, rows, n_rows, error) || !check_columns (anomaly, table, error))
    return FALSE;
  describe_normal (anomaly);
  /* of many rows the progress is theirs, and that of one row's shares is kept apart */
  inner = n_rows > 1 && progress != NULL ? wf_progress_new (wf_progress_get_cancellable (progress)) : NULL;
  if (inner != NULL)
    wf_progress_set_stage (progress, _ ("Attributing rows"), n_rows);
  for (gsize r = 0; r < n_rows; r++)
    {
      if (!attribute_row (anomaly, table, rows[r], n_rows, inner != NULL ? inner : progress, error))
        return FALSE;
      if (inner != NULL)
        wf_progress_advance (progress, 1);
    }
  average (anomaly);
  return TRUE;
}

/* The noise that every row's is compared with. */
static gboolean
prepare (Anomaly *anomaly, GError **error)
{
  WfModel *model = anomaly->self->model;
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_samples;

  anomaly->worlds = wf_worlds_new (graph, anomaly->target, 1);
  anomaly->is_linear = wf_attribution_is_linear (anomaly->self->params, model, anomaly->worlds, FALSE);
  for (gsize p = 0; p < wf_worlds_get_n_players (anomaly->worlds) && anomaly->is_linear; p++)
    wf_worlds_set (anomaly->worlds, p, WF_OUTSIDE,
                   wf_model_get_mechanism (model, wf_worlds_get_node (anomaly->worlds, p)),
                   g_new0 (double, 1));
  n_samples = (gsize) wf_params_get_integer (anomaly->self->params, "samples");
  if (anomaly->is_linear ||
      !wf_attribution_check_draws (wf_worlds_get_n_players (anomaly->worlds), n_samples, "samples", error))
    return anomaly->is_linear;
  wf_worlds_free (anomaly->worlds);
  anomaly->worlds = wf_worlds_new (graph, anomaly->target, n_samples);
  wf_worlds_draw_model (anomaly->worlds, model, WF_OUTSIDE, anomaly->seed);
  return TRUE;
}

static void
anomaly_clear (Anomaly *anomaly)
{
  wf_worlds_free (anomaly->worlds);
  g_free (anomaly->sorted);
  g_free (anomaly->probabilities);
  g_free (anomaly->groups);
  g_free (anomaly->permuted);
  g_variant_unref (anomaly->params);
}

/**
 * wf_attribute_anomaly:
 * @model: a fitted model
 * @target: name of the variable that is unusual
 * @table: (nullable): the table the rows are in; %NULL = the model's own, wf_model_get_rows()
 * @rows: (array length=n_rows): rows of it
 * @n_rows: how many, at least 1
 * @params: (nullable): "samples", "extreme" and how Shapley values are computed
 * @seed: of the draws
 * @progress: (nullable): progress
 *
 * The score of a row is −log P(a target at least as unusual), in nats; by default as far from the median as
 * the row's, of a category as rare. It is shared out among the target and its ancestors by Shapley values of
 *
 *   v(S) = log P(at least as unusual | the noise of every variable in S is what it was in the row),
 *
 * the other noise being of the model (Budhathoki, Minorics, Blöbaum & Janzing 2022, Causal structure-based
 * root cause analysis of outliers, ICML, section 4). So a variable is a cause when its own noise was unusual
 * in a way that matters, not when its value merely follows those of its causes; a negative share made the row
 * less unusual. In closed form where all mechanisms are linear-Gaussian: the target given some noise is
 * normal. Else from draws, which tell no probability below half of one; half widths are of 95 % intervals for
 * the draws, not for the fit of the model. Several rows: the mean of their shares.
 *
 * Returns: (transfer full): the attribution; %NULL with %WF_ERROR_DATA (unknown target, no such row, missing
 * value or column), %WF_ERROR_NO_SUPPORT (a row that the model can't give) or %G_IO_ERROR_CANCELLED
 */
WfAttribution *
wf_attribute_anomaly (WfModel *model,
                      const char *target,
                      WfTable *table,
                      const gsize *rows,
                      gsize n_rows,
                      GVariant *params,
                      guint64 seed,
                      WfProgress *progress,
                      GError **error)
{
  g_return_val_if_fail (model != NULL && target != NULL && n_rows > 0, NULL);

  Anomaly anomaly = { .seed = seed };
  g_autoptr (WfAttribution) self =
      wf_attribution_new (&wf_attribution_anomaly, model, target, params, &anomaly.target, error);
  gsize n_players;
  gboolean is_done;

  if (self == NULL)
    return NULL;
  anomaly.self = self;
  anomaly.params = wf_shares_pick_params (self->params);
  if (!prepare (&anomaly, error))
    {
      anomaly_clear (&anomaly);
      return NULL;
    }
  n_players = wf_worlds_get_n_players (anomaly.worlds);
  anomaly.groups = g_new0 (double, WF_N_GROUPS *n_players);
  anomaly.permuted = g_new0 (double, n_players);
  wf_attribution_resize (self, n_players);
  self->unit = "nats";
  for (gsize p = 0; p < n_players; p++)
    self->contributions[p].node = wf_worlds_get_node (anomaly.worlds, p);
  is_done = attribute_rows (&anomaly, table != NULL ? table : wf_model_get_rows (model), rows, n_rows,
                            progress, error);
  anomaly_clear (&anomaly);
  return is_done ? wf_attribution_end (g_steal_pointer (&self)) : NULL;
}
