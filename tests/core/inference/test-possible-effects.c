/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/inference/possible-effects-private.h"
#include "core/wherefore.h"
#include "exact-sem.h"
#include "tests/core/discovery/pag-truth.h"
#include "tests/report-chart.h"
#include "tests/shared-data.h"

static const char *const names[] = { "a", "b", "c", "d", "e", "f", NULL };

static WfPossibleEffects *
list_effects (WfTable *table, WfGraph *graph, const char *x, const char *y, GVariant *params)
{
  g_autoptr (GError) error = NULL;
  WfPossibleEffects *effects =
      wf_list_possible_effects (table, graph, x, y, NULL, NULL, NULL, params, NULL, &error);

  g_assert_no_error (error);
  return effects;
}

static WfGraph *
read_graph (const char *const *nodes, const char *text, WfGraphKind kind)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (nodes);
  guint n = g_strv_length ((GStrv) nodes);
  Marks marks = test_parse_marks (n, text);
  g_autoptr (GError) error = NULL;
  WfGraph *graph;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (marks.marks[a][b] != WF_MARK_NONE)
        wf_graph_builder_set_edge (builder, a, b, (WfMark) marks.marks[b][a], (WfMark) marks.marks[a][b]);
  graph = wf_graph_builder_end (builder, kind, &error);
  g_assert_no_error (error);
  return graph;
}

/* ---- DAGs by force ---- */

typedef struct
{
  guint n;
  guint parents[6];
} Dag;

static gboolean
is_acyclic (const Dag *dag)
{
  guint gone = 0, before;

  do
    {
      before = gone;
      for (guint v = 0; v < dag->n; v++)
        if ((dag->parents[v] & ~gone) == 0)
          gone |= 1u << v;
    }
  while (gone != before);
  return gone == (1u << dag->n) - 1;
}

static gboolean
is_joined (const Dag *dag, guint a, guint b)
{
  return (dag->parents[a] >> b | dag->parents[b] >> a) & 1;
}

static guint
list_colliders (const Dag *dag, guint *colliders)
{
  guint n = 0;

  for (guint c = 0; c < dag->n; c++)
    for (guint a = 0; a < dag->n; a++)
      for (guint b = 0; b < a; b++)
        if (dag->parents[c] >> a & 1 && dag->parents[c] >> b & 1 && !is_joined (dag, a, b))
          colliders[n++] = c * 36 + a * 6 + b;
  return n;
}

static gboolean
has_same_colliders (const Dag *a, const Dag *b)
{
  guint of_a[256], of_b[256];
  guint n = list_colliders (a, of_a);

  return n == list_colliders (b, of_b) && memcmp (of_a, of_b, n * sizeof *of_a) == 0;
}

/* covariance of two columns of the table */
static double
get_covariance (WfTable *table, guint a, guint b)
{
  gsize n;
  const double *x = wf_table_get_values (table, a, &n), *y = wf_table_get_values (table, b, &n);
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum / (double) (n - 1);
}

/* Gauss without pivots: covariances are positive definite */
static void
solve (double matrix[6][7], guint n)
{
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      if (i != k)
        {
          double factor = matrix[i][k] / matrix[k][k];

          for (guint j = k; j <= n; j++)
            matrix[i][j] -= factor * matrix[k][j];
        }
}

/* The effect if this DAG were the true one: every node regressed on its parents, then the sum over paths. */
static double
compute_effect (const Dag *dag, WfTable *table, guint x, guint y)
{
  double effects[6] = { 0.0 };
  guint done = 0;

  while (done != (1u << dag->n) - 1)
    for (guint v = 0; v < dag->n; v++)
      {
        double matrix[6][7] = { { 0.0 } };
        guint list[6], n = 0;

        if (done >> v & 1 || (dag->parents[v] & ~done) != 0)
          continue;
        done |= 1u << v;
        for (guint u = 0; u < dag->n; u++)
          if (dag->parents[v] >> u & 1)
            list[n++] = u;
        for (guint i = 0; i < n; i++)
          {
            for (guint j = 0; j < n; j++)
              matrix[i][j] = get_covariance (table, list[i], list[j]);
            matrix[i][n] = get_covariance (table, list[i], v);
          }
        solve (matrix, n);
        effects[v] = v == x ? 1.0 : 0.0;
        for (guint i = 0; i < n && v != x; i++)
          effects[v] += matrix[i][n] / matrix[i][i] * effects[list[i]];
      }
  return effects[y];
}

/* Every DAG with this skeleton and these colliders that has the required arrows: its effect, in *effects; n
 * of them. */
static GArray *
enumerate (const Dag *truth, const guint *required, WfTable *table, guint x, guint y)
{
  GArray *effects = g_array_new (FALSE, FALSE, sizeof (double));
  guint ends[15][2], n_edges = 0;

  for (guint a = 0; a < truth->n; a++)
    for (guint b = 0; b < a; b++)
      if (is_joined (truth, a, b))
        {
          ends[n_edges][0] = a;
          ends[n_edges++][1] = b;
        }
  for (guint code = 0; code < 1u << n_edges; code++)
    {
      Dag dag = { .n = truth->n };
      gboolean is_allowed = TRUE;

      for (guint e = 0; e < n_edges; e++)
        dag.parents[ends[e][code >> e & 1]] |= 1u << ends[e][!(code >> e & 1)];
      for (guint v = 0; v < dag.n; v++)
        is_allowed &= (required[v] & ~dag.parents[v]) == 0;
      if (is_allowed && is_acyclic (&dag) && has_same_colliders (truth, &dag))
        {
          double effect = compute_effect (&dag, table, x, y);

          g_array_append_val (effects, effect);
        }
    }
  return effects;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The multiset of the entries, each as often as it has members, is that of the DAGs. */
static void
check_multiset (WfPossibleEffects *effects, GArray *expected)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    for (gsize k = 0; k < wf_possible_effects_get_n_members (effects, i); k++)
      {
        double effect = wf_possible_effects_get_effect (effects, i);

        g_array_append_val (found, effect);
      }
  g_array_sort (expected, compare_doubles);
  g_assert_cmpuint (found->len, ==, expected->len);
  g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (found, double, i), g_array_index (expected, double, i),
                                    1e-9);
}

/* Members with the same estimand share an entry: a table of a model without chance cancellations has no two
 * alike. */
static void
check_distinct (WfPossibleEffects *effects)
{
  for (gsize i = 1; i < wf_possible_effects_get_n (effects); i++)
    {
      double before = wf_possible_effects_get_effect (effects, i - 1),
             effect = wf_possible_effects_get_effect (effects, i);

      g_assert_true (isnan (effect) || effect - before > 1e-9);
      g_assert_false (isnan (before)); /* what has no answer is one entry */
    }
}

