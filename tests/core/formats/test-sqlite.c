/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Databases made by SQLite itself, whole, cut off and with bytes changed. */

#include "config.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/import.h"

#define PEOPLE                                                                                               \
  "CREATE TABLE people (name TEXT, age INT, height, city, note BLOB);"                                       \
  "INSERT INTO people VALUES ('Ann', 30, 1.75, 'Bern', x'00ff'), ('Bo', NULL, 1.8, 'Zürich', NULL),"        \
  "('Cy', 41, '1.625', 'NA', NULL), ('Di', 12, 1.5, 'Bern', NULL), ('Ed', 55, 1e400, 3, NULL);"
#define LONG                                                                                                 \
  "CREATE TABLE long AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)"     \
  "  SELECT i * 0.5 AS half, i % 3 AS class, 'text ' || i AS unique_text, 'level ' || (i % 7) AS level "     \
  "FROM n;"

static GBytes *
make_database (const char *script)
{
  sqlite3 *db;
  sqlite3_int64 n;
  unsigned char *data;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  sqlite3_exec (db, script, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  data = sqlite3_serialize (db, "main", &n, 0);
  g_assert_nonnull (data);
  sqlite3_close (db);
  return g_bytes_new_with_free_func (data, (gsize) n, sqlite3_free, data);
}

/* table: NULL = not asked for */
static WfTable *
read_table (GBytes *bytes, const char *table, WfProgress *progress, GError **error)
{
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.db");
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) options = NULL;

  if (table != NULL)
    g_variant_dict_insert (&dict, "table", "s", table);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  return wf_table_read (source, options, progress, error);
}

static void
assert_cell (WfTable *table, gsize row, gsize column, const char *expected)
{
  g_autofree char *cell = wf_table_dup_cell (table, row, column);

  g_assert_cmpstr (cell, ==, expected);
}

/* What the cells hold decides. */
static void
test_values (void)
{
  g_autoptr (GBytes) bytes = make_database (PEOPLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, NULL, NULL, &error);
  const double *heights;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 5);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 5);
  assert_cell (table, 0, 0, "Ann");
  assert_cell (table, 1, 1, NULL);
  assert_cell (table, 2, 1, "41");
  heights = wf_table_get_values (table, 2, NULL);
  g_assert_nonnull (heights);
  g_assert_cmpfloat (heights[2], ==, 1.625); /* a text in the file */
  g_assert_true (isnan (heights[4]));        /* infinite */
  assert_cell (table, 2, 3, NULL);           /* "NA" */
  assert_cell (table, 1, 3, "Zürich");
  assert_cell (table, 4, 3, "3"); /* a number among texts */
  g_assert_cmpuint (wf_table_get_n_missing (table, 4), ==, 5);
  g_assert_nonnull (strstr (wf_table_get_notes (table)[0], "column “height”: 1 cell is infinite"));
  g_assert_nonnull (strstr (wf_table_get_notes (table)[1], "column “note”: 1 cell is binary"));
}

static void
test_long (void)
{
  g_autoptr (GBytes) bytes = make_database (LONG);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, "long", NULL, &error);
  const double *half;
  const gint32 *classes;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 3000);
  half = wf_table_get_values (table, 0, NULL);
  classes = wf_table_get_codes (table, 1, NULL);
  for (gsize i = 0; i < 3000; i++)
    {
      g_assert_cmpfloat (half[i], ==, (double) i / 2);
      g_assert_cmpint (classes[i], ==, (gint32) (i % 3));
    }
  g_assert_cmpuint (wf_table_get_n_levels (table, (gsize) wf_table_find_column (table, "level")), ==, 7);
  g_assert_cmpuint (wf_table_get_n_texts (table), ==, 1);
  g_assert_cmpstr (wf_table_get_text_name (table, 0), ==, "unique_text");
  g_assert_cmpstr (wf_table_get_text (table, 0, 2), ==, "text 2");
  g_assert_cmpstr (wf_table_get_text (table, 0, 2999), ==, "text 2999");
}

