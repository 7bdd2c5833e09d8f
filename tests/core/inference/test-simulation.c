/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The engines against each other and against enumeration: closed form, tables and sampling must tell the same
 * of every kind of intervention, within standard errors where one of them draws. */

#include "config.h"

#include "fixture.h"

#define N_MODELS 1000
#define N_DRAWS  4000
#define FAR      4.0 /* standard errors */

static WfSimulation *
simulate_seeded (WfModel *model, const char *method, gint64 draws, gint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (
      g_variant_new_parsed ("{'method': <%s>, 'draws': <%x>, 'seed': <%x>}", method, draws, seed));
  WfSimulation *simulation = wf_simulation_new (model, params, NULL, &error);

  g_assert_no_error (error);
  return simulation;
}

static WfSimulation *
simulate (WfModel *model, const char *method, gint64 draws)
{
  return simulate_seeded (model, method, draws, 1);
}

static WfEffect *
ask (WfSimulation *simulation,
     const char *const *interventions,
     const char *const *given,
     gsize n_draws,
     GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);

  for (gsize i = 0; interventions != NULL && interventions[i] != NULL; i++)
    {
      WfIntervention *intervention = wf_intervention_parse (interventions[i], error);

      g_assert_nonnull (intervention);
      g_ptr_array_add (list, intervention);
    }
  return wf_simulation_intervene (simulation, (WfIntervention *const *) list->pdata, list->len, given,
                                  n_draws, NULL, error);
}

static WfEffect *
ask_one (WfSimulation *simulation, const char *intervention)
{
  const char *const list[] = { intervention, NULL };
  g_autoptr (GError) error = NULL;
  WfEffect *effect = ask (simulation, list, NULL, 0, &error);

  g_assert_no_error (error);
  return effect;
}

/* Comparisons with a sampled number; of so many, a few lie beyond four standard errors. */
typedef struct
{
  gsize n;
  gsize n_far;
} Tally;

static void
compare (Tally *tally, double sampled, double truth, double standard_error)
{
  double distance = fabs (sampled - truth);

  tally->n++;
  /* draws that move alike have only rounding for an error */
  if (standard_error < 1e-12)
    {
      g_assert_cmpfloat (distance, <, 1e-9 * (1.0 + fabs (truth)));
      return;
    }
  tally->n_far += distance > FAR * standard_error;
  g_assert_cmpfloat (distance, <, 6.5 * standard_error + 1e-9);
}

/* 6e-5 of normal numbers are beyond 4; weights and skewed means make it a little more */
static void
assert_near (const Tally *tally)
{
  g_test_message ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " beyond %g standard errors", tally->n_far,
                  tally->n, FAR);
  g_assert_cmpuint (tally->n, >, 1000);
  g_assert_cmpfloat (tally->n_far, <=, 2.0 + 3e-4 * tally->n);
}

/* ---- linear-Gaussian models ---- */

static WfModel *
make_linear_model (WfRng *rng, guint n)
{
  g_autoptr (WfGraph) dag = make_random_dag (rng, n, 0.4);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (guint i = 0; i < n; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, i, &n_parents);
      double coefficients[MAX_NODES];

      for (gsize k = 0; k < n_parents; k++)
        coefficients[k] = 2.0 * wf_rng_uniform (rng) - 1.0;
      wf_model_builder_set_linear (builder, i, wf_rng_normal (rng), coefficients, n_parents,
                                   0.5 + wf_rng_uniform (rng));
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

/* A node that comes before another in a topological order, or NULL. */
static const char *
pick_earlier (WfRng *rng, WfGraph *dag, guint node)
{
  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n);
  gsize place = 0;

  while (order[place] != node)
    place++;
  return place > 0 ? wf_graph_get_name (dag, order[wf_rng_below (rng, place)]) : NULL;
}

static const char *
pick_parent (WfRng *rng, WfGraph *dag, guint node)
{
  gsize n;
  g_autofree guint *parents = wf_graph_list_parents (dag, node, &n);

  return n > 0 ? wf_graph_get_name (dag, parents[wf_rng_below (rng, n)]) : NULL;
}

static char *
draw_linear_intervention (WfRng *rng, WfGraph *dag, guint node)
{
  const char *name = wf_graph_get_name (dag, node);
  const char *parent = pick_parent (rng, dag, node), *earlier = pick_earlier (rng, dag, node);
  double value = round (20.0 * wf_rng_uniform (rng) - 10.0) / 5.0;

  switch (wf_rng_below (rng, 7))
    {
      case 0:
        return g_strdup_printf ("%s=%g", name, value);
      case 1:
        return g_strdup_printf ("%s+=%g", name, value);
      case 2:
        return g_strdup_printf ("%s*=%g", name, value + 2.5);
      case 3:
        return g_strdup_printf ("%s~normal(%g,%g)", name, value, fabs (value) + 0.1);
      case 4:
        return g_strdup_printf ("%s~observed", name);
      case 5:
        return parent != NULL ? g_strdup_printf ("%s-/->%s", parent, name) : NULL;
      default:
        return earlier != NULL ? g_strdup_printf ("%s:=%g+0.5*%s+normal(0,0.7)", name, value, earlier) : NULL;
    }
}

