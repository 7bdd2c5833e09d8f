/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* An acyclic graph that has all the arrows of a partly directed one, and as few new colliders as a greedy
 * search finds. Dor & Tarsi 1992 take away, one by one, a node without outgoing arrows whose undirected
 * neighbours are adjacent to all its others; where there is none, no extension without a new collider exists,
 * and the node with the fewest pairs that would become one is taken, equal ones by name. */

#include "config.h"

#include <string.h>

#include "core/discovery/pc-private.h"

typedef struct
{
  const WfAdjacency *graph;
  const guint64 *arrows;
  guint8 *is_gone;
} Extension;

static gboolean
is_sink (const Extension *self, guint v)
{
  for (guint i = self->graph->starts[v]; i < self->graph->starts[v + 1]; i++)
    {
      guint w = self->graph->neighbours[i];

      if (!self->is_gone[w] && wf_bits_get (self->arrows, self->graph->n_words, v, w))
        return FALSE;
    }
  return TRUE;
}

/* Pairs of neighbours that would meet at v as a new collider. */
static guint
count_colliders (const Extension *self, guint v)
{
  const WfAdjacency *graph = self->graph;
  guint n = 0;

  for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
    for (guint j = i + 1; j < graph->starts[v + 1]; j++)
      {
        guint a = graph->neighbours[i];
        guint b = graph->neighbours[j];

        n += !self->is_gone[a] && !self->is_gone[b] && !wf_adjacency_has (graph, a, b) &&
             !(wf_bits_get (self->arrows, graph->n_words, a, v) &&
               wf_bits_get (self->arrows, graph->n_words, b, v));
      }
  return n;
}

/* G_MAXUINT when cancelled */
static guint
choose_sink (const Extension *self, const WfPcInput *input)
{
  const char *const *names = input->names;
  guint best = G_MAXUINT;
  guint fewest = G_MAXUINT;

  for (guint v = 0; v < self->graph->n; v++)
    {
      guint n;

      if (wf_progress_is_cancelled (input->progress))
        return G_MAXUINT;
      if (self->is_gone[v] || !is_sink (self, v))
        continue;
      n = count_colliders (self, v);
      if (n == 0)
        return v;
      if (n < fewest || (n == fewest && strcmp (names[v], names[best]) < 0))
        {
          fewest = n;
          best = v;
        }
    }
  return best;
}

gboolean
wf_extend (
    const WfPcInput *input, const WfAdjacency *graph, const guint64 *arrows, guint64 *dag, GError **error)
{
  g_autofree guint8 *is_gone = g_new0 (guint8, graph->n);
  Extension self = { .graph = graph, .arrows = arrows, .is_gone = is_gone };

  for (guint n = 0; n < graph->n; n++)
    {
      guint sink = choose_sink (&self, input);

      if (!wf_progress_check (input->progress, error))
        return FALSE;
      g_return_val_if_fail (sink != G_MAXUINT, FALSE); /* the arrows have no cycle */
      for (guint i = graph->starts[sink]; i < graph->starts[sink + 1]; i++)
        if (!is_gone[graph->neighbours[i]])
          wf_bits_set (dag, graph->n_words, graph->neighbours[i], sink);
      is_gone[sink] = TRUE;
    }
  return TRUE;
}