/* A database has no type for dates: texts that all are some are times, beside those that aren't. */
static void
test_dates (void)
{
  g_autoptr (GBytes) bytes = make_database (
      "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) "
      "SELECT date ('2024-01-01', i || ' days') AS day, datetime ('2024-01-01', (i % 3) || ' hours') AS "
      "hour, "
      "CASE WHEN i = 7 THEN 'soon' ELSE date ('2024-01-01', (i % 5) || ' days') END AS due, "
      "CASE WHEN i % 2 THEN NULL ELSE '2024-02-29' END AS leap FROM n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (wf_table_is_calendar (table, 0));
  g_assert_true (wf_table_is_calendar (table, 1));
  g_assert_cmpint (wf_table_get_kind (table, 2), ==, WF_COLUMN_DISCRETE);
  g_assert_true (wf_table_is_calendar (table, 3));
  g_assert_cmpfloat (wf_table_get_values (table, 0, NULL)[1], ==, 1704153600);
  assert_cell (table, 1999, 0, "2029-06-22");
  assert_cell (table, 2, 1, "2024-01-01T02:00Z");
  assert_cell (table, 7, 2, "soon");
  assert_cell (table, 1, 3, NULL);
  g_assert_cmpuint (wf_table_get_n_missing (table, 3), ==, 1000);
}

/* Texts and numbers in one column, and whole numbers that no double holds: each cell as it stands. */
static void
test_identifiers (void)
{
  static const char script[] =
      "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)"
      "  SELECT i * 0.5 AS half, CASE i % 2 WHEN 0 THEN i ELSE 'code ' || i END AS code,"
      "  9223372036854775807 - i AS largest, 9007199254740993 + i AS id, iif (i = 7, 9007199254740993, i / "
      "3.0) AS amount FROM n;";
  g_autoptr (GBytes) bytes = make_database (script);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, NULL, NULL, &error);
  g_autofree char *notes = NULL;
  gssize id, code;

  g_assert_no_error (error);
  notes = g_strjoinv ("\n", (char **) wf_table_get_notes (table));
  id = wf_table_find_text (table, "id");
  code = wf_table_find_text (table, "code");
  g_assert_cmpint (id, >=, 0);
  g_assert_cmpint (code, ==, -1); /* as many numbers as texts: the texts are missing */
  g_assert_cmpstr (wf_table_get_text (table, (gsize) id, 0), ==, "9007199254740993");
  g_assert_cmpstr (wf_table_get_text (table, (gsize) id, 1), ==, "9007199254740994");
  g_assert_cmpstr (wf_table_get_text (table, (gsize) id, 1999), ==, "9007199254742992");
  g_assert_nonnull (strstr (notes,
                            "column “id” holds whole numbers of more digits than numbers hold here (the "
                            "first in row 0)"));
  g_assert_cmpstr (wf_table_get_text (table, (gsize) wf_table_find_text (table, "largest"), 0), ==,
                   "9223372036854775807");
  g_assert_nonnull (strstr (notes, "column “amount”: 1 whole number has more digits than numbers hold here"));
}

/* the same where numbers are written as texts */
static void
test_digits (void)
{
  g_autoptr (GBytes) bytes =
      make_database ("CREATE TABLE t (id TEXT, x);"
                     "INSERT INTO t VALUES ('123456789012345678901', 1.5), ('17', 2.5);");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_cell (table, 0, 0, "123456789012345678901");
  assert_cell (table, 1, 0, "17");
}

/* a table of names alone is one of levels as long as they are few enough */
static void
test_names_alone (void)
{
  g_autoptr (GBytes) bytes = make_database (
      "CREATE TABLE t AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)"
      "  SELECT 'name ' || i AS name FROM n;");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_levels (table, 0), ==, 100);
}

static void
assert_refused (const char *script, const char *table, int code, const char *says)
{
  g_autoptr (GBytes) bytes = make_database (script);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_table (bytes, table, NULL, &error));
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, says);
}

