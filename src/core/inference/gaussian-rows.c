/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The shape of a continuous marginal. Without evidence it is that of the rows of the table, moved row by row
 * with every row keeping its own noise (abduction, action, prediction; Pearl 2009, Causality, 2nd ed.,
 * theorem 7.1.7). In a linear model the noise need not be computed: a row's value moves by the sum of its
 * parents' moves times their coefficients. With evidence, the shape is normal. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/parallel.h"
#include "core/inference/gaussian-rows-private.h"

/* Of more rows, some at even distances: enough for bins that a screen can show, few enough for a drag of a
 * slider. */
#define MAX_ROWS    10000
#define MIN_ROWS    1000
#define MAX_CELLS   100000 /* rows times distributions to make, between the two */
#define MAX_OUTSIDE 0.02   /* share of the rows after that may fall outside the observed axis */

void
wf_linear_system_init (WfLinearSystem *self, WfModel *model)
{
  WfGraph *graph = wf_model_get_graph (model);

  self->model = model;
  self->n_nodes = wf_graph_get_n_nodes (graph);
  self->order = wf_graph_sort_topologically (graph, &self->n_nodes);
  self->parents = g_new0 (guint *, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      gsize n_parents;

      self->parents[i] = wf_graph_list_parents (graph, i, &n_parents);
    }
}

void
wf_linear_system_clear (WfLinearSystem *self)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    g_free (self->parents[i]);
  g_free (self->parents);
  g_free (self->order);
}

/* What one marginal is made of. */
typedef struct
{
  const char *name;
  WfMarginal *observed; /* borrowed */
  gboolean is_whole;    /* the values before are all that the observed distribution is made of */
  double low, high;     /* the common axis */
  double *before;       /* n_before values */
  gsize n_before;
  double *after; /* n_after values */
  gsize n_after;
} Rows;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
include (Rows *self, double value)
{
  self->low = fmin (self->low, value);
  self->high = fmax (self->high, value);
}

static void
init_axis (Rows *self, WfMarginal *observed)
{
  self->name = wf_marginal_get_name (observed);
  self->observed = observed;
  self->low = wf_marginal_get_low (observed);
  self->high = wf_marginal_get_high (observed);
}

/* Extends the axis to the 0.5 % and 99.5 % quantiles of the values after when more than MAX_OUTSIDE of them
 * lie outside. */
static void
extend_to_values (Rows *self)
{
  g_autofree double *sorted = NULL;
  gsize n_outside = 0;

  for (gsize i = 0; i < self->n_after; i++)
    n_outside += self->after[i] < self->low || self->after[i] > self->high;
  if (n_outside <= MAX_OUTSIDE * self->n_after)
    return;
  sorted = g_memdup2 (self->after, self->n_after * sizeof (double));
  qsort (sorted, self->n_after, sizeof (double), compare_doubles);
  include (self, sorted[self->n_after / 200]);
  include (self, sorted[self->n_after - 1 - self->n_after / 200]);
}

/* The same for a normal distribution. */
static void
extend_to_normal (Rows *self, double mean, double sd)
{
  double outside =
      sd > 0.0
          ? 0.5 * (erfc ((mean - self->low) / (sd * G_SQRT2)) + erfc ((self->high - mean) / (sd * G_SQRT2)))
          : (mean < self->low || mean > self->high);

  if (outside <= MAX_OUTSIDE)
    return;
  include (self, mean - 2.576 * sd);
  include (self, mean + 2.576 * sd);
}

static WfMarginal *
make_marginal (const Rows *self, const double *values, gsize n, double mean, double sd)
{
  if (n == 0 || sd <= 0.0)
    return wf_marginal_new_normal (self->name, mean, sd, self->low, self->high);
  return wf_marginal_new_values (self->name, values, n, self->low, self->high, mean, sd);
}

/* The observed distribution is at hand already, unless only some rows or a longer axis make it comparable. */
static WfMarginal *
make_before (const Rows *self, double mean, double sd)
{
  if (self->is_whole && sd > 0.0 && self->low == wf_marginal_get_low (self->observed) &&
      self->high == wf_marginal_get_high (self->observed))
    return wf_marginal_with_moments (self->observed, mean, sd);
  return make_marginal (self, self->before, self->n_before, mean, sd);
}

static gboolean
is_moved (WfEffect *effect, guint node)
{
  return effect->is_affected[node] || effect->conditions[node].intervention != NULL;
}

static void
fill_pair (WfEffect *effect,
           guint node,
           Rows *rows,
           double mean_before,
           double sd_before,
           double mean_after,
           double sd_after)
{
  if (!rows->is_whole && rows->n_before == 0)
    extend_to_normal (rows, mean_before, sd_before);
  if (is_moved (effect, node) && rows->n_after > 0)
    extend_to_values (rows);
  else if (is_moved (effect, node))
    extend_to_normal (rows, mean_after, sd_after);
  effect->before[node] = make_before (rows, mean_before, sd_before);
  effect->after[node] = is_moved (effect, node)
                            ? make_marginal (rows, rows->after, rows->n_after, mean_after, sd_after)
                            : wf_marginal_ref (effect->before[node]);
}

