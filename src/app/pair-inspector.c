/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector-rows.h"
#include "app/pair-inspector.h"
#include "app/pair-knowledge.h"
#include "app/pair-model.h"
#include "core/base/format.h"

struct _WfPairInspector
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *words;
  WfPairModel *model;
  GtkBox *nodes;
  GtkWidget *reasons_group;
  GtkBox *reasons;
  GtkWidget *shares_group;
  GtkBox *shares;
  GtkLabel *shares_note;
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

static void
show_reasons (WfPairInspector *self)
{
  const char *const *reasons = wf_document_get_reasons (self->document);
  GtkWidget *child;

  gtk_widget_set_visible (self->reasons_group, reasons != NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))))
    gtk_box_remove (self->reasons, child);
  for (; reasons && *reasons; reasons++)
    {
      GtkWidget *label = gtk_label_new (*reasons);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "why");
      gtk_box_append (self->reasons, label);
    }
}

/* ---- how sure ---- */

typedef struct
{
  WfMark at_a, at_b;
  double share;
} Finding;

static int
compare_findings (gconstpointer one, gconstpointer other)
{
  const Finding *a = one, *b = other;

  return a->share > b->share ? -1 : a->share < b->share;
}

/* the ways the samples linked the two, and that of no link, most frequent first */
static GArray *
list_findings (WfPairInspector *self, WfEnsemble *ensemble)
{
  static const WfMark marks[] = { WF_MARK_TAIL, WF_MARK_ARROW, WF_MARK_CIRCLE };
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  Finding none = { WF_MARK_NONE, WF_MARK_NONE, 1 - wf_ensemble_get_adjacency (ensemble, self->a, self->b) };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (marks); j++)
      {
        Finding one = { marks[i], marks[j],
                        wf_ensemble_get_probability (ensemble, self->a, self->b, marks[i], marks[j]) };

        if (one.share > 0)
          g_array_append_val (findings, one);
      }
  if (none.share > 1e-9)
    g_array_append_val (findings, none);
  g_array_sort (findings, compare_findings);
  return findings;
}

static void
add_finding (WfPairInspector *self, WfGraph *graph, const Finding *finding)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *percent = wf_format_percent (finding->share);
  g_autofree char *text = finding->at_a == WF_MARK_NONE
                              ? g_strdup (_ ("no link"))
                              : g_strdup_printf ("%s %s %s", wf_graph_get_name (graph, self->a),
                                                 wf_marks_to_text (finding->at_a, finding->at_b),
                                                 wf_graph_get_name (graph, self->b));
  GtkWidget *words = gtk_label_new (text), *share = gtk_label_new (percent);
  gboolean is_drawn = wf_graph_get_mark (graph, self->b, self->a) == finding->at_a &&
                      wf_graph_get_mark (graph, self->a, self->b) == finding->at_b;

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (words, is_drawn ? "name" : "before");
  gtk_widget_add_css_class (share, is_drawn ? "after" : "before");
  gtk_widget_add_css_class (share, "numeric");
  gtk_widget_add_css_class (row, "fact-row");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), share);
  gtk_box_append (self->shares, row);
}

static void
show_confidence (WfPairInspector *self, WfGraph *graph)
{
  double threshold = 0;
  WfEnsemble *ensemble = wf_document_get_ensemble (self->document, &threshold);
  g_autoptr (GArray) findings = NULL;
  g_autofree char *percent = wf_format_percent (threshold);
  g_autofree char *note = NULL;
  GtkWidget *child;
  guint n;

  gtk_widget_set_visible (self->shares_group, ensemble != NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->shares))))
    gtk_box_remove (self->shares, child);
  if (ensemble == NULL)
    return;
  findings = list_findings (self, ensemble);
  for (guint i = 0; i < findings->len; i++)
    add_finding (self, graph, &g_array_index (findings, Finding, i));
  n = wf_ensemble_get_n_samples (ensemble);
  note = g_strdup_printf (ngettext ("Shares of %u bootstrap sample; drawn is what is at least %s sure.",
                                    "Shares of %u bootstrap samples; drawn is what is at least %s sure.", n),
                          n, percent);
  gtk_label_set_text (self->shares_note, note);
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
  wf_pair_model_show (self->model, self->document, self->a, self->b);
  show_reasons (self);
  show_confidence (self, graph);
  show_knowledge (self);
  wf_inspector_fill_nodes (self->nodes, self->document, nodes, G_N_ELEMENTS (nodes));
}

static void
on_changed (WfPairInspector *self, guint parts)
{
  const guint shown = WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_SELECTION | WF_PART_KNOWLEDGE;

  if (self->has_pair && (parts & WF_PART_REASONS))
    show_reasons (self);
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
  g_type_ensure (WF_TYPE_PAIR_MODEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/pair-inspector.ui");
  BIND (title);
  BIND (words);
  BIND (model);
  BIND (nodes);
  BIND (reasons_group);
  BIND (reasons);
  BIND (shares_group);
  BIND (shares);
  BIND (shares_note);
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
