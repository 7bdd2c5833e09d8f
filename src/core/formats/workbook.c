/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Spreadsheets: one of the sheets, as text, and then what reads text. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/params.h"
#include "core/formats/csv-private.h"
#include "core/formats/sheet-private.h"

#define PREVIEW_ROWS (4 * WF_IMPORT_ROWS)

const WfParam wf_workbook_params[] = {
  { .id = "sheet",
    .name = N_ ("Sheet"),
    .type = WF_PARAM_TEXT,
    .help = N_ ("Which sheet is read; the first that holds a table unless given.") },
  WF_CSV_HEADER_PARAM,
  WF_CSV_SKIP_PARAM,
  WF_CSV_MISSING_PARAM,
  WF_IMPORT_TYPE_PARAM,
  WF_CSV_WEIGHT_PARAM,
  { NULL }
};

typedef struct
{
  const WfWorkbookKind *kind;
  const char *name;
  gsize n_packed; /* bytes of the file */
  WfZip *zip;
  GPtrArray *sheets; /* of char*: their names, NULL-terminated */
  gpointer workbook;
  WfProgress *progress;
} Reader;

static void
reader_clear (Reader *self)
{
  if (self->workbook != NULL)
    self->kind->close (self->workbook);
  g_clear_pointer (&self->zip, wf_zip_free);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
open_workbook (
    Reader *self, const WfWorkbookKind *kind, WfSource *source, WfProgress *progress, GError **error)
{
  self->kind = kind;
  self->name = wf_source_get_name (source);
  self->n_packed = g_bytes_get_size (wf_source_get_bytes (source));
  self->progress = progress;
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->zip = wf_zip_new (wf_source_get_bytes (source), self->name, error);
  self->workbook =
      self->zip != NULL ? kind->open (self->zip, self->name, self->sheets, progress, error) : NULL;
  g_ptr_array_add (self->sheets, NULL);
  return self->workbook != NULL;
}

/* ---- which sheet ---- */

static WfSheet *
read_sheet (Reader *self, guint index, gsize n_rows, GError **error)
{
  g_autoptr (WfSheet) sheet = wf_sheet_new (self->name, self->n_packed, n_rows);

  return self->kind->read (self->workbook, index, sheet, self->progress, error) ? g_steal_pointer (&sheet)
                                                                                : NULL;
}

static WfSheet *
read_asked (Reader *self, const char *asked, gsize n_rows, guint *index, GError **error)
{
  g_autofree char *list = NULL;
  WfSheet *sheet;

  for (*index = 0; *index + 1 < self->sheets->len; *index += 1)
    if (g_str_equal (self->sheets->pdata[*index], asked))
      break;
  if (*index + 1 == self->sheets->len)
    {
      list = wf_import_quote_names ((const char *const *) self->sheets->pdata);
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no sheet “%s”; it has %s"), self->name, asked,
                   list);
      return NULL;
    }
  sheet = read_sheet (self, *index, n_rows, error);
  if (sheet == NULL || !wf_sheet_is_empty (sheet))
    return sheet;
  wf_sheet_free (sheet);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s: the sheet “%s” is empty"), self->name, asked);
  return NULL;
}

