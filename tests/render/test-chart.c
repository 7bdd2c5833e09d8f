/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/rng.h"
#include "render/chart-private.h"

/* What every chart obeys at every width: no text over another, none outside, values where the axis says,
 * round numbers on it. */

static const double widths[] = { 20, 240, 360, 450, 700, 1400 };
static const gsize sizes[] = { 1, 2, 7, 40, 200 };

static void
init_theme (WfTheme *theme)
{
  wf_theme_init (theme, FALSE, FALSE);
  theme->font_size = 9.4;
}

/* ---- samples ---- */

static const char *const names[] = {
  "Akt",
  "PIP3",
  "a variable whose name is much longer than any chart can print beside its bar",
  "x",
  "ひらがな",
  "שלום",
  "latency of the second service, p99"
};

static WfFigure *
make_rows (WfChartKind kind, gsize n, double scale)
{
  WfFigure *figure = wf_figure_new_chart (kind, NAN, NAN);
  WfRng rng;

  wf_rng_init (&rng, 5, n);
  for (gsize i = 0; i < n; i++)
    {
      double value = scale * wf_rng_normal (&rng), half = scale * wf_rng_uniform (&rng);

      wf_figure_add_bar (figure, names[i % G_N_ELEMENTS (names)], scale * wf_rng_normal (&rng),
                         i % 11 == 5 ? NAN : value, i % 3 == 2 ? "in words: 0.5 of 1,234" : NULL, i % 4 == 0);
      if (i % 5 != 4)
        wf_figure_set_bar_interval (figure, i, i % 7 == 6 ? -INFINITY : value - half,
                                    i % 13 == 12 ? INFINITY : value + half);
    }
  wf_figure_set_chart_axis (figure, "change of the mean, ms");
  return figure;
}

static WfFigure *
make_calibration (gsize n)
{
  WfFigure *figure = wf_figure_new_chart (WF_CHART_CALIBRATION, 0, 1);

  for (gsize i = 0; i < n; i++)
    {
      double from = ((double) i + 0.5) / (double) n, value = from * from;
      g_autofree char *label = g_strdup_printf ("range %zu", i);

      wf_figure_add_bar (figure, label, from, value, NULL, i == 0);
      wf_figure_set_bar_interval (figure, i, 0.8 * value, fmin (1, 1.2 * value));
    }
  return figure;
}

static WfFigure *
make_heat (gsize n)
{
  g_autoptr (GPtrArray) variables = g_ptr_array_new_with_free_func (g_free);
  WfFigure *figure;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (variables, g_strdup_printf ("%s %zu", names[i % G_N_ELEMENTS (names)], i));
  g_ptr_array_add (variables, NULL);
  figure = wf_figure_new_heat ((const char *const *) variables->pdata);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      if (i != j)
        wf_figure_set_heat_cell (figure, i, j, (double) ((3 * i + j) % 11) / 10);
  return figure;
}

static WfFigure *
make_curves (gsize n)
{
  WfFigure *figure = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  double x[50], y[50], low[50], high[50];

  for (gsize i = 0; i < n; i++)
    {
      WfCurveRow curve = {
        names[i % G_N_ELEMENTS (names)], i % 2 ? "explains 12 %" : NULL, x, y, low, high, 50
      };

      for (gsize k = 0; k < 50; k++)
        {
          x[k] = (double) k;
          y[k] = i % 3 == 2 && k > 20 && k < 25 ? NAN : (double) (i + 1) * sin (0.2 * (double) k);
          low[k] = y[k] - 1;
          high[k] = i == 4 ? INFINITY : y[k] + 1;
        }
      wf_figure_add_curve (figure, &curve);
    }
  wf_figure_set_chart_axis (figure, "row");
  return figure;
}

static const char *const levels[] = { "dry", "slippery when the rain has only just begun", "x", NULL };

