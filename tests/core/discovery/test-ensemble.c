/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "cancelling.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/discovery/ensemble-private.h"
#include "tests/report-chart.h"

static const char *const names[] = { "a", "b", "c", "d", "e", NULL };

/* ---- consensus of counts that are given ---- */

static void
add_count (GArray *pairs, guint a, guint b, WfMark mark_a, WfMark mark_b, guint count)
{
  WfEnsemblePair *last;

  if (pairs->len == 0 || g_array_index (pairs, WfEnsemblePair, pairs->len - 1).a != a ||
      g_array_index (pairs, WfEnsemblePair, pairs->len - 1).b != b)
    {
      WfEnsemblePair pair = { .a = a, .b = b };

      g_array_append_val (pairs, pair);
    }
  last = &g_array_index (pairs, WfEnsemblePair, pairs->len - 1);
  last->counts[mark_a][mark_b] += count;
}

static WfEnsemble *
create_ensemble (GArray *pairs, WfGraphKind kind, guint n_samples)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) whole = wf_graph_builder_end (builder, kind, NULL);

  return wf_ensemble_new (whole, pairs, n_samples, 0, g_new0 (char *, 1));
}

static GArray *
create_pairs (void)
{
  return g_array_new (FALSE, FALSE, sizeof (WfEnsemblePair));
}

static void
assert_edge (WfGraph *graph, guint a, guint b, const char *marks, double probability)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_assert_cmpstr (wf_marks_to_text (wf_graph_get_mark (graph, b, a), wf_graph_get_mark (graph, a, b)), ==,
                   marks);
  for (gsize e = 0; e < n_edges; e++)
    if (edges[e].a == MIN (a, b) && edges[e].b == MAX (a, b))
      g_assert_cmpfloat_with_epsilon (edges[e].probability, probability, 1e-12);
}

static void
test_rules (void)
{
  GArray *pairs = create_pairs ();
  g_autoptr (WfEnsemble) ensemble = NULL;
  g_autoptr (WfGraph) preserved = NULL;
  g_autoptr (WfGraph) highest = NULL;
  g_autoptr (WfGraph) majority = NULL;

  add_count (pairs, 0, 1, WF_MARK_TAIL, WF_MARK_ARROW, 6); /* a → b 6, none 4 */
  add_count (pairs, 0, 2, WF_MARK_TAIL, WF_MARK_ARROW, 4); /* a → c 4, a — c 3, none 3 */
  add_count (pairs, 0, 2, WF_MARK_TAIL, WF_MARK_TAIL, 3);
  add_count (pairs, 0, 3, WF_MARK_TAIL, WF_MARK_ARROW, 3); /* a → d 3, d → a 1, none 6 */
  add_count (pairs, 0, 3, WF_MARK_ARROW, WF_MARK_TAIL, 1);
  add_count (pairs, 0, 4, WF_MARK_TAIL, WF_MARK_ARROW, 5); /* a → e 5, e → a 5: a tie */
  add_count (pairs, 0, 4, WF_MARK_ARROW, WF_MARK_TAIL, 5);
  ensemble = create_ensemble (pairs, WF_GRAPH_CPDAG, 10);
  preserved = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_PRESERVED, 0, NULL);
  assert_edge (preserved, 0, 1, "→", 0.6);
  assert_edge (preserved, 0, 2, "→", 0.4);
  assert_edge (preserved, 0, 3, "→", 0.3);
  assert_edge (preserved, 0, 4, "—", 1);
  highest = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_HIGHEST, 0, NULL);
  assert_edge (highest, 0, 1, "→", 0.6);
  assert_edge (highest, 0, 2, "→", 0.4);
  assert_edge (highest, 0, 3, "", 0);
  assert_edge (highest, 0, 4, "—", 1);
  majority = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_MAJORITY, 0, NULL);
  assert_edge (majority, 0, 1, "→", 0.6);
  g_assert_cmpuint (wf_graph_get_n_edges (majority), ==, 1);

  g_assert_cmpfloat_with_epsilon (wf_ensemble_get_adjacency (ensemble, 2, 0), 0.7, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_ensemble_get_probability (ensemble, 3, 0, WF_MARK_TAIL, WF_MARK_ARROW),
                                  0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_ensemble_get_probability (ensemble, 0, 3, WF_MARK_NONE, WF_MARK_NONE),
                                  0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_ensemble_get_mark (ensemble, 2, 0, WF_MARK_TAIL), 0.7, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_ensemble_get_mark (ensemble, 0, 2, WF_MARK_ARROW), 0.4, 1e-12);
}

