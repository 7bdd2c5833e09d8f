/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a search by tests records in its result, and the skeleton that can be had back from it. */

#include "config.h"

#include "core/discovery/pc-private.h"

WfDiscoveryResult *
wf_skeleton_end (WfSkeleton *self,
                 WfGraph *graph,
                 GVariant *params,
                 GArray *oriented,
                 GArray *triples,
                 GStrvBuilder *warnings)
{
  WfDiscoveryResult *result =
      wf_discovery_result_new (graph, params, self->n_tests, g_steal_pointer (&self->removed),
                               g_steal_pointer (&self->pool), oriented, g_strv_builder_end (warnings));

  wf_discovery_result_set_kept (result, g_steal_pointer (&self->kept));
  wf_discovery_result_set_required (result, g_steal_pointer (&self->required));
  wf_discovery_result_set_triples (result, triples);
  wf_discovery_result_set_notes (result, g_steal_pointer (&self->notes));
  return result;
}

/* ---- back ---- */

typedef void (*GetPair) (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);

static GArray *
copy_pairs (WfDiscoveryResult *result, gsize n, GetPair get_pair, GArray *pool)
{
  GArray *pairs = g_array_sized_new (FALSE, FALSE, sizeof (WfRemovedPair), (guint) n);

  for (gsize i = 0; i < n; i++)
    {
      WfRemovedPair pair = { .first = pool->len };
      const guint *given;
      gsize n_given;

      get_pair (result, i, &pair.a, &pair.b, &given, &n_given, &pair.p);
      pair.n_given = (guint) n_given;
      if (n_given > 0)
        g_array_append_vals (pool, given, pair.n_given);
      g_array_append_val (pairs, pair);
    }
  return pairs;
}

static void
add_edge (GArray *edges, guint a, guint b)
{
  g_array_append_val (edges, a);
  g_array_append_val (edges, b);
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const guint *s = a;
  const guint *t = b;

  if (s[0] != t[0])
    return s[0] < t[0] ? -1 : 1;
  return s[1] < t[1] ? -1 : s[1] > t[1];
}

/* Those of the graph, and of what the search added to the columns. */
static WfAdjacency *
list_edges (WfDiscoveryResult *result, guint n, const GArray *kept)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  guint n_nodes = (guint) wf_graph_get_n_nodes (graph);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    add_edge (all, MIN (edges[e].a, edges[e].b), MAX (edges[e].a, edges[e].b));
  for (guint i = 0; i < kept->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (kept, WfRemovedPair, i);

      if (pair->b >= n_nodes)
        add_edge (all, pair->a, pair->b);
    }
  n_edges = all->len / 2;
  if (n_edges > 0)
    qsort (all->data, n_edges, 2 * sizeof (guint), compare_edges);
  return wf_adjacency_new (n, (guint *) (gpointer) g_array_free (all, FALSE), (guint) n_edges);
}

static void
remove_above (WfSkeleton *self, double alpha)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  g_autoptr (GArray) pool = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->kept->len; i++)
    {
      WfRemovedPair pair = g_array_index (self->kept, WfRemovedPair, i);
      const guint *set = (const guint *) self->pool->data + pair.first;

      if (pair.p <= alpha)
        continue;
      pair.first = pool->len;
      if (pair.n_given > 0)
        g_array_append_vals (pool, set, pair.n_given);
      g_array_append_val (pairs, pair);
    }
  wf_skeleton_remove (self, pairs, pool);
}

WfSkeleton *
wf_skeleton_new_recorded (WfDiscoveryResult *result, double alpha)
{
  WfSkeleton *self = g_new0 (WfSkeleton, 1);

  self->n = (guint) wf_discovery_result_get_n_variables (result);
  self->n_tests = wf_discovery_result_get_n_tests (result);
  self->has_p_values = TRUE;
  self->pool = g_array_new (FALSE, FALSE, sizeof (guint));
  self->removed = copy_pairs (result, wf_discovery_result_get_n_removed (result),
                              wf_discovery_result_get_removed, self->pool);
  self->kept =
      copy_pairs (result, wf_discovery_result_get_n_kept (result), wf_discovery_result_get_kept, self->pool);
  self->required = copy_pairs (result, wf_discovery_result_get_n_required (result),
                               wf_discovery_result_get_required, self->pool);
  self->notes = g_strdupv (wf_discovery_result_get_notes (result));
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
  self->nearest = g_array_new (FALSE, FALSE, sizeof (WfNearest));
  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_adjacency_free);
  self->final = list_edges (result, self->n, self->kept);
  g_ptr_array_add (self->levels, self->final);
  remove_above (self, alpha);
  return self;
}
