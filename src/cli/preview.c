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

static void
print_json (WfInvocation *invocation, WfImport *import)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, wf_import_get_format (import)->id);
  json_builder_set_member_name (builder, "sure");
  json_builder_add_boolean_value (builder, wf_import_is_sure (import));
  add_settings (builder, import);
  add_columns (builder, import);
  add_rows (builder, import);
  json_builder_set_member_name (builder, "notes");
  wf_json_add_strings (builder, wf_import_get_notes (import));
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
  if (n > 0)
    wf_text_table_print (table, invocation->out);
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

static void
print_text (WfInvocation *invocation, WfImport *import)
{
  g_string_append_printf (invocation->out, "%s\n\n", _ (wf_import_get_format (import)->name));
  print_settings (invocation, import);
  g_string_append_c (invocation->out, '\n');
  print_columns (invocation, import);
  g_string_append_c (invocation->out, '\n');
  print_rows (invocation, import);
  g_string_append_c (invocation->out, '\n');
}

gboolean
wf_invocation_preview (WfInvocation *self, WfSource *source, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) options = format != NULL ? wf_invocation_collect_reading (self, format, error) : NULL;
  g_autoptr (WfImport) import = NULL;

  if (options == NULL || !wf_invocation_check_used (self, format->id, error))
    return FALSE;
  import = wf_import_preview (source, options, self->progress, error);
  if (import == NULL)
    return FALSE;
  wf_invocation_add_input (self, source, NULL, 0, NULL, 0);
  if (self->is_json)
    {
      print_json (self, import);
      return TRUE;
    }
  wf_invocation_warn_about (self, source, wf_import_get_notes (import));
  print_text (self, import);
  return TRUE;
}
