/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/attribution-private.h"
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
    .help = N_ ("distance: as far from the median; quantile: as rare, above or below; above, below: as large, "
                "as small. Of a category always: as rare") },
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

/* A value is as unusual as the row's when it lies outside of (low, high); a level when it is marked. */
typedef struct
{
  double low, high;
  const gboolean *is_rare; /* discrete: one a level; else NULL */
} Event;

typedef struct
{
  const WfWorlds *worlds;
  Event event;
  WfProgress *progress;
} Row;

/* What doesn't depend on the row. */
typedef struct
{
  WfAttribution *self;
  guint target;
  WfWorlds *worlds;
  double *sorted;        /* draws of the target under the model */
  double *probabilities; /* discrete: of each level */
  gsize n_levels;
  guint64 seed;
  GVariant *params;      /* of the shares */
  double *groups;        /* WF_N_GROUPS x n_players: over all rows */
  double *permuted;      /* n_players: half widths that drawing permutations adds */
} Anomaly;

static gboolean
is_extreme (const Event *event, double value)
{
  if (event->is_rare != NULL)
    return event->is_rare[(gsize) value];
  return value <= event->low || value >= event->high;
}

static gsize
count_extreme (const Event *event, const double *values, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += is_extreme (event, values[i]);
  return count;
}

/* Where half a draw is put when none is as unusual: anywhere, but always the same for a coalition. */
static gsize
choose_group (const guint64 *coalition, gsize n_words)
{
  guint64 hash = 0;

  for (gsize w = 0; w < n_words; w++)
    hash = (hash ^ coalition[w]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (gsize) (hash >> 32) % WF_N_GROUPS;
}

/* v(S) = log P(as unusual | the noise of S is the row's), from counts with half a draw added. The other outputs are its
 * influence by group of draws: (p_g - p) / p, the first-order change of the logarithm. */
static gboolean
evaluate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const Row *row = data;
  gsize n = wf_worlds_get_n_draws (row->worlds);
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (row->worlds));
  g_autoptr (WfWorld) world = wf_world_new (row->worlds);

  for (gsize c = 0; c < n_coalitions; c++)
    {
      const double *target = wf_world_evaluate (world, coalitions + c * n_words);
      double *value = values + c * (1 + WF_N_GROUPS), p;
      gsize total = 0;

      for (gsize g = 0; g < WF_N_GROUPS; g++)
        {
          gsize first = g * n / WF_N_GROUPS, end = (g + 1) * n / WF_N_GROUPS;
          gsize count = count_extreme (&row->event, target + first, end - first);

          total += count;
          value[1 + g] = (double) count / (double) (end - first);
        }
      p = ((double) total + 0.5) / ((double) n + 0.5);
      if (total == 0)
        value[1 + choose_group (coalitions + c * n_words, n_words)] = p * WF_N_GROUPS;
      value[0] = log (p);
      for (gsize g = 0; g < WF_N_GROUPS; g++)
        value[1 + g] = (value[1 + g] - p) / p;
      if (wf_progress_is_cancelled (row->progress))
        return FALSE;
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The draws of the target that every row is compared with. */
static void
describe_normal (Anomaly *anomaly)
{
  gsize n = wf_worlds_get_n_draws (anomaly->worlds);
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (anomaly->worlds));
  g_autoptr (WfWorld) world = wf_world_new (anomaly->worlds);
  g_autofree guint64 *none = g_new0 (guint64, n_words);
  const double *values = wf_world_evaluate (world, none);

  anomaly->n_levels = wf_mechanism_get_n_levels (wf_model_get_mechanism (anomaly->self->model, anomaly->target));
  anomaly->probabilities = g_new0 (double, anomaly->n_levels + 1);
  for (gsize i = 0; i < n && anomaly->n_levels > 0; i++)
    anomaly->probabilities[(gsize) values[i]] += 1 / (double) n;
  anomaly->sorted = g_memdup2 (values, n * sizeof *values);
  qsort (anomaly->sorted, n, sizeof (double), compare_doubles);
}

