/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_log.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/base/rng.h"

/* n x p, columns depend on one another */
static double *
make_data (gsize n, gsize p, double shift)
{
  double *x = g_new (double, n *p);
  WfRng rng;

  wf_rng_init (&rng, 11, n);
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < n; i++)
      x[j * n + i] = wf_rng_normal (&rng) + shift + (j > 0 ? 0.5 * (x[(j - 1) * n + i] - shift) : 0);
  return x;
}

static const double **
columns_of (const double *x, gsize n, gsize p)
{
  const double **columns = g_new (const double *, p);

  for (gsize j = 0; j < p; j++)
    columns[j] = x + j * n;
  return columns;
}

static double
plain_covariance (const double *x, const double *y, gsize n)
{
  long double mean_x = 0;
  long double mean_y = 0;
  long double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      mean_x += x[i];
      mean_y += y[i];
    }
  mean_x /= n;
  mean_y /= n;
  for (gsize i = 0; i < n; i++)
    sum += (x[i] - mean_x) * (y[i] - mean_y);
  return (double) (sum / (n - 1));
}

static void
check_covariance (gsize n, gsize p, double shift)
{
  g_autofree double *x = make_data (n, p, shift);
  g_autofree const double **columns = columns_of (x, n, p);
  g_autofree double *one = g_new (double, p *p);
  g_autofree double *many = g_new (double, p *p);
  g_autofree double *means = g_new (double, p);

  g_assert_true (wf_linalg_covariance (columns, n, p, 1, NULL, means, one, NULL));
  g_assert_true (wf_linalg_covariance (columns, n, p, 0, NULL, NULL, many, NULL));
  g_assert_cmpmem (one, p * p * sizeof (double), many, p * p * sizeof (double));
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < p; i++)
      g_assert_cmpfloat_with_epsilon (one[j * p + i], plain_covariance (columns[i], columns[j], n), 1e-9);
  g_assert_cmpfloat_with_epsilon (means[p - 1], shift, 0.5 + 5 / sqrt ((double) n));
}

static void
test_covariance (void)
{
  check_covariance (2, 1, 0);
  check_covariance (2, 3, 0);
  check_covariance (57, 5, 0);
  check_covariance (2048, 64, 3);
  check_covariance (5000, 70, 0);
  check_covariance (4097, 3, 1e6); /* far from 0: the sum of squares alone would lose every digit */
}

static void
test_correlation (void)
{
  double a[] = { 4, 3, 0, 3, 9, 0, 0, 0, 0 };

  wf_linalg_correlation (a, 3);
  g_assert_cmpfloat (a[0], ==, 1);
  g_assert_cmpfloat_with_epsilon (a[1], 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (a[3], 0.5, 1e-15);
  g_assert_cmpfloat (a[8], ==, 1);
  g_assert_true (isnan (a[2]));
}

static void
test_cancel (void)
{
  g_autofree double *x = make_data (100, 2, 0);
  g_autofree const double **columns = columns_of (x, 100, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  double out[4];

  g_cancellable_cancel (cancellable);
  g_assert_false (wf_linalg_covariance (columns, 100, 2, 0, progress, NULL, out, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cholesky (void)
{
  /* Golub & Van Loan 2013, section 4.2: [4 12 -16; 12 37 -43; -16 -43 98] = L L', L = [2; 6 1; -8 5 3] */
  double a[] = { 4, 12, -16, 99, 37, -43, 99, 99, 98 };
  const double expected[] = { 2, 6, -8, 0, 1, 5, 0, 0, 3 };
  double singular[] = { 1, 2, 2, 4 };
  gsize pivot = 99;

  g_assert_true (wf_linalg_cholesky (a, 3, &pivot));
  for (gsize i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (a[i], expected[i], 1e-14);
  g_assert_false (wf_linalg_cholesky (singular, 2, &pivot));
  g_assert_cmpuint (pivot, ==, 1);
}

static void
test_solve_and_invert (void)
{
  gsize p = 30;
  gsize n = 200;
  g_autofree double *x = make_data (n, p, 0);
  g_autofree const double **columns = columns_of (x, n, p);
  g_autofree double *a = g_new (double, p *p);
  g_autofree double *factor = g_new (double, p *p);
  g_autofree double *inverse = g_new (double, p *p);
  g_autofree double *product = g_new (double, p *p);
  g_autofree double *b = g_memdup2 (x, 2 * p * sizeof (double));

  wf_linalg_covariance (columns, n, p, 0, NULL, NULL, a, NULL);
  memcpy (factor, a, p * p * sizeof (double));
  memcpy (inverse, a, p * p * sizeof (double));
  g_assert_true (wf_linalg_solve_spd (factor, p, b, 2, NULL));
  wf_linalg_multiply (a, b, p, p, 2, product);
  for (gsize i = 0; i < 2 * p; i++)
    g_assert_cmpfloat_with_epsilon (product[i], x[i], 1e-10);
  g_assert_true (wf_linalg_invert_spd (inverse, p, NULL));
  wf_linalg_multiply (a, inverse, p, p, p, product);
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < p; i++)
      g_assert_cmpfloat_with_epsilon (product[j * p + i], i == j ? 1 : 0, 1e-10);
}

static void
test_multiply (void)
{
  const double a[] = { 1, 4, 2, 5, 3, 6 };
  const double b[] = { 1, 0, -1 };
  double out[2];

  wf_linalg_multiply (a, b, 2, 3, 1, out);
  g_assert_cmpfloat (out[0], ==, -2);
  g_assert_cmpfloat (out[1], ==, -2);
}

static void
test_add_product (void)
{
  const double a[] = { 1, 4, 2, 5, 3, 6 };
  const double x[] = { 1, 0, -1 };
  double out[] = { 10, 20 }, transposed[] = { 100, 200, 300 };

  wf_linalg_add_product (a, 2, 3, FALSE, x, out);
  g_assert_cmpfloat (out[0], ==, 10 - 2);
  g_assert_cmpfloat (out[1], ==, 20 - 2);
  wf_linalg_add_product (a, 2, 3, TRUE, x, transposed);
  g_assert_cmpfloat (transposed[0], ==, 100 + 1);
  g_assert_cmpfloat (transposed[1], ==, 200 + 2);
  g_assert_cmpfloat (transposed[2], ==, 300 + 3);
}

/* a fault of GSL must come back as a status, not end the program */
static void
test_gsl_handler (void)
{
  gsl_sf_result result;

  g_assert_cmpstr (g_quark_to_string (WF_ERROR), ==, "wf-error-quark");
  g_assert_cmpint (gsl_sf_log_e (-1, &result), ==, GSL_EDOM);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/linalg/covariance", test_covariance);
  g_test_add_func ("/base/linalg/correlation", test_correlation);
  g_test_add_func ("/base/linalg/cancel", test_cancel);
  g_test_add_func ("/base/linalg/cholesky", test_cholesky);
  g_test_add_func ("/base/linalg/solve-and-invert", test_solve_and_invert);
  g_test_add_func ("/base/linalg/multiply", test_multiply);
  g_test_add_func ("/base/linalg/add-product", test_add_product);
  g_test_add_func ("/base/linalg/gsl-handler", test_gsl_handler);
  return g_test_run ();
}
