/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/wherefore.h"
#include "fixture.h"

#define N                                                                                                    \
  5 /* nodes of the random models; 0 is the exposure, N - 1 the outcome, their order is one of causes */

static const char *const names[N + 1] = { "x", "u", "v", "w", "y", NULL };

typedef struct
{
  guint parents[N];          /* bits */
  double coefficients[N][N]; /* [from][to] */
  double *cpts[N];           /* P(level | parents), levels fastest, then the last parent */
  guint n_levels;
} Random;

static void
random_clear (Random *random)
{
  for (guint i = 0; i < N; i++)
    g_free (random->cpts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Random, random_clear)

static WfGraph *
make_random_graph (WfRng *rng, Random *random, double density)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  for (guint to = 1; to < N; to++)
    for (guint from = 0; from < to; from++)
      if (wf_rng_uniform (rng) < density)
        {
          random->parents[to] |= 1u << from;
          wf_graph_builder_add_arrow (builder, from, to);
        }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static WfModel *
make_linear (WfRng *rng, Random *random)
{
  g_autoptr (WfGraph) graph = make_random_graph (rng, random, 0.7);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (guint to = 0; to < N; to++)
    {
      double coefficients[N];
      guint n = 0;

      for (guint from = 0; from < to; from++)
        if (random->parents[to] >> from & 1)
          coefficients[n++] = random->coefficients[from][to] = wf_rng_normal (rng);
      wf_model_builder_set_linear (builder, to, wf_rng_normal (rng), coefficients, n, 1.0);
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

static WfModel *
make_discrete (WfRng *rng, Random *random, guint n_levels)
{
  static const char *const levels[] = { "no", "some", "yes", NULL };
  static const char *const two[] = { "no", "yes", NULL };
  g_autoptr (WfGraph) graph = make_random_graph (rng, random, 0.6);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  random->n_levels = n_levels;
  for (guint to = 0; to < N; to++)
    {
      guint n_rows = 1;

      for (guint from = 0; from < to; from++)
        n_rows *= random->parents[to] >> from & 1 ? n_levels : 1;
      random->cpts[to] = g_new (double, n_rows *n_levels);
      for (guint row = 0; row < n_rows; row++)
        {
          double sum = 0.0;

          for (guint level = 0; level < n_levels; level++)
            sum += random->cpts[to][row * n_levels + level] = 0.05 + wf_rng_uniform (rng);
          for (guint level = 0; level < n_levels; level++)
            random->cpts[to][row * n_levels + level] /= sum;
        }
      wf_model_builder_set_table (builder, to, n_levels == 2 ? two : levels, random->cpts[to],
                                  n_rows * n_levels);
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

static WfMediation *
mediate (WfModel *model,
         const char *const *through,
         const char *const *hold,
         const char *const *paths,
         GVariant *params)
{
  g_autoptr (GError) error = NULL;
  gboolean is_linear = wf_model_is_linear (model);
  WfMediation *mediation = wf_mediate (model, "x", is_linear ? "0.5" : "no", is_linear ? "2" : "yes", "y",
                                       NULL, through, hold, paths, params, 1, NULL, &error);

  g_assert_no_error (error);
  return mediation;
}

/* ---- linear: sums over paths ---- */

/* sum of the products along the directed paths from a node to the outcome that meet no node of the set */
static double
sum_paths (const Random *random, guint node, guint avoided)
{
  double sum = 0.0;

  if (node == N - 1)
    return 1.0;
  for (guint to = node + 1; to < N; to++)
    if (random->parents[to] >> node & 1 && !(avoided >> to & 1))
      sum += random->coefficients[node][to] * sum_paths (random, to, avoided);
  return sum;
}

/* between exposure and outcome */
static guint
list_between (const Random *random)
{
  guint below = 1, above = 1u << (N - 1), between;

  for (guint v = 1; v < N; v++)
    below |= (random->parents[v] & below) != 0 ? 1u << v : 0;
  for (guint v = N; v-- > 0;)
    above |= above >> v & 1 ? random->parents[v] : 0;
  between = below & above & ~1u & ~(1u << (N - 1));
  return between;
}

static void
list_names (guint set, const char **list)
{
  guint n = 0;

  for (guint v = 0; v < N; v++)
    if (set >> v & 1)
      list[n++] = names[v];
  list[n] = NULL;
}

static void
test_linear (void)
{
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint round = 0; round < 300; round++)
    {
      g_auto (Random) random = { 0 };
      g_autoptr (WfModel) model = make_linear (&rng, &random);
      guint between = list_between (&random), set = between & (guint) wf_rng_below (&rng, 1u << N);
      const char *through[N + 1];
      const char *hold[] = { "v=3", NULL };
      g_autoptr (WfMediation) mediation = NULL;
      double total = 1.5 * sum_paths (&random, 0, 0), direct = 1.5 * sum_paths (&random, 0, set);

      list_names (set, through);
      mediation = mediate (model, set != 0 ? through : NULL, hold, NULL, NULL);
      if (set == 0)
        direct = 1.5 * sum_paths (&random, 0, between);
      g_assert_true (wf_mediation_is_exact (mediation));
      g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_TOTAL), total, 1e-10);
      g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_DIRECT),
                                      direct, 1e-10);
      g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_INDIRECT),
                                      total - direct, 1e-10);
      g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_TOTAL_INDIRECT),
                                      total - direct, 1e-10);
      g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_CONTROLLED_DIRECT),
                                      1.5 * sum_paths (&random, 0, 1u << 2), 1e-10);
    }
}

