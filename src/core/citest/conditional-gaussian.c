/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The likelihood ratio of x and y given a set, the continuous columns being jointly normal in each cell of
 * the discrete ones (Andrews, Ramsey & Cooper 2018, International Journal of Data Science and Analytics 6):
 * with l the log-likelihood of columns together,
 *
 *   2 (l (x y S) - l (x S) - l (y S) + l (S))
 *
 * is chi-squared under independence. Degrees of freedom are counted in the same way from the means and
 * covariances that the rows of the cells that occur can tell; those of the shares of cells are adjusted as by
 * contingency.c, for a cell that doesn't occur although its row and its column do is what dependence may look
 * like. Likelihoods are remembered by set. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/set-cache.h"
#include "core/citest/citest-private.h"
#include "core/table/conditional-gaussian.h"

#define MIN_ROWS     4
#define ROWS_A_GIVEN 4

typedef struct
{
  WfConditionalGaussian *model;
  WfSetCache *likelihoods;
  WfSetCache *n_parameters;
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_conditional_gaussian_free (self->model);
  wf_set_cache_free (self->likelihoods);
  wf_set_cache_free (self->n_parameters);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfConditionalGaussian *model = wf_conditional_gaussian_new (table, MIN_ROWS, n_threads, progress, error);
  State *self;

  if (model == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->model = model;
  self->likelihoods = wf_set_cache_new (model->p);
  self->n_parameters = wf_set_cache_new (model->p);
  return self;
}

/* Adds the likelihood of a set and its parameters, `sign` times. columns: in increasing order, so that what
 * is remembered is what would be worked out again */
static void
add (State *self, const guint *columns, gsize k, double sign, double *statistic, double *df)
{
  WfSetKey key = wf_set_cache_get_key (self->likelihoods, columns, k);
  WfLikelihood likelihood;

  if (!wf_set_cache_find (self->likelihoods, key, &likelihood.log_likelihood) ||
      !wf_set_cache_find (self->n_parameters, key, &likelihood.n_estimated))
    {
      likelihood = wf_conditional_gaussian_get (self->model, columns, k);
      wf_set_cache_add (self->likelihoods, key, likelihood.log_likelihood);
      wf_set_cache_add (self->n_parameters, key, likelihood.n_estimated);
    }
  *statistic += 2 * sign * likelihood.log_likelihood;
  *df += sign * likelihood.n_estimated;
}

/* The columns of a set, in increasing order, and one more. */
static void
insert (guint *columns, gsize k, guint column)
{
  gsize q = k;

  for (; q > 0 && columns[q - 1] > column; q--)
    columns[q] = columns[q - 1];
  columns[q] = column;
}

/* Of the shares of the cells: none unless both columns are discrete. */
static double
get_freedom (const WfConditionalGaussian *model, guint x, guint y, const guint *given, gsize n_given)
{
  g_autofree guint *discrete = NULL;
  gsize k = 0;

  if (model->values[x] != NULL || model->values[y] != NULL)
    return 0;
  discrete = g_new (guint, n_given + 1);
  for (gsize q = 0; q < n_given; q++)
    if (model->values[given[q]] == NULL)
      discrete[k++] = given[q];
  return wf_cells_get_freedom (model->cells, x, y, discrete, k);
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;
  g_autofree guint *columns = g_new (guint, n_given + 2);
  guint first = MIN (x, y), second = MAX (x, y);
  double statistic = 0, df = 0;

  for (gsize q = 0; q < n_given; q++)
    insert (columns, q, given[q]);
  add (self, columns, n_given, 1, &statistic, &df);
  insert (columns, n_given, first);
  add (self, columns, n_given + 1, -1, &statistic, &df);
  insert (columns, n_given + 1, second);
  add (self, columns, n_given + 2, 1, &statistic, &df);
  for (gsize q = 0; q < n_given; q++)
    insert (columns, q, given[q]);
  insert (columns, n_given, second);
  add (self, columns, n_given + 1, -1, &statistic, &df);
  df = MAX (df, 0) + get_freedom (self->model, x, y, given, n_given);
  return df > 0 ? gsl_cdf_chisq_Q (MAX (statistic, 0), df) : 1;
}

static gsize
get_max_given (gpointer data)
{
  return ((State *) data)->model->n / ROWS_A_GIVEN;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->model->warnings;
}

const WfCiTestKind wf_ci_test_conditional_gaussian = {
  .id = "conditional-gaussian",
  .name = N_ ("Conditional Gaussian likelihood ratio"),
  .summary = N_ ("Continuous columns as jointly normal in each cell of the discrete ones"),
  .citation = "Andrews, Ramsey & Cooper 2018, International Journal of Data Science and Analytics 6",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .prepare = prepare,
  .release = release,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
