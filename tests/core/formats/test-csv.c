/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"

static WfTable *
try_read (const char *text, gssize length, const char *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.csv");
  g_autoptr (GVariant) given = options == NULL ? NULL : g_variant_ref_sink (g_variant_new_parsed (options));

  return wf_table_read (source, given, NULL, error);
}

static WfTable *
read_text (const char *text, const char *options)
{
  g_autoptr (GError) error = NULL;
  WfTable *table = try_read (text, -1, options, &error);

  g_assert_no_error (error);
  return table;
}

/* the whole table in one line: "a:c 1|2|~;b:d x|y|x" (continuous and discrete) */
static char *
describe (WfTable *table)
{
  GString *text = g_string_new (NULL);

  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    {
      g_string_append_printf (text, "%s%s:%c", j > 0 ? ";" : "", wf_table_get_name (table, j),
                              wf_table_get_kind (table, j) == WF_COLUMN_DISCRETE ? 'd' : 'c');
      for (gsize i = 0; i < wf_table_get_n_rows (table); i++)
        {
          g_autofree char *cell = wf_table_dup_cell (table, i, j);

          g_string_append_printf (text, "%c%s", i > 0 ? '|' : ' ', cell == NULL ? "~" : cell);
        }
    }
  return g_string_free (text, FALSE);
}

static void
check_with (const char *text, const char *options, const char *expected)
{
  g_autoptr (WfTable) table = read_text (text, options);
  g_autofree char *described = describe (table);

  g_assert_cmpstr (described, ==, expected);
}

/* plain, with CRLF, without the last newline, with a byte-order mark, and through libcsv: the same table */
static void
check (const char *text, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *crlf = g_strjoinv ("\r\n", lines);
  g_autofree char *cr = g_strjoinv ("\r", lines);
  g_autofree char *cut = g_strndup (text, strlen (text) - 1);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", text, NULL);

  check_with (text, NULL, expected);
  check_with (crlf, NULL, expected);
  check_with (cr, NULL, expected);
  check_with (cut, NULL, expected);
  check_with (marked, NULL, expected);
}

static void
check_note (const char *text, const char *options, const char *expected)
{
  g_autoptr (WfTable) table = read_text (text, options);
  const char *const *notes = wf_table_get_notes (table);
  g_autofree char *all = g_strjoinv ("\n", (char **) notes);

  if (!g_strv_contains (notes, expected))
    g_error ("no note “%s” in:\n%s", expected, all);
}

