/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Interventions of every kind on discrete nodes, against the sum over all states straight from what they
 * mean. */

#include "config.h"

#include "tables.h"

/* One intervention as the test drew it. */
typedef struct
{
  WfInterventionKind kind;
  gboolean is_observed_draw;
  guint level;             /* SET */
  double draw[TOP_LEVELS]; /* DRAW */
  gint tested;             /* -1 = no condition */
  guint tested_level;
  gboolean is_unequal;
} Act;

typedef struct
{
  WfModel *model;
  WfGraph *dag;
  guint n;
  gsize sizes[MAX_NODES];
  double base[MAX_NODES][TOP_LEVELS]; /* distributions without anything done or given */
  gboolean is_acted_on[MAX_NODES];
  Act acts[MAX_NODES];
  Act cuts[MAX_NODES][MAX_NODES]; /* parent, child */
  gboolean is_cut[MAX_NODES][MAX_NODES];
  gint evidence[MAX_NODES];
} Case;

static gboolean
holds (const Act *act, const guint *state)
{
  return act->tested < 0 || (state[act->tested] == act->tested_level) != act->is_unequal;
}

/* P(node = level) by its mechanism in a state, the cut parents from the k-th on averaged over. */
static double
natural (const Case *self, guint node, guint level, const guint *state, const guint *seen, gsize k)
{
  gsize n_parents, index = 0;
  g_autofree guint *parents = wf_graph_list_parents (self->dag, node, &n_parents);
  double sum = 0.0;

  while (k < n_parents && !(self->is_cut[parents[k]][node] && holds (&self->cuts[parents[k]][node], state)))
    k++;
  if (k < n_parents)
    {
      guint other[MAX_NODES];

      memcpy (other, seen, sizeof other);
      for (guint l = 0; l < self->sizes[parents[k]]; l++)
        {
          other[parents[k]] = l;
          sum += self->base[parents[k]][l] * natural (self, node, level, state, other, k + 1);
        }
      return sum;
    }
  for (gsize p = 0; p < n_parents; p++)
    index = index * self->sizes[parents[p]] + seen[parents[p]];
  return wf_model_get_cpt (self->model, node, NULL)[index * self->sizes[node] + level];
}

static double
drawn (const Case *self, guint node, guint level)
{
  const Act *act = &self->acts[node];

  if (act->kind == WF_INTERVENTION_SET)
    return level == act->level;
  return act->is_observed_draw ? self->base[node][level] : act->draw[level];
}

/* P(node = its level in the state) in the world after what is done. */
static double
acted (const Case *self, guint node, const guint *state)
{
  const Act *act = &self->acts[node];
  guint level = state[node];
  double sum = 0.0;

  if (!self->is_acted_on[node])
    return natural (self, node, level, state, state, 0);
  if (act->tested != (gint) node)
    return holds (act, state) ? drawn (self, node, level) : natural (self, node, level, state, state, 0);
  /* the mechanism gives a value first, which is kept or replaced */
  for (guint l = 0; l < self->sizes[node]; l++)
    {
      guint given[MAX_NODES];

      memcpy (given, state, sizeof given);
      given[node] = l;
      sum += natural (self, node, l, state, state, 0) * (holds (act, given) ? drawn (self, node, level)
                                                         : l == level       ? 1.0
                                                                            : 0.0);
    }
  return sum;
}

static double
enumerate (const Case *self, gboolean is_after, double out[][TOP_LEVELS])
{
  guint state[MAX_NODES] = { 0 };
  double total = 0.0;
  guint i;

  memset (out, 0, sizeof (double) * MAX_NODES * TOP_LEVELS);
  do
    {
      double product = 1.0;

      for (i = 0; i < self->n && product > 0.0; i++)
        {
          if (is_after)
            product *= acted (self, i, state);
          else
            {
              Case plain = *self;

              memset (plain.is_cut, 0, sizeof plain.is_cut);
              product *= natural (&plain, i, state[i], state, state, 0);
            }
          if (self->evidence[i] >= 0 && (guint) self->evidence[i] != state[i])
            product = 0.0;
        }
      total += product;
      for (i = 0; i < self->n; i++)
        out[i][state[i]] += product;
      for (i = 0; i < self->n && (gsize) ++state[i] == self->sizes[i]; i++)
        state[i] = 0;
    }
  while (i < self->n);
  for (i = 0; i < self->n; i++)
    for (gsize l = 0; l < TOP_LEVELS; l++)
      out[i][l] /= total;
  return total;
}

