/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/empty-page.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _WfWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  AdwSplitButton *open_button;
  GtkMenuButton *learn_button;
  AdwButtonContent *learn_content;
  GtkWidget *export_button;
  AdwButtonContent *export_content;
  GtkMenuButton *zoom_button;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkStack *stack;
  WfEmptyPage *empty_page;
  GMenu *recent_section;

  GSettings *settings;
  WfDocument *document;
  WfPage *page;
  GtkWindow *knowledge; /* its dialog while that is open; weak */
  WfRoom room;
  GQueue files; /* GFile still to open */
  guint n_loading; /* a newer load cancels an older one, which ends later */
};

/* window-actions.c */
void wf_window_class_install_actions (GtkWidgetClass *widget_class);
void wf_window_add_actions (WfWindow *self);
void wf_window_update_actions (WfWindow *self);
void wf_window_update_pane_actions (WfWindow *self);
void wf_window_export (WfWindow *self, GFile *file);
/* window-dnd.c */
void wf_window_add_drop_target (WfWindow *self);
/* window-judge.c */
void wf_window_ask_judge (GtkWidget *widget, const char *name, GVariant *parameter);
/* window.c */
void wf_window_toast (WfWindow *self, const char *text);
void wf_window_show_error (WfWindow *self, const GError *error);

G_END_DECLS
