/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/coalition-private.h"
#include "core/attribute/effects-private.h"
#include "core/attribute/shapley-private.h"
#include "core/attribute/shares.h"
#include "core/base/rng.h"

#define EPSILON 1e-6

/* ---- the worked example: Planner, Searcher, Coder, Searcher, Critic ---- */

static const gsize example_agents[] = { 0, 1, 2, 1, 3 };
static const double example_fault[] = { 0.10, 0.60, 0.05, 0.20, 0.05 };
static const WfBlameLink example_links[] = {
  { 2, 4, 0.7, WF_LINK_TEXT }, { 0, 1, 0.8, WF_LINK_SEQUENCE }, { 1, 2, 0.9, WF_LINK_SEQUENCE },
  { 0, 3, 0.5, WF_LINK_TEXT }, { 2, 3, 0.4, WF_LINK_SEQUENCE }, { 3, 4, 0.6, WF_LINK_SEQUENCE },
};

static WfStructure *
example_new (void)
{
  return wf_structure_new (5, 4, example_agents, 4, example_links, G_N_ELEMENTS (example_links));
}

static void
assert_near (const double *found, const double *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], EPSILON);
}

static void
test_propagate (void)
{
  static const double expected[] = { 0.1, 0.632, 0.59036, 0.419469, 0.582879 };
  g_autoptr (WfStructure) structure = example_new ();
  double deficiency[5], fault[5];

  wf_structure_propagate (structure, example_fault, deficiency);
  assert_near (deficiency, expected, 5);

  /* The exact deficiency gives the fault back. */
  wf_structure_deconvolve (structure, deficiency, fault);
  assert_near (fault, example_fault, 5);
}

static void
test_coalitions (void)
{
  static const double expected[16] = {
    0,       .094477, .517129, .547265, .046580, .135151, .532303, .560926,
    .050000, .139753, .541273, .569902, .094251, .178394, .555688, .582879
  };
  g_autoptr (WfStructure) structure = example_new ();

  for (guint members = 0; members < 16; members++)
    {
      double fault[5], deficiency[5];

      for (gsize i = 0; i < 5; i++)
        fault[i] = (members >> example_agents[i]) & 1 ? example_fault[i] : 0;
      wf_structure_propagate (structure, fault, deficiency);
      g_assert_cmpfloat_with_epsilon (deficiency[4], expected[members], EPSILON);
      for (guint more = 0; more < 16; more++)
        if ((members & more) == members)
          g_assert_cmpfloat (expected[members], <=, expected[more]);
    }
}

static void
test_shapley (void)
{
  static const double shapley[] = { .059572, .459332, .028791, .035185 };
  static const double counterfactual[] = { .027191, .404486, .012977, .021954 };
  static const double blame[] = { .001620, .185793, .000374, .000772 };
  g_autoptr (WfStructure) structure = example_new ();
  g_autoptr (WfShapley) found = wf_shapley_new (structure, example_fault, 12, 1, NULL, NULL);
  double sum = 0;

  g_assert_true (found->is_exact);
  assert_near (found->shapley, shapley, 4);
  assert_near (found->counterfactual, counterfactual, 4);
  for (gsize a = 0; a < 4; a++)
    {
      g_assert_cmpfloat_with_epsilon (found->shapley[a] * found->counterfactual[a], blame[a], EPSILON);
      g_assert_cmpfloat (found->half_width[a], ==, 0);
      sum += found->shapley[a];
    }
  g_assert_cmpfloat_with_epsilon (sum, .582879, EPSILON);
}

/* An edge drawn from the consumer points against time; so does one of a log that stores them the wrong way
 * round. */
