/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/citest/citest-private.h"
#include "core/table/prepare.h"

struct _WfCiTest
{
  const WfCiTestKind *kind;
  gpointer state;
};

G_DEFINE_BOXED_TYPE (WfCiTest, wf_ci_test, wf_ci_test_ref, wf_ci_test_unref)

static const char *
data_kind_to_text (WfDataKind kind)
{
  switch (kind)
    {
      case WF_DATA_CONTINUOUS:
        return _ ("continuous");
      case WF_DATA_DISCRETE:
        return _ ("discrete");
      case WF_DATA_MIXED:
      default:
        return _ ("both continuous and discrete");
    }
}

/**
 * wf_ci_test_find_fitting: (skip)
 * @table: the data
 * @error: WF_ERROR_DATA when no test takes data of this kind
 *
 * Returns: (nullable): the first test of the registry that takes the table
 */
const WfCiTestKind *
wf_ci_test_find_fitting (WfTable *table, GError **error)
{
  WfDataKind data = wf_table_get_data_kind (table);
  const WfCiTestKind *const *all = wf_ci_tests_get_all ();

  for (gsize i = 0; all[i] != NULL; i++)
    if (all[i]->accepts & data)
      return all[i];
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("The columns are %s, and no independence test takes that; read them all as continuous or all "
         "as discrete, or leave some out"),
      data_kind_to_text (data));
  return NULL;
}

/* What no test can do with: too many columns, no rows, a column without any value. */
gboolean
wf_ci_test_check_table (WfTable *table, GError **error)
{
  gsize p = wf_table_get_n_columns (table);
  gsize n = wf_table_get_n_rows (table);
  g_autoptr (GArray) empty = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *names = NULL;

  if (p > WF_LIMIT_SEARCH_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%zu columns are more than the %d that independence tests take; select "
                      "fewer columns"),
                   p, WF_LIMIT_SEARCH_COLUMNS);
      return FALSE;
    }
  if (p == 0 || n == 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The table is empty; open one with rows of data"));
      return FALSE;
    }
  for (guint j = 0; j < p; j++)
    if (wf_table_get_n_missing (table, j) == n)
      g_array_append_val (empty, j);
  if (empty->len == 0)
    return TRUE;
  names = wf_table_list_names (table, (guint *) empty->data, empty->len);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("No row has a value of %s; leave out what is empty"),
               names);
  return FALSE;
}

/**
 * wf_ci_test_new:
 * @kind: (nullable): id of a test, or %NULL for the one that fits the data
 * @table: the data; columns become the variables of the test
 * @params: (nullable): parameters, an `a{sv}`
 * @n_threads: threads for the preparation; 0 = all
 * @progress: (nullable): told and obeyed
 * @error: WF_ERROR_DATA (data of another kind, empty columns, too few rows, weights of rows that are no
 *   counts; "wilks": constant columns),
 *   WF_ERROR_SINGULAR ("wilks": collinear columns), WF_ERROR_TOO_LARGE
 *
 * Prepares what all tests on one table share: correlations or codes.
 *
 * Returns: (transfer full): a test that several threads may ask
 */
WfCiTest *
wf_ci_test_new (
    const char *kind, WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  const WfCiTestKind *found;
  g_autoptr (GVariant) complete = NULL;
  g_autoptr (WfTable) rows = NULL;
  gpointer state;

  g_return_val_if_fail (table != NULL, NULL);

  if (!wf_ci_test_check_table (table, error))
    return NULL;
  found = kind != NULL ? wf_ci_test_find (kind, error) : wf_ci_test_find_fitting (table, error);
  if (found == NULL)
    return NULL;
  if (!(found->accepts & wf_table_get_data_kind (table)))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The test “%s” doesn’t take this table, whose columns are %s; choose another test, or "
                      "read the columns as another kind"),
                   found->id, data_kind_to_text (wf_table_get_data_kind (table)));
      return NULL;
    }
  if (found->params != NULL)
    {
      complete = wf_params_complete (found->params, params, error);
      if (complete == NULL)
        return NULL;
    }
  rows = wf_table_expand_weights (table, error);
  state = rows != NULL ? found->prepare (rows, complete, n_threads, progress, error) : NULL;
  return state != NULL ? wf_ci_test_new_custom (found, state) : NULL;
}

/**
 * wf_ci_test_new_covariance:
 * @kind: (nullable): id of a test, or %NULL for the first that takes covariances
 * @covariance: covariances or correlations, and how many rows they come from
 * @params: (nullable): parameters, an `a{sv}`
 * @error: WF_ERROR_DATA: a test that needs the rows, or too few of them
 *
 * A test without a table, for those that need no more of one. Variables that don't vary, or that others
 * determine, are warnings, as with a table. Cost p³ / 3.
 *
 * Returns: (transfer full): the test; variables are asked for by their position
 */
WfCiTest *
wf_ci_test_new_covariance (const char *kind, WfCovariance *covariance, GVariant *params, GError **error)
{
  const WfCiTestKind *found = kind != NULL ? wf_ci_test_find (kind, error) : &wf_ci_test_fisher_z;
  g_autoptr (GVariant) complete = NULL;
  gpointer state;

  g_return_val_if_fail (covariance != NULL, NULL);

  if (found == NULL)
    return NULL;
  if (found->prepare_covariance == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The test “%s” needs the rows of the data, not only their covariances; take “%s”, or "
                      "the table they were computed from"),
                   found->id, wf_ci_test_fisher_z.id);
      return NULL;
    }
  complete = wf_params_complete (found->params, params, error);
  if (complete == NULL)
    return NULL;
  state = found->prepare_covariance (covariance, complete, error);
  return state != NULL ? wf_ci_test_new_custom (found, state) : NULL;
}

