/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/attribution-private.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"

#define TWO_SIDED 1.96 /* standard errors of a 95 % interval */
#define LEVEL     0.05 /* of the tests whether a mechanism changed */

const char *const wf_attribution_computations[] = { "automatic", "draws", NULL };

G_DEFINE_BOXED_TYPE (WfAttribution, wf_attribution, wf_attribution_ref, wf_attribution_unref)

/**
 * wf_attribution_get_method: (skip)
 * @kind: a question
 *
 * Returns: (transfer none): its name, source and parameters
 */
const WfAttributionMethod *
wf_attribution_get_method (WfAttributionKind kind)
{
  static const WfAttributionMethod *const methods[] = {
    &wf_attribution_anomaly,
    &wf_attribution_change,
    &wf_attribution_arrows,
    &wf_attribution_intrinsic,
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (methods), NULL);
  return methods[kind];
}

static gboolean
find_target (WfModel *model, const char *target, guint *node, GError **error)
{
  WfGraph *graph = wf_model_get_graph (model);
  gssize found = wf_graph_find_node (graph, target);
  const char *nearest;

  if (found >= 0)
    {
      *node = (guint) found;
      return TRUE;
    }
  nearest = wf_nearest_name (target, wf_graph_get_names (graph));
  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”; did you mean “%s”?"),
                 target, nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”"), target);
  return FALSE;
}

static void
row_clear (gpointer data)
{
  g_free (((WfAttributedRow *) data)->shares);
}

WfAttribution *
wf_attribution_new (const WfAttributionMethod *method,
                    WfModel *model,
                    const char *target,
                    GVariant *params,
                    guint *node,
                    GError **error)
{
  g_autoptr (GVariant) complete = wf_params_complete (method->params, params, error);
  WfAttribution *self;

  if (complete == NULL || (target != NULL && !find_target (model, target, node, error)))
    return NULL;
  self = g_atomic_rc_box_new0 (WfAttribution);
  self->kind = method->kind;
  self->model = wf_model_ref (model);
  self->target = g_strdup (target);
  self->params = g_steal_pointer (&complete);
  self->total = NAN;
  self->before = NAN;
  self->after = NAN;
  self->rows = g_array_new (FALSE, TRUE, sizeof (WfAttributedRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->notices = g_strv_builder_new ();
  return self;
}

void
wf_attribution_resize (WfAttribution *self, gsize n)
{
  g_free (self->contributions);
  self->contributions = g_new0 (WfContribution, n + 1);
  self->n_contributions = n;
  for (gsize i = 0; i < n; i++)
    {
      self->contributions[i].child = -1;
      self->contributions[i].p_value = NAN;
      self->contributions[i].observed = NAN;
      self->contributions[i].expected = NAN;
    }
}

void
wf_attribution_warn (WfAttribution *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (self->notices, text);
}

/* Falling size, equal ones in the order they had. */
static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const WfContribution *contributions = data;
  gsize i = *(const gsize *) a, j = *(const gsize *) b;
  double x = fabs (contributions[i].share), y = fabs (contributions[j].share);

  return x != y ? (x < y) - (x > y) : (i > j) - (i < j);
}

WfAttribution *
wf_attribution_end (WfAttribution *self)
{
  gsize n = self->n_contributions;
  g_autofree gsize *places = g_new (gsize, n + 1);
  WfContribution *sorted = g_new (WfContribution, n + 1);

  for (gsize i = 0; i < n; i++)
    places[i] = i;
  g_qsort_with_data (places, (int) n, sizeof *places, compare_places, self->contributions);
  for (gsize i = 0; i < n; i++)
    sorted[i] = self->contributions[places[i]];
  g_free (self->contributions);
  self->contributions = sorted;
  for (guint r = 0; r < self->rows->len; r++)
    {
      WfAttributedRow *row = &g_array_index (self->rows, WfAttributedRow, r);
      double *shares = g_new (double, n + 1);

      for (gsize i = 0; i < n; i++)
        shares[i] = row->shares[places[i]];
      g_free (row->shares);
      row->shares = shares;
    }
  self->warnings = g_strv_builder_end (self->notices);
  g_clear_pointer (&self->notices, g_strv_builder_unref);
  return self;
}

double
wf_groups_get_half_width (const double *values, gsize stride)
{
  double sum = 0, squares = 0, mean;

  for (gsize g = 0; g < WF_N_GROUPS; g++)
    sum += values[g * stride];
  mean = sum / WF_N_GROUPS;
  for (gsize g = 0; g < WF_N_GROUPS; g++)
    squares += (values[g * stride] - mean) * (values[g * stride] - mean);
  return TWO_SIDED * sqrt (squares / (WF_N_GROUPS - 1) / WF_N_GROUPS);
}

/* What drawing values and drawing permutations leave open, together. */
WfShares *
wf_attribution_share (
    WfAttribution *self, const WfSetFunction *function, guint64 seed, WfProgress *progress, GError **error)
{
  g_autoptr (GVariant) params = wf_shares_pick_params (self->params);
  WfShares *shares = wf_shares_new (function, params, seed, progress, error);

  for (gsize p = 0; shares != NULL && p < function->n_players; p++)
    {
      double drawn =
          function->n_outputs > WF_N_GROUPS
              ? wf_groups_get_half_width (wf_shares_get_values (shares, 1, NULL) + p, function->n_players)
              : 0;

      self->contributions[p].share = wf_shares_get_values (shares, 0, NULL)[p];
      self->contributions[p].half_width = hypot (drawn, wf_shares_get_half_widths (shares, 0, NULL)[p]);
    }
  return shares;
}

gboolean
wf_attribution_check_draws (gsize n_variables, gsize n_draws, const char *param, GError **error)
{
  if (n_draws <= WF_LIMIT_DRAWN_VALUES / MAX (n_variables, 1))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("%zu draws of %zu variables are over the limit of %d numbers; choose at most %zu for “%s”"),
               n_draws, n_variables, WF_LIMIT_DRAWN_VALUES, WF_LIMIT_DRAWN_VALUES / n_variables, param);
  return FALSE;
}

