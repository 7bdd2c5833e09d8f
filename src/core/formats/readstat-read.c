/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* ReadStat tells of variables, of cells row after row, and of the names of values, which some files have
 * before their rows and others behind them. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/formats-private.h"
#include "core/formats/gather-private.h"
#include "core/formats/import-private.h"
#include "core/formats/readstat-private.h"

#define PROBE_BYTES  4 /* with which a further table of names would begin in a file of Stata */
#define PREVIEW_ROWS (4 * WF_IMPORT_ROWS) /* enough to see what a column is */

/* The names that one set gives to values; several variables may use it. */
typedef struct
{
  GArray *numbers;   /* of WfValueLabel */
  GHashTable *texts; /* text -> name */
} LabelSet;

typedef struct
{
  const WfReadstatKind *kind;
  const char *name; /* of the file */
  const char *data;
  gsize length;
  gsize at;     /* the byte that is read next */
  gsize n_told; /* bytes the progress knows of */
  gboolean is_short; /* it was asked for more than there was left, see WfReadstatIsWhole */
  WfGather *gather;
  GHashTable *sets;     /* name -> LabelSet */
  GPtrArray *used_sets; /* one a variable: the name of its set, or NULL */
  gsize set_size;       /* what such a name takes at most, with a NUL that may be missing */
  gint64 row;           /* the row begun last, -1 = none */
  char *weight;         /* the variable that counts rows; nullable */
  char *detail;         /* what ReadStat said last; nullable */
  WfProgress *progress;
  GError *error; /* why a handler stopped it */
} Reader;

static void
value_label_clear (gpointer label)
{
  g_free (((WfValueLabel *) label)->text);
}

static void
label_set_free (gpointer data)
{
  LabelSet *self = data;

  g_array_unref (self->numbers);
  g_hash_table_unref (self->texts);
  g_free (self);
}

static void
reader_init (Reader *self, const WfReadstatKind *kind, WfSource *source, WfProgress *progress)
{
  self->kind = kind;
  self->name = wf_source_get_name (source);
  self->data = g_bytes_get_data (wf_source_get_bytes (source), &self->length);
  self->gather = wf_gather_new (self->name, progress);
  self->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, label_set_free);
  self->used_sets = g_ptr_array_new_with_free_func (g_free);
  self->row = -1;
  self->progress = progress;
}

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->gather, wf_gather_free);
  g_clear_pointer (&self->sets, g_hash_table_unref);
  g_clear_pointer (&self->used_sets, g_ptr_array_unref);
  g_free (self->weight);
  g_free (self->detail);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* ---- bytes ---- */

static int
on_open (const char *path, void *data)
{
  return 0;
}

static int
on_close (void *data)
{
  return 0;
}

static readstat_off_t
on_seek (readstat_off_t offset, readstat_io_flags_t whence, void *data)
{
  Reader *self = data;
  readstat_off_t from = whence == READSTAT_SEEK_SET   ? 0
                        : whence == READSTAT_SEEK_CUR ? (readstat_off_t) self->at
                                                      : (readstat_off_t) self->length;
  readstat_off_t to;

  if (__builtin_add_overflow (from, offset, &to) || to < 0 || (gsize) to > self->length)
    return -1;
  self->at = (gsize) to;
  return to;
}

static ssize_t
on_read (void *buffer, size_t n, void *data)
{
  Reader *self = data;

  if (!wf_progress_check (self->progress, self->error == NULL ? &self->error : NULL))
    return -1;
  self->is_short |= n > self->length - self->at && (n > PROBE_BYTES || self->at < self->length);
  n = MIN (n, self->length - self->at);
  if (n == 0)
    return 0; /* also into no buffer */
  memcpy (buffer, self->data + self->at, n);
  self->at += n;
  if (self->at > self->n_told)
    {
      wf_progress_advance (self->progress, self->at - self->n_told);
      self->n_told = self->at;
    }
  return (ssize_t) n;
}

static readstat_error_t
on_update (long file_size, readstat_progress_handler handler, void *user_data, void *data)
{
  return READSTAT_OK;
}

/* ---- what is told ---- */

/* Of the name of a set of values, with its NUL, which ReadStat leaves out where a file of Stata does: its
 * field is as long as the release of the file says (Stata, "dta file format"). */
static gsize
find_set_size (const Reader *self, int version)
{
  if (self->kind->format != &wf_format_stata)
    return G_MAXSIZE;
  return version < 110 ? 9 : version < 118 ? 33 : 129;
}

static int
on_metadata (readstat_metadata_t *metadata, void *data)
{
  Reader *self = data;
  int n_rows = readstat_get_row_count (metadata);

  if (n_rows > 0)
    wf_gather_expect_rows (self->gather, (gsize) n_rows);
  self->set_size = find_set_size (self, readstat_get_file_format_version (metadata));
  return READSTAT_HANDLER_OK;
}