/* Evidence near where the node lies before, away from what is set. */
static char *
draw_evidence (WfRng *rng, WfEffect *base, guint node)
{
  WfMarginal *before = wf_effect_get_before (base, node);

  return g_strdup_printf ("%s=%.3f", wf_marginal_get_name (before),
                          wf_marginal_get_mean (before) +
                              0.5 * wf_marginal_get_sd (before) * wf_rng_normal (rng));
}

static void
compare_effects (Tally *tally, WfEffect *sampled, WfEffect *exact, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double change, truth, error, zero, before, after;

      g_assert_true (wf_effect_get_change (sampled, i, -1, &change, &error));
      g_assert_true (wf_effect_get_change (exact, i, -1, &truth, &zero));
      g_assert_true (wf_effect_get_standard_errors (sampled, i, -1, &before, &after));
      g_assert_cmpfloat (zero, ==, 0.0);
      compare (tally, change, truth, error);
      compare (tally, wf_marginal_get_mean (wf_effect_get_before (sampled, i)),
               wf_marginal_get_mean (wf_effect_get_before (exact, i)), before);
      compare (tally, wf_marginal_get_mean (wf_effect_get_after (sampled, i)),
               wf_marginal_get_mean (wf_effect_get_after (exact, i)), after);
      /* what is said to change does */
      tally->n_far += wf_effect_is_affected (sampled, i) && !wf_effect_is_affected (exact, i);
    }
}

static void
check_linear_model (WfRng *rng, gboolean has_evidence, Tally *tally)
{
  guint n = 2 + wf_rng_below (rng, MAX_NODES - 1);
  g_autoptr (WfModel) model = make_linear_model (rng, n);
  WfGraph *dag = wf_model_get_graph (model);
  g_autoptr (WfSimulation) closed = simulate (model, "exact", N_DRAWS);
  g_autoptr (WfSimulation) drawn = simulate_seeded (model, "sampling", N_DRAWS, wf_rng_below (rng, 1000000));
  g_autoptr (WfEffect) base = ask (closed, NULL, NULL, 0, NULL);
  g_autoptr (GStrvBuilder) dos = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_auto (GStrv) interventions = NULL;
  g_auto (GStrv) given = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) exact = NULL;
  g_autoptr (WfEffect) sampled = NULL;
  guint observed = has_evidence ? wf_rng_below (rng, n) : n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
          i != observed && wf_rng_uniform (rng) < 0.4 ? draw_linear_intervention (rng, dag, i) : NULL;
      g_autofree char *evidence = i == observed ? draw_evidence (rng, base, i) : NULL;

      if (text != NULL)
        g_strv_builder_add (dos, text);
      if (evidence != NULL)
        g_strv_builder_add (observations, evidence);
    }
  interventions = g_strv_builder_end (dos);
  given = g_strv_builder_end (observations);
  exact = ask (closed, (const char *const *) interventions, (const char *const *) given, 0, &error);
  g_assert_no_error (error);
  sampled = ask (drawn, (const char *const *) interventions, (const char *const *) given, 0, &error);
  /* what is done may make the evidence impossible to meet: then it must be impossible for the draws, too */
  g_assert_no_error (error);
  g_assert_true (wf_effect_is_exact (exact));
  g_assert_false (wf_effect_is_exact (sampled));
  g_assert_cmpuint (wf_effect_get_n_draws (sampled), ==, N_DRAWS);
  /* few draws that count are no sample to judge by */
  if (wf_effect_get_effective_draws (sampled) > 300.0)
    compare_effects (tally, sampled, exact, n);
}

static void
test_linear (void)
{
  Tally tally = { 0 };
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (guint i = 0; i < N_MODELS; i++)
    check_linear_model (&rng, i % 2 == 1, &tally);
  assert_near (&tally);
}

/* z -> x -> y with z ~ N(0, 1), x = z + N(0, 1), y = 2 x + N(0, 1) */
static WfModel *
make_chain (void)
{
  const char *const names[] = { "z", "x", "y", NULL };
  const int arrows[] = { 0, 1, 1, 2, -1 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  const double one = 1.0, two = 2.0;

  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, &one, 1, 1.0);
  wf_model_builder_set_linear (builder, 2, 0.0, &two, 1, 1.0);
  return wf_model_builder_end (builder, NULL);
}

static void
assert_moments (WfEffect *effect, guint node, double mean, double sd)
{
  WfMarginal *after = wf_effect_get_after (effect, node);

  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (after), mean, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (after), sd, 1e-12);
}

