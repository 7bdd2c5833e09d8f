/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/theme.h"
#include "app/what-if.h"
#include "core/base/format.h"

#define CONTROL_MS                                                                                           \
  120 /* the controls follow when a slider rests: on a long log they take longer than a frame */

/* A change of the failure probability: open circle = as logged, filled = put right. */
typedef struct
{
  GtkDrawingArea *plot;
  GtkLabel *label;
  double before, after;
  gboolean is_control;
} Change;

struct _WfWhatIf
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSwitch *repair;
  GtkAdjustment *adjustment;
  GtkLabel *share;
  GtkWidget *all_name;
  GtkWidget *control_name;
  GtkDrawingArea *step_plot;
  GtkDrawingArea *random_plot;
  GtkDrawingArea *all_plot;
  GtkDrawingArea *control_plot;
  GtkLabel *step_effect;
  GtkLabel *random_effect;
  GtkLabel *all_effect;
  GtkLabel *control_effect;

  WfDocument *document;
  Change step, random, all, control;
  guint control_source;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfWhatIf, wf_what_if, GTK_TYPE_WIDGET)

static void
set_color (cairo_t *cr, const WfColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

static void
draw_line (cairo_t *cr, const WfColor *color, double from, double to, double y)
{
  set_color (cr, color);
  cairo_move_to (cr, from, y);
  cairo_line_to (cr, to, y);
  cairo_stroke (cr);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Change *change = data;
  const double radius = 5, y = height / 2.0, span = width - 2 * radius - 2;
  const double from = radius + 1 + span * change->before, to = radius + 1 + span * change->after;
  const WfColor *color;
  WfTheme theme;

  wf_theme_for_widget (&theme, GTK_WIDGET (area));
  color = change->is_control ? &theme.caption : &theme.accent;
  cairo_set_line_width (cr, 4);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_line (cr, &theme.hairline, radius + 1, radius + 1 + span, y);
  draw_line (cr, color, from, to, y);
  cairo_arc (cr, to, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_arc (cr, from, y, radius, 0, 2 * G_PI);
  set_color (cr, &theme.card);
  cairo_fill_preserve (cr);
  set_color (cr, color);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
change_init (Change *self, GtkDrawingArea *plot, GtkLabel *label, gboolean is_control)
{
  *self = (Change){ plot, label, 0, 0, is_control };
  gtk_drawing_area_set_draw_func (plot, draw, self, NULL);
}

static void
change_set (Change *self, double before, double after)
{
  g_autofree char *from = wf_format_number (before);
  g_autofree char *to = wf_format_number (after);
  g_autofree char *text = g_strdup_printf ("%s → %s", from, to);

  self->before = before;
  self->after = after;
  gtk_label_set_label (self->label, text);
  gtk_widget_queue_draw (GTK_WIDGET (self->plot));
}

/* What the rows tell of: the step as far as the slider puts it right; wholly while it doesn't. */
static WfRepair
get_repair (WfWhatIf *self)
{
  gsize step = wf_document_get_selected_step (self->document);
  double keep = wf_document_get_kept (self->document, step);

  return (WfRepair){ step, keep < 1 ? keep : 0 };
}

static void
update_controls (WfWhatIf *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  g_autoptr (GArray) repairs = wf_document_dup_repairs (self->document);
  const WfRepair *all = (const WfRepair *) (gconstpointer) repairs->data;
  double failure = wf_blame_get_failure (blame);

  change_set (&self->random, failure, wf_blame_what_if_random (blame, get_repair (self).keep));
  if (repairs->len > 1)
    change_set (&self->control, failure, wf_blame_get_random_repaired (blame, all, repairs->len));
}

static gboolean
has_step (WfWhatIf *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  gssize step = wf_document_get_selected_step (self->document);

  return blame != NULL && step >= 0 && (gsize) step < wf_trace_get_n_steps (wf_blame_get_trace (blame)) &&
         wf_trace_can_bear_blame (wf_blame_get_trace (blame), step);
}

static gboolean
on_rest (gpointer data)
{
  WfWhatIf *self = data;

  self->control_source = 0;
  if (has_step (self))
    update_controls (self);
  return G_SOURCE_REMOVE;
}

static void
show_together (WfWhatIf *self, gsize n_repairs)
{
  GtkWidget *const widgets[] = {
    self->all_name,     GTK_WIDGET (self->all_plot),     GTK_WIDGET (self->all_effect),
    self->control_name, GTK_WIDGET (self->control_plot), GTK_WIDGET (self->control_effect)
  };
  g_autofree char *all = g_strdup_printf (ngettext ("%zu step", "%zu steps", n_repairs), n_repairs);
  g_autofree char *control = g_strdup_printf (ngettext ("%zu random", "%zu random", n_repairs), n_repairs);

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_visible (widgets[i], n_repairs > 1);
  gtk_label_set_label (GTK_LABEL (self->all_name), all);
  gtk_label_set_label (GTK_LABEL (self->control_name), control);
}

/* between the two ends of the slider */
static void
show_share (WfWhatIf *self, double kept)
{
  g_autofree char *percent = wf_format_percent (1 - kept);

  gtk_label_set_label (self->share, kept > 0 && kept < 1 ? percent : "");
}

static void
update (WfWhatIf *self, gboolean is_same_step)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  g_autoptr (GArray) repairs = wf_document_dup_repairs (self->document);
  const WfRepair *all = (const WfRepair *) (gconstpointer) repairs->data;
  double failure, kept;
  WfRepair repair;

  gtk_widget_set_visible (GTK_WIDGET (self), has_step (self));
  if (!has_step (self))
    return;
  repair = get_repair (self);
  kept = wf_document_get_kept (self->document, repair.step);
  failure = wf_blame_get_failure (blame);
  self->is_updating = TRUE;
  gtk_switch_set_active (self->repair, kept < 1);
  gtk_adjustment_set_value (self->adjustment, 100 * (1 - kept));
  show_share (self, kept);
  change_set (&self->step, failure, wf_blame_what_if (blame, repair.step, repair.keep));
  show_together (self, repairs->len);
  if (repairs->len > 1)
    change_set (&self->all, failure, wf_blame_get_repaired (blame, all, repairs->len, NULL));
  self->is_updating = FALSE;
  g_clear_handle_id (&self->control_source, g_source_remove);
  if (is_same_step)
    self->control_source = g_timeout_add (CONTROL_MS, on_rest, self);
  else
    update_controls (self);
}

static void
on_changed (WfWhatIf *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_SELECTION))
    update (self, FALSE);
  else if (parts & WF_PART_REPAIR)
    update (self, TRUE);
}

