/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/inspector-rows.h"
#include "core/base/format.h"
#include "core/model/model-figure.h"

#define MAX_ROWS 30

typedef struct
{
  guint node;
  double distance;
} Moved;

double
wf_inspector_distance (WfMarginal *before, WfMarginal *after)
{
  double distance = 0;

  if (before == NULL || after == NULL)
    return 0;
  if (wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE)
    {
      gsize n, m;
      const double *p = wf_marginal_get_probabilities (before, &n);
      const double *q = wf_marginal_get_probabilities (after, &m);

      for (gsize i = 0; i < MIN (n, m); i++)
        distance += fabs (p[i] - q[i]) / 2;
    }
  else
    {
      double sd = wf_marginal_get_sd (before);

      distance = fabs (wf_marginal_get_mean (after) - wf_marginal_get_mean (before)) / (sd > 0 ? sd : 1);
    }
  return isfinite (distance) ? distance : 0;
}

static gint
compare_moved (gconstpointer a, gconstpointer b)
{
  const Moved *one = a;
  const Moved *other = b;

  if (one->distance != other->distance)
    return one->distance > other->distance ? -1 : 1;
  return one->node < other->node ? -1 : one->node > other->node;
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static void
on_row_clicked (GtkButton *row, WfDocument *document)
{
  wf_document_select_node (document, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "node")));
}

static GtkWidget *
label_new (const char *text, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static double
get_probability (WfGraph *graph, guint a, guint b)
{
  gssize edge = wf_graph_find_edge (graph, a, b);

  return edge < 0 ? NAN : wf_graph_get_edges (graph, NULL)[edge].probability;
}

static void
on_pair_clicked (GtkButton *button, WfDocument *document)
{
  wf_document_select_pair (document, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "from")),
                           GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "node")));
}

/* "81 %", or a sign where the confidence isn't known: leads to the edge and its reasons */
static GtkWidget *
pair_button_new (WfDocument *document, guint from, guint node)
{
  WfGraph *graph = wf_document_get_graph (document);
  double probability = get_probability (graph, from, node);
  GtkWidget *button = gtk_button_new ();
  g_autofree char *spoken =
      g_strdup_printf (wf_graph_is_adjacent (graph, from, node) ? _ ("Why are %s and %s linked?")
                                                                : _ ("Why are %s and %s not linked?"),
                       wf_graph_get_name (graph, from), wf_graph_get_name (graph, node));

  if (isnan (probability))
    gtk_button_set_icon_name (GTK_BUTTON (button), "help-about-symbolic");
  else
    {
      g_autofree char *percent = wf_format_percent (probability);

      gtk_button_set_label (GTK_BUTTON (button), percent);
    }
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pair-button");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (button), "from", GUINT_TO_POINTER (from));
  g_object_set_data (G_OBJECT (button), "node", GUINT_TO_POINTER (node));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_pair_clicked), document, 0);
  return button;
}

/* The last column of a list has one width, whether its row has a button there or not. */
static GtkSizeGroup *
get_column (GtkBox *box)
{
  GtkSizeGroup *group = g_object_get_data (G_OBJECT (box), "column");

  if (group == NULL)
    {
      group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      g_object_set_data_full (G_OBJECT (box), "column", group, g_object_unref);
    }
  return group;
}

/* name | words | change, as one button; beside it one for the edge from `from`, -1 = none */
static void
add_row (GtkBox *box,
         WfDocument *document,
         gssize from,
         guint node,
         GtkWidget *words,
         const char *change,
         const char *spoken)
{
  const char *name = wf_graph_get_name (wf_document_get_graph (document), node);
  GtkWidget *row = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = label_new (name, "name", 0);
  g_autofree char *accessible = g_strdup_printf ("%s: %s", name, spoken);
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *beside = from >= 0 ? pair_button_new (document, (guint) from, node)
                                : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_halign (words, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), words);
  if (change)
    gtk_box_append (GTK_BOX (line), label_new (change, "after", 1));
  gtk_button_set_child (GTK_BUTTON (row), line);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "fact-row");
  gtk_widget_set_tooltip_text (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
  g_object_set_data (G_OBJECT (row), "node", GINT_TO_POINTER (node));
  g_signal_connect_object (row, "clicked", G_CALLBACK (on_row_clicked), document, 0);
  gtk_widget_set_hexpand (row, TRUE);
  gtk_widget_add_css_class (both, "fact-line");
  gtk_box_append (GTK_BOX (both), row);
  gtk_box_append (GTK_BOX (both), beside);
  gtk_size_group_add_widget (get_column (box), beside);
  gtk_box_append (box, both);
}

static void
add_more (GtkBox *box, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

  gtk_box_append (box, label_new (text, "dim-label", 0));
}

static void
add_effect (GtkBox *box, WfDocument *document, guint from, guint node)
{
  WfEffect *effect = wf_document_get_effect (document);
  WfMarginal *before = wf_effect_get_before (effect, node);
  WfMarginal *after = wf_effect_get_after (effect, node);
  g_autofree char *was = wf_marginal_to_text (before);
  g_autofree char *now = wf_marginal_to_text (after);
  g_autofree char *change = wf_marginal_change_to_text (before, after);
  g_autofree char *arrow = g_strdup_printf ("%s →", was);
  g_autofree char *spoken = g_strdup_printf (_ ("was %s, now %s, %s"), was, now, change ? change : "");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (words), label_new (arrow, "before", 0));
  gtk_box_append (GTK_BOX (words), label_new (now, "now", 0));
  add_row (box, document,
           wf_graph_is_adjacent (wf_document_get_graph (document), from, node) ? (gssize) from : -1, node,
           words, change, spoken);
}

