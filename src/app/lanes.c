/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/lanes.h"
#include "app/step-widget.h"
#include "app/theme.h"

#define ROW            62 /* a step every so many pixels */
#define TOP            14
#define OUTCOME_HEIGHT 32
#define PADDING        18

struct _WfLanes
{
  GtkWidget parent_instance;

  WfFigure *timeline;
  gssize selected;
  gssize hovered;
  double view_top, view_height;
  double scale;      /* blame that fills a bar */
  guint *kinds;      /* a number a step */
  GHashTable *cards; /* step -> WfStepWidget, those in view */
};

G_DEFINE_FINAL_TYPE (WfLanes, wf_lanes, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gsize
get_n_lanes (WfLanes *self)
{
  return self->timeline ? g_strv_length ((char **) wf_figure_get_lanes (self->timeline)) : 0;
}

static gsize
get_n_steps (WfLanes *self)
{
  return self->timeline ? wf_figure_get_n_steps (self->timeline) : 0;
}

/* top left corner of a step's card */
static void
get_card (WfLanes *self, guint step, double *x, double *y)
{
  const WfTimelineStep *data = wf_figure_get_step (self->timeline, step);

  *x = data->lane * WF_LANE_WIDTH + (WF_LANE_WIDTH - WF_STEP_WIDGET_WIDTH) / 2.0;
  *y = TOP + step * (double) ROW;
}

static double
get_outcome_top (WfLanes *self)
{
  return TOP + get_n_steps (self) * (double) ROW + 4;
}

/* The bars share one scale: the next of 10, 20, 50, 100 % above the largest blame. */
static double
choose_scale (WfFigure *timeline)
{
  static const double rounds[] = { 0.1, 0.2, 0.5, 1.0 };
  double largest = 0;

  for (gsize i = 0; i < wf_figure_get_n_steps (timeline); i++)
    {
      double blame = wf_figure_get_step (timeline, i)->blame;

      if (!isnan (blame))
        largest = MAX (largest, blame);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rounds); i++)
    if (largest <= rounds[i])
      return rounds[i];
  return 1.0;
}

/* Kinds are numbered in the order of their first step; the word stands on the card, so colour is never the
 * only sign. */
static guint *
number_kinds (WfFigure *timeline)
{
  gsize n = wf_figure_get_n_steps (timeline);
  guint *numbers = g_new (guint, n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n; i++)
    {
      const char *kind = wf_figure_get_step (timeline, i)->kind;
      gpointer number;

      if (!g_hash_table_lookup_extended (seen, kind, NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (seen));
          g_hash_table_insert (seen, (gpointer) kind, number);
        }
      numbers[i] = GPOINTER_TO_UINT (number);
    }
  return numbers;
}

static void
update_card (WfLanes *self, WfStepWidget *card)
{
  guint step = wf_step_widget_get_step (card);

  wf_step_widget_update (card, self->timeline, self->kinds[step], self->scale,
                         self->selected == (gssize) step);
}

static void
on_card_chosen (WfStepWidget *card, WfLanes *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, wf_step_widget_get_step (card));
}

static void
on_card_entered (GtkEventControllerMotion *motion, double x, double y, WfLanes *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion));

  self->hovered = wf_step_widget_get_step (WF_STEP_WIDGET (card));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_card_left (GtkEventControllerMotion *motion, WfLanes *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static WfStepWidget *
ensure_card (WfLanes *self, guint step)
{
  WfStepWidget *card = g_hash_table_lookup (self->cards, GUINT_TO_POINTER (step));
  GtkEventController *motion;
  GtkWidget *next = NULL;

  if (card != NULL)
    return card;
  card = WF_STEP_WIDGET (wf_step_widget_new (step));
  g_signal_connect (card, "chosen", G_CALLBACK (on_card_chosen), self);
  motion = gtk_event_controller_motion_new ();
  g_signal_connect (motion, "enter", G_CALLBACK (on_card_entered), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_card_left), self);
  gtk_widget_add_controller (GTK_WIDGET (card), motion);

  /* children stay in the order of the steps: the Tab key and a screen reader follow it */
  for (next = gtk_widget_get_first_child (GTK_WIDGET (self)); next; next = gtk_widget_get_next_sibling (next))
    if (wf_step_widget_get_step (WF_STEP_WIDGET (next)) > step)
      break;
  gtk_widget_insert_before (GTK_WIDGET (card), GTK_WIDGET (self), next);
  g_hash_table_insert (self->cards, GUINT_TO_POINTER (step), card);
  update_card (self, card);
  return card;
}

