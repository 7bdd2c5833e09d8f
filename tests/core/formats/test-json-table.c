/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/import.h"

static WfSource *
source_of (const char *text, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return wf_source_new (bytes, name);
}

static WfTable *
read_text (const char *text, const char *name, WfProgress *progress, GError **error)
{
  g_autoptr (WfSource) source = source_of (text, name);

  return wf_table_read (source, NULL, progress, error);
}

static WfTable *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  WfTable *table = read_text (text, "a.json", NULL, &error);

  if (error != NULL)
    g_error ("%s\n%s", error->message, text);
  return table;
}

/* all notes, one a line */
static char *
join_notes (WfTable *table)
{
  const char *const *notes = wf_table_get_notes (table);

  return notes != NULL ? g_strjoinv ("\n", (char **) notes) : g_strdup ("");
}

/* json: with ' for ", reads as csv says */
static void
assert_reads_named (const char *name, const char *json, const char *csv)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_text (text, name, NULL, &error);
  g_autofree char *written = NULL;

  if (table == NULL)
    g_error ("%s\n%s", error->message, text);
  written = wf_table_to_text (table, "csv", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (written, ==, csv);
}

static void
assert_reads (const char *json, const char *csv)
{
  assert_reads_named ("a.json", json, csv);
}

static void
assert_refused (const char *json, int code, const char *words)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;

  if (read_text (text, "a.jsonl", NULL, &error) != NULL)
    g_error ("is read: %s", text);
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, words);
}

/* ---- layouts ---- */

#define CSV "a,b\n1.5,x\n2,y\n3,x\n"

static void
test_layouts (void)
{
  assert_reads ("[{'a':1.5,'b':'x'},{'a':2,'b':'y'},{'a':3,'b':'x'}]", CSV);
  assert_reads ("\n[\n  {\n'b' : 'x' , 'a' :1.5},\n{'a':2,'b':'y'}, {'b':'x','a':3}\n]\n",
                "b,a\nx,1.5\ny,2\nx,3\n"); /* in the order in which they come first */
  assert_reads ("{'a':1.5,'b':'x'}\n{'a':2,'b':'y'}\r\n{'a':3,'b':'x'}\n", CSV);
  assert_reads ("{'a':1.5,'b':'x'} {'a':2,'b':'y'}{'a':3,\n'b':'x'}", CSV);
  assert_reads ("{'a':[1.5,2,3],'b':['x','y','x']}", CSV);
  assert_reads ("{'a':{'0':1.5,'1':2,'2':3},'b':{'0':'x','1':'y','2':'x'}}", CSV);
  assert_reads ("{'0':{'a':1.5,'b':'x'},'1':{'a':2,'b':'y'},'2':{'a':3,'b':'x'}}", CSV);
  assert_reads ("{'columns':['a','b'],'index':[0,1,2],'data':[[1.5,'x'],[2,'y'],[3,'x']]}", CSV);
  assert_reads ("{'columns':['a','b'],'data':[[1.5,'x'],[2,'y'],[3,'x']]}", CSV);
  assert_reads ("{'schema':{'fields':[{'name':'index','type':'integer'},{'name':'a','type':'number'},"
                "{'name':'b','type':'string'}],'primaryKey':['index'],'pandas_version':'1.4.0'},"
                "'data':[{'index':0,'a':1.5,'b':'x'},{'index':1,'a':2,'b':'y'},{'index':2,'a':3,'b':'x'}]}",
                CSV);
  assert_reads ("[['a','b'],[1.5,'x'],[2,'y'],[3,'x']]", CSV);
  assert_reads ("['a','b']\n[1.5,'x']\n[2,'y']\n[3,'x']\n", CSV);
  assert_reads ("{'data':[['a','b'],[1.5,'x'],[2,'y'],[3,'x']]}", CSV);
  assert_reads ("{'count':2,'next':null,'links':{'self':'x'},'results':[{'a':1.5,'b':'x'},{'a':2,'b':'y'},"
                "{'a':3,'b':'x'}]}",
                CSV);
  assert_reads ("[[1.5,2],[3,4.5]]", "column 1,column 2\n1.5,2\n3,4.5\n");
  assert_reads_named ("a.jsonl", "{'a':1.5,'b':'x'}\n", "a,b\n1.5,x\n");
}