static void
test_against_time (void)
{
  WfBlameLink reversed[G_N_ELEMENTS (example_links)];
  gsize n = G_N_ELEMENTS (example_links);

  for (gsize l = 0; l < n; l++)
    reversed[l] = (WfBlameLink){ example_links[l].consumer, example_links[l].producer, 0.5, WF_LINK_TEXT };
  g_assert_cmpuint (wf_structure_count_against_time (example_links, n, WF_EDGES_PRODUCER_TO_CONSUMER), ==, 0);
  g_assert_cmpuint (wf_structure_count_against_time (example_links, n, WF_EDGES_CONSUMER_TO_PRODUCER), ==, n);
  g_assert_cmpuint (wf_structure_count_against_time (reversed, n, WF_EDGES_PRODUCER_TO_CONSUMER), ==, n);
  g_assert_cmpuint (wf_structure_count_against_time (reversed, n, WF_EDGES_CONSUMER_TO_PRODUCER), ==, 0);
}

/* F at the sink after q_step <- keep q_step, all of the run gone through again. */
static double
repair (const WfStructure *structure, const double *fault, gsize step, double keep)
{
  g_autofree double *repaired = g_memdup2 (fault, structure->n_steps * sizeof *repaired);
  g_autofree double *deficiency = g_new (double, structure->n_steps);

  repaired[step] *= keep;
  wf_structure_propagate (structure, repaired, deficiency);
  return deficiency[structure->sink];
}

static void
test_effects (void)
{
  static const double expected[] = { .027191, .309865, .012977, .048539, .021954 };
  g_autoptr (WfStructure) structure = example_new ();
  g_autofree double *effect = NULL;
  double deficiency[5];

  wf_structure_propagate (structure, example_fault, deficiency);
  effect = wf_effects_new (structure, example_fault, deficiency, 0, NULL, NULL);
  assert_near (effect, expected, 5);
  for (gsize i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (repair (structure, example_fault, i, 0), deficiency[4] - expected[i],
                                    EPSILON);
  g_assert_cmpuint (wf_structure_find_decisive (example_fault, effect, 5), ==, 1);
}

/* A run in which every step uses the one before and, with some chance, others from anywhere before. */
static WfStructure *
draw_structure (WfRng *rng, guint n, double density, double *fault)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (WfBlameLink));
  g_autofree gsize *agents = g_new (gsize, n);
  gsize n_agents = 1 + wf_rng_below (rng, 15);
  gsize sink = n - 1 - wf_rng_below (rng, n / 3 + 1);

  for (guint j = 0; j < n; j++)
    {
      agents[j] = wf_rng_below (rng, n_agents);
      fault[j] = wf_rng_uniform (rng) < 0.3 ? 0 : pow (wf_rng_uniform (rng), 3);
      for (guint i = 0; i < j; i++)
        if (i + 1 == j ? wf_rng_uniform (rng) < 0.9 : wf_rng_uniform (rng) * j < density)
          {
            WfBlameLink link = { i, j, 0.4 + 0.5 * wf_rng_uniform (rng), WF_LINK_TEXT };

            g_array_append_val (links, link);
          }
    }
  return wf_structure_new (n, sink, agents, n_agents, (const WfBlameLink *) links->data, links->len);
}

/* What is left out on the way makes no difference. */
static void
test_effects_exact (void)
{
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (guint run = 0; run < 120; run++)
    {
      guint n = run % 10 == 0 ? 700 : 1 + (guint) wf_rng_below (&rng, 60);
      double keep = run % 3 == 0 ? wf_rng_uniform (&rng) : 0;
      g_autofree double *fault = g_new (double, n);
      g_autofree double *deficiency = g_new (double, n);
      g_autofree double *effect = NULL;
      g_autoptr (WfStructure) structure = draw_structure (&rng, n, 3 * wf_rng_uniform (&rng), fault);

      wf_structure_propagate (structure, fault, deficiency);
      effect = wf_effects_new (structure, fault, deficiency, keep, NULL, NULL);
      for (gsize i = 0; i < n; i++)
        {
          double expected = deficiency[structure->sink] - repair (structure, fault, i, keep);

          g_assert_cmpfloat_with_epsilon (effect[i], expected, 1e-9);
          g_assert_cmpfloat (effect[i], >=, 0);
          if (fault[i] == 0 || i > structure->sink)
            g_assert_cmpfloat (effect[i], ==, 0);
        }
    }
}

