/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/format.h"
#include "core/table/calendar.h"
#include "core/table/marginal.h"
#include "core/table/types.h"

#define NB_SPACE      "\u00a0"
#define SECONDS_A_DAY 86400.0

static const double quantile_levels[] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
/* standard normal quantiles of the same levels */
static const double normal_quantiles[] = { -1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817,
                                           1.6448536269514722 };
#define N_QUANTILES G_N_ELEMENTS (quantile_levels)

struct _WfMarginal
{
  char *name;
  WfColumnKind kind;
  gboolean is_calendar; /* seconds since 1970, written as dates */
  double mean, sd;
  double low, high;
  double quantiles[N_QUANTILES];
  gsize n_bins; /* 0 without any value */
  double bins[WF_MARGINAL_N_BINS];
  char **levels; /* discrete */
  double *probabilities;
  gsize n_levels;
  WfMarginalFunc make; /* deferred: gives the shape */
  gpointer data;
  GDestroyNotify free_data;
  WfMarginal *shape; /* atomic; deferred: what make() gave, NULL before */
};

G_DEFINE_BOXED_TYPE (WfMarginal, wf_marginal, wf_marginal_ref, wf_marginal_unref)

/**
 * wf_marginal_ref:
 * @self: a marginal
 *
 * Returns: (transfer full): @self
 */
WfMarginal *
wf_marginal_ref (WfMarginal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_marginal_clear (WfMarginal *self)
{
  g_free (self->name);
  g_strfreev (self->levels);
  g_free (self->probabilities);
  g_clear_pointer (&self->shape, wf_marginal_unref);
  if (self->free_data != NULL)
    self->free_data (self->data);
}

/**
 * wf_marginal_unref:
 * @self: (transfer full): a marginal
 */
void
wf_marginal_unref (WfMarginal *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_marginal_clear);
}

static WfMarginal *
new_continuous (const char *name, double low, double high)
{
  WfMarginal *self = g_atomic_rc_box_new0 (WfMarginal);

  self->name = g_strdup (name);
  self->kind = WF_COLUMN_CONTINUOUS;
  self->mean = self->sd = NAN;
  self->low = low;
  self->high = high;
  for (gsize i = 0; i < N_QUANTILES; i++)
    self->quantiles[i] = NAN;
  return self;
}

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

