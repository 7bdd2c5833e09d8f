/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/network-layer.h"
#include "app/network-view.h"

#define MIN_ZOOM  0.15
#define MAX_ZOOM  3.0
#define LEGIBLE   0.85 /* a graph that is smaller when all of it fits is fitted to the width and scrolls */
#define LEAST_FIT 0.6  /* and one that is even smaller then scrolls both ways */
#define WHEEL     1.15
#define AROUND    40 /* pixels to see around the selected card */

struct _WfNetworkView
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *box;
  GtkRevealer *revealer;
  GtkLabel *banner;
  GtkWidget *window;
  WfNetworkLayer *layer;
  GtkLabel *caption;
  gboolean is_fitted;
  guint reveal_id;
  guint frames_to_reveal; /* the selected card */
  guint fit_source;
};

G_DEFINE_FINAL_TYPE (WfNetworkView, wf_network_view, GTK_TYPE_WIDGET)

/* signal "step-chosen": a card was chosen, even if its step was the selected one already */
static guint step_chosen_signal;

/* Scrolls the selected card into view. */
static void
reveal (WfNetworkView *self)
{
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (self->window);
  double left, top, right, bottom;

  if (!wf_network_layer_get_selected (self->layer, &left, &top, &right, &bottom))
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (window), left - AROUND, right + AROUND);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (window), top - AROUND, bottom + AROUND);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  WfNetworkView *self = WF_NETWORK_VIEW (widget);

  if (--self->frames_to_reveal > 0)
    return G_SOURCE_CONTINUE;
  self->reveal_id = 0;
  reveal (self);
  return G_SOURCE_REMOVE;
}

/* A frame lays out what has changed; the one after it knows where it went. */
static void
queue_reveal (WfNetworkView *self)
{
  self->frames_to_reveal = 2;
  if (self->reveal_id == 0)
    self->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static gboolean
fit (gpointer data)
{
  WfNetworkView *self = data;
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (self->window);
  double page_width = gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (window));
  double page_height = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (window));
  double width, height;

  self->fit_source = 0;
  if (self->is_fitted && page_width > 1 && page_height > 1 &&
      wf_network_layer_get_size (self->layer, &width, &height))
    {
      double legible = MIN (page_width / width, LEGIBLE);
      double whole = MIN (page_width / width, page_height / height);

      wf_network_layer_set_scale (self->layer, CLAMP (MAX (whole, legible), LEAST_FIT, 1));
      queue_reveal (self);
    }
  return G_SOURCE_REMOVE;
}

/* Sizes change in the middle of an allocation, when nothing may be resized: a moment later it may. */
static void
queue_fit (WfNetworkView *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit, self, NULL);
}

static gboolean
shows_agents (WfNetworkView *self)
{
  return wf_document_get_run_view (self->document) == WF_BLAME_AGENTS;
}

/* the node of the selected step, or of its agent; -1 = it isn't shown */
static gssize
find_selected (WfNetworkView *self, WfFigure *network)
{
  WfTrace *trace = wf_document_get_trace (self->document);
  gssize step = wf_document_get_selected_step (self->document);
  gsize index;

  if (step < 0 || trace == NULL)
    return -1;
  index = shows_agents (self) ? wf_trace_get_agent_index (trace, step) : (gsize) step;
  for (gsize i = 0; i < wf_figure_get_n_network_nodes (network); i++)
    if (wf_figure_get_network_node (network, i)->index == index)
      return i;
  return -1;
}

static void
update_banner (WfNetworkView *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  g_autofree char *text = NULL;

  if (blame != NULL && wf_document_get_run_view (self->document) == WF_BLAME_DEPENDENCIES)
    text = wf_blame_get_direction_banner (blame, WF_EDGES_CONSUMER_TO_PRODUCER);
  if (text != NULL)
    gtk_label_set_label (self->banner, text);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

static void
update (WfNetworkView *self)
{
  WfFigure *network = wf_document_get_network (self->document);

  update_banner (self);
  wf_network_layer_set_network (self->layer, network, wf_document_get_network_layout (self->document),
                                network ? find_selected (self, network) : -1);
  gtk_label_set_label (self->caption, network ? wf_figure_get_alt (network) : "");
  queue_fit (self);
  queue_reveal (self);
}

static void
on_changed (WfNetworkView *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME))
    self->is_fitted = TRUE;
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_NETWORK | WF_PART_SELECTION))
    update (self);
}