/* Below the threshold an edge loses its direction first, then itself. */
static void
test_threshold (void)
{
  GArray *pairs = create_pairs ();
  g_autoptr (WfEnsemble) ensemble = NULL;
  g_autoptr (WfGraph) low = NULL;
  g_autoptr (WfGraph) middle = NULL;
  g_autoptr (WfGraph) high = NULL;

  add_count (pairs, 0, 1, WF_MARK_TAIL, WF_MARK_ARROW, 6);
  add_count (pairs, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL, 3);
  ensemble = create_ensemble (pairs, WF_GRAPH_CPDAG, 10);
  low = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_HIGHEST, 0.6, NULL);
  assert_edge (low, 0, 1, "→", 0.6);
  middle = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_HIGHEST, 0.61, NULL);
  assert_edge (middle, 0, 1, "—", 0.9);
  high = wf_ensemble_get_graph (ensemble, WF_ENSEMBLE_HIGHEST, 0.91, NULL);
  g_assert_cmpuint (wf_graph_get_n_edges (high), ==, 0);
}

/* a → b → c → a, each in most samples though no sample has all three. */
static void
test_cycle (void)
{
  for (guint can_turn = 0; can_turn < 2; can_turn++)
    {
      GArray *pairs = create_pairs ();
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_autoptr (WfEnsemble) ensemble = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_auto (GStrv) warnings = NULL;

      add_count (pairs, 0, 1, WF_MARK_TAIL, WF_MARK_ARROW, 9);
      add_count (pairs, 0, 2, WF_MARK_ARROW, WF_MARK_TAIL, 7);
      add_count (pairs, 0, 2, WF_MARK_TAIL, WF_MARK_ARROW, can_turn ? 3 : 0);
      add_count (pairs, 1, 2, WF_MARK_TAIL, WF_MARK_ARROW, 8);
      ensemble = create_ensemble (pairs, WF_GRAPH_CPDAG, 10);
      graph = wf_ensemble_draw (ensemble, WF_ENSEMBLE_MAJORITY, 0, builder, NULL);
      assert_edge (graph, 0, 1, "→", 0.9);
      assert_edge (graph, 1, 2, "→", 0.8);
      if (can_turn)
        assert_edge (graph, 0, 2, "→", 0.3);
      else
        assert_edge (graph, 0, 2, "—", 0.7);
      warnings = g_strv_builder_end (builder);
      g_assert_cmpuint (g_strv_length (warnings), ==, 1);
      g_assert_nonnull (strstr (warnings[0], "c → a"));
    }
}

/* ---- consensus of random graphs ---- */

static WfGraph *
create_random_graph (WfRng *rng, WfGraphKind kind)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  const WfMark marks[] = { WF_MARK_TAIL, WF_MARK_ARROW, WF_MARK_CIRCLE };

  for (guint a = 0; a < 5; a++)
    for (guint b = a + 1; b < 5; b++)
      if (wf_rng_below (rng, 3) > 0)
        {
          WfMark mark_a = marks[wf_rng_below (rng, kind == WF_GRAPH_PAG ? 3 : 2)];
          WfMark mark_b = marks[wf_rng_below (rng, kind == WF_GRAPH_PAG ? 3 : 2)];

          if (kind != WF_GRAPH_PAG && mark_a == WF_MARK_ARROW)
            mark_b = WF_MARK_TAIL;
          wf_graph_builder_set_edge (builder, a, b, mark_a, mark_b);
        }
  return wf_graph_builder_end (builder, kind, NULL);
}

