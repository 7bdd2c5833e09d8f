/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/score/score-private.h"

struct _WfScore
{
  const WfScoreKind *kind;
  gpointer state;
  gsize n_variables;
};

G_DEFINE_BOXED_TYPE (WfScore, wf_score, wf_score_ref, wf_score_unref)

/**
 * wf_score_find_fitting: (skip)
 * @table: the data
 * @error: WF_ERROR_DATA when no score takes data of this kind
 *
 * Returns: (nullable): the first score of the registry that takes the table
 */
const WfScoreKind *
wf_score_find_fitting (WfTable *table, GError **error)
{
  const WfScoreKind *const *all = wf_scores_get_all ();

  for (gsize i = 0; all[i] != NULL; i++)
    if (all[i]->accepts & wf_table_get_data_kind (table))
      return all[i];
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("No score takes columns of these kinds; read them all as continuous or all as "
                          "discrete, or leave some out"));
  return NULL;
}

/* What no score can do with: too many columns, no rows. */
static gboolean
check_table (WfTable *table, GError **error)
{
  gsize p = wf_table_get_n_columns (table);

  if (p > WF_LIMIT_SEARCH_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%zu columns are more than the %d that scores take; select fewer columns"), p,
                   WF_LIMIT_SEARCH_COLUMNS);
      return FALSE;
    }
  if (p > 0 && wf_table_get_n_rows (table) > 0)
    return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA, _ ("The table is empty; open one with rows of data"));
  return FALSE;
}

/* takes the state, which may be NULL */
static WfScore *
create (const WfScoreKind *kind, gpointer state, gsize n_variables)
{
  WfScore *self;

  if (state == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (WfScore);
  self->kind = kind;
  self->state = state;
  self->n_variables = n_variables;
  return self;
}

/**
 * wf_score_new:
 * @kind: (nullable): id of a score, or %NULL for the one that fits the data
 * @table: the data; columns become the variables
 * @params: (nullable): parameters, an `a{sv}`
 * @n_threads: threads for the preparation; 0 = all
 * @progress: (nullable): told and obeyed
 * @error: WF_ERROR_DATA (also weights of rows that are no counts), WF_ERROR_SINGULAR, WF_ERROR_TOO_LARGE or
 * G_IO_ERROR_CANCELLED
 *
 * Prepares what the scores of all nodes of a table share: correlations or codes.
 *
 * Returns: (transfer full): a score that several threads may ask
 */
WfScore *
wf_score_new (
    const char *kind, WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  const WfScoreKind *found;
  g_autoptr (GVariant) complete = NULL;
  g_autoptr (WfTable) rows = NULL;

  g_return_val_if_fail (table != NULL, NULL);

  if (!check_table (table, error))
    return NULL;
  found = kind != NULL ? wf_score_find (kind, error) : wf_score_find_fitting (table, error);
  if (found == NULL)
    return NULL;
  if (!(found->accepts & wf_table_get_data_kind (table)))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The score “%s” doesn’t take columns of these kinds; choose another score, or read the "
                      "columns as another kind"),
                   found->id);
      return NULL;
    }
  complete = wf_params_complete (found->params, params, error);
  rows = complete != NULL ? wf_table_expand_weights (table, error) : NULL;
  if (rows == NULL)
    return NULL;
  return create (found, found->prepare (rows, complete, n_threads, progress, error),
                 wf_table_get_n_columns (table));
}

/**
 * wf_score_new_covariance:
 * @kind: (nullable): id of a score, or %NULL for the extended BIC
 * @covariance: covariances or correlations, and how many rows they come from
 * @params: (nullable): parameters, an `a{sv}`
 * @error: WF_ERROR_DATA: a score that needs the rows; WF_ERROR_TOO_LARGE
 *
 * A score without a table, for those that need no more of one. Cost p³ / 3.
 *
 * Returns: (transfer full): a score that several threads may ask
 */
WfScore *
wf_score_new_covariance (const char *kind, WfCovariance *covariance, GVariant *params, GError **error)
{
  const WfScoreKind *found = kind != NULL ? wf_score_find (kind, error) : &wf_score_ebic;
  g_autoptr (GVariant) complete = NULL;

  g_return_val_if_fail (covariance != NULL, NULL);

  if (found == NULL)
    return NULL;
  if (found->prepare_covariance == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The score “%s” needs the rows of the data, not only their covariances; take “%s”, or "
                      "the table they were computed from"),
                   found->id, wf_score_ebic.id);
      return NULL;
    }
  complete = wf_params_complete (found->params, params, error);
  return complete != NULL ? create (found, found->prepare_covariance (covariance, complete, error),
                                    wf_covariance_get_n_variables (covariance))
                          : NULL;
}

