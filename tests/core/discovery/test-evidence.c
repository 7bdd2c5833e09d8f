/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Searches without a table: from covariances, and from a graph that says what is independent. */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/discovery/discovery.h"
#include "core/table/prepare.h"
#include "oracle.h"

#define P 7

/* Columns of random linear relations, and their correlations to the last bit: a greedy search may go another
 * way by that, for graphs of a class have one score. */
static WfTable *
simulate (guint64 seed, gsize n, WfCovariance **covariance)
{
  const char *names[P + 1] = { NULL };
  g_autofree double *x = g_new (double, n *P);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;
  double r[P * P];
  gboolean is_constant[P];
  WfRng rng;

  memcpy (names, all_names, P * sizeof *names);
  wf_rng_init (&rng, seed, 0);
  for (guint j = 0; j < P; j++)
    {
      gboolean has_cause[P];

      for (guint k = 0; k < j; k++)
        has_cause[k] = wf_rng_uniform (&rng) < 0.3;
      for (gsize i = 0; i < n; i++)
        {
          x[j * n + i] = wf_rng_normal (&rng);
          for (guint k = 0; k < j; k++)
            x[j * n + i] += has_cause[k] ? 0.8 * x[k * n + i] : 0;
        }
      wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
    }
  table = wf_table_builder_end (builder);
  g_assert_true (wf_table_compute_correlation (table, 1, NULL, r, is_constant, NULL));
  *covariance = wf_covariance_new (names, r, n, NULL);
  g_assert_nonnull (*covariance);
  return g_steal_pointer (&table);
}

/* Every search finds from the covariances what it finds from the rows, or says that it needs these. */
static void
test_covariance_as_table (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (WfCovariance) covariance = NULL;
      g_autoptr (WfTable) table = simulate (seed, 400, &covariance);
      g_autoptr (WfDiscoveryResult) from_table = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) found =
          wf_discover_covariance (covariance, method->id, NULL, NULL, 1, 1, NULL, &error);

      if (!(method->takes & WF_EVIDENCE_COVARIANCE))
        {
          g_assert_null (found);
          g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
          g_assert_nonnull (strstr (error->message, "needs the rows"));
          g_assert_nonnull (strstr (error->message, "pc, "));
          return;
        }
      g_assert_no_error (error);
      from_table = wf_discover (table, method->id, NULL, NULL, 1, 1, NULL, NULL);
      g_assert_true (
          wf_graph_equal (wf_discovery_result_get_graph (found), wf_discovery_result_get_graph (from_table)));
      g_assert_cmpuint (wf_discovery_result_get_n_tests (found), ==,
                        wf_discovery_result_get_n_tests (from_table));
      g_assert_true (wf_discovery_result_get_covariance (found) == covariance);
      g_assert_false (g_variant_lookup (wf_discovery_result_get_params (found), "missing-values", "s", NULL));
    }
}

static void
assert_refused (WfCovariance *covariance, const char *method, const char *params, const char *says)
{
  g_autoptr (GVariant) given = params != NULL ? g_variant_ref_sink (g_variant_new_parsed (params)) : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_discover_covariance (covariance, method, given, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, says);
}

static void
test_covariance_refused (void)
{
  g_autoptr (WfCovariance) covariance = NULL;
  g_autoptr (WfTable) table = simulate (1, 100, &covariance);
  const gsize first = 0;
  g_autoptr (WfCovariance) single = wf_covariance_select (covariance, &first, 1);

  assert_refused (covariance, "pc", "{'test': <'g-square'>}", "“g-square” needs the rows");
  assert_refused (covariance, "fci", "{'test': <'degenerate-gaussian'>}", "needs the rows");
  assert_refused (covariance, "boss", "{'score': <'bdeu'>}", "“bdeu” needs the rows");
  assert_refused (covariance, "gies", NULL, "GIES (experiments) needs the rows");
  assert_refused (covariance, "cd-nod", NULL, "needs the rows");
  assert_refused (covariance, "nonsense", NULL, "nonsense");
  assert_refused (single, "pc", NULL, "at least two variables");
}

static gboolean
report_says (WfReport *report, const char *part)
{
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    {
      WfBlockKind kind = wf_report_get_block_kind (report, b);

      if (kind != WF_BLOCK_TABLE && kind != WF_BLOCK_FACTS)
        {
          const char *text = wf_report_get_text (report, b);

          if (text != NULL && strstr (text, part) != NULL)
            return TRUE;
          continue;
        }
      for (gsize r = 0; r < wf_report_get_n_rows (report, b); r++)
        for (gsize c = 0; c < wf_report_get_n_columns (report, b); c++)
          if (strstr (wf_report_get_cell (report, b, r, c), part) != NULL)
            return TRUE;
    }
  return FALSE;
}

