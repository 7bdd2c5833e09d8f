/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/citest/citest.h"

#define N_TABLES 400
#define N_ROWS   200

static const char *const mixed_levels[] = { "none", "some", "many", NULL };

/* Ten rows of two continuous columns, x and y, one of three levels, c, and one of two, a. */
static inline WfTable *
create_mixed (void)
{
  static const double x[] = { 1.0, 2.5, 0.3, 4.1, 3.3, 2.2, 0.9, 5.0, 1.7, 3.9 },
                      y[] = { 0.2, 1.9, 1.1, 3.0, 4.2, 1.0, 0.1, 3.5, 2.8, 2.0 };
  static const gint32 c[] = { 2, 1, 0, 2, 2, 0, 1, 0, 2, 1 }, a[] = { 0, 0, 1, 1, 0, 1, 1, 0, 1, 0 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (10);

  wf_table_builder_add_continuous (builder, "x", x, 10);
  wf_table_builder_add_continuous (builder, "y", y, 10);
  wf_table_builder_add_discrete (builder, "c", c, 10, mixed_levels);
  wf_table_builder_add_discrete (builder, "a", a, 10, mixed_levels);
  return wf_table_builder_end (builder);
}

/* z of three levels moves x and y, which `strength` links beyond it; d is y cut in two. */
static inline WfTable *
simulate_mixed (double strength, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  double x[N_ROWS], y[N_ROWS];
  gint32 z[N_ROWS], d[N_ROWS];
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      z[i] = (gint32) wf_rng_below (&rng, 3);
      x[i] = z[i] == 1 ? 2 : z[i] == 2 ? 1 : 0;
      x[i] += wf_rng_normal (&rng);
      y[i] = z[i] == 2 ? 2 : 0;
      y[i] += wf_rng_normal (&rng) + strength * x[i];
      d[i] = y[i] > 1;
    }
  wf_table_builder_add_continuous (builder, "x", x, N_ROWS);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  wf_table_builder_add_discrete (builder, "z", z, N_ROWS, mixed_levels);
  wf_table_builder_add_discrete (builder, "d", d, N_ROWS, mixed_levels);
  return wf_table_builder_end (builder);
}

/* How often a test rejects at 5 % that x and another column are independent given z. */
static inline double
get_rejected (const char *id, guint other, double strength)
{
  const guint z = 2;
  gsize n_rejected = 0;

  for (guint64 seed = 0; seed < N_TABLES; seed++)
    {
      g_autoptr (WfTable) table = simulate_mixed (strength, seed);
      g_autoptr (WfCiTest) test = wf_ci_test_new (id, table, NULL, 1, NULL, NULL);

      n_rejected += wf_ci_test_get_p_value (test, 0, other, &z, 1) < 0.05;
    }
  return (double) n_rejected / N_TABLES;
}
