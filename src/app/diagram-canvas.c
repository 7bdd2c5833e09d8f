/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-canvas-private.h"

#define STALE      0.5  /* how much of it is left while a newer one is drawn */
#define UNREADABLE 0.25 /* the zoom below which a ring around a box says nothing */
#define READABLE   0.7

G_DEFINE_FINAL_TYPE (WfDiagramCanvas, wf_diagram_canvas, GTK_TYPE_WIDGET)

enum
{
  OPEN_BOX,
  LINK_HOVERED,
  N_SIGNALS,
};

enum
{
  PROP_0,
  PROP_ZOOM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
notify_zoom (gpointer data)
{
  WfDiagramCanvas *self = data;

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  return G_SOURCE_REMOVE;
}

/* while sizes are being allocated, when no label may change */
static void
follow_zoom (WfDiagramCanvas *self)
{
  if (self->shown_zoom == self->view.zoom)
    return;
  self->shown_zoom = self->view.zoom;
  wf_diagram_layer_set_scale (self->layer, self->view.zoom);
  if (self->notify_source == 0)
    self->notify_source = g_idle_add (notify_zoom, self);
}

static void
wf_diagram_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfDiagramCanvas *self = WF_DIAGRAM_CANVAS (widget);
  graphene_rect_t bounds;

  if (wf_diagram_layer_get_bounds (self->layer, &bounds))
    wf_viewport_allocate (&self->view, width, height, &bounds);
  follow_zoom (self);
  wf_viewport_allocate_layer (&self->view, GTK_WIDGET (self->layer));
}

static void
wf_diagram_canvas_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = 120;
  *natural = 400;
}

/* ---- boxes and variables ---- */

static WfDiagram *
get_diagram (WfDiagramCanvas *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);

  return answer ? answer->observed : NULL;
}

gssize
wf_diagram_canvas_find_node (WfDiagramCanvas *self, guint box)
{
  WfDiagram *diagram;
  WfGraph *graph;
  const guint *outputs;
  gsize n;

  g_return_val_if_fail (WF_IS_DIAGRAM_CANVAS (self), -1);

  diagram = get_diagram (self);
  graph = wf_document_get_graph (self->document);
  if (diagram == NULL || graph == NULL || box >= wf_diagram_get_n_boxes (diagram))
    return -1;
  outputs = wf_diagram_get_box_outputs (diagram, box, &n);
  return n == 1 ? wf_graph_find_node (graph, wf_diagram_get_object_name (
                                                 diagram, wf_diagram_get_wire_object (diagram, outputs[0])))
                : -1;
}

gint
wf_diagram_canvas_find_box (WfDiagramCanvas *self, gssize node)
{
  WfDiagram *diagram;

  g_return_val_if_fail (WF_IS_DIAGRAM_CANVAS (self), -1);

  diagram = get_diagram (self);
  for (guint box = 0; node >= 0 && diagram != NULL && box < wf_diagram_get_n_boxes (diagram); box++)
    if (wf_diagram_canvas_find_node (self, box) == node)
      return (gint) box;
  return -1;
}

void
wf_diagram_canvas_toggle_cut (WfDiagramCanvas *self, guint box)
{
  gssize node;

  g_return_if_fail (WF_IS_DIAGRAM_CANVAS (self));

  node = wf_diagram_canvas_find_node (self, box);
  if (node < 0 || wf_graph_is_latent (wf_document_get_graph (self->document), (guint) node))
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (wf_document_find_cut (self->document, (guint) node) >= 0)
    wf_document_mend (self->document, (guint) node);
  else
    wf_document_cut (self->document, (guint) node);
}

/* ---- what is shown ---- */

