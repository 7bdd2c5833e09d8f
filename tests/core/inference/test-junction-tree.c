/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/limits.h"
#include "core/base/elimination.h"
#include "core/inference/junction-tree-private.h"
#include "fixture.h"

#define MAX_SCOPES 12
#define MAX_SCOPE  3
#define TOP_LEVELS 4

/* Random tables over random scopes of a few variables. */
typedef struct
{
  guint n_variables;
  gsize sizes[MAX_NODES];
  guint n_scopes;
  guint variables[MAX_SCOPES][MAX_SCOPE];
  WfScope scopes[MAX_SCOPES];
  double values[MAX_SCOPES][TOP_LEVELS * TOP_LEVELS * TOP_LEVELS];
  gint levels[MAX_NODES];
} Tables;

static void
draw_tables (Tables *self, WfRng *rng)
{
  double zeros = wf_rng_uniform (rng) < 0.5 ? 0.0 : 0.3;

  self->n_variables = 1 + wf_rng_below (rng, MAX_NODES);
  self->n_scopes = wf_rng_below (rng, MAX_SCOPES + 1);
  for (guint i = 0; i < self->n_variables; i++)
    {
      self->sizes[i] = 1 + wf_rng_below (rng, TOP_LEVELS);
      self->levels[i] = wf_rng_uniform (rng) < 0.25 ? (gint) wf_rng_below (rng, self->sizes[i]) : -1;
    }
  for (guint s = 0; s < self->n_scopes; s++)
    {
      guint n = wf_rng_below (rng, MIN (MAX_SCOPE, self->n_variables) + 1);

      for (guint k = 0; k < n;)
        {
          gboolean is_new = TRUE;

          self->variables[s][k] = wf_rng_below (rng, self->n_variables);
          for (guint i = 0; i < k; i++)
            is_new &= self->variables[s][i] != self->variables[s][k];
          k += is_new;
        }
      self->scopes[s] = (WfScope){ self->variables[s], n };
      for (gsize i = 0; i < wf_scope_count_entries (&self->scopes[s], self->sizes); i++)
        self->values[s][i] = wf_rng_uniform (rng) < zeros ? 0.0 : wf_rng_uniform (rng);
    }
}

/* The sum of the product over every state, and every variable's share of it. */
static double
enumerate (const Tables *self, double out[][TOP_LEVELS])
{
  gint state[MAX_NODES] = { 0 };
  double total = 0.0;
  guint i;

  memset (out, 0, sizeof (double) * MAX_NODES * TOP_LEVELS);
  do
    {
      double product = 1.0;

      for (i = 0; i < self->n_variables; i++)
        if (self->levels[i] >= 0 && self->levels[i] != state[i])
          product = 0.0;
      for (guint s = 0; s < self->n_scopes; s++)
        {
          gsize index = 0;

          for (guint k = 0; k < self->scopes[s].n_variables; k++)
            index = index * self->sizes[self->variables[s][k]] + state[self->variables[s][k]];
          product *= self->values[s][index];
        }
      total += product;
      for (i = 0; i < self->n_variables; i++)
        out[i][state[i]] += product;
      for (i = 0; i < self->n_variables && (gsize) ++state[i] == self->sizes[i]; i++)
        state[i] = 0;
    }
  while (i < self->n_variables);
  return total;
}

static gsize
place_potentials (const Tables *self, const WfJunctionTree *tree, WfPotential *out)
{
  for (guint s = 0; s < self->n_scopes; s++)
    {
      gssize clique = wf_junction_tree_find_clique (tree, &self->scopes[s], NULL);

      g_assert_cmpint (clique, >=, 0);
      out[s] = (WfPotential){ self->scopes[s], self->values[s], clique };
    }
  return self->n_scopes;
}

