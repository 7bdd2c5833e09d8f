/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What values are distributed like: moments, quantiles, bins. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/table/marginal-private.h"
#include "core/table/types.h"

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Hyndman & Fan 1996, type 7 */
static double
sorted_quantile (const double *sorted, gsize n, double p)
{
  double at = p * (double) (n - 1);
  gsize below = (gsize) at;
  gsize above = MIN (below + 1, n - 1);

  return sorted[below] + (at - (double) below) * (sorted[above] - sorted[below]);
}

static void
swap (double *a, double *b)
{
  double kept = *a;

  *a = *b;
  *b = kept;
}

/* Moves the value of a place of the sorted order there, none larger before it and none smaller behind it
 * (Hoare 1961, Find); those outside first..last stay. The pivot is the median of three. */
static void
select_place (double *values, gsize first, gsize last, gsize place)
{
  while (first < last)
    {
      gsize middle = first + (last - first) / 2;
      gsize i = first;
      gsize j = last;
      double pivot;

      if (values[middle] < values[first])
        swap (&values[middle], &values[first]);
      if (values[last] < values[first])
        swap (&values[last], &values[first]);
      if (values[last] < values[middle])
        swap (&values[last], &values[middle]);
      pivot = values[middle];
      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (values[j] > pivot)
            j--;
          if (i > j)
            break;
          swap (&values[i++], &values[j]);
          if (j == 0)
            break;
          j--;
        }
      if (place <= j && j < last)
        last = j;
      else if (place >= i)
        first = i;
      else
        return;
    }
}

/* The two values around a quantile, put in their places within first..last; returns the lower place. */
static gsize
find_quantile (WfMarginal *self, gsize quantile, double *values, gsize n, gsize first, gsize last)
{
  gsize below = (gsize) (wf_quantile_levels[quantile] * (double) (n - 1));

  select_place (values, first, last, below);
  if (below < last)
    select_place (values, below + 1, last, below + 1);
  self->quantiles[quantile] = sorted_quantile (values, n, wf_quantile_levels[quantile]);
  return below;
}

/* The median first, then outwards in each half: O(n) where sorting is O(n log n). Reorders the values. */
static void
find_quantiles (WfMarginal *self, double *values, gsize n)
{
  gsize median = find_quantile (self, 2, values, n, 0, n - 1);
  gsize lower = find_quantile (self, 1, values, n, 0, median);
  gsize upper = find_quantile (self, 3, values, n, median, n - 1);

  find_quantile (self, 0, values, n, 0, lower);
  find_quantile (self, 4, values, n, upper, n - 1);
}

/* values: n >= 1 without NaN, reordered */
static void
describe (WfMarginal *self, double *values, gsize n)
{
  gsize counts[WF_MARGINAL_N_BINS] = { 0 };
  double sum = 0;
  double correction = 0;
  double squares = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  self->mean = sum / (double) n;
  /* what the sum lost to rounding: equal values have a standard deviation of 0, not of 1e-15 */
  for (gsize i = 0; i < n; i++)
    correction += values[i] - self->mean;
  if (isfinite (correction))
    self->mean += correction / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      squares += (values[i] - self->mean) * (values[i] - self->mean);
      counts[wf_marginal_find_bin (self, values[i])]++;
    }
  self->sd = n > 1 ? sqrt (squares / (double) (n - 1)) : NAN;
  self->n_bins = WF_MARGINAL_N_BINS;
  for (gsize i = 0; i < WF_MARGINAL_N_BINS; i++)
    self->bins[i] = (double) counts[i] / (double) n;
  find_quantiles (self, values, n);
}

/* the values that are there */
static double *
copy_present (const double *values, gsize n, gsize *n_present)
{
  double *present = g_new (double, n + 1);
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      present[count++] = values[i];
  *n_present = count;
  return present;
}

/* The 0.5 % and 99.5 % quantiles; when the extremes are within a quarter of that width, they are taken
 * instead. */
static void
choose_axis (const double *sorted, gsize n, double *low, double *high)
{
  double margin;

  *low = sorted_quantile (sorted, n, 0.005);
  *high = sorted_quantile (sorted, n, 0.995);
  margin = 0.25 * (*high - *low);
  if (sorted[0] >= *low - margin)
    *low = sorted[0];
  if (sorted[n - 1] <= *high + margin)
    *high = sorted[n - 1];
  wf_marginal_widen_axis (low, high);
}

static WfMarginal *
observe_continuous (const char *name, const double *values, gsize n_rows)
{
  gsize n;
  g_autofree double *sorted = copy_present (values, n_rows, &n);
  double low = 0;
  double high = 1;
  WfMarginal *self;

  qsort (sorted, n, sizeof (double), compare_doubles);
  if (n > 0)
    choose_axis (sorted, n, &low, &high);
  self = wf_marginal_new_continuous (name, low, high);
  if (n > 0)
    describe (self, sorted, n);
  return self;
}

