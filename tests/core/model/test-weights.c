/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is learned from a table of counts is what is learned from the table with each row that often. */

#include "config.h"

#include "core/citest/citest.h"
#include "core/discovery/discovery.h"
#include "core/discovery/ensemble.h"
#include "core/model/refit.h"
#include "core/score/score.h"
#include "fixture.h"

static const char *const names[] = { "a", "b", "c", NULL };
static const char *const levels[] = { "0", "1", "2", NULL };
static const int triangle[] = { 0, 1, 1, 2, 0, 2, -1 };

/* all combinations of three columns of three levels, random counts, some values missing */
static WfTable *
draw_table (WfRng *rng, double scale, gboolean with_missing)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (27);
  gint32 codes[3][27];
  double counts[27];
  g_autoptr (WfTable) table = NULL;

  for (gint32 i = 0; i < 27; i++)
    {
      codes[0][i] = i / 9;
      codes[1][i] = i / 3 % 3;
      codes[2][i] = with_missing && wf_rng_below (rng, 6) == 0 ? -1 : i % 3;
      counts[i] = (double) wf_rng_below (rng, 20) * scale;
    }
  codes[2][0] = 0;
  counts[0] = 7 * scale;
  for (gsize j = 0; j < 3; j++)
    wf_table_builder_add_discrete (builder, names[j], codes[j], 27, levels);
  wf_table_builder_add_continuous (builder, "n", counts, 27);
  table = wf_table_builder_end (builder);
  return wf_table_with_weights (table, "n", NULL);
}

static WfModel *
fit (const char *kind, WfTable *table, GVariant *params)
{
  g_autoptr (WfGraph) graph = make_graph (names, triangle);
  g_autoptr (GError) error = NULL;
  WfModel *model = wf_model_fit (kind, table, graph, params, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static void
compare_tables (WfModel *first, WfModel *second, double tolerance)
{
  for (guint node = 0; node < 3; node++)
    {
      gsize n, m;
      const double *p = wf_model_get_cpt (first, node, &n);
      const double *q = wf_model_get_cpt (second, node, &m);

      g_assert_cmpuint (n, ==, m);
      for (gsize i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon (p[i], q[i], tolerance);
    }
}

static void
test_fit (void)
{
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize k = 0; k < 50; k++)
    {
      g_autoptr (WfTable) table = draw_table (&rng, 1, TRUE);
      g_autoptr (WfTable) expanded = wf_table_expand_weights (table, NULL);
      g_autoptr (WfModel) model = fit (NULL, table, NULL);
      g_autoptr (WfModel) other = fit (NULL, expanded, NULL);

      g_assert_nonnull (wf_table_get_weights (wf_model_get_table (model), NULL));
      compare_tables (model, other, 1e-14);
    }
}

/* another kind has the rows as often as they count */
static void
test_fit_expanded (void)
{
  WfRng rng;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;

  wf_rng_init (&rng, 2, 0);
  table = draw_table (&rng, 1, FALSE);
  model = fit ("logistic", table, NULL);
  g_assert_cmpuint (wf_table_get_n_rows (wf_model_get_table (model)), ==,
                    (gsize) wf_table_get_total_weight (table));
}

/* shares of a whole give its frequencies, whatever the prior; nothing else can be learned from them */
static void
test_shares (void)
{
  WfRng rng, same;
  GVariantDict dict;
  g_autoptr (GVariant) no_prior = NULL;
  g_autoptr (WfTable) shares = NULL, counts = NULL;
  g_autoptr (WfModel) model = NULL, frequencies = NULL;
  g_autoptr (WfGraph) graph = make_graph (names, triangle);
  g_autoptr (GError) error = NULL;

  wf_rng_init (&rng, 3, 0);
  wf_rng_init (&same, 3, 0);
  shares = draw_table (&rng, 1.0 / 1024, FALSE);
  counts = draw_table (&same, 1, FALSE);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "ess", "d", 0.0);
  no_prior = g_variant_ref_sink (g_variant_dict_end (&dict));
  model = fit (NULL, shares, NULL);
  frequencies = fit (NULL, counts, no_prior);
  compare_tables (model, frequencies, 1e-14);
  g_assert_nonnull (strstr (wf_model_get_warnings (model)[0], "shares"));

  g_assert_null (wf_model_fit ("logistic", shares, graph, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_discover (shares, "pc", NULL, NULL, 0, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_score_new (NULL, shares, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_ci_test_new (NULL, shares, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“n”"));
}

static void
test_learn (void)
{
  static const guint parents[] = { 0, 1 };
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (gsize k = 0; k < 20; k++)
    {
      g_autoptr (WfTable) table = draw_table (&rng, 1, FALSE);
      g_autoptr (WfTable) expanded = wf_table_expand_weights (table, NULL);
      g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);
      g_autoptr (WfCiTest) other_test = wf_ci_test_new (NULL, expanded, NULL, 1, NULL, NULL);
      g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
      g_autoptr (WfScore) other_score = wf_score_new (NULL, expanded, NULL, 1, NULL, NULL);
      g_autoptr (WfDiscoveryResult) found = wf_discover (table, "pc", NULL, NULL, 0, 1, NULL, NULL);
      g_autoptr (WfDiscoveryResult) other = wf_discover (expanded, "pc", NULL, NULL, 0, 1, NULL, NULL);

      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, parents + 1, 1), ==,
                         wf_ci_test_get_p_value (other_test, 0, 2, parents + 1, 1));
      g_assert_cmpfloat (wf_score_get_local (score, 2, parents, 2), ==,
                         wf_score_get_local (other_score, 2, parents, 2));
      g_assert_true (
          wf_graph_equal (wf_discovery_result_get_graph (found), wf_discovery_result_get_graph (other)));
    }
}

/* samples of the rows are as large as the data, not as the table */
static void
test_resample (void)
{
  WfRng rng;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL, again = NULL;
  g_autoptr (WfDiscoveryResult) found = NULL;
  g_autoptr (GError) error = NULL;

  wf_rng_init (&rng, 5, 0);
  table = draw_table (&rng, 1, FALSE);
  model = fit (NULL, table, NULL);
  again = wf_model_resample (model, &rng, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (wf_model_get_table (again)), ==,
                    (gsize) wf_table_get_total_weight (table));
  found = wf_discover_bootstrap (table, "pc", NULL, NULL, 20, WF_ENSEMBLE_HIGHEST, 0.5, 1, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (wf_discovery_result_get_graph (found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/weights/fit", test_fit);
  g_test_add_func ("/model/weights/fit-expanded", test_fit_expanded);
  g_test_add_func ("/model/weights/shares", test_shares);
  g_test_add_func ("/model/weights/learn", test_learn);
  g_test_add_func ("/model/weights/resample", test_resample);
  return g_test_run ();
}
