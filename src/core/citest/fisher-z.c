/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fisher's z: with r the partial correlation of x and y given k columns over n rows, sqrt (n - k - 3) atanh
 * (r) is standard normal under independence of jointly normal variables (Fisher 1915, Biometrika 10; 1924,
 * Metron 3). Where values are missing, a test takes the rows that have all of its columns (test-wise
 * deletion), n being theirs; or all tests the rows that have every column (list-wise). */

#include "config.h"

#include <float.h>
#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"

#define MIN_ROWS     4 /* n - 3 > 0 */
#define N_THRESHOLDS 32

/* Measures at which p = alpha, by size of the conditioning set. */
typedef struct
{
  double alpha;
  double measures[N_THRESHOLDS];
} Thresholds;

/* The measure is the squared partial correlation. With gaps, where n differs from test to test, it is z
 * squared. */
typedef struct
{
  double *r; /* NULL with gaps */
  WfGaps *gaps;
  gsize p;
  gsize n;
  Thresholds *thresholds; /* set once, by the first level that is asked for */
  GStrv warnings;
} State;

static const char *const missing_choices[] = { "test-wise", "list-wise", NULL };

static const WfParam params[] = {
  WF_CI_TEST_PARAM_MISSING (missing_choices),
  { NULL },
};

static void
release (gpointer data)
{
  State *self = data;

  g_free (self->r);
  g_clear_pointer (&self->gaps, wf_gaps_free);
  g_free (self->thresholds);
  g_strfreev (self->warnings);
  g_free (self);
}

/* Takes r or gaps. */
static State *
state_new (double *r, WfGaps *gaps, gsize p, gsize n, GStrvBuilder *warnings)
{
  State *self = g_new0 (State, 1);

  if (p > n)
    {
      g_autofree char *text = g_strdup_printf (_ ("There are fewer rows (%zu) than columns (%zu): tests have "
                                                  "little power, and sets of more than %zu "
                                                  "variables can’t be tested"),
                                               n, p, n - MIN_ROWS);

      g_strv_builder_add (warnings, text);
    }
  self->r = r;
  self->gaps = gaps;
  self->p = p;
  self->n = n;
  self->warnings = g_strv_builder_end (warnings);
  return self;
}

static gboolean
has_missing (WfTable *table)
{
  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    if (wf_table_get_n_missing (table, j) > 0)
      return TRUE;
  return FALSE;
}

static gpointer
prepare (WfTable *table, GVariant *values, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = NULL;
  double *r;

  if (g_str_equal (wf_params_get_choice (values, "missing-values"), "test-wise") && has_missing (table))
    {
      WfGaps *gaps = wf_gaps_new (table, MIN_ROWS, n_threads, progress, warnings, error);

      return gaps != NULL ? state_new (NULL, gaps, wf_table_get_n_columns (table),
                                       wf_table_get_n_rows (table), warnings)
                          : NULL;
    }
  complete = wf_table_keep_complete_rows (table, MIN_ROWS, warnings, error);
  if (complete == NULL)
    return NULL;
  r = wf_correlation_new (complete, n_threads, progress, warnings, error);
  if (r == NULL)
    return NULL;
  return state_new (r, NULL, wf_table_get_n_columns (complete), wf_table_get_n_rows (complete), warnings);
}

static gpointer
prepare_covariance (WfCovariance *covariance, GVariant *values, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  gsize n = wf_covariance_get_n_rows (covariance);
  double *r;

  if (n < MIN_ROWS)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Covariances of %zu rows can’t be tested; %d are needed. Say how many rows they come from"), n,
          MIN_ROWS);
      return NULL;
    }
  r = wf_correlation_new_from_covariance (covariance, warnings, error);
  return r != NULL ? state_new (r, NULL, wf_covariance_get_n_variables (covariance), n, warnings) : NULL;
}

/* Beyond any correlation where no rows are left to judge by: nothing is rejected, as p = 1 says. */
static double
compute_threshold (const State *self, gsize k, double z)
{
  double root;

  if (self->gaps != NULL)
    return z * z;
  root = self->n > k + 3 ? tanh (z / sqrt ((double) (self->n - k - 3))) : 2;
  return root * root;
}

static const Thresholds *
get_thresholds (State *self, double alpha)
{
  Thresholds *thresholds = g_atomic_pointer_get (&self->thresholds);
  double z;

  if (G_LIKELY (thresholds != NULL))
    return thresholds;
  thresholds = g_new (Thresholds, 1);
  thresholds->alpha = alpha;
  z = gsl_cdf_ugaussian_Qinv (alpha / 2);
  for (gsize k = 0; k < N_THRESHOLDS; k++)
    thresholds->measures[k] = compute_threshold (self, k, z);
  if (!g_atomic_pointer_compare_and_exchange (&self->thresholds, NULL, thresholds))
    g_free (thresholds);
  return g_atomic_pointer_get (&self->thresholds);
}

static double
measure_with_gaps (const State *self, guint x, guint y, const guint *given, gsize n_given)
{
  gsize n;
  double squared = wf_gaps_get_partial_squared (self->gaps, x, y, given, n_given, &n);
  double z = atanh (sqrt (squared));

  if (n <= n_given + 3)
    return 0;
  return squared < 1 ? (double) (n - n_given - 3) * z * z : DBL_MAX;
}

static double
measure (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;

  if (G_UNLIKELY (self->gaps != NULL))
    return measure_with_gaps (self, x, y, given, n_given);
  return wf_correlation_get_partial_squared (self->r, self->p, x, y, given, n_given);
}

static double
threshold (gpointer data, gsize n_given, double alpha)
{
  State *self = data;
  const Thresholds *thresholds = get_thresholds (self, alpha);

  if (G_LIKELY (n_given < N_THRESHOLDS && alpha == thresholds->alpha))
    return thresholds->measures[n_given];
  return compute_threshold (self, n_given, gsl_cdf_ugaussian_Qinv (alpha / 2));
}

static double
measure_to_p (gpointer data, double squared, gsize n_given)
{
  State *self = data;

  if (self->gaps != NULL)
    return erfc (sqrt (squared / 2));
  if (self->n <= n_given + 3)
    return 1;
  if (squared >= 1)
    return 0;
  return erfc (sqrt ((double) (self->n - n_given - 3) / 2) * atanh (sqrt (squared)));
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  return measure_to_p (data, measure (data, x, y, given, n_given), n_given);
}

static gboolean
sweep (gpointer data, WfCiSweep *question)
{
  State *self = data;

  if (self->r == NULL)
    return FALSE;
  wf_correlation_sweep (self->r, self->p, question);
  return TRUE;
}

/* n - k - 3 > 0 */
static gsize
get_max_given (gpointer data)
{
  return ((State *) data)->n - MIN_ROWS;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->warnings;
}

const WfCiTestKind wf_ci_test_fisher_z = {
  .id = "fisher-z",
  .name = N_ ("Fisher’s z"),
  .summary = N_ ("Partial correlations of continuous columns; exact for linear relations with normal noise"),
  .citation = "Fisher 1924, Metron 3",
  .accepts = WF_DATA_CONTINUOUS,
  .params = params,
  .prepare = prepare,
  .prepare_covariance = prepare_covariance,
  .release = release,
  .measure = measure,
  .threshold = threshold,
  .measure_to_p = measure_to_p,
  .sweep = sweep,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
