/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/discovery/contexts-private.h"
#include "core/formats/formats.h"
#include "core/table/types.h"
#include "oracle.h"
#include "tests/shared-data.h"

/* ---- with a test that asks a known graph ---- */

static WfDiscoveryResult *
search (WfGraph *dag, const guint8 *is_context, gboolean has_row_order, WfKnowledge *knowledge)
{
  g_autoptr (WfCiTest) test = wf_ci_test_new_oracle (dag, NULL);
  const char *const *names = wf_graph_get_names (dag);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (knowledge, names, NULL, NULL);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  WfPcInput input = { .test = test,
                      .names = names,
                      .constraints = constraints,
                      .is_exogenous = is_context,
                      .alpha = 0.05,
                      .max_given = -1,
                      .n_threads = 1 };
  WfDiscoveryResult *result;

  g_assert_true (wf_constraints_make_exogenous (constraints, is_context, names, &error));
  result = wf_cd_nod_search (&input, has_row_order, params, warnings, &error);
  g_assert_no_error (error);
  return result;
}

/* A random graph whose first n_contexts nodes have no cause. */
static WfGraph *
create_dag_with_contexts (WfRng *rng, guint n, guint n_contexts, double p_edge)
{
  g_autoptr (WfGraph) dag = create_random_dag (rng, n, p_edge);
  const guint contexts[] = { 0, 1 };

  return wf_graph_cut (dag, contexts, n_contexts);
}

static gboolean
has_one_sided_context (WfGraph *graph, guint n_contexts, guint shifted, guint invariant)
{
  for (guint c = 0; c < n_contexts; c++)
    if (wf_graph_is_parent (graph, c, shifted) && !wf_graph_is_adjacent (graph, c, invariant))
      return TRUE;
  return FALSE;
}

static void
check_reasons (WfDiscoveryResult *result, guint n_contexts, guint *n_by_invariance)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);

  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      guint a, b;
      const char *rule;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      g_assert_cmpuint (b, >=, n_contexts);
      g_assert_cmpint (a < n_contexts, ==, g_str_equal (rule, "exogenous"));
      if (!g_str_equal (rule, "invariance"))
        continue;
      (*n_by_invariance)++;
      g_assert_true (has_one_sided_context (graph, n_contexts, a, b) ||
                     has_one_sided_context (graph, n_contexts, b, a));
    }
}

/* With perfect answers: what all graphs of the class share in which nothing causes the contexts. */
static void
test_oracle (void)
{
  guint n_by_invariance = 0;
  gsize n_used = 0;
  WfRng rng;

  wf_rng_init (&rng, 41, 0);
  for (gsize i = 0; i < 300; i++)
    {
      guint n_contexts = 1 + i % 2;
      guint n = n_contexts + 2 + (guint) wf_rng_below (&rng, 4);
      g_autoptr (WfGraph) dag = create_dag_with_contexts (&rng, n, n_contexts, 0.55);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
      g_autoptr (WfKnowledge) exogenous = wf_knowledge_new ();
      const guint8 is_context[MAX_NODES] = { TRUE, n_contexts == 2 };
      g_autoptr (WfDiscoveryResult) result = NULL;

      if (wf_graph_get_n_edges (dag) > 10)
        continue;
      for (guint v = 0; v < n; v++)
        for (guint c = 0; c < n_contexts; c++)
          if (v != c)
            wf_knowledge_forbid (exogenous, all_names[v], all_names[c]);
      result = search (dag, is_context, FALSE, NULL);
      check_against_all_members (cpdag, exogenous, wf_discovery_result_get_graph (result));
      check_records (result, dag);
      check_reasons (result, n_contexts, &n_by_invariance);
      n_used++;
    }
  g_assert_cmpuint (n_used, >, 200);
  g_assert_cmpuint (n_by_invariance, >, 100);
}

