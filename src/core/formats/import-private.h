/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/import.h"

G_BEGIN_DECLS

/* For the formats' previews: a new import is filled and then handed out as a value. */

/* params: complete, as wf_params_complete() gives them; found values take the place of "auto" and "" */
WfImport *wf_import_new        (const WfFormat *format, GVariant *params);
/* value, reason: copied; choices: nullable, copied. Given is what the params held. What is in doubt was found and is not sure. */
void      wf_import_add_finding (WfImport *self, const char *id, const char *value, gboolean is_sure, const char *reason, const char *const *choices);
/* in order; the type that the params give it wins over this one */
void      wf_import_add_column (WfImport *self, const char *name, WfColumnType type, const char *reason);
/* row by row, n_columns each: NULL = missing, (transfer full); after the last column */
void      wf_import_take_cell  (WfImport *self, char *cell);
void      wf_import_add_note   (WfImport *self, const char *note);
void      wf_import_set_has_more (WfImport *self);
/* columns with their types and the first rows of a table; what a format does that has nothing to find */
void      wf_import_add_table  (WfImport *self, WfTable *table);

/* “a”, “b”: the first of them, for messages; names: of tables or sheets, NULL-terminated (transfer full) */
char     *wf_import_quote_names (const char *const *names);

/* the parameter "type" that every format of tables has */
#define WF_IMPORT_TYPE_PARAM \
  { \
    .id = "type", \
    .name = N_ ("Types of columns"), \
    .type = WF_PARAM_TEXT, \
    .help = N_ ("“COLUMN=TYPE” with one of continuous, ordinal, categorical, text, time, domain, weight and omit; " \
                "an order of levels as in “size=ordinal:small<medium<large”. On the command line once a column.") \
  }

G_END_DECLS