static WfEnsemble *
create_random_ensemble (WfRng *rng, WfGraphKind kind, guint n_samples, WfGraph **samples)
{
  GArray *pairs = create_pairs ();

  for (guint s = 0; s < n_samples; s++)
    samples[s] = create_random_graph (rng, kind);
  for (guint a = 0; a < 5; a++)
    for (guint b = a + 1; b < 5; b++)
      for (guint s = 0; s < n_samples; s++)
        if (wf_graph_is_adjacent (samples[s], a, b))
          add_count (pairs, a, b, wf_graph_get_mark (samples[s], b, a), wf_graph_get_mark (samples[s], a, b),
                     1);
  return create_ensemble (pairs, kind, n_samples);
}

/* The share of samples that have all that is drawn. */
static double
recount (WfGraph **samples, guint n_samples, const WfEdge *edge, WfGraphKind kind)
{
  guint n = 0;

  for (guint s = 0; s < n_samples; s++)
    {
      WfMark mark_a = wf_graph_get_mark (samples[s], edge->b, edge->a);
      WfMark mark_b = wf_graph_get_mark (samples[s], edge->a, edge->b);
      gboolean is_open = kind == WF_GRAPH_CPDAG && edge->mark_a == edge->mark_b;

      n +=
          mark_a != WF_MARK_NONE && (is_open || ((edge->mark_a == WF_MARK_CIRCLE || edge->mark_a == mark_a) &&
                                                 (edge->mark_b == WF_MARK_CIRCLE || edge->mark_b == mark_b)));
    }
  return (double) n / n_samples;
}

/* No node is an ancestor of one it has an arrowhead towards. */
static void
assert_ancestral (WfGraph *graph)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      gsize n;
      g_autofree guint *below = wf_graph_list_descendants (graph, v, &n);

      for (gsize i = 0; i < n; i++)
        g_assert_cmpint (wf_graph_get_mark (graph, below[i], v), !=, WF_MARK_ARROW);
    }
}

static void
test_random (void)
{
  WfRng rng;
  guint n_fewer = 0;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 600; i++)
    {
      WfGraphKind kind = i % 2 ? WF_GRAPH_PAG : WF_GRAPH_CPDAG;
      guint n_samples = 1 + (guint) wf_rng_below (&rng, 12);
      WfGraph *samples[12];
      g_autoptr (WfEnsemble) ensemble = create_random_ensemble (&rng, kind, n_samples, samples);
      gsize n_before = G_MAXSIZE;

      for (guint t = 0; t <= 4; t++)
        {
          WfEnsembleRule rule = (WfEnsembleRule) (i % 3);
          g_autoptr (WfGraph) graph = wf_ensemble_get_graph (ensemble, rule, t * 0.25, NULL);
          gsize n_edges;
          const WfEdge *edges;

          g_assert_nonnull (graph);
          edges = wf_graph_get_edges (graph, &n_edges);
          g_assert_true (wf_graph_is_acyclic (graph));
          if (kind == WF_GRAPH_PAG)
            assert_ancestral (graph);
          for (gsize e = 0; e < n_edges; e++)
            {
              g_assert_cmpfloat_with_epsilon (edges[e].probability,
                                              recount (samples, n_samples, &edges[e], kind), 1e-12);
              g_assert_cmpfloat (edges[e].probability, >=, t * 0.25 - 1e-12);
            }
          g_assert_cmpuint (n_edges, <=, n_before);
          n_fewer += n_before != G_MAXSIZE && n_edges < n_before;
          n_before = n_edges;
        }
      for (guint s = 0; s < n_samples; s++)
        wf_graph_unref (samples[s]);
    }
  g_assert_cmpuint (n_fewer, >, 100);
}

/* ---- the bootstrap ---- */

