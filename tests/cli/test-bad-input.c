/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "run.h"

/* Never a crash; an error names the file; a success that lost or changed something says so. */
static void
assert_sane (Run *run, const char *name, gboolean must_warn)
{
  g_test_message ("%s: %d %s", name, run->status, run->err);
  g_assert_cmpint (run->status, >=, 0);
  g_assert_cmpint (run->status, <=, 1);
  g_assert_null (strstr (run->out, "nan"));
  if (run->status == 1)
    {
      g_assert_cmpstr (run->out, ==, "");
      g_assert_nonnull (strstr (run->err, name));
    }
  else if (must_warn)
    g_assert_nonnull (strstr (run->err, "warning"));
}

static void
test_shared_tables (void)
{
  static const struct
  {
    const char *name;
    gboolean must_warn;
  } files[] = {
    { "utf16le-bom.csv", FALSE },
    { "nul-bytes.csv", TRUE },
    { "overflow.csv", TRUE },
    { "ragged.csv", TRUE },
    { "decimal-comma.csv", FALSE },
    { "duplicate-and-empty-headers.csv", TRUE },
    { "missing-mix.csv", FALSE },
    { "bomb.csv.gz", FALSE },
    { "quotes-newlines-crlf.csv", TRUE },
    { "cycle.bif", FALSE },
    { "probabilities-wrong.bif", FALSE },
    { "constant-and-collinear.csv", FALSE },
    { "wide-100k-columns.csv", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *relative = g_build_filename ("bad", files[i].name, NULL);
      g_autofree char *path = shared_file (relative);
      g_autofree char *out = file_path ("out.csv");
      g_autoptr (Run) convert = NULL;
      g_autoptr (Run) discover = NULL;

      if (path == NULL)
        return;
      convert = run_cli (NULL, "convert", path, "-o", out, NULL);
      assert_sane (convert, files[i].name, files[i].must_warn);
      discover = run_cli (NULL, "discover", path, "--json", NULL);
      g_assert_cmpint (discover->status, >=, 0);
      g_assert_cmpint (discover->status, <=, 1);
      g_assert_null (strstr (discover->out, "nan"));
    }
}

static void
test_shared_logs_and_graphs (void)
{
  static const char *const files[] = { "truncated.json", "deep-nesting.json", "html-labels.dot",
                                       "trace-unknown-roles.json", "span-parent-cycle.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *relative = g_build_filename ("bad", files[i], NULL);
      g_autofree char *path = shared_file (relative);
      g_autofree char *out = file_path ("out.json");
      g_autoptr (Run) attribute = NULL;
      g_autoptr (Run) convert = NULL;

      if (path == NULL)
        return;
      attribute = run_cli (NULL, "attribute", path, NULL);
      assert_sane (attribute, files[i], FALSE);
      convert = run_cli (NULL, "convert", path, "-o", out, NULL);
      assert_sane (convert, files[i], FALSE);
    }
}

static void
test_own_tables (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "a\n",
    "a,b\n",
    "a,b\n1\n",
    "a,b\n1,2,3\n",
    "a,b\n1,\"x",
    "a,a\n1,2\n",
    "\xff\xfe\x00",
    "a,b\nnan,inf\n",
    "a,b\n1e999,2\n",
    "just words",
    "{",
    "[1, 2",
    "digraph {",
    "\x1b[31mred,b\n1,2\n",
    "a,b\n1,1\n1,1\n1,1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = file_write ("own-bad-input", texts[i]);
      static const char *const commands[] = { "discover", "attribute" };

      for (gsize c = 0; c < G_N_ELEMENTS (commands); c++)
        {
          g_autoptr (Run) run = run_cli (NULL, commands[c], path, NULL);
          g_autofree char *shown = g_strescape (texts[i], NULL);

          g_test_message ("%s %s: %s", commands[c], shown, run->err);
          g_assert_cmpint (run->status, >=, 0);
          g_assert_cmpint (run->status, <=, 1);
          g_assert_null (strchr (run->out, '\x1b'));
        }
    }
}

/* A table with columns that the others determine has a graph, and a warning that names them. */
static void
test_collinear (void)
{
  g_autofree char *path =
      file_write ("collinear.csv", "a,b,c\n1,2,5.5\n2,4,1.5\n3,6,2.5\n4,8,9.25\n5,10,1\n6,12,3\n7,14,0\n"
                                   "8,16,7\n9,18,2\n10,20,5\n11,22,8\n12,24,4\n");
  g_autoptr (Run) run = run_cli (NULL, "discover", path, NULL);

  run_assert (run, 0);
  run_assert_says (run, "Columns a, b are perfectly collinear");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/bad-input/shared-tables", test_shared_tables);
  g_test_add_func ("/cli/bad-input/shared-logs-and-graphs", test_shared_logs_and_graphs);
  g_test_add_func ("/cli/bad-input/own-tables", test_own_tables);
  g_test_add_func ("/cli/bad-input/collinear", test_collinear);
  status = g_test_run ();
  files_clear ();
  return status;
}
