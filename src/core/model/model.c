/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/parallel.h"
#include "core/model/model-private.h"
#include "core/table/types.h"

G_DEFINE_BOXED_TYPE (WfModel, wf_model, wf_model_ref, wf_model_unref)

/**
 * wf_model_ref:
 * @self: a model
 *
 * Returns: (transfer full): @self
 */
WfModel *
wf_model_ref (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
model_clear (gpointer data)
{
  WfModel *self = data;
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (gsize i = 0; i < n_nodes; i++)
    {
      wf_mechanism_clear (&self->mechanisms[i]);
      g_clear_pointer (&self->observed[i], wf_marginal_unref);
    }
  g_free (self->mechanisms);
  g_free (self->is_automatic);
  g_free (self->observed);
  g_free (self->choices);
  g_strfreev (self->warnings);
  g_clear_pointer (&self->params, g_variant_unref);
  wf_table_unref (self->table);
  g_clear_pointer (&self->counted, wf_table_unref);
  wf_graph_unref (self->graph);
}

/**
 * wf_model_unref:
 * @self: (transfer full): a model
 */
void
wf_model_unref (WfModel *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, model_clear);
}

/* A model whose mechanisms know their parents, and nothing else yet. */
WfModel *
wf_model_new (WfGraph *dag, WfTable *table)
{
  WfModel *self = g_atomic_rc_box_new0 (WfModel);
  gsize n_nodes = wf_graph_get_n_nodes (dag);

  self->graph = wf_graph_ref (dag);
  self->table = wf_table_ref (table);
  self->observed = g_new0 (WfMarginal *, n_nodes + 1);
  self->mechanisms = g_new0 (WfMechanism, n_nodes + 1);
  self->is_automatic = g_new0 (gboolean, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, i, &n_parents);
      g_autofree gsize *levels = g_new (gsize, n_parents + 1);

      for (gsize k = 0; k < n_parents; k++)
        levels[k] = wf_table_get_n_levels (table, parents[k]);
      wf_mechanism_init (&self->mechanisms[i], parents, levels, n_parents, wf_table_get_n_levels (table, i));
    }
  return self;
}

static void
observe_node (gsize node, gpointer data)
{
  WfModel *self = data;

  self->observed[node] = wf_marginal_new_observed (self->table, node);
}

/* Sorting every column costs more than most fits, and many models are never looked at. */
static void
observe (WfModel *self)
{
  wf_parallel_for (wf_graph_get_n_nodes (self->graph), 0, observe_node, self);
}

/**
 * wf_model_get_kind:
 * @self: a model
 *
 * Returns: id of the kind of all its mechanisms; when the nodes without parents alone are of another kind,
 * that of the others; else "mixed". "linear-gaussian" and "categorical" are said only when every node is of
 * that kind
 */
const char *
wf_model_get_kind (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const WfMechanismKind *root = NULL, *other = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (gsize i = 0; i < n_nodes; i++)
    {
      const WfMechanism *mechanism = &self->mechanisms[i];
      const WfMechanismKind **known = mechanism->n_parents > 0 ? &other : &root;

      if (*known != NULL && *known != mechanism->kind)
        return "mixed";
      *known = mechanism->kind;
    }
  if (root == other || other == NULL)
    return root != NULL ? root->id : "mixed";
  return other == &wf_mechanism_linear_gaussian || other == &wf_mechanism_categorical ? "mixed" : other->id;
}

/**
 * wf_model_is_linear:
 * @self: a model
 *
 * Returns: whether every mechanism is linear-Gaussian, so that answers have a closed form
 */
gboolean
wf_model_is_linear (WfModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (gsize i = 0; i < n_nodes; i++)
    if (self->mechanisms[i].coefficients == NULL)
      return FALSE;
  return TRUE;
}

/**
 * wf_model_is_discrete:
 * @self: a model
 *
 * Returns: whether every mechanism has a table of probabilities (wf_model_get_cpt()), so that discrete
 * inference is exact
 */
gboolean
wf_model_is_discrete (WfModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (gsize i = 0; i < n_nodes; i++)
    if (self->mechanisms[i].cpt == NULL)
      return FALSE;
  return TRUE;
}

/**
 * wf_model_get_mechanism: (skip)
 * @self: a model
 * @node: index of a node
 *
 * Returns: (transfer none): how the node comes from its parents
 */
const WfMechanism *
wf_model_get_mechanism (WfModel *self, guint node)
{
  g_return_val_if_fail (self != NULL && node < wf_graph_get_n_nodes (self->graph), NULL);
  return &self->mechanisms[node];
}

