/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Helpers of the tests of the window. Waiting has a limit: a test that waits in vain fails. */
typedef gboolean (*WfCondition) (gpointer data);

void wf_test_wait (WfCondition condition, gpointer data);
void wf_test_wait_idle (WfDocument *document);
void wf_test_run_loop (guint milliseconds);
/* loads and waits; FALSE with the error */
gboolean wf_test_load (WfDocument *document, const char *path, GError **error);
WfFileKind wf_test_find_kind (const char *path); /* asks a worker, and waits */
gboolean wf_test_is_true (gpointer data); /* a WfCondition: of a gboolean */
/* saves the project and waits */
void wf_test_save (WfDocument *document, const char *path);
/* writes the report and waits */
void wf_test_export (WfDocument *document, const char *path);
char *wf_test_sample (const char *name);
/* the sample's table with its own graph laid over it */
WfDocument *wf_test_document_new (void);
void wf_test_set (WfDocument *document, const char *text);
/* a window of a given size, shown, with the sample's table and graph in it */
WfWindow *wf_test_window_new (int width, int height);
/* opens the file as by hand, and waits until it is what the window is about */
void wf_test_open (WfWindow *window, const char *path);
/* such a window with a log of this text in it, under this name */
WfWindow *wf_test_window_open_text (int width, const char *name, const char *text);
/* the width below which the content of the window can't go */
int wf_test_get_minimum_width (WfWindow *window);
void wf_test_load_style (void);
GtkWidget *wf_test_find (GtkWidget *widget, GType type);
/* whether the canvas takes the key */
gboolean wf_test_press (WfCanvas *canvas, guint key, GdkModifierType modifiers);
/* a label somewhere below the widget whose text is this one; a visible one that holds this part */
gboolean wf_test_shows (GtkWidget *widget, const char *text);
gboolean wf_test_says (GtkWidget *widget, const char *part);

G_END_DECLS
