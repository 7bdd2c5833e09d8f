/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfImportDialog:
 *
 * How the document's table was read: its first rows, what was found and why, the types of its columns. What is changed shows at once;
 * Import reads the file once more, which is a command of the document.
 */
#define WF_TYPE_IMPORT_DIALOG (wf_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WfImportDialog, wf_import_dialog, WF, IMPORT_DIALOG, AdwWindow)

/* document: with a table that was read from a file */
GtkWidget *wf_import_dialog_new (GtkWindow *parent, WfDocument *document);

G_END_DECLS