static void
test_kinds (void)
{
  check ("x,y,z\n1.5,a,3\n2,b,1\n,a,-2\n", "x:c 1.5|2|~;y:d a|b|a;z:d 3|1|-2");
  check ("k\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "k:d 0|1|2|3|4|5|6|7|8|9");
  check ("k\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "k:c 0|1|2|3|4|5|6|7|8|9|10");
  check ("k,l\n1.0,2\n2.0,10\n", "k:d 1|2;l:d 2|10");
  check ("a,b\nNA,x\n,y\n", "a:c ~|~;b:d x|y");
}

static void
test_level_order (void)
{
  g_autoptr (WfTable) table = read_text ("n,t\n10,b\n-1,a\n9,B\n", NULL);

  g_assert_cmpstr (wf_table_get_level (table, 0, 0), ==, "-1");
  g_assert_cmpstr (wf_table_get_level (table, 0, 1), ==, "9");
  g_assert_cmpstr (wf_table_get_level (table, 0, 2), ==, "10");
  g_assert_cmpstr (wf_table_get_level (table, 1, 0), ==, "B");
  g_assert_cmpstr (wf_table_get_level (table, 1, 2), ==, "b");
}

static void
test_delimiters (void)
{
  check ("a;b\n1.5;2.5\n", "a:c 1.5;b:c 2.5");
  check ("a\tb\n1.5\t2.5\n\t3.5\n", "a:c 1.5|~;b:c 2.5|3.5");
  check ("a|b\n1.5|2.5\n", "a:c 1.5;b:c 2.5");
  check ("only\n1.5\n2.5\n", "only:c 1.5|2.5");
  check ("a;b\n1,75;1.234,5\n0,5;2\n", "a:c 1.75|0.5;b:c 1234.5|2");
  check ("a b, c\n x , 1.5 \n", "a b:d x;c:c 1.5");
  check_with ("a;b,c\n1;2,5\n", "{'delimiter': <'semicolon'>}", "a:d 1;b,c:c 2.5");
  check_with ("a;b,c\n1;2,5\n", "{'delimiter': <'comma'>}", "a;b:d 1;2;c:d 5");
  check_with ("a,b\n\"1,5\",2\n", "{'decimal': <'comma'>}", "a:c 1.5;b:d 2");
}

static void
test_header (void)
{
  check ("1.5,2.5\n3.5,4.5\n", "column 1:c 1.5|3.5;column 2:c 2.5|4.5");
  check ("5.1,setosa\n4.9,virginica\n", "column 1:c 5.1|4.9;column 2:d setosa|virginica");
  check ("a,b\nx,y\nx,z\n", "a:d x|x;b:d y|z");
  check ("id,2019,2020\n1,2,3\n4,5,6\n", "id:d 1|4;2019:d 2|5;2020:d 3|6");
  check_with ("1,2\n3,4\n", "{'header': <'yes'>}", "1:d 3;2:d 4");
  check_with ("a,b\nc,d\n", "{'header': <'no'>}", "column 1:d a|c;column 2:d b|d");
  check ("x\ty\nr1\t1.5\t2.5\nr2\t3.5\t4.5\n", "column 1:d r1|r2;x:c 1.5|3.5;y:c 2.5|4.5");
  check ("\n\na,b\n1.5,2.5\n", "a:c 1.5;b:c 2.5");
}

static void
test_quotes (void)
{
  check_with ("\"x, y\",z\n\"a\nb\",1.5\n\"say \"\"hi\"\"\",2.5\n", NULL,
              "x, y:d a\nb|say \"hi\";z:c 1.5|2.5");
  check_with ("\"x\",\"y\"\n1.5,2\n2.5,3\n", NULL, "x:c 1.5|2.5;y:d 2|3");
  check_with ("x,y\n\"1.5\",\"NA\"\n\"2.5\",\" a \"\n", NULL, "x:c 1.5|2.5;y:d ~| a ");
  check_with ("x,y\n\"a\",1.5", NULL, "x:d a;y:c 1.5");
  check_with ("x,y\n1.5,\"a\"", NULL, "x:c 1.5;y:d a");
  check_with ("x,y\n5\" pipe,1.5\nb,2.5\n", NULL, "x:d 5\" pipe|b;y:c 1.5|2.5");
}

static void
test_missing (void)
{
  check ("x,y\n1.5,NA\nNaN,2.5\nnull,?\n.,N/A\n#N/A,<NA>\n-nan,n/a\nNULL,nan\n",
         "x:c 1.5|~|~|~|~|~|~;y:c ~|2.5|~|~|~|~|~");
  check ("x,y\nNone,-\nNA,b\n", "x:d None|~;y:d -|b");
  check_with ("x,y\n-999,a\n1.5,gone\n-999.0,b\n", "{'missing': <'-999, gone'>}", "x:c ~|1.5|~;y:d a|~|b");
  check ("x\n-999\n1.5\n", "x:c -999|1.5");
}

static void
test_faults (void)
{
  check_note ("x\n1.5\ninf\n-Infinity\n", NULL,
              "column “x”: 2 cells are infinite and count as missing (the first in line 3)");
  check_note ("x,y\n1.5,2\n1e999,3\n", NULL,
              "column “x”: 1 cell is beyond the range of a double and counts as missing (line 3)");
  check_note ("x,y\n1.5,2\n2.5,3\nabc,4\n", NULL,
              "column “x”: 1 cell is no number and counts as missing (line 4)");
  check ("x,y\n1.5,2\n2.5,3\nabc,4\n", "x:c 1.5|2.5|~;y:d 2|3|4");
  check ("x,y\n0,2\n1,3\nabc,4\n", "x:d 0|1|abc;y:d 2|3|4");
}

static void
test_nul (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = try_read ("a,b\n1.5,2\0\n3.5,4\n", 17, NULL, &error);
  g_autofree char *described = NULL;

  g_assert_no_error (error);
  described = describe (table);
  g_assert_cmpstr (described, ==, "a:c 1.5|3.5;b:d ~|4");
  g_assert_cmpstr (wf_table_get_notes (table)[0], ==,
                   "column “b”: 1 cell holds a NUL byte and counts as missing (line 2)");
}

static void
test_ragged (void)
{
  const char *text = "a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10\n11,12,13,\n,,\n";
  const char *expected = "a:d 1|4|6|10|11|~;b:d 2|5|7|~|12|~;c:d 3|~|8|~|13|~";
  g_autofree char *quoted = g_strdup_printf ("%s\"\",,\n", text);
  g_autofree char *quoted_expected = g_strdup ("a:d 1|4|6|10|11|~|~;b:d 2|5|7|~|12|~|~;c:d 3|~|8|~|13|~|~");

  check (text, expected);
  check_with (quoted, NULL, quoted_expected);
  for (int i = 0; i < 2; i++)
    {
      check_note (i == 0 ? text : quoted, NULL, "line 3: 2 fields instead of 3; the rest is missing");
      check_note (i == 0 ? text : quoted, NULL, "line 4: 4 fields instead of 3; the last ones were left out");
      check_note (i == 0 ? text : quoted, NULL, "line 6: 1 field instead of 3; the rest is missing");
      check_note (i == 0 ? text : quoted, NULL, "line 5 is empty and was skipped");
    }
}

static void
test_names (void)
{
  check ("x,x,\n1.5,2.5,3.5\n", "x:c 1.5;x 2:c 2.5;column 3:c 3.5");
  check_note ("x,x\n1.5,2.5\n", NULL, "column 2: the name “x” is taken; it is called “x 2”");
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfex\0,\0y\0\n\0"
                              "1\0.\0"
                              "5\0,\0\xe4\0\n\0";
  static const char utf16be[] = "\xfe\xff\0x\0\n\0"
                                "1\0.\0"
                                "5";
  g_autoptr (WfTable) table = try_read (utf16, sizeof utf16 - 1, NULL, NULL);
  g_autoptr (WfTable) big = try_read (utf16be, sizeof utf16be - 1, NULL, NULL);
  g_autofree char *described = describe (table);
  g_autofree char *described_big = describe (big);

  g_assert_cmpstr (described, ==, "x:c 1.5;y:d ä");
  g_assert_cmpstr (described_big, ==, "x:c 1.5");
  check_with ("gr\xf6\xdf"
              "e,y\n1.5,\x80\n",
              NULL, "größe:c 1.5;y:d €");
  check_note ("x\n\xe4\n", NULL, "the file is not UTF-8; its texts were read as Windows-1252");
}

#define WIDE_COLUMNS 700
#define WIDE_ROWS    4999 /* several pieces of the file, none of which is a whole number of tiles */

/* what stands in a cell: a number, nothing, a text, or no cell at all */
static const char *
write_cell (int row, int column, char buffer[32])
{
  if (row % 11 == 5 && column >= 650)
    return NULL;
  if ((row + column) % 97 == 0)
    return row % 2 == 0 ? "" : "oops";
  g_snprintf (buffer, 32, column % 50 == 7 ? "%d.5 " : "%d.25", row * 1000 + column);
  return buffer;
}

/* many columns, whose numbers are put into them several rows at a time */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new ("c0");
  g_autoptr (WfTable) table = NULL;
  char buffer[32];

  for (int j = 1; j < WIDE_COLUMNS; j++)
    g_string_append_printf (text, ",c%d", j);
  for (int i = 0; i < WIDE_ROWS; i++)
    {
      g_string_append (text, i % 13 == 4 ? "\n\n" : "\n");
      for (int j = 0; j < WIDE_COLUMNS && write_cell (i, j, buffer) != NULL; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "," : "", write_cell (i, j, buffer));
    }
  table = read_text (text->str, NULL);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, WIDE_ROWS);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, WIDE_COLUMNS);
  for (int j = 0; j < WIDE_COLUMNS; j++)
    {
      const double *values = wf_table_get_values (table, (gsize) j, NULL);

      for (int i = 0; i < WIDE_ROWS; i++)
        {
          const char *cell = write_cell (i, j, buffer);

          if (cell == NULL || *cell == '\0' || *cell == 'o')
            g_assert_true (isnan (values[i]));
          else
            g_assert_cmpfloat (values[i], ==, g_ascii_strtod (cell, NULL));
        }
    }
}

