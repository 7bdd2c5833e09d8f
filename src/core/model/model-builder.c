/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A model from known numbers instead of data: published networks, examples, simulations. */

#include "config.h"

#include <float.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/model/model-private.h"

#define SUM_TOLERANCE 1e-3 /* of a row of probabilities, as printed in papers and files */

typedef struct
{
  char **levels;   /* NULL = continuous */
  double *numbers; /* the table, or the coefficients; NULL = not set */
  gsize n_numbers;
  double intercept, sd;
  char *kind; /* of numbers as an object; NULL = one of the above */
  JsonObject *object;
} Draft;

struct _WfModelBuilder
{
  WfGraph *graph;
  Draft *drafts; /* n_nodes */
  GPtrArray *warnings;
};

G_DEFINE_BOXED_TYPE (WfModelBuilder, wf_model_builder, wf_model_builder_ref, wf_model_builder_unref)

/**
 * wf_model_builder_new:
 * @dag: a DAG
 *
 * Returns: (transfer full): a builder of a model of it
 */
WfModelBuilder *
wf_model_builder_new (WfGraph *dag)
{
  g_return_val_if_fail (dag != NULL, NULL);

  WfModelBuilder *self = g_atomic_rc_box_new0 (WfModelBuilder);

  self->graph = wf_graph_ref (dag);
  self->drafts = g_new0 (Draft, wf_graph_get_n_nodes (dag) + 1);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * wf_model_builder_ref:
 * @self: a builder
 *
 * Returns: (transfer full): @self
 */
WfModelBuilder *
wf_model_builder_ref (WfModelBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
builder_clear (gpointer data)
{
  WfModelBuilder *self = data;
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (gsize i = 0; i < n_nodes; i++)
    {
      g_strfreev (self->drafts[i].levels);
      g_free (self->drafts[i].numbers);
      g_free (self->drafts[i].kind);
      g_clear_pointer (&self->drafts[i].object, json_object_unref);
    }
  g_free (self->drafts);
  g_ptr_array_unref (self->warnings);
  wf_graph_unref (self->graph);
}

/**
 * wf_model_builder_unref:
 * @self: (transfer full): a builder
 */
void
wf_model_builder_unref (WfModelBuilder *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, builder_clear);
}

static void
set_draft (
    Draft *draft, const char *const *levels, const double *numbers, gsize n, double intercept, double sd)
{
  g_strfreev (draft->levels);
  g_free (draft->numbers);
  g_clear_pointer (&draft->kind, g_free);
  g_clear_pointer (&draft->object, json_object_unref);
  draft->levels = g_strdupv ((char **) levels);
  draft->numbers = g_new0 (double, n + 1);
  for (gsize i = 0; i < n; i++)
    draft->numbers[i] = numbers[i];
  draft->n_numbers = n;
  draft->intercept = intercept;
  draft->sd = sd;
}

/**
 * wf_model_builder_set_table:
 * @self: a builder
 * @node: index of a node
 * @levels: (array zero-terminated=1): names of its levels
 * @cpt: (array length=n): P(level | parents), levels fastest, then the last parent; the order of parents is
 * that of wf_graph_list_parents()
 * @n: product of the numbers of levels of the node and its parents
 *
 * Makes a node discrete, with a table of probabilities.
 */
void
wf_model_builder_set_table (
    WfModelBuilder *self, guint node, const char *const *levels, const double *cpt, gsize n)
{
  g_return_if_fail (self != NULL && node < wf_graph_get_n_nodes (self->graph));
  g_return_if_fail (levels != NULL && levels[0] != NULL && cpt != NULL);
  set_draft (&self->drafts[node], levels, cpt, n, 0.0, 0.0);
}

/**
 * wf_model_builder_set_linear:
 * @self: a builder
 * @node: index of a node
 * @intercept: value where every parent is 0 and without noise
 * @coefficients: (array length=n) (nullable): one a parent, in the order of wf_graph_list_parents()
 * @n: how many
 * @sd: standard deviation of the normal noise, >= 0
 *
 * Makes a node continuous: a weighted sum of its parents plus noise.
 */
void
wf_model_builder_set_linear (
    WfModelBuilder *self, guint node, double intercept, const double *coefficients, gsize n, double sd)
{
  g_return_if_fail (self != NULL && node < wf_graph_get_n_nodes (self->graph));
  g_return_if_fail (coefficients != NULL || n == 0);
  set_draft (&self->drafts[node], NULL, coefficients, n, intercept, sd);
}

/**
 * wf_model_builder_set_mechanism: (skip)
 * @self: a builder
 * @node: index of a node
 * @kind: id of a kind of mechanism
 * @levels: (array zero-terminated=1) (nullable): of a discrete node
 * @numbers: what wf_model_write_mechanism() wrote; of a table, “probabilities”
 *
 * Gives a node a mechanism of any kind.
 */
void
wf_model_builder_set_mechanism (
    WfModelBuilder *self, guint node, const char *kind, const char *const *levels, JsonObject *numbers)
{
  g_return_if_fail (self != NULL && node < wf_graph_get_n_nodes (self->graph));
  g_return_if_fail (kind != NULL && numbers != NULL);
  set_draft (&self->drafts[node], levels, NULL, 0, 0.0, 0.0);
  self->drafts[node].kind = g_strdup (kind);
  self->drafts[node].object = json_object_ref (numbers);
}

/**
 * wf_model_builder_add_warning:
 * @self: a builder
 * @warning: a sentence for people
 *
 * Adds to what wf_model_get_warnings() tells.
 */
void
wf_model_builder_add_warning (WfModelBuilder *self, const char *warning)
{
  g_return_if_fail (self != NULL && warning != NULL);
  g_ptr_array_add (self->warnings, g_strdup (warning));
}

/* A table without rows, whose columns have the kinds and levels. */
static WfTable *
make_table (WfModelBuilder *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (0);
  const double no_values[1] = { 0.0 };
  const gint32 no_codes[1] = { 0 };

  for (guint i = 0; i < n_nodes; i++)
    if (self->drafts[i].levels != NULL)
      wf_table_builder_add_discrete (builder, wf_graph_get_name (self->graph, i), no_codes, 0,
                                     (const char *const *) self->drafts[i].levels);
    else
      wf_table_builder_add_continuous (builder, wf_graph_get_name (self->graph, i), no_values, 0);
  return wf_table_builder_end (builder);
}

static gboolean
check_probabilities (WfMechanism *self, const char *name, GError **error)
{
  for (gsize row = 0; row < self->n_entries; row += self->n_levels)
    {
      double sum = 0.0;

      for (gsize i = 0; i < self->n_levels; i++)
        sum += self->cpt[row + i] >= 0.0 ? self->cpt[row + i] : NAN;
      if (!(fabs (sum - 1.0) <= SUM_TOLERANCE))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The probabilities of %s, row %zu of its table, are negative or don't sum to 1"),
                       name, row / self->n_levels);
          return FALSE;
        }
      /* what sums to 1 but for rounding stays, to the last bit */
      if (fabs (sum - 1.0) > DBL_EPSILON * self->n_levels)
        for (gsize i = 0; i < self->n_levels; i++)
          self->cpt[row + i] /= sum;
    }
  return TRUE;
}