/* x0 → x1 → x2 ← x3, x4 alone and weakly tied to x2 */
static WfTable *
simulate (gsize n, guint64 seed)
{
  static const char *const columns[] = { "x0", "x1", "x2", "x3", "x4" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 5 * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < 5 * n; i++)
    x[i] = wf_rng_normal (&rng);
  for (gsize i = 0; i < n; i++)
    {
      x[n + i] += 0.8 * x[i];
      x[2 * n + i] += 0.8 * x[n + i] + 0.8 * x[3 * n + i];
      x[4 * n + i] += 0.1 * x[2 * n + i];
    }
  for (gsize j = 0; j < 5; j++)
    wf_table_builder_add_continuous (builder, columns[j], x + j * n, n);
  return wf_table_builder_end (builder);
}

static void
test_bootstrap (void)
{
  g_autoptr (WfTable) table = simulate (300, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) one =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 60, WF_ENSEMBLE_HIGHEST, 0, 3, 1, NULL, &error);
  g_autoptr (WfDiscoveryResult) two = NULL;
  g_autoptr (WfDiscoveryResult) redrawn = NULL;
  WfEnsemble *ensemble;
  WfGraph *graph;

  g_assert_no_error (error);
  two = wf_discover_bootstrap (table, "pc", NULL, NULL, 60, WF_ENSEMBLE_HIGHEST, 0, 3, 2, NULL, &error);
  g_assert_no_error (error);
  ensemble = wf_discovery_result_get_ensemble (one);
  graph = wf_discovery_result_get_graph (one);
  g_assert_true (wf_graph_equal (graph, wf_discovery_result_get_graph (two)));
  g_assert_cmpuint (wf_ensemble_get_n_samples (ensemble), ==, 60);
  g_assert_cmpuint (wf_ensemble_get_n_failed (ensemble), ==, 0);
  for (guint a = 0; a < 5; a++)
    for (guint b = 0; b < 5; b++)
      {
        double sum = 0;

        for (WfMark mark_a = WF_MARK_NONE; mark_a <= WF_MARK_CIRCLE; mark_a++)
          for (WfMark mark_b = WF_MARK_NONE; a != b && mark_b <= WF_MARK_CIRCLE; mark_b++)
            {
              double p = wf_ensemble_get_probability (ensemble, a, b, mark_a, mark_b);

              g_assert_cmpfloat (
                  p, ==,
                  wf_ensemble_get_probability (wf_discovery_result_get_ensemble (two), a, b, mark_a, mark_b));
              sum += p;
            }
        if (a != b)
          g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
      }
  g_assert_cmpfloat (wf_ensemble_get_adjacency (ensemble, 0, 1), ==, 1);
  g_assert_cmpfloat (wf_ensemble_get_adjacency (ensemble, 0, 3), <, 0.2);
  g_assert_cmpfloat (wf_ensemble_get_adjacency (ensemble, 2, 4), >, 0.05);
  g_assert_cmpfloat (wf_ensemble_get_adjacency (ensemble, 2, 4), <, 0.95);
  g_assert_true (wf_graph_is_parent (graph, 3, 2));
  g_assert_cmpfloat (wf_ensemble_get_mark (ensemble, 3, 2, WF_MARK_ARROW), >, 0.8);

  redrawn = wf_discovery_result_redraw (one, WF_ENSEMBLE_PRESERVED, 0.04, &error);
  g_assert_no_error (error);
  g_assert_true (wf_graph_is_adjacent (wf_discovery_result_get_graph (redrawn), 2, 4));
  g_assert_true (wf_discovery_result_get_ensemble (redrawn) == ensemble);
  g_assert_cmpint (wf_discovery_result_get_ensemble_rule (redrawn), ==, WF_ENSEMBLE_PRESERVED);
  g_assert_cmpfloat (wf_discovery_result_get_ensemble_threshold (redrawn), ==, 0.04);
}