#define MAX_UNITS 1000000.0 /* more than this many rows are told by a sample as even as can be */

/* A column each of whose values stands for several. */
static WfMarginal *
observe_weighted (WfTable *table, gsize column)
{
  gsize n_rows, n = 0;
  const double *values = wf_table_get_values (table, column, &n_rows);
  const double *weights = wf_table_get_weights (table, &n_rows);
  gboolean has_counts = wf_table_has_counts (table);
  double total = 0, mean = 0, squares = 0, scale, sum = 0;
  g_autofree double *units = NULL;
  g_autoptr (WfMarginal) shape = NULL;

  for (gsize i = 0; i < n_rows; i++)
    if (isfinite (values[i]))
      total += weights[i];
  scale = has_counts && total <= MAX_UNITS ? 1 : MAX_UNITS / total;
  units = g_new (double, total > 0 ? (gsize) (total * scale) + 2 : 1);
  for (gsize i = 0; i < n_rows && total > 0; i++)
    {
      if (!isfinite (values[i]))
        continue;
      sum += weights[i];
      mean += weights[i] / total * values[i];
      while ((double) n < floor (sum * scale + 0.5))
        units[n++] = values[i];
    }
  for (gsize i = 0; i < n_rows; i++)
    if (isfinite (values[i]))
      squares += weights[i] * (values[i] - mean) * (values[i] - mean);
  shape = observe_continuous (wf_table_get_name (table, column), units, n);
  return scale == 1
             ? g_steal_pointer (&shape)
             : wf_marginal_with_moments (shape, mean, sqrt (squares / (has_counts ? total - 1 : total)));
}

static WfMarginal *
observe_discrete (WfTable *table, gsize column)
{
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (table, column, &n_rows);
  gsize n_levels = wf_table_get_n_levels (table, column);
  const double *weights = wf_table_get_weights (table, NULL);
  double total = 0;
  g_autofree double *probabilities = g_new0 (double, n_levels + 1);
  g_autofree const char **levels = g_new0 (const char *, n_levels + 1);

  for (gsize i = 0; i < n_levels; i++)
    levels[i] = wf_table_get_level (table, column, i);
  for (gsize row = 0; row < n_rows; row++)
    if (codes[row] >= 0)
      {
        double weight = weights != NULL ? weights[row] : 1;

        probabilities[codes[row]] += weight;
        total += weight;
      }
  for (gsize i = 0; i < n_levels && total > 0; i++)
    probabilities[i] /= total;
  return wf_marginal_new_discrete (wf_table_get_name (table, column), levels, probabilities, n_levels);
}

/**
 * wf_marginal_new_observed:
 * @table: a table
 * @column: a column
 *
 * The distribution of the values that are there. The axis is that of the 0.5 % and 99.5 % quantiles, or the
 * range when its ends are within a quarter of that width. Values count by the weights of their rows. Cost n
 * log n.
 *
 * Returns: (transfer full): the marginal; without any value its mean is NaN and it has no bins
 */
WfMarginal *
wf_marginal_new_observed (WfTable *table, gsize column)
{
  WfMarginal *self;
  const double *values;
  gsize n_rows;

  g_return_val_if_fail (column < wf_table_get_n_columns (table), NULL);

  if (wf_table_get_kind (table, column) == WF_COLUMN_DISCRETE)
    return observe_discrete (table, column);
  values = wf_table_get_values (table, column, &n_rows);
  self = wf_table_get_weights (table, NULL) != NULL
             ? observe_weighted (table, column)
             : observe_continuous (wf_table_get_name (table, column), values, n_rows);
  self->is_calendar = wf_table_is_calendar (table, column);
  return self;
}

/**
 * wf_marginal_new_values:
 * @name: the variable
 * @values: (array length=n): values; NaN and infinities are left out
 * @n: how many
 * @low: lower end of the axis
 * @high: upper end of the axis; values outside fall into the first or last bin
 * @mean: the mean where it is known in closed form, else NaN
 * @sd: the standard deviation where it is known in closed form, else NaN
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_values (
    const char *name, const double *values, gsize n, double low, double high, double mean, double sd)
{
  gsize n_present;
  g_autofree double *present = copy_present (values, n, &n_present);
  WfMarginal *self;

  wf_marginal_widen_axis (&low, &high);
  self = wf_marginal_new_continuous (name, low, high);
  if (n_present > 0)
    describe (self, present, n_present);
  if (!isnan (mean))
    self->mean = mean;
  if (!isnan (sd))
    self->sd = sd;
  return self;
}
