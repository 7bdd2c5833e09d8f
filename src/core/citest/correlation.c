/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"
#include "core/table/prepare.h"

/* Two columns correlated beyond this, nearly copies, go the way that leaves one of them out. */
#define ALMOST_ONE 0.999999

/* How far rounding may take a given matrix from a symmetric one, and below 0 what remains of a variance. */
#define SLACK 1e-6

#define N_ON_STACK 32

/* ---- bad columns ---- */

static GArray *
list_constant (const gboolean *is_constant, gsize p)
{
  GArray *constant = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint j = 0; j < p; j++)
    if (is_constant[j])
      g_array_append_val (constant, j);
  return constant;
}

void
wf_correlation_warn_of_constant (const char *const *names,
                                 const gboolean *is_constant,
                                 gsize p,
                                 GStrvBuilder *warnings)
{
  g_autoptr (GArray) constant = list_constant (is_constant, p);
  g_autofree char *list = wf_table_join_names (names, (guint *) constant->data, constant->len);
  g_autofree char *text = NULL;

  if (constant->len == 0)
    return;
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Column %s never varies, so nothing can depend on it: it gets no links",
                   "Columns %s never vary, so nothing can depend on them: they get no links", constant->len),
      list);
  g_strv_builder_add (warnings, text);
}

static void
warn_of_relations (const char *const *names, GPtrArray *groups, GStrvBuilder *warnings)
{
  for (guint i = 0; i < groups->len; i++)
    {
      GArray *group = g_ptr_array_index (groups, i);
      g_autofree char *list = wf_table_join_names (names, (guint *) group->data, group->len);
      g_autofree char *text = g_strdup_printf (
          _ ("Columns %s are perfectly collinear: the others determine each one. They stay in the graph, but "
             "a "
             "set that determines a variable is not taken to separate it from others, so what depends on one "
             "may be linked with all; leave one of them out"),
          list);

      g_strv_builder_add (warnings, text);
    }
}

void
wf_correlation_warn_of_relations (
    const char *const *names, const double *r, gsize p, gsize n_rows, GStrvBuilder *warnings)
{
  g_autoptr (GPtrArray) groups = wf_table_find_collinear (r, p, n_rows);

  warn_of_relations (names, groups, warnings);
}

/* WF_ERROR_DATA names the columns that don't vary. */
static gboolean
check_variances (const char *const *names, const gboolean *is_constant, gsize p, GError **error)
{
  g_autoptr (GArray) constant = list_constant (is_constant, p);
  g_autofree char *list = wf_table_join_names (names, (guint *) constant->data, constant->len);

  if (constant->len == 0)
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      g_dngettext (GETTEXT_PACKAGE, "Column %s never varies, so nothing can depend on it; leave it out",
                   "Columns %s never vary, so nothing can depend on them; leave them out", constant->len),
      list);
  return FALSE;
}

static void
set_collinear_error (const char *const *names, GArray *columns, GError **error)
{
  g_autofree char *list = wf_table_join_names (names, (guint *) columns->data, columns->len);

  g_set_error (
      error, WF_ERROR, WF_ERROR_SINGULAR,
      _ ("Columns %s are perfectly collinear: the others determine each one, so no test can tell them "
         "apart; leave one of them out"),
      list);
}

gboolean
wf_correlation_check (const char *const *names,
                      const double *r,
                      const gboolean *is_constant,
                      gsize p,
                      gsize n_rows,
                      GError **error)
{
  g_autoptr (GPtrArray) collinear = NULL;

  if (!check_variances (names, is_constant, p, error))
    return FALSE;
  collinear = wf_table_find_collinear (r, p, n_rows);
  if (collinear->len == 0)
    return TRUE;
  set_collinear_error (names, g_ptr_array_index (collinear, 0), error);
  return FALSE;
}

/* ---- the matrix ---- */

double *
wf_correlation_try_matrix (gsize p, GError **error)
{
  double *r = g_try_new (double, p *p);

  if (r == NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("Not enough memory for the correlations of %zu columns; select fewer columns"), p);
  return r;
}

