/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Greedy FCI (Ogarrio, Spirtes & Ramsey 2016, PGM, JMLR W&CP 52) and BOSS-FCI, which starts from the graph of
 * another search:
 *
 * 1. an acyclic graph by score; pairs it leaves apart stay so
 * 2. tests take edges out of its triangles, which hidden causes make, then sets at a distance as in FCI
 * 3. marks: knowledge; triples as the graph of step 1 has them where their ends are apart in it, else by the
 *    set that separated them; rules 1-10
 *
 * A pair that step 1 leaves apart is separated by the parents of one of the two; the smallest part of them
 * that does is its reason. */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/discovery/boss-private.h"
#include "core/discovery/fci-private.h"
#include "core/discovery/ges-private.h"
#include "core/discovery/pag-private.h"

static const char *const start_choices[] = { "boss", "fges", NULL };

static const WfParam gfci_params[] = {
  {
      .id = "start",
      .name = N_ ("Start from"),
      .type = WF_PARAM_CHOICE,
      .choices = start_choices,
      .help = N_ ("The search by score whose graph is taken on: BOSS (BOSS-FCI) or FGES (GFCI)"),
  },
  WF_DISCOVERY_TEST_PARAMS (0.01),
  WF_DISCOVERY_SCORE_PARAMS,
  WF_BOSS_PARAMS,
  WF_DISCOVERY_PAG_PARAMS,
  { NULL },
};

/* ---- the graph by score ---- */

typedef struct
{
  const WfPcInput *input;
  const guint64 *parents; /* n rows of n_words: bit p of row v: p is a parent of v */
  gsize n_words;
  WfAdjacency *adjacency;
  WfSkeleton *skeleton;
  const guint *ranks; /* of the names */
} Gfci;

static gboolean
is_parent (const Gfci *self, guint parent, guint child)
{
  return wf_bits_get (self->parents, self->n_words, child, parent);
}

static gboolean
is_above (const Gfci *self, guint ancestor, guint v, guint8 *is_seen, guint *stack)
{
  const WfAdjacency *graph = self->adjacency;
  guint n = 1;

  memset (is_seen, 0, graph->n);
  stack[0] = v;
  while (n > 0)
    {
      guint u = stack[--n];

      if (u == ancestor)
        return TRUE;
      for (guint i = graph->starts[u]; i < graph->starts[u + 1]; i++)
        {
          guint w = graph->neighbours[i];

          if (is_seen[w] || !is_parent (self, w, u))
            continue;
          is_seen[w] = TRUE;
          stack[n++] = w;
        }
    }
  return FALSE;
}

/* The one of two that is no ancestor of the other; if neither is, the later by name. */
static guint
get_later (const Gfci *self, guint a, guint c, guint8 *is_seen, guint *stack)
{
  if (is_above (self, a, c, is_seen, stack))
    return c;
  return is_above (self, c, a, is_seen, stack) || self->ranks[a] > self->ranks[c] ? a : c;
}

/* A reason for each pair of ends that the graph by score leaves apart. */
static gboolean
separate_ends (Gfci *self, GArray *triples, GError **error)
{
  const WfAdjacency *graph = self->adjacency;
  g_autofree guint8 *is_seen = g_new (guint8, graph->n);
  g_autofree guint *stack = g_new (guint, graph->n);
  g_autofree guint *set = g_new (guint, graph->n);
  const WfTriple *before = NULL;
  g_auto (WfSurplus) reasons = { NULL };

  wf_surplus_init (&reasons);
  for (guint t = 0; t < triples->len; t++)
    {
      const WfTriple *triple = &g_array_index (triples, WfTriple, t);
      guint n = 0, child;

      if (!wf_progress_check (self->input->progress, error))
        return FALSE;
      if ((before != NULL && before->a == triple->a && before->c == triple->c) ||
          wf_skeleton_find_removed (self->skeleton, triple->a, triple->c) >= 0)
        continue;
      before = triple;
      child = get_later (self, triple->a, triple->c, is_seen, stack);
      for (guint i = graph->starts[child]; i < graph->starts[child + 1]; i++)
        if (is_parent (self, graph->neighbours[i], child))
          set[n++] = graph->neighbours[i];
      n = (guint) MIN (n, wf_ci_test_get_max_given (self->input->test));
      wf_surplus_find (&reasons, self->input, triple->a, triple->c, set, n, &self->skeleton->n_tests);
    }
  wf_surplus_sort (&reasons);
  wf_skeleton_remove (self->skeleton, reasons.pairs, reasons.pool);
  return TRUE;
}

/* ---- triples ---- */

static WfTripleKind
tell (const Gfci *self, const WfTriple *triple)
{
  gssize removed;
  const WfRemovedPair *pair;

  if (!wf_adjacency_has (self->adjacency, triple->a, triple->c))
    return is_parent (self, triple->a, triple->b) && is_parent (self, triple->c, triple->b)
               ? WF_TRIPLE_COLLIDER
               : WF_TRIPLE_NO_COLLIDER;
  removed = wf_skeleton_find_removed (self->skeleton, triple->a, triple->c);
  if (removed < 0)
    return WF_TRIPLE_UNCLEAR;
  pair = &g_array_index (self->skeleton->removed, WfRemovedPair, removed);
  for (guint q = 0; q < pair->n_given; q++)
    if (g_array_index (self->skeleton->pool, guint, pair->first + q) == triple->b)
      return WF_TRIPLE_NO_COLLIDER;
  return WF_TRIPLE_COLLIDER;
}

