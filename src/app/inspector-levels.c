/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector-levels.h"
#include "core/base/format.h"

#define MAX_LEVELS 50

static void
on_toggled (GtkCheckButton *check, WfDocument *document)
{
  const char *node = g_object_get_data (G_OBJECT (check), "node");
  const char *level = g_object_get_data (G_OBJECT (check), "level");

  if (gtk_check_button_get_active (check) && !g_object_get_data (G_OBJECT (check), "updating"))
    {
      g_autoptr (WfIntervention) intervention = wf_intervention_new_level (node, level);

      wf_document_intervene (document, intervention);
    }
}

static GtkWidget *
level_row_new (WfDocument *document, const char *node, const char *level, GtkWidget *group)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *check = gtk_check_button_new_with_label (level);
  GtkWidget *share = gtk_label_new (NULL);

  if (group)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (group));
  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_add_css_class (share, "numeric");
  gtk_widget_add_css_class (row, "fact-row");
  g_object_set_data_full (G_OBJECT (check), "node", g_strdup (node), g_free);
  g_object_set_data_full (G_OBJECT (check), "level", g_strdup (level), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), document, 0);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), share);
  return row;
}

static void
make_rows (GtkBox *box, WfDocument *document, const char *node, WfMarginal *before)
{
  GtkWidget *child, *group = NULL;
  GtkWidget *heading = gtk_label_new (_ ("Value"));
  gsize n;

  wf_marginal_get_probabilities (before, &n);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (box, heading);
  for (gsize i = 0; i < MIN (n, MAX_LEVELS); i++)
    {
      GtkWidget *row = level_row_new (document, node, wf_marginal_get_level (before, i), group);

      group = group ? group : gtk_widget_get_first_child (row);
      gtk_box_append (box, row);
    }
  g_object_set_data_full (G_OBJECT (box), "node", g_strdup (node), g_free);
  g_object_set_data_full (G_OBJECT (box), "marginal", wf_marginal_ref (before),
                          (GDestroyNotify) wf_marginal_unref);
}

static void
show_row (GtkWidget *row, double before, double after, gboolean is_current)
{
  GtkWidget *check = gtk_widget_get_first_child (row);
  GtkWidget *share = gtk_widget_get_last_child (row);
  g_autofree char *was = wf_format_percent (before);
  g_autofree char *now = wf_format_percent (after);
  g_autofree char *both = g_strdup_printf ("%s → %s", was, now);

  gtk_label_set_text (GTK_LABEL (share), g_str_equal (was, now) ? was : both);
  g_object_set_data (G_OBJECT (check), "updating", GINT_TO_POINTER (1));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_current);
  g_object_set_data (G_OBJECT (check), "updating", NULL);
}

void
wf_inspector_fill_levels (GtkBox *box, WfDocument *document, guint node, WfIntervention *current)
{
  WfFigure *figure = wf_document_get_figure (document);
  const char *name = wf_graph_get_name (wf_document_get_graph (document), node);
  WfMarginal *before = wf_figure_get_node_before (figure, node);
  WfMarginal *after = wf_figure_get_node_after (figure, node);
  const char *chosen = current ? wf_intervention_get_level (current) : NULL;
  gsize n;
  const double *p = wf_marginal_get_probabilities (before, &n);
  const double *q = after ? wf_marginal_get_probabilities (after, &n) : p;
  GtkWidget *row;

  if (g_strcmp0 (g_object_get_data (G_OBJECT (box), "node"), name) != 0 ||
      g_object_get_data (G_OBJECT (box), "marginal") != before)
    make_rows (box, document, name, before);
  row = gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (box)));
  for (gsize i = 0; row; i++, row = gtk_widget_get_next_sibling (row))
    show_row (row, p[i], q[i], g_strcmp0 (chosen, wf_marginal_get_level (before, i)) == 0);
}
