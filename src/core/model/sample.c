/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/model/sample-private.h"

#define MAX_VALUES                                                                                           \
  20000 /* quantiles of so many are as good as those of all, and sorted within milliseconds */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double *
wf_sort_sample (const double *values, gsize n, gsize *n_sorted)
{
  gsize n_taken = MIN (n, MAX_VALUES);
  double *sorted = g_new (double, n_taken + 2);
  double low = values[0], high = values[0];

  for (gsize i = 0; i < n; i++)
    {
      low = fmin (low, values[i]);
      high = fmax (high, values[i]);
    }
  for (gsize i = 0; i < n_taken; i++)
    sorted[i] = values[i * n / n_taken];
  *n_sorted = n_taken;
  if (n_taken < n)
    {
      sorted[n_taken] = low;
      sorted[n_taken + 1] = high;
      *n_sorted += 2;
    }
  qsort (sorted, *n_sorted, sizeof (double), compare_doubles);
  return sorted;
}
