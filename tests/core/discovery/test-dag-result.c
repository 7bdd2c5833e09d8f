/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/rng.h"
#include "core/discovery/dag-result-private.h"

#define N_ROWS 500

/* x -> y, and z alone */
static WfTable *
simulate (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      x[i] = wf_rng_normal (&rng);
      y[i] = x[i] + wf_rng_normal (&rng);
      z[i] = wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, N_ROWS);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  wf_table_builder_add_continuous (builder, "z", z, N_ROWS);
  return wf_table_builder_end (builder);
}

/* The result of the graph x -> y <- z where z -> y is only there because it is required. */
static void
test_knowledge_against_the_score (void)
{
  g_autoptr (WfTable) table = simulate ();
  g_autoptr (GVariant) strict = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <2.0>}"));
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, strict, 1, NULL, NULL);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WfDiscoveryInput input = { .table = table, .knowledge = knowledge, .params = params, .n_threads = 1 };
  const guint64 parents[] = { 0, 1 << 0 | 1 << 2, 0 };
  const char *const *warnings;

  wf_knowledge_require (knowledge, "x", "y");
  wf_knowledge_require (knowledge, "z", "y");
  constraints = wf_constraints_new (knowledge, wf_table_get_names (table), NULL, NULL);
  result = wf_dag_result_new (&input, constraints, score, parents, NULL, &error);
  g_assert_no_error (error);
  warnings = wf_discovery_result_get_warnings (result);
  g_assert_nonnull (strstr (warnings[0], "contradict 1 arrow"));
  g_assert_nonnull (strstr (warnings[0], "z → y (the score is better by "));
  g_assert_null (strstr (warnings[0], "x → y"));
  g_assert_null (warnings[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dag-result/knowledge-against-the-score", test_knowledge_against_the_score);
  return g_test_run ();
}
