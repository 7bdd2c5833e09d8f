/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* x = intercept + sum_k b_k parent_k + e, e ~ N(0, sd^2), by ordinary least squares (Wright 1921; Koller &
 * Friedman 2009, 17.2.4). The normal equations are solved on centred columns scaled to unit variance, so that
 * their condition doesn't depend on units. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/model/model-private.h"

/* Share of a parent's variance that the parents before it must leave unexplained: below, its coefficient is
 * noise. */
#define MIN_UNEXPLAINED 1e-10

/* The complete rows of one node: its parents' columns, then its own. */
typedef struct
{
  const double **columns; /* n_columns, borrowed from the table or from copies */
  gsize n_columns;
  gsize n_rows;
  double *copies; /* NULL when no row is missing */
} Sample;

static void
sample_clear (Sample *self)
{
  g_free (self->columns);
  g_free (self->copies);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static gboolean
is_complete (const Sample *self, gsize row)
{
  for (gsize k = 0; k < self->n_columns; k++)
    if (isnan (self->columns[k][row]))
      return FALSE;
  return TRUE;
}

/* Leaves out the rows with a missing value. */
static gboolean
compact (Sample *self, const char *name, GError **error)
{
  gsize n_complete = 0;

  for (gsize row = 0; row < self->n_rows; row++)
    n_complete += is_complete (self, row);
  if (n_complete == self->n_rows)
    return TRUE;
  self->copies = g_try_new (double, MAX (1, n_complete * self->n_columns));
  if (self->copies == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("Not enough memory to fit %s"), name);
      return FALSE;
    }
  for (gsize row = 0, to = 0; row < self->n_rows; row++)
    {
      if (!is_complete (self, row))
        continue;
      for (gsize k = 0; k < self->n_columns; k++)
        self->copies[k * n_complete + to] = self->columns[k][row];
      to++;
    }
  for (gsize k = 0; k < self->n_columns; k++)
    self->columns[k] = self->copies + k * n_complete;
  self->n_rows = n_complete;
  return TRUE;
}

static gboolean
sample_init (Sample *self, WfModel *model, guint node, GError **error)
{
  const WfMechanism *mechanism = &model->mechanisms[node];
  const char *name = wf_graph_get_name (model->graph, node);

  self->n_columns = mechanism->n_parents + 1;
  self->columns = g_new (const double *, self->n_columns);
  for (gsize k = 0; k < mechanism->n_parents; k++)
    self->columns[k] = wf_table_get_values (model->table, mechanism->parents[k], NULL);
  self->columns[mechanism->n_parents] = wf_table_get_values (model->table, node, NULL);
  self->n_rows = wf_table_get_n_rows (model->table);
  if (!compact (self, name, error))
    return FALSE;
  if (self->n_rows >= mechanism->n_parents + 2)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s and its %zu parents have %zu complete rows, and a fit needs at least %zu; add rows, or "
                  "drop the columns with many missing values"),
               name, mechanism->n_parents, self->n_rows, mechanism->n_parents + 2);
  return FALSE;
}

/* Names the parents that together determine the one at the pivot. */
static void
set_singular_error (WfModel *model, guint node, const double *correlation, gsize pivot, GError **error)
{
  const WfMechanism *mechanism = &model->mechanisms[node];
  gsize p = mechanism->n_parents;
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
      g_string_append_printf (names, "%s, ", wf_graph_get_name (model->graph, mechanism->parents[j]));
  g_string_append (names, wf_graph_get_name (model->graph, mechanism->parents[pivot]));
  g_set_error (error, WF_ERROR, WF_ERROR_SINGULAR,
               _ ("The parents of %s determine one another (%s): their effects can't be told apart; remove "
                  "one of them "
                  "from the graph"),
               wf_graph_get_name (model->graph, node), names->str);
}

static gboolean
check_variances (WfModel *model, guint node, const double *covariance, GError **error)
{
  const WfMechanism *mechanism = &model->mechanisms[node];
  gsize n = mechanism->n_parents + 1;

  for (gsize k = 0; k < n; k++)
    {
      const char *name =
          wf_graph_get_name (model->graph, k < mechanism->n_parents ? mechanism->parents[k] : node);

      if (!isfinite (covariance[k * n + k]))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The values of %s are too large to fit; rescale the column"), name);
          return FALSE;
        }
      if (k < mechanism->n_parents && covariance[k * n + k] <= 0.0)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_SINGULAR,
              _ ("%s, a parent of %s, is constant: it has no measurable effect; remove it from the graph"),
              name, wf_graph_get_name (model->graph, node));
          return FALSE;
        }
    }
  return TRUE;
}