/* ---- every counterfactual by its definition, over all pieces of the noise ---- */

typedef struct
{
  const Random *random;
  double noise[N];
  gint from, to;               /* levels of the exposure */
  const guint (*paths)[N + 1]; /* each ended by N */
  guint n_paths;
} Unit;

static guint
pick (const Random *random, guint node, const guint *values, double noise)
{
  guint row = 0;
  double sum = 0.0;

  for (guint from = 0; from < node; from++)
    if (random->parents[node] >> from & 1)
      row = row * random->n_levels + values[from];
  for (guint level = 0; level + 1 < random->n_levels; level++)
    {
      sum += random->cpts[node][row * random->n_levels + level];
      if (noise < sum)
        return level;
    }
  return random->n_levels - 1;
}

/* the values of all nodes with the exposure set, and some nodes set to the values of another world; values: N
 */
static void
solve (const Unit *unit, guint exposure, guint set, const guint *others, guint *values)
{
  values[0] = exposure;
  for (guint v = 1; v < N; v++)
    values[v] = set >> v & 1 ? others[v] : pick (unit->random, v, values, unit->noise[v]);
}

/* The value of a node as its children on the way to the outcome see it: the change comes along listed paths
 * only. rest: the way from the node, itself first, ended by N */
static guint
see (const Unit *unit, guint node, const guint *rest)
{
  guint values[N] = { 0 };

  if (node == 0)
    {
      for (guint i = 0; i < unit->n_paths; i++)
        {
          guint k = 0;

          while (rest[k] == unit->paths[i][k] && rest[k] != N)
            k++;
          if (rest[k] == N && unit->paths[i][k] == N)
            return (guint) unit->to;
        }
      return (guint) unit->from;
    }
  for (guint from = 0; from < node; from++)
    if (unit->random->parents[node] >> from & 1)
      {
        guint longer[N + 1] = { from };

        for (guint k = 0; k < N; k++)
          {
            longer[k + 1] = rest[k];
            if (rest[k] == N)
              break;
          }
        values[from] = see (unit, from, longer);
      }
  return pick (unit->random, node, values, unit->noise[node]);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* where the noise of a node changes any of its answers: 0, ..., 1 */
static GArray *
list_cuts (const Random *random, guint node)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (double));
  double zero = 0.0, one = 1.0;
  guint n_rows = 1;

  for (guint from = 0; from < node; from++)
    n_rows *= random->parents[node] >> from & 1 ? random->n_levels : 1;
  g_array_append_val (cuts, zero);
  g_array_append_val (cuts, one);
  for (guint row = 0; row < n_rows; row++)
    {
      double sum = 0.0;

      for (guint level = 0; level + 1 < random->n_levels; level++)
        {
          sum += random->cpts[node][row * random->n_levels + level];
          g_array_append_val (cuts, sum);
        }
    }
  g_array_sort (cuts, compare_doubles);
  return cuts;
}

