/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files made by ReadStat's own writer, whole, cut off and with bytes changed. */

#include "config.h"

#include <math.h>
#include <readstat.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/import.h"

#define N_ROWS 40

typedef readstat_error_t (*Begin) (readstat_writer_t *writer, void *data, long n_rows);

#define ROW_BYTES 32 /* of a transport file: four variables of eight */

typedef struct
{
  const char *name;
  const char *format; /* as detected */
  Begin begin;
  int version; /* 0 = the writer's */
  readstat_compress_t compression;
  gboolean has_value_labels;
  gboolean has_tagged;   /* .a to .z */
  gboolean has_declared; /* ranges of values that are missing */
  const char *city;      /* as written; NULL = in UTF-8 */
} Kind;

static const Kind kinds[] = {
  { "old.dta", "stata", readstat_begin_writing_dta, 114, READSTAT_COMPRESS_NONE, TRUE, TRUE, FALSE,
    "Z\xfcrich" },
  { "t.dta", "stata", readstat_begin_writing_dta, 118, READSTAT_COMPRESS_NONE, TRUE, TRUE, FALSE },
  { "t.sav", "spss", readstat_begin_writing_sav, 0, READSTAT_COMPRESS_NONE, TRUE, FALSE, TRUE },
  { "rows.sav", "spss", readstat_begin_writing_sav, 0, READSTAT_COMPRESS_ROWS, TRUE, FALSE, TRUE },
  { "t.zsav", "spss", readstat_begin_writing_sav, 0, READSTAT_COMPRESS_BINARY, TRUE, FALSE, TRUE },
  { "t.por", "spss-portable", readstat_begin_writing_por, 0, READSTAT_COMPRESS_NONE, TRUE, FALSE, TRUE,
    "Zurich" },
  { "t.sas7bdat", "sas", readstat_begin_writing_sas7bdat, 0, READSTAT_COMPRESS_NONE, FALSE, TRUE, FALSE },
  { "rows.sas7bdat", "sas", readstat_begin_writing_sas7bdat, 0, READSTAT_COMPRESS_ROWS, FALSE, TRUE, FALSE },
  { "t5.xpt", "sas-transport", readstat_begin_writing_xport, 5, READSTAT_COMPRESS_NONE, FALSE, TRUE, FALSE },
  { "t8.xpt", "sas-transport", readstat_begin_writing_xport, 8, READSTAT_COMPRESS_NONE, FALSE, TRUE, FALSE },
};

static ssize_t
append (const void *data, size_t length, void *bytes)
{
  g_byte_array_append (bytes, data, (guint) length);
  return (ssize_t) length;
}

static double
get_income (int row)
{
  return 1000.5 + row * 0.25;
}

static readstat_label_set_t *
add_names (readstat_writer_t *writer)
{
  readstat_label_set_t *set = readstat_add_label_set (writer, READSTAT_TYPE_DOUBLE, "QUALITY");

  readstat_label_double_value (set, 3, "good");
  readstat_label_double_value (set, 1, "bad");
  readstat_label_double_value (set, 2, "fair");
  return set;
}

static void
write_rows (readstat_writer_t *writer, const Kind *kind)
{
  for (int row = 0; row < N_ROWS; row++)
    {
      readstat_begin_row (writer);
      if (row == 5)
        readstat_insert_missing_value (writer, readstat_get_variable (writer, 0));
      else if (row == 6 && kind->has_tagged)
        readstat_insert_tagged_missing_value (writer, readstat_get_variable (writer, 0),
                                              kind->begin == readstat_begin_writing_dta ? 'a' : 'A');
      else if (row == 6 && kind->has_declared)
        readstat_insert_double_value (writer, readstat_get_variable (writer, 0), -99);
      else
        readstat_insert_double_value (writer, readstat_get_variable (writer, 0), get_income (row));
      readstat_insert_double_value (writer, readstat_get_variable (writer, 1), 1 + row % 3);
      readstat_insert_string_value (writer, readstat_get_variable (writer, 2),
                                    row == 7             ? ""
                                    : row % 2 == 0       ? "Bern"
                                    : kind->city != NULL ? kind->city
                                                         : "Zürich");
      readstat_insert_double_value (writer, readstat_get_variable (writer, 3), row % 2);
      readstat_end_row (writer);
    }
}