/* Names of rows are a column, unless they only count them. */
static void
test_labels (void)
{
  const char *named = "index,n,lang\nBern,134.5,de\nGenf,203,fr\n";

  assert_reads ("{'Bern':{'n':134.5,'lang':'de'},'Genf':{'n':203,'lang':'fr'}}", named);
  assert_reads ("{'columns':['n','lang'],'index':['Bern','Genf'],'data':[[134.5,'de'],[203,'fr']]}", named);
  assert_reads ("{'n':{'Bern':134.5,'Genf':203},'lang':{'Bern':'de','Genf':'fr'}}", named);
  assert_reads ("{'schema':{'primaryKey':['index']},'data':[{'index':'Bern','n':134.5,'lang':'de'},"
                "{'index':'Genf','n':203,'lang':'fr'}]}",
                named);
  /* years count no rows, what is left of row numbers does */
  assert_reads ("{'n':{'1990':1.5,'1991':2}}", "index,n\n1990,1.5\n1991,2\n");
  assert_reads ("{'n':{'0':1.5,'3':2,'5':3}}", "n\n1.5\n2\n3\n");
  /* a column that is called so already */
  assert_reads ("{'p':{'index':7.5,'k':'x'},'q':{'index':8,'k':'y'}}", "index,index 2,k\np,7.5,x\nq,8,y\n");
  /* rows that not all columns have, and in another order */
  assert_reads ("{'x':{'p':1.5,'q':2,'r':3},'y':{'r':6,'p':0.5,'s':4}}",
                "index,x,y\np,1.5,0.5\nq,2,\nr,3,6\ns,,4\n");
}

/* Rows or columns: what the document doesn't say is guessed, and said. */
static void
test_orientation (void)
{
  static const struct
  {
    const char *json, *csv;
    gboolean is_guessed;
  } cases[] = {
    /* the names of rows are numbers */
    { "{'x':{'0':1.5,'1':2.5},'y':{'0':3.5,'1':4.5},'z':{'0':5.5,'1':6.5}}",
      "x,y,z\n1.5,3.5,5.5\n2.5,4.5,6.5\n", FALSE },
    { "{'0':{'x':1.5,'y':2.5}}", "x,y\n1.5,2.5\n", FALSE },
    /* a row mixes, a column doesn't */
    { "{'r':{'x':1.5,'y':'u','z':'u'},'s':{'x':2.5,'y':'u','z':'v'}}", "index,x,y,z\nr,1.5,u,u\ns,2.5,u,v\n",
      FALSE },
    { "{'x':{'r':1.5,'s':2.5},'y':{'r':'u','s':'u'},'z':{'r':'u','s':'v'}}",
      "index,x,y,z\nr,1.5,u,u\ns,2.5,u,v\n", FALSE },
    /* more rows than columns, else columns as pandas writes them when it isn't asked */
    { "{'x':{'p':1.5,'q':2.5},'y':{'p':3.5,'q':4.5}}", "index,x,y\np,1.5,3.5\nq,2.5,4.5\n", TRUE },
    { "{'r':{'x':1.5,'y':2.5},'s':{'x':3.5,'y':4.5},'t':{'x':5.5,'y':6.5}}",
      "index,x,y\nr,1.5,2.5\ns,3.5,4.5\nt,5.5,6.5\n", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (cases[i].json), "'", '"');
      g_autoptr (WfTable) table = read_good (text);
      g_autofree char *notes = join_notes (table);

      assert_reads (cases[i].json, cases[i].csv);
      g_assert_cmpint (strstr (notes, "the file doesn’t say whether") != NULL, ==, cases[i].is_guessed);
    }
}

/* ---- values ---- */