/**
 * wf_model_get_graph:
 * @self: a model
 *
 * Returns: (transfer none): its DAG
 */
WfGraph *
wf_model_get_graph (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->graph;
}

/**
 * wf_model_get_table:
 * @self: a model
 *
 * Returns: (transfer none): the table it was fitted on, its columns in the order of the nodes
 */
WfTable *
wf_model_get_table (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->table;
}

/**
 * wf_model_get_rows:
 * @self: a model
 *
 * The rows as they were given, each of them once: where a kind of mechanism takes no weights, the model's
 * table has each as often as it counts.
 *
 * Returns: (transfer none): wf_model_get_table(), or what it was made of, with weights
 */
WfTable *
wf_model_get_rows (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->counted != NULL ? self->counted : self->table;
}

/**
 * wf_model_get_params:
 * @self: a model
 *
 * Returns: (transfer none): a{sv} with the parameters of the kinds that its nodes are of
 */
GVariant *
wf_model_get_params (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->params;
}

/**
 * wf_model_get_choices:
 * @self: a model
 * @n: (out): their number
 *
 * Returns: (array length=n) (transfer none): indices into the edges of the DAG whose direction the graph left
 * open and fitting chose
 */
const guint *
wf_model_get_choices (WfModel *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n != NULL, NULL);

  *n = self->n_choices;
  return self->choices;
}

static WfMechanism *
get_mechanism (WfModel *self, guint node)
{
  return self != NULL && node < wf_graph_get_n_nodes (self->graph) ? &self->mechanisms[node] : NULL;
}

/**
 * wf_model_is_calendar:
 * @self: a model
 * @node: index of a node
 *
 * Returns: whether the numbers of the variable are seconds since 1970, which are written as dates
 */
gboolean
wf_model_is_calendar (WfModel *self, guint node)
{
  g_return_val_if_fail (get_mechanism (self, node) != NULL, FALSE);

  return wf_table_is_calendar (self->table, node);
}

/**
 * wf_model_get_observed:
 * @self: a model
 * @node: index of a node
 *
 * Returns: (transfer none): its distribution in the table
 */
WfMarginal *
wf_model_get_observed (WfModel *self, guint node)
{
  g_return_val_if_fail (get_mechanism (self, node) != NULL, NULL);

  if (g_once_init_enter (&self->is_observed))
    {
      observe (self);
      g_once_init_leave (&self->is_observed, 1);
    }
  return self->observed[node];
}

/**
 * wf_model_get_coefficients:
 * @self: a model
 * @node: index of a node
 * @n_parents: (out) (optional): how many
 *
 * Returns: (array length=n_parents) (transfer none) (nullable): linear-Gaussian coefficients, in units of the
 * node a unit of the parent, in the order of wf_graph_list_parents(); %NULL for other kinds
 */
const double *
wf_model_get_coefficients (WfModel *self, guint node, gsize *n_parents)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NULL);
  if (n_parents != NULL)
    *n_parents = mechanism->coefficients != NULL ? mechanism->n_parents : 0;
  return mechanism->coefficients;
}

/**
 * wf_model_get_intercept:
 * @self: a model
 * @node: index of a node
 *
 * Returns: the linear-Gaussian intercept; the mean of an empirical node; 0 for other kinds
 */
double
wf_model_get_intercept (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NAN);
  return mechanism->intercept;
}

/**
 * wf_model_get_residual_sd:
 * @self: a model
 * @node: index of a node
 *
 * Returns: standard deviation of the noise of a continuous node (linear-Gaussian: denominator n - parents -
 * 1), 0 for a discrete one
 */
double
wf_model_get_residual_sd (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NAN);
  return mechanism->residual_sd;
}

/**
 * wf_model_get_cpt:
 * @self: a model
 * @node: index of a node
 * @n_entries: (out) (optional): how many
 *
 * Returns: (array length=n_entries) (transfer none) (nullable): P(level | parents), levels fastest, then the
 * last parent; every row of levels sums to 1; %NULL for kinds without a table
 */
const double *
wf_model_get_cpt (WfModel *self, guint node, gsize *n_entries)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NULL);
  if (n_entries != NULL)
    *n_entries = mechanism->n_entries;
  return mechanism->cpt;
}

/**
 * wf_model_get_r_squared:
 * @self: a model
 * @node: index of a node
 *
 * Returns: share of the variance that the parents explain, or McFadden's pseudo R² for a categorical node;
 * 0..1, NaN without parents or for a constant
 */
double
wf_model_get_r_squared (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NAN);
  return mechanism->r_squared;
}

