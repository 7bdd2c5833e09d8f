/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "tests/shared-data.h"

static WfCovariance *
read_bytes (const char *text, gsize rows, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.txt");
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) given = NULL;

  if (rows > 0)
    g_variant_dict_insert (&options, "rows", "x", (gint64) rows);
  given = g_variant_ref_sink (g_variant_dict_end (&options));
  return wf_covariance_read (source, given, NULL, error);
}

static void
assert_is_example (const char *text, gsize rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCovariance) covariance = read_bytes (text, rows, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_covariance_get_n_variables (covariance), ==, 3);
  g_assert_cmpuint (wf_covariance_get_n_rows (covariance), ==, 645);
  g_assert_cmpstr (wf_covariance_get_names (covariance)[0], ==, "dose");
  g_assert_cmpstr (wf_covariance_get_names (covariance)[1], ==, "tar level");
  g_assert_cmpstr (wf_covariance_get_names (covariance)[2], ==, "cancer");
  g_assert_cmpfloat (wf_covariance_get (covariance, 0, 0), ==, 2);
  g_assert_cmpfloat (wf_covariance_get (covariance, 0, 1), ==, -0.5);
  g_assert_cmpfloat (wf_covariance_get (covariance, 2, 0), ==, 0.25);
  g_assert_cmpfloat (wf_covariance_get (covariance, 1, 2), ==, 1e-1);
}

static void
test_layouts (void)
{
  /* whole and lower triangle; blanks, tabs, commas, semicolons; the section of older files; comments, CRLF */
  assert_is_example ("645\ndose \"tar level\" cancer\n2 -0.5 0.25\n-0.5 1 0.1\n0.25 0.1 1\n", 0);
  assert_is_example ("645\ndose\ttar level\tcancer\n2\n-0.5\t1\n0.25\t1e-1\t1", 0);
  assert_is_example ("/covariance\r\n645\r\ndose\ttar level\tcancer\r\n2.0\r\n-.5\t1\r\n\r\n0.25\t.1\t1\r\n",
                     0);
  assert_is_example ("\xef\xbb\xbf// of a study\n645\ndose, tar level, cancer\n2,\n-0.5, 1,\n0.25, 0.1, 1\n",
                     645);
  assert_is_example ("variable,dose,tar level,cancer\ndose,2,-0.5,0.25\ntar level,-0.5,1,0.1\n"
                     "cancer,0.25,0.1,1\n",
                     645);
  assert_is_example (
      "\"\",\"dose\",\"tar level\",\"cancer\"\n\"dose\",2,-0.5,0.25\n\"tar level\",-0.5,1,0.1\n"
      "\"cancer\",0.25,0.1,1\n",
      645);
  assert_is_example ("\tdose\ttar level\tcancer\ndose\t2\ntar level\t-0.5\t1\ncancer\t0.25\t0.1\t1\n", 645);
  assert_is_example (";dose;tar level;cancer\ndose;2;;\ntar level;-0.5;1;\ncancer;0.25;0.1;1\n", 645);
}

/* names above a triangle, and a matrix as R prints it, which say nothing of rows: no table, but the number is
 * asked for */
static void
assert_asks (const char *text)
{
  g_autoptr (GError) error = NULL;

  assert_is_example (text, 645);
  g_assert_null (read_bytes (text, 0, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "give that number as “rows” (--rows N on the command line)"));
}

static gboolean
is_covariance (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.txt");
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE | WF_CONTENT_COVARIANCE, NULL);

  return format != NULL && g_str_equal (format->id, "covariance");
}

