/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A model from a table and a graph, for every command that has --model. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
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

WfModel *
wf_invocation_fit_model (WfInvocation *self, WfTable *table, WfGraph *graph, GError **error)
{
  const char *id = wf_invocation_get (self, "model");
  /* with single variables of other kinds, the parameters of all kinds have a meaning */
  g_autofree WfParam *params =
      wf_model_list_params (wf_invocation_get (self, "mechanisms") != NULL ? NULL : id);
  g_autoptr (GVariant) given = NULL;
  WfModel *model;

  if (!check_kind (id, error))
    return NULL;
  given = wf_invocation_collect (self, params, error);
  if (given == NULL || !wf_invocation_check_used (self, id != NULL ? id : _ ("the model"), error))
    return NULL;
  model = wf_model_fit (id, table, graph, given, self->progress, error);
  if (model != NULL)
    {
      self->method = g_strdup (wf_model_get_kind (model));
      add_parameters (self, model, id);
      wf_invocation_warn (self, wf_model_get_warnings (model));
      warn_choices (self, model);
    }
  return model;
}

gboolean
wf_invocation_read_effect (WfInvocation *self, WfTable **table, WfGraph **graph, GError **error)
{
  static const char *const needed[] = { "graph", "exposure", "outcome" };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!wf_invocation_has (self, needed[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("Give --graph FILE, --exposure X and --outcome Y; --%s is missing"), needed[i]);
        return FALSE;
      }
  *table = wf_invocation_read_table (self, self->operands->pdata[0], error);
  *graph = *table != NULL ? wf_invocation_read_graph (self, wf_invocation_get (self, "graph"), error) : NULL;
  return *graph != NULL;
}
