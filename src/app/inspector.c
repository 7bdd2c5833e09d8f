/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/inspector-rows.h"
#include "app/inspector.h"
#include "app/mechanism-section.h"
#include "app/node-chooser.h"
#include "app/pair-inspector.h"
#include "app/row-why.h"
#include "app/throttle.h"
#include "app/tooltip.h"
#include "app/value-control.h"
#include "core/base/format.h"

#define FOLLOW_MS 100 /* a slider may move sixty times a second */

struct _WfInspector
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkWidget *set_chip;
  GtkLabel *set_label;
  GtkWidget *release_button;
  WfValueControl *value_control;
  GtkLabel *warning;
  GtkLabel *effects_heading;
  GtkWidget *effects_group;
  GtkBox *effects;
  GtkWidget *causes_group;
  GtkBox *causes;
  GtkWidget *links_group;
  GtkBox *links;
  GtkMenuButton *ask_button;
  WfPairInspector *pair;
  WfMechanismSection *mechanism;
  WfRowWhy *row_why;

  WfDocument *document;
  gssize node;
  WfThrottle lists; /* of causes and effects, and what the mechanism says of them */
};

G_DEFINE_FINAL_TYPE (WfInspector, wf_inspector, GTK_TYPE_WIDGET)

static const char *
node_name (WfInspector *self)
{
  return wf_graph_get_name (wf_document_get_graph (self->document), self->node);
}

static void
on_release (WfInspector *self)
{
  if (self->node >= 0)
    wf_document_release (self->document, node_name (self));
}

static void
show_value (WfInspector *self)
{
  WfFigure *figure = wf_document_get_figure (self->document);
  WfMarginal *marginal = figure ? wf_figure_get_node_before (figure, self->node) : NULL;
  gboolean can_set = marginal && wf_document_get_model (self->document);
  gboolean is_active;
  WfIntervention *intervention = wf_value_control_find (self->document, node_name (self), &is_active);

  if (intervention)
    gtk_label_set_text (self->set_label, wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET
                                             ? _ ("set by you")
                                             : _ ("changed"));
  gtk_widget_set_visible (self->set_chip, is_active);
  gtk_widget_set_visible (self->release_button, intervention != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->value_control), can_set);
  if (can_set)
    wf_value_control_show (self->value_control, self->node);
}

/* ---- what follows ---- */

static void
show_warnings (WfInspector *self)
{
  WfEffect *effect = wf_document_get_effect (self->document);
  const char *const *warnings = effect ? wf_effect_get_warnings (effect) : NULL;
  g_autofree char *text = warnings && *warnings ? g_strjoinv ("\n", (char **) warnings) : NULL;

  gtk_label_set_text (self->warning, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), text != NULL);
}

static void
show_mechanism (WfInspector *self)
{
  gboolean has_model = wf_document_get_model (self->document) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->mechanism), has_model);
  if (has_model)
    wf_mechanism_section_show (self->mechanism, self->node);
}

static void
show_lists (WfInspector *self)
{
  WfEffect *effect = wf_document_get_effect (self->document);
  gboolean is_set = effect && wf_effect_is_set (effect, self->node);

  gtk_label_set_text (self->effects_heading, is_set ? _ ("Effects") : _ ("Direct Effects"));
  gtk_widget_set_visible (self->effects_group,
                          wf_inspector_fill_effects (self->effects, self->document, self->node) > 0);
  gtk_widget_set_visible (self->causes_group,
                          wf_inspector_fill_causes (self->causes, self->document, self->node) > 0);
  gtk_widget_set_visible (self->links_group,
                          wf_inspector_fill_links (self->links, self->document, self->node) > 0);
}

static void
show_below (gpointer data)
{
  WfInspector *self = data;

  if (self->node < 0)
    return;
  show_lists (self);
  show_mechanism (self);
}

static void
show_node (WfInspector *self, gboolean may_wait)
{
  gtk_label_set_text (self->title, node_name (self));
  wf_tooltip_update (GTK_WIDGET (self->title), node_name (self));
  show_value (self);
  wf_row_why_show (self->row_why, self->node);
  show_warnings (self);
  if (may_wait)
    wf_throttle_run (&self->lists, FOLLOW_MS, show_below, self);
  else
    wf_throttle_run_now (&self->lists, show_below, self);
}

static void
on_changed (WfInspector *self, guint parts)
{
  const guint shown = WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_EFFECT | WF_PART_SELECTION;
  guint a, b;

  if (parts & shown)
    {
      self->node =
          wf_document_get_figure (self->document) ? wf_document_get_selected_node (self->document) : -1;
      gtk_stack_set_visible_child_name (self->stack, self->node >= 0 ? "node"
                                                     : wf_document_get_selected_pair (self->document, &a, &b)
                                                         ? "pair"
                                                         : "none");
      if (self->node >= 0)
        show_node (self, parts == WF_PART_EFFECT && wf_document_get_effect (self->document) != NULL);
    }
  else if ((parts & WF_PART_INTERVENTIONS) && self->node >= 0)
    show_value (self);
}

static void
wf_inspector_dispose (GObject *object)
{
  WfInspector *self = WF_INSPECTOR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  wf_throttle_clear (&self->lists);
  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_inspector_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfInspector, name)

static void
wf_inspector_class_init (WfInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_inspector_dispose;
  g_type_ensure (WF_TYPE_MECHANISM_SECTION);
  g_type_ensure (WF_TYPE_ROW_WHY);
  g_type_ensure (WF_TYPE_VALUE_CONTROL);
  g_type_ensure (WF_TYPE_PAIR_INSPECTOR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/inspector.ui");
  BIND (stack);
  BIND (title);
  BIND (set_chip);
  BIND (set_label);
  BIND (release_button);
  BIND (value_control);
  BIND (warning);
  BIND (effects_heading);
  BIND (effects_group);
  BIND (effects);
  BIND (causes_group);
  BIND (causes);
  BIND (links_group);
  BIND (links);
  BIND (ask_button);
  BIND (pair);
  BIND (mechanism);
  BIND (row_why);
}

static void
wf_inspector_init (WfInspector *self)
{
  self->node = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->release_button, "clicked", G_CALLBACK (on_release), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_inspector_new (WfDocument *document)
{
  WfInspector *self = g_object_new (WF_TYPE_INSPECTOR, NULL);

  self->document = g_object_ref (document);
  wf_value_control_set_document (self->value_control, document);
  wf_mechanism_section_set_document (self->mechanism, document);
  wf_row_why_set_document (self->row_why, document);
  wf_pair_inspector_set_document (self->pair, document);
  gtk_menu_button_set_popover (self->ask_button, wf_node_chooser_new (document));
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

gboolean
wf_inspector_focus_value (WfInspector *self)
{
  g_return_val_if_fail (WF_IS_INSPECTOR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->value_control)) &&
         wf_value_control_focus (self->value_control);
}