/* By hand: var x = 2, var y = 4 · 2 + 1 = 9. */
static void
test_closed_form (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "exact", N_DRAWS);
  g_autoptr (WfEffect) drawn = ask_one (simulation, "x~normal(5,3)");
  g_autoptr (WfEffect) randomised = ask_one (simulation, "x~observed");
  g_autoptr (WfEffect) replaced = ask_one (simulation, "x:=1-3*z+normal(0,2)");
  g_autoptr (WfEffect) cut = ask_one (simulation, "x-/->y");
  const char *const both[] = { "x-/->y", "x=7", NULL };
  g_autoptr (WfEffect) blind = ask (simulation, both, NULL, 0, NULL);

  g_assert_cmpint (wf_effect_get_engine (cut), ==, WF_ENGINE_CLOSED_FORM);
  assert_moments (drawn, 2, 10.0, sqrt (37.0));
  assert_moments (randomised, 1, 0.0, sqrt (2.0));
  assert_moments (randomised, 2, 0.0, 3.0);
  g_assert_true (wf_effect_is_cut (randomised, 0));
  assert_moments (replaced, 1, 1.0, sqrt (13.0));
  assert_moments (replaced, 2, 2.0, sqrt (53.0));
  assert_moments (cut, 2, 0.0, 3.0);
  g_assert_false (wf_effect_is_affected (cut, 2));
  g_assert_true (wf_effect_is_cut (cut, 1));
  g_assert_false (wf_effect_is_cut (cut, 0));
  /* y no longer sees x at all */
  assert_moments (blind, 2, 0.0, 3.0);
}

static double
normal_density (double x)
{
  return exp (-0.5 * x * x) / sqrt (2.0 * G_PI);
}

static double
normal_above (double x)
{
  return 0.5 * erfc (x / G_SQRT2);
}

static void
assert_sampled_mean (WfEffect *effect, guint node, double mean)
{
  double before, after;

  g_assert_cmpint (wf_effect_get_engine (effect), ==, WF_ENGINE_SAMPLING);
  g_assert_true (wf_effect_get_standard_errors (effect, node, -1, &before, &after));
  g_assert_cmpfloat (after, >, 0.0);
  g_assert_cmpfloat (after, <, 0.1);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_after (effect, node)), mean,
                                  FAR * after);
}

/* What has no closed form here has one on paper. x ~ N(0, 2) before. */
static void
test_sampled_kinds (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 20000);
  g_autoptr (WfEffect) clamped = ask_one (simulation, "x=[0,100]");
  g_autoptr (WfEffect) uniform = ask_one (simulation, "x~uniform(1,4)");
  g_autoptr (WfEffect) where = ask_one (simulation, "x=3 if z>0.5");
  g_autoptr (WfEffect) own = ask_one (simulation, "x=0 if x<0");
  g_autoptr (WfEffect) cut = ask_one (simulation, "x-/->y if z<=1");
  double p = normal_above (0.5);

  /* E max (x, 0) of N(0, s²) is s / sqrt (2 pi) */
  assert_sampled_mean (clamped, 1, sqrt (2.0) * normal_density (0.0));
  assert_sampled_mean (clamped, 2, 2.0 * sqrt (2.0) * normal_density (0.0));
  g_assert_false (wf_effect_is_cut (clamped, 0));
  assert_sampled_mean (own, 1, sqrt (2.0) * normal_density (0.0));
  assert_sampled_mean (uniform, 2, 5.0);
  /* E z; z <= 0.5 is -density (0.5) */
  assert_sampled_mean (where, 1, 3.0 * p - normal_density (0.5));
  assert_sampled_mean (where, 2, 2.0 * (3.0 * p - normal_density (0.5)));
  /* only where z > 1 does y follow x: E z; z > 1 is density (1) */
  assert_sampled_mean (cut, 2, 2.0 * normal_density (1.0));
}

/* Fewer draws are the first of more, and a slider moves smoothly. */
static void
test_common_numbers (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "sampling", 10000);
  g_autoptr (WfSimulation) small = simulate (model, "sampling", 500);
  const char *const interventions[] = { "x=[-1,1.0]", NULL };
  g_autoptr (WfEffect) fine = ask (simulation, interventions, NULL, 0, NULL);
  g_autoptr (WfEffect) coarse = ask (simulation, interventions, NULL, 500, NULL);
  g_autoptr (WfEffect) alone = ask (small, interventions, NULL, 0, NULL);
  g_autoptr (WfEffect) low = ask_one (simulation, "x=1");
  g_autoptr (WfEffect) high = ask_one (simulation, "x=1.1");
  double change, error, independent, unused;

  g_assert_cmpuint (wf_effect_get_n_draws (coarse), ==, 500);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_after (coarse, i)), ==,
                       wf_marginal_get_mean (wf_effect_get_after (alone, i)));
  g_assert_true (wf_effect_get_before (fine, 0) == wf_effect_get_after (fine, 0));
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_after (high, 2)) -
                                      wf_marginal_get_mean (wf_effect_get_after (low, 2)),
                                  0.2, 1e-12);
  /* a shift moves every draw alike: no error at all in the change, much in the mean */
  g_clear_pointer (&low, wf_effect_unref);
  low = ask_one (simulation, "x+=1");
  g_assert_true (wf_effect_get_change (low, 2, -1, &change, &error));
  g_assert_true (wf_effect_get_standard_errors (low, 2, -1, &unused, &independent));
  g_assert_cmpfloat_with_epsilon (change, 2.0, 1e-12);
  g_assert_cmpfloat (error, <, 1e-9);
  g_assert_cmpfloat (independent, >, 0.02);
}

