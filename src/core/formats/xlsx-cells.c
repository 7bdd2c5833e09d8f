/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The cells of one sheet of an Excel workbook. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/csv-private.h"
#include "core/formats/xlsx-private.h"
#include "core/formats/xml-stream-private.h"

#define MAX_LETTERS   3       /* of a column: XFD */
#define ESCAPE_LENGTH 7       /* _xHHHH_ */
#define LAST_DAY      2958465 /* 9999-12-31 */
#define DAYS_TO_1904  1462
#define MS_A_DAY      86400000

/* ---- values ---- */

void
wf_xlsx_decode (GString *text, gsize start)
{
  gsize at = start;

  for (gsize i = start; i < text->len;)
    {
      const char *p = text->str + i;
      gunichar c = 0;

      if (text->len - i >= ESCAPE_LENGTH && p[0] == '_' && p[1] == 'x' && p[6] == '_')
        for (int j = 2; j < 6; j++)
          c = g_ascii_isxdigit (p[j]) && c != (gunichar) -1 ? c * 16 + (gunichar) g_ascii_xdigit_value (p[j])
                                                            : (gunichar) -1;
      if (c == 0 || !g_unichar_validate (c))
        {
          text->str[at++] = text->str[i++];
          continue;
        }
      at += (gsize) g_unichar_to_utf8 (c, text->str + at);
      i += ESCAPE_LENGTH;
    }
  g_string_truncate (text, at);
}

gboolean
wf_xlsx_is_date_code (const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    switch (*p)
      {
        case '"':
          p = strchr (p + 1, '"');
          if (p == NULL)
            return FALSE;
          break;
        case '[':
          p = strchr (p, ']');
          if (p == NULL)
            return FALSE;
          break;
        case '\\':
        case '_':
        case '*':
          if (p[1] == '\0')
            return FALSE;
          p++;
          break;
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
          return TRUE;
        default:
          break;
      }
  return FALSE;
}

/* Excel takes 1900 for a leap year: day 60 never was, and those before are one further on. */
char *
wf_xlsx_date_to_text (double days, gboolean is_1904)
{
  double milliseconds = rint ((days - floor (days)) * MS_A_DAY);
  double day = floor (days) + (is_1904 ? DAYS_TO_1904 : 0) + (milliseconds == MS_A_DAY);
  int rest;
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (!(day >= 1 && day <= LAST_DAY))
    return NULL;
  rest = (int) fmod (milliseconds, MS_A_DAY);
  first = g_date_time_new_utc (1899, 12, day < 60 ? 31 : 30, 0, 0, 0);
  date = g_date_time_add_full (first, 0, 0, (int) day, 0, 0, rest / 1000);
  text = g_date_time_format (date, rest == 0 ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S");
  return rest % 1000 == 0 ? g_steal_pointer (&text) : g_strdup_printf ("%s.%03d", text, rest % 1000);
}

/* ---- texts that cells share ---- */

typedef struct
{
  WfXlsx *xlsx;
  gsize start; /* of the text that is read */
  int depth;   /* within elements whose text isn't meant: how a word is pronounced */
  gboolean is_in_text;
} Strings;

static gboolean
on_string (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Strings *self = data;

  if (g_str_equal (name, "si"))
    self->start = self->xlsx->strings->len;
  self->depth += g_str_equal (name, "rPh");
  self->is_in_text = g_str_equal (name, "t") && self->depth == 0;
  return TRUE;
}

/* here once, not in each of the cells that share it */
static void
trim_from (GString *text, gsize start)
{
  gsize length = text->len - start;
  gssize n_before = wf_csv_trim (text->str + start, &length) - (text->str + start);

  g_string_erase (text, (gssize) start, n_before);
  g_string_truncate (text, start + length);
}

static gboolean
on_string_end (gpointer data, const char *name, GError **error)
{
  Strings *self = data;

  self->is_in_text = FALSE;
  self->depth -= g_str_equal (name, "rPh");
  if (g_str_equal (name, "si"))
    {
      wf_xlsx_decode (self->xlsx->strings, self->start);
      trim_from (self->xlsx->strings, self->start);
      g_array_append_val (self->xlsx->ends, self->xlsx->strings->len);
      self->start = self->xlsx->strings->len; /* of what follows in a text about this one */
    }
  return TRUE;
}

static void
on_string_text (gpointer data, const char *text, gsize length)
{
  Strings *self = data;

  if (self->is_in_text)
    g_string_append_len (self->xlsx->strings, text, (gssize) length);
}

static gboolean
read_strings (WfXlsx *self, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_string, on_string_end, on_string_text };
  Strings strings = { .xlsx = self };

  if (self->has_strings || self->strings_part == NULL || !wf_zip_has (self->zip, self->strings_part))
    return TRUE;
  self->has_strings = TRUE;
  return wf_xml_stream (self->zip, self->name, self->strings_part, &events, &strings, progress, error);
}

