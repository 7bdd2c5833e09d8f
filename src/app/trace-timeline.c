/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/agent-mark.h"
#include "app/lanes.h"
#include "app/trace-timeline.h"

struct _WfTraceTimeline
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *box;
  GtkWidget *heads_window; /* scrolls sideways with the lanes */
  GtkWidget *heads;
  GtkWidget *window;
  WfLanes *lanes;
  guint update_id;
};

G_DEFINE_FINAL_TYPE (WfTraceTimeline, wf_trace_timeline, GTK_TYPE_WIDGET)

/* a step's card was chosen, even if it was the selected one already */
static guint step_chosen_signal;

static GtkWidget *
make_head (const char *agent, gsize lane)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (agent);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_set_tooltip_text (label, agent);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (box, -1, 34);
  gtk_box_append (GTK_BOX (box), wf_agent_mark_new (lane));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
update_heads (WfTraceTimeline *self, WfFigure *timeline)
{
  const char *const *lanes = timeline ? wf_figure_get_lanes (timeline) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->heads)))
    gtk_box_remove (GTK_BOX (self->heads), child);
  for (gsize lane = 0; lanes && lanes[lane]; lane++)
    {
      GtkWidget *clamp = adw_clamp_new ();

      adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WF_LANE_WIDTH - 6);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WF_LANE_WIDTH - 6);
      adw_clamp_set_child (ADW_CLAMP (clamp), make_head (lanes[lane], lane));
      gtk_widget_set_size_request (clamp, WF_LANE_WIDTH, -1);
      gtk_box_append (GTK_BOX (self->heads), clamp);
    }
}

static gboolean
update_viewport (gpointer data)
{
  WfTraceTimeline *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->window));

  self->update_id = 0;
  wf_lanes_set_viewport (self->lanes, gtk_adjustment_get_value (adjustment),
                         gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The adjustment changes in the middle of an allocation, when no widget may be made: a moment later they are.
 */
static void
on_scrolled (WfTraceTimeline *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_viewport, self, NULL);
}

static void
scroll_to_step (WfTraceTimeline *self, guint step)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->window));
  double top, bottom;

  wf_lanes_get_step_range (self->lanes, step, &top, &bottom);
  gtk_adjustment_clamp_page (adjustment, top, bottom);
}

static void
on_chosen (WfLanes *lanes, guint step, WfTraceTimeline *self)
{
  wf_document_select_step (self->document, step);
  g_signal_emit (self, step_chosen_signal, 0);
}

static void
update (WfTraceTimeline *self, gboolean is_new)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  gssize selected = wf_document_get_selected_step (self->document);
  g_autoptr (GArray) repairs = wf_document_dup_repairs (self->document);
  g_autoptr (WfFigure) timeline =
      blame ? wf_blame_figure (blame, WF_BLAME_TIMELINE, selected,
                               (const WfRepair *) (gconstpointer) repairs->data, repairs->len)
            : NULL;

  if (is_new)
    update_heads (self, timeline);
  wf_lanes_set_timeline (self->lanes, timeline, selected);
  if (timeline != NULL && selected >= 0)
    scroll_to_step (self, selected);
}

static void
on_changed (WfDocument *document, guint parts, WfTraceTimeline *self)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME))
    update (self, TRUE);
  else if (parts & (WF_PART_SELECTION | WF_PART_REPAIR))
    update (self, FALSE);
}

/* Up and Down go through the steps in order, whatever their lanes; Home and End to the first and last. */
static gboolean
on_key_pressed (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, WfTraceTimeline *self)
{
  WfTrace *trace = wf_document_get_trace (self->document);
  gssize selected = wf_document_get_selected_step (self->document);
  gssize n = trace ? (gssize) wf_trace_get_n_steps (trace) : 0;
  gssize target;

  if (n == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;
  switch (key)
    {
      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        target = MAX (selected - 1, 0);
        break;
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        target = MIN (selected + 1, n - 1);
        break;
      case GDK_KEY_Home:
        target = 0;
        break;
      case GDK_KEY_End:
        target = n - 1;
        break;
      default:
        return FALSE;
    }
  wf_document_select_step (self->document, target);
  wf_lanes_focus_step (self->lanes, target);
  return TRUE;
}

static void
wf_trace_timeline_dispose (GObject *object)
{
  WfTraceTimeline *self = WF_TRACE_TIMELINE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_trace_timeline_parent_class)->dispose (object);
}

/* the chosen step, or the first */
static gboolean
wf_trace_timeline_grab_focus (GtkWidget *widget)
{
  WfTraceTimeline *self = WF_TRACE_TIMELINE (widget);

  return wf_lanes_focus_step (self->lanes, (guint) MAX (wf_document_get_selected_step (self->document), 0));
}

static void
wf_trace_timeline_class_init (WfTraceTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_trace_timeline_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = wf_trace_timeline_grab_focus;
  step_chosen_signal = g_signal_new ("step-chosen", WF_TYPE_TRACE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "timeline");
}

static void
wf_trace_timeline_init (WfTraceTimeline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkAdjustment *vertical;

  self->lanes = WF_LANES (wf_lanes_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->lanes), GTK_ALIGN_CENTER);
  g_signal_connect (self->lanes, "chosen", G_CALLBACK (on_chosen), self);

  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->lanes));
  gtk_widget_set_vexpand (self->window, TRUE);

  self->heads = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (self->heads, GTK_ALIGN_CENTER);
  self->heads_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->heads_window), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_hadjustment (
      GTK_SCROLLED_WINDOW (self->heads_window),
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->window)));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->heads_window), self->heads);
  gtk_widget_set_focusable (self->heads_window, FALSE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->heads_window);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), self->window);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->window));
  g_signal_connect_object (vertical, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vertical, "notify::page-size", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (self->window, keys);
}

GtkWidget *
wf_trace_timeline_new (WfDocument *document)
{
  WfTraceTimeline *self = g_object_new (WF_TYPE_TRACE_TIMELINE, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  update (self, TRUE);
  return GTK_WIDGET (self);
}
