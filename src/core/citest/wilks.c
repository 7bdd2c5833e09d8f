/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Partial correlation of variables that are several columns each: a domain with its indicators, a time with
 * its swings. With x of a and y of b columns and S the set,
 *
 *   L = det R(S x y) det R(S) / (det R(S x) det R(S y))
 *
 * is the share of y's generalised variance that x leaves unexplained (Wilks 1932, Biometrika 24), 1 - r² for
 * single columns. Its distribution under independence is F, exactly for a or b of one or two columns and
 * jointly normal data, else by the approximation of Rao 1951 (Bulletin of the International Statistical
 * Institute 33); two single columns take Fisher's z. It depends on the space the columns span, not on the
 * columns: the order of a domain's labels doesn't matter. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"
#include "core/table/blocks.h"

#define MIN_ROWS 4 /* as Fisher's z */

typedef struct
{
  WfCiTest *fisher; /* over the single columns */
  WfBlocks *blocks;
} State;

static void
release (gpointer data)
{
  State *self = data;

  g_clear_pointer (&self->fisher, wf_ci_test_unref);
  g_clear_pointer (&self->blocks, wf_blocks_free);
  g_free (self);
}

/* More levels than rows leave nothing to judge by. */
static gboolean
check_rows (WfTable *expanded, gsize n_given, GError **error)
{
  gsize n = wf_table_get_n_rows (expanded);
  gsize p = wf_table_get_n_columns (expanded);

  if (p == n_given || n > p + MIN_ROWS)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The levels of the discrete columns and the other columns make %zu columns, too many for "
                  "%zu rows. Join levels or leave columns out"),
               p, n);
  return FALSE;
}

/* The rows without a missing value, the columns they become, and all correlations. */
static State *
prepare_blocks (WfTable *table,
                const guint *starts,
                gsize n_variables,
                guint n_threads,
                WfProgress *progress,
                GError **error)
{
  g_autoptr (WfBlocks) blocks =
      wf_blocks_new (table, starts, n_variables, MIN_ROWS, n_threads, progress, error);
  g_autoptr (WfCiTest) fisher = NULL;
  State *self;

  if (blocks == NULL || !check_rows (blocks->expanded, wf_table_get_n_columns (table), error))
    return NULL;
  if (!wf_correlation_check (wf_table_get_names (blocks->expanded), blocks->r, blocks->is_constant, blocks->p,
                             blocks->n, error))
    return NULL;
  fisher = wf_ci_test_new ("fisher-z", blocks->expanded, NULL, n_threads, progress, error);
  if (fisher == NULL)
    return NULL;

  self = g_new0 (State, 1);
  self->fisher = g_steal_pointer (&fisher);
  self->blocks = g_steal_pointer (&blocks);
  return self;
}

/* ---- one test ---- */

/* P (F > f) for Wilks' L of a and b columns, the set having k. */
static double
get_tail (gsize n, gsize k, gsize a, gsize b, double log_lambda)
{
  double square = (double) (a * a * b * b), sum = (double) (a * a + b * b);
  double t = sum > 5 ? sqrt ((square - 4) / (sum - 5)) : 1;
  double df1 = (double) (a * b);
  double df2 = ((double) n - 1 - (double) k - (double) (a + b + 1) / 2) * t - (df1 - 2) / 2;
  double root = exp (log_lambda / t);

  if (df2 <= 0)
    return 1;
  return root > 0 ? gsl_cdf_fdist_Q ((1 - root) / root * df2 / df1, df1, df2) : 0;
}

/* x and y in one order, whichever way round they are asked for: rounding is then the same. The one of fewer
 * columns is y. */
static double
test_blocks (const WfBlocks *blocks, guint x, guint y, const guint *given, gsize n_given)
{
  gsize size_x = wf_blocks_get_n_columns (blocks, x), size_y = wf_blocks_get_n_columns (blocks, y);
  gboolean is_in_order = size_x > size_y || (size_x == size_y && x < y);
  WfBlockPair pair = wf_blocks_compare (blocks, is_in_order ? x : y, is_in_order ? y : x, given, n_given);

  if (pair.rank_x == 0 || pair.rank_y == 0)
    return 1;
  return get_tail (blocks->n, pair.rank_given, pair.rank_x, pair.rank_y, pair.log_lambda);
}

/* Fisher's z of two single columns. */
static double
test_columns (const State *self, guint x, guint y, const guint *given, gsize n_given)
{
  g_autofree guint *columns = g_new (guint, wf_blocks_list_columns (self->blocks, given, n_given, NULL) + 1);
  gsize k = wf_blocks_list_columns (self->blocks, given, n_given, columns);

  return wf_ci_test_get_p_value (self->fisher, self->blocks->starts[x], self->blocks->starts[y], columns, k);
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;

  if (wf_blocks_get_n_columns (self->blocks, x) == 1 && wf_blocks_get_n_columns (self->blocks, y) == 1)
    return test_columns (self, MIN (x, y), MAX (x, y), given, n_given);
  return test_blocks (self->blocks, x, y, given, n_given);
}

/* as many single columns as Fisher's z takes, should all others be in the set */
static gsize
get_max_given (gpointer data)
{
  State *self = data;
  gsize rest = self->blocks->p - self->blocks->n_variables + MIN_ROWS;

  return self->blocks->n > rest ? self->blocks->n - rest : 0;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->blocks->warnings;
}

/* Every column is a variable. */
static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  gsize p = wf_table_get_n_columns (table);
  g_autofree guint *starts = g_new (guint, p + 1);

  for (gsize j = 0; j <= p; j++)
    starts[j] = (guint) j;
  return prepare_blocks (table, starts, p, n_threads, progress, error);
}

/**
 * wf_ci_test_new_blocks: (skip)
 * @table: the data; a discrete column counts as one indicator a level
 * @starts: (array): @n_variables + 1 positions: variable v is the columns starts[v] .. starts[v + 1] - 1
 * @n_variables: how many variables
 * @n_threads: threads for the preparation; 0 = all
 * @progress: (nullable): told and obeyed
 * @error: as wf_ci_test_new()
 *
 * The test "wilks" on variables that are several columns each.
 *
 * Returns: (transfer full): the test; it is asked by number of the variable
 */
WfCiTest *
wf_ci_test_new_blocks (WfTable *table,
                       const guint *starts,
                       gsize n_variables,
                       guint n_threads,
                       WfProgress *progress,
                       GError **error)
{
  g_autoptr (WfTable) rows = NULL;
  State *state;

  g_return_val_if_fail (table != NULL && starts != NULL, NULL);
  g_return_val_if_fail (starts[n_variables] == wf_table_get_n_columns (table), NULL);

  if (!wf_ci_test_check_table (table, error))
    return NULL;
  rows = wf_table_expand_weights (table, error);
  state = rows != NULL ? prepare_blocks (rows, starts, n_variables, n_threads, progress, error) : NULL;
  return state != NULL ? wf_ci_test_new_custom (&wf_ci_test_wilks, state) : NULL;
}

const WfCiTestKind wf_ci_test_wilks = {
  .id = "wilks",
  .name = N_ ("Wilks’ Λ"),
  .summary =
      N_ ("Partial correlations between groups of columns, a discrete column being one group; Fisher’s z "
          "between single continuous ones"),
  .citation = "Wilks 1932, Biometrika 24; Rao 1951",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_MIXED,
  .prepare = prepare,
  .release = release,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
