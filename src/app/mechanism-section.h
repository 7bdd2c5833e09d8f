/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfMechanismSection: how a variable comes from its causes, of which kind, and how well that fits. */
#define WF_TYPE_MECHANISM_SECTION (wf_mechanism_section_get_type ())
G_DECLARE_FINAL_TYPE (WfMechanismSection, wf_mechanism_section, WF, MECHANISM_SECTION, GtkWidget)

void wf_mechanism_section_set_document (WfMechanismSection *self, WfDocument *document);
/* follows the document, which has a model */
void wf_mechanism_section_show (WfMechanismSection *self, guint node);

G_END_DECLS