static void
test_choice (void)
{
  g_autoptr (GBytes) bytes =
      make_database (PEOPLE "CREATE VIEW tall AS SELECT name, height FROM people WHERE height > 1.7");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, "tall", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 4); /* a text is larger than every number */
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 2);
  assert_refused (PEOPLE LONG, NULL, WF_ERROR_DATA,
                  "a.db holds 2 tables; name one of them as “table” (--table NAME on the command line): "
                  "“long”, “people”");
  assert_refused (PEOPLE, "folk", WF_ERROR_DATA, "a.db has no table “folk”; it has “people”");
  assert_refused ("CREATE TABLE t (a); DROP TABLE t", NULL, WF_ERROR_DATA, "a database without tables");
  assert_refused ("CREATE TABLE t (a, b)", NULL, WF_ERROR_DATA, "a.db has columns but no rows");
}

/* names that are SQL are names */
/* A view without end, and one that takes long for its first row and then ends. A look at it gives up early,
 * and goes on to the next table. */
static void
test_endless (void)
{
  static const char endless[] = "CREATE VIEW a AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                "FROM n) SELECT i FROM n WHERE i < 0;";
  static const char slow[] =
      "CREATE VIEW b AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)"
      "  SELECT i % 2 AS odd, count (*) AS n FROM n GROUP BY i % 2;";
  g_autoptr (GBytes) bytes = make_database (endless);
  g_autoptr (GBytes) slow_bytes = make_database (slow);
  g_autofree char *both = g_strconcat (endless, slow, NULL);
  g_autoptr (GBytes) both_bytes = make_database (both);
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.db");
  g_autoptr (WfSource) both_source = wf_source_new (both_bytes, "a.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (slow_bytes, NULL, NULL, &error);
  g_autoptr (WfImport) import = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 2);
  g_assert_null (wf_import_detect (source, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "“a” gives no row within the limit of 67,108,864 steps"));
  g_clear_error (&error);
  import = wf_import_detect (both_source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_import_get_names (import)[0], ==, "odd");
  if (!g_test_slow ())
    return;
  g_assert_null (read_table (bytes, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

static void
test_names (void)
{
  g_autoptr (GBytes) bytes = make_database (
      "CREATE TABLE \"a\"\"b; DROP\" (\"x\"\"y\" INT, \"\" INT); INSERT INTO \"a\"\"b; DROP\" VALUES (1, 2)");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (bytes, "a\"b; DROP", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_table_get_name (table, 0), ==, "x\"y");
}

/* What a file may not do: load code, or be a view on what isn't there. */
static void
test_restrained (void)
{
  assert_refused ("CREATE VIEW v AS SELECT load_extension('/nowhere/evil') AS a", "v", WF_ERROR_DATA,
                  "doesn’t give its rows");
  assert_refused ("CREATE VIEW v AS SELECT * FROM absent", "v", WF_ERROR_DATA, "doesn’t give its rows");
}

/* A file that is written with a log beside it is read as far as it goes. */
static void
test_log (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-test-XXXXXX.db", NULL);
  int fd = g_mkstemp (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA journal_mode = WAL; CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2.5), (2, 3.5);"
                "PRAGMA wal_checkpoint (TRUNCATE); INSERT INTO t VALUES (3, 4.5)",
                NULL, NULL, NULL);
  source = wf_source_open_path (path, NULL, &error);
  g_assert_no_error (error);
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 2);
  g_assert_nonnull (strstr (wf_table_get_notes (table)[0], "-wal were not read"));
  sqlite3_close (db);
  unlink (path);
  unlink (log);
  unlink (index);
}

/* Several tables: one is shown, and that it could be another. */
static void
test_preview (void)
{
  g_autoptr (GBytes) bytes = make_database ("CREATE TABLE aaa (x);" PEOPLE LONG);
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfImport) import = wf_import_detect (source, NULL, &error);
  g_autoptr (GVariant) options = g_variant_ref_sink (g_variant_new_parsed ("{'table': <'people'>}"));
  g_autoptr (WfImport) people = NULL;
  const WfFinding *findings;
  gsize n;

  g_assert_no_error (error);
  g_assert_false (wf_import_is_sure (import));
  findings = wf_import_get_findings (import, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (findings[0].id, ==, "table");
  g_assert_cmpstr (findings[0].value, ==, "long"); /* the first that has rows */
  g_assert_cmpuint (g_strv_length ((char **) findings[0].choices), ==, 3);
  g_assert_true (wf_import_has_more (import));
  people = wf_import_preview (source, options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wf_import_is_sure (people));
  g_assert_cmpstr (wf_import_get_cell (people, 1, 3), ==, "Zürich");
  g_assert_false (wf_import_has_more (people));
}

