/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "render/wiring-private.h"

static void
outline_clear (gpointer data)
{
  WfWiringOutline *outline = data;

  g_clear_pointer (&outline->corners, g_array_unref);
}

/* everything that places depend on; not whether a box was cut */
static char *
describe_shape (WfFigure *figure)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);

      g_string_append_printf (text, "%s\n%u %u %d\n", box->name, box->n_inputs, box->n_outputs,
                              box->kind == WF_WIRING_DISCARD);
    }
  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      g_string_append_printf (text, "%s\n%d %d %u", wire->label, wire->is_hidden, wire->source.box,
                              wire->source.port);
      for (gsize t = 0; t < wire->n_targets; t++)
        g_string_append_printf (text, " %d %u", wire->targets[t].box, wire->targets[t].port);
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_ends (WfWiring *self, WfFigure *figure)
{
  for (gsize w = 0; w < self->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      for (gsize t = 0; t < wire->n_targets; t++)
        self->ends[self->first_branch[w] + t] =
            (WfWiringEnds){ wire->source.box >= 0 ? (guint) wire->source.box : G_MAXUINT,
                            wire->targets[t].box >= 0 ? (guint) wire->targets[t].box : G_MAXUINT };
    }
}

/* room for the ports of the boxes */
static void
count_ports (WfWiring *self, WfFigure *figure)
{
  self->first_input = g_new0 (guint, self->n_boxes + 1);
  self->first_output = g_new0 (guint, self->n_boxes + 1);
  for (gsize i = 0; i < self->n_boxes; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);

      self->first_input[i + 1] = self->first_input[i] + box->n_inputs;
      self->first_output[i + 1] = self->first_output[i] + box->n_outputs;
    }
  self->input_ports = g_new0 (double, self->first_input[self->n_boxes] + 1);
  self->output_ports = g_new0 (double, self->first_output[self->n_boxes] + 1);
}

static WfWiring *
begin (WfFigure *figure)
{
  WfWiring *self = g_atomic_rc_box_new0 (WfWiring);

  self->n_boxes = wf_figure_get_n_wiring_boxes (figure);
  self->n_wires = wf_figure_get_n_wiring_wires (figure);
  self->n_inputs = wf_figure_get_n_wiring_inputs (figure);
  self->n_outputs = wf_figure_get_n_wiring_outputs (figure);
  self->first_branch = g_new0 (guint, self->n_wires + 1);
  for (gsize w = 0; w < self->n_wires; w++)
    self->first_branch[w + 1] =
        self->first_branch[w] + (guint) wf_figure_get_wiring_wire (figure, w)->n_targets;
  self->n_branches = self->first_branch[self->n_wires];
  self->ends = g_new0 (WfWiringEnds, self->n_branches + 1);
  set_ends (self, figure);
  count_ports (self, figure);
  self->names = g_new0 (char *, self->n_boxes + 1);
  for (gsize i = 0; i < self->n_boxes; i++)
    self->names[i] = g_strdup (wf_figure_get_wiring_box (figure, i)->name);
  self->layers = g_new0 (guint, self->n_boxes + 1);
  self->boxes = g_new0 (WfWiringRect, self->n_boxes + 1);
  self->inputs = g_new0 (double, 2 * self->n_inputs + 1);
  self->outputs = g_new0 (double, 2 * self->n_outputs + 1);
  self->branches = g_new0 (GArray *, self->n_branches + 1);
  self->dots = g_new0 (double, 2 * self->n_wires + 1);
  self->outlines = g_array_new (FALSE, FALSE, sizeof (WfWiringOutline));
  g_array_set_clear_func (self->outlines, outline_clear);
  return self;
}