/* The same by elimination, one variable at a time; FALSE when the product is zero. */
static gboolean
eliminate (const Tables *self, guint variable, double *out)
{
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  g_autoptr (GError) error = NULL;
  WfScope query = { &variable, self->levels[variable] < 0 };
  double values[TOP_LEVELS];
  gsize sizes[MAX_NODES];
  gboolean is_possible;

  /* variables with a level are in no table any more */
  for (guint i = 0; i < self->n_variables; i++)
    sizes[i] = self->levels[i] < 0 ? self->sizes[i] : 1;
  for (guint s = 0; s < self->n_scopes; s++)
    g_ptr_array_add (factors, wf_factor_new_reduced (&self->scopes[s], self->sizes, self->values[s],
                                                     self->levels, NULL, NULL));
  is_possible = wf_eliminate (factors, self->n_variables, sizes, &query, values, NULL, &error);
  if (!is_possible)
    g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
  for (gsize l = 0; is_possible && l < self->sizes[variable]; l++)
    out[l] = self->levels[variable] < 0 ? values[l] : l == (gsize) self->levels[variable];
  return is_possible;
}

/* The tree once more with other levels and tables: nothing of the query before is left in it. */
static void
check_tables (Tables *self, WfJunctionTree *tree)
{
  WfPotential potentials[MAX_SCOPES];
  double expected[MAX_NODES][TOP_LEVELS], found[MAX_NODES][TOP_LEVELS], eliminated[TOP_LEVELS];
  double *out[MAX_NODES], log_total, total = enumerate (self, expected);
  g_autoptr (GError) error = NULL;
  gsize n = place_potentials (self, tree, potentials);

  for (guint i = 0; i < self->n_variables; i++)
    out[i] = found[i];
  if (total == 0.0)
    {
      g_assert_false (
          wf_junction_tree_propagate (tree, potentials, n, self->levels, out, NULL, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      g_assert_false (eliminate (self, 0, eliminated));
      return;
    }
  wf_junction_tree_propagate (tree, potentials, n, self->levels, out, &log_total, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (log_total, log (total), 1e-10);
  for (guint i = 0; i < self->n_variables; i++)
    {
      g_assert_true (eliminate (self, i, eliminated));
      for (gsize l = 0; l < self->sizes[i]; l++)
        {
          g_assert_cmpfloat_with_epsilon (found[i][l], expected[i][l] / total, 1e-12);
          g_assert_cmpfloat_with_epsilon (eliminated[l], expected[i][l] / total, 1e-12);
        }
    }
}

static void
test_brute_force (void)
{
  Tables *tables = g_new0 (Tables, 1);
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (WfJunctionTree) tree = NULL;
      g_autoptr (GError) error = NULL;

      draw_tables (tables, &rng);
      tree = wf_junction_tree_new (tables->scopes, tables->n_scopes, tables->sizes, tables->n_variables, NULL,
                                   NULL, &error);
      g_assert_no_error (error);
      check_tables (tables, tree);
      for (guint v = 0; v < tables->n_variables; v++)
        tables->levels[v] = wf_rng_uniform (&rng) < 0.4 ? (gint) wf_rng_below (&rng, tables->sizes[v]) : -1;
      for (guint s = 0; s < tables->n_scopes; s++)
        tables->values[s][0] = wf_rng_uniform (&rng);
      check_tables (tables, tree);
    }
  g_free (tables);
}

static gboolean
contains (const WfScope *scope, guint variable)
{
  for (guint k = 0; k < scope->n_variables; k++)
    if (scope->variables[k] == variable)
      return TRUE;
  return FALSE;
}

/* Every variable's cliques hang together, no clique is within another, what is shared with the parent comes
 * last and in its order. */
static void
check_tree (const WfJunctionTree *tree)
{
  double n_entries = 0.0;

  for (guint c = 0; c < tree->n_cliques; c++)
    {
      const WfClique *clique = &tree->cliques[c];
      guint place = 0;

      g_assert_cmpint (clique->parent, <, (gssize) c);
      n_entries += wf_scope_count_entries (&clique->scope, tree->sizes);
      for (guint d = 0; d < tree->n_cliques; d++)
        {
          gboolean is_within = d != c;

          for (guint k = 0; is_within && k < clique->scope.n_variables; k++)
            is_within = contains (&tree->cliques[d].scope, clique->scope.variables[k]);
          g_assert_false (is_within);
        }
      if (clique->parent < 0)
        g_assert_cmpuint (clique->separator.n_variables, ==, 0);
      for (guint k = 0; clique->parent >= 0 && k < clique->scope.n_variables; k++)
        {
          const WfScope *above = &tree->cliques[clique->parent].scope;
          guint variable = clique->scope.variables[k];

          g_assert_cmpint (contains (&clique->separator, variable), ==, contains (above, variable));
          if (!contains (above, variable))
            continue;
          for (; above->variables[place] != variable; place++)
            g_assert_cmpuint (place + 1, <, above->n_variables);
        }
    }
  g_assert_cmpfloat (n_entries, ==, wf_junction_tree_count_entries (tree));
  for (guint v = 0; v < tree->n_variables; v++)
    {
      guint n_tops = 0; /* of the parts of the tree that have the variable */

      for (guint i = 0; i < tree->n_owners[v]; i++)
        {
          gssize parent = tree->cliques[tree->owners[v][i]].parent;

          n_tops += parent < 0 || !contains (&tree->cliques[parent].scope, v);
        }
      g_assert_cmpuint (n_tops, ==, 1);
    }
}

static void
test_structure (void)
{
  Tables *tables = g_new0 (Tables, 1);
  WfRng rng;

  wf_rng_init (&rng, 8, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (WfJunctionTree) tree = NULL;

      draw_tables (tables, &rng);
      tree = wf_junction_tree_new (tables->scopes, tables->n_scopes, tables->sizes, tables->n_variables, NULL,
                                   NULL, NULL);
      check_tree (tree);
    }
  g_free (tables);
}

/* The pairs that eliminating a variable would join, and its table, counted anew. */
static guint
count_fill (gboolean joined[MAX_NODES][MAX_NODES],
            const gboolean *is_gone,
            const Tables *tables,
            guint v,
            double *entries)
{
  guint fill = 0;

  *entries = (double) tables->sizes[v];
  for (guint a = 0; a < tables->n_variables; a++)
    {
      if (a == v || is_gone[a] || !joined[v][a])
        continue;
      *entries *= (double) tables->sizes[a];
      for (guint b = 0; b < a; b++)
        fill += b != v && !is_gone[b] && joined[v][b] && !joined[a][b];
    }
  return fill;
}

/* Each step of the order is the one of least fill, then the one with the smaller table, then the first. */
static void
test_min_fill (void)
{
  Tables *tables = g_new0 (Tables, 1);
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (WfTriangulation) order = NULL;
      gboolean joined[MAX_NODES][MAX_NODES] = { { FALSE } }, is_gone[MAX_NODES] = { FALSE };

      draw_tables (tables, &rng);
      order = wf_triangulation_new (tables->scopes, tables->n_scopes, tables->sizes, tables->n_variables,
                                    NULL, NULL, NULL);
      g_assert_cmpuint (order->n_eliminated, ==, tables->n_variables);
      for (guint s = 0; s < tables->n_scopes; s++)
        for (guint a = 0; a < tables->scopes[s].n_variables; a++)
          for (guint b = 0; b < tables->scopes[s].n_variables; b++)
            joined[tables->variables[s][a]][tables->variables[s][b]] = TRUE;
      for (guint step = 0; step < order->n_eliminated; step++)
        {
          guint chosen = order->order[step];
          double entries, other_entries;
          guint fill = count_fill (joined, is_gone, tables, chosen, &entries);

          for (guint v = 0; v < tables->n_variables; v++)
            {
              guint other = is_gone[v] ? G_MAXUINT : count_fill (joined, is_gone, tables, v, &other_entries);

              if (is_gone[v] || v == chosen)
                continue;
              g_assert_cmpuint (fill, <=, other);
              if (fill == other)
                g_assert_cmpfloat (entries, <=, other_entries);
              if (fill == other && entries == other_entries)
                g_assert_cmpuint (chosen, <, v);
            }
          for (guint a = 0; a < tables->n_variables; a++)
            for (guint b = 0; b < tables->n_variables; b++)
              if (joined[chosen][a] && joined[chosen][b])
                joined[a][b] = TRUE;
          is_gone[chosen] = TRUE;
        }
    }
  g_free (tables);
}

/* A cause of 4,000 observed effects, half of them for either side: the product is far below the smallest
 * double, and yet both sides stay as likely as before. */
static void
test_underflow (void)
{
  enum
  {
    N = 4000
  };
  const double prior[] = { 0.3, 0.7 }, one[] = { 0.9, 0.1, 0.2, 0.8 }, other[] = { 0.2, 0.8, 0.9, 0.1 };
  g_autofree WfScope *scopes = g_new (WfScope, N + 1);
  g_autofree WfPotential *potentials = g_new (WfPotential, N + 1);
  g_autofree guint *variables = g_new0 (guint, 2 * (N + 1));
  g_autofree gsize *sizes = g_new (gsize, N + 1);
  g_autofree gint *levels = g_new0 (gint, N + 1);
  g_autofree double **out = g_new0 (double *, N + 1);
  g_autoptr (WfJunctionTree) tree = NULL;
  g_autoptr (GError) error = NULL;
  double found[2], log_total;

  for (guint i = 0; i <= N; i++)
    {
      variables[2 * i + 1] = i;
      scopes[i] = (WfScope){ variables + 2 * i + (i == 0), i == 0 ? 1 : 2 };
      sizes[i] = 2;
    }
  levels[0] = -1;
  out[0] = found;
  tree = wf_junction_tree_new (scopes, N + 1, sizes, N + 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_junction_tree_get_n_cliques (tree), ==, N);
  for (guint i = 0; i <= N; i++)
    potentials[i] = (WfPotential){ scopes[i],
                                   i == 0  ? prior
                                   : i % 2 ? one
                                           : other,
                                   wf_junction_tree_find_clique (tree, &scopes[i], NULL) };
  wf_junction_tree_propagate (tree, potentials, N + 1, levels, out, &log_total, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (found[0], 0.3, 1e-10);
  g_assert_cmpfloat_with_epsilon (log_total, N / 2 * log (0.18), 1e-6);
}

/* Pairwise tables of n variables of two levels: one clique of 2^n states. */
static WfScope *
make_pairs (guint n, guint **variables, guint *n_scopes)
{
  WfScope *scopes = g_new (WfScope, n * n);

  *variables = g_new (guint, 2 * n * n);
  *n_scopes = 0;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      {
        guint *pair = *variables + 2 * *n_scopes;

        pair[0] = i;
        pair[1] = j;
        scopes[(*n_scopes)++] = (WfScope){ pair, 2 };
      }
  return scopes;
}

static void
test_budget (void)
{
  guint n_scopes;
  g_autofree guint *variables = NULL;
  g_autofree WfScope *scopes = make_pairs (29, &variables, &n_scopes);
  gsize sizes[60];
  double n_entries = 0.0;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    sizes[i] = 2;
  g_assert_null (wf_junction_tree_new (scopes, n_scopes, sizes, 29, &n_entries, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_assert_nonnull (strstr (error->message, "536,870,912"));
  g_assert_nonnull (strstr (error->message, "--method sampling"));
  g_assert_cmpfloat (n_entries, ==, 536870912.0);
  g_clear_error (&error);
  g_clear_pointer (&scopes, g_free);
  g_clear_pointer (&variables, g_free);
  scopes = make_pairs (60, &variables, &n_scopes);
  g_assert_null (wf_junction_tree_new (scopes, n_scopes, sizes, 60, &n_entries, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_assert_cmpfloat (n_entries, >, WF_TRIANGULATION_MAX_ENTRIES);
}

/* Thousands of variables, each in many pairs: that no table will ever do is known at once. */
static void
test_dense (void)
{
  enum
  {
    N = 2000,
    N_PAIRS = 100000
  };
  g_autofree guint *variables = g_new (guint, 2 * N_PAIRS);
  g_autofree WfScope *scopes = g_new (WfScope, N_PAIRS);
  g_autofree gsize *sizes = g_new (gsize, N);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  double n_entries = 0.0;
  WfRng rng;

  wf_rng_init (&rng, 10, 0);
  for (guint i = 0; i < N; i++)
    sizes[i] = 2;
  for (guint s = 0; s < N_PAIRS; s++)
    {
      variables[2 * s] = wf_rng_below (&rng, N);
      variables[2 * s + 1] = (variables[2 * s] + 1 + wf_rng_below (&rng, N - 1)) % N;
      scopes[s] = (WfScope){ variables + 2 * s, 2 };
    }
  g_assert_null (wf_junction_tree_new (scopes, N_PAIRS, sizes, N, &n_entries, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_assert_cmpfloat (n_entries, >, WF_TRIANGULATION_MAX_ENTRIES);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* A clique of 2^22 states under 231 tables; a query takes seconds. */
typedef struct
{
  WfJunctionTree *tree;
  WfPotential *potentials;
  guint n_potentials;
  gint levels[22];
  double values[22][2];
  WfProgress *progress;
  gboolean is_done;
} Query;

static gpointer
ask (gpointer data)
{
  Query *self = data;
  double *out[22];

  for (guint i = 0; i < 22; i++)
    out[i] = self->values[i];
  self->is_done = wf_junction_tree_propagate (self->tree, self->potentials, self->n_potentials, self->levels,
                                              out, NULL, self->progress, NULL);
  return GINT_TO_POINTER (1);
}

static void
query_init (Query *self, WfJunctionTree *tree, const WfScope *scopes, guint n_scopes, const double *values)
{
  *self = (Query){ .tree = tree, .n_potentials = n_scopes, .potentials = g_new (WfPotential, n_scopes) };
  for (guint s = 0; s < n_scopes; s++)
    self->potentials[s] = (WfPotential){ scopes[s], values + 4 * (s % 3), 0 };
  for (guint i = 0; i < 22; i++)
    self->levels[i] = -1;
}

static void
test_cancel (void)
{
  const double values[] = { 0.5, 0.2, 0.3, 0.9, 0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 0.7, 0.6 };
  guint n_scopes;
  g_autofree guint *variables = NULL;
  g_autofree WfScope *scopes = make_pairs (22, &variables, &n_scopes);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfJunctionTree) tree = NULL;
  gsize sizes[22];
  GThread *thread;
  gint64 start;
  Query query;

  for (guint i = 0; i < 22; i++)
    sizes[i] = 2;
  tree = wf_junction_tree_new (scopes, n_scopes, sizes, 22, NULL, NULL, NULL);
  query_init (&query, tree, scopes, n_scopes, values);
  query.progress = progress;
  thread = g_thread_new ("ask", ask, &query);
  g_usleep (100000);
  start = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 200000);
  g_assert_false (query.is_done);
  g_free (query.potentials);
}

/* Two threads ask one tree at once, with other levels put in: each answer is that of asking alone. */
static void
test_threads (void)
{
  const double values[] = { 0.5, 0.2, 0.3, 0.9, 0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 0.7, 0.6 };
  guint n_scopes;
  g_autofree guint *variables = NULL;
  g_autofree WfScope *scopes = make_pairs (16, &variables, &n_scopes);
  g_autoptr (WfJunctionTree) tree = NULL;
  Query alone[2], together[2];
  gsize sizes[22];

  for (guint i = 0; i < 22; i++)
    sizes[i] = 2;
  tree = wf_junction_tree_new (scopes, n_scopes, sizes, 16, NULL, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      query_init (&alone[i], tree, scopes, n_scopes, values);
      query_init (&together[i], tree, scopes, n_scopes, values);
      alone[i].levels[3 + i] = together[i].levels[3 + i] = 1;
      ask (&alone[i]);
    }
  for (guint repeat = 0; repeat < 20; repeat++)
    {
      GThread *thread = g_thread_new ("ask", ask, &together[0]);

      ask (&together[1]);
      g_thread_join (thread);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpmem (together[i].values, sizeof together[i].values, alone[i].values,
                         sizeof alone[i].values);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (alone[i].is_done);
      g_free (alone[i].potentials);
      g_free (together[i].potentials);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/junction-tree/brute-force", test_brute_force);
  g_test_add_func ("/junction-tree/structure", test_structure);
  g_test_add_func ("/junction-tree/min-fill", test_min_fill);
  g_test_add_func ("/junction-tree/underflow", test_underflow);
  g_test_add_func ("/junction-tree/budget", test_budget);
  g_test_add_func ("/junction-tree/dense", test_dense);
  g_test_add_func ("/junction-tree/cancel", test_cancel);
  g_test_add_func ("/junction-tree/threads", test_threads);
  return g_test_run ();
}
