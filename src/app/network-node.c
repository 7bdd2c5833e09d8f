/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/network-node.h"
#include "app/theme.h"
#include "core/base/format.h"
#include "render/picture.h"

#define OVERHANG 14.0f /* discs and rings stand out of the card */

struct _WfNetworkNodeWidget
{
  GtkWidget parent_instance;

  guint node;
  WfFigure *network;
  double scale;
  gboolean is_selected;
};

G_DEFINE_FINAL_TYPE (WfNetworkNodeWidget, wf_network_node_widget, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
wf_network_node_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfNetworkNodeWidget *self = WF_NETWORK_NODE_WIDGET (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double card_width, card_height;
  WfTheme theme;
  cairo_t *cr;

  if (self->network == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  wf_network_get_card_size (&card_width, &card_height);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (-OVERHANG, -OVERHANG, width + 2 * OVERHANG, height + 2 * OVERHANG));
  cairo_scale (cr, width / card_width, height / card_height);
  if (self->is_selected || gtk_widget_has_visible_focus (widget))
    wf_draw_ring (cr, &theme, 0, 0, card_width, card_height, 12, self->is_selected ? 1 : 0.7);
  wf_network_draw_card (cr, &theme, self->network, self->node, self->scale);
  cairo_destroy (cr);
}

static void
wf_network_node_widget_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  double width, height;

  wf_network_get_card_size (&width, &height);
  *minimum = *natural = (int) ceil (WF_NETWORK_NODE_WIDGET (widget)->scale *
                                    (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height));
}

static void
wf_network_node_widget_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (wf_network_node_widget_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *self)
{
  gtk_widget_grab_focus (self);
  g_signal_emit (self, chosen_signal, 0);
}

static void
wf_network_node_widget_finalize (GObject *object)
{
  g_clear_pointer (&WF_NETWORK_NODE_WIDGET (object)->network, wf_figure_unref);
  G_OBJECT_CLASS (wf_network_node_widget_parent_class)->finalize (object);
}

static void
wf_network_node_widget_class_init (WfNetworkNodeWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space };

  G_OBJECT_CLASS (klass)->finalize = wf_network_node_widget_finalize;
  widget_class->snapshot = wf_network_node_widget_snapshot;
  widget_class->measure = wf_network_node_widget_measure;
  widget_class->state_flags_changed = wf_network_node_widget_state_flags_changed;
  chosen_signal = g_signal_new ("chosen", WF_TYPE_NETWORK_NODE_WIDGET, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_signal (widget_class, keys[i], 0, "chosen", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "node");
}

static void
wf_network_node_widget_init (WfNetworkNodeWidget *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->scale = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_network_node_widget_new (guint node)
{
  WfNetworkNodeWidget *self = g_object_new (WF_TYPE_NETWORK_NODE_WIDGET, NULL);

  self->node = node;
  return GTK_WIDGET (self);
}

guint
wf_network_node_widget_get_node (WfNetworkNodeWidget *self)
{
  g_return_val_if_fail (WF_IS_NETWORK_NODE_WIDGET (self), 0);
  return self->node;
}

/* "code; 31 %, was 45 %; suspect 1; put right" */
static char *
describe (const WfNetworkNode *node)
{
  g_autoptr (GString) text = g_string_new (node->caption);
  g_autofree char *share = isnan (node->share) ? NULL : wf_format_percent (node->share);
  g_autofree char *before = isnan (node->before) ? NULL : wf_format_percent (node->before);

  if (share != NULL)
    g_string_append_printf (text, "; %s", share);
  if (before != NULL)
    g_string_append_printf (text, _ (", was %s"), before);
  if (node->suspect > 0)
    {
      g_string_append (text, "; ");
      g_string_append_printf (text, _ ("suspect %u"), node->suspect);
    }
  if (node->is_repaired)
    g_string_append_printf (text, "; %s", _ ("put right"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
wf_network_node_widget_update (WfNetworkNodeWidget *self,
                               WfFigure *network,
                               double scale,
                               gboolean is_selected)
{
  const WfNetworkNode *node;
  g_autofree char *description = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (WF_IS_NETWORK_NODE_WIDGET (self));
  g_return_if_fail (self->node < wf_figure_get_n_network_nodes (network));

  wf_figure_ref (network);
  g_clear_pointer (&self->network, wf_figure_unref);
  self->network = network;
  if (self->scale != scale)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->scale = scale;
  self->is_selected = is_selected;
  node = wf_figure_get_network_node (network, self->node);
  description = describe (node);
  tooltip = g_strdup_printf ("%s\n%s", node->name, description);
  /* first: a tooltip takes the description's place */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, node->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               is_selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