static void
draw_condition (const Case *self, WfRng *rng, guint node, gboolean may_be_itself, Act *act)
{
  gsize n;
  g_autofree guint *descendants = wf_graph_list_descendants (self->dag, node, &n);
  guint tested = wf_rng_below (rng, self->n);
  gboolean is_possible = may_be_itself || tested != node;

  act->tested = -1;
  for (gsize k = 0; k < n; k++)
    is_possible &= descendants[k] != tested;
  if (!is_possible || wf_rng_uniform (rng) < 0.3)
    return;
  act->tested = (gint) tested;
  act->tested_level = wf_rng_below (rng, self->sizes[tested]);
  act->is_unequal = wf_rng_uniform (rng) < 0.4;
}

static void
append_condition (const Case *self, const Act *act, GString *text)
{
  if (act->tested >= 0)
    g_string_append_printf (text, " if %s%s%s", wf_graph_get_name (self->dag, act->tested),
                            act->is_unequal ? "!=" : "=", level_names[act->tested_level]);
}

static void
draw_act (Case *self, WfRng *rng, guint node, GStrvBuilder *texts)
{
  Act *act = &self->acts[node];
  g_autoptr (GString) text = g_string_new (wf_graph_get_name (self->dag, node));
  g_autofree double *rows = draw_rows (rng, 1, self->sizes[node]);
  double u = wf_rng_uniform (rng);

  self->is_acted_on[node] = TRUE;
  draw_condition (self, rng, node, TRUE, act);
  act->kind = u < 0.4 ? WF_INTERVENTION_SET : WF_INTERVENTION_DRAW;
  act->is_observed_draw = u > 0.7;
  act->level = wf_rng_below (rng, self->sizes[node]);
  memcpy (act->draw, rows, self->sizes[node] * sizeof (double));
  if (act->kind == WF_INTERVENTION_SET)
    g_string_append_printf (text, "=%s", level_names[act->level]);
  else if (act->is_observed_draw)
    g_string_append (text, "~observed");
  else
    {
      g_string_append (text, "~{");
      for (gsize l = 0; l < self->sizes[node]; l++)
        g_string_append_printf (text, "%s%s:%.17g", l > 0 ? "," : "", level_names[l], act->draw[l]);
      g_string_append (text, "}");
    }
  append_condition (self, act, text);
  g_strv_builder_add (texts, text->str);
}

static void
draw_cuts (Case *self, WfRng *rng, guint node, GStrvBuilder *texts)
{
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (self->dag, node, &n_parents);

  for (gsize k = 0; k < n_parents; k++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      Act *cut = &self->cuts[parents[k]][node];

      if (wf_rng_uniform (rng) < 0.75)
        continue;
      self->is_cut[parents[k]][node] = TRUE;
      draw_condition (self, rng, node, FALSE, cut);
      g_string_printf (text, "%s-/->%s", wf_graph_get_name (self->dag, parents[k]),
                       wf_graph_get_name (self->dag, node));
      append_condition (self, cut, text);
      g_strv_builder_add (texts, text->str);
    }
}

static void
assert_after (const Case *self, WfEffect *effect, double expected[][TOP_LEVELS])
{
  for (guint i = 0; i < self->n; i++)
    {
      const double *p = wf_marginal_get_probabilities (wf_effect_get_after (effect, i), NULL);

      for (gsize l = 0; l < self->sizes[i]; l++)
        g_assert_cmpfloat_with_epsilon (p[l], expected[i][l], 1e-12);
    }
}

/* What was asked: 0 = a cycle, 1 = impossible, 2 = answered. */
static guint
check_case (WfRng *rng)
{
  Case self = { .n = 2 + wf_rng_below (rng, 4) };
  g_autoptr (WfGraph) dag = make_random_dag (rng, self.n, 0.5);
  g_autoptr (WfModel) model = make_random_model (rng, dag, self.sizes);
  g_autoptr (GStrvBuilder) dos = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_auto (GStrv) interventions = NULL;
  g_auto (GStrv) given = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  double before[MAX_NODES][TOP_LEVELS], after[MAX_NODES][TOP_LEVELS];
  gboolean is_possible;

  self.model = model;
  self.dag = dag;
  for (guint i = 0; i < self.n; i++)
    self.evidence[i] = -1;
  enumerate (&self, FALSE, self.base);
  for (guint i = 0; i < self.n; i++)
    {
      double u = wf_rng_uniform (rng);

      if (u < 0.3)
        draw_act (&self, rng, i, dos);
      if (u < 0.2 || u > 0.9)
        draw_cuts (&self, rng, i, dos);
      if (u > 0.6 && u < 0.75)
        {
          g_autofree char *text = NULL;

          self.evidence[i] = (gint) wf_rng_below (rng, self.sizes[i]);
          text = g_strdup_printf ("%s=%s", wf_graph_get_name (self.dag, i), level_names[self.evidence[i]]);
          g_strv_builder_add (observations, text);
        }
    }
  interventions = g_strv_builder_end (dos);
  given = g_strv_builder_end (observations);
  effect = intervene (model, (const char *const *) interventions, (const char *const *) given, &error);
  if (g_error_matches (error, WF_ERROR, WF_ERROR_DATA))
    {
      g_assert_nonnull (strstr (error->message, "a cause of itself"));
      return 0;
    }
  is_possible = enumerate (&self, FALSE, before) > 0.0;
  is_possible &= enumerate (&self, TRUE, after) > 0.0;
  if (!is_possible)
    {
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      return 1;
    }
  g_assert_no_error (error);
  g_assert_true (wf_effect_is_exact (effect));
  assert_after (&self, effect, after);
  return 2;
}

