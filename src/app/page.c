/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/comparison-view.h"
#include "app/confidence-bar.h"
#include "app/effects-panel.h"
#include "app/page.h"
#include "app/report-view.h"
#include "app/runs-view.h"
#include "app/table-view.h"
#include "app/tooltip.h"
#include "app/trace-view.h"
#include "app/worlds-strip.h"

struct _WfPage
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  WfConfidenceBar *confidence;
  GtkWidget *regions;
  GtkSwitch *regions_switch;
  GtkWidget *fit_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *left_toggle;
  GtkWidget *right_toggle;
  AdwViewSwitcher *switcher;
  AdwViewSwitcher *narrow_switcher; /* where the wide one has no room */
  AdwViewSwitcherBar *switcher_bar;
  AdwViewStack *views;
  GtkRevealer *effects_revealer;
  WfEffectsPanel *effects;
  WfWorldsStrip *worlds;

  WfDocument *document;
  WfRoom room;
  WfGraphView *graph_view;
  WfDiagramView *diagram_view;
  WfRunsView *runs_view;
  GtkWidget *comparison_view;
  WfPanes *trace_view;
  WfReportView *report_view;
};

G_DEFINE_FINAL_TYPE (WfPage, wf_page, GTK_TYPE_WIDGET)

static guint view_changed_signal;
static guint zoom_changed_signal;

typedef struct
{
  const char *name;
  const char *title;
  const char *icon;
  const char *why_not; /* on hover, while the document can't fill the view */
  guint part;          /* what of the document calls for it */
} View;

static const View known_views[] = {
  { "table", N_ ("Table"), "wf-table-symbolic", N_ ("Open a table to see its rows here"), WF_PART_SOURCE },
  { "graph", N_ ("Graph"), "wf-graph-symbolic", N_ ("Learn a graph from a table, or open one"),
    WF_PART_GRAPH },
  { "diagram", N_ ("Diagram"), "wf-diagram-symbolic", N_ ("Learn a graph from a table, or open one"), 0 },
  { "runs", N_ ("Runs"), "wf-runs-symbolic", N_ ("Open a folder of agent logs to compare its runs here"),
    WF_PART_SOURCE | WF_PART_RUNS },
  { "trace", N_ ("Trace"), "wf-trace-symbolic", N_ ("Open the log of an agent run to see its steps here"),
    WF_PART_BLAME },
  { "comparison", N_ ("Compare"), "wf-compare-symbolic", N_ ("Compare two runs to see where they part"),
    WF_PART_COMPARISON },
  { "report", N_ ("Report"), "wf-report-symbolic", N_ ("Open a table, a graph or an agent log to report on"),
    0 },
};

static gboolean
is_filled (WfPage *self, const char *name)
{
  if (g_str_equal (name, "table"))
    return wf_document_get_table (self->document) != NULL;
  if (g_str_equal (name, "graph"))
    return wf_document_get_graph (self->document) != NULL;
  if (g_str_equal (name, "diagram"))
    return wf_document_get_diagram_obstacle (self->document) == NULL;
  if (g_str_equal (name, "runs"))
    return wf_document_get_runs (self->document) != NULL;
  if (g_str_equal (name, "comparison"))
    return wf_document_get_comparison (self->document) != NULL;
  if (g_str_equal (name, "report"))
    return wf_document_can_report (self->document);
  return wf_document_get_trace (self->document) != NULL;
}

static const char *
explain_why_not (WfPage *self, const View *view)
{
  return g_str_equal (view->name, "diagram") ? wf_document_get_diagram_obstacle (self->document)
                                             : _ (view->why_not);
}

/* The switcher's buttons stand in the order of the views, somewhere inside the switcher. */
static void
update_buttons (WfPage *self, GtkWidget *widget, gsize *i)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_TOGGLE_BUTTON (child))
        {
          update_buttons (self, child, i);
          continue;
        }
      if (*i < G_N_ELEMENTS (known_views))
        {
          const View *view = &known_views[*i];
          gboolean can_show = is_filled (self, view->name);

          gtk_widget_set_sensitive (child, can_show);
          gtk_widget_set_tooltip_text (child, can_show ? NULL : explain_why_not (self, view));
          gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                          _ (view->title), -1);
        }
      *i += 1;
    }
}