/* a table or an error that names the file */
static void
assert_answers (GBytes *bytes)
{
  static const char *const tables[] = { NULL, "people", "long" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = read_table (bytes, tables[i], NULL, &error);

      g_assert_true ((table == NULL) == (error != NULL));
      if (error != NULL)
        {
          g_assert_true (error->domain == WF_ERROR);
          g_assert_nonnull (strstr (error->message, "a.db"));
        }
    }
}

static void
test_cut_off (void)
{
  g_autoptr (GBytes) whole = make_database (PEOPLE LONG);
  gsize n;
  const char *data = g_bytes_get_data (whole, &n);

  for (gsize length = 100; length < n; length += 211)
    {
      /* a copy of its own: reading past its end is found */
      g_autoptr (GBytes) cut = g_bytes_new (data, length);
      g_autoptr (GError) error = NULL;

      assert_answers (cut);
      g_assert_null (read_table (cut, "long", NULL, &error));
    }
}

/* the reader itself, not asked whether this is a database at all */
static void
test_no_header (void)
{
  static const char start[100] = "SQLite format 3";
  const WfFormat *format = wf_formats_find ("sqlite");
  g_autoptr (GVariant) params = wf_params_complete (format->params, NULL, NULL);

  for (gsize length = 0; length < sizeof start; length += 9)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (start, length);
      g_autoptr (WfSource) source = wf_source_new (bytes, "a.db");
      g_autoptr (GError) error = NULL;

      g_assert_null (format->read_table (source, params, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, "a.db: byte "));
    }
}

static void
test_changed (void)
{
  g_autoptr (GBytes) whole = make_database (PEOPLE LONG "CREATE INDEX i ON long (level)");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gsize n;
  const guint8 *from = g_bytes_get_data (whole, &n);

  for (int i = 0; i < 500; i++)
    {
      guint8 *copy = g_memdup2 (from, n);
      g_autoptr (GBytes) bytes = NULL;

      for (int k = g_rand_int_range (random, 1, 4); k > 0; k--)
        copy[g_rand_int_range (random, 16, i % 2 == 0 ? 4200 : (gint32) n)] =
            (guint8) g_rand_int_range (random, 0, 256);
      bytes = g_bytes_new_take (copy, n);
      assert_answers (bytes);
    }
}

static gpointer
cancel (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* a view that would never end */
static void
test_cancel (void)
{
  g_autoptr (GBytes) bytes = make_database ("CREATE VIEW v AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL "
                                            "SELECT i + 1 FROM n) SELECT max (i) AS most FROM n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel, cancellable);
  gint64 start = g_get_monotonic_time ();

  g_assert_null (read_table (bytes, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/sqlite/values", test_values);
  g_test_add_func ("/formats/sqlite/long", test_long);
  g_test_add_func ("/formats/sqlite/endless", test_endless);
  g_test_add_func ("/formats/sqlite/dates", test_dates);
  g_test_add_func ("/formats/sqlite/identifiers", test_identifiers);
  g_test_add_func ("/formats/sqlite/digits", test_digits);
  g_test_add_func ("/formats/sqlite/names-alone", test_names_alone);
  g_test_add_func ("/formats/sqlite/choice", test_choice);
  g_test_add_func ("/formats/sqlite/names", test_names);
  g_test_add_func ("/formats/sqlite/restrained", test_restrained);
  g_test_add_func ("/formats/sqlite/log", test_log);
  g_test_add_func ("/formats/sqlite/preview", test_preview);
  g_test_add_func ("/formats/sqlite/cut-off", test_cut_off);
  g_test_add_func ("/formats/sqlite/no-header", test_no_header);
  g_test_add_func ("/formats/sqlite/changed", test_changed);
  g_test_add_func ("/formats/sqlite/cancel", test_cancel);
  return g_test_run ();
}