static GBytes *
write_kind (const Kind *kind)
{
  readstat_writer_t *writer = readstat_writer_init ();
  GByteArray *bytes = g_byte_array_new ();
  readstat_variable_t *income, *quality;

  readstat_set_data_writer (writer, append);
  if (kind->version > 0)
    readstat_writer_set_file_format_version (writer, (uint8_t) kind->version);
  readstat_writer_set_compression (writer, kind->compression);
  readstat_writer_set_file_timestamp (writer, 0);
  income = readstat_add_variable (writer, "INCOME", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_label (income, "Income per month");
  if (kind->has_declared)
    readstat_variable_add_missing_double_value (income, -99);
  quality = readstat_add_variable (writer, "QUALITY", READSTAT_TYPE_DOUBLE, 8);
  if (kind->has_value_labels)
    readstat_variable_set_label_set (quality, add_names (writer));
  readstat_add_variable (writer, "CITY", READSTAT_TYPE_STRING, 8);
  readstat_add_variable (writer, "ODD", READSTAT_TYPE_DOUBLE, 8);
  g_assert_cmpint (kind->begin (writer, bytes, N_ROWS), ==, READSTAT_OK);
  write_rows (writer, kind);
  g_assert_cmpint (readstat_end_writing (writer), ==, READSTAT_OK);
  readstat_writer_free (writer);
  return g_byte_array_free_to_bytes (bytes);
}

static WfTable *
read_bytes (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (WfSource) source = wf_source_new (bytes, name);

  return wf_table_read (source, NULL, NULL, error);
}

static void
assert_has_note (WfTable *table, const char *part)
{
  const char *const *notes = wf_table_get_notes (table);
  gboolean is_found = FALSE;

  for (gsize i = 0; notes[i] != NULL; i++)
    is_found |= strstr (notes[i], part) != NULL;
  if (!is_found)
    g_error ("no note says “%s”", part);
}

static void
check_quality (WfTable *table, const Kind *kind)
{
  static const char *const named[] = { "bad", "fair", "good" };
  static const char *const plain[] = { "1", "2", "3" };
  const gint32 *codes = wf_table_get_codes (table, 1, NULL);

  g_assert_cmpuint (wf_table_get_n_levels (table, 1), ==, 3);
  for (gsize i = 0; i < 3; i++)
    g_assert_cmpstr (wf_table_get_level (table, 1, i), ==, kind->has_value_labels ? named[i] : plain[i]);
  for (gsize i = 0; i < N_ROWS; i++)
    g_assert_cmpint (codes[i], ==, (gint32) (i % 3));
}

/* Values to the last bit, names of values in the order of the values, every kind of missing value. */
static void
test_values (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GBytes) bytes = write_kind (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_bytes (bytes, kind->name, &error);
  const double *income;
  const char *city = kind->begin == readstat_begin_writing_por ? "Zurich" : "Zürich";
  const gint32 *cities;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, N_ROWS);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 4);
  g_assert_cmpstr (wf_table_get_name (table, 0), ==, "INCOME");
  g_assert_cmpstr (wf_table_get_label (table, 0), ==, "Income per month");
  g_assert_null (wf_table_get_label (table, 3));
  income = wf_table_get_values (table, 0, NULL);
  g_assert_cmpuint (wf_table_get_n_missing (table, 0), ==, 2);
  for (int i = 0; i < N_ROWS; i++)
    if (i != 5 && i != 6)
      g_assert_cmpfloat (income[i], ==, get_income (i));
  assert_has_note (table, "column “INCOME”: 1 cell has a value that the file declares missing");
  check_quality (table, kind);
  cities = wf_table_get_codes (table, 2, NULL);
  g_assert_cmpstr (wf_table_get_level (table, 2, 0), ==, "Bern");
  g_assert_cmpstr (wf_table_get_level (table, 2, 1), ==, city);
  g_assert_cmpint (cities[7], ==, -1);
  g_assert_cmpint (cities[8], ==, 0);
  g_assert_cmpuint (wf_table_get_n_missing (table, 2), ==, 1);
  g_assert_cmpint (wf_table_get_kind (table, 3), ==, WF_COLUMN_DISCRETE);
}

/* by its bytes, whatever it is called */
static void
test_detect (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GBytes) bytes = write_kind (kind);
  g_autoptr (WfSource) source = wf_source_new (bytes, "table.csv");
  g_autoptr (GError) error = NULL;
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (format->id, ==, kind->format);
}

/* a table or an error that names the file */
static void
assert_answers (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_bytes (bytes, name, &error);

  g_assert_true ((table == NULL) == (error != NULL));
  if (error != NULL)
    {
      g_assert_true (error->domain == WF_ERROR);
      g_assert_nonnull (strstr (error->message, name));
    }
}

/* What is cut off isn't taken for a shorter table. A transport file doesn't say how many rows it has: it is
 * one where it is cut between two, at the end of a record of 80 bytes. An old file of Stata has names of
 * values at its end: all of them, or none. */
