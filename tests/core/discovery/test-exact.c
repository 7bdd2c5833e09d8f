/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "sem.h"

/* Every acyclic graph over n nodes: each pair apart, forward or backward. */
static double
find_best_score (WfScore *score, guint n, WfKnowledge *knowledge, guint max_parents)
{
  guint n_graphs = 1;
  double best = -INFINITY;
  g_autofree double *locals = g_new (double, (gsize) n << n);

  for (guint v = 0; v < n; v++)
    for (guint set = 0; set < 1u << n; set++)
      {
        guint parents[8];
        gsize k = 0;
        gboolean is_allowed = !(set >> v & 1);

        for (guint w = 0; w < n; w++)
          {
            if (set >> w & 1)
              parents[k++] = w;
            if (w != v)
              is_allowed = is_allowed &&
                           !(set >> w & 1 ? wf_knowledge_is_forbidden (knowledge, all_names[w], all_names[v])
                                          : wf_knowledge_is_required (knowledge, all_names[w], all_names[v]));
          }
        locals[(v << n) + set] =
            is_allowed && k <= max_parents ? wf_score_get_local (score, v, parents, k) : -INFINITY;
      }
  for (guint pair = 0; pair < n * (n - 1) / 2; pair++)
    n_graphs *= 3;
  for (guint code = 0; code < n_graphs; code++)
    {
      guint parents[8] = { 0 };
      guint rest = code;
      guint gone = 0;
      double sum = 0;

      for (guint a = 0; a < n; a++)
        for (guint b = a + 1; b < n; b++, rest /= 3)
          if (rest % 3 == 1)
            parents[b] |= 1u << a;
          else if (rest % 3 == 2)
            parents[a] |= 1u << b;
      for (guint pass = 0; pass < n; pass++)
        for (guint v = 0; v < n; v++)
          if (!(gone >> v & 1) && (parents[v] & ~gone) == 0)
            gone |= 1u << v;
      for (guint v = 0; v < n; v++)
        sum += locals[(v << n) + parents[v]];
      if (gone == (1u << n) - 1)
        best = MAX (best, sum);
    }
  return best;
}

static double
score_result (WfScore *score, WfDiscoveryResult *result)
{
  return score_class (score, wf_discovery_result_get_graph (result));
}

static WfDiscoveryResult *
search (WfTable *table, const char *method, GVariant *params, WfKnowledge *knowledge, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  WfDiscoveryResult *result = wf_discover (table, method, params, knowledge, 1, n_threads, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
check_all_graphs (
    WfRng *rng, guint n, const char *id, gboolean is_discrete, gboolean has_knowledge, guint max_parents)
{
  g_autoptr (WfGraph) dag = create_random_dag (rng, n, 0.6);
  g_autoptr (WfTable) table =
      is_discrete ? simulate_levels (rng, dag, 120) : simulate_sem (rng, dag, 50, FALSE);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfScore) score = wf_score_new (id, table, NULL, 1, NULL, NULL);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (WfDiscoveryResult) one = NULL;
  g_autoptr (WfDiscoveryResult) two = NULL;
  double best;

  for (guint a = 0; a < n && has_knowledge; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_below (rng, 3) == 0)
        wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
      else if (wf_rng_below (rng, 4) == 0)
        wf_knowledge_require (knowledge, all_names[a], all_names[b]);
  g_variant_dict_insert (&dict, "score", "s", id);
  g_variant_dict_insert (&dict, "max-parents", "x", (gint64) max_parents);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  one = search (table, "exact", params, knowledge, 1);
  two = search (table, "exact", params, knowledge, 2);
  g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (one), wf_discovery_result_get_graph (two)));
  best = find_best_score (score, n, knowledge, max_parents);
  if (best > -INFINITY) /* else more parents are required than allowed */
    g_assert_cmpfloat_with_epsilon (score_result (score, one), best, 1e-6);
}

static void
test_best_of_all_graphs (void)
{
  static const struct
  {
    const char *id;
    gboolean is_discrete;
  } scores[] = { { "sem-bic", FALSE }, { "bge", FALSE }, { "bdeu", TRUE }, { "discrete-bic", TRUE } };
  WfRng rng;

  wf_rng_init (&rng, 67, 0);
  for (guint s = 0; s < G_N_ELEMENTS (scores); s++)
    for (guint i = 0; i < 12; i++)
      check_all_graphs (&rng, 4, scores[s].id, scores[s].is_discrete, i % 2, i % 3 == 2 ? 1 : 4);
  check_all_graphs (&rng, 5, "sem-bic", FALSE, FALSE, 5);
  check_all_graphs (&rng, 5, "bdeu", TRUE, TRUE, 5);
}

/* No search beats it; on data that tell the truth clearly all agree. */
static void
test_others_agree (void)
{
  static const char *const others[] = { "fges", "boss", "hill-climbing" };
  WfRng rng;

  wf_rng_init (&rng, 71, 0);
  for (guint i = 0; i < 40; i++)
    {
      gboolean is_clear = i % 2;
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 7, 0.4);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 60, is_clear);
      g_autoptr (GVariant) params =
          g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <%d>}", is_clear ? 1e-7 : 1.0));
      g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
      g_autoptr (GVariant) asked = g_variant_ref_sink (
          g_variant_new_parsed ("{'score': <'sem-bic'>, 'penalty': <%d>}", is_clear ? 1e-7 : 1.0));
      g_autoptr (WfDiscoveryResult) exact = search (table, "exact", asked, NULL, 1);

      for (guint m = 0; m < G_N_ELEMENTS (others); m++)
        {
          g_autoptr (WfDiscoveryResult) other = search (table, others[m], asked, NULL, 1);

          g_assert_cmpfloat (score_result (score, other), <=, score_result (score, exact) + 1e-6);
          if (is_clear && m < 2)
            g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (other),
                                           wf_discovery_result_get_graph (exact)));
        }
    }
}

static void
test_too_many (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const double values[] = { 1, 2, 4 };

  for (guint v = 0; v <= WF_LIMIT_EXACT_COLUMNS; v++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", v);

      wf_table_builder_add_continuous (builder, name, values, 3);
    }
  table = wf_table_builder_end (builder);
  g_assert_null (wf_discover (table, "exact", NULL, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "boss"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exact/best-of-all-graphs", test_best_of_all_graphs);
  g_test_add_func ("/exact/others-agree", test_others_agree);
  g_test_add_func ("/exact/too-many", test_too_many);
  return g_test_run ();
}
