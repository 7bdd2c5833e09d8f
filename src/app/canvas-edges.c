/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/canvas-private.h"
#include "app/edge-actions.h"

#define TOLERANCE 8.0 /* pixels, whatever the zoom */

static gssize
pick_edge (WfCanvas *self, double x, double y)
{
  return wf_canvas_layer_pick_edge (self->layer, (x - self->view.x) / self->view.zoom,
                                    (y - self->view.y) / self->view.zoom, TOLERANCE / self->view.zoom);
}

void
wf_canvas_hover_edge (WfCanvas *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  gboolean is_over_node = picked != NULL && WF_IS_NODE_WIDGET (picked);
  gssize edge = self->is_dragging || is_over_node ? -1 : pick_edge (self, x, y);

  if (edge == wf_canvas_layer_get_hovered_edge (self->layer))
    return;
  wf_canvas_layer_set_hovered_edge (self->layer, edge);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge >= 0 ? "pointer" : NULL);
}

static void
select_edge (WfCanvas *self, gssize edge)
{
  gsize n_edges;
  const WfEdge *edges =
      wf_graph_get_edges (wf_figure_get_graph (wf_canvas_layer_get_figure (self->layer)), &n_edges);

  g_return_if_fail (edge >= 0 && edge < (gssize) n_edges);

  /* as it is read: the cause first */
  if (edges[edge].mark_a == WF_MARK_ARROW && edges[edge].mark_b != WF_MARK_ARROW)
    wf_document_select_pair (self->document, edges[edge].b, edges[edge].a);
  else
    wf_document_select_pair (self->document, edges[edge].a, edges[edge].b);
}

void
wf_canvas_click_edge (WfCanvas *self, double x, double y)
{
  gssize edge = pick_edge (self, x, y);

  if (edge >= 0)
    select_edge (self, edge);
  else
    wf_document_select_node (self->document, -1);
}

void
wf_canvas_ask_about (WfCanvas *self, guint node)
{
  gssize selected = wf_document_get_selected_node (self->document);
  guint a, b;

  if (wf_document_get_selected_pair (self->document, &a, &b))
    selected = a;
  if (selected < 0 || selected == node)
    wf_document_select_node (self->document, node);
  else
    wf_document_select_pair (self->document, selected, node);
}

gboolean
wf_canvas_step_edge (WfCanvas *self, guint node, int step)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  gsize n;
  g_autofree guint *neighbours = wf_graph_list_neighbours (graph, node, &n);
  gssize next = step > 0 ? 0 : (gssize) n - 1;
  guint a, b;

  if (n == 0)
    return FALSE;
  if (wf_document_get_selected_pair (self->document, &a, &b) && (a == node || b == node))
    for (gsize i = 0; i < n; i++)
      if (neighbours[i] == (a == node ? b : a))
        next = ((gssize) i + step + (gssize) n) % (gssize) n;
  wf_document_select_pair (self->document, node, neighbours[next]);
  return TRUE;
}

gboolean
wf_canvas_show_menu (WfCanvas *self, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;
  guint a, b;

  if (!wf_document_get_selected_pair (self->document, &a, &b) ||
      wf_document_get_table (self->document) == NULL)
    return FALSE;
  if (isnan (x) || isnan (y))
    {
      wf_canvas_layer_get_middle (self->layer, a, b, &x, &y);
      x = self->view.x + self->view.zoom * x;
      y = self->view.y + self->view.zoom * y;
    }
  model = wf_edge_menu_new (self->document, a, b);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
  return TRUE;
}

void
wf_canvas_show_menu_of (WfCanvas *self, double x, double y)
{
  gssize edge = pick_edge (self, x, y);

  if (edge < 0)
    return;
  select_edge (self, edge);
  wf_canvas_show_menu (self, x, y);
}
