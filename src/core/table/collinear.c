/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/linalg.h"
#include "core/table/prepare.h"

/* Weights below this in a linear relation are rounding. */
#define WEIGHT 1e-6
/* Relations of three columns or more are looked for among at most so many columns: the factorisation can't be
 * stopped, and it takes 0.3 s for so many. */
#define MAX_COLUMNS 2000
#define MAX_GROUPS  5

/* Groups of columns that are copies or multiples of each other; keeps: one of each group, and all others. */
static void
find_copies (const double *r, gsize p, GPtrArray *groups, GArray *kept)
{
  g_autofree gboolean *is_copy = g_new0 (gboolean, p);

  for (guint i = 0; i < p; i++)
    {
      GArray *group = NULL;

      if (is_copy[i])
        continue;
      g_array_append_val (kept, i);
      for (guint j = i + 1; j < p; j++)
        if (1 - r[i * p + j] * r[i * p + j] <= WF_CORRELATION_TOLERANCE)
          {
            if (group == NULL)
              {
                group = g_array_new (FALSE, FALSE, sizeof (guint));
                g_array_append_val (group, i);
                g_ptr_array_add (groups, group);
              }
            g_array_append_val (group, j);
            is_copy[j] = TRUE;
          }
    }
}

/* The correlations of some columns. */
static double *
select_columns (const double *r, gsize p, GArray *columns, gsize m)
{
  const guint *ids = (const guint *) (gpointer) columns->data;
  double *selected = g_try_new (double, m *m);

  for (gsize i = 0; selected != NULL && i < m; i++)
    for (gsize j = 0; j < m; j++)
      selected[i * m + j] = r[ids[i] * p + ids[j]];
  return selected;
}

/* Column `last` of the kept ones and those before it that it is a linear function of. */
static GArray *
create_relation (const double *r, gsize p, GArray *kept, gsize last)
{
  const guint *ids = (const guint *) (gpointer) kept->data;
  g_autofree double *a = select_columns (r, p, kept, last);
  g_autofree double *weights = g_new (double, last);
  GArray *group = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; i < last; i++)
    weights[i] = r[ids[i] * p + ids[last]];
  if (a != NULL)
    wf_linalg_solve_spd (a, last, weights, 1, NULL);
  for (gsize i = 0; i <= last; i++)
    if (i == last || fabs (weights[i]) > WEIGHT)
      g_array_append_val (group, ids[i]);
  return group;
}

/* The first of the kept columns that those before it determine; their number if there is none. */
static gsize
find_determined (const double *r, gsize p, GArray *kept)
{
  gsize m = kept->len, pivot;
  g_autofree double *l = select_columns (r, p, kept, m);

  if (l == NULL)
    return m;
  if (wf_linalg_cholesky (l, m, &pivot))
    for (pivot = 0; pivot < m; pivot++)
      if (l[pivot * m + pivot] * l[pivot * m + pivot] <= WF_CORRELATION_TOLERANCE)
        break;
  return pivot;
}

GPtrArray *
wf_table_find_collinear (const double *r, gsize p, gsize n)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint));

  find_copies (r, p, groups, kept);
  while (kept->len >= 3 && n > kept->len + 1 && kept->len <= MAX_COLUMNS && groups->len < MAX_GROUPS)
    {
      gsize last = find_determined (r, p, kept);

      if (last == kept->len)
        break;
      g_ptr_array_add (groups, create_relation (r, p, kept, last));
      g_array_remove_index (kept, (guint) last);
    }
  return g_steal_pointer (&groups);
}