static void
assert_is_missed (const Kind *kind, GBytes *cut)
{
  g_autoptr (WfSource) source = wf_source_new (cut, kind->name);
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, NULL);
  g_autoptr (WfTable) table = NULL;

  if (format == NULL || !g_str_equal (format->id, kind->format))
    return;
  table = wf_table_read (source, NULL, NULL, NULL);
  if (table == NULL)
    return;
  if (kind->begin == readstat_begin_writing_xport)
    {
      g_assert_cmpuint (g_bytes_get_size (cut) % 80, ==, 0);
      g_assert_cmpuint (wf_table_get_n_rows (table) * ROW_BYTES % 80, ==, 0);
    }
  else
    g_assert_cmpuint (wf_table_get_n_rows (table), ==, N_ROWS);
  if (kind->version == 114)
    g_assert_cmpstr (wf_table_get_level (table, 1, 0), ==, "1");
  g_assert_true (kind->has_declared ? kind->begin == readstat_begin_writing_por : kind->version != 118);
}

static void
test_cut_off (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GBytes) whole = write_kind (kind);
  gsize n = g_bytes_get_size (whole);

  for (gsize length = 0; length<n; length += n> 8192 && length > 4096 && length + 4096 < n ? 97 : 1)
    {
      gsize size;
      /* a copy of its own: reading past its end is found */
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (whole, &size), length);

      assert_answers (cut, kind->name);
      assert_is_missed (kind, cut);
    }
}

static void
test_changed (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GBytes) whole = write_kind (kind);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gsize n;
  const guint8 *from = g_bytes_get_data (whole, &n);

  for (int i = 0; i < 500; i++)
    {
      guint8 *copy = g_memdup2 (from, n);
      g_autoptr (GBytes) bytes = NULL;

      for (int k = g_rand_int_range (random, 1, 4); k > 0; k--)
        copy[i % 2 ? g_rand_int_range (random, 0, (gint32) n)
                   : g_rand_int_range (random, 0, (gint32) MIN (n, 600))] =
            (guint8) g_rand_int_range (random, 0, 256);
      bytes = g_bytes_new_take (copy, n);
      assert_answers (bytes, kind->name);
    }
}