/* the step of an agent that most likely went wrong */
static gsize
find_step_of_agent (WfBlame *blame, gsize agent)
{
  gsize n;
  const gsize *ranking = wf_blame_get_ranking (blame, &n);

  for (gsize i = 0; i < n; i++)
    if (wf_trace_get_agent_index (wf_blame_get_trace (blame), ranking[i]) == agent)
      return ranking[i];
  return ranking[0];
}

static void
on_chosen (WfNetworkView *self, guint node)
{
  WfFigure *network = wf_document_get_network (self->document);
  gsize index = wf_figure_get_network_node (network, node)->index;

  wf_document_select_step (
      self->document,
      shows_agents (self) ? find_step_of_agent (wf_document_get_blame (self->document), index) : index);
  g_signal_emit (self, step_chosen_signal, 0);
}

static gboolean
on_scroll (WfNetworkView *self, double dx, double dy, GtkEventController *controller)
{
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) == 0)
    return FALSE;
  wf_network_view_zoom_by (self, pow (WHEEL, -dy));
  return TRUE;
}

static void
wf_network_view_dispose (GObject *object)
{
  WfNetworkView *self = WF_NETWORK_VIEW (object);

  g_clear_handle_id (&self->fit_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_network_view_parent_class)->dispose (object);
}

static void
wf_network_view_class_init (WfNetworkViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_network_view_dispose;
  step_chosen_signal = g_signal_new ("step-chosen", WF_TYPE_NETWORK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "timeline");
}

static GtkWidget *
banner_new (WfNetworkView *self)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->banner = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->banner, TRUE);
  gtk_label_set_xalign (self->banner, 0);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), GTK_MESSAGE_WARNING);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), icon);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), GTK_WIDGET (self->banner));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, bar);
  return GTK_WIDGET (self->revealer);
}

static GtkWidget *
window_new (WfNetworkView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkScrolledWindow *window;

  self->window = gtk_scrolled_window_new ();
  window = GTK_SCROLLED_WINDOW (self->window);
  self->layer = WF_NETWORK_LAYER (wf_network_layer_new ());
  gtk_scrolled_window_set_child (window, GTK_WIDGET (self->layer));
  gtk_widget_set_vexpand (self->window, TRUE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->layer, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (window), "notify::page-size",
                           G_CALLBACK (queue_fit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (window), "notify::page-size",
                           G_CALLBACK (queue_fit), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->window, scroll);
  return self->window;
}

static void
wf_network_view_init (WfNetworkView *self)
{
  self->is_fitted = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->caption, TRUE);
  gtk_label_set_xalign (self->caption, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "network-caption");
  gtk_box_append (GTK_BOX (self->box), banner_new (self));
  gtk_box_append (GTK_BOX (self->box), window_new (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->caption));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
wf_network_view_new (WfDocument *document)
{
  WfNetworkView *self = g_object_new (WF_TYPE_NETWORK_VIEW, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
wf_network_view_zoom_by (WfNetworkView *self, double factor)
{
  g_return_if_fail (WF_IS_NETWORK_VIEW (self));

  self->is_fitted = FALSE;
  wf_network_layer_set_scale (self->layer,
                              CLAMP (factor * wf_network_layer_get_scale (self->layer), MIN_ZOOM, MAX_ZOOM));
}

void
wf_network_view_zoom_to (WfNetworkView *self, double zoom)
{
  g_return_if_fail (WF_IS_NETWORK_VIEW (self));

  self->is_fitted = zoom <= 0;
  if (self->is_fitted)
    queue_fit (self);
  else
    wf_network_layer_set_scale (self->layer, CLAMP (zoom, MIN_ZOOM, MAX_ZOOM));
}