static void
pass_focus_on (WfDiagramCanvas *self)
{
  gboolean is_awaited = gtk_widget_has_focus (GTK_WIDGET (self));

  if (wf_diagram_layer_get_figure (self->layer) == NULL)
    return;
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  if (is_awaited)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
update_figure (WfDiagramCanvas *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);

  if (answer == NULL)
    wf_diagram_layer_set_figure (self->layer, NULL, NULL);
  else
    wf_diagram_layer_set_figure (self->layer, self->other ? self->other : answer->figure,
                                 self->other ? self->other_wiring : answer->wiring);
  pass_focus_on (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
has_same_boxes (WfFigure *a, WfFigure *b)
{
  gsize n = wf_figure_get_n_wiring_boxes (a);

  if (n != wf_figure_get_n_wiring_boxes (b))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (wf_figure_get_wiring_box (a, i)->name, wf_figure_get_wiring_box (b, i)->name) != 0)
      return FALSE;
  return TRUE;
}

gboolean
wf_diagram_canvas_is_own (WfDiagramCanvas *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);

  return answer != NULL && answer->wiring == wf_diagram_layer_get_wiring (self->layer);
}

static void
show_selected (WfDiagramCanvas *self)
{
  if (wf_diagram_canvas_is_own (self))
    wf_diagram_layer_set_selected (
        self->layer, wf_diagram_canvas_find_box (self, wf_document_get_selected_node (self->document)));
}

/* that was selected elsewhere */
static void
find_selected (WfDiagramCanvas *self)
{
  gint box = wf_diagram_canvas_find_box (self, wf_document_get_selected_node (self->document));
  double x, y, width, height;

  if (box < 0 || !wf_diagram_canvas_is_own (self))
    return;
  if (self->view.zoom >= UNREADABLE)
    {
      wf_diagram_canvas_reveal_box (self, (guint) box);
      return;
    }
  wf_wiring_get_box (wf_diagram_layer_get_wiring (self->layer), (guint) box, &x, &y, &width, &height);
  wf_viewport_centre (&self->view, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)),
                      &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), READABLE);
  wf_diagram_canvas_follow_view (self);
}

static void
show_answer (WfDiagramCanvas *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  WfFigure *old = wf_diagram_layer_get_figure (self->layer);

  g_clear_pointer (&self->other, wf_figure_unref);
  g_clear_pointer (&self->other_wiring, wf_wiring_unref);
  if (answer == NULL || old == NULL || !has_same_boxes (old, answer->figure))
    wf_viewport_fit (&self->view); /* else nothing moves */
  update_figure (self);
}

static void
on_changed (WfDiagramCanvas *self, guint parts)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);

  if ((parts & (WF_PART_DIAGRAM | WF_PART_SOURCE | WF_PART_GRAPH)) && answer != self->shown)
    {
      g_clear_pointer (&self->shown, wf_diagram_answer_unref);
      self->shown = answer ? wf_diagram_answer_ref (answer) : NULL;
      show_answer (self);
    }
  gtk_widget_set_opacity (GTK_WIDGET (self->layer), wf_document_is_diagram_stale (self->document) &&
                                                            wf_document_get_job (self->document) != NULL
                                                        ? STALE
                                                        : 1);
  show_selected (self);
  if ((parts & WF_PART_SELECTION) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    find_selected (self);
}

