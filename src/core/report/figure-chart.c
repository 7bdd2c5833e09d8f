/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/report/figure-private.h"

/**
 * wf_figure_new_chart:
 * @kind: how rows are drawn
 * @low: start of the axis, or NaN to fit the rows
 * @high: end of the axis, or NaN to fit the rows
 *
 * Returns: (transfer full): a chart without rows
 */
WfFigure *
wf_figure_new_chart (WfChartKind kind, double low, double high)
{
  WfFigure *self = wf_figure_new (WF_FIGURE_CHART);

  self->chart_kind = kind;
  self->low = low;
  self->high = high;
  self->alt =
      g_strdup (kind == WF_CHART_HISTOGRAM ? _ ("A chart of distributions.") : _ ("A chart of values."));
  return self;
}

static gboolean
is_chart (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_CHART;
}

static gboolean
is_bars (WfFigure *self)
{
  return is_chart (self) && self->chart_kind != WF_CHART_HISTOGRAM &&
         self->chart_kind <= WF_CHART_CALIBRATION;
}

static gboolean
is_histogram (WfFigure *self)
{
  return is_chart (self) && self->chart_kind == WF_CHART_HISTOGRAM;
}

/**
 * wf_figure_get_chart_kind:
 * @self: a chart
 *
 * Returns: how rows are drawn; decides which getters may be called
 */
WfChartKind
wf_figure_get_chart_kind (WfFigure *self)
{
  g_return_val_if_fail (is_chart (self), WF_CHART_BARS);
  return self->chart_kind;
}

/**
 * wf_figure_add_bar:
 * @self: a chart of bars, dumbbells, a forest or a calibration
 * @label: what the row is, plain text
 * @from: where a dumbbell starts, what a calibration was told; ignored for bars and forests
 * @value: the length of the bar, or where the dumbbell ends; NaN = no value
 * @text: (nullable): the value in words, plain text
 * @is_emphasised: whether to draw it in the accent colour
 */
void
wf_figure_add_bar (
    WfFigure *self, const char *label, double from, double value, const char *text, gboolean is_emphasised)
{
  WfFigureRow row = {
    .from = from, .value = value, .lower = NAN, .upper = NAN, .is_emphasised = is_emphasised
  };

  g_return_if_fail (is_bars (self) && label != NULL);

  row.label = g_strdup (label);
  row.text = g_strdup (text);
  g_array_append_val (self->rows, row);
}

/**
 * wf_figure_add_histogram:
 * @self: a chart of histograms
 * @before: a distribution
 * @after: (nullable): the distribution to compare with it, on the same axis
 */
void
wf_figure_add_histogram (WfFigure *self, WfMarginal *before, WfMarginal *after)
{
  WfFigureRow row = { .from = NAN, .value = NAN, .lower = NAN, .upper = NAN };

  g_return_if_fail (is_histogram (self) && before != NULL);

  row.before = wf_marginal_ref (before);
  row.after = after != NULL ? wf_marginal_ref (after) : NULL;
  g_array_append_val (self->rows, row);
}

/**
 * wf_figure_get_n_rows:
 * @self: a chart
 *
 * Returns: the number of rows; of a heat map the number of variables, of curves their number
 */
gsize
wf_figure_get_n_rows (WfFigure *self)
{
  g_return_val_if_fail (is_chart (self), 0);
  if (self->chart_kind == WF_CHART_HEAT)
    return self->heat_names != NULL ? g_strv_length (self->heat_names) : 0;
  return self->chart_kind == WF_CHART_CURVES ? self->curves->len : self->rows->len;
}

/**
 * wf_figure_get_bar:
 * @self: a chart of bars, dumbbells, a forest or a calibration
 * @i: index of a row
 * @label: (out) (optional) (transfer none): what the row is
 * @from: (out) (optional): where a dumbbell starts
 * @value: (out) (optional): the length of the bar, or where the dumbbell ends
 * @text: (out) (optional) (transfer none) (nullable): the value in words
 * @is_emphasised: (out) (optional): whether it is drawn in the accent colour
 */
void
wf_figure_get_bar (WfFigure *self,
                   gsize i,
                   const char **label,
                   double *from,
                   double *value,
                   const char **text,
                   gboolean *is_emphasised)
{
  const WfFigureRow *row;

  g_return_if_fail (is_bars (self) && i < self->rows->len);

  row = &g_array_index (self->rows, WfFigureRow, i);
  if (label != NULL)
    *label = row->label;
  if (from != NULL)
    *from = row->from;
  if (value != NULL)
    *value = row->value;
  if (text != NULL)
    *text = row->text;
  if (is_emphasised != NULL)
    *is_emphasised = row->is_emphasised;
}

/**
 * wf_figure_set_bar_interval:
 * @self: a chart of bars, dumbbells, a forest or a calibration
 * @i: index of a row
 * @low: where the interval around its value begins; -infinity = it has no end there
 * @high: where it ends, not below @low; infinity likewise
 *
 * NaN at either end = no interval.
 */
void
wf_figure_set_bar_interval (WfFigure *self, gsize i, double low, double high)
{
  WfFigureRow *row;
  gboolean has_interval = !isnan (low) && !isnan (high);

  g_return_if_fail (is_bars (self) && i < self->rows->len && !(low > high));

  row = &g_array_index (self->rows, WfFigureRow, i);
  row->lower = has_interval ? low : NAN;
  row->upper = has_interval ? high : NAN;
}

/**
 * wf_figure_get_bar_interval:
 * @self: a chart of bars, dumbbells, a forest or a calibration
 * @i: index of a row
 * @low: (out) (optional): where the interval begins, NaN without one
 * @high: (out) (optional): where it ends
 *
 * Returns: whether the row has an interval
 */
gboolean
wf_figure_get_bar_interval (WfFigure *self, gsize i, double *low, double *high)
{
  const WfFigureRow *row;

  g_return_val_if_fail (is_bars (self) && i < self->rows->len, FALSE);

  row = &g_array_index (self->rows, WfFigureRow, i);
  if (low != NULL)
    *low = row->lower;
  if (high != NULL)
    *high = row->upper;
  return !isnan (row->lower);
}

/**
 * wf_figure_set_chart_axis:
 * @self: a chart
 * @what: (nullable): what the axis measures, with its unit, plain text; of curves the axis from left to right
 */
void
wf_figure_set_chart_axis (WfFigure *self, const char *what)
{
  g_return_if_fail (is_chart (self));

  g_free (self->axis);
  self->axis = g_strdup (what);
}

/**
 * wf_figure_get_chart_axis:
 * @self: a chart
 *
 * Returns: (transfer none) (nullable): what the axis measures
 */
const char *
wf_figure_get_chart_axis (WfFigure *self)
{
  g_return_val_if_fail (is_chart (self), NULL);
  return self->axis;
}

/**
 * wf_figure_get_histogram_before:
 * @self: a chart of histograms
 * @i: index of a row
 *
 * Returns: (transfer none): the distribution before
 */
WfMarginal *
wf_figure_get_histogram_before (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_histogram (self) && i < self->rows->len, NULL);
  return g_array_index (self->rows, WfFigureRow, i).before;
}

/**
 * wf_figure_get_histogram_after:
 * @self: a chart of histograms
 * @i: index of a row
 *
 * Returns: (transfer none) (nullable): the distribution after
 */
WfMarginal *
wf_figure_get_histogram_after (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_histogram (self) && i < self->rows->len, NULL);
  return g_array_index (self->rows, WfFigureRow, i).after;
}
