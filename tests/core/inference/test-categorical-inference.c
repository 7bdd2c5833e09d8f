/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N_ROWS     40
#define MAX_LEVELS 3

static const char *const level_names[] = { "low", "mid", "high", NULL };

/* Random rows, with a pull towards the row's parity so that edges matter. */
static WfTable *
make_random_table (WfRng *rng, guint n_nodes)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);

  for (guint i = 0; i < n_nodes; i++)
    {
      gint n_levels = 2 + wf_rng_below (rng, 2);
      const char *levels[] = { "low", "mid", n_levels == 3 ? "high" : NULL, NULL };
      gint32 codes[N_ROWS];

      for (gsize r = 0; r < N_ROWS; r++)
        codes[r] = wf_rng_uniform (rng) < 0.4 ? (gint32) (r % 2) : (gint32) wf_rng_below (rng, n_levels);
      wf_table_builder_add_discrete (builder, get_names (n_nodes)[i], codes, N_ROWS, levels);
    }
  return wf_table_builder_end (builder);
}

/* P(node level | parents) straight from the documented order of the table */
static double
look_up (WfModel *model, guint node, const gint *levels)
{
  gsize n_parents, index = 0;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), node, &n_parents);
  WfTable *table = wf_model_get_table (model);

  for (gsize k = 0; k < n_parents; k++)
    index = index * wf_table_get_n_levels (table, parents[k]) + levels[parents[k]];
  return wf_model_get_cpt (model, node, NULL)[index * wf_table_get_n_levels (table, node) + levels[node]];
}

/* The truncated factorisation summed over every state: out[node][level], FALSE when the evidence has
 * probability zero. */
static gboolean
enumerate (WfModel *model, const gint *set, const gint *evidence, double out[][MAX_LEVELS])
{
  WfTable *table = wf_model_get_table (model);
  guint n_nodes = wf_table_get_n_columns (table);
  gint levels[MAX_NODES] = { 0 };
  double total = 0.0;
  guint i;

  memset (out, 0, sizeof (double) * MAX_NODES * MAX_LEVELS);
  do
    {
      double product = 1.0;

      for (i = 0; i < n_nodes; i++)
        {
          if (set[i] >= 0)
            product *= levels[i] == set[i] ? 1.0 : 0.0;
          else
            product *= look_up (model, i, levels);
          if (evidence[i] >= 0 && evidence[i] != levels[i])
            product = 0.0;
        }
      total += product;
      for (i = 0; i < n_nodes; i++)
        out[i][levels[i]] += product;
      for (i = 0; i < n_nodes && (gsize) ++levels[i] == wf_table_get_n_levels (table, i); i++)
        levels[i] = 0;
    }
  while (i < n_nodes);
  for (i = 0; i < n_nodes; i++)
    for (gsize l = 0; l < MAX_LEVELS; l++)
      out[i][l] /= total;
  return total > 0.0;
}

static void
add_texts (WfModel *model, const gint *levels, GStrvBuilder *builder)
{
  WfTable *table = wf_model_get_table (model);

  for (guint i = 0; i < wf_table_get_n_columns (table); i++)
    if (levels[i] >= 0)
      {
        g_autofree char *text =
            g_strdup_printf ("%s=%s", wf_table_get_name (table, i), level_names[levels[i]]);

        g_strv_builder_add (builder, text);
      }
}

static void
assert_marginals (WfEffect *effect, gboolean is_after, double expected[][MAX_LEVELS])
{
  guint n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  for (guint i = 0; i < n_nodes; i++)
    {
      gsize n_levels;
      WfMarginal *marginal = is_after ? wf_effect_get_after (effect, i) : wf_effect_get_before (effect, i);
      const double *p = wf_marginal_get_probabilities (marginal, &n_levels);

      for (gsize l = 0; l < n_levels; l++)
        g_assert_cmpfloat_with_epsilon (p[l], expected[i][l], 1e-12);
    }
}

static void
assert_affected (WfEffect *effect, const gint *set, double before[][MAX_LEVELS], double after[][MAX_LEVELS])
{
  guint n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  for (guint i = 0; i < n_nodes; i++)
    {
      double largest = 0.0;

      for (gsize l = 0; l < MAX_LEVELS; l++)
        largest = MAX (largest, fabs (after[i][l] - before[i][l]));
      if (largest > 1e-8)
        g_assert_cmpint (wf_effect_is_affected (effect, i), ==, set[i] < 0);
      if (largest < 1e-11)
        g_assert_false (wf_effect_is_affected (effect, i));
    }
}