/* a random DAG whose nodes are in causal order, as graph, sem and table */
static WfTable *
make_random (WfRng *rng, Dag *dag, WfGraph **graph)
{
  g_autoptr (WfGraphBuilder) builder = NULL;
  const char *some[7] = { NULL };
  Sem sem = { 0 };
  WfTable *table;

  *dag = (Dag){ .n = 3 + (guint) wf_rng_below (rng, 4) };
  sem.n = dag->n;
  memcpy (some, names, dag->n * sizeof *some);
  builder = wf_graph_builder_new (some);
  for (guint b = 0; b < dag->n; b++)
    for (guint a = 0; a < b; a++)
      if (wf_rng_uniform (rng) < 0.5)
        {
          dag->parents[b] |= 1u << a;
          sem.coefficients[a][b] = (wf_rng_uniform (rng) < 0.5 ? -1 : 1) * (0.3 + wf_rng_uniform (rng));
          wf_graph_builder_add_arrow (builder, a, b);
        }
  table = sem_make_table (&sem, rng, some, dag->n);
  *graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  return table;
}

static void
test_cpdag (void)
{
  guint n_several = 0;
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (guint round = 0; round < 300; round++)
    {
      Dag dag;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = make_random (&rng, &dag, &graph);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (graph, NULL);
      guint x = (guint) wf_rng_below (&rng, dag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, dag.n - 1)) % dag.n;
      const guint none[6] = { 0 };
      g_autoptr (GArray) expected = enumerate (&dag, none, table, x, y);
      g_autoptr (WfPossibleEffects) effects = list_effects (table, cpdag, names[x], names[y], NULL);
      double low, high;

      check_multiset (effects, expected);
      check_distinct (effects);
      n_several += wf_possible_effects_get_n (effects) > 1;
      g_assert_true (wf_possible_effects_get_range (effects, &low, &high));
      g_assert_cmpfloat_with_epsilon (low, g_array_index (expected, double, 0), 1e-9);
      g_assert_cmpfloat_with_epsilon (high, g_array_index (expected, double, expected->len - 1), 1e-9);
    }
  g_assert_cmpuint (n_several, >, 50);
}

/* A row an entry, with its interval. */
static void
test_forest (void)
{
  WfRng rng;
  guint n_rows = 0;

  wf_rng_init (&rng, 5, 0);
  for (guint round = 0; round < 20; round++)
    {
      Dag dag;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = make_random (&rng, &dag, &graph);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (graph, NULL);
      g_autoptr (WfPossibleEffects) effects = list_effects (table, cpdag, names[0], names[1], NULL);
      g_autoptr (WfReport) report = wf_possible_effects_report (effects, NULL);
      WfFigure *forest = find_chart (report, WF_CHART_FOREST);

      g_assert_nonnull (forest);
      g_assert_cmpuint (wf_figure_get_n_rows (forest), ==, wf_possible_effects_get_n (effects));
      for (gsize i = 0; i < wf_figure_get_n_rows (forest); i++)
        {
          double low, high, from, to;
          gboolean has = wf_possible_effects_get_interval (effects, i, &low, &high);

          g_assert_true (wf_figure_get_bar_interval (forest, i, &from, &to) == has);
          if (has)
            g_assert_true (from == low && to == high);
          n_rows += has;
        }
    }
  g_assert_cmpuint (n_rows, >, 10);
}

/* One arrow more than the class tells, and what Meek's rules make of it. */
static void
test_background (void)
{
  guint n_narrower = 0;
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (guint round = 0; round < 300; round++)
    {
      Dag dag;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = make_random (&rng, &dag, &graph);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (graph, NULL);
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (cpdag);
      g_autoptr (WfGraph) known = NULL;
      g_autoptr (GArray) expected = NULL;
      g_autoptr (WfPossibleEffects) effects = NULL;
      guint x = (guint) wf_rng_below (&rng, dag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, dag.n - 1)) % dag.n;
      guint required[6] = { 0 };
      gsize n_edges;
      const WfEdge *edges = wf_graph_get_edges (cpdag, &n_edges);

      for (gsize e = 0; e < n_edges; e++)
        if (edges[e].mark_a == WF_MARK_TAIL && edges[e].mark_b == WF_MARK_TAIL && wf_rng_uniform (&rng) < 0.4)
          {
            wf_graph_builder_add_arrow (builder, edges[e].a, edges[e].b); /* causes come first */
            required[edges[e].b] |= 1u << edges[e].a;
            n_narrower++;
          }
      known = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
      expected = enumerate (&dag, required, table, x, y);
      effects = list_effects (table, known, names[x], names[y], NULL);
      check_multiset (effects, expected);
      check_distinct (effects);
    }
  g_assert_cmpuint (n_narrower, >, 50);
}

/* ---- discrete: a chain z - x - y, whose members hold z, nothing, or give no effect ---- */

static WfTable *
make_chain (void)
{
  static const char *const levels[] = { "no", "yes", NULL };
  /* rows of z, x, y = 0 0 0, 0 0 1, 0 1 0, ... */
  static const guint counts[] = { 30, 10, 10, 20, 5, 5, 8, 32 };
  gint32 columns[3][120];
  gsize n = 0;
  static const char *const chain[] = { "a", "b", "c" };
  g_autoptr (WfTableBuilder) builder = NULL;

  for (guint cell = 0; cell < 8; cell++)
    for (guint i = 0; i < counts[cell]; i++, n++)
      for (guint k = 0; k < 3; k++)
        columns[k][n] = (gint32) (cell >> (2 - k) & 1);
  builder = wf_table_builder_new (n);
  for (guint k = 0; k < 3; k++)
    wf_table_builder_add_discrete (builder, chain[k], columns[k], n, levels);
  return wf_table_builder_end (builder);
}

static void
test_discrete (void)
{
  static const char *const chain[] = { "a", "b", "c", NULL };
  g_autoptr (WfTable) table = make_chain ();
  g_autoptr (WfGraph) graph = read_graph (chain, "a — b, b — c", WF_GRAPH_CPDAG);
  g_autoptr (WfPossibleEffects) effects = list_effects (table, graph, "b", "c", NULL);
  g_autofree char *change = wf_possible_effects_describe (effects);
  g_autofree char *outcome = wf_possible_effects_describe_outcome (effects);
  double plain = 52.0 / 70.0 - 15.0 / 50.0, error = wf_possible_effects_get_standard_error (effects, 1), low,
         high;

  /* where a comes before b it needn't be held: it tells nothing more of c */
  g_assert_cmpuint (wf_possible_effects_get_n (effects), ==, 2);
  g_assert_cmpuint (wf_possible_effects_get_n_members (effects, 1), ==, 2);
  g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, 3);
  g_assert_cmpfloat (wf_possible_effects_get_effect (effects, 0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, 1), plain, 1e-12);
  g_assert_null (wf_possible_effects_get_adjusted (effects, 1)[0]);
  g_assert_cmpfloat (wf_possible_effects_get_unsupported (effects, 1), ==, 0.0);
  g_assert_cmpstr (change, ==, "b from no to yes");
  g_assert_cmpstr (outcome, ==, "P(c = yes)");
  /* of a difference of two shares */
  g_assert_cmpfloat_with_epsilon (
      error, sqrt (52.0 * 18.0 / 70.0 / 69.0 / 70.0 + 15.0 * 35.0 / 50.0 / 49.0 / 50.0), 1e-12);
  g_assert_true (wf_possible_effects_get_interval (effects, 1, &low, &high));
  g_assert_cmpfloat_with_epsilon (low, plain - 1.96 * error, 1e-4 * error);
  g_assert_cmpfloat_with_epsilon (high, plain + 1.96 * error, 1e-4 * error);
  g_assert_false (wf_possible_effects_get_interval (effects, 0, &low, &high));
}

