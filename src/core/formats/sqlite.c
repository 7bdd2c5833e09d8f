/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables and views of SQLite databases. The database is opened on the bytes of the file, in memory and
 * read-only: nothing of it can reach another file, and nothing can change meanwhile. */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/formats/formats-private.h"
#include "core/formats/gather-private.h"
#include "core/formats/import-private.h"

#define STEPS_A_POLL 10000 /* of SQLite’s machine, far below a millisecond */
#define WAL_OFFSET   18    /* two bytes that say how the file is written: 1 with a journal, 2 with a log */
#define HEADER_BYTES 100
#define PREVIEW_ROWS (4 * WF_IMPORT_ROWS)

typedef struct
{
  const char *name;
  WfSource *source;
  sqlite3 *db;
  char *unpacked; /* the bytes, where they had to be changed */
  WfProgress *progress;
  gsize n_steps; /* of SQLite’s machine since the last row */
  gsize limit;
  gboolean is_endless; /* the limit was reached */
  const char *table;   /* that is read; NULL = none yet */
} Reader;

static void
reader_clear (Reader *self)
{
  sqlite3_close (self->db);
  g_free (self->unpacked);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static int
on_progress (void *data)
{
  Reader *self = data;

  self->n_steps += STEPS_A_POLL;
  self->is_endless = self->n_steps > self->limit;
  return self->is_endless || wf_progress_is_cancelled (self->progress);
}

static gboolean
fail_endless (const Reader *self, GError **error)
{
  g_autofree char *table = g_utf8_make_valid (self->table != NULL ? self->table : "", -1);
  g_autofree char *limit = wf_format_count (self->limit);

  g_set_error (
      error, WF_ERROR, WF_ERROR_TOO_LARGE,
      _ ("%s: “%s” gives no row within the limit of %s steps of SQLite; mend the view if it has no end, "
         "or keep what it gives: CREATE TABLE … AS SELECT * FROM “%s”, and read that table"),
      self->name, table, limit, table);
  return FALSE;
}

static gboolean
fail (const Reader *self, int code, GError **error)
{
  const char *what = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);

  if (!wf_progress_check (self->progress, error))
    return FALSE;
  if (self->is_endless)
    return fail_endless (self, error);
  switch (code & 0xff)
    {
      case SQLITE_NOMEM:
      case SQLITE_TOOBIG:
        g_set_error (
            error, WF_ERROR, WF_ERROR_TOO_LARGE,
            _ ("%s: not enough memory for the database, or a cell is longer than the limit of %d bytes"),
            self->name, WF_LIMIT_FIELD_BYTES);
        break;
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
        g_set_error (
            error, WF_ERROR, WF_ERROR_PARSE,
            _ ("%s: the database is damaged or cut off (%s); copy it once more while no program writes it"),
            self->name, what);
        break;
      default:
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s: the database doesn’t give its rows: %s"),
                     self->name, what);
        break;
    }
  return FALSE;
}

/* ---- opening ---- */

static gboolean
fail_length (const Reader *self, gsize length, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
               _ ("%s: byte %zu: the database is cut off; copy it once more while no program writes it"),
               self->name, length);
  return FALSE;
}

/* A database that is written with a log can't be opened in memory until it says that it is written with a
 * journal. */
static unsigned char *
get_bytes (Reader *self, gsize *length, GError **error)
{
  const char *data = g_bytes_get_data (wf_source_get_bytes (self->source), length);

  if (*length < HEADER_BYTES)
    {
      fail_length (self, *length, error);
      return NULL;
    }
  if (data[WAL_OFFSET] != 2 && data[WAL_OFFSET + 1] != 2)
    return (unsigned char *) data; /* never written: it is opened read-only */
  self->unpacked = g_try_malloc (*length);
  if (self->unpacked == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: not enough memory for a copy of the database; close other programs"), self->name);
      return NULL;
    }
  memcpy (self->unpacked, data, *length);
  self->unpacked[WAL_OFFSET] = self->unpacked[WAL_OFFSET + 1] = 1;
  return (unsigned char *) self->unpacked;
}