/* How far each row's value of a node moves; NULL = it stays. */
static double *
move_rows (WfEffect *effect, const WfLinearSystem *system, guint node, double *const *moves, gsize n_rows)
{
  const WfCondition *condition = &effect->conditions[node];
  gsize n_parents, n_all;
  const double *coefficients = wf_model_get_coefficients (system->model, node, &n_parents);
  const double *values = wf_table_get_values (wf_model_get_table (system->model), node, &n_all);
  double *move = g_new0 (double, n_rows);

  for (gsize k = 0; k < n_parents; k++)
    {
      const double *parent = moves[system->parents[node][k]];

      for (gsize r = 0; parent != NULL && r < n_rows; r++)
        move[r] += coefficients[k] * parent[r];
    }
  if (condition->intervention == NULL)
    return move;
  for (gsize r = 0; r < n_rows; r++)
    {
      double value = values[r * n_all / n_rows];

      switch (wf_intervention_get_kind (condition->intervention))
        {
          case WF_INTERVENTION_SHIFT:
            move[r] += condition->value;
            break;
          case WF_INTERVENTION_SCALE:
            move[r] = condition->value * (value + move[r]) - value;
            break;
          case WF_INTERVENTION_SET:
          default:
            move[r] = condition->value - value;
            break;
        }
    }
  return move;
}

/* Gathers the rows where the node, and what moves it, are known. */
static void
gather_rows (Rows *self, const double *values, gsize n_all, const double *move, gsize n_rows)
{
  self->before = g_new (double, n_rows + 1);
  self->after = g_new (double, n_rows + 1);
  for (gsize r = 0; r < n_rows; r++)
    {
      double value = values[r * n_all / n_rows];

      if (isnan (value))
        continue;
      self->before[self->n_before++] = value;
      if (move != NULL && isfinite (value + move[r]))
        self->after[self->n_after++] = value + move[r];
    }
}

static void
rows_clear (Rows *self)
{
  g_free (self->before);
  g_free (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

/* What the tasks share: one task a node. */
typedef struct
{
  WfEffect *effect;
  const WfLinearSystem *system;
  double **moves; /* n_nodes, NULL = stays */
  gsize n_rows;
  const double *mean_before, *sd_before, *mean_after, *sd_after;
  WfProgress *progress;
} Fill;

static void
fill_node (gsize node, gpointer data)
{
  Fill *self = data;
  WfTable *table = wf_model_get_table (self->system->model);
  g_auto (Rows) rows = { 0 };
  gsize n_all;
  const double *values = wf_table_get_values (table, node, &n_all);

  if (wf_progress_is_cancelled (self->progress))
    return;
  init_axis (&rows, wf_model_get_observed (self->system->model, node));
  rows.is_whole = self->n_rows > 0 && (self->n_rows == n_all || !is_moved (self->effect, node));
  if (is_moved (self->effect, node))
    gather_rows (&rows, values, n_all, self->moves[node], self->n_rows);
  fill_pair (self->effect, node, &rows, self->mean_before[node], self->sd_before[node],
             self->mean_after[node], self->sd_after[node]);
}

/* All rows when that is cheap: then the distributions before are those observed and need no making. */
static gsize
count_rows (gsize n_all, const gboolean *is_downstream, gsize n_nodes)
{
  gsize n_moved = 1;

  for (gsize i = 0; i < n_nodes; i++)
    n_moved += is_downstream[i];
  if (n_all <= MAX_ROWS && n_all <= MAX_CELLS / n_moved)
    return n_all;
  return MIN (n_all, CLAMP (MAX_CELLS / (2 * n_moved), MIN_ROWS, MAX_ROWS));
}

gboolean
wf_effect_fill_marginals (WfEffect *effect,
                          const WfLinearSystem *system,
                          const double *mean_before,
                          const double *sd_before,
                          const double *mean_after,
                          const double *sd_after,
                          WfProgress *progress,
                          GError **error)
{
  gsize n_all = wf_table_get_n_rows (wf_model_get_table (system->model));
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (effect);
  gsize n_rows = wf_effect_has_evidence (effect) ? 0 : count_rows (n_all, is_downstream, system->n_nodes);
  g_autoptr (GPtrArray) owner = g_ptr_array_new_with_free_func (g_free);
  g_autofree double **moves = g_new0 (double *, system->n_nodes + 1);
  Fill fill = { effect, system, moves, n_rows, mean_before, sd_before, mean_after, sd_after, progress };

  for (gsize i = 0; i < system->n_nodes; i++)
    {
      guint node = system->order[i];

      if (!wf_progress_check (progress, error))
        return FALSE;
      if (n_rows == 0 || !is_downstream[node])
        continue;
      moves[node] = move_rows (effect, system, node, moves, n_rows);
      g_ptr_array_add (owner, moves[node]);
    }
  wf_parallel_for (system->n_nodes, 0, fill_node, &fill);
  return wf_progress_check (progress, error);
}
