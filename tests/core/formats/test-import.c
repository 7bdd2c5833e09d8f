/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is told of a file before it is read, and that it is read as told. */

#include "config.h"

#include <string.h>
#include <time.h>

#include "core/base/error.h"
#include "core/base/params.h"
#include "core/base/rng.h"
#include "core/formats/import.h"

static WfSource *
open_bytes (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return wf_source_new (bytes, "a.csv");
}

static WfImport *
preview (const char *text, const char *options)
{
  g_autoptr (WfSource) source = open_bytes (text, -1);
  g_autoptr (GVariant) given = options == NULL ? NULL : g_variant_ref_sink (g_variant_new_parsed (options));
  g_autoptr (GError) error = NULL;
  WfImport *import = wf_import_preview (source, given, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static const WfFinding *
find (WfImport *import, const char *id)
{
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (findings[i].id, id))
      return &findings[i];
  g_error ("nothing was found about %s", id);
}

static void
check_found (const char *text, const char *id, const char *value, gboolean is_sure)
{
  g_autoptr (WfImport) import = preview (text, NULL);
  const WfFinding *finding = find (import, id);

  g_assert_cmpstr (finding->value, ==, value);
  g_assert_true (finding->is_sure == is_sure);
  g_assert_false (finding->is_given);
  g_assert_cmpuint (strlen (finding->reason), >, 0);
}

/* What is clear to whoever looks at the file isn't asked about; what could be either is. */
static void
test_doubts (void)
{
  static const struct
  {
    const char *text;
    const char *delimiter, *decimal;
    gboolean is_sure; /* both */
  } cases[] = {
    { "x;y\n1,5;2,5\n", "semicolon", "comma", TRUE },
    { "x;y\n1,5;2,5\n3,5;4,5\n", "semicolon", "comma", TRUE },
    { "x;y\n1,5;2,5\n3,5;4,5\n5,5;6,5\n", "semicolon", "comma", TRUE },
    { "x;y;z\n1,5;2,5;3,5\n3,5;4,5;5,5\n5,5;6,5;7,5\n7,5;8,5;9,5\n", "semicolon", "comma", TRUE },
    { "x;g\n1,5;a\n3,5;b\n5,5;a\n", "semicolon", "comma", TRUE },
    { "1,5;2,5\n3,5;4,5\n", "semicolon", "comma", TRUE },
    { "1,5;2,5\n", "semicolon", "comma", TRUE },
    { "x;y\n1,25;-2,5\n,;4,5\n", "semicolon", "comma", TRUE },
    { "x;y\n1,234;2,5\n3,456;4,75\n", "semicolon", "comma", TRUE },
    { "x;y\n1,234;2,345\n3,456;4,567\n", "semicolon", "comma", FALSE }, /* thousands? */
    { "x;y\n1.5;2.5\n3.5;4.5\n", "semicolon", "point", TRUE },
    { "x,y\n1.5,2.5\n3.5,4.5\n", "comma", "point", TRUE },
    { "x|y\n1,5|2,5\n3,5|4,5\n5,5|6,5\n", "pipe", "comma", TRUE },
    { "x\ty\n1,5\t2,5\n3,5\t4,5\n5,5\t6,5\n", "tab", "comma", TRUE },
    { "x y\n1,5 2,5\n3,5 4,5\n5,5 6,5\n", "blanks", "comma", TRUE },
    { "a,b;c\nd,e;f\ng,h;i\n", "comma", "point", FALSE }, /* texts, whatever parts them */
    { "1,5;2\n3,5;4\n", "semicolon", "comma", TRUE },
    { "1,2;3\n4,5;6\n7,8;9\n", "semicolon", "comma", TRUE },
    { "a;b\n1;x,y\n2;z,w\n", "semicolon", "point", TRUE },
  };
  gboolean is_good = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfImport) import = preview (cases[i].text, NULL);
      const WfFinding *delimiter = find (import, "delimiter");
      const WfFinding *decimal = find (import, "decimal");

      if (g_str_equal (delimiter->value, cases[i].delimiter) &&
          g_str_equal (decimal->value, cases[i].decimal) &&
          (delimiter->is_sure && decimal->is_sure) == cases[i].is_sure)
        continue;
      is_good = FALSE;
      g_test_message ("%s%s%s, %s%s", cases[i].text, delimiter->value, delimiter->is_sure ? "" : " in doubt",
                      decimal->value, decimal->is_sure ? "" : " in doubt");
    }
  g_assert_true (is_good);
}

