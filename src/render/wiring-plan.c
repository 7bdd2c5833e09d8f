/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Boxes in layers from the bottom to the top, and wires cut into links between neighbouring layers.
 *
 * The layout is our own rather than Graphviz's: dot can't keep the order of an earlier layout when a diagram
 * is edited, has no wires with several ends, and has no answer after half a minute where many wires run
 * through all layers, as the outputs of a diagram of 200 boxes do. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/text-private.h"
#include "render/wiring-private.h"

#define FIXED_BOUNDARY 12 /* inputs or outputs; more are told apart by their names alone */
#define UPRIGHT_NAMES  24
#define LEAST_WIDTH    72.0
#define LARGEST_WIDTH  200.0
#define LARGEST_STATE  320.0
#define LEAST_STEP     28.0
#define LARGEST_STEP   110.0
#define NARROW_STEP    14.0

char *
wf_wiring_make_label (const WfWiringWire *wire)
{
  return wire->is_hidden ? g_strdup_printf (_ ("%s, hidden"), wire->label) : g_strdup (wire->label);
}

/* widths: of the text at the size of names */
static double
measure (const WfTheme *theme, GHashTable *widths, const char *text, double size, gboolean is_bold)
{
  WfTextStyle style = { theme, &theme->text, WF_WIRING_NAME_SIZE, FALSE };
  double *width = g_hash_table_lookup (widths, text);

  if (width == NULL)
    {
      width = g_new (double, 1);
      *width = wf_text_get_width (&style, text);
      g_hash_table_insert (widths, g_strdup (text), width);
    }
  return *width * size / WF_WIRING_NAME_SIZE * (is_bold ? 1.08 : 1);
}

/* ---- layers ---- */

/* each box one layer above the highest of those that feed it */
static void
raise_boxes (WfWiringPlan *self, guint *layers, guint lowest)
{
  gboolean has_moved = TRUE;

  for (gsize i = 0; i < self->n_boxes; i++)
    layers[i] = lowest;
  for (gsize round = 0; has_moved && round <= self->n_boxes; round++)
    {
      has_moved = FALSE;
      for (gsize w = 0; w < self->n_wires; w++)
        {
          const WfWiringWire *wire = wf_figure_get_wiring_wire (self->figure, w);

          for (gsize t = 0; wire->source.box >= 0 && t < wire->n_targets; t++)
            if (wire->targets[t].box >= 0 && layers[wire->targets[t].box] <= layers[wire->source.box])
              {
                layers[wire->targets[t].box] = layers[wire->source.box] + 1;
                has_moved = TRUE;
              }
        }
    }
}

/* A box that more branches leave than enter goes up as far as the boxes above it allow: its wires get
 * shorter. */
static void
lift_boxes (WfWiringPlan *self, guint *layers)
{
  g_autofree guint *limits = g_new (guint, self->n_boxes + 1);
  g_autofree gint *gains = g_new (gint, self->n_boxes + 1);

  for (int round = 0; round < 4; round++)
    {
      for (gsize i = 0; i < self->n_boxes; i++)
        {
          limits[i] = G_MAXUINT;
          gains[i] = -(gint) wf_figure_get_wiring_box (self->figure, i)->n_inputs;
        }
      for (gsize w = 0; w < self->n_wires; w++)
        {
          const WfWiringWire *wire = wf_figure_get_wiring_wire (self->figure, w);

          for (gsize t = 0; wire->source.box >= 0 && t < wire->n_targets; t++)
            {
              gains[wire->source.box]++;
              if (wire->targets[t].box >= 0)
                limits[wire->source.box] = MIN (limits[wire->source.box], layers[wire->targets[t].box] - 1);
            }
        }
      for (gsize i = 0; i < self->n_boxes; i++)
        if (gains[i] > 0 && limits[i] != G_MAXUINT && limits[i] > layers[i])
          layers[i] = limits[i];
    }
}

static void
add_row (WfWiringPlan *self)
{
  g_ptr_array_add (self->rows, g_array_new (FALSE, FALSE, sizeof (guint)));
}

static guint
add_slot (WfWiringPlan *self, WfSlotKind kind, guint item, guint layer, double width)
{
  WfSlot slot = { kind, item, layer, 0, width, 0, NAN };
  guint index = self->slots->len;

  while (self->rows->len <= layer)
    add_row (self);
  slot.rank = wf_plan_row (self, layer)->len;
  g_array_append_val (self->slots, slot);
  g_array_append_val (wf_plan_row (self, layer), index);
  return index;
}

/* ---- sizes ---- */