/* Means over the noise of the difference of the outcome's last level: total, direct, indirect, total
 * indirect, controlled (v = 0), paths */
static void
add_up (Unit *unit, guint node, double weight, GArray *const *cuts, guint mediators, double *effects)
{
  const guint outcome[] = { N - 1, N };
  guint last = unit->random->n_levels - 1;
  guint from[N], to[N], direct[N], indirect[N], held_from[N], held_to[N];
  const guint zeros[N] = { 0 };

  if (node < N)
    {
      for (guint i = 0; i + 1 < cuts[node]->len; i++)
        {
          double low = g_array_index (cuts[node], double, i),
                 high = g_array_index (cuts[node], double, i + 1);

          unit->noise[node] = (low + high) / 2.0;
          if (high > low)
            add_up (unit, node + 1, weight * (high - low), cuts, mediators, effects);
        }
      return;
    }
  solve (unit, (guint) unit->from, 0, zeros, from);
  solve (unit, (guint) unit->to, 0, zeros, to);
  solve (unit, (guint) unit->to, mediators, from, direct);
  solve (unit, (guint) unit->from, mediators, to, indirect);
  solve (unit, (guint) unit->from, 1u << 2, zeros, held_from);
  solve (unit, (guint) unit->to, 1u << 2, zeros, held_to);
  effects[WF_MEDIATION_TOTAL] += weight * ((to[N - 1] == last) - (from[N - 1] == last));
  effects[WF_MEDIATION_NATURAL_DIRECT] += weight * ((direct[N - 1] == last) - (from[N - 1] == last));
  effects[WF_MEDIATION_NATURAL_INDIRECT] += weight * ((indirect[N - 1] == last) - (from[N - 1] == last));
  effects[WF_MEDIATION_TOTAL_INDIRECT] += weight * ((to[N - 1] == last) - (direct[N - 1] == last));
  effects[WF_MEDIATION_CONTROLLED_DIRECT] += weight * ((held_to[N - 1] == last) - (held_from[N - 1] == last));
  effects[WF_MEDIATION_PATHS] += weight * ((see (unit, N - 1, outcome) == last) - (from[N - 1] == last));
}

/* some of the directed paths from exposure to outcome; their number */
static guint
choose_paths (WfRng *rng, const Random *random, guint *path, guint length, guint (*paths)[N + 1], guint n)
{
  guint node = path[length - 1];

  if (node == N - 1)
    {
      if (wf_rng_uniform (rng) < 0.5)
        {
          memcpy (paths[n], path, length * sizeof *path);
          paths[n++][length] = N;
        }
      return n;
    }
  for (guint to = node + 1; to < N; to++)
    if (random->parents[to] >> node & 1)
      {
        path[length] = to;
        n = choose_paths (rng, random, path, length + 1, paths, n);
      }
  return n;
}

