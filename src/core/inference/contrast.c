/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/inference/contrast-private.h"

static gboolean
is_discrete (const WfContrast *self, guint column)
{
  return wf_table_get_kind (self->table, column) == WF_COLUMN_DISCRETE;
}

static gboolean
is_missing (const WfContrast *self, guint column, gsize row)
{
  gsize n_rows;

  if (is_discrete (self, column))
    return wf_table_get_codes (self->table, column, &n_rows)[row] < 0;
  return isnan (wf_table_get_values (self->table, column, &n_rows)[row]);
}

/* rows that miss nothing of what is needed */
static gsize *
list_rows (const WfContrast *self, const guint *given, gsize n_given, gsize *n)
{
  gsize n_rows = wf_table_get_n_rows (self->table);
  gsize *rows = g_new (gsize, n_rows + 1);

  *n = 0;
  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean is_whole = !is_missing (self, self->exposure, row) && !is_missing (self, self->outcome, row);

      for (gsize i = 0; i < n_given && is_whole; i++)
        is_whole = !is_missing (self, given[i], row);
      if (is_whole)
        rows[(*n)++] = row;
    }
  return rows;
}

/* the outcome, or 1 where it has the level */
static double *
copy_outcome (const WfContrast *self, const gsize *rows, gsize n)
{
  double *y = g_new (double, n + 1);
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (self->table, self->outcome, &n_rows);
  const double *values = wf_table_get_values (self->table, self->outcome, &n_rows);

  for (gsize i = 0; i < n; i++)
    y[i] = codes != NULL ? codes[rows[i]] == (gint32) self->level : values[rows[i]];
  return y;
}

/* ---- standardisation ---- */

/* Rows of one combination of the given columns. */
typedef struct
{
  gsize n;
  gsize n_with[2];       /* rows with the level from, to */
  double mean[2], m2[2]; /* of the outcome in them, and squares about it */
} Group;

/* numbers the combinations of the columns' levels from 0: one number a row; *n_groups */
static gsize *
number_groups (
    const WfContrast *self, const guint *given, gsize n_given, const gsize *rows, gsize n, gsize *n_groups)
{
  gsize *numbers = g_new0 (gsize, n + 1);

  *n_groups = 1;
  for (gsize k = 0; k < n_given; k++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      gsize n_rows, n_levels = wf_table_get_n_levels (self->table, given[k]);
      const gint32 *codes = wf_table_get_codes (self->table, given[k], &n_rows);

      for (gsize i = 0; i < n; i++)
        {
          guint64 key = numbers[i] * n_levels + (guint64) codes[rows[i]];
          gsize number = GPOINTER_TO_SIZE (g_hash_table_lookup (seen, &key));

          if (number == 0)
            {
              number = g_hash_table_size (seen) + 1;
              g_hash_table_insert (seen, g_memdup2 (&key, sizeof key), GSIZE_TO_POINTER (number));
            }
          numbers[i] = number - 1;
        }
      *n_groups = MAX (g_hash_table_size (seen), 1);
    }
  return numbers;
}

/* Welford's update */
static void
add_to_group (Group *group, guint side, double y)
{
  double difference = y - group->mean[side];

  group->n_with[side]++;
  group->mean[side] += difference / (double) group->n_with[side];
  group->m2[side] += difference * (y - group->mean[side]);
}

/* variance of the outcome within the groups of one side; 0 when none has two rows */
static double
pool_variance (const Group *groups, gsize n_groups, guint side)
{
  double squares = 0.0, n = 0.0;

  for (gsize g = 0; g < n_groups; g++)
    if (groups[g].n_with[side] > 1)
      {
        squares += groups[g].m2[side];
        n += (double) groups[g].n_with[side] - 1.0;
      }
  return n > 0.0 ? squares / n : 0.0;
}

/* variance of the mean of one side; a row alone says nothing of it, and has that of the others */
static double
get_variance (const Group *group, guint side, double pooled)
{
  double n = (double) group->n_with[side];

  return n > 1 ? group->m2[side] / (n - 1.0) / n : pooled;
}