/* room between ports for the names of the wires at them */
static void
find_steps (WfWiringPlan *self, const WfTheme *theme, GHashTable *widths)
{
  for (gsize i = 0; i < self->n_boxes; i++)
    self->input_steps[i] = self->output_steps[i] = self->has_labels ? LEAST_STEP : NARROW_STEP;
  for (gsize w = 0; self->has_labels && w < self->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (self->figure, w);
      g_autofree char *label = wf_wiring_make_label (wire);
      double step = MIN (measure (theme, widths, label, WF_WIRING_LABEL_SIZE, FALSE) + 20, LARGEST_STEP);

      for (gsize t = 0; t < wire->n_targets; t++)
        if (wire->targets[t].box >= 0)
          self->input_steps[wire->targets[t].box] = MAX (self->input_steps[wire->targets[t].box], step);
    }
}

static double
find_box_width (WfWiringPlan *self, guint i, const WfTheme *theme, GHashTable *widths)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (self->figure, i);
  const char *word = box->kind == WF_WIRING_UNIFORM ? box->caption : box->name;
  double text = measure (theme, widths, word, WF_WIRING_NAME_SIZE, TRUE);
  /* with room for the name of the last wire */
  double ports =
      MAX ((box->n_inputs + 1.0) * self->input_steps[i] - 56, box->n_outputs * self->output_steps[i]);

  if (box->kind == WF_WIRING_DISCARD)
    return WF_WIRING_GROUND_WIDTH;
  if (box->n_inputs == 0)
    return MAX (CLAMP (1.75 * text + 28, LEAST_WIDTH, LARGEST_STATE), ports + 12); /* in a triangle */
  return MAX (CLAMP (text + 28, LEAST_WIDTH, LARGEST_WIDTH), ports + 12);
}

double
wf_wiring_get_port_offset (guint port, guint n, double step)
{
  return (port - (n - 1.0) / 2) * step;
}

/* ---- branches ---- */

static const char *
get_boundary_name (WfWiringPlan *self, gboolean is_output, guint port)
{
  for (gsize w = 0; w < self->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (self->figure, w);

      if (!is_output && wire->source.box < 0 && wire->source.port == port)
        return wire->label;
      for (gsize t = 0; is_output && t < wire->n_targets; t++)
        if (wire->targets[t].box < 0 && wire->targets[t].port == port)
          return wire->label;
    }
  return "";
}

static void
add_boundary (WfWiringPlan *self, const WfTheme *theme, GHashTable *widths, gboolean is_output, guint layer)
{
  gsize n = is_output ? self->n_outputs : self->n_inputs;

  for (guint i = 0; i < n; i++)
    {
      double width = WF_WIRING_NAME_SIZE;

      if (!self->has_upright_names)
        width = measure (theme, widths, get_boundary_name (self, is_output, i), WF_WIRING_NAME_SIZE, TRUE);
      add_slot (self, is_output ? WF_SLOT_OUTPUT : WF_SLOT_INPUT, i, layer, width + 4);
    }
}

/* the links of one branch, with a pass in every layer between its ends */
static void
add_branch (WfWiringPlan *self, const WfWiringWire *wire, gsize target, guint branch)
{
  const WfWiringEnd *from = &wire->source, *to = &wire->targets[target];
  guint low = from->box >= 0 ? (guint) from->box : (guint) self->n_boxes + from->port;
  guint end = to->box >= 0 ? (guint) to->box : (guint) (self->n_boxes + self->n_inputs) + to->port;
  double offset = 0, end_offset = 0;

  if (from->box >= 0)
    offset = wf_wiring_get_port_offset (from->port, wf_figure_get_wiring_box (self->figure, low)->n_outputs,
                                        self->output_steps[low]);
  if (to->box >= 0)
    end_offset = wf_wiring_get_port_offset (to->port, wf_figure_get_wiring_box (self->figure, end)->n_inputs,
                                            self->input_steps[end]);
  self->first_link[branch] = self->links->len;
  while (wf_plan_slot (self, low)->layer < wf_plan_slot (self, end)->layer)
    {
      guint layer = wf_plan_slot (self, low)->layer + 1;
      gboolean is_last = layer == wf_plan_slot (self, end)->layer;
      guint high = is_last ? end : add_slot (self, WF_SLOT_PASS, branch, layer, 0);
      WfLink link = { low, high, offset, is_last ? end_offset : 0, branch };

      g_array_append_val (self->links, link);
      low = high;
      offset = 0;
    }
}

/* the links above or below each slot, as lists one after the other */
static guint *
index_links (WfWiringPlan *self, gboolean is_above, guint **start)
{
  guint *list = g_new (guint, self->links->len + 1);

  *start = g_new0 (guint, self->slots->len + 2);
  for (guint i = 0; i < self->links->len; i++)
    (*start)[(is_above ? wf_plan_link (self, i)->low : wf_plan_link (self, i)->high) + 2]++;
  for (guint i = 2; i < self->slots->len + 2; i++)
    (*start)[i] += (*start)[i - 1];
  for (guint i = 0; i < self->links->len; i++)
    list[(*start)[(is_above ? wf_plan_link (self, i)->low : wf_plan_link (self, i)->high) + 1]++] = i;
  return list;
}

