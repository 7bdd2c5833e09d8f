/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/step-widget.h"
#include "app/theme.h"
#include "core/base/format.h"

#define EDGE       5 /* the stripe that tells the kind */
#define BAR_HEIGHT 6
#define DISC       24

struct _WfStepWidget
{
  GtkWidget parent_instance;

  guint step;
  guint kind;
  WfFigure *timeline;
  double scale;
  gboolean is_selected;
};

G_DEFINE_FINAL_TYPE (WfStepWidget, wf_step_widget, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
describe_change (const WfTimelineStep *data)
{
  g_autofree char *before = wf_format_number (data->before);
  g_autofree char *after = wf_format_number (data->deficiency);

  return g_strdup_printf ("%s → %s", before, after);
}

static GdkRGBA
rgba (const WfColor *color)
{
  return (GdkRGBA){ (float) color->red, (float) color->green, (float) color->blue, (float) color->alpha };
}

static const WfTimelineStep *
get_data (WfStepWidget *self)
{
  return self->timeline ? wf_figure_get_step (self->timeline, self->step) : NULL;
}

static void
append_text (WfStepWidget *self,
             GtkSnapshot *snapshot,
             const char *text,
             gboolean is_bold,
             const GdkRGBA *color,
             double x,
             double y,
             double width,
             gboolean is_right)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int text_width;

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (12 * PANGO_SCALE));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, &text_width, NULL);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (is_right ? x + width - text_width : x), (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_rounded (GtkSnapshot *snapshot,
                double x,
                double y,
                double width,
                double height,
                double radius,
                const GdkRGBA *color)
{
  GskRoundedRect outline;
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (width, 0.0), (float) height);

  gsk_rounded_rect_init_from_rect (&outline, &bounds, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* The old blame of a step that was put right: hatched, so that it reads without colour. */
static void
append_hatched_bar (GtkSnapshot *snapshot, double x, double y, double width, const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, BAR_HEIGHT);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  for (double at = x - BAR_HEIGHT; at < x + width; at += 4)
    {
      cairo_move_to (cr, at, y + BAR_HEIGHT);
      cairo_line_to (cr, at + BAR_HEIGHT, y);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
append_blame (WfStepWidget *self, GtkSnapshot *snapshot, const WfTheme *theme, const WfTimelineStep *data)
{
  const double x = WF_STEP_WIDGET_MARGIN + 12, y = WF_STEP_WIDGET_MARGIN + 39, full = 52;
  GdkRGBA ground = rgba (&theme->hairline), blame = rgba (&theme->blame), text = rgba (&theme->text);
  g_autofree char *percent = wf_format_percent (data->blame);
  double width = full * CLAMP (data->blame / self->scale, 0.0, 1.0);

  append_rounded (snapshot, x, y, full, BAR_HEIGHT, BAR_HEIGHT / 2.0, &ground);
  if (data->is_repaired)
    append_hatched_bar (snapshot, x, y, width, &blame);
  else
    append_rounded (snapshot, x, y, width, BAR_HEIGHT, BAR_HEIGHT / 2.0, &blame);
  append_text (self, snapshot, percent, TRUE, &text, x + full + 2, y - 6,
               WF_STEP_WIDGET_WIDTH - full - 12 - 2 - 8, TRUE);
}

static void
append_disc (WfStepWidget *self,
             GtkSnapshot *snapshot,
             const WfTheme *theme,
             const char *text,
             double right,
             const WfColor *color)
{
  const double x = right - DISC, y = WF_STEP_WIDGET_MARGIN - DISC / 2.0;
  GdkRGBA ring = rgba (&theme->background), fill = rgba (color), ink = rgba (&theme->on_fill);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  append_rounded (snapshot, x - 2, y - 2, DISC + 4, DISC + 4, DISC / 2.0 + 2, &ring);
  append_rounded (snapshot, x, y, DISC, DISC, DISC / 2.0, &fill);
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (13 * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + (DISC - width) / 2.0),
                                                          (float) (y + (DISC - height) / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

/* A hammer, drawn: head and handle. */
static void
append_hammer (GtkSnapshot *snapshot, const WfTheme *theme, double right)
{
  const double x = right - DISC, y = WF_STEP_WIDGET_MARGIN - DISC / 2.0;
  GdkRGBA ring = rgba (&theme->background), fill = rgba (&theme->accent), ink = rgba (&theme->on_fill);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, DISC, DISC);
  cairo_t *cr;

  append_rounded (snapshot, x - 2, y - 2, DISC + 4, DISC + 4, DISC / 2.0 + 2, &ring);
  append_rounded (snapshot, x, y, DISC, DISC, DISC / 2.0, &fill);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_translate (cr, x + DISC / 2.0, y + DISC / 2.0);
  cairo_rotate (cr, G_PI / 4);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_rectangle (cr, -5, -6, 10, 4.5);
  cairo_rectangle (cr, -1.2, -2, 2.4, 9);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
append_card (WfStepWidget *self, GtkSnapshot *snapshot, const WfTheme *theme, const WfTimelineStep *data)
{
  const float line = self->is_selected ? 2 : theme->is_high_contrast ? 2 : 1;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (WF_STEP_WIDGET_MARGIN, WF_STEP_WIDGET_MARGIN,
                                               WF_STEP_WIDGET_WIDTH, WF_STEP_WIDGET_HEIGHT);
  graphene_rect_t edge =
      GRAPHENE_RECT_INIT (WF_STEP_WIDGET_MARGIN, WF_STEP_WIDGET_MARGIN, EDGE, WF_STEP_WIDGET_HEIGHT);
  GdkRGBA card = rgba (&theme->card), stripe = rgba (&theme->kinds[self->kind % G_N_ELEMENTS (theme->kinds)]);
  GdkRGBA border = rgba (self->is_selected ? &theme->accent : &theme->card_border);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 9);
  if (!theme->is_dark)
    gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.12f }, 0, 1, 0, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &card, &bounds);
  gtk_snapshot_append_color (snapshot, &stripe, &edge);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ line, line, line, line },
                              (GdkRGBA[4]){ border, border, border, border });
}

