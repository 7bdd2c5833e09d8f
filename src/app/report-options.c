/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/report-options.h"

#define MOST_SECTIONS 16

struct _WfReportOptions
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *facts;
  AdwPreferencesGroup *sections;
  AdwComboRow *paper;
  AdwActionRow *redact;
  GtkSwitch *redact_switch;

  WfDocument *document;
  GtkWidget *rows[MOST_SECTIONS]; /* of the choices */
  GtkSwitch *switches[MOST_SECTIONS];
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfReportOptions, wf_report_options, GTK_TYPE_WIDGET)

static void
on_switch (WfReportOptions *self)
{
  WfSections sections = WF_SECTION_ANSWER;
  gsize n;
  const WfSectionChoice *choices = wf_sections_get_choices (&n);

  if (self->is_updating)
    return;
  for (gsize i = 0; i < n; i++)
    if (gtk_switch_get_active (self->switches[i]))
      sections |= choices[i].section;
  wf_document_set_sections (self->document, sections);
}

static void
on_paper (WfReportOptions *self)
{
  if (!self->is_updating)
    wf_document_set_paper (self->document, adw_combo_row_get_selected (self->paper));
}

static void
on_redact (WfReportOptions *self)
{
  if (!self->is_updating)
    wf_document_set_redacted (self->document, gtk_switch_get_active (self->redact_switch));
}

/* What the report lacks can't be left out; what is left out can be had again. */
static void
update (WfReportOptions *self)
{
  WfPages *pages = wf_document_get_pages (self->document);
  WfSections sections = wf_document_get_sections (self->document);
  WfSections available = pages ? wf_report_get_sections (wf_pages_get_report (pages)) : WF_SECTION_ANSWER;
  gboolean can_redact = wf_document_can_redact (self->document);
  gsize n;
  const WfSectionChoice *choices = wf_sections_get_choices (&n);

  self->is_updating = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      gtk_switch_set_active (self->switches[i], (sections & choices[i].section) != 0);
      gtk_widget_set_visible (self->rows[i], (available & choices[i].section) != 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sections), (available & ~WF_SECTION_ANSWER) != 0);
  adw_combo_row_set_selected (self->paper, wf_document_get_paper (self->document));
  gtk_switch_set_active (self->redact_switch, wf_document_is_redacted (self->document));
  gtk_widget_set_sensitive (GTK_WIDGET (self->redact), can_redact);
  adw_action_row_set_subtitle (self->redact, can_redact ? _ ("Lengths and hashes instead of what was said")
                                                        : _ ("Only reports on agents’ runs quote words"));
  self->is_updating = FALSE;
}

static void
update_facts (WfReportOptions *self)
{
  WfPages *pages = wf_document_get_pages (self->document);
  guint n = pages ? wf_pages_get_n_pages (pages) : 0;
  const char *paper = wf_document_get_paper (self->document) == WF_PAPER_LETTER ? _ ("US Letter") : _ ("A4");
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u page", "%u pages", n), n);
  g_autofree char *facts = g_strdup_printf ("%s · %s", count, paper);

  gtk_label_set_text (self->title, pages ? wf_report_get_kind (wf_pages_get_report (pages)) : _ ("Report"));
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), n > 0);
}

static void
on_changed (WfReportOptions *self, guint parts)
{
  if ((parts & (WF_PART_REPORT | WF_PART_PAGES)) == 0)
    return;
  update (self);
  update_facts (self);
}

static void
add_row (WfReportOptions *self, gsize i, const WfSectionChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();

  self->rows[i] = row;
  self->switches[i] = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->switches[i]), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->switches[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (choice->name), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (choice->name));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->switches[i]));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->switches[i]));
  adw_preferences_group_add (self->sections, row);
  g_signal_connect_swapped (self->switches[i], "notify::active", G_CALLBACK (on_switch), self);
}

static void
wf_report_options_dispose (GObject *object)
{
  WfReportOptions *self = WF_REPORT_OPTIONS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_report_options_parent_class)->dispose (object);
}

static void
wf_report_options_class_init (WfReportOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_report_options_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/report-options.ui");
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, title);
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, facts);
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, sections);
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, paper);
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, redact);
  gtk_widget_class_bind_template_child (widget_class, WfReportOptions, redact_switch);
}

static void
wf_report_options_init (WfReportOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wf_report_options_new (WfDocument *document)
{
  WfReportOptions *self = g_object_new (WF_TYPE_REPORT_OPTIONS, NULL);
  gsize n;
  const WfSectionChoice *choices = wf_sections_get_choices (&n);

  self->document = g_object_ref (document);
  g_assert (n <= MOST_SECTIONS);
  for (gsize i = 0; i < n; i++)
    add_row (self, i, &choices[i]);
  g_signal_connect_swapped (self->paper, "notify::selected", G_CALLBACK (on_paper), self);
  g_signal_connect_swapped (self->redact_switch, "notify::active", G_CALLBACK (on_redact), self);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
