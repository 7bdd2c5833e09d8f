/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "writers/pages.h"

G_BEGIN_DECLS

/* A report on its way to a printer: a worker sets it for the paper that is in there. paper: what is offered first.
 * After a run that ended in an error gtk_print_operation_get_error() or wf_report_print_get_error() says which. */
GtkPrintOperation *wf_report_print_new (WfReport *report, WfPaper paper);
/* of setting it; nullable, belongs to the operation */
const GError *wf_report_print_get_error (GtkPrintOperation *operation);

G_END_DECLS