/* "▼ 0.31 → 0.12": how a repair moved the step's deficiency, in the place of its words */
static void
append_change (WfStepWidget *self,
               GtkSnapshot *snapshot,
               const WfTheme *theme,
               const WfTimelineStep *data,
               double x,
               double y,
               double width)
{
  GdkRGBA color = rgba (&theme->accent_text);
  g_autofree char *change = describe_change (data);
  g_autofree char *text = g_strdup_printf ("%s %s", data->deficiency < data->before ? "▼" : "▲", change);

  append_text (self, snapshot, text, TRUE, &color, x, y, width, FALSE);
}

static void
wf_step_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfStepWidget *self = WF_STEP_WIDGET (widget);
  const WfTimelineStep *data = get_data (self);
  const double x = WF_STEP_WIDGET_MARGIN + 12, y = WF_STEP_WIDGET_MARGIN;
  const double inner = WF_STEP_WIDGET_WIDTH - 12 - 8;
  double right = WF_STEP_WIDGET_MARGIN + WF_STEP_WIDGET_WIDTH + 6;
  g_autofree char *index = NULL;
  g_autofree char *suspect = NULL;
  WfTheme theme;
  GdkRGBA text, caption;

  if (data == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  text = rgba (&theme.text);
  caption = rgba (&theme.caption);
  index = g_strdup_printf ("%u", data->index);

  append_card (self, snapshot, &theme, data);
  append_text (self, snapshot, index, TRUE, &text, x, y + 3, 30, FALSE);
  append_text (self, snapshot, data->kind, FALSE, &caption, x + 8 + 8.0 * strlen (index), y + 3,
               inner - 8 - 8.0 * strlen (index), FALSE);
  if (isnan (data->deficiency))
    append_text (self, snapshot, data->words, FALSE, &text, x, y + 18, inner, FALSE);
  else
    append_change (self, snapshot, &theme, data, x, y + 18, inner);
  if (!isnan (data->blame))
    append_blame (self, snapshot, &theme, data);
  if (data->suspect > 0)
    {
      suspect = g_strdup_printf ("%u", data->suspect);
      append_disc (self, snapshot, &theme, suspect, right, &theme.blame);
      right -= DISC + 6;
    }
  if (data->is_repaired)
    append_hammer (snapshot, &theme, right);
}