static guint32
get_number (const guint8 *bytes, gsize n)
{
  guint32 value = 0;

  for (gsize i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

/* SQLite takes what is missing of the last page for zeros. The header says how many pages there are, unless
 * an old program wrote last. */
static gboolean
check_length (Reader *self, const guint8 *header, gsize length, GError **error)
{
  gsize page = get_number (header + 16, 2) == 1 ? 65536 : get_number (header + 16, 2);
  gboolean is_counted = get_number (header + 24, 4) == get_number (header + 92, 4);
  gsize n_pages = is_counted ? get_number (header + 28, 4) : 0;

  return (page > 0 && length % page == 0 && length / page >= n_pages) || fail_length (self, length, error);
}

/* What a file from anywhere may make SQLite do: read its own tables, nothing else. */
static void
restrain (sqlite3 *db)
{
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, 64 * WF_LIMIT_FIELD_BYTES);
  sqlite3_exec (db, "PRAGMA cell_size_check = ON; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY", NULL,
                NULL, NULL);
}

static gboolean
open_database (Reader *self, WfSource *source, WfProgress *progress, GError **error)
{
  unsigned char *bytes;
  gsize length;
  int code;

  self->name = wf_source_get_name (source);
  self->source = source;
  self->progress = progress;
  bytes = get_bytes (self, &length, error);
  if (bytes == NULL || !check_length (self, bytes, length, error))
    return FALSE;
  code = sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_deserialize (self->db, "main", bytes, (sqlite3_int64) length, (sqlite3_int64) length,
                                SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK)
    return fail (self, code, error);
  restrain (self->db);
  self->limit = WF_LIMIT_ROW_STEPS;
  sqlite3_progress_handler (self->db, STEPS_A_POLL, on_progress, self);
  return TRUE;
}

/* ---- which table ---- */

static GPtrArray *
list_tables (Reader *self, GError **error)
{
  static const char query[] = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' "
                              "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->db, query, -1, &statement, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (statement);
      if (code == SQLITE_ROW && sqlite3_column_text (statement, 0) != NULL)
        g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  if (code != SQLITE_DONE)
    fail (self, code, error);
  sqlite3_finalize (statement);
  g_ptr_array_add (names, NULL);
  return code == SQLITE_DONE ? g_steal_pointer (&names) : NULL;
}

/* The one that is asked for, or the only one. */
static const char *
choose_table (Reader *self, GPtrArray *names, const char *asked, GError **error)
{
  g_autofree char *list = wf_import_quote_names ((const char *const *) names->pdata);
  guint n = names->len - 1;

  if (n == 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is a database without tables"), self->name);
  else if (*asked != '\0' && g_strv_contains ((const char *const *) names->pdata, asked))
    return asked;
  else if (*asked != '\0')
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no table “%s”; it has %s"), self->name, asked,
                 list);
  else if (n == 1)
    return names->pdata[0];
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("%s holds %u tables; name one of them as “table” (--table NAME on the command line): %s"),
                 self->name, n, list);
  return NULL;
}

/* ---- its rows ---- */

/* What a cell holds decides, not what its column says: SQLite doesn't mind either. */
static gboolean
add_cell (WfGather *gather, sqlite3_stmt *statement, int column, GError **error)
{
  gsize at = (gsize) column;

  switch (sqlite3_column_type (statement, column))
    {
      case SQLITE_INTEGER:
        return wf_gather_set_whole (gather, at, sqlite3_column_int64 (statement, column), error);
      case SQLITE_FLOAT:
        return wf_gather_set_number (gather, at, sqlite3_column_double (statement, column), error);
      case SQLITE_TEXT:
        {
          const char *text = (const char *) sqlite3_column_text (statement, column);

          return text == NULL || wf_gather_set_cell (gather, at, text,
                                                     (gsize) sqlite3_column_bytes (statement, column), error);
        }
      case SQLITE_BLOB:
        wf_gather_count_binary (gather, at);
        return TRUE;
      default:
        return TRUE;
    }
}

static gboolean
read_rows (Reader *self, WfGather *gather, sqlite3_stmt *statement, GError **error)
{
  int n_columns = sqlite3_column_count (statement);
  int code;

  for (int j = 0; j < n_columns; j++)
    {
      const char *name = sqlite3_column_name (statement, j);

      if (!wf_gather_add_column (gather, name != NULL ? name : "", NULL, error))
        return FALSE;
    }
  self->n_steps = 0;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      self->n_steps = 0;
      if (!wf_gather_begin_row (gather, error))
        return FALSE;
      for (int j = 0; j < n_columns; j++)
        if (!add_cell (gather, statement, j, error))
          return FALSE;
    }
  return code == SQLITE_DONE || fail (self, code, error);
}

/* n_rows: -1 = all */
static gboolean
read_chosen (Reader *self, WfGather *gather, const char *table, gint64 n_rows, GError **error)
{
  char *query = sqlite3_mprintf ("SELECT * FROM main.\"%w\" LIMIT %lld", table, (long long) n_rows);
  sqlite3_stmt *statement = NULL;
  int code = query == NULL ? SQLITE_NOMEM : sqlite3_prepare_v2 (self->db, query, -1, &statement, NULL);
  gboolean is_read;

  self->table = table;
  self->is_endless = FALSE;
  is_read = code == SQLITE_OK ? read_rows (self, gather, statement, error) : fail (self, code, error);
  sqlite3_finalize (statement);
  sqlite3_free (query);
  return is_read;
}

