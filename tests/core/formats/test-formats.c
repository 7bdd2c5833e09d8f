/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"

static const WfFormat *
detect (const char *data, gsize length, const char *name, WfContent wanted, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, name);

  return wf_formats_detect (source, wanted, error);
}

static void
check_refused (const char *data, gsize length, const char *name, WfContent wanted, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (detect (data, length, name, wanted, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL || !g_str_has_prefix (error->message, name))
    g_error ("“%s” doesn't say “%s”", error->message, part);
}

static void
test_every_format (void)
{
  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    {
      const WfFormat *f = *format;

      g_assert_true (wf_formats_find (f->id) == f);
      g_assert_nonnull (f->name);
      g_assert_nonnull (f->summary);
      g_assert_nonnull (f->extensions[0]);
      g_assert_nonnull (f->sniff);
      g_assert_cmpint (f->sniff ("", 0), <=, 1);
      g_assert_cmpint (f->sniff ("\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7", 16), ==, 0);
      if (f->content & WF_CONTENT_TABLE)
        g_assert_nonnull (f->read_table);
      if (f->content & WF_CONTENT_GRAPH)
        g_assert_nonnull (f->read_graph);
      if (f->content & WF_CONTENT_KNOWLEDGE)
        g_assert_nonnull (f->read_knowledge);
      if (f->content & WF_CONTENT_MODEL)
        g_assert_nonnull (f->read_model);
      if (f->content & WF_CONTENT_COVARIANCE)
        g_assert_nonnull (f->read_covariance);
    }
  g_assert_null (wf_formats_find ("docx"));
}

static void
test_detect (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = "a,b\n1,2\n";

  g_assert_cmpstr (detect (text, strlen (text), "a.csv", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect (text, strlen (text), "a", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect ("x\n1\n", 4, "a.txt", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect ("a\tb\n1\t2\n", 8, "a.tsv", WF_CONTENT_TABLE, &error)->id, ==, "tsv");
  g_assert_cmpstr (detect ("network,load\n1,2\n", 17, "a.csv", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect ("<DATE>,<OPEN>\n1,2\n", 18, "a.txt", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect ("[x];[y]\n1;2\n", 12, "a.csv", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (detect ("network asia { }\n", 17, "a.txt", WF_CONTENT_GRAPH, &error)->id, ==, "bif");
  g_assert_cmpstr (detect ("a,b\n1,2\n", 8, "a.tsv", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_no_error (error);
}

static void
test_foreign (void)
{
  check_refused ("", 0, "a.csv", WF_CONTENT_TABLE, "empty");
  check_refused ("PK\x03\x04rest", 8, "a.xlsx", WF_CONTENT_TABLE,
                 "no spreadsheet of Excel or LibreOffice; unpack it first");
  check_refused ("PAR1....", 8, "a.parquet", WF_CONTENT_TABLE, "Parquet");
  check_refused ("\0\1\2\3\4\5\6\7\1\2\3\4", 12, "a.bin", WF_CONTENT_TABLE, "Comma-separated values");
  check_refused ("\n<?xml version=\"1.0\"?>", 22, "a.xml", WF_CONTENT_GRAPH, "XML");
  check_refused ("<!DOCTYPE html><html>", 21, "a.csv", WF_CONTENT_TABLE, "a web page");
  check_refused ("<", 1, "a.csv", WF_CONTENT_TABLE, "XML");
  check_refused ("network asia { }\n", 17, "a.bif", WF_CONTENT_TABLE,
                 "holds a model; a table is needed here");
  check_refused ("[[[[", 4, "a.json", WF_CONTENT_TABLE | WF_CONTENT_GRAPH, "JSON list");
  check_refused ("[ 1, 2]", 7, "a.csv", WF_CONTENT_TABLE, "lists of objects and lists of lists are tables");
  check_refused ("[ {\"a\": 1}]", 11, "a.json", WF_CONTENT_GRAPH, "JSON records, which holds a table");
  check_refused ("{\"a\": 1}", 8, "a.json", WF_CONTENT_TABLE, "JSON");
  check_refused ("a,b\n1,2\n", 8, "a.csv", WF_CONTENT_GRAPH,
                 "looks like Comma-separated values, which holds a table");
}

static void
test_writing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (wf_formats_find_for_writing ("/a/b.CSV", WF_CONTENT_TABLE, &error)->id, ==, "csv");
  g_assert_cmpstr (wf_formats_find_for_writing ("b.tsv", WF_CONTENT_TABLE, &error)->id, ==, "tsv");
  g_assert_no_error (error);
  g_assert_null (wf_formats_find_for_writing ("/a.csv/b", WF_CONTENT_TABLE, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "Comma-separated values (.csv)"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/formats/every-format", test_every_format);
  g_test_add_func ("/formats/formats/detect", test_detect);
  g_test_add_func ("/formats/formats/foreign", test_foreign);
  g_test_add_func ("/formats/formats/writing", test_writing);
  return g_test_run ();
}
