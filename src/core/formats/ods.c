/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Spreadsheets in OpenDocument (ISO/IEC 26300), as LibreOffice and others write them. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/formats-private.h"
#include "core/formats/sheet-private.h"
#include "core/formats/xml-stream-private.h"

#define CONTENT  "content.xml"
#define MANIFEST "META-INF/manifest.xml"

typedef struct
{
  WfZip *zip; /* borrowed, as the name */
  const char *name;
} Ods;

/* ---- which sheets there are ---- */

typedef struct
{
  const char *name;
  GPtrArray *names; /* of char* */
  int depth;        /* tables in tables */
} Names;

static gboolean
on_table (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Names *self = data;
  char *title;

  if (!g_str_equal (name, "table"))
    return TRUE;
  self->depth++;
  title = self->depth == 1 ? wf_xml_attributes_dup (attributes, "name") : NULL;
  if (self->depth == 1)
    g_ptr_array_add (self->names, title != NULL ? title : g_strdup (""));
  return TRUE;
}

static gboolean
on_table_end (gpointer data, const char *name, GError **error)
{
  Names *self = data;

  self->depth -= g_str_equal (name, "table");
  return TRUE;
}

static gboolean
on_manifest (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  const Ods *self = data;

  if (!g_str_equal (name, "encryption-data"))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("%s is protected by a password; save a copy without one"), self->name);
  return FALSE;
}

static gboolean
on_manifest_end (gpointer data, const char *name, GError **error)
{
  return TRUE;
}

static gpointer
ods_open (WfZip *zip, const char *name, GPtrArray *names, WfProgress *progress, GError **error)
{
  static const WfXmlEvents manifest = { on_manifest, on_manifest_end, NULL };
  static const WfXmlEvents tables = { on_table, on_table_end, NULL };
  Ods *self = g_new0 (Ods, 1);
  Names found = { name, names, 0 };

  self->zip = zip;
  self->name = name;
  if ((!wf_zip_has (zip, MANIFEST) ||
       wf_xml_stream (zip, name, MANIFEST, &manifest, self, progress, error)) &&
      wf_xml_stream (zip, name, CONTENT, &tables, &found, progress, error))
    return self;
  g_free (self);
  return NULL;
}

/* ---- the cells of one ---- */

typedef struct
{
  Ods *ods;
  WfSheet *sheet;
  guint wanted;    /* which table */
  guint n_tables;  /* that have begun */
  int depth;       /* tables in tables */
  gsize row;       /* the next one, from 0 */
  gsize n_rows;    /* how often this row comes */
  gsize column;    /* the next one */
  gsize n_columns; /* how often this cell comes */
  gboolean is_in_cell;
  int n_ignored; /* elements within a cell whose text isn't its own: comments */
  gsize n_paragraphs;
  GString *value;
  gboolean has_value; /* as an attribute: the text is how it is shown */
} Cells;

static gboolean
is_here (const Cells *self)
{
  return self->depth == 1 && self->n_tables == self->wanted + 1;
}

/* a time of day as Excel has it: a part of a day */
static void
append_time (GString *value, const char *text)
{
  int hours = 0, minutes = 0;
  double seconds = 0;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *last = strchr (text, 'M');

  if (sscanf (text, "PT%dH%dM", &hours, &minutes) == 2 && last != NULL)
    seconds = g_ascii_strtod (last + 1, NULL);
  g_string_append (value,
                   g_ascii_dtostr (number, sizeof number, (hours + (minutes + seconds / 60) / 60) / 24));
}

/* what stands in an attribute, for programs */
static void
take_value (Cells *self, const WfXmlAttributes *attributes)
{
  static const char *const names[] = { "boolean-value", "date-value", "time-value", "value", "string-value" };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && !self->has_value; i++)
    {
      const char *value;
      gsize length;
      g_autofree char *text = NULL;

      if (!wf_xml_attributes_find (attributes, "office", names[i], &value, &length))
        continue;
      self->has_value = TRUE;
      text = g_strndup (value, length);
      if (g_str_equal (names[i], "time-value"))
        append_time (self->value, text);
      else if (g_str_equal (names[i], "boolean-value"))
        g_string_append (self->value, g_str_equal (text, "true") ? "TRUE" : "FALSE");
      else
        g_string_append (self->value, text);
    }
}

static gboolean
begin_row (Cells *self, const WfXmlAttributes *attributes)
{
  if (wf_sheet_is_full (self->sheet))
    return FALSE;
  self->n_rows = (gsize) wf_xml_attributes_get_whole (attributes, "number-rows-repeated", 1, 1);
  self->column = 0;
  return TRUE;
}

static void
begin_cell (Cells *self, const WfXmlAttributes *attributes)
{
  self->n_columns = (gsize) wf_xml_attributes_get_whole (attributes, "number-columns-repeated", 1, 1);
  self->is_in_cell = TRUE;
  self->n_ignored = 0;
  self->n_paragraphs = 0;
  self->has_value = FALSE;
  g_string_truncate (self->value, 0);
  if (wf_xml_attributes_is (attributes, "calcext", "value-type", "error"))
    {
      wf_sheet_count_fault (self->sheet, WF_SHEET_ERROR);
      self->has_value = TRUE;
    }
  take_value (self, attributes);
}