static void
test_delimiter (void)
{
  check_found ("a,b\n1,2\n", "delimiter", "comma", TRUE);
  check_found ("a;b\n1,5;2\n", "delimiter", "semicolon", TRUE);
  check_found ("a\tb\n1\t2\n", "delimiter", "tab", TRUE);
  check_found ("a|b\n1|2\n", "delimiter", "pipe", TRUE);
  check_found ("a b\n1 2\n", "delimiter", "blanks", TRUE);
  check_found ("  1.5   2.5\n 10.5  20.5\n", "delimiter", "blanks", TRUE);
  check_found ("1,5 2,5\n2,5 3,5\n", "delimiter", "blanks", TRUE);
  check_found ("1,5;2,5\n2,5;3,5\n", "delimiter", "semicolon", TRUE);
  check_found ("first name\nJohn Smith\nAnn Lee\n", "delimiter", "comma", FALSE);
  check_found ("x\n1\n2\n", "delimiter", "comma", TRUE);
  check_found ("a,b\n1,2\n1,2,3\n", "delimiter", "comma", FALSE);
}

static void
test_decimal (void)
{
  check_found ("a;b\n1,5;2\n", "decimal", "comma", TRUE);
  check_found ("a;b\n1,500;2\n", "decimal", "comma", FALSE); /* or a thousand and five hundred */
  check_found ("a;b\n1.5;2\n", "decimal", "point", TRUE);
  check_found ("a,b\n1,5\n", "decimal", "point", TRUE);
}

static void
test_header (void)
{
  check_found ("a,b\n1,2\n", "header", "yes", TRUE);
  check_found ("1,2\n3,4\n", "header", "no", TRUE);
  check_found ("yes,no\nno,no\nyes,yes\nno,yes\n", "header", "no", FALSE);
  check_found ("smoker,cancer\nno,no\nyes,yes\n", "header", "yes", TRUE);
}

static void
test_signs (void)
{
  check_found ("a,b\n1,2\n", "comment", "none", TRUE);
  check_found ("# made by hand\na,b\n1,2\n", "comment", "hash", TRUE);
  check_found ("% made by hand\n1 2\n3 4\n", "comment", "percent", TRUE);
  check_found ("a,b\n'x, y',1\n'z',2\n'x','y'\n", "quote", "single", TRUE);
  check_found ("a,b\n\"x, y\",1\nit's,2\n", "quote", "double", TRUE);
}

/* what a file says before its table */
static void
test_skip (void)
{
  static const char text[] =
      "Source:;\"State office, water\"\nAsked:;\"12.10.2020\n12:54\"\nEast:;1;North:;2\n\n\"Daily\"\n"
      "day;mean;max\n2017-01-01;70,1;77,5\n2017-01-02;64,5;67,4\n";
  g_autoptr (WfImport) import = preview (text, NULL);
  g_autoptr (WfSource) source = open_bytes (text, -1);
  g_autoptr (WfTable) table = wf_table_read (source, NULL, NULL, NULL);
  g_autofree char *csv = wf_table_to_text (table, "csv", NULL);

  g_assert_cmpstr (find (import, "skip")->value, ==, "6");
  g_assert_cmpuint (wf_import_get_n_rows (import), ==, 2);
  g_assert_true (wf_import_is_sure (import));
  g_assert_cmpstr (csv, ==, "day,mean,max\n2017-01-01,70.1,77.5\n2017-01-02,64.5,67.4\n");
  check_found ("A title\na,b,c\n1,2,3\n4,5,6\n", "skip", "1", TRUE);
  check_found ("a,b\nx,1,2\ny,3,4\nz,5,6\n", "skip", "0", TRUE);
  check_found ("a,b\n1,2\n3,4\n1,2,3\n", "skip", "0", TRUE);
  /* a field too few or too many, once or twice, is no beginning of another table */
  check_found ("a,b,c\n1,2,3\n4,5,6\n7,8\n1,2,3\n4,5,6\n7,8,9\n", "skip", "0", TRUE);
  check_found ("a,b,c\n1,2\n3,4\n1,2,3\n4,5,6\n7,8,9\n", "skip", "0", TRUE);
  check_found ("About: x\nby, us\na,b,c\n1,2,3\n4,5,6\n7,8,9\n", "skip", "2", TRUE);
  check_found ("About: x\na,b,c\n1,2,3\n4,5,6\n7,8\n1,2,3\n4,5,6\n7,8,9\n", "skip", "1", TRUE);
}

