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

#include "core/base/parallel.h"
#include "core/inference/axis-private.h"
#include "core/inference/gaussian-private.h"

/* Of more rows, some at even distances: enough for bins that a screen can show, few enough for a drag of a
 * slider. */
#define MAX_ROWS    10000
#define MIN_ROWS    1000
#define MAX_CELLS   100000 /* rows times distributions to make, between the two */

/* What one marginal is made of. */
typedef struct
{
  const char *name;
  WfMarginal *observed; /* borrowed */
  gboolean is_whole;    /* the values before are all that the observed distribution is made of */
  WfAxis axis;          /* common to both */
  double *before;       /* n_before values */
  gsize n_before;
  double *after; /* n_after values */
  gsize n_after;
} Rows;

static void
init_rows (Rows *self, WfMarginal *observed)
{
  self->name = wf_marginal_get_name (observed);
  self->observed = observed;
  wf_axis_init (&self->axis, observed);
}

static WfMarginal *
make_marginal (const Rows *self, const double *values, gsize n, double mean, double sd)
{
  if (n == 0 || sd <= 0.0)
    return wf_marginal_new_normal (self->name, mean, sd, self->axis.low, self->axis.high);
  return wf_marginal_new_values (self->name, values, n, self->axis.low, self->axis.high, mean, sd);
}

/* One marginal that knows its shape without the others. */
typedef struct
{
  WfModel *model;
  guint node;
  double mean, sd;
  gboolean is_as_observed;
} Plain;

static void
plain_free (gpointer data)
{
  Plain *self = data;

  wf_model_unref (self->model);
  g_free (self);
}

static WfMarginal *
make_plain (gpointer data)
{
  Plain *self = data;
  WfMarginal *observed = wf_model_get_observed (self->model, self->node);
  Rows rows = { 0 };

  if (self->is_as_observed && self->sd > 0.0 && wf_marginal_get_bins (observed, NULL) != NULL)
    return wf_marginal_with_moments (observed, self->mean, self->sd);
  init_rows (&rows, observed);
  wf_axis_extend_to_normal (&rows.axis, self->mean, self->sd);
  return wf_marginal_new_normal (rows.name, self->mean, self->sd, rows.axis.low, rows.axis.high);
}

WfMarginal *
wf_linear_marginal_defer (WfModel *model, guint node, double mean, double sd, gboolean is_as_observed)
{
  Plain *plain = g_new (Plain, 1);

  *plain = (Plain){ wf_model_ref (model), node, mean, sd, is_as_observed };
  return wf_marginal_write_dates (
      wf_marginal_new_deferred (wf_graph_get_name (wf_model_get_graph (model), node), mean, sd, make_plain,
                                plain, plain_free),
      wf_model_is_calendar (model, node));
}

struct _WfLinearShapes
{
  WfQuestion *question;
  gsize n_nodes;
  gboolean *is_moved; /* n_nodes */
  double *mean_before, *sd_before, *mean_after, *sd_after;
  GMutex lock;
  WfMarginal **before; /* n_nodes; NULL before the first is asked for */
  WfMarginal **after;
};

static double *
take_roots (const double *variances, gsize n)
{
  double *roots = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    roots[i] = sqrt (variances[i]);
  return roots;
}

WfLinearShapes *
wf_linear_shapes_new (WfQuestion *question,
                      const gboolean *is_affected,
                      const WfMoments *before,
                      const WfMoments *after)
{
  WfLinearShapes *self = g_atomic_rc_box_new0 (WfLinearShapes);
  gsize n = wf_graph_get_n_nodes (wf_model_get_graph (question->model));

  self->question = wf_question_ref (question);
  self->n_nodes = n;
  self->is_moved = g_new (gboolean, n + 1);
  for (gsize i = 0; i < n; i++)
    self->is_moved[i] = is_affected[i] || question->conditions[i].intervention != NULL;
  self->mean_before = g_memdup2 (before->means, n * sizeof (double));
  self->mean_after = g_memdup2 (after->means, n * sizeof (double));
  self->sd_before = take_roots (before->variances, n);
  self->sd_after = take_roots (after->variances, n);
  g_mutex_init (&self->lock);
  return self;
}

