/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The twin network against the sum over every piece of every node's noise, both worlds computed forwards. */

#include "config.h"

#include "core/inference/twin-network-private.h"
#include "core/model/mechanism.h"
#include "tables.h"

#define MAX_PIECES 64

/* What is done to a node. */
typedef struct
{
  gboolean is_acted_on;
  gboolean is_draw;
  guint level;
  double draw[TOP_LEVELS];
  gint tested; /* -1 = no condition */
  guint tested_level;
} Act;

typedef struct
{
  WfModel *model;
  WfGraph *dag;
  guint n;
  guint *order;
  gsize sizes[MAX_NODES];
  gint row[MAX_NODES];
  Act acts[MAX_NODES];
  gint cut[MAX_NODES]; /* a parent that the node no longer hears, or -1 */
  double base[MAX_NODES][TOP_LEVELS];
  double factual[MAX_NODES][TOP_LEVELS];
  double counterfactual[MAX_NODES][TOP_LEVELS];
  double total;
} Case;

static const double *
get_row (const Case *self, guint node, const guint *state)
{
  gsize n_parents, index = 0;
  g_autofree guint *parents = wf_graph_list_parents (self->dag, node, &n_parents);

  for (gsize p = 0; p < n_parents; p++)
    index = index * self->sizes[parents[p]] + state[parents[p]];
  return wf_model_get_cpt (self->model, node, NULL) + index * self->sizes[node];
}

