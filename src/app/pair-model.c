/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/figure-area.h"
#include "app/pair-model.h"
#include "core/base/format.h"
#include "core/model/model-figure.h"

#define MAX_ROWS 30

struct _WfPairModel
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *choice;
  GtkWidget *cut_button;
  GtkWidget *members_group;
  GtkWidget *buttons[2]; /* the effect of one on the other, and the other way round */
  GtkLabel *range;
  GtkWidget *figure;
  GtkBox *rows;

  WfDocument *document;
  guint a, b;
};

G_DEFINE_FINAL_TYPE (WfPairModel, wf_pair_model, GTK_TYPE_WIDGET)

static const char *
get_name (WfPairModel *self, guint node)
{
  return wf_graph_get_name (wf_document_get_graph (self->document), node);
}

/* ---- the edge ---- */

/* from the cause to the effect, as the model takes them; FALSE without an edge in it */
static gboolean
find_direction (WfPairModel *self, guint *from, guint *to)
{
  WfModel *model = wf_document_get_model (self->document);
  WfGraph *graph = model ? wf_model_get_graph (model) : NULL;

  if (graph == NULL || !wf_graph_is_adjacent (graph, self->a, self->b))
    return FALSE;
  *from = wf_graph_is_parent (graph, self->a, self->b) ? self->a : self->b;
  *to = *from == self->a ? self->b : self->a;
  return TRUE;
}

/* place of the cut among the interventions, -1 = none */
static gssize
find_cut (WfPairModel *self, guint from, guint to)
{
  for (gsize i = 0; i < wf_document_get_n_interventions (self->document); i++)
    {
      WfIntervention *intervention = wf_document_get_intervention (self->document, i);

      if (g_strcmp0 (wf_intervention_get_parent (intervention), get_name (self, from)) == 0 &&
          g_str_equal (wf_intervention_get_node (intervention), get_name (self, to)))
        return i;
    }
  return -1;
}

static void
on_cut (WfPairModel *self)
{
  guint from, to;
  gssize cut;

  if (!find_direction (self, &from, &to))
    return;
  cut = find_cut (self, from, to);
  if (cut >= 0)
    wf_document_remove_intervention (self->document, cut);
  else
    {
      g_autoptr (WfIntervention) intervention =
          wf_intervention_new_cut (get_name (self, from), get_name (self, to));

      wf_document_intervene (self->document, intervention);
    }
}

static void
show_edge (WfPairModel *self)
{
  WfModel *model = wf_document_get_model (self->document);
  guint from = 0, to = 0;
  gboolean has_edge = find_direction (self, &from, &to);
  gboolean is_choice = has_edge && wf_model_is_choice (model, from, to);
  gboolean is_cut = has_edge && find_cut (self, from, to) >= 0;
  g_autofree char *words = NULL;

  if (is_choice)
    words = g_strdup_printf (
        _ ("The model takes it as %s → %s. That is a choice, drawn with a hollow head in worlds: "
           "another can give another answer."),
        get_name (self, from), get_name (self, to));
  gtk_label_set_text (self->choice, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->choice), is_choice);
  gtk_widget_set_visible (self->cut_button, has_edge);
  gtk_button_set_label (GTK_BUTTON (self->cut_button), is_cut ? _ ("Mend This Edge") : _ ("Cut This Edge"));
  gtk_widget_set_tooltip_text (self->cut_button,
                               is_cut ? _ ("Let it act again")
                                      : _ ("What if it no longer acted? The effect sees other values of its "
                                           "cause, drawn independently"));
}

/* ---- every possible graph ---- */

static void
on_members (WfPairModel *self, GtkWidget *button)
{
  gboolean is_forward = button == self->buttons[0];

  wf_document_ask_members (self->document, is_forward ? self->a : self->b, is_forward ? self->b : self->a);
}

/* "0.42 ± 0.06 (3 graphs), adjusted for cache" */
static char *
describe_entry (WfPossibleEffects *members, gsize i)
{
  double effect = wf_possible_effects_get_effect (members, i);
  gsize n = wf_possible_effects_get_n_members (members, i);
  g_autofree char *number = wf_format_number (effect);
  g_autofree char *width = wf_format_number (1.96 * wf_possible_effects_get_standard_error (members, i));
  g_autofree char *adjusted = wf_possible_effects_describe_adjusted (members, i);
  g_autofree char *count = NULL;

  if (isnan (effect))
    return g_strdup (wf_possible_effects_get_reason (members, i));
  count = g_strdup_printf (ngettext ("%zu graph", "%zu graphs", n), n);
  if (wf_possible_effects_get_standard_error (members, i) == 0)
    /* Translators: "0 (2 graphs)": where one variable is no cause of the other */
    return n == 0 ? g_strdup_printf (_ ("%s, where it is no cause"), number)
                  : g_strdup_printf (_ ("%s (%s), where it is no cause"), number, count);
  if (n == 0)
    return g_strdup_printf (_ ("%s ± %s, adjusted for %s"), number, width, adjusted);
  return g_strdup_printf (_ ("%s ± %s (%s), adjusted for %s"), number, width, count, adjusted);
}

