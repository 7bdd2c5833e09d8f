/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which kind a node is of when none is asked for.
 *
 * A discrete node of discrete parents has a table, one with a continuous parent is logistic. A continuous
 * node of continuous parents is linear-Gaussian unless curves and free noise predict rows they were fitted
 * without clearly better: by more than the standard error of the difference (the one-standard-error rule:
 * Breiman et al. 1984, Classification and Regression Trees, 3.4.3) and by more than a hundredth of a nat a
 * row, so that with very many rows a difference that doesn't matter isn't clear. With a discrete parent it
 * has curves. A node without parents is normal as long as the whole model is linear, which keeps answers in
 * closed form: their means don't depend on its shape. In other models it keeps its own values where they
 * predict clearly better. */

#include "config.h"

#include <math.h>

#include "core/model/model-private.h"
#include "core/model/validation-private.h"

#define MIN_ROWS     100  /* fewer can't tell */
#define MIN_GAIN     0.01 /* nats a row */
#define N_ERRORS     1.0  /* standard errors of the gain */

/* Whether b is clearly larger than a, row by row. */
static gboolean
is_clearly_better (const double *a, const double *b, gsize n)
{
  double mean = 0.0, squares = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += (b[i] - a[i]) / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (b[i] - a[i] - mean) * (b[i] - a[i] - mean);
  return mean > MIN_GAIN && mean > N_ERRORS * sqrt (squares / ((double) n * (double) (n - 1)));
}

/* Of two kinds, the simpler one unless the other is clearly better. */
static const WfMechanismKind *
compare_kinds (const WfMechanism *mechanism,
               const WfValidation *validation,
               const WfMechanismKind *simple,
               const WfMechanismKind *other,
               GVariant *params,
               WfProgress *progress)
{
  gsize n = validation->rows.n_rows;
  g_autofree double *first = g_new (double, n);
  g_autofree double *second = g_new (double, n);

  /* where one can't be fitted without some rows, the fit to all of them says why; rounding has no shape to
   * learn */
  if (!wf_validation_measure (validation, mechanism, simple, TRUE, params, progress, first, NULL) ||
      wf_validation_is_exact (validation, first) ||
      !wf_validation_measure (validation, mechanism, other, TRUE, params, progress, second, NULL))
    return simple;
  return is_clearly_better (first, second, n) ? other : simple;
}

static gboolean
choose_kind (
    WfModel *self, guint node, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  WfMechanism *mechanism = &self->mechanisms[node];
  g_auto (WfValidation) validation = { 0 };
  g_autoptr (GError) failure = NULL;

  self->is_automatic[node] = TRUE;
  mechanism->kind = wf_model_find_possible (self, node, NULL);
  if (mechanism->kind != &wf_mechanism_linear_gaussian || mechanism->n_parents == 0)
    return TRUE;
  if (wf_validation_init (&validation, family, MIN_ROWS, &failure))
    mechanism->kind =
        compare_kinds (mechanism, &validation, mechanism->kind, &wf_mechanism_spline, params, progress);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
wf_model_fit_mechanism (
    WfModel *self, guint node, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  WfMechanism *mechanism = &self->mechanisms[node];

  if (mechanism->kind == NULL && !choose_kind (self, node, family, params, progress, error))
    return FALSE;
  return mechanism->kind->fit (mechanism, family, params, progress, error) &&
         wf_progress_check (progress, error);
}

/* A root of a kind that was chosen by the data, again: normal, or its own values. */
static gboolean
reconsider (WfModel *self, guint node, WfProgress *progress, GError **error)
{
  WfMechanism *mechanism = &self->mechanisms[node], draft;
  const WfMechanismKind *kind = &wf_mechanism_empirical;
  g_auto (WfFamily) family = { 0 };
  g_auto (WfValidation) validation = { 0 };
  g_autoptr (GError) failure = NULL;

  if (!wf_family_init (&family, self->table, mechanism->parents, 0, node, error))
    return FALSE;
  wf_mechanism_init (&draft, mechanism->parents, mechanism->parent_levels, 0, 0);
  if (wf_validation_init (&validation, &family, MIN_ROWS, &failure))
    kind = compare_kinds (&draft, &validation, mechanism->kind, kind, self->params, progress);
  wf_mechanism_clear (&draft);
  if (kind == mechanism->kind || failure != NULL)
    return TRUE;
  wf_mechanism_clear (mechanism);
  wf_mechanism_init (mechanism, NULL, NULL, 0, 0);
  mechanism->kind = kind;
  mechanism->n_rows_used = family.n_rows;
  return wf_model_fit_mechanism (self, node, &family, self->params, progress, error);
}

gboolean
wf_model_reconsider_roots (WfModel *self, WfProgress *progress, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  gboolean is_linear = TRUE;

  for (guint i = 0; i < n_nodes; i++)
    is_linear = is_linear && self->mechanisms[i].kind == &wf_mechanism_linear_gaussian;
  for (guint i = 0; !is_linear && i < n_nodes; i++)
    {
      const WfMechanism *mechanism = &self->mechanisms[i];

      if (self->is_automatic[i] && mechanism->n_parents == 0 && mechanism->n_levels == 0 &&
          mechanism->kind == &wf_mechanism_linear_gaussian && !reconsider (self, i, progress, error))
        return FALSE;
    }
  return TRUE;
}