static guint
invert (const double *row, gsize n_levels, double u)
{
  double sum = 0.0;
  guint level = 0;

  for (guint l = 0; l < n_levels; l++)
    if (row[l] > 0.0)
      {
        level = l;
        sum += row[l];
        if (u < sum)
          break;
      }
  return level;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The breakpoints of all rows of a node, 0 and 1 among them. */
static guint
list_breakpoints (const Case *self, guint node, double *points)
{
  gsize n_entries;
  const double *cpt = wf_model_get_cpt (self->model, node, &n_entries);
  guint n = 0, n_kept = 1;

  points[n++] = 0.0;
  points[n++] = 1.0;
  for (gsize r = 0; r < n_entries; r += self->sizes[node])
    {
      double sum = 0.0;

      for (gsize l = 0; l + 1 < self->sizes[node]; l++)
        points[n++] = sum += cpt[r + l];
      g_assert_cmpuint (n + TOP_LEVELS, <, MAX_PIECES);
    }
  qsort (points, n, sizeof (double), compare_doubles);
  for (guint i = 1; i < n; i++)
    if (points[i] > points[n_kept - 1] + 1e-13)
      points[n_kept++] = points[i];
  return n_kept;
}

static void visit (Case *self, guint step, guint *first, guint *second, double weight);

/* Goes on with every level of the other world that this piece of noise may lead to. */
static void
branch (Case *self, guint step, guint *first, guint *second, double u, double weight)
{
  guint node = self->order[step];
  const Act *act = &self->acts[node];
  gint cut = self->cut[node];
  gboolean is_on_itself = act->is_acted_on && act->tested == (gint) node;

  if (act->is_acted_on && !is_on_itself && (act->tested < 0 || second[act->tested] == act->tested_level))
    {
      for (guint l = 0; l < self->sizes[node]; l++)
        {
          second[node] = l;
          visit (self, step + 1, first, second, weight * (act->is_draw ? act->draw[l] : l == act->level));
        }
      return;
    }
  for (guint other = 0; other < (cut >= 0 ? self->sizes[cut] : 1); other++)
    {
      guint state[MAX_NODES];
      double share = cut >= 0 ? self->base[cut][other] : 1.0;

      memcpy (state, second, sizeof state);
      if (cut >= 0)
        state[cut] = other;
      second[node] = invert (get_row (self, node, state), self->sizes[node], u);
      if (!is_on_itself || second[node] != act->tested_level)
        {
          visit (self, step + 1, first, second, weight * share);
          continue;
        }
      for (guint l = 0; l < self->sizes[node]; l++)
        {
          second[node] = l;
          visit (self, step + 1, first, second,
                 weight * share * (act->is_draw ? act->draw[l] : l == act->level));
        }
    }
}

static void
visit (Case *self, guint step, guint *first, guint *second, double weight)
{
  double points[MAX_PIECES];
  guint node, n_points;

  if (weight == 0.0)
    return;
  if (step == self->n)
    {
      self->total += weight;
      for (guint i = 0; i < self->n; i++)
        {
          self->factual[i][first[i]] += weight;
          self->counterfactual[i][second[i]] += weight;
        }
      return;
    }
  node = self->order[step];
  n_points = list_breakpoints (self, node, points);
  for (guint i = 0; i + 1 < n_points; i++)
    {
      double u = (points[i] + points[i + 1]) / 2.0;

      first[node] = invert (get_row (self, node, first), self->sizes[node], u);
      if (self->row[node] >= 0 && first[node] != (guint) self->row[node])
        continue;
      branch (self, step, first, second, u, weight * (points[i + 1] - points[i]));
    }
}

static void
draw_act (Case *self, WfRng *rng, guint node, GPtrArray *interventions)
{
  Act *act = &self->acts[node];
  g_autoptr (GString) text = g_string_new (wf_graph_get_name (self->dag, node));
  g_autofree double *rows = draw_rows (rng, 1, self->sizes[node]);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (self->dag, node, &n_parents);

  act->is_acted_on = TRUE;
  act->is_draw = wf_rng_uniform (rng) < 0.3;
  act->level = wf_rng_below (rng, self->sizes[node]);
  memcpy (act->draw, rows, self->sizes[node] * sizeof (double));
  act->tested = -1;
  if (wf_rng_uniform (rng) < 0.4)
    act->tested = n_parents > 0 && wf_rng_uniform (rng) < 0.6 ? (gint) parents[wf_rng_below (rng, n_parents)]
                                                              : (gint) node;
  g_string_append (text, act->is_draw ? "~{" : "=");
  for (gsize l = 0; act->is_draw && l < self->sizes[node]; l++)
    g_string_append_printf (text, "%s%s:%.17g", l > 0 ? "," : "", level_names[l], act->draw[l]);
  g_string_append (text, act->is_draw ? "}" : level_names[act->level]);
  if (act->tested >= 0)
    {
      act->tested_level = wf_rng_below (rng, self->sizes[act->tested]);
      g_string_append_printf (text, " if %s=%s", wf_graph_get_name (self->dag, act->tested),
                              level_names[act->tested_level]);
    }
  g_ptr_array_add (interventions, wf_intervention_parse (text->str, NULL));
}

static void
draw_cut (Case *self, WfRng *rng, guint node, GPtrArray *interventions)
{
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (self->dag, node, &n_parents);

  self->cut[node] = -1;
  if (n_parents == 0 || wf_rng_uniform (rng) < 0.8)
    return;
  self->cut[node] = (gint) parents[wf_rng_below (rng, n_parents)];
  g_ptr_array_add (interventions, wf_intervention_new_cut (wf_graph_get_name (self->dag, self->cut[node]),
                                                           wf_graph_get_name (self->dag, node)));
}

static gboolean
check_case (WfRng *rng)
{
  Case self = { .n = 2 + wf_rng_below (rng, 3) };
  g_autoptr (WfGraph) dag = make_random_dag (rng, self.n, 0.5);
  g_autoptr (WfModel) model = make_random_model (rng, dag, self.sizes);
  g_autoptr (WfNetwork) network = wf_network_new (model, NULL, NULL);
  g_autoptr (GPtrArray) interventions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);
  g_autoptr (WfQuestion) question = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint *order = NULL;
  guint first[MAX_NODES] = { 0 }, second[MAX_NODES] = { 0 };
  double factual[MAX_NODES][TOP_LEVELS], counterfactual[MAX_NODES][TOP_LEVELS];
  double *out[MAX_NODES], *other_out[MAX_NODES];
  gsize n_sorted;

  order = wf_graph_sort_topologically (dag, &n_sorted);
  self.model = model;
  self.dag = dag;
  self.order = order;
  for (guint i = 0; i < self.n; i++)
    {
      gsize n_levels;
      const double *base =
          wf_marginal_get_probabilities (wf_network_get_marginal (network, i, NULL, NULL), &n_levels);

      memcpy (self.base[i], base, n_levels * sizeof (double));
      self.row[i] = wf_rng_uniform (rng) < 0.7 ? (gint) wf_rng_below (rng, self.sizes[i]) : -1;
      draw_cut (&self, rng, i, interventions);
      if (wf_rng_uniform (rng) < 0.35)
        draw_act (&self, rng, i, interventions);
      out[i] = factual[i];
      other_out[i] = counterfactual[i];
    }
  question = wf_question_new (model, (WfIntervention *const *) interventions->pdata, interventions->len, NULL,
                              &error);
  g_assert_no_error (error);
  visit (&self, 0, first, second, 1.0);
  if (self.total == 0.0)
    {
      g_assert_false (wf_twin_network_infer (network, self.row, question, out, other_out, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      return FALSE;
    }
  wf_twin_network_infer (network, self.row, question, out, other_out, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < self.n; i++)
    for (gsize l = 0; l < self.sizes[i]; l++)
      {
        g_assert_cmpfloat_with_epsilon (factual[i][l], self.factual[i][l] / self.total, 1e-11);
        g_assert_cmpfloat_with_epsilon (counterfactual[i][l], self.counterfactual[i][l] / self.total, 1e-11);
      }
  return TRUE;
}

static void
test_brute_force (void)
{
  guint n_possible = 0;
  WfRng rng;

  wf_rng_init (&rng, 13, 0);
  for (guint i = 0; i < 1000; i++)
    n_possible += check_case (&rng);
  g_assert_cmpuint (n_possible, >, 500);
  g_assert_cmpuint (n_possible, <, 1000);
}

static WfQuestion *
ask (WfModel *model, const char *text)
{
  g_autoptr (WfIntervention) intervention = wf_intervention_parse (text, NULL);
  g_autoptr (GError) error = NULL;
  WfQuestion *question = wf_question_new (model, &intervention, 1, NULL, &error);

  g_assert_no_error (error);
  return question;
}

/* Draws the noise that the row leaves possible and sends it through the other world. */
static void
sample (WfModel *model, const gint *row, guint node, double value, gsize n_draws, double counts[][TOP_LEVELS])
{
  WfGraph *dag = wf_model_get_graph (model);
  guint n = wf_graph_get_n_nodes (dag);
  gsize n_sorted;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n_sorted);
  g_autofree double *observed = g_new (double, n *n_draws);
  g_autofree double *other = g_new (double, n *n_draws);
  g_autofree double *noise = g_new (double, n_draws);
  WfRng rng;

  memset (counts, 0, sizeof (double) * MAX_NODES * TOP_LEVELS);
  wf_rng_init (&rng, 17, 0);
  for (guint i = 0; i < n; i++)
    for (gsize d = 0; d < n_draws; d++)
      observed[i * n_draws + d] = row[i];
  for (guint step = 0; step < n; step++)
    {
      guint i = order[step];
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, i, &n_parents);
      const double *before[MAX_NODES], *after[MAX_NODES];

      for (gsize k = 0; k < n_parents; k++)
        {
          before[k] = observed + parents[k] * n_draws;
          after[k] = other + parents[k] * n_draws;
        }
      wf_mechanism_abduct (wf_model_get_mechanism (model, i), before, observed + i * n_draws, &rng, n_draws,
                           noise);
      if (i != node)
        wf_mechanism_evaluate (wf_model_get_mechanism (model, i), after, noise, n_draws, other + i * n_draws);
      for (gsize d = 0; d < n_draws; d++)
        {
          if (i == node)
            other[i * n_draws + d] = value;
          counts[i][(gsize) other[i * n_draws + d]] += 1.0;
        }
    }
}

