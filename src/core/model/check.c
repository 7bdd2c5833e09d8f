/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How well a node's mechanism fits: how likely it makes rows that it was fitted without, and whether the
 * noise is independent of the parents. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/model/model-private.h"
#include "core/model/validation-private.h"

#define MIN_ROWS     30
#define WEAK_P_VALUE 0.001
#define WEAK_SHARE   0.02 /* of the noise, that the parents must tell for a small p to matter */

static double
get_mean (const double *x, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i];
  return sum / (double) n;
}

/* Whether the parents raise the log density of the rows by more than the standard error of that. */
static gboolean
is_helped (const double *with, const double *alone, gsize n)
{
  double gain = get_mean (with, n) - get_mean (alone, n), squares = 0.0;

  for (gsize i = 0; i < n; i++)
    squares += (with[i] - alone[i] - gain) * (with[i] - alone[i] - gain);
  return gain > sqrt (squares / ((double) n * (double) (n - 1)));
}

/* FALSE when the parents are seen not to help; is_exact: they leave no noise to test. */
static gboolean
measure_held_out (WfMechanism *mechanism,
                  const WfValidation *validation,
                  GVariant *params,
                  gboolean *is_exact)
{
  gsize n = validation->rows.n_rows;
  g_autofree double *with = g_new (double, n);
  g_autofree double *alone = g_new (double, n);

  if (!wf_validation_measure (validation, mechanism, mechanism->kind, TRUE, params, NULL, with, NULL))
    return TRUE;
  mechanism->held_out = mechanism->held_out_alone = get_mean (with, n);
  *is_exact = wf_validation_is_exact (validation, with);
  if (mechanism->n_parents == 0 ||
      !wf_validation_measure (validation, mechanism, mechanism->kind, FALSE, params, NULL, alone, NULL))
    return TRUE;
  mechanism->held_out_alone = get_mean (alone, n);
  return is_helped (with, alone, n);
}

static void
describe_weakness (WfMechanism *mechanism, gboolean is_useful, const char *name)
{
  if (!is_useful)
    mechanism->weakness = g_strdup_printf (
        _ ("the parents of %s don't help to predict it: rows that were left out are as likely without them"),
        name);
  else if (mechanism->noise_p_value < WEAK_P_VALUE && mechanism->noise_share > WEAK_SHARE)
    mechanism->weakness = g_strdup_printf (_ ("the noise of %s depends on its parents (p < 0.001): a curve, "
                                              "an interaction or a changing spread is "
                                              "missing"),
                                           name);
}

void
wf_model_check_mechanism (WfModel *self, guint node)
{
  WfMechanism *mechanism = &self->mechanisms[node];
  g_autoptr (WfTable) rows = wf_table_expand_weights (self->table, NULL);
  g_auto (WfFamily) family = { 0 };
  g_auto (WfValidation) validation = { 0 };
  gboolean is_useful, is_exact = FALSE;

  if (rows == NULL || !wf_family_init (&family, rows, mechanism->parents, mechanism->n_parents, node, NULL) ||
      !wf_validation_init (&validation, &family, MIN_ROWS, NULL))
    return;
  is_useful = measure_held_out (mechanism, &validation, self->params, &is_exact);
  if (!is_exact)
    wf_noise_test (mechanism, validation.columns, validation.rows.n_rows, &mechanism->noise_p_value,
                   &mechanism->noise_share);
  describe_weakness (mechanism, is_useful, wf_graph_get_name (self->graph, node));
}