/* Holding b tells more of c, yet each of its levels is seen with one level of a alone. It need not be held.
 */
static void
test_rare_levels (void)
{
  static const char *const levels[] = { "no", "yes", NULL };
  static const char *const nodes[] = { "a", "b", "c", NULL };
  gint32 columns[3][40];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (40);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = read_graph (nodes, "a → c, b → c", WF_GRAPH_DAG);
  g_autoptr (WfPossibleEffects) effects = NULL;

  for (guint i = 0; i < 40; i++)
    {
      columns[0][i] = columns[1][i] = i < 20;
      columns[2][i] = i < 20 ? i % 4 == 0 : i % 2;
    }
  for (guint k = 0; k < 3; k++)
    wf_table_builder_add_discrete (builder, nodes[k], columns[k], 40, levels);
  table = wf_table_builder_end (builder);
  effects = list_effects (table, graph, "a", "c", NULL);
  g_assert_null (wf_possible_effects_get_adjusted (effects, 0)[0]);
  g_assert_cmpfloat (wf_possible_effects_get_unsupported (effects, 0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, 0), 0.25 - 0.5, 1e-12);
}

/* A group with a single row of one level has the variance of the other groups, not none. */
static void
test_single_rows (void)
{
  static const char *const levels[] = { "no", "yes", NULL };
  static const char *const nodes[] = { "a", "b", "c", NULL };
  /* rows by b, a, and of these with c; b = yes has one row with a = yes */
  static const guint counts[2][2] = { { 10, 10 }, { 10, 1 } }, with[2][2] = { { 2, 5 }, { 4, 1 } };
  gint32 columns[3][31];
  double n = 31.0, p[2][2], effect, variance = 0.0, spread = 0.0;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (31);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = read_graph (nodes, "a → c, b → c, b → a", WF_GRAPH_DAG);
  g_autoptr (WfPossibleEffects) effects = NULL;
  gsize row = 0;

  for (guint b = 0; b < 2; b++)
    for (guint a = 0; a < 2; a++)
      {
        p[b][a] = (double) with[b][a] / counts[b][a];
        for (guint i = 0; i < counts[b][a]; i++, row++)
          {
            columns[0][row] = (gint32) a;
            columns[1][row] = (gint32) b;
            columns[2][row] = i < with[b][a];
          }
      }
  for (guint k = 0; k < 3; k++)
    wf_table_builder_add_discrete (builder, nodes[k], columns[k], 31, levels);
  table = wf_table_builder_end (builder);
  effects = list_effects (table, graph, "a", "c", NULL);
  effect = (20.0 * (p[0][1] - p[0][0]) + 11.0 * (p[1][1] - p[1][0])) / n;
  for (guint b = 0; b < 2; b++)
    {
      double weight = (b == 0 ? 20.0 : 11.0) / n, apart = p[b][1] - p[b][0] - effect;
      double of_yes = b == 0 ? 0.25 / 9.0 : 2.5 / 9.0; /* of ten rows with share 1/2; of one row */

      variance += weight * weight * (p[b][0] * (1.0 - p[b][0]) / 9.0 + of_yes);
      spread += weight * apart * apart;
    }
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, 0), effect, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_standard_error (effects, 0),
                                  sqrt (variance + spread / n), 1e-12);
}

/* ---- the most precise set ---- */

static guint
list_below (const Dag *dag, guint node)
{
  guint below = 1u << node, before;

  do
    {
      before = below;
      for (guint v = 0; v < dag->n; v++)
        if (dag->parents[v] & below)
          below |= 1u << v;
    }
  while (below != before);
  return below;
}

/* In a DAG it is the optimal one: parents of the nodes on causal paths, but for these nodes, what lies below
 * them, and the exposure (Henckel, Perkovic & Maathuis 2022, definition 3). */
static void
test_optimal (void)
{
  guint n_other = 0;
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (guint round = 0; round < 1000; round++)
    {
      Dag dag;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = make_random (&rng, &dag, &graph);
      guint x = (guint) wf_rng_below (&rng, dag.n - 1),
            y = x + 1 + (guint) wf_rng_below (&rng, dag.n - x - 1);
      guint causal = 0, forbidden = 1u << x, optimal = 0, held = 0;
      g_autoptr (WfPossibleEffects) effects = list_effects (table, graph, names[x], names[y], NULL);
      const char *const *adjusted = wf_possible_effects_get_adjusted (effects, 0);

      for (guint v = 0; v < dag.n; v++)
        if (v != x && list_below (&dag, x) >> v & 1 && list_below (&dag, v) >> y & 1)
          causal |= 1u << v;
      if (causal == 0)
        continue;
      for (guint v = 0; v < dag.n; v++)
        if (causal >> v & 1)
          {
            forbidden |= list_below (&dag, v);
            optimal |= dag.parents[v];
          }
      for (gsize i = 0; adjusted[i] != NULL; i++)
        held |= 1u << (adjusted[i][0] - 'a');
      g_assert_cmpuint (held, ==, optimal & ~forbidden);
      g_assert_true (wf_possible_effects_is_dag (effects));
      n_other += held != dag.parents[x];
    }
  g_assert_cmpuint (n_other, >, 100);
}

/* Members with other causes of b to hold ask for the same number, most precisely with d held, which some of
 * them call no cause. */
static void
test_identified (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", "e", NULL };
  g_autoptr (WfGraph) graph = read_graph (nodes, "a ∘→ b, e ∘→ b, b → c, d ∘→ c", WF_GRAPH_PAG);
  g_autoptr (WfPossibleEffects) effects = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autofree char *sentence = NULL;
  Sem sem = { .n = 5 };
  WfRng rng;

  wf_rng_init (&rng, 32, 0);
  table = sem_make_table (&sem, &rng, nodes, 5);
  effects = list_effects (table, graph, "b", "c", NULL);
  sentence = wf_possible_effects_describe_range (effects);
  g_assert_cmpuint (wf_possible_effects_get_n (effects), ==, 1);
  g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, 8);
  g_assert_cmpstr (wf_possible_effects_get_adjusted (effects, 0)[0], ==, "d");
  g_assert_null (wf_possible_effects_get_adjusted (effects, 0)[1]);
  g_assert_nonnull (strstr (sentence, "the class identifies"));
  g_assert_false (wf_possible_effects_is_dag (effects));
}

/* Separations alone lead from the sets of the members to two: a and d, which tells of what is hidden behind
 * c, and nothing. The one that is valid in more members is taken for all. */