static void
shapes_clear (gpointer data)
{
  WfLinearShapes *self = data;

  for (gsize i = 0; self->before != NULL && i < self->n_nodes; i++)
    {
      g_clear_pointer (&self->before[i], wf_marginal_unref);
      g_clear_pointer (&self->after[i], wf_marginal_unref);
    }
  g_free (self->before);
  g_free (self->after);
  g_free (self->is_moved);
  g_free (self->mean_before);
  g_free (self->mean_after);
  g_free (self->sd_before);
  g_free (self->sd_after);
  g_mutex_clear (&self->lock);
  wf_question_unref (self->question);
}

void
wf_linear_shapes_unref (WfLinearShapes *self)
{
  g_atomic_rc_box_release_full (self, shapes_clear);
}

/* The observed distribution is at hand already, unless only some rows or a longer axis make it comparable. */
static WfMarginal *
make_before (const Rows *self, double mean, double sd)
{
  if (self->is_whole && sd > 0.0 && self->axis.low == wf_marginal_get_low (self->observed) &&
      self->axis.high == wf_marginal_get_high (self->observed))
    return wf_marginal_with_moments (self->observed, mean, sd);
  return make_marginal (self, self->before, self->n_before, mean, sd);
}

static void
fill_pair (WfLinearShapes *self, guint node, Rows *rows)
{
  double mean_before = self->mean_before[node], sd_before = self->sd_before[node];
  double mean_after = self->mean_after[node], sd_after = self->sd_after[node];

  if (!rows->is_whole && rows->n_before == 0)
    wf_axis_extend_to_normal (&rows->axis, mean_before, sd_before);
  if (self->is_moved[node] && rows->n_after > 0)
    wf_axis_extend_to_values (&rows->axis, rows->after, rows->n_after);
  else if (self->is_moved[node])
    wf_axis_extend_to_normal (&rows->axis, mean_after, sd_after);
  self->before[node] = make_before (rows, mean_before, sd_before);
  self->after[node] = self->is_moved[node]
                          ? make_marginal (rows, rows->after, rows->n_after, mean_after, sd_after)
                          : wf_marginal_ref (self->before[node]);
}

/* How far each row's value of a node moves. moves: of its parents, NULL = they stay */
static double *
move_rows (WfModel *model, const WfCondition *condition, guint node, double *const *moves, gsize n_rows)
{
  gsize n_parents, n_all;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), node, &n_parents);
  const double *coefficients = wf_model_get_coefficients (model, node, NULL);
  const double *values = wf_table_get_values (wf_model_get_table (model), node, &n_all);
  double *move = g_new0 (double, n_rows);

  for (gsize k = 0; k < n_parents; k++)
    {
      const double *parent = moves[parents[k]];

      for (gsize r = 0; parent != NULL && r < n_rows; r++)
        move[r] += coefficients[k] * parent[r];
    }
  if (condition->intervention == NULL)
    return move;
  for (gsize r = 0; r < n_rows; r++)
    {
      double value = values[r * n_all / n_rows];

      if (condition->kind == WF_INTERVENTION_SHIFT)
        move[r] += condition->value;
      else if (condition->kind == WF_INTERVENTION_SCALE)
        move[r] = condition->value * (value + move[r]) - value;
      else
        move[r] = condition->value - value;
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
  WfLinearShapes *shapes;
  double **moves; /* n_nodes, NULL = stays */
  gsize n_rows;
} Fill;

