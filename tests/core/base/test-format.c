/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <float.h>
#include <math.h>

#include "core/base/format.h"
#include "core/base/rng.h"

#define CHECK(call, expected)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *text = call;                                                                            \
    g_assert_cmpstr (text, ==, expected);                                                                    \
  }                                                                                                          \
  G_STMT_END

static void
test_number (void)
{
  CHECK (wf_format_number (16.57), "16.6");
  CHECK (wf_format_number (0.5), "0.5");
  CHECK (wf_format_number (-0.031), "−0.031");
  CHECK (wf_format_number (-0.0), "0");
  CHECK (wf_format_number (2), "2");
  CHECK (wf_format_number (9.999), "10");
  CHECK (wf_format_number (0.99999), "1");
  CHECK (wf_format_number (99.96), "100");
  CHECK (wf_format_number (7466.4), "7466");
  CHECK (wf_format_number (9999999), "9999999");
  CHECK (wf_format_number (-12345678), "−1.23e7");
  CHECK (wf_format_number (9999999.7), "1e7");
  CHECK (wf_format_number (0.001234), "0.00123");
  CHECK (wf_format_number (0.01), "0.01");
  CHECK (wf_format_number (0.0123456), "0.0123");
  CHECK (wf_format_number (0.0099999), "0.01");
  CHECK (wf_format_number (0.00000123), "1.23e−6");
  CHECK (wf_format_number (4.9e-324), "4.94e−324");
  CHECK (wf_format_number (DBL_MAX), "1.8e308");
  CHECK (wf_format_number (NAN), "–");
  CHECK (wf_format_number (-INFINITY), "−∞");
}

static void
test_count (void)
{
  CHECK (wf_format_count (0), "0");
  CHECK (wf_format_count (999), "999");
  CHECK (wf_format_count (7466), "7,466");
  CHECK (wf_format_count (1000000), "1,000,000");
}

static void
test_percent (void)
{
  CHECK (wf_format_percent (0.413), "41 %");
  CHECK (wf_format_percent (0), "0 %");
  CHECK (wf_format_percent (1), "100 %");
  CHECK (wf_format_percent (0.996), "99.6 %");
  CHECK (wf_format_percent (0.0996), "10 %");
  CHECK (wf_format_percent (0.034), "3.4 %");
  CHECK (wf_format_percent (0.00001), "< 0.1 %");
  CHECK (wf_format_percent (-0.25), "−25 %");
  CHECK (wf_format_percent (NAN), "–");
  CHECK (wf_format_points (0.413), "41");
  CHECK (wf_format_points (0.00001), "< 0.1");
  CHECK (wf_format_points (-0.25), "−25");
  CHECK (wf_format_points (NAN), "–");
}

static void
test_change (void)
{
  CHECK (wf_format_difference (0.5, 0.469), "−0.031");
  CHECK (wf_format_difference (0.3, 0.1 + 0.2), "0");
  CHECK (wf_format_difference (0, 1e-18), "1e−18");
  CHECK (wf_format_difference (-INFINITY, 1), "–");
  CHECK (wf_format_change (100, 74), "▼ 26 %");
  CHECK (wf_format_change (-100, -74), "▲ 26 %");
  CHECK (wf_format_change (0, 0.31), "▲ 0.31");
  CHECK (wf_format_change (1e-17, 0.31), "▲ 0.31");
  CHECK (wf_format_change (0.2, -0.1), "▼ 0.3");
  CHECK (wf_format_change (5, 5), "≈ 0");
  CHECK (wf_format_change (5, 5.001), "≈ 0");
  CHECK (wf_format_change (0, 0), "≈ 0");
  CHECK (wf_format_change (1, NAN), "–");
}

static void
check_reads_back (double value)
{
  g_autoptr (GString) text = g_string_new ("=");

  wf_append_double (text, value);
  g_assert_cmpfloat (g_ascii_strtod (text->str + 1, NULL), ==, value);
}

static void
test_append_double (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  WfRng rng;

  wf_append_double (text, 0.1);
  wf_append_double (text, -3);
  wf_append_double (text, 1.0 / 3);
  g_assert_cmpstr (text->str, ==, "0.1-30.3333333333333333");
  wf_rng_init (&rng, 8, 0);
  for (int i = 0; i < 20000; i++)
    {
      union
      {
        guint64 bits;
        double value;
      } any = { wf_rng_next (&rng) };

      if (isfinite (any.value))
        check_reads_back (any.value);
      check_reads_back (wf_rng_normal (&rng));
    }
  check_reads_back (DBL_MAX);
  check_reads_back (5e-324);
}

static void
test_nearest_name (void)
{
  static const char *const names[] = { "smoking", "tar", "cancer", "Gene", NULL };

  g_assert_cmpstr (wf_nearest_name ("smokng", names), ==, "smoking");
  g_assert_cmpstr (wf_nearest_name ("SMOKING", names), ==, "smoking");
  g_assert_cmpstr (wf_nearest_name ("gene", names), ==, "Gene");
  g_assert_cmpstr (wf_nearest_name ("tat", names), ==, "tar");
  g_assert_null (wf_nearest_name ("pollution", names));
  g_assert_null (wf_nearest_name ("", names));
  g_assert_null (wf_nearest_name ("x", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/format/number", test_number);
  g_test_add_func ("/base/format/count", test_count);
  g_test_add_func ("/base/format/percent", test_percent);
  g_test_add_func ("/base/format/change", test_change);
  g_test_add_func ("/base/format/append-double", test_append_double);
  g_test_add_func ("/base/format/nearest-name", test_nearest_name);
  return g_test_run ();
}
