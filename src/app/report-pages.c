/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/report-drawing.h"
#include "app/report-pages.h"
#include "app/report-sheet.h"

#define MARGIN     18          /* around the sheets, and between them */
#define PX         (96.0 / 72) /* of a point, at a zoom of 1 */
#define LEAST_ZOOM 0.2
#define MOST_ZOOM  4.0
#define MOST_FIT   1.25 /* wider than this a page isn't made to fit: its lines would be too long to read */
#define MOST_DOTS  24e6 /* of a sheet: 96 MB */
#define KEPT       2    /* sheets above and below those in view stay drawn */
#define LINE       48   /* pixels of an arrow key */
#define ZOOM_STEP  1.2

struct _WfReportPages
{
  GtkWidget parent_instance;

  WfPages *pages; /* nullable */
  GPtrArray *sheets;
  GtkAdjustment *across, *down;
  GtkWidget *menu;
  double zoom;
  gboolean is_fitted;
  guint page;
  /* what stays where it is when the size of the sheets changes */
  gboolean is_anchored;
  double anchor_x, anchor_y; /* of the view */
  guint anchor_page;
  double anchor_part; /* of its height, above */
  double anchor_margin;
  double anchor_share;         /* of a page's width, left of it */
  double pinch;                /* zoom when it began */
  double pointer_x, pointer_y; /* -1 = outside */
  gboolean is_drawing;
  gboolean is_placed; /* since the pages or the zoom changed */
  guint moved;        /* says so when there is time; 0 = it didn't move */
};

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

/* ---- where the sheets are ---- */

static void
get_sheet_size (WfReportPages *self, double *width, double *height)
{
  *width = *height = 0;
  if (self->pages == NULL)
    return;
  wf_pages_get_size (self->pages, width, height);
  *width = round (*width * PX * self->zoom);
  *height = round (*height * PX * self->zoom);
}

static double
get_top (WfReportPages *self, guint page)
{
  double width, height;

  get_sheet_size (self, &width, &height);
  return MARGIN + page * (height + MARGIN);
}

/* the page at a place of all of them, which part of it is above, and what of the margin around it */
static guint
find_at (WfReportPages *self, double y, double *part, double *margin)
{
  double width, height, page, above;

  get_sheet_size (self, &width, &height);
  page = floor (MAX (0, y - MARGIN) / (height + MARGIN));
  above = y - MARGIN - page * (height + MARGIN);
  *part = CLAMP (above / MAX (1, height), 0, 1);
  *margin = above - *part * height;
  return (guint) page;
}

static int
find_page (WfReportPages *self, double y)
{
  double part, margin;

  return (int) MIN (find_at (self, y, &part, &margin), self->sheets->len > 0 ? self->sheets->len - 1 : 0);
}

static double
get_value (GtkAdjustment *adjustment)
{
  return adjustment ? gtk_adjustment_get_value (adjustment) : 0;
}

static double
get_left (WfReportPages *self)
{
  double width, height;

  get_sheet_size (self, &width, &height);
  return MAX (MARGIN, (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2);
}

/* x, y: of the view */
static void
set_anchor (WfReportPages *self, double x, double y)
{
  double width, height;

  get_sheet_size (self, &width, &height);
  self->is_anchored = TRUE;
  self->anchor_x = x;
  self->anchor_y = y;
  self->anchor_page = find_at (self, get_value (self->down) + y, &self->anchor_part, &self->anchor_margin);
  self->anchor_share = (get_value (self->across) + x - get_left (self)) / MAX (1, width);
}

static void
get_range (WfReportPages *self, int *first, int *last)
{
  double top = get_value (self->down), bottom = top + gtk_widget_get_height (GTK_WIDGET (self));

  *first = find_page (self, top);
  *last = MIN (find_page (self, MAX (top, bottom - 1)), (int) self->sheets->len - 1);
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

      if (texture != NULL)
        wf_report_sheet_set_texture (sheet, texture, is_current);
    }
  draw_next (self);
}

