/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/rng.h"
#include "core/discovery/discovery.h"

static WfTable *
simulate (gsize n, gsize p, double density)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n *p);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = g_strdup_printf ("x%zu", j);

      for (gsize i = 0; i < n; i++)
        x[j * n + i] = wf_rng_normal (&rng);
      for (gsize k = 0; k < j; k++)
        for (gsize i = 0, used = wf_rng_uniform (&rng) < density / (double) p; used && i < n; i++)
          x[j * n + i] += 0.7 * x[k * n + i];
      wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

/* Larger and denser tables and more samples take longer; how long is measured by hand. */
static void
test_order (void)
{
  g_autoptr (WfTable) small = simulate (300, 10, 2);
  g_autoptr (WfTable) large = simulate (2000, 100, 2);
  g_autoptr (WfTable) dense = simulate (2000, 100, 8);
  const char *const methods[] = { "pc", "fges", "boss", "fci" };

  for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      double few = wf_discovery_estimate_seconds (small, methods[m], NULL, 0, 1);
      double many = wf_discovery_estimate_seconds (large, methods[m], NULL, 0, 1);
      double samples = wf_discovery_estimate_seconds (large, methods[m], NULL, 100, 1);

      g_assert_cmpfloat (few, >, 0);
      g_assert_cmpfloat (few, <, 1);
      g_assert_cmpfloat (many, >, few);
      g_assert_cmpfloat (many, <, 10);
      g_assert_cmpfloat (samples, >, 10 * many);
    }
  g_assert_cmpfloat (wf_discovery_estimate_seconds (dense, "boss", NULL, 0, 1), >,
                     wf_discovery_estimate_seconds (large, "boss", NULL, 0, 1));
}

static void
test_unknown (void)
{
  g_autoptr (WfTable) table = simulate (100, 5, 2);
  g_autoptr (WfTable) one = simulate (100, 1, 2);

  g_assert_cmpfloat (wf_discovery_estimate_seconds (table, "none", NULL, 0, 1), ==, -1);
  g_assert_cmpfloat (wf_discovery_estimate_seconds (one, "pc", NULL, 0, 1), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/order", test_order);
  g_test_add_func ("/estimate/unknown", test_unknown);
  return g_test_run ();
}
