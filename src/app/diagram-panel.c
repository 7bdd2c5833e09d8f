/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-numbers.h"
#include "app/diagram-panel.h"
#include "app/diagram-table.h"
#include "app/diagram-words.h"
#include "app/figure-area.h"
#include "core/base/format.h"

struct _WfDiagramPanel
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *switcher;
  GtkLabel *title;
  GtkLabel *hint;
  GtkButton *cut_button;
  GtkWidget *answer;
  GtkDropDown *outcome;
  GtkDropDown *level;
  GtkGrid *numbers;
  GtkLabel *dashes;
  WfFigureArea *dumbbells;
  GtkWidget *verdict;
  GtkImage *verdict_icon;
  GtkLabel *verdict_title;
  GtkLabel *reason;
  GtkToggleButton *path_button;
  GtkLabel *how_heading;
  GtkLabel *how;
  GtkWidget *tables_button;
  GtkToggleButton *step_button;
  GtkBox *tables;
  GtkLabel *check;
  WfDiagramTable *table;

  WfDocument *document;
  GtkStringList *outcomes;
  GtkStringList *levels;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfDiagramPanel, wf_diagram_panel, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SHOWS_PATH,
  PROP_IS_STEPPING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static WfDiagramAnswer *
get_answer (WfDiagramPanel *self)
{
  return wf_document_get_diagram (self->document);
}

/* ---- what is asked ---- */

static void
fill_list (GtkStringList *list, const char *const *names)
{
  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), names);
}

static guint
find_string (GtkStringList *list, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    if (g_strcmp0 (gtk_string_list_get_string (list, i), text) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* whether the drop-down holds just these: it keeps its place and its focus then */
static gboolean
holds (GtkStringList *list, const char *const *names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  if (n != g_strv_length ((GStrv) names))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (list, i), names[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
show_outcomes (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < wf_graph_get_n_nodes (answer->drawn); i++)
    if (!wf_graph_is_latent (answer->drawn, i) &&
        !g_str_equal (wf_graph_get_name (answer->drawn, i), answer->treatment))
      g_strv_builder_add (builder, wf_graph_get_name (answer->drawn, i));
  names = g_strv_builder_end (builder);
  if (!holds (self->outcomes, (const char *const *) names))
    fill_list (self->outcomes, (const char *const *) names);
  gtk_drop_down_set_selected (self->outcome, find_string (self->outcomes, answer->outcome));
}

/* the last one at first: "yes" of no and yes */
static void
show_levels (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  const char *none[] = { NULL };
  const char *const *levels =
      answer->is_gaussian ? none : wf_diagram_answer_get_levels (answer, answer->outcome);
  guint n = g_strv_length ((GStrv) levels);

  gtk_widget_set_visible (GTK_WIDGET (self->level), n > 0);
  if (holds (self->levels, levels))
    return;
  fill_list (self->levels, levels);
  gtk_drop_down_set_selected (self->level, n > 0 ? n - 1 : GTK_INVALID_LIST_POSITION);
}

static void
on_outcome (WfDiagramPanel *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->outcome);

  if (!self->is_updating && item != NULL)
    wf_document_set_outcome (self->document, gtk_string_object_get_string (item));
}

/* ---- the answer ---- */

static void
show_numbers (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  guint level = gtk_drop_down_get_selected (self->level);
  g_autoptr (WfFigure) figure = NULL;
  g_autofree char *dashes = wf_diagram_numbers_explain_dashes (answer);

  level = level == GTK_INVALID_LIST_POSITION ? 0 : level;
  wf_diagram_numbers_fill (self->numbers, answer, level);
  figure = wf_diagram_numbers_figure (answer, level);
  wf_figure_area_set_figure (self->dumbbells, figure, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->dumbbells), figure != NULL);
  gtk_label_set_text (self->dashes, dashes ? dashes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->dashes), dashes != NULL);
}

static void
on_level (WfDiagramPanel *self)
{
  if (!self->is_updating && get_answer (self) != NULL && get_answer (self)->outcome != NULL)
    show_numbers (self, get_answer (self));
}