static void
test_threads (void)
{
  g_autoptr (WfModel) model = make_chain ();
  const char *const interventions[] = { "x=[-1,1] if z>0", "y~observed if z<1", NULL };
  const char *const given[] = { "z=0.5", NULL };
  double means[2][3];

  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (WfSimulation) simulation = simulate (model, "sampling", 5000);
      g_autoptr (WfEffect) effect = NULL;

      wf_parallel_set_threads (k + 1);
      effect = ask (simulation, interventions, given, 0, NULL);
      for (guint i = 0; i < 3; i++)
        means[k][i] = wf_marginal_get_mean (wf_effect_get_after (effect, i));
    }
  wf_parallel_set_threads (0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (means[0][i], ==, means[1][i]);
}

/* ---- discrete models ---- */

#define MAX_LEVELS 3

static const char *const levels[] = { "l0", "l1", "l2", NULL };

static WfModel *
make_discrete_model (WfRng *rng, guint n, guint *sizes)
{
  g_autoptr (WfGraph) dag = make_random_dag (rng, n, 0.4);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (guint i = 0; i < n; i++)
    sizes[i] = 2 + wf_rng_below (rng, MAX_LEVELS - 1);
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents, n_entries = sizes[i];
      g_autofree guint *parents = wf_graph_list_parents (dag, i, &n_parents);
      g_autofree double *cpt = NULL;
      const char *names[MAX_LEVELS + 1] = { NULL };

      for (gsize k = 0; k < n_parents; k++)
        n_entries *= sizes[parents[k]];
      cpt = g_new (double, n_entries);
      for (gsize e = 0; e < n_entries; e += sizes[i])
        {
          double total = 0.0;

          for (guint l = 0; l < sizes[i]; l++)
            total += cpt[e + l] = 0.05 + wf_rng_uniform (rng);
          for (guint l = 0; l < sizes[i]; l++)
            cpt[e + l] /= total;
        }
      for (guint l = 0; l < sizes[i]; l++)
        names[l] = levels[l];
      wf_model_builder_set_table (builder, i, names, cpt, n_entries);
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

typedef enum
{
  ACT_NOTHING,
  ACT_SET,
  ACT_DRAW,
  ACT_OBSERVED,
  ACT_CUT,
} Act;

/* What is done to one node, for the text and for the enumeration alike. */
typedef struct
{
  Act act;
  guint level;
  double probabilities[MAX_LEVELS];
  guint parent;
  gboolean is_conditional;
  guint tested, tested_level;
} Deed;

static double
read_cpt (
    WfModel *model, const guint *sizes, guint node, const guint *assignment, gssize replaced, guint level)
{
  gsize n_parents, place = 0;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), node, &n_parents);

  for (gsize k = 0; k < n_parents; k++)
    place = place * sizes[parents[k]] + ((gssize) parents[k] == replaced ? level : assignment[parents[k]]);
  return wf_model_get_cpt (model, node, NULL)[place * sizes[node] + assignment[node]];
}

static gsize
count_assignments (const guint *sizes, guint n)
{
  gsize product = 1;

  for (guint i = 0; i < n; i++)
    product *= sizes[i];
  return product;
}

static void
get_assignment (gsize index, const guint *sizes, guint n, guint *assignment)
{
  for (guint i = 0; i < n; i++)
    {
      assignment[i] = index % sizes[i];
      index /= sizes[i];
    }
}

/* P(node | parents) after the deed; natural: marginals without any, n x MAX_LEVELS */
static double
get_factor (WfModel *model,
            const guint *sizes,
            guint node,
            const guint *assignment,
            const Deed *deed,
            const double *natural)
{
  gboolean holds = !deed->is_conditional || assignment[deed->tested] == deed->tested_level;
  double sum = 0.0;

  if (!holds || deed->act == ACT_NOTHING)
    return read_cpt (model, sizes, node, assignment, -1, 0);
  switch (deed->act)
    {
      case ACT_SET:
        return assignment[node] == deed->level;
      case ACT_DRAW:
        return deed->probabilities[assignment[node]];
      case ACT_OBSERVED:
        return natural[node * MAX_LEVELS + assignment[node]];
      default:
        for (guint l = 0; l < sizes[deed->parent]; l++)
          sum += natural[deed->parent * MAX_LEVELS + l] *
                 read_cpt (model, sizes, node, assignment, deed->parent, l);
        return sum;
    }
}

