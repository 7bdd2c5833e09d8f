/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"

static const char *const abc[] = { "a", "b", "c", NULL };
static const char *const levels[] = { "no", "yes", NULL };

static WfAttribution *
attribute (WfModel *model, const char *target, const char *params, guint64 seed)
{
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;
  WfAttribution *found = wf_attribute_intrinsic (model, target, given, seed, NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* a -> b -> c and a -> c: what b passes on from a is a's. */
static void
test_linear (void)
{
  static const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  static const double slope[] = { 0.5 }, both[] = { 1, -3 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfAttribution) found = NULL;

  wf_model_builder_set_linear (builder, 0, 0, NULL, 0, 2);
  wf_model_builder_set_linear (builder, 1, 7, slope, 1, 1);
  wf_model_builder_set_linear (builder, 2, 0, both, 2, 0.5);
  model = wf_model_builder_end (builder, NULL);
  found = attribute (model, "c", NULL, 1);
  g_assert_true (wf_attribution_is_exact (found));
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "variance");
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "a")->share, pow (1 - 3 * 0.5, 2) * 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "b")->share, 9, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "c")->share, 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), 10.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), 10.25, 1e-12);
}

static WfModel *
make_levels (const double *table)
{
  static const int arrows[] = { 0, 2, 1, 2, -1 };
  static const double coin[] = { 0.5, 0.5 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  wf_model_builder_set_table (builder, 0, levels, coin, 2);
  wf_model_builder_set_table (builder, 1, levels, coin, 2);
  wf_model_builder_set_table (builder, 2, levels, table, 8);
  return wf_model_builder_end (builder, NULL);
}

/* c = a and b: E[c | a] is 0 or 1/2, with variance 1/16; that of c is 3/16. Twice, for two levels. Alike for
 * a and b, and nothing for the noise of c, which has none. */
static void
test_and (void)
{
  static const double table[] = { 1, 0, 1, 0, 1, 0, 0, 1 };
  g_autoptr (WfModel) model = make_levels (table);
  g_autoptr (WfAttribution) found = attribute (model, "c", "{'draws': <100000>}", 1);
  const WfContribution *a = get_contribution (found, "a"), *b = get_contribution (found, "b");

  g_assert_false (wf_attribution_is_exact (found));
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "gini");
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), 0.375, 0.01);
  g_assert_cmpfloat_with_epsilon (a->share, 0.1875, 2 * a->half_width);
  g_assert_cmpfloat_with_epsilon (b->share, 0.1875, 2 * b->half_width);
  g_assert_cmpfloat (a->half_width, <, 0.01);
  g_assert_cmpfloat (get_contribution (found, "c")->share, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_total (found), 1e-12);
}

/* Told errors are those there are: the interval holds the truth about 19 times in 20. */
static void
test_intervals (void)
{
  static const double table[] = { 1, 0, 1, 0, 1, 0, 0, 1 };
  g_autoptr (WfModel) model = make_levels (table);
  guint n_inside = 0;

  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (WfAttribution) found = attribute (model, "c", "{'draws': <2000>}", seed);

      for (gsize i = 0; i < 2; i++)
        n_inside += fabs (get_contribution (found, abc[i])->share - 0.1875) <=
                    get_contribution (found, abc[i])->half_width;
    }
  g_test_message ("%u of 400 shares lie in their intervals", n_inside);
  g_assert_cmpuint (n_inside, >=, 400 * 0.88);
  g_assert_cmpuint (n_inside, <=, 400 * 0.99);
}

static void
test_seeds (void)
{
  static const double table[] = { 0.9, 0.1, 0.5, 0.5, 0.7, 0.3, 0.2, 0.8 };
  g_autoptr (WfModel) model = make_levels (table);
  g_autoptr (WfAttribution) two = attribute (model, "c", NULL, 3);
  g_autoptr (WfAttribution) other = attribute (model, "c", NULL, 4);
  g_autoptr (WfAttribution) one = NULL;

  wf_parallel_set_threads (1);
  one = attribute (model, "c", NULL, 3);
  wf_parallel_set_threads (0);
  assert_same (two, one);
  g_assert_cmpfloat (get_contribution (two, "a")->share, !=, get_contribution (other, "a")->share);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intrinsic-influence/linear", test_linear);
  g_test_add_func ("/intrinsic-influence/and", test_and);
  g_test_add_func ("/intrinsic-influence/intervals", test_intervals);
  g_test_add_func ("/intrinsic-influence/seeds", test_seeds);
  return g_test_run ();
}
