/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Is the noise independent of the parents, as every structural model says? The normal scores of the noise,
 * and their squares, are regressed on polynomials of the normal scores of the parents (levels of discrete
 * ones): what is left of the mean is seen in the first, what the spread depends on in the second (White 1980,
 * Econometrica 48; Koenker 1981, Journal of Econometrics 17; ranks: Conover & Iman 1981, American
 * Statistician 35). The two F tests, independent when the noise is, are joined by Fisher's method. The noise
 * of a discrete node is that of wf_mechanism_abduct(), uniform when the mechanism is right (Dunn & Smyth
 * 1996, JCGS 5). The fit has taken out some of what the first looks for, so that p is rather too large than
 * too small. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "core/base/linalg.h"
#include "core/model/validation-private.h"

#define ROWS_A_FEATURE 10
#define MAX_FEATURES   60
#define JITTER         1e-8 /* of the diagonal: features may determine one another */
#define SEED           2

typedef struct
{
  double value;
  gsize row;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Normal quantiles of the ranks, ties at their mean rank (van der Waerden 1952). */
static void
fill_scores (const double *x, gsize n, double *scores)
{
  g_autofree Ranked *ranked = g_new (Ranked, n);

  for (gsize i = 0; i < n; i++)
    ranked[i] = (Ranked){ x[i], i };
  qsort (ranked, n, sizeof (Ranked), compare_ranked);
  for (gsize from = 0, to; from < n; from = to)
    {
      double score;

      for (to = from + 1; to < n && ranked[to].value == ranked[from].value; to++)
        ;
      score = gsl_cdf_ugaussian_Pinv ((0.5 * (double) (from + to - 1) + 1.0) / (double) (n + 1));
      for (gsize i = from; i < to; i++)
        scores[ranked[i].row] = score;
    }
}

/* The polynomials, each with mean 0; columns of n. */
typedef struct
{
  gsize n, n_columns, limit;
  double *columns;
} Features;

static double *
add_feature (Features *self)
{
  return self->n_columns < self->limit ? self->columns + self->n * self->n_columns++ : NULL;
}

static void
centre (double *x, gsize n)
{
  double mean = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    x[i] -= mean;
}

static void
add_powers (Features *self, const double *scores, guint power)
{
  double *feature = add_feature (self);

  for (gsize i = 0; feature != NULL && i < self->n; i++)
    feature[i] = power == 1   ? scores[i]
                 : power == 2 ? scores[i] * scores[i]
                              : scores[i] * scores[i] * scores[i] - 3.0 * scores[i];
}

static void
add_levels (Features *self, const double *levels, gsize n_levels)
{
  for (gsize l = 1; l < n_levels; l++)
    {
      double *feature = add_feature (self);

      for (gsize i = 0; feature != NULL && i < self->n; i++)
        feature[i] = levels[i] == (double) l;
    }
}

static void
fill_features (Features *self, const WfMechanism *mechanism, const double *const *columns)
{
  gsize p = mechanism->n_parents, n = self->n;
  g_autofree double *scores = g_new (double, n *p);

  for (gsize k = 0; k < p; k++)
    fill_scores (columns[k], n, scores + k * n);
  /* what comes later may find no room */
  for (guint power = 1; power <= 3; power++)
    for (gsize k = 0; k < p; k++)
      if (mechanism->parent_levels[k] == 0)
        add_powers (self, scores + k * n, power);
      else if (power == 1)
        add_levels (self, columns[k], mechanism->parent_levels[k]);
  for (gsize k = 0; k < p; k++)
    for (gsize l = 0; l < k; l++)
      {
        double *feature = add_feature (self);

        for (gsize i = 0; feature != NULL && i < n; i++)
          feature[i] = scores[k * n + i] * scores[l * n + i];
      }
  for (gsize j = 0; j < self->n_columns; j++)
    centre (self->columns + j * n, n);
}

/* The share of the variance of y that the features explain; y has mean 0. */
static double
measure_share (const Features *self, const double *factor, const double *y)
{
  g_autofree double *product = g_new0 (double, self->n_columns);
  g_autofree double *solution = NULL;
  double explained = 0.0, total = 0.0;

  wf_linalg_add_product (self->columns, self->n, self->n_columns, TRUE, y, product);
  solution = g_memdup2 (product, self->n_columns * sizeof (double));
  wf_linalg_solve_cholesky (factor, self->n_columns, solution, 1);
  for (gsize j = 0; j < self->n_columns; j++)
    explained += product[j] * solution[j];
  for (gsize i = 0; i < self->n; i++)
    total += y[i] * y[i];
  return total > 0.0 ? CLAMP (explained / total, 0.0, 1.0) : 0.0;
}

/* -2 log p of the F test of a share */
static double
get_evidence (const Features *self, double share)
{
  double q = self->n_columns, rest = (double) self->n - q - 1.0;
  double p = gsl_cdf_fdist_Q (share / q / fmax ((1.0 - share) / rest, 1e-300), q, rest);

  return -2.0 * log (fmax (p, 1e-300));
}

static gboolean
factorise (const Features *self, double *square)
{
  gsize q = self->n_columns;
  g_autofree double *transposed = g_new (double, self->n *q);

  for (gsize j = 0; j < q; j++)
    for (gsize i = 0; i < self->n; i++)
      transposed[i * q + j] = self->columns[j * self->n + i];
  memset (square, 0, q * q * sizeof (double));
  wf_linalg_add_products (1.0, transposed, q, self->n, square);
  for (gsize j = 0; j < q; j++)
    square[j * q + j] += JITTER * (square[j * q + j] + 1.0);
  return wf_linalg_cholesky (square, q, NULL);
}

void
wf_noise_test (
    const WfMechanism *mechanism, const double *const *columns, gsize n, double *p_value, double *share)
{
  gsize limit = MIN (MAX_FEATURES, n / ROWS_A_FEATURE);
  g_autofree double *noise = g_new (double, n + 1);
  g_autofree double *squares = g_new (double, n + 1);
  g_autofree double *storage = g_new (double, n *limit + 1);
  g_autofree double *factor = g_new (double, limit *limit + 1);
  Features features = { n, 0, limit, storage };
  double first, second;
  WfRng rng;

  *p_value = *share = NAN;
  /* a table is right for any distribution: it has nothing to fail in */
  if (mechanism->n_parents == 0 || mechanism->kind == &wf_mechanism_categorical)
    return;
  wf_rng_init (&rng, SEED, 0);
  wf_mechanism_abduct (mechanism, columns, columns[mechanism->n_parents], &rng, n, noise);
  for (gsize i = 0; i < n; i++)
    if (isnan (noise[i]))
      return;
  fill_features (&features, mechanism, columns);
  if (features.n_columns == 0 || !factorise (&features, factor))
    return;
  fill_scores (noise, n, noise);
  for (gsize i = 0; i < n; i++)
    squares[i] = noise[i] * noise[i];
  centre (noise, n);
  centre (squares, n);
  first = measure_share (&features, factor, noise);
  second = measure_share (&features, factor, squares);
  *share = fmax (first, second);
  *p_value = gsl_cdf_chisq_Q (get_evidence (&features, first) + get_evidence (&features, second), 4.0);
}