/* The q-quantile of the draws, from below. */
static double
find_quantile (const Anomaly *anomaly, double q)
{
  gsize n = wf_worlds_get_n_draws (anomaly->worlds);

  return anomaly->sorted[MIN (n - 1, (gsize) (q * (double) n))];
}

/* value: what the model makes of the row's own noise, so that the row itself is in the event in spite of rounding.
 * is_rare: n_levels, out */
static Event
find_event (const Anomaly *anomaly, double value, gboolean *is_rare)
{
  const char *extreme = wf_params_get_choice (anomaly->self->params, "extreme");
  gsize n = wf_worlds_get_n_draws (anomaly->worlds), n_below = 0;
  double tail, middle = find_quantile (anomaly, 0.5);

  if (anomaly->n_levels > 0)
    {
      for (gsize l = 0; l < anomaly->n_levels; l++)
        is_rare[l] = anomaly->probabilities[l] <= anomaly->probabilities[(gsize) value] * (1 + 1e-9);
      return (Event){ .is_rare = is_rare };
    }
  if (g_str_equal (extreme, "above"))
    return (Event){ .low = -INFINITY, .high = value };
  if (g_str_equal (extreme, "below"))
    return (Event){ .low = value, .high = INFINITY };
  if (g_str_equal (extreme, "distance"))
    return value >= middle ? (Event){ .low = 2 * middle - value, .high = value }
                           : (Event){ .low = value, .high = 2 * middle - value };
  while (n_below < n && anomaly->sorted[n_below] < value)
    n_below++;
  tail = (double) n_below / (double) n;
  if (value >= middle)
    return (Event){ .low = tail < 1 ? find_quantile (anomaly, 1 - tail) : -INFINITY, .high = value };
  return (Event){ .low = value, .high = n_below > 0 ? find_quantile (anomaly, 1 - tail) : INFINITY };
}

/* The number of a cell: its value, or its level in the model. FALSE: it is missing, or the model has no such level. */
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
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Row %zu has no value of “%s”, which is needed to tell its noise; ask about a row that is "
                      "complete"),
                   row, name);
      return FALSE;
    }
  if (wf_table_get_kind (own, node) == WF_COLUMN_CONTINUOUS && wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
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
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Row %zu: “%s” of “%s” is no number, and the model's are"), row,
                   cell, name);
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
      const char *name =
          wf_graph_get_name (wf_model_get_graph (anomaly->self->model), wf_worlds_get_node (anomaly->worlds, p));

      if (wf_table_find_column (table, name) >= 0)
        continue;
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

/* Adds a row: its score, and the shares of it. */
static gboolean
attribute_row (
    Anomaly *anomaly, WfTable *table, gsize row, gsize n_rows, WfProgress *progress, GError **error)
{
  WfAttribution *self = anomaly->self;
  gsize n_players = wf_worlds_get_n_players (anomaly->worlds);
  g_autofree gboolean *is_rare = g_new0 (gboolean, anomaly->n_levels + 1);
  g_autoptr (WfShares) shares = NULL;
  WfAttributedRow answer = { .row = row };
  Row data = { .worlds = anomaly->worlds, .progress = progress };
  WfSetFunction function = { n_players, 1 + WF_N_GROUPS, wf_worlds_get_cost (anomaly->worlds), evaluate, &data };

  if (!abduct (anomaly, table, row, n_rows == 1, error))
    return FALSE;
  data.event = find_event (anomaly, evaluate_row (anomaly->worlds), is_rare);
  shares = wf_shares_new (&function, anomaly->params, anomaly->seed, progress, error);
  if (shares == NULL)
    return FALSE;
  answer.score = -wf_shares_get_none (shares, 0);
  answer.tail = exp (-answer.score);
  answer.shares = g_memdup2 (wf_shares_get_values (shares, 0, NULL), n_players * sizeof (double));
  g_array_append_val (self->rows, answer);
  for (gsize p = 0; p < n_players; p++)
    anomaly->permuted[p] += wf_shares_get_half_widths (shares, 0, NULL)[p] / (double) n_rows;
  for (gsize g = 0; g < WF_N_GROUPS; g++)
    for (gsize p = 0; p < n_players; p++)
      anomaly->groups[g * n_players + p] += wf_shares_get_values (shares, 1 + g, NULL)[p] / (double) n_rows;
  return TRUE;
}