/* A context that is no column leaves everything else as it would be, and is told of by its name. */
static void
test_oracle_without_the_context (void)
{
  WfRng rng;

  wf_rng_init (&rng, 43, 0);
  for (gsize i = 0; i < 100; i++)
    {
      guint n = 3 + (guint) wf_rng_below (&rng, 5);
      g_autoptr (WfGraph) random = create_random_dag (&rng, n, 0.5);
      const guint last = n - 1;
      g_autoptr (WfGraph) dag = wf_graph_cut (random, &last, 1);
      guint8 is_context[MAX_NODES] = { 0 };
      g_autoptr (WfDiscoveryResult) with = NULL, without = NULL;
      WfGraph *whole, *rest;

      is_context[last] = TRUE;
      with = search (dag, is_context, FALSE, NULL);
      without = search (dag, is_context, TRUE, NULL);
      whole = wf_discovery_result_get_graph (with);
      rest = wf_discovery_result_get_graph (without);
      g_assert_cmpuint (wf_graph_get_n_nodes (rest), ==, last);
      for (guint a = 0; a < last; a++)
        for (guint b = 0; b < last; b++)
          if (a != b)
            g_assert_cmpint (wf_graph_get_mark (rest, a, b), ==, wf_graph_get_mark (whole, a, b));
      g_assert_cmpuint (wf_discovery_result_get_n_variables (without), ==, n);
      g_assert_cmpstr (wf_discovery_result_get_variable (without, last), ==, all_names[last]);
      g_assert_cmpuint (wf_discovery_result_get_n_removed (without), ==,
                        wf_discovery_result_get_n_removed (with));
      for (guint v = 0; v < last; v++)
        if (wf_graph_is_adjacent (whole, v, last))
          g_assert_nonnull (strstr (wf_discovery_result_get_warnings (without)[0], all_names[v]));
    }
}

/* A context that nothing depends on changes nothing: PC. */
static void
test_oracle_equals_pc_when_nothing_shifts (void)
{
  WfRng rng;

  wf_rng_init (&rng, 47, 0);
  for (gsize i = 0; i < 100; i++)
    {
      guint n = 3 + (guint) wf_rng_below (&rng, 6);
      g_autoptr (WfGraph) random = create_random_dag (&rng, n, 0.5);
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (random);
      g_autoptr (WfGraph) dag = NULL, cpdag = NULL;
      guint8 is_context[MAX_NODES] = { TRUE };
      g_autoptr (WfDiscoveryResult) result = NULL;

      for (guint v = 1; v < n; v++)
        wf_graph_builder_set_edge (builder, 0, v, WF_MARK_NONE, WF_MARK_NONE);
      dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
      cpdag = wf_graph_to_cpdag (dag, NULL);
      result = search (dag, is_context, FALSE, NULL);
      g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (result), cpdag));
    }
}

static void
assert_rule (WfDiscoveryResult *result, const char *from, const char *to, const char *expected)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);

  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      guint a, b;
      const char *rule;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      if (g_str_equal (wf_graph_get_name (graph, a), from) && g_str_equal (wf_graph_get_name (graph, b), to))
        {
          g_assert_cmpstr (rule, ==, expected);
          return;
        }
    }
  g_assert_not_reached ();
}