static void
drop_cards_outside (WfLanes *self, gsize first, gsize last)
{
  GHashTableIter iter;
  gpointer key, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &key, &card))
    {
      gsize step = GPOINTER_TO_UINT (key);

      if ((step < first || step >= last) && !gtk_widget_has_focus (card))
        {
          g_hash_table_iter_remove (&iter);
          gtk_widget_unparent (card);
        }
    }
}

/* Cards for what is in view and half a screen around it. */
static void
ensure_cards_in_view (WfLanes *self)
{
  double first = (self->view_top - self->view_height / 2 - TOP) / ROW - 1;
  double last = (self->view_top + 1.5 * self->view_height - TOP) / ROW + 1;
  gsize n = get_n_steps (self);
  gsize from = first > 0 ? (gsize) first : 0, to = last > 0 ? MIN ((gsize) last, n) : 0;

  drop_cards_outside (self, from, to);
  for (gsize i = from; i < to; i++)
    ensure_card (self, i);
}

static void
wf_lanes_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  WfLanes *self = WF_LANES (widget);
  double size = orientation == GTK_ORIENTATION_HORIZONTAL ? get_n_lanes (self) * (double) WF_LANE_WIDTH
                                                          : get_outcome_top (self) + OUTCOME_HEIGHT + PADDING;

  *minimum = *natural = (int) ceil (size);
}

static void
wf_lanes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfLanes *self = WF_LANES (widget);
  GHashTableIter iter;
  gpointer key, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &key, &card))
    {
      double x, y;
      GtkRequisition size;

      get_card (self, GPOINTER_TO_UINT (key), &x, &y);
      gtk_widget_get_preferred_size (card, &size, NULL);
      gtk_widget_allocate (
          card, size.width, size.height, -1,
          gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (x - WF_STEP_WIDGET_MARGIN),
                                                               (float) (y - WF_STEP_WIDGET_MARGIN))));
    }
}

/* at (x, y), pointing down, or to the side that direction (-1 or 1) says */
static void
draw_arrow_head (cairo_t *cr, double x, double y, double length, int direction)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  if (direction != 0)
    cairo_rotate (cr, -direction * G_PI / 2);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -length * 0.45, -length);
  cairo_line_to (cr, length * 0.45, -length);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
set_color (cairo_t *cr, const WfColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/* To the next step: from the bottom of its card to the top of the other. */
static void
draw_step_link (WfLanes *self, cairo_t *cr, guint from, double width, const WfColor *color)
{
  const double head = 4 + 1.6 * width;
  double x0, y0, x1, y1;

  get_card (self, from, &x0, &y0);
  get_card (self, from + 1, &x1, &y1);
  x0 += WF_STEP_WIDGET_WIDTH / 2.0;
  x1 += WF_STEP_WIDGET_WIDTH / 2.0;
  y0 += WF_STEP_WIDGET_HEIGHT;
  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, x0, y0 + 8, x1, y1 - 8, x1, y1 - head + 1);
  cairo_stroke (cr);
  draw_arrow_head (cr, x1, y1, head, 0);
}

/* To a later step: through the gap under the card, down the gutter beside the other's lane, and in from the
 * side, so that it never runs behind a third card. */
static void
draw_long_link (WfLanes *self, cairo_t *cr, guint from, guint to, double width, const WfColor *color)
{
  const double head = 4 + 1.6 * width, gap = ROW - WF_STEP_WIDGET_HEIGHT, bend = 5;
  const double gutter = WF_LANE_WIDTH - WF_STEP_WIDGET_WIDTH - width / 2;
  double x0, y0, x1, y1, side, down, turn;
  int inwards;

  get_card (self, from, &x0, &y0);
  get_card (self, to, &x1, &y1);
  x0 += WF_STEP_WIDGET_WIDTH / 2.0;
  y0 += WF_STEP_WIDGET_HEIGHT;
  y1 += WF_STEP_WIDGET_HEIGHT / 2.0;
  inwards = x0 < x1 ? 1 : -1; /* the way the arrow points */
  side = inwards > 0 ? x1 : x1 + WF_STEP_WIDGET_WIDTH;
  down = side - inwards * gutter;
  turn = down > x0 ? bend : -bend;

  set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, x0, y0 + gap / 2, x0, y0 + gap / 2, x0 + turn, y0 + gap / 2);
  cairo_line_to (cr, down - turn, y0 + gap / 2);
  cairo_curve_to (cr, down, y0 + gap / 2, down, y0 + gap / 2, down, y0 + gap / 2 + bend);
  cairo_line_to (cr, down, y1 - bend);
  cairo_curve_to (cr, down, y1, down, y1, side - inwards * (head - 1), y1);
  cairo_stroke (cr);
  draw_arrow_head (cr, side, y1, head, inwards);
}