gboolean
wf_attribution_is_linear (GVariant *params, WfModel *model, const WfWorlds *worlds, gboolean is_any_root)
{
  if (g_str_equal (wf_params_get_choice (params, "computation"), "draws"))
    return FALSE;
  for (gsize p = 0; p < wf_worlds_get_n_players (worlds); p++)
    {
      const WfMechanism *mechanism = wf_model_get_mechanism (model, wf_worlds_get_node (worlds, p));

      gboolean is_root =
          wf_mechanism_get_n_parents (mechanism) == 0 && wf_mechanism_get_n_levels (mechanism) == 0;

      if (!g_str_equal (wf_mechanism_get_kind (mechanism)->id, "linear-gaussian") &&
          !(is_any_root && is_root))
        return FALSE;
    }
  return TRUE;
}

/**
 * wf_attribution_ref:
 * @self: an attribution
 *
 * Returns: (transfer full): the same
 */
WfAttribution *
wf_attribution_ref (WfAttribution *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
attribution_clear (WfAttribution *self)
{
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->second, wf_model_unref);
  g_clear_pointer (&self->params, g_variant_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->notices, g_strv_builder_unref);
  g_free (self->target);
  g_free (self->contributions);
  g_strfreev (self->warnings);
}

/**
 * wf_attribution_unref:
 * @self: (transfer full): an attribution
 */
void
wf_attribution_unref (WfAttribution *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) attribution_clear);
}

/**
 * wf_attribution_get_kind:
 * @self: an attribution
 *
 * Returns: what was asked
 */
WfAttributionKind
wf_attribution_get_kind (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, WF_ATTRIBUTION_ANOMALY);
  return self->kind;
}

/**
 * wf_attribution_get_model:
 * @self: an attribution
 *
 * Returns: (transfer none): the model it is about; of a change, that of the first table
 */
WfModel *
wf_attribution_get_model (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->model;
}

/**
 * wf_attribution_get_second_model:
 * @self: an attribution
 *
 * Returns: (transfer none) (nullable): of a change, the model of the second table
 */
WfModel *
wf_attribution_get_second_model (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->second;
}

/**
 * wf_attribution_get_target:
 * @self: an attribution
 *
 * Returns: (nullable): name of the variable asked about; %NULL when all arrows were
 */
const char *
wf_attribution_get_target (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->target;
}

/**
 * wf_attribution_get_params:
 * @self: an attribution
 *
 * Returns: (transfer none): every parameter of the method, a{sv}
 */
GVariant *
wf_attribution_get_params (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->params;
}

/**
 * wf_attribution_get_contributions:
 * @self: an attribution
 * @n: (out) (optional): how many
 *
 * Returns: (array length=n) (transfer none): the contributions, the largest in size first
 */
const WfContribution *
wf_attribution_get_contributions (WfAttribution *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->n_contributions;
  return self->contributions;
}

/**
 * wf_attribution_find_node:
 * @self: an attribution
 * @name: name of a variable
 *
 * Returns: the place of its (first) contribution; -1 when it has none
 */
gssize
wf_attribution_find_node (WfAttribution *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  for (gsize i = 0; i < self->n_contributions; i++)
    if (g_str_equal (wf_graph_get_name (wf_model_get_graph (self->model), self->contributions[i].node), name))
      return (gssize) i;
  return -1;
}

/**
 * wf_attribution_get_total:
 * @self: an attribution
 *
 * Returns: what the contributions sum to; NaN for arrows
 */
double
wf_attribution_get_total (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->total;
}

/**
 * wf_attribution_get_unit:
 * @self: an attribution
 *
 * Returns: the unit of the contributions, an id: "nats", "mean", "total-variation", "variance" or "gini"
 */