static void
check_discrete (WfRng *rng, guint n_levels, guint *n_recanting)
{
  g_auto (Random) random = { 0 };
  g_autoptr (WfModel) model = make_discrete (rng, &random, n_levels);
  guint between = list_between (&random), set = between & (guint) wf_rng_below (rng, 1u << N);
  const char *through[N + 1];
  const char *hold[] = { "v=no", NULL };
  guint paths[8][N + 1], path[N] = { 0 };
  guint n_paths = choose_paths (rng, &random, path, 1, paths, 0);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Unit unit = { .random = &random,
                .from = 0,
                .to = (gint) n_levels - 1,
                .paths = (const guint (*)[N + 1]) paths,
                .n_paths = n_paths };
  double expected[WF_N_MEDIATION_EFFECTS] = { 0.0 };
  GArray *cuts[N];
  g_autoptr (WfMediation) mediation = NULL;

  for (guint i = 0; i < n_paths; i++)
    {
      g_autoptr (GString) text = g_string_new ("x");

      for (guint k = 1; paths[i][k] != N; k++)
        g_string_append_printf (text, ",%s", names[paths[i][k]]);
      g_ptr_array_add (texts, g_string_free (g_steal_pointer (&text), FALSE));
    }
  g_ptr_array_add (texts, NULL);
  for (guint v = 0; v < N; v++)
    cuts[v] = list_cuts (&random, v);
  add_up (&unit, 1, 1.0, cuts, set != 0 ? set : between, expected);
  list_names (set, through);
  mediation = mediate (model, set != 0 ? through : NULL, hold,
                       n_paths > 0 ? (const char *const *) texts->pdata : NULL, NULL);
  g_assert_true (wf_mediation_is_exact (mediation));
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    if (i != WF_MEDIATION_PATHS || n_paths > 0)
      {
        g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, (WfMediationEffect) i),
                                        expected[i], 1e-10);
        *n_recanting += wf_mediation_get_recanting (mediation, (WfMediationEffect) i)[0] != NULL;
      }
  for (guint v = 0; v < N; v++)
    g_array_unref (cuts[v]);
}

static void
test_discrete (void)
{
  guint n_recanting = 0;
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (guint round = 0; round < 60; round++)
    check_discrete (&rng, 2, &n_recanting);
  g_test_message ("%u effects with recanting witnesses", n_recanting);
  g_assert_cmpuint (n_recanting, >, 10);
}

static void
test_three_levels (void)
{
  guint n_recanting = 0;
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (guint round = 0; round < 3; round++)
    check_discrete (&rng, 3, &n_recanting);
}

/* ---- sampling ---- */

static void
check_sampled (WfModel *model)
{
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'method': <'sampling'>, 'draws': <int64 20000>}"));
  const char *hold[] = { wf_model_is_linear (model) ? "v=0.5" : "v=yes", NULL };
  g_autoptr (WfMediation) exact = mediate (model, NULL, hold, NULL, NULL);
  g_autoptr (WfMediation) sampled = mediate (model, NULL, hold, NULL, params);
  g_autoptr (WfMediation) again = mediate (model, NULL, hold, NULL, params);

  g_assert_false (wf_mediation_is_exact (sampled));
  g_assert_cmpuint (wf_mediation_get_n_draws (sampled), ==, 20000);
  for (guint i = 0; i < WF_MEDIATION_PATHS; i++)
    {
      WfMediationEffect effect = (WfMediationEffect) i;
      double error = wf_mediation_get_standard_error (sampled, effect);

      g_assert_cmpfloat (
          fabs (wf_mediation_get_effect (sampled, effect) - wf_mediation_get_effect (exact, effect)), <=,
          4.0 * error + 1e-9);
      g_assert_cmpfloat (wf_mediation_get_effect (sampled, effect), ==,
                         wf_mediation_get_effect (again, effect));
    }
}

/* Common noise: of a linear model the differences have none left. */
static void
test_sampling (void)
{
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint round = 0; round < 10; round++)
    {
      g_auto (Random) linear = { 0 };
      g_auto (Random) discrete = { 0 };
      g_autoptr (WfModel) first = make_linear (&rng, &linear);
      g_autoptr (WfModel) second = make_discrete (&rng, &discrete, 2);

      check_sampled (first);
      check_sampled (second);
    }
}

/* The same at any number of threads. */
static void
test_threads (void)
{
  g_auto (Random) random = { 0 };
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfMediation) one = NULL;
  g_autoptr (WfMediation) two = NULL;
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'method': <'sampling'>, 'draws': <int64 9000>}"));
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  model = make_discrete (&rng, &random, 3);
  wf_parallel_set_threads (1);
  one = mediate (model, NULL, NULL, NULL, params);
  wf_parallel_set_threads (2);
  two = mediate (model, NULL, NULL, NULL, params);
  wf_parallel_set_threads (0);
  for (guint i = 0; i <= WF_MEDIATION_TOTAL_INDIRECT; i++)
    g_assert_cmpfloat (wf_mediation_get_effect (one, (WfMediationEffect) i), ==,
                       wf_mediation_get_effect (two, (WfMediationEffect) i));
}