static int
on_variable (int index, readstat_variable_t *variable, const char *set, void *data)
{
  Reader *self = data;
  const char *name = readstat_variable_get_name (variable);
  double scale, offset;

  if (!wf_progress_check (self->progress, &self->error) ||
      !wf_gather_add_column (self->gather, name != NULL ? name : "", readstat_variable_get_label (variable),
                             &self->error))
    return READSTAT_HANDLER_ABORT;
  g_ptr_array_add (self->used_sets, set != NULL ? g_strndup (set, strnlen (set, self->set_size)) : NULL);
  if (wf_readstat_find_calendar (self->kind, readstat_variable_get_format (variable), &scale, &offset))
    wf_gather_set_calendar (self->gather, self->used_sets->len - 1, scale, offset);
  if (readstat_variable_get_measure (variable) == READSTAT_MEASURE_ORDINAL)
    wf_gather_set_ordinal (self->gather, self->used_sets->len - 1);
  return READSTAT_HANDLER_OK;
}

static int
on_weight (readstat_variable_t *variable, void *data)
{
  Reader *self = data;
  const char *name = readstat_variable_get_name (variable);

  g_free (self->weight);
  self->weight = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  return READSTAT_HANDLER_OK;
}

static gboolean
add_value (Reader *self, gsize column, readstat_value_t value)
{
  const char *text;

  if (readstat_value_type_class (value) == READSTAT_TYPE_CLASS_NUMERIC)
    return wf_gather_set_number (self->gather, column, readstat_double_value (value), &self->error);
  text = readstat_string_value (value);
  return text == NULL || *text == '\0' ||
         wf_gather_set_text (self->gather, column, text, strlen (text), &self->error);
}

static int
on_value (int row, readstat_variable_t *variable, readstat_value_t value, void *data)
{
  Reader *self = data;
  int column = readstat_variable_get_index (variable);

  if (column < 0 || (gsize) column >= wf_gather_get_n_columns (self->gather))
    return READSTAT_HANDLER_ABORT;
  if (row != self->row)
    {
      if (!wf_gather_begin_row (self->gather, &self->error))
        return READSTAT_HANDLER_ABORT;
      self->row = row;
    }
  if (!readstat_value_is_missing (value, variable))
    return add_value (self, (gsize) column, value) ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
  if (!readstat_value_is_system_missing (value))
    wf_gather_count_declared (self->gather, (gsize) column);
  return READSTAT_HANDLER_OK;
}

static LabelSet *
find_set (Reader *self, const char *name)
{
  LabelSet *set = g_hash_table_lookup (self->sets, name);

  if (set != NULL)
    return set;
  set = g_new0 (LabelSet, 1);
  set->numbers = g_array_new (FALSE, FALSE, sizeof (WfValueLabel));
  g_array_set_clear_func (set->numbers, value_label_clear);
  set->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->sets, g_strdup (name), set);
  return set;
}

static int
on_value_label (const char *name, readstat_value_t value, const char *label, void *data)
{
  Reader *self = data;
  LabelSet *set;

  if (!wf_progress_check (self->progress, &self->error))
    return READSTAT_HANDLER_ABORT;
  if (name == NULL || label == NULL || readstat_value_is_tagged_missing (value) ||
      readstat_value_is_system_missing (value))
    return READSTAT_HANDLER_OK;
  set = find_set (self, name);
  if (readstat_value_type_class (value) == READSTAT_TYPE_CLASS_NUMERIC)
    {
      WfValueLabel entry = { readstat_double_value (value), g_utf8_make_valid (label, -1) };

      g_array_append_val (set->numbers, entry);
    }
  else if (readstat_string_value (value) != NULL)
    g_hash_table_insert (set->texts, g_strdup (readstat_string_value (value)), g_utf8_make_valid (label, -1));
  return READSTAT_HANDLER_OK;
}

static void
on_error (const char *message, void *data)
{
  Reader *self = data;

  g_free (self->detail);
  self->detail = g_strstrip (g_utf8_make_valid (message, -1));
}

/* ---- the end ---- */

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  double x = ((const WfValueLabel *) a)->value;
  double y = ((const WfValueLabel *) b)->value;

  return (x > y) - (x < y);
}

static void
name_values (Reader *self)
{
  GHashTableIter iter;
  gpointer set;

  g_hash_table_iter_init (&iter, self->sets);
  while (g_hash_table_iter_next (&iter, NULL, &set))
    g_array_sort (((LabelSet *) set)->numbers, compare_labels);
  for (guint j = 0; j < self->used_sets->len; j++)
    {
      const char *name = self->used_sets->pdata[j];
      LabelSet *used = name != NULL ? g_hash_table_lookup (self->sets, name) : NULL;

      if (used == NULL)
        continue;
      wf_gather_name_numbers (self->gather, j, used->numbers);
      wf_gather_name_texts (self->gather, j, used->texts);
    }
}

