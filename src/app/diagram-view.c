/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-answer.h"
#include "app/diagram-bar.h"
#include "app/diagram-panel.h"
#include "app/diagram-sidebar.h"
#include "app/diagram-stepper.h"
#include "app/diagram-view.h"
#include "app/tooltip.h"
#include "core/diagram/diagram-figure.h"

#define SIDEBAR_WIDTH 252
#define PANEL_WIDTH   312

struct _WfDiagramView
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfPanes *panes;
  WfDiagramSidebar *sidebar;
  WfDiagramCanvas *canvas;
  WfDiagramStepper *stepper;
  WfDiagramPanel *panel;
  GtkLabel *caption;
  gboolean shows_regions;
};

G_DEFINE_FINAL_TYPE (WfDiagramView, wf_diagram_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SHOWS_REGIONS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* ---- the path that decides whether it is computable ---- */

/* the wire of the picture from one variable's box into the other's, or the hidden one into both; -1 = none */
static gssize
find_wire (WfDiagramView *self, WfFigure *figure, const char *a, const char *b)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  gint from = wf_diagram_canvas_find_box (self->canvas, wf_graph_find_node (graph, a));
  gint to = wf_diagram_canvas_find_box (self->canvas, wf_graph_find_node (graph, b));

  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);
      gboolean into_from = FALSE, into_to = FALSE;

      for (gsize t = 0; t < wire->n_targets; t++)
        {
          into_from = into_from || wire->targets[t].box == from;
          into_to = into_to || wire->targets[t].box == to;
        }
      if ((wire->source.box == from && into_to) || (wire->source.box == to && into_from) ||
          (wire->is_hidden && into_from && into_to))
        return (gssize) w;
    }
  return -1;
}

static void
emphasise_box (WfDiagramView *self, WfFigure *figure, const char *name)
{
  gint box = wf_diagram_canvas_find_box (self->canvas,
                                         wf_graph_find_node (wf_document_get_graph (self->document), name));

  if (box >= 0)
    wf_figure_set_wiring_box_emphasis (figure, (gsize) box, WF_EMPHASIS_STRONG);
}

static WfFigure *
make_path_figure (WfDiagramView *self, WfDiagramAnswer *answer, GArray *edges)
{
  WfFigure *figure =
      wf_diagram_figure_new (answer->observed, (const char *const *) answer->cuts, answer->comb);
  WfGraph *graph = wf_document_get_graph (self->document);
  const char *const *path = wf_bridge_get_path (answer->bridge);

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    wf_figure_set_wiring_box_emphasis (figure, i, WF_EMPHASIS_FADED);
  for (gsize i = 0; i < wf_figure_get_n_wiring_wires (figure); i++)
    wf_figure_set_wiring_wire_emphasis (figure, i, WF_EMPHASIS_FADED);
  for (gsize i = 0; path[i] != NULL; i++)
    emphasise_box (self, figure, path[i]);
  for (gsize i = 0; path[i] != NULL && path[i + 1] != NULL; i++)
    {
      gssize wire = find_wire (self, figure, path[i], path[i + 1]);
      gssize a = wf_graph_find_node (graph, path[i]), b = wf_graph_find_node (graph, path[i + 1]);
      gssize edge = a >= 0 && b >= 0 ? wf_graph_find_edge (graph, (guint) a, (guint) b) : -1;

      if (wire >= 0)
        wf_figure_set_wiring_wire_emphasis (figure, (gsize) wire, WF_EMPHASIS_STRONG);
      if (edge >= 0)
        {
          guint index = (guint) edge;

          g_array_append_val (edges, index);
        }
    }
  return figure;
}