static void
test_values (void)
{
  g_autoptr (WfTable) table = read_good (
      "[{\"number\": \"1.625\", \"flag\": true, \"id\": 9007199254740993, \"text\": \"Zürich\"},\n"
      " {\"number\": NaN, \"flag\": false, \"id\": 123456789012345678901234, \"text\": \"NA\"},\n"
      " {\"number\": Infinity, \"flag\": null, \"id\": 3, \"text\": \"\\ud83d\\ude00 \\\"q\\\"\"},\n"
      " {\"number\": -2.5e-3, \"id\": 4, \"text\": \" \", \"late\": 1.5}]");
  g_autofree char *notes = join_notes (table);
  const double *numbers = wf_table_get_values (table, 0, NULL);

  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 4);
  g_assert_cmpfloat (numbers[0], ==, 1.625);
  g_assert_true (isnan (numbers[1]));
  g_assert_true (isnan (numbers[2]));
  g_assert_cmpfloat (numbers[3], ==, -0.0025);
  g_assert_nonnull (strstr (notes, "column “number”: 1 cell is infinite"));
  g_assert_cmpuint (wf_table_get_n_levels (table, 1), ==, 2);
  g_assert_cmpstr (wf_table_get_level (table, 1, 1), ==, "true");
  g_assert_cmpuint (wf_table_get_n_missing (table, 1), ==, 2);
  g_assert_nonnull (strstr (notes, "column “id” holds whole numbers of more digits"));
  g_assert_cmpuint (wf_table_get_n_missing (table, (gsize) wf_table_find_column (table, "late")), ==, 3);
  g_assert_cmpuint (wf_table_get_n_missing (table, (gsize) wf_table_find_column (table, "text")), ==, 2);
}

/* a number beyond any double's digits is kept as it stands */
static void
test_digits (void)
{
  assert_reads ("[{'id':123456789012345678901234,'x':1.5},{'id':'9007199254740993','x':2}]",
                "id,x\n123456789012345678901234,1.5\n9007199254740993,2\n");
}

static void
test_nested (void)
{
  g_autoptr (WfTable) table = read_good (
      "[{\"id\": 1.5, \"address\": {\"city\": \"Bern\", \"geo\": {\"lat\": 46.9}}, \"tags\": []},\n"
      " {\"id\": 2.5, \"address\": {\"city\": \"Genf\", \"geo\": {\"lat\": 46.2}}, \"tags\": [\"a\"]},\n"
      " {\"id\": 3.5, \"a\": {\"b\": {\"c\": {\"d\": 1}}}, \"tags\": [{\"x\": 1}]}]");
  g_autofree char *notes = join_notes (table);

  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 5);
  g_assert_cmpstr (wf_table_get_name (table, 1), ==, "address.city");
  g_assert_cmpstr (wf_table_get_name (table, 2), ==, "address.geo.lat");
  g_assert_cmpfloat (wf_table_get_values (table, 2, NULL)[1], ==, 46.2);
  g_assert_nonnull (strstr (notes,
                            "column “tags”: 2 cells hold lists or objects, for which a table has no place, "
                            "and are missing (the first in line 2)"));
  g_assert_nonnull (strstr (notes,
                            "column “a.b.c”: 1 cell holds a list or an object, for which a table has no "
                            "place, and is missing (line 3)"));
}

/* What is an object or null is no column of its own; what is null in all records is. */
static void
test_null_objects (void)
{
  assert_reads ("[{'a':null,'b':1.5},{'a':{'c':2.5,'d':null},'b':3},{'a':{'c':4.5},'b':5}]",
                "b,a.c,a.d\n1.5,,\n3,2.5,\n5,4.5,\n");
  assert_reads ("[{'a':7.5},{'a':{'c':2.5}}]", "a,a.c\n7.5,\n,2.5\n");
  assert_reads ("[{'a':[],'b':1.5},{'a':{},'b':2.5},{'a':{'c':3.5},'b':4.5}]",
                "b,a.c\n1.5,\n2.5,\n4.5,3.5\n");
  assert_reads ("[{'a':null,'a.b':1.5}]", "a.b\n1.5\n");
}

/* Rows before the first that has anything are rows all the same. */
static void
test_empty_records (void)
{
  assert_reads ("[{},{},{'a':1.5},{}]", "a\nNA\nNA\n1.5\nNA\n");
}

static void
test_utf16 (void)
{
  static const char text[] = "[{\"a\": 1.5, \"b\": \"\xc3\xa9\"}, {\"a\": 2, \"b\": \"\xc3\xa9\"}]";
  gsize n;
  g_autofree char *utf16 = g_convert (text, -1, "UTF-16LE", "UTF-8", NULL, &n, NULL);
  g_autoptr (GByteArray) marked = g_byte_array_new ();
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (marked, (const guint8 *) "\xff\xfe", 2);
  g_byte_array_append (marked, (const guint8 *) utf16, (guint) n);
  bytes = g_bytes_new (marked->data, marked->len);
  source = wf_source_new (bytes, "a.json");
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_table_get_level (table, 1, 0), ==, "é");
}

