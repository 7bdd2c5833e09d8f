/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What pointer, fingers and keys do with the pages of a report, and the menu of its figures. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/report-pages-private.h"

/* ---- what is meant ---- */

static GtkWidget *
get_focus (WfReportPages *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && WF_IS_REPORT_SPOT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus
                                                                                                 : NULL;
}

static const WfPageSpot *
get_figure (GtkWidget *widget)
{
  const WfPageSpot *spot =
      widget && WF_IS_REPORT_SPOT (widget) ? wf_report_spot_get_spot (WF_REPORT_SPOT (widget)) : NULL;

  return spot && spot->figure ? spot : NULL;
}

static GtkWidget *
pick (WfReportPages *self, double x, double y)
{
  return x >= 0 ? gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT) : NULL;
}

const WfPageSpot *
wf_report_pages_get_figure (WfReportPages *self)
{
  const WfPageSpot *figure = get_figure (get_focus (self));

  return figure ? figure : get_figure (pick (self, self->pointer_x, self->pointer_y));
}

void
wf_report_pages_reveal_focus (WfReportPages *self)
{
  GtkWidget *focus = get_focus (self);
  graphene_rect_t place;
  double top, room = gtk_widget_get_height (GTK_WIDGET (self));

  if (focus == NULL || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &place))
    return;
  top = place.origin.y;
  if (top >= 0 && top + place.size.height <= room)
    return;
  if (place.size.height < room)
    wf_report_pages_scroll (self->down, top - (room - place.size.height) / 2);
  else
    wf_report_pages_scroll (self->down, top - WF_REPORT_MARGIN);
}

/* ---- the menu of a figure ---- */

static void
show_menu (WfReportPages *self, const GdkRectangle *at)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenu) model = g_menu_new ();

      g_menu_append (model, _ ("_Copy Figure"), "win.copy-picture");
      g_menu_append (model, _ ("_Export Figure…"), "win.export-picture");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfReportPages *self = WF_REPORT_PAGES (widget);
  GtkWidget *focus = get_focus (self);
  graphene_rect_t place;

  if (get_figure (focus) && gtk_widget_compute_bounds (focus, widget, &place))
    show_menu (self, &(GdkRectangle){ (int) place.origin.x + 12, (int) MAX (0, place.origin.y) + 12, 1, 1 });
}

/* ---- pointer ---- */

static void
on_press (GtkGestureClick *gesture, int n_press, double x, double y, WfReportPages *self)
{
  GtkWidget *target = pick (self, x, y);

  if (get_figure (target) == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      return;
    }
  gtk_widget_grab_focus (target);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    show_menu (self, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static void
on_motion (WfReportPages *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_leave (WfReportPages *self)
{
  self->pointer_x = self->pointer_y = -1;
}

static gboolean
on_wheel (GtkEventControllerScroll *controller, double dx, double dy, WfReportPages *self)
{
  GdkModifierType held = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((held & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  wf_report_pages_zoom_about (self, self->zoom * pow (WF_REPORT_ZOOM, -dy), MAX (0, self->pointer_x),
                              MAX (0, self->pointer_y));
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (WfReportPages *self)
{
  self->pinch = self->zoom;
}

static void
on_pinch (WfReportPages *self, double scale, GtkGesture *gesture)
{
  double x = 0, y = 0;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  wf_report_pages_zoom_about (self, self->pinch * scale, x, y);
}

/* ---- keys ---- */

/* lengths: lines; screens; all of it */
static const struct
{
  guint key, keypad; /* keypad: 0 = none */
  GdkModifierType held;
  double lines, screens;
  gboolean is_across;
} scrolling[] = {
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1, 0, FALSE },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1, 0, FALSE },
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, -1, 0, TRUE },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, 1, 0, TRUE },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, 0, -0.9, FALSE },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 0, 0.9, FALSE },
  { GDK_KEY_space, 0, 0, 0, 0.9, FALSE },
  { GDK_KEY_space, 0, GDK_SHIFT_MASK, 0, -0.9, FALSE },
  { GDK_KEY_Home, GDK_KEY_KP_Home, 0, 0, -G_MAXINT, FALSE },
  { GDK_KEY_End, GDK_KEY_KP_End, 0, 0, G_MAXINT, FALSE },
};

static gboolean
scroll (GtkWidget *widget, GVariant *index, gpointer data)
{
  WfReportPages *self = WF_REPORT_PAGES (widget);
  gsize i = g_variant_get_uint32 (index);

  wf_report_pages_scroll (scrolling[i].is_across ? self->across : self->down,
                          scrolling[i].lines * WF_REPORT_LINE +
                              scrolling[i].screens * gtk_widget_get_height (widget));
  return GDK_EVENT_STOP;
}

/* factor: of the zoom; 0 = as large as on paper */
static gboolean
zoom (GtkWidget *widget, GVariant *factor, gpointer data)
{
  WfReportPages *self = WF_REPORT_PAGES (widget);
  double by = g_variant_get_double (factor);

  wf_report_pages_set_zoom (self, by > 0 ? self->zoom * by : 1);
  return GDK_EVENT_STOP;
}

static void
add_zoom_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    double factor;
  } keys[] = {
    { GDK_KEY_plus, WF_REPORT_ZOOM },
    { GDK_KEY_equal, WF_REPORT_ZOOM },
    { GDK_KEY_KP_Add, WF_REPORT_ZOOM },
    { GDK_KEY_minus, 1 / WF_REPORT_ZOOM },
    { GDK_KEY_KP_Subtract, 1 / WF_REPORT_ZOOM },
    { GDK_KEY_0, 0 },
    { GDK_KEY_KP_0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, 0, zoom, "d", keys[i].factor);
}

void
wf_report_pages_class_add_keys (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (scrolling); i++)
    {
      gtk_widget_class_add_binding (klass, scrolling[i].key, scrolling[i].held, scroll, "u", i);
      if (scrolling[i].keypad != 0)
        gtk_widget_class_add_binding (klass, scrolling[i].keypad, scrolling[i].held, scroll, "u", i);
    }
  add_zoom_keys (klass);
  gtk_widget_class_install_action (klass, "pages.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "pages.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "pages.menu", NULL);
}

void
wf_report_pages_add_controllers (WfReportPages *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  g_signal_connect (wheel, "scroll", G_CALLBACK (on_wheel), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (press, "pressed", G_CALLBACK (on_press), self);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
