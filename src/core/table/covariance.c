/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/table/covariance.h"
#include "core/table/prepare.h"

/* How far rounding may take a matrix from a symmetric one, and below 0 what remains of a variance. */
#define SLACK 1e-6

struct _WfCovariance
{
  char **names;
  double *values; /* p x p */
  gsize p;
  gsize n_rows;
};

G_DEFINE_BOXED_TYPE (WfCovariance, wf_covariance, wf_covariance_ref, wf_covariance_unref)

/* ---- what can be wrong ---- */

static WfCovarianceFault
find_fault_of_entry (const double *values, gsize p, gsize i, gsize j)
{
  double value = values[i * p + j];
  double limit = sqrt (fabs (values[i * p + i])) * sqrt (fabs (values[j * p + j]));

  if (!isfinite (value) || !isfinite (values[j * p + i]))
    return WF_COVARIANCE_NOT_FINITE;
  if (i == j)
    return value >= 0 ? WF_COVARIANCE_GOOD : WF_COVARIANCE_NEGATIVE;
  if (fabs (value - values[j * p + i]) > limit * SLACK)
    return WF_COVARIANCE_ASYMMETRIC;
  return fabs (value) <= limit * (1 + SLACK) ? WF_COVARIANCE_GOOD : WF_COVARIANCE_OUT_OF_RANGE;
}

/* r: unit diagonal, zeros beside it for what never varies */
static void
scale_to_unit (const double *values, gsize p, double *r, gboolean *is_constant)
{
  for (gsize i = 0; i < p; i++)
    is_constant[i] = !(values[i * p + i] > 0);
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < p; j++)
      r[i * p + j] = is_constant[i] || is_constant[j]
                         ? 0
                         : CLAMP (values[MAX (i, j) * p + MIN (i, j)] / sqrt (values[i * p + i]) /
                                      sqrt (values[j * p + j]),
                                  -1, 1);
  for (gsize i = 0; i < p; i++)
    r[i * p + i] = 1;
}

/* The Cholesky factor row by row in place of the lower triangle of r, without what is determined: where does
 * less than nothing remain of a variance? p = nowhere. */
static gsize
find_indefinite (double *r, gsize p)
{
  for (gsize i = 0; i < p; i++)
    {
      double *row = r + i * p;
      double rest = 1;

      for (gsize j = 0; j < i; j++)
        {
          const double *other = r + j * p;
          double value = row[j];

          for (gsize q = 0; q < j; q++)
            value -= row[q] * other[q];
          row[j] = other[j] > 0 ? value / other[j] : 0;
          if (other[j] == 0 && fabs (value) > sqrt (SLACK))
            return i;
          rest -= row[j] * row[j];
        }
      if (rest < -SLACK)
        return i;
      row[i] = rest > WF_CORRELATION_TOLERANCE ? sqrt (rest) : 0;
    }
  return p;
}

/**
 * wf_covariance_find_fault: (skip)
 * @values: (array): p x p numbers
 * @p: how many variables
 * @row: (out): the row of the first fault
 * @column: (out): its column
 *
 * Are these the covariances or correlations of any table? They are when they are symmetric and positive
 * semi-definite, up to rounding. Cost p³ / 3.
 *
 * Returns: what is wrong first
 */
WfCovarianceFault
wf_covariance_find_fault (const double *values, gsize p, gsize *row, gsize *column)
{
  g_autofree double *r = NULL;
  g_autofree gboolean *is_constant = NULL;
  gsize indefinite;

  for (gsize i = 0; i < p; i++)
    {
      WfCovarianceFault fault = find_fault_of_entry (values, p, i, i);

      *row = *column = i;
      if (fault != WF_COVARIANCE_GOOD)
        return fault;
    }
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < i; j++)
      {
        WfCovarianceFault fault = find_fault_of_entry (values, p, i, j);

        *row = i;
        *column = j;
        if (fault != WF_COVARIANCE_GOOD)
          return fault;
      }
  r = g_new (double, p *p);
  is_constant = g_new (gboolean, p);
  scale_to_unit (values, p, r, is_constant);
  indefinite = find_indefinite (r, p);
  *row = *column = MIN (indefinite, p - 1);
  return indefinite < p ? WF_COVARIANCE_INDEFINITE : WF_COVARIANCE_GOOD;
}

