/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/viewport.h"

#define WHEEL 1.15 /* a turn zooms by */
#define TURN  40.0 /* and moves by, in pixels */

void
wf_viewport_init (WfViewport *self)
{
  *self = (WfViewport){ .zoom = 1, .is_fitted = TRUE, .needs_fit = TRUE, .fitted_zoom = 1 };
}

void
wf_viewport_fit (WfViewport *self)
{
  self->is_fitted = self->needs_fit = TRUE;
}

void
wf_viewport_zoom (WfViewport *self, double zoom, double x, double y)
{
  double ratio;

  zoom = CLAMP (zoom, MIN (WF_VIEWPORT_MIN_ZOOM, self->fitted_zoom), WF_VIEWPORT_MAX_ZOOM);
  ratio = zoom / self->zoom;
  self->is_fitted = FALSE;
  self->zoom = zoom;
  self->x = x - ratio * (x - self->x);
  self->y = y - ratio * (y - self->y);
}

void
wf_viewport_pan (WfViewport *self, double dx, double dy)
{
  self->is_fitted = FALSE;
  self->x += dx;
  self->y += dy;
}

void
wf_viewport_scroll (WfViewport *self, double dx, double dy, GdkModifierType held, double x, double y)
{
  if (held & GDK_CONTROL_MASK)
    wf_viewport_zoom (self, self->zoom * pow (WHEEL, -dy), x, y);
  else if (held & GDK_SHIFT_MASK)
    wf_viewport_pan (self, -TURN * dy, -TURN * dx);
  else
    wf_viewport_pan (self, -TURN * dx, -TURN * dy);
}

static void
place_fitted (WfViewport *self, int width, int height, const graphene_rect_t *bounds)
{
  double zoom = MIN ((width - WF_VIEWPORT_PADDING) / bounds->size.width,
                     (height - WF_VIEWPORT_PADDING) / bounds->size.height);

  zoom = CLAMP (zoom, WF_VIEWPORT_FIT_ZOOM, 1);
  self->zoom = self->fitted_zoom = zoom;
  self->x = round ((width - zoom * bounds->size.width) / 2 - zoom * bounds->origin.x);
  self->y = round ((height - zoom * bounds->size.height) / 2 - zoom * bounds->origin.y);
}

void
wf_viewport_allocate (WfViewport *self, int width, int height, const graphene_rect_t *bounds)
{
  if (!self->is_fitted || (!self->needs_fit && width == self->fitted_width && height == self->fitted_height))
    return;
  if (width >= 1 && height >= 1 && bounds->size.width > 0 && bounds->size.height > 0)
    place_fitted (self, width, height, bounds);
  self->needs_fit = FALSE;
  self->fitted_width = width;
  self->fitted_height = height;
}

/* how far a range has to move to lie in another one, its beginning rather than its end */
static double
find_way (double low, double high, double end)
{
  if (low < 0)
    return -low;
  return high > end ? MAX (end - high, -low) : 0;
}

gboolean
wf_viewport_reveal (WfViewport *self, int width, int height, const graphene_rect_t *part)
{
  const double room = WF_VIEWPORT_PADDING / 2;
  double left = self->x + self->zoom * part->origin.x - room;
  double top = self->y + self->zoom * part->origin.y - room;
  double dx = find_way (left, left + self->zoom * part->size.width + 2 * room, width);
  double dy = find_way (top, top + self->zoom * part->size.height + 2 * room, height);

  if ((self->is_fitted && self->needs_fit) || (dx == 0 && dy == 0))
    return FALSE;
  wf_viewport_pan (self, dx, dy);
  return TRUE;
}

void
wf_viewport_centre (WfViewport *self, int width, int height, const graphene_rect_t *part, double least_zoom)
{
  self->zoom = MAX (self->zoom, least_zoom);
  self->is_fitted = FALSE;
  self->x = round (width / 2.0 - self->zoom * (part->origin.x + part->size.width / 2));
  self->y = round (height / 2.0 - self->zoom * (part->origin.y + part->size.height / 2));
}

void
wf_viewport_allocate_layer (const WfViewport *self, GtkWidget *layer)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (self->x, self->y));
  int width, height;

  gtk_widget_measure (layer, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (layer, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_allocate (layer, MAX (width, 1), MAX (height, 1), -1,
                       gsk_transform_scale (transform, self->zoom, self->zoom));
}