/* The places of a layout of the same shape. */
static void
copy_places (WfWiring *self, WfWiring *from)
{
  memcpy (self->layers, from->layers, self->n_boxes * sizeof *self->layers);
  memcpy (self->boxes, from->boxes, self->n_boxes * sizeof *self->boxes);
  memcpy (self->input_ports, from->input_ports, self->first_input[self->n_boxes] * sizeof (double));
  memcpy (self->output_ports, from->output_ports, self->first_output[self->n_boxes] * sizeof (double));
  memcpy (self->inputs, from->inputs, 2 * self->n_inputs * sizeof (double));
  memcpy (self->outputs, from->outputs, 2 * self->n_outputs * sizeof (double));
  memcpy (self->dots, from->dots, 2 * self->n_wires * sizeof (double));
  for (gsize b = 0; b < self->n_branches; b++)
    self->branches[b] = g_array_ref (from->branches[b]);
  self->n_layers = from->n_layers;
  self->bounds = from->bounds;
  self->has_labels = from->has_labels;
  self->has_upright_names = from->has_upright_names;
}

static gboolean
lay_out (WfWiring *self, WfFigure *figure, WfWiring *previous, WfProgress *progress, GError **error)
{
  g_autoptr (WfWiringPlan) plan = wf_wiring_plan_new (figure, previous);

  if (!wf_wiring_plan_order (plan, progress, error) || !wf_wiring_plan_place (plan, progress, error))
    return FALSE;
  self->has_labels = plan->has_labels;
  self->has_upright_names = plan->has_upright_names;
  self->n_layers = plan->rows->len;
  wf_wiring_plan_route (plan, self);
  return TRUE;
}

/**
 * wf_wiring_new:
 * @figure: a figure of kind %WF_FIGURE_WIRING, whose wires make no loop
 * @previous: (nullable): a layout of an earlier figure
 * @progress: (nullable): for the stage and for cancelling
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Lays boxes out in layers from the bottom to the top (Sugiyama, Tagawa & Toda 1981). Cost: some sweeps over
 * boxes and the layers that wires pass; where only cuts, regions or emphasis differ from @previous, its size.
 *
 * Returns: (transfer full): the layout, or NULL when cancelled
 */
WfWiring *
wf_wiring_new (WfFigure *figure, WfWiring *previous, WfProgress *progress, GError **error)
{
  g_autoptr (WfWiring) self = NULL;

  g_return_val_if_fail (figure != NULL && wf_figure_get_kind (figure) == WF_FIGURE_WIRING, NULL);

  if (progress != NULL)
    wf_progress_set_stage (progress, _ ("Laying out the diagram"), 0);
  self = begin (figure);
  self->shape = describe_shape (figure);
  if (previous != NULL && g_str_equal (previous->shape, self->shape))
    copy_places (self, previous);
  else if (!lay_out (self, figure, previous, progress, error))
    return NULL;
  wf_wiring_find_outlines (self, figure);
  return g_steal_pointer (&self);
}

/**
 * wf_wiring_ref:
 * @self: a layout
 *
 * Returns: (transfer full): @self
 */