static void
test_common_set (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", NULL };
  static const char *const all[] = { "a", "b", "hidden", "c", "d", NULL };
  g_autoptr (WfGraph) graph = read_graph (nodes, "a ∘—∘ b, a ∘→ d, b ∘→ c, c ↔ d", WF_GRAPH_PAG);
  g_autoptr (WfPossibleEffects) effects = NULL;
  g_autoptr (WfTable) table = NULL;
  guint n_told = 0;
  Sem sem = { .n = 5 };
  WfRng rng;

  wf_rng_init (&rng, 33, 0);
  sem.coefficients[0][1] = 0.9;
  sem.coefficients[1][3] = 1.2;
  sem.coefficients[2][3] = 0.8;
  sem.coefficients[0][4] = 0.5;
  sem.coefficients[2][4] = -0.7;
  table = sem_make_table (&sem, &rng, all, 5);
  effects = list_effects (table, graph, "b", "c", NULL);
  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    if (wf_possible_effects_get_effect (effects, i) > 0.0)
      {
        n_told++;
        g_assert_cmpuint (wf_possible_effects_get_n_members (effects, i), ==, 3);
        g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, i), 1.2, 1e-9);
        g_assert_cmpuint (g_strv_length ((GStrv) wf_possible_effects_get_adjusted (effects, i)), ==, 2);
      }
  g_assert_cmpuint (n_told, ==, 1);
}

/* Numbers and levels together: by least squares, the level as an indicator. b = 2 [a = yes] + noise, c = 3 b
 * - 4 [a = yes] exactly. */
static void
test_mixed (void)
{
  static const char *const levels[] = { "no", "yes", NULL };
  static const char *const nodes[] = { "a", "b", "c", NULL };
  gint32 a[60];
  double b[60], c[60];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (60);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = read_graph (nodes, "a → b, a → c, b → c", WF_GRAPH_DAG);
  g_autoptr (WfPossibleEffects) of_b = NULL;
  g_autoptr (WfPossibleEffects) from_mean = NULL;
  double mean = 0.0;
  g_autoptr (WfPossibleEffects) a_on_b = NULL;
  g_autoptr (WfPossibleEffects) of_a = NULL;
  WfRng rng;

  wf_rng_init (&rng, 8, 0);
  for (guint i = 0; i < 60; i++)
    {
      a[i] = i % 3 == 0;
      b[i] = 2.0 * a[i] + wf_rng_normal (&rng);
      c[i] = 3.0 * b[i] - 4.0 * a[i];
    }
  wf_table_builder_add_discrete (builder, "a", a, 60, levels);
  wf_table_builder_add_continuous (builder, "b", b, 60);
  wf_table_builder_add_continuous (builder, "c", c, 60);
  table = wf_table_builder_end (builder);
  of_b = list_effects (table, graph, "b", "c", NULL);
  g_assert_cmpuint (wf_possible_effects_get_n (of_b), ==, 1);
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (of_b, 0), 3.0, 1e-9);
  from_mean = wf_list_possible_effects (table, graph, "b", "c", NULL, "10", NULL, NULL, NULL, NULL);
  for (guint i = 0; i < 60; i++)
    mean += b[i] / 60.0;
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (from_mean, 0), 3.0 * (10.0 - mean), 1e-9);
  of_a = list_effects (table, graph, "a", "c", NULL);
  a_on_b = list_effects (table, graph, "a", "b", NULL);
  g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (of_a, 0),
                                  3.0 * wf_possible_effects_get_effect (a_on_b, 0) - 4.0, 1e-9);
}

/* ---- hidden common causes ---- */

static WfGraph *
marks_to_graph (const Marks *marks, WfGraphKind kind)
{
  g_autofree char *text = test_write_marks (marks);
  const char *some[7] = { NULL };

  memcpy (some, names, marks->n * sizeof *some);
  return read_graph (some, text, kind);
}

/* the effect by the set that adjustment.c finds in this MAG, whatever others of its class hold; NaN = none */
static double
estimate_alone (const Marks *mag, WfTable *table, guint x, guint y)
{
  g_autoptr (WfGraph) graph = marks_to_graph (mag, WF_GRAPH_MAG);
  WfContrast contrast = { .table = table, .exposure = x, .outcome = y, .from = 0.0, .to = 1.0 };
  WfContrastResult result;
  g_autofree guint *adjusted = NULL;
  gsize n_adjusted;
  gboolean is_zero;

  if (!wf_adjustment_find (graph, x, y, &is_zero, &adjusted, &n_adjusted))
    return NAN;
  wf_contrast_estimate (&contrast, adjusted, n_adjusted, &result);
  return is_zero ? 0.0 : result.effect;
}

/* Every MAG of the class, by trying all; the effects that they tell, and the number of them */
static guint
list_mags (const Marks *mag, WfTable *table, guint x, guint y, GArray *effects)
{
  guint8 model[80], other[80];
  guint ends[10][2], n_edges = 0, n = 0;
  gsize n_models = mag->n * (mag->n - 1) / 2 << (mag->n - 2);

  for (guint a = 0; a < mag->n; a++)
    for (guint b = a + 1; b < mag->n; b++)
      if (mag->marks[a][b] != WF_MARK_NONE)
        {
          ends[n_edges][0] = a;
          ends[n_edges++][1] = b;
        }
  truth_get_model (mag, model);
  for (guint code = 0; code < 1u << 2 * n_edges; code++)
    {
      Marks member = { .n = mag->n };
      gboolean has_line = FALSE;

      for (guint e = 0; e < n_edges; e++)
        {
          member.marks[ends[e][0]][ends[e][1]] = code >> 2 * e & 1 ? WF_MARK_ARROW : WF_MARK_TAIL;
          member.marks[ends[e][1]][ends[e][0]] = code >> (2 * e + 1) & 1 ? WF_MARK_ARROW : WF_MARK_TAIL;
          has_line |= (code >> 2 * e & 3) == 0;
        }
      if (has_line || !truth_is_ancestral (&member))
        continue;
      truth_get_model (&member, other);
      if (memcmp (model, other, n_models) == 0)
        {
          double effect = estimate_alone (&member, table, x, y);

          n++;
          if (!isnan (effect))
            g_array_append_val (effects, effect);
        }
    }
  return n;
}

/* a model of the DAG, with its nodes in an order of causes */
static WfTable *
make_hidden_table (const TestDag *dag, WfRng *rng, guint x, guint y, double *effect)
{
  guint places[SEM_MAX], done = 0, n = 0;
  const char *all[SEM_MAX + 1] = { NULL };
  static const char *const hidden[] = { "h0", "h1", "h2", "h3", "h4", "h5" };
  g_autoptr (WfTable) table = NULL;
  Sem sem = { .n = dag->n };
  gsize columns[SEM_MAX];

  while (n < dag->n)
    for (guint v = 0; v < dag->n; v++)
      if (!(done >> v & 1) && (dag->parents[v] & ~done) == 0)
        {
          done |= 1u << v;
          places[v] = n++;
        }
  for (guint v = 0; v < dag->n; v++)
    {
      all[places[v]] = v < dag->n_observed ? test_names[v] : hidden[v - dag->n_observed];
      for (guint u = 0; u < dag->n; u++)
        if (dag->parents[v] >> u & 1)
          sem.coefficients[places[u]][places[v]] =
              (wf_rng_uniform (rng) < 0.5 ? -1 : 1) * (0.3 + wf_rng_uniform (rng));
      if (v < dag->n_observed)
        columns[v] = places[v];
    }
  *effect = sem_total_effect (&sem, places[x], places[y]);
  table = sem_make_table (&sem, rng, all, dag->n);
  return wf_table_select (table, columns, dag->n_observed);
}

