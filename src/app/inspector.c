/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "app/histogram.h"
#include "app/inspector-levels.h"
#include "app/inspector-rows.h"
#include "app/inspector.h"
#include "app/node-chooser.h"
#include "app/pair-inspector.h"
#include "core/base/format.h"

struct _WfInspector
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkWidget *set_chip;
  GtkWidget *release_button;
  GtkWidget *value_box;
  GtkEntry *value_entry;
  WfHistogram *histogram;
  GtkScale *slider;
  GtkAdjustment *adjustment;
  GtkLabel *low;
  GtkLabel *share;
  GtkLabel *high;
  GtkBox *levels_box;
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
  GtkWidget *mechanism_group;
  GtkLabel *mechanism;
  GtkLabel *mechanism_note;
  GtkWidget *fit_group;
  GtkLabel *fit;

  WfDocument *document;
  gssize node;
  gssize entry_node; /* what the entry shows; what is typed there stays until that changes */
  double entry_value;
  gboolean is_updating; /* the controls follow the document, not the hand */
};

G_DEFINE_FINAL_TYPE (WfInspector, wf_inspector, GTK_TYPE_WIDGET)

static const char *
node_name (WfInspector *self)
{
  return wf_graph_get_name (wf_document_get_graph (self->document), self->node);
}

static WfMarginal *
observed (WfInspector *self)
{
  WfFigure *figure = wf_document_get_figure (self->document);

  return figure ? wf_figure_get_node_before (figure, self->node) : NULL;
}

static WfIntervention *
own_intervention (WfInspector *self, gboolean *is_active)
{
  for (gsize i = 0; i < wf_document_get_n_interventions (self->document); i++)
    {
      WfIntervention *intervention = wf_document_get_intervention (self->document, i);

      if (g_str_equal (wf_intervention_get_node (intervention), node_name (self)))
        {
          *is_active = wf_document_is_intervention_active (self->document, i);
          return intervention;
        }
    }
  *is_active = FALSE;
  return NULL;
}

/* ---- the value of a number ---- */

static void
set_value (WfInspector *self, double value)
{
  g_autoptr (WfIntervention) intervention =
      wf_intervention_new (node_name (self), WF_INTERVENTION_SET, value);

  wf_document_intervene (self->document, intervention);
}

/* a slider's position as a number worth reading: three significant digits, or a thousandth of the range */
static double
round_for_people (double value, double range)
{
  double unit = pow (10, floor (log10 (range)) - 2);

  return range > 0 ? round (value / unit) * unit : value;
}

static void
on_slider (WfInspector *self)
{
  double range = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_lower (self->adjustment);

  if (!self->is_updating && self->node >= 0)
    set_value (self, round_for_people (gtk_adjustment_get_value (self->adjustment), range));
}

static void
on_entry (WfInspector *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->value_entry))));
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;
  char *end = NULL;
  double value;

  g_strdelimit (text, "=", ' ');
  g_strstrip (text);
  parts = g_strsplit (text, "−", -1);
  plain = g_strjoinv ("-", parts);
  /* people type numbers as their language writes them, with or without a point */
  if (g_str_equal (nl_langinfo (RADIXCHAR), ",") && strchr (plain, '.') == NULL)
    g_strdelimit (plain, ",", '.');
  value = g_ascii_strtod (plain, &end);
  if (end == plain || *end != '\0' || !isfinite (value))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->value_entry), "error");
      gtk_widget_error_bell (GTK_WIDGET (self->value_entry));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->value_entry), "error");
  set_value (self, value);
}

static void
on_entry_typed (WfInspector *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->value_entry), "error");
}

static void
on_release (WfInspector *self)
{
  if (self->node >= 0)
    wf_document_release (self->document, node_name (self));
}

static double
share_below (WfTable *table, gsize column, double value)
{
  gsize n, n_below = 0, n_known = 0;
  const double *values = wf_table_get_values (table, column, &n);

  for (gsize i = 0; values && i < n; i++)
    {
      n_known += !isnan (values[i]);
      n_below += values[i] < value;
    }
  return n_known > 0 ? (double) n_below / n_known : NAN;
}

static void
show_share (WfInspector *self, double value)
{
  WfTable *table = wf_document_get_table (self->document);
  gssize column = table ? wf_table_find_column (table, node_name (self)) : -1;
  double share = column >= 0 ? share_below (table, column, value) : NAN;
  g_autofree char *number = wf_format_number (value);
  g_autofree char *percent = wf_format_percent (share);
  g_autofree char *text = NULL;

  if (!isnan (share))
    /* Translators: "800 is above 77 % of rows" */
    text = g_strdup_printf (_ ("%s is above %s of rows"), number, percent);
  gtk_label_set_text (self->share, text ? text : "");
}

