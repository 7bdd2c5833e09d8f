/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The likelihood ratio of two jointly normal models of x, y and a set, a discrete column being one indicator
 * for each of its levels but the first (Andrews, Ramsey & Cooper 2019, PMLR 104): with L Wilks' ratio of
 * determinants and a and b the columns of x and y, - n log L is chi-squared with a b degrees of freedom under
 * independence. n is replaced by n - 1 - k - (a + b + 1) / 2, k the columns of the set, which makes that hold
 * for fewer rows (Bartlett 1938, Mathematical Proceedings of the Cambridge Philosophical Society 34). */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/citest/citest-private.h"
#include "core/table/blocks.h"

#define MIN_ROWS 4

static void
release (gpointer data)
{
  wf_blocks_free (data);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  return wf_blocks_new (table, NULL, wf_table_get_n_columns (table), MIN_ROWS, n_threads, progress, error);
}

/* The columns in one order, whichever way round they are asked for: rounding is then the same. */
static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  const WfBlocks *self = data;
  WfBlockPair pair = wf_blocks_compare (self, MIN (x, y), MAX (x, y), given, n_given);
  double df = (double) (pair.rank_x * pair.rank_y);
  double n =
      (double) self->n - 1 - (double) pair.rank_given - ((double) pair.rank_x + (double) pair.rank_y + 1) / 2;

  if (df == 0 || n <= 0)
    return 1;
  return isfinite (pair.log_lambda) ? gsl_cdf_chisq_Q (-n * pair.log_lambda, df) : 0;
}

/* as many single columns as leave a row to judge by, should all others be in the set */
static gsize
get_max_given (gpointer data)
{
  const WfBlocks *blocks = data;
  gsize rest = blocks->p - blocks->n_variables + MIN_ROWS;

  return blocks->n > rest ? blocks->n - rest : 0;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((WfBlocks *) data)->warnings;
}

const WfCiTestKind wf_ci_test_degenerate_gaussian = {
  .id = "degenerate-gaussian",
  .name = N_ ("Degenerate Gaussian likelihood ratio"),
  .summary =
      N_ ("Partial correlations of continuous and discrete columns together, each level of a discrete one "
          "being a column of zeros and ones"),
  .citation = "Andrews, Ramsey & Cooper 2019, PMLR 104",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .prepare = prepare,
  .release = release,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
