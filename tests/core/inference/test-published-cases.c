/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Questions that another program was reported to get wrong or to refuse, with the answers worked out by hand,
 * exactly and by sampling; and the effects that published structures were simulated with. */

#include "config.h"

#include <json-glib/json-glib.h>

#include "fixture.h"

static const char *const binary[] = { "0", "1", NULL };

/* P(node = 1 | parents), the last parent fastest */
static void
set_binary (WfModelBuilder *builder, guint node, const double *ones, gsize n)
{
  double cpt[16];

  for (gsize i = 0; i < n; i++)
    {
      cpt[2 * i] = 1.0 - ones[i];
      cpt[2 * i + 1] = ones[i];
    }
  wf_model_builder_set_table (builder, node, binary, cpt, 2 * n);
}

static WfModel *
end (WfModelBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  WfModel *model = wf_model_builder_end (builder, &error);

  g_assert_no_error (error);
  return model;
}

/* P(node = 1 | do, given) by the engine of a method */
static void
check (WfModel *model,
       const char *method,
       const char *const *interventions,
       const char *given,
       const char *node,
       double truth)
{
  const char *const evidence[] = { given, NULL };
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'method': <%s>, 'draws': <int64 20000>}", method));
  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, params, NULL, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  guint index = wf_graph_find_node (wf_model_get_graph (model), node);
  double before, after;

  for (gsize i = 0; interventions[i] != NULL; i++)
    g_ptr_array_add (list, wf_intervention_parse (interventions[i], NULL));
  effect = wf_simulation_intervene (simulation, (WfIntervention *const *) list->pdata, list->len, evidence, 0,
                                    NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wf_effect_get_standard_errors (effect, index, 1, &before, &after));
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_probabilities (wf_effect_get_after (effect, index), NULL)[1], truth,
      1e-12 + 4.0 * after);
  g_assert_cmpint (wf_effect_is_exact (effect), ==, g_str_equal (method, "exact"));
}

static void
check_both (
    WfModel *model, const char *first, const char *second, const char *given, const char *node, double truth)
{
  const char *const interventions[] = { first, second, NULL };

  check (model, "exact", interventions, given, node, truth);
  check (model, "sampling", interventions, given, node, truth);
}

/* Cloudy -> sprinkler, rain -> wet */
static WfModel *
make_sprinkler (void)
{
  const char *const names[] = { "C", "S", "R", "W", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 3, 2, 3, -1 };
  const double c[] = { 0.5 }, s[] = { 0.5, 0.1 }, r[] = { 0.2, 0.8 }, w[] = { 0.0, 0.9, 0.9, 0.99 };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  set_binary (builder, 0, c, 1);
  set_binary (builder, 1, s, 2);
  set_binary (builder, 2, r, 2);
  set_binary (builder, 3, w, 4);
  return end (builder);
}

/* pgmpy issue 3543, first part: evidence that is in no adjustment set was dropped. */
static void
test_evidence_outside_adjustment (void)
{
  g_autoptr (WfModel) model = make_sprinkler ();

  check_both (model, "S=1", NULL, "R=1", "W", 0.99);
  check_both (model, "S=0", NULL, "R=1", "W", 0.9);
  /* seeing and doing differ: P(R = 1 | S = 1) = 0.3, P(R = 1 | do (S = 1)) = 0.5 */
  check_both (model, "S=1", NULL, NULL, "R", 0.5);
}