/* The effects of the entries that tell are those of the members, each with its own set. */
static void
check_mags (WfPossibleEffects *effects, const Marks *mag, WfTable *table, guint x, guint y)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (double));
  gsize place = 0, n = list_mags (mag, table, x, y, expected);

  g_array_sort (expected, compare_doubles);
  g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, n);
  g_assert_cmpuint (n - wf_possible_effects_get_n_unanswered (effects), ==, expected->len);
  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    for (gsize k = 0; k < wf_possible_effects_get_n_members (effects, i) && place < expected->len; k++)
      g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, i),
                                      g_array_index (expected, double, place++), 1e-9);
}

/* All MAGs of the PAG are found, and when the true one has an answer, it is the true effect. */
static void
test_pag (void)
{
  guint n_answered = 0, n_unknown = 0, n_several = 0;
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (guint round = 0; round < 200; round++)
    {
      TestDag dag =
          test_create_dag (&rng, 3 + (guint) wf_rng_below (&rng, 3), (guint) wf_rng_below (&rng, 3), 0, 2.0);
      Marks mag = test_to_mag (&dag), pag;
      guint x = (guint) wf_rng_below (&rng, mag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, mag.n - 1)) % mag.n;
      double effect;
      g_autoptr (WfTable) table = make_hidden_table (&dag, &rng, x, y, &effect);
      g_autoptr (WfGraph) truth = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfPossibleEffects) of_truth = NULL;
      g_autoptr (WfPossibleEffects) effects = NULL;

      if (!truth_by_force (&mag, 6, &pag))
        continue;
      truth = marks_to_graph (&mag, WF_GRAPH_MAG);
      graph = marks_to_graph (&pag, WF_GRAPH_PAG);
      of_truth = list_effects (table, truth, names[x], names[y], NULL);
      effects = list_effects (table, graph, names[x], names[y], NULL);
      g_assert_true (wf_possible_effects_is_complete (effects));
      g_assert_cmpuint (wf_possible_effects_get_n (of_truth), ==, 1);
      check_mags (effects, &mag, table, x, y);
      check_distinct (effects);
      n_several += wf_possible_effects_get_n (effects) > 1;
      if (isnan (wf_possible_effects_get_effect (of_truth, 0)))
        {
          n_unknown++;
          g_assert_nonnull (wf_possible_effects_get_reason (of_truth, 0));
          continue;
        }
      n_answered++;
      g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (of_truth, 0), effect, 1e-8);
    }
  g_test_message ("%u answered, %u unknown, %u with several entries", n_answered, n_unknown, n_several);
  g_assert_cmpuint (n_answered, >, 60);
  g_assert_cmpuint (n_unknown, >, 5);
  g_assert_cmpuint (n_several, >, 20);
}

/* ---- whether some set identifies the effect, by the definition with its paths spelled out ---- */

typedef struct
{
  const Marks *mag;
  guint x, y, given;
  guint path[6];
  guint n;
  gboolean is_open;     /* a path that isn't causal is open */
  gboolean is_amenable; /* every causal path begins with a visible edge */
} Criterion;

/* a path from c to a that is into a, all its inner nodes colliders and parents of b; c not joined to b */
static gboolean
leads_in (const Marks *mag, guint b, const guint *path, guint n)
{
  guint last = path[n - 1];

  for (guint c = 0; c < mag->n; c++)
    {
      guint longer[6];
      gboolean is_new = c != b;

      for (guint i = 0; i < n; i++)
        is_new &= path[i] != c;
      if (!is_new || mag->marks[c][last] != WF_MARK_ARROW)
        continue;
      if (mag->marks[c][b] == WF_MARK_NONE)
        return TRUE;
      if (mag->marks[last][c] != WF_MARK_ARROW || mag->marks[c][b] != WF_MARK_ARROW ||
          mag->marks[b][c] != WF_MARK_TAIL)
        continue;
      memcpy (longer, path, n * sizeof *path);
      longer[n] = c;
      if (leads_in (mag, b, longer, n + 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_arrow (const Marks *mag, guint a, guint b)
{
  return mag->marks[a][b] == WF_MARK_ARROW && mag->marks[b][a] == WF_MARK_TAIL;
}

static void
judge_path (Criterion *self)
{
  const Marks *mag = self->mag;
  gboolean is_causal = TRUE, is_open = TRUE;

  for (guint i = 0; i + 1 < self->n; i++)
    is_causal &= is_arrow (mag, self->path[i], self->path[i + 1]);
  for (guint i = 1; i + 1 < self->n; i++)
    {
      guint v = self->path[i];
      gboolean is_collider = mag->marks[self->path[i - 1]][v] == WF_MARK_ARROW &&
                             mag->marks[self->path[i + 1]][v] == WF_MARK_ARROW;

      is_open &= is_collider ? truth_above (mag, self->given) >> v & 1 : !(self->given >> v & 1);
    }
  self->is_open |= !is_causal && is_open;
  if (is_causal)
    self->is_amenable &= leads_in (mag, self->path[1], self->path, 1);
}

static void
walk_paths (Criterion *self)
{
  guint last = self->path[self->n - 1];

  if (last == self->y)
    {
      judge_path (self);
      return;
    }
  for (guint v = 0; v < self->mag->n; v++)
    {
      gboolean is_new = self->mag->marks[last][v] != WF_MARK_NONE;

      for (guint i = 0; i < self->n; i++)
        is_new &= self->path[i] != v;
      if (!is_new)
        continue;
      self->path[self->n++] = v;
      walk_paths (self);
      self->n--;
    }
}

/* the generalised adjustment criterion (Perkovic et al. 2018, definition 4), for some set */
static gboolean
is_identified (const Marks *mag, guint x, guint y)
{
  guint forbidden = 0;

  for (guint v = 0; v < mag->n; v++)
    for (guint w = 0; w < mag->n; w++) /* w on a causal path, v at or below it */
      if (w != x && truth_above (mag, 1u << w) >> x & 1 && truth_above (mag, 1u << y) >> w & 1 &&
          truth_above (mag, 1u << v) >> w & 1)
        forbidden |= 1u << v;
  for (guint given = 0; given < 1u << mag->n; given++)
    {
      Criterion criterion = {
        .mag = mag, .x = x, .y = y, .given = given, .path = { x }, .n = 1, .is_amenable = TRUE
      };

      if ((given >> x & 1) || (given >> y & 1) || (given & forbidden) != 0)
        continue;
      walk_paths (&criterion);
      if (!criterion.is_open && criterion.is_amenable)
        return TRUE;
    }
  return FALSE;
}

static void
test_adjustment (void)
{
  guint n_identified = 0, n_not = 0;
  WfRng rng;

  wf_rng_init (&rng, 14, 0);
  for (guint round = 0; round < 2000; round++)
    {
      TestDag dag =
          test_create_dag (&rng, 4 + (guint) wf_rng_below (&rng, 3), (guint) wf_rng_below (&rng, 3), 0, 1.7);
      Marks mag = test_to_mag (&dag);
      guint x = (guint) wf_rng_below (&rng, mag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, mag.n - 1)) % mag.n;
      double effect;
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfGraph) graph = marks_to_graph (&mag, WF_GRAPH_MAG);
      g_autoptr (WfPossibleEffects) effects = NULL;

      if (!(truth_above (&mag, 1u << y) >> x & 1))
        continue;
      table = make_hidden_table (&dag, &rng, x, y, &effect);
      effects = list_effects (table, graph, names[x], names[y], NULL);
      g_assert_cmpint (!isnan (wf_possible_effects_get_effect (effects, 0)), ==, is_identified (&mag, x, y));
      n_identified += is_identified (&mag, x, y);
      n_not += !is_identified (&mag, x, y);
    }
  g_assert_cmpuint (n_identified, >, 30);
  g_assert_cmpuint (n_not, >, 30);
}

/* a, b cause c and c causes d: visible, so the effect of c on d is told by every member; of two variables
 * nothing is. */
static void
test_visible (void)
{
  static const char *const four[] = { "a", "b", "c", "d", NULL };
  static const char *const two[] = { "a", "b", NULL };
  g_autoptr (WfGraph) instrument = read_graph (four, "a ∘→ c, b ∘→ c, c → d", WF_GRAPH_PAG);
  g_autoptr (WfGraph) pair = read_graph (two, "a ∘—∘ b", WF_GRAPH_PAG);
  Sem sem = { .n = 4 };
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfPossibleEffects) of_c = NULL;
  g_autoptr (WfPossibleEffects) of_a = NULL;
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  sem.coefficients[0][2] = 1.0;
  sem.coefficients[1][2] = -0.5;
  sem.coefficients[2][3] = 0.7;
  table = sem_make_table (&sem, &rng, four, 4);
  of_c = list_effects (table, instrument, "c", "d", NULL);
  g_assert_cmpuint (wf_possible_effects_get_n_all (of_c), ==, 4);
  g_assert_cmpuint (wf_possible_effects_get_n_unanswered (of_c), ==, 0);
  for (gsize i = 0; i < wf_possible_effects_get_n (of_c); i++)
    g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (of_c, i), 0.7, 1e-9);
  of_a = list_effects (table, pair, "a", "b", NULL);
  g_assert_cmpuint (wf_possible_effects_get_n_all (of_a), ==, 3);
  g_assert_cmpuint (wf_possible_effects_get_n_unanswered (of_a), ==, 1);
}

