/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A smaller level without testing again. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/discovery/contexts-private.h"
#include "pag-truth.h"

/* n_hidden: the first causes, not in the table */
static WfTable *
simulate (gsize n, gsize n_hidden, gsize n_shown, guint64 seed)
{
  gsize n_all = n_hidden + n_shown;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n *n_all);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize j = 0; j < n_all; j++)
    {
      g_autofree char *name = g_strdup_printf ("x%zu", j - MIN (j, n_hidden));

      for (gsize i = 0; i < n; i++)
        x[j * n + i] = wf_rng_normal (&rng);
      for (gsize k = 0; k < j; k++)
        {
          double weight = wf_rng_uniform (&rng) < 0.4 ? 0.6 * wf_rng_uniform (&rng) : 0;

          for (gsize i = 0; i < n; i++)
            x[j * n + i] += weight * x[k * n + i];
        }
      if (j >= n_hidden)
        wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

static WfDiscoveryResult *
cut (WfDiscoveryResult *result, double alpha)
{
  g_autoptr (GError) error = NULL;
  WfDiscoveryResult *small = wf_discovery_rethreshold (result, alpha, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_discovery_result_get_n_tests (small), ==, wf_discovery_result_get_n_tests (result));
  g_assert_cmpstr (wf_discovery_result_get_method (small), ==, wf_discovery_result_get_method (result));
  return small;
}

static gboolean
warns (WfDiscoveryResult *result, const char *part)
{
  const char *const *warnings = wf_discovery_result_get_warnings (result);

  for (gsize i = 0; warnings[i] != NULL; i++)
    if (strstr (warnings[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_part (WfGraph *small, WfGraph *large)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (small, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    if (!wf_graph_is_adjacent (large, edges[e].a, edges[e].b))
      return FALSE;
  return TRUE;
}

/* Sets are recorded of every edge that tests left, and of every one they took, as the level has it. */
static void
check_sets (WfDiscoveryResult *result, double alpha)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  guint n = (guint) wf_graph_get_n_nodes (graph);
  guint a, b;
  const guint *given;
  gsize n_given;
  double p;

  for (gsize i = 0; i < wf_discovery_result_get_n_kept (result); i++)
    {
      wf_discovery_result_get_kept (result, i, &a, &b, &given, &n_given, &p);
      g_assert_true (b >= n || wf_graph_is_adjacent (graph, a, b));
      g_assert_cmpfloat (p, <=, alpha);
    }
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (result); i++)
    {
      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      g_assert_false (b < n && wf_graph_is_adjacent (graph, a, b));
      g_assert_cmpfloat (p, >, alpha);
    }
}

/* No mark without a rule: the ends of a graph with circles, the arrows of others. */
static void
check_rules (WfDiscoveryResult *result)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  gboolean is_pag = wf_graph_get_kind (graph) == WF_GRAPH_PAG;
  guint n = (guint) wf_graph_get_n_nodes (graph);
  gsize n_marks = 0;

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      {
        WfMark mark = a != b ? wf_graph_get_mark (graph, a, b) : WF_MARK_NONE;

        n_marks += mark == WF_MARK_ARROW || (is_pag && mark == WF_MARK_TAIL);
      }
  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      const char *rule;
      guint a, b;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      if (MAX (a, b) >= n)
        continue;
      n_marks--;
      g_assert_nonnull (rule);
      g_assert_cmpint (wf_graph_get_mark (graph, a, b), ==,
                       wf_discovery_result_get_oriented_mark (result, i));
    }
  g_assert_cmpuint (n_marks, ==, 0);
}

/* Smaller and smaller levels; returns how often edges went. */
static gsize
check_cuts (WfDiscoveryResult *result)
{
  g_autoptr (WfDiscoveryResult) same = cut (result, 0.1);
  g_autoptr (WfGraph) last = wf_graph_ref (wf_discovery_result_get_graph (result));
  gsize n_fewer = 0;

  g_assert_true (wf_graph_equal (last, wf_discovery_result_get_graph (same)));
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (same), ==,
                    wf_discovery_result_get_n_oriented (result));
  for (double alpha = 0.05; alpha > 1e-6; alpha /= 5)
    {
      g_autoptr (WfDiscoveryResult) small = cut (result, alpha);
      WfGraph *graph = wf_discovery_result_get_graph (small);

      g_assert_true (is_part (graph, last));
      g_assert_nonnull (strstr (wf_discovery_result_get_warnings (small)[0], "without new tests"));
      if (wf_graph_get_kind (graph) == WF_GRAPH_CPDAG)
        g_assert_true (wf_graph_is_acyclic (graph));
      check_sets (small, alpha);
      check_rules (small);
      n_fewer += wf_graph_get_n_edges (graph) < wf_graph_get_n_edges (last);
      wf_graph_unref (last);
      last = wf_graph_ref (graph);
    }
  return n_fewer;
}

