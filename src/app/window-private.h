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
  GtkInfoBar *bar;
  GtkOrientable *bar_box; /* the label, and its buttons beside it or below */
  GtkLabel *bar_label;
  GtkWidget *locate_button;
  GtkWidget *take_button;
  GtkWidget *save_as_button;
  GtkWidget *restore_button;
  GtkWidget *discard_button;

  GSettings *settings;
  WfDocument *document;
  WfPage *page;
  GtkWindow *knowledge; /* its dialog while that is open; weak */
  GtkWindow *import;    /* likewise */
  WfRoom room;
  GQueue files; /* GFile still to open */
  GFile *wanted;  /* the newest that was opened, while a worker looks at it; borrowed, NULL = none */
  GFile *hovered; /* likewise of a file over the window */
  char *wanted_view; /* of the page once they are; nullable */
  GFile *offered; /* a backup, by the bar; nullable */
  guint n_loading; /* a newer load cancels an older one, which ends later */
};

/* window-actions.c */
void wf_window_class_install_actions (GtkWidgetClass *widget_class);
void wf_window_add_actions (WfWindow *self);
void wf_window_update_actions (WfWindow *self);
void wf_window_update_pane_actions (WfWindow *self);
void wf_window_show_import (WfWindow *self);
void wf_window_add_filter (GtkFileChooserNative *dialog, const char *name, const char *const *suffixes);
/* window-project.c */
void wf_window_save (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_save_as (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_locate (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_take_changed (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_restore (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_discard (GtkWidget *widget, const char *name, GVariant *parameter);
/* what isn't saved is kept; else asks, and closes the window later */
gboolean wf_window_may_close (WfWindow *self);
/* says what is missing of the project, or offers what wasn't saved */
void wf_window_update_bar (WfWindow *self);
/* window-report.c */
/* a toast that opens the file */
void wf_window_show_saved (WfWindow *self, GFile *file, const char *words);
void wf_window_export (WfWindow *self, GFile *file);
void wf_window_choose_report (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_print (GtkWidget *widget, const char *name, GVariant *parameter);
/* window-picture.c */
void wf_window_export_picture (WfWindow *self, GFile *file);
void wf_window_choose_picture (GtkWidget *widget, const char *name, GVariant *parameter);
void wf_window_copy_picture (GtkWidget *widget, const char *name, GVariant *parameter);
/* window-dnd.c */
void wf_window_add_drop_target (WfWindow *self);
/* window-judge.c */
void wf_window_ask_judge (GtkWidget *widget, const char *name, GVariant *parameter);
/* window.c */
void wf_window_load (WfWindow *self, GFile *file);
/* among the recent files */
void wf_window_remember (GFile *file);
void wf_window_toast (WfWindow *self, const char *text);
void wf_window_show_error (WfWindow *self, const GError *error);

G_END_DECLS