/* n rows of “id,x,remark”: texts of their own, with lines that are no rows among them. quote: around the
 * texts */
static char *
write_names (int n, const char *quote)
{
  GString *text = g_string_new ("id,x,remark\n");

  for (int i = 0; i < n; i++)
    {
      if (i % 100 == 50)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, "%sname %d%s,%d.5,", quote, i, quote, i);
      if (i % 3 > 0)
        g_string_append_printf (text, "%sr\xc3\xa9mark, %d%s", quote, 7 * i, quote);
      g_string_append_c (text, '\n');
    }
  if (*quote == '\0')
    for (char *comma = strstr (text->str, "mark,"); comma != NULL; comma = strstr (comma, "mark,"))
      comma[4] = ' ';
  return g_string_free (text, FALSE);
}

/* nothing but the empty lines is lost on the way through a table */
static void
check_names (int n, const char *quote)
{
  g_autofree char *text = write_names (n, quote);
  g_autoptr (WfTable) table = read_text (text, NULL);
  g_autofree char *back = wf_table_to_text (table, "csv", NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n\n", -1);
  g_autofree char *whole = g_strjoinv ("\n", lines);
  g_autoptr (GString) expected = g_string_new (whole);

  g_string_replace (expected, "\"name", "name", 0);
  g_string_replace (expected, "\",", ",", 0);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 1);
  g_assert_cmpuint (wf_table_get_n_texts (table), ==, 2);
  g_assert_cmpuint (wf_table_get_n_missing_texts (table, 1), ==, (n + 2) / 3);
  g_assert_cmpstr (wf_table_get_text (table, 0, (gsize) n - 1), !=, NULL);
  g_assert_true (strcmp (back, expected->str) == 0);
}

