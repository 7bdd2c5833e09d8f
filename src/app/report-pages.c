/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/report-drawing.h"
#include "app/report-pages-private.h"

#define LEAST_ZOOM 0.2
#define MOST_ZOOM  4.0
#define MOST_DOTS  24e6 /* of a sheet: 96 MB */
#define KEPT       2    /* sheets above and below those in view stay drawn */

static void scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WfReportPages,
                               wf_report_pages,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static guint moved_signal;

static gboolean
on_moved (gpointer data)
{
  WfReportPages *self = data;

  self->moved = 0;
  g_signal_emit (self, moved_signal, 0);
  return G_SOURCE_REMOVE;
}

/* Not within an allocation: who hears of it wants another size. */
static void
tell_moved (WfReportPages *self)
{
  if (self->moved == 0)
    self->moved = g_idle_add (on_moved, self);
}

/* ---- a worker draws them ---- */

static void draw_next (WfReportPages *self);

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer data)
{
  WfReportPages *self = WF_REPORT_PAGES (object);
  const WfReportDrawing *drawing;
  g_autoptr (GdkTexture) texture = wf_report_draw_finish (result, &drawing);

  self->is_drawing = FALSE;
  if (drawing->pages == self->pages && drawing->page < self->sheets->len)
    {
      WfReportSheet *sheet = self->sheets->pdata[drawing->page];
      gboolean is_current =
          drawing->zoom == self->zoom && drawing->scale == gtk_widget_get_scale_factor (GTK_WIDGET (self));

      wf_report_sheet_set_texture (sheet, texture, is_current); /* blank when there is no memory for it */
    }
  draw_next (self);
}

static void
draw (WfReportPages *self, guint page)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width, height, share;

  wf_report_pages_get_sheet_size (self, &width, &height);
  share = MIN (1, sqrt (MOST_DOTS / (width * height * scale * scale)));
  self->is_drawing = TRUE;
  wf_report_draw_async (self->pages, page, MAX (1, (int) round (width * scale * share)),
                        MAX (1, (int) round (height * scale * share)), self->zoom, scale, self, on_drawn);
}

