/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/report-contents.h"

struct _WfReportContents
{
  GtkWidget parent_instance;

  GtkListBox *list;
  WfPages *pages;
};

G_DEFINE_FINAL_TYPE (WfReportContents, wf_report_contents, GTK_TYPE_WIDGET)

static guint go_signal;

static void
on_row (WfReportContents *self, GtkListBoxRow *row)
{
  const WfPageSpot *spot = g_object_get_data (G_OBJECT (row), "spot");

  g_signal_emit (self, go_signal, 0, spot->page, spot->y);
}

static GtkWidget *
row_new (const WfPageSpot *spot)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *page = g_strdup_printf ("%u", spot->page + 1);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, page %u"), spot->text, spot->page + 1);
  GtkWidget *name = gtk_label_new (spot->text);
  GtkWidget *number = gtk_label_new (page);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (name), spot->kind == WF_SPOT_TITLE);
  gtk_label_set_lines (GTK_LABEL (name), spot->kind == WF_SPOT_TITLE ? 3 : 1);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, spot->text);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "dim-label");
  if (spot->kind == WF_SPOT_TITLE)
    gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), "spot", (gpointer) spot);
  return row;
}

void
wf_report_contents_set_pages (WfReportContents *self, WfPages *pages)
{
  gsize n = 0;
  const WfPageSpot *spots = pages ? wf_pages_get_spots (pages, &n) : NULL;
  GtkListBoxRow *row;

  g_return_if_fail (WF_IS_REPORT_CONTENTS (self));

  if (self->pages == pages)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (pages)
    wf_pages_ref (pages);
  g_clear_pointer (&self->pages, wf_pages_unref);
  self->pages = pages;
  for (gsize i = 0; i < n; i++)
    if (spots[i].kind == WF_SPOT_TITLE || spots[i].kind == WF_SPOT_HEADING)
      gtk_list_box_append (self->list, row_new (&spots[i]));
}

static void
wf_report_contents_dispose (GObject *object)
{
  WfReportContents *self = WF_REPORT_CONTENTS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->pages, wf_pages_unref);
  G_OBJECT_CLASS (wf_report_contents_parent_class)->dispose (object);
}

static void
wf_report_contents_class_init (WfReportContentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_report_contents_dispose;
  go_signal = g_signal_new ("go", WF_TYPE_REPORT_CONTENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                            G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_report_contents_init (WfReportContents *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (_ ("Contents"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Contents"),
                                  -1);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "pane-heading");
  gtk_widget_add_css_class (box, "left-pane");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "report-contents");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row), self);
}

GtkWidget *
wf_report_contents_new (void)
{
  return g_object_new (WF_TYPE_REPORT_CONTENTS, NULL);
}
