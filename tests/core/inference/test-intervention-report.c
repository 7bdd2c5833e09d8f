/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N_ROWS 300

/* pkc -> pka -> mek -> erk, apart alone; erk hardly depends on mek */
static WfModel *
fit_chain (const char *const *names, gboolean is_open)
{
  g_autofree double *values = g_new (double, 5 * N_ROWS);
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize r = 0; r < N_ROWS; r++)
    {
      values[r] = 10.0 + wf_rng_normal (&rng);
      values[N_ROWS + r] = 100.0 + values[r] + wf_rng_normal (&rng);
      values[2 * N_ROWS + r] = 200.0 - values[N_ROWS + r] + 0.5 * wf_rng_normal (&rng);
      values[3 * N_ROWS + r] = 50.0 + 0.1 * values[2 * N_ROWS + r] + 2.0 * wf_rng_normal (&rng);
      values[4 * N_ROWS + r] = wf_rng_normal (&rng);
    }
  for (guint i = 0; i < 5; i++)
    wf_table_builder_add_continuous (table_builder, names[i], values + i * N_ROWS, N_ROWS);
  table = wf_table_builder_end (table_builder);
  for (guint i = 0; i < 3; i++)
    {
      if (is_open)
        wf_graph_builder_set_edge (builder, i, i + 1, WF_MARK_TAIL, WF_MARK_TAIL);
      else
        wf_graph_builder_add_arrow (builder, i, i + 1);
    }
  graph = wf_graph_builder_end (builder, is_open ? WF_GRAPH_CPDAG : WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static const char *const proteins[] = { "pkc", "pka", "mek", "erk", "apart", NULL };

static WfReport *
report_on (WfModel *model, const char *intervention, const char *given, const char *const *show)
{
  const char *interventions[] = { intervention, NULL };
  const char *evidence[] = { given, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = intervene (model, interventions, evidence, &error);

  g_assert_no_error (error);
  return wf_effect_report (effect, show, NULL);
}

/* Every text of a kind of block, joined by lines; cells of a row by tabs. */
static char *
collect (WfReport *report, WfBlockKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    {
      if (wf_report_get_block_kind (report, i) != kind)
        continue;
      if (kind == WF_BLOCK_TABLE || kind == WF_BLOCK_FACTS)
        {
          for (gsize row = 0; row < wf_report_get_n_rows (report, i); row++)
            for (gsize k = 0; k < wf_report_get_n_columns (report, i); k++)
              g_string_append_printf (text, k == 0 ? "\n%s" : "\t%s", wf_report_get_cell (report, i, row, k));
        }
      else
        g_string_append_printf (text, "%s\n", wf_report_get_text (report, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_has (WfReport *report, WfBlockKind kind, const char *word)
{
  g_autofree char *text = collect (report, kind);

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, word));
}

static void
assert_lacks (WfReport *report, WfBlockKind kind, const char *word)
{
  g_autofree char *text = collect (report, kind);

  g_assert_null (strstr (text, word));
}

static void
test_verdict (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  g_autoptr (WfReport) report = report_on (model, "pka=112", NULL, NULL);

  g_assert_cmpstr (wf_report_get_title (report), ==, "What happens if pka is set to 112?");
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  assert_has (report, WF_BLOCK_VERDICT, "If pka is set to 112, mek falls from 90.1 to 88 (▼");
  assert_has (report, WF_BLOCK_VERDICT, "▼");
  assert_has (report, WF_BLOCK_VERDICT, "exact under the fitted linear-Gaussian model.");
  assert_lacks (report, WF_BLOCK_VERDICT, "pkc");
  assert_has (report, WF_BLOCK_TABLE, "\nmek\t");
  assert_has (report, WF_BLOCK_TABLE, "\tset");
  assert_lacks (report, WF_BLOCK_TABLE, "\napart\t");
  assert_has (report, WF_BLOCK_TABLE, "· pkc + noise (sd ");
  assert_has (report, WF_BLOCK_TABLE, "not used while it is set");
  assert_has (report, WF_BLOCK_FACTS, "pkc → pka");
  assert_has (report, WF_BLOCK_FACTS, "\t300 rows");
  assert_has (report, WF_BLOCK_CALLOUT, "Weak mechanism: the parents of erk don't help");
  assert_has (report, WF_BLOCK_CALLOUT, "Little explained: the causes in the graph tell little of erk");
  assert_lacks (report, WF_BLOCK_CALLOUT, "leave open");
  assert_lacks (report, WF_BLOCK_CALLOUT, "extrapolation");
  assert_lacks (report, WF_BLOCK_CALLOUT, "skewed");
}

static void
test_figure (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  const char *const interventions[] = { "pka=112", "apart+=-0.5", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
  g_autoptr (WfFigure) figure = wf_effect_figure (effect);
  g_autoptr (WfEffect) nothing = intervene (model, NULL, NULL, NULL);
  g_autoptr (WfFigure) plain = wf_effect_figure (nothing);

  g_assert_cmpint (wf_figure_get_kind (figure), ==, WF_FIGURE_GRAPH);
  g_assert_cmpint (wf_figure_get_node_flags (figure, 0), ==, 0);
  g_assert_cmpint (wf_figure_get_node_flags (figure, 1), ==, WF_NODE_SET);
  g_assert_cmpint (wf_figure_get_node_flags (figure, 2), ==, WF_NODE_AFFECTED);
  g_assert_cmpstr (wf_figure_get_node_value (figure, 1), ==, "= 112");
  g_assert_cmpstr (wf_figure_get_node_value (figure, 4), ==, "− 0.5");
  g_assert_null (wf_figure_get_node_value (figure, 2));
  g_assert_true (wf_figure_get_node_after (figure, 2) == wf_effect_get_after (effect, 2));
  g_assert_true (wf_figure_is_edge_cut (figure, 0));
  g_assert_false (wf_figure_is_edge_cut (figure, 1));
  g_assert_nonnull (strstr (wf_figure_get_alt (figure), "pka is set to 112 and apart is shifted by −0.5"));
  g_assert_nonnull (strstr (wf_figure_get_alt (figure), "mek falls"));
  g_assert_null (wf_figure_get_node_after (plain, 2));
  g_assert_nonnull (wf_figure_get_node_before (plain, 2));
}

static void
test_nothing_downstream (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  g_autoptr (WfReport) report = report_on (model, "apart=0.3", NULL, NULL);

  assert_has (report, WF_BLOCK_VERDICT, "nothing else changes: no variable lies downstream");
}

static void
test_doubts (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, TRUE);
  g_autoptr (WfReport) report = report_on (model, "pka=500", NULL, NULL);

  assert_has (report, WF_BLOCK_CALLOUT, "The data leave open the direction of 3 edges");
  assert_has (report, WF_BLOCK_CALLOUT, "pka = 500 lies outside the observed range");
  assert_has (report, WF_BLOCK_PROSE, "hidden common cause");
}

static void
test_given_and_show (void)
{
  const char *const show[] = { "pkc", "mek", "nobody", NULL };
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  g_autoptr (WfReport) report = report_on (model, "pka+=2", "erk=59", show);

  g_assert_cmpstr (wf_report_get_title (report), ==, "What happens if pka is shifted by +2, given erk = 59?");
  assert_has (report, WF_BLOCK_VERDICT,
              "pka is shifted by +2 and erk = 59 is observed, pkc hardly changes and mek falls");
  assert_has (report, WF_BLOCK_TABLE, "\npkc\t");
  assert_has (report, WF_BLOCK_TABLE, "\npka\t");
  assert_lacks (report, WF_BLOCK_TABLE, "\nerk\t");
  assert_lacks (report, WF_BLOCK_TABLE, "nobody");
  assert_has (report, WF_BLOCK_FACTS, "\tnone");
}

/* exp(2 z) is skewed, its cause is not */
static void
test_skewed (void)
{
  const char *const names[] = { "x", "y", "z", NULL };
  const int arrows[] = { 0, 1, 0, 2, -1 };
  double values[3][N_ROWS];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfReport) report = NULL;
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (gsize r = 0; r < N_ROWS; r++)
    {
      values[0][r] = wf_rng_normal (&rng);
      values[1][r] = exp (2.0 * values[0][r]);
      values[2][r] = values[0][r] + wf_rng_normal (&rng);
    }
  for (guint i = 0; i < 3; i++)
    wf_table_builder_add_continuous (builder, names[i], values[i], N_ROWS);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  report = report_on (model, "x=1", NULL, NULL);
  assert_has (report, WF_BLOCK_CALLOUT, "Strongly skewed: y.");
}

/* Names from data can't mark up the report. */
static void
test_hostile_names (void)
{
  const char *const names[] = { "**a**", "`b`", "c\\*", "d_e|f", "<g>", NULL };
  g_autoptr (WfModel) model = fit_chain (names, FALSE);
  g_autoptr (WfReport) report = report_on (model, "`b`=112", NULL, NULL);
  g_autofree char *verdict = collect (report, WF_BLOCK_VERDICT);
  g_autofree char *title = wf_report_strip (wf_report_get_title (report));
  g_autofree char *plain = wf_report_strip (verdict);

  g_assert_cmpstr (title, ==, "What happens if `b` is set to 112?");
  g_assert_nonnull (strstr (plain, "If `b` is set to 112, c\\* falls"));
  assert_has (report, WF_BLOCK_FACTS, "\\*\\*a\\*\\* → \\`b\\`");
}

static void
test_categorical (void)
{
  const char *const names[] = { "smoke", "cancer", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, -1 };
  gint32 smoke[200], cancer[200];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (200);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfReport) report = NULL;

  /* half smoke; 60 % and 10 % fall ill */
  for (gsize r = 0; r < 200; r++)
    {
      smoke[r] = r < 100;
      cancer[r] = r < 60 || r >= 190;
    }
  wf_table_builder_add_discrete (builder, "smoke", smoke, 200, levels);
  wf_table_builder_add_discrete (builder, "cancer", cancer, 200, levels);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  report = report_on (model, "smoke=no", NULL, NULL);
  assert_has (report, WF_BLOCK_VERDICT,
              "If smoke is set to no, cancer = yes becomes less likely, from 35\u00a0% to 10\u00a0%");
  assert_has (report, WF_BLOCK_VERDICT, "exact under the fitted probability tables");
  assert_has (report, WF_BLOCK_TABLE, "\ncancer = yes\t35\t10\t▼\u00a024.9");
  assert_has (report, WF_BLOCK_FACTS, "ess = 1");
}

/* What is drawn says so, with its errors; what kinds of intervention do is told in words. */
static void
test_sampled (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  g_autoptr (WfReport) report = report_on (model, "pka=[109,110] if pkc>10", NULL, NULL);
  g_autoptr (WfReport) weighted = report_on (model, "pka~uniform(105,115)", "pkc=10", NULL);
  g_autoptr (WfReport) cut = report_on (model, "pka-/->mek", NULL, NULL);
  g_autofree char *title = wf_report_strip (wf_report_get_title (report));
  gsize n_effects = 0;

  g_assert_cmpstr (title, ==, "What happens if pka is kept within [109, 110] where pkc > 10?");
  assert_has (report, WF_BLOCK_VERDICT, "; sampled, 10,000 draws.");
  assert_has (report, WF_BLOCK_FACTS, "10,000 draws, with the same noise before and after");
  assert_has (weighted, WF_BLOCK_FACTS, "weighted by what is given");
  assert_has (weighted, WF_BLOCK_FACTS, "pkc → pka");
  assert_has (cut, WF_BLOCK_FACTS, "pka → mek");
  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    if (wf_report_get_block_kind (report, i) == WF_BLOCK_TABLE && wf_report_get_n_columns (report, i) == 5)
      {
        n_effects++;
        g_assert_cmpstr (wf_report_get_head (report, i, 4), ==, "Standard error");
        for (gsize row = 0; row < wf_report_get_n_rows (report, i); row++)
          g_assert_cmpstr (wf_report_get_cell (report, i, row, 4), !=, "0");
      }
  g_assert_cmpuint (n_effects, ==, 1);
}

static void
test_provenance (void)
{
  g_autoptr (WfModel) model = fit_chain (proteins, FALSE);
  const char *const interventions[] = { "pka=112", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReport) report = NULL;

  wf_provenance_set_command (provenance, "wherefore-cli intervene x.csv --do pka=112");
  report = wf_effect_report (effect, NULL, provenance);
  g_assert_true (wf_report_get_provenance (report) == provenance);
  assert_has (report, WF_BLOCK_CODE, "wherefore-cli intervene");
}

/* weight: nullable; ess: of the prior */
static void
assert_model (const double *weights, const char *params, const char *expected, const char *unexpected)
{
  static const gint32 codes[2][4] = { { 0, 0, 1, 1 }, { 0, 1, 0, 1 } };
  static const char *const levels[] = { "no", "yes", NULL };
  static const char *const names[] = { "a", "b", NULL };
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (4);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) rows = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GVariant) fitting = params != NULL ? g_variant_ref_sink (g_variant_new_parsed (params)) : NULL;
  g_autofree char *facts = NULL;

  for (guint i = 0; i < 2; i++)
    wf_table_builder_add_discrete (table_builder, names[i], codes[i], 4, levels);
  if (weights != NULL)
    wf_table_builder_add_continuous (table_builder, "p", weights, 4);
  rows = wf_table_builder_end (table_builder);
  table = wf_table_with_weights (rows, weights != NULL ? "p" : NULL, NULL);
  wf_graph_builder_add_arrow (builder, 0, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model = wf_model_fit ("categorical", table, graph, fitting, NULL, NULL);
  g_assert_nonnull (model);
  report = report_on (model, "a=yes", NULL, NULL);
  facts = collect (report, WF_BLOCK_FACTS);
  g_assert_nonnull (strstr (facts, expected));
  g_assert_null (strstr (facts, unexpected));
}

/* A prior is named where one was used. */
static void
test_prior (void)
{
  const double shares[] = { 0.4, 0.1, 0.2, 0.3 }, counts[] = { 4, 1, 2, 3 };

  assert_model (NULL, NULL, "BDeu prior", "relative frequencies");
  assert_model (counts, NULL, "BDeu prior", "relative frequencies");
  assert_model (shares, NULL, "relative frequencies", "BDeu");
  assert_model (NULL, "{'ess': <0.0>}", "relative frequencies", "BDeu");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervention-report/verdict", test_verdict);
  g_test_add_func ("/intervention-report/figure", test_figure);
  g_test_add_func ("/intervention-report/nothing-downstream", test_nothing_downstream);
  g_test_add_func ("/intervention-report/doubts", test_doubts);
  g_test_add_func ("/intervention-report/given-and-show", test_given_and_show);
  g_test_add_func ("/intervention-report/skewed", test_skewed);
  g_test_add_func ("/intervention-report/hostile-names", test_hostile_names);
  g_test_add_func ("/intervention-report/categorical", test_categorical);
  g_test_add_func ("/intervention-report/prior", test_prior);
  g_test_add_func ("/intervention-report/sampled", test_sampled);
  g_test_add_func ("/intervention-report/provenance", test_provenance);
  return g_test_run ();
}