/* Every assignment, one by one: n x MAX_LEVELS marginals given the evidence (-1 = none). Returns P(evidence).
 */
static double
enumerate (WfModel *model,
           const guint *sizes,
           guint n,
           const Deed *deeds,
           const int *evidence,
           const double *natural,
           double *out)
{
  double total = 0.0;

  memset (out, 0, n * MAX_LEVELS * sizeof (double));
  for (gsize index = 0; index < count_assignments (sizes, n); index++)
    {
      guint assignment[MAX_NODES];
      double product = 1.0;

      get_assignment (index, sizes, n, assignment);
      for (guint i = 0; i < n; i++)
        {
          product *= get_factor (model, sizes, i, assignment, &deeds[i], natural);
          product *= evidence[i] < 0 || assignment[i] == (guint) evidence[i];
        }
      total += product;
      for (guint i = 0; i < n; i++)
        out[i * MAX_LEVELS + assignment[i]] += product;
    }
  for (guint i = 0; i < n * MAX_LEVELS; i++)
    out[i] /= total;
  return total;
}

static char *
draw_deed (WfRng *rng, WfModel *model, const guint *sizes, guint node, Deed *deed)
{
  WfGraph *dag = wf_model_get_graph (model);
  const char *name = wf_graph_get_name (dag, node);
  const char *parent = pick_parent (rng, dag, node), *earlier = pick_earlier (rng, dag, node);
  g_autoptr (GString) text = g_string_new (NULL);
  double left = 1.0;

  deed->act = ACT_SET + wf_rng_below (rng, 4);
  if (deed->act == ACT_CUT && parent == NULL)
    deed->act = ACT_SET;
  deed->level = wf_rng_below (rng, sizes[node]);
  switch (deed->act)
    {
      case ACT_DRAW:
        for (guint l = 0; l < sizes[node]; l++)
          {
            deed->probabilities[l] =
                l + 1 < sizes[node] ? round (100.0 * left * wf_rng_uniform (rng)) / 100.0 : left;
            left = fmax (0.0, left - deed->probabilities[l]);
            g_string_append_printf (text, "%s%s:%.17g", l == 0 ? "{" : ",", levels[l],
                                    deed->probabilities[l]);
          }
        g_string_prepend (text, "~");
        g_string_prepend (text, name);
        g_string_append_c (text, '}');
        break;
      case ACT_OBSERVED:
        g_string_printf (text, "%s~observed", name);
        break;
      case ACT_CUT:
        deed->parent = wf_graph_find_node (dag, parent);
        g_string_printf (text, "%s-/->%s", parent, name);
        break;
      default:
        g_string_printf (text, "%s=%s", name, levels[deed->level]);
        break;
    }
  if (earlier != NULL && wf_rng_uniform (rng) < 0.3)
    {
      deed->is_conditional = TRUE;
      deed->tested = wf_graph_find_node (dag, earlier);
      deed->tested_level = wf_rng_below (rng, sizes[deed->tested]);
      g_string_append_printf (text, " if %s=%s", earlier, levels[deed->tested_level]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  Tally sampled;
  gsize n_exact;
} DiscreteTally;

static void
compare_probabilities (DiscreteTally *tally,
                       WfEffect *effect,
                       const guint *sizes,
                       guint n,
                       const double *before,
                       const double *after)
{
  for (guint i = 0; i < n; i++)
    for (guint l = 0; l < sizes[i]; l++)
      {
        double p = wf_marginal_get_probabilities (wf_effect_get_before (effect, i), NULL)[l];
        double q = wf_marginal_get_probabilities (wf_effect_get_after (effect, i), NULL)[l];
        double change, error, error_before, error_after;

        if (wf_effect_is_exact (effect))
          {
            g_assert_cmpfloat_with_epsilon (p, before[i * MAX_LEVELS + l], 1e-10);
            g_assert_cmpfloat_with_epsilon (q, after[i * MAX_LEVELS + l], 1e-10);
            tally->n_exact++;
            continue;
          }
        g_assert_true (wf_effect_get_change (effect, i, l, &change, &error));
        g_assert_true (wf_effect_get_standard_errors (effect, i, l, &error_before, &error_after));
        /* of rare levels the error is itself a guess */
        if (before[i * MAX_LEVELS + l] * wf_effect_get_effective_draws (effect) > 50.0)
          compare (&tally->sampled, p, before[i * MAX_LEVELS + l], error_before);
        if (after[i * MAX_LEVELS + l] * wf_effect_get_effective_draws (effect) > 50.0)
          compare (&tally->sampled, q, after[i * MAX_LEVELS + l], error_after);
      }
}

static void
check_discrete_model (WfRng *rng, gboolean has_evidence, DiscreteTally *tally)
{
  guint n = 2 + wf_rng_below (rng, 5), sizes[MAX_NODES];
  g_autoptr (WfModel) model = make_discrete_model (rng, n, sizes);
  Deed nothing[MAX_NODES] = { 0 }, deeds[MAX_NODES] = { 0 };
  int none[MAX_NODES], evidence[MAX_NODES];
  double natural[MAX_NODES * MAX_LEVELS], before[MAX_NODES * MAX_LEVELS], after[MAX_NODES * MAX_LEVELS];
  g_autoptr (GStrvBuilder) dos = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_auto (GStrv) interventions = NULL;
  g_auto (GStrv) given = NULL;
  g_autoptr (WfSimulation) automatic = simulate (model, "automatic", N_DRAWS);
  g_autoptr (WfSimulation) drawn = simulate_seeded (model, "sampling", N_DRAWS, wf_rng_below (rng, 1000000));
  g_autoptr (WfEffect) exact = NULL;
  g_autoptr (WfEffect) sampled = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      none[i] = evidence[i] = -1;
      if (wf_rng_uniform (rng) < 0.4)
        {
          g_autofree char *text = draw_deed (rng, model, sizes, i, &deeds[i]);

          g_strv_builder_add (dos, text);
        }
      else if (has_evidence && wf_rng_uniform (rng) < 0.3)
        {
          g_autofree char *text = NULL;

          evidence[i] = wf_rng_below (rng, sizes[i]);
          text = g_strdup_printf ("%s=%s", get_names (n)[i], levels[evidence[i]]);
          g_strv_builder_add (observations, text);
        }
    }
  interventions = g_strv_builder_end (dos);
  given = g_strv_builder_end (observations);
  enumerate (model, sizes, n, nothing, none, NULL, natural);
  enumerate (model, sizes, n, nothing, evidence, natural, before);
  enumerate (model, sizes, n, deeds, evidence, natural, after);
  exact = ask (automatic, (const char *const *) interventions, (const char *const *) given, 0, &error);
  g_assert_no_error (error);
  sampled = ask (drawn, (const char *const *) interventions, (const char *const *) given, 0, &error);
  g_assert_no_error (error);
  compare_probabilities (tally, exact, sizes, n, before, after);
  compare_probabilities (tally, sampled, sizes, n, before, after);
}

static void
test_discrete (void)
{
  DiscreteTally tally = { 0 };
  WfRng rng;

  wf_rng_init (&rng, 22, 0);
  for (guint i = 0; i < N_MODELS; i++)
    check_discrete_model (&rng, i % 2 == 1, &tally);
  assert_near (&tally.sampled);
  g_assert_cmpuint (tally.n_exact, >, 1000);
}

/* ---- mixed models ---- */

/* z in the rows' own values, g = yes more often where z is large, y bent in z and moved by g */
static WfModel *
make_mixed_model (void)
{
  enum
  {
    N_ROWS = 400
  };
  const char *const names[] = { "z", "g", "y", NULL };
  const char *const answers[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <'z=empirical'>}"));
  g_autoptr (GError) error = NULL;
  double z[N_ROWS], y[N_ROWS];
  gint32 g[N_ROWS];
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize r = 0; r < N_ROWS; r++)
    {
      z[r] = 2.0 * wf_rng_normal (&rng);
      g[r] = z[r] + wf_rng_normal (&rng) > 0.5;
      y[r] = z[r] * z[r] / 3.0 + 2.0 * g[r] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "z", z, N_ROWS);
  wf_table_builder_add_discrete (builder, "g", g, N_ROWS, answers);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, dag, params, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* P(g = yes | z) and E[y | z] by the mechanisms themselves */
static void
predict_mixed (WfModel *model, double z, double *p_yes, double *y)
{
  const double *const of_g[] = { &z };
  double p[2], predicted[2];

  wf_mechanism_get_probabilities (wf_model_get_mechanism (model, 1), of_g, 1, p);
  for (gsize level = 0; level < 2; level++)
    {
      double g = (double) level;
      const double *const of_y[] = { &z, &g };

      wf_mechanism_predict (wf_model_get_mechanism (model, 2), of_y, 1, &predicted[level]);
    }
  *p_yes = p[1];
  *y = p[0] * predicted[0] + p[1] * predicted[1];
}

static void
test_mixed (void)
{
  g_autoptr (WfModel) model = make_mixed_model ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 20000);
  g_autoptr (WfEffect) set = ask_one (simulation, "z=1.5");
  g_autoptr (WfEffect) yes = ask_one (simulation, "g=yes");
  const char *const given[] = { "g=yes", NULL };
  g_autoptr (WfEffect) seen = ask (simulation, NULL, given, 0, NULL);
  const char *const shift[] = { "z+=0.5", NULL };
  g_autoptr (WfSimulation) small = simulate (model, "automatic", 700);
  g_autoptr (WfEffect) coarse = ask (simulation, shift, NULL, 700, NULL);
  g_autoptr (WfEffect) few = ask_one (small, "z+=0.5");
  gsize n_rows;
  const double *z = wf_table_get_values (wf_model_get_table (model), 0, &n_rows);
  double p_yes, y, before, after, weights = 0.0, mean = 0.0, mean_y = 0.0;

  /* of every kind of mechanism fewer draws are the first of more */
  for (guint i = 0; i < 3; i++)
    {
      WfMarginal *first = wf_effect_get_after (coarse, i), *alone = wf_effect_get_after (few, i);

      if (i == 1)
        g_assert_cmpfloat (wf_marginal_get_probabilities (first, NULL)[1], ==,
                           wf_marginal_get_probabilities (alone, NULL)[1]);
      else
        g_assert_cmpfloat (wf_marginal_get_mean (first), ==, wf_marginal_get_mean (alone));
    }
  predict_mixed (model, 1.5, &p_yes, &y);
  g_assert_true (wf_effect_get_standard_errors (set, 1, 1, &before, &after));
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_probabilities (wf_effect_get_after (set, 1), NULL)[1],
                                  p_yes, FAR * after);
  assert_sampled_mean (set, 2, y);
  for (gsize r = 0; r < n_rows; r++)
    {
      const double one = 1.0;
      const double *const of_y[] = { &z[r], &one };
      double predicted;

      predict_mixed (model, z[r], &p_yes, &y);
      wf_mechanism_predict (wf_model_get_mechanism (model, 2), of_y, 1, &predicted);
      weights += p_yes;
      mean += p_yes * z[r];
      mean_y += predicted / (double) n_rows;
    }
  assert_sampled_mean (yes, 2, mean_y);
  /* what is seen of g speaks of z, what is done to it doesn't */
  g_assert_true (wf_effect_get_standard_errors (seen, 0, -1, &before, &after));
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_before (seen, 0)), mean / weights,
                                  FAR * before);
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_before (seen, 0)), >, 0.5);
  g_assert_false (wf_effect_is_affected (yes, 0));
}