/* One at a time, those in view first; far ones are given up. */
static void
draw_next (WfReportPages *self)
{
  int first, last, n = (int) self->sheets->len;

  if (!self->is_placed || n == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  wf_report_pages_get_range (self, &first, &last);
  for (int i = 0; i < n; i++)
    if ((i < first - KEPT || i > last + KEPT) && wf_report_sheet_has_texture (self->sheets->pdata[i]))
      wf_report_sheet_set_texture (self->sheets->pdata[i], NULL, FALSE);
  for (int i = first; !self->is_drawing && i <= MIN (last + 1, n - 1); i++)
    if (!wf_report_sheet_is_current (self->sheets->pdata[i]))
      draw (self, (guint) i);
  if (!self->is_drawing && first > 0 && !wf_report_sheet_is_current (self->sheets->pdata[first - 1]))
    draw (self, (guint) first - 1);
}

gboolean
wf_report_pages_is_drawn (WfReportPages *self)
{
  int first, last;

  g_return_val_if_fail (WF_IS_REPORT_PAGES (self), FALSE);

  if (self->pages == NULL || !self->is_placed)
    return FALSE;
  wf_report_pages_get_range (self, &first, &last);
  for (int i = first; i <= last; i++)
    if (!wf_report_sheet_is_current (self->sheets->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
outdate (WfReportPages *self)
{
  for (guint i = 0; i < self->sheets->len; i++)
    wf_report_sheet_outdate (self->sheets->pdata[i]);
}

/* ---- the view ---- */

static void
update_page (WfReportPages *self)
{
  double top = self->down ? gtk_adjustment_get_value (self->down) : 0;
  guint page = wf_report_pages_find (self, top + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);

  if (page == self->page)
    return;
  self->page = page;
  tell_moved (self);
}

/* With all around: the scroll bars may come or go. */
static void
place_anew (WfReportPages *self)
{
  self->is_placed = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
change_zoom (WfReportPages *self, double zoom)
{
  if (self->zoom == zoom)
    return;
  self->zoom = zoom;
  outdate (self);
  tell_moved (self);
}

static void
wf_report_pages_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfReportPages *self = WF_REPORT_PAGES (widget);

  if (self->pages != NULL && self->is_fitted)
    {
      double zoom = wf_report_pages_find_fit (self, width);

      if (zoom != self->zoom)
        wf_report_pages_set_anchor (self, width / 2.0, 0);
      change_zoom (self, zoom);
    }
  wf_report_pages_place (self, width, height);
  self->is_placed = TRUE;
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
  update_page (self);
  draw_next (self);
}

static void
wf_report_pages_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 800;
}

static void
wf_report_pages_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_report_pages_parent_class)->map (widget);
  draw_next (WF_REPORT_PAGES (widget));
}

static void
on_scale (WfReportPages *self)
{
  outdate (self);
  draw_next (self);
}

/* ---- zoom ---- */

void
wf_report_pages_zoom_about (WfReportPages *self, double zoom, double x, double y)
{
  zoom = CLAMP (zoom, LEAST_ZOOM, MOST_ZOOM);
  self->is_fitted = FALSE;
  if (zoom == self->zoom)
    return;
  wf_report_pages_set_anchor (self, x, y);
  change_zoom (self, zoom);
  place_anew (self);
}

void
wf_report_pages_set_zoom (WfReportPages *self, double zoom)
{
  g_return_if_fail (WF_IS_REPORT_PAGES (self) && zoom > 0);

  wf_report_pages_zoom_about (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                              gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

double
wf_report_pages_get_zoom (WfReportPages *self)
{
  g_return_val_if_fail (WF_IS_REPORT_PAGES (self), 1);
  return self->zoom;
}

void
wf_report_pages_fit (WfReportPages *self)
{
  g_return_if_fail (WF_IS_REPORT_PAGES (self));

  self->is_fitted = TRUE;
  place_anew (self);
}

/* ---- pages ---- */

/* The pages of another report would be read from the top. */
static gboolean
is_same_kind (WfPages *a, WfPages *b)
{
  return g_strcmp0 (wf_report_get_title (wf_pages_get_report (a)),
                    wf_report_get_title (wf_pages_get_report (b))) == 0;
}

static void on_activate (WfReportPages *self, WfReportSpot *spot);

static void
fill_sheet (WfReportPages *self, guint page)
{
  GtkWidget *sheet;

  if (page == self->sheets->len)
    {
      sheet = wf_report_sheet_new ();
      gtk_widget_set_parent (sheet, GTK_WIDGET (self));
      g_ptr_array_add (self->sheets, sheet);
    }
  sheet = self->sheets->pdata[page];
  wf_report_sheet_set_page (WF_REPORT_SHEET (sheet), self->pages, page);
  for (GtkWidget *spot = gtk_widget_get_first_child (sheet); spot; spot = gtk_widget_get_next_sibling (spot))
    g_signal_connect_swapped (spot, "activate", G_CALLBACK (on_activate), self);
}

void
wf_report_pages_set_pages (WfReportPages *self, WfPages *pages)
{
  guint n;

  g_return_if_fail (WF_IS_REPORT_PAGES (self));

  if (self->pages == pages)
    return;
  if (self->pages != NULL && pages != NULL && is_same_kind (self->pages, pages))
    wf_report_pages_set_anchor (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
  else
    {
      self->is_anchored = FALSE;
      if (self->down)
        gtk_adjustment_set_value (self->down, 0);
    }
  if (pages)
    wf_pages_ref (pages);
  n = pages ? wf_pages_get_n_pages (pages) : 0;
  while (self->sheets->len > n)
    g_ptr_array_remove_index (self->sheets, self->sheets->len - 1);
  g_clear_pointer (&self->pages, wf_pages_unref);
  self->pages = pages;
  for (guint i = 0; i < n; i++)
    fill_sheet (self, i);
  self->anchor_page = MIN (self->anchor_page, n);
  place_anew (self);
  tell_moved (self);
}

guint
wf_report_pages_get_page (WfReportPages *self)
{
  g_return_val_if_fail (WF_IS_REPORT_PAGES (self), 0);
  return MIN (self->page, self->sheets->len > 0 ? self->sheets->len - 1 : 0);
}

void
wf_report_pages_go_to (WfReportPages *self, guint page, double y)
{
  g_return_if_fail (WF_IS_REPORT_PAGES (self));

  if (page < self->sheets->len && self->down)
    gtk_adjustment_set_value (self->down, wf_report_pages_get_top (self, page) +
                                              y * WF_REPORT_PX * self->zoom - WF_REPORT_MARGIN);
}

/* ---- what is on them ---- */

static void
on_activate (WfReportPages *self, WfReportSpot *widget)
{
  const WfPageSpot *spot = wf_report_spot_get_spot (widget);

  if (spot->kind != WF_SPOT_LINK)
    return;
  if (spot->target >= 0)
    wf_report_pages_go_to (self, (guint) spot->target, spot->target_y);
  else
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), spot->address, GDK_CURRENT_TIME);
}

WfPicture *
wf_report_pages_make_picture (WfReportPages *self)
{
  const WfPageSpot *spot;
  WfPicture *picture;

  g_return_val_if_fail (WF_IS_REPORT_PAGES (self), NULL);

  spot = wf_report_pages_get_figure (self);
  if (spot == NULL && self->pages != NULL)
    spot = wf_pages_find_figure (self->pages, wf_report_pages_get_page (self));
  if (spot == NULL && self->pages != NULL)
    spot = wf_pages_find_figure (self->pages, 0);
  if (spot == NULL)
    return NULL;
  picture = g_new0 (WfPicture, 1);
  picture->figure = wf_figure_ref (spot->figure);
  picture->layout = spot->layout ? wf_layout_ref (spot->layout) : NULL;
  return picture;
}

/* ---- the widget itself ---- */

static void
wf_report_pages_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_report_pages_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (wf_report_pages_reveal_focus), widget, G_CONNECT_SWAPPED);
}

