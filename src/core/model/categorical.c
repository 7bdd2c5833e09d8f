/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* P(x | parents) = (count + ess / (q r)) / (total + ess / q), with q parent configurations and r levels: the
 * posterior mean under the BDeu prior (Heckerman, Geiger & Chickering 1995, section 5). The equivalent sample
 * size is shared by the whole table of a node, so that a node with many parents is not drowned by its prior;
 * the default 1 is the smallest weight that keeps every probability above zero, which do() and conditioning
 * need. A row counts as often as its weight says. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/model/categorical-private.h"
#include "core/model/numbers-private.h"

static const WfParam categorical_params[] = {
  { .id = "ess",
    .name = N_ ("Equivalent sample size"),
    .type = WF_PARAM_REAL,
    .value = 1,
    .min = 0,
    .max = 1e6,
    .unit = N_ ("rows"),
    .help = N_ ("Weight of the uniform prior of a node's table, in rows; 0 = frequencies as they are") },
  { .id = NULL },
};

/* Entries of the table of a node, or 0 with an error beyond the limit. */
static gsize
count_entries (const WfFamily *family, GError **error)
{
  const char *name = family->names[family->n_parents];
  gsize n_entries = family->n_levels[family->n_parents];

  if (n_entries == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no values at all; remove it from the graph"),
                   name);
      return 0;
    }
  for (gsize k = 0; k < family->n_parents; k++)
    {
      gsize n_levels = family->n_levels[k];

      if (n_levels > 0 && n_entries <= WF_LIMIT_TABLE_ENTRIES / n_levels)
        {
          n_entries *= n_levels;
          continue;
        }
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("The probability table of %s with its %zu parents would need more than %d entries; "
                      "remove parents or merge levels"),
                   name, family->n_parents, WF_LIMIT_TABLE_ENTRIES);
      return 0;
    }
  return n_entries;
}

/* Adds the rows to the table of counts; returns how much there is. */
static double
count_rows (const WfFamily *family, double *counts)
{
  gsize n_levels = family->n_levels[family->n_parents];
  const gint32 *own = family->codes[family->n_parents];
  double total = 0.0;

  for (gsize row = 0; row < family->n_rows; row++)
    {
      double weight = family->weights != NULL ? family->weights[row] : 1.0;
      gsize index = 0;

      for (gsize k = 0; k < family->n_parents; k++)
        index = index * family->n_levels[k] + family->codes[k][row];
      counts[index * n_levels + own[row]] += weight;
      total += weight;
    }
  return total;
}

/* sum n log (n / total) over the levels of one row of counts */
static double
log_likelihood (const double *counts, gsize n_levels)
{
  double total = 0.0, sum = 0.0;

  for (gsize i = 0; i < n_levels; i++)
    total += counts[i];
  for (gsize i = 0; i < n_levels; i++)
    if (counts[i] > 0.0)
      sum += counts[i] * log (counts[i] / total);
  return sum;
}

/* McFadden 1974: 1 - log L(with parents) / log L(without), both at their maximum. */
static double
measure_r_squared (const double *counts, gsize n_configurations, gsize n_levels)
{
  g_autofree double *marginal = g_new0 (double, n_levels);
  double with_parents = 0.0, without;

  for (gsize c = 0; c < n_configurations; c++)
    {
      with_parents += log_likelihood (counts + c * n_levels, n_levels);
      for (gsize i = 0; i < n_levels; i++)
        marginal[i] += counts[c * n_levels + i];
    }
  without = log_likelihood (marginal, n_levels);
  return without < 0.0 ? CLAMP (1.0 - with_parents / without, 0.0, 1.0) : NAN;
}

/* Counts to probabilities in place; returns the number of parent configurations without a row. */
static gsize
normalise (double *cpt, gsize n_configurations, gsize n_levels, double ess)
{
  double pseudo = ess / ((double) n_configurations * (double) n_levels);
  gsize n_unseen = 0;

  for (gsize c = 0; c < n_configurations; c++)
    {
      double *row = cpt + c * n_levels;
      double seen = 0.0, total = 0.0;

      for (gsize i = 0; i < n_levels; i++)
        {
          seen += row[i];
          row[i] = row[i] + pseudo;
          total += row[i];
        }
      n_unseen += seen == 0.0;
      for (gsize i = 0; i < n_levels; i++)
        row[i] = seen > 0.0 ? row[i] / total : 1.0 / (double) n_levels;
    }
  return n_unseen;
}

static void
warn_of_unseen (WfMechanism *self, const char *name, gsize n_unseen, gsize n_configurations)
{
  g_autofree char *unseen = wf_format_count (n_unseen);
  g_autofree char *all = wf_format_count (n_configurations);

  wf_mechanism_warn (
      self,
      _ ("%s of the %s combinations of the parents of %s never occur in the data: there every level is "
         "taken as equally likely"),
      unseen, all, name);
}

