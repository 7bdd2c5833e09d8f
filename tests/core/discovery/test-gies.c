/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "sem.h"

#define ROWS 80 /* of a regime */

/* Rows of each regime, of exact covariance: the targets (bits) are set to noise of their own. */
static WfTable *
simulate_experiments (
    WfRng *rng, WfGraph *dag, const guint *targets, gsize n_regimes, const char *const *labels)
{
  gsize p;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &p);
  g_autofree double *coefficients = g_new (double, p *p);
  gsize n = n_regimes * ROWS;
  g_autofree double *x = g_new0 (double, n *p);
  g_autofree gint32 *codes = g_new (gint32, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);

  for (gsize i = 0; i < p * p; i++)
    coefficients[i] = draw_coefficient (rng);
  for (gsize r = 0; r < n_regimes; r++)
    {
      g_autofree double *noise = draw_exact_noise (rng, ROWS, p);

      for (gsize i = 0; i < ROWS; i++)
        {
          gsize row = r * ROWS + i;

          codes[row] = (gint32) r;
          for (gsize k = 0; k < p; k++)
            {
              guint v = order[k];
              gboolean is_set = targets[r] >> v & 1;

              x[v * n + row] = noise[v * ROWS + i] * (is_set ? 1.5 : 1);
              for (guint w = 0; w < p && !is_set; w++)
                if (wf_graph_is_parent (dag, w, v))
                  x[v * n + row] += coefficients[v * p + w] * x[w * n + row];
            }
        }
    }
  wf_table_builder_add_discrete (builder, "set", codes, n, labels);
  for (guint v = 0; v < p; v++)
    wf_table_builder_add_continuous (builder, wf_graph_get_name (dag, v), x + v * n, n);
  return wf_table_builder_end (builder);
}

static WfDiscoveryResult *
search (WfTable *table,
        const char *targets,
        const char *regimes,
        double penalty,
        WfKnowledge *knowledge,
        GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;

  g_variant_dict_insert (&dict, "targets", "s", targets);
  g_variant_dict_insert (&dict, "regimes", "s", regimes);
  if (wf_table_get_kind (table, wf_table_get_n_columns (table) - 1) == WF_COLUMN_CONTINUOUS)
    g_variant_dict_insert (&dict, "score", "s", "sem-bic");
  g_variant_dict_insert (&dict, "penalty", "d", penalty);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  return wf_discover (table, "gies", params, knowledge, 1, 1, NULL, error);
}

/* Has the member the arrows of the graph between all pairs of which a regime sets just one? */
static gboolean
agrees (WfGraph *member, WfGraph *dag, const guint *targets, gsize n_regimes)
{
  guint n = (guint) wf_graph_get_n_nodes (dag);

  for (gsize r = 0; r < n_regimes; r++)
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        if (a != b && wf_graph_is_parent (dag, a, b) && (targets[r] >> a & 1) != (targets[r] >> b & 1) &&
            !wf_graph_is_parent (member, a, b))
          return FALSE;
  return TRUE;
}

/* Are the arrows found those that all members share that agree with the graph? */
static gboolean
is_essential (WfGraph *dag, WfGraph *found, const guint *targets, gsize n_regimes)
{
  g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
  g_autoptr (GPtrArray) members = list_members (cpdag);
  guint n = (guint) wf_graph_get_n_nodes (dag);
  gboolean is_right = wf_graph_get_n_edges (found) == wf_graph_get_n_edges (dag);

  for (guint m = members->len; m-- > 0;)
    if (!agrees (g_ptr_array_index (members, m), dag, targets, n_regimes))
      g_ptr_array_remove_index (members, m);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (a != b && wf_graph_is_parent (dag, a, b))
        {
          guint n_same = 0;

          for (guint m = 0; m < members->len; m++)
            n_same += wf_graph_is_parent (g_ptr_array_index (members, m), a, b);
          is_right = is_right && wf_graph_is_adjacent (found, a, b) && !wf_graph_is_parent (found, b, a) &&
                     wf_graph_is_parent (found, a, b) == (n_same == members->len);
        }
  return is_right;
}

