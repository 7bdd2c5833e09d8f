/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/step-links.h"

#define MAX_ROWS 6 /* of either kind: the strongest */

struct _WfStepLinks
{
  GtkWidget parent_instance;

  GtkWidget *box;
  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfStepLinks, wf_step_links, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text, const char *style, double xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_clicked (GtkButton *button, WfStepLinks *self)
{
  wf_document_select_step (self->document, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step")));
}

/* "5 Coder" and at the right "shared words" */
static void
add_row (WfStepLinks *self, WfBlame *blame, gsize step, WfLinkSource source)
{
  const char *known = wf_link_source_to_text (source);
  g_autofree char *name =
      g_strdup_printf ("%zu %s", step, wf_trace_get_agent (wf_blame_get_trace (blame), step));
  g_autofree char *accessible = g_strdup_printf (_ ("Go to step %zu: %s"), step, known);
  GtkWidget *row = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = label_new (name, "name", 0);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), label_new (known, "dim-label", 1));
  gtk_button_set_child (GTK_BUTTON (row), line);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "fact-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
  g_object_set_data (G_OBJECT (row), "step", GINT_TO_POINTER ((int) step));
  g_signal_connect_object (row, "clicked", G_CALLBACK (on_clicked), self, 0);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
add_links (WfStepLinks *self, WfBlame *blame, gsize step, gboolean is_used, const char *title)
{
  gsize n;
  g_autofree gsize *links = wf_blame_list_links (blame, step, is_used, &n);

  if (n == 0)
    return;
  gtk_box_append (GTK_BOX (self->box), label_new (title, "heading", 0));
  for (gsize i = 0; i < MIN (n, MAX_ROWS); i++)
    {
      guint producer, consumer;
      WfLinkSource source;

      wf_blame_get_link (blame, links[i], &producer, &consumer, NULL, &source);
      add_row (self, blame, is_used ? consumer : producer, source);
    }
  if (n > MAX_ROWS)
    {
      guint n_more = (guint) (n - MAX_ROWS);
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

      gtk_box_append (GTK_BOX (self->box), label_new (text, "dim-label", 0));
    }
}

static void
update (WfStepLinks *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  gssize step = wf_document_get_selected_step (self->document);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)))
    gtk_box_remove (GTK_BOX (self->box), child);
  if (blame != NULL && step >= 0 && (gsize) step < wf_trace_get_n_steps (wf_blame_get_trace (blame)))
    {
      add_links (self, blame, step, FALSE, _ ("Uses"));
      add_links (self, blame, step, TRUE, _ ("Is Used By"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
}

static void
on_changed (WfStepLinks *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_SELECTION))
    update (self);
}

static void
wf_step_links_dispose (GObject *object)
{
  WfStepLinks *self = WF_STEP_LINKS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_step_links_parent_class)->dispose (object);
}

static void
wf_step_links_class_init (WfStepLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_step_links_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_step_links_init (WfStepLinks *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
wf_step_links_set_document (WfStepLinks *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_STEP_LINKS (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}
