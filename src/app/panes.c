/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/panes.h"

struct _WfPanes
{
  GtkWidget parent_instance;

  AdwFlap *outer; /* start pane */
  AdwFlap *inner; /* end pane */
  GtkWidget *start;
  GtkWidget *end;
  int end_width;
  WfRoom room;
  gboolean is_start_wanted; /* while it has room */
  gboolean is_end_wanted;
  gboolean is_changing_room;
};

#define SHEET_WIDTH  500
#define SHEET_HEIGHT 260

G_DEFINE_FINAL_TYPE (WfPanes, wf_panes, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SHOW_START,
  PROP_SHOW_END,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

WfRoom
wf_room_for_width (int width)
{
  return width < 500   ? WF_ROOM_NARROW
         : width < 720 ? WF_ROOM_SMALL
         : width < 900 ? WF_ROOM_MEDIUM
                       : WF_ROOM_WIDE;
}

static void
on_reveal (WfPanes *self, GParamSpec *pspec, AdwFlap *flap)
{
  gboolean is_start = flap == self->outer;

  if (!self->is_changing_room && !adw_flap_get_folded (flap))
    {
      if (is_start)
        self->is_start_wanted = adw_flap_get_reveal_flap (flap);
      else
        self->is_end_wanted = adw_flap_get_reveal_flap (flap);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[is_start ? PROP_SHOW_START : PROP_SHOW_END]);
}

static void
wf_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WfPanes *self = WF_PANES (object);

  switch (id)
    {
      case PROP_SHOW_START:
        g_value_set_boolean (value, self->start && adw_flap_get_reveal_flap (self->outer));
        break;
      case PROP_SHOW_END:
        g_value_set_boolean (value, self->end && adw_flap_get_reveal_flap (self->inner));
        break;
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WfPanes *self = WF_PANES (object);

  switch (id)
    {
      case PROP_SHOW_START:
        adw_flap_set_reveal_flap (self->outer, self->start && g_value_get_boolean (value));
        break;
      case PROP_SHOW_END:
        adw_flap_set_reveal_flap (self->inner, self->end && g_value_get_boolean (value));
        break;
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_panes_dispose (GObject *object)
{
  WfPanes *self = WF_PANES (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    {
      g_signal_handlers_disconnect_by_data (self->outer, self);
      g_signal_handlers_disconnect_by_data (self->inner, self);
      gtk_widget_unparent (child);
    }
  G_OBJECT_CLASS (wf_panes_parent_class)->dispose (object);
}

static void
wf_panes_class_init (WfPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wf_panes_dispose;
  object_class->get_property = wf_panes_get_property;
  object_class->set_property = wf_panes_set_property;
  properties[PROP_SHOW_START] = g_param_spec_boolean (
      "show-start", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOW_END] = g_param_spec_boolean (
      "show-end", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_panes_init (WfPanes *self)
{
  self->outer = ADW_FLAP (adw_flap_new ());
  self->inner = ADW_FLAP (adw_flap_new ());
  self->is_start_wanted = TRUE;
  self->is_end_wanted = TRUE;
  adw_flap_set_flap_position (self->inner, GTK_PACK_END);
  adw_flap_set_content (self->outer, GTK_WIDGET (self->inner));
  adw_flap_set_fold_policy (self->outer, ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_fold_policy (self->inner, ADW_FLAP_FOLD_POLICY_NEVER);
  /* a drag on the canvas pans: it must not pull a pane in */
  adw_flap_set_swipe_to_open (self->outer, FALSE);
  adw_flap_set_swipe_to_open (self->inner, FALSE);
  adw_flap_set_swipe_to_close (self->outer, FALSE);
  adw_flap_set_swipe_to_close (self->inner, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->outer), GTK_WIDGET (self));
  g_signal_connect_swapped (self->outer, "notify::reveal-flap", G_CALLBACK (on_reveal), self);
  g_signal_connect_swapped (self->inner, "notify::reveal-flap", G_CALLBACK (on_reveal), self);
}

/* a pane keeps its width whatever its text */
static GtkWidget *
clamp_new (GtkWidget *pane, int width, const char *style)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_child (ADW_CLAMP (clamp), pane);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  gtk_widget_set_size_request (clamp, width, -1);
  gtk_widget_add_css_class (clamp, "background");
  gtk_widget_add_css_class (clamp, style);
  return clamp;
}

GtkWidget *
wf_panes_new (GtkWidget *start, int start_width, GtkWidget *content, GtkWidget *end, int end_width)
{
  WfPanes *self = g_object_new (WF_TYPE_PANES, NULL);

  self->end_width = end_width;
  gtk_widget_set_hexpand (content, TRUE);
  adw_flap_set_content (self->inner, content);
  if (start)
    {
      self->start = clamp_new (start, start_width, "pane-border-start");
      adw_flap_set_flap (self->outer, self->start);
    }
  if (end)
    {
      self->end = clamp_new (end, end_width, "pane-border-end");
      adw_flap_set_flap (self->inner, self->end);
    }
  adw_flap_set_reveal_flap (self->outer, start != NULL);
  adw_flap_set_reveal_flap (self->inner, end != NULL);
  return GTK_WIDGET (self);
}

static void
fold (AdwFlap *flap, gboolean is_folded, gboolean is_wanted)
{
  AdwFlapFoldPolicy policy = is_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  if (adw_flap_get_fold_policy (flap) == policy)
    return;
  adw_flap_set_fold_policy (flap, policy);
  adw_flap_set_reveal_flap (flap, !is_folded && is_wanted);
}

GtkWidget *
wf_panes_get_start (WfPanes *self)
{
  g_return_val_if_fail (WF_IS_PANES (self), NULL);
  return self->start ? adw_clamp_get_child (ADW_CLAMP (self->start)) : NULL;
}

GtkWidget *
wf_panes_get_content (WfPanes *self)
{
  g_return_val_if_fail (WF_IS_PANES (self), NULL);
  return adw_flap_get_content (self->inner);
}

gboolean
wf_panes_is_end_folded (WfPanes *self)
{
  g_return_val_if_fail (WF_IS_PANES (self), FALSE);
  return adw_flap_get_folded (self->inner);
}

void
wf_panes_set_room (WfPanes *self, WfRoom room)
{
  gboolean is_sheet = room == WF_ROOM_NARROW;

  g_return_if_fail (WF_IS_PANES (self));

  if (self->room == room)
    return;
  self->room = room;
  self->is_changing_room = TRUE;
  fold (self->outer, room >= WF_ROOM_MEDIUM, self->start && self->is_start_wanted);
  fold (self->inner, room >= WF_ROOM_SMALL, self->end && self->is_end_wanted);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->inner),
                                  is_sheet ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  adw_flap_set_modal (self->inner, !is_sheet);
  if (is_sheet)
    gtk_widget_add_css_class (GTK_WIDGET (self->inner), "sheet");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->inner), "sheet");
  if (self->end)
    {
      adw_clamp_set_maximum_size (ADW_CLAMP (self->end), is_sheet ? SHEET_WIDTH : self->end_width);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (self->end), is_sheet ? SHEET_WIDTH : self->end_width);
      gtk_widget_set_size_request (self->end, is_sheet ? -1 : self->end_width, is_sheet ? SHEET_HEIGHT : -1);
    }
  self->is_changing_room = FALSE;
}
