/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/rng.h"
#include "core/discovery/discovery.h"
#include "core/discovery/drift-private.h"
#include "tests/report-chart.h"

#define N 400

static const char *const sites[] = { "A", "B", "C", NULL };

/* x drives y; y moves by 2 sin (4 pi t) along the rows, or by its site. */
static WfTable *
make_table (gboolean has_sites, double noise)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N);
  double x[N], y[N];
  gint32 codes[N];
  WfRng rng;

  wf_rng_init (&rng, 3, 1);
  for (int i = 0; i < N; i++)
    {
      double shift = has_sites ? (i % 3) - 1.0 : 2 * sin (4 * G_PI * i / (N - 1));

      codes[i] = i % 3;
      x[i] = wf_rng_normal (&rng);
      y[i] = 3 + 0.5 * x[i] + shift + noise * wf_rng_normal (&rng);
    }
  x[7] = NAN; /* left out */
  if (has_sites)
    wf_table_builder_add_discrete (builder, "site", codes, N, sites);
  wf_table_builder_add_continuous (builder, "x", x, N);
  wf_table_builder_add_continuous (builder, "y", y, N);
  return wf_table_builder_end (builder);
}

static void
test_curve (void)
{
  g_autoptr (WfTable) table = make_table (FALSE, 0);
  g_autoptr (WfContexts) contexts = wf_contexts_new (table, "", "", 4, NULL);
  const guint causes[] = { 0 };
  g_autoptr (WfDrift) drift = wf_drift_new (contexts, 2, 1, causes, 1);

  g_assert_nonnull (drift);
  g_assert_false (drift->is_discrete);
  g_assert_cmpuint (drift->n, ==, WF_DRIFT_POINTS);
  g_assert_cmpfloat_with_epsilon (drift->explained, 1, 1e-9);
  g_assert_cmpfloat (drift->x[0], ==, 1);
  g_assert_cmpfloat (drift->x[drift->n - 1], ==, N);
  for (gsize k = 0; k < drift->n; k++)
    {
      g_assert_cmpfloat_with_epsilon (drift->y[k], 2 * sin (4 * G_PI * (drift->x[k] - 1) / (N - 1)), 0.01);
      g_assert_true (k == 0 || drift->x[k] > drift->x[k - 1]);
    }
}

/* The interval holds the truth about as often as it says, and is as wide as the noise makes it. */
static void
test_interval (void)
{
  g_autoptr (WfTable) table = make_table (FALSE, 1);
  g_autoptr (WfContexts) contexts = wf_contexts_new (table, "", "", 2, NULL);
  const guint causes[] = { 0 };
  g_autoptr (WfDrift) drift = wf_drift_new (contexts, 2, 1, causes, 1);
  gsize n_held = 0;

  for (gsize k = 0; k < drift->n; k++)
    {
      double truth = 2 * sin (4 * G_PI * (drift->x[k] - 1) / (N - 1));

      n_held += truth >= drift->low[k] && truth <= drift->high[k];
      g_assert_cmpfloat_with_epsilon (drift->high[k] - drift->y[k], drift->y[k] - drift->low[k], 1e-9);
      g_assert_cmpfloat (drift->high[k] - drift->low[k], >, 0.2);
      g_assert_cmpfloat (drift->high[k] - drift->low[k], <, 1.5);
    }
  g_assert_cmpuint (n_held, >=, drift->n * 3 / 4);
  g_assert_cmpfloat (drift->explained, >, 0.5);
  g_assert_cmpfloat (drift->explained, <, 0.8);
}

static void
test_domains (void)
{
  g_autoptr (WfTable) table = make_table (TRUE, 0.01);
  g_autoptr (WfContexts) contexts = wf_contexts_new (table, "site", "", 4, NULL);
  const guint causes[] = { 1 };
  g_autoptr (WfDrift) drift = wf_drift_new (contexts, 0, 2, causes, 1);

  g_assert_true (drift->is_discrete);
  g_assert_cmpuint (drift->n, ==, 3);
  for (gsize k = 0; k < 3; k++)
    {
      g_assert_cmpstr (drift->levels[k], ==, sites[k]);
      g_assert_cmpfloat_with_epsilon (drift->y[k], (double) k - 1, 0.01);
      g_assert_cmpfloat (drift->low[k], <, drift->y[k]);
      g_assert_cmpfloat (drift->high[k] - drift->low[k], <, 0.01);
    }
}

/* Without its cause the variable's own noise is larger, and a discrete cause counts by its levels. */
static void
test_causes (void)
{
  g_autoptr (WfTable) table = make_table (TRUE, 0.01);
  g_autoptr (WfContexts) contexts = wf_contexts_new (table, "site", "x", 4, NULL);
  const guint cause = 0, itself = 1;
  g_autoptr (WfDrift) without = wf_drift_new (contexts, 0, 2, NULL, 0);
  g_autoptr (WfDrift) twice = wf_drift_new (contexts, 0, 2, &cause, 1);
  g_autoptr (WfDrift) constant = wf_drift_new (contexts, 1, 1, &itself, 1);

  g_assert_cmpfloat (without->explained, <, 0.9);
  g_assert_null (twice); /* the cause says all that the surrogate could */
  g_assert_null (constant);
}

static WfReport *
make_report (gboolean has_sites)
{
  g_autoptr (WfTable) table = make_table (has_sites, 0.5);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (has_sites)
    params = g_variant_ref_sink (g_variant_new_parsed ("{'surrogate': <'site'>}"));
  result = wf_discover (table, "cd-nod", params, NULL, 1, 1, NULL, &error);
  g_assert_no_error (error);
  return wf_discovery_report (result, table, NULL);
}

static void
test_reports (void)
{
  g_autoptr (WfReport) along = make_report (FALSE), among = make_report (TRUE);
  WfFigure *curves = find_chart (along, WF_CHART_CURVES), *forest = find_chart (among, WF_CHART_FOREST);

  g_assert_nonnull (curves);
  g_assert_cmpuint (wf_figure_get_n_rows (curves), ==, 1);
  g_assert_cmpstr (wf_figure_get_curve (curves, 0)->label, ==, "y");
  g_assert_cmpstr (wf_figure_get_chart_axis (curves), ==, "row order");
  g_assert_nonnull (forest);
  g_assert_cmpuint (wf_figure_get_n_rows (forest), ==, 3);
  g_assert_null (find_chart (among, WF_CHART_CURVES));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/drift/curve", test_curve);
  g_test_add_func ("/discovery/drift/interval", test_interval);
  g_test_add_func ("/discovery/drift/domains", test_domains);
  g_test_add_func ("/discovery/drift/causes", test_causes);
  g_test_add_func ("/discovery/drift/reports", test_reports);
  return g_test_run ();
}
