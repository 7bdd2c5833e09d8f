/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/formats.h"
#include "core/table/types.h"

G_BEGIN_DECLS

/**
 * WfImport:
 *
 * How a file that holds a table would be read: every setting with what was found and why, the columns with their types, the first
 * rows. An immutable value; the settings, changed or not, go to wf_table_read().
 */
typedef struct _WfImport WfImport;

/* One setting of reading, a parameter of the format: wf_params_find (wf_import_get_format (import)->params, id). */
typedef struct
{
  const char *id;              /* "delimiter" */
  const char *value;           /* as wf_param_parse() takes it, never "auto": "semicolon" */
  const char *reason;          /* "every one of the first 100 lines has 4 of them" */
  const char *const *choices;  /* nullable: what there is to choose from in this file, where the parameter is a text: its tables */
  gboolean    is_given;        /* asked for, not found */
  gboolean    is_sure;         /* nothing else fits */
} WfFinding;

#define WF_TYPE_IMPORT (wf_import_get_type ())
#define WF_IMPORT_ROWS 50      /* of a preview, at most */

/* Reads the beginning of the file only. WF_ERROR_UNSUPPORTED, WF_ERROR_PARSE, WF_ERROR_DATA as wf_table_read() */
WF_API GType             wf_import_get_type     (void);
WF_API WfImport         *wf_import_detect       (WfSource *source, WfProgress *progress, GError **error);
/* the same with these settings, a{sv} of the format's parameters; what they leave out or call "auto" is found */
WF_API WfImport         *wf_import_preview      (WfSource *source, GVariant *params, WfProgress *progress, GError **error);
/* with the settings of another file, a{sv}, as far as they fit: how wf_table_read_alike() would read it */
WF_API WfImport         *wf_import_preview_alike (WfSource *source, GVariant *settings, WfProgress *progress, GError **error);
WF_API WfImport         *wf_import_ref          (WfImport *self);
WF_API void              wf_import_unref        (WfImport *self);
WF_API const WfFormat   *wf_import_get_format   (WfImport *self);                    /* (skip) */
/* a{sv}: every setting as it was given or found; types of columns only as far as they were given (transfer none) */
WF_API GVariant         *wf_import_get_params   (WfImport *self);
WF_API const WfFinding  *wf_import_get_findings (WfImport *self, gsize *n_findings); /* (skip) */
WF_API gboolean          wf_import_is_sure      (WfImport *self);                    /* nothing is in doubt: no need to ask */
/* what was noticed, in words */
WF_API const char *const *wf_import_get_notes   (WfImport *self);

WF_API gsize             wf_import_get_n_columns (WfImport *self);
WF_API const char *const *wf_import_get_names   (WfImport *self);                    /* n_columns, all different */
WF_API WfColumnType      wf_import_get_column_type (WfImport *self, gsize column);   /* as far as these rows tell */
WF_API const char       *wf_import_get_type_reason (WfImport *self, gsize column);
WF_API gsize             wf_import_get_n_rows   (WfImport *self);                    /* of the preview */
WF_API gboolean          wf_import_has_more     (WfImport *self);                    /* the file goes on behind them */
/* as it stands in the file; NULL = missing */
WF_API const char       *wf_import_get_cell     (WfImport *self, gsize row, gsize column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfImport, wf_import_unref)

G_END_DECLS
