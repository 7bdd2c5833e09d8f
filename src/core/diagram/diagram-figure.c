/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/diagram/diagram-figure.h"

#define TOLD_BOXES 12 /* a larger diagram isn't told box by box */

static WfWiringRegion
to_region (WfCombRegion region)
{
  return region == WF_COMB_REGION_F   ? WF_WIRING_REGION_F
         : region == WF_COMB_REGION_G ? WF_WIRING_REGION_G
                                      : WF_WIRING_REGION_NONE;
}

static const char *
get_wire_name (WfDiagram *diagram, guint wire)
{
  return wf_diagram_get_object_name (diagram, wf_diagram_get_wire_object (diagram, wire));
}

static gboolean
is_cut (WfDiagram *diagram, guint box, const char *const *cuts)
{
  gsize n;
  const guint *outputs = wf_diagram_get_box_outputs (diagram, box, &n);

  return cuts != NULL && wf_diagram_get_box_kind (diagram, box) == WF_DIAGRAM_BOX && n == 1 &&
         g_strv_contains (cuts, get_wire_name (diagram, outputs[0]));
}

static WfWiringBoxKind
find_kind (WfDiagram *diagram, guint box, const char *const *cuts)
{
  gsize n;

  switch (wf_diagram_get_box_kind (diagram, box))
    {
      case WF_DIAGRAM_UNIFORM:
        return WF_WIRING_UNIFORM;
      case WF_DIAGRAM_DISCARD:
        return WF_WIRING_DISCARD;
      case WF_DIAGRAM_BOX:
      default:
        wf_diagram_get_box_inputs (diagram, box, &n);
        if (is_cut (diagram, box, cuts))
          return WF_WIRING_GHOST;
        return n == 0 ? WF_WIRING_STATE : WF_WIRING_BOX;
    }
}

/* the word beside its symbol */
static const char *
find_caption (const WfWiringBox *box)
{
  switch (box->kind)
    {
      case WF_WIRING_UNIFORM:
        return _ ("uniform");
      case WF_WIRING_GHOST:
        return box->is_real ? _ ("set") : _ ("uniform");
      case WF_WIRING_DISCARD:
        return _ ("discard");
      case WF_WIRING_BOX:
      case WF_WIRING_STATE:
      default:
        return NULL;
    }
}

static void
add_boxes (WfFigure *figure, WfDiagram *diagram, const char *const *cuts, const WfCombRegion *regions)
{
  for (guint i = 0; i < wf_diagram_get_n_boxes (diagram); i++)
    {
      gsize n_inputs, n_outputs;
      const guint *outputs = wf_diagram_get_box_outputs (diagram, i, &n_outputs);
      WfWiringBox box = { find_kind (diagram, i, cuts), wf_diagram_get_box_name (diagram, i),
                          .index = (gint) i };

      wf_diagram_get_box_inputs (diagram, i, &n_inputs);
      box.n_inputs = (guint) n_inputs;
      box.n_outputs = (guint) n_outputs;
      box.is_made = box.kind == WF_WIRING_UNIFORM || box.kind == WF_WIRING_GHOST;
      box.is_real =
          n_outputs > 0 && wf_diagram_is_real (diagram, wf_diagram_get_wire_object (diagram, outputs[0]));
      box.region = regions != NULL ? to_region (regions[i]) : WF_WIRING_REGION_NONE;
      box.caption = find_caption (&box);
      wf_figure_add_wiring_box (figure, &box);
    }
}

/* where each wire goes: an array of WfWiringEnd a wire */
static GPtrArray *
list_targets (WfDiagram *diagram)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gsize n;
  const guint *outputs = wf_diagram_get_outputs (diagram, &n);

  for (guint i = 0; i < wf_diagram_get_n_wires (diagram); i++)
    g_ptr_array_add (targets, g_array_new (FALSE, FALSE, sizeof (WfWiringEnd)));
  for (guint i = 0; i < n; i++)
    {
      WfWiringEnd end = { -1, i };

      g_array_append_val (targets->pdata[outputs[i]], end);
    }
  for (guint i = 0; i < wf_diagram_get_n_boxes (diagram); i++)
    {
      const guint *inputs = wf_diagram_get_box_inputs (diagram, i, &n);

      for (guint k = 0; k < n; k++)
        {
          WfWiringEnd end = { (gint) i, k };

          g_array_append_val (targets->pdata[inputs[k]], end);
        }
    }
  return targets;
}

/* for a wire that goes nowhere */
static WfWiringEnd
add_ground (WfFigure *figure, WfWiringRegion region)
{
  WfWiringBox ground = { WF_WIRING_DISCARD, .n_inputs = 1, .region = region, .index = -1 };

  ground.caption = find_caption (&ground);
  return (WfWiringEnd){ (gint) wf_figure_add_wiring_box (figure, &ground), 0 };
}

static gint
find_input (WfDiagram *diagram, guint wire)
{
  gsize n;
  const guint *inputs = wf_diagram_get_inputs (diagram, &n);

  for (gsize i = 0; i < n; i++)
    if (inputs[i] == wire)
      return (gint) i;
  return 0;
}