static void
wf_step_widget_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural =
      2 * WF_STEP_WIDGET_MARGIN +
      (orientation == GTK_ORIENTATION_HORIZONTAL ? WF_STEP_WIDGET_WIDTH : WF_STEP_WIDGET_HEIGHT);
}

static gboolean
wf_step_widget_contains (GtkWidget *widget, double x, double y)
{
  return x >= WF_STEP_WIDGET_MARGIN && x < WF_STEP_WIDGET_MARGIN + WF_STEP_WIDGET_WIDTH &&
         y >= WF_STEP_WIDGET_MARGIN && y < WF_STEP_WIDGET_MARGIN + WF_STEP_WIDGET_HEIGHT;
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, WfStepWidget *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
on_key_pressed (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, WfStepWidget *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space)
    return FALSE;
  g_signal_emit (self, signals[CHOSEN], 0);
  return TRUE;
}

static void
wf_step_widget_finalize (GObject *object)
{
  g_clear_pointer (&WF_STEP_WIDGET (object)->timeline, wf_figure_unref);
  G_OBJECT_CLASS (wf_step_widget_parent_class)->finalize (object);
}

static void
wf_step_widget_class_init (WfStepWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = wf_step_widget_finalize;
  widget_class->measure = wf_step_widget_measure;
  widget_class->snapshot = wf_step_widget_snapshot;
  widget_class->contains = wf_step_widget_contains;
  gtk_widget_class_set_css_name (widget_class, "step");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);

  /* chosen: clicked, or Enter or Space pressed on it */
  signals[CHOSEN] =
      g_signal_new ("chosen", WF_TYPE_STEP_WIDGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wf_step_widget_init (WfStepWidget *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
wf_step_widget_new (guint step)
{
  WfStepWidget *self = g_object_new (WF_TYPE_STEP_WIDGET, NULL);

  self->step = step;
  return GTK_WIDGET (self);
}

guint
wf_step_widget_get_step (WfStepWidget *self)
{
  return self->step;
}

static void
update_accessible (WfStepWidget *self, const WfTimelineStep *data)
{
  const char *const *lanes = wf_figure_get_lanes (self->timeline);
  g_autoptr (GString) description = g_string_new (data->words);
  g_autofree char *label = NULL;

  /* Translators: step number, agent, kind of step: "Step 1, Coder, code" */
  label = g_strdup_printf (_ ("Step %u, %s, %s"), data->index, lanes[data->lane], data->kind);
  if (!isnan (data->blame))
    {
      g_autofree char *percent = wf_format_percent (data->blame);

      g_string_append (description, "; ");
      g_string_append_printf (description, _ ("blame %s"), percent);
    }
  if (data->suspect > 0)
    {
      g_string_append (description, "; ");
      g_string_append_printf (description, _ ("suspect %u"), data->suspect);
    }
  if (data->is_repaired)
    {
      g_string_append (description, "; ");
      g_string_append (description, _ ("put right"));
    }
  if (!isnan (data->deficiency))
    {
      g_autofree char *change = describe_change (data);

      g_string_append (description, "; ");
      /* Translators: %s is "0.31 → 0.12" */
      g_string_append_printf (description, _ ("deficiency %s"), change);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), data->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
      self->is_selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
wf_step_widget_update (WfStepWidget *self, WfFigure *timeline, guint kind, double scale, gboolean is_selected)
{
  g_return_if_fail (WF_IS_STEP_WIDGET (self));
  g_return_if_fail (self->step < wf_figure_get_n_steps (timeline));

  if (self->timeline != timeline)
    {
      g_clear_pointer (&self->timeline, wf_figure_unref);
      self->timeline = wf_figure_ref (timeline);
    }
  self->kind = kind;
  self->scale = scale;
  self->is_selected = is_selected;
  update_accessible (self, get_data (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