typedef struct
{
  const char *path, *method, *params;
  gboolean has_rules; /* of colliders */
  gsize n_hidden;
} Case;

static const Case cases[] = {
  { "/rethreshold/pc", "pc", "'alpha': <0.1>", TRUE, 0 },
  { "/rethreshold/row-order", "cd-nod", "'alpha': <0.1>", FALSE, 0 },
  { "/rethreshold/contexts", "cd-nod", "'alpha': <0.1>, 'surrogate': <'x0'>, 'contexts': <'x1'>", FALSE, 0 },
  { "/rethreshold/fci", "fci", "'alpha': <0.1>", TRUE, 2 },
  { "/rethreshold/few-rules", "fci", "'alpha': <0.1>, 'complete-rules': <false>, 'max-path': <3>", TRUE, 2 },
  { "/rethreshold/rfci", "rfci", "'alpha': <0.1>", TRUE, 2 },
  { "/rethreshold/gfci", "gfci", "'alpha': <0.1>, 'start': <'fges'>", FALSE, 2 },
};

static void
test_properties (gconstpointer data)
{
  static const char *const rules[] = { "majority", "conservative", "sepset", "max-p" };
  const Case *of = data;
  gsize n_fewer = 0;

  for (guint64 seed = 1; seed <= 24; seed++)
    {
      g_autoptr (WfTable) table = simulate (300, of->n_hidden, 9, seed);
      g_autofree char *colliders =
          of->has_rules ? g_strdup_printf (", 'colliders': <'%s'>", rules[seed % 4]) : g_strdup ("");
      g_autofree char *text = g_strdup_printf ("{%s%s}", of->params, colliders);
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) result =
          wf_discover (table, of->method, params, NULL, 1, 1, NULL, &error);

      g_assert_no_error (error);
      n_fewer += check_cuts (result);
    }
  g_assert_cmpuint (n_fewer, >, 20);
}

/* ---- what nothing doubts stays ---- */

static WfDiscoveryResult *
search_and_name (WfFciSearch search,
                 const char *method,
                 const WfPcInput *input,
                 const WfFciOptions *options,
                 GError **error)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (
      g_variant_new_parsed ("{'alpha': <%d>, 'max-path': <int64 -1>, 'complete-rules': <true>}", 0.05));
  WfDiscoveryResult *result = search (input, options, params, error);

  if (result != NULL)
    wf_discovery_result_set_search (result, method, NULL);
  return result;
}

static WfDiscoveryResult *
search_fci (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error)
{
  return search_and_name (wf_fci_search, "fci", input, options, error);
}

static WfDiscoveryResult *
search_rfci (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error)
{
  return search_and_name (wf_rfci_search, "rfci", input, options, error);
}

static void
test_exact (gconstpointer data)
{
  const gboolean is_rfci = GPOINTER_TO_INT (data);
  WfRng rng;

  wf_rng_init (&rng, 211, 0);
  for (guint i = 0; i < 300; i++)
    {
      guint n_hidden = (guint) wf_rng_below (&rng, 4);
      TestDag dag = test_create_dag (&rng, 4 + i % 7, n_hidden, i % 3, 1 + 3 * wf_rng_uniform (&rng));
      WfFciOptions options = {
        .rule = (WfColliderRule) (i % 4), .has_possible_d_sep = TRUE, .is_complete = TRUE, .max_path = -1
      };
      g_autoptr (WfDiscoveryResult) result =
          test_search (is_rfci ? search_rfci : search_fci, &dag, NULL, &options, 1);
      Marks mag = test_to_mag (&dag);
      Marks wanted =
          is_rfci ? test_read_graph (wf_discovery_result_get_graph (result)) : truth_by_rules (&mag);

      for (double alpha = 0.05; alpha > 1e-9; alpha /= 100)
        {
          g_autoptr (WfDiscoveryResult) small = cut (result, alpha);
          Marks found = test_read_graph (wf_discovery_result_get_graph (small));

          test_assert_marks (&found, &wanted);
        }
    }
}

