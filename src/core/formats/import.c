/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/params.h"
#include "core/formats/import-private.h"
#include "core/table/type-list.h"

#define REASON_BYTES 1024
#define N_LISTED     30

typedef struct
{
  const char *reason; /* of the import's reasons, or a translation */
  WfColumnType type;
} Column;

struct _WfImport
{
  const WfFormat *format;
  GVariant *given;  /* a{sv}, complete */
  GVariant *params; /* a{sv}, with what was found */
  GArray *findings; /* of WfFinding */
  GArray *columns;  /* of Column */
  GStringChunk *reasons; /* why they are of their types: of many columns the same words */
  GPtrArray *names; /* of char*, NULL-terminated once asked for */
  GPtrArray *cells; /* of char*, row by row */
  GPtrArray *notes; /* of char*, NULL-terminated */
  gboolean has_more;
};

G_DEFINE_BOXED_TYPE (WfImport, wf_import, wf_import_ref, wf_import_unref)

static void
finding_clear (gpointer data)
{
  WfFinding *finding = data;

  g_free ((char *) finding->value);
  g_free ((char *) finding->reason);
  g_strfreev ((char **) finding->choices);
}

static GPtrArray *
new_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, NULL);
  return list;
}

/* before the NULL at its end */
static void
append (GPtrArray *list, const char *text)
{
  g_ptr_array_insert (list, (int) list->len - 1, g_strdup (text));
}

WfImport *
wf_import_new (const WfFormat *format, GVariant *params)
{
  WfImport *self = g_atomic_rc_box_new0 (WfImport);

  self->format = format;
  self->given = g_variant_ref_sink (params);
  self->params = g_variant_ref (self->given);
  self->findings = g_array_new (FALSE, FALSE, sizeof (WfFinding));
  g_array_set_clear_func (self->findings, finding_clear);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->reasons = g_string_chunk_new (REASON_BYTES);
  self->names = new_list ();
  self->notes = new_list ();
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * wf_import_ref:
 * @self: an import
 *
 * Returns: (transfer full): @self
 */
WfImport *
wf_import_ref (WfImport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_import_clear (WfImport *self)
{
  g_variant_unref (self->given);
  g_variant_unref (self->params);
  g_array_unref (self->findings);
  g_array_unref (self->columns);
  g_string_chunk_free (self->reasons);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->notes);
}

/**
 * wf_import_unref:
 * @self: (transfer full): an import
 */
void
wf_import_unref (WfImport *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_import_clear);
}

/* ---- filling ---- */

static gboolean
is_given (WfImport *self, const char *id)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->given, id, NULL);
  const char *text = "";

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value) >= 0;
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    text = g_variant_get_string (value, NULL);
  return *text != '\0' && !g_str_equal (text, "auto");
}

static void
store (WfImport *self, const char *id, const char *value)
{
  const WfParam *param = wf_params_find (self->format->params, id);
  g_autoptr (GVariant) parsed = param != NULL ? wf_param_parse (param, value, NULL) : NULL;
  g_autoptr (GVariant) before = self->params;
  GVariantDict dict;

  g_variant_dict_init (&dict, before);
  if (parsed != NULL)
    g_variant_dict_insert_value (&dict, id, parsed);
  self->params = g_variant_ref_sink (g_variant_dict_end (&dict));
}

char *
wf_import_quote_names (const char *const *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; names[i] != NULL && i < N_LISTED; i++)
    g_string_append_printf (text, "%s“%s”", i > 0 ? ", " : "", names[i]);
  if (g_strv_length ((char **) names) > N_LISTED)
    g_string_append (text, " …");
  return g_utf8_make_valid (text->str, (gssize) text->len);
}

void
wf_import_add_finding (WfImport *self,
                       const char *id,
                       const char *value,
                       gboolean is_sure,
                       const char *reason,
                       const char *const *choices)
{
  WfFinding finding;

  if (wf_params_find (self->format->params, id) == NULL) /* what other formats of its kind can set */
    return;
  finding = (WfFinding){ .id = id,
                         .value = g_strdup (value),
                         .reason = g_strdup (is_given (self, id) ? _ ("as asked for") : reason),
                         .choices = (const char *const *) g_strdupv ((char **) choices),
                         .is_given = is_given (self, id),
                         .is_sure = is_sure || is_given (self, id) };

  store (self, id, value);
  g_array_append_val (self->findings, finding);
}