/* Another seed gives other samples. */
/* Each cell is the share of its arrow; where directions are open, the edges below the diagonal. */
static void
test_matrix (void)
{
  g_autoptr (WfTable) table = simulate (300, 1);
  g_autoptr (WfDiscoveryResult) result =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 30, WF_ENSEMBLE_HIGHEST, 0, 3, 1, NULL, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (result, table, NULL);
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (result);
  WfFigure *arrows = find_chart (report, WF_CHART_HEAT), *edges = NULL;

  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    if (wf_report_get_block_kind (report, b) == WF_BLOCK_FIGURE)
      edges = wf_report_get_figure (report, b);
  g_assert_nonnull (arrows);
  g_assert_true (edges != arrows);
  g_assert_cmpuint (wf_figure_get_n_rows (arrows), ==, 5);
  for (guint a = 0; a < 5; a++)
    for (guint b = 0; b < 5; b++)
      {
        double share = wf_figure_get_heat_cell (arrows, a, b);

        if (a == b)
          g_assert_true (isnan (share));
        else
          g_assert_cmpfloat_with_epsilon (share, wf_ensemble_get_mark (ensemble, a, b, WF_MARK_ARROW), 1e-12);
        g_assert_true (isnan (wf_figure_get_heat_cell (edges, a, b)) == (b >= a));
        if (b < a)
          g_assert_cmpfloat_with_epsilon (wf_figure_get_heat_cell (edges, a, b),
                                          wf_ensemble_get_adjacency (ensemble, a, b), 1e-12);
      }
}

/* Beyond what a matrix can show, the edges that most samples have. */
static void
test_many_variables (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (60);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'alpha': <0.2>}"));
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfReport) report = NULL;
  WfFigure *bars;
  double x[60], last = 1;
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (int j = 0; j < 70; j++)
    {
      g_autofree char *name = g_strdup_printf ("x%d", j);

      for (int i = 0; i < 60; i++)
        x[i] = (j % 2 ? 3 * x[i] : 0) + wf_rng_normal (&rng);
      wf_table_builder_add_continuous (builder, name, x, 60);
    }
  table = wf_table_builder_end (builder);
  result = wf_discover_bootstrap (table, "pc", params, NULL, 5, WF_ENSEMBLE_HIGHEST, 0, 3, 1, NULL, NULL);
  report = wf_discovery_report (result, table, NULL);
  bars = find_chart (report, WF_CHART_BARS);
  g_assert_null (find_chart (report, WF_CHART_HEAT));
  g_assert_nonnull (bars);
  g_assert_cmpuint (wf_figure_get_n_rows (bars), ==, 40);
  for (gsize i = 0; i < 40; i++)
    {
      double share;

      wf_figure_get_bar (bars, i, NULL, NULL, &share, NULL, NULL);
      g_assert_cmpfloat (share, <=, last);
      last = share;
    }
}

static void
test_seed (void)
{
  g_autoptr (WfTable) table = simulate (100, 1);
  g_autoptr (WfDiscoveryResult) one =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 30, WF_ENSEMBLE_HIGHEST, 0, 3, 2, NULL, NULL);
  g_autoptr (WfDiscoveryResult) two =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 30, WF_ENSEMBLE_HIGHEST, 0, 4, 2, NULL, NULL);
  gboolean differs = FALSE;

  for (guint a = 0; a < 5; a++)
    for (guint b = a + 1; b < 5; b++)
      differs |= wf_ensemble_get_adjacency (wf_discovery_result_get_ensemble (one), a, b) !=
                 wf_ensemble_get_adjacency (wf_discovery_result_get_ensemble (two), a, b);
  g_assert_true (differs);
}

static void
test_knowledge (void)
{
  g_autoptr (WfTable) table = simulate (200, 1);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) result = NULL;
  WfGraph *graph;

  wf_knowledge_require (knowledge, "x4", "x0");
  wf_knowledge_set_tier (knowledge, "x1", 1); /* against the truth */
  wf_knowledge_set_tier (knowledge, "x0", 2);
  result =
      wf_discover_bootstrap (table, "pc", NULL, knowledge, 30, WF_ENSEMBLE_HIGHEST, 0.9, 3, 2, NULL, NULL);
  graph = wf_discovery_result_get_graph (result);
  g_assert_true (wf_graph_is_parent (graph, 4, 0));
  g_assert_cmpfloat (wf_ensemble_get_mark (wf_discovery_result_get_ensemble (result), 4, 0, WF_MARK_ARROW),
                     ==, 1);
  g_assert_false (wf_graph_is_parent (graph, 0, 1));
}