/**
 * wf_covariance_describe_fault: (skip)
 * @fault: what is wrong
 * @names: (array zero-terminated=1): the variables
 * @values: (array): their covariances
 * @row: where
 * @column: where
 *
 * Returns: (transfer full): that in words, and what to do
 */
char *
wf_covariance_describe_fault (
    WfCovarianceFault fault, const char *const *names, const double *values, gsize row, gsize column)
{
  gsize p = g_strv_length ((GStrv) names);
  double value = values[row * p + column], other = values[column * p + row];

  switch (fault)
    {
      case WF_COVARIANCE_NOT_FINITE:
        return g_strdup_printf (_ ("the covariance of “%s” and “%s” is no number; give every value"),
                                names[row], names[column]);
      case WF_COVARIANCE_NEGATIVE:
        return g_strdup_printf (_ ("the variance of “%s” is %g, but none is negative"), names[row], value);
      case WF_COVARIANCE_ASYMMETRIC:
        return g_strdup_printf (
            _ ("the matrix isn’t symmetric: the covariance of “%s” and “%s” is %g one way "
               "and %g the other"),
            names[row], names[column], value, other);
      case WF_COVARIANCE_OUT_OF_RANGE:
        return g_strdup_printf (_ ("the covariance of “%s” and “%s” is %g, which is too large for variances "
                                   "of %g and %g"),
                                names[row], names[column], value, values[row * p + row],
                                values[column * p + column]);
      case WF_COVARIANCE_INDEFINITE:
        return g_strdup_printf (
            _ ("the covariances contradict each other from “%s” on: no table has them, for "
               "the matrix is not positive semi-definite. Take all of them from the same "
               "rows, with more digits"),
            names[row]);
      case WF_COVARIANCE_GOOD:
      default:
        g_return_val_if_reached (NULL);
    }
}

/* ---- the value ---- */

static WfCovariance *
covariance_new (const char *const *names, gsize p, double *values, gsize n_rows)
{
  WfCovariance *self = g_atomic_rc_box_new0 (WfCovariance);

  self->names = g_strdupv ((char **) names);
  self->values = values;
  self->p = p;
  self->n_rows = n_rows;
  return self;
}

static gboolean
check_names (const char *const *names, gsize p, gsize n_rows, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (p > WF_LIMIT_SEARCH_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Covariances of %zu variables are more than the %d that are taken; select fewer"), p,
                   WF_LIMIT_SEARCH_COLUMNS);
      return FALSE;
    }
  if (p == 0 || n_rows < 2)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   p == 0 ? _ ("There are no variables, so no covariances")
                          : _ ("Covariances come from two rows or more; say how many these come from"));
      return FALSE;
    }
  for (gsize i = 0; i < p; i++)
    if (!g_hash_table_add (seen, (gpointer) names[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Two variables are called “%s”; rename one"),
                     names[i]);
        return FALSE;
      }
  return TRUE;
}

/**
 * wf_covariance_new: (skip)
 * @names: (array zero-terminated=1): the variables, p of them, all different
 * @values: (array): p x p: their covariances or correlations
 * @n_rows: how many rows they were computed from, at least 2
 * @error: WF_ERROR_DATA names what can't be covariances, WF_ERROR_TOO_LARGE
 *
 * A singular matrix is one, too: that of variables that never vary, or that others determine. Cost p³ / 3.
 *
 * Returns: (transfer full): the value
 */