void
wf_import_add_column (WfImport *self, const char *name, WfColumnType type, const char *reason)
{
  Column column = { .reason = g_string_chunk_insert_const (self->reasons, reason), .type = type };

  g_array_append_val (self->columns, column);
  append (self->names, name);
}

/* once all names are known */
static gboolean
apply_given_types (WfImport *self, GError **error)
{
  g_autoptr (GArray) rules = NULL;
  const char *types =
      wf_params_find (self->format->params, "type") != NULL ? wf_params_get_text (self->given, "type") : "";

  rules = wf_type_rules_parse (types, wf_import_get_names (self), error);
  if (rules == NULL || !wf_type_rules_check (rules, wf_import_get_names (self), error))
    return FALSE;
  for (guint i = 0; rules->len > 0 && i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);
      const WfTypeRule *rule = wf_type_rules_find (rules, self->names->pdata[i]);

      if (rule == NULL)
        continue;
      column->type = rule->type;
      column->reason = _ ("as asked for");
    }
  return TRUE;
}

void
wf_import_take_cell (WfImport *self, char *cell)
{
  g_ptr_array_add (self->cells, cell);
}

void
wf_import_add_note (WfImport *self, const char *note)
{
  append (self->notes, note);
}

void
wf_import_set_has_more (WfImport *self)
{
  self->has_more = TRUE;
}

static char *
explain_type (WfTable *table, gsize column)
{
  if (wf_table_is_calendar (table, column))
    return g_strdup (_ ("dates"));
  if (wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    return g_strdup (_ ("the file says it holds numbers"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu different value", "%zu different values",
                                       wf_table_get_n_levels (table, column)),
                          wf_table_get_n_levels (table, column));
}

void
wf_import_add_table (WfImport *self, WfTable *table)
{
  gsize n_fields;
  g_autofree WfTableField *fields = wf_table_list_fields (table, &n_fields);
  gsize n_rows = MIN (wf_table_get_n_rows (table), WF_IMPORT_ROWS);

  for (gsize j = 0; j < n_fields; j++)
    if (fields[j].is_text)
      wf_import_add_column (self, wf_table_get_text_name (table, fields[j].index), WF_COLUMN_TYPE_TEXT,
                            _ ("nearly every row has a text of its own, so it is no variable"));
    else
      {
        g_autofree char *reason = explain_type (table, fields[j].index);

        wf_import_add_column (self, wf_table_get_name (table, fields[j].index),
                              wf_table_get_column_type (table, fields[j].index), reason);
      }
  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < n_fields; j++)
      g_ptr_array_add (self->cells, fields[j].is_text
                                        ? g_strdup (wf_table_get_text (table, fields[j].index, i))
                                        : wf_table_dup_cell (table, i, fields[j].index));
  for (const char *const *note = wf_table_get_notes (table); note != NULL && *note != NULL; note++)
    wf_import_add_note (self, *note);
  self->has_more = wf_table_get_n_rows (table) > n_rows;
}

/* ---- finding ---- */

/* A format without a preview of its own is read; its files are small or say everything themselves. */
static WfImport *
preview_by_reading (
    const WfFormat *format, WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_autoptr (WfSource) content = wf_source_unpack (source, progress, error);
  g_autoptr (WfTable) table = content != NULL ? format->read_table (content, params, progress, error) : NULL;
  WfImport *self = table != NULL ? wf_import_new (format, params) : NULL;

  if (self != NULL)
    wf_import_add_table (self, table);
  return self;
}

/**
 * wf_import_preview:
 * @source: a file that holds a table
 * @params: (nullable): a{sv} of the format’s parameters; what they don’t say is found
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Cost: of the first %WF_IMPORT_ROWS rows, whatever the size of the file, for the formats that are text.
 *
 * Returns: (transfer full): how the file would be read, or %NULL with the error that wf_table_read() has for
 * it
 */