static void
draw_link (WfLanes *self, cairo_t *cr, guint from, guint to, double width, const WfColor *color)
{
  if (to == from + 1)
    draw_step_link (self, cr, from, width, color);
  else
    draw_long_link (self, cr, from, to, width, color);
}

static void
draw_lane_lines (WfLanes *self, cairo_t *cr, const WfTheme *theme, double top, double height)
{
  set_color (cr, &theme->hairline);
  cairo_set_line_width (cr, 1);
  for (gsize lane = 0; lane <= get_n_lanes (self); lane++)
    {
      double x = lane * (double) WF_LANE_WIDTH + (lane == 0 ? 0.5 : -0.5);

      cairo_move_to (cr, x, top);
      cairo_line_to (cr, x, top + height);
      cairo_stroke (cr);
    }
}

static void
draw_order (WfLanes *self, cairo_t *cr, const WfTheme *theme, gsize first, gsize last)
{
  WfColor color = theme->edge;

  color.alpha *= theme->is_high_contrast ? 0.8 : 0.45;
  for (gsize i = first; i + 1 < get_n_steps (self) && i <= last; i++)
    draw_step_link (self, cr, i, 1, &color);
}

/* The path of the chosen step, and what it and the card under the pointer take from others and give to
 * others. */
static void
draw_links (WfLanes *self, cairo_t *cr, const WfTheme *theme)
{
  for (gsize i = 0; i < wf_figure_get_n_links (self->timeline); i++)
    {
      guint from, to;
      gboolean is_on_path;

      wf_figure_get_link (self->timeline, i, &from, &to, NULL, &is_on_path);
      if (is_on_path)
        draw_link (self, cr, from, to, 3.2, &theme->accent);
      else if (self->hovered == (gssize) from || self->hovered == (gssize) to ||
               self->selected == (gssize) from || self->selected == (gssize) to)
        draw_link (self, cr, from, to, 1.5, &theme->accent);
    }
}

static void
draw_outcome_link (WfLanes *self, cairo_t *cr, const WfTheme *theme)
{
  for (gsize i = get_n_steps (self); i-- > 0;)
    if (wf_figure_get_step (self->timeline, i)->is_on_path)
      {
        double x, y, end = get_outcome_top (self);

        get_card (self, i, &x, &y);
        x += WF_STEP_WIDGET_WIDTH / 2.0;
        set_color (cr, &theme->accent);
        cairo_set_line_width (cr, 3.2);
        cairo_move_to (cr, x, y + WF_STEP_WIDGET_HEIGHT);
        cairo_line_to (cr, x, end - 8);
        cairo_stroke (cr);
        draw_arrow_head (cr, x, end, 9, 0);
        return;
      }
}