/* by name, as observed. from: as of add_row() */
static void
add_nodes (GtkBox *box, WfDocument *document, gssize from, const guint *nodes, gsize n)
{
  for (gsize i = 0; i < MIN (n, MAX_ROWS); i++)
    {
      WfFigure *figure = wf_document_get_figure (document);
      WfMarginal *observed = wf_figure_get_node_before (figure, nodes[i]);
      g_autofree char *text = observed ? wf_marginal_to_text (observed) : g_strdup ("");

      add_row (box, document, from, nodes[i], label_new (text, "before", 0), NULL, text);
    }
  if (n > MAX_ROWS)
    add_more (box, n - MAX_ROWS);
}

static GArray *
list_moved (WfDocument *document, const guint *nodes, gsize n)
{
  WfEffect *effect = wf_document_get_effect (document);
  GArray *moved = g_array_new (FALSE, FALSE, sizeof (Moved));

  for (gsize i = 0; i < n; i++)
    {
      Moved one = { nodes[i], wf_inspector_distance (wf_effect_get_before (effect, nodes[i]),
                                                     wf_effect_get_after (effect, nodes[i])) };

      if (wf_effect_is_affected (effect, nodes[i]) || wf_effect_is_set (effect, nodes[i]))
        g_array_append_val (moved, one);
    }
  g_array_sort (moved, compare_moved);
  return moved;
}

/* what a node acts on, though this world changes none of it */
static void
add_unmoved (GtkBox *box, WfDocument *document, guint from, const guint *nodes, gsize n)
{
  for (gsize i = 0; i < MIN (n, MAX_ROWS); i++)
    add_row (box, document, from, nodes[i], label_new (_ ("no change"), "before", 0), NULL, _ ("no change"));
  if (n > MAX_ROWS)
    add_more (box, n - MAX_ROWS);
}

guint
wf_inspector_fill_effects (GtkBox *box, WfDocument *document, guint node)
{
  WfEffect *effect = wf_document_get_effect (document);
  WfGraph *graph =
      effect ? wf_model_get_graph (wf_effect_get_model (effect)) : wf_document_get_graph (document);
  g_autoptr (GArray) moved = NULL;
  g_autofree guint *nodes = NULL;
  gsize n;

  clear (box);
  if (effect == NULL || !wf_effect_is_set (effect, node))
    {
      nodes = wf_graph_list_children (graph, node, &n);
      add_nodes (box, document, node, nodes, n);
      return n;
    }
  nodes = wf_graph_list_descendants (graph, node, &n);
  moved = list_moved (document, nodes, n);
  for (guint i = 0; i < MIN (moved->len, MAX_ROWS); i++)
    add_effect (box, document, node, g_array_index (moved, Moved, i).node);
  if (moved->len > MAX_ROWS)
    add_more (box, moved->len - MAX_ROWS);
  if (moved->len > 0)
    return moved->len;
  g_free (nodes);
  nodes = wf_graph_list_children (graph, node, &n);
  add_unmoved (box, document, node, nodes, n);
  return n;
}

guint
wf_inspector_fill_causes (GtkBox *box, WfDocument *document, guint node)
{
  WfModel *model = wf_document_get_model (document);
  WfEffect *effect = wf_document_get_effect (document);
  WfGraph *graph = model ? wf_model_get_graph (model) : wf_document_get_graph (document);
  gsize n;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n);

  clear (box);
  for (gsize i = 0; i < MIN (n, MAX_ROWS); i++)
    {
      gssize edge = wf_graph_find_edge (graph, parents[i], node);
      const char *words = effect && edge >= 0 && wf_effect_is_cut (effect, edge) ? _ ("cut in this world")
                          : model && wf_model_is_choice (model, parents[i], node)
                              ? _ ("direction is a choice")
                              : "";

      add_row (box, document, node, parents[i], label_new (words, "before", 0), NULL, words);
    }
  if (n > MAX_ROWS)
    add_more (box, n - MAX_ROWS);
  return n;
}

void
wf_inspector_fill_nodes (GtkBox *box, WfDocument *document, const guint *nodes, gsize n)
{
  clear (box);
  add_nodes (box, document, -1, nodes, n);
}

guint
wf_inspector_fill_links (GtkBox *box, WfDocument *document, guint node)
{
  WfModel *model = wf_document_get_model (document);
  WfGraph *graph = wf_document_get_graph (document);
  WfGraph *directed = model ? wf_model_get_graph (model) : graph;
  gsize n_all, n = 0;
  g_autofree guint *nodes = wf_graph_list_neighbours (graph, node, &n_all);

  for (gsize i = 0; i < n_all; i++)
    if (!wf_graph_is_parent (directed, node, nodes[i]) && !wf_graph_is_parent (directed, nodes[i], node))
      nodes[n++] = nodes[i];
  clear (box);
  add_nodes (box, document, node, nodes, n);
  return n;
}