/* The value of every coalition is the plain model's. */
static void
test_game_exact (void)
{
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint run = 0; run < 60; run++)
    {
      guint n = 1 + (guint) wf_rng_below (&rng, 60);
      g_autofree double *fault = g_new (double, n);
      g_autofree double *part = g_new (double, n);
      g_autofree double *deficiency = g_new (double, n);
      g_autoptr (WfStructure) structure = draw_structure (&rng, n, 3 * wf_rng_uniform (&rng), fault);
      g_autoptr (WfGame) game = wf_game_new (structure, fault);
      g_autofree double *room = wf_game_new_room (game);
      gsize n_words = WF_COALITION_N_WORDS (game->n_players);
      g_autofree guint64 *coalitions = g_new0 (guint64, 11 * n_words + 1);
      double values[11];

      for (gsize c = 0; c < 11; c++)
        for (gsize p = 0; p < game->n_players; p++)
          if (wf_rng_uniform (&rng) < 0.5)
            coalitions[c * n_words + p / 64] |= (guint64) 1 << (p % 64);
      g_assert_true (wf_game_evaluate (game, coalitions, 11, room, NULL, values));
      for (gsize c = 0; c < 11; c++)
        {
          for (gsize i = 0; i < n; i++)
            {
              part[i] = 0;
              for (gsize p = 0; p < game->n_players; p++)
                if (game->players[p] == structure->agents[i] &&
                    WF_COALITION_HAS (coalitions + c * n_words, p))
                  part[i] = fault[i];
            }
          wf_structure_propagate (structure, part, deficiency);
          g_assert_cmpfloat_with_epsilon (values[c], deficiency[structure->sink], 1e-9);
        }
    }
}

/* Two hundred seeded permutations are near the exact shares, and their intervals are honest about it. */
static void
test_sampling (void)
{
  g_autoptr (WfStructure) structure = example_new ();
  g_autoptr (WfShapley) exact = wf_shapley_new (structure, example_fault, 12, 1, NULL, NULL);
  g_autoptr (WfShapley) sampled = wf_shapley_new (structure, example_fault, 0, 1, NULL, NULL);
  g_autoptr (WfShapley) again = wf_shapley_new (structure, example_fault, 0, 1, NULL, NULL);
  double sum = 0;

  g_assert_false (sampled->is_exact);
  for (gsize a = 0; a < 4; a++)
    {
      g_assert_cmpfloat_with_epsilon (sampled->shapley[a], exact->shapley[a], 0.02);
      g_assert_cmpfloat (sampled->half_width[a], >, 0);
      g_assert_cmpfloat (sampled->half_width[a], <, 0.02);
      g_assert_cmpfloat (sampled->shapley[a], ==, again->shapley[a]);
      g_assert_cmpfloat (sampled->counterfactual[a], ==, exact->counterfactual[a]);
      sum += sampled->shapley[a];
    }
  g_assert_cmpfloat_with_epsilon (sum, .582879, EPSILON);
}

/* The exact shares lie in their 95 % intervals about that often, neither much less nor always. */
static void
test_intervals (void)
{
  g_autoptr (WfStructure) structure = example_new ();
  g_autoptr (WfShapley) exact = wf_shapley_new (structure, example_fault, 12, 1, NULL, NULL);
  guint n_inside = 0;

  for (guint seed = 1; seed <= 300; seed++)
    {
      g_autoptr (WfShapley) sampled = wf_shapley_new (structure, example_fault, 0, seed, NULL, NULL);

      for (gsize a = 0; a < 4; a++)
        n_inside += fabs (sampled->shapley[a] - exact->shapley[a]) <= sampled->half_width[a];
    }
  g_test_message ("%u of 1200 shares lie in their intervals", n_inside);
  g_assert_cmpuint (n_inside, >=, 1200 * 0.92);
  g_assert_cmpuint (n_inside, <=, 1200 * 0.98);
}

/* An agent whose steps have no way to the sink gets nothing; two agents that could change places get the
 * same. */
