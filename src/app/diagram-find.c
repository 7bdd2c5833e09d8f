/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/diagram-find.h"

static gboolean
is_match (WfGraph *graph, guint node, const char *text)
{
  g_autofree char *name = g_utf8_casefold (wf_graph_get_name (graph, node), -1);

  return strstr (name, text) != NULL;
}

/* the next one from a node on, round the end; -1 = none */
static gssize
find_from (WfGraph *graph, guint from, int step, const char *text)
{
  guint n = wf_graph_get_n_nodes (graph);

  for (guint i = 0; i < n; i++)
    {
      guint node = (from + (step > 0 ? i : n - i)) % n;

      if (is_match (graph, node, text))
        return node;
    }
  return -1;
}

/* step: 0 = the selected one stays when it matches, 1 and -1 = on from there */
static void
find (WfDocument *document, GtkSearchEntry *entry, int step)
{
  WfGraph *graph = wf_document_get_graph (document);
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  gssize selected = wf_document_get_selected_node (document);
  guint n = graph ? wf_graph_get_n_nodes (graph) : 0;
  gssize found = -1;

  if (n > 0 && *text != '\0')
    found = find_from (graph, selected < 0 ? 0 : (guint) (selected + n + step) % n, step < 0 ? -1 : 1, text);
  if (found >= 0)
    wf_document_select_node (document, found);
  if (found < 0 && *text != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
on_text (WfDocument *document, GtkSearchEntry *entry)
{
  find (document, entry, 0);
}

static void
on_next (WfDocument *document, GtkSearchEntry *entry)
{
  find (document, entry, 1);
}

static void
on_previous (WfDocument *document, GtkSearchEntry *entry)
{
  find (document, entry, -1);
}

static void
on_stop (WfDocument *document, GtkSearchEntry *entry)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

GtkWidget *
wf_diagram_find_new (WfDocument *document)
{
  GtkWidget *entry = gtk_search_entry_new ();

  g_object_set (entry, "placeholder-text", _ ("Find a variable"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a variable"), -1);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (on_text), document, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_next), document, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "next-match", G_CALLBACK (on_next), document, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "previous-match", G_CALLBACK (on_previous), document, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (on_stop), document, G_CONNECT_SWAPPED);
  return entry;
}