/* The graph of the paper's first example: every direction follows, those at x2 and x4 from the time. */
static void
test_oracle_of_the_first_example (void)
{
  const char *const names[] = { "x1", "x2", "x3", "x4", "time", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;
  const guint8 is_context[] = { 0, 0, 0, 0, TRUE };
  g_autoptr (WfDiscoveryResult) result = NULL;

  for (guint v = 0; v < 3; v++)
    wf_graph_builder_add_arrow (builder, v, v + 1);
  wf_graph_builder_add_arrow (builder, 4, 1);
  wf_graph_builder_add_arrow (builder, 4, 3);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  result = search (dag, is_context, FALSE, NULL);
  for (guint a = 0; a < 5; a++)
    for (guint b = 0; b < 5; b++)
      if (a != b)
        g_assert_cmpint (wf_graph_is_parent (wf_discovery_result_get_graph (result), a, b), ==,
                         wf_graph_is_parent (dag, a, b));
  assert_rule (result, "time", "x2", "exogenous");
  assert_rule (result, "x1", "x2", "invariance");
  assert_rule (result, "x2", "x3", "invariance");
  assert_rule (result, "x3", "x4", "invariance");
}

/* ---- with data ---- */

static WfDiscoveryResult *
discover (WfTable *table, const char *params, GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (g_variant_new_parsed (params));

  return wf_discover (table, "cd-nod", given, NULL, 1, 1, NULL, error);
}

/* x1 -> x2 -> x3 -> x4, x2 and x4 drifting: the paper's first example. */
static WfTable *
simulate_drift (guint64 seed, gsize n, gboolean has_time)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 5 * n);
  const char *const names[] = { "x1", "x2", "x3", "x4", "time" };
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      double t = (double) (i + 1);
      double e[4];

      for (gsize j = 0; j < 4; j++)
        e[j] = wf_rng_normal (&rng);
      x[i] = e[0];
      x[n + i] = 0.8 * x[i] + 1.5 * sin (t / 50) + 0.5 * e[1];
      x[2 * n + i] = 0.8 * x[n + i] + 0.5 * e[2];
      x[3 * n + i] = 0.8 * x[2 * n + i] + sin (t / 50) + sin (t / 20) + 0.5 * e[3];
      x[4 * n + i] = t;
    }
  for (gsize j = 0; j < 4 + (gsize) has_time; j++)
    wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
  return wf_table_builder_end (builder);
}

static void
assert_is_first_example (WfGraph *graph)
{
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 5);
  for (guint v = 0; v < 3; v++)
    g_assert_true (wf_graph_is_parent (graph, v, v + 1));
  g_assert_true (wf_graph_is_parent (graph, 4, 1));
  g_assert_true (wf_graph_is_parent (graph, 4, 3));
}

static void
test_first_example (void)
{
  g_autoptr (WfTable) table = simulate_drift (7, 200, TRUE);
  const double first[] = { .988474, -.111350, -.087120, -.264354 };
  const struct
  {
    guint64 seed;
    gsize n;
  } runs[] = { { 7, 200 }, { 11, 300 }, { 12, 300 } };

  for (gsize j = 0; j < 4; j++)
    g_assert_cmpfloat_with_epsilon (wf_table_get_values (table, j, NULL)[0], first[j], 1e-6);
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (WfTable) drifting = simulate_drift (runs[i].seed, runs[i].n, TRUE);
      g_autoptr (WfDiscoveryResult) result = discover (drifting, "{'surrogate': <'time'>}", NULL);

      assert_is_first_example (wf_discovery_result_get_graph (result));
    }
}

/* Without a surrogate the order of rows is the time. */
static void
test_row_order (void)
{
  g_autoptr (WfTable) table = simulate_drift (7, 200, FALSE);
  g_autoptr (WfTable) timed = simulate_drift (7, 200, TRUE);
  g_autoptr (WfDiscoveryResult) result = discover (table, "@a{sv} {}", NULL);
  g_autoptr (WfDiscoveryResult) named = discover (timed, "{'surrogate': <'time'>}", NULL);
  WfGraph *graph = wf_discovery_result_get_graph (result);
  WfReport *report;

  g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, 4);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 3);
  for (guint v = 0; v < 3; v++)
    g_assert_true (wf_graph_is_parent (graph, v, v + 1));
  g_assert_nonnull (strstr (wf_discovery_result_get_warnings (result)[0], "x2, x4"));
  g_assert_cmpstr (wf_discovery_result_get_variable (result, 4), ==, "row order");
  g_assert_cmpuint (wf_discovery_result_get_n_tests (result), ==, wf_discovery_result_get_n_tests (named));
  report = wf_discovery_report (result, table, NULL);
  g_assert_nonnull (report);
  wf_report_unref (report);
}