static void
add_wires (WfFigure *figure, WfDiagram *diagram, const WfCombRegion *regions)
{
  g_autoptr (GPtrArray) targets = list_targets (diagram);

  for (guint i = 0; i < targets->len; i++)
    {
      GArray *ends = targets->pdata[i];
      WfWiringWire wire = { get_wire_name (diagram, i), .index = (gint) i };
      guint box, port;

      wire.is_hidden = wf_diagram_is_hidden (diagram, wf_diagram_get_wire_object (diagram, i));
      wire.region = regions != NULL ? to_region (regions[i]) : WF_WIRING_REGION_NONE;
      if (wf_diagram_get_wire_source (diagram, i, &box, &port))
        wire.source = (WfWiringEnd){ (gint) box, port };
      else
        wire.source = (WfWiringEnd){ -1, (guint) find_input (diagram, i) };
      if (ends->len == 0)
        {
          WfWiringEnd end = add_ground (figure, wire.region);

          g_array_append_val (ends, end);
        }
      wire.targets = (const WfWiringEnd *) (gpointer) ends->data;
      wire.n_targets = ends->len;
      wf_figure_add_wiring_wire (figure, &wire);
    }
}

/* "Tar from Smoking", "hidden H", "Smoking is cut: uniform" */
static void
tell_box (GString *text, WfFigure *figure, WfDiagram *diagram, guint box)
{
  gsize n;
  const guint *inputs = wf_diagram_get_box_inputs (diagram, box, &n);
  const WfWiringBox *drawn = wf_figure_get_wiring_box (figure, box);
  g_autoptr (GString) from = g_string_new (NULL);

  for (gsize k = 0; k < n; k++)
    g_string_append_printf (from, "%s%s", k > 0 ? ", " : "", get_wire_name (diagram, inputs[k]));
  if (drawn->kind == WF_WIRING_GHOST && n > 0)
    g_string_append_printf (text, _ (" %s is cut: %s is discarded, a new state takes its place."),
                            drawn->name, from->str);
  else if (drawn->kind == WF_WIRING_GHOST)
    g_string_append_printf (text, _ (" %s is cut: a new state takes its place."), drawn->name);
  else if (drawn->kind == WF_WIRING_BOX)
    g_string_append_printf (text, _ (" %s from %s."), drawn->name, from->str);
  else if (drawn->kind == WF_WIRING_STATE)
    g_string_append_printf (text, _ (" %s from nothing."), drawn->name);
}

static void
tell_regions (GString *text, WfFigure *figure, WfWiringRegion region, const char *what)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);

      if (box->region == region && *box->name != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", box->name);
    }
  if (names->len > 0)
    g_string_append_printf (text, " %s %s.", what, names->str);
}

static char *
tell (WfFigure *figure, WfDiagram *diagram)
{
  gsize n = wf_diagram_get_n_boxes (diagram), n_outputs;
  const guint *outputs = wf_diagram_get_outputs (diagram, &n_outputs);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          g_dngettext (GETTEXT_PACKAGE,
                                       "A string diagram of one box, read from the bottom up.",
                                       "A string diagram of %u boxes, read from the bottom up.", n),
                          (guint) n);
  if (n <= TOLD_BOXES)
    {
      for (guint i = 0; i < n; i++)
        tell_box (text, figure, diagram, i);
      for (gsize i = 0; i < n_outputs; i++)
        g_string_append_printf (text, "%s%s", i == 0 ? _ (" At the top: ") : ", ",
                                get_wire_name (diagram, outputs[i]));
      g_string_append (text, n_outputs > 0 ? "." : "");
    }
  tell_regions (text, figure, WF_WIRING_REGION_G, _ ("In the channel g:"));
  tell_regions (text, figure, WF_WIRING_REGION_F, _ ("In the comb f:"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_diagram_figure_new_bridged:
 * @observed: a diagram before surgery
 * @cuts: (array zero-terminated=1) (nullable): objects whose boxes are cut
 * @bridge: (nullable): for the regions f and g
 *
 * Cost: boxes and wires, and that of wf_bridge_list_box_regions().
 *
 * Returns: (transfer full): one figure that shows the diagram and what the cuts made of it, with a text that
 * tells the picture
 */
WfFigure *
wf_diagram_figure_new_bridged (WfDiagram *observed, const char *const *cuts, WfBridge *bridge)
{
  WfFigure *figure;
  gsize n;
  g_autofree WfCombRegion *boxes = NULL, *wires = NULL;
  g_autofree char *alt = NULL;

  g_return_val_if_fail (observed != NULL, NULL);

  figure = wf_figure_new_wiring ();
  boxes = bridge != NULL ? wf_bridge_list_box_regions (bridge, observed, &n) : NULL;
  wires = bridge != NULL ? wf_bridge_list_wire_regions (bridge, observed, &n) : NULL;
  add_boxes (figure, observed, cuts, boxes);
  add_wires (figure, observed, wires);
  alt = tell (figure, observed);
  wf_figure_set_alt (figure, alt);
  return figure;
}

/**
 * wf_diagram_figure_new:
 * @observed: a diagram before surgery
 * @cuts: (array zero-terminated=1) (nullable): objects whose boxes are cut
 * @comb: (nullable): for the regions f and g
 *
 * Returns: (transfer full): as wf_diagram_figure_new_bridged()
 */
WfFigure *
wf_diagram_figure_new (WfDiagram *observed, const char *const *cuts, WfComb *comb)
{
  return wf_diagram_figure_new_bridged (observed, cuts, comb != NULL ? wf_comb_get_bridge (comb) : NULL);
}