static void
test_brute_force (void)
{
  guint n[3] = { 0 };
  WfRng rng;

  wf_rng_init (&rng, 12, 0);
  for (guint i = 0; i < 1500; i++)
    n[check_case (&rng)]++;
  /* every kind of answer was seen */
  g_assert_cmpuint (n[0], >, 5);
  g_assert_cmpuint (n[1], >, 5);
  g_assert_cmpuint (n[2], >, 1000);
}

/* gene -> smoke -> cancer <- gene */
static WfModel *
make_smoking_model (void)
{
  const char *const names[] = { "gene", "smoke", "cancer", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, 1, 2, 0, 2, -1 };
  const double gene[] = { 0.6, 0.4 }, smoke[] = { 0.7, 0.3, 0.2, 0.8 };
  /* parents of cancer in the order of the graph: gene, smoke or the other way round */
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, 2, &n_parents);
  double cancer[8];

  for (guint a = 0; a < 2; a++)
    for (guint b = 0; b < 2; b++)
      {
        guint has_gene = parents[0] == 0 ? a : b, smokes = parents[0] == 0 ? b : a;

        cancer[2 * (2 * a + b) + 1] = 0.1 + 0.4 * smokes + 0.3 * has_gene;
        cancer[2 * (2 * a + b)] = 1.0 - cancer[2 * (2 * a + b) + 1];
      }
  wf_model_builder_set_table (builder, 0, levels, gene, 2);
  wf_model_builder_set_table (builder, 1, levels, smoke, 4);
  wf_model_builder_set_table (builder, 2, levels, cancer, 8);
  return wf_model_builder_end (builder, NULL);
}

static double
find_cancer (WfModel *model, const char *intervention)
{
  const char *const interventions[] = { intervention, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, &error);

  g_assert_no_error (error);
  return wf_marginal_get_probabilities (wf_effect_get_after (effect, 2), NULL)[1];
}

/* By hand: P(smoke) = 0.5; P(cancer) = 0.1 + 0.4 P(smoke) + 0.3 P(gene), whichever way smoke and gene hang
 * together. */
static void
test_by_hand (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();

  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke=yes"), 0.62, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke~observed"), 0.42, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke~uniform"), 0.42, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke~{no:0.9,yes:0.1}"), 0.26, 1e-12);
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke=no if gene=yes"), 0.1 + 0.4 * 0.18 + 0.12,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke=no if gene!=yes"), 0.1 + 0.4 * 0.32 + 0.12,
                                  1e-12);
  /* only those who would smoke are kept from it */
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "smoke=no if smoke=yes"), 0.22, 1e-12);
  /* the average over gene stays, what smoke owes it goes */
  g_assert_cmpfloat_with_epsilon (find_cancer (model, "gene-/->cancer"), 0.42, 1e-12);
}

static void
test_refusals (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();

  assert_refused (model, "gene-/->cancer if cancer=yes", NULL, WF_ERROR_DATA, "cancer can't decide itself");
  assert_refused (model, "smoke=no if cancer=yes", NULL, WF_ERROR_DATA, "cause of itself");
}

/* The cost is known before, and by what. */
static void
test_estimate (void)
{
  g_autoptr (WfModel) model = make_smoking_model ();
  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, NULL, NULL, NULL);
  g_autoptr (WfIntervention) intervention = wf_intervention_parse ("smoke=yes", NULL);
  WfSimulationCost cost;

  g_assert_true (wf_simulation_estimate (simulation, &intervention, 1, NULL, &cost, NULL));
  g_assert_cmpint (cost.engine, ==, WF_ENGINE_JUNCTION_TREE);
  g_assert_true (cost.is_exact);
  g_assert_cmpfloat (cost.n_entries, ==, 8.0);
  g_assert_cmpfloat (cost.seconds, <, 0.001);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surgery/brute-force", test_brute_force);
  g_test_add_func ("/surgery/by-hand", test_by_hand);
  g_test_add_func ("/surgery/refusals", test_refusals);
  g_test_add_func ("/surgery/estimate", test_estimate);
  return g_test_run ();
}