/* The first that holds more than one row and one column, or else anything. */
static WfSheet *
read_first (Reader *self, gsize n_rows, guint *index, GError **error)
{
  g_autoptr (WfSheet) second = NULL;

  for (guint i = 0; i + 1 < self->sheets->len; i++)
    {
      g_autoptr (WfSheet) sheet = read_sheet (self, i, n_rows, error);

      if (sheet == NULL)
        return NULL;
      if (wf_sheet_is_table (sheet) || (second == NULL && !wf_sheet_is_empty (sheet)))
        {
          *index = i;
          if (wf_sheet_is_table (sheet))
            return g_steal_pointer (&sheet);
          second = g_steal_pointer (&sheet);
        }
    }
  if (second == NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no cells"), self->name);
  return g_steal_pointer (&second);
}

static WfSheet *
read_chosen (Reader *self, GVariant *params, gsize n_rows, guint *index, GError **error)
{
  const char *asked = wf_params_get_text (params, "sheet");

  return *asked != '\0' ? read_asked (self, asked, n_rows, index, error)
                        : read_first (self, n_rows, index, error);
}

/* ---- as text ---- */

/* params, and of CSV's parameters those that nobody has to choose here */
static GVariant *
get_options (GVariant *params, WfSheet *sheet)
{
  static const char *const fixed[][2] = {
    { "delimiter", "comma" }, { "decimal", "point" },  { "quote", "double" },
    { "comment", "none" },    { "encoding", "utf-8" },
  };
  GVariantDict dict;

  g_variant_dict_init (&dict, params);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_variant_dict_insert (&dict, fixed[i][0], "s", fixed[i][1]);
  if (wf_params_get_integer (params, "skip") < 0)
    g_variant_dict_insert (&dict, "skip", "x", (gint64) wf_sheet_find_table (sheet));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static GStrv
list_notes (const Reader *self, GVariant *params, WfSheet *sheet, guint index)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  gsize n_errors = wf_sheet_get_n_faults (sheet, WF_SHEET_ERROR);
  gsize n_unsaved = wf_sheet_get_n_faults (sheet, WF_SHEET_UNSAVED);
  gsize n_before = wf_params_get_integer (params, "skip") < 0 ? wf_sheet_find_table (sheet) : 0;

  if (self->sheets->len > 2 && *wf_params_get_text (params, "sheet") == '\0')
    {
      g_autofree char *list = wf_import_quote_names ((const char *const *) self->sheets->pdata);
      g_autofree char *note =
          g_strdup_printf (_ ("the sheet “%s” was read; name another as “sheet” (--sheet NAME on the command "
                              "line): %s"),
                           (const char *) self->sheets->pdata[index], list);

      g_strv_builder_add (notes, note);
    }
  if (n_before > 0)
    {
      g_autofree char *note =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu line before the table was skipped",
                                        "%zu lines before the table were skipped", n_before),
                           n_before);

      g_strv_builder_add (notes, note);
    }
  if (n_errors > 0)
    {
      g_autofree char *note =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu cell with the error of a formula is missing",
                                        "%zu cells with errors of formulas are missing", n_errors),
                           n_errors);

      g_strv_builder_add (notes, note);
    }
  if (n_unsaved > 0)
    {
      g_autofree char *note = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%zu cell is missing whose formula has no result in the file: open it with a "
                       "spreadsheet program and save it there",
                       "%zu cells are missing whose formulas have no results in the file: open it with a "
                       "spreadsheet program and save it there",
                       n_unsaved),
          n_unsaved);

      g_strv_builder_add (notes, note);
    }
  return g_strv_builder_end (notes);
}

/* The sheet and how its text is read. */
typedef struct
{
  guint index;
  GBytes *text;
  gboolean is_whole;
  GVariant *options;
  GStrv notes;
} Chosen;

static void
chosen_clear (Chosen *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->options, g_variant_unref);
  g_strfreev (self->notes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chosen, chosen_clear)

/* n_rows: so many are enough, 0 = all */
static gboolean
choose (Reader *self, GVariant *params, gsize n_rows, Chosen *chosen, GError **error)
{
  g_autoptr (WfSheet) sheet = read_chosen (self, params, n_rows, &chosen->index, error);

  chosen->text = sheet != NULL ? wf_sheet_to_text (sheet, error) : NULL;
  if (chosen->text == NULL)
    return FALSE;
  chosen->is_whole = !wf_sheet_is_full (sheet);
  chosen->options = get_options (params, sheet);
  chosen->notes = list_notes (self, params, sheet, chosen->index);
  return TRUE;
}

WfTable *
wf_workbook_read (
    const WfWorkbookKind *kind, WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_auto (Reader) self = { NULL };
  g_auto (Chosen) chosen = { 0 };

  if (!open_workbook (&self, kind, source, progress, error) || !choose (&self, params, 0, &chosen, error))
    return NULL;
  return wf_csv_read (chosen.text, self.name, chosen.options, (const char *const *) chosen.notes, progress,
                      error);
}

WfImport *
wf_workbook_preview (const WfWorkbookKind *kind,
                     const WfFormat *format,
                     WfSource *source,
                     GVariant *params,
                     WfProgress *progress,
                     GError **error)
{
  g_auto (Reader) self = { NULL };
  g_auto (Chosen) chosen = { 0 };
  g_autoptr (WfImport) import = NULL;
  g_autofree char *reason = NULL;
  guint n_sheets;

  if (!open_workbook (&self, kind, source, progress, error) ||
      !choose (&self, params, PREVIEW_ROWS, &chosen, error))
    return NULL;
  import = wf_import_new (format, params);
  n_sheets = self.sheets->len - 1;
  reason = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u sheet is in the file", "%u sheets are in the file", n_sheets),
      n_sheets);
  wf_import_add_finding (import, "sheet", self.sheets->pdata[chosen.index], n_sheets == 1, reason,
                         (const char *const *) self.sheets->pdata);
  return wf_csv_preview_bytes (import, chosen.text, chosen.is_whole, self.name, chosen.options,
                               (const char *const *) chosen.notes, progress, error)
             ? g_steal_pointer (&import)
             : NULL;
}