static void
wf_report_pages_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), wf_report_pages_reveal_focus, widget);
  GTK_WIDGET_CLASS (wf_report_pages_parent_class)->unroot (widget);
}

static void
wf_report_pages_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WfReportPages *self = WF_REPORT_PAGES (object);

  switch (id)
    {
      case PROP_HADJUSTMENT:
        g_value_set_object (value, self->across);
        break;
      case PROP_VADJUSTMENT:
        g_value_set_object (value, self->down);
        break;
      case PROP_HSCROLL_POLICY:
      case PROP_VSCROLL_POLICY:
        g_value_set_enum (value, GTK_SCROLL_NATURAL);
        break;
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_report_pages_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WfReportPages *self = WF_REPORT_PAGES (object);

  switch (id)
    {
      case PROP_HADJUSTMENT:
        wf_report_pages_set_adjustment (self, &self->across, g_value_get_object (value));
        break;
      case PROP_VADJUSTMENT:
        wf_report_pages_set_adjustment (self, &self->down, g_value_get_object (value));
        break;
      case PROP_HSCROLL_POLICY:
      case PROP_VSCROLL_POLICY:
        break; /* it is as large as it is given room */
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_report_pages_dispose (GObject *object)
{
  WfReportPages *self = WF_REPORT_PAGES (object);

  g_clear_handle_id (&self->moved, g_source_remove);
  wf_report_pages_set_adjustment (self, &self->across, NULL);
  wf_report_pages_set_adjustment (self, &self->down, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_ptr_array_set_size (self->sheets, 0);
  G_OBJECT_CLASS (wf_report_pages_parent_class)->dispose (object);
}

static void
wf_report_pages_finalize (GObject *object)
{
  WfReportPages *self = WF_REPORT_PAGES (object);

  g_clear_pointer (&self->pages, wf_pages_unref);
  g_ptr_array_unref (self->sheets);
  G_OBJECT_CLASS (wf_report_pages_parent_class)->finalize (object);
}

static void
scrollable_init (GtkScrollableInterface *iface)
{
}

static void
wf_report_pages_class_init (WfReportPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wf_report_pages_dispose;
  object_class->finalize = wf_report_pages_finalize;
  object_class->get_property = wf_report_pages_get_property;
  object_class->set_property = wf_report_pages_set_property;
  widget_class->size_allocate = wf_report_pages_size_allocate;
  widget_class->measure = wf_report_pages_measure;
  widget_class->map = wf_report_pages_map;
  widget_class->root = wf_report_pages_root;
  widget_class->unroot = wf_report_pages_unroot;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  moved_signal =
      g_signal_new ("moved", WF_TYPE_REPORT_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "pages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  wf_report_pages_class_add_keys (widget_class);
}

static void
wf_report_pages_init (WfReportPages *self)
{
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->zoom = 1;
  self->is_fitted = TRUE;
  self->pointer_x = self->pointer_y = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Report"), -1);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale), NULL);
  wf_report_pages_add_controllers (self);
}

GtkWidget *
wf_report_pages_new (void)
{
  return g_object_new (WF_TYPE_REPORT_PAGES, NULL);
}