/* ---- what can't be ---- */

static void
assert_error (
    WfSimulation *simulation, const char *intervention, const char *given, int code, const char *word)
{
  const char *const interventions[] = { intervention, NULL };
  const char *const evidence[] = { given, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = ask (simulation, interventions, evidence, 0, &error);

  g_assert_null (effect);
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_refusals (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) exact = simulate (model, "exact", N_DRAWS);
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", N_DRAWS);

  assert_error (exact, "x=[0,1]", NULL, WF_ERROR_UNSUPPORTED, "--method sampling");
  assert_error (simulation, "x:=2*y", NULL, WF_ERROR_DATA, "cause of itself");
  assert_error (simulation, "z=1 if y>2", NULL, WF_ERROR_DATA, "cause of itself");
  assert_error (simulation, "y-/->x", NULL, WF_ERROR_DATA, "no edge");
  assert_error (simulation, "x:=2*w", NULL, WF_ERROR_DATA, "“w”");
  assert_error (simulation, "x~{a:1}", NULL, WF_ERROR_DATA, "continuous");
  assert_error (simulation, "x-/->y if y>1", NULL, WF_ERROR_DATA, "decide");
  assert_error (simulation, "x=[0,1]", "x=0.5", WF_ERROR_UNSUPPORTED, "no density");
  assert_error (simulation, "x~uniform(0,1)", "x=2", WF_ERROR_NO_SUPPORT, "P(e) = 0");
  assert_error (simulation, "z=1e308 if x>-1e9", NULL, WF_ERROR_DATA, "cause of itself");
  assert_error (simulation, "x*=1e308 if z>-1e9", NULL, WF_ERROR_DATA, "too large");
}

/* Rare evidence is answered with a warning. */
static void
test_rare_evidence (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "sampling", 2000);
  const char *const interventions[] = { "z=[-9,9]", NULL };
  const char *const given[] = { "y=12", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = ask (simulation, interventions, given, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (wf_effect_get_effective_draws (effect), <, 100.0);
  g_assert_nonnull (strstr (wf_effect_get_warnings (effect)[0], "--draws"));
}

/* A hundred and twenty variables of six causes each, from all over: no order keeps the tables small. Refused,
 * with what they would need, before any is made; sampling answers. */
static void
test_over_budget (void)
{
  enum
  {
    N = 120,
    N_PARENTS = 6
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfGraphBuilder) graph_builder = NULL;
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfModelBuilder) builder = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) exact = NULL;
  g_autoptr (WfSimulation) drawn = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (WfIntervention) one = wf_intervention_parse ("v0=l1", NULL);
  const char *const interventions[] = { "v0=l1", NULL };
  const char *const two[] = { "l0", "l1", NULL };
  WfSimulationCost cost;
  double cpt[2 << N_PARENTS];
  WfRng rng;

  wf_rng_init (&rng, 40, 0);
  for (guint i = 0; i < N; i++)
    g_ptr_array_add (names, g_strdup_printf ("v%u", i));
  g_ptr_array_add (names, NULL);
  graph_builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 1; i < N; i++)
    for (guint k = 0; k < MIN (i, N_PARENTS); k++)
      wf_graph_builder_add_arrow (
          graph_builder, i <= N_PARENTS ? k : k * (i / N_PARENTS) + wf_rng_below (&rng, i / N_PARENTS), i);
  dag = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  builder = wf_model_builder_new (dag);
  for (guint i = 0; i < N; i++)
    {
      gsize n = (gsize) 2 << MIN (i, N_PARENTS);

      for (gsize e = 0; e < n; e += 2)
        {
          cpt[e] = 0.1 + 0.8 * wf_rng_uniform (&rng);
          cpt[e + 1] = 1.0 - cpt[e];
        }
      wf_model_builder_set_table (builder, i, two, cpt, n);
    }
  model = wf_model_builder_end (builder, NULL);
  exact = simulate (model, "automatic", 2000);
  drawn = simulate (model, "sampling", 2000);
  assert_error (exact, "v0=l1", NULL, WF_ERROR_BUDGET, "--method sampling");
  g_assert_true (wf_simulation_estimate (exact, &one, 1, NULL, &cost, NULL));
  g_assert_cmpfloat (cost.n_entries, >, WF_LIMIT_TABLE_ENTRIES);
  effect = ask (drawn, interventions, NULL, 0, NULL);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_probabilities (wf_effect_get_after (effect, 0), NULL)[1],
                                  1.0, 1e-12);
  g_assert_true (wf_effect_is_affected (effect, 1));
}