/* ---- structures with a known effect ---- */

static WfGraph *
read_structure (JsonObject *truth)
{
  JsonArray *edges = wf_json_get_array (truth, "edges");
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (guint i = 0; i < json_array_get_length (edges); i++)
    for (guint k = 0; k < 2; k++)
      {
        const char *name = json_array_get_string_element (json_array_get_array_element (edges, i), k);
        guint place;

        if (!g_ptr_array_find_with_equal_func (nodes, name, g_str_equal, &place))
          g_ptr_array_add (nodes, (gpointer) name);
      }
  g_ptr_array_add (nodes, NULL);
  builder = wf_graph_builder_new ((const char *const *) nodes->pdata);
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      guint ends[2];

      for (guint k = 0; k < 2; k++)
        g_ptr_array_find_with_equal_func (
            nodes, json_array_get_string_element (json_array_get_array_element (edges, i), k), g_str_equal,
            &ends[k]);
      wf_graph_builder_add_arrow (builder, ends[0], ends[1]);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* The graph over the columns of the table: the class of the DAG, or the MAG where some causes are hidden. */
static WfGraph *
observe (WfGraph *dag, WfTable *table)
{
  g_autoptr (GPtrArray) observed = g_ptr_array_new ();

  for (guint i = 0; i < wf_graph_get_n_nodes (dag); i++)
    if (wf_table_find_column (table, wf_graph_get_name (dag, i)) >= 0)
      g_ptr_array_add (observed, (gpointer) wf_graph_get_name (dag, i));
  if (observed->len == wf_graph_get_n_nodes (dag))
    return wf_graph_to_cpdag (dag, NULL);
  g_ptr_array_add (observed, NULL);
  return wf_graph_to_mag (dag, (const char *const *) observed->pdata, NULL, NULL);
}

/* Some member has the true effect, within four standard errors. With hidden causes, the edge into the outcome
 * isn't visible in any of these structures, so that a MAG doesn't tell (not even that of m-bias, where the
 * DAG does). */
static void
check_structure (const char *name, JsonObject *truth)
{
  g_autofree char *file = g_strdup_printf ("toy-structures/%s.csv", name);
  g_autofree char *path = shared_data_path (file);
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, NULL);
  g_autoptr (WfTable) table = wf_table_read (source, NULL, NULL, NULL);
  g_autoptr (WfGraph) dag = read_structure (truth);
  g_autoptr (WfGraph) graph = observe (dag, table);
  g_autoptr (WfPossibleEffects) effects = list_effects (table, graph, wf_json_get_string (truth, "treatment"),
                                                        wf_json_get_string (truth, "outcome"), NULL);
  gboolean is_hidden = json_array_get_length (wf_json_get_array (truth, "latent")) > 0, is_found = FALSE;
  double effect = json_object_get_double_member (truth, "total_effect");

  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    is_found |= fabs (wf_possible_effects_get_effect (effects, i) - effect) <=
                4.0 * wf_possible_effects_get_standard_error (effects, i) + 1e-9;
  g_test_message ("%s", name);
  if (!is_hidden)
    g_assert_true (is_found);
  else
    g_assert_cmpuint (wf_possible_effects_get_n_unanswered (effects), ==,
                      wf_possible_effects_get_n_all (effects));
}

static void
test_structures (void)
{
  /* selection-bias has only some of the rows, which no graph over its columns says */
  static const char *const structures[] = { "collider", "collider-descendant", "confounder", "mediator",
                                            "m-bias",   "front-door",          "instrument", "bow",
                                            "simpson" };
  g_autofree char *path = shared_data_path ("toy-structures/truth.json");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  root = wf_json_parse (text, (gssize) length, "truth.json", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (structures); i++)
    check_structure (structures[i], wf_json_get_object (json_node_get_object (root), structures[i]));
}

static void
test_limit (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", "e", "f", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (nodes);
  g_autoptr (WfGraph) complete = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'members': <int64 100>}"));
  g_autoptr (WfPossibleEffects) some = NULL;
  g_autoptr (WfPossibleEffects) all = NULL;
  Sem sem = { .n = 6 };
  WfRng rng;

  wf_rng_init (&rng, 10, 0);
  for (guint a = 0; a < 6; a++)
    for (guint b = a + 1; b < 6; b++)
      {
        wf_graph_builder_set_edge (builder, a, b, WF_MARK_TAIL, WF_MARK_TAIL);
        sem.coefficients[a][b] = 0.5;
      }
  complete = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
  table = sem_make_table (&sem, &rng, nodes, 6);
  some = list_effects (table, complete, "a", "b", params);
  all = list_effects (table, complete, "a", "b", NULL);
  /* 2^5 sets of parents of a, the 16 with b as one entry each: no effect */
  g_assert_cmpuint (wf_possible_effects_get_n (some), ==, wf_possible_effects_get_n (all));
  g_assert_cmpuint (wf_possible_effects_get_n_all (some), ==, 0);
  g_assert_cmpuint (wf_possible_effects_get_n_all (all), ==, 720);
}

