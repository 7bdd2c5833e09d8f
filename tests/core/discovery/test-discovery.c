/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What holds for every search of the registry, whatever its algorithm. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "cancelling.h"
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

static const WfDataKind kinds[] = { WF_DATA_CONTINUOUS, WF_DATA_DISCRETE, WF_DATA_MIXED };

/* Every second column of a mixed table has levels. */
static gboolean
is_discrete (WfDataKind kind, gsize column)
{
  return kind == WF_DATA_DISCRETE || (kind == WF_DATA_MIXED && column % 2 == 1);
}

/* Does the search take columns of these kinds, whichever they are? */
static gboolean
takes (const WfDiscovery *method, WfDataKind kind)
{
  return (method->accepts & kind) && !(kind == WF_DATA_MIXED && g_str_equal (method->id, "cd-nod"));
}

static WfDataKind
get_first_kind (const WfDiscovery *method)
{
  return method->accepts & WF_DATA_CONTINUOUS ? WF_DATA_CONTINUOUS : WF_DATA_DISCRETE;
}

/* A chain with noise: each column follows the one before, and now and then the one before that. */
static WfTable *
simulate (gsize n, gsize p, WfDataKind kind, guint64 seed)
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
      if (is_discrete (kind, j))
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

/* A table of one value, NaN or -1 = missing. */
static WfTable *
fill (gsize n, gsize p, WfDataKind kind, double value)
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

      if (is_discrete (kind, j))
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

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      if (!(method->accepts & kinds[k]))
        continue;
      for (gsize p = 0; p <= 4; p++)
        for (gsize n = 0; n <= 6; n++)
          {
            g_autoptr (WfTable) missing = fill (n, p, kinds[k], NAN);
            g_autoptr (WfTable) constant = fill (n, p, kinds[k], 3);
            g_autoptr (WfTable) random = simulate (n, p, kinds[k], 4);

            check_survives (method, missing);
            check_survives (method, constant);
            check_survives (method, random);
          }
    }
}

/* What makes a column of the second half bad. */
typedef enum
{
  BAD_CONSTANT,
  BAD_COPY,  /* of another column */
  BAD_SUM,   /* of two others */
  BAD_EMPTY, /* without any value */
  BAD_ALMOST_EMPTY,
  BAD_HUGE, /* 1e308 and -1e308 */
  BAD_TINY,
  N_BAD,
} Bad;

static double
get_bad_value (Bad bad, const double *x, gsize n, gsize i)
{
  switch (bad)
    {
      case BAD_CONSTANT:
        return 7;
      case BAD_COPY:
        return x[i];
      case BAD_SUM:
        return x[i] + x[n + i];
      case BAD_EMPTY:
        return NAN;
      case BAD_ALMOST_EMPTY:
        return i == 1 ? 1 : NAN;
      case BAD_HUGE:
        return x[i] > 0 ? 1e308 : -1e308;
      case BAD_TINY:
        return 1e-300 * x[i];
      case N_BAD:
      default:
        g_assert_not_reached ();
    }
}

/* Columns as simulate() makes them, but for one or two that are bad. */
static WfTable *
spoil (WfDataKind kind, gsize n, gsize p, gsize n_bad, Bad bad)
{
  g_autoptr (WfTable) good = simulate (n, p, WF_DATA_CONTINUOUS, 9);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *values = g_new (double, n);
  g_autofree gint32 *codes = g_new (gint32, n);
  g_autofree double *x = g_new (double, 2 * n);

  memcpy (x, wf_table_get_values (good, 0, NULL), n * sizeof (double));
  memcpy (x + n, wf_table_get_values (good, 1, NULL), n * sizeof (double));
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = get_name (j);

      for (gsize i = 0; i < n; i++)
        {
          values[i] = j + n_bad < p ? wf_table_get_values (good, j, NULL)[i] : get_bad_value (bad, x, n, i);
          codes[i] = isnan (values[i]) ? -1 : values[i] < -0.6 ? 0 : values[i] < 0.6 ? 1 : 2;
        }
      if (is_discrete (kind, j))
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, values, n);
    }
  return wf_table_builder_end (builder);
}