/* of each variable, in the rows where it wasn't set */
static double
score_experiments (WfScore *const *scores, WfGraph *dag)
{
  double sum = 0;

  for (guint v = 0; v < wf_graph_get_n_nodes (dag); v++)
    {
      gsize n;
      g_autofree guint *parents = wf_graph_list_parents (dag, v, &n);

      sum += wf_score_get_local (scores[v], v, parents, n);
    }
  return sum;
}

static void
check_changes (WfScore *const *scores, WfGraph *member)
{
  guint n = (guint) wf_graph_get_n_nodes (member);
  double reached = score_experiments (scores, member);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (a != b)
        {
          g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (member);
          g_autoptr (WfGraph) other = NULL;

          if (wf_graph_is_parent (member, a, b))
            wf_graph_builder_set_edge (builder, a, b, WF_MARK_NONE, WF_MARK_NONE);
          else
            wf_graph_builder_add_arrow (builder, a, b);
          other = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
          if (other != NULL)
            g_assert_cmpfloat (score_experiments (scores, other), <=, reached + 1e-6);
        }
}

/* No edge more, less or turned gains, in any member of the interventional class. */
static void
check_optimum (WfTable *table, WfGraph *found, const guint *targets, gsize n_regimes)
{
  const gsize columns[] = { 1, 2, 3, 4, 5 };
  guint n = (guint) wf_graph_get_n_nodes (found);
  g_autoptr (WfTable) variables = wf_table_select (table, columns, n);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <1e-7>}"));
  g_autoptr (WfGraph) dag = wf_graph_to_dag (found, NULL, NULL, NULL);
  g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
  g_autoptr (GPtrArray) members = list_members (cpdag);
  WfScore *scores[5];

  for (guint v = 0; v < n; v++)
    {
      g_autofree gsize *rows = g_new (gsize, n_regimes * ROWS);
      g_autoptr (WfTable) observed = NULL;
      gsize k = 0;

      for (gsize i = 0; i < n_regimes * ROWS; i++)
        if (!(targets[i / ROWS] >> v & 1))
          rows[k++] = i;
      observed = wf_table_select_rows (variables, rows, k, NULL);
      scores[v] = wf_score_new ("sem-bic", observed, params, 1, NULL, NULL);
    }
  for (guint m = 0; m < members->len; m++)
    if (agrees (g_ptr_array_index (members, m), dag, targets, n_regimes))
      check_changes (scores, g_ptr_array_index (members, m));
  for (guint v = 0; v < n; v++)
    wf_score_unref (scores[v]);
}

static void
test_finds_the_interventional_class (void)
{
  static const char *const labels[] = { "none", "first", "second", NULL };
  gsize n_right = 0;
  gsize n_more = 0;
  WfRng rng;

  wf_rng_init (&rng, 89, 0);
  for (guint i = 0; i < 100; i++)
    {
      guint n = 3 + i % 3;
      g_autoptr (WfGraph) dag = create_random_dag (&rng, n, 0.5);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
      guint a = (guint) wf_rng_below (&rng, n);
      guint b = (guint) wf_rng_below (&rng, n);
      guint c = (guint) wf_rng_below (&rng, n);
      const guint targets[] = { 0, 1u << a, 1u << b | 1u << c };
      g_autofree char *regimes =
          g_strdup_printf ("first: %s; second: %s, %s", all_names[a], all_names[b], all_names[c]);
      g_autoptr (WfTable) table = simulate_experiments (&rng, dag, targets, 3, labels);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) result = search (table, "set", regimes, 1e-7, NULL, &error);
      WfGraph *graph;

      g_assert_no_error (error);
      graph = wf_discovery_result_get_graph (result);
      g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, n);
      g_assert_cmpint (wf_graph_find_node (graph, "set"), ==, -1);
      check_optimum (table, graph, targets, 3);
      n_right += is_essential (dag, graph, targets, 3);
      n_more += !wf_graph_equal (graph, cpdag);
    }
  g_assert_cmpuint (n_right, >, 94); /* it may end at another optimum (Wang et al. 2017, NeurIPS) */
  g_assert_cmpuint (n_more, >, 40);  /* what only observing leaves open */
}

