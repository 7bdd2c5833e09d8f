/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables as text: comma, semicolon, tab or bar between the fields, quotes as in RFC 4180. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/params.h"
#include "core/base/utf16.h"
#include "core/formats/csv-private.h"
#include "core/formats/formats-private.h"

/* what a preview looks at: enough for a hundred lines of the widest tables, unless it costs time */
#define HEAD_BYTES        ((gsize) 16 << 20)
#define PACKED_HEAD_BYTES ((gsize) 1 << 20)

static const char *const csv_extensions[] = { "csv", "txt", "dat", NULL };
static const char *const csv_mime_types[] = { "text/csv", NULL };
static const char *const tsv_extensions[] = { "tsv", "tab", NULL };
static const char *const tsv_mime_types[] = { "text/tab-separated-values", NULL };
static const char *const delimiters[] = { "auto", "comma", "semicolon", "tab", "pipe", "blanks", NULL };
static const char *const decimals[] = { "auto", "point", "comma", NULL };
static const char *const quotes[] = { "auto", "double", "single", "none", NULL };
static const char *const comments[] = { "auto", "none", "hash", "percent", NULL };
static const char *const encodings[] = { "auto", "utf-8", "utf-16", "latin-1", NULL };
const char *const wf_csv_headers[] = { "auto", "yes", "no", NULL };

static const WfParam params[] = {
  { .id = "delimiter",
    .name = N_ ("Delimiter"),
    .type = WF_PARAM_CHOICE,
    .choices = delimiters,
    .help = N_ ("What stands between two fields; found from the first lines unless given. Blanks: any number "
                "of spaces and tabs.") },
  { .id = "decimal",
    .name = N_ ("Decimal sign"),
    .type = WF_PARAM_CHOICE,
    .choices = decimals,
    .help = N_ ("A comma is recognised where it doesn't separate fields.") },
  WF_CSV_HEADER_PARAM,
  WF_CSV_SKIP_PARAM,
  WF_CSV_MISSING_PARAM,
  { .id = "quote",
    .name = N_ ("Quotes"),
    .type = WF_PARAM_CHOICE,
    .choices = quotes,
    .help = N_ ("What encloses a text that holds the delimiter.") },
  { .id = "comment",
    .name = N_ ("Comments"),
    .type = WF_PARAM_CHOICE,
    .choices = comments,
    .help = N_ ("Lines that begin with this sign are skipped.") },
  { .id = "encoding",
    .name = N_ ("Encoding"),
    .type = WF_PARAM_CHOICE,
    .choices = encodings,
    .help = N_ ("How letters are stored; latin-1 is what older spreadsheets write, with the signs of "
                "Windows-1252.") },
  WF_IMPORT_TYPE_PARAM,
  WF_CSV_WEIGHT_PARAM,
  { NULL }
};

/* more than a name or two among texts: the delimiter is no accident */
static gboolean
is_parted (const char *head, gsize length)
{
  char comment = wf_csv_find_comment (head, length);

  return wf_csv_find_split (head, length, wf_csv_find_quote (head, length), comment).delimiter != '\0';
}

static int
csv_sniff (const char *head, gsize length)
{
  gsize n_odd = 0;
  gsize first = 0;

  if (wf_utf16_is_marked (head, length) || wf_utf16_is_likely (head, length))
    return 30;
  for (gsize i = 0; i < length; i++)
    n_odd += (guchar) head[i] < 0x20 && strchr ("\t\n\f\r", head[i] == '\0' ? '\1' : head[i]) == NULL;
  if (n_odd > length / 8)
    return 0;
  while (first < length && g_ascii_isspace (head[first]))
    first++;
  if (first == length)
    return 1;
  if (head[first] == '{')
    return 0; /* JSON */
  if (n_odd > 0)
    return 5;
  return is_parted (head, length) ? 40 : 10;
}

static int
tsv_sniff (const char *head, gsize length)
{
  return memchr (head, '\t', length) != NULL &&
                 wf_csv_find_split (head, length, '"', wf_csv_find_comment (head, length)).delimiter == '\t'
             ? csv_sniff (head, length)
             : 0;
}

/* the table with weights where it looks so, and where nobody says that the column is something else */
static WfTable *
find_weights (WfTable *table, GArray *rules)
{
  g_autoptr (WfTable) weighted = wf_table_find_weights (table);

  if (weighted != table && wf_type_rules_find (rules, wf_table_get_weight_name (weighted)) != NULL)
    return wf_table_ref (table);
  return g_steal_pointer (&weighted);
}

/* takes the table */
static WfTable *
settle_weights (WfTable *table, const char *name, GArray *rules, GVariant *options, GError **error)
{
  g_autoptr (WfTable) read = table;
  const char *column = options != NULL ? wf_params_get_text (options, "weight") : NULL;
  WfTable *weighted;

  if (read == NULL)
    return NULL;
  if (column == NULL || *column == '\0')
    return find_weights (read, rules);
  if (g_str_equal (column, "none"))
    return g_steal_pointer (&read);
  weighted = wf_table_with_weights (read, column, error);
  if (weighted == NULL)
    g_prefix_error (error, "%s: ", name);
  return weighted;
}

