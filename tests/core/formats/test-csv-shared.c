/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Real and hostile tables of the shared data, where they are. */

#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "core/base/error.h"
#include "core/formats/import.h"

static char *
find_data (const char *part)
{
  const char *from_environment = g_getenv ("WHEREFORE_SHARED_DATA");
  g_autofree char *root = from_environment != NULL
                              ? g_strdup (from_environment)
                              : g_build_filename (SOURCEDIR, "..", "shared", "data", NULL);
  char *path = g_build_filename (root, part, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_free (path);
  g_test_skip ("shared data not found");
  return NULL;
}

static WfTable *
read_path (const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, error);

  return source == NULL ? NULL : wf_table_read (source, NULL, NULL, error);
}

static WfTable *
read_bad (const char *name, GError **error)
{
  g_autofree char *part = g_build_filename ("bad", name, NULL);
  g_autofree char *path = find_data (part);

  return path == NULL ? NULL : read_path (path, error);
}

static gboolean
has_note (WfTable *table, const char *part)
{
  for (const char *const *note = wf_table_get_notes (table); *note != NULL; note++)
    if (strstr (*note, part) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_noted (const char *name, gsize n_rows, const char *note)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_bad (name, &error);

  g_assert_no_error (error);
  if (table == NULL)
    return;
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, n_rows);
  g_assert_true (note == NULL || has_note (table, note));
}

static void
test_bad_noted (void)
{
  check_noted ("utf16le-bom.csv", 3, "UTF-16");
  check_noted ("nul-bytes.csv", 3, "column “b”: 1 cell holds a NUL byte and counts as missing (line 2)");
  check_noted ("overflow.csv", 8,
               "3 cells are beyond the range of a double and count as missing (the first in line 3)");
  check_noted ("ragged.csv", 6, "line 4: 4 fields instead of 3");
  check_noted ("duplicate-and-empty-headers.csv", 2, "the name “x” is taken");
  check_noted ("decimal-comma.csv", 3, "the comma was read as the decimal sign");
  check_noted ("missing-mix.csv", 6, "3 cells are infinite");
  check_noted ("constant-and-collinear.csv", 200, NULL);
  check_noted ("wide-100k-columns.csv", 2, NULL);
}

static void
check_bad_refused (const char *name, WfError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_bad (name, &error);

  g_assert_null (table);
  if (error == NULL)
    return; /* no shared data */
  g_assert_error (error, WF_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_bad_refused (void)
{
  check_bad_refused ("quotes-newlines-crlf.csv", WF_ERROR_PARSE, "quotes-newlines-crlf.csv:5:1: a quote");
  check_bad_refused ("bomb.csv.gz", WF_ERROR_TOO_LARGE, "the limit of 200 times its size");
}

/* Whatever is wrong with a file, the answer comes within 2 s and 200 MB. */
static void
test_bad_bounds (void)
{
  g_autofree char *folder = find_data ("bad");
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  struct rusage usage;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      clock_t start = clock ();
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = read_path (path, &error);

      g_assert_true ((table == NULL) == (error != NULL));
      g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, 2);
    }
  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (usage.ru_maxrss, <, 200 * 1024);
#endif
}

/* no value that is not a number, or infinite, reaches a column */
static void
test_overflow_values (void)
{
  g_autoptr (WfTable) table = read_bad ("overflow.csv", NULL);
  const double *values;

  if (table == NULL)
    return;
  values = wf_table_get_values (table, 0, NULL);
  g_assert_nonnull (values);
  for (gsize i = 0; i < wf_table_get_n_rows (table); i++)
    g_assert_false (isinf (values[i]));
  g_assert_cmpuint (wf_table_get_n_missing (table, 0), ==, 5);
}

static void
check_folder (const char *folder, WfDataKind kind)
{
  g_autofree char *path = find_data (folder);
  g_autoptr (GDir) dir = path == NULL ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = NULL;

      if (!g_str_has_suffix (name, ".csv"))
        continue;
      table = read_path (file, &error);
      g_assert_no_error (error);
      g_assert_null (wf_table_get_notes (table)[0]);
      if (kind != 0)
        g_assert_cmpint (wf_table_get_data_kind (table), ==, (int) kind);
    }
}

static void
test_networks (void)
{
  check_folder ("bn-samples", WF_DATA_DISCRETE);
}

static void
test_sachs (void)
{
  g_autofree char *path = find_data ("sachs/sachs-observational.csv");
  g_autoptr (WfTable) table = NULL;

  if (path == NULL)
    return;
  check_folder ("sachs", 0);
  table = read_path (path, NULL);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 853);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 11);
  g_assert_cmpint (wf_table_get_data_kind (table), ==, WF_DATA_CONTINUOUS);
}

/* a table is told of and read, under the names told; what is none holds covariances */
static void
check_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfImport) import = NULL;
  g_autoptr (WfTable) table = NULL;

  g_assert_no_error (error);
  if (wf_formats_detect (source, WF_CONTENT_TABLE, NULL) == NULL)
    {
      g_assert_nonnull (wf_formats_detect (source, WF_CONTENT_COVARIANCE, NULL));
      return;
    }
  import = wf_import_detect (source, NULL, &error);
  g_assert_no_error (error);
  table = wf_table_read (source, wf_import_get_params (import), NULL, &error);
  g_assert_no_error (error);
  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    if (!g_strv_contains (wf_import_get_names (import), wf_table_get_name (table, j)))
      g_error ("%s: nothing was told of “%s”", path, wf_table_get_name (table, j));
}

static guint
check_tables (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += g_str_equal (name, "bad") ? 0 : check_tables (path);
      else if (g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".csv.gz"))
        {
          check_table (path);
          n++;
        }
    }
  return n;
}

static void
test_everything (void)
{
  g_autofree char *root = find_data ("");

  if (root != NULL)
    g_assert_cmpuint (check_tables (root), >=, 250);
}

/* lines about the file before the table, a table without a header, blanks between the fields */
static void
test_odd_files (void)
{
  g_autofree char *river = find_data ("ts-rivers/raw/data_dillingen.csv");
  g_autofree char *climate = find_data ("ts-climate/raw-nino34.txt");
  g_autoptr (WfTable) rivers = river != NULL ? read_path (river, NULL) : NULL;
  g_autoptr (WfTable) months = climate != NULL ? read_path (climate, NULL) : NULL;

  if (rivers == NULL || months == NULL)
    return;
  g_assert_cmpstr (wf_table_get_name (rivers, 0), ==, "Datum");
  g_assert_true (wf_table_is_calendar (rivers, 0));
  g_assert_cmpfloat (wf_table_get_values (rivers, 1, NULL)[0], ==, 70.1);
  g_assert_cmpuint (wf_table_get_n_columns (months), >=, 2);
  g_assert_cmpint (wf_table_get_data_kind (months), !=, WF_DATA_DISCRETE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv-shared/bad-bounds",
                   test_bad_bounds); /* the first: memory is that of the process */
  g_test_add_func ("/formats/csv-shared/bad-noted", test_bad_noted);
  g_test_add_func ("/formats/csv-shared/bad-refused", test_bad_refused);
  g_test_add_func ("/formats/csv-shared/overflow-values", test_overflow_values);
  g_test_add_func ("/formats/csv-shared/networks", test_networks);
  g_test_add_func ("/formats/csv-shared/sachs", test_sachs);
  g_test_add_func ("/formats/csv-shared/everything", test_everything);
  g_test_add_func ("/formats/csv-shared/odd-files", test_odd_files);
  return g_test_run ();
}