/* m = x^2 + noise, y = m + x + noise: from -1 to 2, 3 go through m and 3 don't. Curves are fitted, and draws
 * compared. */
static void
test_curves (void)
{
  enum
  {
    n = 3000
  };
  static const char *const nodes[] = { "x", "m", "y", NULL };
  static const int arrows[] = { 0, 1, 1, 2, 0, 2, -1 };
  g_autoptr (WfGraph) graph = make_graph (nodes, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfMediation) mediation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree double *x = g_new (double, n);
  g_autofree double *m = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (guint i = 0; i < n; i++)
    {
      x[i] = 1.5 * wf_rng_normal (&rng);
      m[i] = x[i] * x[i] + wf_rng_normal (&rng);
      y[i] = m[i] + x[i] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_continuous (builder, "m", m, n);
  wf_table_builder_add_continuous (builder, "y", y, n);
  table = wf_table_builder_end (builder);
  model = wf_model_fit ("spline", table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  mediation = wf_mediate (model, "x", "-1", "2", "y", NULL, NULL, NULL, NULL, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (wf_mediation_is_exact (mediation));
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_TOTAL), 6.0, 0.4);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_DIRECT), 3.0, 0.4);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_INDIRECT), 3.0,
                                  0.4);
}

/* What has no parents may have any distribution: the answer is exact all the same. Known: 0.2 directly and
 * 0.42 through M. */
static void
test_structure (void)
{
  static const char *const nodes[] = { "X", "M", "Y", NULL };
  static const int arrows[] = { 0, 1, 1, 2, 0, 2, -1 };
  g_autofree char *path = find_shared ("toy-structures/mediator.csv");
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = make_graph (nodes, arrows);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfMediation) mediation = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <'X=empirical'>}"));
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  source = wf_source_open_path (path, NULL, NULL);
  table = wf_table_read (source, NULL, NULL, NULL);
  model = wf_model_fit ("linear-gaussian", table, graph, params, NULL, &error);
  g_assert_no_error (error);
  mediation = wf_mediate (model, "X", "0", "1", "Y", NULL, NULL, NULL, NULL, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wf_mediation_is_exact (mediation));
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_DIRECT), 0.2, 0.1);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (mediation, WF_MEDIATION_NATURAL_INDIRECT), 0.42,
                                  0.1);
}

/* ---- what can't be told ---- */

/* x -> z -> m -> y and z -> y: through m, z would have to be in two worlds (Avin, Shpitser & Pearl 2005,
 * figure 1c) */
