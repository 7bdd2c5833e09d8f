/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fisher's z: with r the partial correlation of x and y given k columns over n rows, sqrt (n - k - 3) atanh
 * (r) is standard normal under independence of jointly normal variables (Fisher 1915, Biometrika 10; 1924,
 * Metron 3). Rows with a missing value in any column are left out (list-wise), so that all tests see the same
 * rows. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"

#define MIN_ROWS     4 /* n - 3 > 0 */
#define N_THRESHOLDS 32

/* Squared correlations at which p = alpha, by size of the conditioning set. */
typedef struct
{
  double alpha;
  double squared[N_THRESHOLDS];
} Thresholds;

typedef struct
{
  double *r;
  gsize p;
  gsize n;
  Thresholds *thresholds; /* set once, by the first level that is asked for */
  GStrv warnings;
} State;

static void
release (gpointer data)
{
  State *self = data;

  g_free (self->r);
  g_free (self->thresholds);
  g_strfreev (self->warnings);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = NULL;
  double *r;
  State *self;

  complete = wf_ci_test_keep_complete_rows (table, MIN_ROWS, warnings, error);
  if (complete == NULL)
    return NULL;
  r = wf_correlation_new (complete, n_threads, progress, error);
  if (r == NULL)
    return NULL;

  self = g_new0 (State, 1);
  self->r = r;
  self->p = wf_table_get_n_columns (complete);
  self->n = wf_table_get_n_rows (complete);
  self->warnings = g_strv_builder_end (warnings);
  return self;
}

/* Beyond any correlation where no rows are left to judge by: nothing is rejected, as p = 1 says. */
static double
compute_threshold (gsize n, gsize k, double z)
{
  double root = n > k + 3 ? tanh (z / sqrt ((double) (n - k - 3))) : 2;

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
    thresholds->squared[k] = compute_threshold (self->n, k, z);
  if (!g_atomic_pointer_compare_and_exchange (&self->thresholds, NULL, thresholds))
    g_free (thresholds);
  return g_atomic_pointer_get (&self->thresholds);
}

/* the squared partial correlation */
static double
measure (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;

  return wf_correlation_get_partial_squared (self->r, self->p, x, y, given, n_given);
}

static double
threshold (gpointer data, gsize n_given, double alpha)
{
  State *self = data;
  const Thresholds *thresholds = get_thresholds (self, alpha);

  if (G_LIKELY (n_given < N_THRESHOLDS && alpha == thresholds->alpha))
    return thresholds->squared[n_given];
  return compute_threshold (self->n, n_given, gsl_cdf_ugaussian_Qinv (alpha / 2));
}

static double
measure_to_p (gpointer data, double squared, gsize n_given)
{
  State *self = data;

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
  .prepare = prepare,
  .release = release,
  .measure = measure,
  .threshold = threshold,
  .measure_to_p = measure_to_p,
  .sweep = sweep,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