/* ---- tests that a smaller level would take otherwise ---- */

typedef struct
{
  TestDag strong, all; /* all: with weak arrows, too */
} Weak;

/* What only weak arrows link is seen at the level of 0.05, not at 0.005. */
static double
weak_p_value (gpointer state, guint x, guint y, const guint *given, gsize n_given)
{
  Weak *self = state;

  if (test_p_value (&self->all, x, y, given, n_given) == 1)
    return 1;
  return test_p_value (&self->strong, x, y, given, n_given) == 1 ? 0.01 : 0;
}

static const WfCiTestKind weak_oracle = {
  .id = "weak", .name = "weak", .accepts = WF_DATA_CONTINUOUS, .p_value = weak_p_value
};

static WfDiscoveryResult *
search_weak (WfFciSearch search, Weak *weak)
{
  const char *names[MAX_ALL + 1] = { NULL };
  g_autoptr (WfCiTest) test = wf_ci_test_new_custom (&weak_oracle, weak);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (GError) error = NULL;
  WfFciOptions options = { .has_possible_d_sep = TRUE, .is_complete = TRUE, .max_path = -1 };
  WfPcInput input = { .test = test, .names = names, .alpha = 0.05, .max_given = -1, .n_threads = 1 };
  WfDiscoveryResult *result;

  for (guint v = 0; v < weak->all.n_observed; v++)
    names[v] = test_names[v];
  constraints = wf_constraints_new (NULL, names, NULL, NULL);
  input.constraints = constraints;
  result = search (&input, &options, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* a -> c <- b, where the arrow from a to b is weak: once it is gone, c is a common effect. */
static void
test_new_collider (gconstpointer data)
{
  Weak weak = { .strong = { .n = 3, .n_observed = 3 } };
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfDiscoveryResult) small = NULL;
  WfGraph *graph;

  test_add_arrow (&weak.strong, 0, 2);
  test_add_arrow (&weak.strong, 1, 2);
  weak.all = weak.strong;
  test_add_arrow (&weak.all, 0, 1);
  result = search_weak (GPOINTER_TO_INT (data) ? search_rfci : search_fci, &weak);
  graph = wf_discovery_result_get_graph (result);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 3);
  g_assert_cmpint (wf_graph_get_mark (graph, 0, 2), ==, WF_MARK_CIRCLE);
  small = cut (result, 0.005);
  graph = wf_discovery_result_get_graph (small);
  g_assert_false (wf_graph_is_adjacent (graph, 0, 1));
  g_assert_cmpint (wf_graph_get_mark (graph, 0, 2), ==, WF_MARK_ARROW);
  g_assert_cmpint (wf_graph_get_mark (graph, 1, 2), ==, WF_MARK_ARROW);
  g_assert_cmpint (wf_graph_get_mark (graph, 2, 0), ==, WF_MARK_CIRCLE);
}

/* RFCI draws no collider of which a test of its edges may be lacking; FCI asks for none. */
static void
test_wary (void)
{
  gsize n_unclear = 0, n_colliders = 0;
  WfRng rng;

  wf_rng_init (&rng, 223, 0);
  for (guint i = 0; i < 400; i++)
    {
      Weak weak = { .strong = test_create_dag (&rng, 10, 2, 0, 2.5) };
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (WfDiscoveryResult) small = NULL;
      const WfTriple *before;
      GArray *triples;

      weak.all = weak.strong;
      for (guint k = 0; k < 5; k++)
        {
          guint x = (guint) wf_rng_below (&rng, 10);
          guint y = (guint) wf_rng_below (&rng, 10);

          if (x != y && !(test_above (&weak.all, 1u << x) >> y & 1))
            test_add_arrow (&weak.all, x, y);
        }
      result = search_weak (search_rfci, &weak);
      small = cut (result, 0.005);
      check_sets (small, 0.005);
      check_rules (small);
      triples = wf_discovery_result_get_triples (result);
      before = (const WfTriple *) triples->data;
      triples = wf_discovery_result_get_triples (small);
      for (guint t = 0; t < triples->len; t++)
        {
          const WfTriple *triple = &g_array_index (triples, WfTriple, t);
          gboolean is_new = TRUE;

          for (guint s = 0; s < wf_discovery_result_get_triples (result)->len; s++)
            is_new &= before[s].a != triple->a || before[s].b != triple->b || before[s].c != triple->c;
          n_unclear += is_new && triple->kind == WF_TRIPLE_UNCLEAR;
          n_colliders += is_new && triple->kind == WF_TRIPLE_COLLIDER;
        }
    }
  g_test_message ("%zu unclear, %zu colliders", n_unclear, n_colliders);
  g_assert_cmpuint (n_unclear, >, 0);
  g_assert_cmpuint (n_colliders, >, 20);
}

