/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/contrast-private.h"
#include "core/inference/mediation-private.h"
#include "core/inference/question-private.h"

/* what each effect compares: first, then second */
const guint wf_mediation_pairs[WF_N_MEDIATION_EFFECTS][2] = {
  [WF_MEDIATION_TOTAL] = { WF_WORLD_FROM, WF_WORLD_TO },
  [WF_MEDIATION_NATURAL_DIRECT] = { WF_WORLD_FROM, WF_WORLD_DIRECT },
  [WF_MEDIATION_NATURAL_INDIRECT] = { WF_WORLD_FROM, WF_WORLD_INDIRECT },
  [WF_MEDIATION_TOTAL_INDIRECT] = { WF_WORLD_DIRECT, WF_WORLD_TO },
  [WF_MEDIATION_CONTROLLED_DIRECT] = { WF_WORLD_HELD_FROM, WF_WORLD_HELD_TO },
  [WF_MEDIATION_PATHS] = { WF_WORLD_FROM, WF_WORLD_PATHS },
};

static gssize *
new_given (const WfNested *nested)
{
  gssize *given = g_new (gssize, nested->n_nodes + 1);

  for (guint i = 0; i < nested->n_nodes; i++)
    given[i] = -1;
  return given;
}

/* the outcome's version in the world of an exposure, the mediators as in another world (nullable) */
static guint
add_world (WfMediation *self, WfNested *nested, double exposure, const guint *mediated, guint *world)
{
  g_autofree gssize *given = new_given (nested);

  given[self->exposure] = wf_nested_fix (nested, self->exposure, exposure);
  for (gsize i = 0; mediated != NULL && i < self->n_mediators; i++)
    given[self->mediators[i]] = mediated[self->mediators[i]];
  wf_nested_add_world (nested, given, world);
  return world[self->outcome];
}

/* "M=v" */
static gboolean
add_held (WfMediation *self,
          WfNested *nested,
          const char *const *hold,
          guint *versions,
          guint *world,
          GError **error)
{
  g_autofree gssize *given = new_given (nested);
  g_autoptr (GStrvBuilder) held = g_strv_builder_new ();

  for (gsize i = 0; hold[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (hold[i], "=", 2);
      g_autofree char *text = NULL;
      gssize node;
      double value;

      if (parts[0] == NULL || parts[1] == NULL)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("“%s” isn’t a mediator with the value it is held at, as in M=1"), hold[i]);
          return FALSE;
        }
      node = wf_question_find_node (wf_model_get_graph (self->model), g_strstrip (parts[0]), error);
      if (node < 0 || !wf_contrast_read_value (wf_model_get_table (self->model), (guint) node,
                                               g_strstrip (parts[1]), 0.0, &value, error))
        return FALSE;
      if ((guint) node == self->exposure || (guint) node == self->outcome)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("%s can’t be held: only what lies between exposure and outcome can"), parts[0]);
          return FALSE;
        }
      given[node] = wf_nested_fix (nested, (guint) node, value);
      text = g_strdup_printf ("%s = %s", parts[0], parts[1]);
      g_strv_builder_add (held, text);
    }
  self->held = g_strv_builder_end (held);
  given[self->exposure] = wf_nested_fix (nested, self->exposure, self->from);
  wf_nested_add_world (nested, given, world);
  versions[WF_WORLD_HELD_FROM] = world[self->outcome];
  given[self->exposure] = wf_nested_fix (nested, self->exposure, self->to);
  wf_nested_add_world (nested, given, world);
  versions[WF_WORLD_HELD_TO] = world[self->outcome];
  return self->has[WF_MEDIATION_CONTROLLED_DIRECT] = TRUE;
}

/* "X,M,Y" as nodes ended by G_MAXUINT; NULL when it isn't a path of the graph from the exposure to the
 * outcome */
static guint *
parse_path (WfMediation *self, const char *text, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  g_auto (GStrv) names = g_strsplit (text, ",", -1);
  gsize n = g_strv_length (names);
  g_autofree guint *path = g_new (guint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      gssize node = wf_question_find_node (graph, g_strstrip (names[i]), error);

      if (node < 0)
        return NULL;
      path[i] = (guint) node;
      if (i > 0 && !wf_graph_is_parent (graph, path[i - 1], path[i]))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no edge %s → %s of the path “%s”"),
                       names[i - 1], names[i], text);
          return NULL;
        }
    }
  path[n] = G_MAXUINT;
  if (n >= 2 && path[0] == self->exposure && path[n - 1] == self->outcome)
    return g_steal_pointer (&path);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The path “%s” should lead from %s to %s"), text,
               wf_graph_get_name (graph, self->exposure), wf_graph_get_name (graph, self->outcome));
  return NULL;
}

static gboolean
add_paths (WfMediation *self,
           WfNested *nested,
           const char *const *texts,
           const guint *world,
           guint *version,
           GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], ",", -1);
      g_autofree char *name = g_strjoinv (" → ", parts);
      guint *path = parse_path (self, texts[i], error);

      if (path == NULL)
        return FALSE;
      g_ptr_array_add (paths, path);
      g_strv_builder_add (names, name);
    }
  self->paths = g_strv_builder_end (names);
  *version = wf_nested_add_paths (nested, (const guint *const *) paths->pdata, paths->len,
                                  wf_nested_fix (nested, self->exposure, self->to), world);
  return self->has[WF_MEDIATION_PATHS] = TRUE;
}

gboolean
wf_mediation_add_worlds (WfMediation *self,
                         WfNested *nested,
                         const char *const *hold,
                         const char *const *paths,
                         guint *versions,
                         GError **error)
{
  g_autofree guint *from = g_new0 (guint, nested->n_nodes + 1);
  g_autofree guint *to = g_new0 (guint, nested->n_nodes + 1);
  g_autofree guint *scratch = g_new0 (guint, nested->n_nodes + 1);

  versions[WF_WORLD_FROM] = add_world (self, nested, self->from, NULL, from);
  for (guint i = 0; i < WF_N_WORLDS; i++)
    versions[i] = versions[WF_WORLD_FROM];
  versions[WF_WORLD_TO] = add_world (self, nested, self->to, NULL, to);
  versions[WF_WORLD_DIRECT] = add_world (self, nested, self->to, from, scratch);
  versions[WF_WORLD_INDIRECT] = add_world (self, nested, self->from, to, scratch);
  for (guint i = 0; i <= WF_MEDIATION_TOTAL_INDIRECT; i++)
    self->has[i] = TRUE;
  return (hold == NULL || hold[0] == NULL || add_held (self, nested, hold, versions, scratch, error)) &&
         (paths == NULL || paths[0] == NULL ||
          add_paths (self, nested, paths, from, &versions[WF_WORLD_PATHS], error));
}

void
wf_mediation_list_recanting (WfMediation *self, const WfNested *nested, const guint *versions)
{
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      g_autofree gboolean *first = wf_nested_list_recanting (nested, versions[wf_mediation_pairs[i][0]]);
      g_autofree gboolean *second = wf_nested_list_recanting (nested, versions[wf_mediation_pairs[i][1]]);
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

      for (guint node = 0; node < nested->n_nodes; node++)
        if (first[node] || second[node])
          g_strv_builder_add (names, wf_graph_get_name (wf_model_get_graph (self->model), node));
      self->recanting[i] = g_strv_builder_end (names);
    }
}