/* The same, second part: what is set and is a parent of what is set was averaged over. */
static void
test_related_targets (void)
{
  const char *const names[] = { "A", "B", "C", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  const double a[] = { 0.4 }, b[] = { 0.3, 0.8 }, c[] = { 0.5, 0.5, 0.5, 1.0 };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;

  set_binary (builder, 0, a, 1);
  set_binary (builder, 1, b, 2);
  set_binary (builder, 2, c, 4);
  model = end (builder);
  check_both (model, "A=1", "B=1", NULL, "C", 1.0);
  check_both (model, "A=0", "B=1", NULL, "C", 0.5);
  check_both (model, "B=1", NULL, NULL, "C", 0.6 * 0.5 + 0.4 * 1.0);
  check_both (model, "A=1", NULL, NULL, "C", 0.2 * 0.5 + 0.8 * 1.0);
}

/* pgmpy issue 1491: doing something to an effect of two causes was refused; it says nothing about them. */
static void
test_common_effect (void)
{
  const char *const names[] = { "A", "B", "C", NULL };
  const int arrows[] = { 0, 2, 1, 2, -1 };
  const double a[] = { 0.877 }, b[] = { 0.013 }, c[] = { 0.877, 0.544, 0.211, 0.013 };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;

  set_binary (builder, 0, a, 1);
  set_binary (builder, 1, b, 1);
  set_binary (builder, 2, c, 4);
  model = end (builder);
  check_both (model, "C=0", NULL, NULL, "A", 0.877);
  check_both (model, "C=0", NULL, NULL, "B", 0.013);
  check_both (model, "A=1", NULL, NULL, "C", 0.987 * 0.211 + 0.013 * 0.013);
}

/* pgmpy issue 1453: without anything to adjust for. */
static void
test_root_target (void)
{
  const char *const names[] = { "Z", "U", "X", "Y", NULL };
  const int arrows[] = { 0, 2, 1, 2, 1, 3, 2, 3, -1 };
  const double z[] = { 0.8 }, u[] = { 0.7 }, x[] = { 0.9, 0.6, 0.8, 0.3 }, y[] = { 0.9, 0.4, 0.8, 0.6 };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;

  set_binary (builder, 0, z, 1);
  set_binary (builder, 1, u, 1);
  set_binary (builder, 2, x, 4);
  set_binary (builder, 3, y, 4);
  model = end (builder);
  check_both (model, "Z=1", NULL, NULL, "X", 0.3 * 0.8 + 0.7 * 0.3);
  check_both (model, "X=1", NULL, NULL, "Y", 0.3 * 0.4 + 0.7 * 0.6);
}

/* pgmpy issue 2454: something done below what is asked about, and evidence below both. P(C = 1, W = 1 | do (S
 * = 1)) = 0.5 (0.2 · 0.9
 * + 0.8 · 0.99). */
static void
test_target_below_query (void)
{
  g_autoptr (WfModel) model = make_sprinkler ();

  check_both (model, "S=1", NULL, "W=1", "C", 0.486 / 0.945);
  check_both (model, "S=1", NULL, NULL, "C", 0.5);
  check_both (model, "W=1", NULL, NULL, "C", 0.5);
  check_both (model, "W=1", NULL, "S=1", "C", 0.05 / 0.3);
}

/* ---- toy-structures: what each was simulated with, two settings one unit apart ---- */

#define TOLERANCE 0.08 /* 2,000 rows: a standard error of about 0.02 a coefficient */

static WfGraph *
read_structure (JsonObject *structure)
{
  JsonArray *edges = json_object_get_array_member (structure, "edges");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  guint ends[64][2];

  for (guint e = 0; e < json_array_get_length (edges); e++)
    for (guint k = 0; k < 2; k++)
      {
        const char *name = json_array_get_string_element (json_array_get_array_element (edges, e), k);
        guint place = 0;

        while (place < names->len && !g_str_equal (names->pdata[place], name))
          place++;
        if (place == names->len)
          g_ptr_array_add (names, (gpointer) name);
        ends[e][k] = place;
      }
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint e = 0; e < json_array_get_length (edges); e++)
    wf_graph_builder_add_arrow (builder, ends[e][0], ends[e][1]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* E of a continuous node, P of the last level of a discrete one, after a setting */
static double
ask_outcome (WfModel *model, const char *treatment, int value, guint outcome)
{
  g_autofree char *text = g_strdup_printf ("%s=%d", treatment, value);
  const char *const interventions[] = { text, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, &error);
  WfMarginal *after;
  gsize n_levels;

  g_assert_no_error (error);
  after = wf_effect_get_after (effect, outcome);
  if (wf_marginal_get_kind (after) == WF_COLUMN_CONTINUOUS)
    return wf_marginal_get_mean (after);
  wf_marginal_get_probabilities (after, &n_levels);
  return wf_marginal_get_probabilities (after, NULL)[n_levels - 1];
}

static void
check_structure (const char *name, JsonObject *structure)
{
  g_autofree char *file = g_strdup_printf ("toy-structures/%s.csv", name);
  g_autofree char *path = find_shared (file);
  g_autoptr (WfGraph) graph = read_structure (structure);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTable) table = wf_table_read (source, NULL, NULL, &error);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  const char *treatment = json_object_get_string_member (structure, "treatment");
  guint outcome = wf_graph_find_node (graph, json_object_get_string_member (structure, "outcome"));
  double truth = json_object_get_double_member (structure, "total_effect");
  double effect;

  g_assert_no_error (error);
  effect = ask_outcome (model, treatment, 1, outcome) - ask_outcome (model, treatment, 0, outcome);
  g_test_message ("%s: %g, simulated with %g", name, effect, truth);
  g_assert_cmpfloat_with_epsilon (effect, truth, TOLERANCE);
}

static void
test_toy_structures (void)
{
  g_autofree char *path = find_shared ("toy-structures/truth.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) names = NULL;
  JsonObject *root;
  guint n_checked = 0;

  if (path == NULL)
    return;
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  names = json_object_get_members (root);
  for (GList *at = names; at != NULL; at = at->next)
    {
      JsonObject *structure = json_object_get_object_member (root, at->data);

      /* a hidden cause leaves no model to fit */
      if (json_array_get_length (json_object_get_array_member (structure, "latent")) > 0)
        continue;
      check_structure (at->data, structure);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >=, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published/evidence-outside-adjustment", test_evidence_outside_adjustment);
  g_test_add_func ("/published/related-targets", test_related_targets);
  g_test_add_func ("/published/common-effect", test_common_effect);
  g_test_add_func ("/published/root-target", test_root_target);
  g_test_add_func ("/published/target-below-query", test_target_below_query);
  g_test_add_func ("/published/toy-structures", test_toy_structures);
  return g_test_run ();
}