/* ---- knowledge ---- */

static void
test_knowledge (gconstpointer data)
{
  const char *method = data;
  gsize n_points = 0;

  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (WfTable) table = simulate (300, 0, 8, seed);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'alpha': <0.1>}"));
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) result = NULL;

      wf_knowledge_require (knowledge, "x1", "x6");
      wf_knowledge_set_tier (knowledge, "x7", 0);
      for (guint v = 0; v < 7; v++)
        {
          g_autofree char *name = g_strdup_printf ("x%u", v);

          wf_knowledge_set_tier (knowledge, name, 1);
        }
      result = wf_discover (table, method, params, knowledge, 1, 1, NULL, &error);
      g_assert_no_error (error);
      for (double alpha = 0.1; alpha > 1e-6; alpha /= 10)
        {
          g_autoptr (WfDiscoveryResult) small = cut (result, alpha);
          WfGraph *graph = wf_discovery_result_get_graph (small);

          g_assert_cmpint (wf_graph_get_mark (graph, 1, 6), ==, WF_MARK_ARROW);
          g_assert_cmpint (wf_graph_get_mark (graph, 6, 1), ==, WF_MARK_TAIL);
          for (guint v = 0; v < 7; v++)
            if (wf_graph_is_adjacent (graph, v, 7))
              {
                n_points++;
                g_assert_cmpint (wf_graph_get_mark (graph, 7, v), ==, WF_MARK_ARROW);
              }
          if (warns (result, "The data contradict 1 arrow"))
            g_assert_true (warns (small, "The data contradict 1 arrow"));
        }
    }
  g_assert_cmpuint (n_points, >, 20);
}

/* A required arrow that the data contradict only at the smaller level. */
static void
test_contradiction (gconstpointer data)
{
  const char *method = data;
  gsize n_told = 0;

  for (guint64 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (WfTable) table = simulate (100, 0, 4, seed);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'alpha': <0.1>}"));
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (WfDiscoveryResult) same = NULL;

      wf_knowledge_require (knowledge, "x0", "x3");
      result = wf_discover (table, method, params, knowledge, 1, 1, NULL, NULL);
      same = cut (result, 0.1);
      g_assert_cmpint (warns (same, "The data contradict 1 arrow"), ==,
                       warns (result, "The data contradict 1 arrow"));
      for (double alpha = 0.05; alpha > 1e-5; alpha /= 2)
        {
          g_autoptr (WfDiscoveryResult) small = cut (result, alpha);

          if (warns (small, "The data contradict 1 arrow"))
            {
              n_told += !warns (result, "The data contradict 1 arrow");
              g_assert_true (warns (small, "x0 → x3 (independent"));
            }
          else
            g_assert_false (warns (result, "The data contradict 1 arrow"));
          g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (small), 0, 3));
        }
    }
  g_assert_cmpuint (n_told, >, 20);
}

/* ---- contexts ---- */

static void
test_contexts (void)
{
  gsize n_exogenous = 0;

  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (WfTable) table = simulate (300, 0, 8, seed);
      g_autoptr (GVariant) params = g_variant_ref_sink (
          g_variant_new_parsed ("{'alpha': <0.1>, 'surrogate': <'x0'>, 'contexts': <'x1'>}"));
      g_autoptr (WfDiscoveryResult) result = wf_discover (table, "cd-nod", params, NULL, 1, 1, NULL, NULL);

      for (double alpha = 0.1; alpha > 1e-6; alpha /= 10)
        {
          g_autoptr (WfDiscoveryResult) small = cut (result, alpha);

          g_assert_false (wf_graph_is_adjacent (wf_discovery_result_get_graph (small), 0, 1));
          for (gsize i = 0; i < wf_discovery_result_get_n_oriented (small); i++)
            {
              guint a, b;
              const char *rule;

              wf_discovery_result_get_oriented (small, i, &a, &b, &rule);
              g_assert_cmpuint (b, >, 1);
              g_assert_cmpint (a < 2, ==, g_str_equal (rule, "exogenous"));
              n_exogenous += a < 2;
            }
        }
    }
  g_assert_cmpuint (n_exogenous, >, 50);
}