/* Texts of their own are no variable, but stay with the rows: seen in the first lines or only later, in one
 * piece or several, in quotes or none. */
static void
test_free_text (void)
{
  g_autofree char *text = write_names (1500, "");
  g_autoptr (WfTable) table = read_text (text, NULL);
  g_autoptr (WfTable) as_levels = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) late = g_string_new ("id,x\n");

  g_assert_cmpstr (wf_table_get_text_name (table, 0), ==, "id");
  g_assert_cmpstr (wf_table_get_text (table, 0, 7), ==, "name 7");
  g_assert_null (wf_table_get_text (table, 1, 3));
  check_note (text, NULL,
              "column “id” has another text in nearly every row, or more than 1000, as names or free "
              "text have; it stays with the rows but is no variable");
  check_names (200, "");
  check_names (60000, "");
  check_names (300, "\"");
  for (int i = 0; i < 3000; i++)
    g_string_append_printf (late, "t%d,%d.5\n", i < 200 ? i % 2 : i, i);
  as_levels = read_text (late->str, NULL);
  g_assert_cmpuint (wf_table_get_n_texts (as_levels), ==, 1);
  g_assert_cmpstr (wf_table_get_text (as_levels, 0, 2999), ==, "t2999");
  g_clear_pointer (&as_levels, wf_table_unref);
  as_levels = try_read (late->str, -1, "{'type': <'id=categorical'>}", &error);
  g_assert_null (as_levels);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“id” has more than the limit of 1000 different texts"));
}