static gboolean
categorical_fit (
    WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  const char *name = family->names[family->n_parents];
  gsize n_entries = count_entries (family, error);
  gsize n_configurations, n_unseen;

  if (n_entries == 0)
    return FALSE;
  self->cpt = g_try_new0 (double, n_entries);
  if (self->cpt == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for the probability table of %s"), name);
      return FALSE;
    }
  self->n_entries = n_entries;
  if (count_rows (family, self->cpt) == 0.0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s and its parents have no complete row; drop the columns with many missing values"),
                   name);
      return FALSE;
    }
  n_configurations = n_entries / self->n_levels;
  if (self->n_parents > 0)
    self->r_squared = measure_r_squared (self->cpt, n_configurations, self->n_levels);
  /* among shares of nobody knows how many rows the prior's rows have no weight */
  n_unseen = normalise (self->cpt, n_configurations, self->n_levels,
                        family->has_shares ? 0.0 : wf_params_get_real (params, "ess"));
  if (n_unseen > 0)
    warn_of_unseen (self, name, n_unseen, n_configurations);
  return TRUE;
}

/* The row of the table for one configuration of the parents; NULL where a parent has no level. */
static const double *
find_row (const WfMechanism *self, const double *const *parents, gsize i)
{
  gsize index = 0;

  for (gsize k = 0; k < self->n_parents; k++)
    {
      double level = parents[k][i];

      if (!(level >= 0.0 && level < (double) self->parent_levels[k]))
        return NULL;
      index = index * self->parent_levels[k] + (gsize) level;
    }
  return self->cpt + index * self->n_levels;
}

void
wf_categorical_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    {
      const double *row = find_row (self, parents, i);
      gssize level = row != NULL ? wf_levels_pick (row, self->n_levels, noise[i]) : -1;

      out[i] = level >= 0 ? (double) level : NAN;
    }
}

void
wf_categorical_abduct (const WfMechanism *self,
                       const double *const *parents,
                       const double *values,
                       WfRng *rng,
                       gsize n,
                       double *noise)
{
  for (gsize i = 0; i < n; i++)
    {
      const double *row = find_row (self, parents, i);
      double uniform = wf_rng_uniform (rng);

      noise[i] = row != NULL ? wf_levels_abduct (row, self->n_levels, values[i], uniform) : NAN;
    }
}

void
wf_categorical_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    {
      const double *row = find_row (self, parents, i);

      out[i] = row != NULL && values[i] >= 0.0 && values[i] < (double) self->n_levels
                   ? log (row[(gsize) values[i]])
                   : NAN;
    }
}

void
wf_categorical_get_probabilities (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    {
      const double *row = find_row (self, parents, i);

      for (gsize l = 0; l < self->n_levels; l++)
        out[i * self->n_levels + l] = row != NULL ? row[l] : NAN;
    }
}

char *
wf_categorical_describe (
    const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents)
{
  gsize n_rows = self->n_entries / MAX (self->n_levels, 1);

  if (self->n_parents == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "no parents, %zu probability",
                                         "no parents, %zu probabilities", self->n_levels),
                            self->n_levels);

  g_autofree char *counted = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu parent", "%zu parents", self->n_parents), self->n_parents);

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s, %zu row of probabilities", "%s, %zu rows of probabilities", n_rows),
      counted, n_rows);
}

void
wf_categorical_write (const WfMechanism *self, JsonBuilder *builder)
{
  wf_numbers_write (builder, "probabilities", self->cpt, self->n_entries);
}

/* all rows after one another, as wf_model_get_cpt() */
gboolean
wf_categorical_read (WfMechanism *self, JsonObject *object, GError **error)
{
  gsize n = self->n_levels;

  for (gsize k = 0; k < self->n_parents; k++)
    n = n <= WF_LIMIT_TABLE_ENTRIES ? n * self->parent_levels[k] : n;
  self->cpt = wf_numbers_read (object, "probabilities", n, error);
  self->n_entries = n;
  return self->cpt != NULL;
}

const WfMechanismKind wf_mechanism_categorical = {
  .id = "categorical",
  .name = N_ ("Probability tables"),
  .summary = N_ ("Each variable has a table of probabilities given its causes"),
  .citation = "Heckerman, Geiger & Chickering 1995, Machine Learning 20",
  .nodes = WF_DATA_DISCRETE,
  .parents = WF_DATA_DISCRETE,
  .params = categorical_params,
  .fit = categorical_fit,
  .draw_noise = wf_levels_draw_noise,
  .evaluate = wf_categorical_evaluate,
  .abduct = wf_categorical_abduct,
  .log_density = wf_categorical_log_density,
  .get_probabilities = wf_categorical_get_probabilities,
  .describe = wf_categorical_describe,
  .write = wf_categorical_write,
  .read = wf_categorical_read,
};
