/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/report/figure-chart.h"

static void
check_range (WfFigure *figure, double expected_low, double expected_high)
{
  double low, high;

  wf_figure_get_chart_range (figure, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, expected_low, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, expected_high, 1e-12);
}

static void
test_intervals (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  double low, high;
  g_autofree char *with = NULL, *without = NULL, *own = NULL;

  wf_figure_add_bar (figure, "a", NAN, 1, NULL, FALSE);
  wf_figure_add_bar (figure, "b", NAN, 2, NULL, FALSE);
  wf_figure_add_bar (figure, "c", NAN, 2, "two", FALSE);
  g_assert_false (wf_figure_get_bar_interval (figure, 0, &low, &high));
  check_range (figure, 0, 2);
  wf_figure_set_bar_interval (figure, 0, 0.5, 2.25);
  g_assert_true (wf_figure_get_bar_interval (figure, 0, &low, &high));
  g_assert_cmpfloat (low, ==, 0.5);
  g_assert_cmpfloat (high, ==, 2.25);
  check_range (figure, 0, 2.25);
  with = wf_figure_get_bar_text (figure, 0);
  g_assert_cmpstr (with, ==, "1 (0.5 to 2.25)");
  without = wf_figure_get_bar_text (figure, 1);
  g_assert_cmpstr (without, ==, "2");
  own = wf_figure_get_bar_text (figure, 2);
  g_assert_cmpstr (own, ==, "two");
  wf_figure_set_bar_interval (figure, 0, NAN, 3);
  g_assert_false (wf_figure_get_bar_interval (figure, 0, NULL, NULL));
}

/* One interval that is far out, or has no end, leaves room for the others. */
static void
test_far_intervals (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);

  for (int i = 0; i < 5; i++)
    {
      wf_figure_add_bar (figure, "a", NAN, 0.1 * i, NULL, FALSE);
      wf_figure_set_bar_interval (figure, (gsize) i, 0.1 * i - 0.05, 0.1 * i + 0.05);
    }
  check_range (figure, -0.05, 0.45);
  wf_figure_add_bar (figure, "wild", NAN, 0.2, NULL, FALSE);
  wf_figure_set_bar_interval (figure, 5, -1000, INFINITY);
  check_range (figure, -0.8, 0.45); /* twice the range of the values, from its ends */
}

static void
test_one_value (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_DUMBBELL, NAN, NAN);

  wf_figure_add_bar (figure, "a", NAN, 5, NULL, FALSE);
  check_range (figure, 5, 6);
  wf_figure_set_bar_interval (figure, 0, 4, 6);
  check_range (figure, 4, 6);
}

static void
test_heat (void)
{
  const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (WfFigure) figure = wf_figure_new_heat (names);

  g_assert_cmpuint (wf_figure_get_n_rows (figure), ==, 3);
  g_assert_cmpstr (wf_figure_get_heat_names (figure)[1], ==, "b");
  g_assert_true (isnan (wf_figure_get_heat_cell (figure, 0, 0)));
  wf_figure_set_heat_cell (figure, 0, 2, 0.9);
  wf_figure_set_heat_cell (figure, 2, 1, 1);
  wf_figure_set_heat_cell (figure, 1, 2, 0);
  g_assert_cmpfloat (wf_figure_get_heat_cell (figure, 0, 2), ==, 0.9);
  g_assert_true (isnan (wf_figure_get_heat_cell (figure, 2, 0)));
  check_range (figure, 0, 1);
  wf_figure_set_chart_alt (figure, "How often.");
  g_assert_cmpstr (wf_figure_get_alt (figure), ==, "How often. c → b: 100\u00a0%; a → c: 90\u00a0%.");
}

static void
test_curves (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  double x[] = { 1, 2, 3 }, y[] = { 4, -1, 2 }, low[] = { 3, -2, 1 }, high[] = { 5, 0, 3 };
  WfCurveRow curve = { "drift", NULL, x, y, low, high, 3 };

  wf_figure_add_curve (figure, &curve);
  x[0] = y[0] = 99; /* a copy was taken */
  check_range (figure, 1, 3);
  g_assert_cmpuint (wf_figure_get_n_rows (figure), ==, 1);
  g_assert_cmpfloat (wf_figure_get_curve (figure, 0)->y[0], ==, 4);
  g_assert_cmpfloat (wf_figure_get_curve (figure, 0)->high[2], ==, 3);
  wf_figure_set_chart_alt (figure, "Over time.");
  g_assert_cmpstr (wf_figure_get_alt (figure), ==,
                   "Over time. drift: from 4 at the start to 2 at the end, between −1 and 4.");
}

static void
test_words (void)
{
  g_autoptr (WfFigure) bars = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);
  g_autoptr (WfFigure) none = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);

  for (int i = 0; i < 10; i++)
    wf_figure_add_bar (bars, "a", 0, i, NULL, FALSE);
  wf_figure_set_chart_alt (bars, "Ten.");
  g_assert_cmpstr (wf_figure_get_alt (bars), ==,
                   "Ten. a: 0; a: 1; a: 2; a: 3; a: 4; a: 5; a: 6; a: 7; and 2 more.");
  wf_figure_set_chart_alt (none, "None.");
  g_assert_cmpstr (wf_figure_get_alt (none), ==, "None.");
  g_assert_null (wf_figure_get_chart_axis (bars));
  wf_figure_set_chart_axis (bars, "seconds");
  g_assert_cmpstr (wf_figure_get_chart_axis (bars), ==, "seconds");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/chart/intervals", test_intervals);
  g_test_add_func ("/report/chart/far-intervals", test_far_intervals);
  g_test_add_func ("/report/chart/one-value", test_one_value);
  g_test_add_func ("/report/chart/heat", test_heat);
  g_test_add_func ("/report/chart/curves", test_curves);
  g_test_add_func ("/report/chart/words", test_words);
  return g_test_run ();
}
