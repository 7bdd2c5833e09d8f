/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/parallel.h"
#include "core/model/model-private.h"
#include "core/model/refit.h"

/* The column most like a name, among those that are no node. */
static const char *
find_nearest_column (WfTable *table, WfGraph *graph, const char *name)
{
  gsize n_columns = wf_table_get_n_columns (table), n_candidates = 0;
  g_autofree const char **candidates = g_new0 (const char *, n_columns + 1);

  for (gsize i = 0; i < n_columns; i++)
    if (wf_graph_find_node (graph, wf_table_get_name (table, i)) < 0)
      candidates[n_candidates++] = wf_table_get_name (table, i);
  return wf_nearest_name (name, candidates);
}

static void
set_missing_error (WfTable *table, WfGraph *graph, const char *name, GError **error)
{
  const char *nearest = find_nearest_column (table, graph, name);

  if (wf_table_fail_text (table, name, error))
    return;
  if (nearest != NULL)
    g_set_error (
        error, WF_ERROR, WF_ERROR_DATA,
        _ ("The table has no column for the graph's variable “%s”; is it “%s”? Rename one of the two"), name,
        nearest);
  else
    g_set_error (
        error, WF_ERROR, WF_ERROR_DATA,
        _ ("The table has no column for the graph's variable “%s”; add it or remove it from the graph"),
        name);
}

/* The columns of the nodes, in their order. */
static WfTable *
select_columns (WfTable *table, WfGraph *graph, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  g_autofree gsize *columns = g_new (gsize, n_nodes + 1);

  for (guint i = 0; i < n_nodes; i++)
    {
      gssize column = wf_table_find_column (table, wf_graph_get_name (graph, i));

      if (column < 0)
        {
          set_missing_error (table, graph, wf_graph_get_name (graph, i), error);
          return NULL;
        }
      columns[i] = column;
    }
  return wf_table_select (table, columns, n_nodes);
}

static WfGraph *
extend_to_dag (WfGraph *graph, guint **choices, gsize *n_choices, GError **error)
{
  WfGraphKind kind = wf_graph_get_kind (graph);

  /* of a graph of no known kind the extension says what stands in the way, for example a cycle */
  if (kind == WF_GRAPH_DAG || kind == WF_GRAPH_CPDAG || kind == WF_GRAPH_UNKNOWN)
    return wf_graph_to_dag (graph, choices, n_choices, error);
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("A model needs a graph of arrows without cycles and without hidden common causes, and this "
                  "one is of kind %s; ask for the possible effects in all its members, direct its edges, or "
                  "learn a graph "
                  "with a method that assumes no hidden common causes (%s)"),
               wf_graph_kind_to_text (kind), "pc");
  return NULL;
}

static void
warn_of_missing (WfModel *self, GPtrArray *notices)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_rows = wf_table_get_n_rows (self->table), n_short = 0,
        fewest;

  if (wf_table_has_counts (self->table))
    n_rows = (gsize) wf_table_get_total_weight (self->table);
  fewest = n_rows;

  for (gsize i = 0; i < n_nodes; i++)
    {
      n_short += self->mechanisms[i].n_rows_used < n_rows;
      fewest = MIN (fewest, self->mechanisms[i].n_rows_used);
    }
  if (n_short == 0)
    return;

  g_autofree char *all = wf_format_count (n_rows);
  g_autofree char *least = wf_format_count (fewest);

  g_ptr_array_add (
      notices, g_strdup_printf (
                   g_dngettext (GETTEXT_PACKAGE,
                                "%zu variable was fitted without the rows where it or a parent is missing "
                                "(%s of %s rows left)",
                                "%zu variables were fitted without the rows where they or a parent are "
                                "missing (at least %s of %s rows left)",
                                n_short),
                   n_short, least, all));
}

/* What the tasks share: one task a node. */
typedef struct
{
  WfModel *model;
  GVariant *params;
  WfProgress *progress;
  GError **errors; /* n_nodes */
} Fit;

/* as often as they count; shares don't tell */
static gsize
count_rows (const WfFamily *family)
{
  double sum = 0.0;

  if (family->weights == NULL || family->has_shares)
    return family->n_rows;
  for (gsize row = 0; row < family->n_rows; row++)
    sum += family->weights[row];
  return (gsize) sum;
}

