/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/formats/import.h"

G_BEGIN_DECLS

/* One setting of reading as a row of a list: what was found, why, and what else it could be. */
typedef void (*WfImportChanged) (const char *setting, const char *value, gpointer data);

/* param: of the finding. A combo row where there is something to choose from, else an entry. changed: as somebody changes it */
GtkWidget *wf_import_setting_new    (const WfParam *param, const WfFinding *finding, WfImportChanged changed, gpointer data);
/* what a row shows after the file was looked at once more */
void       wf_import_setting_update (GtkWidget *row, const WfFinding *finding);
const char *wf_import_setting_get_id (GtkWidget *row);

G_END_DECLS