const char *
wf_attribution_get_unit (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->unit;
}

/**
 * wf_attribution_is_exact:
 * @self: an attribution
 *
 * Returns: whether nothing was drawn at random, given the model
 */
gboolean
wf_attribution_is_exact (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_exact;
}

/**
 * wf_attribution_get_n_rows:
 * @self: an attribution
 *
 * Returns: how many rows an anomaly is about
 */
gsize
wf_attribution_get_n_rows (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->rows->len;
}

static const WfAttributedRow *
get_row (WfAttribution *self, gsize i)
{
  g_return_val_if_fail (self != NULL && i < self->rows->len, NULL);
  return &g_array_index (self->rows, WfAttributedRow, i);
}

/**
 * wf_attribution_get_row:
 * @self: an attribution
 * @i: number of a row asked about
 *
 * Returns: its place in the table
 */
gsize
wf_attribution_get_row (WfAttribution *self, gsize i)
{
  const WfAttributedRow *row = get_row (self, i);

  return row != NULL ? row->row : 0;
}

/**
 * wf_attribution_get_score:
 * @self: an attribution
 * @i: number of a row asked about
 *
 * Returns: how unusual its target is: −log of wf_attribution_get_tail(), in nats
 */
double
wf_attribution_get_score (WfAttribution *self, gsize i)
{
  const WfAttributedRow *row = get_row (self, i);

  return row != NULL ? row->score : NAN;
}

/**
 * wf_attribution_get_tail:
 * @self: an attribution
 * @i: number of a row asked about
 *
 * Returns: the probability, under the model, of a target at least as unusual
 */
double
wf_attribution_get_tail (WfAttribution *self, gsize i)
{
  const WfAttributedRow *row = get_row (self, i);

  return row != NULL ? row->tail : NAN;
}

/**
 * wf_attribution_get_row_share:
 * @self: an attribution
 * @i: number of a row asked about
 * @contribution: place among the contributions
 *
 * Returns: what it contributes to this row's score
 */
double
wf_attribution_get_row_share (WfAttribution *self, gsize i, gsize contribution)
{
  const WfAttributedRow *row = get_row (self, i);

  g_return_val_if_fail (row != NULL && contribution < self->n_contributions, NAN);
  return row->shares[contribution];
}

/**
 * wf_attribution_get_before:
 * @self: an attribution
 *
 * Returns: of a change, the measure under the model of the first table
 */
double
wf_attribution_get_before (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->before;
}

/**
 * wf_attribution_get_after:
 * @self: an attribution
 *
 * Returns: of a change, the measure under the model of the second table
 */
double
wf_attribution_get_after (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->after;
}

/**
 * wf_attribution_is_changed:
 * @self: an attribution
 * @contribution: place among the contributions
 *
 * Holm's correction (1979, Scandinavian Journal of Statistics 6): the k-th smallest of m p-values is compared
 * with 0.05 / (m − k + 1), and all above the first that fails fail too.
 *
 * Returns: whether the tables say that this mechanism changed
 */
gboolean
wf_attribution_is_changed (WfAttribution *self, gsize contribution)
{
  g_return_val_if_fail (self != NULL && contribution < self->n_contributions, FALSE);

  const WfContribution *all = self->contributions;
  gsize n_tests = 0;
  double worst = 0;

  for (gsize i = 0; i < self->n_contributions; i++)
    n_tests += !isnan (all[i].p_value);
  /* the adjusted p-value: the largest of what it and the smaller ones are multiplied to */
  for (gsize i = 0; i < self->n_contributions; i++)
    if (all[i].p_value <= all[contribution].p_value)
      {
        gsize n_smaller = 0;

        for (gsize j = 0; j < self->n_contributions; j++)
          n_smaller += all[j].p_value < all[i].p_value;
        worst = MAX (worst, all[i].p_value * (double) (n_tests - n_smaller));
      }
  return !isnan (all[contribution].p_value) && worst < LEVEL;
}

/**
 * wf_attribution_get_warnings:
 * @self: an attribution
 *
 * Returns: (array zero-terminated=1) (transfer none): what people should know, ready for them
 */
const char *const *
wf_attribution_get_warnings (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->warnings;
}

/**
 * wf_attribution_name:
 * @self: an attribution
 * @contribution: place among the contributions
 *
 * Returns: (transfer full): the variable's name, or “a → b” for an arrow
 */
char *
wf_attribution_name (WfAttribution *self, gsize contribution)
{
  g_return_val_if_fail (self != NULL && contribution < self->n_contributions, NULL);

  WfGraph *graph = wf_model_get_graph (self->model);
  const WfContribution *one = &self->contributions[contribution];

  if (one->child < 0)
    return g_strdup (wf_graph_get_name (graph, one->node));
  return g_strdup_printf ("%s → %s", wf_graph_get_name (graph, one->node),
                          wf_graph_get_name (graph, (guint) one->child));
}