static WfFigure *
make_histograms (gsize n)
{
  WfFigure *figure = wf_figure_new_chart (WF_CHART_HISTOGRAM, NAN, NAN);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (WfMarginal) before = wf_marginal_new_normal (names[i % G_N_ELEMENTS (names)], 0, 1, -3, 3);
      g_autoptr (WfMarginal) after = wf_marginal_new_normal ("after", 1, 1, -3, 5);

      wf_figure_add_histogram (figure, before, i % 2 ? after : NULL);
      if (i % 3 == 0)
        {
          const double p[] = { 0.2, 0.7, 0.1 }, q[] = { 0.25, 0.25, 0.5 };
          g_autoptr (WfMarginal) was = wf_marginal_new_discrete ("state of the road", levels, p, 3);
          g_autoptr (WfMarginal) is = wf_marginal_new_discrete ("state of the road", levels, q, 3);

          wf_figure_add_histogram (figure, was, is);
        }
    }
  return figure;
}

static GPtrArray *
make_charts (void)
{
  static const WfChartKind kinds[] = { WF_CHART_BARS, WF_CHART_DUMBBELL, WF_CHART_FOREST };
  GPtrArray *charts = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_figure_unref);

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_ptr_array_add (charts, make_rows (kinds[k], sizes[s], 1));
          g_ptr_array_add (charts, make_rows (kinds[k], sizes[s], 1e-9));
          g_ptr_array_add (charts, make_rows (kinds[k], sizes[s], 3e12));
        }
      g_ptr_array_add (charts, make_calibration (sizes[s]));
      g_ptr_array_add (charts, make_heat (MIN (sizes[s], 80)));
      g_ptr_array_add (charts, make_curves (sizes[s]));
      g_ptr_array_add (charts, make_histograms (sizes[s]));
    }
  return charts;
}

/* ---- properties ---- */

static gboolean
overlaps (const WfChartBox *a, const WfChartBox *b)
{
  const double slack = 0.3;

  return a->x + a->width > b->x + slack && b->x + b->width > a->x + slack &&
         a->y + a->height > b->y + slack && b->y + b->height > a->y + slack;
}

static void
check_texts (const WfChartPlan *plan)
{
  for (guint i = 0; i < plan->texts->len; i++)
    {
      const WfChartText *text = &g_array_index (plan->texts, WfChartText, i);
      WfChartBox box = wf_chart_text_get_box (text);

      g_assert_cmpfloat (box.x, >=, -0.5);
      g_assert_cmpfloat (box.x + box.width, <=, plan->width + 0.5);
      g_assert_cmpfloat (box.y, >=, -0.5);
      g_assert_cmpfloat (box.y + box.height, <=, plan->height + 0.5);
      for (guint k = 0; k < i; k++)
        {
          const WfChartText *other = &g_array_index (plan->texts, WfChartText, k);
          WfChartBox covered = wf_chart_text_get_box (other);

          if (overlaps (&box, &covered))
            g_error ("kind %u, %zu rows: “%s” is printed over “%s” at a width of %g", plan->kind,
                     plan->n_rows, text->text, other->text, plan->width);
        }
    }
}

static void
test_texts (void)
{
  g_autoptr (GPtrArray) charts = make_charts ();
  WfTheme theme;

  init_theme (&theme);
  for (guint c = 0; c < charts->len; c++)
    for (gsize w = 1; w < G_N_ELEMENTS (widths); w++)
      {
        g_autoptr (WfChartPlan) plan = wf_chart_plan_new (charts->pdata[c], &theme, widths[w]);

        check_texts (plan);
      }
}

/* Ticks are multiples of 1, 2 or 5 times a power of ten, within the scale, in order, and printed as different
 * numbers. */
static void
check_ticks (const WfChartScale *scale, GArray *ticks)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < ticks->len; i++)
    {
      double value = g_array_index (ticks, double, i);
      g_autofree char *text = wf_chart_format_tick (ticks, i);

      g_assert_cmpfloat (value, >=, scale->low - 1e-6 * (scale->high - scale->low));
      g_assert_cmpfloat (value, <=, scale->high + 1e-6 * (scale->high - scale->low));
      g_assert_cmpstr (text, !=, last);
      if (i > 0)
        {
          double step = value - g_array_index (ticks, double, i - 1);
          double digit = step / pow (10, floor (log10 (step) + 1e-9));

          g_assert_true (fabs (digit - 1) < 1e-6 || fabs (digit - 2) < 1e-6 || fabs (digit - 5) < 1e-6);
          g_assert_cmpfloat (fabs (value / step - round (value / step)), <, 1e-6);
        }
      g_free (last);
      last = g_steal_pointer (&text);
    }
}