/**
 * wf_ci_test_new_custom: (skip)
 * @kind: a descriptor of the caller's own; must outlive the test
 * @state: (transfer full): its state, given back to `release`
 *
 * A test that is not in the registry, for example one that asks a known graph.
 *
 * Returns: (transfer full): the test
 */
WfCiTest *
wf_ci_test_new_custom (const WfCiTestKind *kind, gpointer state)
{
  WfCiTest *self;

  g_return_val_if_fail (kind != NULL && kind->p_value != NULL, NULL);
  g_return_val_if_fail ((kind->measure == NULL) == (kind->threshold == NULL), NULL);
  g_return_val_if_fail ((kind->measure == NULL) == (kind->measure_to_p == NULL), NULL);

  self = g_atomic_rc_box_new0 (WfCiTest);
  self->kind = kind;
  self->state = state;
  return self;
}

/**
 * wf_ci_test_ref:
 * @self: a test
 *
 * Returns: (transfer full): @self
 */
WfCiTest *
wf_ci_test_ref (WfCiTest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfCiTest *self)
{
  if (self->kind->release != NULL)
    self->kind->release (self->state);
}

/**
 * wf_ci_test_unref:
 * @self: (transfer full): a test
 */
void
wf_ci_test_unref (WfCiTest *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_ci_test_get_kind: (skip)
 * @self: a test
 *
 * Returns: its descriptor
 */
const WfCiTestKind *
wf_ci_test_get_kind (WfCiTest *self)
{
  return self->kind;
}

/**
 * wf_ci_test_get_id:
 * @self: a test
 *
 * Returns: (transfer none): the id of its kind
 */
const char *
wf_ci_test_get_id (WfCiTest *self)
{
  return self->kind->id;
}

/**
 * wf_ci_test_get_max_given:
 * @self: a test
 *
 * Returns: the largest conditioning set the rows can judge; %G_MAXSIZE = no limit
 */
gsize
wf_ci_test_get_max_given (WfCiTest *self)
{
  return self->kind->get_max_given != NULL ? self->kind->get_max_given (self->state) : G_MAXSIZE;
}

/**
 * wf_ci_test_get_warnings:
 * @self: a test
 *
 * Returns: (transfer none) (array zero-terminated=1): what people should know about the data, in words
 */
const char *const *
wf_ci_test_get_warnings (WfCiTest *self)
{
  static const char *const none[] = { NULL };

  return self->kind->get_warnings != NULL ? self->kind->get_warnings (self->state) : none;
}

/**
 * wf_ci_test_is_independent:
 * @self: a test
 * @x: a column
 * @y: another column
 * @given: (array length=n_given) (nullable): columns conditioned on, without @x and @y
 * @n_given: how many
 * @alpha: significance level, between 0 and 1
 *
 * Returns: whether independence is not rejected: the p-value is above @alpha
 */
gboolean
wf_ci_test_is_independent (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given, double alpha)
{
  return wf_ci_test_get_measure (self, x, y, given, n_given) <
         wf_ci_test_get_threshold (self, n_given, alpha);
}

/**
 * wf_ci_test_get_p_value:
 * @self: a test
 * @x: a column
 * @y: another column
 * @given: (array length=n_given) (nullable): columns conditioned on, without @x and @y
 * @n_given: how many
 *
 * Returns: p-value in [0, 1]; 1 when there are too few rows to say anything
 */
double
wf_ci_test_get_p_value (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given)
{
  return self->kind->p_value (self->state, x, y, given, n_given);
}

/**
 * wf_ci_test_has_measure:
 * @self: a test
 *
 * Returns: whether its measure costs less than a p-value
 */
gboolean
wf_ci_test_has_measure (WfCiTest *self)
{
  return self->kind->measure != NULL;
}

/**
 * wf_ci_test_get_measure:
 * @self: a test
 * @x: a column
 * @y: another column
 * @given: (array length=n_given) (nullable): columns conditioned on, without @x and @y
 * @n_given: how many
 *
 * How strongly two columns depend on each other given others, in a unit of the test's own: only measures of
 * sets of one size can be compared. A test without such a unit gives its p-value, negated.
 *
 * Returns: the measure; larger = more dependent
 */
double
wf_ci_test_get_measure (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given)
{
  if (self->kind->measure != NULL)
    return self->kind->measure (self->state, x, y, given, n_given);
  return -self->kind->p_value (self->state, x, y, given, n_given);
}

/**
 * wf_ci_test_get_threshold:
 * @self: a test
 * @n_given: size of the conditioning set
 * @alpha: significance level, between 0 and 1
 *
 * Returns: the measure below which independence is not rejected
 */
double
wf_ci_test_get_threshold (WfCiTest *self, gsize n_given, double alpha)
{
  return self->kind->threshold != NULL ? self->kind->threshold (self->state, n_given, alpha) : -alpha;
}

/**
 * wf_ci_test_measure_to_p:
 * @self: a test
 * @measure: what wf_ci_test_get_measure() gave
 * @n_given: for a set of how many columns
 *
 * Returns: the p-value, in [0, 1]
 */
double
wf_ci_test_measure_to_p (WfCiTest *self, double measure, gsize n_given)
{
  return self->kind->measure_to_p != NULL ? self->kind->measure_to_p (self->state, measure, n_given)
                                          : -measure;
}

gboolean
wf_ci_test_try_sweep (WfCiTest *self, WfCiSweep *sweep)
{
  return self->kind->sweep != NULL && self->kind->sweep (self->state, sweep);
}