/* texts of their own in the first lines, a few of them in all: levels, as if the first lines had shown it */
static void
test_few_texts (void)
{
  g_autoptr (GString) text = g_string_new ("site,x\n");
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) asked = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "s%02d,%d.5\n", i % 100, i);
  table = read_text (text->str, NULL);
  g_assert_cmpuint (wf_table_get_n_texts (table), ==, 0);
  g_assert_cmpuint (wf_table_get_n_levels (table, 0), ==, 100);
  g_assert_cmpstr (wf_table_get_level (table, 0, 99), ==, "s99");
  g_assert_cmpint (wf_table_get_codes (table, 0, NULL)[205], ==, 5);
  asked = read_text (text->str, "{'type': <'site=text'>}");
  g_assert_cmpuint (wf_table_get_n_columns (asked), ==, 1);
  g_assert_cmpstr (wf_table_get_text (asked, 0, 205), ==, "s05");
}

static void
test_foreign_text (void)
{
  g_autoptr (GString) text = g_string_new ("x,name\n");
  g_autoptr (WfTable) table = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "%d.5,J\xfcrg %d\n", i, i);
  table = read_text (text->str, NULL);
  g_assert_cmpstr (wf_table_get_text (table, 0, 99), ==, "Jürg 99");
}

/* 2^53 + 1 is no double: such columns are identifiers unless somebody says that they are amounts. */
static void
test_identifiers (void)
{
  static const char text[] = "id,x\n9007199254740992,1.5\n9007199254740993,2.5\n-9007199254740995,3.5\n";
  static const char few[] = "id\n9007199254740993\n9007199254740993\n7\n";
  static const char mixed[] = "x,y\n9007199254740993,1\n0.5,1\n";
  g_autoptr (GString) many = g_string_new ("id,x\n");
  g_autoptr (WfTable) table = NULL;

  check (text, "id:d 9007199254740992|9007199254740993|-9007199254740995;x:c 1.5|2.5|3.5");
  check (few, "id:d 9007199254740993|9007199254740993|7");
  check_with (text, "{'type': <'id=categorical'>}",
              "id:d 9007199254740992|9007199254740993|-9007199254740995;x:c 1.5|2.5|3.5");
  check_note (
      text, NULL,
      "column “id” holds whole numbers of more digits than numbers hold here (the first in line 3), so "
      "it was read as text; where they are amounts, “continuous” as its type rounds them");
  check_with (text, "{'type': <'id=continuous'>}",
              "id:c 9007199254740992|9007199254740992|-9007199254740996;x:c 1.5|2.5|3.5");
  check_note (
      text, "{'type': <'id=continuous'>}",
      "column “id”: 2 whole numbers have more digits than numbers hold here and were rounded (the first "
      "in line 3)");
  check_note (mixed, NULL,
              "column “x”: 1 whole number has more digits than numbers hold here and was rounded (line 2)");
  /* large, and yet what is written; beyond 128 bits; and with an exponent, which is no identifier */
  check_with ("x\n20000000000000000000\n1e300\n0.5\n", NULL, "x:c 2e+19|1e+300|0.5");
  check_with ("x\n1000000000000000000000000000000000000000000001\n1\n", NULL,
              "x:d 1000000000000000000000000000000000000000000001|1");
  for (int i = 0; i < 2000; i++)
    g_string_append_printf (many, "9%017d,%d.5\n", i, i);
  table = read_text (many->str, NULL);
  g_assert_cmpstr (wf_table_get_text (table, 0, 1999), ==, "900000000000001999");
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 1);
}

