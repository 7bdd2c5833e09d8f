/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables of the model that were changed by hand, beside what was fitted. */

#include "config.h"

#include <string.h>

#include "app/state.h"

/* A model that was fitted anew since has another table of rows: what was changed is gone. */
WfModel *
wf_state_get_fitted (const WfState *self)
{
  if (self->fitted == NULL || self->model == NULL ||
      wf_model_get_table (self->fitted) != wf_model_get_table (self->model))
    return NULL;
  return self->fitted;
}

static gboolean
has_same_table (WfModel *a, WfModel *b, guint node)
{
  gsize n, n_other;
  const double *one = wf_model_get_cpt (a, node, &n), *other = wf_model_get_cpt (b, node, &n_other);

  return one != NULL && other != NULL && n == n_other && memcmp (one, other, n * sizeof (double)) == 0;
}

gboolean
wf_state_is_table_changed (const WfState *self, guint node)
{
  WfModel *fitted = wf_state_get_fitted (self);

  return fitted != NULL && !has_same_table (fitted, self->model, node);
}

gboolean
wf_state_has_same_changes (const WfState *a, const WfState *b)
{
  WfModel *one = wf_state_get_fitted (a), *other = wf_state_get_fitted (b);

  return (one == NULL && other == NULL) || (one != NULL && other != NULL && a->model == b->model);
}

WfModel *
wf_state_change_table (
    const WfState *self, WfModel *fitted, guint node, const double *cpt, gsize n, GError **error)
{
  g_autoptr (WfModel) model = wf_model_ref (fitted);

  for (guint v = 0; model != NULL && v < wf_graph_get_n_nodes (wf_model_get_graph (fitted)); v++)
    {
      gboolean is_kept = v != node && wf_state_is_table_changed (self, v);
      gsize n_kept = n;
      const double *table = is_kept ? wf_model_get_cpt (self->model, v, &n_kept) : v == node ? cpt : NULL;
      g_autoptr (WfModel) before = NULL;

      if (table == NULL)
        continue;
      before = g_steal_pointer (&model);
      model = wf_model_with_table (before, v, table, n_kept, error);
    }
  return g_steal_pointer (&model);
}

void
wf_state_set_tables (WfState *self, WfModel *fitted, WfModel *model)
{
  gboolean is_changed = FALSE;

  for (guint node = 0; node < wf_graph_get_n_nodes (wf_model_get_graph (model)); node++)
    is_changed = is_changed || !has_same_table (fitted, model, node);
  wf_model_ref (fitted);
  wf_model_ref (model);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->fitted, wf_model_unref);
  self->model = is_changed ? wf_model_ref (model) : wf_model_ref (fitted);
  self->fitted = is_changed ? wf_model_ref (fitted) : NULL;
  wf_model_unref (fitted);
  wf_model_unref (model);
}
