/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Spreadsheets in OpenDocument (ISO/IEC 26300), as LibreOffice and others write them. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/csv-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/sheet-private.h"
#include "core/formats/xml-stream-private.h"

#define CONTENT  "content.xml"
#define MANIFEST "META-INF/manifest.xml"

#define MAX_SPACES    256 /* in a row within a cell, which one element may stand for */
#define SECONDS_A_DAY 86400.0

typedef struct
{
  WfZip *zip; /* borrowed, as the name */
  const char *name;
  GArray *places; /* of guint: of the sheets among the tables of the file */
} Ods;

/* ---- which sheets there are ---- */

typedef struct
{
  GPtrArray *names, *hidden_names; /* of char* */
  GArray *places, *hidden_places;  /* of guint */
  guint n_tables;
  int depth;                 /* tables in tables */
  char *style;               /* the last one that began */
  GHashTable *hiding_styles; /* their names */
} Names;

static void
add_table (Names *self, const WfXmlAttributes *attributes)
{
  g_autofree char *style = wf_xml_attributes_dup (attributes, "style-name");
  char *title = wf_xml_attributes_dup (attributes, "name");
  gboolean is_hidden = style != NULL && g_hash_table_contains (self->hiding_styles, style);

  g_ptr_array_add (is_hidden ? self->hidden_names : self->names, title != NULL ? title : g_strdup (""));
  g_array_append_val (is_hidden ? self->hidden_places : self->places, self->n_tables);
  self->n_tables++;
}

/* the styles come before the tables */
static gboolean
on_table (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Names *self = data;

  if (g_str_equal (name, "table") && self->depth++ == 0)
    add_table (self, attributes);
  else if (g_str_equal (name, "style"))
    {
      g_free (self->style);
      self->style = wf_xml_attributes_dup (attributes, "name");
    }
  else if (g_str_equal (name, "table-properties") && self->style != NULL &&
           wf_xml_attributes_is (attributes, NULL, "display", "false"))
    g_hash_table_add (self->hiding_styles, g_strdup (self->style));
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
read_names (Ods *self, GPtrArray *names, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_table, on_table_end, NULL };
  g_autoptr (GArray) hidden_places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Names found = { .names = names,
                  .hidden_names = g_ptr_array_new (),
                  .places = self->places,
                  .hidden_places = hidden_places,
                  .hiding_styles = styles };
  gboolean is_read = wf_xml_stream (self->zip, self->name, CONTENT, &events, &found, progress, error);

  g_ptr_array_extend_and_steal (names, found.hidden_names);
  g_array_append_vals (self->places, hidden_places->data, hidden_places->len);
  g_free (found.style);
  return is_read;
}

static void
ods_close (gpointer data)
{
  Ods *self = data;

  g_array_unref (self->places);
  g_free (self);
}

static gpointer
ods_open (WfZip *zip, const char *name, GPtrArray *names, WfProgress *progress, GError **error)
{
  static const WfXmlEvents manifest = { on_manifest, NULL, NULL };
  Ods *self = g_new0 (Ods, 1);

  self->zip = zip;
  self->name = name;
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  if ((!wf_zip_has (zip, MANIFEST) ||
       wf_xml_stream (zip, name, MANIFEST, &manifest, self, progress, error)) &&
      read_names (self, names, progress, error))
    return self;
  ods_close (self);
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
  gboolean is_in_paragraph;
  int n_foreign; /* elements that are open in a cell and whose text isn't its own: comments, shapes */
  GString *value;
  gboolean has_value;  /* as an attribute: the text is how it is shown */
  gboolean is_error;   /* of a formula */
  gboolean is_unsaved; /* a formula without a result */
} Cells;

static gboolean
is_here (const Cells *self)
{
  return self->depth == 1 && self->n_tables == self->wanted + 1;
}

/* "P1DT06H30M00S" in seconds; FALSE when it is none, or of months, which have no length */
static gboolean
parse_duration (const char *text, double *seconds)
{
  gboolean is_negative = *text == '-';
  gboolean is_of_day = FALSE;

  text += is_negative;
  if (*text++ != 'P')
    return FALSE;
  for (*seconds = 0; *text != '\0'; text++)
    {
      double value;

      if (*text == 'T')
        {
          is_of_day = TRUE;
          continue;
        }
      text = wf_csv_parse_number (text, '.', &value);
      if (text != NULL && *text == 'D' && !is_of_day)
        *seconds += value * SECONDS_A_DAY;
      else if (text != NULL && *text == 'H' && is_of_day)
        *seconds += value * 3600;
      else if (text != NULL && *text == 'M' && is_of_day)
        *seconds += value * 60;
      else if (text != NULL && *text == 'S' && is_of_day)
        *seconds += value;
      else
        return FALSE;
    }
  *seconds *= is_negative ? -1 : 1;
  return TRUE;
}

