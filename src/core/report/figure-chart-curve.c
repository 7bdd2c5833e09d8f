/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/report/figure-private.h"

static gboolean
is_curves (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_CHART && self->chart_kind == WF_CHART_CURVES;
}

/**
 * wf_figure_set_chart_dates:
 * @self: a chart of curves
 * @has_dates: whether x is in seconds since 1970, to be written as dates
 */
void
wf_figure_set_chart_dates (WfFigure *self, gboolean has_dates)
{
  g_return_if_fail (is_curves (self));
  self->has_dates = has_dates;
}

/**
 * wf_figure_has_chart_dates:
 * @self: a chart
 *
 * Returns: whether x is in seconds since 1970, to be written as dates
 */
gboolean
wf_figure_has_chart_dates (WfFigure *self)
{
  g_return_val_if_fail (self != NULL && self->kind == WF_FIGURE_CHART, FALSE);
  return self->has_dates;
}

/**
 * wf_figure_add_curve: (skip)
 * @self: a chart of curves
 * @curve: what to add; everything it points to is copied
 */
void
wf_figure_add_curve (WfFigure *self, const WfCurveRow *curve)
{
  WfCurveRow copy;
  gsize size;

  g_return_if_fail (is_curves (self) && curve != NULL && curve->label != NULL);
  g_return_if_fail (curve->n == 0 || (curve->x != NULL && curve->y != NULL));
  g_return_if_fail ((curve->low != NULL) == (curve->high != NULL));

  size = curve->n * sizeof (double);
  copy = (WfCurveRow){ .label = g_strdup (curve->label),
                       .text = g_strdup (curve->text),
                       .x = g_memdup2 (curve->x, size),
                       .y = g_memdup2 (curve->y, size),
                       .low = g_memdup2 (curve->low, size),
                       .high = g_memdup2 (curve->high, size),
                       .n = curve->n };
  g_array_append_val (self->curves, copy);
}

/**
 * wf_figure_get_curve: (skip)
 * @self: a chart of curves
 * @i: index of a curve
 *
 * Returns: (transfer none): the curve
 */
const WfCurveRow *
wf_figure_get_curve (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_curves (self) && i < self->curves->len, NULL);
  return &g_array_index (self->curves, WfCurveRow, i);
}