/* ---- cells ---- */

typedef enum
{
  NUMBER,
  SHARED,
  TEXT, /* in the cell itself, or of a formula */
  BOOLEAN,
  FAULT,
} CellKind;

typedef struct
{
  WfXlsx *xlsx;
  WfSheet *sheet;
  gsize row;    /* the next one, from 0 */
  gsize column; /* likewise of the next cell */
  CellKind kind;
  gboolean is_date;
  gboolean has_formula;
  GString *value; /* of the cell that is read */
  gboolean is_in_value;
  int depth; /* as of Strings */
} Cells;

/* "AB12": from 0 */
static gboolean
parse_reference (const Cells *self, const char *text, gsize length, gsize *column, GError **error)
{
  gsize n = 0;
  gsize value = 0;

  while (n < length && n <= MAX_LETTERS && g_ascii_isalpha (text[n]))
    value = value * 26 + (gsize) (g_ascii_toupper (text[n++]) - 'A') + 1;
  if (n > 0 && n <= MAX_LETTERS)
    {
      *column = value - 1;
      return TRUE;
    }
  g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
               _ ("%s: row %zu of the sheet has a cell at “%.*s”, which is no place; save the file anew"),
               self->xlsx->name, self->row, (int) MIN (length, 20), text);
  return FALSE;
}

static gboolean
begin_row (Cells *self, const WfXmlAttributes *attributes, GError **error)
{
  gint64 row = wf_xml_attributes_get_whole (attributes, "r", 1, (gint64) self->row + 1);

  if (wf_sheet_is_full (self->sheet) || !wf_sheet_begin_row (self->sheet, (gsize) row - 1, error))
    return FALSE;
  self->row = (gsize) row;
  self->column = 0;
  return TRUE;
}

static gboolean
begin_cell (Cells *self, const WfXmlAttributes *attributes, GError **error)
{
  static const struct
  {
    const char *type;
    CellKind kind;
  } kinds[] = {
    { "s", SHARED }, { "str", TEXT }, { "inlineStr", TEXT }, { "d", TEXT }, { "b", BOOLEAN }, { "e", FAULT },
  };
  gsize style = (gsize) wf_xml_attributes_get_whole (attributes, "s", 0, 0);
  const char *place;
  gsize length;

  if (wf_xml_attributes_find (attributes, NULL, "r", &place, &length) &&
      !parse_reference (self, place, length, &self->column, error))
    return FALSE;
  self->kind = NUMBER;
  self->has_formula = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (wf_xml_attributes_is (attributes, NULL, "t", kinds[i].type))
      self->kind = kinds[i].kind;
  self->is_date = style < self->xlsx->is_date->len && g_array_index (self->xlsx->is_date, gboolean, style);
  g_string_truncate (self->value, 0);
  return TRUE;
}

