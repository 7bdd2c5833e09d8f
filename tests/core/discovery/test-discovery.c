/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What holds for every search of the registry, whatever its algorithm. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/discovery/discovery.h"
#include "core/graph/knowledge.h"

static const char *const levels[] = { "low", "middle", "high", NULL };

static char *
get_name (gsize column)
{
  return g_strdup_printf ("x%" G_GSIZE_FORMAT, column);
}

/* A chain with noise: each column follows the one before, and now and then the one before that. */
static WfTable *
simulate (gsize n, gsize p, gboolean is_discrete, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new0 (double, n *p);
  g_autofree gint32 *codes = g_new (gint32, n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = get_name (j);

      for (gsize i = 0; i < n; i++)
        {
          x[j * n + i] = wf_rng_normal (&rng);
          x[j * n + i] += j > 0 ? 0.7 * x[(j - 1) * n + i] : 0;
          x[j * n + i] += j > 1 && j % 2 == 0 ? 0.5 * x[(j - 2) * n + i] : 0;
          codes[i] = x[j * n + i] < -0.6 ? 0 : x[j * n + i] < 0.6 ? 1 : 2;
        }
      if (is_discrete)
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

/* A table of one value, NaN or -1 = missing. */
static WfTable *
fill (gsize n, gsize p, gboolean is_discrete, double value)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree gint32 *codes = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      values[i] = value;
      codes[i] = isnan (value) ? -1 : 1;
    }
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = get_name (j);

      if (is_discrete)
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, values, n);
    }
  return wf_table_builder_end (builder);
}

/* A graph over the columns, or an error that says something. Which of the two is the search's own business.
 */
static void
check_survives (const WfDiscovery *method, WfTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, method->id, NULL, NULL, 1, 1, NULL, &error);

  if (result == NULL)
    {
      g_assert_cmpint (error->domain, ==, WF_ERROR);
      g_assert_cmpuint (strlen (error->message), >, 20);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_discovery_result_get_graph (result)), ==,
                    wf_table_get_n_columns (table));
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (result); i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      g_assert_cmpfloat (p, >=, 0); /* not NaN either */
      g_assert_cmpfloat (p, <=, 1);
    }
}

static void
test_survives_bad_data (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (gint is_discrete = 0; is_discrete < 2; is_discrete++)
    {
      if (!(method->accepts & (is_discrete ? WF_DATA_DISCRETE : WF_DATA_CONTINUOUS)))
        continue;
      for (gsize p = 0; p <= 4; p++)
        for (gsize n = 0; n <= 6; n++)
          {
            g_autoptr (WfTable) missing = fill (n, p, is_discrete, NAN);
            g_autoptr (WfTable) constant = fill (n, p, is_discrete, 3);
            g_autoptr (WfTable) random = simulate (n, p, is_discrete, 4);

            check_survives (method, missing);
            check_survives (method, constant);
            check_survives (method, random);
          }
    }
}

static void
check_same (WfDiscoveryResult *a, WfDiscoveryResult *b)
{
  g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (a), wf_discovery_result_get_graph (b)));
  g_assert_cmpuint (wf_discovery_result_get_n_tests (a), ==, wf_discovery_result_get_n_tests (b));
  g_assert_cmpuint (wf_discovery_result_get_n_removed (a), ==, wf_discovery_result_get_n_removed (b));
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (a); i++)
    {
      guint a1, b1, a2, b2;
      const guint *given1, *given2;
      gsize n1, n2;
      double p1, p2;

      wf_discovery_result_get_removed (a, i, &a1, &b1, &given1, &n1, &p1);
      wf_discovery_result_get_removed (b, i, &a2, &b2, &given2, &n2, &p2);
      g_assert_cmpuint (a1, ==, a2);
      g_assert_cmpuint (b1, ==, b2);
      g_assert_cmpmem (given1, n1 * sizeof (guint), given2, n2 * sizeof (guint));
      g_assert_cmpfloat (p1, ==, p2);
    }
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (a), ==, wf_discovery_result_get_n_oriented (b));
  g_assert_cmpstrv (wf_discovery_result_get_warnings (a), wf_discovery_result_get_warnings (b));
}