/* The sets of pairs that a test separated become the strongest of their size, so that the order of columns
 * doesn't matter. */
static GArray *
find_triples (Gfci *self, GError **error)
{
  g_autoptr (GArray) triples = wf_triples_list (self->skeleton->final, self->input, error);

  if (triples == NULL || !separate_ends (self, triples, error))
    return NULL;
  for (guint t = 0; t < triples->len; t++)
    {
      WfTriple *triple = &g_array_index (triples, WfTriple, t);
      gssize removed = wf_skeleton_find_removed (self->skeleton, triple->a, triple->c);

      if (!wf_progress_check (self->input->progress, error))
        return NULL;
      if (removed >= 0)
        wf_colliders_find_strongest (self->input, self->skeleton, self->ranks, (guint) removed);
      triple->kind = tell (self, triple);
    }
  return g_steal_pointer (&triples);
}

static gboolean
separate_at_distance (Gfci *self, GStrvBuilder *warnings, GError **error)
{
  g_autoptr (GArray) triples = find_triples (self, error);
  g_auto (WfPag) pag = { NULL };
  gboolean any;

  if (triples == NULL || !wf_triples_check (self->input, self->skeleton, triples, NULL, error))
    return FALSE;
  wf_pag_init (&pag, self->input, self->skeleton, -1);
  wf_pag_orient_triples (&pag, triples, NULL);
  wf_pag_follow_rules (&pag, WF_PAG_RULES_SOUND);
  return wf_possible_d_sep (&pag, warnings, &any, error);
}

WfDiscoveryResult *
wf_gfci_search (const WfPcInput *input,
                const guint64 *parents,
                const WfFciOptions *options,
                GVariant *params,
                GStrvBuilder *warnings,
                GError **error)
{
  guint n = (guint) g_strv_length ((GStrv) input->names);
  Gfci self = { .parents = parents, .n_words = (n + 63) / 64 };
  g_autoptr (WfAdjacency) adjacency = wf_adjacency_new_of_dag (n, parents);
  g_autoptr (WfSkeleton) skeleton = NULL;
  g_autoptr (GArray) triples = NULL;
  g_autofree guint *ranks = wf_names_rank (input->names, n);
  WfPcInput within = *input;

  within.within = self.adjacency = adjacency;
  self.input = &within;
  self.ranks = ranks;
  self.skeleton = skeleton = wf_skeleton_new (&within, error);
  if (skeleton == NULL)
    return NULL;
  wf_skeleton_fill_p_values (skeleton, &within);
  wf_skeleton_add_warnings (skeleton, &within, warnings);
  if (!wf_skeleton_warn_of_contradictions (skeleton, &within, warnings, error) ||
      !separate_at_distance (&self, warnings, error))
    return NULL;
  triples = find_triples (&self, error);
  if (triples == NULL)
    return NULL;
  return wf_fci_orient (&within, skeleton, triples, options, params, warnings, error);
}

/* ---- the search ---- */

static gboolean
find_start (const WfDiscoveryInput *input,
            const WfConstraints *constraints,
            WfScore *score,
            guint64 *parents,
            GStrvBuilder *warnings,
            GError **error)
{
  if (g_str_equal (wf_params_get_choice (input->params, "start"), "boss"))
    return wf_boss_find (input, constraints, score, parents, error);
  return wf_fges_find (input, constraints, score, parents, warnings, error);
}

static WfDiscoveryResult *
gfci_run (const WfDiscoveryInput *input, GError **error)
{
  const char *const *names = wf_discovery_input_get_names (input);
  guint n = (guint) g_strv_length ((GStrv) names);
  WfFciOptions options = wf_fci_get_options (input->params);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfConstraints) constraints =
      wf_constraints_new (input->knowledge, names, input->progress, error);
  g_autoptr (WfCiTest) test = constraints != NULL ? wf_discovery_create_test (input, error) : NULL;
  g_autoptr (WfScore) score = test != NULL ? wf_discovery_create_score (input, error) : NULL;
  g_autofree guint64 *parents = g_new0 (guint64, (gsize) n * ((n + 63) / 64));
  g_autoptr (GVariant) params = NULL;
  WfPcInput pc = { .test = test,
                   .names = names,
                   .constraints = constraints,
                   .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (score == NULL)
    return NULL;
  g_strv_builder_addv (warnings, (const char **) wf_score_get_warnings (score));
  if (!find_start (input, constraints, score, parents, warnings, error))
    return NULL;
  params = wf_discovery_get_params_used (input, test, score);
  return wf_gfci_search (&pc, parents, &options, params, warnings, error);
}

const WfDiscovery wf_discovery_gfci = {
  .id = "gfci",
  .name = N_ ("BOSS-FCI and GFCI"),
  .summary = N_ ("Starts from a graph found by score and tests what hidden common causes made of it"),
  .citation = "Ogarrio, Spirtes & Ramsey 2016, JMLR W&CP 52",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_PAG,
  .params = gfci_params,
  .run = gfci_run,
};