/* Reasons, differences of scores, a smaller level and the report do without the rows. */
static void
test_covariance_reasons (void)
{
  g_autoptr (WfCovariance) covariance = NULL;
  g_autoptr (WfTable) table = simulate (3, 400, &covariance);
  g_autoptr (WfDiscoveryResult) by_score =
      wf_discover_covariance (covariance, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfDiscoveryResult) of_table = wf_discover (table, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfDiscoveryResult) by_tests =
      wf_discover_covariance (covariance, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfDiscoveryResult) cut = wf_discovery_rethreshold (by_tests, 1e-6, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (cut, NULL, NULL);

  for (guint b = 1; b < P; b++)
    {
      g_auto (GStrv) said = wf_discovery_explain (by_score, NULL, 0, b, NULL);
      g_auto (GStrv) wanted = wf_discovery_explain (of_table, table, 0, b, NULL);

      g_assert_true (g_strv_equal ((const char *const *) said, (const char *const *) wanted));
    }
  g_assert_true (report_says (report, "covariance of 7 variables, n = 400"));
  g_assert_true (report_says (report, "Fisher’s z"));
  g_assert_true (report_says (report, "alpha = 1e−6") || report_says (report, "alpha = 1e-06"));
}

/* Many variables, and knowledge: obeyed. Cancelled: told. */
static void
test_covariance_knowledge (void)
{
  g_autoptr (WfCovariance) covariance = NULL;
  g_autoptr (WfTable) table = simulate (2, 400, &covariance);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfDiscoveryResult) found = NULL;
  g_autoptr (GError) error = NULL;

  wf_knowledge_require (knowledge, "g", "a");
  found = wf_discover_covariance (covariance, "pc", NULL, knowledge, 1, 1, NULL, NULL);
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (found), 6, 0));
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_discover_covariance (covariance, "pc", NULL, NULL, 1, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A table that is really such a matrix would give a graph, of nothing. */
static void
test_covariance_in_table (void)
{
  static const gint32 codes[] = { 0, 1, 2 };
  static const char *const levels[] = { "a", "b", "c", NULL };
  static const double values[] = { 1, 0.5, 0.2, 0.5, 1, 0.1, 0.2, 0.1, 1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;

  wf_table_builder_add_discrete (builder, "name", codes, 3, levels);
  for (guint j = 0; j < 3; j++)
    wf_table_builder_add_continuous (builder, levels[j], values + 3 * j, 3);
  table = wf_table_builder_end (builder);
  g_assert_null (wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "matrix of covariances"));
}

/* ---- a graph that answers ---- */

static void
test_oracle_cpdag (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      WfRng rng;
      g_autoptr (WfGraph) dag = NULL;
      g_autoptr (WfGraph) class = NULL;
      g_autoptr (WfDiscoveryResult) found = NULL;

      wf_rng_init (&rng, seed, 7);
      dag = create_random_dag (&rng, 2 + seed % 9, 0.35);
      class = wf_graph_to_cpdag (dag, NULL);
      found = wf_discover_oracle (dag, NULL, "pc", NULL, NULL, 1, NULL, NULL);
      g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (found), class));
      g_assert_true (wf_discovery_result_get_oracle (found) == dag);
    }
}

/* What FCI and RFCI are sure of is so in the MAG of the observed nodes, and FCI has its edges, neither fewer
 * nor more. */
static void
test_oracle_pag (gconstpointer data)
{
  const char *method = data;

  for (guint seed = 0; seed < 200; seed++)
    {
      WfRng rng;
      g_autoptr (WfGraph) plain = NULL;
      g_autoptr (WfGraph) dag = NULL;
      g_autoptr (WfGraph) mag = NULL;
      g_auto (GStrv) observed = NULL;
      g_autoptr (WfGraphBuilder) builder = NULL;
      g_autoptr (WfDiscoveryResult) found = NULL;
      WfGraph *pag;

      wf_rng_init (&rng, seed, 8);
      plain = create_random_dag (&rng, 5 + seed % 6, 0.35);
      builder = wf_graph_builder_new_copy (plain);
      for (guint hidden = 0; hidden < seed % 4; hidden++)
        wf_graph_builder_set_latent (builder, (guint) wf_rng_below (&rng, wf_graph_get_n_nodes (plain)));
      dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
      observed = wf_graph_list_observed (dag);
      mag = wf_graph_to_mag (dag, (const char *const *) observed, NULL, NULL);
      found = wf_discover_oracle (dag, NULL, method, NULL, NULL, 1, NULL, NULL);
      pag = wf_discovery_result_get_graph (found);
      g_assert_true (g_strv_equal (wf_graph_get_names (pag), (const char *const *) observed));
      for (guint a = 0; a < g_strv_length (observed); a++)
        for (guint b = 0; b < g_strv_length (observed); b++)
          {
            WfMark mark = wf_graph_get_mark (pag, a, b);

            if (g_str_equal (method, "fci") || wf_graph_is_adjacent (mag, a, b))
              g_assert_cmpint (wf_graph_is_adjacent (pag, a, b), ==, wf_graph_is_adjacent (mag, a, b));
            if (mark != WF_MARK_CIRCLE && wf_graph_is_adjacent (mag, a, b))
              g_assert_cmpint (mark, ==, wf_graph_get_mark (mag, a, b));
          }
    }
}

