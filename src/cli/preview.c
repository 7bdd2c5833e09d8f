/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/preview.h"
#include "cli/text-output.h"
#include "core/formats/import.h"
#include "writers/json-values.h"

#define ROWS_SHOWN    5
#define COLUMNS_SHOWN 8
#define CELL_LENGTH   16 /* characters */

/* one file, as it would be read */
typedef struct
{
  WfSource *source;
  WfImport *import;
} Preview;

static void
preview_clear (gpointer data)
{
  Preview *self = data;

  g_clear_pointer (&self->source, wf_source_unref);
  g_clear_pointer (&self->import, wf_import_unref);
}

/* ---- for programs ---- */

static void
add_settings (JsonBuilder *builder, WfImport *import)
{
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  json_builder_set_member_name (builder, "settings");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, findings[i].id);
      json_builder_set_member_name (builder, "value");
      json_builder_add_string_value (builder, findings[i].value);
      json_builder_set_member_name (builder, "given");
      json_builder_add_boolean_value (builder, findings[i].is_given);
      json_builder_set_member_name (builder, "sure");
      json_builder_add_boolean_value (builder, findings[i].is_sure);
      json_builder_set_member_name (builder, "reason");
      json_builder_add_string_value (builder, findings[i].reason);
      if (findings[i].choices != NULL)
        {
          json_builder_set_member_name (builder, "choices");
          wf_json_add_strings (builder, findings[i].choices);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder *builder, WfImport *import)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (gsize j = 0; j < wf_import_get_n_columns (import); j++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, wf_import_get_names (import)[j]);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, wf_column_type_to_id (wf_import_get_column_type (import, j)));
      json_builder_set_member_name (builder, "reason");
      json_builder_add_string_value (builder, wf_import_get_type_reason (import, j));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_rows (JsonBuilder *builder, WfImport *import)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_import_get_n_rows (import); i++)
    {
      json_builder_begin_array (builder);
      for (gsize j = 0; j < wf_import_get_n_columns (import); j++)
        json_builder_add_string_value (builder, wf_import_get_cell (import, i, j));
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "more");
  json_builder_add_boolean_value (builder, wf_import_has_more (import));
}

/* how one file is read, as members of the object that is being built */
static void
add_import (JsonBuilder *builder, WfImport *import)
{
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, wf_import_get_format (import)->id);
  json_builder_set_member_name (builder, "sure");
  json_builder_add_boolean_value (builder, wf_import_is_sure (import));
  add_settings (builder, import);
  add_columns (builder, import);
  add_rows (builder, import);
  json_builder_set_member_name (builder, "notes");
  wf_json_add_strings (builder, wf_import_get_notes (import));
}