/* a time as Excel has it: a part of a day */
static void
append_time (GString *value, const char *text)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double seconds;

  g_string_append (value, parse_duration (text, &seconds)
                              ? g_ascii_dtostr (number, sizeof number, seconds / SECONDS_A_DAY)
                              : text);
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
  const char *value;
  gsize length;

  self->n_columns = (gsize) wf_xml_attributes_get_whole (attributes, "number-columns-repeated", 1, 1);
  self->is_in_cell = TRUE;
  self->is_in_paragraph = FALSE;
  self->n_foreign = 0;
  self->has_value = FALSE;
  self->is_error = wf_xml_attributes_is (attributes, "calcext", "value-type", "error");
  self->is_unsaved = wf_xml_attributes_find (attributes, "table", "formula", &value, &length) &&
                     !wf_xml_attributes_find (attributes, "office", "value-type", &value, &length);
  g_string_truncate (self->value, 0);
  if (!self->is_error)
    take_value (self, attributes);
}

/* a cell's own text stands in paragraphs */
static gboolean
is_foreign (const Cells *self, const char *name)
{
  return self->n_foreign > 0 ||
         (self->is_in_paragraph ? g_str_equal (name, "annotation") || g_str_equal (name, "frame") ||
                                      g_str_equal (name, "ruby-text")
                                : !g_str_equal (name, "p"));
}

static void
on_inner (Cells *self, const char *name, const WfXmlAttributes *attributes)
{
  gint64 n_spaces = 0;

  if (is_foreign (self, name))
    self->n_foreign++;
  else if (g_str_equal (name, "p"))
    {
      n_spaces = self->value->len > 0;
      self->is_in_paragraph = TRUE;
    }
  else if (g_str_equal (name, "tab") || g_str_equal (name, "line-break"))
    n_spaces = 1;
  else if (g_str_equal (name, "s"))
    n_spaces = MIN (wf_xml_attributes_get_whole (attributes, "c", 1, 1), MAX_SPACES);
  for (; n_spaces > 0 && !self->has_value; n_spaces--)
    g_string_append_c (self->value, ' ');
}

static void
on_inner_end (Cells *self, const char *name)
{
  if (self->n_foreign > 0)
    self->n_foreign--;
  else if (g_str_equal (name, "p"))
    self->is_in_paragraph = FALSE;
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
  gboolean is_blank = self->is_error || strspn (self->value->str, " \t") == self->value->len;

  self->is_in_cell = FALSE;
  if (self->is_error && !g_str_equal (self->value->str, "#N/A"))
    wf_sheet_count_fault (self->sheet, WF_SHEET_ERROR);
  else if (self->is_unsaved && is_blank)
    wf_sheet_count_fault (self->sheet, WF_SHEET_UNSAVED);
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
    on_inner_end (self, name);
  else if (is_here (self) && g_str_equal (name, "table-row"))
    return end_row (self, error);
  return !g_str_equal (name, "table") || self->depth > 0 || self->n_tables <= self->wanted;
}

static void
on_text (gpointer data, const char *text, gsize length)
{
  Cells *self = data;

  if (self->is_in_cell && self->is_in_paragraph && self->n_foreign == 0 && !self->has_value)
    g_string_append_len (self->value, text, (gssize) length);
}

static gboolean
ods_read (gpointer workbook, guint index, WfSheet *sheet, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_start, on_end, on_text };
  g_autoptr (GString) value = g_string_new (NULL);
  Ods *self = workbook;
  Cells cells = { .ods = self, .sheet = sheet, .value = value };

  cells.wanted = g_array_index (self->places, guint, index);
  wf_progress_set_stage (progress, _ ("Reading the sheet"), wf_zip_get_size (self->zip, CONTENT));
  return wf_xml_stream (self->zip, self->name, CONTENT, &events, &cells, progress, error);
}

static const WfWorkbookKind kind = { ods_open, ods_read, ods_close };

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