/* what stands in a cell beside its text */
static gboolean
is_foreign (const char *name)
{
  return g_str_equal (name, "annotation") || g_str_equal (name, "frame") || g_str_equal (name, "ruby-text");
}

static void
on_inner (Cells *self, const char *name, const WfXmlAttributes *attributes)
{
  self->n_ignored += is_foreign (name);
  if (self->n_ignored > 0 || self->has_value)
    return;
  if (g_str_equal (name, "p") && self->n_paragraphs++ > 0)
    g_string_append_c (self->value, ' ');
  else if (g_str_equal (name, "tab") || g_str_equal (name, "line-break"))
    g_string_append_c (self->value, ' ');
  else if (g_str_equal (name, "s"))
    for (gint64 i = MIN (wf_xml_attributes_get_whole (attributes, "c", 1, 1), WF_LIMIT_FIELD_BYTES); i > 0;
         i--)
      g_string_append_c (self->value, ' ');
}

static gboolean
on_start (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Cells *self = data;

  if (self->is_in_cell && !g_str_equal (name, "table"))
    on_inner (self, name, attributes);
  else if (g_str_equal (name, "table"))
    self->n_tables += ++self->depth == 1;
  else if (is_here (self) && g_str_equal (name, "table-row"))
    return begin_row (self, attributes);
  else if (is_here (self) && (g_str_equal (name, "table-cell") || g_str_equal (name, "covered-table-cell")))
    begin_cell (self, attributes);
  return TRUE;
}

/* the row begins with its first cell that holds something: blank ones may stand for a million */
static gboolean
end_cell (Cells *self, GError **error)
{
  gboolean is_blank = strspn (self->value->str, " \t") == self->value->len;

  self->is_in_cell = FALSE;
  if (!is_blank && wf_sheet_get_n_rows (self->sheet) <= self->row &&
      !wf_sheet_begin_row (self->sheet, self->row, error))
    return FALSE;
  for (gsize i = 0; i < self->n_columns && !is_blank; i++)
    if (!wf_sheet_add_cell (self->sheet, self->column + i, self->value->str, self->value->len, error))
      return FALSE;
  self->column += self->n_columns;
  return TRUE;
}

static gboolean
end_row (Cells *self, GError **error)
{
  gboolean is_blank = wf_sheet_get_n_rows (self->sheet) <= self->row;

  self->row += self->n_rows;
  return is_blank || wf_sheet_repeat_row (self->sheet, self->n_rows, error);
}

static gboolean
on_end (gpointer data, const char *name, GError **error)
{
  Cells *self = data;
  gboolean is_cell = g_str_equal (name, "table-cell") || g_str_equal (name, "covered-table-cell");

  if (g_str_equal (name, "table"))
    self->depth--;
  else if (is_here (self) && self->is_in_cell && is_cell)
    return end_cell (self, error);
  else if (self->is_in_cell)
    self->n_ignored -= is_foreign (name);
  else if (is_here (self) && g_str_equal (name, "table-row"))
    return end_row (self, error);
  return !g_str_equal (name, "table") || self->depth > 0 || self->n_tables <= self->wanted;
}

static void
on_text (gpointer data, const char *text, gsize length)
{
  Cells *self = data;

  if (self->is_in_cell && self->n_paragraphs > 0 && self->n_ignored == 0 && !self->has_value)
    g_string_append_len (self->value, text, (gssize) length);
}

static gboolean
ods_read (gpointer workbook, guint index, WfSheet *sheet, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_start, on_end, on_text };
  g_autoptr (GString) value = g_string_new (NULL);
  Ods *self = workbook;
  Cells cells = { .ods = self, .sheet = sheet, .wanted = index, .value = value };

  wf_progress_set_stage (progress, _ ("Reading the sheet"), wf_zip_get_size (self->zip, CONTENT));
  return wf_xml_stream (self->zip, self->name, CONTENT, &events, &cells, progress, error);
}

static const WfWorkbookKind kind = { ods_open, ods_read, g_free };

/* ---- the format ---- */

static WfTable *
read_table (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  return wf_workbook_read (&kind, source, params, progress, error);
}

static WfImport *
preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  return wf_workbook_preview (&kind, &wf_format_ods, source, params, progress, error);
}

static int
sniff (const char *head, gsize length)
{
  static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

  return length > 4 && memcmp (head, "PK\003\004", 4) == 0 &&
                 memmem (head, MIN (length, 200), mark, strlen (mark)) != NULL
             ? 95
             : 0;
}

static const char *const extensions[] = { "ods", "ots", NULL };
static const char *const mime_types[] = { "application/vnd.oasis.opendocument.spreadsheet", NULL };

const WfFormat wf_format_ods = {
  .id = "ods",
  .name = N_ ("OpenDocument spreadsheet"),
  .summary =
      N_ ("A sheet of a spreadsheet of LibreOffice and others; of formulas the results that were saved "
          "with them are read. Columns and types are found as in comma-separated values."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("formulas, formats, comments and all sheets but one"),
  .extensions = extensions,
  .mime_types = mime_types,
  .params = wf_workbook_params,
  .obeys_types = TRUE,
  .sniff = sniff,
  .read_table = read_table,
  .preview = preview,
};
