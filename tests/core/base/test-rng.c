/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/rng.h"

static void
test_known_numbers (void)
{
  static const guint64 expected[] = { G_GUINT64_CONSTANT (0x910a2dec89025cc1),
                                      G_GUINT64_CONSTANT (0xbeeb8da1658eec67),
                                      G_GUINT64_CONSTANT (0xf893a2eefb32555e) };
  static const double uniforms[] = { 0.5665615751722809, 0.7457817572627011, 0.9710027535867962 };
  static const double normals[] = { -0.034267321791851144, -2.5000674933698677, 0.08772246831488635,
                                    -2.0271348479598177 };
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  g_assert_cmpuint (rng.state, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmphex (wf_rng_next (&rng), ==, expected[i]);
  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (uniforms); i++)
    g_assert_cmpfloat (wf_rng_uniform (&rng), ==, uniforms[i]);
  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (normals); i++)
    g_assert_cmpfloat_with_epsilon (wf_rng_normal (&rng), normals[i], 1e-15);
}

static void
test_tasks_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint64 task = 0; task < 1000; task++)
    {
      WfRng rng;

      wf_rng_init (&rng, 42, task);
      for (int i = 0; i < 10; i++)
        {
          guint64 number = wf_rng_next (&rng);

          g_assert_true (g_hash_table_add (seen, g_memdup2 (&number, sizeof number)));
        }
    }
}

static void
test_below (void)
{
  gsize counts[7] = { 0 };
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (int i = 0; i < 70000; i++)
    {
      gsize number = wf_rng_below (&rng, 7);

      g_assert_cmpuint (number, <, 7);
      counts[number]++;
    }
  for (gsize i = 0; i < 7; i++)
    {
      g_assert_cmpuint (counts[i], >, 9500);
      g_assert_cmpuint (counts[i], <, 10500);
    }
  g_assert_cmpuint (wf_rng_below (&rng, 1), ==, 0);
}

static void
test_normal_moments (void)
{
  double sum = 0;
  double squares = 0;
  int n = 100000;
  WfRng rng;

  wf_rng_init (&rng, 5, 9);
  for (int i = 0; i < n; i++)
    {
      double x = wf_rng_normal (&rng);

      sum += x;
      squares += x * x;
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.015);
  g_assert_cmpfloat_with_epsilon (squares / n, 1, 0.02);
}

/* Cells of equal probability, the layers' corners among them, and the tail: chi-square of 199 degrees of
 * freedom. */
static void
test_fill_normal (void)
{
  enum
  {
    N = 1000000,
    N_CELLS = 200
  };
  g_autofree double *values = g_new (double, N);
  gsize counts[N_CELLS] = { 0 }, n_tail = 0, n_negative = 0;
  double squares = 0.0, serial = 0.0, chi_square = 0.0;
  double first[100];
  WfRng rng;

  wf_rng_init (&rng, 3, 1);
  wf_rng_fill_normal (&rng, N, 1.0, values);
  for (gsize i = 0; i < N; i++)
    {
      double share = 0.5 * erfc (-values[i] / G_SQRT2);

      counts[MIN ((gsize) (N_CELLS * share), N_CELLS - 1)]++;
      n_tail += fabs (values[i]) > 3.6541528853610088;
      n_negative += values[i] < 0.0;
      squares += values[i] * values[i];
      serial += i > 0 ? values[i] * values[i - 1] : 0.0;
    }
  for (gsize i = 0; i < N_CELLS; i++)
    chi_square += pow ((double) counts[i] - N / N_CELLS, 2) / (N / N_CELLS);
  /* 4 standard deviations of each */
  g_assert_cmpfloat (chi_square, <, 199 + 4 * sqrt (2 * 199));
  g_assert_cmpfloat (chi_square, >, 199 - 4 * sqrt (2 * 199));
  g_assert_cmpfloat_with_epsilon (n_tail, N * erfc (3.6541528853610088 / G_SQRT2), 4 * sqrt (N * 2.6e-4));
  g_assert_cmpfloat_with_epsilon (n_negative, N / 2.0, 4 * sqrt (N) / 2);
  g_assert_cmpfloat_with_epsilon (squares / N, 1.0, 4 * sqrt (2.0 / N));
  g_assert_cmpfloat_with_epsilon (serial / N, 0.0, 4 * sqrt (1.0 / N));

  wf_rng_init (&rng, 3, 1);
  wf_rng_fill_normal (&rng, 100, 2.0, first);
  for (gsize i = 0; i < 100; i++)
    g_assert_cmpfloat (first[i], ==, 2.0 * values[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/rng/known-numbers", test_known_numbers);
  g_test_add_func ("/base/rng/tasks-differ", test_tasks_differ);
  g_test_add_func ("/base/rng/below", test_below);
  g_test_add_func ("/base/rng/normal-moments", test_normal_moments);
  g_test_add_func ("/base/rng/fill-normal", test_fill_normal);
  return g_test_run ();
}