static void
test_cancelled (void)
{
  static const char *const nodes[] = { "a", "b", "c", NULL };
  static const WfGraphKind kinds[] = { WF_GRAPH_CPDAG, WF_GRAPH_PAG };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfTable) table = make_chain ();

  g_cancellable_cancel (cancellable);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (WfGraph) graph =
          read_graph (nodes, kinds[i] == WF_GRAPH_PAG ? "a ∘—∘ b, b ∘—∘ c" : "a — b, b — c", kinds[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          wf_list_possible_effects (table, graph, "a", "b", NULL, NULL, NULL, NULL, progress, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Open edges apart from each other: as many members as the product says, and too many to count beyond 2^53.
 */
static void
test_many_members (void)
{
  for (guint n_pairs = 20; n_pairs <= 60; n_pairs += 40)
    {
      g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (WfGraphBuilder) builder = NULL;
      g_autoptr (WfTableBuilder) columns = wf_table_builder_new (20);
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfPossibleEffects) effects = NULL;
      double values[20];
      WfRng rng;

      wf_rng_init (&rng, 15, 0);
      for (guint i = 0; i < 2 * n_pairs; i++)
        {
          g_ptr_array_add (many, g_strdup_printf ("v%u", i));
          wf_rng_fill_normal (&rng, 20, 1.0, values);
          wf_table_builder_add_continuous (columns, many->pdata[i], values, 20);
        }
      g_ptr_array_add (many, NULL);
      builder = wf_graph_builder_new ((const char *const *) many->pdata);
      for (guint i = 0; i < n_pairs; i++)
        wf_graph_builder_set_edge (builder, 2 * i, 2 * i + 1, WF_MARK_TAIL, WF_MARK_TAIL);
      graph = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
      table = wf_table_builder_end (columns);
      effects = list_effects (table, graph, "v0", "v1", NULL);
      g_assert_cmpuint (wf_possible_effects_get_n (effects), ==, 2);
      g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, n_pairs == 20 ? 1 << 20 : 0);
    }
}

/* ---- marks that conflict ---- */

static void
assert_warns (WfPossibleEffects *effects, const char *says)
{
  g_autofree char *text = g_strjoinv ("\n", (GStrv) wf_possible_effects_get_warnings (effects));

  g_assert_nonnull (strstr (text, says));
}

static WfTable *
make_four (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", NULL };
  Sem sem = { .n = 4 };
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  sem.coefficients[0][1] = 1.0;
  sem.coefficients[0][3] = -0.8;
  sem.coefficients[1][2] = 0.6;
  return sem_make_table (&sem, &rng, nodes, 4);
}

/* What closes a cycle is read as if it were open from the start. */
static void
test_cycles (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", NULL };
  static const struct
  {
    WfGraphKind kind;
    const char *text, *open, *says;
  } cases[] = {
    { WF_GRAPH_CPDAG, "a → b, b → c, c → a, c → d", "a — b, b — c, a — c, c → d", "a → b, a ← c, b → c" },
    { WF_GRAPH_PAG, "a → b, b → c, a ↔ c", "a → b, b → c, a ∘—∘ c", "a ↔ c" },
  };
  g_autoptr (WfTable) table = make_four ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfGraph) graph = read_graph (nodes, cases[i].text, cases[i].kind);
      g_autoptr (WfGraph) open = read_graph (nodes, cases[i].open, cases[i].kind);
      g_autoptr (WfPossibleEffects) effects = list_effects (table, graph, "a", "c", NULL);
      g_autoptr (WfPossibleEffects) expected = list_effects (table, open, "a", "c", NULL);

      assert_warns (effects, cases[i].says);
      g_assert_cmpuint (g_strv_length ((GStrv) wf_possible_effects_get_warnings (expected)), ==, 0);
      g_assert_cmpuint (wf_possible_effects_get_n_all (effects), >, 0);
      g_assert_cmpuint (wf_possible_effects_get_n (effects), ==, wf_possible_effects_get_n (expected));
      for (gsize k = 0; k < wf_possible_effects_get_n (effects); k++)
        {
          double effect = wf_possible_effects_get_effect (effects, k),
                 other = wf_possible_effects_get_effect (expected, k);

          g_assert_true (isnan (effect) == isnan (other));
          g_assert_true (isnan (effect) || effect == other);
          g_assert_cmpuint (wf_possible_effects_get_n_members (effects, k), ==,
                            wf_possible_effects_get_n_members (expected, k));
        }
    }
}

/* A square of open edges has no member: a new collider or a cycle is sure. At a, either neighbour may be a
 * parent, or none. */
static void
test_conflict (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", NULL };
  g_autoptr (WfGraph) square = read_graph (nodes, "a — b, b — c, c — d, a — d", WF_GRAPH_CPDAG);
  g_autoptr (WfGraph) hidden = read_graph (nodes, "a ∘—∘ b, b ∘—∘ c, c ∘—∘ d, a ∘—∘ d", WF_GRAPH_PAG);
  g_autoptr (WfTable) table = make_four ();
  g_autoptr (WfPossibleEffects) effects = list_effects (table, square, "a", "c", NULL);
  g_autoptr (WfPossibleEffects) unknown = list_effects (table, hidden, "a", "c", NULL);
  g_autofree char *sentence = NULL;
  guint n_nothing = 0, n_one = 0;

  assert_warns (effects, "edges at a");
  sentence = wf_possible_effects_describe_range (effects);
  g_assert_nonnull (strstr (sentence, "how the edges at the exposure are read"));
  g_assert_cmpuint (wf_possible_effects_get_n (effects), ==, 3);
  g_assert_cmpuint (wf_possible_effects_get_n_all (effects), ==, 0);
  for (gsize i = 0; i < 3; i++)
    {
      guint n = g_strv_length ((GStrv) wf_possible_effects_get_adjusted (effects, i));

      g_assert_null (wf_possible_effects_get_member (effects, i));
      n_nothing += n == 0;
      n_one += n == 1;
      if (n == 0) /* 1.0 * 0.6 by b */
        g_assert_cmpfloat_with_epsilon (wf_possible_effects_get_effect (effects, i), 0.6, 1e-9);
    }
  g_assert_cmpuint (n_nothing, ==, 1);
  g_assert_cmpuint (n_one, ==, 2);

  assert_warns (unknown, "edges at a");
  /* b → a or b ↔ a shows that nothing hides behind a → d, and d likewise a → b */
  g_assert_cmpuint (wf_possible_effects_get_n (unknown), ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv) wf_possible_effects_get_adjusted (unknown, 0)), ==, 1);
  g_assert_cmpuint (g_strv_length ((GStrv) wf_possible_effects_get_adjusted (unknown, 1)), ==, 1);
  g_assert_nonnull (wf_possible_effects_get_reason (unknown, 2));
}

