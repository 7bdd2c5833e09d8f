/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time of attribution: median of five, one JSON line a case. */

#include "config.h"

#include <stdlib.h>

#include "core/wherefore.h"

#define N_REPEATS 5
#define N_ROWS    10000

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
report (const char *name, gsize n_players, double *seconds)
{
  qsort (seconds, N_REPEATS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"attribution\",\"case\":\"%s\",\"players\":%" G_GSIZE_FORMAT ",\"median_ms\":%.3f}\n",
           name, n_players, 1000.0 * seconds[N_REPEATS / 2]);
}

/* The members of a coalition, weighed: next to nothing, so that the time is that of the shares. */
static gboolean
weigh (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  for (gsize c = 0; c < n_coalitions; c++)
    values[c] = (double) (coalitions[c] * coalitions[c] % 17);
  return TRUE;
}

static void
bench_shares (gsize n_players)
{
  WfSetFunction function = { n_players, 1, 1, weigh, NULL };
  g_autofree char *name = g_strdup_printf ("shapley-%" G_GSIZE_FORMAT, n_players);
  double seconds[N_REPEATS];

  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfShares) shares = wf_shares_new (&function, NULL, 1, NULL, NULL);

      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_assert (wf_shares_is_exact (shares));
    }
  report (name, n_players, seconds);
}

/* Nine variables before the last, each with the two before it as causes; curved: squares among them. */
static WfTable *
make_table (gsize n_nodes, guint64 seed, double shift, gboolean is_curved, WfGraph **graph)
{
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree double *values = g_new (double, n_nodes *N_ROWS);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n_nodes; i++)
    {
      g_autofree char *name = g_strdup_printf ("x%" G_GSIZE_FORMAT, i);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  builder = wf_graph_builder_new ((const char *const *) list);
  for (gsize i = 0; i < n_nodes; i++)
    {
      for (gsize r = 0; r < N_ROWS; r++)
        {
          double a = i > 0 ? values[(i - 1) * N_ROWS + r] : 0, b = i > 1 ? values[(i - 2) * N_ROWS + r] : 0;

          values[i * N_ROWS + r] =
              (i == 3 ? shift : 0) + 0.6 * a + (is_curved ? 0.1 * b * b : 0.4 * b) + wf_rng_normal (&rng);
        }
      for (gsize k = 1; k <= MIN (i, 2); k++)
        wf_graph_builder_add_arrow (builder, (guint) (i - k), (guint) i);
      wf_table_builder_add_continuous (table_builder, list[i], values + i * N_ROWS, N_ROWS);
    }
  *graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  return wf_table_builder_end (table_builder);
}

typedef WfAttribution *(*Question) (WfTable *table, WfTable *other, WfModel *model, const char *target);

static WfAttribution *
ask_anomaly (WfTable *table, WfTable *other, WfModel *model, const char *target)
{
  gsize row = 17;

  return wf_attribute_anomaly (model, target, NULL, &row, 1, NULL, 1, NULL, NULL);
}

static WfAttribution *
ask_intrinsic (WfTable *table, WfTable *other, WfModel *model, const char *target)
{
  return wf_attribute_intrinsic (model, target, NULL, 1, NULL, NULL);
}

static WfAttribution *
ask_arrows (WfTable *table, WfTable *other, WfModel *model, const char *target)
{
  return wf_attribute_arrows (model, NULL, NULL, 1, NULL, NULL);
}

/* With the 100 bootstrap samples of 2 tables. */
static WfAttribution *
ask_change (WfTable *table, WfTable *other, WfModel *model, const char *target)
{
  return wf_attribute_change (table, other, wf_model_get_graph (model), wf_model_get_kind (model), NULL,
                              target, NULL, 1, NULL, NULL);
}

static void
bench_question (const char *name, Question ask, const char *kind, gsize n_nodes)
{
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) same = NULL;
  g_autoptr (WfTable) table =
      make_table (n_nodes, 1, 0, kind != NULL && g_str_equal (kind, "spline"), &graph);
  g_autoptr (WfTable) other = make_table (n_nodes, 2, 1, kind != NULL && g_str_equal (kind, "spline"), &same);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (kind, table, graph, NULL, NULL, &error);
  const char *target = wf_graph_get_name (graph, (guint) n_nodes - 1);
  g_autofree char *title = g_strdup_printf ("%s-%s", name, kind);
  double seconds[N_REPEATS];

  if (model == NULL)
    g_error ("%s: %s", title, error->message);
  for (guint i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfAttribution) found = ask (table, other, model, target);

      g_assert (found != NULL);
      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  report (title, n_nodes, seconds);
}

int
main (int argc, char *argv[])
{
  bench_shares (10);
  bench_shares (15);
  bench_question ("anomaly", ask_anomaly, "linear-gaussian", 9);
  if (wf_mechanism_kinds_find ("spline") != NULL)
    {
      bench_question ("anomaly", ask_anomaly, "spline", 9);
      bench_question ("anomaly", ask_anomaly, "spline", 20);
      bench_question ("intrinsic", ask_intrinsic, "spline", 9);
      bench_question ("arrows", ask_arrows, "spline", 9);
    }
  bench_question ("change", ask_change, "linear-gaussian", 9);
  return 0;
}
