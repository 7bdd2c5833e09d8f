/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/formats/csv-private.h"

static void
check_number (const char *text, gsize length, double expected)
{
  double value = -77;
  const char *end = wf_csv_parse_number (text, '.', &value);

  g_assert_cmpint (end - text, ==, (gssize) length);
  g_assert_cmpfloat (value, ==, expected);
  g_assert_cmpint (signbit (value) != 0, ==, signbit (expected) != 0);
}

static void
test_known (void)
{
  check_number ("0", 1, 0);
  check_number ("-0,", 2, -0.0);
  check_number ("+5;", 2, 5);
  check_number ("12.50\n", 5, 12.5);
  check_number (".5", 2, 0.5);
  check_number ("5.", 2, 5);
  check_number ("1e3", 3, 1000);
  check_number ("1E-3x", 4, 0.001);
  check_number ("1e", 1, 1);
  check_number ("1e+", 1, 1);
  check_number ("1e5e5", 3, 1e5);
  check_number ("0x10", 1, 0);
  check_number ("1_000", 1, 1);
  check_number ("1e309", 5, INFINITY);
  check_number ("-1e99999999999", 14, -INFINITY);
  check_number ("1e-99999999999", 14, 0);
  check_number ("4.9e-324", 8, 4.9e-324);
  check_number (
      "179769313486231570000000000000000000000000000000000000000000000000000000000000000000000000000000e213",
      100, DBL_MAX);
  /* halfway cases: Clinger 1990; 2^53 + 1 is between two doubles */
  check_number ("9007199254740993", 16, 9007199254740992.0);
  check_number ("9007199254740993.00000000000000000001", 37, 9007199254740994.0);
  check_number ("9223372036854776832", 19, 9223372036854775808.0);
  check_number ("9223372036854776833", 19, 9223372036854777856.0);
  check_number ("18446744073709551615", 20, 18446744073709551616.0);
  check_number ("0.1000000000000000055", 21, 0.1);
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "-", "+", ".", "-.", "e5", "nan", "inf", "x1", " 1", "--1" };
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (wf_csv_parse_number (texts[i], '.', &value));
}

static void
test_comma (void)
{
  double value;

  g_assert_nonnull (wf_csv_parse_number ("-1,75;", ',', &value));
  g_assert_cmpfloat (value, ==, -1.75);
  g_assert_nonnull (wf_csv_parse_number ("0,12345678901234567890123;", ',', &value));
  g_assert_cmpfloat (value, ==, 0.12345678901234567890123);
}

/* against the C library, which rounds correctly: random digits, lengths, points and exponents */
static void
test_random (void)
{
  WfRng rng;

  wf_rng_init (&rng, 20, 0);
  for (int i = 0; i < 300000; i++)
    {
      char text[64];
      gsize n_digits = 1 + wf_rng_below (&rng, 21);
      gsize point = wf_rng_below (&rng, 24);
      gsize n = 0;
      double value;

      if (wf_rng_below (&rng, 2) == 0)
        text[n++] = '-';
      for (gsize j = 0; j < n_digits; j++)
        {
          if (j == point)
            text[n++] = '.';
          text[n++] = (char) ('0' + wf_rng_below (&rng, 10));
        }
      if (wf_rng_below (&rng, 3) == 0)
        n += (gsize) g_snprintf (text + n, 8, "e%d", (int) wf_rng_below (&rng, 61) - 30);
      text[n] = '\0';
      g_assert_true (wf_csv_parse_number (text, '.', &value) == text + n);
      if (value != g_ascii_strtod (text, NULL))
        g_error ("%s: %.17g instead of %.17g", text, value, g_ascii_strtod (text, NULL));
    }
}

/* every double written shortest comes back */
static void
test_round_trip (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (int i = 0; i < 100000; i++)
    {
      double x = ldexp (wf_rng_uniform (&rng) - 0.5, (int) wf_rng_below (&rng, 100) - 50);
      double value;

      g_string_printf (text, "%.17g", x);
      g_assert_nonnull (wf_csv_parse_number (text->str, '.', &value));
      g_assert_cmpfloat (value, ==, x);
    }
}

static void
test_levels (void)
{
  WfCsvLevels *levels = wf_csv_levels_new ();
  char text[16];

  g_assert_cmpint (wf_csv_levels_add (levels, "yes", 3), ==, 0);
  g_assert_cmpint (wf_csv_levels_add (levels, "yes", 3), ==, 0);
  g_assert_cmpint (wf_csv_levels_add (levels, "ye", 2), ==, 1);
  for (int i = 2; i < 1000; i++)
    g_assert_cmpint (wf_csv_levels_add (levels, text, (gsize) g_snprintf (text, 16, "level %d", i)), ==, i);
  g_assert_cmpint (wf_csv_levels_add (levels, "level 500", 9), ==, 500);
  g_assert_false (wf_csv_levels_is_full (levels));
  g_assert_cmpint (wf_csv_levels_add (levels, "one too many", 12), ==, -1);
  g_assert_true (wf_csv_levels_is_full (levels));
  g_assert_cmpuint (wf_csv_levels_get_n (levels), ==, 1000);
  g_assert_cmpstr (wf_csv_levels_get (levels, 999), ==, "level 999");
  wf_csv_levels_free (levels);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv-number/known", test_known);
  g_test_add_func ("/formats/csv-number/refused", test_refused);
  g_test_add_func ("/formats/csv-number/comma", test_comma);
  g_test_add_func ("/formats/csv-number/random", test_random);
  g_test_add_func ("/formats/csv-number/round-trip", test_round_trip);
  g_test_add_func ("/formats/csv-number/levels", test_levels);
  return g_test_run ();
}