/* ---- the same table in every layout ---- */

static const char *const names[] = { "number", "level", "free text" };

#define N_NAMES G_N_ELEMENTS (names)
#define N_ROWS  700

static char *
make_cell (gsize row, gsize column)
{
  switch (column)
    {
      case 0:
        return row % 9 == 4 ? g_strdup ("null") : g_strdup_printf ("%d.25", (int) row - 300);
      case 1:
        return g_strdup_printf ("\"l%d\"", (int) (row * 7 % 5));
      default:
        return g_strdup_printf ("\"text, %d\"", (int) row);
    }
}

static void
put_cell (GString *text, gsize row, gsize column)
{
  g_autofree char *cell = make_cell (row, column);

  g_string_append_printf (text, "%s", cell);
}

static void
put_record (GString *text, gsize row)
{
  for (gsize j = 0; j < N_NAMES; j++)
    {
      g_string_append_printf (text, "%s\"%s\":", j > 0 ? "," : "{", names[j]);
      put_cell (text, row, j);
    }
  g_string_append_printf (text, "}");
}

static char *
write_records (const char *start, const char *separator, const char *end)
{
  GString *text = g_string_new (start);

  for (gsize i = 0; i < N_ROWS; i++)
    {
      g_string_append_printf (text, "%s", i > 0 ? separator : "");
      put_record (text, i);
    }
  g_string_append_printf (text, "%s", end);
  return g_string_free (text, FALSE);
}

static char *
write_columns (gboolean are_lists)
{
  GString *text = g_string_new ("{");

  for (gsize j = 0; j < N_NAMES; j++)
    {
      g_string_append_printf (text, "%s\"%s\":%c", j > 0 ? "," : "", names[j], are_lists ? '[' : '{');
      for (gsize i = 0; i < N_ROWS; i++)
        {
          g_string_append_printf (text, "%s", i > 0 ? "," : "");
          if (!are_lists)
            g_string_append_printf (text, "\"%zu\":", i);
          put_cell (text, i, j);
        }
      g_string_append_printf (text, "%c", are_lists ? ']' : '}');
    }
  g_string_append_printf (text, "}");
  return g_string_free (text, FALSE);
}

static char *
write_rows (void)
{
  GString *text = g_string_new ("{\"columns\":[\"number\",\"level\",\"free text\"],\"data\":[");

  for (gsize i = 0; i < N_ROWS; i++)
    {
      g_string_append_printf (text, "%s", i > 0 ? ",[" : "[");
      for (gsize j = 0; j < N_NAMES; j++)
        {
          g_string_append_printf (text, "%s", j > 0 ? "," : "");
          put_cell (text, i, j);
        }
      g_string_append_printf (text, "]");
    }
  g_string_append_printf (text, "]}");
  return g_string_free (text, FALSE);
}

static char *
write_csv (void)
{
  GString *text = g_string_new ("number,level,free text\n");

  for (gsize i = 0; i < N_ROWS; i++)
    for (gsize j = 0; j < N_NAMES; j++)
      {
        put_cell (text, i, j);
        g_string_append_printf (text, j + 1 < N_NAMES ? "," : "\n");
      }
  return g_string_free (text, FALSE);
}

static void
assert_equal_tables (WfTable *a, WfTable *b)
{
  g_autofree char *first = wf_table_to_text (a, "csv", NULL);
  g_autofree char *second = wf_table_to_text (b, "csv", NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (wf_table_get_n_texts (a), ==, wf_table_get_n_texts (b));
  for (gsize j = 0; j < wf_table_get_n_columns (a); j++)
    g_assert_cmpint (wf_table_get_kind (a, j), ==, wf_table_get_kind (b, j));
}

static void
test_equal (void)
{
  g_autofree char *csv = write_csv ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) expected = read_text (csv, "a.csv", NULL, &error);
  g_auto (GStrv) texts = g_new0 (char *, 7);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_columns (expected), ==, 2);
  g_assert_cmpuint (wf_table_get_n_texts (expected), ==, 1);
  texts[0] = write_records ("[", ",\n", "]");
  texts[1] = write_records ("", "\n", "\n");
  texts[2] = write_records ("{\"n\": 3, \"rows\": [", ", ", "]}");
  texts[3] = write_columns (TRUE);
  texts[4] = write_columns (FALSE);
  texts[5] = write_rows ();
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (WfTable) table = read_good (texts[i]);

      g_test_message ("layout %zu", i);
      assert_equal_tables (table, expected);
    }
}