/* One random network, some nodes set, some observed. Returns whether the evidence could be. */
static gboolean
check_random_network (WfRng *rng)
{
  guint n_nodes = 2 + wf_rng_below (rng, 5);
  g_autoptr (WfGraph) dag = make_random_dag (rng, n_nodes, 0.5);
  g_autoptr (WfTable) table = make_random_table (rng, n_nodes);
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'ess': <%d>}", wf_rng_below (rng, 3) == 0 ? 0.0 : 1.0));
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, dag, params, NULL, &error);
  g_autoptr (GStrvBuilder) dos = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_auto (GStrv) interventions = NULL;
  g_auto (GStrv) given = NULL;
  g_autoptr (WfEffect) effect = NULL;
  gint set[MAX_NODES], evidence[MAX_NODES], nothing[MAX_NODES];
  double before[MAX_NODES][MAX_LEVELS], after[MAX_NODES][MAX_LEVELS];
  gboolean is_possible;

  g_assert_no_error (error);
  for (guint i = 0; i < n_nodes; i++)
    {
      gsize n_levels = wf_table_get_n_levels (table, i);
      double u = wf_rng_uniform (rng);

      set[i] = u < 0.3 ? (gint) wf_rng_below (rng, n_levels) : -1;
      evidence[i] = u > 0.75 ? (gint) wf_rng_below (rng, n_levels) : -1;
      nothing[i] = -1;
    }
  is_possible = enumerate (model, nothing, evidence, before) & enumerate (model, set, evidence, after);
  add_texts (model, set, dos);
  add_texts (model, evidence, observations);
  interventions = g_strv_builder_end (dos);
  given = g_strv_builder_end (observations);
  effect = intervene (model, (const char *const *) interventions, (const char *const *) given, &error);
  if (!is_possible)
    {
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      return FALSE;
    }
  g_assert_no_error (error);
  g_assert_true (wf_effect_is_exact (effect));
  assert_marginals (effect, FALSE, before);
  assert_marginals (effect, TRUE, after);
  assert_affected (effect, set, before, after);
  return TRUE;
}

static void
test_truncated_factorisation (void)
{
  guint n_possible = 0;
  WfRng rng;

  wf_rng_init (&rng, 20, 1);
  for (guint i = 0; i < 600; i++)
    n_possible += check_random_network (&rng);
  /* both kinds of answer were seen */
  g_assert_cmpuint (n_possible, >, 500);
  g_assert_cmpuint (n_possible, <, 600);
}

/* smoke -> tar -> cancer, gene -> smoke, gene -> cancer; another node apart */
static WfModel *
make_smoking_model (void)
{
  const char *const names[] = { "gene", "smoke", "tar", "cancer", "apart", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, 1, 2, 2, 3, 0, 3, -1 };
  const guint order[] = { 3, 0, 4, 1, 2 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (1000);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  gint32 codes[5][1000];
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize r = 0; r < 1000; r++)
    {
      codes[0][r] = wf_rng_uniform (&rng) < 0.4;
      codes[1][r] = wf_rng_uniform (&rng) < (codes[0][r] ? 0.8 : 0.3);
      codes[2][r] = wf_rng_uniform (&rng) < (codes[1][r] ? 0.9 : 0.1);
      codes[3][r] = wf_rng_uniform (&rng) < 0.1 + 0.4 * codes[2][r] + 0.3 * codes[0][r];
      codes[4][r] = wf_rng_uniform (&rng) < 0.5;
    }
  for (gsize i = 0; i < 5; i++)
    wf_table_builder_add_discrete (builder, names[order[i]], codes[order[i]], 1000, levels);
  table = wf_table_builder_end (builder);
  return wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
}

static void
test_structure (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();
  const char *const interventions[] = { "smoke=yes", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, &error);
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_assert_no_error (error);
  for (gsize e = 0; e < n_edges; e++)
    g_assert_cmpint (wf_effect_is_cut (effect, e), ==, edges[e].b == 1 && edges[e].mark_b == WF_MARK_ARROW);
  g_assert_true (wf_effect_is_set (effect, 1));
  g_assert_false (wf_effect_is_affected (effect, 0));
  g_assert_false (wf_effect_is_affected (effect, 1));
  g_assert_true (wf_effect_is_affected (effect, 2));
  g_assert_true (wf_effect_is_affected (effect, 3));
  g_assert_false (wf_effect_is_affected (effect, 4));
  g_assert_true (wf_effect_get_before (effect, 4) == wf_effect_get_after (effect, 4));
  g_assert_cmpfloat (wf_marginal_get_probabilities (wf_effect_get_after (effect, 1), NULL)[1], ==, 1.0);
  g_assert_null (wf_effect_get_warnings (effect)[0]);
  g_assert_cmpuint (wf_effect_get_n_interventions (effect), ==, 1);
}

