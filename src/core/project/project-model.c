/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The model that a project holds, and the tables of a model that were changed by hand. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/project/project-private.h"

JsonObject *
wf_project_get_object (WfProject *self, const char *name)
{
  JsonNode *node = wf_project_get_part (self, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * wf_project_read_model: (skip)
 * @self: a project
 * @place: of the project, for messages
 * @model: (out) (nullable): one that was read, without a table; %NULL when the project holds none
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE, or with %WF_ERROR_DATA when it is about another graph
 */
gboolean
wf_project_read_model (WfProject *self, const WfJsonPlace *place, WfModel **model, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "model");
  JsonObject *part;

  g_return_val_if_fail (self != NULL && place != NULL && model != NULL, FALSE);

  *model = NULL;
  part = wf_project_get_object (self, "model");
  if (part == NULL)
    return TRUE;
  *model = wf_model_from_json (part, &here, error);
  if (*model == NULL)
    return FALSE;
  if (self->graph != NULL && wf_graph_equal (wf_model_get_graph (*model), self->graph))
    return TRUE;
  g_clear_pointer (model, wf_model_unref);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s: the model and the graph differ; remove one of the two"), place->name);
  return FALSE;
}

static gboolean
read_table (JsonArray *numbers, const WfJsonPlace *place, GArray *cpt, GError **error)
{
  for (guint i = 0; i < json_array_get_length (numbers); i++)
    {
      double number;

      if (!wf_json_take_number (numbers, i, place, &number, error))
        return FALSE;
      g_array_append_val (cpt, number);
    }
  return TRUE;
}

/* (transfer full): the model with this table in place of its own */
static WfModel *
change_table (WfModel *model, const char *name, JsonArray *numbers, const WfJsonPlace *place, GError **error)
{
  g_autoptr (GArray) cpt = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) local_error = NULL;
  gssize node = wf_graph_find_node (wf_model_get_graph (model), name);
  WfModel *changed;
  gsize n = 0;

  if (!read_table (numbers, place, cpt, error))
    return NULL;
  if (node < 0 || wf_model_get_cpt (model, (guint) node, &n) == NULL || n != cpt->len)
    {
      wf_json_fail (place, error, _ ("the model has no table of that size there"));
      return NULL;
    }
  changed = wf_model_with_table (model, (guint) node, (const double *) (gconstpointer) cpt->data, cpt->len,
                                 &local_error);
  if (changed == NULL)
    wf_json_fail (place, error, "%s", local_error->message);
  return changed;
}

/* (transfer full): the model as it is where it has tables, else one fitted to the same rows that has */
static WfModel *
choose_tables (WfModel *model, WfTable *table, JsonObject *tables, WfProgress *progress, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (tables);
  gssize node = names ? wf_graph_find_node (wf_model_get_graph (model), names->data) : -1;
  gsize n;

  if (node < 0 || table == NULL || wf_model_get_cpt (model, (guint) node, &n) != NULL)
    return wf_model_ref (model);
  return wf_model_fit ("categorical", table, wf_model_get_graph (model), NULL, progress, error);
}

/**
 * wf_project_change_tables: (skip)
 * @self: a project
 * @place: of the project, for messages
 * @model: as it was fitted or read
 * @table: (nullable): that it was fitted to
 * @progress: (nullable): may cancel
 * @fitted: (out) (nullable) (transfer full): before the change: the model, or one with tables
 * @changed: (out) (nullable) (transfer full): with the tables that the project holds; both %NULL when it
 * holds none
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE that names the place, or an error of wf_model_fit()
 */
gboolean
wf_project_change_tables (WfProject *self,
                          const WfJsonPlace *place,
                          WfModel *model,
                          WfTable *table,
                          WfProgress *progress,
                          WfModel **fitted,
                          WfModel **changed,
                          GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "tables");
  g_autoptr (WfModel) before = NULL;
  g_autoptr (WfModel) after = NULL;
  JsonObject *tables;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_val_if_fail (self != NULL && place != NULL && model != NULL, FALSE);
  g_return_val_if_fail (fitted != NULL && changed != NULL, FALSE);

  *fitted = *changed = NULL;
  tables = wf_project_get_object (self, "tables");
  if (tables == NULL)
    return TRUE;
  before = choose_tables (model, table, tables, progress, error);
  if (before == NULL)
    return FALSE;
  after = wf_model_ref (before);
  json_object_iter_init_ordered (&iter, tables);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      WfJsonPlace there = WF_JSON_MEMBER (&here, name);
      g_autoptr (WfModel) last = g_steal_pointer (&after);
      JsonArray *numbers;

      if (!wf_json_read_array (tables, name, &here, &numbers, error))
        return FALSE;
      after = change_table (last, name, numbers, &there, error);
      if (after == NULL)
        return FALSE;
    }
  *fitted = g_steal_pointer (&before);
  *changed = g_steal_pointer (&after);
  return TRUE;
}
