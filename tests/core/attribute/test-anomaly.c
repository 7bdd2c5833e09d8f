/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"
#include "tests/shared-data.h"

#include <json-glib/json-glib.h>

static const char *const xye[] = { "x", "y", "other", "idle", NULL };

/* x ~ N(0, 1), y = x + 0 idle + N(0, 1), other = y + N(0, 1) */
static WfModel *
make_chain (void)
{
  static const int arrows[] = { 0, 1, 1, 2, 3, 1, -1 };
  static const double slopes[] = { 1, 0 };
  g_autoptr (WfGraph) graph = make_dag (xye, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  wf_model_builder_set_linear (builder, 0, 0, NULL, 0, 1);
  wf_model_builder_set_linear (builder, 1, 0, slopes, 2, 1);
  wf_model_builder_set_linear (builder, 2, 0, slopes, 1, 1);
  wf_model_builder_set_linear (builder, 3, 5, NULL, 0, 1);
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

/* Four rows; x of one is missing. */
static WfTable *
make_rows (void)
{
  static const double x[] = { 3, 0.5, NAN, -1 }, y[] = { 3, -4, 1, -2.5 };
  static const double other[] = { 0, 0, 0, 0 }, idle[] = { 9, 5, 5, 5 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);

  wf_table_builder_add_continuous (builder, "idle", idle, 4);
  wf_table_builder_add_continuous (builder, "x", x, 4);
  wf_table_builder_add_continuous (builder, "y", y, 4);
  wf_table_builder_add_continuous (builder, "other", other, 4);
  return wf_table_builder_end (builder);
}

static WfAttribution *
attribute (WfModel *model, WfTable *table, const gsize *rows, gsize n_rows, const char *params, guint64 seed)
{
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;
  WfAttribution *found = wf_attribute_anomaly (model, "y", table, rows, n_rows, given, seed, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static double
upper_tail (double z)
{
  return 0.5 * erfc (z / sqrt (2));
}

/* Row 0: x = 3 and no noise of y. v(none) = log P(N(0, 2) > 3), v(x) = log ½, v(y) = log P(N(0, 1) > 3),
 * v(all) = 0. */
static void
test_known (void)
{
  static const gsize rows[] = { 0 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  g_autoptr (WfAttribution) found = attribute (model, table, rows, 1, "{'extreme': <'above'>}", 1);
  g_autoptr (WfAttribution) drawn = attribute (
      model, table, rows, 1, "{'samples': <200000>, 'extreme': <'above'>, 'computation': <'draws'>}", 1);
  double none = log (upper_tail (3 / sqrt (2))), with_x = log (0.5), with_y = log (upper_tail (3));
  const WfContribution *x = get_contribution (found, "x"), *y = get_contribution (found, "y");
  gsize n;

  wf_attribution_get_contributions (found, &n);
  g_assert_cmpuint (n, ==, 3); /* what comes after y has no part in it */
  g_assert_cmpfloat_with_epsilon (x->share, 0.5 * ((with_x - none) + (0 - with_y)), 1e-9);
  g_assert_cmpfloat_with_epsilon (y->share, 0.5 * ((with_y - none) + (0 - with_x)), 1e-9);
  g_assert_true (wf_attribution_is_exact (found));
  g_assert_cmpfloat (x->half_width, ==, 0);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_score (found, 0), -none, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_tail (found, 0), exp (none), 1e-9);
  g_assert_false (wf_attribution_is_exact (drawn));
  g_assert_cmpfloat (get_contribution (drawn, "x")->half_width, >, 0.01);
  g_assert_cmpfloat (get_contribution (drawn, "x")->half_width, <, 0.1);
  g_assert_cmpfloat_with_epsilon (get_contribution (drawn, "x")->share, x->share,
                                  2 * get_contribution (drawn, "x")->half_width);
  g_assert_cmpfloat (get_contribution (drawn, "idle")->share, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum_shares (drawn), wf_attribution_get_score (drawn, 0), 1e-9);
  /* without an effect, and so without a share, however unusual */
  g_assert_cmpfloat (get_contribution (found, "idle")->share, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_score (found, 0), 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), wf_attribution_get_score (found, 0),
                                  1e-12);
  g_assert_cmpuint (wf_attribution_get_contributions (found, NULL)[0].node, ==, 0);
  g_assert_cmpfloat (x->observed, ==, 3);
  g_assert_cmpfloat (y->expected, ==, 3);
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "nats");
}

/* Row 1: y is unusual by its own noise. Far below the median is not above it. */
static void
test_extremes (void)
{
  static const gsize rows[] = { 1 };
  static const char *const extremes[] = { "distance", "quantile", "below", "above" };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  double low_tail = upper_tail (4 / sqrt (2));
  double expected[] = { 2 * low_tail, 2 * low_tail, low_tail, 1 - low_tail };

  for (gsize e = 0; e < G_N_ELEMENTS (extremes); e++)
    {
      g_autofree char *params =
          g_strdup_printf ("{'samples': <100000>, 'computation': <'draws'>, 'extreme': <'%s'>}", extremes[e]);
      g_autofree char *exact_params = g_strdup_printf ("{'extreme': <'%s'>}", extremes[e]);
      g_autoptr (WfAttribution) exact = attribute (model, table, rows, 1, exact_params, 2);
      g_autoptr (WfAttribution) found = attribute (model, table, rows, 1, params, 2);

      g_assert_cmpfloat_with_epsilon (wf_attribution_get_tail (found, 0), expected[e], 0.0008);
      g_assert_cmpfloat_with_epsilon (wf_attribution_get_tail (exact, 0), expected[e], 1e-9);
      g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_score (found, 0), 1e-9);
      if (e < 3)
        g_assert_cmpuint (wf_attribution_get_contributions (found, NULL)[0].node, ==, 1);
    }
}

/* The error that is told is the spread over seeds. */
static void
test_intervals (void)
{
  static const gsize rows[] = { 3 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  double sum = 0, squares = 0, half_widths = 0, n = 60;

  for (guint64 seed = 1; seed <= n; seed++)
    {
      g_autoptr (WfAttribution) found =
          attribute (model, table, rows, 1, "{'samples': <2000>, 'computation': <'draws'>}", seed);
      const WfContribution *y = get_contribution (found, "y");

      sum += y->share / n;
      squares += y->share * y->share / n;
      half_widths += y->half_width / n;
    }
  g_test_message ("1.96 sd %.4f, told %.4f", 1.96 * sqrt (squares - sum * sum), half_widths);
  g_assert_cmpfloat (half_widths, >, 0.7 * 1.96 * sqrt (squares - sum * sum));
  g_assert_cmpfloat (half_widths, <, 1.4 * 1.96 * sqrt (squares - sum * sum));
}

static void
test_several_rows (void)
{
  static const char *const params = "{'computation': <'draws'>}";
  static const gsize rows[] = { 0, 1 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  g_autoptr (WfAttribution) both = attribute (model, table, rows, 2, params, 1);
  g_autoptr (WfAttribution) first = attribute (model, table, rows, 1, params, 1);
  g_autoptr (WfAttribution) second = attribute (model, table, rows + 1, 1, params, 1);
  static const char *const names[] = { "x", "y", "idle" };

  g_assert_cmpuint (wf_attribution_get_n_rows (both), ==, 2);
  g_assert_cmpuint (wf_attribution_get_row (both, 1), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize place = (gsize) wf_attribution_find_node (both, names[i]);
      double one = get_contribution (first, names[i])->share,
             other = get_contribution (second, names[i])->share;

      g_assert_cmpfloat_with_epsilon (get_contribution (both, names[i])->share, (one + other) / 2, 1e-12);
      g_assert_cmpfloat_with_epsilon (wf_attribution_get_row_share (both, 0, place), one, 1e-12);
      g_assert_cmpfloat_with_epsilon (wf_attribution_get_row_share (both, 1, place), other, 1e-12);
    }
  g_assert_true (isnan (get_contribution (both, "x")->observed));
}

static void
test_seeds (void)
{
  static const gsize rows[] = { 0, 1 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  g_autoptr (WfAttribution) two =
      attribute (model, table, rows, 2, "{'exact-players': <0>, 'computation': <'draws'>}", 7);
  g_autoptr (WfAttribution) other =
      attribute (model, table, rows, 2, "{'exact-players': <0>, 'computation': <'draws'>}", 8);
  g_autoptr (WfAttribution) one = NULL;

  wf_parallel_set_threads (1);
  one = attribute (model, table, rows, 2, "{'exact-players': <0>, 'computation': <'draws'>}", 7);
  wf_parallel_set_threads (0);
  assert_same (two, one);
  g_assert_cmpfloat (get_contribution (two, "x")->share, !=, get_contribution (other, "x")->share);
}

/* Random linear models: draws agree with the closed form, which sums up to the score. */
static void
test_closed_form (void)
{
  static const char *const names[] = { "a", "b", "c", "d", "y", NULL };
  guint n_far = 0, n_shares = 0;
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (guint run = 0; run < 40; run++)
    {
      static const gsize rows[] = { 0 };
      g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
      g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (1);
      g_autoptr (WfModelBuilder) builder = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfAttribution) exact = NULL;
      g_autoptr (WfAttribution) drawn = NULL;
      double values[5];

      for (guint i = 0; i < 5; i++)
        for (guint j = i + 1; j < 5; j++)
          if (wf_rng_uniform (&rng) < 0.6)
            wf_graph_builder_add_arrow (graph_builder, i, j);
      graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
      builder = wf_model_builder_new (graph);
      for (guint i = 0; i < 5; i++)
        {
          gsize n_parents;
          g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
          double slopes[5], intercept = wf_rng_normal (&rng), sd = 0.2 + wf_rng_uniform (&rng);

          values[i] = intercept + sd * wf_rng_normal (&rng);
          for (gsize k = 0; k < n_parents; k++)
            {
              slopes[k] = wf_rng_normal (&rng);
              values[i] += slopes[k] * values[parents[k]];
            }
          wf_model_builder_set_linear (builder, i, intercept, slopes, n_parents, sd);
          wf_table_builder_add_continuous (table_builder, names[i], &values[i], 1);
        }
      model = wf_model_builder_end (builder, NULL);
      table = wf_table_builder_end (table_builder);
      exact = attribute (model, table, rows, 1, NULL, 1);
      drawn = attribute (model, table, rows, 1, "{'samples': <10000>, 'computation': <'draws'>}", run + 1);
      g_assert_cmpfloat_with_epsilon (sum_shares (exact), wf_attribution_get_score (exact, 0), 1e-9);
      for (gsize i = 0; i < 5; i++)
        if (wf_attribution_find_node (exact, names[i]) >= 0)
          {
            const WfContribution *told = get_contribution (drawn, names[i]);

            n_shares++;
            n_far +=
                fabs (told->share - get_contribution (exact, names[i])->share) > 2 * told->half_width + 0.002;
          }
    }
  g_test_message ("%u of %u shares beyond 4 standard errors", n_far, n_shares);
  g_assert_cmpuint (n_far, <=, n_shares / 50);
}

/* Far outside, where no draw comes: the closed form goes on, and what is impossible has a large score, not an
 * endless one. */
static void
test_far (void)
{
  static const double far[] = { 100 };
  static const char *const names[] = { "x", "y", "other", "idle" };
  static const gsize rows[] = { 0 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (1);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfAttribution) found = NULL;
  g_autoptr (WfAttribution) drawn = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    wf_table_builder_add_continuous (builder, names[i], far, 1);
  table = wf_table_builder_end (builder);
  found = attribute (model, table, rows, 1, NULL, 1);
  drawn = attribute (model, table, rows, 1, "{'computation': <'draws'>}", 1);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_score (found, 0), 700, 1e-9);
  g_assert_cmpfloat (get_contribution (found, "x")->share, >, 690);
  g_assert_null (wf_attribution_get_warnings (found)[0]);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_score (drawn, 0), log (3000.5 / 0.5), 1e-9);
  g_assert_nonnull (strstr (wf_attribution_get_warnings (drawn)[0], "more unusual than all 3000 draws"));
}

/* A switch that is rarely on, and a lamp that nearly always follows it: the lamp is on because the switch is.
 */
static void
test_levels (void)
{
  static const char *const names[] = { "switch", "y", NULL }, *const levels[] = { "off", "on", NULL };
  static const int arrows[] = { 0, 1, -1 };
  static const double switches[] = { 0.99, 0.01 }, lamps[] = { 0.998, 0.002, 0.1, 0.9 };
  static const gint32 codes[] = { 1 };
  static const gsize rows[] = { 0 };
  g_autoptr (WfGraph) graph = make_dag (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (1);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfAttribution) found = NULL;

  wf_model_builder_set_table (builder, 0, levels, switches, 2);
  wf_model_builder_set_table (builder, 1, levels, lamps, 4);
  model = wf_model_builder_end (builder, NULL);
  wf_table_builder_add_discrete (table_builder, "switch", codes, 1, levels);
  wf_table_builder_add_discrete (table_builder, "y", codes, 1, levels);
  table = wf_table_builder_end (table_builder);
  found = attribute (model, table, rows, 1, "{'samples': <100000>}", 1);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_tail (found, 0), 0.99 * 0.002 + 0.01 * 0.9, 0.001);
  g_assert_cmpfloat (get_contribution (found, "switch")->share, >, 3);
  g_assert_cmpfloat (get_contribution (found, "y")->share, <, 1.5);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_score (found, 0), 1e-9);
}