static gboolean
fill_table (WfMechanism *self, Draft *draft, const char *name, GError **error)
{
  gsize n_entries = self->n_levels;

  for (gsize k = 0; k < self->n_parents; k++)
    {
      if (self->parent_levels[k] == 0)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_UNSUPPORTED,
              _ ("%s has a table of probabilities and a continuous parent; give every parent a table"), name);
          return FALSE;
        }
      n_entries = n_entries <= WF_LIMIT_TABLE_ENTRIES ? n_entries * self->parent_levels[k] : n_entries;
    }
  if (n_entries != draft->n_numbers)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The table of %s has %zu entries, and its levels and those of its parents make %zu"),
                   name, draft->n_numbers, n_entries);
      return FALSE;
    }
  self->kind = &wf_mechanism_categorical;
  self->cpt = g_steal_pointer (&draft->numbers);
  self->n_entries = n_entries;
  return check_probabilities (self, name, error);
}

static gboolean
fill_linear (WfMechanism *self, Draft *draft, const char *name, GError **error)
{
  gboolean is_finite = isfinite (draft->intercept) && isfinite (draft->sd) && draft->sd >= 0.0;

  for (gsize k = 0; k < self->n_parents; k++)
    if (self->parent_levels[k] > 0)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("%s is a weighted sum and has a discrete parent; make every parent continuous"),
                     name);
        return FALSE;
      }
  if (draft->n_numbers != self->n_parents)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has %zu coefficients and %zu parents"), name,
                   draft->n_numbers, self->n_parents);
      return FALSE;
    }
  for (gsize k = 0; k < self->n_parents; k++)
    is_finite = is_finite && isfinite (draft->numbers[k]);
  if (!is_finite)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The numbers of %s must be finite, and its standard deviation not negative"), name);
      return FALSE;
    }
  self->kind = &wf_mechanism_linear_gaussian;
  self->coefficients = g_steal_pointer (&draft->numbers);
  self->intercept = draft->intercept;
  self->residual_sd = draft->sd;
  return TRUE;
}