static void
show_verdict (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  gboolean is_computable = answer->bridge && wf_bridge_get_kind (answer->bridge) != WF_BRIDGE_NONE;
  g_autofree char *reason = answer->bridge ? wf_bridge_describe_typeset (answer->bridge) : NULL;

  gtk_widget_set_visible (self->verdict, answer->bridge != NULL);
  if (answer->bridge == NULL)
    return;
  gtk_image_set_from_icon_name (self->verdict_icon,
                                is_computable ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->verdict, is_computable ? "bad" : "good");
  gtk_widget_add_css_class (self->verdict, is_computable ? "good" : "bad");
  gtk_label_set_text (self->verdict_title,
                      is_computable ? _ ("Computable from the data") : _ ("Not computable from the data"));
  gtk_label_set_text (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->path_button), *wf_bridge_get_path (answer->bridge) != NULL);
}

static char *
describe_check (WfDiagramAnswer *answer)
{
  double error = answer->comb ? wf_comb_get_reconstruction_error (answer->comb)
                              : wf_linear_comb_get_reconstruction_error (answer->linear);
  g_autofree char *text = wf_format_number (error);

  if (error == 0)
    return g_strdup (_ ("Check: f and g joined give the observed joint back exactly."));
  /* Translators: %s is a very small number */
  return g_strdup_printf (_ ("Check: f and g joined give the observed joint back, no number off by more than "
                             "%s."),
                          text);
}

static void
show_way (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  g_autofree char *how = wf_diagram_answer_explain (answer);
  g_autofree char *bounds = wf_diagram_numbers_list_bounds (answer);
  gboolean is_comb = (answer->comb != NULL || answer->linear != NULL) &&
                     wf_bridge_get_kind (answer->bridge) == WF_BRIDGE_COMB;
  g_autofree char *check = NULL;

  gtk_label_set_text (self->how_heading, how ? wf_diagram_answer_name_way (answer) : _ ("What Can Be Said"));
  gtk_label_set_markup (self->how, how ? how : bounds ? bounds : "");
  gtk_widget_set_visible (GTK_WIDGET (self->how_heading), how != NULL || bounds != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->how), how != NULL || bounds != NULL);
  gtk_widget_set_visible (self->tables_button, how != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->check), is_comb);
  wf_diagram_numbers_fill_sources (self->tables, answer);
  if (!is_comb)
    return;
  check = describe_check (answer);
  gtk_label_set_text (self->check, check);
}

/* "What does Smoking do?", or what to do to ask that */
static void
show_question (WfDiagramPanel *self, WfDiagramAnswer *answer)
{
  gssize selected = wf_document_get_selected_node (self->document);
  WfGraph *graph = wf_document_get_graph (self->document);
  gboolean has_question = answer != NULL && answer->outcome != NULL;
  gboolean can_cut = !has_question && answer != NULL && answer->treatment == NULL && selected >= 0 &&
                     !wf_graph_is_latent (graph, (guint) selected);
  g_autofree char *title = has_question ? g_strdup_printf (_ ("What does %s do?"), answer->treatment)
                                        : g_strdup (_ ("What does a cut do?"));
  g_autofree char *button =
      can_cut ? g_strdup_printf (_ ("Cut %s"), wf_graph_get_name (graph, (guint) selected)) : NULL;
  const char *problem = wf_document_get_diagram_problem (self->document);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (
      self->hint,
      problem ? problem
              : _ ("Click a wire where it goes into a box: the variable of that box no longer listens "
                   "to its causes, and here stands what follows. With keys: arrows lead to a box, x "
                   "cuts it."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), !has_question || problem != NULL);
  if (can_cut)
    gtk_button_set_label (self->cut_button, button);
  gtk_widget_set_visible (GTK_WIDGET (self->cut_button), can_cut);
  gtk_widget_set_visible (self->answer, has_question);
}

static void
show_answer (WfDiagramPanel *self)
{
  WfDiagramAnswer *answer = get_answer (self);

  show_question (self, answer);
  if (answer == NULL || answer->outcome == NULL)
    {
      gtk_toggle_button_set_active (self->path_button, FALSE);
      return;
    }
  self->is_updating = TRUE;
  show_outcomes (self, answer);
  show_levels (self, answer);
  self->is_updating = FALSE;
  show_numbers (self, answer);
  show_verdict (self, answer);
  show_way (self, answer);
}

/* the table of the selected box, while there is one */
static void
show_box (WfDiagramPanel *self)
{
  GtkStackPage *page = gtk_stack_get_page (self->stack, GTK_WIDGET (self->table));
  gssize node = wf_document_get_selected_node (self->document);
  gboolean has_box = node >= 0 && get_answer (self) != NULL;

  gtk_stack_page_set_visible (page, has_box);
  gtk_widget_set_visible (self->switcher, has_box);
  if (!has_box)
    gtk_stack_set_visible_child_name (self->stack, "answer");
}