static void
test_ticks (void)
{
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (double));
  WfRng rng;
  WfChartScale unit = { 0, 1, 0, 300 }, narrow = { 0.1234, 0.1236, 0, 300 }, empty = { 3, 3, 0, 300 };
  WfChartScale zero = { -1, 1, 0, 300 };
  g_autofree char *first = NULL, *middle = NULL;

  wf_rng_init (&rng, 11, 1);
  for (int i = 0; i < 3000; i++)
    {
      double low = wf_rng_normal (&rng) * pow (10, 12 * wf_rng_uniform (&rng) - 6);
      double span = (0.01 + wf_rng_uniform (&rng)) * pow (10, 8 * wf_rng_uniform (&rng) - 4);
      WfChartScale scale = { low, low + span, 0, 300 };

      wf_chart_find_ticks (&scale, 30, ticks);
      g_assert_cmpuint (ticks->len, <=, 10);
      if (span > 1e-4 * fabs (low))
        {
          g_assert_cmpuint (ticks->len, >=, 2);
          check_ticks (&scale, ticks);
        }
    }
  wf_chart_find_ticks (&unit, 30, ticks);
  g_assert_cmpuint (ticks->len, ==, 6);
  first = wf_chart_format_tick (ticks, 0);
  g_assert_cmpstr (first, ==, "0.0");
  wf_chart_find_ticks (&zero, 30, ticks);
  g_assert_cmpuint (ticks->len, ==, 5);
  middle = wf_chart_format_tick (ticks, 0);
  g_assert_cmpstr (middle, ==, "−1.0");
  wf_chart_find_ticks (&narrow, 30, ticks);
  check_ticks (&narrow, ticks);
  wf_chart_find_ticks (&empty, 30, ticks);
  g_assert_cmpuint (ticks->len, ==, 0);
  wf_chart_find_ticks (&unit, 200, ticks);
  g_assert_cmpuint (ticks->len, <=, 2);
}

static void
test_places (void)
{
  g_autoptr (WfFigure) forest = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  WfTheme theme;

  init_theme (&theme);
  wf_figure_add_bar (forest, "a", NAN, -1, NULL, FALSE);
  wf_figure_add_bar (forest, "b", NAN, 3, NULL, FALSE);
  wf_figure_set_bar_interval (forest, 0, -2, 0.5);

  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (forest, &theme, 450);

  g_assert_cmpfloat (plan->x.low, ==, -2);
  g_assert_cmpfloat (plan->x.high, ==, 3);
  g_assert_cmpfloat (wf_chart_scale_place (&plan->x, -2), ==, plan->x.from);
  g_assert_cmpfloat (wf_chart_scale_place (&plan->x, 3), ==, plan->x.to);
  g_assert_cmpfloat_with_epsilon (wf_chart_scale_place (&plan->x, 0.5), (plan->x.from + plan->x.to) / 2,
                                  1e-9);
  g_assert_cmpfloat (wf_chart_scale_place (&plan->x, INFINITY), ==, plan->x.to);
  g_assert_cmpfloat (wf_chart_scale_place (&plan->x, -INFINITY), ==, plan->x.from);
  g_assert_cmpfloat (plan->x.to - plan->x.from, >, 150);
  g_assert_cmpfloat (plan->x.to, <, 450);
}

/* Numbers are printed in full wherever a chart is wide enough for them, names give way. */
static void
test_numbers (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  WfTheme theme;

  init_theme (&theme);
  wf_figure_add_bar (figure, names[2], NAN, 0.31, NULL, FALSE);
  wf_figure_set_bar_interval (figure, 0, 0.2, 0.42);
  for (gsize w = 1; w < G_N_ELEMENTS (widths); w++)
    {
      g_autoptr (WfChartPlan) plan = wf_chart_plan_new (figure, &theme, widths[w]);
      const WfChartText *number = &g_array_index (plan->texts, WfChartText, 0);
      WfTextStyle style = wf_chart_plan_get_style (plan, number->size, FALSE);

      g_assert_cmpstr (number->text, ==, "0.31 (0.2 to 0.42)");
      g_assert_cmpfloat (number->width, ==, wf_text_get_width (&style, number->text));
    }

  g_autoptr (WfChartPlan) wide = wf_chart_plan_new (figure, &theme, 450);
  g_autoptr (WfChartPlan) narrow = wf_chart_plan_new (figure, &theme, 180);

  g_assert_false (wide->is_stacked);
  g_assert_true (narrow->is_stacked);
}