static void
assert_refused (WfModel *model, const char *target, WfTable *table, gsize row, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_attribute_anomaly (model, target, table, &row, 1, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_bad_input (void)
{
  static const double ones[] = { 1 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfTable) table = make_rows ();
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (1);
  g_autoptr (WfTable) narrow = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  gsize row = 0;

  wf_table_builder_add_continuous (builder, "y", ones, 1);
  narrow = wf_table_builder_end (builder);
  assert_refused (model, "othr", table, 0, WF_ERROR_DATA, "“other”");
  assert_refused (model, "y", table, 4, WF_ERROR_DATA, "0 to 3");
  assert_refused (model, "y", table, 2, WF_ERROR_DATA, "“x”");
  assert_refused (model, "y", narrow, 0, WF_ERROR_DATA, "no column “");
  assert_refused (model, "y", NULL, 0, WF_ERROR_DATA, "no row");
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_attribute_anomaly (model, "y", table, &row, 1, NULL, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static WfTable *
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfTable *table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;

  g_assert_no_error (error);
  return table;
}

static WfGraph *
read_edges (const char *path, WfTable *table)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_table_get_names (table));
  JsonArray *edges;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  edges = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "edges");
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonArray *edge = json_array_get_array_element (edges, i);

      wf_graph_builder_add_arrow (
          builder, (guint) wf_table_find_column (table, json_array_get_string_element (edge, 0)),
          (guint) wf_table_find_column (table, json_array_get_string_element (edge, 1)));
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* An online shop whose caching service became slow: it comes first, for each request and on the average. */
static void
test_microservices (void)
{
  g_autofree char *normal_path = shared_data_path ("microservices-rca/normal-latencies.csv");
  g_autofree char *slow_path = NULL;
  g_autofree char *graph_path = NULL;
  g_autoptr (WfTable) normal = NULL;
  g_autoptr (WfTable) slow = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfAttribution) found = NULL;
  g_autoptr (GVariant) params = make_params ("{'samples': <3000>}");
  gsize rows[20], n, n_first = 0;
  const WfContribution *contributions;
  g_autoptr (GError) error = NULL;

  if (normal_path == NULL)
    return;
  slow_path = shared_data_path ("microservices-rca/anomaly-1000.csv");
  graph_path = shared_data_path ("microservices-rca/graph.json");
  normal = read_table (normal_path);
  slow = read_table (slow_path);
  graph = read_edges (graph_path, normal);
  model = wf_model_fit (NULL, normal, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = 50 * i;
  found = wf_attribute_anomaly (model, "Website", slow, rows, G_N_ELEMENTS (rows), params, 1, NULL, &error);
  g_assert_no_error (error);
  contributions = wf_attribution_get_contributions (found, &n);
  g_assert_cmpstr (wf_graph_get_name (graph, contributions[0].node), ==, "Caching Service");
  g_assert_cmpfloat (contributions[0].share - contributions[0].half_width, >, contributions[1].share);
  for (gsize r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      gsize best = 0;

      for (gsize i = 1; i < n; i++)
        if (wf_attribution_get_row_share (found, r, i) > wf_attribution_get_row_share (found, r, best))
          best = i;
      n_first += best == 0;
    }
  g_test_message ("Caching Service first in %zu of 20 rows, share %.2f of %.2f", n_first,
                  contributions[0].share, wf_attribution_get_total (found));
  g_assert_cmpuint (n_first, >=, 18);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anomaly/known", test_known);
  g_test_add_func ("/anomaly/extremes", test_extremes);
  g_test_add_func ("/anomaly/intervals", test_intervals);
  g_test_add_func ("/anomaly/several-rows", test_several_rows);
  g_test_add_func ("/anomaly/seeds", test_seeds);
  g_test_add_func ("/anomaly/closed-form", test_closed_form);
  g_test_add_func ("/anomaly/far", test_far);
  g_test_add_func ("/anomaly/levels", test_levels);
  g_test_add_func ("/anomaly/bad-input", test_bad_input);
  g_test_add_func ("/anomaly/microservices", test_microservices);
  return g_test_run ();
}