static void
wf_diagram_canvas_dispose (GObject *object)
{
  WfDiagramCanvas *self = WF_DIAGRAM_CANVAS (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  if (self->layer)
    gtk_widget_unparent (GTK_WIDGET (self->layer));
  self->layer = NULL;
  g_clear_pointer (&self->other, wf_figure_unref);
  g_clear_pointer (&self->other_wiring, wf_wiring_unref);
  g_clear_pointer (&self->shown, wf_diagram_answer_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_canvas_parent_class)->dispose (object);
}

static void
wf_diagram_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ZOOM)
    g_value_set_double (value, WF_DIAGRAM_CANVAS (object)->view.zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* the box of the selected variable, or the first; the canvas itself until there is one */
static gboolean
wf_diagram_canvas_grab_focus (GtkWidget *widget)
{
  WfDiagramCanvas *self = WF_DIAGRAM_CANVAS (widget);
  WfFigure *figure = wf_diagram_layer_get_figure (self->layer);
  guint box =
      (guint) MAX (wf_diagram_canvas_find_box (self, wf_document_get_selected_node (self->document)), 0);

  if (figure == NULL || box >= wf_figure_get_n_wiring_boxes (figure))
    {
      gtk_widget_set_focusable (widget, TRUE);
      return GTK_WIDGET_CLASS (wf_diagram_canvas_parent_class)->grab_focus (widget);
    }
  wf_diagram_canvas_reveal_box (self, box);
  return gtk_widget_grab_focus (wf_diagram_layer_get_box (self->layer, box));
}

static void
wf_diagram_canvas_class_init (WfDiagramCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_diagram_canvas_dispose;
  G_OBJECT_CLASS (klass)->get_property = wf_diagram_canvas_get_property;
  widget_class->measure = wf_diagram_canvas_measure;
  widget_class->size_allocate = wf_diagram_canvas_size_allocate;
  widget_class->grab_focus = wf_diagram_canvas_grab_focus;
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, WF_VIEWPORT_FIT_ZOOM, WF_VIEWPORT_MAX_ZOOM,
                                               1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[OPEN_BOX] = g_signal_new ("open-box", WF_TYPE_DIAGRAM_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[LINK_HOVERED] = g_signal_new ("link-hovered", WF_TYPE_DIAGRAM_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "canvas");
}

static void
wf_diagram_canvas_init (WfDiagramCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  wf_viewport_init (&self->view);
  self->layer = WF_DIAGRAM_LAYER (wf_diagram_layer_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->layer), widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "canvas");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("String diagram"),
                                  -1);
  wf_diagram_canvas_add_controllers (self);
}

GtkWidget *
wf_diagram_canvas_new (WfDocument *document)
{
  WfDiagramCanvas *self = g_object_new (WF_TYPE_DIAGRAM_CANVAS, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

WfDiagramLayer *
wf_diagram_canvas_get_layer (WfDiagramCanvas *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_CANVAS (self), NULL);
  return self->layer;
}

void
wf_diagram_canvas_show_figure (WfDiagramCanvas *self, WfFigure *figure, WfWiring *wiring)
{
  g_return_if_fail (WF_IS_DIAGRAM_CANVAS (self));
  g_return_if_fail ((figure == NULL) == (wiring == NULL));

  if (figure == self->other)
    return;
  if (figure)
    wf_figure_ref (figure);
  if (wiring)
    wf_wiring_ref (wiring);
  g_clear_pointer (&self->other, wf_figure_unref);
  g_clear_pointer (&self->other_wiring, wf_wiring_unref);
  self->other = figure;
  self->other_wiring = wiring;
  self->view.needs_fit = TRUE;
  update_figure (self);
  show_selected (self);
}

/* ---- zoom ---- */

void
wf_diagram_canvas_follow_view (WfDiagramCanvas *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

double
wf_diagram_canvas_get_zoom (WfDiagramCanvas *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_CANVAS (self), 1);
  return self->view.zoom;
}

void
wf_diagram_canvas_set_zoom (WfDiagramCanvas *self, double zoom)
{
  g_return_if_fail (WF_IS_DIAGRAM_CANVAS (self));

  wf_viewport_zoom (&self->view, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                    gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  wf_diagram_canvas_follow_view (self);
}

void
wf_diagram_canvas_fit (WfDiagramCanvas *self)
{
  g_return_if_fail (WF_IS_DIAGRAM_CANVAS (self));

  wf_viewport_fit (&self->view);
  wf_diagram_canvas_follow_view (self);
}

void
wf_diagram_canvas_reveal_box (WfDiagramCanvas *self, guint box)
{
  double x, y, width, height;

  wf_wiring_get_box (wf_diagram_layer_get_wiring (self->layer), box, &x, &y, &width, &height);
  if (wf_viewport_reveal (&self->view, gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)),
                          &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height)))
    wf_diagram_canvas_follow_view (self);
}

void
wf_diagram_canvas_emit_open (WfDiagramCanvas *self, gssize node, gboolean with_focus)
{
  g_signal_emit (self, signals[OPEN_BOX], 0, (guint) node, with_focus);
}

void
wf_diagram_canvas_emit_hovered (WfDiagramCanvas *self, gssize a, gssize b)
{
  g_signal_emit (self, signals[LINK_HOVERED], 0, (int) a, (int) b);
}