/* a -> b of levels: observed, either direction; once b was set, one. The column itself names what was set. */
static void
test_levels (void)
{
  static const char *const levels[] = { "no", "yes", NULL };
  static const char *const labels[] = { "b", "observational", NULL };
  const gsize n = 600;
  g_autofree gint32 *a = g_new (gint32, n);
  g_autofree gint32 *b = g_new (gint32, n);
  g_autofree gint32 *set = g_new (gint32, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiscoveryResult) open = NULL;
  g_autoptr (WfDiscoveryResult) told = NULL;
  const gsize columns[] = { 1, 2 };
  g_autoptr (WfTable) alone = NULL;
  guint from, to;
  const char *rule;
  WfRng rng;

  wf_rng_init (&rng, 97, 0);
  for (gsize i = 0; i < n; i++)
    {
      set[i] = i < n / 2;
      a[i] = (gint32) wf_rng_below (&rng, 2);
      b[i] = set[i] && wf_rng_uniform (&rng) < 0.8 ? a[i] : (gint32) wf_rng_below (&rng, 2);
    }
  wf_table_builder_add_discrete (builder, "set", set, n, labels);
  wf_table_builder_add_discrete (builder, "a", a, n, levels);
  wf_table_builder_add_discrete (builder, "b", b, n, levels);
  table = wf_table_builder_end (builder);
  alone = wf_table_select (table, columns, 2);
  open = search (alone, "", "", 1, NULL, NULL);
  told = search (table, "set", "", 1, NULL, NULL);
  g_assert_true (wf_graph_is_adjacent (wf_discovery_result_get_graph (open), 0, 1));
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (open), ==, 0);
  g_assert_nonnull (strstr (wf_discovery_result_get_warnings (open)[0], "observed"));
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (told), 0, 1));
  wf_discovery_result_get_oriented (told, 0, &from, &to, &rule);
  g_assert_cmpstr (rule, ==, "intervention");
}

/* The same whether the column names the variables or the parameter does; without experiments it is fges. */
static void
test_ways_to_tell (void)
{
  static const char *const direct[] = { "", "a+c", "b", NULL };
  static const char *const indirect[] = { "x", "y: 1+", "z", NULL };
  const guint targets[] = { 0, 1 << 0 | 1 << 2, 1 << 1 };
  const char *const regimes = "y: 1+: a, c; z: b;";
  const gsize columns[] = { 1, 2, 3, 4, 5 };
  WfRng rng;
  WfRng again;
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfTable) named = NULL;
  g_autoptr (WfTable) coded = NULL;
  g_autoptr (WfTable) alone = NULL;
  g_autoptr (WfDiscoveryResult) first = NULL;
  g_autoptr (WfDiscoveryResult) second = NULL;
  g_autoptr (WfDiscoveryResult) observed = NULL;
  g_autoptr (WfDiscoveryResult) fges = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (
      g_variant_new_parsed ("{'turning': <true>, 'score': <'sem-bic'>, 'penalty': <1.0>}"));

  wf_rng_init (&rng, 101, 0);
  dag = create_random_dag (&rng, 5, 0.6);
  again = rng;
  named = simulate_experiments (&rng, dag, targets, 3, direct);
  coded = simulate_experiments (&again, dag, targets, 3, indirect);
  alone = wf_table_select (named, columns, 5);
  first = search (named, "set", "", 1, NULL, NULL);
  second = search (coded, "set", regimes, 1, NULL, NULL);
  observed = search (alone, "", "", 1, NULL, NULL);
  fges = wf_discover (alone, "fges", params, NULL, 1, 1, NULL, NULL);
  g_assert_true (
      wf_graph_equal (wf_discovery_result_get_graph (first), wf_discovery_result_get_graph (second)));
  g_assert_true (
      wf_graph_equal (wf_discovery_result_get_graph (observed), wf_discovery_result_get_graph (fges)));
  g_assert_false (
      wf_graph_equal (wf_discovery_result_get_graph (observed), wf_discovery_result_get_graph (first)));
}