static void
assert_same_shares (WfEnsemble *one, WfEnsemble *two)
{
  g_assert_cmpuint (wf_ensemble_get_n_pairs (one), ==, wf_ensemble_get_n_pairs (two));
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (one); i++)
    {
      double sum = 0;
      guint a, b;

      wf_ensemble_get_pair (one, i, &a, &b);
      for (WfMark mark_a = WF_MARK_NONE; mark_a <= WF_MARK_CIRCLE; mark_a++)
        for (WfMark mark_b = WF_MARK_NONE; mark_b <= WF_MARK_CIRCLE; mark_b++)
          {
            double share = wf_ensemble_get_probability (one, a, b, mark_a, mark_b);

            g_assert_cmpfloat (share, ==, wf_ensemble_get_probability (two, a, b, mark_a, mark_b));
            sum += share;
          }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
    }
}

/* What holds for a bootstrap of every search: the same at one thread and at two, shares that sum to 1,
 * knowledge obeyed in the consensus, whatever the rule. */
static void
test_every_search (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (200, 7);
  const char *const *columns = wf_table_get_names (table);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) plain = NULL;
  g_autoptr (WfDiscoveryResult) one = NULL;
  g_autoptr (WfDiscoveryResult) two = NULL;
  g_autoptr (GError) error = NULL;

  wf_knowledge_require (knowledge, "x4", "x0");
  wf_knowledge_forbid (knowledge, "x0", "x1");
  wf_knowledge_forbid (knowledge, "x2", "x3");
  wf_knowledge_forbid (knowledge, "x3", "x2");
  plain = wf_discover (table, method->id, NULL, knowledge, 1, 1, NULL, NULL);
  if (plain == NULL)
    {
      g_test_skip ("needs other data or parameters");
      return;
    }
  one = wf_discover_bootstrap (table, method->id, NULL, knowledge, 10, WF_ENSEMBLE_PRESERVED, 0, 3, 1, NULL,
                               &error);
  g_assert_no_error (error);
  two = wf_discover_bootstrap (table, method->id, NULL, knowledge, 10, WF_ENSEMBLE_PRESERVED, 0, 3, 2, NULL,
                               &error);
  g_assert_no_error (error);
  assert_same_shares (wf_discovery_result_get_ensemble (one), wf_discovery_result_get_ensemble (two));
  g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (one), wf_discovery_result_get_graph (two)));
  for (guint rule = WF_ENSEMBLE_PRESERVED; rule <= WF_ENSEMBLE_MAJORITY; rule++)
    {
      g_autoptr (WfDiscoveryResult) drawn =
          wf_discovery_result_redraw (one, (WfEnsembleRule) rule, 0.3, &error);
      WfGraph *graph;

      g_assert_no_error (error);
      graph = wf_discovery_result_get_graph (drawn);
      g_assert_cmpint (wf_graph_get_kind (graph), ==, method->returns);
      g_assert_true (wf_graph_is_acyclic (graph));
      g_assert_cmpint (wf_graph_get_mark (graph, 4, 0), ==, WF_MARK_ARROW);
      for (guint a = 0; a < 5; a++)
        for (guint b = 0; b < 5; b++)
          if (a != b && wf_graph_is_parent (graph, a, b))
            g_assert_false (wf_knowledge_is_forbidden (knowledge, columns[a], columns[b]));
    }
}

