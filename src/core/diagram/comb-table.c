/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a table and a graph to P(outcome | do(treatment)): by the bridge, else by adjustment where that has
 * support. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/comb.h"

static WfComb *
compute (WfTable *table, WfBridge *bridge, double smoothing, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (WfDiagram) joint = NULL;

  g_ptr_array_add (names, (gpointer) wf_bridge_get_treatment (bridge));
  for (const char *const *name = wf_bridge_get_context (bridge); *name != NULL; name++)
    g_ptr_array_add (names, (gpointer) *name);
  for (const char *const *name = wf_bridge_get_nodes (bridge); *name != NULL; name++)
    g_ptr_array_add (names, (gpointer) *name);
  g_ptr_array_add (names, (gpointer) wf_bridge_get_outcome (bridge));
  g_ptr_array_add (names, NULL);
  joint = wf_diagram_new_from_table (table, (const char *const *) names->pdata, smoothing, error);
  return joint != NULL ? wf_comb_new (joint, bridge, progress, error) : NULL;
}

/* the back-door sets one after the other; NULL without an error: none of them has support, either */
static WfComb *
fall_back (WfTable *table,
           WfGraph *graph,
           WfBridge *bridge,
           const char *lacking,
           double smoothing,
           WfProgress *progress,
           GError **error)
{
  g_autoptr (GPtrArray) others = wf_bridge_list_back_doors (
      graph, wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge), lacking, progress, error);

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      g_autoptr (GError) local = NULL;
      WfComb *comb = compute (table, g_ptr_array_index (others, i), smoothing, progress, &local);

      if (comb != NULL)
        return comb;
      /* a set of too many combinations, or with a continuous column, is no help either; stopping is */
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

/**
 * wf_comb_new_from_table:
 * @table: discrete columns of the variables that are needed
 * @graph: a DAG or an ADMG
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @smoothing: rows added to each combination of states
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfComb *
wf_comb_new_from_table (WfTable *table,
                        WfGraph *graph,
                        const char *treatment,
                        const char *outcome,
                        double smoothing,
                        WfProgress *progress,
                        GError **error)
{
  g_autoptr (WfBridge) bridge = wf_bridge_find (graph, treatment, outcome, progress, error);
  g_autoptr (GError) lack = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *lacking = NULL;
  WfComb *comb;

  if (bridge == NULL)
    return NULL;
  comb = compute (table, bridge, smoothing, progress, &lack);
  if (comb == NULL && g_error_matches (lack, WF_ERROR, WF_ERROR_NO_SUPPORT))
    {
      lacking = describe_lack (bridge, lack);
      comb = fall_back (table, graph, bridge, lacking, smoothing, progress, &local);
    }
  if (comb == NULL)
    g_propagate_error (error, local != NULL ? g_steal_pointer (&local) : g_steal_pointer (&lack));
  return comb;
}