/* before those of reading */
static void
add_notes (WfCsvDialect *dialect, const char *const *notes)
{
  for (int i = 0; notes != NULL && notes[i] != NULL; i++)
    g_ptr_array_insert (dialect->notes, i, g_strdup (notes[i]));
}

WfTable *
wf_csv_read (GBytes *bytes,
             const char *name,
             GVariant *options,
             const char *const *notes,
             WfProgress *progress,
             GError **error)
{
  g_auto (WfCsvText) text = { NULL };
  g_autoptr (WfCsvDialect) dialect = NULL;

  if (!wf_csv_text_init (&text, bytes, TRUE, name, options, progress, error))
    return NULL;
  dialect = wf_csv_dialect_new (&text, name, options, progress, error);
  if (dialect == NULL)
    return NULL;
  add_notes (dialect, notes);
  if (text.encoding == WF_CSV_UTF16)
    g_ptr_array_add (dialect->notes, g_strdup (_ ("the file was read as UTF-16")));
  return settle_weights (wf_csv_read_table (name, text.text, text.length, dialect, progress, error), name,
                         dialect->rules, options, error);
}

static WfTable *
csv_read_table (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  return wf_csv_read (wf_source_get_bytes (source), wf_source_get_name (source), options, NULL, progress,
                      error);
}

/* the last line of what is looked at is cut where the file goes on */
static void
drop_cut_line (WfCsvText *text)
{
  const char *newline = text->is_whole ? NULL : memrchr (text->text, '\n', text->length);

  if (newline != NULL)
    text->length = (gsize) (newline - text->text) + 1;
}

gboolean
wf_csv_preview_bytes (WfImport *import,
                      GBytes *bytes,
                      gboolean is_whole,
                      const char *name,
                      GVariant *options,
                      const char *const *notes,
                      WfProgress *progress,
                      GError **error)
{
  g_auto (WfCsvText) text = { NULL };
  g_autoptr (WfCsvDialect) dialect = NULL;

  if (!wf_csv_text_init (&text, bytes, is_whole, name, options, progress, error))
    return FALSE;
  drop_cut_line (&text);
  dialect = wf_csv_dialect_new (&text, name, options, progress, error);
  if (dialect == NULL)
    return FALSE;
  add_notes (dialect, notes);
  wf_csv_preview (import, &text, dialect, options);
  return TRUE;
}

static WfImport *
preview (const WfFormat *format, WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  gsize n_bytes = wf_source_is_packed (source) ? PACKED_HEAD_BYTES : HEAD_BYTES;
  g_autoptr (GBytes) head = wf_source_read_head (source, n_bytes);
  g_autoptr (WfImport) import = wf_import_new (format, options);

  return wf_csv_preview_bytes (import, head, g_bytes_get_size (head) < n_bytes, wf_source_get_name (source),
                               options, NULL, progress, error)
             ? g_steal_pointer (&import)
             : NULL;
}

static WfImport *
csv_preview (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  return preview (&wf_format_csv, source, options, progress, error);
}

static WfImport *
tsv_preview (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  return preview (&wf_format_tsv, source, options, progress, error);
}

static gboolean
csv_write_table (WfTable *table, GString *text, GError **error)
{
  wf_csv_write (table, ',', text);
  return TRUE;
}

static gboolean
tsv_write_table (WfTable *table, GString *text, GError **error)
{
  wf_csv_write (table, '\t', text);
  return TRUE;
}

const WfFormat wf_format_csv = {
  .id = "csv",
  .name = N_ ("Comma-separated values"),
  .summary =
      N_ ("A table as text, also packed by gzip. Numbers are continuous unless they are at most 10 different "
          "whole ones, dates are times, and texts are levels unless nearly every row has its own: those, and "
          "whole "
          "numbers beyond 2^53, stay with the rows as text."),
  .loses = N_ ("types that were asked for, unless they are asked for again, and levels "
               "whose name means missing, such as “NA”"),
  .content = WF_CONTENT_TABLE,
  .extensions = csv_extensions,
  .mime_types = csv_mime_types,
  .params = params,
  .obeys_types = TRUE,
  .sniff = csv_sniff,
  .preview = csv_preview,
  .read_table = csv_read_table,
  .write_table = csv_write_table,
};

/* Reads as CSV does, whatever the delimiter turns out to be; writes tabs. */
const WfFormat wf_format_tsv = {
  .id = "tsv",
  .name = N_ ("Tab-separated values"),
  .summary = N_ ("As comma-separated values, with a tab between the fields."),
  .loses = N_ ("types that were asked for, unless they are asked for again, and levels "
               "whose name means missing, such as “NA”"),
  .content = WF_CONTENT_TABLE,
  .extensions = tsv_extensions,
  .mime_types = tsv_mime_types,
  .params = params,
  .obeys_types = TRUE,
  .sniff = tsv_sniff,
  .preview = tsv_preview,
  .read_table = csv_read_table,
  .write_table = tsv_write_table,
};