static gsize
find_bin (WfMarginal *self, double value)
{
  double at = (value - self->low) / (self->high - self->low) * WF_MARGINAL_N_BINS;

  return at >= WF_MARGINAL_N_BINS ? WF_MARGINAL_N_BINS - 1 : at > 0 ? (gsize) at : 0;
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
  gsize below = (gsize) (quantile_levels[quantile] * (double) (n - 1));

  select_place (values, first, last, below);
  if (below < last)
    select_place (values, below + 1, last, below + 1);
  self->quantiles[quantile] = sorted_quantile (values, n, quantile_levels[quantile]);
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
      counts[find_bin (self, values[i])]++;
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

/* an axis must have a length */
static void
widen_point (double *low, double *high)
{
  double half = MAX (0.5, 0.05 * fabs (*low));

  if (*high > *low)
    return;
  *high = *low + half;
  *low -= half;
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
  widen_point (low, high);
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
  self = new_continuous (name, low, high);
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

  widen_point (&low, &high);
  self = new_continuous (name, low, high);
  if (n_present > 0)
    describe (self, present, n_present);
  if (!isnan (mean))
    self->mean = mean;
  if (!isnan (sd))
    self->sd = sd;
  return self;
}

static double
normal_below (double value, double mean, double sd)
{
  return 0.5 * erfc (-(value - mean) / (sd * G_SQRT2));
}

/* bin shares of a normal; the tails go into the first and the last bin */
static void
fill_normal_bins (WfMarginal *self)
{
  double width = (self->high - self->low) / WF_MARGINAL_N_BINS;
  double below = 0;

  for (gsize i = 0; i < WF_MARGINAL_N_BINS; i++)
    {
      double next = i + 1 == WF_MARGINAL_N_BINS
                        ? 1
                        : normal_below (self->low + (double) (i + 1) * width, self->mean, self->sd);

      self->bins[i] = next - below;
      below = next;
    }
}

/**
 * wf_marginal_new_normal:
 * @name: the variable
 * @mean: its mean
 * @sd: its standard deviation; 0 = a point
 * @low: lower end of the axis
 * @high: upper end of the axis
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_normal (const char *name, double mean, double sd, double low, double high)
{
  WfMarginal *self;

  g_return_val_if_fail (isfinite (mean) && sd >= 0, NULL);

  widen_point (&low, &high);
  self = new_continuous (name, low, high);
  self->mean = mean;
  self->sd = sd;
  self->n_bins = WF_MARGINAL_N_BINS;
  for (gsize i = 0; i < N_QUANTILES; i++)
    self->quantiles[i] = mean + sd * normal_quantiles[i];
  if (sd > 0)
    fill_normal_bins (self);
  else
    self->bins[find_bin (self, mean)] = 1;
  return self;
}

/**
 * wf_marginal_new_deferred: (skip)
 * @name: the variable
 * @mean: its mean
 * @sd: its standard deviation
 * @make: gives the axis, quantiles and bins as a marginal (full reference), from any thread, at most once for
 * most
 * @data: for @make
 * @free_data: (nullable): frees @data
 *
 * A continuous marginal whose moments are known and whose shape is made when it is first asked for, so that a
 * question whose moments alone are read costs no bins.
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_deferred (
    const char *name, double mean, double sd, WfMarginalFunc make, gpointer data, GDestroyNotify free_data)
{
  g_return_val_if_fail (make != NULL, NULL);

  WfMarginal *self = new_continuous (name, NAN, NAN);

  self->mean = mean;
  self->sd = sd;
  self->make = make;
  self->data = data;
  self->free_data = free_data;
  return self;
}

/* The marginal that holds axis, quantiles and bins. Threads that ask at once may both make it; one is kept.
 */
static WfMarginal *
shape_of (WfMarginal *self)
{
  WfMarginal *shape, *made;

  if (self->make == NULL)
    return self;
  shape = g_atomic_pointer_get (&self->shape);
  if (shape != NULL)
    return shape;
  made = self->make (self->data);
  if (g_atomic_pointer_compare_and_exchange (&self->shape, NULL, made))
    return made;
  wf_marginal_unref (made);
  return g_atomic_pointer_get (&self->shape);
}

/**
 * wf_marginal_new_discrete:
 * @name: the variable
 * @levels: (array length=n_levels): its levels
 * @probabilities: (array length=n_levels): one a level
 * @n_levels: how many
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_discrete (const char *name,
                          const char *const *levels,
                          const double *probabilities,
                          gsize n_levels)
{
  WfMarginal *self = new_continuous (name, 0, 1);

  self->kind = WF_COLUMN_DISCRETE;
  self->n_levels = n_levels;
  self->levels = g_new0 (char *, n_levels + 1);
  for (gsize i = 0; i < n_levels; i++)
    self->levels[i] = g_strdup (levels[i]);
  self->probabilities = g_memdup2 (probabilities, n_levels * sizeof (double));
  return self;
}

/**
 * wf_marginal_with_moments:
 * @self: a continuous marginal
 * @mean: its mean, known in closed form
 * @sd: its standard deviation, known in closed form
 *
 * Returns: (transfer full): the same bins and quantiles with other moments
 */
WfMarginal *
wf_marginal_with_moments (WfMarginal *self, double mean, double sd)
{
  WfMarginal *copy, *shape;

  g_return_val_if_fail (self->kind == WF_COLUMN_CONTINUOUS, NULL);

  shape = shape_of (self);
  copy = new_continuous (self->name, shape->low, shape->high);
  memcpy (copy->quantiles, shape->quantiles, sizeof shape->quantiles);
  memcpy (copy->bins, shape->bins, sizeof shape->bins);
  copy->n_bins = shape->n_bins;
  copy->mean = mean;
  copy->sd = sd;
  copy->is_calendar = self->is_calendar;
  return copy;
}

/**
 * wf_marginal_write_dates: (skip)
 * @self: a marginal that only the caller knows yet
 * @is_calendar: whether its numbers are seconds since 1970, as wf_table_is_calendar() says
 *
 * Returns: (transfer none): @self, whose numbers are written as dates
 */
WfMarginal *
wf_marginal_write_dates (WfMarginal *self, gboolean is_calendar)
{
  self->is_calendar = is_calendar;
  return self;
}

/**
 * wf_marginal_get_name:
 * @self: a marginal
 *
 * Returns: (transfer none): the variable
 */
const char *
wf_marginal_get_name (WfMarginal *self)
{
  return self->name;
}

/**
 * wf_marginal_get_kind:
 * @self: a marginal
 *
 * Returns: its kind
 */
WfColumnKind
wf_marginal_get_kind (WfMarginal *self)
{
  return self->kind;
}

/**
 * wf_marginal_get_mean:
 * @self: a marginal
 *
 * Returns: the mean; NaN for a discrete one or without values
 */
double
wf_marginal_get_mean (WfMarginal *self)
{
  return self->mean;
}

/**
 * wf_marginal_get_sd:
 * @self: a marginal
 *
 * Returns: the standard deviation, denominator n - 1 where observed; NaN for a discrete one or without two
 * values
 */
double
wf_marginal_get_sd (WfMarginal *self)
{
  return self->sd;
}

/**
 * wf_marginal_get_quantile:
 * @self: a continuous marginal
 * @p: one of 0.05, 0.25, 0.5, 0.75, 0.95
 *
 * Returns: the quantile (Hyndman & Fan 1996, type 7); NaN for another @p
 */
double
wf_marginal_get_quantile (WfMarginal *self, double p)
{
  for (gsize i = 0; i < N_QUANTILES; i++)
    if (fabs (p - quantile_levels[i]) < 1e-9)
      return shape_of (self)->quantiles[i];
  return NAN;
}

/**
 * wf_marginal_get_low:
 * @self: a continuous marginal
 *
 * Returns: the lower end of the axis
 */
double
wf_marginal_get_low (WfMarginal *self)
{
  return shape_of (self)->low;
}

/**
 * wf_marginal_get_high:
 * @self: a continuous marginal
 *
 * Returns: the upper end of the axis
 */
double
wf_marginal_get_high (WfMarginal *self)
{
  return shape_of (self)->high;
}

/**
 * wf_marginal_get_bins:
 * @self: a marginal
 * @n_bins: (out) (optional): %WF_MARGINAL_N_BINS, or 0 for a discrete one or without values
 *
 * Returns: (array length=n_bins) (nullable) (transfer none): the share of each bin of equal width, sum 1
 */
const double *
wf_marginal_get_bins (WfMarginal *self, gsize *n_bins)
{
  const WfMarginal *shape = shape_of (self);

  if (n_bins != NULL)
    *n_bins = shape->n_bins;
  return shape->n_bins == 0 ? NULL : shape->bins;
}

/**
 * wf_marginal_get_level:
 * @self: a discrete marginal
 * @level: an index
 *
 * Returns: (transfer none): the level
 */
const char *
wf_marginal_get_level (WfMarginal *self, gsize level)
{
  g_return_val_if_fail (level < self->n_levels, NULL);

  return self->levels[level];
}

/**
 * wf_marginal_get_probabilities:
 * @self: a marginal
 * @n_levels: (out) (optional): number of levels, 0 for a continuous one
 *
 * Returns: (array length=n_levels) (nullable) (transfer none): one probability a level
 */
const double *
wf_marginal_get_probabilities (WfMarginal *self, gsize *n_levels)
{
  if (n_levels != NULL)
    *n_levels = self->n_levels;
  return self->probabilities;
}

/**
 * wf_marginal_get_mode:
 * @self: a marginal
 *
 * Returns: the most likely level, the first of equals; 0 for a continuous one
 */
gsize
wf_marginal_get_mode (WfMarginal *self)
{
  gsize mode = 0;

  for (gsize i = 1; i < self->n_levels; i++)
    if (self->probabilities[i] > self->probabilities[mode])
      mode = i;
  return mode;
}

/* the day where the dates are days apart */
static char *
mean_date (WfMarginal *self)
{
  double unit = self->sd < SECONDS_A_DAY ? 1 : SECONDS_A_DAY;
  GString *text = g_string_new (NULL);

  wf_calendar_append (text, unit * round (self->mean / unit));
  return g_string_free (text, FALSE);
}

/**
 * wf_marginal_to_text:
 * @self: a marginal
 *
 * Returns: (transfer full): the number on a card: the mean, "16.6", of dates "2021-05-30", or the most likely
 * level, "yes 62 %"
 */
char *
wf_marginal_to_text (WfMarginal *self)
{
  g_autofree char *share = NULL;
  gsize mode;

  if (self->is_calendar && isfinite (self->mean))
    return mean_date (self);
  if (self->kind == WF_COLUMN_CONTINUOUS || self->n_levels == 0)
    return wf_format_number (self->mean);
  mode = wf_marginal_get_mode (self);
  share = wf_format_percent (self->probabilities[mode]);
  return g_strdup_printf ("%s %s", self->levels[mode], share);
}

/**
 * wf_marginal_sd_to_text:
 * @self: a continuous marginal
 *
 * Returns: (transfer full): the standard deviation, "1.2", of dates "36.5 days"
 */
char *
wf_marginal_sd_to_text (WfMarginal *self)
{
  g_return_val_if_fail (self->kind == WF_COLUMN_CONTINUOUS, NULL);

  return self->is_calendar && isfinite (self->sd) ? wf_calendar_format_span (self->sd)
                                                  : wf_format_number (self->sd);
}

static char *
change_of_date (double change)
{
  g_autofree char *span = wf_calendar_format_span (fabs (change));

  return g_strdup_printf ("%s" NB_SPACE "%s", change < 0 ? "▼" : "▲", span);
}

static gboolean
is_same (double a, double b, double scale)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 1e-9 * scale;
}