static gboolean
fill_mechanism (WfModel *model, guint node, Draft *draft, const char *name, GError **error)
{
  WfMechanism *self = &model->mechanisms[node];
  const WfMechanismKind *kind = wf_mechanism_kinds_find (draft->kind);

  if (kind == NULL)
    {
      wf_model_set_unknown_kind_error (draft->kind, error);
      return FALSE;
    }
  if (!wf_model_set_kind (model, node, kind, error))
    return FALSE;
  if (!kind->read (self, draft->object, error))
    {
      g_prefix_error (error, _ ("The %s mechanism of %s: "), kind->id, name);
      return FALSE;
    }
  return self->cpt == NULL || check_probabilities (self, name, error);
}

static gboolean
fill (WfModel *model, guint node, Draft *draft, const char *name, GError **error)
{
  if (draft->kind != NULL)
    return fill_mechanism (model, node, draft, name, error);
  return draft->levels != NULL ? fill_table (&model->mechanisms[node], draft, name, error)
                               : fill_linear (&model->mechanisms[node], draft, name, error);
}

/**
 * wf_model_builder_end:
 * @self: a builder, empty afterwards
 * @error: return location for an error
 *
 * The model has no data: its table has no rows, only the kinds and the levels of its columns, and what is
 * observed of a node is nothing.
 *
 * Errors: #WF_ERROR_DATA: a node without a mechanism, a table of another size than its levels and those of
 * its parents, rows that don't sum to 1 (within 0.001; they are scaled), numbers that are not finite;
 * #WF_ERROR_UNSUPPORTED: a discrete and a continuous node joined.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfModel *
wf_model_builder_end (WfModelBuilder *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (WfTable) table = make_table (self);
  g_autoptr (WfModel) model = wf_model_new (self->graph, table);
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (guint i = 0; i < n_nodes; i++)
    {
      Draft *draft = &self->drafts[i];
      const char *name = wf_graph_get_name (self->graph, i);

      if (draft->numbers == NULL)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("%s has no mechanism; give it a table or a weighted sum"), name);
          return NULL;
        }
      if (!fill (model, i, draft, name, error))
        return NULL;
    }
  model->params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_ptr_array_add (self->warnings, NULL);
  model->warnings = g_strdupv ((char **) self->warnings->pdata);
  return g_steal_pointer (&model);
}
