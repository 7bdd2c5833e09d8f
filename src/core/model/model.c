/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/parallel.h"
#include "core/model/model-private.h"

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
      g_free (self->mechanisms[i].parents);
      g_free (self->mechanisms[i].coefficients);
      g_free (self->mechanisms[i].cpt);
      g_clear_pointer (&self->observed[i], wf_marginal_unref);
    }
  g_free (self->mechanisms);
  g_free (self->observed);
  g_free (self->choices);
  g_strfreev (self->warnings);
  g_clear_pointer (&self->notices, g_strv_builder_unref);
  g_clear_pointer (&self->params, g_variant_unref);
  wf_table_unref (self->table);
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

void
wf_model_warn (WfModel *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (self->notices, text);
}

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

/* "a, b, c and more": names of the columns of a kind */
static char *
list_columns (WfTable *table, WfColumnKind kind)
{
  g_autoptr (GString) list = g_string_new (NULL);
  gsize n_columns = wf_table_get_n_columns (table), n_listed = 0;

  for (gsize i = 0; i < n_columns; i++)
    {
      if (wf_table_get_kind (table, i) != kind)
        continue;
      if (n_listed == 3)
        {
          g_string_append (list, ", …");
          break;
        }
      g_string_append_printf (list, n_listed++ == 0 ? "%s" : ", %s", wf_table_get_name (table, i));
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
set_mixed_error (WfTable *table, GError **error)
{
  g_autofree char *discrete = list_columns (table, WF_COLUMN_DISCRETE);
  g_autofree char *continuous = list_columns (table, WF_COLUMN_CONTINUOUS);

  g_set_error (
      error, WF_ERROR, WF_ERROR_UNSUPPORTED,
      _ ("The graph mixes discrete variables (%s) and continuous ones (%s): mixed mechanisms are not in this "
         "version. Read the discrete ones as numbers (--continuous) or the others as levels (--discrete), or "
         "leave one kind out of the graph"),
      discrete, continuous);
}

static const WfModelKind *
find_kind (const char *id, WfTable *table, GError **error)
{
  WfDataKind data = wf_table_get_data_kind (table);
  const WfModelKind *const *kinds = wf_model_kinds_get_all ();

  if (data == WF_DATA_MIXED)
    {
      set_mixed_error (table, error);
      return NULL;
    }
  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      if (id != NULL && !g_str_equal (id, kinds[i]->id))
        continue;
      if ((kinds[i]->accepts & data) != 0)
        return kinds[i];
      if (id == NULL)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   data == WF_DATA_DISCRETE ? _ ("A %s model needs continuous columns and these are "
                                                 "discrete; read them as numbers (--continuous)")
                                            : _ ("A %s model needs discrete columns and these are "
                                                 "continuous; read them as levels (--discrete)"),
                   id);
      return NULL;
    }
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("There is no kind of model “%s”; there are %s and %s"), id, wf_model_linear_gaussian.id,
               wf_model_categorical.id);
  return NULL;
}

static WfGraph *
extend_to_dag (WfGraph *graph, guint **choices, gsize *n_choices, GError **error)
{
  WfGraphKind kind = wf_graph_get_kind (graph);

  /* of a graph of no known kind the extension says what stands in the way, for example a cycle */
  if (kind == WF_GRAPH_DAG || kind == WF_GRAPH_CPDAG || kind == WF_GRAPH_UNKNOWN)
    return wf_graph_to_dag (graph, choices, n_choices, error);
  g_set_error (
      error, WF_ERROR, WF_ERROR_UNSUPPORTED,
      _ ("A model needs a graph of arrows without cycles and without hidden common causes, and this "
         "one is of kind %s; direct its edges, or learn a graph with a method that assumes no hidden "
         "common causes (%s)"),
      wf_graph_kind_to_text (kind), "pc");
  return NULL;
}

static WfModel *
model_new (WfGraph *dag, WfTable *table, const guint *choices, gsize n_choices)
{
  WfModel *self = g_atomic_rc_box_new0 (WfModel);
  gsize n_nodes = wf_graph_get_n_nodes (dag);

  self->graph = wf_graph_ref (dag);
  self->table = wf_table_ref (table);
  self->choices = g_memdup2 (choices, n_choices * sizeof (guint));
  self->n_choices = n_choices;
  self->observed = g_new0 (WfMarginal *, n_nodes + 1);
  self->mechanisms = g_new0 (WfMechanism, n_nodes + 1);
  self->notices = g_strv_builder_new ();
  for (guint i = 0; i < n_nodes; i++)
    {
      self->mechanisms[i].parents = wf_graph_list_parents (dag, i, &self->mechanisms[i].n_parents);
      self->mechanisms[i].r_squared = NAN;
    }
  return self;
}

static void
observe_node (gsize node, gpointer data)
{
  WfModel *self = data;

  self->observed[node] = wf_marginal_new_observed (self->table, node);
}

