/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/report-contents.h"
#include "app/report-options.h"
#include "app/report-view.h"

#define CONTENTS_WIDTH 252
#define OPTIONS_WIDTH  312

struct _WfReportView
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfPanes *panes;
  WfReportContents *contents;
  GtkStack *stack; /* pages, waiting, problem */
  WfReportPages *pages;
  GtkLabel *place;           /* "2 of 5" */
  GtkWidget *options_button; /* where there is no bar above that has one */
  GtkRevealer *stale;
  AdwStatusPage *problem;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (WfReportView, wf_report_view, GTK_TYPE_WIDGET)

static void
show_place (WfReportView *self)
{
  WfPages *pages = wf_document_get_pages (self->document);
  guint page = wf_report_pages_get_page (self->pages), n = pages ? wf_pages_get_n_pages (pages) : 0;
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), page + 1, n);
  g_autofree char *spoken = g_strdup_printf (_ ("Page %u of %u"), page + 1, n);

  gtk_widget_set_visible (GTK_WIDGET (self->place), n > 0);
  gtk_label_set_text (self->place, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update (WfReportView *self)
{
  WfPages *pages = wf_document_get_pages (self->document);
  const char *problem = wf_document_get_pages_problem (self->document);
  gboolean is_stopped = wf_document_are_pages_stopped (self->document);

  wf_report_pages_set_pages (self->pages, pages);
  wf_report_contents_set_pages (self->contents, pages);
  if (problem || (is_stopped && pages == NULL))
    {
      adw_status_page_set_title (self->problem, problem ? _ ("No Report Yet") : _ ("Stopped"));
      adw_status_page_set_description (self->problem,
                                       problem ? problem : _ ("The report was stopped before it was ready."));
    }
  gtk_widget_set_visible (self->again, problem == NULL);
  gtk_revealer_set_reveal_child (self->stale, is_stopped && pages != NULL);
  gtk_stack_set_visible_child_name (self->stack, pages                   ? "pages"
                                                 : problem || is_stopped ? "problem"
                                                                         : "waiting");
  show_place (self);
}

static void
on_changed (WfReportView *self, guint parts)
{
  if (parts & (WF_PART_REPORT | WF_PART_PAGES | WF_PART_SOURCE))
    update (self);
}

static void
on_go (WfReportView *self, guint page, double y)
{
  wf_report_pages_go_to (self->pages, page, y);
  gtk_widget_grab_focus (GTK_WIDGET (self->pages));
}

static void
on_again (WfReportView *self)
{
  wf_document_refresh_pages (self->document);
}

static void
wf_report_view_map (GtkWidget *widget)
{
  WfReportView *self = WF_REPORT_VIEW (widget);

  GTK_WIDGET_CLASS (wf_report_view_parent_class)->map (widget);
  wf_document_want_pages (self->document, TRUE);
  update (self);
}

static void
wf_report_view_unmap (GtkWidget *widget)
{
  WfReportView *self = WF_REPORT_VIEW (widget);

  wf_document_want_pages (self->document, FALSE);
  GTK_WIDGET_CLASS (wf_report_view_parent_class)->unmap (widget);
}

static void
wf_report_view_dispose (GObject *object)
{
  WfReportView *self = WF_REPORT_VIEW (object);

  if (self->panes)
    gtk_widget_unparent (GTK_WIDGET (self->panes));
  self->panes = NULL;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_report_view_parent_class)->dispose (object);
}

static void
wf_report_view_class_init (WfReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_report_view_dispose;
  widget_class->map = wf_report_view_map;
  widget_class->unmap = wf_report_view_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wf_report_view_init (WfReportView *self)
{
}

/* "These pages are out of date" with a way to mend that */
static GtkWidget *
stale_new (WfReportView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("These pages are out of date: the newer ones were stopped."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Update"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "beside-bar");
  gtk_box_append (GTK_BOX (bar), label);
  gtk_box_append (GTK_BOX (bar), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_again), self);
  self->stale = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->stale, bar);
  return GTK_WIDGET (self->stale);
}

static GtkWidget *
options_button_new (void)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "wf-panes-end-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-right-pane");
  gtk_widget_set_tooltip_text (button, _ ("Sections, Paper and Export"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections, Paper and Export"), -1);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START); /* not under the sheet, which it hides, too */
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "report-place");
  return button;
}

static GtkWidget *
paper_new (WfReportView *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->pages = WF_REPORT_PAGES (wf_report_pages_new ());
  self->place = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_set_halign (GTK_WIDGET (self->place), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->place), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->place), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "osd");
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "report-place");
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "numeric");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->pages));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->place));
  self->options_button = options_button_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->options_button);
  g_signal_connect_object (self->pages, "moved", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
  return overlay;
}

static GtkWidget *
waiting_new (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The report is being written"), -1);
  return spinner;
}

static GtkWidget *
problem_new (WfReportView *self)
{
  self->problem = ADW_STATUS_PAGE (adw_status_page_new ());
  self->again = gtk_button_new_with_label (_ ("Write It Again"));
  gtk_widget_set_halign (self->again, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->again, "pill");
  gtk_widget_add_css_class (self->again, "suggested-action");
  adw_status_page_set_icon_name (self->problem, "wf-report-symbolic");
  adw_status_page_set_child (self->problem, self->again);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (on_again), self);
  return GTK_WIDGET (self->problem);
}

static GtkWidget *
middle_new (WfReportView *self)
{
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_add_css_class (middle, "report");
  gtk_stack_add_named (self->stack, paper_new (self), "pages");
  gtk_stack_add_named (self->stack, waiting_new (), "waiting");
  gtk_stack_add_named (self->stack, problem_new (self), "problem");
  gtk_box_append (GTK_BOX (middle), stale_new (self));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->stack));
  return middle;
}

GtkWidget *
wf_report_view_new (WfDocument *document)
{
  WfReportView *self = g_object_new (WF_TYPE_REPORT_VIEW, NULL);
  GtkWidget *middle;

  self->document = g_object_ref (document);
  self->contents = WF_REPORT_CONTENTS (wf_report_contents_new ());
  middle = middle_new (self);
  self->panes = WF_PANES (wf_panes_new (GTK_WIDGET (self->contents), CONTENTS_WIDTH, middle,
                                        wf_report_options_new (document), OPTIONS_WIDTH));
  gtk_widget_set_parent (GTK_WIDGET (self->panes), GTK_WIDGET (self));
  g_signal_connect_object (self->contents, "go", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
wf_report_view_set_room (WfReportView *self, WfRoom room)
{
  g_return_if_fail (WF_IS_REPORT_VIEW (self));

  wf_panes_set_room (self->panes, room);
  gtk_widget_set_visible (self->options_button, room == WF_ROOM_NARROW);
}

WfPanes *
wf_report_view_get_panes (WfReportView *self)
{
  g_return_val_if_fail (WF_IS_REPORT_VIEW (self), NULL);
  return self->panes;
}

WfReportPages *
wf_report_view_get_pages (WfReportView *self)
{
  g_return_val_if_fail (WF_IS_REPORT_VIEW (self), NULL);
  return self->pages;
}
