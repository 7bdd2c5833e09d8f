/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* P(level | parents) = exp (eta_level) / sum of exp (eta), eta linear in the parents: a discrete node of
 * parents of any kind (Agresti 2013, Categorical Data Analysis, 3rd ed., 8.1). Where all parents are discrete
 * the probabilities are also kept as a table, so that discrete inference stays exact. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/model/categorical-private.h"
#include "core/model/logistic-private.h"
#include "core/model/numbers-private.h"

#define CHUNK             256
#define PRIOR_ROWS        1.0 /* weight of the uniform prior of the levels: the default of the tables */

static const WfParam logistic_params[] = {
  { .id = "ridge",
    .name = N_ ("Ridge penalty"),
    .type = WF_PARAM_REAL,
    .value = 0.1,
    .min = 1e-6,
    .max = 1e6,
    .help = N_ ("Prior precision of a weight of a logistic mechanism, for a parent in standard deviations") },
  { .id = NULL },
};

/* eta of a chunk: n x n_levels, levels fastest; NaN where a parent is missing */
static void
fill_eta (const WfMechanism *self, const double *const *parents, gsize first, gsize n, double *eta)
{
  const WfLogit *logit = self->state;
  gsize k = logit->n_levels;
  const double *weights = logit->weights;

  for (gsize i = 0; i < n; i++)
    memcpy (eta + i * k, logit->intercepts, k * sizeof (double));
  for (gsize p = 0; p < self->n_parents; p++)
    {
      gsize n_levels = self->parent_levels[p];

      for (gsize i = 0; i < n; i++)
        {
          double x = parents[p][first + i];
          gboolean is_level = n_levels > 0 && x >= 0.0 && x < (double) n_levels;
          const double *own = weights + (is_level ? (gsize) x * k : 0);
          double factor = n_levels == 0 ? x : (is_level ? 1.0 : NAN);

          for (gsize l = 0; l < k; l++)
            eta[i * k + l] += factor * own[l];
        }
      weights += MAX (1, n_levels) * k;
    }
}

/* exp (eta) / sum in place, row by row; returns the log of the sum of the last row */
static double
normalise (double *eta, gsize n, gsize k)
{
  double log_sum = NAN;

  for (gsize i = 0; i < n; i++)
    {
      double *row = eta + i * k, top = row[0], sum = 0.0;

      for (gsize l = 1; l < k; l++)
        top = row[l] > top ? row[l] : top;
      for (gsize l = 0; l < k; l++)
        sum += row[l] = exp (row[l] - top);
      for (gsize l = 0; l < k; l++)
        row[l] /= sum;
      log_sum = top + log (sum);
    }
  return log_sum;
}

static void
logistic_get_probabilities (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  fill_eta (self, parents, 0, n, out);
  normalise (out, n, self->n_levels);
}

static void
logistic_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  gsize k = self->n_levels;
  g_autofree double *p = g_new (double, CHUNK *k);

  for (gsize first = 0; first < n; first += CHUNK)
    {
      gsize count = MIN (CHUNK, n - first);

      fill_eta (self, parents, first, count, p);
      normalise (p, count, k);
      for (gsize i = 0; i < count; i++)
        {
          gssize level = wf_levels_pick (p + i * k, k, noise[first + i]);

          out[first + i] = level >= 0 ? (double) level : NAN;
        }
    }
}

static void
logistic_abduct (const WfMechanism *self,
                 const double *const *parents,
                 const double *values,
                 WfRng *rng,
                 gsize n,
                 double *noise)
{
  gsize k = self->n_levels;
  g_autofree double *p = g_new (double, k);

  for (gsize i = 0; i < n; i++)
    {
      double uniform = wf_rng_uniform (rng);

      fill_eta (self, parents, i, 1, p);
      normalise (p, 1, k);
      noise[i] = wf_levels_abduct (p, k, values[i], uniform);
    }
}

static void
logistic_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  gsize k = self->n_levels;
  g_autofree double *eta = g_new (double, k);

  for (gsize i = 0; i < n; i++)
    {
      double own;

      if (!(values[i] >= 0.0 && values[i] < (double) k))
        {
          out[i] = NAN;
          continue;
        }
      fill_eta (self, parents, i, 1, eta);
      own = eta[(gsize) values[i]];
      out[i] = own - normalise (eta, 1, k);
    }
}