/* Observing a common effect makes its causes dependent: setting one then changes the other. */
static void
test_evidence_downstream (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();
  const char *const interventions[] = { "tar=no", NULL };
  const char *const given[] = { "cancer=yes", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, given, NULL);

  g_assert_true (wf_effect_is_affected (effect, 0));
  g_assert_false (wf_effect_is_affected (effect, 3));
  g_assert_false (wf_effect_is_affected (effect, 4));
  g_assert_cmpfloat (wf_marginal_get_probabilities (wf_effect_get_after (effect, 3), NULL)[1], ==, 1.0);
  g_assert_cmpfloat (wf_marginal_get_probabilities (wf_effect_get_after (effect, 0), NULL)[1], >,
                     wf_marginal_get_probabilities (wf_effect_get_before (effect, 0), NULL)[1]);
}

static void
test_refusals (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();
  const char *const twice[] = { "smoke=yes", "smoke=no", NULL };
  g_autoptr (GError) error = NULL;

  assert_refused (model, "smoke+=1", NULL, WF_ERROR_DATA, "discrete");
  assert_refused (model, "smoke*=2", NULL, WF_ERROR_DATA, "discrete");
  assert_refused (model, "smoke=maybe", NULL, WF_ERROR_DATA, "“no”, “yes”");
  assert_refused (model, "smokke=yes", NULL, WF_ERROR_DATA, "“smoke”");
  assert_refused (model, "qqqqqqqqq=yes", NULL, WF_ERROR_DATA, "qqqqqqqqq");
  assert_refused (model, "smoke=yes", "tarr=no", WF_ERROR_DATA, "“tar”");
  assert_refused (model, "smoke=yes", "tar", WF_ERROR_DATA, "Z=u");
  assert_refused (model, "smoke=yes", "tar=often", WF_ERROR_DATA, "often");
  assert_refused (model, "smoke=yes", "smoke=no", WF_ERROR_NO_SUPPORT, "smoke");
  g_assert_null (intervene (model, twice, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

/* A level that no row shows: its answer is the prior's, and that is said. */
static void
test_unseen_level (void)
{
  const char *const names[] = { "x", "y", NULL };
  const char *const levels[] = { "0", "1", "2", NULL };
  const gint32 x[] = { 0, 1, 0, 1 }, y[] = { 0, 1, 0, 1 };
  const int arrows[] = { 0, 1, -1 };
  const char *const interventions[] = { "x=2", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (WfIntervention) by_number = wf_intervention_new ("x", WF_INTERVENTION_SET, 2.0);

  wf_table_builder_add_discrete (builder, "x", x, 4, levels);
  wf_table_builder_add_discrete (builder, "y", y, 4, levels);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  effect = intervene (model, interventions, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_probabilities (wf_effect_get_after (effect, 1), NULL)[0],
                                  1.0 / 3.0, 1e-15);
  g_assert_nonnull (strstr (wf_effect_get_warnings (effect)[0], "x = 2"));
  g_clear_pointer (&effect, wf_effect_unref);
  effect = wf_intervene (model, &by_number, 1, NULL, NULL, NULL);
  g_assert_nonnull (effect);
}

/* Every pair of 32 roots has an observed child: the roots become one clique of 2^32 states. */
static void
test_budget (void)
{
  const char *const levels[] = { "0", "1", NULL };
  const gint32 codes[] = { 0, 1 };
  guint n = 32;
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (2);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) list = NULL;
  g_auto (GStrv) given = NULL;
  guint child = n;

  for (guint i = 0; i < n + n * (n - 1) / 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);
      g_autofree char *text = g_strdup_printf ("v%u=1", i);

      g_strv_builder_add (names, name);
      wf_table_builder_add_discrete (table_builder, name, codes, 2, levels);
      if (i >= n)
        g_strv_builder_add (observations, text);
    }
  list = g_strv_builder_end (names);
  given = g_strv_builder_end (observations);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++, child++)
      {
        wf_graph_builder_add_arrow (builder, i, child);
        wf_graph_builder_add_arrow (builder, j, child);
      }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  table = wf_table_builder_end (table_builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  effect = intervene (model, NULL, (const char *const *) given, &error);
  g_assert_null (effect);
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
}

/* Evidence of very small probability: a product of 600 factors of about 1e-3 must not vanish. */
static void
test_underflow (void)
{
  const char *const levels[] = { "0", "1", NULL };
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (1000);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) list = NULL;
  g_auto (GStrv) given = NULL;
  gint32 cause[1000], codes[1000] = { 0 };

  for (guint r = 0; r < 1000; r++)
    cause[r] = r < 500;
  codes[0] = codes[1] = codes[999] = 1; /* two of 500 where the cause is 1, one of 500 where it is 0 */
  g_strv_builder_add (names, "cause");
  wf_table_builder_add_discrete (table_builder, "cause", cause, 1000, levels);
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);
      g_autofree char *text = g_strdup_printf ("v%u=1", i);

      g_strv_builder_add (names, name);
      g_strv_builder_add (observations, text);
      wf_table_builder_add_discrete (table_builder, name, codes, 1000, levels);
    }
  list = g_strv_builder_end (names);
  given = g_strv_builder_end (observations);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (guint i = 1; i <= 600; i++)
    wf_graph_builder_add_arrow (builder, 0, i);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  table = wf_table_builder_end (table_builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  effect = intervene (model, NULL, (const char *const *) given, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_probabilities (wf_effect_get_after (effect, 0), NULL)[1],
                                  1.0, 1e-9);
}