/* Coefficients from the covariance of parents and node, (p + 1) x (p + 1). */
static gboolean
solve (WfModel *model, guint node, const double *covariance, GError **error)
{
  WfMechanism *mechanism = &model->mechanisms[node];
  gsize p = mechanism->n_parents, n = p + 1, pivot = 0;
  g_autofree double *correlation = g_new (double, p *p + 1);
  g_autofree double *factor = NULL;
  gboolean is_regular;

  for (gsize j = 0; j < p; j++)
    {
      double scale = sqrt (covariance[j * n + j]);

      for (gsize i = 0; i < p; i++)
        correlation[j * p + i] =
            i == j ? 1.0 : covariance[j * n + i] / (scale * sqrt (covariance[i * n + i]));
      mechanism->coefficients[j] = covariance[j * n + p] / scale;
    }
  factor = g_memdup2 (correlation, (p * p + 1) * sizeof (double));
  is_regular = wf_linalg_cholesky (factor, p, &pivot);
  for (gsize j = 0; j < (is_regular ? p : pivot); j++)
    if (factor[j * p + j] * factor[j * p + j] < MIN_UNEXPLAINED)
      {
        is_regular = FALSE;
        pivot = j;
      }
  if (!is_regular)
    {
      set_singular_error (model, node, correlation, pivot, error);
      return FALSE;
    }
  wf_linalg_solve_cholesky (factor, p, mechanism->coefficients, 1);
  for (gsize j = 0; j < p; j++)
    mechanism->coefficients[j] /= sqrt (covariance[j * n + j]);
  return TRUE;
}

/* Residual sd and R² from the residuals themselves: differences of sums of squares lose digits when the fit
 * is good. */
static void
measure_fit (const Sample *sample, const double *means, WfMechanism *mechanism)
{
  gsize p = mechanism->n_parents;
  double rss = 0.0, tss = 0.0;

  mechanism->intercept = means[p];
  for (gsize k = 0; k < p; k++)
    mechanism->intercept -= mechanism->coefficients[k] * means[k];
  for (gsize row = 0; row < sample->n_rows; row++)
    {
      double deviation = sample->columns[p][row] - means[p];
      double residual = deviation;

      for (gsize k = 0; k < p; k++)
        residual -= mechanism->coefficients[k] * (sample->columns[k][row] - means[k]);
      rss += residual * residual;
      tss += deviation * deviation;
    }
  mechanism->residual_sd = sqrt (rss / (double) (sample->n_rows - p - 1));
  mechanism->r_squared = p > 0 && tss > 0.0 ? CLAMP (1.0 - rss / tss, 0.0, 1.0) : NAN;
  mechanism->n_rows_used = sample->n_rows;
}

static gboolean
fit_node (WfModel *model, guint node, WfProgress *progress, GError **error)
{
  WfMechanism *mechanism = &model->mechanisms[node];
  gsize n = mechanism->n_parents + 1;
  g_auto (Sample) sample = { 0 };
  g_autofree double *covariance = g_new0 (double, n *n);
  g_autofree double *means = g_new0 (double, n);

  mechanism->coefficients = g_new0 (double, n);
  if (!sample_init (&sample, model, node, error))
    return FALSE;
  if (!wf_linalg_covariance (sample.columns, sample.n_rows, n, 1, progress, means, covariance, error) ||
      !check_variances (model, node, covariance, error) || !solve (model, node, covariance, error))
    return FALSE;
  measure_fit (&sample, means, mechanism);
  return TRUE;
}

static gboolean
linear_gaussian_fit (WfModel *model, GVariant *params, WfProgress *progress, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (model->graph);

  for (guint node = 0; node < n_nodes; node++)
    {
      if (!wf_progress_check (progress, error) || !fit_node (model, node, progress, error))
        return FALSE;
      wf_progress_advance (progress, 1);
    }
  return TRUE;
}

const WfModelKind wf_model_linear_gaussian = {
  .id = "linear-gaussian",
  .name = N_ ("Linear-Gaussian"),
  .summary = N_ ("Each variable is a weighted sum of its causes plus normal noise"),
  .citation = "Wright 1921, Journal of Agricultural Research 20",
  .accepts = WF_DATA_CONTINUOUS,
  .params = NULL,
  .fit = linear_gaussian_fit,
};
