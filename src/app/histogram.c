/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/histogram.h"
#include "app/theme.h"
#include "render/picture.h"

struct _WfHistogram
{
  GtkWidget parent_instance;

  WfMarginal *before;
  WfMarginal *after;
  double set_to;
};

G_DEFINE_FINAL_TYPE (WfHistogram, wf_histogram, GTK_TYPE_WIDGET)

static void
wf_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfHistogram *self = WF_HISTOGRAM (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  WfTheme theme;
  cairo_t *cr;

  if (self->before == NULL || width < 2 || height < 2)
    return;
  wf_theme_for_widget (&theme, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  wf_histogram_draw (cr, &theme, self->before, self->after, self->set_to, width, height);
  cairo_destroy (cr);
}

static void
wf_histogram_finalize (GObject *object)
{
  WfHistogram *self = WF_HISTOGRAM (object);

  g_clear_pointer (&self->before, wf_marginal_unref);
  g_clear_pointer (&self->after, wf_marginal_unref);
  G_OBJECT_CLASS (wf_histogram_parent_class)->finalize (object);
}

static void
wf_histogram_class_init (WfHistogramClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wf_histogram_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = wf_histogram_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wf_histogram_init (WfHistogram *self)
{
  self->set_to = NAN;
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_histogram_new (int width, int height)
{
  return g_object_new (WF_TYPE_HISTOGRAM, "width-request", width, "height-request", height, NULL);
}

void
wf_histogram_set (WfHistogram *self, WfMarginal *before, WfMarginal *after, double set_to)
{
  g_return_if_fail (WF_IS_HISTOGRAM (self));

  if (before)
    wf_marginal_ref (before);
  if (after)
    wf_marginal_ref (after);
  g_clear_pointer (&self->before, wf_marginal_unref);
  g_clear_pointer (&self->after, wf_marginal_unref);
  self->before = before;
  self->after = after;
  self->set_to = set_to;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