static void
update_switchers (WfPage *self)
{
  gsize i = 0;

  update_buttons (self, GTK_WIDGET (self->switcher), &i);
  i = 0;
  update_buttons (self, GTK_WIDGET (self->narrow_switcher), &i);
  i = 0;
  update_buttons (self, GTK_WIDGET (self->switcher_bar), &i);
}

/* only a folder of logs has runs, and few runs are compared: elsewhere the tabs would be a riddle */
static void
show_pages (WfPage *self)
{
  AdwViewStackPage *runs = adw_view_stack_get_page (self->views, GTK_WIDGET (self->runs_view));
  AdwViewStackPage *comparison = adw_view_stack_get_page (self->views, self->comparison_view);

  adw_view_stack_page_set_visible (runs, is_filled (self, "runs"));
  adw_view_stack_page_set_visible (comparison, is_filled (self, "comparison"));
}

/* A run that is only ranked anew calls for no view. */
static gboolean
calls_for (guint parts, const View *view)
{
  if (view->part == WF_PART_BLAME)
    return (parts & WF_PART_BLAME) && (parts & WF_PART_SOURCE);
  return (parts & view->part) != 0;
}

static void
choose_view (WfPage *self, guint parts)
{
  const char *best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (known_views); i++)
    if (calls_for (parts, &known_views[i]) && is_filled (self, known_views[i].name))
      best = known_views[i].name;
  if (best == NULL && !is_filled (self, wf_page_get_view (self)))
    for (gsize i = 0; i < G_N_ELEMENTS (known_views) && best == NULL; i++)
      if (is_filled (self, known_views[i].name))
        best = known_views[i].name;
  if (best)
    adw_view_stack_set_visible_child_name (self->views, best);
}

/* the graph in front when it is one of a run */
static WfNetworkView *
get_network (WfPage *self)
{
  return g_strcmp0 (wf_page_get_view (self), "trace") == 0 ? wf_trace_view_get_network (self->trace_view)
                                                           : NULL;
}

/* the string diagram when it is in front */
static WfDiagramCanvas *
get_diagram (WfPage *self)
{
  return g_strcmp0 (wf_page_get_view (self), "diagram") == 0 ? wf_diagram_view_get_canvas (self->diagram_view)
                                                             : NULL;
}

/* the pages of the report when they are in front */
static WfReportPages *
get_pages (WfPage *self)
{
  return g_strcmp0 (wf_page_get_view (self), "report") == 0 ? wf_report_view_get_pages (self->report_view)
                                                            : NULL;
}

static void
on_changed (WfPage *self, guint parts)
{
  if (parts & WF_PART_NETWORK)
    gtk_widget_set_visible (self->fit_button, wf_page_can_zoom (self));
  if ((parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_BLAME | WF_PART_RUNS |
                WF_PART_COMPARISON)) == 0)
    return;
  update_switchers (self);
  show_pages (self);
  choose_view (self, parts);
}

/* A chip leads to where its value is; the box of a cut is in the diagram, too. */
static void
on_edit (WfPage *self)
{
  if (g_strcmp0 (wf_page_get_view (self), "diagram") == 0)
    return;
  wf_page_show_view (self, "graph");
  wf_graph_view_focus_value (self->graph_view);
}

/* in the bar while that is wide enough, else over the graph */
static void
show_confidence (WfPage *self)
{
  gboolean is_graph = g_strcmp0 (wf_page_get_view (self), "graph") == 0;

  wf_confidence_bar_set_wanted (self->confidence, is_graph && self->room < WF_ROOM_SMALL);
  wf_graph_view_set_compact (self->graph_view, self->room >= WF_ROOM_SMALL);
}