static void
test_axioms (void)
{
  static const gsize agents[] = { 0, 1, 2, 3 };
  static const double fault[] = { 0.3, 0.3, 0.9, 0.1 };
  static const WfBlameLink links[] = { { 0, 3, 0.6, WF_LINK_TEXT }, { 1, 3, 0.6, WF_LINK_TEXT } };
  g_autoptr (WfStructure) structure = wf_structure_new (4, 3, agents, 4, links, 2);
  g_autoptr (WfShapley) found = wf_shapley_new (structure, fault, 12, 1, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (found->shapley[2], 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->counterfactual[2], 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->shapley[0], found->shapley[1], 1e-12);
  g_assert_cmpfloat (found->shapley[0], >, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (WfStructure) structure = example_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_shapley_new (structure, example_fault, 12, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (wf_effects_new (structure, example_fault, example_fault, 0, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- planted faults: 400 simulated runs, seed 2024 ---- */

#define MAX_STEPS 12
#define N_RUNS    400

typedef struct
{
  gsize n, n_agents, root;
  gsize agents[MAX_STEPS];
  double fault[MAX_STEPS], observed[MAX_STEPS];
  WfBlameLink links[MAX_STEPS * MAX_STEPS];
  gsize n_links;
  gsize random;
} Run;

typedef struct
{
  double symptom, first, fault, effect, product, gated, reversed;  /* step accuracy */
  double agent, symptom_agent;                                     /* agent accuracy */
  double none, random_repair, fault_repair, effect_repair, oracle; /* success */
} Score;

static WfStructure *
draw_run (WfRng *rng, Run *run)
{
  double deficiency[MAX_STEPS];
  WfStructure *structure;

  run->n = 6 + (gsize) floor (7 * wf_rng_uniform (rng));
  run->n_agents = 3 + (gsize) floor (3 * wf_rng_uniform (rng));
  for (gsize i = 0; i < run->n; i++)
    run->agents[i] = (gsize) floor ((double) run->n_agents * wf_rng_uniform (rng));
  for (gsize i = 0; i < run->n; i++)
    run->fault[i] = 1 - pow (1 - wf_rng_uniform (rng), 1.0 / 9);
  run->root = (gsize) floor (0.8 * (double) run->n * wf_rng_uniform (rng));
  run->fault[run->root] = 0.9;
  run->n_links = 0;
  for (guint i = 0; i < run->n; i++)
    for (guint j = 0; j < i; j++)
      if (j + 1 == i || wf_rng_uniform (rng) < 0.25)
        {
          double weight = 0.4 + 0.5 * wf_rng_uniform (rng);

          run->links[run->n_links++] = (WfBlameLink){ j, i, weight, WF_LINK_TEXT };
        }
  structure = wf_structure_new (run->n, run->n - 1, run->agents, run->n_agents, run->links, run->n_links);
  wf_structure_propagate (structure, run->fault, deficiency);
  for (gsize i = 0; i < run->n; i++)
    {
      double noisy = deficiency[i] + 0.05 * wf_rng_normal (rng);

      run->observed[i] = CLAMP (noisy, 0.001, 0.999);
    }
  run->random = (gsize) floor ((double) run->n * wf_rng_uniform (rng));
  return structure;
}

static gsize
largest (const double *x, gsize n)
{
  gsize found = 0;

  for (gsize i = 1; i < n; i++)
    if (x[i] > x[found])
      found = i;
  return found;
}

static gsize
first_above (const double *x, gsize n, double limit)
{
  for (gsize i = 0; i < n; i++)
    if (x[i] > limit)
      return i;
  return largest (x, n);
}

/* The un-inverted graph: every link read the wrong way round, by counting the steps from the end. */
static gsize
answer_of_reversed (const Run *run)
{
  WfBlameLink links[MAX_STEPS * MAX_STEPS];
  double observed[MAX_STEPS], fault[MAX_STEPS], ordered[MAX_STEPS];
  guint last = (guint) run->n - 1;
  g_autoptr (WfStructure) structure = NULL;

  for (gsize l = 0; l < run->n_links; l++)
    links[l] = (WfBlameLink){ last - run->links[l].consumer, last - run->links[l].producer,
                              run->links[l].weight, WF_LINK_TEXT };
  structure = wf_structure_new (run->n, last, run->agents, run->n_agents, links, run->n_links);
  for (gsize i = 0; i < run->n; i++)
    observed[i] = run->observed[last - i];
  wf_structure_deconvolve (structure, observed, fault);
  for (gsize i = 0; i < run->n; i++)
    ordered[i] = fault[last - i];
  return largest (ordered, run->n);
}

/* keep 0.2: a repair takes out four fifths of the true fault. */
static double
success_of (const WfStructure *structure, const Run *run, gsize step, double keep)
{
  return 1 - repair (structure, run->fault, step, keep);
}

static void
score_run (const WfStructure *structure, const Run *run, Score *score)
{
  gsize n = run->n, symptom = largest (run->observed, n);
  double fault[MAX_STEPS], deficiency[MAX_STEPS], product[MAX_STEPS];
  g_autofree double *effect = NULL;
  g_autoptr (WfShapley) shapley = NULL;

  wf_structure_deconvolve (structure, run->observed, fault);
  wf_structure_propagate (structure, fault, deficiency);
  effect = wf_effects_new (structure, fault, deficiency, 0, NULL, NULL);
  for (gsize i = 0; i < n; i++)
    product[i] = fault[i] * effect[i];
  shapley = wf_shapley_new (structure, fault, 12, 1, NULL, NULL);

  score->symptom += symptom == run->root;
  score->first += first_above (run->observed, n, 0.5) == run->root;
  score->fault += largest (fault, n) == run->root;
  score->effect += largest (effect, n) == run->root;
  score->product += largest (product, n) == run->root;
  score->gated += wf_structure_find_decisive (fault, effect, n) == run->root;
  score->reversed += answer_of_reversed (run) == run->root;
  score->agent += largest (shapley->shapley, run->n_agents) == run->agents[run->root];
  score->symptom_agent += run->agents[symptom] == run->agents[run->root];
  score->none += success_of (structure, run, 0, 1);
  score->random_repair += success_of (structure, run, run->random, 0.2);
  score->fault_repair += success_of (structure, run, largest (fault, n), 0.2);
  score->effect_repair += success_of (structure, run, largest (effect, n), 0.2);
  score->oracle += success_of (structure, run, run->root, 0.2);
}

static void
test_simulator (void)
{
  WfRng rng;
  Score score = { 0 };

  wf_rng_init (&rng, 2024, 0);
  for (guint r = 0; r < N_RUNS; r++)
    {
      Run run;
      g_autoptr (WfStructure) structure = draw_run (&rng, &run);

      score_run (structure, &run, &score);
    }
  g_assert_cmpfloat_with_epsilon (score.symptom / N_RUNS, .6975, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.first / N_RUNS, .9075, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.fault / N_RUNS, .9200, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.effect / N_RUNS, .7200, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.product / N_RUNS, .8775, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.gated / N_RUNS, .9175, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.reversed / N_RUNS, .4350, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.agent / N_RUNS, .8475, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.symptom_agent / N_RUNS, .7650, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.none / N_RUNS, .2740, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.random_repair / N_RUNS, .3041, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.fault_repair / N_RUNS, .4306, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.effect_repair / N_RUNS, .4341, 5e-5);
  g_assert_cmpfloat_with_epsilon (score.oracle / N_RUNS, .4419, 5e-5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/structural/propagate", test_propagate);
  g_test_add_func ("/structural/coalitions", test_coalitions);
  g_test_add_func ("/structural/shapley", test_shapley);
  g_test_add_func ("/structural/against-time", test_against_time);
  g_test_add_func ("/structural/effects", test_effects);
  g_test_add_func ("/structural/effects-exact", test_effects_exact);
  g_test_add_func ("/structural/game-exact", test_game_exact);
  g_test_add_func ("/structural/sampling", test_sampling);
  g_test_add_func ("/structural/intervals", test_intervals);
  g_test_add_func ("/structural/axioms", test_axioms);
  g_test_add_func ("/structural/cancelled", test_cancelled);
  g_test_add_func ("/structural/simulator", test_simulator);
  return g_test_run ();
}
