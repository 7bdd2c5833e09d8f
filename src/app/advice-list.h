/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfAdviceList: what to change first in a run, each with what it would do in the model beside a random step, and a switch. */
#define WF_TYPE_ADVICE_LIST (wf_advice_list_get_type ())
G_DECLARE_FINAL_TYPE (WfAdviceList, wf_advice_list, WF, ADVICE_LIST, GtkWidget)

void wf_advice_list_set_document (WfAdviceList *self, WfDocument *document);

G_END_DECLS