/* The order of rows is no node, but a cut still says what shifts along it. */
static void
test_row_order (void)
{
  gsize n = 400;
  g_autofree double *x = g_new (double, 2 * n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfDiscoveryResult) small = NULL;
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = wf_rng_normal (&rng) + 3.0 * (double) i / (double) n;
      x[n + i] = wf_rng_normal (&rng) + x[i];
    }
  wf_table_builder_add_continuous (builder, "drifts", x, n);
  wf_table_builder_add_continuous (builder, "follows", x + n, n);
  table = wf_table_builder_end (builder);
  result = wf_discover (table, "cd-nod", NULL, NULL, 1, 1, NULL, NULL);
  small = cut (result, 1e-6);
  g_assert_cmpuint (wf_discovery_result_get_n_variables (small), ==, 3);
  g_assert_true (warns (small, "mechanisms shift of: drifts"));
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (small), 0, 1));
}

/* What the tests warned of holds at any level. */
static void
test_warnings (gconstpointer data)
{
  g_autoptr (WfTable) table = simulate (300, 0, 4, 1);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (300);
  g_autoptr (WfTable) gappy = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfDiscoveryResult) small = NULL;
  g_autoptr (WfDiscoveryResult) smaller = NULL;

  for (gsize j = 0; j < 4; j++)
    {
      gsize n;
      g_autofree double *x = g_memdup2 (wf_table_get_values (table, j, &n), 300 * sizeof (double));

      x[j] = NAN;
      wf_table_builder_add_continuous (builder, wf_table_get_name (table, j), x, n);
    }
  gappy = wf_table_builder_end (builder);
  result = wf_discover (gappy, data, NULL, NULL, 1, 1, NULL, NULL);
  small = cut (result, 0.001);
  smaller = cut (small, 1e-4);
  g_assert_true (warns (result, "4 of 300 rows have a missing value"));
  g_assert_true (warns (small, "4 of 300 rows have a missing value"));
  g_assert_true (warns (smaller, "4 of 300 rows have a missing value"));
}

static void
test_errors (void)
{
  g_autoptr (WfTable) table = simulate (300, 0, 5, 1);
  g_autoptr (WfDiscoveryResult) pc = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfDiscoveryResult) boss = wf_discover (table, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (GError) larger = NULL;
  g_autoptr (GError) score = NULL;

  g_assert_null (wf_discovery_rethreshold (pc, 0.2, &larger));
  g_assert_error (larger, WF_ERROR, WF_ERROR_DATA);
  g_assert_null (wf_discovery_rethreshold (boss, 0.001, &score));
  g_assert_error (score, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_properties);
  g_test_add_data_func ("/rethreshold/exact/fci", GINT_TO_POINTER (FALSE), test_exact);
  g_test_add_data_func ("/rethreshold/exact/rfci", GINT_TO_POINTER (TRUE), test_exact);
  g_test_add_data_func ("/rethreshold/new-collider/fci", GINT_TO_POINTER (FALSE), test_new_collider);
  g_test_add_data_func ("/rethreshold/new-collider/rfci", GINT_TO_POINTER (TRUE), test_new_collider);
  g_test_add_func ("/rethreshold/wary", test_wary);
  g_test_add_data_func ("/rethreshold/knowledge/pc", "pc", test_knowledge);
  g_test_add_data_func ("/rethreshold/knowledge/fci", "fci", test_knowledge);
  g_test_add_data_func ("/rethreshold/knowledge/rfci", "rfci", test_knowledge);
  g_test_add_data_func ("/rethreshold/contradiction/pc", "pc", test_contradiction);
  g_test_add_data_func ("/rethreshold/contradiction/fci", "fci", test_contradiction);
  g_test_add_data_func ("/rethreshold/contradiction/cd-nod", "cd-nod", test_contradiction);
  g_test_add_func ("/rethreshold/contexts/exogenous", test_contexts);
  g_test_add_func ("/rethreshold/row-order/shifts", test_row_order);
  g_test_add_data_func ("/rethreshold/warnings/pc", "pc", test_warnings);
  g_test_add_data_func ("/rethreshold/warnings/rfci", "rfci", test_warnings);
  g_test_add_func ("/rethreshold/errors", test_errors);
  return g_test_run ();
}
