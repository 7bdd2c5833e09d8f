/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sample.h"
#include "writers/text-private.h"

static char *
write_text (WfReport *report)
{
  g_autoptr (GBytes) bytes = sample_write (report, "txt", WF_PAPER_A4);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("missing: %s in\n%s", part, text);
  g_assert_nonnull (strstr (text, part));
}

static void
assert_fits (const char *text, guint columns)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "    wherefore-cli "))
        continue; /* commands aren't broken */
      if (wf_text_get_columns (lines[i]) > columns)
        g_test_message ("too wide: %s", lines[i]);
      g_assert_cmpuint (wf_text_get_columns (lines[i]), <=, columns);
    }
}

static void
test_blocks (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *text = write_text (report);

  g_assert_true (g_str_has_prefix (text, SAMPLE_TITLE "\n═══════════════════════════\n"));
  assert_has (text, "\nMost likely step 1: probability 0.41, evidence moderate.\n");
  assert_has (text, "\nEvidence\n────────\n");
  assert_has (text, "    Suspect                    Why it is suspected         Probability (per run)\n");
  assert_has (text, "\n1   Step 1,                    First code; its execution                    0.41\n");
  assert_has (text, "\n  ! The odds are still against it.\n");
  assert_has (text, "\n 1. Read step 1.\n 2. Compare with the paper <https://example.org/logit>.\n");
  assert_has (text, "\nSeed     7\n");
  assert_has (text, "\n    wherefore-cli attribute visits-0417.json --repair 1\n");
  assert_has (text, "\nAppendix A. The log\n═══════════════════\n");
  assert_fits (text, 80);
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *text = write_text (report);

  assert_has (text, "\nFigure 1. A graph.\nSmoke causes tar, tar causes cancer.\n");
  assert_has (text, "\nsmoke  →   tar     a choice: the data leave the direction open\n");
  assert_has (text, "\n   1  Coder    code   0.75        1  print (1)\n");
  assert_has (text, "\nrandom step   0.74  0.78\n");
  assert_fits (text, 80);
}

static void
check_wrap (const char *text, guint columns, const char *joined)
{
  g_auto (GStrv) lines = wf_text_wrap (text, columns);
  g_autofree char *result = g_strjoinv ("|", lines);

  g_assert_cmpstr (result, ==, joined);
}

static void
test_wrap (void)
{
  check_wrap ("", 10, "");
  check_wrap ("one two three", 7, "one two|three");
  check_wrap ("one two three", 8, "one two|three");
  check_wrap ("one\n\ntwo", 8, "one||two");
  check_wrap ("unbreakable", 4, "unbr|eaka|ble");
  check_wrap ("a unbreakable", 4, "a|unbr|eaka|ble");
  check_wrap ("日本語のとても", 6, "日本語|のとて|も");
  check_wrap ("e\xcc\x81t\xcc\x81 ab", 3, "e\xcc\x81t\xcc\x81|ab");
  check_wrap ("a\x1b[31m\tb\x7f", 40, "a␛[31m b\357\277\275");
  check_wrap ("\xff", 5, "\357\277\275");
}

static void
test_columns (void)
{
  g_assert_cmpuint (wf_text_get_columns ("abc"), ==, 3);
  g_assert_cmpuint (wf_text_get_columns ("日本"), ==, 4);
  g_assert_cmpuint (wf_text_get_columns ("e\xcc\x81"), ==, 1);
  g_assert_cmpuint (wf_text_get_columns ("─→−"), ==, 3);
}

/* Columns stay below their heads whatever the cells hold. */
static void
test_table (void)
{
  const char *heads[] = { "Name", "Value", "Words", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GString) text = g_string_new (NULL);
  WfTextTable table = { heads, "ses", rows };
  const char *first[] = { "日本", "1", "a", NULL },
             *second[] = { "b", "10.5", "many words that are long", NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) first));
  g_ptr_array_add (rows, g_strdupv ((char **) second));
  wf_text_add_table (text, &table, 26);
  g_assert_cmpstr (text->str, ==,
                   "Name  Value  Words\n"
                   "────  ─────  ─────────────\n"
                   "日本      1  a\n"
                   "b      10.5  many words\n"
                   "             that are long\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/text/blocks", test_blocks);
  g_test_add_func ("/writers/text/figures", test_figures);
  g_test_add_func ("/writers/text/wrap", test_wrap);
  g_test_add_func ("/writers/text/columns", test_columns);
  g_test_add_func ("/writers/text/table", test_table);
  return g_test_run ();
}