static void
on_view (WfPage *self)
{
  WfPanes *panes = wf_page_get_panes (self);

  wf_document_set_front (self->document, wf_page_get_view (self));
  gtk_widget_set_sensitive (self->left_toggle, panes != NULL);
  gtk_widget_set_sensitive (self->right_toggle, panes != NULL);
  gtk_widget_set_visible (self->fit_button, wf_page_can_zoom (self));
  gtk_widget_set_visible (self->regions, g_strcmp0 (wf_page_get_view (self), "diagram") == 0);
  show_confidence (self);
  g_signal_emit (self, view_changed_signal, 0);
}

static void
on_zoom (WfPage *self)
{
  g_signal_emit (self, zoom_changed_signal, 0);
}

static void
wf_page_dispose (GObject *object)
{
  WfPage *self = WF_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    {
      g_signal_handlers_disconnect_by_data (self->views, self);
      gtk_widget_unparent (child);
    }
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_page_parent_class)->dispose (object);
}

static void
wf_page_class_init (WfPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_page_dispose;
  g_type_ensure (WF_TYPE_CONFIDENCE_BAR);
  g_type_ensure (WF_TYPE_EFFECTS_PANEL);
  g_type_ensure (WF_TYPE_WORLDS_STRIP);
  view_changed_signal =
      g_signal_new ("view-changed", WF_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  zoom_changed_signal =
      g_signal_new ("zoom-changed", WF_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/page.ui");
  gtk_widget_class_bind_template_child (widget_class, WfPage, bar);
  gtk_widget_class_bind_template_child (widget_class, WfPage, confidence);
  gtk_widget_class_bind_template_child (widget_class, WfPage, regions);
  gtk_widget_class_bind_template_child (widget_class, WfPage, regions_switch);
  gtk_widget_class_bind_template_child (widget_class, WfPage, fit_button);
  gtk_widget_class_bind_template_child (widget_class, WfPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, WfPage, redo_button);
  gtk_widget_class_bind_template_child (widget_class, WfPage, left_toggle);
  gtk_widget_class_bind_template_child (widget_class, WfPage, right_toggle);
  gtk_widget_class_bind_template_child (widget_class, WfPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, WfPage, narrow_switcher);
  gtk_widget_class_bind_template_child (widget_class, WfPage, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, WfPage, views);
  gtk_widget_class_bind_template_child (widget_class, WfPage, effects_revealer);
  gtk_widget_class_bind_template_child (widget_class, WfPage, effects);
  gtk_widget_class_bind_template_child (widget_class, WfPage, worlds);
}

static void
wf_page_init (WfPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One line a view. A view with side panes is a WfPanes, or gives one away (see wf_page_get_panes()). */
static void
add_views (WfPage *self)
{
  GtkWidget *children[G_N_ELEMENTS (known_views)];

  self->graph_view = WF_GRAPH_VIEW (wf_graph_view_new (self->document));
  self->diagram_view = WF_DIAGRAM_VIEW (wf_diagram_view_new (self->document));
  self->runs_view = WF_RUNS_VIEW (wf_runs_view_new (self->document));
  self->trace_view = wf_trace_view_new (self->document);
  children[0] = wf_table_view_new (self->document);
  children[1] = GTK_WIDGET (self->graph_view);
  children[2] = GTK_WIDGET (self->diagram_view);
  children[3] = GTK_WIDGET (self->runs_view);
  children[4] = GTK_WIDGET (self->trace_view);
  children[5] = self->comparison_view = wf_comparison_view_new (self->document);
  self->report_view = WF_REPORT_VIEW (wf_report_view_new (self->document));
  children[6] = GTK_WIDGET (self->report_view);
  for (gsize i = 0; i < G_N_ELEMENTS (known_views); i++)
    adw_view_stack_add_titled (self->views, children[i], known_views[i].name, _ (known_views[i].title));
  for (gsize i = 0; i < G_N_ELEMENTS (known_views); i++)
    adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, children[i]),
                                       known_views[i].icon);
}

/* ---- how the document is looked at, in its project ---- */

static void
on_save_view (WfPage *self)
{
  WfPanes *panes = wf_graph_view_get_panes (self->graph_view);
  double zoom, x, y;
  gboolean is_placed = wf_canvas_get_view (wf_page_get_canvas (self), &zoom, &x, &y);
  gboolean show_start, show_end;

  g_object_get (panes, "show-start", &show_start, "show-end", &show_end, NULL);
  wf_document_set_view (self->document, "page", g_variant_new_string (wf_page_get_view (self)));
  wf_document_set_view (self->document, "zoom", is_placed ? g_variant_new_double (zoom) : NULL);
  wf_document_set_view (self->document, "x", is_placed ? g_variant_new_double (x) : NULL);
  wf_document_set_view (self->document, "y", is_placed ? g_variant_new_double (y) : NULL);
  wf_document_set_view (self->document, "left-pane", g_variant_new_boolean (show_start));
  wf_document_set_view (self->document, "right-pane", g_variant_new_boolean (show_end));
  wf_document_set_view (self->document, "regions",
                        g_variant_new_boolean (gtk_switch_get_active (self->regions_switch)));
}

static void
restore_pane (WfPage *self, const char *key, const char *property)
{
  GVariant *is_shown = wf_document_get_view (self->document, key, G_VARIANT_TYPE_BOOLEAN);

  if (is_shown && self->room == WF_ROOM_WIDE)
    g_object_set (wf_graph_view_get_panes (self->graph_view), property, g_variant_get_boolean (is_shown),
                  NULL);
}

static void
on_restore_view (WfPage *self)
{
  GVariant *view = wf_document_get_view (self->document, "page", G_VARIANT_TYPE_STRING);
  GVariant *regions = wf_document_get_view (self->document, "regions", G_VARIANT_TYPE_BOOLEAN);
  double zoom, x, y;

  if (view)
    wf_page_show_view (self, g_variant_get_string (view, NULL));
  if (regions)
    gtk_switch_set_active (self->regions_switch, g_variant_get_boolean (regions));
  restore_pane (self, "left-pane", "show-start");
  restore_pane (self, "right-pane", "show-end");
  if (wf_document_get_view_number (self->document, "zoom", &zoom) &&
      wf_document_get_view_number (self->document, "x", &x) &&
      wf_document_get_view_number (self->document, "y", &y))
    wf_canvas_set_view (wf_page_get_canvas (self), zoom, x, y);
}

GtkWidget *
wf_page_new (WfDocument *document)
{
  WfPage *self = g_object_new (WF_TYPE_PAGE, NULL);

  self->document = g_object_ref (document);
  add_views (self);
  g_object_bind_property (self->regions_switch, "active", self->diagram_view, "shows-regions",
                          G_BINDING_DEFAULT);
  wf_worlds_strip_set_document (self->worlds, document);
  wf_effects_panel_set_document (self->effects, document);
  g_signal_connect_object (self->worlds, "edit", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  wf_confidence_bar_set_document (self->confidence, document);
  g_signal_connect_object (wf_page_get_canvas (self), "notify::zoom", G_CALLBACK (on_zoom), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (wf_diagram_view_get_canvas (self->diagram_view), "notify::zoom",
                           G_CALLBACK (on_zoom), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wf_report_view_get_pages (self->report_view), "moved", G_CALLBACK (on_zoom), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (on_view), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "save-view", G_CALLBACK (on_save_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "restore-view", G_CALLBACK (on_restore_view), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  on_view (self);
  return GTK_WIDGET (self);
}

void
wf_page_set_room (WfPage *self, WfRoom room)
{
  g_return_if_fail (WF_IS_PAGE (self));

  self->room = room;
  show_confidence (self);
  gtk_widget_set_visible (self->bar, room != WF_ROOM_NARROW);
  wf_worlds_strip_set_compact (self->worlds, room == WF_ROOM_NARROW);
  wf_effects_panel_set_compact (self->effects, room == WF_ROOM_NARROW);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, room == WF_ROOM_NARROW);
  wf_panes_set_room (wf_graph_view_get_panes (self->graph_view), room);
  wf_panes_set_room (wf_diagram_view_get_panes (self->diagram_view), room);
  wf_panes_set_room (self->trace_view, room);
  wf_report_view_set_room (self->report_view, room);
}

/* what a view is about and the keys move in: not the panes beside it */
static GtkWidget *
get_content (WfPage *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->views);

  if (view == GTK_WIDGET (self->graph_view))
    return GTK_WIDGET (wf_page_get_canvas (self));
  if (view == GTK_WIDGET (self->diagram_view))
    return GTK_WIDGET (get_diagram (self));
  if (view == GTK_WIDGET (self->report_view))
    return GTK_WIDGET (get_pages (self));
  return view == GTK_WIDGET (self->trace_view) ? wf_panes_get_content (self->trace_view) : view;
}

static void
focus_content (WfPage *self)
{
  GtkWidget *content = get_content (self);
  GtkRoot *root = gtk_widget_get_root (content);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus && (focus == content || gtk_widget_is_ancestor (focus, content)))
    return;
  if (!gtk_widget_grab_focus (content))
    gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD);
}

void
wf_page_show_view (WfPage *self, const char *name)
{
  g_return_if_fail (WF_IS_PAGE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (known_views); i++)
    if (g_str_equal (known_views[i].name, name) && is_filled (self, name))
      adw_view_stack_set_visible_child_name (self->views, name);
  focus_content (self);
}

const char *
wf_page_get_view (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), NULL);
  return adw_view_stack_get_visible_child_name (self->views);
}

