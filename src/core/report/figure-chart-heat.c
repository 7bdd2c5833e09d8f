/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/report/figure-private.h"

static gboolean
is_heat (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_CHART && self->chart_kind == WF_CHART_HEAT;
}

/**
 * wf_figure_new_heat:
 * @names: (array zero-terminated=1): the variables, of rows and columns alike
 *
 * A matrix of shares, each printed in its cell while there is room for it: from the variable of the row to
 * that of the column.
 *
 * Returns: (transfer full): a chart without a share
 */
WfFigure *
wf_figure_new_heat (const char *const *names)
{
  WfFigure *self;
  gsize n;

  g_return_val_if_fail (names != NULL, NULL);

  self = wf_figure_new_chart (WF_CHART_HEAT, 0, 1);
  n = g_strv_length ((GStrv) names);
  self->heat_names = g_strdupv ((GStrv) names);
  self->heat_cells = g_new (double, n *n + 1);
  for (gsize i = 0; i < n * n; i++)
    self->heat_cells[i] = NAN;
  return self;
}

/**
 * wf_figure_get_heat_names:
 * @self: a heat map
 *
 * Returns: (transfer none) (array zero-terminated=1): the variables
 */
const char *const *
wf_figure_get_heat_names (WfFigure *self)
{
  g_return_val_if_fail (is_heat (self), NULL);
  return (const char *const *) self->heat_names;
}

/**
 * wf_figure_set_heat_cell:
 * @self: a heat map
 * @row: index of a variable
 * @column: index of a variable
 * @share: 0..1, or NaN where nothing can be
 */
void
wf_figure_set_heat_cell (WfFigure *self, gsize row, gsize column, double share)
{
  gsize n = is_heat (self) ? wf_figure_get_n_rows (self) : 0;

  g_return_if_fail (row < n && column < n && (isnan (share) || (share >= 0 && share <= 1)));
  self->heat_cells[row * n + column] = share;
}

/**
 * wf_figure_get_heat_cell:
 * @self: a heat map
 * @row: index of a variable
 * @column: index of a variable
 *
 * Returns: the share, NaN where nothing can be
 */
double
wf_figure_get_heat_cell (WfFigure *self, gsize row, gsize column)
{
  gsize n = is_heat (self) ? wf_figure_get_n_rows (self) : 0;

  g_return_val_if_fail (row < n && column < n, NAN);
  return self->heat_cells[row * n + column];
}
