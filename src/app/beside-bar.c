/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/beside-bar.h"
#include "core/base/format.h"
#include "core/graph/compare.h"

struct _WfBesideBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *shares;

  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfBesideBar, wf_beside_bar, GTK_TYPE_WIDGET)

static char *
describe_share (const char *what, double precision, double recall)
{
  g_autofree char *precision_text = isnan (precision) ? g_strdup ("–") : wf_format_number (precision);
  g_autofree char *recall_text = isnan (recall) ? g_strdup ("–") : wf_format_number (recall);

  /* Translators: "Adjacencies: precision 0.95, recall 0.9" */
  return g_strdup_printf (_ ("%s: precision %s, recall %s"), what, precision_text, recall_text);
}

static void
show (WfBesideBar *self, const WfComparison *comparison)
{
  g_autofree char *name = wf_document_dup_beside_name (self->document);
  g_autofree char *adjacencies =
      describe_share (_ ("Adjacencies"), comparison->adjacency_precision, comparison->adjacency_recall);
  g_autofree char *arrows =
      describe_share (_ ("Arrowheads"), comparison->arrowhead_precision, comparison->arrowhead_recall);
  g_autofree char *shares = g_strdup_printf ("%s · %s", adjacencies, arrows);
  g_autofree char *heading =
      comparison->shd == 0
          ? g_strdup_printf (_ ("The same as %s"), name)
          /* Translators: the name of the other graph, then counts of edges; − + ≠ are the signs drawn on them
           */
          : g_strdup_printf (
                _ ("Beside %s: distance %zu — %zu missing (−), %zu more (+), %zu with other marks (≠)"), name,
                comparison->shd, comparison->missing, comparison->extra, comparison->reoriented);

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->shares, shares);
}

static void
on_changed (WfBesideBar *self, guint parts)
{
  WfGraph *beside = wf_document_get_beside (self->document);
  g_autoptr (WfGraph) shared = NULL;
  WfComparison comparison;

  if (!(parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_BESIDE)))
    return;
  if (beside != NULL)
    shared = wf_graph_restrict (wf_document_get_graph (self->document), beside, NULL);
  if (shared != NULL && wf_graph_compare (beside, shared, &comparison, NULL))
    show (self, &comparison);
  gtk_widget_set_visible (GTK_WIDGET (self), beside != NULL);
}

static void
wf_beside_bar_dispose (GObject *object)
{
  WfBesideBar *self = WF_BESIDE_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_beside_bar_parent_class)->dispose (object);
}

static void
wf_beside_bar_class_init (WfBesideBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_beside_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
label_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
}

static void
wf_beside_bar_init (WfBesideBar *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->heading = label_new ("heading");
  self->shares = label_new ("caption");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->shares));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.lift-off");
  gtk_widget_set_tooltip_text (button, _ ("Take the Other Graph Off"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "beside-bar");
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
wf_beside_bar_new (WfDocument *document)
{
  WfBesideBar *self = g_object_new (WF_TYPE_BESIDE_BAR, NULL);

  self->document = g_object_ref (document);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Comparison with another graph"), -1);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, WF_PART_SOURCE);
  return GTK_WIDGET (self);
}
