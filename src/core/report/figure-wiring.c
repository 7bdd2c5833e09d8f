/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/report/figure-private.h"
#include "core/report/figure-wiring.h"

static gboolean
is_wiring (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_WIRING;
}

static WfFigureBox *
get_box (WfFigure *self, gsize i)
{
  return &g_array_index (self->wiring_boxes, WfFigureBox, i);
}

static WfFigureWire *
get_wire (WfFigure *self, gsize i)
{
  return &g_array_index (self->wiring_wires, WfFigureWire, i);
}

/**
 * wf_figure_new_wiring:
 *
 * Returns: (transfer full): a wiring without boxes
 */
WfFigure *
wf_figure_new_wiring (void)
{
  WfFigure *self = wf_figure_new (WF_FIGURE_WIRING);

  self->alt = g_strdup (_ ("A string diagram."));
  return self;
}

/**
 * wf_figure_add_wiring_box: (skip)
 * @self: a wiring
 * @box: the box; its strings are copied (%NULL counts as empty)
 *
 * Returns: its place among the boxes
 */
guint
wf_figure_add_wiring_box (WfFigure *self, const WfWiringBox *box)
{
  WfFigureBox copy = { .emphasis = WF_EMPHASIS_NORMAL };

  g_return_val_if_fail (is_wiring (self) && box != NULL, 0);

  copy.box = *box;
  copy.box.name = g_strdup (box->name != NULL ? box->name : "");
  copy.box.caption = g_strdup (box->caption != NULL ? box->caption : "");
  g_array_append_val (self->wiring_boxes, copy);
  return self->wiring_boxes->len - 1;
}

/**
 * wf_figure_add_wiring_wire: (skip)
 * @self: a wiring
 * @wire: the wire, between boxes that were added, which lead from its source to its targets without a loop;
 *   copied
 *
 * Returns: its place among the wires
 */
guint
wf_figure_add_wiring_wire (WfFigure *self, const WfWiringWire *wire)
{
  WfFigureWire copy = { .emphasis = WF_EMPHASIS_NORMAL };

  g_return_val_if_fail (is_wiring (self) && wire != NULL, 0);
  g_return_val_if_fail (wire->source.box < (gint) self->wiring_boxes->len, 0);

  copy.wire = *wire;
  copy.wire.label = g_strdup (wire->label != NULL ? wire->label : "");
  copy.wire.targets = g_memdup2 (wire->targets, wire->n_targets * sizeof *wire->targets);
  g_array_append_val (self->wiring_wires, copy);
  return self->wiring_wires->len - 1;
}

/**
 * wf_figure_get_n_wiring_boxes:
 * @self: a wiring
 *
 * Returns: the number of boxes
 */
gsize
wf_figure_get_n_wiring_boxes (WfFigure *self)
{
  g_return_val_if_fail (is_wiring (self), 0);
  return self->wiring_boxes->len;
}

/**
 * wf_figure_get_wiring_box: (skip)
 * @self: a wiring
 * @i: place of a box
 *
 * Returns: (transfer none): the box; its strings are never %NULL
 */
const WfWiringBox *
wf_figure_get_wiring_box (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_wiring (self) && i < self->wiring_boxes->len, NULL);
  return &get_box (self, i)->box;
}

/**
 * wf_figure_get_n_wiring_wires:
 * @self: a wiring
 *
 * Returns: the number of wires
 */
gsize
wf_figure_get_n_wiring_wires (WfFigure *self)
{
  g_return_val_if_fail (is_wiring (self), 0);
  return self->wiring_wires->len;
}

/**
 * wf_figure_get_wiring_wire: (skip)
 * @self: a wiring
 * @i: place of a wire
 *
 * Returns: (transfer none): the wire; its label is never %NULL
 */
const WfWiringWire *
wf_figure_get_wiring_wire (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_wiring (self) && i < self->wiring_wires->len, NULL);
  return &get_wire (self, i)->wire;
}

/**
 * wf_figure_get_n_wiring_inputs:
 * @self: a wiring
 *
 * Returns: the number of inputs of the whole. Cost: the number of wires
 */
gsize
wf_figure_get_n_wiring_inputs (WfFigure *self)
{
  gsize n = 0;

  g_return_val_if_fail (is_wiring (self), 0);

  for (gsize i = 0; i < self->wiring_wires->len; i++)
    if (get_wire (self, i)->wire.source.box < 0)
      n = MAX (n, get_wire (self, i)->wire.source.port + (gsize) 1);
  return n;
}

/**
 * wf_figure_get_n_wiring_outputs:
 * @self: a wiring
 *
 * Returns: the number of outputs of the whole. Cost: the number of ends of wires
 */
gsize
wf_figure_get_n_wiring_outputs (WfFigure *self)
{
  gsize n = 0;

  g_return_val_if_fail (is_wiring (self), 0);

  for (gsize i = 0; i < self->wiring_wires->len; i++)
    {
      const WfWiringWire *wire = &get_wire (self, i)->wire;

      for (gsize k = 0; k < wire->n_targets; k++)
        if (wire->targets[k].box < 0)
          n = MAX (n, wire->targets[k].port + (gsize) 1);
    }
  return n;
}

/**
 * wf_figure_set_wiring_shows_before:
 * @self: a wiring
 * @shows_before: whether the diagram before the cut is drawn beside the one after it
 */
void
wf_figure_set_wiring_shows_before (WfFigure *self, gboolean shows_before)
{
  g_return_if_fail (is_wiring (self));
  self->shows_before = shows_before;
}

/**
 * wf_figure_get_wiring_shows_before:
 * @self: a wiring
 *
 * Returns: whether the diagram before the cut is drawn beside the one after it
 */
gboolean
wf_figure_get_wiring_shows_before (WfFigure *self)
{
  g_return_val_if_fail (is_wiring (self), FALSE);
  return self->shows_before;
}

/**
 * wf_figure_set_wiring_box_emphasis:
 * @self: a wiring
 * @i: place of a box
 * @emphasis: how much it stands out
 */
void
wf_figure_set_wiring_box_emphasis (WfFigure *self, gsize i, WfEmphasis emphasis)
{
  g_return_if_fail (is_wiring (self) && i < self->wiring_boxes->len);
  get_box (self, i)->emphasis = emphasis;
}

/**
 * wf_figure_get_wiring_box_emphasis:
 * @self: a wiring
 * @i: place of a box
 *
 * Returns: how much it stands out
 */
WfEmphasis
wf_figure_get_wiring_box_emphasis (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_wiring (self) && i < self->wiring_boxes->len, WF_EMPHASIS_NORMAL);
  return get_box (self, i)->emphasis;
}

/**
 * wf_figure_set_wiring_wire_emphasis:
 * @self: a wiring
 * @i: place of a wire
 * @emphasis: how much it stands out
 */
void
wf_figure_set_wiring_wire_emphasis (WfFigure *self, gsize i, WfEmphasis emphasis)
{
  g_return_if_fail (is_wiring (self) && i < self->wiring_wires->len);
  get_wire (self, i)->emphasis = emphasis;
}

/**
 * wf_figure_get_wiring_wire_emphasis:
 * @self: a wiring
 * @i: place of a wire
 *
 * Returns: how much it stands out
 */
WfEmphasis
wf_figure_get_wiring_wire_emphasis (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_wiring (self) && i < self->wiring_wires->len, WF_EMPHASIS_NORMAL);
  return get_wire (self, i)->emphasis;
}
