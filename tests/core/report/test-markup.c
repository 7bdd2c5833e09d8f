/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/report/markup.h"
#include "core/report/report.h"

/* plain text and spans as "kind start end" */
static void
check (const char *text, const char *plain, const char *spans)
{
  g_autoptr (GArray) array = NULL;
  g_autofree char *result = wf_markup_parse (text, &array);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < array->len; i++)
    {
      const WfSpan *span = &g_array_index (array, WfSpan, i);

      g_string_append_printf (list, "%c%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " ", "secl"[span->kind],
                              span -> start, span -> end);
    }
  g_assert_cmpstr (result, ==, plain);
  g_assert_cmpstr (g_strchomp (list->str), ==, spans);
}

static void
test_marks (void)
{
  check ("", "", "");
  check ("plain", "plain", "");
  check ("a **b** c", "a b c", "s2-3");
  check ("*b* c", "b c", "e0-1");
  check ("`x*y` *z*", "x*y z", "c0-3 e4-5");
  check ("**a *b* c**", "a b c", "s0-5 e2-3");
  check ("**a *b** c*", "a b c", "s0-3 e2-5");
  check ("*a **b** c*", "a b c", "e0-5 s2-3");
}

static void
test_text_that_looks_like_marks (void)
{
  check ("3 \\* 4 \\* 5", "3 * 4 * 5", "");
  check ("3 * 4", "3 * 4", "");
  check ("a*", "a*", "");
  check ("**a", "**a", "");
  check ("\\*a\\*", "*a*", "");
  check ("\\\\", "\\", "");
  check ("a\\b", "a\\b", "");
  check ("end\\", "end\\", "");
  check ("`", "`", "");
  check ("a\\_b", "a\\_b", "");
}

/* the target of the only link in the text; NULL when there is none */
static void
check_link (const char *text, const char *plain, const char *target)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *result = wf_markup_parse (text, &spans);
  const char *found = NULL;

  for (guint i = 0; i < spans->len; i++)
    if (g_array_index (spans, WfSpan, i).kind == WF_SPAN_LINK)
      found = g_array_index (spans, WfSpan, i).target;
  g_assert_cmpstr (result, ==, plain);
  g_assert_cmpstr (found, ==, target);
}

static void
test_links (void)
{
  check ("a [b c](#d) e", "a b c e", "l2-5");
  check ("[**b** c](#d)", "b c", "l0-3 s0-1");
  check ("**a [b](#c)**", "a b", "s0-3 l2-3");
  check ("**a [b** c](#d)", "a b c", "s0-3 l2-5");
  check_link ("see [PC](https://example.org/a_b*c)!", "see PC!", "https://example.org/a_b*c");
  check_link ("[we](mailto:a@b.example)", "we", "mailto:a@b.example");
  check_link ("[a\\]b](#c)", "a]b", "#c");
  check_link ("[[a](#b)", "[a", "#b");
}

static void
test_no_links (void)
{
  const char *texts[] = { "[0.1, 0.9]", "[0.1, 0.9](95 %)", "[a](b)",         "[a](#b",
                          "[a] (#b)",   "[a](#)",           "[a](file:///x)", "[a" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_link (texts[i], texts[i], NULL);
  check_link ("`[a](#b)`", "[a](#b)", NULL);
  check_link ("\\[a](#b)", "[a](#b)", NULL);
}

static void
test_invalid_utf8 (void)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *plain = wf_markup_parse ("a\xff**b**", &spans);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  g_assert_cmpuint (spans->len, ==, 1);
}

/* The plain text is that of the core for any marks, and the spans lie inside it. */
static void
test_hostile (void)
{
  static const char letters[] = "**`\\ab []()#";
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) spans = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *stripped = NULL;

      for (int i = 0; i < 40; i++)
        g_string_append_c (text, letters[g_rand_int_range (random, 0, sizeof letters - 1)]);
      plain = wf_markup_parse (text->str, &spans);
      stripped = wf_report_strip (text->str);
      g_assert_cmpstr (plain, ==, stripped);
      for (guint i = 0; i < spans->len; i++)
        {
          const WfSpan *span = &g_array_index (spans, WfSpan, i);

          g_assert_cmpuint (span->start, <=, span->end);
          g_assert_cmpuint (span->end, <=, strlen (plain));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/markup/marks", test_marks);
  g_test_add_func ("/report/markup/text-that-looks-like-marks", test_text_that_looks_like_marks);
  g_test_add_func ("/report/markup/links", test_links);
  g_test_add_func ("/report/markup/no-links", test_no_links);
  g_test_add_func ("/report/markup/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/report/markup/hostile", test_hostile);
  return g_test_run ();
}