static gsize
count_texts (const WfChartPlan *plan, const char *text)
{
  gsize n = 0;

  for (guint i = 0; i < plan->texts->len; i++)
    n += g_str_equal (g_array_index (plan->texts, WfChartText, i).text, text);
  return n;
}

/* Dates along the axis stand at midnight, a round number of days apart. */
static void
test_dates (void)
{
  const double day = 86400, x[] = { 18628.3 * day, 18700 * day }, y[] = { 1, 2 };
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  WfTheme theme;

  init_theme (&theme);
  wf_figure_add_curve (figure, &(WfCurveRow){ "a", NULL, x, y, NULL, NULL, 2 });
  wf_figure_set_chart_dates (figure, TRUE);

  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (figure, &theme, 450);

  check_texts (plan);
  g_assert_cmpuint (plan->x_ticks->len, >=, 2);
  for (guint t = 0; t < plan->x_ticks->len; t++)
    g_assert_cmpfloat (fmod (g_array_index (plan->x_ticks, double, t), 10 * day), ==, 0);
  g_assert_cmpuint (count_texts (plan, "2021-02-12"), ==, 1); /* 18670 days after 1970 */
}

static void
test_many (void)
{
  g_autoptr (WfFigure) rows = make_rows (WF_CHART_BARS, 200, 1), few = make_rows (WF_CHART_BARS, 40, 1);
  WfTheme theme;

  init_theme (&theme);

  g_autoptr (WfChartPlan) many = wf_chart_plan_new (rows, &theme, 450);
  g_autoptr (WfChartPlan) all = wf_chart_plan_new (few, &theme, 450);
  g_autofree char *expected = g_strdup_printf ("… and %zu more", 200 - many->n_shown);
  gboolean is_told = FALSE;

  g_assert_cmpuint (all->n_shown, ==, 40);
  g_assert_cmpuint (many->n_shown, >=, 40);
  g_assert_cmpuint (many->n_shown, <, 200);
  g_assert_cmpfloat (many->height, <=, 1.25 * 450);
  for (guint i = 0; i < many->texts->len; i++)
    is_told = is_told || g_str_equal (g_array_index (many->texts, WfChartText, i).text, expected);
  g_assert_true (is_told);
}

static void
test_heat (void)
{
  const char *const pair[] = { "a", "b", NULL };
  g_autoptr (WfFigure) small = wf_figure_new_heat (pair), large = make_heat (60);
  WfTheme theme;

  init_theme (&theme);
  wf_figure_set_heat_cell (small, 0, 1, 0.974);
  wf_figure_set_heat_cell (small, 1, 0, 0.002);

  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (small, &theme, 450);
  g_autoptr (WfChartPlan) dense = wf_chart_plan_new (large, &theme, 450);

  g_assert_true (plan->has_numbers);
  g_assert_cmpuint (count_texts (plan, "97"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "<1"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "a"), ==, 2);
  g_assert_false (dense->has_numbers);
  g_assert_cmpuint (count_texts (dense, "100 %"), ==, 1);
  g_assert_cmpfloat (dense->x.to, <=, 450.001);
  g_assert_cmpfloat (dense->height, <=, 1.25 * 450);
}

