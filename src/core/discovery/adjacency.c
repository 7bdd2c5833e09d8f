/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/pc-private.h"

WfAdjacency *
wf_adjacency_new (guint n, guint *edges, guint n_edges)
{
  WfAdjacency *self = g_new0 (WfAdjacency, 1);
  g_autofree guint *ends = g_new (guint, n);

  self->n = n;
  self->n_edges = n_edges;
  self->edges = edges;
  self->starts = g_new0 (guint, n + 1);
  self->neighbours = g_new (guint, 2 * (gsize) n_edges);
  self->n_words = (n + 63) / 64;
  self->bits = g_new0 (guint64, n * self->n_words);
  for (gsize e = 0; e < n_edges; e++)
    {
      guint a = edges[2 * e];
      guint b = edges[2 * e + 1];

      self->starts[a + 1]++;
      self->starts[b + 1]++;
      wf_bits_set (self->bits, self->n_words, a, b);
      wf_bits_set (self->bits, self->n_words, b, a);
    }
  for (guint v = 0; v < n; v++)
    {
      self->starts[v + 1] += self->starts[v];
      ends[v] = self->starts[v];
    }
  /* sorted edges: first the smaller neighbours of each node, in order, then the larger ones */
  for (gsize e = 0; e < n_edges; e++)
    self->neighbours[ends[edges[2 * e + 1]]++] = edges[2 * e];
  for (gsize e = 0; e < n_edges; e++)
    self->neighbours[ends[edges[2 * e]]++] = edges[2 * e + 1];
  return self;
}

WfAdjacency *
wf_adjacency_new_of_dag (guint n, const guint64 *parents)
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

void
wf_adjacency_free (WfAdjacency *self)
{
  g_free (self->edges);
  g_free (self->starts);
  g_free (self->neighbours);
  g_free (self->bits);
  g_free (self);
}