static void
fit_node (gsize node, gpointer data)
{
  Fit *self = data;
  WfMechanism *mechanism = &self->model->mechanisms[node];
  g_auto (WfFamily) family = { 0 };
  GError **error = &self->errors[node];

  if (!wf_progress_check (self->progress, error) ||
      !wf_family_init (&family, self->model->table, mechanism->parents, mechanism->n_parents, node, error))
    return;
  mechanism->n_rows_used = count_rows (&family);
  if (wf_model_fit_mechanism (self->model, node, &family, self->params, self->progress, error))
    wf_progress_advance (self->progress, 1);
}

/* Fits every node; the error is that of the first one that fails, at any number of threads. */
static gboolean
fit_nodes (WfModel *self, WfProgress *progress, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autofree GError **errors = g_new0 (GError *, n_nodes + 1);
  Fit work = { self, self->params, progress, errors };
  gboolean is_fitted = TRUE;

  wf_parallel_for (n_nodes, 0, fit_node, &work);
  for (gsize i = 0; i < n_nodes; i++)
    {
      if (errors[i] == NULL)
        continue;
      if (is_fitted)
        g_propagate_error (error, errors[i]);
      else
        g_error_free (errors[i]);
      is_fitted = FALSE;
    }
  return is_fitted && wf_progress_check (progress, error);
}

/* The notices of the nodes in their order, then those of the whole. */
static void
collect_warnings (WfModel *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autoptr (GPtrArray) notices = g_ptr_array_new ();

  for (gsize i = 0; i < n_nodes; i++)
    {
      GPtrArray *own = self->mechanisms[i].notices;

      for (guint k = 0; own != NULL && k < own->len; k++)
        g_ptr_array_add (notices, g_strdup (own->pdata[k]));
    }
  warn_of_missing (self, notices);
  if (!wf_table_has_counts (self->table))
    g_ptr_array_add (notices, g_strdup (_ ("the weights of the rows are shares, and nobody knows of how many "
                                           "rows: tables of probabilities are taken as they are, without "
                                           "prior rows")));
  g_ptr_array_add (notices, NULL);
  self->warnings = (char **) g_ptr_array_free (g_steal_pointer (&notices), FALSE);
}

/* Only tables of probabilities take rows with weights; with any other kind every row is there as often as it
 * counts. */
static gboolean
settle_weights (WfModel *self, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  gboolean is_needed = FALSE;
  WfTable *rows;

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfMechanismKind *kind = self->mechanisms[i].kind;

      if (kind == NULL)
        kind = wf_model_find_possible (self, i, NULL);
      is_needed = is_needed || kind != &wf_mechanism_categorical;
    }
  if (!is_needed || wf_table_get_weights (self->table, NULL) == NULL)
    return TRUE;
  rows = wf_table_expand_weights (self->table, error);
  if (rows == NULL)
    return FALSE;
  self->counted = self->table;
  self->table = rows;
  return TRUE;
}

static gboolean
fit (WfModel *self, const char *kind, GVariant *given, WfProgress *progress, GError **error)
{
  g_autoptr (GVariant) params = wf_model_complete_params (kind, given, error);

  if (params == NULL || !wf_model_choose_kinds (self, kind, params, error) || !settle_weights (self, error))
    return FALSE;
  self->params = g_steal_pointer (&params);
  wf_progress_set_stage (progress, _ ("Fitting the mechanisms"), wf_graph_get_n_nodes (self->graph));
  if (!fit_nodes (self, progress, error) || !wf_model_reconsider_roots (self, progress, error))
    return FALSE;
  wf_model_keep_used_params (self);
  collect_warnings (self);
  return wf_progress_check (progress, error);
}