static void
test_recanting (void)
{
  static const char *const nodes[] = { "x", "z", "m", "y", NULL };
  static const int arrows[] = { 0, 1, 1, 2, 1, 3, 2, 3, 0, 3, -1 };
  g_autoptr (WfGraph) graph = make_graph (nodes, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  static const double ones[] = { 1.0, 1.0, 1.0 };
  const char *through_m[] = { "m", NULL };
  const char *path[] = { "x,z,m,y", NULL };
  const char *both[] = { "x,z,m,y", "x,z,y", NULL };
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfMediation) of_m = NULL;
  g_autoptr (WfMediation) of_both = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 4; i++)
    wf_model_builder_set_linear (builder, i, 0.0, ones, i == 0 ? 0 : i == 3 ? 3 : 1, 1.0);
  model = wf_model_builder_end (builder, NULL);
  of_m = wf_mediate (model, "x", "0", "1", "y", NULL, through_m, NULL, path, NULL, 1, NULL, NULL);
  g_assert_cmpstr (wf_mediation_get_recanting (of_m, WF_MEDIATION_NATURAL_INDIRECT)[0], ==, "z");
  g_assert_cmpstr (wf_mediation_get_recanting (of_m, WF_MEDIATION_NATURAL_DIRECT)[0], ==, "z");
  g_assert_cmpstr (wf_mediation_get_recanting (of_m, WF_MEDIATION_PATHS)[0], ==, "z");
  g_assert_null (wf_mediation_get_recanting (of_m, WF_MEDIATION_TOTAL)[0]);
  text = wf_mediation_describe_assumption (of_m, WF_MEDIATION_PATHS);
  g_assert_nonnull (strstr (text, "z would have to be in two worlds"));
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (of_m, WF_MEDIATION_TOTAL), 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (of_m, WF_MEDIATION_PATHS), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_proportion (of_m), 1.0 / 3.0, 1e-12);
  /* both paths from z on: it is in one world */
  of_both = wf_mediate (model, "x", "0", "1", "y", NULL, NULL, NULL, both, NULL, 1, NULL, NULL);
  g_assert_null (wf_mediation_get_recanting (of_both, WF_MEDIATION_PATHS)[0]);
  g_assert_cmpfloat_with_epsilon (wf_mediation_get_effect (of_both, WF_MEDIATION_PATHS), 2.0, 1e-12);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  static const char *const methods[] = { "{'method': <'exact'>}", "{'method': <'sampling'>}" };

  g_cancellable_cancel (cancellable);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_auto (Random) random = { 0 };
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed (methods[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (WfModel) model = NULL;
      WfRng rng;

      wf_rng_init (&rng, 8, 0);
      model = make_discrete (&rng, &random, 2);
      g_assert_null (
          wf_mediate (model, "x", NULL, NULL, "y", NULL, NULL, NULL, NULL, params, 1, progress, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_errors (void)
{
  g_auto (Random) random = { 0 };
  g_autoptr (WfModel) model = NULL;
  static const struct
  {
    const char *x, *from, *to, *y, *level, *through, *hold, *path;
    const char *says;
  } cases[] = {
    { "X", NULL, NULL, "y", NULL, NULL, NULL, NULL, "“x”" },
    { "y", NULL, NULL, "y", NULL, NULL, NULL, NULL, "same variable" },
    { "x", "1", "1", "y", NULL, NULL, NULL, NULL, "same value" },
    { "x", NULL, NULL, "y", "yes", NULL, NULL, NULL, "no levels" },
    { "u", NULL, NULL, "y", NULL, "x", NULL, NULL, "mediates nothing" },
    { "x", NULL, NULL, "y", NULL, NULL, "u", NULL, "M=1" },
    { "x", NULL, NULL, "y", NULL, NULL, "x=1", NULL, "can’t be held" },
    { "x", NULL, NULL, "y", NULL, NULL, NULL, "u,y", "lead from x to y" },
    { "x", NULL, NULL, "y", NULL, NULL, NULL, "x,w,u,y", "no edge w → u" },
  };
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  while (random.parents[1] != 1 || random.parents[3] != 7 || random.parents[4] != 15)
    {
      random_clear (&random);
      random = (Random){ 0 };
      g_clear_pointer (&model, wf_model_unref);
      model = make_linear (&rng, &random);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *through[] = { cases[i].through, NULL };
      const char *hold[] = { cases[i].hold, NULL };
      const char *path[] = { cases[i].path, NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_mediate (model, cases[i].x, cases[i].from, cases[i].to, cases[i].y, cases[i].level,
                                 cases[i].through != NULL ? through : NULL, hold, path, NULL, 1, NULL,
                                 &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mediation/linear", test_linear);
  g_test_add_func ("/mediation/discrete", test_discrete);
  g_test_add_func ("/mediation/three-levels", test_three_levels);
  g_test_add_func ("/mediation/sampling", test_sampling);
  g_test_add_func ("/mediation/threads", test_threads);
  g_test_add_func ("/mediation/curves", test_curves);
  g_test_add_func ("/mediation/structure", test_structure);
  g_test_add_func ("/mediation/recanting", test_recanting);
  g_test_add_func ("/mediation/cancelled", test_cancelled);
  g_test_add_func ("/mediation/errors", test_errors);
  return g_test_run ();
}