/* One or two bad columns among good ones, with many rows and with fewer rows than columns. */
static void
test_survives_bad_columns (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (Bad bad = 0; bad < N_BAD && (method->accepts & kinds[k]); bad++)
      for (gsize n_bad = 1; n_bad <= 2; n_bad++)
        {
          g_autoptr (WfTable) high = spoil (kinds[k], 60, 6, n_bad, bad);
          g_autoptr (WfTable) wide = spoil (kinds[k], 5, 9, n_bad, bad);

          check_survives (method, high);
          check_survives (method, wide);
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

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (WfTable) table = simulate (400, 14, kinds[k], 6);
      g_autoptr (WfDiscoveryResult) one = NULL;

      if (!takes (method, kinds[k]))
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

/* ---- knowledge ---- */

static void
check_obeys (WfGraph *graph, WfKnowledge *knowledge)
{
  guint n = (guint) wf_graph_get_n_nodes (graph);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      {
        const char *from = wf_graph_get_name (graph, a);
        const char *to = wf_graph_get_name (graph, b);

        if (a == b)
          continue;
        if (wf_knowledge_is_required (knowledge, from, to))
          g_assert_true (wf_graph_is_parent (graph, a, b));
        if (wf_knowledge_is_forbidden (knowledge, from, to))
          g_assert_false (wf_graph_is_parent (graph, a, b));
        /* a — b may be a → b, unless it is forbidden */
        if (wf_graph_get_mark (graph, a, b) == WF_MARK_TAIL &&
            wf_graph_get_mark (graph, b, a) == WF_MARK_TAIL)
          g_assert_false (wf_knowledge_is_forbidden (knowledge, from, to));
      }
}

static void
test_obeys_knowledge (gconstpointer data)
{
  const WfDiscovery *method = data;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (WfTable) table = simulate (400, 8, kinds[k], 8);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (GError) error = NULL;
      const char *const *names = wf_table_get_names (table);

      if (!takes (method, kinds[k]))
        continue;
      for (gsize j = 0; j < 6; j++) /* against the truth: the chain runs the other way */
        wf_knowledge_set_tier (knowledge, names[j], j < 3 ? 2 : 1);
      wf_knowledge_require (knowledge, "x7", "x0");
      wf_knowledge_forbid (knowledge, "x6", "x7");
      wf_knowledge_forbid (knowledge, "x7", "x6");
      result = wf_discover (table, method->id, NULL, knowledge, 1, 1, NULL, &error);
      g_assert_no_error (error);
      check_obeys (wf_discovery_result_get_graph (result), knowledge);
      g_assert_false (wf_graph_is_adjacent (wf_discovery_result_get_graph (result), 6, 7));
    }
}

/* Tiers, forbidden and required arrows drawn at random. What is required has no cycle; the directions left to
 * forbidden ones may. */
static WfKnowledge *
draw_knowledge (const char *const *names, guint n, guint64 seed)
{
  WfKnowledge *knowledge = wf_knowledge_new ();
  guint order[16];
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (guint v = 0; v < n; v++)
    {
      guint swap = (guint) wf_rng_below (&rng, v + 1);

      order[v] = order[swap];
      order[swap] = v;
    }
  for (guint i = 0; i < n; i++)
    if (wf_rng_uniform (&rng) < 0.6)
      wf_knowledge_set_tier (knowledge, names[order[i]], 3 * i / n);
  if (wf_rng_uniform (&rng) < 0.3)
    wf_knowledge_forbid_within_tier (knowledge, (guint) wf_rng_below (&rng, 3));
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        const char *from = names[order[i]], *to = names[order[j]];
        double u = wf_rng_uniform (&rng);

        if (u < 0.1 && !wf_knowledge_is_forbidden (knowledge, from, to))
          wf_knowledge_require (knowledge, from, to);
        else if (u < 0.25)
          wf_knowledge_forbid (knowledge, from, to);
        else if (u < 0.4)
          wf_knowledge_forbid (knowledge, to, from);
      }
  return knowledge;
}