static void
check_error (const char *text, const char *options, WfError code, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = try_read (text, -1, options, &error);

  g_assert_null (table);
  g_assert_error (error, WF_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_errors (void)
{
  g_autoptr (GString) long_cell = g_string_new ("x,y\n1,");
  g_autoptr (GString) open_quote = g_string_new ("x,y\n1,2\n3,\"");
  g_autofree char *filler = g_strnfill (3 << 20, 'x');
  gint64 start;

  check_error ("", NULL, WF_ERROR_DATA, "a.csv is empty");
  check_error ("\n\n", NULL, WF_ERROR_DATA, "a.csv holds no columns");
  check_error ("x,y\n", NULL, WF_ERROR_DATA, "a.csv has a line of names but no rows of data");
  check_error ("x,y\n\n \n", NULL, WF_ERROR_DATA, "a.csv has a line of names but no rows of data");
  check_error ("x,y\n1,2\n3,\"4\n5,6\n", NULL, WF_ERROR_PARSE,
               "a.csv:3:1: a quote opened in this line is never closed; close it, or double it if it belongs "
               "to the text");
  check_error ("x,\"y\n1,2\n", NULL, WF_ERROR_PARSE,
               "a.csv:1:1: a quote opened in this line is never closed; close it, or double it if it belongs "
               "to the text");
  check_error (
      "x\n1\n", "{'delimiter': <'colon'>}", WF_ERROR_DATA,
      "Parameter “delimiter” can't be “colon”; give one of auto, comma, semicolon, tab, pipe, blanks");
  g_string_append (long_cell, filler);
  check_error (long_cell->str, NULL, WF_ERROR_TOO_LARGE,
               "a.csv:2:1: a cell is longer than the limit of 1048576 bytes");
  for (int i = 0; i < 40; i++)
    g_string_append_printf (open_quote, "%.*s\n", 100000, filler);
  start = g_get_monotonic_time ();
  check_error (open_quote->str, NULL, WF_ERROR_PARSE,
               "a.csv:3:1: a quote opened in this line is never closed; close it, or double it if it belongs "
               "to the text");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* any prefix of a table is read or refused, never a crash */
static void
test_truncated (void)
{
  const char *text = "\"a\",b;c,d\r\n1.5,\"x\r\ny\",-3e5\r\n,\"\"\"\",inf\r\n\r\n2,,\t7";

  for (gsize length = 0; length <= strlen (text); length++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = try_read (text, (gssize) length, NULL, &error);

      g_assert_true ((table == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv/kinds", test_kinds);
  g_test_add_func ("/formats/csv/level-order", test_level_order);
  g_test_add_func ("/formats/csv/delimiters", test_delimiters);
  g_test_add_func ("/formats/csv/header", test_header);
  g_test_add_func ("/formats/csv/quotes", test_quotes);
  g_test_add_func ("/formats/csv/missing", test_missing);
  g_test_add_func ("/formats/csv/faults", test_faults);
  g_test_add_func ("/formats/csv/nul", test_nul);
  g_test_add_func ("/formats/csv/ragged", test_ragged);
  g_test_add_func ("/formats/csv/names", test_names);
  g_test_add_func ("/formats/csv/encodings", test_encodings);
  g_test_add_func ("/formats/csv/free-text", test_free_text);
  g_test_add_func ("/formats/csv/wide", test_wide);
  g_test_add_func ("/formats/csv/few-texts", test_few_texts);
  g_test_add_func ("/formats/csv/foreign-text", test_foreign_text);
  g_test_add_func ("/formats/csv/identifiers", test_identifiers);
  g_test_add_func ("/formats/csv/errors", test_errors);
  g_test_add_func ("/formats/csv/truncated", test_truncated);
  return g_test_run ();
}