/* Two rows in six lack a value: samples that draw fewer than four of the others can't be tested. */
static void
test_failed_samples (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 7 };
  const double y[] = { 1, 3, 2, 5, NAN, NAN };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (6);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfDiscoveryResult) plain = NULL;
  WfEnsemble *ensemble;

  wf_table_builder_add_continuous (builder, "x", x, 6);
  wf_table_builder_add_continuous (builder, "y", y, 6);
  table = wf_table_builder_end (builder);
  plain = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, &error);
  g_assert_no_error (error);
  result = wf_discover_bootstrap (table, "pc", NULL, NULL, 40, WF_ENSEMBLE_HIGHEST, 0, 3, 2, NULL, &error);
  g_assert_no_error (error);
  ensemble = wf_discovery_result_get_ensemble (result);
  g_assert_cmpuint (wf_ensemble_get_n_samples (ensemble) + wf_ensemble_get_n_failed (ensemble), ==, 40);
  g_assert_cmpuint (wf_ensemble_get_n_failed (ensemble), >, 3);
  g_assert_nonnull (wf_discovery_result_get_warnings (result)[0]);
}

static void
test_cancel (void)
{
  g_autoptr (WfTable) table = simulate (1000, 1); /* all rows are searched long before it is cancelled */
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  Cancelling cancelling = { .cancellable = cancellable, .delay = 50000 };
  GThread *thread = g_thread_new ("cancel", press_after_delay, &cancelling);

  g_assert_null (
      wf_discover_bootstrap (table, "pc", NULL, NULL, 10000, WF_ENSEMBLE_HIGHEST, 0, 3, 2, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (get_time_since (&cancelling), <, 200000);
  g_assert_cmpstr (wf_progress_get_stage (progress), ==, "Searching samples of the rows");
  g_thread_join (thread);
}

static void
test_errors (void)
{
  g_autoptr (WfTable) table = simulate (100, 1);
  g_autoptr (WfDiscoveryResult) plain = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (GError) many = NULL;
  g_autoptr (GError) single = NULL;
  g_autoptr (GError) unknown = NULL;
  WfEnsembleRule rule;

  g_assert_null (
      wf_discover_bootstrap (table, "pc", NULL, NULL, 1000000, WF_ENSEMBLE_HIGHEST, 0, 3, 2, NULL, &many));
  g_assert_error (many, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_null (wf_discovery_result_get_ensemble (plain));
  g_assert_null (wf_discovery_result_redraw (plain, WF_ENSEMBLE_HIGHEST, 0, &single));
  g_assert_error (single, WF_ERROR, WF_ERROR_DATA);
  g_assert_false (wf_ensemble_rule_from_text ("best", &rule, &unknown));
  g_assert_error (unknown, WF_ERROR, WF_ERROR_DATA);
  for (guint i = 0; i <= WF_ENSEMBLE_MAJORITY; i++)
    {
      g_assert_true (wf_ensemble_rule_from_text (wf_ensemble_rule_to_text ((WfEnsembleRule) i), &rule, NULL));
      g_assert_cmpint (rule, ==, i);
    }
}

int
main (int argc, char **argv)
{
  const WfDiscovery *const *all = wf_discoveries_get_all ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ensemble/rules", test_rules);
  g_test_add_func ("/ensemble/threshold", test_threshold);
  g_test_add_func ("/ensemble/cycle", test_cycle);
  g_test_add_func ("/ensemble/random", test_random);
  g_test_add_func ("/ensemble/bootstrap", test_bootstrap);
  g_test_add_func ("/ensemble/matrix", test_matrix);
  g_test_add_func ("/ensemble/many-variables", test_many_variables);
  g_test_add_func ("/ensemble/seed", test_seed);
  g_test_add_func ("/ensemble/knowledge", test_knowledge);
  g_test_add_func ("/ensemble/failed-samples", test_failed_samples);
  g_test_add_func ("/ensemble/cancel", test_cancel);
  g_test_add_func ("/ensemble/errors", test_errors);
  for (gsize m = 0; all[m] != NULL; m++)
    {
      g_autofree char *path = g_strdup_printf ("/ensemble/every-search/%s", all[m]->id);

      g_test_add_data_func (path, all[m], test_every_search);
    }
  return g_test_run ();
}