static void
draw (WfReportPages *self, guint page)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width, height, share;

  get_sheet_size (self, &width, &height);
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
  get_range (self, &first, &last);
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
  get_range (self, &first, &last);
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
  double middle = get_value (self->down) + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  guint page = (guint) find_page (self, middle);

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
on_scrolled (WfReportPages *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (WfReportPages *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_set_object (place, adjustment);
  if (adjustment)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
}

static void
configure (WfReportPages *self, GtkAdjustment *adjustment, double value, double length, int room)
{
  if (adjustment == NULL)
    return;
  length = MAX (length, room);
  g_signal_handlers_block_by_func (adjustment, on_scrolled, self);
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, length - room), 0, length, LINE, room * 0.9, room);
  g_signal_handlers_unblock_by_func (adjustment, on_scrolled, self);
}

static double
find_fit (WfReportPages *self, int width)
{
  double page_width, page_height;

  wf_pages_get_size (self->pages, &page_width, &page_height);
  return CLAMP ((width - 2 * MARGIN) / (page_width * PX), LEAST_ZOOM, MOST_FIT);
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
  double sheet_width, sheet_height, x, y, left;
  int first, last;

  if (self->pages != NULL && self->is_fitted)
    {
      double zoom = find_fit (self, width);

      if (zoom != self->zoom && !self->is_anchored)
        set_anchor (self, width / 2.0, 0);
      change_zoom (self, zoom);
    }
  get_sheet_size (self, &sheet_width, &sheet_height);
  x = get_value (self->across);
  y = get_value (self->down);
  if (self->is_anchored)
    {
      left = MAX (MARGIN, (width - sheet_width) / 2);
      x = left + self->anchor_share * sheet_width - self->anchor_x;
      y = get_top (self, self->anchor_page) + self->anchor_part * sheet_height + self->anchor_margin -
          self->anchor_y;
      self->is_anchored = FALSE;
    }
  configure (self, self->across, x, sheet_width + 2 * MARGIN, width);
  configure (self, self->down, y, self->sheets->len * (sheet_height + MARGIN) + MARGIN, height);
  get_range (self, &first, &last);
  left = MAX (MARGIN, (width - sheet_width) / 2) - get_value (self->across);
  for (int i = 0; i < (int) self->sheets->len; i++)
    {
      GtkWidget *sheet = self->sheets->pdata[i];
      int top = (int) (get_top (self, (guint) i) - get_value (self->down));

      gtk_widget_set_child_visible (sheet, i >= first - 1 && i <= last + 1);
      gtk_widget_measure (sheet, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (
          sheet, &(GtkAllocation){ (int) left, top, (int) sheet_width, (int) sheet_height }, -1);
    }
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

static void
zoom_about (WfReportPages *self, double zoom, double x, double y)
{
  zoom = CLAMP (zoom, LEAST_ZOOM, MOST_ZOOM);
  self->is_fitted = FALSE;
  if (zoom == self->zoom)
    return;
  set_anchor (self, x, y);
  change_zoom (self, zoom);
  place_anew (self);
}

void
wf_report_pages_set_zoom (WfReportPages *self, double zoom)
{
  g_return_if_fail (WF_IS_REPORT_PAGES (self) && zoom > 0);

  zoom_about (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
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

static gboolean
on_wheel (GtkEventControllerScroll *controller, double dx, double dy, WfReportPages *self)
{
  GdkModifierType held = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((held & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  zoom_about (self, self->zoom * pow (ZOOM_STEP, -dy), MAX (0, self->pointer_x), MAX (0, self->pointer_y));
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
  zoom_about (self, self->pinch * scale, x, y);
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
    set_anchor (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
  else if (self->down)
    gtk_adjustment_set_value (self->down, 0);
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
    gtk_adjustment_set_value (self->down, get_top (self, page) + y * PX * self->zoom - MARGIN);
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
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), spot->text, GDK_CURRENT_TIME);
}

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

WfPicture *
wf_report_pages_make_picture (WfReportPages *self)
{
  const WfPageSpot *spot;
  WfPicture *picture;

  g_return_val_if_fail (WF_IS_REPORT_PAGES (self), NULL);

  spot = get_figure (get_focus (self));
  if (spot == NULL)
    spot = get_figure (pick (self, self->pointer_x, self->pointer_y));
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

/* What gets the focus by a key comes into view. */
static void
on_focus (WfReportPages *self)
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
    top -= (room - place.size.height) / 2;
  if (self->down)
    gtk_adjustment_set_value (self->down,
                              get_value (self->down) + top - (place.size.height < room ? 0 : MARGIN));
}

static void
wf_report_pages_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_report_pages_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (on_focus),
                           widget, G_CONNECT_SWAPPED);
}

static void
wf_report_pages_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_focus, widget);
  GTK_WIDGET_CLASS (wf_report_pages_parent_class)->unroot (widget);
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
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfReportPages *self = WF_REPORT_PAGES (widget);
  GtkWidget *focus = get_focus (self);
  graphene_rect_t place;

  if (get_figure (focus) && gtk_widget_compute_bounds (focus, widget, &place))
    show_menu (self, &(GdkRectangle){ (int) place.origin.x + 12, (int) MAX (0, place.origin.y) + 12, 1, 1 });
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

/* ---- keys ---- */

static void
scroll_by (WfReportPages *self, double length)
{
  if (self->down)
    gtk_adjustment_set_value (self->down, get_value (self->down) + length);
}

static gboolean
on_key (WfReportPages *self, guint key, guint code, GdkModifierType modifiers)
{
  double room = gtk_widget_get_height (GTK_WIDGET (self));

  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        scroll_by (self, -LINE);
        return GDK_EVENT_STOP;
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        scroll_by (self, LINE);
        return GDK_EVENT_STOP;
      case GDK_KEY_Page_Up:
      case GDK_KEY_KP_Page_Up:
        scroll_by (self, -0.9 * room);
        return GDK_EVENT_STOP;
      case GDK_KEY_Page_Down:
      case GDK_KEY_KP_Page_Down:
      case GDK_KEY_space:
        scroll_by (self, 0.9 * room);
        return GDK_EVENT_STOP;
      case GDK_KEY_Home:
      case GDK_KEY_KP_Home:
        scroll_by (self, -G_MAXINT);
        return GDK_EVENT_STOP;
      case GDK_KEY_End:
      case GDK_KEY_KP_End:
        scroll_by (self, G_MAXINT);
        return GDK_EVENT_STOP;
      case GDK_KEY_plus:
      case GDK_KEY_equal:
      case GDK_KEY_KP_Add:
        wf_report_pages_set_zoom (self, self->zoom * ZOOM_STEP);
        return GDK_EVENT_STOP;
      case GDK_KEY_minus:
      case GDK_KEY_KP_Subtract:
        wf_report_pages_set_zoom (self, self->zoom / ZOOM_STEP);
        return GDK_EVENT_STOP;
      case GDK_KEY_0:
      case GDK_KEY_KP_0:
        wf_report_pages_set_zoom (self, 1);
        return GDK_EVENT_STOP;
      default:
        return GDK_EVENT_PROPAGATE;
    }
}

/* ---- the widget itself ---- */

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
        set_adjustment (self, &self->across, g_value_get_object (value));
        break;
      case PROP_VADJUSTMENT:
        set_adjustment (self, &self->down, g_value_get_object (value));
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
  set_adjustment (self, &self->across, NULL);
  set_adjustment (self, &self->down, NULL);
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
  gtk_widget_class_install_action (widget_class, "pages.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "pages.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "pages.menu", NULL);
  gtk_widget_class_set_css_name (widget_class, "pages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controllers (WfReportPages *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  g_signal_connect (wheel, "scroll", G_CALLBACK (on_wheel), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (press, "pressed", G_CALLBACK (on_press), self);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
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
  add_controllers (self);
}

GtkWidget *
wf_report_pages_new (void)
{
  return g_object_new (WF_TYPE_REPORT_PAGES, NULL);
}