/* The same as draws of the mechanisms' own noise, within four standard errors. */
static void
test_sampling (void)
{
  enum
  {
    N_DRAWS = 20000
  };
  WfRng rng;
  guint n_checked = 0;

  wf_rng_init (&rng, 14, 0);
  while (n_checked < 40)
    {
      guint n = 4 + wf_rng_below (&rng, 4), node = wf_rng_below (&rng, n);
      g_autoptr (WfGraph) dag = make_random_dag (&rng, n, 0.5);
      gsize sizes[MAX_NODES];
      g_autoptr (WfModel) model = make_random_model (&rng, dag, sizes);
      g_autoptr (WfNetwork) network = wf_network_new (model, NULL, NULL);
      guint level = wf_rng_below (&rng, sizes[node]);
      g_autofree char *text = g_strdup_printf ("%s=%s", wf_graph_get_name (dag, node), level_names[level]);
      g_autoptr (WfQuestion) question = ask (model, text);
      double found[MAX_NODES][TOP_LEVELS], counts[MAX_NODES][TOP_LEVELS], *nothing[MAX_NODES] = { NULL };
      double *out[MAX_NODES];
      gint row[MAX_NODES];

      for (guint i = 0; i < n; i++)
        {
          row[i] = (gint) wf_rng_below (&rng, sizes[i]);
          out[i] = found[i];
        }
      if (!wf_twin_network_infer (network, row, question, nothing, out, NULL, NULL))
        continue;
      n_checked++;
      sample (model, row, node, level, N_DRAWS, counts);
      for (guint i = 0; i < n; i++)
        for (gsize l = 0; l < sizes[i]; l++)
          g_assert_cmpfloat (fabs (counts[i][l] / N_DRAWS - found[i][l]), <=,
                             4.0 * sqrt (found[i][l] * (1.0 - found[i][l]) / N_DRAWS) + 1e-9);
    }
}