static void
warn_of_missing (WfModel *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_rows = wf_table_get_n_rows (self->table), n_short = 0,
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

  wf_model_warn (self,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%zu variable was fitted without the rows where it or a parent is missing "
                              "(%s of %s rows left)",
                              "%zu variables were fitted without the rows where they or a parent are "
                              "missing (at least %s of %s rows left)",
                              n_short),
                 n_short, least, all);
}

static gboolean
fit (WfModel *self, GVariant *params, WfProgress *progress, GError **error)
{
  static const WfParam no_params[] = { { .id = NULL } };
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  self->params =
      wf_params_complete (self->kind->params != NULL ? self->kind->params : no_params, params, error);
  if (self->params == NULL)
    return FALSE;
  wf_progress_set_stage (progress, _ ("Fitting the mechanisms"), n_nodes);
  if (!self->kind->fit (self, self->params, progress, error) || !wf_progress_check (progress, error))
    return FALSE;
  warn_of_missing (self);
  wf_parallel_for (n_nodes, 0, observe_node, self);
  self->warnings = g_strv_builder_end (self->notices);
  return wf_progress_check (progress, error);
}

/**
 * wf_model_fit:
 * @kind: (nullable): id of a kind of model, or %NULL = by the data
 * @table: rows to fit to; it needs a column for every node and may have more
 * @graph: a DAG, or a CPDAG, which is extended to a DAG first (Dor & Tarsi 1992)
 * @params: (nullable): a{sv} of the kind's parameters
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Fits one mechanism a node, independently of the others. Nodes are matched to columns by name. Rows with a
 * missing value among a node and its parents are left out of that node's fit (exact when values are missing
 * completely at random).
 *
 * Errors: #WF_ERROR_DATA: a node without a column (the nearest is named), too few complete rows;
 * #WF_ERROR_SINGULAR: parents that determine one another; #WF_ERROR_UNSUPPORTED: mixed data, a graph with
 * hidden causes; #WF_ERROR_TOO_LARGE: a probability table beyond %WF_LIMIT_TABLE_ENTRIES.
 *
 * Cost: O(n sum p_i^2) for linear-Gaussian, O(n sum p_i) for categorical, and one sort a column.
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
  const WfModelKind *model_kind;
  gsize n_choices = 0;

  /* The edges keep their order when a CPDAG is extended: an index into one list is an index into the other.
   */
  dag = extend_to_dag (graph, &choices, &n_choices, error);
  if (dag == NULL)
    return NULL;
  columns = select_columns (table, dag, error);
  if (columns == NULL)
    return NULL;
  model_kind = find_kind (kind, columns, error);
  if (model_kind == NULL)
    return NULL;
  self = model_new (dag, columns, choices, n_choices);
  self->kind = model_kind;
  if (!fit (self, params, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * wf_model_get_kind:
 * @self: a model
 *
 * Returns: id of its kind: "linear-gaussian" or "categorical"
 */
const char *
wf_model_get_kind (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->kind->id;
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
 * wf_model_get_params:
 * @self: a model
 *
 * Returns: (transfer none): a{sv} with every parameter of its kind
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
 * Returns: the linear-Gaussian intercept, 0 for other kinds
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
 * Returns: standard deviation of the linear-Gaussian noise (denominator n - parents - 1), 0 for other kinds
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
 * last parent; every row of levels sums to 1; %NULL for other kinds
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

static char *
describe_table (const WfMechanism *mechanism, gsize n_levels)
{
  gsize n_rows = mechanism->n_entries / MAX (n_levels, 1);

  if (mechanism->n_parents == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no parents, %zu probability",
                                         "no parents, %zu probabilities", n_levels),
                            n_levels);

  g_autofree char *parents = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu parent", "%zu parents", mechanism->n_parents), mechanism->n_parents);

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s, %zu row of probabilities", "%s, %zu rows of probabilities", n_rows),
      parents, n_rows);
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
  if (mechanism->coefficients == NULL)
    return describe_table (mechanism, wf_table_get_n_levels (self->table, node));

  g_autofree char *intercept = wf_format_number (mechanism->intercept);
  g_autofree char *sd = wf_format_number (mechanism->residual_sd);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s = %s", wf_graph_get_name (self->graph, node), intercept);
  for (gsize k = 0; k < mechanism->n_parents; k++)
    {
      double coefficient = mechanism->coefficients[k];
      g_autofree char *size = wf_format_number (fabs (coefficient));

      g_string_append_printf (text, " %s %s · %s", coefficient < 0.0 ? "−" : "+", size,
                              wf_graph_get_name (self->graph, mechanism->parents[k]));
    }
  /* Translators: ends "pka = 6.75 − 0.39 · pkc + noise (sd 1.2)"; sd is the standard deviation */
  g_string_append_printf (text, _ (" + noise (sd %s)"), sd);
  return g_string_free (g_steal_pointer (&text), FALSE);
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