WfWiring *
wf_wiring_ref (WfWiring *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wiring_clear (gpointer data)
{
  WfWiring *self = data;

  for (gsize i = 0; i < self->n_boxes; i++)
    g_free (self->names[i]);
  for (gsize b = 0; b < self->n_branches; b++)
    g_clear_pointer (&self->branches[b], g_array_unref);
  g_free (self->names);
  g_free (self->layers);
  g_free (self->boxes);
  g_free (self->first_input);
  g_free (self->first_output);
  g_free (self->input_ports);
  g_free (self->output_ports);
  g_free (self->inputs);
  g_free (self->outputs);
  g_free (self->first_branch);
  g_free (self->ends);
  g_free (self->branches);
  g_free (self->dots);
  g_free (self->shape);
  g_array_unref (self->outlines);
}

/**
 * wf_wiring_unref:
 * @self: (transfer full): a layout
 */
void
wf_wiring_unref (WfWiring *self)
{
  g_atomic_rc_box_release_full (self, wiring_clear);
}

/**
 * wf_wiring_get_bounds:
 * @self: a layout
 * @x: (out): left edge of everything, names and a margin included, points
 * @y: (out): upper edge
 * @width: (out): points
 * @height: (out): points
 */
void
wf_wiring_get_bounds (WfWiring *self, double *x, double *y, double *width, double *height)
{
  *x = self->bounds.x;
  *y = self->bounds.y;
  *width = self->bounds.width;
  *height = self->bounds.height;
}

/**
 * wf_wiring_get_box:
 * @self: a layout
 * @box: place of a box in the figure
 * @x: (out): left edge, points
 * @y: (out): upper edge, points
 * @width: (out): points
 * @height: (out): points; of a ghost that of the box it was
 */
void
wf_wiring_get_box (WfWiring *self, guint box, double *x, double *y, double *width, double *height)
{
  g_return_if_fail (box < self->n_boxes);

  *x = self->boxes[box].x;
  *y = self->boxes[box].y;
  *width = self->boxes[box].width;
  *height = self->boxes[box].height;
}

/**
 * wf_wiring_get_output:
 * @self: a layout
 * @output: which output of the whole
 * @x: (out): where its wire ends, points; its name stands above, in the middle
 * @y: (out): points
 */
void
wf_wiring_get_output (WfWiring *self, guint output, double *x, double *y)
{
  g_return_if_fail (output < self->n_outputs);

  *x = self->outputs[2 * output];
  *y = self->outputs[2 * output + 1];
}

/**
 * wf_wiring_get_branch:
 * @self: a layout
 * @wire: place of a wire in the figure
 * @target: which of its targets
 * @n_points: (out): 1 + 3k
 *
 * Returns: (transfer none): x and y of the points of a Bézier spline from the port it comes from up to its
 * target
 */
const double *
wf_wiring_get_branch (WfWiring *self, guint wire, guint target, gsize *n_points)
{
  GArray *points;

  g_return_val_if_fail (wire < self->n_wires, NULL);
  g_return_val_if_fail (self->first_branch[wire] + target < self->first_branch[wire + 1], NULL);

  points = self->branches[self->first_branch[wire] + target];
  *n_points = points->len / 2;
  return (const double *) (gpointer) points->data;
}

/**
 * wf_wiring_get_dot:
 * @self: a layout
 * @wire: place of a wire in the figure
 * @x: (out): points; NaN without one
 * @y: (out): points
 *
 * Returns: whether the wire is copied: it has several targets
 */
gboolean
wf_wiring_get_dot (WfWiring *self, guint wire, double *x, double *y)
{
  g_return_val_if_fail (wire < self->n_wires, FALSE);

  *x = self->dots[2 * wire];
  *y = self->dots[2 * wire + 1];
  return !isnan (*x);
}

/**
 * wf_wiring_get_badge:
 * @self: a layout
 * @wire: place of a wire in the figure
 * @target: which of its targets
 * @x: (out): points
 * @y: (out): points
 *
 * Where a badge on a branch stands, the scissors of a cut: right below the port it goes to.
 */
void
wf_wiring_get_badge (WfWiring *self, guint wire, guint target, double *x, double *y)
{
  gsize n = 0;
  const double *points = wf_wiring_get_branch (self, wire, target, &n);

  *x = points[2 * n - 2];
  *y = points[2 * n - 1] + 14;
}

/**
 * wf_wiring_has_outlines:
 * @self: a layout
 *
 * Returns: whether the figure has regions, and outlines around them that keep off all other boxes; without,
 * boxes and wires themselves are tinted
 */
gboolean
wf_wiring_has_outlines (WfWiring *self)
{
  return self->is_clean && self->outlines->len > 0;
}

WfWiringRect
wf_wiring_get_ground (WfWiring *self, guint box)
{
  WfWiringRect rect = self->boxes[box];

  rect.y += rect.height - WF_WIRING_GROUND_HEIGHT;
  rect.height = WF_WIRING_GROUND_HEIGHT;
  return rect;
}
