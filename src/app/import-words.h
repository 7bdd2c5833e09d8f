/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/import.h"

G_BEGIN_DECLS

/* a choice of a setting as people call it: "semicolon" of "delimiter" -> "Semicolon"; one that has no other name as it is */
const char *wf_import_name_choice (const char *setting, const char *choice);
/* "Detected: semicolons between fields, decimal comma": what of the findings is worth a word, else the format (transfer full) */
char *wf_import_sum_up (WfImport *import);

G_END_DECLS
