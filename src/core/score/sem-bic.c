/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The Bayesian information criterion (Schwarz 1978, Annals of Statistics 6) of a linear model with normal
 * noise, as a share of the log-likelihood: - n/2 log (1 - R²) - c k/2 log n for k parents. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/score/score-private.h"

#define TOLERANCE 1e-10 /* of 1 - R²: an exact linear relation */

typedef struct
{
  double *r; /* p x p */
  gsize p;
  gsize n;
  double penalty; /* of one parent */
} State;

static void
release (gpointer data)
{
  State *self = data;

  g_free (self->r);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (WfTable) complete = wf_table_drop_missing (table, NULL, 0);
  gsize p = wf_table_get_n_columns (complete);
  gsize n = wf_table_get_n_rows (complete);
  g_autofree const double **columns = g_new (const double *, p);
  g_autofree double *r = g_try_new (double, p *p);
  State *self;

  if (n < 2)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Only %zu rows have a value in every column; a score needs two at least"), n);
      return NULL;
    }
  for (gsize j = 0; j < p; j++)
    columns[j] = wf_table_get_values (complete, j, NULL);
  if (r == NULL || !wf_linalg_covariance (columns, n, p, n_threads, progress, NULL, r, error))
    return NULL;
  wf_linalg_correlation (r, p);
  for (gsize i = 0; i < p * p; i++)
    if (isnan (r[i]))
      r[i] = 0; /* a column that never varies explains nothing */
  self = g_new0 (State, 1);
  self->r = g_steal_pointer (&r);
  self->p = p;
  self->n = n;
  self->penalty = wf_params_get_real (params, "penalty") * log ((double) n) / 2;
  return self;
}

/* 1 - R² of the node on its parents; those that others determine are left out. */
static double
get_unexplained (const State *self, guint node, const guint *parents, gsize k)
{
  gsize m = k + 1;
  g_autofree double *l = g_new (double, m *m); /* rows; the diagonal inverted */

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j <= i; j++)
      {
        guint a = i < k ? parents[i] : node;
        guint b = j < k ? parents[j] : node;
        double value = self->r[a * self->p + b];

        for (gsize q = 0; q < j; q++)
          value -= l[i * m + q] * l[j * m + q];
        if (j < i)
          l[i * m + j] = value * l[j * m + j];
        else if (i == k)
          return MAX (value, TOLERANCE);
        else
          l[i * m + j] = value > TOLERANCE ? 1 / sqrt (value) : 0;
      }
  g_assert_not_reached ();
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  State *self = data;

  return -(double) self->n / 2 * log (get_unexplained (self, node, parents, n_parents)) -
         self->penalty * (double) n_parents;
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->n - 2;
}

static const WfParam params[] = {
  {
      .id = "penalty",
      .name = N_ ("Penalty"),
      .type = WF_PARAM_REAL,
      .value = 2,
      .min = 0,
      .max = 100,
      .help = N_ ("Weight of a parameter against fit in the BIC scores; 1 is Schwarz’s own, larger gives "
                  "fewer edges"),
  },
  { NULL },
};

const WfScoreKind wf_score_sem_bic = {
  .id = "sem-bic",
  .name = N_ ("Linear-Gaussian BIC"),
  .summary = N_ ("Fit of linear relations with normal noise, less a price for each parent"),
  .citation = "Schwarz 1978, Annals of Statistics 6",
  .accepts = WF_DATA_CONTINUOUS,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .get_max_parents = get_max_parents,
};