static void
on_changed (WfDiagramPanel *self, guint parts)
{
  if (parts & (WF_PART_DIAGRAM | WF_PART_SELECTION | WF_PART_SOURCE | WF_PART_GRAPH))
    {
      show_box (self);
      show_answer (self);
    }
  /* a cut asks a question: here is its answer */
  if (parts & WF_PART_INTERVENTIONS)
    gtk_stack_set_visible_child_name (self->stack, "answer");
}

static void
on_cut (WfDiagramPanel *self)
{
  gssize node = wf_document_get_selected_node (self->document);

  if (node >= 0)
    wf_document_cut (self->document, (guint) node);
}

static void
on_toggled (WfDiagramPanel *self, GParamSpec *pspec, GtkToggleButton *button)
{
  g_object_notify_by_pspec (G_OBJECT (self),
                            properties[button == self->path_button ? PROP_SHOWS_PATH : PROP_IS_STEPPING]);
}

static void
wf_diagram_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WfDiagramPanel *self = WF_DIAGRAM_PANEL (object);

  switch (id)
    {
      case PROP_SHOWS_PATH:
        g_value_set_boolean (value, gtk_toggle_button_get_active (self->path_button));
        break;
      case PROP_IS_STEPPING:
        g_value_set_boolean (value, gtk_toggle_button_get_active (self->step_button));
        break;
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_diagram_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WfDiagramPanel *self = WF_DIAGRAM_PANEL (object);

  switch (id)
    {
      case PROP_SHOWS_PATH:
        gtk_toggle_button_set_active (self->path_button, g_value_get_boolean (value));
        break;
      case PROP_IS_STEPPING:
        gtk_toggle_button_set_active (self->step_button, g_value_get_boolean (value));
        break;
      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wf_diagram_panel_dispose (GObject *object)
{
  WfDiagramPanel *self = WF_DIAGRAM_PANEL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    {
      self->is_updating = TRUE;
      gtk_widget_unparent (child);
    }
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_panel_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfDiagramPanel, name)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (stack);
  BIND (switcher);
  BIND (title);
  BIND (hint);
  BIND (cut_button);
  BIND (answer);
  BIND (outcome);
  BIND (level);
  BIND (numbers);
  BIND (dashes);
  BIND (dumbbells);
  BIND (verdict);
  BIND (verdict_icon);
  BIND (verdict_title);
  BIND (reason);
  BIND (path_button);
  BIND (how_heading);
  BIND (how);
  BIND (tables_button);
  BIND (step_button);
  BIND (tables);
  BIND (check);
  BIND (table);
}

static void
wf_diagram_panel_class_init (WfDiagramPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wf_diagram_panel_dispose;
  object_class->get_property = wf_diagram_panel_get_property;
  object_class->set_property = wf_diagram_panel_set_property;
  properties[PROP_SHOWS_PATH] = g_param_spec_boolean (
      "shows-path", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_IS_STEPPING] = g_param_spec_boolean (
      "is-stepping", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (WF_TYPE_FIGURE_AREA);
  g_type_ensure (WF_TYPE_DIAGRAM_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/diagram-panel.ui");
  bind_children (widget_class);
}

static void
wf_diagram_panel_init (WfDiagramPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->outcomes = gtk_string_list_new (NULL);
  self->levels = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->outcome, G_LIST_MODEL (self->outcomes));
  gtk_drop_down_set_model (self->level, G_LIST_MODEL (self->levels));
  g_object_unref (self->outcomes);
  g_object_unref (self->levels);
  g_signal_connect_object (self->outcome, "notify::selected", G_CALLBACK (on_outcome), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->level, "notify::selected", G_CALLBACK (on_level), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut_button, "clicked", G_CALLBACK (on_cut), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->path_button, "notify::active", G_CALLBACK (on_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->step_button, "notify::active", G_CALLBACK (on_toggled), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
wf_diagram_panel_new (WfDocument *document)
{
  WfDiagramPanel *self = g_object_new (WF_TYPE_DIAGRAM_PANEL, NULL);

  self->document = g_object_ref (document);
  wf_diagram_table_set_document (self->table, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

void
wf_diagram_panel_open_box (WfDiagramPanel *self, gboolean with_focus)
{
  g_return_if_fail (WF_IS_DIAGRAM_PANEL (self));

  show_box (self);
  if (wf_document_get_selected_node (self->document) >= 0)
    gtk_stack_set_visible_child_name (self->stack, "box");
  if (with_focus)
    wf_diagram_table_focus (self->table);
}