static void
check_node (gsize node, gpointer data)
{
  wf_model_check_mechanism (data, node);
}

/* Leaving rows out takes several fits a node, and many models are never asked. */
static WfMechanism *
get_checked (WfModel *self, guint node)
{
  if (self != NULL && g_once_init_enter (&self->is_checked))
    {
      wf_parallel_for (wf_graph_get_n_nodes (self->graph), 0, check_node, self);
      g_once_init_leave (&self->is_checked, 1);
    }
  return get_mechanism (self, node);
}

/**
 * wf_model_get_held_out:
 * @self: a model
 * @node: index of a node
 * @alone: (out) (optional): the same without its parents
 *
 * How well a node is predicted: the mean log-likelihood, in nats, of a row by a mechanism that was fitted
 * without it (five folds; of at most 2,000 rows). Of a continuous node it depends on the unit: compare it
 * with @alone.
 *
 * Returns: the mean log-likelihood a row; NaN when it wasn't measured (fewer than 30 rows, a model of given
 * numbers)
 */
double
wf_model_get_held_out (WfModel *self, guint node, double *alone)
{
  WfMechanism *mechanism = get_checked (self, node);

  g_return_val_if_fail (mechanism != NULL, NAN);
  if (alone != NULL)
    *alone = mechanism->held_out_alone;
  return mechanism->held_out;
}

/**
 * wf_model_get_residual_p_value:
 * @self: a model
 * @node: index of a node
 *
 * Tests that the noise of a node is independent of its parents: the normal scores of the noise and their
 * squares regressed on polynomials of the parents' (White 1980; Koenker 1981).
 *
 * Returns: p; a small one says that another curve, an interaction or a spread that depends on the parents is
 * missing. NaN without parents, for a table, and with fewer than 30 rows
 */
double
wf_model_get_residual_p_value (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_checked (self, node);

  g_return_val_if_fail (mechanism != NULL, NAN);
  return mechanism->noise_p_value;
}

/**
 * wf_model_is_weak:
 * @self: a model
 * @node: index of a node
 * @reason: (out) (optional) (transfer none) (nullable): why, in words
 *
 * Returns: whether answers that rest on the mechanism of a node deserve doubt
 */
gboolean
wf_model_is_weak (WfModel *self, guint node, const char **reason)
{
  WfMechanism *mechanism = get_checked (self, node);

  g_return_val_if_fail (mechanism != NULL, FALSE);
  if (reason != NULL)
    *reason = mechanism->weakness;
  return mechanism->weakness != NULL;
}

/**
 * wf_model_get_n_rows_used:
 * @self: a model
 * @node: index of a node
 *
 * Returns: rows without a missing value among the node and its parents
 */
gsize
wf_model_get_n_rows_used (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, 0);
  return mechanism->n_rows_used;
}

/**
 * wf_model_describe:
 * @self: a model
 * @node: index of a node
 *
 * Returns: (transfer full): its mechanism in one line: "pka = 6.75 − 0.39 · pkc + noise (sd 1.2)" or "2
 * parents, 12 rows of probabilities"
 */
char *
wf_model_describe (WfModel *self, guint node)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_val_if_fail (mechanism != NULL, NULL);

  g_autofree const char **parents = g_new0 (const char *, mechanism->n_parents + 1);

  for (gsize k = 0; k < mechanism->n_parents; k++)
    parents[k] = wf_graph_get_name (self->graph, mechanism->parents[k]);
  return mechanism->kind->describe (mechanism, self->table, node, wf_graph_get_name (self->graph, node),
                                    parents);
}

/**
 * wf_model_write_mechanism: (skip)
 * @self: a model
 * @node: index of a node
 * @builder: where an object is being built
 *
 * Adds the members “kind” and, but for a table of probabilities, which wf_model_get_cpt() gives, the numbers
 * of its kind, from which wf_model_builder_set_mechanism() makes the same mechanism again.
 */
void
wf_model_write_mechanism (WfModel *self, guint node, JsonBuilder *builder)
{
  WfMechanism *mechanism = get_mechanism (self, node);

  g_return_if_fail (mechanism != NULL && builder != NULL);

  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, mechanism->kind->id);
  if (mechanism->kind != &wf_mechanism_categorical)
    mechanism->kind->write (mechanism, builder);
}

/**
 * wf_model_get_warnings:
 * @self: a model
 *
 * Returns: (array zero-terminated=1) (transfer none): what makes the fit less sure, in words
 */
const char *const *
wf_model_get_warnings (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->warnings;
}
