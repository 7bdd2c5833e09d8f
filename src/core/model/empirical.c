/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A variable without causes that is drawn from its own column, every row as likely as any other (Efron 1979,
 * Annals of Statistics 7). The noise is the value itself. Only the density, which evidence needs, is
 * smoothed. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/model/categorical-private.h"
#include "core/model/density-private.h"
#include "core/model/numbers-private.h"
#include "core/table/types.h"

typedef struct
{
  gsize n_values;
  double *values; /* in the order of the rows */
  WfDensity *density;
} Empirical;

static gboolean
fit_levels (WfMechanism *self, const WfFamily *family)
{
  const gint32 *codes = family->codes[0];

  self->n_entries = self->n_levels;
  self->cpt = g_new0 (double, self->n_levels);
  for (gsize i = 0; i < family->n_rows; i++)
    self->cpt[codes[i]] += 1.0;
  for (gsize i = 0; i < self->n_levels; i++)
    self->cpt[i] /= (double) family->n_rows;
  return TRUE;
}

static gboolean
measure_moments (WfMechanism *self, const double *values, gsize n_values, const char *name, GError **error)
{
  double n = n_values, sum = 0.0;

  for (gsize i = 0; i < n_values; i++)
    self->intercept += values[i] / n;
  for (gsize i = 0; i < n_values; i++)
    sum += (values[i] - self->intercept) * (values[i] - self->intercept);
  self->residual_sd = n_values > 1 ? sqrt (sum / (n - 1.0)) : 0.0;
  if (isfinite (self->residual_sd))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The values of %s are too large to fit; rescale the column"), name);
  return FALSE;
}

static gboolean
empirical_fit (
    WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  Empirical *state;

  if (family->n_rows == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no values at all; remove it from the graph"),
                   family->names[0]);
      return FALSE;
    }
  if (self->n_levels > 0)
    return fit_levels (self, family);
  if (!measure_moments (self, family->values[0], family->n_rows, family->names[0], error))
    return FALSE;
  state = g_new0 (Empirical, 1);
  self->state = state;
  state->n_values = family->n_rows;
  state->values = g_memdup2 (family->values[0], family->n_rows * sizeof (double));
  state->density = wf_density_new (state->values, state->n_values);
  return TRUE;
}

static void
empirical_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise)
{
  const Empirical *state = self->state;

  if (self->n_levels > 0)
    {
      wf_levels_draw_noise (self, rng, n, noise);
      return;
    }
  for (gsize i = 0; i < n; i++)
    noise[i] = state->values[wf_rng_below (rng, state->n_values)];
}

static void
empirical_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  if (self->n_levels > 0)
    {
      wf_categorical_evaluate (self, parents, noise, n, out);
      return;
    }
  for (gsize i = 0; i < n; i++)
    out[i] = noise[i];
}

static void
empirical_predict (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = self->intercept;
}

static void
empirical_abduct (const WfMechanism *self,
                  const double *const *parents,
                  const double *values,
                  WfRng *rng,
                  gsize n,
                  double *noise)
{
  if (self->n_levels > 0)
    {
      wf_categorical_abduct (self, parents, values, rng, n, noise);
      return;
    }
  for (gsize i = 0; i < n; i++)
    noise[i] = values[i];
}

static void
empirical_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  const Empirical *state = self->state;

  if (self->n_levels > 0)
    {
      wf_categorical_log_density (self, parents, values, n, out);
      return;
    }
  for (gsize i = 0; i < n; i++)
    out[i] = values[i];
  wf_density_evaluate_log (state->density, n, out);
}

static char *
empirical_describe (
    const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents)
{
  const Empirical *state = self->state;

  if (self->n_levels > 0)
    return wf_categorical_describe (self, table, node, name, parents);

  g_autofree char *count = wf_format_count (state->n_values);
  g_autofree char *mean = wf_mechanism_format_intercept (self, table, node, self->intercept);
  g_autofree char *sd = wf_table_format_difference (table, node, self->residual_sd);

  /* Translators: "pkc: one of its 853 observed values (mean 16.6, sd 12)"; sd is the standard deviation */
  return g_strdup_printf (_ ("%s: one of its %s observed values (mean %s, sd %s)"), name, count, mean, sd);
}

static void
empirical_write (const WfMechanism *self, JsonBuilder *builder)
{
  const Empirical *state = self->state;

  if (self->n_levels > 0)
    wf_categorical_write (self, builder);
  else
    wf_numbers_write (builder, "values", state->values, state->n_values);
}

static gboolean
empirical_read (WfMechanism *self, JsonObject *object, GError **error)
{
  Empirical *state;

  if (self->n_levels > 0)
    return wf_categorical_read (self, object, error);
  state = g_new0 (Empirical, 1);
  self->state = state;
  state->values = wf_numbers_read_all (object, "values", &state->n_values, error);
  if (state->values == NULL || !measure_moments (self, state->values, state->n_values, "“values”", error))
    return FALSE;
  state->density = wf_density_new (state->values, state->n_values);
  return TRUE;
}

static void
empirical_clear (WfMechanism *self)
{
  Empirical *state = self->state;

  g_free (state->values);
  g_clear_pointer (&state->density, wf_density_free);
  g_free (state);
}

const WfMechanismKind wf_mechanism_empirical = {
  .id = "empirical",
  .name = N_ ("Observed values"),
  .summary = N_ ("A variable without causes takes the values of its own column"),
  .citation = "Efron 1979, Annals of Statistics 7",
  .nodes = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE,
  .parents = 0,
  .fit = empirical_fit,
  .draw_noise = empirical_draw_noise,
  .evaluate = empirical_evaluate,
  .predict = empirical_predict,
  .abduct = empirical_abduct,
  .log_density = empirical_log_density,
  .get_probabilities = wf_categorical_get_probabilities,
  .describe = empirical_describe,
  .write = empirical_write,
  .read = empirical_read,
  .clear = empirical_clear,
};