double *
wf_correlation_new (
    WfTable *table, guint n_threads, WfProgress *progress, GStrvBuilder *warnings, GError **error)
{
  const char *const *names = wf_table_get_names (table);
  gsize p = wf_table_get_n_columns (table);
  g_autofree gboolean *is_constant = g_new (gboolean, p);
  g_autofree double *r = wf_correlation_try_matrix (p, error);

  if (r == NULL || !wf_table_compute_correlation (table, n_threads, progress, r, is_constant, error))
    return NULL;
  wf_correlation_warn_of_constant (names, is_constant, p, warnings);
  wf_correlation_warn_of_relations (names, r, p, wf_table_get_n_rows (table), warnings);
  return g_steal_pointer (&r);
}

/* ---- a matrix that is given ---- */

/* Names the first entry that no covariance matrix has. */
static gboolean
check_entries (const char *const *names, gsize p, const double *covariance, GError **error)
{
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double value = covariance[i * p + j];
        double limit = sqrt (fabs (covariance[i * p + i])) * sqrt (fabs (covariance[j * p + j]));

        if (isfinite (value) && (i == j ? value >= 0 : fabs (value) <= limit * (1 + SLACK)) &&
            fabs (value - covariance[j * p + i]) <= limit * SLACK)
          continue;
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("The covariance of “%s” and “%s” is %g one way and %g the other, for variances of %g and "
               "%g: no covariance matrix has that. Give a symmetric one with every value"),
            names[i], names[j], value, covariance[j * p + i], covariance[i * p + i], covariance[j * p + j]);
        return FALSE;
      }
  return TRUE;
}

/* r: unit diagonal, zeros beside it for what never varies */
static void
scale_to_unit (const double *covariance, gsize p, double *r, gboolean *is_constant)
{
  for (gsize i = 0; i < p; i++)
    is_constant[i] = !(covariance[i * p + i] > 0);
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < p; j++)
      r[i * p + j] = is_constant[i] || is_constant[j]
                         ? 0
                         : CLAMP (covariance[MAX (i, j) * p + MIN (i, j)] / sqrt (covariance[i * p + i]) /
                                      sqrt (covariance[j * p + j]),
                                  -1, 1);
  for (gsize i = 0; i < p; i++)
    r[i * p + i] = 1;
}

/* The Cholesky factor row by row, without what is determined: does less than nothing remain of a variance? */
static gboolean
is_indefinite (const double *r, gsize p)
{
  g_autofree double *l = g_new0 (double, p *p);

  for (gsize i = 0; i < p; i++)
    {
      double *row = l + i * p;
      double rest = 1;

      for (gsize j = 0; j < i; j++)
        {
          const double *other = l + j * p;
          double value = r[i * p + j];

          for (gsize q = 0; q < j; q++)
            value -= row[q] * other[q];
          row[j] = other[j] > 0 ? value / other[j] : 0;
          if (other[j] == 0 && fabs (value) > sqrt (SLACK))
            return TRUE;
          rest -= row[j] * row[j];
        }
      if (rest < -SLACK)
        return TRUE;
      row[i] = rest > WF_CORRELATION_TOLERANCE ? sqrt (rest) : 0;
    }
  return FALSE;
}

double *
wf_correlation_new_from_covariance (const char *const *names,
                                    gsize p,
                                    const double *covariance,
                                    gsize n_rows,
                                    GStrvBuilder *warnings,
                                    GError **error)
{
  g_autofree gboolean *is_constant = g_new (gboolean, p);
  g_autofree double *r = NULL;
  g_autoptr (GPtrArray) groups = NULL;

  if (!check_entries (names, p, covariance, error))
    return NULL;
  r = wf_correlation_try_matrix (p, error);
  if (r == NULL)
    return NULL;
  scale_to_unit (covariance, p, r, is_constant);
  /* that of a table of few rows is singular, but none is indefinite: it is looked at however few they are */
  groups = wf_table_find_collinear (r, p, MAX (n_rows, p + 2));
  if (groups->len > 0 && is_indefinite (r, p))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The covariances contradict each other: no table has them, for the matrix is not "
                      "positive semi-definite. Take all of them from the same rows, with more digits"));
      return NULL;
    }
  wf_correlation_warn_of_constant (names, is_constant, p, warnings);
  if (n_rows > p + 1)
    warn_of_relations (names, groups, warnings);
  return g_steal_pointer (&r);
}

