/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector-rows.h"
#include "app/pair-inspector.h"
#include "app/pair-knowledge.h"

struct _WfPairInspector
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *words;
  GtkBox *nodes;
  GtkWidget *knowledge_group;
  WfPairKnowledge *knowledge;
  GtkLabel *problem;
  GtkWidget *learn_again;

  WfDocument *document;
  gboolean has_pair;
  guint a, b;
};

G_DEFINE_FINAL_TYPE (WfPairInspector, wf_pair_inspector, GTK_TYPE_WIDGET)

static void
show_words (WfPairInspector *self, WfGraph *graph)
{
  const char *line = wf_marks_to_text (wf_graph_get_mark (graph, self->b, self->a),
                                       wf_graph_get_mark (graph, self->a, self->b));
  g_autofree char *title = NULL;
  g_autofree char *words = wf_pair_describe (graph, self->a, self->b);

  /* Translators: two variables without a link between them */
  title = *line ? g_strdup_printf ("%s %s %s", wf_graph_get_name (graph, self->a), line,
                                   wf_graph_get_name (graph, self->b))
                : g_strdup_printf (_ ("%s and %s"), wf_graph_get_name (graph, self->a),
                                   wf_graph_get_name (graph, self->b));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->words, words);
}

/* Only a search can obey it: a graph that was opened has none. */
static void
show_knowledge (WfPairInspector *self)
{
  g_autofree char *problem = wf_document_dup_knowledge_problem (self->document);
  gboolean has_table = wf_document_get_table (self->document) != NULL;

  gtk_widget_set_visible (self->knowledge_group, has_table);
  if (!has_table)
    return;
  wf_pair_knowledge_set (self->knowledge, self->document, self->a, self->b);
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (self->learn_again, wf_document_get_discovery (self->document) != NULL &&
                                                 wf_document_has_new_knowledge (self->document));
}

static void
show_pair (WfPairInspector *self)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  const guint nodes[] = { self->a, self->b };

  show_words (self, graph);
  show_knowledge (self);
  wf_inspector_fill_nodes (self->nodes, self->document, nodes, G_N_ELEMENTS (nodes));
}

static void
on_changed (WfPairInspector *self, guint parts)
{
  const guint shown = WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_SELECTION | WF_PART_KNOWLEDGE;

  if ((parts & shown) == 0)
    return;
  self->has_pair = wf_document_get_figure (self->document) != NULL &&
                   wf_document_get_selected_pair (self->document, &self->a, &self->b);
  if (self->has_pair)
    show_pair (self);
}

static void
wf_pair_inspector_dispose (GObject *object)
{
  WfPairInspector *self = WF_PAIR_INSPECTOR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_pair_inspector_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfPairInspector, name)

static void
wf_pair_inspector_class_init (WfPairInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_pair_inspector_dispose;
  g_type_ensure (WF_TYPE_PAIR_KNOWLEDGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/pair-inspector.ui");
  BIND (title);
  BIND (words);
  BIND (nodes);
  BIND (knowledge_group);
  BIND (knowledge);
  BIND (problem);
  BIND (learn_again);
}

static void
wf_pair_inspector_init (WfPairInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
wf_pair_inspector_set_document (WfPairInspector *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_PAIR_INSPECTOR (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
}
