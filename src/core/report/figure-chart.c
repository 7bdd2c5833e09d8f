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
  return is_chart (self) && self->chart_kind != WF_CHART_HISTOGRAM;
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

static void
stretch (double *low, double *high, double value)
{
  if (!isfinite (value))
    return;
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

static void
fit_rows (WfFigure *self, double *low, double *high)
{
  *low = *high = NAN;
  if (self->chart_kind == WF_CHART_BARS)
    stretch (low, high, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WfFigureRow *row = &g_array_index (self->rows, WfFigureRow, i);
      WfMarginal *marginals[] = { row->before, row->after };

      if (self->chart_kind != WF_CHART_HISTOGRAM)
        stretch (low, high, row->value);
      if (self->chart_kind == WF_CHART_DUMBBELL)
        stretch (low, high, row->from);
      for (gsize k = 0; k < G_N_ELEMENTS (marginals); k++)
        if (marginals[k] != NULL && wf_marginal_get_kind (marginals[k]) == WF_COLUMN_CONTINUOUS)
          {
            stretch (low, high, wf_marginal_get_low (marginals[k]));
            stretch (low, high, wf_marginal_get_high (marginals[k]));
          }
    }
}

/**
 * wf_figure_get_chart_range:
 * @self: a chart
 * @low: (out): start of the axis
 * @high: (out): end of the axis, greater than @low
 *
 * The range given at the start, or where that was NaN, the range of the rows: bars include 0; a chart without
 * any number, or whose rows are all the same, gets a range of length 1.
 */
void
wf_figure_get_chart_range (WfFigure *self, double *low, double *high)
{
  g_return_if_fail (is_chart (self) && low != NULL && high != NULL);

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

/**
 * wf_figure_add_bar:
 * @self: a chart of bars or dumbbells
 * @label: what the row is, plain text
 * @from: where a dumbbell starts; ignored for bars
 * @value: the length of the bar, or where the dumbbell ends; NaN = no value
 * @text: (nullable): the value in words, plain text
 * @is_emphasised: whether to draw it in the accent colour
 */
void
wf_figure_add_bar (
    WfFigure *self, const char *label, double from, double value, const char *text, gboolean is_emphasised)
{
  WfFigureRow row = { .from = from, .value = value, .is_emphasised = is_emphasised };

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
  WfFigureRow row = { .from = NAN, .value = NAN };

  g_return_if_fail (is_histogram (self) && before != NULL);

  row.before = wf_marginal_ref (before);
  row.after = after != NULL ? wf_marginal_ref (after) : NULL;
  g_array_append_val (self->rows, row);
}

/**
 * wf_figure_get_n_rows:
 * @self: a chart
 *
 * Returns: the number of rows
 */
gsize
wf_figure_get_n_rows (WfFigure *self)
{
  g_return_val_if_fail (is_chart (self), 0);
  return self->rows->len;
}

/**
 * wf_figure_get_bar:
 * @self: a chart of bars or dumbbells
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