static void
summarise_groups (const Group *groups, gsize n_groups, WfContrastResult *result)
{
  double n_supported = 0.0, sum = 0.0, variance = 0.0, spread = 0.0;
  const double pooled[] = { pool_variance (groups, n_groups, 0), pool_variance (groups, n_groups, 1) };

  for (gsize g = 0; g < n_groups; g++)
    if (groups[g].n_with[0] > 0 && groups[g].n_with[1] > 0)
      {
        n_supported += (double) groups[g].n;
        sum += (double) groups[g].n * (groups[g].mean[1] - groups[g].mean[0]);
      }
  result->unsupported = result->n_rows > 0 ? 1.0 - n_supported / (double) result->n_rows : 1.0;
  if (n_supported == 0.0)
    return;
  result->effect = sum / n_supported;
  for (gsize g = 0; g < n_groups; g++)
    if (groups[g].n_with[0] > 0 && groups[g].n_with[1] > 0)
      {
        double weight = (double) groups[g].n / n_supported;
        double apart = groups[g].mean[1] - groups[g].mean[0] - result->effect;

        variance += weight * weight *
                    (get_variance (&groups[g], 0, pooled[0]) + get_variance (&groups[g], 1, pooled[1]));
        spread += weight * apart * apart;
      }
  result->standard_error = sqrt (variance + spread / n_supported);
}

static void
standardise (const WfContrast *self,
             const guint *given,
             gsize n_given,
             const gsize *rows,
             const double *y,
             WfContrastResult *result)
{
  gsize n_groups, n_rows;
  g_autofree gsize *numbers = number_groups (self, given, n_given, rows, result->n_rows, &n_groups);
  g_autofree Group *groups = g_new0 (Group, n_groups);
  const gint32 *codes = wf_table_get_codes (self->table, self->exposure, &n_rows);

  for (gsize i = 0; i < result->n_rows; i++)
    {
      Group *group = &groups[numbers[i]];

      group->n++;
      if (codes[rows[i]] == (gint32) self->from)
        add_to_group (group, 0, y[i]);
      else if (codes[rows[i]] == (gint32) self->to)
        add_to_group (group, 1, y[i]);
    }
  summarise_groups (groups, n_groups, result);
}

/* ---- least squares ---- */

static void
add_indicator (
    const WfContrast *self, GPtrArray *design, guint column, gsize level, const gsize *rows, gsize n)
{
  double *indicator = g_new (double, n + 1);
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (self->table, column, &n_rows);

  for (gsize i = 0; i < n; i++)
    indicator[i] = codes[rows[i]] == (gint32) level;
  g_ptr_array_add (design, indicator);
}

/* one column, or one indicator a level but `left_out` and, when it isn't negative, `last`, which comes at the
 * end */
static void
add_column (const WfContrast *self,
            GPtrArray *design,
            guint column,
            gsize left_out,
            gssize last,
            const gsize *rows,
            gsize n)
{
  gsize n_rows;
  const double *values = wf_table_get_values (self->table, column, &n_rows);
  double *copy;

  if (values == NULL)
    {
      for (gsize level = 0; level < wf_table_get_n_levels (self->table, column); level++)
        if (level != left_out && (gssize) level != last)
          add_indicator (self, design, column, level, rows, n);
      if (last >= 0)
        add_indicator (self, design, column, (gsize) last, rows, n);
      return;
    }
  copy = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    copy[i] = values[rows[i]];
  g_ptr_array_add (design, copy);
}

/* Takes out columns that the ones before them determine. FALSE when the last, the exposure, is one: nothing
 * tells it apart. On success the covariance of the columns with the outcome last, and in l the factor of the
 * columns' correlations. */
