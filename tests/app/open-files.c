/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "app-test.h"

/* Opens the files named on standard input, each in a document of its own, and with --window in a window, too.
 * Prints of each what comes of it, with tabs between: the view in front, what the document holds, and what
 * was said where it doesn't open. */

#define FRAME_MS 20

static const char *
name_content (WfDocument *document)
{
  if (wf_document_get_trace (document) != NULL || wf_document_get_runs (document) != NULL)
    return "run";
  if (wf_document_get_table (document) != NULL)
    return "table";
  if (wf_document_has_given_model (document))
    return "model";
  return wf_document_get_graph (document) != NULL ? "graph" : "nothing";
}

static void
print_answer (const char *path, const char *view, WfDocument *document, GError *error)
{
  if (error != NULL)
    g_strdelimit (error->message, "\n\t", ' ');
  printf ("%s\t%s\t%s\t%s\n", path, view, name_content (document), error != NULL ? error->message : "");
  fflush (stdout);
}

static void
open_in_window (const char *path)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);
  WfDocument *document = wf_window_get_document (window);
  g_autoptr (GError) error = NULL;

  gtk_window_present (GTK_WINDOW (window));
  wf_test_load (document, path, &error);
  wf_test_wait_idle (document);
  wf_test_run_loop (FRAME_MS);
  print_answer (path, wf_document_is_empty (document) ? "" : wf_page_get_view (wf_window_get_page (window)),
                document, error);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
open_in_document (const char *path)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autoptr (GError) error = NULL;

  wf_test_load (document, path, &error);
  wf_test_wait_idle (document);
  print_answer (path, "", document, error);
}

int
main (int argc, char *argv[])
{
  gboolean is_window = argc > 1 && g_str_equal (argv[1], "--window");
  char line[4096];

  if (is_window)
    {
      adw_init ();
      wf_test_load_style ();
    }
  while (fgets (line, sizeof line, stdin) != NULL)
    if (is_window)
      open_in_window (g_strchomp (line));
    else
      open_in_document (g_strchomp (line));
  return 0;
}