static void
append_outcome (WfLanes *self, GtkSnapshot *snapshot, const WfTheme *theme)
{
  const char *outcome = wf_figure_get_outcome (self->timeline);
  g_autofree char *text = g_strdup_printf (_ ("⚠  Outcome: %s"), outcome ? outcome : _ ("the run failed"));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double width = get_n_lanes (self) * (double) WF_LANE_WIDTH;
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (1, (float) get_outcome_top (self), (float) width - 2, OUTCOME_HEIGHT);
  GdkRGBA border = { (float) theme->blame.red, (float) theme->blame.green, (float) theme->blame.blue, 1 };
  GdkRGBA ground = border;
  GdkRGBA color = { (float) theme->text.red, (float) theme->text.green, (float) theme->text.blue,
                    (float) theme->text.alpha };
  GskRoundedRect outline;
  int height;

  ground.alpha = 0.1f;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, 9);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ border, border, border, border });
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) ((width - 30) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (15, bounds.origin.y + (OUTCOME_HEIGHT - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
wf_lanes_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfLanes *self = WF_LANES (widget);
  double top = MAX (self->view_top - 20, 0);
  double height = MIN (self->view_height + 40, gtk_widget_get_height (widget) - top);
  WfTheme theme;
  cairo_t *cr;

  if (self->timeline == NULL || height <= 0)
    return;
  wf_theme_for_widget (&theme, widget);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, (float) top, (float) gtk_widget_get_width (widget), (float) height));
  draw_lane_lines (self, cr, &theme, top, height);
  draw_order (self, cr, &theme, (gsize) MAX (0, (top - TOP) / ROW - 1),
              (gsize) MAX (0, (top + height - TOP) / ROW + 1));
  cairo_destroy (cr);
  append_outcome (self, snapshot, &theme);

  GTK_WIDGET_CLASS (wf_lanes_parent_class)->snapshot (widget, snapshot);

  /* above the cards' shadows */
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, (float) top, (float) gtk_widget_get_width (widget), (float) height));
  draw_links (self, cr, &theme);
  draw_outcome_link (self, cr, &theme);
  cairo_destroy (cr);
}

static void
clear_cards (WfLanes *self)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      g_hash_table_iter_remove (&iter);
      gtk_widget_unparent (card);
    }
}

static void
wf_lanes_dispose (GObject *object)
{
  clear_cards (WF_LANES (object));
  G_OBJECT_CLASS (wf_lanes_parent_class)->dispose (object);
}

static void
wf_lanes_finalize (GObject *object)
{
  WfLanes *self = WF_LANES (object);

  g_clear_pointer (&self->timeline, wf_figure_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_free (self->kinds);
  G_OBJECT_CLASS (wf_lanes_parent_class)->finalize (object);
}

static void
wf_lanes_class_init (WfLanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wf_lanes_dispose;
  object_class->finalize = wf_lanes_finalize;
  widget_class->measure = wf_lanes_measure;
  widget_class->size_allocate = wf_lanes_size_allocate;
  widget_class->snapshot = wf_lanes_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[CHOSEN] = g_signal_new ("chosen", WF_TYPE_LANES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
wf_lanes_init (WfLanes *self)
{
  self->cards = g_hash_table_new (NULL, NULL);
  self->selected = self->hovered = -1;
  self->scale = 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Steps of the run"), -1);
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_lanes_new (void)
{
  return g_object_new (WF_TYPE_LANES, NULL);
}

void
wf_lanes_set_timeline (WfLanes *self, WfFigure *timeline, gssize selected)
{
  GHashTableIter iter;
  gpointer card;

  g_return_if_fail (WF_IS_LANES (self));

  if (timeline == NULL || self->timeline == NULL ||
      wf_figure_get_n_steps (timeline) != wf_figure_get_n_steps (self->timeline))
    clear_cards (self);
  if (timeline != NULL)
    wf_figure_ref (timeline);
  g_clear_pointer (&self->timeline, wf_figure_unref);
  self->timeline = timeline;
  self->selected = selected;
  self->scale = timeline ? choose_scale (timeline) : 1;
  g_free (self->kinds);
  self->kinds = timeline ? number_kinds (timeline) : NULL;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    update_card (self, card);
  ensure_cards_in_view (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
wf_lanes_set_viewport (WfLanes *self, double top, double height)
{
  g_return_if_fail (WF_IS_LANES (self));

  self->view_top = top;
  self->view_height = height;
  ensure_cards_in_view (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_lanes_get_step_range (WfLanes *self, guint step, double *top, double *bottom)
{
  g_return_if_fail (WF_IS_LANES (self));

  *top = TOP + step * (double) ROW - WF_STEP_WIDGET_MARGIN;
  *bottom = *top + ROW + WF_STEP_WIDGET_MARGIN;
}

gboolean
wf_lanes_focus_step (WfLanes *self, guint step)
{
  g_return_val_if_fail (WF_IS_LANES (self), FALSE);

  return step < get_n_steps (self) && gtk_widget_grab_focus (GTK_WIDGET (ensure_card (self, step)));
}
