/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/report/figure-private.h"

#define MOST_SPANS  2.0 /* an interval reaches no further than so many times the range of the values ... */
#define MOST_MEDIAN 3.0 /* ... or the median length of the intervals' halves, whichever is more */

static void
stretch (double *low, double *high, double value)
{
  if (!isfinite (value))
    return;
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *s = a, *t = b;

  return *s < *t ? -1 : *s > *t;
}

/* Of the finite halves of the intervals; 0 where there are none. */
static double
find_median_half (GArray *rows)
{
  g_autoptr (GArray) halves = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < rows->len; i++)
    {
      const WfFigureRow *row = &g_array_index (rows, WfFigureRow, i);
      double ends[] = { row->value - row->lower, row->upper - row->value };

      for (gsize k = 0; k < G_N_ELEMENTS (ends); k++)
        if (isfinite (ends[k]))
          g_array_append_val (halves, ends[k]);
    }
  if (halves->len == 0)
    return 0;
  g_array_sort (halves, compare_doubles);
  return g_array_index (halves, double, halves->len / 2);
}

/* One interval that reaches far out doesn't press all others into a point: it is drawn with an arrow. */
static void
stretch_intervals (GArray *rows, double *low, double *high)
{
  double room, from = *low, to = *high;

  if (isnan (*low))
    return;
  room = MAX (MOST_SPANS * (to - from), MOST_MEDIAN * find_median_half (rows));
  for (guint i = 0; i < rows->len; i++)
    {
      const WfFigureRow *row = &g_array_index (rows, WfFigureRow, i);

      if (isfinite (row->lower))
        stretch (low, high, MAX (row->lower, from - room));
      if (isfinite (row->upper))
        stretch (low, high, MIN (row->upper, to + room));
    }
}

static void
stretch_marginal (WfMarginal *marginal, double *low, double *high)
{
  if (marginal == NULL || wf_marginal_get_kind (marginal) != WF_COLUMN_CONTINUOUS)
    return;
  stretch (low, high, wf_marginal_get_low (marginal));
  stretch (low, high, wf_marginal_get_high (marginal));
}

static void
fit_rows (WfFigure *self, double *low, double *high)
{
  gboolean has_zero = self->chart_kind == WF_CHART_BARS || self->chart_kind == WF_CHART_FOREST;
  gboolean has_from = self->chart_kind == WF_CHART_DUMBBELL || self->chart_kind == WF_CHART_CALIBRATION;

  if (has_zero)
    stretch (low, high, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WfFigureRow *row = &g_array_index (self->rows, WfFigureRow, i);

      stretch (low, high, row->value);
      if (has_from)
        stretch (low, high, row->from);
      stretch_marginal (row->before, low, high);
      stretch_marginal (row->after, low, high);
    }
  stretch_intervals (self->rows, low, high);
}

static void
fit_curves (WfFigure *self, double *low, double *high)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      const WfCurveRow *curve = &g_array_index (self->curves, WfCurveRow, i);

      for (gsize k = 0; k < curve->n; k++)
        stretch (low, high, curve->x[k]);
    }
}

/**
 * wf_figure_get_chart_range:
 * @self: a chart
 * @low: (out): start of the axis
 * @high: (out): end of the axis, greater than @low
 *
 * The range given at the start, or where that was NaN, the range of the rows: bars and forests include 0, of
 * intervals what is no further out than a few times the rest; curves tell their x axis, a heat map 0 to 1. A
 * chart without any number, or whose rows are all the same, gets a range of length 1.
 */
void
wf_figure_get_chart_range (WfFigure *self, double *low, double *high)
{
  g_return_if_fail (self != NULL && self->kind == WF_FIGURE_CHART && low != NULL && high != NULL);

  *low = *high = NAN;
  if (self->chart_kind == WF_CHART_CURVES)
    fit_curves (self, low, high);
  else
    fit_rows (self, low, high);
  if (!isnan (self->low))
    *low = self->low;
  if (!isnan (self->high))
    *high = self->high;
  if (isnan (*low))
    *low = isnan (*high) ? 0 : *high - 1;
  if (isnan (*high) || *high <= *low)
    *high = *low + MAX (1, fabs (*low) * 1e-9);
}
