/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/box-widget.h"
#include "app/theme.h"
#include "app/tooltip.h"
#include "render/picture.h"

#define OVERHANG 24.0f /* scissors, captions and rings stand out of the box */

struct _WfBoxWidget
{
  GtkWidget parent_instance;

  guint box;
  WfFigure *figure;
  WfWiring *wiring;
  const WfWiringView *view; /* borrowed from the layer */
};

G_DEFINE_FINAL_TYPE (WfBoxWidget, wf_box_widget, GTK_TYPE_WIDGET)

static void
wf_box_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfBoxWidget *self = WF_BOX_WIDGET (widget);
  double x, y, width, height;
  WfTheme theme;
  cairo_t *cr;

  if (self->figure == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  wf_wiring_get_box (self->wiring, self->box, &x, &y, &width, &height);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (-OVERHANG, -OVERHANG, (float) width + 2 * OVERHANG,
                                                       (float) height + 2 * OVERHANG));
  cairo_translate (cr, -x, -y);
  wf_wiring_draw_box (cr, &theme, self->figure, self->wiring, self->box, self->view);
  if (gtk_widget_has_visible_focus (widget) && self->view->selected_box != (gint) self->box)
    wf_draw_ring (cr, &theme, x, y, width, height, 4, 0.7);
  cairo_destroy (cr);
}

static void
wf_box_widget_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  WfBoxWidget *self = WF_BOX_WIDGET (widget);
  double x, y, width = 0, height = 0;

  if (self->wiring)
    wf_wiring_get_box (self->wiring, self->box, &x, &y, &width, &height);
  *minimum = *natural = (int) ceil (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height);
}

static void
wf_box_widget_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (wf_box_widget_parent_class)->state_flags_changed (widget, previous);
  if ((previous ^ gtk_widget_get_state_flags (widget)) &
      (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE))
    gtk_widget_queue_draw (widget);
}

static void
wf_box_widget_finalize (GObject *object)
{
  WfBoxWidget *self = WF_BOX_WIDGET (object);

  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
  G_OBJECT_CLASS (wf_box_widget_parent_class)->finalize (object);
}

static void
wf_box_widget_class_init (WfBoxWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wf_box_widget_finalize;
  widget_class->snapshot = wf_box_widget_snapshot;
  widget_class->measure = wf_box_widget_measure;
  widget_class->state_flags_changed = wf_box_widget_state_flags_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "node");
}

static void
wf_box_widget_init (WfBoxWidget *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_box_widget_new (guint box)
{
  WfBoxWidget *self = g_object_new (WF_TYPE_BOX_WIDGET, NULL);

  self->box = box;
  return GTK_WIDGET (self);
}

guint
wf_box_widget_get_box (WfBoxWidget *self)
{
  g_return_val_if_fail (WF_IS_BOX_WIDGET (self), 0);
  return self->box;
}

/* "Tar, Cancer": what is at the other ends of the wires that come in (or go out) */
static char *
list_ends (WfFigure *figure, guint box, gboolean of_inputs)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      for (gsize t = 0; t < wire->n_targets; t++)
        {
          const WfWiringEnd *target = &wire->targets[t];
          const WfWiringBox *other =
              !of_inputs && target->box >= 0 ? wf_figure_get_wiring_box (figure, (gsize) target->box) : NULL;
          const char *name = of_inputs ? wire->label : other ? other->name : NULL;

          if ((of_inputs ? target->box : wire->source.box) == (gint) box && name != NULL && *name != '\0')
            g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "takes Smoking; goes to Cancer; cut: its inputs are discarded, and a uniform state is in its place" */
static char *
describe (WfBoxWidget *self, const WfWiringBox *box)
{
  g_autofree char *inputs = list_ends (self->figure, self->box, TRUE);
  g_autofree char *outputs = list_ends (self->figure, self->box, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*inputs != '\0')
    /* Translators: of a box in a string diagram; %s lists the variables on the wires into it */
    g_string_append_printf (text, _ ("takes %s"), inputs);
  else
    g_string_append (text, _ ("takes nothing"));
  if (*outputs != '\0')
    g_string_append_printf (text, _ ("; goes to %s"), outputs);
  if (box->kind == WF_WIRING_GHOST)
    g_string_append (text, _ ("; cut: its inputs are discarded, and what it gave is drawn evenly"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_accessible (WfBoxWidget *self)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (self->figure, self->box);
  g_autofree char *description = describe (self, box);
  gboolean is_cut = box->kind == WF_WIRING_GHOST;

  /* at a small zoom no name is drawn. First: a tooltip takes the description's place */
  wf_tooltip_update (GTK_WIDGET (self), box->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  box->name ? box->name : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               is_cut ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               GTK_ACCESSIBLE_STATE_SELECTED, self->view->selected_box == (gint) self->box,
                               -1);
}

void
wf_box_widget_set (WfBoxWidget *self, WfFigure *figure, WfWiring *wiring, const WfWiringView *view)
{
  g_return_if_fail (WF_IS_BOX_WIDGET (self));

  wf_figure_ref (figure);
  wf_wiring_ref (wiring);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
  self->figure = figure;
  self->wiring = wiring;
  self->view = view;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