/* ---- why ---- */

/* what the arrow gains alone, in the rows of the first regimes */
static char *
get_gain_text (WfTable *table, gsize n_regimes, guint from, guint to, gboolean is_negative)
{
  const gsize columns[] = { 1, 2, 3 };
  g_autoptr (WfTable) variables = wf_table_select (table, columns, 3);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <1.0>}"));
  g_autofree gsize *rows = g_new (gsize, n_regimes * ROWS);
  g_autoptr (WfTable) part = NULL;
  g_autoptr (WfScore) score = NULL;
  double gain;

  for (gsize i = 0; i < n_regimes * ROWS; i++)
    rows[i] = i;
  part = wf_table_select_rows (variables, rows, n_regimes * ROWS, NULL);
  score = wf_score_new ("sem-bic", part, params, 1, NULL, NULL);
  gain = wf_score_get_local (score, to, &from, 1) - wf_score_get_local (score, to, NULL, 0);
  g_assert_cmpint (gain < 0, ==, is_negative);
  return wf_format_number (ABS (gain));
}

static void
assert_explains (WfDiscoveryResult *result, WfTable *table, guint a, guint b, const char *part)
{
  g_auto (GStrv) lines = wf_discovery_explain (result, table, a, b, NULL);
  g_autofree char *text = g_strjoinv ("\n", lines);

  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

/* a -> b, c alone; the second half of the rows set b: its score is of the first half, those of others of all.
 */
static void
test_explanation (void)
{
  static const char *const labels[] = { "none", "b", NULL };
  const char *const names[] = { "a", "b", "c", NULL };
  const guint targets[] = { 0, 1 << 1 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autofree char *linked = NULL, *lost = NULL, *missing = NULL, *missing_text = NULL;
  WfRng rng;

  wf_rng_init (&rng, 107, 0);
  wf_graph_builder_add_arrow (builder, 0, 1);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  table = simulate_experiments (&rng, dag, targets, 2, labels);
  result = search (table, "set", "none:; b: b", 1, NULL, NULL);
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (result), 0, 1));
  lost = get_gain_text (table, 1, 0, 1, FALSE);
  linked = g_strdup_printf ("would be worse by %s (", lost);
  assert_explains (result, table, 0, 1, linked);
  assert_explains (result, table, 0, 1, "over the rows in which b was not set");
  missing = get_gain_text (table, 2, 0, 2, TRUE);
  missing_text = g_strdup_printf ("Adding a → c would lower the score by %s (", missing);
  assert_explains (result, table, 0, 2, missing_text);
  assert_explains (result, table, 0, 2, "over the rows in which a was not set");
}

static void
check_error (WfTable *table, const char *targets, const char *regimes, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result = search (table, targets, regimes, 1, NULL, &error);

  g_assert_null (result);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_errors (void)
{
  static const char *const labels[] = { "a", "a+b", "heat", NULL };
  const guint targets[] = { 1, 3, 4 };
  WfRng rng;
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfTable) table = NULL;

  wf_rng_init (&rng, 103, 0);
  dag = create_random_dag (&rng, 4, 0.5);
  table = simulate_experiments (&rng, dag, targets, 3, labels);
  check_error (table, "nothing", "", "“nothing”");
  check_error (table, "set", "", "“heat”");
  check_error (table, "set", "heat", "colon");
  check_error (table, "set", "cold: c", "“cold”");
  check_error (table, "set", "heat: nobody", "“nobody”");
  check_error (table, "set", "heat: a; a: a; a+b: a", "“a” was set");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gies/finds-the-interventional-class", test_finds_the_interventional_class);
  g_test_add_func ("/gies/levels", test_levels);
  g_test_add_func ("/gies/ways-to-tell", test_ways_to_tell);
  g_test_add_func ("/gies/explanation", test_explanation);
  g_test_add_func ("/gies/errors", test_errors);
  return g_test_run ();
}
