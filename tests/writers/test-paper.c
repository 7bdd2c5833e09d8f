/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>

#include "writers/writers.h"

static void
test_ids (void)
{
  for (WfPaper paper = WF_PAPER_A4; paper <= WF_PAPER_LETTER; paper++)
    {
      WfPaper found;

      g_assert_true (wf_paper_parse (wf_paper_to_text (paper), &found));
      g_assert_cmpint (found, ==, paper);
    }
}

static void
test_unknown (void)
{
  WfPaper found = WF_PAPER_LETTER;

  g_assert_false (wf_paper_parse ("A4", &found));
  g_assert_false (wf_paper_parse ("", &found));
  g_assert_cmpint (found, ==, WF_PAPER_LETTER);
}

/* The United States print on Letter; the C locale and Germany on A4. */
static void
test_default (void)
{
  static const struct
  {
    const char *locale;
    WfPaper paper;
  } cases[] = {
    { "C", WF_PAPER_A4 },
    { "en_US.UTF-8", WF_PAPER_LETTER },
    { "de_DE.UTF-8", WF_PAPER_A4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (setlocale (LC_ALL, cases[i].locale) != NULL)
      g_assert_cmpint (wf_paper_for_locale (), ==, cases[i].paper);
    else
      g_test_message ("the locale %s isn't installed", cases[i].locale);
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/paper/ids", test_ids);
  g_test_add_func ("/writers/paper/unknown", test_unknown);
  g_test_add_func ("/writers/paper/default", test_default);
  return g_test_run ();
}
