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

static WfAdjacency *
get_skeleton (const guint64 *parents, guint n)
{
  gsize n_words = (n + 63) / 64;
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_edges;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_bits_get (parents, n_words, a, b) || wf_bits_get (parents, n_words, b, a))
        {
          g_array_append_val (edges, a);
          g_array_append_val (edges, b);
        }
  n_edges = edges->len / 2;
  return wf_adjacency_new (n, (guint *) g_array_free (edges, FALSE), n_edges);
}

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
  WfScore *score;
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
  with = wf_score_get_local (self->score, to, parents, n_parents);
  for (gsize i = 0; i < n_parents; i++)
    if (parents[i] != from)
      parents[n_without++] = parents[i];
  without = wf_score_get_local (self->score, to, parents, n_without);
  if (n_without == n_parents || !(without > with))
    return NULL;
  gain = wf_format_number (without - with);
  return g_strdup_printf (_ ("the score is better by %s without it"), gain);
}

WfDiscoveryResult *
wf_dag_result_new (const WfDiscoveryInput *input,
                   const WfConstraints *constraints,
                   WfScore *score,
                   const guint64 *parents,
                   GStrvBuilder *warnings,
                   GError **error)
{
  const char *const *names = wf_table_get_names (input->table);
  guint n = (guint) wf_table_get_n_columns (input->table);
  g_autoptr (WfAdjacency) adjacency = get_skeleton (parents, n);
  g_autoptr (GArray) triples = list_colliders (parents, adjacency);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GVariant) params = wf_discovery_get_params_used (input->params, NULL, score);
  WfPcInput pc = { .names = names, .constraints = constraints, .progress = input->progress };
  WfSkeleton skeleton = { .n = n, .final = adjacency };
  WfOrientation orientation = { NULL };
  Doubts doubts = { .score = score, .bits = parents, .n = n };
  WfDiscoveryResult *result;

  g_strv_builder_addv (all, (const char **) wf_score_get_warnings (score));
  if (!wf_constraints_warn_of_contradictions (constraints, names, doubt_by_score, &doubts, input->progress,
                                              all, error))
    return NULL;
  if (!wf_orient (&pc, &skeleton, triples, TRUE, all, &orientation, error))
    return NULL;
  if (warnings != NULL)
    {
      g_auto (GStrv) own = g_strv_builder_end (warnings);

      g_strv_builder_addv (all, (const char **) own);
    }
  result = wf_discovery_result_new (
      orientation.graph, params, 0, g_array_new (FALSE, FALSE, sizeof (WfRemovedPair)),
      g_array_new (FALSE, FALSE, sizeof (guint)), orientation.oriented, g_strv_builder_end (all));
  wf_graph_unref (orientation.graph);
  return result;
}
