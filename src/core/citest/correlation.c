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

void
wf_correlation_warn_of_relations (
    const char *const *names, const double *r, gsize p, gsize n_rows, GStrvBuilder *warnings)
{
  g_autoptr (GPtrArray) groups = wf_table_find_collinear (r, p, n_rows);

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

double *
wf_correlation_new_from_covariance (WfCovariance *covariance, GStrvBuilder *warnings, GError **error)
{
  const char *const *names = wf_covariance_get_names (covariance);
  gsize p = wf_covariance_get_n_variables (covariance);
  g_autofree gboolean *is_constant = g_new (gboolean, p);
  g_autofree double *r = wf_correlation_try_matrix (p, error);

  if (r == NULL)
    return NULL;
  wf_covariance_fill_correlation (covariance, r, is_constant);
  wf_correlation_warn_of_constant (names, is_constant, p, warnings);
  wf_correlation_warn_of_relations (names, r, p, wf_covariance_get_n_rows (covariance), warnings);
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
