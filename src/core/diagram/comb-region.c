/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where the channel g and the comb f lie in a diagram. g is what leads to the bridge without passing
 * treatment or context; f what leads to these or to the outcome without passing the bridge. */

#include "config.h"

#include "core/diagram/comb.h"

/* whether the names have the one of the wire's object */
static gboolean
is_among (WfDiagram *diagram, guint wire, const char *const *names)
{
  return g_strv_contains (names,
                          wf_diagram_get_object_name (diagram, wf_diagram_get_wire_object (diagram, wire)));
}

/* the boxes that lead to wires of the names without passing a wire of `until`; n_boxes */
static gboolean *
list_behind (WfDiagram *diagram, const char *const *names, const char *const *until)
{
  gsize n_boxes = wf_diagram_get_n_boxes (diagram);
  gboolean *is_in = g_new0 (gboolean, n_boxes + 1);
  guint source, port;

  for (guint i = 0; i < wf_diagram_get_n_wires (diagram); i++)
    if (is_among (diagram, i, names) && wf_diagram_get_wire_source (diagram, i, &source, &port))
      is_in[source] = TRUE;
  for (guint i = (guint) n_boxes; i-- > 0;) /* in a topological order, from its end */
    {
      gsize n;
      const guint *inputs = wf_diagram_get_box_inputs (diagram, i, &n);

      for (gsize k = 0; k < n && is_in[i]; k++)
        if (!is_among (diagram, inputs[k], until) &&
            wf_diagram_get_wire_source (diagram, inputs[k], &source, &port))
          is_in[source] = TRUE;
    }
  return is_in;
}

static GStrv
list_ends (WfBridge *self, gboolean has_outcome)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add (names, wf_bridge_get_treatment (self));
  g_strv_builder_addv (names, (const char **) wf_bridge_get_context (self));
  if (has_outcome)
    g_strv_builder_add (names, wf_bridge_get_outcome (self));
  return g_strv_builder_end (names);
}

/* a discard is where its wire comes from, unless this is what crosses over; a treatment that was cut is in
 * none */
static WfCombRegion
tag_box (WfDiagram *diagram, guint box, gboolean in_g, gboolean in_f)
{
  if (wf_diagram_get_box_kind (diagram, box) == WF_DIAGRAM_UNIFORM || in_g == in_f)
    return WF_COMB_REGION_NONE;
  return in_g ? WF_COMB_REGION_G : WF_COMB_REGION_F;
}

static void
tag_discards (WfDiagram *diagram, const char *const *ends, const char *const *nodes, WfCombRegion *regions)
{
  for (guint i = 0; i < wf_diagram_get_n_boxes (diagram); i++)
    {
      gsize n;
      const guint *inputs = wf_diagram_get_box_inputs (diagram, i, &n);
      guint source, port;

      if (wf_diagram_get_box_kind (diagram, i) == WF_DIAGRAM_DISCARD &&
          !is_among (diagram, inputs[0], ends) && !is_among (diagram, inputs[0], nodes) &&
          wf_diagram_get_wire_source (diagram, inputs[0], &source, &port))
        regions[i] = regions[source];
    }
}

/**
 * wf_bridge_list_box_regions:
 * @self: how an answer is computed
 * @diagram: a diagram that has the variables of the bridge; after the cut, or not
 * @n: (out): number of boxes
 *
 * Without a context every box that leads to treatment, bridge or outcome is in one of the two: one in both
 * would be a way around the bridge. Cost: boxes and wires, times the variables of the bridge.
 *
 * Returns: (array length=n) (transfer full): a region for each box
 */
WfCombRegion *
wf_bridge_list_box_regions (WfBridge *self, WfDiagram *diagram, gsize *n)
{
  const char *const *nodes = wf_bridge_get_nodes (self);
  g_auto (GStrv) before = list_ends (self, FALSE);
  g_auto (GStrv) ends = list_ends (self, TRUE);
  g_autofree gboolean *in_g = list_behind (diagram, nodes, (const char *const *) before);
  g_autofree gboolean *in_f = list_behind (diagram, (const char *const *) ends, nodes);
  WfCombRegion *regions;

  *n = wf_diagram_get_n_boxes (diagram);
  regions = g_new0 (WfCombRegion, *n + 1);
  if (wf_bridge_get_kind (self) != WF_BRIDGE_COMB)
    return regions;
  for (guint i = 0; i < *n; i++)
    regions[i] = tag_box (diagram, i, in_g[i], in_f[i]);
  tag_discards (diagram, (const char *const *) ends, nodes, regions);
  return regions;
}

/**
 * wf_bridge_list_wire_regions:
 * @self: how an answer is computed
 * @diagram: as for wf_bridge_list_box_regions()
 * @n: (out): number of wires
 *
 * A wire is in a region when its box and all that it goes to are; those of treatment, context, bridge and
 * outcome join g, f and the world, and are in neither.
 *
 * Returns: (array length=n) (transfer full): a region for each wire
 */
WfCombRegion *
wf_bridge_list_wire_regions (WfBridge *self, WfDiagram *diagram, gsize *n)
{
  gsize n_boxes, n_outputs;
  g_autofree WfCombRegion *boxes = wf_bridge_list_box_regions (self, diagram, &n_boxes);
  const char *const *nodes = wf_bridge_get_nodes (self);
  g_auto (GStrv) ends = list_ends (self, TRUE);
  const guint *outputs = wf_diagram_get_outputs (diagram, &n_outputs);
  WfCombRegion *regions;
  guint source, port;

  *n = wf_diagram_get_n_wires (diagram);
  regions = g_new0 (WfCombRegion, *n + 1);
  for (guint i = 0; i < *n; i++)
    if (!is_among (diagram, i, (const char *const *) ends) && !is_among (diagram, i, nodes) &&
        wf_diagram_get_wire_source (diagram, i, &source, &port))
      regions[i] = boxes[source];
  for (guint i = 0; i < n_boxes; i++)
    {
      gsize n_inputs;
      const guint *inputs = wf_diagram_get_box_inputs (diagram, i, &n_inputs);

      for (gsize k = 0; k < n_inputs; k++)
        if (regions[inputs[k]] != boxes[i])
          regions[inputs[k]] = WF_COMB_REGION_NONE;
    }
  for (gsize i = 0; i < n_outputs; i++)
    regions[outputs[i]] = WF_COMB_REGION_NONE;
  return regions;
}