static gboolean
fail (Reader *self, readstat_error_t code, GError **error)
{
  const char *what = self->detail != NULL ? self->detail : readstat_error_message (code);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  switch (code)
    {
      case READSTAT_ERROR_MALLOC:
        g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                     _ ("%s: not enough memory for what it says it holds; it may be damaged"), self->name);
        break;
      case READSTAT_ERROR_UNSUPPORTED_COMPRESSION:
      case READSTAT_ERROR_UNSUPPORTED_CHARSET:
      case READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("%s is written in a way that isn’t read here (%s); save it as CSV first"), self->name,
                     what);
        break;
      default:
        g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                     _ ("%s: byte %zu: the file is damaged or cut off (%s); save it once more"), self->name,
                     self->at, what);
        break;
    }
  return FALSE;
}

static void
set_handlers (readstat_parser_t *parser, Reader *reader)
{
  readstat_set_open_handler (parser, on_open);
  readstat_set_close_handler (parser, on_close);
  readstat_set_seek_handler (parser, on_seek);
  readstat_set_read_handler (parser, on_read);
  readstat_set_update_handler (parser, on_update);
  readstat_set_io_ctx (parser, reader);
  readstat_set_metadata_handler (parser, on_metadata);
  readstat_set_variable_handler (parser, on_variable);
  readstat_set_fweight_handler (parser, on_weight);
  readstat_set_value_handler (parser, on_value);
  readstat_set_value_label_handler (parser, on_value_label);
  readstat_set_error_handler (parser, on_error);
}

/* encoding: nullable = as the file says; n_rows: 0 = all */
static readstat_error_t
parse_once (Reader *self,
            const WfReadstatKind *kind,
            WfSource *source,
            const char *encoding,
            gsize n_rows,
            WfProgress *progress)
{
  readstat_parser_t *parser = readstat_parser_init ();
  readstat_error_t code;

  reader_init (self, kind, source, progress);
  if (encoding != NULL)
    readstat_set_file_character_encoding (parser, encoding);
  if (n_rows > 0)
    readstat_set_row_limit (parser, (long) n_rows);
  set_handlers (parser, self);
  code = kind->parse (parser, self->name, self);
  readstat_parser_free (parser);
  return code;
}

/* A file whose texts aren't in the encoding that it says is read once more. */
static gboolean
parse (Reader *self,
       const WfReadstatKind *kind,
       WfSource *source,
       gsize n_rows,
       WfProgress *progress,
       GError **error)
{
  readstat_error_t code;

  wf_progress_set_stage (progress, _ ("Reading the table"), g_bytes_get_size (wf_source_get_bytes (source)));
  code = parse_once (self, kind, source, NULL, n_rows, progress);
  if (code == READSTAT_ERROR_CONVERT_BAD_STRING || code == READSTAT_ERROR_UNSUPPORTED_CHARSET)
    {
      reader_clear (self);
      memset (self, 0, sizeof *self);
      code = parse_once (self, kind, source, "WINDOWS-1252", n_rows, progress);
      wf_gather_add_note (
          self->gather,
          _ ("the file’s texts aren’t in the encoding it says; they were read as Windows-1252"));
    }
  if (code != READSTAT_OK || self->error != NULL)
    return fail (self, code, error);
  if (kind->is_whole (self->data, self->length, self->is_short))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
               _ ("%s: byte %zu: the file is cut off: its end is missing; copy or save it once more"),
               self->name, self->length);
  return FALSE;
}

/* As the program that wrote the file has it: its rows count as often as the variable says. */
static WfTable *
weigh (Reader *self, WfTable *table)
{
  WfTable *weighted = self->weight != NULL ? wf_table_with_weights (table, self->weight, NULL) : NULL;

  return weighted != NULL ? weighted : wf_table_ref (table);
}

static WfTable *
read_rows (const WfReadstatKind *kind, WfSource *source, gsize n_rows, WfProgress *progress, GError **error)
{
  g_auto (Reader) self = { NULL };
  g_autoptr (WfTable) table = NULL;

  if (!parse (&self, kind, source, n_rows, progress, error))
    return NULL;
  name_values (&self);
  if (self.weight != NULL)
    {
      g_autofree char *note =
          g_strdup_printf (_ ("the file says that “%s” counts how often each row occurred"), self.weight);

      wf_gather_add_note (self.gather, note);
    }
  table = wf_gather_end (self.gather, error);
  return table != NULL ? weigh (&self, table) : NULL;
}

WfTable *
wf_readstat_read (const WfReadstatKind *kind, WfSource *source, WfProgress *progress, GError **error)
{
  return read_rows (kind, source, 0, progress, error);
}

WfImport *
wf_readstat_preview (
    const WfReadstatKind *kind, WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_autoptr (WfTable) table = read_rows (kind, source, PREVIEW_ROWS, progress, error);
  WfImport *import = table != NULL ? wf_import_new (kind->format, params) : NULL;

  if (import != NULL)
    wf_import_add_table (import, table);
  return import;
}