int
wf_page_get_report_page (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), -1);
  return get_pages (self) ? (int) wf_report_pages_get_page (get_pages (self)) : -1;
}

WfPanes *
wf_page_get_panes (WfPage *self)
{
  GtkWidget *child;

  g_return_val_if_fail (WF_IS_PAGE (self), NULL);

  child = adw_view_stack_get_visible_child (self->views);
  if (child == GTK_WIDGET (self->graph_view))
    return wf_graph_view_get_panes (self->graph_view);
  if (child == GTK_WIDGET (self->diagram_view))
    return wf_diagram_view_get_panes (self->diagram_view);
  if (child == GTK_WIDGET (self->report_view))
    return wf_report_view_get_panes (self->report_view);
  return child == GTK_WIDGET (self->trace_view) ? self->trace_view : NULL;
}

WfCanvas *
wf_page_get_canvas (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), NULL);
  return wf_graph_view_get_canvas (self->graph_view);
}

WfGraphView *
wf_page_get_graph_view (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), NULL);
  return self->graph_view;
}

gboolean
wf_page_can_zoom (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), FALSE);

  return get_network (self) != NULL || get_diagram (self) != NULL || get_pages (self) != NULL ||
         (g_strcmp0 (wf_page_get_view (self), "graph") == 0 &&
          wf_document_get_graph (self->document) != NULL);
}