static void
test_same_at_any_number_of_threads (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (gint is_discrete = 0; is_discrete < 2; is_discrete++)
    {
      g_autoptr (WfTable) table = simulate (400, 14, is_discrete, 6);
      g_autoptr (WfDiscoveryResult) one = NULL;

      if (!(method->accepts & wf_table_get_data_kind (table)))
        continue;
      one = wf_discover (table, method->id, NULL, NULL, 5, 1, NULL, NULL);
      g_assert_nonnull (one);
      g_assert_cmpuint (wf_graph_get_n_edges (wf_discovery_result_get_graph (one)), >, 8);
      for (guint n_threads = 0; n_threads <= 3; n_threads++)
        {
          g_autoptr (WfDiscoveryResult) many =
              wf_discover (table, method->id, NULL, NULL, 5, n_threads, NULL, NULL);

          check_same (one, many);
        }
    }
}

static void
test_obeys_knowledge (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (400, 8, !(method->accepts & WF_DATA_CONTINUOUS), 8);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *const *names = wf_table_get_names (table);
  WfGraph *graph;

  for (gsize j = 0; j < 6; j++) /* against the truth: the chain runs the other way */
    wf_knowledge_set_tier (knowledge, names[j], j < 3 ? 2 : 1);
  wf_knowledge_require (knowledge, "x7", "x0");
  wf_knowledge_forbid (knowledge, "x6", "x7");
  wf_knowledge_forbid (knowledge, "x7", "x6");
  result = wf_discover (table, method->id, NULL, knowledge, 1, 1, NULL, &error);
  g_assert_no_error (error);
  graph = wf_discovery_result_get_graph (result);
  g_assert_true (wf_graph_is_parent (graph, 7, 0));
  g_assert_false (wf_graph_is_adjacent (graph, 6, 7));
  for (guint a = 0; a < 8; a++)
    for (guint b = 0; b < 8; b++)
      if (a != b && wf_graph_is_parent (graph, a, b))
        g_assert_false (wf_knowledge_is_forbidden (knowledge, names[a], names[b]));
}

/* A file whose delimiter wasn't found is a table of one column: the error says what to do. */
static void
test_refuses_one_column (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (100, 1, !(method->accepts & WF_DATA_CONTINUOUS), 8);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_discover (table, method->id, NULL, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“x0”"));
  g_assert_nonnull (strstr (error->message, "delimiter"));
}

static void
test_refuses_bad_knowledge (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (100, 3, !(method->accepts & WF_DATA_CONTINUOUS), 8);
  g_autoptr (WfKnowledge) unknown = wf_knowledge_new ();
  g_autoptr (WfKnowledge) cyclic = wf_knowledge_new ();
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  wf_knowledge_forbid (unknown, "x0", "nobody");
  g_assert_null (wf_discover (table, method->id, NULL, unknown, 1, 1, NULL, &first));
  g_assert_error (first, WF_ERROR, WF_ERROR_DATA);
  wf_knowledge_require (cyclic, "x0", "x1");
  wf_knowledge_require (cyclic, "x1", "x0");
  g_assert_null (wf_discover (table, method->id, NULL, cyclic, 1, 1, NULL, &second));
  g_assert_error (second, WF_ERROR, WF_ERROR_DATA);
}

/* ---- cancelling ---- */

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (30000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* All columns follow one that isn't there: nothing separates them, so the search is long. */
static WfTable *
simulate_long_search (gboolean is_discrete)
{
  const gsize n = 3000;
  const gsize p = 36;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *hidden = g_new (double, n);
  g_autofree double *x = g_new (double, n);
  g_autofree gint32 *codes = g_new (gint32, n);
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < n; i++)
    hidden[i] = wf_rng_normal (&rng);
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = get_name (j);

      for (gsize i = 0; i < n; i++)
        {
          x[i] = 2 * hidden[i] + wf_rng_normal (&rng);
          codes[i] = x[i] < -1 ? 0 : x[i] < 1 ? 1 : 2;
        }
      if (is_discrete)
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, x, n);
    }
  return wf_table_builder_end (builder);
}