static gboolean
factorise (GPtrArray *design, double *y, gsize n, double **covariance, double **l)
{
  for (;;)
    {
      gsize p = design->len, pivot = 0;
      g_autoptr (GPtrArray) columns = g_ptr_array_new ();
      g_autofree double *matrix = g_new (double, (p + 1) * (p + 1));
      g_autofree double *factor = g_new (double, p *p + 1);
      gboolean is_whole = TRUE;

      for (gsize k = 0; k < p; k++)
        g_ptr_array_add (columns, design->pdata[k]);
      g_ptr_array_add (columns, y);
      if (!wf_linalg_covariance ((const double *const *) columns->pdata, n, p + 1, 1, NULL, NULL, matrix,
                                 NULL))
        return FALSE;
      for (gsize a = 0; a < p && is_whole; a++)
        {
          is_whole = matrix[a * (p + 1) + a] > 0.0;
          pivot = a;
          for (gsize b = 0; b <= a && is_whole; b++)
            factor[b * p + a] = factor[a * p + b] =
                matrix[a * (p + 1) + b] / sqrt (matrix[a * (p + 1) + a] * matrix[b * (p + 1) + b]);
        }
      is_whole = is_whole && wf_linalg_cholesky (factor, p, &pivot);
      for (gsize a = 0; a < p && is_whole; a++)
        {
          is_whole =
              factor[a * p + a] > 1e-7; /* what is left of a column that others determine but for rounding */
          pivot = a;
        }
      if (is_whole)
        {
          *covariance = g_steal_pointer (&matrix);
          *l = g_steal_pointer (&factor);
          return TRUE;
        }
      if (pivot + 1 == p)
        return FALSE;
      g_ptr_array_remove_index (design, (guint) pivot);
    }
}

/* With the exposure as the last of p columns, its coefficient is z_p / L_pp, where L z holds the correlations
 * with the outcome. */
static void
regress (GPtrArray *design, double *y, double step, WfContrastResult *result)
{
  gsize n = result->n_rows, p;
  g_autofree double *covariance = NULL;
  g_autofree double *l = NULL;
  g_autofree double *z = NULL;
  double sd_x, sd_y, left = 1.0;

  if (n < 3 || !factorise (design, y, n, &covariance, &l))
    return;
  p = design->len;
  if (n < p + 2)
    return;
  sd_x = sqrt (covariance[(p - 1) * (p + 1) + p - 1]);
  sd_y = sqrt (covariance[p * (p + 1) + p]);
  z = g_new0 (double, p + 1);
  for (gsize a = 0; a < p && sd_y > 0.0; a++)
    {
      double sum = covariance[p * (p + 1) + a] / (sd_y * sqrt (covariance[a * (p + 1) + a]));

      for (gsize b = 0; b < a; b++)
        sum -= l[b * p + a] * z[b];
      z[a] = sum / l[a * p + a];
      left -= z[a] * z[a];
    }
  result->effect = step * z[p - 1] / l[p * p - 1] * sd_y / sd_x;
  result->standard_error =
      fabs (step) * sqrt (MAX (left, 0.0) / (double) (n - p - 1)) * sd_y / (sd_x * l[p * p - 1]);
}

void
wf_contrast_estimate (const WfContrast *self, const guint *given, gsize n_given, WfContrastResult *result)
{
  gboolean are_discrete = is_discrete (self, self->exposure);
  g_autofree gsize *rows = NULL;
  g_autofree double *y = NULL;
  g_autoptr (GPtrArray) design = NULL;

  *result = (WfContrastResult){ .effect = NAN, .standard_error = NAN };
  rows = list_rows (self, given, n_given, &result->n_rows);
  y = copy_outcome (self, rows, result->n_rows);
  for (gsize k = 0; k < n_given; k++)
    are_discrete &= is_discrete (self, given[k]);
  if (are_discrete)
    {
      standardise (self, given, n_given, rows, y, result);
      return;
    }
  design = g_ptr_array_new_with_free_func (g_free);
  for (gsize k = 0; k < n_given; k++)
    add_column (self, design, given[k], 0, -1, rows, result->n_rows);
  if (is_discrete (self, self->exposure))
    add_column (self, design, self->exposure, (gsize) self->from, (gssize) self->to, rows, result->n_rows);
  else
    add_column (self, design, self->exposure, 0, -1, rows, result->n_rows);
  regress (design, y, is_discrete (self, self->exposure) ? 1.0 : self->to - self->from, result);
}

gboolean
wf_contrast_read_value (
    WfTable *table, guint column, const char *text, double otherwise, double *value, GError **error)
{
  char *end;

  *value = otherwise;
  if (text == NULL)
    return TRUE;
  if (wf_table_get_kind (table, column) == WF_COLUMN_DISCRETE)
    {
      gssize level = wf_table_find_level (table, column, text);

      *value = (double) level;
      if (level < 0)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no level “%s”"),
                     wf_table_get_name (table, column), text);
      return level >= 0;
    }
  *value = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*value))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is a number, and “%s” is none"),
               wf_table_get_name (table, column), text);
  return FALSE;
}