/**
 * wf_model_fit:
 * @kind: (nullable): id of a kind of mechanism for every node that can have it, or %NULL = by the data
 * @table: rows to fit to; it needs a column for every node and may have more
 * @graph: a DAG, or a CPDAG, which is extended to a DAG first (Dor & Tarsi 1992)
 * @params: (nullable): a{sv} of "mechanisms" ("pka=spline,erk=linear-gaussian": single nodes of other kinds)
 * and the parameters of the kinds
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Fits one mechanism a node, independently of the others. By the data: tables or logistic mechanisms for
 * discrete nodes, linear-Gaussian ones or curves for continuous ones (selection.c says how). With @kind, a
 * node without parents that can't be of it keeps its own values or their frequencies. Nodes are matched to
 * columns by name. Rows with a missing value among a node and its parents are left out of that node's fit
 * (exact when values are missing completely at random). Weights of rows count in probability tables; for
 * other kinds each row is repeated as often as it counts.
 *
 * Errors: #WF_ERROR_DATA: a node without a column (the nearest is named), too few complete rows, weights
 * that are no counts with a kind that needs them;
 * #WF_ERROR_SINGULAR: parents that determine one another; #WF_ERROR_UNSUPPORTED: a kind that a node can't
 * have, a graph with hidden causes; #WF_ERROR_TOO_LARGE: a probability table beyond %WF_LIMIT_TABLE_ENTRIES,
 * a logistic mechanism of thousands of unknowns.
 *
 * Cost: O(n sum p_i^2) for linear-Gaussian, O(n sum p_i) for categorical, O(n sum (knots p_i)^2) for curves,
 * some ten passes over the rows for logistic; with %NULL as @kind a few milliseconds more for every
 * continuous node with parents, to compare lines and curves on rows that are left out.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfModel *
wf_model_fit (
    const char *kind, WfTable *table, WfGraph *graph, GVariant *params, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (graph != NULL, NULL);

  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfTable) columns = NULL;
  g_autoptr (WfModel) self = NULL;
  g_autofree guint *choices = NULL;
  gsize n_choices = 0;

  /* The edges keep their order when a CPDAG is extended: an index into one list is an index into the other.
   */
  dag = extend_to_dag (graph, &choices, &n_choices, error);
  if (dag == NULL)
    return NULL;
  columns = select_columns (table, dag, error);
  if (columns == NULL)
    return NULL;
  self = wf_model_new (dag, columns);
  self->choices = g_steal_pointer (&choices);
  self->n_choices = n_choices;
  if (!fit (self, kind, params, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * wf_model_refit:
 * @self: a model
 * @table: rows to fit to, with a column for every node, of the same kinds and levels as the model's own
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * The same DAG, kinds of mechanisms and parameters on other rows, so that two models differ in numbers alone.
 * Nothing is chosen anew. Cost and errors: as wf_model_fit() of those kinds.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfModel *
wf_model_refit (WfModel *self, WfTable *table, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (table != NULL, NULL);

  g_autoptr (WfTable) columns = select_columns (table, self->graph, error);
  g_autoptr (WfModel) model = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  if (columns == NULL)
    return NULL;
  model = wf_model_new (self->graph, columns);
  model->choices = g_memdup2 (self->choices, self->n_choices * sizeof (guint));
  model->n_choices = self->n_choices;
  model->params = wf_model_complete_params (NULL, self->params, error);
  if (model->params == NULL)
    return NULL;
  for (gsize i = 0; i < n_nodes; i++)
    {
      model->mechanisms[i].kind = self->mechanisms[i].kind;
      model->is_automatic[i] = self->is_automatic[i];
    }
  if (!settle_weights (model, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Fitting the mechanisms"), n_nodes);
  if (!fit_nodes (model, progress, error))
    return NULL;
  wf_model_keep_used_params (model);
  collect_warnings (model);
  return g_steal_pointer (&model);
}

/**
 * wf_model_resample: (skip)
 * @self: a model with rows
 * @rng: which rows are drawn
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * As many rows as there are, drawn with replacement, and wf_model_refit() on them (Efron & Tibshirani 1993,
 * An Introduction to the Bootstrap, 6.2). Memory: a copy of the rows.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfModel *
wf_model_resample (WfModel *self, WfRng *rng, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rng != NULL, NULL);

  g_autoptr (WfTable) whole = wf_table_expand_weights (self->table, error);
  gsize n_rows = whole != NULL ? wf_table_get_n_rows (whole) : 0;
  g_autofree gsize *rows = g_try_new (gsize, n_rows + 1);
  g_autoptr (WfTable) table = NULL;

  if (whole == NULL)
    return NULL;
  if (rows == NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                           _ ("Not enough memory for a sample of the rows; close other programs or select "
                              "fewer rows"));
      return NULL;
    }
  for (gsize i = 0; i < n_rows; i++)
    rows[i] = wf_rng_below (rng, n_rows);
  table = wf_table_select_rows (whole, rows, n_rows, error);
  return table != NULL ? wf_model_refit (self, table, progress, error) : NULL;
}
