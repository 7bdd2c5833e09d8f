/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A model of tables in which somebody changed one by hand. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/model/model-private.h"

#define SUM_TOLERANCE 1e-9

static void
copy_table (WfMechanism *self, const WfMechanism *from)
{
  self->kind = &wf_mechanism_categorical;
  self->cpt = g_memdup2 (from->cpt, from->n_entries * sizeof (double));
  self->n_entries = from->n_entries;
  self->r_squared = from->r_squared;
  self->n_rows_used = from->n_rows_used;
}

static gboolean
change_table (WfMechanism *self, const double *cpt, gsize n, const char *name, GError **error)
{
  if (n != self->n_entries)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The table of %s has %zu entries, and its levels and those of its parents make %zu"),
                   name, n, self->n_entries);
      return FALSE;
    }
  for (gsize row = 0; row < n; row += self->n_levels)
    {
      double sum = 0;

      for (gsize i = 0; i < self->n_levels; i++)
        sum += cpt[row + i] >= 0 ? cpt[row + i] : NAN;
      if (!(fabs (sum - 1) <= SUM_TOLERANCE))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The probabilities of %s, row %zu of its table, are negative or don't sum to 1"),
                       name, row / self->n_levels);
          return FALSE;
        }
      for (gsize i = 0; i < self->n_levels; i++)
        self->cpt[row + i] = cpt[row + i];
    }
  self->r_squared = NAN; /* no rows gave it */
  self->n_rows_used = 0;
  return TRUE;
}

/* says once of each table that no data gave it */
static void
add_warning (WfModel *self, guint node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *warning =
      g_strdup_printf (_ ("The table of %s was changed by hand: it is not what the data give"),
                       wf_graph_get_name (self->graph, node));

  if (self->warnings != NULL && g_strv_contains ((const char *const *) self->warnings, warning))
    return;
  if (self->warnings != NULL)
    g_strv_builder_addv (builder, (const char **) self->warnings);
  g_strv_builder_add (builder, warning);
  g_strfreev (self->warnings);
  self->warnings = g_strv_builder_end (builder);
}

/**
 * wf_model_with_table:
 * @self: a model of tables (wf_model_is_discrete())
 * @node: index of a node
 * @cpt: (array length=n): its new table, as wf_model_get_cpt() gives it
 * @n: number of entries
 * @error: return location for an error
 *
 * The same model with another table at one node, whatever the data say; how well that one fits isn't known.
 * wf_model_get_warnings() tells of it.
 * Errors: #WF_ERROR_UNSUPPORTED: a node without a table; #WF_ERROR_DATA: a table of another size, or one
 * whose rows don't sum to 1. Cost: a copy of all tables.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfModel *
wf_model_with_table (WfModel *self, guint node, const double *cpt, gsize n, GError **error)
{
  g_return_val_if_fail (self != NULL && node < wf_graph_get_n_nodes (self->graph), NULL);
  g_return_val_if_fail (cpt != NULL, NULL);

  g_autoptr (WfModel) model = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  for (guint i = 0; i < n_nodes; i++)
    if (self->mechanisms[i].cpt == NULL)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("%s has no table of probabilities; fit tables to every variable first"),
                     wf_graph_get_name (self->graph, i));
        return NULL;
      }
  model = wf_model_new (self->graph, self->table);
  model->counted = self->counted != NULL ? wf_table_ref (self->counted) : NULL;
  model->params = g_variant_ref (self->params);
  model->choices = g_memdup2 (self->choices, self->n_choices * sizeof (guint));
  model->n_choices = self->n_choices;
  model->warnings = g_strdupv (self->warnings);
  model->is_checked = 1; /* a table that no data gave can't be held against rows */
  for (guint i = 0; i < n_nodes; i++)
    {
      copy_table (&model->mechanisms[i], &self->mechanisms[i]);
      model->is_automatic[i] = self->is_automatic[i];
    }
  add_warning (model, node);
  return change_table (&model->mechanisms[node], cpt, n, wf_graph_get_name (self->graph, node), error)
             ? g_steal_pointer (&model)
             : NULL;
}
