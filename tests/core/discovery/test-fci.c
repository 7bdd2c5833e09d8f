/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pag-truth.h"

static const WfFciOptions usual = { .has_possible_d_sep = TRUE, .is_complete = TRUE, .max_path = -1 };

/* Every mark but a circle has one reason, every reason its mark, and every pair that went is separated by its
 * set. */
static void
check_records (WfDiscoveryResult *result, const TestDag *dag)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  gsize n_marks = 0;
  guint n = dag->n_observed;

  for (gsize e = 0; e < n_edges; e++)
    n_marks += (edges[e].mark_a != WF_MARK_CIRCLE) + (edges[e].mark_b != WF_MARK_CIRCLE);
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (result), ==, n_marks);
  for (gsize i = 0; i < n_marks; i++)
    {
      const char *rule;
      guint a, b;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      g_assert_cmpint (wf_graph_get_mark (graph, a, b), ==,
                       wf_discovery_result_get_oriented_mark (result, i));
      g_assert_nonnull (rule);
    }
  g_assert_cmpuint (wf_discovery_result_get_n_removed (result), ==, n * (n - 1) / 2 - n_edges);
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (result); i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      g_assert_cmpuint (a, <, b);
      g_assert_false (wf_graph_is_adjacent (graph, a, b));
      g_assert_cmpfloat (p, ==, 1);
      g_assert_cmpfloat (test_p_value ((gpointer) dag, a, b, given, n_given), ==, 1);
    }
}

static Marks
find_pag (const TestDag *dag, WfColliderRule rule, guint n_threads)
{
  WfFciOptions options = usual;
  g_autoptr (WfDiscoveryResult) result = NULL;

  options.rule = rule;
  result = test_search (wf_fci_search, dag, NULL, &options, n_threads);
  g_assert_null (wf_discovery_result_get_warnings (result)[0]);
  check_records (result, dag);
  return test_read_graph (wf_discovery_result_get_graph (result));
}

static TestDag
draw_dag (WfRng *rng, guint max_observed, guint max_selected)
{
  guint n = 3 + (guint) wf_rng_below (rng, max_observed - 2);
  guint n_hidden = (guint) wf_rng_below (rng, 4);
  guint n_selected = max_selected > 0 ? 1 + (guint) wf_rng_below (rng, max_selected) : 0;

  return test_create_dag (rng, n, MIN (n_hidden, MAX_ALL - n - n_selected), n_selected,
                          1 + 3 * wf_rng_uniform (rng));
}

/* ---- the exact PAG ---- */

static void
test_exact (gconstpointer max_selected)
{
  WfRng rng;
  gsize n_bidirected = 0, n_lines = 0;

  wf_rng_init (&rng, 53, GPOINTER_TO_UINT (max_selected));
  for (gsize i = 0; i < 1000; i++)
    {
      TestDag dag = draw_dag (&rng, MAX_OBSERVED, GPOINTER_TO_UINT (max_selected));
      Marks mag = test_to_mag (&dag);
      Marks wanted = truth_by_rules (&mag);
      Marks found = find_pag (&dag, (WfColliderRule) (i % 4), 1 + i % 2);

      test_assert_marks (&found, &wanted);
      for (guint a = 0; a < mag.n; a++)
        for (guint b = 0; b < a; b++)
          {
            n_bidirected += found.marks[a][b] == WF_MARK_ARROW && found.marks[b][a] == WF_MARK_ARROW;
            n_lines += found.marks[a][b] == WF_MARK_TAIL && found.marks[b][a] == WF_MARK_TAIL;
          }
    }
  g_assert_cmpuint (n_bidirected, >, 30);
  g_assert_cmpuint (n_lines, >=, max_selected != NULL ? 20 : 0);
}

/* ---- sets at a distance ---- */

static guint
count_edges (const Marks *marks)
{
  guint n = 0;

  for (guint a = 0; a < marks->n; a++)
    for (guint b = 0; b < a; b++)
      n += marks->marks[a][b] != WF_MARK_NONE;
  return n;
}

/* Hidden causes of exactly two variables each, as many as there is room for. */
static TestDag
draw_distant_dag (WfRng *rng)
{
  TestDag dag = { .n = 10, .n_observed = 10 };

  for (guint to = 1; to < dag.n_observed; to++)
    for (guint from = 0; from < to; from++)
      {
        if (wf_rng_uniform (rng) < 0.25)
          test_add_arrow (&dag, from, to);
        if (wf_rng_uniform (rng) < 0.2 && dag.n < MAX_ALL)
          {
            test_add_arrow (&dag, dag.n, from);
            test_add_arrow (&dag, dag.n++, to);
          }
      }
  return dag;
}

