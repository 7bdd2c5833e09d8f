/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/report-print.h"

#define PRINTING    "wf-printing"
#define PATIENCE_US 5000 /* between two looks whether it is set */

typedef struct
{
  WfReport *report;
  WfPages *pages;
  GError *error; /* of setting it */
  GCancellable *cancellable;
} Printing;

/* What the worker needs: the operation may be gone when it ends. */
typedef struct
{
  WfReport *report;
  WfProgress *progress;
  double width, height;
} Setting;

static void
printing_free (gpointer data)
{
  Printing *printing = data;

  g_cancellable_cancel (printing->cancellable);
  g_object_unref (printing->cancellable);
  wf_report_unref (printing->report);
  g_clear_pointer (&printing->pages, wf_pages_unref);
  g_clear_error (&printing->error);
  g_free (printing);
}

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  wf_report_unref (setting->report);
  wf_progress_unref (setting->progress);
  g_free (setting);
}

static Printing *
get_printing (gpointer operation)
{
  return g_object_get_data (G_OBJECT (operation), PRINTING);
}

static void
set_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setting *setting = data;
  GError *error = NULL;
  WfPages *pages =
      wf_pages_new_for_size (setting->report, setting->width, setting->height, setting->progress, &error);

  if (pages)
    g_task_return_pointer (task, pages, (GDestroyNotify) wf_pages_unref);
  else
    g_task_return_error (task, error);
}

static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  Printing *printing = get_printing (object);

  printing->pages = g_task_propagate_pointer (G_TASK (result), &printing->error);
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context)
{
  Printing *printing = get_printing (operation);
  g_autoptr (GTask) task = g_task_new (operation, printing->cancellable, on_set, NULL);
  Setting *setting = g_new0 (Setting, 1);

  setting->report = wf_report_ref (printing->report);
  setting->progress = wf_progress_new (printing->cancellable);
  setting->width = gtk_print_context_get_width (context);
  setting->height = gtk_print_context_get_height (context);
  g_task_set_source_tag (task, on_begin);
  g_task_set_task_data (task, setting, setting_free);
  g_task_run_in_thread (task, set_in_thread);
}

/* GTK asks again and again, whenever nothing else is to be done. */
static gboolean
on_paginate (GtkPrintOperation *operation)
{
  Printing *printing = get_printing (operation);

  if (printing->pages)
    {
      gtk_print_operation_set_n_pages (operation, (int) wf_pages_get_n_pages (printing->pages));
      return TRUE;
    }
  if (printing->error)
    gtk_print_operation_cancel (operation);
  else
    g_usleep (PATIENCE_US);
  return FALSE;
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page)
{
  wf_pages_draw (get_printing (operation)->pages, (guint) page,
                 gtk_print_context_get_cairo_context (context));
}

static void
on_done (GtkPrintOperation *operation)
{
  g_cancellable_cancel (get_printing (operation)->cancellable);
}

GtkPrintOperation *
wf_report_print_new (WfReport *report, WfPaper paper)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size =
      gtk_paper_size_new (paper == WF_PAPER_LETTER ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
  Printing *printing = g_new0 (Printing, 1);
  g_autofree char *title = wf_report_strip (wf_report_get_title (report));

  printing->report = wf_report_ref (report);
  printing->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (operation), PRINTING, printing, printing_free);
  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), NULL);
  g_signal_connect (operation, "paginate", G_CALLBACK (on_paginate), NULL);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), NULL);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), NULL);
  return operation;
}

const GError *
wf_report_print_get_error (GtkPrintOperation *operation)
{
  g_return_val_if_fail (GTK_IS_PRINT_OPERATION (operation), NULL);
  return get_printing (operation)->error;
}
