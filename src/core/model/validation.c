/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Five-fold cross-validation (Stone 1974, JRSS B 36) of the log-likelihood: of rows in a random order that
 * depends on nothing but their number, so that the same data give the same folds. Of very many rows some are
 * enough: the standard error of a mean over 2,000 is what matters. */

#include "config.h"

#include <math.h>

#include "core/model/validation-private.h"

#define N_FOLDS  5
#define MAX_ROWS 2000
#define SEED     1
#define ROUNDING 1e-12 /* of the size of the values: noise below isn't theirs */

/* The first n of a random permutation of the rows. */
static gsize *
permute (gsize n_rows, gsize n)
{
  gsize *rows = g_new (gsize, n_rows);
  WfRng rng;

  wf_rng_init (&rng, SEED, 0);
  for (gsize i = 0; i < n_rows; i++)
    rows[i] = i;
  for (gsize i = 0; i < n; i++)
    {
      gsize j = i + wf_rng_below (&rng, n_rows - i), swap = rows[i];

      rows[i] = rows[j];
      rows[j] = swap;
    }
  return rows;
}

gboolean
wf_validation_init (WfValidation *self, const WfFamily *family, gsize min_rows, GError **error)
{
  gsize n = MIN (family->n_rows, MAX_ROWS);
  g_autofree gsize *rows = NULL;

  if (n < min_rows)
    return FALSE;
  rows = permute (family->n_rows, n);
  if (!wf_family_select (&self->rows, family, TRUE, rows, n, error))
    return FALSE;
  self->n_folds = N_FOLDS;
  self->copies = g_ptr_array_new_with_free_func (g_free);
  self->columns = wf_family_list_columns (&self->rows, self->copies);
  return TRUE;
}

void
wf_validation_clear (WfValidation *self)
{
  if (self->columns == NULL)
    return;
  wf_family_clear (&self->rows);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
}

static gboolean
measure_fold (const WfValidation *self,
              gsize from,
              gsize to,
              WfMechanism *mechanism,
              gboolean with_parents,
              GVariant *params,
              WfProgress *progress,
              double *out,
              GError **error)
{
  gsize n = self->rows.n_rows, n_kept = 0;
  g_autofree gsize *kept = g_new (gsize, n);
  g_autofree const double **parents = g_new (const double *, self->rows.n_parents + 1);
  g_auto (WfFamily) rest = { 0 };

  for (gsize i = 0; i < n; i++)
    if (i < from || i >= to)
      kept[n_kept++] = i;
  for (gsize k = 0; k < self->rows.n_parents; k++)
    parents[k] = self->columns[k] + from;
  if (!wf_family_select (&rest, &self->rows, with_parents, kept, n_kept, error) ||
      !mechanism->kind->fit (mechanism, &rest, params, progress, error))
    return FALSE;
  wf_mechanism_log_density (mechanism, parents, self->columns[self->rows.n_parents] + from, to - from,
                            out + from);
  return TRUE;
}

gboolean
wf_validation_measure (const WfValidation *self,
                       const WfMechanism *mechanism,
                       const WfMechanismKind *kind,
                       gboolean with_parents,
                       GVariant *params,
                       WfProgress *progress,
                       double *out,
                       GError **error)
{
  gsize n = self->rows.n_rows;

  for (gsize fold = 0; fold < self->n_folds; fold++)
    {
      WfMechanism draft;
      gboolean is_measured;

      wf_mechanism_init (&draft, mechanism->parents, mechanism->parent_levels,
                         with_parents ? mechanism->n_parents : 0, mechanism->n_levels);
      draft.kind = kind;
      is_measured = measure_fold (self, fold * n / self->n_folds, (fold + 1) * n / self->n_folds, &draft,
                                  with_parents, params, progress, out, error);
      wf_mechanism_clear (&draft);
      if (!is_measured)
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_validation_is_exact (const WfValidation *self, const double *log_density)
{
  const double *values = self->columns[self->rows.n_parents];
  double n = self->rows.n_rows, squares = 0.0, mean = 0.0;

  if (self->rows.values[self->rows.n_parents] == NULL)
    return FALSE;
  for (gsize i = 0; i < self->rows.n_rows; i++)
    {
      squares += values[i] * values[i] / n;
      mean += log_density[i] / n;
    }
  return mean > -log (ROUNDING * sqrt (squares));
}