static void
show_path (WfDiagramView *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  WfCanvasLayer *layer = wf_canvas_get_layer (wf_diagram_sidebar_get_canvas (self->sidebar));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (WfFigure) figure = NULL;
  gboolean is_wanted, is_stepping;

  g_object_get (self->panel, "shows-path", &is_wanted, "is-stepping", &is_stepping, NULL);
  if (is_stepping)
    return;
  if (is_wanted && answer != NULL && answer->bridge != NULL)
    figure = make_path_figure (self, answer, edges);
  wf_diagram_canvas_show_figure (self->canvas, figure, figure ? answer->wiring : NULL);
  wf_canvas_layer_set_path (layer, (const guint *) (gconstpointer) edges->data, edges->len);
}

static void
on_stepping (WfDiagramView *self)
{
  gboolean is_stepping;

  g_object_get (self->panel, "is-stepping", &is_stepping, NULL);
  wf_diagram_stepper_set_active (self->stepper, is_stepping);
  if (!is_stepping)
    show_path (self);
}

static void
on_steps_closed (WfDiagramView *self)
{
  g_object_set (self->panel, "is-stepping", FALSE, NULL);
}

/* ---- both pictures, and the panel ---- */

/* the wire under the pointer lights up in the graph, too */
static void
on_link_hovered (WfDiagramView *self, int a, int b)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  WfCanvasLayer *layer = wf_canvas_get_layer (wf_diagram_sidebar_get_canvas (self->sidebar));
  gssize edge = graph && a >= 0 && b >= 0 ? wf_graph_find_edge (graph, (guint) a, (guint) b) : -1;

  wf_canvas_layer_set_hovered_edge (layer, edge);
}

static void
on_open_box (WfDiagramView *self, guint node, gboolean with_focus)
{
  g_object_set (self->panes, "show-end", TRUE, NULL);
  wf_diagram_panel_open_box (self->panel, with_focus);
}

/* "The box of Smoking is replaced: …", and how the picture is read */
static void
update_caption (WfDiagramView *self)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  const char *problem = wf_document_get_diagram_problem (self->document);
  g_autofree char *names = answer && answer->cuts ? g_strjoinv (", ", answer->cuts) : NULL;
  g_autofree char *cut = NULL;
  g_autofree char *text = NULL;

  if (names && *names != '\0')
    cut =
        answer->is_gaussian
            ? g_strdup_printf (
                  _ ("The box of %s is cut out: its causes are discarded, and its wire is an input."), names)
            : g_strdup_printf (
                  _ ("The box of %s is replaced: its causes are discarded, a uniform state takes its place."),
                  names);
  text = problem ? g_strdup (problem)
         : cut   ? g_strdup (cut)
                 : g_strdup (_ ("Read from bottom to top. Click a wire where it goes into a box to cut it."));
  wf_tooltip_update (GTK_WIDGET (self->caption), text);
  gtk_label_set_text (self->caption, text);
}

static void
on_changed (WfDiagramView *self, guint parts)
{
  if (parts & WF_PART_DIAGRAM)
    {
      update_caption (self);
      show_path (self);
    }
  /* a pane over the diagram comes with an answer */
  if ((parts & WF_PART_INTERVENTIONS) && wf_panes_is_end_folded (self->panes) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)) && wf_document_get_n_interventions (self->document) > 0)
    g_object_set (self->panes, "show-end", TRUE, NULL);
}

static gboolean
on_key (WfDiagramView *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean is_stepping;

  g_object_get (self->panel, "is-stepping", &is_stepping, NULL);
  if (!is_stepping || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus))))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    {
      on_steps_closed (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Right || key == GDK_KEY_Left || key == GDK_KEY_KP_Right || key == GDK_KEY_KP_Left)
    {
      if (!wf_diagram_stepper_go (self->stepper, key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : -1))
        gtk_widget_error_bell (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
wf_diagram_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOWS_REGIONS)
    g_value_set_boolean (value, WF_DIAGRAM_VIEW (object)->shows_regions);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wf_diagram_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WfDiagramView *self = WF_DIAGRAM_VIEW (object);

  if (id != PROP_SHOWS_REGIONS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->shows_regions == g_value_get_boolean (value))
    return;
  self->shows_regions = g_value_get_boolean (value);
  wf_diagram_layer_set_regions (wf_diagram_canvas_get_layer (self->canvas), self->shows_regions);
  g_object_notify_by_pspec (object, pspec);
}

static void
wf_diagram_view_dispose (GObject *object)
{
  WfDiagramView *self = WF_DIAGRAM_VIEW (object);

  if (self->panes)
    gtk_widget_unparent (GTK_WIDGET (self->panes));
  self->panes = NULL;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_view_parent_class)->dispose (object);
}