static void
fill_node (gsize node, gpointer data)
{
  Fill *self = data;
  WfModel *model = self->shapes->question->model;
  gboolean is_moved = self->shapes->is_moved[node];
  g_auto (Rows) rows = { 0 };
  gsize n_all;
  const double *values = wf_table_get_values (wf_model_get_table (model), node, &n_all);

  init_rows (&rows, wf_model_get_observed (model, node));
  rows.is_whole = self->n_rows > 0 && (self->n_rows == n_all || !is_moved);
  if (is_moved && self->n_rows > 0)
    gather_rows (&rows, values, n_all, self->moves[node], self->n_rows);
  fill_pair (self->shapes, node, &rows);
}

/* Rows have noise of their own to keep while nothing is drawn anew; evidence would give them weights. */
static gboolean
can_move_rows (const WfQuestion *question, gsize n_nodes)
{
  for (gsize i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &question->conditions[i];

      if (condition->n_cuts > 0 ||
          (condition->intervention != NULL && condition->kind > WF_INTERVENTION_SCALE))
        return FALSE;
    }
  return !wf_question_has_evidence (question);
}

/* All rows when that is cheap: then the distributions before are those observed and need no making. */
static gsize
count_rows (const WfQuestion *question, const gboolean *is_downstream, gsize n_nodes)
{
  gsize n_all = wf_table_get_n_rows (wf_model_get_table (question->model)), n_moved = 1;

  if (!can_move_rows (question, n_nodes))
    return 0;
  for (gsize i = 0; i < n_nodes; i++)
    n_moved += is_downstream[i];
  if (n_all <= MAX_ROWS && n_all <= MAX_CELLS / n_moved)
    return n_all;
  return MIN (n_all, CLAMP (MAX_CELLS / (2 * n_moved), MIN_ROWS, MAX_ROWS));
}

static void
make_all (WfLinearShapes *self)
{
  const WfQuestion *question = self->question;
  g_autofree gboolean *is_downstream = wf_question_list_downstream (question);
  gsize n_rows = count_rows (question, is_downstream, self->n_nodes);
  g_autoptr (GPtrArray) owner = g_ptr_array_new_with_free_func (g_free);
  g_autofree double **moves = g_new0 (double *, self->n_nodes + 1);
  Fill fill = { self, moves, n_rows };

  self->before = g_new0 (WfMarginal *, self->n_nodes + 1);
  self->after = g_new0 (WfMarginal *, self->n_nodes + 1);
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      guint node = question->order[i];

      if (n_rows == 0 || !is_downstream[node])
        continue;
      moves[node] = move_rows (question->model, &question->conditions[node], node, moves, n_rows);
      g_ptr_array_add (owner, moves[node]);
    }
  wf_parallel_for (self->n_nodes, 0, fill_node, &fill);
}

/* What a deferred marginal remembers of the shapes. */
typedef struct
{
  WfLinearShapes *shapes;
  guint node;
  gboolean is_after;
} Deferred;

static WfMarginal *
make_deferred (gpointer data)
{
  Deferred *self = data;
  WfLinearShapes *shapes = self->shapes;
  WfMarginal *shape;

  g_mutex_lock (&shapes->lock);
  if (shapes->before == NULL)
    make_all (shapes);
  shape = wf_marginal_ref (self->is_after ? shapes->after[self->node] : shapes->before[self->node]);
  g_mutex_unlock (&shapes->lock);
  return shape;
}

static void
deferred_free (gpointer data)
{
  Deferred *self = data;

  wf_linear_shapes_unref (self->shapes);
  g_free (self);
}

WfMarginal *
wf_linear_shapes_defer (WfLinearShapes *self, guint node, gboolean is_after)
{
  Deferred *deferred = g_new (Deferred, 1);

  *deferred = (Deferred){ g_atomic_rc_box_acquire (self), node, is_after };
  return wf_marginal_write_dates (
      wf_marginal_new_deferred (wf_graph_get_name (wf_model_get_graph (self->question->model), node),
                                is_after ? self->mean_after[node] : self->mean_before[node],
                                is_after ? self->sd_after[node] : self->sd_before[node], make_deferred,
                                deferred, deferred_free),
      wf_model_is_calendar (self->question->model, node));
}