/* where boxes of the same name stood */
static void
recall (WfWiringPlan *self, WfWiring *previous)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < previous->n_boxes; i++)
    if (*previous->names[i] != '\0')
      g_hash_table_insert (places, previous->names[i], &previous->boxes[i]);
  for (guint i = 0; i < self->n_boxes; i++)
    {
      const WfWiringRect *rect =
          g_hash_table_lookup (places, wf_figure_get_wiring_box (self->figure, i)->name);

      if (rect != NULL)
        wf_plan_slot (self, i)->before = rect->x + rect->width / 2;
    }
}

static WfWiringPlan *
begin_plan (WfFigure *figure)
{
  WfWiringPlan *self = g_new0 (WfWiringPlan, 1);

  self->figure = figure;
  self->n_boxes = wf_figure_get_n_wiring_boxes (figure);
  self->n_wires = wf_figure_get_n_wiring_wires (figure);
  self->n_inputs = wf_figure_get_n_wiring_inputs (figure);
  self->n_outputs = wf_figure_get_n_wiring_outputs (figure);
  self->has_labels = self->n_boxes <= WF_WIRING_LABELLED;
  self->has_upright_names = MAX (self->n_inputs, self->n_outputs) > UPRIGHT_NAMES;
  self->is_fixed = MAX (self->n_inputs, self->n_outputs) <= FIXED_BOUNDARY;
  self->slots = g_array_new (FALSE, FALSE, sizeof (WfSlot));
  self->links = g_array_new (FALSE, FALSE, sizeof (WfLink));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->input_steps = g_new (double, self->n_boxes + 1);
  self->output_steps = g_new (double, self->n_boxes + 1);
  self->first_branch = g_new0 (guint, self->n_wires + 1);
  for (gsize w = 0; w < self->n_wires; w++)
    self->first_branch[w + 1] =
        self->first_branch[w] + (guint) wf_figure_get_wiring_wire (figure, w)->n_targets;
  self->n_branches = self->first_branch[self->n_wires];
  self->first_link = g_new0 (guint, self->n_branches + 1);
  return self;
}

/* previous: nullable */
WfWiringPlan *
wf_wiring_plan_new (WfFigure *figure, WfWiring *previous)
{
  WfWiringPlan *self = begin_plan (figure);
  g_autoptr (GHashTable) widths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree guint *layers = g_new0 (guint, self->n_boxes + 1);
  guint top = 0;
  WfTheme theme;

  wf_theme_init (&theme, FALSE, FALSE);
  raise_boxes (self, layers, self->n_inputs > 0 ? 1 : 0);
  lift_boxes (self, layers);
  find_steps (self, &theme, widths);
  for (guint i = 0; i < self->n_boxes; i++)
    {
      top = MAX (top, layers[i]);
      add_slot (self, WF_SLOT_BOX, i, layers[i], find_box_width (self, i, &theme, widths));
    }
  add_boundary (self, &theme, widths, FALSE, 0);
  add_boundary (self, &theme, widths, TRUE, top + 1);
  for (gsize w = 0; w < self->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      for (gsize t = 0; t < wire->n_targets; t++)
        add_branch (self, wire, t, self->first_branch[w] + (guint) t);
    }
  self->first_link[self->n_branches] = self->links->len;
  self->above = index_links (self, TRUE, &self->above_start);
  self->below = index_links (self, FALSE, &self->below_start);
  if (previous != NULL)
    recall (self, previous);
  return self;
}

void
wf_wiring_plan_free (WfWiringPlan *self)
{
  g_free (self->first_branch);
  g_free (self->first_link);
  g_array_unref (self->slots);
  g_array_unref (self->links);
  g_ptr_array_unref (self->rows);
  g_free (self->above_start);
  g_free (self->above);
  g_free (self->below_start);
  g_free (self->below);
  g_free (self->input_steps);
  g_free (self->output_steps);
  g_free (self);
}

double
wf_wiring_plan_get_gap (WfWiringPlan *self, const WfSlot *left, const WfSlot *right)
{
  gboolean has_box = left->kind != WF_SLOT_PASS || right->kind != WF_SLOT_PASS;
  gboolean is_box_pair = left->kind != WF_SLOT_PASS && right->kind != WF_SLOT_PASS;
  double gap = self->has_labels ? (is_box_pair ? 40 : 24) : is_box_pair ? 18 : has_box ? 12 : 9;

  if (left->kind == WF_SLOT_OUTPUT || left->kind == WF_SLOT_INPUT)
    gap = self->has_upright_names ? 4 : 14;
  return (left->width + right->width) / 2 + gap;
}