static void
test_cancel (void)
{
  g_autoptr (GBytes) bytes = write_kind (&kinds[1]);
  g_autoptr (WfSource) source = wf_source_new (bytes, "t.dta");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_table_read (source, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* the labels follow the columns */
static void
test_labels (void)
{
  g_autoptr (GBytes) bytes = write_kind (&kinds[2]);
  g_autoptr (WfTable) table = read_bytes (bytes, "t.sav", NULL);
  const gsize columns[] = { 2, 0 };
  const gsize rows[] = { 3, 1 };
  static const char *const names[] = { "ODD", NULL };
  g_autoptr (WfTable) selected = wf_table_select (table, columns, 2);
  g_autoptr (WfTable) few = wf_table_select_rows (table, rows, 2, NULL);
  g_autoptr (WfTable) typed = wf_table_retype (table, NULL, names, NULL);

  g_assert_cmpstr (wf_table_get_label (selected, 1), ==, "Income per month");
  g_assert_null (wf_table_get_label (selected, 0));
  g_assert_cmpstr (wf_table_get_label (few, 0), ==, "Income per month");
  g_assert_cmpstr (wf_table_get_label (typed, 0), ==, "Income per month");
}

/* One row: 2 January 1970 as the program counts it, in a variable of its format; an ordinal one; a count of
 * rows. */
static GBytes *
write_times (Begin begin, const char *format, double time)
{
  readstat_writer_t *writer = readstat_writer_init ();
  GByteArray *bytes = g_byte_array_new ();
  readstat_variable_t *when, *size, *often;

  readstat_set_data_writer (writer, append);
  when = readstat_add_variable (writer, "WHEN", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_format (when, format);
  size = readstat_add_variable (writer, "SIZE", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_measure (size, READSTAT_MEASURE_ORDINAL);
  often = readstat_add_variable (writer, "OFTEN", READSTAT_TYPE_DOUBLE, 8);
  if (begin == readstat_begin_writing_sav)
    readstat_writer_set_fweight_variable (writer, often);
  g_assert_cmpint (begin (writer, bytes, 1), ==, READSTAT_OK);
  readstat_begin_row (writer);
  readstat_insert_double_value (writer, when, time);
  readstat_insert_double_value (writer, size, 2);
  readstat_insert_double_value (writer, often, 5);
  readstat_end_row (writer);
  g_assert_cmpint (readstat_end_writing (writer), ==, READSTAT_OK);
  readstat_writer_free (writer);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_types (void)
{
  const struct
  {
    Begin begin;
    const char *format;
    double time;
    double expected;
  } cases[] = {
    { readstat_begin_writing_dta, "%td", 3654, 86400 },
    { readstat_begin_writing_dta, "%tc", 3654 * 86400000.0 + 1500, 86401.5 },
    { readstat_begin_writing_sav, "DATE11", 141429.0 * 86400, 86400 },
    { readstat_begin_writing_sas7bdat, "DATE9", 3654, 86400 },
    { readstat_begin_writing_sas7bdat, "DATETIME20", 3654 * 86400.0, 86400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = write_times (cases[i].begin, cases[i].format, cases[i].time);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = read_bytes (bytes, "t", &error);

      g_assert_no_error (error);
      g_assert_cmpint (wf_table_get_column_type (table, 0), ==, WF_COLUMN_TYPE_TIME);
      g_assert_true (wf_table_is_calendar (table, 0));
      g_assert_cmpfloat (wf_table_get_values (table, 0, NULL)[0], ==, cases[i].expected);
      if (cases[i].begin != readstat_begin_writing_sav)
        continue;
      g_assert_cmpint (wf_table_get_column_type (table, 1), ==, WF_COLUMN_TYPE_ORDINAL);
      g_assert_cmpstr (wf_table_get_weight_name (table), ==, "OFTEN");
      g_assert_cmpfloat (wf_table_get_total_weight (table), ==, 5);
      assert_has_note (table, "“OFTEN” counts how often");
    }
}

static void
test_preview (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GBytes) bytes = write_kind (kind);
  g_autoptr (WfSource) source = wf_source_new (bytes, kind->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfImport) import = wf_import_detect (source, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (wf_import_is_sure (import));
  g_assert_cmpuint (wf_import_get_n_rows (import), ==, N_ROWS);
  g_assert_cmpuint (wf_import_get_n_columns (import), ==, 4);
  g_assert_cmpstr (wf_import_get_cell (import, 0, 0), ==, "1000.5");
  g_assert_null (wf_import_get_cell (import, 5, 0));
}

/* a value called as another one's number, and two of one name: every value keeps a level of its own */
static void
test_same_names (void)
{
  readstat_writer_t *writer = readstat_writer_init ();
  GByteArray *written = g_byte_array_new ();
  readstat_label_set_t *set = readstat_add_label_set (writer, READSTAT_TYPE_DOUBLE, "SET");
  readstat_variable_t *variable = readstat_add_variable (writer, "Q", READSTAT_TYPE_DOUBLE, 8);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;

  readstat_set_data_writer (writer, append);
  readstat_label_double_value (set, 1, "4");
  readstat_label_double_value (set, 2, "no");
  readstat_label_double_value (set, 3, "no");
  readstat_variable_set_label_set (variable, set);
  g_assert_cmpint (readstat_begin_writing_sav (writer, written, 8), ==, READSTAT_OK);
  for (int row = 0; row < 8; row++)
    {
      readstat_begin_row (writer);
      readstat_insert_double_value (writer, variable, 1 + row % 4);
      readstat_end_row (writer);
    }
  g_assert_cmpint (readstat_end_writing (writer), ==, READSTAT_OK);
  readstat_writer_free (writer);
  bytes = g_byte_array_free_to_bytes (written);
  table = read_bytes (bytes, "t.sav", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_levels (table, 0), ==, 4);
  g_assert_cmpstr (wf_table_get_level (table, 0, 0), ==, "4");
  g_assert_cmpstr (wf_table_get_level (table, 0, 1), ==, "no");
  g_assert_cmpstr (wf_table_get_level (table, 0, 2), ==, "no (3)");
  g_assert_cmpstr (wf_table_get_level (table, 0, 3), ==, "4 (4)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const struct
      {
        const char *name;
        GTestDataFunc run;
      } tests[] = { { "values", test_values },
                    { "detect", test_detect },
                    { "cut-off", test_cut_off },
                    { "changed", test_changed },
                    { "preview", test_preview } };

      for (gsize k = 0; k < G_N_ELEMENTS (tests); k++)
        {
          g_autofree char *path = g_strdup_printf ("/formats/readstat/%s/%s", tests[k].name, kinds[i].name);

          g_test_add_data_func (path, &kinds[i], tests[k].run);
        }
    }
  g_test_add_func ("/formats/readstat/cancel", test_cancel);
  g_test_add_func ("/formats/readstat/labels", test_labels);
  g_test_add_func ("/formats/readstat/same-names", test_same_names);
  g_test_add_func ("/formats/readstat/types", test_types);
  return g_test_run ();
}