/* More draws than memory are refused before any is made. */
static void
test_budget (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "sampling", 1000);
  const char *const interventions[] = { "x=1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = ask (simulation, interventions, NULL, (gsize) 1 << 40, &error);

  g_assert_null (effect);
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_assert_nonnull (strstr (error->message, "ask for fewer"));
}

static gint64 cancelled_at;

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (5000);
  cancelled_at = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "sampling", 1000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfIntervention) one = wf_intervention_parse ("x=[0,1]", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  effect = wf_simulation_intervene (simulation, &one, 1, NULL, 4000000, progress, &error);
  g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - cancelled_at, <, G_USEC_PER_SEC);
  g_assert_null (effect);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_estimate (void)
{
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 5000);
  g_autoptr (WfIntervention) set = wf_intervention_parse ("x=1", NULL);
  g_autoptr (WfIntervention) clamp = wf_intervention_parse ("x=[0,1]", NULL);
  g_autoptr (WfIntervention) wrong = wf_intervention_parse ("w=1", NULL);
  g_autoptr (GError) error = NULL;
  WfSimulationCost cost;

  g_assert_true (wf_simulation_estimate (simulation, &set, 1, NULL, &cost, NULL));
  g_assert_cmpint (cost.engine, ==, WF_ENGINE_CLOSED_FORM);
  g_assert_true (cost.is_exact);
  g_assert_cmpuint (cost.n_draws, ==, 0);
  g_assert_true (wf_simulation_estimate (simulation, &clamp, 1, NULL, &cost, NULL));
  g_assert_cmpint (cost.engine, ==, WF_ENGINE_SAMPLING);
  g_assert_false (cost.is_exact);
  g_assert_cmpuint (cost.n_draws, ==, 5000);
  g_assert_cmpfloat (cost.seconds, >, 0.0);
  g_assert_false (wf_simulation_estimate (simulation, &wrong, 1, NULL, &cost, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/linear", test_linear);
  g_test_add_func ("/simulation/closed-form", test_closed_form);
  g_test_add_func ("/simulation/sampled-kinds", test_sampled_kinds);
  g_test_add_func ("/simulation/common-numbers", test_common_numbers);
  g_test_add_func ("/simulation/threads", test_threads);
  g_test_add_func ("/simulation/discrete", test_discrete);
  g_test_add_func ("/simulation/mixed", test_mixed);
  g_test_add_func ("/simulation/refusals", test_refusals);
  g_test_add_func ("/simulation/over-budget", test_over_budget);
  g_test_add_func ("/simulation/budget", test_budget);
  g_test_add_func ("/simulation/cancel", test_cancel);
  g_test_add_func ("/simulation/rare-evidence", test_rare_evidence);
  g_test_add_func ("/simulation/estimate", test_estimate);
  return g_test_run ();
}