WfImport *
wf_import_preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) complete = NULL;
  g_autoptr (WfImport) self = NULL;

  if (format == NULL || !wf_progress_check (progress, error))
    return NULL;
  complete = wf_params_complete (format->params, params, error);
  if (complete == NULL)
    return NULL;
  self = format->preview != NULL ? format->preview (source, complete, progress, error)
                                 : preview_by_reading (format, source, complete, progress, error);
  return self != NULL && apply_given_types (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_import_detect:
 * @source: a file that holds a table
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Returns: (transfer full): wf_import_preview() with everything found
 */
WfImport *
wf_import_detect (WfSource *source, WfProgress *progress, GError **error)
{
  return wf_import_preview (source, NULL, progress, error);
}

/* ---- what was found ---- */

/**
 * wf_import_get_format: (skip)
 * @self: an import
 *
 * Returns: (transfer none): the file’s format
 */
const WfFormat *
wf_import_get_format (WfImport *self)
{
  return self->format;
}

/**
 * wf_import_get_params:
 * @self: an import
 *
 * Returns: (transfer none): a{sv}, what reads the file in exactly this way
 */
GVariant *
wf_import_get_params (WfImport *self)
{
  return self->params;
}

/**
 * wf_import_get_findings: (skip)
 * @self: an import
 * @n_findings: (out): how many
 *
 * Returns: (transfer none): the settings, those that matter most first
 */
const WfFinding *
wf_import_get_findings (WfImport *self, gsize *n_findings)
{
  *n_findings = self->findings->len;
  return (const WfFinding *) (gpointer) self->findings->data;
}

/**
 * wf_import_is_sure:
 * @self: an import
 *
 * Returns: whether no setting that was found could as well be another
 */
gboolean
wf_import_is_sure (WfImport *self)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (!g_array_index (self->findings, WfFinding, i).is_sure)
      return FALSE;
  return TRUE;
}

/**
 * wf_import_get_notes:
 * @self: an import
 *
 * Returns: (array zero-terminated=1) (transfer none): what was noticed, in words
 */
const char *const *
wf_import_get_notes (WfImport *self)
{
  return (const char *const *) self->notes->pdata;
}

/**
 * wf_import_get_n_columns:
 * @self: an import
 *
 * Returns: the number of columns of the file
 */
gsize
wf_import_get_n_columns (WfImport *self)
{
  return self->columns->len;
}

/**
 * wf_import_get_names:
 * @self: an import
 *
 * Returns: (array zero-terminated=1) (transfer none): the names of the columns, all different
 */
const char *const *
wf_import_get_names (WfImport *self)
{
  return (const char *const *) self->names->pdata;
}

/**
 * wf_import_get_column_type:
 * @self: an import
 * @column: a column
 *
 * Returns: its type, as asked for or as the first rows suggest; the whole file may tell more
 */
WfColumnType
wf_import_get_column_type (WfImport *self, gsize column)
{
  g_return_val_if_fail (column < self->columns->len, WF_COLUMN_TYPE_CONTINUOUS);

  return g_array_index (self->columns, Column, column).type;
}

/**
 * wf_import_get_type_reason:
 * @self: an import
 * @column: a column
 *
 * Returns: (transfer none): why it has this type, in words
 */
const char *
wf_import_get_type_reason (WfImport *self, gsize column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return g_array_index (self->columns, Column, column).reason;
}

/**
 * wf_import_get_n_rows:
 * @self: an import
 *
 * Returns: the number of rows of the preview
 */
gsize
wf_import_get_n_rows (WfImport *self)
{
  return self->columns->len > 0 ? self->cells->len / self->columns->len : 0;
}

/**
 * wf_import_has_more:
 * @self: an import
 *
 * Returns: whether the file has more rows
 */
gboolean
wf_import_has_more (WfImport *self)
{
  return self->has_more;
}

/**
 * wf_import_get_cell:
 * @self: an import
 * @row: a row of the preview
 * @column: a column
 *
 * Returns: (nullable) (transfer none): the cell as it stands in the file; %NULL where it is missing
 */
const char *
wf_import_get_cell (WfImport *self, gsize row, gsize column)
{
  g_return_val_if_fail (column < self->columns->len && row < wf_import_get_n_rows (self), NULL);

  return self->cells->pdata[row * self->columns->len + column];
}
