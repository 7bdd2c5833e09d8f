/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* By the bridge, else by adjustment where that has support. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/comb-way-private.h"

GStrv
wf_bridge_list_names (WfBridge *bridge)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add (names, wf_bridge_get_treatment (bridge));
  g_strv_builder_addv (names, (const char **) wf_bridge_get_context (bridge));
  g_strv_builder_addv (names, (const char **) wf_bridge_get_nodes (bridge));
  g_strv_builder_add (names, wf_bridge_get_outcome (bridge));
  return g_strv_builder_end (names);
}

/* the back-door sets one after the other; NULL without an error: none of them has support, either */
static gpointer
fall_back (WfGraph *graph,
           WfBridge *bridge,
           const char *lacking,
           WfCombCompute compute,
           gpointer data,
           WfProgress *progress,
           GError **error)
{
  g_autoptr (GPtrArray) others = wf_bridge_list_back_doors (
      graph, wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge), lacking, progress, error);

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      g_autoptr (GError) local = NULL;
      gpointer answer = compute (g_ptr_array_index (others, i), data, progress, &local);

      if (answer != NULL)
        return answer;
      /* a set of too many combinations, or with a column of another kind, is no help either; stopping is */
      if (local->domain != WF_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return NULL;
}

static char *
describe_lack (WfBridge *bridge, const GError *error)
{
  gboolean has_bridge = wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB;
  g_autofree char *names =
      g_strjoinv (", ", (GStrv) (has_bridge ? wf_bridge_get_nodes (bridge) : wf_bridge_get_context (bridge)));

  if (has_bridge)
    return g_strdup_printf (_ ("The bridge %s can’t be used (%s)"), names, error->message);
  return g_strdup_printf (_ ("Adjusting for %s can’t be done (%s)"), names, error->message);
}

gpointer
wf_comb_find_way (WfGraph *graph,
                  const char *treatment,
                  const char *outcome,
                  WfCombCompute compute,
                  gpointer data,
                  WfProgress *progress,
                  GError **error)
{
  g_autoptr (WfBridge) bridge = wf_bridge_find (graph, treatment, outcome, progress, error);
  g_autoptr (GError) lack = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *lacking = NULL;
  gpointer answer;

  if (bridge == NULL)
    return NULL;
  answer = compute (bridge, data, progress, &lack);
  if (answer == NULL && g_error_matches (lack, WF_ERROR, WF_ERROR_NO_SUPPORT))
    {
      lacking = describe_lack (bridge, lack);
      answer = fall_back (graph, bridge, lacking, compute, data, progress, &local);
    }
  if (answer == NULL)
    g_propagate_error (error, local != NULL ? g_steal_pointer (&local) : g_steal_pointer (&lack));
  return answer;
}