static void
test_cancel (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_intervene (model, NULL, 0, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Mechanisms of other kinds are exact, too, and say what they say alone. */
static void
test_other_mechanisms (void)
{
  const char *const names[] = { "a", "b", "c", NULL };
  const char *const levels[] = { "low", "mid", "high", NULL };
  const int arrows[] = { 0, 2, 1, 2, -1 };
  const char *const interventions[] = { "a=high", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (600);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <'b=empirical,c=logistic'>}"));
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfIntervention) intervention = wf_intervention_parse (interventions[0], NULL);
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint *parents = NULL;
  gint32 codes[3][600];
  double a[] = { 2, 2, 2 }, b[] = { 0, 1, 2 }, rows[9], expected[3] = { 0.0 };
  const double *columns[2], *weights, *found;
  gsize n_parents;
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (gsize r = 0; r < 600; r++)
    {
      codes[0][r] = (gint32) wf_rng_below (&rng, 3);
      codes[1][r] = (gint32) wf_rng_below (&rng, 3);
      codes[2][r] =
          wf_rng_uniform (&rng) < 0.3 ? (gint32) wf_rng_below (&rng, 3) : (codes[0][r] + codes[1][r]) / 2;
    }
  for (guint i = 0; i < 3; i++)
    wf_table_builder_add_discrete (builder, names[i], codes[i], 600, levels);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, params, NULL, &error);
  g_assert_no_error (error);
  simulation = wf_simulation_new (model, NULL, NULL, &error);
  effect = wf_simulation_intervene (simulation, &intervention, 1, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wf_effect_get_engine (effect), ==, WF_ENGINE_JUNCTION_TREE);

  parents = wf_graph_list_parents (graph, 2, &n_parents);
  columns[parents[0] == 0 ? 0 : 1] = a;
  columns[parents[0] == 0 ? 1 : 0] = b;
  wf_mechanism_get_probabilities (wf_model_get_mechanism (model, 2), columns, 3, rows);
  weights = wf_marginal_get_probabilities (wf_effect_get_before (effect, 1), NULL);
  found = wf_marginal_get_probabilities (wf_effect_get_after (effect, 2), NULL);
  for (guint l = 0; l < 3; l++)
    for (guint k = 0; k < 3; k++)
      expected[l] += weights[k] * rows[3 * k + l];
  for (guint l = 0; l < 3; l++)
    g_assert_cmpfloat_with_epsilon (found[l], expected[l], 1e-12);
  /* the mechanism is no constant: the test would see a wrong order of the parents */
  g_assert_cmpfloat (fabs (rows[0] - rows[6]), >, 0.05);
}

/* The textbook structure: treated helps by 0.1 in both groups though it looks harmful overall. */
static void
test_simpson (void)
{
  const char *const names[] = { "severe", "treated", "recovered", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  const char *const on[] = { "treated=1", NULL };
  const char *const off[] = { "treated=0", NULL };
  g_autofree char *path = find_shared ("toy-structures/simpson.csv");
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) treated = NULL;
  g_autoptr (WfEffect) untreated = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  source = wf_source_open_path (path, NULL, &error);
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  graph = make_graph (names, arrows);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  treated = intervene (model, on, NULL, NULL);
  untreated = intervene (model, off, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_probabilities (wf_effect_get_after (treated, 2), NULL)[1] -
          wf_marginal_get_probabilities (wf_effect_get_after (untreated, 2), NULL)[1],
      0.1, 0.06);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/categorical/truncated-factorisation", test_truncated_factorisation);
  g_test_add_func ("/categorical/structure", test_structure);
  g_test_add_func ("/categorical/evidence-downstream", test_evidence_downstream);
  g_test_add_func ("/categorical/refusals", test_refusals);
  g_test_add_func ("/categorical/unseen-level", test_unseen_level);
  g_test_add_func ("/categorical/budget", test_budget);
  g_test_add_func ("/categorical/underflow", test_underflow);
  g_test_add_func ("/categorical/cancel", test_cancel);
  g_test_add_func ("/categorical/other-mechanisms", test_other_mechanisms);
  g_test_add_func ("/categorical/simpson", test_simpson);
  return g_test_run ();
}