static gboolean
on_cell (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Cells *self = data;

  if (g_str_equal (name, "row"))
    return begin_row (self, attributes, error);
  if (g_str_equal (name, "c"))
    return begin_cell (self, attributes, error);
  self->has_formula |= g_str_equal (name, "f");
  self->depth += g_str_equal (name, "rPh");
  self->is_in_value = self->depth == 0 && (g_str_equal (name, "v") || g_str_equal (name, "t"));
  return TRUE;
}

static gboolean
add_shared (Cells *self, GError **error)
{
  const WfXlsx *xlsx = self->xlsx;
  guint64 index;
  gsize start;

  if (!g_ascii_string_to_unsigned (self->value->str, 10, 0, G_MAXUINT32, &index, NULL) ||
      index >= xlsx->ends->len)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: row %zu of the sheet refers to text %s, which isn’t there; save the file anew"),
                   xlsx->name, self->row, self->value->str);
      return FALSE;
    }
  start = index > 0 ? g_array_index (xlsx->ends, gsize, index - 1) : 0;
  return wf_sheet_add_cell (self->sheet, self->column, xlsx->strings->str + start,
                            g_array_index (xlsx->ends, gsize, index) - start, error);
}

static gboolean
add_number (Cells *self, GError **error)
{
  double days;
  g_autofree char *date = NULL;

  if (self->is_date &&
      wf_csv_parse_number (self->value->str, '.', &days) == self->value->str + self->value->len)
    date = wf_xlsx_date_to_text (days, self->xlsx->is_1904);
  return date != NULL
             ? wf_sheet_add_cell (self->sheet, self->column, date, strlen (date), error)
             : wf_sheet_add_cell (self->sheet, self->column, self->value->str, self->value->len, error);
}

static gboolean
add_cell (Cells *self, GError **error)
{
  if (self->value->len == 0)
    {
      /* a formula of text may give none */
      if (self->has_formula && self->kind != TEXT)
        wf_sheet_count_fault (self->sheet, WF_SHEET_UNSAVED);
      return TRUE;
    }
  switch (self->kind)
    {
      case SHARED:
        return add_shared (self, error);
      case BOOLEAN:
        g_string_assign (
            self->value,
            g_str_equal (self->value->str, "1") || g_str_equal (self->value->str, "true") ? "TRUE" : "FALSE");
        break;
      case FAULT:
        if (!g_str_equal (self->value->str, "#N/A"))
          wf_sheet_count_fault (self->sheet, WF_SHEET_ERROR);
        return TRUE;
      case TEXT:
        wf_xlsx_decode (self->value, 0);
        break;
      case NUMBER:
      default:
        return add_number (self, error);
    }
  return wf_sheet_add_cell (self->sheet, self->column, self->value->str, self->value->len, error);
}

static gboolean
on_cell_end (gpointer data, const char *name, GError **error)
{
  Cells *self = data;
  gboolean is_added;

  self->is_in_value = FALSE;
  self->depth -= g_str_equal (name, "rPh");
  if (g_str_equal (name, "sheetData"))
    return FALSE; /* what follows are no cells */
  if (!g_str_equal (name, "c"))
    return TRUE;
  is_added = add_cell (self, error);
  self->column++;
  return is_added;
}

static void
on_cell_text (gpointer data, const char *text, gsize length)
{
  Cells *self = data;

  if (self->is_in_value)
    g_string_append_len (self->value, text, (gssize) length);
}

gboolean
wf_xlsx_read_sheet (WfXlsx *self, guint index, WfSheet *sheet, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_cell, on_cell_end, on_cell_text };
  g_autoptr (GString) value = g_string_new (NULL);
  Cells cells = { .xlsx = self, .sheet = sheet, .value = value };
  const char *part = self->parts->pdata[index];

  wf_progress_set_stage (progress, _ ("Reading the texts"), 0);
  if (!read_strings (self, progress, error))
    return FALSE;
  wf_progress_set_stage (progress, _ ("Reading the sheet"), wf_zip_get_size (self->zip, part));
  return wf_xml_stream (self->zip, self->name, part, &events, &cells, progress, error);
}