gboolean
wf_page_can_make_picture (WfPage *self)
{
  WfPages *pages;

  g_return_val_if_fail (WF_IS_PAGE (self), FALSE);

  pages = wf_document_get_pages (self->document);
  return get_pages (self) != NULL ? pages != NULL && wf_pages_find_figure (pages, 0) != NULL
                                  : wf_page_can_zoom (self);
}

WfPicture *
wf_page_make_picture (WfPage *self)
{
  WfPicture *picture;
  WfFigure *figure;
  WfLayout *layout = NULL;

  g_return_val_if_fail (WF_IS_PAGE (self), NULL);

  if (!wf_page_can_zoom (self))
    return NULL;
  if (get_pages (self) != NULL)
    return wf_report_pages_make_picture (get_pages (self));
  if (get_diagram (self) != NULL)
    return wf_diagram_view_make_picture (self->diagram_view);
  figure =
      get_network (self) ? wf_document_get_network (self->document) : wf_document_get_figure (self->document);
  layout = get_network (self) ? wf_document_get_network_layout (self->document)
                              : wf_document_get_layout (self->document);
  if (figure == NULL)
    return NULL;
  picture = g_new0 (WfPicture, 1);
  picture->figure = wf_figure_ref (figure);
  picture->layout = layout ? wf_layout_ref (layout) : NULL;
  return picture;
}

