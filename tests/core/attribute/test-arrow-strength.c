/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"

static const char *const abc[] = { "a", "b", "c", NULL };
static const char *const levels[] = { "no", "yes", NULL };

static WfAttribution *
attribute (WfModel *model, const char *target, const char *params)
{
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;
  WfAttribution *found = wf_attribute_arrows (model, target, given, 1, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static const WfContribution *
get_arrow (WfAttribution *attribution, guint from, int to)
{
  gsize n;
  const WfContribution *all = wf_attribution_get_contributions (attribution, &n);

  for (gsize i = 0; i < n; i++)
    if (all[i].node == from && all[i].child == to)
      return &all[i];
  g_assert_not_reached ();
}

/* a ~ N(0, 2²), b = 0.5 a + N(0, 1), c = a - 3 b + N(0, 0.5²) */
static WfModel *
make_linear (double sd)
{
  static const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  static const double half[] = { 0.5 }, both[] = { 1, -3 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  wf_model_builder_set_linear (builder, 0, 0, NULL, 0, 2);
  wf_model_builder_set_linear (builder, 1, 7, half, 1, 1);
  wf_model_builder_set_linear (builder, 2, 0, both, 2, sd);
  return wf_model_builder_end (builder, NULL);
}

static void
test_linear (void)
{
  g_autoptr (WfModel) model = make_linear (0.5);
  g_autoptr (WfAttribution) information = attribute (model, NULL, NULL);
  g_autoptr (WfAttribution) variance = attribute (model, "c", "{'measure': <'variance'>}");
  g_autofree char *name = wf_attribution_name (variance, 0);
  gsize n;

  g_assert_true (wf_attribution_is_exact (information));
  g_assert_cmpstr (wf_attribution_get_unit (information), ==, "nats");
  g_assert_true (isnan (wf_attribution_get_total (information)));
  wf_attribution_get_contributions (information, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat_with_epsilon (get_arrow (information, 0, 1)->share, 0.5 * log (1 + 0.25 * 4), 1e-12);
  g_assert_cmpfloat_with_epsilon (get_arrow (information, 0, 2)->share, 0.5 * log (1 + 4 / 0.25), 1e-12);
  g_assert_cmpfloat_with_epsilon (get_arrow (information, 1, 2)->share, 0.5 * log (1 + 9 * 2 / 0.25), 1e-12);
  wf_attribution_get_contributions (variance, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_arrow (variance, 0, 2)->share, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_arrow (variance, 1, 2)->share, 18, 1e-12);
  g_assert_cmpstr (name, ==, "b → c");
}

/* Draws agree with the closed form. */
static void
test_linear_draws (void)
{
  g_autoptr (WfModel) model = make_linear (1);
  static const char *const measures[] = { "information", "variance" };

  for (gsize m = 0; m < G_N_ELEMENTS (measures); m++)
    {
      g_autofree char *params = g_strdup_printf ("{'measure': <'%s'>}", measures[m]);
      g_autofree char *drawn_params =
          g_strdup_printf ("{'measure': <'%s'>, 'computation': <'draws'>, 'draws': <20000>}", measures[m]);
      g_autoptr (WfAttribution) exact = attribute (model, NULL, params);
      g_autoptr (WfAttribution) drawn = attribute (model, NULL, drawn_params);
      gsize n;
      const WfContribution *all = wf_attribution_get_contributions (exact, &n);

      g_assert_cmpuint (n, ==, 3);
      g_assert_false (wf_attribution_is_exact (drawn));
      for (gsize i = 0; i < n; i++)
        {
          const WfContribution *told = get_arrow (drawn, all[i].node, all[i].child);

          g_assert_cmpfloat_with_epsilon (told->share, all[i].share,
                                          2 * told->half_width + 0.01 * all[i].share);
        }
    }
}

static void
test_without_noise (void)
{
  g_autoptr (WfModel) model = make_linear (0);
  g_autoptr (WfAttribution) information = attribute (model, "c", NULL);

  g_assert_true (isinf (get_arrow (information, 0, 2)->share));
  g_assert_nonnull (strstr (wf_attribution_get_warnings (information)[0], "variance"));
}

/* c is a copy of a that is wrong in one of ten, whatever b: the strength is the mutual information. And c = a
 * xor b: each arrow carries log 2, though neither a nor b alone says anything about c. */
static void
test_levels (void)
{
  static const int arrows[] = { 0, 2, 1, 2, -1 };
  static const double coin[] = { 0.5, 0.5 }, copy[] = { 0.9, 0.1, 0.9, 0.1, 0.1, 0.9, 0.1, 0.9 };
  static const double other[] = { 1, 0, 0, 1, 0, 1, 1, 0 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);

  for (guint is_xor = 0; is_xor < 2; is_xor++)
    {
      g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfAttribution) found = NULL;
      g_autoptr (WfAttribution) variance = NULL;
      double mutual = log (2) + 0.9 * log (0.9) + 0.1 * log (0.1);

      wf_model_builder_set_table (builder, 0, levels, coin, 2);
      wf_model_builder_set_table (builder, 1, levels, coin, 2);
      wf_model_builder_set_table (builder, 2, levels, is_xor ? other : copy, 8);
      model = wf_model_builder_end (builder, NULL);
      found = attribute (model, "c", "{'draws': <20000>}");
      variance = attribute (model, "c", "{'draws': <20000>, 'measure': <'variance'>}");
      g_assert_false (wf_attribution_is_exact (found));
      g_assert_cmpfloat_with_epsilon (get_arrow (found, 0, 2)->share, is_xor ? log (2) : mutual, 0.005);
      g_assert_cmpfloat_with_epsilon (get_arrow (found, 1, 2)->share, is_xor ? log (2) : 0, 0.005);
      /* two indicators, each with the variance of a coin, or of 0.8 times one */
      g_assert_cmpfloat_with_epsilon (get_arrow (variance, 0, 2)->share, is_xor ? 0.5 : 0.5 * 0.64, 0.005);
    }
}

/* A root that keeps its own values has no closed form; with as many normal ones as here it comes near. */
static void
test_draws (void)
{
  static const int arrows[] = { 0, 1, -1 };
  static const char *const xy[] = { "x", "y", NULL };
  g_autoptr (WfGraph) graph = make_dag (xy, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (20000);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfModel) gaussian = NULL;
  g_autoptr (WfAttribution) found = NULL;
  g_autoptr (WfAttribution) exact = NULL;
  g_autoptr (WfAttribution) one_thread = NULL;
  g_autoptr (GVariant) params = make_params ("{'mechanisms': <'x=empirical'>}");
  g_autofree double *x = g_new (double, 20000);
  g_autofree double *y = g_new (double, 20000);
  g_autoptr (GError) error = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < 20000; i++)
    {
      x[i] = wf_rng_normal (&rng);
      y[i] = 2 * x[i] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, 20000);
  wf_table_builder_add_continuous (builder, "y", y, 20000);
  table = wf_table_builder_end (builder);
  model = wf_model_fit ("linear-gaussian", table, graph, params, NULL, &error);
  g_assert_no_error (error);
  gaussian = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, &error);
  found = attribute (model, "y", "{'draws': <5000>}");
  exact = attribute (gaussian, "y", NULL);
  g_assert_false (wf_attribution_is_exact (found));
  g_assert_cmpfloat_with_epsilon (get_arrow (exact, 0, 1)->share, 0.5 * log (5), 0.02);
  g_assert_cmpfloat_with_epsilon (get_arrow (found, 0, 1)->share, get_arrow (exact, 0, 1)->share, 0.05);
  g_assert_cmpfloat (get_arrow (found, 0, 1)->half_width, <, 0.05);
  g_assert_cmpfloat (get_arrow (found, 0, 1)->half_width, >, 0.005);
  wf_parallel_set_threads (1);
  one_thread = attribute (model, "y", "{'draws': <5000>}");
  wf_parallel_set_threads (0);
  assert_same (found, one_thread);
}

/* A number far apart for each of two levels of its cause carries the whole bit, and a quarter of the squared
 * distance. */
static void
test_mixed (void)
{
  static const int arrows[] = { 0, 1, -1 };
  static const char *const names[] = { "x", "y", NULL };
  g_autoptr (WfGraph) graph = make_dag (names, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4000);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfAttribution) information = NULL;
  g_autoptr (WfAttribution) variance = NULL;
  g_autoptr (GError) error = NULL;
  gint32 codes[4000];
  double y[4000];
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < 4000; i++)
    {
      codes[i] = i % 2;
      y[i] = 20 * codes[i] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_discrete (builder, "x", codes, 4000, levels);
  wf_table_builder_add_continuous (builder, "y", y, 4000);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  information = attribute (model, "y", NULL);
  variance = attribute (model, "y", "{'measure': <'variance'>}");
  g_assert_cmpfloat_with_epsilon (get_arrow (information, 0, 1)->share, log (2), 0.01);
  g_assert_cmpfloat_with_epsilon (get_arrow (variance, 0, 1)->share, 100, 1);
  g_assert_cmpfloat (get_arrow (information, 0, 1)->half_width, <, 0.02);
}

static void
test_bad_input (void)
{
  g_autoptr (WfModel) model = make_linear (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_attribute_arrows (model, "d", NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrow-strength/linear", test_linear);
  g_test_add_func ("/arrow-strength/linear-draws", test_linear_draws);
  g_test_add_func ("/arrow-strength/without-noise", test_without_noise);
  g_test_add_func ("/arrow-strength/levels", test_levels);
  g_test_add_func ("/arrow-strength/draws", test_draws);
  g_test_add_func ("/arrow-strength/mixed", test_mixed);
  g_test_add_func ("/arrow-strength/bad-input", test_bad_input);
  return g_test_run ();
}