WfCovariance *
wf_covariance_new (const char *const *names, const double *values, gsize n_rows, GError **error)
{
  gsize p, row, column;
  WfCovarianceFault fault;

  g_return_val_if_fail (names != NULL && values != NULL, NULL);

  p = g_strv_length ((GStrv) names);
  if (!check_names (names, p, n_rows, error))
    return NULL;
  fault = wf_covariance_find_fault (values, p, &row, &column);
  if (fault != WF_COVARIANCE_GOOD)
    {
      g_autofree char *text = wf_covariance_describe_fault (fault, names, values, row, column);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("These are no covariances: %s"), text);
      return NULL;
    }
  return covariance_new (names, p, g_memdup2 (values, p * p * sizeof *values), n_rows);
}

/**
 * wf_covariance_ref:
 * @self: covariances
 *
 * Returns: (transfer full): @self
 */
WfCovariance *
wf_covariance_ref (WfCovariance *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfCovariance *self)
{
  g_strfreev (self->names);
  g_free (self->values);
}

/**
 * wf_covariance_unref:
 * @self: (transfer full): covariances
 */
void
wf_covariance_unref (WfCovariance *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_covariance_get_n_variables:
 * @self: covariances
 *
 * Returns: of how many variables
 */
gsize
wf_covariance_get_n_variables (WfCovariance *self)
{
  return self->p;
}

/**
 * wf_covariance_get_n_rows:
 * @self: covariances
 *
 * Returns: how many rows they were computed from
 */
gsize
wf_covariance_get_n_rows (WfCovariance *self)
{
  return self->n_rows;
}

/**
 * wf_covariance_get_names:
 * @self: covariances
 *
 * Returns: (transfer none) (array zero-terminated=1): the variables
 */
const char *const *
wf_covariance_get_names (WfCovariance *self)
{
  return (const char *const *) self->names;
}

/**
 * wf_covariance_find_variable:
 * @self: covariances
 * @name: a name
 *
 * Returns: its position, or -1
 */
gssize
wf_covariance_find_variable (WfCovariance *self, const char *name)
{
  for (gsize i = 0; i < self->p; i++)
    if (g_str_equal (self->names[i], name))
      return (gssize) i;
  return -1;
}

/**
 * wf_covariance_get:
 * @self: covariances
 * @a: a variable
 * @b: another, or the same
 *
 * Returns: the covariance of the two
 */
double
wf_covariance_get (WfCovariance *self, gsize a, gsize b)
{
  g_return_val_if_fail (a < self->p && b < self->p, NAN);

  return self->values[a * self->p + b];
}

/**
 * wf_covariance_is_correlation:
 * @self: covariances
 *
 * Returns: whether every variance is 1
 */
gboolean
wf_covariance_is_correlation (WfCovariance *self)
{
  for (gsize i = 0; i < self->p; i++)
    if (self->values[i * self->p + i] != 1)
      return FALSE;
  return TRUE;
}

/**
 * wf_covariance_select: (skip)
 * @self: covariances
 * @variables: (array length=n): positions, all different
 * @n: how many
 *
 * Returns: (transfer full): those of some of the variables
 */
WfCovariance *
wf_covariance_select (WfCovariance *self, const gsize *variables, gsize n)
{
  g_autofree const char **names = g_new0 (const char *, n + 1);
  double *values = g_new (double, n *n);

  for (gsize i = 0; i < n; i++)
    {
      names[i] = self->names[variables[i]];
      for (gsize j = 0; j < n; j++)
        values[i * n + j] = self->values[variables[i] * self->p + variables[j]];
    }
  return covariance_new (names, n, values, self->n_rows);
}

/**
 * wf_covariance_fill_correlation: (skip)
 * @self: covariances
 * @r: (out caller-allocates) (array): p x p: the correlations
 * @is_constant: (out caller-allocates) (array): p: has it no variance?
 *
 * The correlations, with a unit diagonal. A variable without a variance is correlated with none.
 */
void
wf_covariance_fill_correlation (WfCovariance *self, double *r, gboolean *is_constant)
{
  scale_to_unit (self->values, self->p, r, is_constant);
}
