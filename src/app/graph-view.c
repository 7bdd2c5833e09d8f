/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/beside-bar.h"
#include "app/confidence-bar.h"
#include "app/edge-actions.h"
#include "app/graph-view.h"
#include "app/inspector.h"
#include "app/variables-pane.h"

struct _WfGraphView
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfPanes *panes;
  WfVariablesPane *variables;
  WfCanvas *canvas;
  WfInspector *inspector;
  WfConfidenceBar *confidence;
  GtkWidget *key;
  GtkWidget *key_worlds;
  GtkLabel *key_before;
  GtkLabel *key_after;
  GtkWidget *key_sure;
};

G_DEFINE_FINAL_TYPE (WfGraphView, wf_graph_view, GTK_TYPE_WIDGET)

static void
on_open_node (WfGraphView *self, guint node)
{
  wf_document_select_node (self->document, node);
  g_object_set (self->panes, "show-end", TRUE, NULL);
}

static void
on_edit_node (WfGraphView *self, guint node)
{
  on_open_node (self, node);
  wf_inspector_focus_value (self->inspector);
}

void
wf_graph_view_focus_value (WfGraphView *self)
{
  g_return_if_fail (WF_IS_GRAPH_VIEW (self));

  g_object_set (self->panes, "show-end", TRUE, NULL);
  wf_inspector_focus_value (self->inspector);
}

/* label: (out) (optional) */
static GtkWidget *
key_row_new (const char *style, const char *text, GtkLabel **label)
{
  GtkWidget *words = gtk_label_new (text);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (swatch, 24, 11);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (swatch, style);
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), words);
  if (label)
    *label = GTK_LABEL (words);
  return row;
}

static GtkWidget *
key_new (WfGraphView *self)
{
  GtkWidget *key = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->key_worlds = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->key_worlds), key_row_new ("key-before", NULL, &self->key_before));
  gtk_box_append (GTK_BOX (self->key_worlds), key_row_new ("key-after", NULL, &self->key_after));
  /* Translators: of a thin line, and of a thick one below it */
  self->key_sure = key_row_new ("key-sure", _ ("60 %, 100 % sure"), NULL);
  gtk_box_append (GTK_BOX (key), self->key_worlds);
  gtk_box_append (GTK_BOX (key), self->key_sure);
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_halign (key, GTK_ALIGN_END);
  gtk_widget_set_valign (key, GTK_ALIGN_END);
  gtk_widget_set_can_target (key, FALSE);
  return key;
}

/* A pane over the canvas comes with the selection and goes with it. */
static void
follow_selection (WfGraphView *self)
{
  guint a, b;
  gboolean has_node = wf_document_get_selected_node (self->document) >= 0 ||
                      wf_document_get_selected_pair (self->document, &a, &b);

  if (wf_panes_is_end_folded (self->panes))
    g_object_set (self->panes, "show-end", has_node, NULL);
}

static void
on_changed (WfGraphView *self, guint parts)
{
  if (parts & WF_PART_SELECTION)
    follow_selection (self);
  if (parts & (WF_PART_EFFECT | WF_PART_SOURCE | WF_PART_GRAPH))
    {
      gboolean is_row = wf_document_get_counterfactual (self->document) != NULL;
      const char *observed =
          wf_document_has_given_model (self->document) ? _ ("nothing done") : _ ("as observed");

      gtk_label_set_text (self->key_before, is_row ? _ ("as it was") : observed);
      gtk_label_set_text (self->key_after, is_row ? _ ("as it would have been") : _ ("in this world"));
      gtk_widget_set_visible (self->key_worlds, wf_document_get_effect (self->document) != NULL);
      gtk_widget_set_visible (self->key_sure, wf_document_get_ensemble (self->document, NULL) != NULL);
    }
}

static void
wf_graph_view_dispose (GObject *object)
{
  WfGraphView *self = WF_GRAPH_VIEW (object);

  if (self->panes)
    gtk_widget_unparent (GTK_WIDGET (self->panes));
  self->panes = NULL;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_graph_view_parent_class)->dispose (object);
}

static void
wf_graph_view_class_init (WfGraphViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_graph_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_graph_view_init (WfGraphView *self)
{
}

GtkWidget *
wf_graph_view_new (WfDocument *document)
{
  WfGraphView *self = g_object_new (WF_TYPE_GRAPH_VIEW, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GActionGroup *actions = wf_edge_actions_new (document);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->document = g_object_ref (document);
  self->variables = WF_VARIABLES_PANE (wf_variables_pane_new (document));
  self->canvas = WF_CANVAS (wf_canvas_new (document));
  self->inspector = WF_INSPECTOR (wf_inspector_new (document));
  self->key = key_new (self);
  self->confidence = g_object_new (WF_TYPE_CONFIDENCE_BAR, NULL);
  wf_confidence_bar_set_document (self->confidence, document);
  wf_confidence_bar_set_wanted (self->confidence, FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->confidence), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->confidence), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->confidence), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->confidence), "osd-bar");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->canvas));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->key);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_box_append (GTK_BOX (middle), wf_beside_bar_new (document));
  gtk_box_append (GTK_BOX (middle), overlay);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->confidence));
  self->panes =
      WF_PANES (wf_panes_new (GTK_WIDGET (self->variables), 252, middle, GTK_WIDGET (self->inspector), 312));
  gtk_widget_set_parent (GTK_WIDGET (self->panes), GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "edge", actions);
  g_object_unref (actions);
  g_signal_connect_object (self->canvas, "open-node", G_CALLBACK (on_open_node), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "edit-node", G_CALLBACK (on_edit_node), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

WfPanes *
wf_graph_view_get_panes (WfGraphView *self)
{
  g_return_val_if_fail (WF_IS_GRAPH_VIEW (self), NULL);
  return self->panes;
}

WfCanvas *
wf_graph_view_get_canvas (WfGraphView *self)
{
  g_return_val_if_fail (WF_IS_GRAPH_VIEW (self), NULL);
  return self->canvas;
}

void
wf_graph_view_set_compact (WfGraphView *self, gboolean is_compact)
{
  g_return_if_fail (WF_IS_GRAPH_VIEW (self));
  wf_confidence_bar_set_wanted (self->confidence, is_compact);
}

void
wf_graph_view_focus_filter (WfGraphView *self)
{
  g_return_if_fail (WF_IS_GRAPH_VIEW (self));

  g_object_set (self->panes, "show-start", TRUE, NULL);
  wf_variables_pane_focus_filter (self->variables);
}