static WfGraph *
create_example (void)
{
  /* time -> a -> b <- c, and u behind a and c */
  static const char *const names[] = { "time", "a", "b", "c", "u", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_add_arrow (builder, 3, 2);
  wf_graph_builder_add_arrow (builder, 4, 1);
  wf_graph_builder_add_arrow (builder, 4, 3);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* All are observed: the context orients what PC leaves open. */
static void
test_oracle_contexts (void)
{
  g_autoptr (WfGraph) dag = create_example ();
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'surrogate': <'time'>}"));
  g_autoptr (WfDiscoveryResult) found = wf_discover_oracle (dag, NULL, "cd-nod", params, NULL, 1, NULL, NULL);
  WfGraph *graph = wf_discovery_result_get_graph (found);

  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 5);
  g_assert_true (wf_graph_is_parent (graph, 0, 1));
  g_assert_true (wf_graph_is_parent (graph, 4, 1));
  g_assert_true (wf_graph_is_parent (graph, 1, 2));
  g_assert_true (wf_graph_is_parent (graph, 3, 2));
  g_assert_false (g_variant_lookup (wf_discovery_result_get_params (found), "alpha", "d", NULL));
}

static void
assert_no_answer (
    WfGraph *graph, const char *const *observed, const char *method, const char *params, const char *says)
{
  g_autoptr (GVariant) given = params != NULL ? g_variant_ref_sink (g_variant_new_parsed (params)) : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_discover_oracle (graph, observed, method, given, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, says);
}

static void
test_oracle_refused (void)
{
  static const char *const unknown[] = { "a", "x", NULL };
  static const char *const twice[] = { "a", "b", "a", NULL };
  static const char *const single[] = { "a", NULL };
  static const char *const with_time[] = { "a", "b", "time", NULL };
  g_autoptr (WfGraph) dag = create_example ();
  g_autoptr (WfGraph) class = wf_graph_to_cpdag (dag, NULL);

  for (const WfDiscovery *const *methods = wf_discoveries_get_all (); *methods != NULL; methods++)
    if (!((*methods)->takes & WF_EVIDENCE_ORACLE))
      assert_no_answer (dag, NULL, (*methods)->id, NULL, "pc, fci, rfci, cd-nod");
  assert_no_answer (class, NULL, "pc", NULL, "of the kind “cpdag”");
  assert_no_answer (dag, unknown, "pc", NULL, "no node “x”");
  assert_no_answer (dag, twice, "pc", NULL, "“a” is named twice");
  assert_no_answer (dag, single, "pc", NULL, "at least two variables");
  assert_no_answer (dag, NULL, "cd-nod", NULL, "surrogate");
  assert_no_answer (dag, with_time, "cd-nod", "{'surrogate': <'b'>}", "“a” causes it in the graph");
  assert_no_answer (dag, NULL, "cd-nod", "{'surrogate': <'x'>}", "x");
}

static void
test_oracle_reasons (void)
{
  static const char *const observed[] = { "time", "a", "b", "c", NULL };
  g_autoptr (WfGraph) dag = create_example ();
  g_autoptr (WfDiscoveryResult) found = wf_discover_oracle (dag, observed, "fci", NULL, NULL, 1, NULL, NULL);
  g_auto (GStrv) apart = wf_discovery_explain (found, NULL, 0, 3, NULL);
  g_auto (GStrv) joined = wf_discovery_explain (found, NULL, 1, 2, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (found, NULL, NULL);
  g_autofree char *all = g_strjoinv ("\n", joined);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (apart[1], ==, "The given graph separates them given nothing. That removed the edge.");
  g_assert_nonnull (strstr (all, "No set of variables that was asked about separates the two"));
  g_assert_true (report_says (report, "a graph of 5 nodes, 4 of them observed"));
  g_assert_true (report_says (report, "unlimited data"));
  g_assert_false (report_says (report, "significance level"));
  g_assert_null (wf_discovery_rethreshold (found, 0.001, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "sure of what it says"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const WfDiscovery *const *methods = wf_discoveries_get_all (); *methods != NULL; methods++)
    {
      g_autofree char *path = g_strdup_printf ("/evidence/covariance/%s", (*methods)->id);

      g_test_add_data_func (path, *methods, test_covariance_as_table);
    }
  g_test_add_func ("/evidence/covariance/refused", test_covariance_refused);
  g_test_add_func ("/evidence/covariance/reasons", test_covariance_reasons);
  g_test_add_func ("/evidence/covariance/knowledge", test_covariance_knowledge);
  g_test_add_func ("/evidence/covariance/in-table", test_covariance_in_table);
  g_test_add_func ("/evidence/oracle/cpdag", test_oracle_cpdag);
  g_test_add_data_func ("/evidence/oracle/pag/fci", "fci", test_oracle_pag);
  g_test_add_data_func ("/evidence/oracle/pag/rfci", "rfci", test_oracle_pag);
  g_test_add_func ("/evidence/oracle/contexts", test_oracle_contexts);
  g_test_add_func ("/evidence/oracle/refused", test_oracle_refused);
  g_test_add_func ("/evidence/oracle/reasons", test_oracle_reasons);
  return g_test_run ();
}