static void
test_encoding (void)
{
  static const char little[] = "a\0,\0b\0\n\0001\0,\0002\0\n\0";
  g_autoptr (WfSource) source = open_bytes (little, sizeof little - 1);
  g_autoptr (WfImport) import = wf_import_detect (source, NULL, NULL);

  g_assert_nonnull (import);
  g_assert_cmpstr (find (import, "encoding")->value, ==, "utf-16");
  g_assert_cmpstr (wf_import_get_names (import)[1], ==, "b");
  check_found ("a,b\n\xc3\xa4,2\n", "encoding", "utf-8", TRUE);
  check_found ("a,b\n\xe4,2\n", "encoding", "latin-1", TRUE);
}

/* the first rows, as they stand in the file */
static void
test_rows (void)
{
  g_autoptr (WfImport) import = preview ("name;x;when;k\nann;1,50;2026-01-05;1\n;NA;2026-01-06;2\n", NULL);

  g_assert_cmpuint (wf_import_get_n_columns (import), ==, 4);
  g_assert_cmpuint (wf_import_get_n_rows (import), ==, 2);
  g_assert_false (wf_import_has_more (import));
  g_assert_cmpstr (wf_import_get_cell (import, 0, 1), ==, "1,50");
  g_assert_null (wf_import_get_cell (import, 1, 0));
  g_assert_null (wf_import_get_cell (import, 1, 1));
  g_assert_cmpint (wf_import_get_column_type (import, 0), ==, WF_COLUMN_TYPE_CATEGORICAL);
  g_assert_cmpint (wf_import_get_column_type (import, 1), ==, WF_COLUMN_TYPE_CONTINUOUS);
  g_assert_cmpint (wf_import_get_column_type (import, 2), ==, WF_COLUMN_TYPE_TIME);
  g_assert_cmpint (wf_import_get_column_type (import, 3), ==, WF_COLUMN_TYPE_CATEGORICAL);
  g_assert_cmpstr (find (import, "missing")->reason, ==, "found in the first rows: empty cells, NA");
  g_assert_true (wf_import_is_sure (import));
}

static void
test_given (void)
{
  g_autoptr (WfImport) import =
      preview ("a,b\n1,2\n", "{'delimiter': <'semicolon'>, 'header': <'no'>, 'type': <'column 1=text'>}");

  g_assert_true (find (import, "delimiter")->is_given);
  g_assert_cmpstr (find (import, "delimiter")->value, ==, "semicolon");
  g_assert_cmpuint (wf_import_get_n_columns (import), ==, 1);
  g_assert_cmpuint (wf_import_get_n_rows (import), ==, 2);
  g_assert_cmpint (wf_import_get_column_type (import, 0), ==, WF_COLUMN_TYPE_TEXT);
}

/* the settings found, given to the reader, give the table that the reader makes of the file by itself */
static void
test_params_read_the_same (void)
{
  static const char *const texts[] = {
    "a;b\n1,5;x\n2,5;y\n",     "# c\n1 2\n3 4.5\n", "'a','b,c'\n'x','1'\n",
    "yes,no\nno,no\nno,yes\n", "x\n\xe4\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WfSource) source = open_bytes (texts[i], -1);
      g_autoptr (WfImport) import = wf_import_detect (source, NULL, NULL);
      g_autoptr (WfTable) found = wf_table_read (source, NULL, NULL, NULL);
      g_autoptr (WfTable) told = wf_table_read (source, wf_import_get_params (import), NULL, NULL);
      g_autofree char *a = wf_table_to_text (found, "csv", NULL);
      g_autofree char *b = wf_table_to_text (told, "csv", NULL);
      gsize n;
      const WfFinding *findings = wf_import_get_findings (import, &n);

      g_assert_cmpstr (a, ==, b);
      for (gsize k = 0; k < n; k++)
        g_assert_cmpstr (findings[k].value, !=, "auto");
    }
}

/* CPU time of this process, in ms */
static double
measure_preview (GBytes *bytes)
{
  g_autoptr (WfSource) source = wf_source_new (bytes, "large.csv");
  clock_t start = clock ();
  g_autoptr (WfImport) import = wf_import_detect (source, NULL, NULL);

  g_assert_cmpuint (wf_import_get_n_rows (import), ==, WF_IMPORT_ROWS);
  g_assert_true (wf_import_has_more (import));
  return 1000.0 * (double) (clock () - start) / CLOCKS_PER_SEC;
}

