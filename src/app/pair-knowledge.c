/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/edge-actions.h"
#include "app/pair-knowledge.h"

typedef struct
{
  GtkWidget *label;
  GtkWidget *forbid;
  GtkWidget *require;
  char *from, *to;
} Direction;

struct _WfPairKnowledge
{
  GtkWidget parent_instance;

  WfDocument *document;
  Direction directions[2];
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfPairKnowledge, wf_pair_knowledge, GTK_TYPE_WIDGET)

static void
on_toggled (WfPairKnowledge *self, GtkWidget *button)
{
  gboolean is_active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));

  if (self->is_updating)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (self->directions); i++)
    {
      const Direction *direction = &self->directions[i];

      if (!is_active && (direction->forbid == button || direction->require == button))
        wf_document_allow (self->document, direction->from, direction->to);
      else if (direction->forbid == button)
        wf_document_forbid (self->document, direction->from, direction->to);
      else if (direction->require == button)
        wf_document_require (self->document, direction->from, direction->to);
    }
}

static GtkWidget *
toggle_new (WfPairKnowledge *self, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
row_new (WfPairKnowledge *self, Direction *direction)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  direction->label = gtk_label_new (NULL);
  direction->forbid = toggle_new (self, _ ("Forbid"));
  direction->require = toggle_new (self, _ ("Require"));
  gtk_label_set_xalign (GTK_LABEL (direction->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (direction->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (direction->label, TRUE);
  gtk_box_append (GTK_BOX (buttons), direction->forbid);
  gtk_box_append (GTK_BOX (buttons), direction->require);
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (row), direction->label);
  gtk_box_append (GTK_BOX (row), buttons);
  gtk_widget_add_css_class (row, "knowledge-row");
  return row;
}

static void
wf_pair_knowledge_dispose (GObject *object)
{
  WfPairKnowledge *self = WF_PAIR_KNOWLEDGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  for (gsize i = 0; i < G_N_ELEMENTS (self->directions); i++)
    {
      g_clear_pointer (&self->directions[i].from, g_free);
      g_clear_pointer (&self->directions[i].to, g_free);
    }
  G_OBJECT_CLASS (wf_pair_knowledge_parent_class)->dispose (object);
}

static void
wf_pair_knowledge_class_init (WfPairKnowledgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_pair_knowledge_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
wf_pair_knowledge_init (WfPairKnowledge *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  for (gsize i = 0; i < G_N_ELEMENTS (self->directions); i++)
    gtk_widget_set_parent (row_new (self, &self->directions[i]), GTK_WIDGET (self));
}

static void
show_toggle (GtkWidget *button, gboolean is_active, gboolean can_change, const char *spoken, const char *why)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), is_active);
  gtk_widget_set_sensitive (button, can_change);
  gtk_widget_set_tooltip_text (button, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_direction (WfPairKnowledge *self, Direction *direction, const char *from, const char *to)
{
  WfArrowState state = wf_arrow_get_state (self->document, from, to);
  gboolean is_late = state == WF_ARROW_OUT_OF_ORDER;
  g_autofree char *text = g_strdup_printf ("%s → %s", from, to);
  g_autofree char *forbid = g_strdup_printf (_ ("Forbid %s → %s"), from, to);
  g_autofree char *require = g_strdup_printf (_ ("Require %s → %s"), from, to);
  const char *why = is_late ? _ ("Forbidden by the tiers") : NULL;

  g_free (direction->from);
  g_free (direction->to);
  direction->from = g_strdup (from);
  direction->to = g_strdup (to);
  gtk_label_set_text (GTK_LABEL (direction->label), text);
  gtk_widget_set_tooltip_text (direction->label, text);
  show_toggle (direction->forbid, state == WF_ARROW_FORBIDDEN || is_late, !is_late, forbid, why);
  show_toggle (direction->require, state == WF_ARROW_REQUIRED, !is_late, require, why);
}

void
wf_pair_knowledge_set (WfPairKnowledge *self, WfDocument *document, guint a, guint b)
{
  WfGraph *graph = wf_document_get_graph (document);

  g_return_if_fail (WF_IS_PAIR_KNOWLEDGE (self));

  g_set_object (&self->document, document);
  self->is_updating = TRUE;
  show_direction (self, &self->directions[0], wf_graph_get_name (graph, a), wf_graph_get_name (graph, b));
  show_direction (self, &self->directions[1], wf_graph_get_name (graph, b), wf_graph_get_name (graph, a));
  self->is_updating = FALSE;
}