static void
test_cancels_quickly (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (gint is_discrete = 0; is_discrete < 2; is_discrete++)
    {
      g_autoptr (WfTable) table = simulate_long_search (is_discrete);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;
      GThread *thread;

      if (!(method->accepts & wf_table_get_data_kind (table)))
        continue;
      start = g_get_monotonic_time ();
      thread = g_thread_new ("cancel", cancel_soon, cancellable);
      result = wf_discover (table, method->id, NULL, NULL, 1, 2, progress, &error);
      g_assert_null (result);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 230000);
      g_thread_join (thread);
    }
}

static void
test_descriptor (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) defaults = wf_params_complete (method->params, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (defaults);
  g_assert_true (wf_discovery_find (method->id, NULL) == method);
  g_assert_cmpstr (method->name, !=, NULL);
  g_assert_cmpstr (method->summary, !=, NULL);
  g_assert_cmpstr (method->citation, !=, NULL);
  g_assert_cmpint (method->accepts, !=, 0);
  for (const WfParam *param = method->params; param != NULL && param->id != NULL; param++)
    {
      g_assert_cmpstr (param->name, !=, NULL);
      g_assert_cmpstr (param->help, !=, NULL);
    }
}

/* ---- what doesn't depend on the search ---- */

static void
test_unknown (void)
{
  g_autoptr (WfTable) table = simulate (50, 3, FALSE, 1);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'alpah': <0.01>}"));
  g_autoptr (GError) method = NULL;
  g_autoptr (GError) param = NULL;

  g_assert_null (wf_discover (table, "guess", NULL, NULL, 1, 1, NULL, &method));
  g_assert_error (method, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (method->message, "pc"));
  g_assert_null (wf_discover (table, "pc", params, NULL, 1, 1, NULL, &param));
  g_assert_error (param, WF_ERROR, WF_ERROR_DATA);
}

static void
test_mixed_columns (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  const double values[] = { 1, 2, 3, 5 };
  const gint32 codes[] = { 0, 1, 0, 1 };
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;

  wf_table_builder_add_continuous (builder, "height", values, 4);
  wf_table_builder_add_continuous (builder, "weight", values, 4);
  wf_table_builder_add_discrete (builder, "town", codes, 4, levels);
  table = wf_table_builder_end (builder);
  g_assert_null (wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "town"));
  g_assert_nonnull (strstr (error->message, "1 of 3"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "descriptor", test_descriptor },
    { "survives-bad-data", test_survives_bad_data },
    { "same-at-any-number-of-threads", test_same_at_any_number_of_threads },
    { "obeys-knowledge", test_obeys_knowledge },
    { "refuses-bad-knowledge", test_refuses_bad_knowledge },
    { "refuses-one-column", test_refuses_one_column },
    { "cancels-quickly", test_cancels_quickly },
  };
  const WfDiscovery *const *all = wf_discoveries_get_all ();

  g_test_init (&argc, &argv, NULL);
  for (gsize m = 0; all[m] != NULL; m++)
    for (gsize t = 0; t < G_N_ELEMENTS (tests); t++)
      {
        g_autofree char *path = g_strdup_printf ("/discovery/%s/%s", all[m]->id, tests[t].name);

        g_test_add_data_func (path, all[m], tests[t].test);
      }
  g_test_add_func ("/discovery/unknown", test_unknown);
  g_test_add_func ("/discovery/mixed-columns", test_mixed_columns);
  return g_test_run ();
}
