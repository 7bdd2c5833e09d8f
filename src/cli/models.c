/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A model from a table and a graph, for every command that has --model. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/error.h"
#include "core/model/model.h"

void
wf_params_add_models (GArray *sets)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();

  wf_params_add_set (sets, "model", _ ("all models"), wf_model_get_shared_params ());
  for (gsize i = 0; kinds[i] != NULL; i++)
    wf_params_add_set (sets, kinds[i]->id, _ (kinds[i]->name), kinds[i]->params);
}

static gboolean
check_kind (const char *id, GError **error)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  g_autoptr (GString) ids = g_string_new (NULL);

  if (id == NULL || wf_mechanism_kinds_find (id) != NULL)
    return TRUE;
  for (gsize i = 0; kinds[i] != NULL; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", kinds[i]->id);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--model: there is no “%s”, only %s"), id,
               ids->str);
  return FALSE;
}

/* The answer rests on directions that the data left open: say which were taken. */
static void
warn_choices (WfInvocation *invocation, WfModel *model)
{
  WfGraph *graph = wf_model_get_graph (model);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_choices, n_edges;
  const guint *choices = wf_model_get_choices (model, &n_choices);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  const char *warnings[] = { NULL, NULL };

  if (n_choices == 0)
    return;
  g_string_append_printf (text,
                          ngettext ("the graph leaves the direction of %zu edge open; it was taken as ",
                                    "the graph leaves the direction of %zu edges open; they were taken as ",
                                    n_choices),
                          n_choices);
  for (gsize i = 0; i < n_choices; i++)
    {
      g_autofree char *edge = wf_edge_to_text (graph, &edges[choices[i]]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", edge);
    }
  g_string_append (
      text,
      _ ("; another direction can give another answer, “wherefore-cli possible-effects” tells all of them"));
  warnings[0] = text->str;
  wf_invocation_warn (invocation, warnings);
}

/* Those of its kinds, and how these were chosen. */
static void
add_parameters (WfInvocation *self, WfModel *model, const char *id)
{
  g_autoptr (GVariant) chosen = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "model", "s", id != NULL ? id : "automatic");
  chosen = g_variant_ref_sink (g_variant_dict_end (&dict));
  wf_invocation_add_parameters (self, chosen);
  if (wf_model_get_params (model) != NULL)
    wf_invocation_add_parameters (self, wf_model_get_params (model));
}

/* Nothing is left to say of how a model that was read is to be fitted, or its table to be read. */
static gboolean
check_not_fitted (WfInvocation *self, GError **error)
{
  static const char *const of_tables[] = { "model", "without", "discrete", "continuous" };
  g_autofree WfParam *params = wf_model_list_params (NULL);
  const char *given = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (of_tables); i++)
    if (wf_invocation_has (self, of_tables[i]))
      given = of_tables[i];
  for (gsize i = 0; params[i].id != NULL; i++)
    if (wf_invocation_has (self, params[i].id))
      given = params[i].id;
  if (given == NULL)
    return wf_invocation_check_used (self, _ ("a fitted model"), error);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("%s holds a fitted model; leave --%s out, or give the table and --graph"),
               (const char *) self->operands->pdata[0], given);
  return FALSE;
}

static WfModel *
take_model (WfInvocation *self, GError **error)
{
  if (!check_not_fitted (self, error))
    return NULL;
  self->method = g_strdup (wf_model_get_kind (self->model));
  return wf_model_ref (self->model);
}

WfModel *
wf_invocation_fit_model (WfInvocation *self, WfTable *table, WfGraph *graph, GError **error)
{
  const char *id = wf_invocation_get (self, "model");
  /* with single variables of other kinds, the parameters of all kinds have a meaning */
  g_autofree WfParam *params =
      wf_model_list_params (wf_invocation_get (self, "mechanisms") != NULL ? NULL : id);
  g_autoptr (GVariant) given = NULL;
  WfModel *model;

  if (self->model != NULL)
    return take_model (self, error);
  if (!check_kind (id, error))
    return NULL;
  given = wf_invocation_collect (self, params, error);
  if (given == NULL || !wf_invocation_check_used (self, id != NULL ? id : _ ("the model"), error))
    return NULL;
  model = wf_model_fit (id, table, graph, given, self->progress, error);
  if (model != NULL && wf_invocation_has_changed_tables (self, graph))
    {
      g_autoptr (WfModel) fitted = g_steal_pointer (&model);

      model = wf_invocation_change_tables (self, fitted, table, error);
    }
  if (model != NULL)
    {
      self->method = g_strdup (wf_model_get_kind (model));
      add_parameters (self, model, id);
      wf_invocation_warn (self, wf_model_get_warnings (model));
      warn_choices (self, model);
    }
  return model;
}

static gboolean
read_model (WfInvocation *self, WfSource *source, WfTable **table, WfGraph **graph, GError **error)
{
  if (wf_invocation_has (self, "graph"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("%s holds a model, which has a graph of its own; leave --graph out"),
                   wf_source_get_name (source));
      return FALSE;
    }
  self->model = wf_invocation_parse_model (self, source, error);
  if (self->model == NULL)
    return FALSE;
  *table = wf_table_ref (wf_model_get_table (self->model));
  *graph = wf_graph_ref (wf_model_get_graph (self->model));
  return TRUE;
}

/* of the project that the source is, which was read for its table */
static WfGraph *
take_project_graph (WfInvocation *self, WfSource *source, GError **error)
{
  WfGraph *graph = self->project != NULL ? wf_project_get_graph (self->project) : NULL;

  if (graph == NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("%s holds no graph; name one with --graph FILE, or learn one: “wherefore-cli discover”"),
          wf_source_get_name (source));
      return NULL;
    }
  wf_invocation_add_input (self, source, "nodes", wf_graph_get_n_nodes (graph), "edges",
                           wf_graph_get_n_edges (graph));
  wf_invocation_take_project_choices (self);
  return wf_graph_ref (graph);
}

gboolean
wf_invocation_parse_pair (
    WfInvocation *self, WfSource *source, WfTable **table, WfGraph **graph, GError **error)
{
  const char *path = wf_invocation_get (self, "graph");

  if (path == NULL && !wf_project_is_project (source))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Name the causal graph with --graph FILE; “wherefore-cli discover TABLE -o graph.json” "
                      "learns one"));
      return FALSE;
    }
  *table = wf_invocation_parse_table (self, source, error);
  if (*table == NULL)
    return FALSE;
  *graph =
      path != NULL ? wf_invocation_read_graph (self, path, error) : take_project_graph (self, source, error);
  return *graph != NULL;
}

gboolean
wf_invocation_read_pair (WfInvocation *self, WfTable **table, WfGraph **graph, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, self->operands->pdata[0], error);

  return source != NULL && wf_invocation_parse_pair (self, source, table, graph, error);
}

gboolean
wf_invocation_read_subject (WfInvocation *self, WfTable **table, WfGraph **graph, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, self->operands->pdata[0], error);
  gboolean is_model;

  if (source == NULL || !wf_invocation_holds_model (self, source, &is_model, error))
    return FALSE;
  return is_model ? read_model (self, source, table, graph, error)
                  : wf_invocation_parse_pair (self, source, table, graph, error);
}

gboolean
wf_invocation_check_effect (WfInvocation *self, GError **error)
{
  static const char *const needed[] = { "exposure", "outcome" };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!wf_invocation_has (self, needed[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("Give --graph FILE, --exposure X and --outcome Y; --%s is missing"), needed[i]);
        return FALSE;
      }
  return TRUE;
}
