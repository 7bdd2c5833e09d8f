/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Workbooks of Excel (ECMA-376): which sheets there are, the texts they share, and which styles show dates.
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/formats-private.h"
#include "core/formats/xlsx-private.h"
#include "core/formats/xml-stream-private.h"

/* ---- which parts there are ---- */

/* Target by Id and by the last word of the Type, of a part's relationships. */
typedef struct
{
  const char *folder; /* of the part, while they are read */
  GHashTable *by_id;
  GHashTable *by_type;
} Relations;

static void
relations_clear (Relations *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, relations_clear)

/* a target is from the part's folder on, or from the root */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *path = g_canonicalize_filename (target, folder);

  return g_strdup (path + strspn (path, "/"));
}

static gboolean
on_relation (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Relations *self = data;
  g_autofree char *id = NULL, *type = NULL, *target = NULL;

  if (!g_str_equal (name, "Relationship"))
    return TRUE;
  id = wf_xml_attributes_dup (attributes, "Id");
  type = wf_xml_attributes_dup (attributes, "Type");
  target = wf_xml_attributes_dup (attributes, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return TRUE;
  g_hash_table_replace (self->by_type, g_path_get_basename (type), resolve (self->folder, target));
  if (g_str_has_suffix (type, "/worksheet"))
    g_hash_table_replace (self->by_id, g_steal_pointer (&id), resolve (self->folder, target));
  return TRUE;
}

/* part: "" = of the whole package */
static gboolean
read_relations (WfXlsx *self, const char *part, Relations *relations, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_relation, NULL, NULL };
  const char *slash = strrchr (part, '/');
  g_autofree char *path = g_strconcat ("/", part, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *list = g_strdup_printf ("_rels/%s.rels", slash != NULL ? slash + 1 : part);
  g_autofree char *entry = resolve (folder, list);
  gboolean is_read;

  relations->folder = folder;
  is_read = wf_xml_stream (self->zip, self->name, entry, &events, relations, progress, error);
  relations->folder = NULL;
  return is_read;
}

static char *
find_workbook (WfXlsx *self, WfProgress *progress, GError **error)
{
  g_auto (Relations) relations = { NULL, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                                   g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  const char *part;

  if (!read_relations (self, "", &relations, progress, error))
    return NULL;
  part = g_hash_table_lookup (relations.by_type, "officeDocument");
  if (part == NULL || g_str_has_suffix (part, ".bin"))
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 part == NULL ? _ ("%s is no workbook of Excel; open the file with a spreadsheet program and "
                                   "save it as .xlsx")
                              : _ ("%s is a binary workbook of Excel (.xlsb); save it as .xlsx"),
                 self->name);
  return part != NULL && !g_str_has_suffix (part, ".bin") ? g_strdup (part) : NULL;
}

/* ---- the workbook ---- */

typedef struct
{
  WfXlsx *xlsx;
  const Relations *relations;
  GPtrArray *names;
  GPtrArray *hidden_names, *hidden_parts;
} Workbook;

static gboolean
on_workbook (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Workbook *self = data;

  /* an extension of the workbook has another element of this name, without the attribute */
  if (g_str_equal (name, "workbookPr"))
    self->xlsx->is_1904 |= wf_xml_attributes_is (attributes, NULL, "date1904", "1") ||
                           wf_xml_attributes_is (attributes, NULL, "date1904", "true");
  if (g_str_equal (name, "sheet"))
    {
      g_autofree char *id = wf_xml_attributes_dup (attributes, "id");
      const char *part = id != NULL ? g_hash_table_lookup (self->relations->by_id, id) : NULL;
      char *title = part != NULL ? wf_xml_attributes_dup (attributes, "name") : NULL;
      gboolean is_hidden = wf_xml_attributes_is (attributes, NULL, "state", "hidden") ||
                           wf_xml_attributes_is (attributes, NULL, "state", "veryHidden");

      if (title != NULL) /* else a chart */
        {
          g_ptr_array_add (is_hidden ? self->hidden_names : self->names, title);
          g_ptr_array_add (is_hidden ? self->hidden_parts : self->xlsx->parts, g_strdup (part));
        }
    }
  return TRUE;
}

static gboolean
read_workbook (WfXlsx *self, const char *part, GPtrArray *names, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_workbook, NULL, NULL };
  g_auto (Relations) relations = { NULL, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                                   g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  Workbook workbook = { self, &relations, names, g_ptr_array_new (), g_ptr_array_new () };
  gboolean is_read = read_relations (self, part, &relations, progress, error) &&
                     wf_xml_stream (self->zip, self->name, part, &events, &workbook, progress, error);

  g_ptr_array_extend_and_steal (names, workbook.hidden_names);
  g_ptr_array_extend_and_steal (self->parts, workbook.hidden_parts);
  self->strings_part = g_strdup (g_hash_table_lookup (relations.by_type, "sharedStrings"));
  self->styles_part = g_strdup (g_hash_table_lookup (relations.by_type, "styles"));
  return is_read;
}

/* ---- which styles show dates ---- */

typedef struct
{
  GArray *is_date;      /* of gboolean, one a style */
  GHashTable *formats;  /* the file's own formats of numbers, by their numbers: whether they show dates */
  gboolean is_in_cells; /* in the list of the styles of cells */
} Styles;

static gboolean
is_date_format (const Styles *self, gint64 format)
{
  gpointer is_date;

  if (g_hash_table_lookup_extended (self->formats, GINT_TO_POINTER ((int) format), NULL, &is_date))
    return GPOINTER_TO_INT (is_date);
  /* what Excel doesn't write into the file */
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 ||
         (format >= 50 && format <= 54) || format == 57 || format == 58;
}

static gboolean
on_style (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error)
{
  Styles *self = data;

  if (g_str_equal (name, "numFmt"))
    {
      g_autofree char *code = wf_xml_attributes_dup (attributes, "formatCode");
      gint64 format = wf_xml_attributes_get_whole (attributes, "numFmtId", 0, 0);

      if (code != NULL)
        g_hash_table_insert (self->formats, GINT_TO_POINTER ((int) format),
                             GINT_TO_POINTER (wf_xlsx_is_date_code (code)));
    }
  else if (g_str_equal (name, "cellXfs"))
    self->is_in_cells = TRUE;
  else if (self->is_in_cells && g_str_equal (name, "xf"))
    {
      gboolean is_date = is_date_format (self, wf_xml_attributes_get_whole (attributes, "numFmtId", 0, 0));

      g_array_append_val (self->is_date, is_date);
    }
  return TRUE;
}

static gboolean
on_style_end (gpointer data, const char *name, GError **error)
{
  Styles *self = data;

  if (g_str_equal (name, "cellXfs"))
    self->is_in_cells = FALSE;
  return TRUE;
}

static gboolean
read_styles (WfXlsx *self, WfProgress *progress, GError **error)
{
  static const WfXmlEvents events = { on_style, on_style_end, NULL };
  g_autoptr (GHashTable) formats = g_hash_table_new (NULL, NULL);
  Styles styles = { self->is_date, formats, FALSE };

  return self->styles_part == NULL || !wf_zip_has (self->zip, self->styles_part) ||
         wf_xml_stream (self->zip, self->name, self->styles_part, &events, &styles, progress, error);
}

/* ---- the kind of workbook ---- */

static void
xlsx_close (gpointer data)
{
  WfXlsx *self = data;

  g_ptr_array_unref (self->parts);
  g_free (self->strings_part);
  g_free (self->styles_part);
  g_string_free (self->strings, TRUE);
  g_array_unref (self->ends);
  g_array_unref (self->is_date);
  g_free (self);
}

static gpointer
xlsx_open (WfZip *zip, const char *name, GPtrArray *names, WfProgress *progress, GError **error)
{
  WfXlsx *self = g_new0 (WfXlsx, 1);
  g_autofree char *part = NULL;

  self->zip = zip;
  self->name = name;
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_new (NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->is_date = g_array_new (FALSE, FALSE, sizeof (gboolean));
  part = find_workbook (self, progress, error);
  if (part != NULL && read_workbook (self, part, names, progress, error) &&
      read_styles (self, progress, error))
    return self;
  xlsx_close (self);
  return NULL;
}

static gboolean
xlsx_read (gpointer workbook, guint index, WfSheet *sheet, WfProgress *progress, GError **error)
{
  return wf_xlsx_read_sheet (workbook, index, sheet, progress, error);
}

static const WfWorkbookKind kind = { xlsx_open, xlsx_read, xlsx_close };

/* ---- the format ---- */

static WfTable *
read_table (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  return wf_workbook_read (&kind, source, params, progress, error);
}

static WfImport *
preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  return wf_workbook_preview (&kind, &wf_format_xlsx, source, params, progress, error);
}

static gboolean
mentions (const char *head, gsize length, const char *name)
{
  return memmem (head, length, name, strlen (name)) != NULL;
}

/* documents of Word and PowerPoint are packages, too */
static int
sniff (const char *head, gsize length)
{
  if (length < 4 || memcmp (head, "PK\003\004", 4) != 0)
    return 0;
  if (mentions (head, length, "xl/"))
    return 90;
  return mentions (head, length, "[Content_Types].xml") && !mentions (head, length, "word/") &&
                 !mentions (head, length, "ppt/")
             ? 90
             : 0;
}

static const char *const extensions[] = { "xlsx", "xlsm", NULL };
static const char *const mime_types[] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                          "application/vnd.ms-excel.sheet.macroEnabled.12", NULL };

const WfFormat wf_format_xlsx = {
  .id = "xlsx",
  .name = N_ ("Excel workbook"),
  .summary = N_ ("A sheet of a workbook. Numbers that are shown as dates are dates; of formulas the results "
                 "that were saved with them are read. Columns and types are found as in comma-separated "
                 "values."),
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
