/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "core/formats/import.h"

G_BEGIN_DECLS

/**
 * WfImportGrid:
 *
 * The first rows of a file as they would be read, with the type of each column, which can be changed.
 *
 * Signal "retyped" (column, id of the type).
 */
#define WF_TYPE_IMPORT_GRID (wf_import_grid_get_type ())
G_DECLARE_FINAL_TYPE (WfImportGrid, wf_import_grid, WF, IMPORT_GRID, GtkWidget)

GtkWidget *wf_import_grid_new (void);
void       wf_import_grid_show (WfImportGrid *self, WfImport *import);

G_END_DECLS