static void
test_no_count (void)
{
  static const char *const tables[] = {
    "a b c\n1 2 3\n4 5 6\n7 8 9\n",
    "a,b\n1,\n2,3\n4,5\n",
    "a,b,c\n1,,\n.5,1,\n",
    "a b c\na x\nb y z\nc x y z\n",
    "a,b\n1\nx,2\n",
    "a,b,c\na,1,2,3\nc,1,2,3\nb,1,2,3\n",
    "a b c\n1\n.5 1\n.25 .1 1\n2 3 4\n",
    "  a b c\na 0 1 0\nb 0 0 1\nc 0 0 0\n",
  };

  assert_asks ("dose \"tar level\" cancer\n2\n-0.5 1\n0.25 0.1 1\n");
  assert_asks ("dose,tar level,cancer\n2\n-0.5,1\n0.25,0.1,1\n");
  assert_asks ("dose,tar level,cancer\n2,,\n-0.5,1,\n0.25,0.1,1");
  assert_asks ("          dose \"tar level\" cancer\ndose 2\n\"tar level\" -0.5 1\ncancer 0.25 0.1 1\n");
  assert_asks ("dose \"tar level\" cancer\ndose 2 -0.5 0.25\n\"tar level\" -0.5 1 0.1\ncancer 0.25 0.1 1\n");
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (is_covariance (tables[i]))
      g_error ("a table was taken for covariances:\n%s", tables[i]);
}

/* correlations without their diagonal: the names of rows tell, or somebody does */
static void
assert_is_correlation (const char *text, gboolean is_without)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.txt");
  g_autoptr (GVariant) options =
      g_variant_ref_sink (is_without ? g_variant_new_parsed ("{'diagonal': <'no'>}")
                                     : g_variant_new_parsed ("{'rows': <int64 50>}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCovariance) covariance = wf_covariance_read (source, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (wf_covariance_is_correlation (covariance));
  g_assert_cmpuint (wf_covariance_get_n_rows (covariance), ==, 50);
  g_assert_cmpuint (wf_covariance_get_n_variables (covariance), ==, 3);
  g_assert_cmpfloat (wf_covariance_get (covariance, 0, 1), ==, 0.5);
  g_assert_cmpfloat (wf_covariance_get (covariance, 2, 0), ==, 0.25);
  g_assert_cmpfloat (wf_covariance_get (covariance, 1, 2), ==, -0.1);
}

static void
test_no_diagonal (void)
{
  assert_is_correlation ("v,a,b,c\nb,.5\nc,.25,-.1\n", FALSE);
  assert_is_correlation ("v a b c\na\nb .5\nc .25 -.1\n", FALSE);
  assert_is_correlation ("50\na b c\n.5\n.25 -.1\n", TRUE);
}

/* as words with quotes around names: "" is one */
static void
test_quotes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCovariance) covariance = read_bytes ("10\n\"a \"\"b\"\", c\",d\n1\n0.5,1\n", 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_covariance_get_names (covariance)[0], ==, "a \"b\", c");
  g_assert_true (wf_covariance_is_correlation (covariance));
}

static void
assert_refused (const char *text, gsize rows, int code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (text, rows, &error));
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, says);
}