/* treated -> died, P(died | treated) = 0.6, P(died | untreated) = 0.3: what would have become of one who was
 * treated? */
static void
test_by_hand (void)
{
  const char *const names[] = { "treated", "died", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, -1 };
  const double treated[] = { 0.5, 0.5 }, died[] = { 0.7, 0.3, 0.4, 0.6 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfNetwork) network = NULL;
  g_autoptr (WfQuestion) untreated = NULL;
  double factual[2][2], found[2][2], *out[] = { factual[0], factual[1] }, *other[] = { found[0], found[1] };
  gint row[] = { 1, 1 };

  wf_model_builder_set_table (builder, 0, levels, treated, 2);
  wf_model_builder_set_table (builder, 1, levels, died, 4);
  model = wf_model_builder_end (builder, NULL);
  network = wf_network_new (model, NULL, NULL);
  untreated = ask (model, "treated=no");
  /* the noise lies in [0.4, 1]; untreated, death takes [0.7, 1] of it: a half */
  g_assert_true (wf_twin_network_infer (network, row, untreated, out, other, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (found[1][1], 0.5, 1e-12);
  g_assert_cmpfloat (factual[1][1], ==, 1.0);
  g_assert_cmpfloat (found[0][0], ==, 1.0);
  /* who survived treatment lies in [0, 0.4] and would have survived without it */
  row[1] = 0;
  g_assert_true (wf_twin_network_infer (network, row, untreated, out, other, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (found[1][1], 0.0, 1e-12);
  /* with the outcome missing nothing is known of the noise */
  row[1] = -1;
  g_assert_true (wf_twin_network_infer (network, row, untreated, out, other, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (found[1][1], 0.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (factual[1][1], 0.6, 1e-12);
}

/* A root, five children of it and their common child, all missing: the common child's table with its copy's
 * has 8^12 entries. With the row known it is answered at once. */
static void
test_budget (void)
{
  const char *const names[] = { "root", "a", "b", "c", "d", "e", "end", NULL };
  const char *const levels[] = { "0", "1", "2", "3", "4", "5", "6", "7", NULL };
  const int arrows[] = { 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 1, 6, 2, 6, 3, 6, 4, 6, 5, 6, -1 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfNetwork) network = NULL;
  g_autoptr (WfQuestion) question = NULL;
  g_autoptr (GError) error = NULL;
  double found[8], *nothing[7] = { NULL }, *out[7] = { NULL }, total = 0.0;
  gint row[] = { -1, -1, -1, -1, -1, -1, -1 };
  WfRng rng;

  wf_rng_init (&rng, 15, 0);
  for (guint i = 0; i < 7; i++)
    {
      gsize n_rows = i == 0 ? 1 : i < 6 ? 8 : 8 * 8 * 8 * 8 * 8;
      g_autofree double *values = draw_rows (&rng, n_rows, 8);

      wf_model_builder_set_table (builder, i, levels, values, 8 * n_rows);
    }
  model = wf_model_builder_end (builder, NULL);
  network = wf_network_new (model, NULL, NULL);
  question = ask (model, "root=3");
  out[6] = found;
  g_assert_false (wf_twin_network_infer (network, row, question, nothing, out, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  for (guint i = 0; i < 7; i++)
    row[i] = 0;
  g_assert_true (wf_twin_network_infer (network, row, question, nothing, out, NULL, NULL));
  for (guint l = 0; l < 8; l++)
    total += found[l];
  g_assert_cmpfloat_with_epsilon (total, 1.0, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/twin-network/brute-force", test_brute_force);
  g_test_add_func ("/twin-network/sampling", test_sampling);
  g_test_add_func ("/twin-network/by-hand", test_by_hand);
  g_test_add_func ("/twin-network/budget", test_budget);
  return g_test_run ();
}