/* A straight line doesn't see that x2 rises and falls, and directions go wrong. */
static void
test_swings_matter (void)
{
  g_autoptr (WfTable) table = simulate_drift (7, 200, TRUE);
  g_autoptr (WfDiscoveryResult) straight =
      discover (table, "{'surrogate': <'time'>, 'swings': <int64 0>}", NULL);

  g_assert_false (wf_graph_is_adjacent (wf_discovery_result_get_graph (straight), 1, 4));
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (straight), 1, 0));
}

static void
test_few_rows (void)
{
  g_autoptr (WfTable) table = simulate_drift (3, 70, TRUE);
  g_autoptr (WfTable) fewer = simulate_drift (3, 30, TRUE);
  g_autoptr (WfDiscoveryResult) some = discover (table, "{'surrogate': <'time'>}", NULL);
  g_autoptr (WfDiscoveryResult) none = discover (fewer, "{'surrogate': <'time'>}", NULL);

  g_assert_nonnull (strstr (wf_discovery_result_get_warnings (some)[0], "up to 2"));
  g_assert_nonnull (strstr (wf_discovery_result_get_warnings (none)[0], "straight"));
}

/* ---- domains ---- */

#define N_DOMAINS 6

/* a -> b -> c, b shifting with the domain. order: of the rows; relabel: new codes. */
static WfTable *
simulate_domains (gsize n, const gsize *order, const gint32 *relabel, gboolean is_number)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 4 * n);
  g_autofree gint32 *codes = g_new (gint32, n);
  const double shifts[N_DOMAINS] = { 0, 2, -1, 1.5, 0.5, -2 };
  const char *const names[] = { "a", "b", "c" };
  char *levels[N_DOMAINS + 1] = { NULL };
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < n; i++)
    {
      gsize row = order != NULL ? order[i] : i;
      gint32 domain = (gint32) wf_rng_below (&rng, N_DOMAINS);

      codes[row] = relabel != NULL ? relabel[domain] : domain;
      x[row] = wf_rng_normal (&rng);
      x[n + row] = 0.8 * x[row] + shifts[domain] + wf_rng_normal (&rng);
      x[2 * n + row] = 0.8 * x[n + row] + wf_rng_normal (&rng);
      x[3 * n + row] = codes[row];
    }
  for (gsize d = 0; d < N_DOMAINS; d++)
    levels[d] = g_strdup_printf ("%zu", d);
  for (gsize j = 0; j < 3; j++)
    wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
  if (is_number)
    wf_table_builder_add_continuous (builder, "domain", x + 3 * n, n);
  else
    wf_table_builder_add_discrete (builder, "domain", codes, n, (const char *const *) levels);
  for (gsize d = 0; d < N_DOMAINS; d++)
    g_free (levels[d]);
  return wf_table_builder_end (builder);
}

static void
assert_same (WfDiscoveryResult *a, WfDiscoveryResult *b)
{
  g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (a), wf_discovery_result_get_graph (b)));
  g_assert_cmpuint (wf_discovery_result_get_n_removed (a), ==, wf_discovery_result_get_n_removed (b));
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (a); i++)
    {
      guint a1, b1, a2, b2;
      const guint *given;
      gsize n_given;
      double p1, p2;

      wf_discovery_result_get_removed (a, i, &a1, &b1, &given, &n_given, &p1);
      wf_discovery_result_get_removed (b, i, &a2, &b2, &given, &n_given, &p2);
      g_assert_cmpuint (a1, ==, a2);
      g_assert_cmpuint (b1, ==, b2);
      g_assert_cmpfloat_with_epsilon (p1, p2, 1e-9);
    }
}

