/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/figure-area.h"
#include "app/theme.h"
#include "render/picture.h"

#define LEAST_WIDTH  240
#define NATURAL      560
#define LEAST_HEIGHT 40

struct _WfFigureArea
{
  GtkWidget parent_instance;

  WfFigure *figure;
  WfLayout *layout;
};

G_DEFINE_FINAL_TYPE (WfFigureArea, wf_figure_area, GTK_TYPE_WIDGET)

static void
wf_figure_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfFigureArea *self = WF_FIGURE_AREA (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  WfTheme theme;
  cairo_t *cr;

  if (self->figure == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  wf_figure_draw (cr, self->figure, self->layout, &theme, width);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
wf_figure_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
wf_figure_area_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  WfFigureArea *self = WF_FIGURE_AREA (widget);
  double height = LEAST_HEIGHT;
  WfTheme theme;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL;
      return;
    }
  wf_theme_for_widget (&theme, widget);
  if (self->figure != NULL)
    wf_figure_measure (self->figure, self->layout, &theme, for_size > 0 ? for_size : NATURAL, &height);
  *minimum = *natural = (int) ceil (height);
}

static void
wf_figure_area_finalize (GObject *object)
{
  WfFigureArea *self = WF_FIGURE_AREA (object);

  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  G_OBJECT_CLASS (wf_figure_area_parent_class)->finalize (object);
}

static void
wf_figure_area_class_init (WfFigureAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wf_figure_area_finalize;
  widget_class->snapshot = wf_figure_area_snapshot;
  widget_class->get_request_mode = wf_figure_area_get_request_mode;
  widget_class->measure = wf_figure_area_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wf_figure_area_init (WfFigureArea *self)
{
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_figure_area_new (void)
{
  return g_object_new (WF_TYPE_FIGURE_AREA, NULL);
}

void
wf_figure_area_set_figure (WfFigureArea *self, WfFigure *figure, WfLayout *layout)
{
  g_return_if_fail (WF_IS_FIGURE_AREA (self));

  if (figure)
    wf_figure_ref (figure);
  if (layout)
    wf_layout_ref (layout);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  self->figure = figure;
  self->layout = layout;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  figure ? wf_figure_get_alt (figure) : "", -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