/* What a program that has the file open, or died with it, wrote beside it isn't in the file yet. */
static void
note_unwritten (Reader *self, WfGather *gather)
{
  static const char *const endings[] = { "-wal", "-journal" };
  const char *path = wf_source_get_path (self->source);

  for (gsize i = 0; path != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (path, endings[i], NULL);
      GStatBuf status;
      g_autofree char *note = NULL;

      if (g_stat (beside, &status) != 0 || status.st_size == 0)
        continue;
      note = g_strdup_printf (
          _ ("changes to the database that stand in %s%s were not read; the program that writes it moves "
             "them into the file when it closes it"),
          self->name, endings[i]);
      wf_gather_add_note (gather, note);
    }
}

static WfTable *
read_table (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_auto (Reader) self = { NULL };
  g_autoptr (WfGather) gather = wf_gather_new (wf_source_get_name (source), progress);
  g_autoptr (GPtrArray) names = NULL;
  const char *table;

  wf_progress_set_stage (progress, _ ("Reading the table"), 0);
  names = open_database (&self, source, progress, error) ? list_tables (&self, error) : NULL;
  table = names != NULL ? choose_table (&self, names, wf_params_get_text (params, "table"), error) : NULL;
  if (table == NULL || !read_chosen (&self, gather, table, -1, error))
    return NULL;
  note_unwritten (&self, gather);
  return wf_gather_end (gather, error);
}

/* the table asked for, or the first that has rows */
static WfTable *
preview_table (Reader *self, GPtrArray *names, const char *asked, const char **chosen, GError **error)
{
  for (guint i = 0; i + 1 < names->len; i++)
    {
      g_autoptr (WfGather) gather = wf_gather_new (self->name, self->progress);
      gboolean is_last = *asked != '\0' || i + 2 == names->len;
      WfTable *table = NULL;

      self->limit = WF_LIMIT_PREVIEW_STEPS;
      *chosen = *asked != '\0' ? asked : names->pdata[i];
      if (read_chosen (self, gather, *chosen, PREVIEW_ROWS, is_last ? error : NULL))
        table = wf_gather_end (gather, is_last ? error : NULL);
      if (table != NULL || is_last)
        return table;
    }
  return NULL;
}

static WfImport *
preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_auto (Reader) self = { NULL };
  const char *asked = wf_params_get_text (params, "table");
  g_autoptr (GPtrArray) names =
      open_database (&self, source, progress, error) ? list_tables (&self, error) : NULL;
  g_autoptr (WfTable) table = NULL;
  g_autofree char *reason = NULL;
  const char *chosen = NULL;
  WfImport *import;

  if (names == NULL ||
      ((*asked != '\0' || names->len < 3) && choose_table (&self, names, asked, error) == NULL))
    return NULL;
  table = preview_table (&self, names, asked, &chosen, error);
  if (table == NULL)
    return NULL;
  import = wf_import_new (&wf_format_sqlite, params);
  reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u table is in the database",
                                         "%u tables are in the database", names->len - 1),
                            names->len - 1);
  wf_import_add_finding (import, "table", chosen, names->len == 2, reason,
                         (const char *const *) names->pdata);
  wf_import_add_table (import, table);
  if (wf_table_get_n_rows (table) == PREVIEW_ROWS)
    wf_import_set_has_more (import);
  return import;
}

static int
sniff (const char *head, gsize length)
{
  return length >= HEADER_BYTES && memcmp (head, "SQLite format 3", 16) == 0 ? 100 : 0;
}

static const WfParam params[] = {
  { .id = "table",
    .name = N_ ("Table"),
    .type = WF_PARAM_TEXT,
    .help = N_ ("Which table or view of a database is read; needed where it has several.") },
  WF_IMPORT_TYPE_PARAM,
  { NULL }
};

static const char *const extensions[] = { "sqlite", "sqlite3", "db", "db3", NULL };
static const char *const mime_types[] = { "application/vnd.sqlite3", NULL };

const WfFormat wf_format_sqlite = {
  .id = "sqlite",
  .name = N_ ("SQLite database"),
  .summary = N_ ("A table or a view of a database, opened read-only. What its cells hold decides what a "
                 "column is, not what it was declared as; texts that are numbers or dates are some."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("binary cells, which are missing, and all tables but one"),
  .extensions = extensions,
  .mime_types = mime_types,
  .params = params,
  .sniff = sniff,
  .read_table = read_table,
  .preview = preview,
};