static void
test_bad_text (void)
{
  assert_refused ("5\na b c\n1\n.5 1\n", 0, WF_ERROR_PARSE, "m.txt:5:1: the matrix ends after 2 of 3 rows");
  assert_refused ("5\na b\n1\n.5 1\n.5 1 2\n", 0, WF_ERROR_PARSE, "m.txt:5:1: the matrix has ended before");
  assert_refused ("5\na b\n1 .5\n.5 x\n", 0, WF_ERROR_PARSE, "m.txt:4:4: “x” is no number");
  assert_refused ("5\na b\n1 .5\n.5 1 7\n", 0, WF_ERROR_PARSE, "m.txt:4:1: 2 numbers are expected");
  assert_refused ("5\na b c\n1\n.5 1 3\n", 0, WF_ERROR_PARSE,
                  "m.txt:4:1: 2 numbers are expected in this row of the lower");
  assert_refused ("5\na b a\n1\n.5 1\n", 0, WF_ERROR_PARSE, "m.txt:2:5: a second variable is called “a”");
  assert_refused ("1\na b\n1\n.5 1\n", 0, WF_ERROR_PARSE,
                  "m.txt:1:1: covariances come from two rows or more, not 1");
  assert_refused ("/covariance\na b\n1\n.5 1\n", 0, WF_ERROR_PARSE, "m.txt:2:1: “a” isn’t a number of rows");
  assert_refused ("/covariance\n99999999999999999999\na b\n1\n.5 1\n", 0, WF_ERROR_PARSE, "m.txt:2:1: “999");
  assert_refused ("/covariance\n20\n1 .5\n.5 1\n", 0, WF_ERROR_PARSE,
                  "m.txt:3:1: the name of a variable is missing");
  assert_refused ("/covariance\n", 0, WF_ERROR_PARSE, "m.txt:2:1: the number of rows is missing");
  assert_refused ("/covariance\n20\n", 0, WF_ERROR_PARSE,
                  "m.txt:3:1: the names of the variables are missing");
  assert_refused ("v,a,b\na,1,NA\nb,NA,1\n", 9, WF_ERROR_PARSE, "m.txt:2:5: “NA” is no number");
  assert_refused ("v,a,b,c\na,1,0,0\nb,0,1,0\n", 9, WF_ERROR_PARSE,
                  "m.txt:4:1: the matrix ends after 2 of 3 rows");
}

static void
test_bad_values (void)
{
  assert_refused ("5\na b\n1 .5\n.4 1\n", 0, WF_ERROR_DATA, "m.txt:4:1: the matrix isn’t symmetric");
  assert_refused ("5\na b\n1\n.5 -1\n", 0, WF_ERROR_DATA, "m.txt:4:4: the variance of “b” is -1");
  assert_refused ("v,a,b\na,1,3\nb,3,1\n", 9, WF_ERROR_DATA, "m.txt:3:3: the covariance of “b” and “a” is 3");
  assert_refused ("v,a,b,c\na,1,.9,-.9\nb,.9,1,.9\nc,-.9,.9,1\n", 9, WF_ERROR_DATA,
                  "m.txt:4:10: the covariances contradict each other from “c” on");
}

/* said by the file, by who asks, or by both alike */
static void
test_rows (void)
{
  assert_refused ("v,a,b\na,1,.3\nb,.3,1\n", 0, WF_ERROR_DATA, "doesn’t say how many rows");
  assert_refused ("5\na b\n1\n.5 1\n", 6, WF_ERROR_DATA, "come from 5 rows, not from 6");
}

static const char *
detect (const char *text, WfContent wanted)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.csv");
  const WfFormat *format = wf_formats_detect (source, wanted, NULL);

  return format != NULL ? format->id : NULL;
}

/* A table stays one, though its first cells look like a matrix's; a matrix isn't one, however large. */
/* a table is asked for: the message says what covariances are enough for */
static void
assert_says_what_is_needed (void)
{
  static const char text[] = "v,a,b\na,1,.3\nb,.3,1\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.csv");
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_table_read (source, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "m.csv holds a matrix of covariances"));
  g_assert_nonnull (strstr (error->message, "discover"));
}