/* The table over all configurations of discrete parents. */
static void
tabulate (WfMechanism *self)
{
  gsize n_entries = self->n_levels, n_configurations;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  gsize repeat = 1;

  for (gsize k = 0; k < self->n_parents; k++)
    {
      if (self->parent_levels[k] == 0 || n_entries > WF_LIMIT_LOGISTIC_ENTRIES / self->parent_levels[k])
        return;
      n_entries *= self->parent_levels[k];
    }
  n_configurations = n_entries / self->n_levels;
  for (gsize k = 0; k < self->n_parents; k++)
    g_ptr_array_add (columns, g_new (double, n_configurations));
  for (gsize k = self->n_parents; k-- > 0;)
    {
      double *column = columns->pdata[k];

      for (gsize i = 0; i < n_configurations; i++)
        column[i] = (double) (i / repeat % self->parent_levels[k]);
      repeat *= self->parent_levels[k];
    }
  self->n_entries = n_entries;
  self->cpt = g_new (double, n_entries);
  logistic_get_probabilities (self, (const double *const *) columns->pdata, n_configurations, self->cpt);
}

/* McFadden's pseudo R²: 1 - log L / log L of the levels' shares. */
static double
measure_r_squared (const WfLogit *logit, const WfFamily *family)
{
  const gint32 *own = family->codes[family->n_parents];
  g_autofree double *counts = g_new0 (double, logit->n_levels);
  double without = 0.0;

  for (gsize i = 0; i < family->n_rows; i++)
    counts[own[i]] += 1.0;
  for (gsize l = 0; l < logit->n_levels; l++)
    if (counts[l] > 0.0)
      without += counts[l] * log (counts[l] / (double) family->n_rows);
  return without < 0.0 ? CLAMP (1.0 - logit->log_likelihood / without, 0.0, 1.0) : NAN;
}

static gboolean
logistic_fit (
    WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  WfLogit *state = g_new0 (WfLogit, 1);

  self->state = state;
  if (!wf_family_check_rows (family, 1, error) ||
      !wf_logit_fit (state, family, wf_params_get_real (params, "ridge"), PRIOR_ROWS, progress, error))
    return FALSE;
  if (self->n_parents > 0)
    self->r_squared = measure_r_squared (state, family);
  tabulate (self);
  return TRUE;
}

static char *
logistic_describe (
    const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize k = 0; k < self->n_parents; k++)
    g_string_append_printf (list, "%s%s", k > 0 ? ", " : "", parents[k]);
  if (self->n_parents == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no parents, %zu probability",
                                         "no parents, %zu probabilities", self->n_levels),
                            self->n_levels);
  /* Translators: "the log-odds of the 3 levels of y are weighted sums of a, b" */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "the log-odds of the %zu level of %s are weighted sums of %s",
                   "the log-odds of the %zu levels of %s are weighted sums of %s", self->n_levels),
      self->n_levels, name, list->str);
}

static void
logistic_write (const WfMechanism *self, JsonBuilder *builder)
{
  const WfLogit *state = self->state;

  wf_numbers_write (builder, "intercepts", state->intercepts, state->n_levels);
  wf_numbers_write (builder, "weights", state->weights, state->n_levels * state->n_features);
}

static gboolean
logistic_read (WfMechanism *self, JsonObject *object, GError **error)
{
  WfLogit *state = g_new0 (WfLogit, 1);

  self->state = state;
  state->n_levels = self->n_levels;
  for (gsize k = 0; k < self->n_parents; k++)
    state->n_features += MAX (1, self->parent_levels[k]);
  state->log_likelihood = NAN;
  state->intercepts = wf_numbers_read (object, "intercepts", state->n_levels, error);
  if (state->intercepts == NULL)
    return FALSE;
  state->weights = wf_numbers_read (object, "weights", state->n_levels * state->n_features, error);
  if (state->weights == NULL)
    return FALSE;
  tabulate (self);
  return TRUE;
}

static void
logistic_clear (WfMechanism *self)
{
  wf_logit_clear (self->state);
  g_free (self->state);
}

const WfMechanismKind wf_mechanism_logistic = {
  .id = "logistic",
  .name = N_ ("Logistic"),
  .summary = N_ ("The log-odds of a discrete variable are weighted sums of its causes, of any kind"),
  .citation = "Agresti 2013, Categorical Data Analysis",
  .nodes = WF_DATA_DISCRETE,
  .parents = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE,
  .params = logistic_params,
  .fit = logistic_fit,
  .draw_noise = wf_levels_draw_noise,
  .evaluate = logistic_evaluate,
  .abduct = logistic_abduct,
  .log_density = logistic_log_density,
  .get_probabilities = logistic_get_probabilities,
  .describe = logistic_describe,
  .write = logistic_write,
  .read = logistic_read,
  .clear = logistic_clear,
};
