/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/report-drawing.h"

static void
drawing_free (gpointer data)
{
  WfReportDrawing *drawing = data;

  wf_pages_unref (drawing->pages);
  g_free (drawing);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WfReportDrawing *drawing = data;
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, drawing->width, drawing->height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  double width, height;
  gsize stride;

  wf_pages_get_size (drawing->pages, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, drawing->width / width, drawing->height / height);
  wf_pages_draw (drawing->pages, drawing->page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                          stride * (gsize) drawing->height,
                                          (GDestroyNotify) cairo_surface_destroy, surface);
      g_task_return_pointer (
          task, gdk_memory_texture_new (drawing->width, drawing->height, GDK_MEMORY_DEFAULT, bytes, stride),
          g_object_unref);
    }
  else
    {
      cairo_surface_destroy (surface);
      g_task_return_pointer (task, NULL, NULL);
    }
}

void
wf_report_draw_async (WfPages *pages,
                      guint page,
                      int width,
                      int height,
                      double zoom,
                      int scale,
                      gpointer source,
                      GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, NULL);
  WfReportDrawing *drawing = g_new0 (WfReportDrawing, 1);

  drawing->pages = wf_pages_ref (pages);
  drawing->page = page;
  drawing->width = width;
  drawing->height = height;
  drawing->zoom = zoom;
  drawing->scale = scale;
  g_task_set_source_tag (task, wf_report_draw_async);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}

GdkTexture *
wf_report_draw_finish (GAsyncResult *result, const WfReportDrawing **drawing)
{
  *drawing = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