/* Below each distribution round numbers or the levels, with their probabilities where there is room. */
static void
test_histograms (void)
{
  const char *const states[] = { "dry", "wet", NULL };
  const double p[] = { 0.35, 0.65 }, q[] = { 0.62, 0.38 };
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_HISTOGRAM, NAN, NAN);
  g_autoptr (WfMarginal) was = wf_marginal_new_discrete ("road", states, p, 2);
  g_autoptr (WfMarginal) is = wf_marginal_new_discrete ("road", states, q, 2);
  g_autoptr (WfMarginal) normal = wf_marginal_new_normal ("speed", 0, 1, -3, 3);
  g_autoptr (WfMarginal) late =
      wf_marginal_write_dates (wf_marginal_new_normal ("day", 86400, 40000, 0, 172800), TRUE);
  WfTheme theme;

  init_theme (&theme);
  wf_figure_add_histogram (figure, was, is);
  wf_figure_add_histogram (figure, normal, NULL);
  wf_figure_add_histogram (figure, late, NULL);

  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (figure, &theme, 450);

  g_assert_cmpuint (count_texts (plan, "dry 35\u00a0% → 62\u00a0%"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "wet 65\u00a0% → 38\u00a0%"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "−2"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "1970-01-01"), ==, 1);
  g_assert_cmpuint (count_texts (plan, "1970-01-03"), ==, 1);
}

/* The texts beside the square stand in the order of the points, as near to them as they can. */
static void
test_calibration (void)
{
  g_autoptr (WfFigure) figure = make_calibration (7);
  WfTheme theme;

  init_theme (&theme);

  g_autoptr (WfChartPlan) wide = wf_chart_plan_new (figure, &theme, 450);
  g_autoptr (WfChartPlan) narrow = wf_chart_plan_new (figure, &theme, 200);

  g_assert_cmpint (wide->kind, ==, WF_CHART_CALIBRATION);
  g_assert_cmpint (narrow->kind, ==, WF_CHART_DUMBBELL);
  g_assert_cmpfloat_with_epsilon (wide->x.to - wide->x.from, wide->y.from - wide->y.to, 1e-9);
  for (gsize i = 1; i < 7; i++)
    g_assert_cmpfloat (wide->lines[i], <, wide->lines[i - 1]);
  g_assert_cmpfloat_with_epsilon (wide->lines[6], wf_chart_scale_place (&wide->y, pow (6.5 / 7, 2)), 1e-9);
}

/* ---- drawing ---- */

static guint
count_changed (cairo_surface_t *surface, int from_row, int end_row)
{
  const guchar *data;
  int stride = cairo_image_surface_get_stride (surface), width = cairo_image_surface_get_width (surface);
  guint n = 0;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = from_row; y < end_row; y++)
    for (int x = 0; x < width; x++)
      n += data[y * stride + 4 * x] != 255 || data[y * stride + 4 * x + 1] != 255 ||
           data[y * stride + 4 * x + 2] != 255;
  return n;
}

/* Every chart at every width, also one too small for anything: nothing fails, something is drawn, and nothing
 * below what was measured. */
static void
test_drawing (void)
{
  g_autoptr (GPtrArray) charts = make_charts ();
  WfTheme theme;

  init_theme (&theme);
  for (guint c = 0; c < charts->len; c++)
    for (gsize w = 0; w < 4; w++)
      {
        double height;
        int end;
        cairo_surface_t *surface;
        cairo_t *cr;

        wf_figure_measure (charts->pdata[c], NULL, &theme, widths[w], &height);
        g_assert_cmpfloat (height, >, 0);
        g_assert_cmpfloat (height, <=, 1.25 * widths[w] + 1e-9);
        end = (int) ceil (height) + 2;
        surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) widths[w], end + 20);
        cr = cairo_create (surface);
        cairo_set_source_rgb (cr, 1, 1, 1);
        cairo_paint (cr);
        wf_figure_draw (cr, charts->pdata[c], NULL, &theme, widths[w]);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        g_assert_cmpuint (count_changed (surface, 0, end), >, 0);
        g_assert_cmpuint (count_changed (surface, end, end + 20), ==, 0);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/texts", test_texts);
  g_test_add_func ("/chart/ticks", test_ticks);
  g_test_add_func ("/chart/places", test_places);
  g_test_add_func ("/chart/numbers", test_numbers);
  g_test_add_func ("/chart/dates", test_dates);
  g_test_add_func ("/chart/many", test_many);
  g_test_add_func ("/chart/heat", test_heat);
  g_test_add_func ("/chart/histograms", test_histograms);
  g_test_add_func ("/chart/calibration", test_calibration);
  g_test_add_func ("/chart/drawing", test_drawing);
  return g_test_run ();
}