/* Random graphs hardly ever ask for the second phase; these do now and then. */
static void
test_at_a_distance (void)
{
  gsize n_asked = 0;
  WfRng rng;

  wf_rng_init (&rng, 61, 0);
  for (gsize i = 0; i < 2000; i++)
    {
      TestDag dag = draw_distant_dag (&rng);
      WfFciOptions options = { .has_possible_d_sep = FALSE };
      g_autoptr (WfDiscoveryResult) without = test_search (wf_fci_search, &dag, NULL, &options, 1);
      Marks mag = test_to_mag (&dag);
      Marks wanted, found;

      if (wf_graph_get_n_edges (wf_discovery_result_get_graph (without)) == count_edges (&mag))
        continue;
      wanted = truth_by_rules (&mag);
      found = find_pag (&dag, (WfColliderRule) (n_asked++ % 4), 1);
      test_assert_marks (&found, &wanted);
    }
  g_assert_cmpuint (n_asked, >, 15);
}

/* The marks that all Markov equivalent MAGs share, found by trying all graphs. */
static void
test_exact_by_force (void)
{
  gsize n_used = 0;
  WfRng rng;

  wf_rng_init (&rng, 59, 0);
  for (gsize i = 0; i < 400; i++)
    {
      TestDag dag = draw_dag (&rng, 5, (guint) (i % 2) * 2);
      Marks mag = test_to_mag (&dag);
      Marks wanted, found;

      if (!truth_by_force (&mag, 6, &wanted))
        continue;
      found = find_pag (&dag, WF_COLLIDERS_MAJORITY, 1);
      test_assert_marks (&found, &wanted);
      n_used++;
    }
  g_assert_cmpuint (n_used, >, 250);
}

/* ---- RFCI ---- */

/* No edge is missing and every mark is true of ancestors, whether the pair is adjacent in the MAG or not. */
static void
check_sound (const TestDag *dag, const Marks *mag, const Marks *found)
{
  guint selected = ((1u << dag->n_selected) - 1) << (dag->n - dag->n_selected);

  for (guint a = 0; a < mag->n; a++)
    for (guint b = 0; b < mag->n; b++)
      {
        gboolean is_ancestor = test_above (dag, selected | 1u << a) >> b & 1;

        if (mag->marks[a][b] != WF_MARK_NONE)
          g_assert_cmpint (found->marks[a][b], !=, WF_MARK_NONE);
        if (found->marks[a][b] == WF_MARK_ARROW)
          g_assert_false (is_ancestor);
        if (found->marks[a][b] == WF_MARK_TAIL)
          g_assert_true (is_ancestor);
      }
}

/* Where the skeleton has no edge too many RFCI finds what FCI finds (Colombo et al. 2012, theorem 3.1). */
static void
test_rfci (void)
{
  gsize n_larger = 0;
  WfRng rng;

  wf_rng_init (&rng, 67, 0);
  for (gsize i = 0; i < 1500; i++)
    {
      TestDag dag = i % 3 == 0 ? draw_distant_dag (&rng) : draw_dag (&rng, MAX_OBSERVED, (guint) (i % 2) * 2);
      WfFciOptions options = usual;
      g_autoptr (WfDiscoveryResult) result = NULL;
      Marks mag = test_to_mag (&dag);
      Marks found;

      options.rule = i % 4 == 0 ? WF_COLLIDERS_MAJORITY : WF_COLLIDERS_SEPSET;
      result = test_search (wf_rfci_search, &dag, NULL, &options, 1 + i % 2);
      found = test_read_graph (wf_discovery_result_get_graph (result));
      check_records (result, &dag);
      check_sound (&dag, &mag, &found);
      n_larger += count_edges (&found) > count_edges (&mag);
      if (count_edges (&found) == count_edges (&mag))
        {
          Marks wanted = truth_by_rules (&mag);

          test_assert_marks (&found, &wanted);
        }
    }
  g_assert_cmpuint (n_larger, >, 0);
}

/* ---- knowledge ---- */

/* True knowledge: what isn't an ancestor is forbidden, though not both ways where a hidden cause makes an
 * edge; what is, and is adjacent, is required. */
static WfKnowledge *
create_true_knowledge (WfRng *rng, const TestDag *dag, const Marks *mag)
{
  WfKnowledge *knowledge = wf_knowledge_new ();

  for (guint a = 0; a < mag->n; a++)
    for (guint b = 0; b < mag->n; b++)
      {
        gboolean is_ancestor = test_above (dag, 1u << b) >> a & 1;
        gboolean is_bidirected = mag->marks[a][b] == WF_MARK_ARROW && mag->marks[b][a] == WF_MARK_ARROW;

        if (a == b || wf_rng_uniform (rng) >= 0.2)
          continue;
        if (is_ancestor && mag->marks[a][b] != WF_MARK_NONE)
          wf_knowledge_require (knowledge, test_names[a], test_names[b]);
        else if (!is_ancestor && (!is_bidirected || a < b))
          wf_knowledge_forbid (knowledge, test_names[a], test_names[b]);
      }
  return knowledge;
}

