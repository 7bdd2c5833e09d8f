/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/report-sheet.h"

/* ---- what is on it ---- */

struct _WfReportSpot
{
  GtkWidget parent_instance;

  const WfPageSpot *spot;
};

G_DEFINE_FINAL_TYPE (WfReportSpot, wf_report_spot, GTK_TYPE_WIDGET)

static guint activate_signal;

static void
wf_report_spot_class_init (WfReportSpotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  activate_signal = g_signal_new ("activate", WF_TYPE_REPORT_SPOT, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, activate_signal);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, 0, "activate", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, 0, "activate", NULL);
  gtk_widget_class_set_css_name (widget_class, "spot");
}

static void
wf_report_spot_init (WfReportSpot *self)
{
}

static void
on_clicked (WfReportSpot *self)
{
  g_signal_emit (self, activate_signal, 0);
}

static GtkAccessibleRole
get_role (WfSpotKind kind)
{
  return kind == WF_SPOT_FIGURE ? GTK_ACCESSIBLE_ROLE_IMG
         : kind == WF_SPOT_LINK ? GTK_ACCESSIBLE_ROLE_LINK
                                : GTK_ACCESSIBLE_ROLE_HEADING;
}

static GtkWidget *
spot_new (const WfPageSpot *spot)
{
  WfReportSpot *self =
      g_object_new (WF_TYPE_REPORT_SPOT, "accessible-role", get_role (spot->kind), "focusable",
                    spot->kind == WF_SPOT_FIGURE || spot->kind == WF_SPOT_LINK, NULL);
  const char *alt = spot->kind == WF_SPOT_FIGURE ? wf_figure_get_alt (spot->figure) : NULL;

  self->spot = spot;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spot->text, -1);
  if (alt != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, alt, -1);
  if (spot->kind == WF_SPOT_TITLE || spot->kind == WF_SPOT_HEADING)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                    spot->kind == WF_SPOT_TITLE ? 1 : 2, -1);
  if (spot->kind == WF_SPOT_LINK)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      g_signal_connect_swapped (click, "released", G_CALLBACK (on_clicked), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
      if (spot->target < 0)
        gtk_widget_set_tooltip_text (GTK_WIDGET (self), spot->address);
    }
  return GTK_WIDGET (self);
}

const WfPageSpot *
wf_report_spot_get_spot (WfReportSpot *self)
{
  g_return_val_if_fail (WF_IS_REPORT_SPOT (self), NULL);
  return self->spot;
}

/* ---- the sheet ---- */

struct _WfReportSheet
{
  GtkWidget parent_instance;

  WfPages *pages; /* nullable */
  GdkTexture *texture;
  gboolean is_current;
};

G_DEFINE_FINAL_TYPE (WfReportSheet, wf_report_sheet, GTK_TYPE_WIDGET)

static void
wf_report_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfReportSheet *self = WF_REPORT_SHEET (widget);
  double page_width = 1, page_height = 1;

  if (self->pages)
    wf_pages_get_size (self->pages, &page_width, &page_height);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      const WfPageSpot *spot = WF_REPORT_SPOT (child)->spot;
      double scale = width / page_width;
      GtkAllocation place = { (int) floor (spot->x * scale), (int) floor (spot->y * scale),
                              (int) ceil (spot->width * scale), (int) ceil (spot->height * scale) };
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      place.width = MAX (place.width, minimum);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &minimum, NULL, NULL, NULL);
      place.height = MAX (place.height, minimum);
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
wf_report_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfReportSheet *self = WF_REPORT_SHEET (widget);

  if (self->texture)
    gtk_snapshot_append_texture (
        snapshot, self->texture,
        &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (wf_report_sheet_parent_class)->snapshot (widget, snapshot);
}

static void
remove_spots (WfReportSheet *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
}

static void
wf_report_sheet_dispose (GObject *object)
{
  WfReportSheet *self = WF_REPORT_SHEET (object);

  remove_spots (self);
  g_clear_pointer (&self->pages, wf_pages_unref);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (wf_report_sheet_parent_class)->dispose (object);
}

static void
wf_report_sheet_class_init (WfReportSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_report_sheet_dispose;
  widget_class->size_allocate = wf_report_sheet_size_allocate;
  widget_class->snapshot = wf_report_sheet_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wf_report_sheet_init (WfReportSheet *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
}

GtkWidget *
wf_report_sheet_new (void)
{
  return g_object_new (WF_TYPE_REPORT_SHEET, NULL);
}

void
wf_report_sheet_set_page (WfReportSheet *self, WfPages *pages, guint page)
{
  gsize n;
  const WfPageSpot *spots = wf_pages_get_spots (pages, &n);
  g_autofree char *label = g_strdup_printf (_ ("Page %u of %u"), page + 1, wf_pages_get_n_pages (pages));

  g_return_if_fail (WF_IS_REPORT_SHEET (self));

  remove_spots (self); /* they are of the older pages */
  wf_pages_ref (pages);
  g_clear_pointer (&self->pages, wf_pages_unref);
  self->pages = pages;
  self->is_current = FALSE;
  for (gsize i = 0; i < n; i++)
    if (spots[i].page == page)
      gtk_widget_set_parent (spot_new (&spots[i]), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
wf_report_sheet_set_texture (WfReportSheet *self, GdkTexture *texture, gboolean is_current)
{
  g_return_if_fail (WF_IS_REPORT_SHEET (self));

  g_set_object (&self->texture, texture);
  self->is_current = is_current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
wf_report_sheet_is_current (WfReportSheet *self)
{
  g_return_val_if_fail (WF_IS_REPORT_SHEET (self), FALSE);
  return self->is_current;
}

gboolean
wf_report_sheet_has_texture (WfReportSheet *self)
{
  g_return_val_if_fail (WF_IS_REPORT_SHEET (self), FALSE);
  return self->texture != NULL;
}

void
wf_report_sheet_outdate (WfReportSheet *self)
{
  g_return_if_fail (WF_IS_REPORT_SHEET (self));
  self->is_current = FALSE;
}