/* ---- a look at the beginning ---- */

static void
assert_preview (const char *text)
{
  g_autoptr (WfSource) source = source_of (text, "a.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfImport) import = wf_import_detect (source, NULL, &error);
  g_autoptr (WfTable) table = read_good (text);

  g_assert_no_error (error);
  g_assert_true (wf_import_is_sure (import));
  g_assert_true (wf_import_has_more (import));
  g_assert_cmpuint (wf_import_get_n_rows (import), ==, WF_IMPORT_ROWS);
  g_assert_cmpuint (wf_import_get_n_columns (import), ==, N_NAMES);
  for (gsize i = 0; i < WF_IMPORT_ROWS; i++)
    {
      g_autofree char *number = wf_table_dup_cell (table, i, 0);
      g_autofree char *level = wf_table_dup_cell (table, i, 1);

      g_assert_cmpstr (wf_import_get_cell (import, i, 0), ==, number);
      g_assert_cmpstr (wf_import_get_cell (import, i, 1), ==, level);
      g_assert_cmpstr (wf_import_get_cell (import, i, 2), ==, wf_table_get_text (table, 0, i));
    }
}

static void
test_preview (void)
{
  g_auto (GStrv) texts = g_new0 (char *, 7);

  texts[0] = write_records ("[", ",\n", "]");
  texts[1] = write_records ("", "\n", "\n");
  texts[2] = write_records ("{\"n\": 3, \"rows\": [", ", ", "]}");
  texts[3] = write_columns (TRUE);
  texts[4] = write_columns (FALSE);
  texts[5] = write_rows ();
  for (gsize i = 0; texts[i] != NULL; i++)
    assert_preview (texts[i]);
}

/* Of a large document only the beginning is looked at: what is wrong further on isn't seen yet, in any layout
 * whose rows come one after another. */
static void
test_preview_large (void)
{
  static const struct
  {
    const char *start, *row;
  } layouts[] = {
    { "[{\"a\":1.5}", ",{\"a\":2.5,\"b\":\"some text\"}" },
    { "{\"a\":1.5}", "\n{\"a\":2.5,\"b\":\"some text\"}" },
    { "{\"data\":[{\"a\":1.5}", ",{\"a\":2.5,\"b\":\"some text\"}" },
    { "{\"columns\":[\"a\",\"b\"],\"data\":[[1.5,null]", ",[2.5,\"some text\"]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (GString) text = g_string_new (layouts[i].start);
      g_autoptr (WfSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfImport) import = NULL;

      while (text->len < 3 << 20)
        g_string_append (text, layouts[i].row);
      g_string_append (text, " oops");
      source = source_of (text->str, "a.json");
      import = wf_import_detect (source, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (wf_import_has_more (import));
      g_assert_cmpstr (wf_import_get_cell (import, 49, 1), ==, "some text");
      g_assert_null (wf_table_read (source, NULL, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
    }
}

/* ---- what can't be read ---- */

static void
test_refused (void)
{
  assert_refused ("[{'a':1},\n{'a':3", WF_ERROR_PARSE,
                  "a.jsonl:2:7: the text ends inside a list or object; is the file complete?");
  assert_refused ("[{'a':1},\n{'a':3}", WF_ERROR_PARSE,
                  "a.jsonl:2:8: the text ends inside a list or object; is the file complete?");
  assert_refused ("[{'a':1},\n{'a':3},]", WF_ERROR_PARSE, "a.jsonl:2:9: a value is needed here");
  assert_refused ("[{'a':1},", WF_ERROR_PARSE, "a.jsonl:1:10: the text ends where a value is needed");
  assert_refused ("[{'a':1} {'a':3}]", WF_ERROR_PARSE, "a.jsonl:1:10: a comma or ] is needed here");
  assert_refused ("[{'a':1}] x", WF_ERROR_PARSE, "a.jsonl:1:11: nothing may follow the end of the value");
  assert_refused ("{'a':1}\n{'a':2}\n{'a':}\n", WF_ERROR_PARSE, "a.jsonl:3:6: a value is needed here");
  assert_refused ("{'a':1}\n{'a':2}\n[3]\n", WF_ERROR_PARSE, "a.jsonl:3:1: an object is needed here");
  assert_refused ("[{'a':1},2]", WF_ERROR_PARSE, "a.jsonl:1:10: an object is needed here");
  assert_refused ("[{'b':1,'a':2},{'b':1,'a':2,'b':3}]", WF_ERROR_PARSE,
                  "a.jsonl:1:33: this repeats the name “b”");
  assert_refused ("{'a':[1,2],\n'b':[3,4,5]}", WF_ERROR_PARSE, "a.jsonl:2:5: this list is longer or shorter");
  assert_refused ("{'a':[1,2],'a':[3,4]}", WF_ERROR_PARSE, "a.jsonl:1:12: this name is there already");
  assert_refused ("{'a':{'0':1,'0':2},'b':{'0':1,'1':2}}", WF_ERROR_PARSE,
                  "a.jsonl:1:13: this name is there");
  assert_refused ("[['a','b'],[1,2],[3]]", WF_ERROR_PARSE, "a.jsonl:1:18: this row has fewer values");
  assert_refused ("[['a','b'],[1,2],[3,4,5]]", WF_ERROR_PARSE, "a.jsonl:1:23: this row has more values");
  assert_refused ("{'columns':['a'],'index':[0],'data':[[1],[2]]}", WF_ERROR_PARSE,
                  "a.jsonl:1:26: there must be as many names of rows as there are rows");
  assert_refused ("[{'a':'\xff'}]", WF_ERROR_PARSE, "a.jsonl:1:8: not UTF-8");
  assert_refused ("[{}]", WF_ERROR_UNSUPPORTED, "looks like a JSON list of another kind");
  assert_refused ("[]", WF_ERROR_UNSUPPORTED, "looks like a JSON list of another kind");
  assert_refused ("[{'a':1},{'a':{'b':[[{}]]},'c':[[[[", WF_ERROR_PARSE, "a.jsonl:1:36: the text ends");
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (WF_LIMIT_JSON_DEPTH + 100, '[');
  g_autofree char *text = g_strdup_printf ("[{\"a\": 1, \"b\": %s", deep);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, "a.json", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "a.json:1:527: nested deeper than the limit of 512 levels"));
}

static void
test_limits (void)
{
  g_autoptr (GString) wide = g_string_new ("[{");
  g_autoptr (GString) sparse = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i <= WF_LIMIT_COLUMNS; i++)
    g_string_append_printf (wide, "%s\"v%d\":1", i > 0 ? "," : "", i);
  g_string_append (wide, "}]");
  g_assert_null (read_text (wide->str, "a.json", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "a.json has more columns than the limit of 100000"));
  g_clear_error (&error);
  /* a column a row: the table would be a million times as large as the file */
  for (int i = 0; i < 20000; i++)
    g_string_append_printf (sparse, "{\"v%d\":1}\n", i);
  g_assert_null (read_text (sparse->str, "a.json", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "most of its cells empty; the limit is 16,777,216 cells"));
}

/* Whatever is cut off or changed: a table or an error that names the file. */
static void
test_changed (void)
{
  static const char *const texts[] = {
    "[{\"a\":1.5,\"b\":\"x\\u00e9\"},{\"a\":2,\"b\":{\"c\":[1]}}]",
    "{\"a\":1}\n{\"b\":\"y\"}\n",
    "{\"a\":[1,2,null],\"b\":[\"x\",\"y\",true]}",
    "{\"a\":{\"p\":1,\"q\":2},\"b\":{\"q\":3,\"p\":4}}",
    "{\"columns\":[\"a\",\"b\"],\"index\":[\"p\",\"q\"],\"data\":[[1,2],[3,4]]}",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  const WfFormat *format = wf_formats_find ("json-table");
  g_autoptr (GVariant) params = wf_params_complete (format->params, NULL, NULL);

  for (int k = 0; k < 20000; k++)
    {
      const char *text = texts[k % G_N_ELEMENTS (texts)];
      gsize n = strlen (text);
      gsize length = k % 3 == 0 ? (gsize) g_rand_int_range (random, 1, (gint32) n) : n;
      char *copy = g_memdup2 (text, length); /* of its own: reading past its end is found */
      g_autoptr (GBytes) bytes = g_bytes_new_take (copy, length);
      g_autoptr (WfSource) source = wf_source_new (bytes, "a.json");
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = NULL;

      for (int i = k % 3; i > 0; i--)
        copy[g_rand_int_range (random, 0, (gint32) length)] =
            "{}[]\",:019ab\\nN-\xc3 "[g_rand_int_range (random, 0, 19)];
      format->sniff (copy, length);
      table = format->read_table (source, params, NULL, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_nonnull (strstr (error->message, "a.json"));
    }
}

static gpointer
cancel (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* layouts that take longer than the wait */
static void
test_cancel (void)
{
  static const struct
  {
    const char *start, *row, *end;
  } layouts[] = { { "[{\"a\":1.5}", ",{\"a\":2.5,\"b\":\"some text\"}", "]" },
                  { "{\"a\":[1", ",2.5", "]}" },
                  { "{\"data\":[{\"a\":1.5}", ",{\"a\":2.5,\"b\":\"some text\"}", "]}" } };

  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (GString) text = g_string_new (layouts[i].start);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
      g_autoptr (GError) error = NULL;
      GThread *thread;
      gint64 start;

      while (text->len < 20 << 20)
        g_string_append (text, layouts[i].row);
      g_string_append (text, layouts[i].end);
      thread = g_thread_new ("cancel", cancel, cancellable);
      start = g_get_monotonic_time ();
      g_assert_null (read_text (text->str, "a.json", progress, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
      g_thread_join (thread);
    }
}

/* ---- what is a table and what isn't ---- */

static void
test_detect (void)
{
  static const struct
  {
    const char *text;
    const char *format;
  } cases[] = {
    { "[{\"edges\": 3, \"nodes\": 4}]", "json-table" },
    { "{\"edges\": 3}\n{\"edges\": 4}\n", "json-table" },
    { "{\"results\": [{\"edges\": 3}]}", "json-table" },
    { "{\"a\": [1], \"b\": [2]}", "json-table" },
    { "{\"edges\": [[\"a\", \"b\"]]}\n", "json" },
    { "{\"edges\": [{\"a\": \"x\", \"b\": \"y\"}]}", "json" },
    { "{\"nodes\": [\"a\", \"b\"]}", "json" },
    { "{\"graph\": {\"nodes\": [\"a\"], \"edges\": []}}", "json" },
    { "{\"wherefore\": \"1\", \"inputs\": [{\"path\": \"a\"}], \"result\": {\"edges\": []}}", "json" },
    { "{\"format\": \"wherefore-model\", \"variables\": [{\"name\": \"a\"}]}", "model" },
    { "{\"tiers\": [[\"a\"]], \"forbid\": [{\"a\": 1}]}", "knowledge-tetrad-json" },
    { "{\"name\": \"x\", \"version\": 1}", "json" },
    { "{\"a\": {\"b\": {\"c\": 1}}, \"d\": 2}", "json" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfSource) source = source_of (cases[i].text, "a.json");
      const WfFormat *format = wf_formats_detect (source, (WfContent) 0xff, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (format);
      g_assert_cmpstr (format->id, ==, cases[i].format);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/json-table/layouts", test_layouts);
  g_test_add_func ("/formats/json-table/labels", test_labels);
  g_test_add_func ("/formats/json-table/orientation", test_orientation);
  g_test_add_func ("/formats/json-table/values", test_values);
  g_test_add_func ("/formats/json-table/digits", test_digits);
  g_test_add_func ("/formats/json-table/nested", test_nested);
  g_test_add_func ("/formats/json-table/null-objects", test_null_objects);
  g_test_add_func ("/formats/json-table/empty-records", test_empty_records);
  g_test_add_func ("/formats/json-table/utf16", test_utf16);
  g_test_add_func ("/formats/json-table/equal", test_equal);
  g_test_add_func ("/formats/json-table/preview", test_preview);
  g_test_add_func ("/formats/json-table/preview-large", test_preview_large);
  g_test_add_func ("/formats/json-table/refused", test_refused);
  g_test_add_func ("/formats/json-table/deep", test_deep);
  g_test_add_func ("/formats/json-table/limits", test_limits);
  g_test_add_func ("/formats/json-table/changed", test_changed);
  g_test_add_func ("/formats/json-table/cancel", test_cancel);
  g_test_add_func ("/formats/json-table/detect", test_detect);
  return g_test_run ();
}