static void
test_knowledge (void)
{
  gsize n_more = 0;
  WfRng rng;

  wf_rng_init (&rng, 71, 0);
  for (gsize i = 0; i < 400; i++)
    {
      TestDag dag = draw_dag (&rng, 9, 0);
      Marks mag = test_to_mag (&dag);
      Marks class = truth_by_rules (&mag);
      g_autoptr (WfKnowledge) knowledge = create_true_knowledge (&rng, &dag, &mag);
      g_autoptr (WfDiscoveryResult) result =
          test_search (i % 2 ? wf_fci_search : wf_rfci_search, &dag, knowledge, &usual, 1);
      Marks found = test_read_graph (wf_discovery_result_get_graph (result));

      check_sound (&dag, &mag, &found);
      if (i % 2 == 0) /* what knowledge excludes isn't tested, and RFCI tells nothing without a test */
        continue;
      g_assert_null (wf_discovery_result_get_warnings (result)[0]);
      for (guint a = 0; a < mag.n; a++)
        for (guint b = 0; b < mag.n; b++)
          {
            g_assert_cmpint (mag.marks[a][b] == WF_MARK_NONE, ==, found.marks[a][b] == WF_MARK_NONE);
            if (class.marks[a][b] != WF_MARK_CIRCLE)
              g_assert_cmpint (found.marks[a][b], ==, class.marks[a][b]);
            n_more += class.marks[a][b] == WF_MARK_CIRCLE && found.marks[a][b] != WF_MARK_CIRCLE;
          }
    }
  g_assert_cmpuint (n_more, >, 100);
}

/* ---- GFCI ---- */

/* What a search by score ends at with enough rows: an acyclic graph along an order in which every node is
 * independent of those before it given its parents, and needs all of these. */
static void
draw_independence_map (WfRng *rng, const TestDag *dag, guint64 *parents)
{
  guint order[MAX_OBSERVED];
  guint before = 0;

  for (guint i = 0; i < dag->n_observed; i++)
    {
      guint swap = (guint) wf_rng_below (rng, i + 1);

      order[i] = order[swap];
      order[swap] = i;
    }
  for (guint i = 0; i < dag->n_observed; i++)
    {
      parents[order[i]] = 0;
      for (guint j = 0; j < i; j++)
        if (!test_is_separated (dag, order[i], order[j], before & ~(1u << order[j])))
          parents[order[i]] |= 1u << order[j];
      before |= 1u << order[i];
    }
}

static const guint64 *start; /* of the search below */

static WfDiscoveryResult *
search_from_start (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();

  return wf_gfci_search (input, start, options, params, warnings, error);
}

static void
test_gfci (void)
{
  gsize n_larger = 0;
  WfRng rng;

  wf_rng_init (&rng, 73, 0);
  for (gsize i = 0; i < 1000; i++)
    {
      TestDag dag = i % 4 == 0 ? draw_distant_dag (&rng) : draw_dag (&rng, MAX_OBSERVED, 0);
      guint64 parents[MAX_OBSERVED] = { 0 };
      g_autoptr (WfDiscoveryResult) result = NULL;
      Marks mag = test_to_mag (&dag);
      Marks wanted = truth_by_rules (&mag);
      Marks found;
      guint n_edges = 0;

      draw_independence_map (&rng, &dag, parents);
      start = parents;
      result = test_search (search_from_start, &dag, NULL, &usual, 1 + i % 2);
      found = test_read_graph (wf_discovery_result_get_graph (result));
      test_assert_marks (&found, &wanted);
      g_assert_null (wf_discovery_result_get_warnings (result)[0]);
      for (guint v = 0; v < mag.n; v++)
        n_edges += (guint) __builtin_popcountll (parents[v]);
      n_larger += n_edges > count_edges (&mag);
    }
  g_assert_cmpuint (n_larger, >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/fci/exact", NULL, test_exact);
  g_test_add_data_func ("/fci/exact-under-selection", GUINT_TO_POINTER (2), test_exact);
  g_test_add_func ("/fci/at-a-distance", test_at_a_distance);
  g_test_add_func ("/fci/exact-by-force", test_exact_by_force);
  g_test_add_func ("/fci/rfci", test_rfci);
  g_test_add_func ("/fci/gfci", test_gfci);
  g_test_add_func ("/fci/knowledge", test_knowledge);
  return g_test_run ();
}
