/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/model/collinear-private.h"

/* Share of a parent's variance that the parents before it must leave unexplained: below, its coefficient is
 * noise. */
#define MIN_UNEXPLAINED 1e-10

/* Names the parents that together determine the one at the pivot. */
static void
set_singular_error (
    const char *const *names_of, gsize p, const double *correlation, gsize pivot, GError **error)
{
  g_autofree double *block = g_new (double, pivot *pivot + 1);
  g_autofree double *weights = g_new (double, pivot + 1);
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize j = 0; j < pivot; j++)
    {
      memcpy (block + j * pivot, correlation + j * p, pivot * sizeof (double));
      weights[j] = correlation[pivot * p + j];
    }
  if (pivot > 0 && !wf_linalg_solve_spd (block, pivot, weights, 1, NULL))
    memset (weights, 0, pivot * sizeof (double));
  for (gsize j = 0; j < pivot; j++)
    if (fabs (weights[j]) > 1e-3)
      g_string_append_printf (names, "%s, ", names_of[j]);
  g_string_append (names, names_of[pivot]);
  g_set_error (error, WF_ERROR, WF_ERROR_SINGULAR,
               _ ("The parents of %s determine one another (%s): their effects can't be told apart; remove "
                  "one of them "
                  "from the graph"),
               names_of[p], names->str);
}

static gboolean
check_variances (const char *const *names, const double *covariance, gsize p, GError **error)
{
  gsize n = p + 1;

  for (gsize k = 0; k < n; k++)
    {
      if (!isfinite (covariance[k * n + k]))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The values of %s are too large to fit; rescale the column"), names[k]);
          return FALSE;
        }
      if (k < p && covariance[k * n + k] <= 0.0)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_SINGULAR,
              _ ("%s, a parent of %s, is constant: it has no measurable effect; remove it from the graph"),
              names[k], names[p]);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
wf_parents_factor (
    const char *const *names, const double *covariance, gsize p, double *factor, GError **error)
{
  gsize n = p + 1, pivot = 0;
  g_autofree double *correlation = g_new (double, p *p + 1);
  gboolean is_regular;

  if (!check_variances (names, covariance, p, error))
    return FALSE;
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < p; i++)
      correlation[j * p + i] =
          i == j ? 1.0
                 : covariance[j * n + i] / (sqrt (covariance[j * n + j]) * sqrt (covariance[i * n + i]));
  memcpy (factor, correlation, p * p * sizeof (double));
  is_regular = wf_linalg_cholesky (factor, p, &pivot);
  for (gsize j = 0; j < (is_regular ? p : pivot); j++)
    if (factor[j * p + j] * factor[j * p + j] < MIN_UNEXPLAINED)
      {
        is_regular = FALSE;
        pivot = j;
      }
  if (!is_regular)
    set_singular_error (names, p, correlation, pivot, error);
  return is_regular;
}

gboolean
wf_family_check_collinear (const WfFamily *family, WfProgress *progress, GError **error)
{
  gsize n = family->n_parents + 1, n_columns = 0, n_parents = 0;
  g_autofree const double **columns = g_new (const double *, n);
  g_autofree const char **names = g_new (const char *, n);
  g_autofree double *covariance = g_new0 (double, n *n);
  g_autofree double *padded = g_new0 (double, n *n);
  g_autofree double *factor = g_new (double, n *n);

  for (gsize k = 0; k < n; k++)
    {
      if (family->values[k] == NULL)
        continue;
      names[n_columns] = family->names[k];
      columns[n_columns++] = family->values[k];
      n_parents += k < family->n_parents;
    }
  /* a discrete node has no column: 0 stands for its variance, which isn't looked at */
  names[n_parents] = family->names[family->n_parents];
  if (!wf_linalg_covariance (columns, family->n_rows, n_columns, 1, progress, NULL, covariance, error))
    return FALSE;
  for (gsize j = 0; j < n_columns; j++)
    memcpy (padded + j * (n_parents + 1), covariance + j * n_columns, n_columns * sizeof (double));
  return wf_parents_factor (names, padded, n_parents, factor, error);
}