/* whatever the size of the file, only its beginning is looked at */
static void
test_large (void)
{
  GString *text = g_string_new ("a,b,c,d,e,f\n");
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; text->len < (64 << 20); i++)
    g_string_append_printf (text, "%d.25,%d,word %d,0.125,%d,x\n", i, i % 7, i % 50, i);
  bytes = g_string_free_to_bytes (text);
#ifdef __SANITIZE_ADDRESS__
  g_assert_cmpfloat (measure_preview (bytes), <, 500);
#else
  g_assert_cmpfloat (measure_preview (bytes), <, 50);
#endif
}

static void
test_packed (void)
{
  static const char damaged[] = "\x1f\x8b\x08rest";
  g_autoptr (GBytes) plain = g_bytes_new_static ("a;b\n1,5;2\n", 10);
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  guint8 packed[100];
  gsize n_in, n_out;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) bad = open_bytes (damaged, sizeof damaged - 1);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfImport) import = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (g_converter_convert (packer, g_bytes_get_data (plain, NULL), 10, packed, sizeof packed,
                                        G_CONVERTER_INPUT_AT_END, &n_in, &n_out, &error),
                   ==, G_CONVERTER_FINISHED);
  source = open_bytes ((const char *) packed, (gssize) n_out);
  import = wf_import_detect (source, NULL, &error);
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (find (import, "delimiter")->value, ==, "semicolon");
  text = wf_table_to_text (table, "csv", NULL);
  g_assert_cmpstr (text, ==, "a,b\n1.5,2\n");

  g_assert_null (wf_import_detect (bad, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "damaged"));
}

/* bytes that mean something, put anywhere: told of and read, or refused with a reason, never a crash */
static void
test_mutations (void)
{
  static const char *const texts[] = {
    "Source:;\"x\"\n\nday;m;n\n2017-01-01;70,1;1\n2017-01-02;64,5;2\n2017-01-03;1,5;3\n",
    "# c\n  1.5   2\n 3 4.5\n",
    "'a','b,c'\n'x','1'\n'y z','2'\n",
    "a\tb|c\r\n1\t2|3\r\n\t-|inf\r\n",
    "s,t,count\nno,no,10\nno,yes,20\nyes,no,30\nyes,yes,40\n",
    "\xef\xbb\xbf\"q\"\"q\",x\n1,2\n",
  };
  static const char bytes[] = ",;\t| \n\r\"'#%.-+eE0129NA=\\\0\xff\xfe\xc3\x80";
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (int i = 0; i < 6000; i++)
    {
      const char *text = texts[i % G_N_ELEMENTS (texts)];
      g_autoptr (GString) mutated = g_string_new (text);
      g_autoptr (GError) preview_error = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfSource) source = NULL;
      g_autoptr (WfImport) import = NULL;
      g_autoptr (WfTable) table = NULL;

      for (gsize k = 1 + wf_rng_below (&rng, 6); k > 0; k--)
        if (mutated->len == 0 || wf_rng_below (&rng, 2) == 0)
          g_string_insert_c (mutated, (gssize) wf_rng_below (&rng, mutated->len + 1),
                             bytes[wf_rng_below (&rng, sizeof bytes - 1)]);
        else
          g_string_erase (mutated, (gssize) wf_rng_below (&rng, mutated->len), 1);
      source = open_bytes (mutated->str, (gssize) mutated->len);
      import = wf_import_detect (source, NULL, &preview_error);
      table = wf_table_read (source, NULL, NULL, &error);
      g_assert_true ((import == NULL) == (preview_error != NULL));
      g_assert_true ((table == NULL) == (error != NULL));
      g_assert_true (import != NULL || table == NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/import/delimiter", test_delimiter);
  g_test_add_func ("/formats/import/doubts", test_doubts);
  g_test_add_func ("/formats/import/decimal", test_decimal);
  g_test_add_func ("/formats/import/header", test_header);
  g_test_add_func ("/formats/import/signs", test_signs);
  g_test_add_func ("/formats/import/skip", test_skip);
  g_test_add_func ("/formats/import/encoding", test_encoding);
  g_test_add_func ("/formats/import/rows", test_rows);
  g_test_add_func ("/formats/import/given", test_given);
  g_test_add_func ("/formats/import/params-read-the-same", test_params_read_the_same);
  g_test_add_func ("/formats/import/large", test_large);
  g_test_add_func ("/formats/import/packed", test_packed);
  g_test_add_func ("/formats/import/mutations", test_mutations);
  return g_test_run ();
}