/* What the edges at the exposure alone tell of a graph without conflicts. */
static GArray *
list_local (WfGraph *graph, guint x, guint y)
{
  GArray *groups = wf_member_groups_new ();
  gboolean is_complete;

  g_assert_true (wf_local_members_list (graph, x, y, 10000, groups, &is_complete, NULL, NULL));
  g_assert_true (is_complete);
  g_assert_cmpuint (groups->len, >, 0);
  return groups;
}

static double
estimate_group (WfTable *table, guint x, guint y, const WfMemberGroup *group)
{
  WfContrast contrast = { .table = table, .exposure = x, .outcome = y, .from = 0.0, .to = 1.0 };
  WfContrastResult result;

  if (group->is_zero || group->is_unknown)
    return group->is_zero ? 0.0 : NAN;
  wf_contrast_estimate (&contrast, group->adjusted, group->n_adjusted, &result);
  return result.effect;
}

/* No effect of a member is missed. */
static void
test_local_class (void)
{
  WfRng rng;

  wf_rng_init (&rng, 22, 0);
  for (guint round = 0; round < 200; round++)
    {
      Dag dag;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfTable) table = make_random (&rng, &dag, &graph);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (graph, NULL);
      guint x = (guint) wf_rng_below (&rng, dag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, dag.n - 1)) % dag.n;
      g_autoptr (WfPossibleEffects) effects = list_effects (table, cpdag, names[x], names[y], NULL);
      g_autoptr (GArray) groups = list_local (cpdag, x, y);

      for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
        {
          double effect = wf_possible_effects_get_effect (effects, i), nearest = G_MAXDOUBLE;

          for (guint k = 0; k < groups->len; k++)
            nearest =
                MIN (nearest,
                     fabs (effect - estimate_group (table, x, y, &g_array_index (groups, WfMemberGroup, k))));
          g_assert_cmpfloat (nearest, <, 1e-8);
        }
    }
}

/* With hidden common causes: what is told of the true graph is the true effect. */
static void
test_local_hidden (void)
{
  guint n_adjusted = 0, n_zero = 0, n_unknown = 0;
  WfRng rng;

  wf_rng_init (&rng, 23, 0);
  for (guint round = 0; round < 2000; round++)
    {
      TestDag dag =
          test_create_dag (&rng, 3 + (guint) wf_rng_below (&rng, 4), (guint) wf_rng_below (&rng, 3), 0, 1.7);
      Marks mag = test_to_mag (&dag);
      guint x = (guint) wf_rng_below (&rng, mag.n),
            y = (x + 1 + (guint) wf_rng_below (&rng, mag.n - 1)) % mag.n;
      double effect;
      g_autoptr (WfTable) table = make_hidden_table (&dag, &rng, x, y, &effect);
      g_autoptr (WfGraph) graph = marks_to_graph (&mag, WF_GRAPH_MAG);
      g_autoptr (GArray) groups = list_local (graph, x, y);
      const WfMemberGroup *group = &g_array_index (groups, WfMemberGroup, 0);

      g_assert_cmpuint (groups->len, ==, 1);
      n_zero += group->is_zero;
      n_unknown += group->is_unknown;
      n_adjusted += !group->is_zero && !group->is_unknown;
      if (!group->is_unknown)
        g_assert_cmpfloat_with_epsilon (estimate_group (table, x, y, group), effect, 1e-8);
    }
  g_test_message ("%u adjusted, %u zero, %u unknown", n_adjusted, n_zero, n_unknown);
  g_assert_cmpuint (n_adjusted, >, 30);
  g_assert_cmpuint (n_zero, >, 30);
  g_assert_cmpuint (n_unknown, >, 30);
}

static void
test_errors (void)
{
  static const char *const nodes[] = { "a", "b", "c", "d", NULL };
  g_autoptr (WfGraph) selected = read_graph (nodes, "a → b, b — c", WF_GRAPH_MAG);
  g_autoptr (WfGraph) good = read_graph (nodes, "a → b", WF_GRAPH_DAG);
  g_autoptr (WfGraph) cyclic = read_graph (nodes, "a → b, b → c, c → a", WF_GRAPH_UNKNOWN);
  g_autoptr (WfGraph) admg = read_graph (nodes, "a → b, b ↔ c", WF_GRAPH_ADMG);
  Sem sem = { .n = 4 };
  g_autoptr (WfTable) table = NULL;
  WfRng rng;
  const struct
  {
    WfGraph *graph;
    const char *x, *y, *from, *to, *level;
    int code;
    const char *says;
  } cases[] = {
    { selected, "a", "b", NULL, NULL, NULL, WF_ERROR_UNSUPPORTED, "selected rows" },
    { cyclic, "a", "b", NULL, NULL, NULL, WF_ERROR_UNSUPPORTED, "cycle" },
    { admg, "a", "b", NULL, NULL, NULL, WF_ERROR_UNSUPPORTED, "admg" },
    { good, "A", "b", NULL, NULL, NULL, WF_ERROR_DATA, "“a”" },
    { good, "a", "a", NULL, NULL, NULL, WF_ERROR_DATA, "same variable" },
    { good, "a", "b", "1", "1", NULL, WF_ERROR_DATA, "same value" },
    { good, "a", "b", "one", NULL, NULL, WF_ERROR_DATA, "“one”" },
    { good, "a", "b", NULL, NULL, "yes", WF_ERROR_DATA, "no levels" },
  };

  wf_rng_init (&rng, 12, 0);
  table = sem_make_table (&sem, &rng, nodes, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_list_possible_effects (table, cases[i].graph, cases[i].x, cases[i].y, cases[i].from,
                                               cases[i].to, cases[i].level, NULL, NULL, &error));
      g_assert_error (error, WF_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/possible-effects/cpdag", test_cpdag);
  g_test_add_func ("/possible-effects/forest", test_forest);
  g_test_add_func ("/possible-effects/background", test_background);
  g_test_add_func ("/possible-effects/discrete", test_discrete);
  g_test_add_func ("/possible-effects/rare-levels", test_rare_levels);
  g_test_add_func ("/possible-effects/single-rows", test_single_rows);
  g_test_add_func ("/possible-effects/optimal", test_optimal);
  g_test_add_func ("/possible-effects/identified", test_identified);
  g_test_add_func ("/possible-effects/common-set", test_common_set);
  g_test_add_func ("/possible-effects/mixed", test_mixed);
  g_test_add_func ("/possible-effects/pag", test_pag);
  g_test_add_func ("/possible-effects/adjustment", test_adjustment);
  g_test_add_func ("/possible-effects/visible", test_visible);
  g_test_add_func ("/possible-effects/structures", test_structures);
  g_test_add_func ("/possible-effects/limit", test_limit);
  g_test_add_func ("/possible-effects/cancelled", test_cancelled);
  g_test_add_func ("/possible-effects/many-members", test_many_members);
  g_test_add_func ("/possible-effects/cycles", test_cycles);
  g_test_add_func ("/possible-effects/conflict", test_conflict);
  g_test_add_func ("/possible-effects/local-class", test_local_class);
  g_test_add_func ("/possible-effects/local-hidden", test_local_hidden);
  g_test_add_func ("/possible-effects/errors", test_errors);
  return g_test_run ();
}