static void
add_line (WfPairModel *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "why");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (self->rows, label);
}

/* the report's own dots */
static void
show_figure (WfPairModel *self, WfPossibleEffects *members)
{
  g_autoptr (WfReport) report = wf_possible_effects_report (members, NULL);
  WfFigure *figure = NULL;

  for (gsize i = 0; i < wf_report_get_n_blocks (report) && figure == NULL; i++)
    if (wf_report_get_block_kind (report, i) == WF_BLOCK_FIGURE)
      figure = wf_report_get_figure (report, i);
  wf_figure_area_set_figure (WF_FIGURE_AREA (self->figure), figure, NULL);
  gtk_widget_set_visible (self->figure, figure != NULL);
}

static void
show_members (WfPairModel *self)
{
  guint exposure, outcome;
  WfPossibleEffects *members = wf_document_get_members (self->document, &exposure, &outcome);
  g_autofree char *range = members ? wf_possible_effects_describe_range (members) : NULL;
  const char *const *warnings = members ? wf_possible_effects_get_warnings (members) : NULL;
  gsize n = members ? wf_possible_effects_get_n (members) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))))
    gtk_box_remove (self->rows, child);
  gtk_label_set_text (self->range, range ? range : "");
  gtk_widget_set_visible (GTK_WIDGET (self->range), members != NULL);
  gtk_widget_set_visible (self->figure, FALSE);
  if (members == NULL)
    return;
  if (n > 1)
    show_figure (self, members);
  for (gsize i = 0; i < MIN (n, MAX_ROWS); i++)
    {
      g_autofree char *text = describe_entry (members, i);

      add_line (self, text);
    }
  for (; warnings && *warnings; warnings++)
    add_line (self, *warnings);
}

static void
show_group (WfPairModel *self)
{
  gtk_widget_set_visible (self->members_group, wf_document_has_members (self->document));
  for (int i = 0; i < 2; i++)
    {
      guint from = i == 0 ? self->a : self->b, to = i == 0 ? self->b : self->a;
      g_autofree char *label =
          g_strdup_printf (_ ("Of %s on %s"), get_name (self, from), get_name (self, to));

      gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->buttons[i]))), label);
    }
}

static void
on_changed (WfPairModel *self, guint parts)
{
  guint a, b;

  if (wf_document_get_figure (self->document) == NULL ||
      !wf_document_get_selected_pair (self->document, &a, &b) || a != self->a || b != self->b)
    return;
  if (parts & WF_PART_MEMBERS)
    show_members (self);
  if (parts & (WF_PART_INTERVENTIONS | WF_PART_MODEL))
    show_edge (self);
}

static void
wf_pair_model_dispose (GObject *object)
{
  WfPairModel *self = WF_PAIR_MODEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_pair_model_parent_class)->dispose (object);
}

static void
wf_pair_model_class_init (WfPairModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_pair_model_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
text_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkWidget *
button_new (WfPairModel *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new ("–"); /* until there is a pair */

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "members");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_members), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
members_new (WfPairModel *self)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkLabel *heading = text_new ("heading");

  gtk_label_set_text (heading, _ ("Effect in Every Possible Graph"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (heading),
                               _ ("All graphs that fit the data as well as this one, not only the model’s"));
  gtk_widget_add_css_class (group, "group");
  self->range = text_new ("why");
  self->figure = wf_figure_area_new ();
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (heading));
  for (int i = 0; i < 2; i++)
    gtk_box_append (GTK_BOX (group), self->buttons[i] = button_new (self));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->range));
  gtk_box_append (GTK_BOX (group), self->figure);
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->rows));
  return group;
}

static void
wf_pair_model_init (WfPairModel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->choice = text_new ("why");
  self->cut_button = gtk_button_new_with_label ("");
  self->members_group = members_new (self);
  gtk_widget_set_halign (self->cut_button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->choice), 6);
  gtk_widget_set_margin_top (self->cut_button, 6);
  g_signal_connect_object (self->cut_button, "clicked", G_CALLBACK (on_cut), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->choice));
  gtk_box_append (GTK_BOX (self->box), self->cut_button);
  gtk_box_append (GTK_BOX (self->box), self->members_group);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
wf_pair_model_show (WfPairModel *self, WfDocument *document, guint a, guint b)
{
  g_return_if_fail (WF_IS_PAIR_MODEL (self));

  if (self->document == NULL)
    {
      self->document = g_object_ref (document);
      g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  self->a = a;
  self->b = b;
  show_edge (self);
  show_group (self);
  show_members (self);
}