/* Neither the order of labels nor that of rows matters, nor whether the labels read as numbers. */
static void
test_domains (void)
{
  const gint32 relabel[N_DOMAINS] = { 4, 0, 3, 1, 5, 2 };
  const gsize n = 300;
  g_autofree gsize *order = g_new (gsize, n);
  g_autoptr (WfTable) table = simulate_domains (n, NULL, NULL, FALSE);
  g_autoptr (WfTable) relabelled = simulate_domains (n, NULL, relabel, FALSE);
  g_autoptr (WfTable) numbers = simulate_domains (n, NULL, relabel, TRUE);
  g_autoptr (WfTable) shuffled = NULL;
  g_autoptr (WfDiscoveryResult) first = discover (table, "{'surrogate': <'domain'>, 'alpha': <0.01>}", NULL);
  g_autoptr (WfDiscoveryResult) second =
      discover (relabelled, "{'surrogate': <'domain'>, 'alpha': <0.01>}", NULL);
  g_autoptr (WfDiscoveryResult) third =
      discover (numbers, "{'surrogate': <'domain'>, 'alpha': <0.01>}", NULL);
  g_autoptr (WfDiscoveryResult) fourth = NULL;
  WfGraph *graph = wf_discovery_result_get_graph (first);

  for (gsize i = 0; i < n; i++)
    order[i] = (i * 37 + 11) % n;
  shuffled = simulate_domains (n, order, NULL, FALSE);
  fourth = discover (shuffled, "{'surrogate': <'domain'>, 'alpha': <0.01>}", NULL);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 3);
  g_assert_true (wf_graph_is_parent (graph, 0, 1));
  g_assert_true (wf_graph_is_parent (graph, 1, 2));
  g_assert_true (wf_graph_is_parent (graph, 3, 1));
  assert_same (first, second);
  assert_same (first, third);
  assert_same (first, fourth);
}

/* A column of the type domain, or else time, is the surrogate unless one is named. */
static void
test_type_names_surrogate (void)
{
  g_autoptr (WfTable) table = simulate_domains (300, NULL, NULL, FALSE);
  g_autoptr (WfTable) typed = wf_table_with_types (table, "domain=domain", NULL);
  g_autoptr (WfTable) drifting = simulate_drift (7, 200, TRUE);
  g_autoptr (WfTable) timed = wf_table_with_types (drifting, "time=time", NULL);
  g_autoptr (WfDiscoveryResult) named = discover (table, "{'surrogate': <'domain'>}", NULL);
  g_autoptr (WfDiscoveryResult) found = discover (typed, "@a{sv} {}", NULL);
  g_autoptr (WfDiscoveryResult) named_time = discover (drifting, "{'surrogate': <'time'>}", NULL);
  g_autoptr (WfDiscoveryResult) found_time = discover (timed, "@a{sv} {}", NULL);

  assert_same (named, found);
  assert_same (named_time, found_time);
}

/* ---- what is refused, what is obeyed ---- */

static void
assert_refuses (WfTable *table, const char *params, WfKnowledge *knowledge, const char *word)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (g_variant_new_parsed (params));
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_discover (table, "cd-nod", given, knowledge, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refuses (void)
{
  g_autoptr (WfTable) table = simulate_domains (100, NULL, NULL, FALSE);
  g_autoptr (WfKnowledge) wrong = wf_knowledge_new ();

  assert_refuses (table, "{'surrogate': <'domian'>}", NULL, "did you mean “domain”");
  assert_refuses (table, "{'surrogate': <'domain'>, 'contexts': <'a, q'>}", NULL, "“q”");
  assert_refuses (table, "{'surrogate': <'a'>}", NULL, "“domain” is discrete");
  assert_refuses (table, "{'surrogate': <'domain'>, 'contexts': <'a,b,c'>}", NULL, "Every column");
  wf_knowledge_require (wrong, "a", "domain");
  assert_refuses (table, "{'surrogate': <'domain'>}", wrong, "a → domain");
}

/* Contexts are not linked with each other, nothing points at them, and tiers hold among the rest. */
static void
test_contexts_and_tiers (void)
{
  g_autoptr (WfTable) table = simulate_domains (300, NULL, NULL, FALSE);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'surrogate': <'domain'>, 'contexts': <'a'>}"));
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WfGraph *graph;

  wf_knowledge_set_tier (knowledge, "c", 0); /* against the truth */
  wf_knowledge_set_tier (knowledge, "b", 1);
  result = wf_discover (table, "cd-nod", params, knowledge, 1, 1, NULL, &error);
  g_assert_no_error (error);
  graph = wf_discovery_result_get_graph (result);
  g_assert_false (wf_graph_is_adjacent (graph, 0, 3));
  g_assert_true (wf_graph_is_parent (graph, 0, 1));
  g_assert_true (wf_graph_is_parent (graph, 3, 1));
  g_assert_true (wf_graph_is_parent (graph, 2, 1));
}