static void
on_switched (WfWhatIf *self)
{
  gssize step = wf_document_get_selected_step (self->document);

  if (!self->is_updating && step >= 0)
    wf_document_repair_step (self->document, step, gtk_switch_get_active (self->repair) ? 0 : 1);
}

static void
on_slid (WfWhatIf *self)
{
  gssize step = wf_document_get_selected_step (self->document);

  if (!self->is_updating && step >= 0)
    wf_document_repair_step (self->document, step, (100 - gtk_adjustment_get_value (self->adjustment)) / 100);
}

static void
wf_what_if_dispose (GObject *object)
{
  WfWhatIf *self = WF_WHAT_IF (object);

  g_clear_handle_id (&self->control_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_what_if_parent_class)->dispose (object);
}

static void
wf_what_if_class_init (WfWhatIfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_what_if_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/what-if.ui");
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, box);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, repair);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, share);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, adjustment);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, all_name);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, control_name);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, step_plot);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, random_plot);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, all_plot);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, control_plot);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, step_effect);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, random_effect);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, all_effect);
  gtk_widget_class_bind_template_child (widget_class, WfWhatIf, control_effect);
}

static void
wf_what_if_init (WfWhatIf *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  change_init (&self->step, self->step_plot, self->step_effect, FALSE);
  change_init (&self->random, self->random_plot, self->random_effect, TRUE);
  change_init (&self->all, self->all_plot, self->all_effect, FALSE);
  change_init (&self->control, self->control_plot, self->control_effect, TRUE);
  g_signal_connect_object (self->repair, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
}

void
wf_what_if_set_document (WfWhatIf *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_WHAT_IF (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self, FALSE);
}
