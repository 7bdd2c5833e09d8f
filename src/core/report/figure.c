/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/report/figure-private.h"

G_DEFINE_BOXED_TYPE (WfFigure, wf_figure, wf_figure_ref, wf_figure_unref)

static void
step_clear (gpointer data)
{
  WfTimelineStep *step = data;

  g_free ((char *) step->kind);
  g_free ((char *) step->words);
}

static void
row_clear (gpointer data)
{
  WfFigureRow *row = data;

  g_free (row->label);
  g_free (row->text);
  g_clear_pointer (&row->before, wf_marginal_unref);
  g_clear_pointer (&row->after, wf_marginal_unref);
}

static void
curve_clear (gpointer data)
{
  WfCurveRow *curve = data;

  g_free ((char *) curve->label);
  g_free ((char *) curve->text);
  g_free ((double *) curve->x);
  g_free ((double *) curve->y);
  g_free ((double *) curve->low);
  g_free ((double *) curve->high);
}

static void
link_clear (gpointer data)
{
  WfFigureLink *link = data;

  g_free (link->text);
}

static void
thing_clear (gpointer data)
{
  WfNetworkNode *node = data;

  g_free ((char *) node->name);
  g_free ((char *) node->caption);
}

static void
box_clear (gpointer data)
{
  WfFigureBox *box = data;

  g_free ((char *) box->box.name);
  g_free ((char *) box->box.caption);
}

static void
wire_clear (gpointer data)
{
  WfFigureWire *wire = data;

  g_free ((char *) wire->wire.label);
  g_free ((WfWiringEnd *) wire->wire.targets);
}

WfFigure *
wf_figure_new (WfFigureKind kind)
{
  WfFigure *self = g_atomic_rc_box_new0 (WfFigure);

  self->kind = kind;
  self->steps = g_array_new (FALSE, FALSE, sizeof (WfTimelineStep));
  g_array_set_clear_func (self->steps, step_clear);
  self->links = g_array_new (FALSE, FALSE, sizeof (WfFigureLink));
  g_array_set_clear_func (self->links, link_clear);
  self->things = g_array_new (FALSE, FALSE, sizeof (WfNetworkNode));
  g_array_set_clear_func (self->things, thing_clear);
  self->rows = g_array_new (FALSE, FALSE, sizeof (WfFigureRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->curves = g_array_new (FALSE, FALSE, sizeof (WfCurveRow));
  g_array_set_clear_func (self->curves, curve_clear);
  self->wiring_boxes = g_array_new (FALSE, FALSE, sizeof (WfFigureBox));
  g_array_set_clear_func (self->wiring_boxes, box_clear);
  self->wiring_wires = g_array_new (FALSE, FALSE, sizeof (WfFigureWire));
  g_array_set_clear_func (self->wiring_wires, wire_clear);
  return self;
}

/**
 * wf_figure_ref:
 * @self: a figure
 *
 * Returns: (transfer full): @self
 */
WfFigure *
wf_figure_ref (WfFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
figure_clear (gpointer data)
{
  WfFigure *self = data;

  for (gsize v = 0; self->nodes != NULL && v < wf_graph_get_n_nodes (self->graph); v++)
    {
      g_clear_pointer (&self->nodes[v].before, wf_marginal_unref);
      g_clear_pointer (&self->nodes[v].after, wf_marginal_unref);
      g_free (self->nodes[v].value);
    }
  g_free (self->nodes);
  g_free (self->cuts);
  g_free (self->explained);
  g_free (self->chosen);
  g_free (self->differences);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_strfreev (self->lanes);
  g_array_unref (self->steps);
  g_array_unref (self->links);
  g_array_unref (self->things);
  g_free (self->outcome);
  g_free (self->axis);
  g_array_unref (self->rows);
  g_strfreev (self->heat_names);
  g_free (self->heat_cells);
  g_array_unref (self->curves);
  g_array_unref (self->wiring_boxes);
  g_array_unref (self->wiring_wires);
  g_free (self->alt);
}

/**
 * wf_figure_unref:
 * @self: (transfer full): a figure
 */
void
wf_figure_unref (WfFigure *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, figure_clear);
}

/**
 * wf_figure_get_kind:
 * @self: a figure
 *
 * Returns: what it shows; decides which getters may be called
 */
WfFigureKind
wf_figure_get_kind (WfFigure *self)
{
  g_return_val_if_fail (self != NULL, WF_FIGURE_GRAPH);
  return self->kind;
}

/**
 * wf_figure_get_alt:
 * @self: a figure
 *
 * Returns: (transfer none): what it shows in one sentence of plain text, for those who can't see it; never
 * %NULL
 */
const char *
wf_figure_get_alt (WfFigure *self)
{
  g_return_val_if_fail (self != NULL, "");
  return self->alt;
}

/**
 * wf_figure_set_alt:
 * @self: a figure
 * @alt: a sentence of plain text
 */
void
wf_figure_set_alt (WfFigure *self, const char *alt)
{
  g_return_if_fail (self != NULL && alt != NULL);

  if (alt == self->alt)
    return;
  g_free (self->alt);
  self->alt = g_strdup (alt);
}