static void
test_detect (void)
{
  WfContent both = WF_CONTENT_TABLE | WF_CONTENT_COVARIANCE;
  g_autoptr (GString) large = g_string_new ("v");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (detect ("v,a,b\na,1,.3\nb,.3,1\n", both), ==, "covariance");
  g_assert_cmpstr (detect ("20\na b\n1\n.5 1\n", both), ==, "covariance");
  /* nothing in the diagonal: that of a graph, or a table */
  g_assert_cmpstr (detect ("node,a,b\na,0,1\nb,0,0\n", both), ==, "csv");
  g_assert_cmpstr (detect ("v,a,b\na,1,.3\nx,.3,1\n", both), ==, "csv");
  g_assert_cmpstr (detect ("v,a,b\na,1,.3\nb,.3,1\na,2,3\n", both), ==, "csv");
  g_assert_cmpstr (detect ("v,a,b\nx,1,.3\n", both), ==, "csv");
  g_assert_cmpstr (detect ("v,a,b\na,yes,no\nb,no,no\n", both), ==, "csv");
  /* which node has an edge to which */
  g_assert_cmpstr (detect ("v,a,b\na,0,1\nb,0,0\n", both), ==, "csv");
  g_assert_cmpstr (detect ("20\n30\n40\n", both), ==, "csv");
  g_assert_cmpstr (detect ("20\na,b\nc,d\n", both), ==, "csv");
  g_assert_null (detect ("v,a,b\na,1,.3\nb,.3,1\n", WF_CONTENT_TABLE));
  assert_says_what_is_needed ();
  g_assert_null (detect ("a,b\n1,2\n", WF_CONTENT_COVARIANCE));

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (large, ",variable_%u", i);
  for (guint i = 0; i < 900; i++)
    {
      g_string_append_printf (large, "\nvariable_%u", i);
      for (guint j = 0; j <= i; j++)
        g_string_append (large, i == j ? ",1.000000" : ",0.000000");
    }
  bytes = g_bytes_new (large->str, large->len);
  source = wf_source_new (bytes, "large.csv");
  g_assert_cmpstr (wf_formats_detect (source, both, &error)->id, ==, "covariance");
  g_assert_no_error (error);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GBytes) bytes = g_bytes_new ("5\na b\n1\n.5 1\n", 13);
  g_autoptr (WfSource) source = wf_source_new (bytes, "m.txt");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_covariance_read (source, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Any text, cut or bent anywhere, is read or refused with a place. */
static void
test_hostile (void)
{
  static const char text[] = "645\ndose,\"tar, level\",cancer\n2\n-0.5,1\n0.25,0.1,1\n";
  static const char bytes[] = "\",\n -/#0a";

  for (gsize i = 0; i < strlen (text); i++)
    for (gsize k = 0; k < sizeof bytes; k++)
      {
        g_autofree char *bent = g_strdup (text);
        g_autoptr (GError) error = NULL;
        g_autoptr (WfCovariance) covariance = NULL;

        bent[i] = bytes[k];
        if (*bent == '\0')
          continue;
        covariance = read_bytes (bent, 0, &error);
        g_assert_true ((covariance != NULL) == (error == NULL));
        g_assert_true (error == NULL || strstr (error->message, "m.txt") != NULL);
      }
}

static void
test_shared (void)
{
  static const struct
  {
    const char *name;
    gsize n, p;
  } sets[] = { { "cites", 164, 7 }, { "goldberg", 645, 6 }, { "spartina", 45, 15 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *name = g_strdup_printf ("tetrad-examples/%s.cov.csv", sets[i].name);
      g_autofree char *path = shared_data_path (name);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfCovariance) covariance = NULL;

      if (path == NULL)
        return;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      covariance = read_bytes (text, sets[i].n, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wf_covariance_get_n_variables (covariance), ==, sets[i].p);
      g_assert_true (wf_covariance_is_correlation (covariance));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/covariance/no-diagonal", test_no_diagonal);
  g_test_add_func ("/covariance/layouts", test_layouts);
  g_test_add_func ("/covariance/no-count", test_no_count);
  g_test_add_func ("/covariance/quotes", test_quotes);
  g_test_add_func ("/covariance/bad-text", test_bad_text);
  g_test_add_func ("/covariance/bad-values", test_bad_values);
  g_test_add_func ("/covariance/rows", test_rows);
  g_test_add_func ("/covariance/detect", test_detect);
  g_test_add_func ("/covariance/cancel", test_cancel);
  g_test_add_func ("/covariance/hostile", test_hostile);
  g_test_add_func ("/covariance/shared", test_shared);
  return g_test_run ();
}
