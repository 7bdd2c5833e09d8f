/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From an acyclic graph to its class: the colliders whose causes aren't adjacent, what knowledge says, and
 * what follows by Meek's rules (Meek 1995). */

#include "config.h"

#include "core/base/format.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/pc-private.h"

/* Of WfTriple: every a -> b <- c with a and c not adjacent. */
static GArray *
list_colliders (const guint64 *parents, const WfAdjacency *skeleton)
{
  gsize n_words = skeleton->n_words;
  GArray *triples = g_array_new (FALSE, TRUE, sizeof (WfTriple));

  for (guint b = 0; b < skeleton->n; b++)
    for (guint i = skeleton->starts[b]; i < skeleton->starts[b + 1]; i++)
      for (guint j = i + 1; j < skeleton->starts[b + 1]; j++)
        {
          WfTriple triple = {
            .a = skeleton->neighbours[i],
            .b = b,
            .c = skeleton->neighbours[j],
            .kind = WF_TRIPLE_COLLIDER,
            .p = 1,
          };

          if (wf_bits_get (parents, n_words, b, triple.a) && wf_bits_get (parents, n_words, b, triple.c) &&
              !wf_adjacency_has (skeleton, triple.a, triple.c))
            g_array_append_val (triples, triple);
        }
  return triples;
}

typedef struct
{
  WfScore *const *scores; /* of each node */
  const guint64 *bits;
  guint n;
} Doubts;

/* Does the graph score better without the arrow? */
static char *
doubt_by_score (guint from, guint to, gpointer data)
{
  const Doubts *self = data;
  gsize n_words = (self->n + 63) / 64;
  g_autofree guint *parents = g_new (guint, self->n);
  gsize n_parents = 0, n_without = 0;
  double with, without;
  g_autofree char *gain = NULL;

  for (guint v = 0; v < self->n; v++)
    if (wf_bits_get (self->bits, n_words, to, v))
      parents[n_parents++] = v;
  with = wf_score_get_local (self->scores[to], to, parents, n_parents);
  for (gsize i = 0; i < n_parents; i++)
    if (parents[i] != from)
      parents[n_without++] = parents[i];
  without = wf_score_get_local (self->scores[to], to, parents, n_without);
  if (n_without == n_parents || !(without > with))
    return NULL;
  gain = wf_format_number (without - with);
  return g_strdup_printf (_ ("the score is better by %s without it"), gain);
}

/* What experiments tell, as knowledge: no arrow against one that the graph has between two of which just one
 * was set. */
static WfConstraints *
add_separated (const WfConstraints *constraints, const guint64 *separated, const guint64 *parents)
{
  gsize n = constraints->n;
  gsize n_words = (n + 63) / 64;
  WfConstraints *self = g_new0 (WfConstraints, 1);

  self->n = constraints->n;
  self->rules = constraints->rules != NULL ? g_memdup2 (constraints->rules, n * n) : g_new0 (guint8, n * n);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (wf_bits_get (separated, n_words, a, b) && wf_bits_get (parents, n_words, b, a))
        self->rules[b * n + a] |= WF_RULE_FORBIDDEN;
  return self;
}

/* What the knowledge itself doesn't say was told by experiments. */
static void
name_interventions (const WfConstraints *constraints, GArray *oriented)
{
  for (guint i = 0; i < oriented->len; i++)
    {
      WfOrientedEdge *edge = &g_array_index (oriented, WfOrientedEdge, i);

      if (g_str_equal (edge->rule, "knowledge") &&
          !wf_constraints_is_forbidden (constraints, edge->to, edge->from))
        edge->rule = "intervention";
    }
}

static WfGraph *
create_dag (const guint64 *parents, const WfAdjacency *skeleton, const char *const *names, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  for (guint e = 0; e < 2 * skeleton->n_edges; e++)
    if (wf_bits_get (parents, skeleton->n_words, skeleton->edges[e], skeleton->edges[e ^ 1]))
      wf_graph_builder_add_arrow (builder, skeleton->edges[e ^ 1], skeleton->edges[e]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
}

WfDiscoveryResult *
wf_dag_result_new_interventional (const WfDiscoveryInput *input,
                                  const WfConstraints *constraints,
                                  WfScore *const *scores,
                                  const guint64 *separated,
                                  const guint64 *parents,
                                  GStrvBuilder *warnings,
                                  GError **error)
{
  const char *const *names = wf_discovery_input_get_names (input);
  guint n = wf_discovery_input_get_n_variables (input);
  g_autoptr (WfAdjacency) adjacency = wf_adjacency_new_of_dag (n, parents);
  g_autoptr (WfGraph) dag = create_dag (parents, adjacency, names, error);
  g_autoptr (GArray) triples = list_colliders (parents, adjacency);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GVariant) params = wf_discovery_get_params_used (input, NULL, scores[0]);
  g_autoptr (WfConstraints) told = separated != NULL ? add_separated (constraints, separated, parents) : NULL;
  WfPcInput pc = { .names = names,
                   .constraints = told != NULL ? told : constraints,
                   .progress = input->progress };
  WfSkeleton skeleton = { .n = n, .final = adjacency };
  WfOrientation orientation = { NULL };
  Doubts doubts = { .scores = scores, .bits = parents, .n = n };
  WfDiscoveryResult *result;

  if (dag == NULL)
    return NULL;
  g_strv_builder_addv (all, (const char **) wf_score_get_warnings (scores[0]));
  if (!wf_constraints_warn_of_contradictions (constraints, names, doubt_by_score, &doubts, input->progress,
                                              all, error))
    return NULL;
  if (!wf_orient (&pc, &skeleton, triples, TRUE, all, &orientation, error))
    return NULL;
  name_interventions (constraints, orientation.oriented);
  if (warnings != NULL)
    {
      g_auto (GStrv) own = g_strv_builder_end (warnings);

      g_strv_builder_addv (all, (const char **) own);
    }
  result = wf_discovery_result_new (
      orientation.graph, params, 0, g_array_new (FALSE, FALSE, sizeof (WfRemovedPair)),
      g_array_new (FALSE, FALSE, sizeof (guint)), orientation.oriented, g_strv_builder_end (all));
  wf_discovery_result_set_dag (result, dag);
  wf_graph_unref (orientation.graph);
  return result;
}

WfDiscoveryResult *
wf_dag_result_new (const WfDiscoveryInput *input,
                   const WfConstraints *constraints,
                   WfScore *score,
                   const guint64 *parents,
                   GStrvBuilder *warnings,
                   GError **error)
{
  gsize n = wf_discovery_input_get_n_variables (input);
  g_autofree WfScore **scores = g_new (WfScore *, n);

  for (gsize v = 0; v < n; v++)
    scores[v] = score;
  return wf_dag_result_new_interventional (input, constraints, scores, NULL, parents, warnings, error);
}