/* ---- the shared data ---- */

static WfTable *
read_table (const char *name)
{
  g_autofree char *path = shared_data_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = path != NULL ? wf_source_open_path (path, NULL, &error) : NULL;
  WfTable *table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;

  g_assert_no_error (error);
  return table;
}

static void
test_shared_drift (void)
{
  g_autoptr (WfTable) table = read_table ("het-simulated/nonstationary-chain.csv");
  g_autoptr (WfDiscoveryResult) result = NULL;
  WfGraph *graph;

  if (table == NULL)
    return;
  result = discover (table, "{'surrogate': <'time'>}", NULL);
  graph = wf_discovery_result_get_graph (result); /* time comes first */
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 5);
  for (guint v = 1; v < 4; v++)
    g_assert_true (wf_graph_is_parent (graph, v, v + 1));
  g_assert_true (wf_graph_is_parent (graph, 0, 2));
  g_assert_true (wf_graph_is_parent (graph, 0, 4));
}

/* The relation of v and w bends, so the domain seems to shift w too, and the arrows are found all the same.
 */
static void
test_shared_domains (void)
{
  g_autoptr (WfTable) table = read_table ("het-simulated/ten-domains.csv");
  g_autoptr (WfDiscoveryResult) result = NULL;
  const guint truth[][2] = { { 0, 2 }, { 0, 4 }, { 1, 2 }, { 2, 3 }, { 1, 4 }, { 3, 4 } };

  if (table == NULL)
    return;
  result = discover (table, "{'surrogate': <'domain'>, 'alpha': <0.01>}", NULL);
  for (gsize e = 0; e < G_N_ELEMENTS (truth); e++)
    g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (result), truth[e][0], truth[e][1]));
  g_assert_false (wf_graph_is_adjacent (wf_discovery_result_get_graph (result), 0, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cd-nod/oracle", test_oracle);
  g_test_add_func ("/cd-nod/oracle-without-the-context", test_oracle_without_the_context);
  g_test_add_func ("/cd-nod/oracle-equals-pc-when-nothing-shifts", test_oracle_equals_pc_when_nothing_shifts);
  g_test_add_func ("/cd-nod/oracle-of-the-first-example", test_oracle_of_the_first_example);
  g_test_add_func ("/cd-nod/first-example", test_first_example);
  g_test_add_func ("/cd-nod/row-order", test_row_order);
  g_test_add_func ("/cd-nod/swings-matter", test_swings_matter);
  g_test_add_func ("/cd-nod/few-rows", test_few_rows);
  g_test_add_func ("/cd-nod/domains", test_domains);
  g_test_add_func ("/cd-nod/refuses", test_refuses);
  g_test_add_func ("/cd-nod/contexts-and-tiers", test_contexts_and_tiers);
  g_test_add_func ("/cd-nod/shared-drift", test_shared_drift);
  g_test_add_func ("/cd-nod/shared-domains", test_shared_domains);
  g_test_add_func ("/cd-nod/type-names-surrogate", test_type_names_surrogate);
  return g_test_run ();
}
