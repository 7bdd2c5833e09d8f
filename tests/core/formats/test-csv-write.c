/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"

static const char *const levels[] = { "plain", "with, comma", "with \"quote\"", " space ", "two\nlines",
                                      "ä",     NULL };

static WfTable *
read_back (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "b.csv");
  g_autoptr (GError) error = NULL;
  WfTable *table = wf_table_read (source, NULL, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_text (void)
{
  static const double values[] = { 0.1, NAN, -1e300 };
  static const gint32 codes[] = { 1, 2, -1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) table = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tabs = NULL;

  wf_table_builder_add_continuous (builder, "x", values, 3);
  wf_table_builder_add_discrete (builder, "a;b", codes, 3, levels);
  table = wf_table_builder_end (builder);
  text = wf_table_to_text (table, "csv", NULL);
  tabs = wf_table_to_text (table, "tsv", NULL);
  g_assert_cmpstr (tabs, ==, "x\t\"a;b\"\n0.1\t\"with, comma\"\n\t\"with \"\"quote\"\"\"\n-1e+300\t\n");
  g_assert_cmpstr (text, ==, "x,\"a;b\"\n0.1,\"with, comma\"\n,\"with \"\"quote\"\"\"\n-1e+300,\n");
}

/* what is written is read back bit by bit */
static void
test_round_trip (void)
{
  gsize n = 5000;
  g_autofree double *values = g_new (double, n);
  g_autofree gint32 *codes = g_new (gint32, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) back = NULL;
  g_autofree char *text = NULL;
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (gsize i = 0; i < n; i++)
    {
      values[i] = wf_rng_below (&rng, 9) == 0
                      ? NAN
                      : ldexp (wf_rng_normal (&rng), (int) wf_rng_below (&rng, 200) - 100);
      codes[i] = (gint32) wf_rng_below (&rng, 7) - 1;
    }
  wf_table_builder_add_continuous (builder, "x", values, n);
  wf_table_builder_add_discrete (builder, "level", codes, n, levels);
  table = wf_table_builder_end (builder);
  text = wf_table_to_text (table, "csv", NULL);
  back = read_back (text);
  g_assert_cmpuint (wf_table_get_n_rows (back), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *cell = wf_table_dup_cell (table, i, 1);
      g_autofree char *cell_back = wf_table_dup_cell (back, i, 1);
      double value = wf_table_get_values (back, 0, NULL)[i];

      g_assert_true (value == values[i] || (isnan (value) && isnan (values[i])));
      g_assert_cmpstr (cell, ==, cell_back);
    }
}

static void
test_one_column (void)
{
  static const double values[] = { NAN, 1.5, NAN };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) back = NULL;
  g_autofree char *text = NULL;

  wf_table_builder_add_continuous (builder, "x", values, 3);
  table = wf_table_builder_end (builder);
  text = wf_table_to_text (table, "csv", NULL);
  g_assert_cmpstr (text, ==, "x\nNA\n1.5\nNA\n");
  back = read_back (text);
  g_assert_cmpuint (wf_table_get_n_rows (back), ==, 3);
}

static void
test_file (void)
{
  static const double values[] = { 0.5, 1.5 };
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *odd_path = g_build_filename (folder, "out.docx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) odd_file = g_file_new_for_path (odd_path);
  g_autoptr (GFile) folder_file = g_file_new_for_path (folder);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  wf_table_builder_add_continuous (builder, "x", values, 2);
  table = wf_table_builder_end (builder);
  g_assert_true (wf_table_write (table, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "x\n0.5\n1.5\n");
  g_assert_false (wf_table_write (table, odd_file, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_false (g_file_query_exists (odd_file, NULL));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (folder_file, NULL, NULL));
}

static WfTable *
read_weighted (const char *text, const char *column, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.csv");
  GVariantDict dict;
  g_autoptr (GVariant) options = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "weight", "s", column);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  return wf_table_read (source, options, NULL, error);
}

/* the column of weights is found, or named, and is written back as the last one */
static void
test_weights (void)
{
  static const char text[] = "s,p,t\nno,0.1,no\nno,0.2,yes\nyes,0.3,no\nyes,0.4,yes\n";
  static const char back[] = "s,t,p\nno,no,0.1\nno,yes,0.2\nyes,no,0.3\nyes,yes,0.4\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) found = read_weighted (text, "", NULL);
  g_autoptr (WfTable) named = read_weighted ("x,w\n0.5,2\n1.5,11\n", "w", NULL);
  g_autoptr (WfTable) none = read_weighted (text, "none", NULL);
  g_autoptr (WfTable) again = NULL;
  g_autofree char *written = wf_table_to_text (found, "csv", NULL);
  g_autofree char *other = wf_table_to_text (named, "csv", NULL);

  g_assert_cmpstr (wf_table_get_weight_name (found), ==, "p");
  g_assert_cmpuint (wf_table_get_n_columns (found), ==, 2);
  g_assert_cmpstr (written, ==, back);
  g_assert_cmpstr (other, ==, "x,w\n0.5,2\n1.5,11\n");
  g_assert_null (wf_table_get_weights (none, NULL));
  again = read_weighted (written, "", NULL);
  g_assert_cmpfloat (wf_table_get_weights (again, NULL)[3], ==, 0.4);
  g_assert_null (read_weighted (text, "q", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_true (g_str_has_prefix (error->message, "a.csv: "));
}

/* nobody finds weights in a column that is said to be something else */
static void
test_typed_weights (void)
{
  static const char text[] = "s,p,t\nno,0.1,no\nno,0.2,yes\nyes,0.3,no\nyes,0.4,yes\n";
  static const char *const types[] = { "p=continuous", "p=weight", "s=categorical" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (WfSource) source = wf_source_new (bytes, "a.csv");
      g_autoptr (GVariant) options = g_variant_ref_sink (g_variant_new_parsed ("{'type': <%s>}", types[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = wf_table_read (source, options, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_table_get_weight_name (table), ==, i == 0 ? NULL : "p");
      g_assert_cmpint (wf_table_find_column (table, "p"), ==, i == 0 ? 1 : -1);
    }
}

/* what can't be a weight is told with its row, and never read as something else */
static void
test_bad_weights (void)
{
  static const char *const texts[] = {
    "s,n\nno,1\nyes,-2\n", "s,n\nno,1\nyes,\n",       "s,n\nno,1\nyes,inf\n",
    "s,n\nno,0\nyes,0\n",  "s,n\nno,many\nyes,few\n", "s,n\nno,1\nyes,1e999\n",
  };
  static const char *const words[] = { "Row 2", "Row 2", "Row 2", "are 0", "is not a number", "Row 2" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) found = read_weighted (texts[i], "", NULL);

      g_assert_null (read_weighted (texts[i], "n", &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, words[i]));
      g_assert_null (wf_table_get_weights (found, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv-write/text", test_text);
  g_test_add_func ("/formats/csv-write/round-trip", test_round_trip);
  g_test_add_func ("/formats/csv-write/one-column", test_one_column);
  g_test_add_func ("/formats/csv-write/file", test_file);
  g_test_add_func ("/formats/csv-write/weights", test_weights);
  g_test_add_func ("/formats/csv-write/typed-weights", test_typed_weights);
  g_test_add_func ("/formats/csv-write/bad-weights", test_bad_weights);
  return g_test_run ();
}