/* the files of --pool in a list of their own */
static void
print_json (WfInvocation *invocation, const Preview *previews, gsize n)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  add_import (builder, previews[0].import);
  if (n > 1)
    {
      json_builder_set_member_name (builder, "pool");
      json_builder_begin_array (builder);
    }
  for (gsize i = 1; i < n; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "file");
      json_builder_add_string_value (builder, wf_source_get_name (previews[i].source));
      add_import (builder, previews[i].import);
      json_builder_end_object (builder);
    }
  if (n > 1)
    json_builder_end_array (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* ---- for people ---- */

static void
print_settings (WfInvocation *invocation, WfImport *import)
{
  const char *heads[] = { _ ("Setting"), _ ("Value"), _ ("Why"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sss", heads);
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *option = g_strconcat ("--", findings[i].id, NULL);
      g_autofree char *why = findings[i].is_sure ? g_strdup (findings[i].reason)
                                                 : g_strdup_printf (_ ("in doubt: %s"), findings[i].reason);
      const char *cells[] = { option, *findings[i].value != '\0' ? findings[i].value : "–", why, NULL };

      wf_text_table_add_row (table, cells);
    }
  if (n == 0)
    return;
  wf_text_table_print (table, invocation->out);
  g_string_append_c (invocation->out, '\n');
}

static void
print_columns (WfInvocation *invocation, WfImport *import)
{
  const char *heads[] = { _ ("Column"), _ ("Type"), _ ("Why"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sss", heads);

  for (gsize j = 0; j < wf_import_get_n_columns (import); j++)
    {
      const char *cells[] = { wf_import_get_names (import)[j],
                              wf_column_type_get_name (wf_import_get_column_type (import, j)),
                              wf_import_get_type_reason (import, j), NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

/* a long text cut, a missing cell as a dash */
static char *
shorten (const char *cell)
{
  g_autofree char *start = NULL;

  if (cell == NULL)
    return g_strdup ("–");
  if (g_utf8_strlen (cell, -1) <= CELL_LENGTH)
    return g_strdup (cell);
  start = g_utf8_substring (cell, 0, CELL_LENGTH - 1);
  return g_strconcat (start, "…", NULL);
}

static void
print_rows (WfInvocation *invocation, WfImport *import)
{
  gsize n_columns = wf_import_get_n_columns (import);
  gsize n_shown = MIN (n_columns, COLUMNS_SHOWN);
  g_autofree char *aligns = g_strnfill (n_shown, 's');
  g_autoptr (WfTextTable) table = NULL;

  for (gsize i = 0; i < MIN (wf_import_get_n_rows (import), ROWS_SHOWN) + 1; i++)
    {
      g_auto (GStrv) cells = g_new0 (char *, n_shown + 1);

      for (gsize j = 0; j < n_shown; j++)
        cells[j] = shorten (i == 0 ? wf_import_get_names (import)[j] : wf_import_get_cell (import, i - 1, j));
      if (i == 0)
        table = wf_text_table_new (aligns, (const char *const *) cells);
      else
        wf_text_table_add_row (table, (const char *const *) cells);
    }
  wf_text_table_print (table, invocation->out);
  if (n_shown < n_columns)
    g_string_append_printf (invocation->out,
                            g_dngettext (GETTEXT_PACKAGE, "… and %zu more column\n",
                                         "… and %zu more columns\n", n_columns - n_shown),
                            n_columns - n_shown);
}

/* name: of the file, where there are several */
static void
print_text (WfInvocation *invocation, const char *name, WfImport *import)
{
  if (name != NULL)
    {
      g_autofree char *printable = wf_text_make_printable (name, TRUE);

      g_string_append_printf (invocation->out, "%s: ", printable);
    }
  g_string_append_printf (invocation->out, "%s\n\n", _ (wf_import_get_format (import)->name));
  print_settings (invocation, import);
  print_columns (invocation, import);
  g_string_append_c (invocation->out, '\n');
  print_rows (invocation, import);
  g_string_append_c (invocation->out, '\n');
}

/* ---- the files ---- */

/* is_further: of --pool, whose files are read like the first one as far as that fits them */
static gboolean
add_preview (WfInvocation *self, GArray *previews, WfSource *source, gboolean is_further, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) options = format != NULL ? wf_invocation_collect_reading (self, format, error) : NULL;
  Preview preview = { NULL };

  if (options == NULL)
    return FALSE;
  preview.import = is_further ? wf_import_preview_alike (source, options, self->progress, error)
                              : wf_import_preview (source, options, self->progress, error);
  if (preview.import == NULL)
    return FALSE;
  preview.source = wf_source_ref (source);
  g_array_append_val (previews, preview);
  wf_invocation_add_input (self, source, NULL, 0, NULL, 0);
  return TRUE;
}

gboolean
wf_invocation_preview (WfInvocation *self, WfSource *source, GError **error)
{
  GPtrArray *paths = g_hash_table_lookup (self->values, "pool");
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Preview));
  const Preview *previews;

  g_array_set_clear_func (list, preview_clear);
  if (!add_preview (self, list, source, FALSE, error))
    return FALSE;
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      g_autoptr (WfSource) further = wf_invocation_open (self, paths->pdata[i], error);

      if (further == NULL || !add_preview (self, list, further, TRUE, error))
        return FALSE;
    }
  previews = (const Preview *) (gpointer) list->data;
  if (!wf_invocation_check_used (self, wf_import_get_format (previews[0].import)->id, error))
    return FALSE;
  if (self->is_json)
    {
      print_json (self, previews, list->len);
      return TRUE;
    }
  for (guint i = 0; i < list->len; i++)
    {
      wf_invocation_warn_about (self, previews[i].source, wf_import_get_notes (previews[i].import));
      print_text (self, list->len > 1 ? wf_source_get_name (previews[i].source) : NULL, previews[i].import);
    }
  return TRUE;
}