double
wf_page_get_zoom (WfPage *self)
{
  g_return_val_if_fail (WF_IS_PAGE (self), 1);

  if (get_pages (self) != NULL)
    return wf_report_pages_get_zoom (get_pages (self));
  return get_diagram (self) != NULL ? wf_diagram_canvas_get_zoom (get_diagram (self))
                                    : wf_canvas_get_zoom (wf_page_get_canvas (self));
}

void
wf_page_zoom_by (WfPage *self, double factor)
{
  WfCanvas *canvas = wf_page_get_canvas (self);

  if (get_network (self) != NULL)
    wf_network_view_zoom_by (get_network (self), factor);
  else if (get_pages (self) != NULL)
    wf_report_pages_set_zoom (get_pages (self), wf_report_pages_get_zoom (get_pages (self)) * factor);
  else if (get_diagram (self) != NULL)
    wf_diagram_canvas_set_zoom (get_diagram (self), wf_diagram_canvas_get_zoom (get_diagram (self)) * factor);
  else if (wf_page_can_zoom (self))
    wf_canvas_set_zoom (canvas, wf_canvas_get_zoom (canvas) * factor, NAN, NAN);
}

void
wf_page_zoom_to (WfPage *self, double zoom)
{
  WfCanvas *canvas = wf_page_get_canvas (self);

  if (get_network (self) != NULL)
    wf_network_view_zoom_to (get_network (self), zoom);
  else if (get_pages (self) != NULL && zoom > 0)
    wf_report_pages_set_zoom (get_pages (self), zoom);
  else if (get_pages (self) != NULL)
    wf_report_pages_fit (get_pages (self));
  else if (get_diagram (self) != NULL && zoom > 0)
    wf_diagram_canvas_set_zoom (get_diagram (self), zoom);
  else if (get_diagram (self) != NULL)
    wf_diagram_canvas_fit (get_diagram (self));
  else if (wf_page_can_zoom (self) && zoom > 0)
    wf_canvas_set_zoom (canvas, zoom, NAN, NAN);
  else if (wf_page_can_zoom (self))
    wf_canvas_fit (canvas);
}

static void
set_tooltip (GtkWidget *button, const char *verb, const char *what)
{
  g_autofree char *text = what ? g_strdup_printf ("%s: %s", verb, what) : g_strdup (verb);

  wf_tooltip_update (button, text);
}

void
wf_page_set_history (WfPage *self, const char *undo, const char *redo)
{
  g_return_if_fail (WF_IS_PAGE (self));

  set_tooltip (self->undo_button, _ ("Undo"), undo);
  set_tooltip (self->redo_button, _ ("Redo"), redo);
}

void
wf_page_show_effects (WfPage *self, gboolean is_shown)
{
  g_return_if_fail (WF_IS_PAGE (self));

  gtk_revealer_set_reveal_child (self->effects_revealer, is_shown);
  if (is_shown)
    wf_effects_panel_focus (self->effects);
}

void
wf_page_focus_filter (WfPage *self)
{
  g_return_if_fail (WF_IS_PAGE (self));

  if (g_strcmp0 (wf_page_get_view (self), "graph") == 0)
    wf_graph_view_focus_filter (self->graph_view);
  else if (get_diagram (self) != NULL)
    wf_diagram_view_find (self->diagram_view);
  else if (g_strcmp0 (wf_page_get_view (self), "runs") == 0)
    wf_runs_view_focus_filter (self->runs_view);
  else if (g_strcmp0 (wf_page_get_view (self), "trace") == 0)
    wf_trace_view_focus_filter (self->trace_view);
}
