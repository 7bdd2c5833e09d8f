/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WF_VIEWPORT_MIN_ZOOM 0.05
#define WF_VIEWPORT_FIT_ZOOM 0.005   /* a large picture is fitted at less */
#define WF_VIEWPORT_MAX_ZOOM 3.0
#define WF_VIEWPORT_PADDING  12.0

/*
 * WfViewport: which part of a picture a widget shows, and how large. Part of a canvas, which reads its fields.
 */
typedef struct
{
  double zoom;
  double x, y; /* where the picture's origin is, in pixels of the widget */
  gboolean is_fitted; /* all of it is shown: until somebody zooms or pans */
  gboolean needs_fit; /* else a fitted picture stays as it is until the widget's size changes */
  int fitted_width, fitted_height;
  double fitted_zoom; /* nobody zooms out farther than this, or than WF_VIEWPORT_MIN_ZOOM */
} WfViewport;

void wf_viewport_init (WfViewport *self);
void wf_viewport_fit (WfViewport *self);
/* about a point of the widget */
void wf_viewport_zoom (WfViewport *self, double zoom, double x, double y);
void wf_viewport_pan (WfViewport *self, double dx, double dy);
/* a turn of a wheel with the pointer there: Ctrl zooms, Shift goes across */
void wf_viewport_scroll (WfViewport *self, double dx, double dy, GdkModifierType held, double x, double y);
/* when the widget gets a size: bounds of the picture, in its coordinates; what is fitted is fitted anew */
void wf_viewport_allocate (WfViewport *self, int width, int height, const graphene_rect_t *bounds);
/* so far that a part of the picture is in view; TRUE: it wasn't */
gboolean wf_viewport_reveal (WfViewport *self, int width, int height, const graphene_rect_t *part);
/* a part of the picture comes into the middle, no smaller than at a zoom */
void wf_viewport_centre (
    WfViewport *self, int width, int height, const graphene_rect_t *part, double least_zoom);
/* the child that holds the picture gets its own size, and stands where the viewport says */
void wf_viewport_allocate_layer (const WfViewport *self, GtkWidget *layer);

G_END_DECLS