static void
test_obeys_any_knowledge (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (300, 9, get_first_kind (method), 10);

  for (guint64 seed = 0; seed < 40; seed++)
    {
      g_autoptr (WfKnowledge) knowledge = draw_knowledge (wf_table_get_names (table), 9, seed);
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (GError) error = NULL;

      result = wf_discover (table, method->id, NULL, knowledge, 1, 1, NULL, &error);
      g_assert_no_error (error);
      check_obeys (wf_discovery_result_get_graph (result), knowledge);
    }
}

/* A file whose delimiter wasn't found is a table of one column: the error says what to do. */
static void
test_refuses_one_column (gconstpointer data)
{
  const WfDiscovery *method = data;
  g_autoptr (WfTable) table = simulate (100, 1, get_first_kind (method), 8);
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
  g_autoptr (WfTable) table = simulate (100, 3, get_first_kind (method), 8);
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

/* All columns follow one that isn't there: nothing separates them, so the search is long. */
static WfTable *
simulate_long_search (WfDataKind kind, gsize p)
{
  const gsize n = 3000;
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
      if (is_discrete (kind, j))
        wf_table_builder_add_discrete (builder, name, codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, name, x, n);
    }
  return wf_table_builder_end (builder);
}

/* Cancelled after 30 ms; FALSE when the search was faster than that. */
static gboolean
is_cancelled_quickly (const WfDiscovery *method, WfTable *table)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Cancelling cancelling = { .cancellable = cancellable, .delay = 30000 };
  GThread *thread = g_thread_new ("cancel", press_after_delay, &cancelling);

  result = wf_discover (table, method->id, NULL, NULL, 1, 2, progress, &error);
  if (result == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (get_time_since (&cancelling), <, 200000);
    }
  g_thread_join (thread);
  return result == NULL;
}

static void
test_cancels_quickly (gconstpointer data)
{
  static const gsize sizes[] = { 22, 36, 100, 300, 900 }; /* some searches refuse the larger ones */
  const WfDiscovery *method = data;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      gsize s = 0;

      if (!takes (method, kinds[k]))
        continue;
      for (; s < G_N_ELEMENTS (sizes); s++)
        {
          g_autoptr (WfTable) table = simulate_long_search (kinds[k], sizes[s]);

          if (is_cancelled_quickly (method, table))
            break;
        }
      g_assert_cmpuint (s, <, G_N_ELEMENTS (sizes));
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
  g_autoptr (WfTable) table = simulate (50, 3, WF_DATA_CONTINUOUS, 1);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'alpah': <0.01>}"));
  g_autoptr (GError) method = NULL;
  g_autoptr (GError) param = NULL;

  g_assert_null (wf_discover (table, "guess", NULL, NULL, 1, 1, NULL, &method));
  g_assert_error (method, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (method->message, "pc"));
  g_assert_null (wf_discover (table, "pc", params, NULL, 1, 1, NULL, &param));
  g_assert_error (param, WF_ERROR, WF_ERROR_DATA);
}

/* Columns of a kind that a search doesn't take are named. */
static void
test_other_kinds (void)
{
  g_autoptr (WfTable) table = simulate (50, 3, WF_DATA_DISCRETE, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_discover (table, "cd-nod", NULL, NULL, 1, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "x0"));
  g_assert_nonnull (strstr (error->message, "3 of 3"));
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
    { "survives-bad-columns", test_survives_bad_columns },
    { "same-at-any-number-of-threads", test_same_at_any_number_of_threads },
    { "obeys-knowledge", test_obeys_knowledge },
    { "obeys-any-knowledge", test_obeys_any_knowledge },
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
  g_test_add_func ("/discovery/other-kinds", test_other_kinds);
  return g_test_run ();
}