static char *
change_of_mean (WfMarginal *before, WfMarginal *after)
{
  double scale = MAX (fabs (before->mean), fabs (after->mean));

  /* a mean that only wobbles around 0 by rounding has not changed */
  if (isfinite (before->sd))
    scale = MAX (scale, before->sd);
  if (is_same (before->mean, after->mean, scale))
    return is_same (before->sd, after->sd, scale) ? NULL : g_strdup ("≈" NB_SPACE "0");
  if (before->is_calendar && isfinite (after->mean - before->mean))
    return change_of_date (after->mean - before->mean);
  return wf_format_change (before->mean, after->mean);
}

static gboolean
has_same_levels (WfMarginal *before, WfMarginal *after)
{
  if (before->n_levels != after->n_levels)
    return FALSE;
  for (gsize i = 0; i < before->n_levels; i++)
    if (!g_str_equal (before->levels[i], after->levels[i]))
      return FALSE;
  return TRUE;
}

/* in percentage points, of the level that is the most likely one afterwards */
static char *
change_of_mode (WfMarginal *before, WfMarginal *after)
{
  gsize mode = wf_marginal_get_mode (after);
  double change = after->probabilities[mode] - before->probabilities[mode];
  gboolean is_changed = FALSE;
  char points[16];

  for (gsize i = 0; i < after->n_levels; i++)
    is_changed |= !is_same (before->probabilities[i], after->probabilities[i], 1);
  if (!is_changed)
    return NULL;
  if (fabs (change) < 0.0005)
    return g_strdup ("≈" NB_SPACE "0");
  g_ascii_formatd (points, sizeof points, fabs (change) < 0.0995 ? "%.1f" : "%.0f", fabs (change) * 100);
  if (g_str_has_suffix (points, ".0"))
    points[strlen (points) - 2] = '\0';
  return g_strdup_printf ("%s%s%s%spp", change < 0 ? "▼" : "▲", NB_SPACE, points, NB_SPACE);
}

/**
 * wf_marginal_change_to_text:
 * @before: a marginal
 * @after: the same variable, for example after an intervention
 *
 * The change of the mean as wf_format_change() puts it; for discrete variables the change, in percentage
 * points, of the level that is the most likely one afterwards. A change of shape alone is "≈ 0".
 *
 * Returns: (nullable) (transfer full): "▼ 17 %", "▲ 12 pp", "≈ 0", or %NULL when nothing changed (beyond 1e-9
 * relative)
 */
char *
wf_marginal_change_to_text (WfMarginal *before, WfMarginal *after)
{
  g_return_val_if_fail (before->kind == after->kind, NULL);

  if (before->kind == WF_COLUMN_CONTINUOUS)
    return change_of_mean (before, after);
  g_return_val_if_fail (has_same_levels (before, after), NULL);
  return before->n_levels == 0 ? NULL : change_of_mode (before, after);
}