/* The mean over the rows. Their draws are the same, so that their errors don't cancel: they are averaged group by group. */
static void
average (Anomaly *anomaly)
{
  WfAttribution *self = anomaly->self;
  gsize n_beyond = 0;
  double smallest = 0.5 / ((double) wf_worlds_get_n_draws (anomaly->worlds) + 0.5) * (1 + 1e-9);

  self->total = 0;
  for (gsize p = 0; p < self->n_contributions; p++)
    self->contributions[p].half_width = hypot (
        wf_groups_get_half_width (anomaly->groups + p, self->n_contributions), anomaly->permuted[p]);
  for (guint r = 0; r < self->rows->len; r++)
    {
      const WfAttributedRow *row = &g_array_index (self->rows, WfAttributedRow, r);

      self->total += row->score / self->rows->len;
      n_beyond += row->tail <= smallest;
      for (gsize p = 0; p < self->n_contributions; p++)
        self->contributions[p].share += row->shares[p] / self->rows->len;
    }
  if (n_beyond > 0)
    wf_attribution_warn (self,
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
  if (!check_rows (table, rows, n_rows, error) || !check_columns (anomaly, table, error))
    return FALSE;
  describe_normal (anomaly);
  for (gsize r = 0; r < n_rows; r++)
    if (!attribute_row (anomaly, table, rows[r], n_rows, progress, error))
      return FALSE;
  average (anomaly);
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
 * @table: (nullable): the table the rows are in; %NULL = the model's own
 * @rows: (array length=n_rows): rows of it
 * @n_rows: how many, at least 1
 * @params: (nullable): "samples", "extreme" and how Shapley values are computed
 * @seed: of the draws
 * @progress: (nullable): progress
 *
 * The score of a row is −log P(a target at least as unusual), in nats; by default as far from the median as the row's, of
 * a category as rare. It is shared out among the target and its ancestors by Shapley values of
 *
 *   v(S) = log P(at least as unusual | the noise of every variable in S is what it was in the row),
 *
 * the other noise being drawn from the model (Budhathoki, Minorics, Blöbaum & Janzing 2022, Causal structure-based root
 * cause analysis of outliers, ICML, section 4). So a variable is a cause when its own noise was unusual in a way that
 * matters, not when its value merely follows those of its causes; a negative share made the row less unusual. Half widths
 * are of 95 % intervals for the draws, not for the fit of the model. Several rows: the mean of their shares.
 *
 * Returns: (transfer full): the attribution; %NULL with %WF_ERROR_DATA (unknown target, no such row, missing value or
 * column), %WF_ERROR_NO_SUPPORT (a row that the model can't give) or %G_IO_ERROR_CANCELLED
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
  anomaly.worlds = wf_worlds_new (wf_model_get_graph (model), anomaly.target,
                                  (gsize) wf_params_get_integer (self->params, "samples"));
  n_players = wf_worlds_get_n_players (anomaly.worlds);
  anomaly.groups = g_new0 (double, WF_N_GROUPS *n_players);
  anomaly.permuted = g_new0 (double, n_players);
  wf_attribution_resize (self, n_players);
  self->unit = "nats";
  wf_worlds_draw_model (anomaly.worlds, model, WF_OUTSIDE, seed);
  for (gsize p = 0; p < n_players; p++)
    self->contributions[p].node = wf_worlds_get_node (anomaly.worlds, p);
  is_done = attribute_rows (&anomaly, table != NULL ? table : wf_model_get_table (model), rows, n_rows, progress, error);
  anomaly_clear (&anomaly);
  return is_done ? wf_attribution_end (g_steal_pointer (&self)) : NULL;
}
