/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the commands that act on a model share: --do, --method and --draws. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "writers/json-values.h"

#define MAX_PARAMS 8

/* Those of a simulation but for the seed, which is an option of every command. */
static const WfParam *
get_params (void)
{
  static WfParam params[MAX_PARAMS];
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      const WfParam *all = wf_simulation_list_params ();
      gsize n = 0;

      for (gsize i = 0; all[i].id != NULL && n + 1 < MAX_PARAMS; i++)
        if (!g_str_equal (all[i].id, "seed"))
          params[n++] = all[i];
      g_once_init_leave (&is_made, 1);
    }
  return params;
}

void
wf_params_add_simulation (GArray *sets)
{
  wf_params_add_set (sets, "simulation", _ ("how answers are computed"), get_params ());
}

static GVariant *
collect_params (WfInvocation *self, GError **error)
{
  g_autoptr (GVariant) given = wf_invocation_collect (self, get_params (), error);
  GVariantDict dict;

  if (given == NULL)
    return NULL;
  g_variant_dict_init (&dict, given);
  g_variant_dict_insert (&dict, "seed", "x", (gint64) self->seed);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

WfSimulation *
wf_invocation_start_simulation (WfInvocation *self, WfTable *table, WfGraph *graph, GError **error)
{
  g_autoptr (GVariant) params = collect_params (self, error);
  g_autoptr (WfModel) model = NULL;
  WfSimulation *simulation;

  if (params == NULL)
    return NULL;
  wf_invocation_start (self);
  model = wf_invocation_fit_model (self, table, graph, error);
  if (model == NULL)
    return NULL;
  simulation = wf_simulation_new (model, params, self->progress, error);
  if (simulation != NULL)
    wf_invocation_add_parameters (self, wf_simulation_get_params (simulation));
  return simulation;
}

/* Does a text hold the sign of an intervention? */
static gboolean
has_sign (const char *text)
{
  return strpbrk (text, "=~") != NULL || strstr (text, "-/->") != NULL;
}

/* "x=1,y~normal(0,1)" -> its parts: at commas outside of brackets, where what follows is an intervention,
 * too. */
static void
split (const char *text, GPtrArray *out)
{
  const char *start = text;
  int depth = 0;

  for (const char *at = text;; at++)
    {
      g_autofree char *part = NULL;

      if (*at != '\0')
        depth += strchr ("([{", *at) != NULL ? 1 : strchr (")]}", *at) != NULL ? -1 : 0;
      if (*at != '\0' && (*at != ',' || depth > 0))
        continue;
      part = g_strndup (start, at - start);
      if (out->len > 0 && start > text && !has_sign (part))
        {
          g_autofree char *head = g_ptr_array_steal_index (out, out->len - 1);

          g_ptr_array_add (out, g_strconcat (head, ",", part, NULL));
        }
      else if (*part != '\0')
        g_ptr_array_add (out, g_steal_pointer (&part));
      start = at + 1;
      if (*at == '\0')
        return;
    }
}

GPtrArray *
wf_invocation_parse_interventions (WfInvocation *self, GError **error)
{
  GPtrArray *values = g_hash_table_lookup (self->values, "do");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) interventions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);

  for (guint i = 0; values != NULL && i < values->len; i++)
    split (values->pdata[i], texts);
  for (guint i = 0; i < texts->len; i++)
    {
      WfIntervention *intervention = wf_intervention_parse (texts->pdata[i], error);

      if (intervention == NULL)
        {
          wf_invocation_blame_usage (error);
          return NULL;
        }
      g_ptr_array_add (interventions, intervention);
    }
  if (interventions->len > 0)
    return g_steal_pointer (&interventions);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Say what to do: --do X=v"));
  return NULL;
}

/* "latency=100" names a node that is moved by an intervention on another one. */
static gboolean
is_later (WfGraph *graph, GPtrArray *interventions, gssize node)
{
  for (guint i = 0; i < interventions->len; i++)
    {
      gssize acted = wf_graph_find_node (graph, wf_intervention_get_node (interventions->pdata[i]));
      gsize n = 0;
      g_autofree guint *later = acted >= 0 ? wf_graph_list_descendants (graph, (guint) acted, &n) : NULL;

      for (gsize k = 0; k < n; k++)
        if ((gssize) later[k] == node)
          return TRUE;
    }
  return FALSE;
}

void
wf_invocation_warn_of_evidence (WfInvocation *self,
                                WfGraph *graph,
                                GPtrArray *interventions,
                                const char *const *given)
{
  for (gsize i = 0; given != NULL && given[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (given[i], "=", 2);
      gssize node = wf_graph_find_node (graph, g_strstrip (parts[0]));
      g_autofree char *text = NULL;

      if (node < 0 || !is_later (graph, interventions, node))
        continue;
      text = g_strdup_printf (_ ("--given %s is about what follows from --do: “after” tells of cases that "
                                 "show it once that is done, P(· | "
                                 "do, %s), not what would have been in cases that showed it before; "
                                 "“wherefore-cli counterfactual” "
                                 "answers that for a row"),
                              given[i], given[i]);
      wf_invocation_warn (self, (const char *const[]){ text, NULL });
    }
}

/* Names to show, checked, with the nearest for a name that isn't there. */
gboolean
wf_invocation_check_nodes (WfGraph *graph, const char *const *names, GError **error)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    if (wf_graph_find_node (graph, names[i]) < 0)
      {
        const char *nearest = wf_nearest_name (names[i], wf_graph_get_names (graph));

        if (nearest != NULL)
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The graph has no variable “%s”; did you mean “%s”?"), names[i], nearest);
        else
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”"), names[i]);
        return FALSE;
      }
  return TRUE;
}

void
wf_json_add_intervention (JsonBuilder *builder, WfModel *model, WfIntervention *intervention)
{
  static const char *const kinds[] = { "set", "shift", "scale", "clamp", "draw", "replace", "cut" };
  WfInterventionKind kind = wf_intervention_get_kind (intervention);
  gssize node = wf_graph_find_node (wf_model_get_graph (model), wf_intervention_get_node (intervention));
  gboolean is_number = kind <= WF_INTERVENTION_SCALE &&
                       wf_table_get_kind (wf_model_get_table (model), node) == WF_COLUMN_CONTINUOUS;
  g_autofree char *source = wf_intervention_to_source (intervention);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_intervention_get_node (intervention));
  wf_json_set_string (builder, "kind", kinds[kind]);
  if (is_number)
    wf_json_set_number (builder, "value", wf_intervention_get_value (intervention));
  else
    wf_json_set_string (builder, "value", wf_intervention_get_level (intervention));
  wf_json_set_string (builder, "text", source);
  json_builder_end_object (builder);
}

char *
wf_effect_interventions_to_text (WfEffect *effect)
{
  g_autoptr (GString) text = g_string_new ("do(");

  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    {
      g_autofree char *one = wf_intervention_to_text (wf_effect_get_intervention (effect, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wf_effect_engine_to_text (WfEffect *effect)
{
  g_autofree char *draws = wf_format_count (wf_effect_get_n_draws (effect));
  g_autofree char *effective = wf_format_number ((double) (gint64) wf_effect_get_effective_draws (effect));

  if (wf_effect_is_exact (effect))
    return g_strdup (_ ("computed exactly"));
  if (wf_effect_get_effective_draws (effect) < (double) wf_effect_get_n_draws (effect) - 0.5)
    return g_strdup_printf (_ ("sampled, %s draws (as good as %s)"), draws, effective);
  return g_strdup_printf (_ ("sampled, %s draws"), draws);
}
