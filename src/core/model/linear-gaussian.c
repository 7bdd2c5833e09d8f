/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* x = intercept + sum_k b_k parent_k + e, e ~ N(0, sd^2), by ordinary least squares (Wright 1921; Koller &
 * Friedman 2009, 17.2.4). The normal equations are solved on centred columns scaled to unit variance, so that
 * their condition doesn't depend on units. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/linalg.h"
#include "core/model/collinear-private.h"
#include "core/model/numbers-private.h"
#include "core/table/types.h"

/* Coefficients from the covariance of parents and node, (p + 1) x (p + 1). */
static gboolean
solve (WfMechanism *self, const WfFamily *family, const double *covariance, GError **error)
{
  gsize p = self->n_parents, n = p + 1;
  g_autofree double *factor = g_new (double, p *p + 1);

  if (!wf_parents_factor (family->names, covariance, p, factor, error))
    return FALSE;
  for (gsize j = 0; j < p; j++)
    self->coefficients[j] = covariance[j * n + p] / sqrt (covariance[j * n + j]);
  wf_linalg_solve_cholesky (factor, p, self->coefficients, 1);
  for (gsize j = 0; j < p; j++)
    self->coefficients[j] /= sqrt (covariance[j * n + j]);
  return TRUE;
}

/* Residual sd and R² from the residuals themselves: differences of sums of squares lose digits when the fit
 * is good. */
static void
measure_fit (WfMechanism *self, const WfFamily *family, const double *means)
{
  gsize p = self->n_parents;
  double rss = 0.0, tss = 0.0;

  self->intercept = means[p];
  for (gsize k = 0; k < p; k++)
    self->intercept -= self->coefficients[k] * means[k];
  for (gsize row = 0; row < family->n_rows; row++)
    {
      double deviation = family->values[p][row] - means[p];
      double residual = deviation;

      for (gsize k = 0; k < p; k++)
        residual -= self->coefficients[k] * (family->values[k][row] - means[k]);
      rss += residual * residual;
      tss += deviation * deviation;
    }
  self->residual_sd = sqrt (rss / (double) (family->n_rows - p - 1));
  self->r_squared = p > 0 && tss > 0.0 ? CLAMP (1.0 - rss / tss, 0.0, 1.0) : NAN;
}

static gboolean
linear_gaussian_fit (
    WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  gsize n = self->n_parents + 1;
  g_autofree double *covariance = g_new0 (double, n *n);
  g_autofree double *means = g_new0 (double, n);

  self->coefficients = g_new0 (double, n);
  if (!wf_family_check_rows (family, n + 1, error) ||
      !wf_linalg_covariance (family->values, family->n_rows, n, 1, progress, means, covariance, error) ||
      !solve (self, family, covariance, error))
    return FALSE;
  measure_fit (self, family, means);
  return TRUE;
}

static void
linear_gaussian_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise)
{
  wf_rng_fill_normal (rng, n, self->residual_sd, noise);
}

static void
linear_gaussian_predict (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = self->intercept;
  for (gsize k = 0; k < self->n_parents; k++)
    {
      const double *parent = parents[k];
      double coefficient = self->coefficients[k];

      for (gsize i = 0; i < n; i++)
        out[i] += coefficient * parent[i];
    }
}

static void
linear_gaussian_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  linear_gaussian_predict (self, parents, n, out);
  for (gsize i = 0; i < n; i++)
    out[i] += noise[i];
}

static void
linear_gaussian_abduct (const WfMechanism *self,
                        const double *const *parents,
                        const double *values,
                        WfRng *rng,
                        gsize n,
                        double *noise)
{
  linear_gaussian_predict (self, parents, n, noise);
  for (gsize i = 0; i < n; i++)
    noise[i] = values[i] - noise[i];
}

static void
linear_gaussian_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  double sd = self->residual_sd;

  linear_gaussian_predict (self, parents, n, out);
  for (gsize i = 0; i < n; i++)
    {
      double residual = values[i] - out[i];

      if (sd > 0.0)
        out[i] = -0.5 * (residual / sd) * (residual / sd) - log (sd) - 0.5 * log (2.0 * G_PI);
      else
        out[i] = isnan (residual) ? NAN : (residual == 0.0 ? 0.0 : -INFINITY);
    }
}

static char *
linear_gaussian_describe (
    const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents)
{
  g_autofree char *intercept = wf_mechanism_format_intercept (self, table, node, self->intercept);
  g_autofree char *sd = wf_table_format_difference (table, node, self->residual_sd);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s = %s", name, intercept);
  for (gsize k = 0; k < self->n_parents; k++)
    {
      double coefficient = self->coefficients[k];
      g_autofree char *size = wf_mechanism_format_slope (self, table, node, k, fabs (coefficient));

      g_string_append_printf (text, " %s %s · %s", coefficient < 0.0 ? "−" : "+", size, parents[k]);
    }
  /* Translators: ends "pka = 6.75 − 0.39 · pkc + noise (sd 1.2)"; sd is the standard deviation */
  g_string_append_printf (text, _ (" + noise (sd %s)"), sd);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
linear_gaussian_write (const WfMechanism *self, JsonBuilder *builder)
{
  wf_numbers_write_one (builder, "intercept", self->intercept);
  wf_numbers_write (builder, "coefficients", self->coefficients, self->n_parents);
  wf_numbers_write_one (builder, "sd", self->residual_sd);
}

static gboolean
linear_gaussian_read (WfMechanism *self, JsonObject *object, GError **error)
{
  self->coefficients = wf_numbers_read (object, "coefficients", self->n_parents, error);
  return self->coefficients != NULL && wf_numbers_read_one (object, "intercept", &self->intercept, error) &&
         wf_numbers_read_sd (object, "sd", &self->residual_sd, error);
}

const WfMechanismKind wf_mechanism_linear_gaussian = {
  .id = "linear-gaussian",
  .name = N_ ("Linear-Gaussian"),
  .summary = N_ ("Each variable is a weighted sum of its causes plus normal noise"),
  .citation = "Wright 1921, Journal of Agricultural Research 20",
  .nodes = WF_DATA_CONTINUOUS,
  .parents = WF_DATA_CONTINUOUS,
  .params = NULL,
  .fit = linear_gaussian_fit,
  .draw_noise = linear_gaussian_draw_noise,
  .evaluate = linear_gaussian_evaluate,
  .predict = linear_gaussian_predict,
  .abduct = linear_gaussian_abduct,
  .log_density = linear_gaussian_log_density,
  .describe = linear_gaussian_describe,
  .write = linear_gaussian_write,
  .read = linear_gaussian_read,
};
