/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"

static const char *const xy[] = { "x*1", "y", NULL };

static WfModel *
make_model (WfTable **table)
{
  static const int arrows[] = { 0, 1, -1 };
  double x[60], y[60];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (60);
  g_autoptr (WfGraph) graph = make_dag (xy, arrows);
  g_autoptr (GError) error = NULL;
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < 60; i++)
    {
      x[i] = wf_rng_normal (&rng) + (i == 0 ? 6 : 0);
      y[i] = 2 * x[i] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, xy[0], x, 60);
  wf_table_builder_add_continuous (builder, xy[1], y, 60);
  *table = wf_table_builder_end (builder);
  model = wf_model_fit ("linear-gaussian", *table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* The first block's text, without marks. */
static char *
get_verdict (WfReport *report)
{
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  return wf_report_strip (wf_report_get_text (report, 0));
}

static gsize
count_tables (WfReport *report, const char *cell)
{
  gsize n = 0;

  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    for (gsize r = 0;
         wf_report_get_block_kind (report, b) == WF_BLOCK_TABLE && r < wf_report_get_n_rows (report, b); r++)
      n += strstr (wf_report_get_cell (report, b, r, 0), cell) != NULL;
  return n;
}

/* A bar has the interval of its contribution; an exact one has none. */
static void
check_intervals (WfAttribution *attribution, WfFigure *figure)
{
  gsize n, row = 0;
  const WfContribution *contributions = wf_attribution_get_contributions (attribution, &n);

  for (gsize i = 0; i < n; i++)
    {
      double low, high;

      if (!isfinite (contributions[i].share))
        continue;
      g_assert_true (wf_figure_get_bar_interval (figure, row++, &low, &high) ==
                     (contributions[i].half_width > 0));
      if (contributions[i].half_width > 0)
        {
          g_assert_cmpfloat_with_epsilon ((low + high) / 2, contributions[i].share, 1e-9);
          g_assert_cmpfloat_with_epsilon (high - low, 2 * contributions[i].half_width, 1e-9);
        }
    }
}

static void
assert_report (WfAttribution *attribution, const char *title, const char *verdict, gsize n_named)
{
  g_autoptr (WfReport) report = wf_attribution_report (attribution, NULL);
  g_autoptr (WfFigure) figure = wf_attribution_figure (attribution);
  g_autofree char *text = get_verdict (report);
  g_autofree char *plain_title = wf_report_strip (wf_report_get_title (report));

  g_assert_nonnull (strstr (plain_title, title));
  g_assert_nonnull (strstr (text, verdict));
  g_assert_true (g_str_has_prefix (wf_figure_get_alt (figure), text));
  check_intervals (attribution, figure);
  g_assert_cmpuint (count_tables (report, "x\\*1"), ==, n_named);
}

static void
test_anomaly (void)
{
  static const gsize rows[] = { 0, 1 };
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = make_model (&table);
  g_autoptr (WfAttribution) one = wf_attribute_anomaly (model, "y", NULL, rows, 1, NULL, 1, NULL, NULL);
  g_autoptr (WfAttribution) two = wf_attribute_anomaly (model, "y", NULL, rows, 2, NULL, 1, NULL, NULL);

  assert_report (one, "row 0", "The noise of “x*1” contributes most", 2);
  assert_report (two, "these rows", "In 2 rows", 2);
}

static void
test_change (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = make_model (&table);
  g_autoptr (WfAttribution) found =
      wf_attribute_change (table, table, wf_model_get_graph (model), NULL, NULL, "y", NULL, 1, NULL, NULL);

  assert_report (found, "Why did y change?", "No mechanism changed", 2);
}

static void
test_others (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = make_model (&table);
  g_autoptr (WfAttribution) arrows = wf_attribute_arrows (model, NULL, NULL, 1, NULL, NULL);
  g_autoptr (WfAttribution) none = wf_attribute_arrows (model, "x*1", NULL, 1, NULL, NULL);
  g_autoptr (WfAttribution) intrinsic = wf_attribute_intrinsic (model, "y", NULL, 1, NULL, NULL);

  assert_report (arrows, "How strong are the arrows?", "x*1 → y", 1);
  assert_report (none, "into x*1", "No arrow", 0);
  assert_report (intrinsic, "spread of y", "“x*1” makes most", 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attribution-report/anomaly", test_anomaly);
  g_test_add_func ("/attribution-report/change", test_change);
  g_test_add_func ("/attribution-report/others", test_others);
  return g_test_run ();
}