/* ---- partial correlations ---- */

static double
get_given_two (double r, double x1, double x2, double y1, double y2, double r12)
{
  double rest = 1 - r12 * r12;
  double shared = r * rest - (x1 * y1 + x2 * y2 - r12 * (x1 * y2 + x2 * y1));
  double var_x = rest - (x1 * x1 + x2 * x2 - 2 * r12 * x1 * x2);
  double var_y = rest - (y1 * y1 + y2 * y2 - 2 * r12 * y1 * y2);

  /* all three carry the factor `rest` */
  return wf_correlation_get_ratio (shared, var_x, var_y, rest);
}

static double
get_given_one (double r, double xz, double yz)
{
  return wf_correlation_get_ratio (r - xz * yz, 1 - xz * xz, 1 - yz * yz, 1);
}

/* Cholesky factor of the correlations of (given, x, y), row by row: the last two rows hold what remains of x
 * and y. l: (k + 2) x (k + 2), scratch; the diagonal of the first k rows is kept inverted, 0 = determined by
 * those before. */
static void
factorise (const double *r, gsize p, const guint *columns, gsize k, double *l)
{
  gsize m = k + 2;

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double *li = l + i * m;
        const double *lj = l + j * m;
        double value = r[columns[i] * p + columns[j]];

        for (gsize q = 0; q < MIN (j, k); q++)
          value -= li[q] * lj[q];
        if (j >= k)
          li[j] = value;
        else if (j < i)
          li[j] = value * lj[j];
        else
          li[j] = value > WF_CORRELATION_TOLERANCE ? 1 / sqrt (value) : 0;
      }
}

static double
get_given_many (const double *r, gsize p, guint x, guint y, const guint *given, gsize k)
{
  double l_on_stack[(N_ON_STACK + 2) * (N_ON_STACK + 2)];
  guint columns_on_stack[N_ON_STACK + 2];
  g_autofree double *l_on_heap = k > N_ON_STACK ? g_new (double, (k + 2) * (k + 2)) : NULL;
  g_autofree guint *columns_on_heap = k > N_ON_STACK ? g_new (guint, k + 2) : NULL;
  double *l = l_on_heap != NULL ? l_on_heap : l_on_stack;
  guint *columns = columns_on_heap != NULL ? columns_on_heap : columns_on_stack;

  memcpy (columns, given, k * sizeof (guint));
  columns[k] = x;
  columns[k + 1] = y;
  factorise (r, p, columns, k, l);
  return wf_correlation_get_ratio (l[(k + 1) * (k + 2) + k], l[k * (k + 2) + k], l[(k + 1) * (k + 2) + k + 1],
                                   1);
}

double
wf_correlation_get_partial_squared (
    const double *r, gsize p, guint x, guint y, const guint *given, gsize n_given)
{
  const double *rx = r + x * p;
  const double *ry = r + y * p;

  if (n_given == 0)
    return MIN (rx[y] * rx[y], 1);
  if (n_given == 1)
    return get_given_one (rx[y], rx[given[0]], ry[given[0]]);
  if (n_given == 2 && fabs (r[given[0] * p + given[1]]) < ALMOST_ONE)
    return get_given_two (rx[y], rx[given[0]], rx[given[1]], ry[given[0]], ry[given[1]],
                          r[given[0] * p + given[1]]);
  return get_given_many (r, p, x, y, given, n_given);
}