static void
wf_diagram_view_class_init (WfDiagramViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wf_diagram_view_dispose;
  object_class->get_property = wf_diagram_view_get_property;
  object_class->set_property = wf_diagram_view_set_property;
  properties[PROP_SHOWS_REGIONS] =
      g_param_spec_boolean ("shows-regions", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_diagram_view_init (WfDiagramView *self)
{
  self->shows_regions = TRUE;
}

static GtkWidget *
middle_new (WfDiagramView *self)
{
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->caption = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->caption, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "diagram-caption");
  gtk_box_append (GTK_BOX (middle), wf_diagram_bar_new (self->document));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->canvas));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->stepper));
  return middle;
}

GtkWidget *
wf_diagram_view_new (WfDocument *document)
{
  WfDiagramView *self = g_object_new (WF_TYPE_DIAGRAM_VIEW, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->document = g_object_ref (document);
  self->sidebar = WF_DIAGRAM_SIDEBAR (wf_diagram_sidebar_new (document));
  self->canvas = WF_DIAGRAM_CANVAS (wf_diagram_canvas_new (document));
  self->stepper = WF_DIAGRAM_STEPPER (wf_diagram_stepper_new (document, self->canvas));
  self->panel = WF_DIAGRAM_PANEL (wf_diagram_panel_new (document));
  self->panes = WF_PANES (wf_panes_new (GTK_WIDGET (self->sidebar), SIDEBAR_WIDTH, middle_new (self),
                                        GTK_WIDGET (self->panel), PANEL_WIDTH));
  gtk_widget_set_parent (GTK_WIDGET (self->panes), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->canvas, "open-box", G_CALLBACK (on_open_box), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "link-hovered", G_CALLBACK (on_link_hovered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panel, "notify::shows-path", G_CALLBACK (show_path), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panel, "notify::is-stepping", G_CALLBACK (on_stepping), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stepper, "closed", G_CALLBACK (on_steps_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

WfPicture *
wf_diagram_view_make_picture (WfDiagramView *self)
{
  WfDiagramAnswer *answer;
  WfFigure *shown;
  WfPicture *picture;

  g_return_val_if_fail (WF_IS_DIAGRAM_VIEW (self), NULL);

  answer = wf_document_get_diagram (self->document);
  shown = wf_diagram_layer_get_figure (wf_diagram_canvas_get_layer (self->canvas));
  if (answer == NULL || shown == NULL)
    return NULL;
  picture = g_new0 (WfPicture, 1);
  /* its own one draws the regions */
  picture->figure = shown != answer->figure || self->shows_regions
                        ? wf_figure_ref (shown)
                        : wf_diagram_figure_new (answer->observed, (const char *const *) answer->cuts, NULL);
  picture->wiring = wf_wiring_ref (wf_diagram_layer_get_wiring (wf_diagram_canvas_get_layer (self->canvas)));
  return picture;
}

void
wf_diagram_view_find (WfDiagramView *self)
{
  g_return_if_fail (WF_IS_DIAGRAM_VIEW (self));

  g_object_set (self->panes, "show-start", TRUE, NULL);
  wf_diagram_sidebar_find (self->sidebar);
}

WfPanes *
wf_diagram_view_get_panes (WfDiagramView *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_VIEW (self), NULL);
  return self->panes;
}

WfDiagramCanvas *
wf_diagram_view_get_canvas (WfDiagramView *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_VIEW (self), NULL);
  return self->canvas;
}