/**
 * wf_score_ref:
 * @self: a score
 *
 * Returns: (transfer full): @self
 */
WfScore *
wf_score_ref (WfScore *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfScore *self)
{
  self->kind->release (self->state);
}

/**
 * wf_score_unref:
 * @self: (transfer full): a score
 */
void
wf_score_unref (WfScore *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_score_get_kind: (skip)
 * @self: a score
 *
 * Returns: its descriptor
 */
const WfScoreKind *
wf_score_get_kind (WfScore *self)
{
  return self->kind;
}

/**
 * wf_score_get_id:
 * @self: a score
 *
 * Returns: (transfer none): the id of its kind
 */
const char *
wf_score_get_id (WfScore *self)
{
  return self->kind->id;
}

/**
 * wf_score_get_n_variables:
 * @self: a score
 *
 * Returns: the number of columns of its table
 */
gsize
wf_score_get_n_variables (WfScore *self)
{
  return self->n_variables;
}

/**
 * wf_score_get_max_parents:
 * @self: a score
 *
 * Returns: how many parents the rows can judge; %G_MAXSIZE = no limit
 */
gsize
wf_score_get_max_parents (WfScore *self)
{
  return self->kind->get_max_parents != NULL ? self->kind->get_max_parents (self->state) : G_MAXSIZE;
}

/**
 * wf_score_get_warnings:
 * @self: a score
 *
 * Returns: (transfer none) (array zero-terminated=1): what people should know about the data, in words
 */
const char *const *
wf_score_get_warnings (WfScore *self)
{
  static const char *const none[] = { NULL };

  return self->kind->get_warnings != NULL ? self->kind->get_warnings (self->state) : none;
}

/**
 * wf_score_get_local:
 * @self: a score
 * @node: a column
 * @parents: (array length=n_parents) (nullable): its parents, in increasing order
 * @n_parents: how many, at most wf_score_get_max_parents()
 *
 * Returns: how well the parents explain the node; larger is better, never NaN
 */
double
wf_score_get_local (WfScore *self, guint node, const guint *parents, gsize n_parents)
{
  return self->kind->local (self->state, node, parents, n_parents);
}

/**
 * wf_score_get_local_with: (skip)
 * @self: a score
 * @node: a column
 * @parents: (array length=n_parents) (nullable): its parents, in increasing order
 * @n_parents: how many
 * @candidates: (array length=n_candidates): columns that are neither
 * @n_candidates: how many
 * @scores: (out caller-allocates) (array length=n_candidates): the score with each of them as one parent more
 */
void
wf_score_get_local_with (WfScore *self,
                         guint node,
                         const guint *parents,
                         gsize n_parents,
                         const guint *candidates,
                         gsize n_candidates,
                         double *scores)
{
  g_autofree guint *with = NULL;

  if (self->kind->local_with != NULL)
    {
      self->kind->local_with (self->state, node, parents, n_parents, candidates, n_candidates, scores);
      return;
    }
  with = g_new (guint, n_parents + 1);
  for (gsize i = 0; i < n_candidates; i++)
    {
      gsize q = 0;

      for (; q < n_parents && parents[q] < candidates[i]; q++)
        with[q] = parents[q];
      with[q] = candidates[i];
      for (; q < n_parents; q++)
        with[q + 1] = parents[q];
      scores[i] = self->kind->local (self->state, node, with, n_parents + 1);
    }
}

/**
 * wf_score_get_local_without: (skip)
 * @self: a score
 * @node: a column
 * @parents: (array length=n_parents): its parents, in increasing order
 * @n_parents: how many, at least one
 * @scores: (out caller-allocates) (array length=n_parents): the score without each of them
 */
void
wf_score_get_local_without (WfScore *self, guint node, const guint *parents, gsize n_parents, double *scores)
{
  g_autofree guint *without = NULL;

  if (self->kind->local_without != NULL)
    {
      self->kind->local_without (self->state, node, parents, n_parents, scores);
      return;
    }
  without = g_memdup2 (parents + 1, (n_parents - 1) * sizeof (guint));
  for (gsize i = 0; i < n_parents; i++)
    {
      scores[i] = self->kind->local (self->state, node, without, n_parents - 1);
      if (i + 1 < n_parents)
        without[i] = parents[i];
    }
}