static void
show_number (WfInspector *self, WfMarginal *marginal, WfIntervention *intervention, gboolean is_active)
{
  double low = wf_marginal_get_low (marginal);
  double high = wf_marginal_get_high (marginal);
  double value = intervention && wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET
                     ? wf_intervention_get_value (intervention)
                     : wf_marginal_get_mean (marginal);
  g_autofree char *low_text = wf_format_number (low);
  g_autofree char *high_text = wf_format_number (high);
  g_autofree char *text = wf_format_number (value);

  gtk_adjustment_configure (self->adjustment, value, low, high, (high - low) / 100, (high - low) / 10, 0);
  gtk_label_set_text (self->low, low_text);
  gtk_label_set_text (self->high, high_text);
  if (self->entry_node != self->node || self->entry_value != value || is_active ||
      !gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->value_entry)))))
    gtk_editable_set_text (GTK_EDITABLE (self->value_entry), text);
  self->entry_node = self->node;
  self->entry_value = value;
  wf_histogram_set (self->histogram, marginal, NULL, is_active ? value : NAN);
  show_share (self, value);
}

static void
show_value (WfInspector *self)
{
  WfMarginal *marginal = observed (self);
  gboolean can_set = marginal && wf_document_get_model (self->document);
  gboolean is_number = can_set && wf_marginal_get_kind (marginal) == WF_COLUMN_CONTINUOUS;
  gboolean is_active;
  WfIntervention *intervention = own_intervention (self, &is_active);

  gtk_widget_set_visible (self->set_chip, is_active);
  gtk_widget_set_visible (self->release_button, intervention != NULL);
  gtk_widget_set_visible (self->value_box, is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->levels_box), can_set && !is_number);
  if (!can_set)
    return;
  self->is_updating = TRUE;
  if (is_number)
    show_number (self, marginal, intervention, is_active);
  else
    wf_inspector_fill_levels (self->levels_box, self->document, self->node, is_active ? intervention : NULL);
  self->is_updating = FALSE;
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
  WfModel *model = wf_document_get_model (self->document);
  WfEffect *effect = wf_document_get_effect (self->document);
  g_autofree char *words = model ? wf_model_describe (model, self->node) : NULL;
  gboolean is_set = effect && wf_effect_is_set (effect, self->node);
  g_autofree char *note = is_set ? g_strdup_printf (_ ("not used while %s is set"), node_name (self)) : NULL;

  gtk_widget_set_visible (self->mechanism_group, words != NULL);
  gtk_label_set_text (self->mechanism, words ? words : "");
  gtk_label_set_text (self->mechanism_note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mechanism_note), note != NULL);
}

static void
show_fit (WfInspector *self)
{
  WfModel *model = wf_document_get_model (self->document);
  double r_squared = model ? wf_model_get_r_squared (model, self->node) : NAN;
  g_autofree char *r_text = wf_format_number (r_squared);
  g_autofree char *n_text = model ? wf_format_count (wf_model_get_n_rows_used (model, self->node)) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->fit_group, model != NULL);
  if (model == NULL)
    return;
  if (isnan (r_squared))
    text = g_strdup_printf (_ ("No causes; its distribution is as observed in %s rows."), n_text);
  else
    text = g_strdup_printf (r_squared < 0.1 ? _ ("R² %s, n %s. Weak: the causes explain little of it.")
                                            : _ ("R² %s, n %s."),
                            r_text, n_text);
  gtk_label_set_text (self->fit, text);
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
show_node (WfInspector *self)
{
  gtk_label_set_text (self->title, node_name (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), node_name (self));
  show_value (self);
  show_warnings (self);
  show_lists (self);
  show_mechanism (self);
  show_fit (self);
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
        show_node (self);
    }
  else if ((parts & WF_PART_INTERVENTIONS) && self->node >= 0)
    show_value (self);
}

static void
wf_inspector_dispose (GObject *object)
{
  WfInspector *self = WF_INSPECTOR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

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
  g_type_ensure (WF_TYPE_HISTOGRAM);
  g_type_ensure (WF_TYPE_PAIR_INSPECTOR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/inspector.ui");
  BIND (stack);
  BIND (title);
  BIND (set_chip);
  BIND (release_button);
  BIND (value_box);
  BIND (value_entry);
  BIND (histogram);
  BIND (slider);
  BIND (adjustment);
  BIND (low);
  BIND (share);
  BIND (high);
  BIND (levels_box);
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
  BIND (mechanism_group);
  BIND (mechanism);
  BIND (mechanism_note);
  BIND (fit_group);
  BIND (fit);
}

static void
wf_inspector_init (WfInspector *self)
{
  self->node = self->entry_node = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_slider), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_entry, "activate", G_CALLBACK (on_entry), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_entry, "changed", G_CALLBACK (on_entry_typed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->release_button, "clicked", G_CALLBACK (on_release), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_inspector_new (WfDocument *document)
{
  WfInspector *self = g_object_new (WF_TYPE_INSPECTOR, NULL);

  self->document = g_object_ref (document);
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

  if (gtk_widget_get_visible (self->value_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->value_entry));
  if (gtk_widget_get_visible (GTK_WIDGET (self->levels_box)))
    return gtk_widget_child_focus (GTK_WIDGET (self->levels_box), GTK_DIR_TAB_FORWARD);
  return FALSE;
}
