/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Random graphs of every kind with everything that may be said of them, and their comparison. */

#pragma once

#include <math.h>

#include "core/base/rng.h"
#include "core/formats/formats.h"

static inline char *
random_name (WfRng *rng, gboolean is_odd, guint v)
{
  static const char *const odd[] = { "a b",     "x\"y",   "é∘ü",  "node",     "graph", "1st",  "x-y", "a->b", "<b>&amp;",
                                     "x\\n",    "a,b",    "a;b",  "[x]",      "{x}",   "#x",   "~",   "'q'",  "x.y",
                                     "latent",  "kind",   "-1.5", " padded ", "//x",   "/*x",  "=",   "@",    "o-o",
                                     "a --> b", "line\nbreak", "\ttab" };

  if (is_odd && wf_rng_uniform (rng) < 0.4)
    return g_strdup_printf ("%s%u", odd[wf_rng_below (rng, G_N_ELEMENTS (odd))], v);
  return g_strdup_printf ("v%u", v);
}

static inline void
random_edge (WfRng *rng, WfGraphBuilder *builder, WfGraphKind kind, guint a, guint b)
{
  WfMark left = WF_MARK_TAIL, right = WF_MARK_ARROW;
  double u = wf_rng_uniform (rng);

  if (kind == WF_GRAPH_CPDAG && u < 0.4)
    right = WF_MARK_TAIL;
  else if ((kind == WF_GRAPH_ADMG || kind == WF_GRAPH_MAG) && u < 0.3)
    left = WF_MARK_ARROW;
  else if (kind == WF_GRAPH_PAG)
    {
      left = (WfMark) (WF_MARK_TAIL + wf_rng_below (rng, 3));
      right = (WfMark) (WF_MARK_TAIL + wf_rng_below (rng, 3));
    }
  wf_graph_builder_set_edge (builder, a, b, left, right);
  if (wf_rng_uniform (rng) < 0.3)
    wf_graph_builder_set_probability (builder, a, b, wf_rng_uniform (rng));
  if (wf_rng_uniform (rng) < 0.3)
    wf_graph_builder_set_coefficient (builder, a, b, wf_rng_normal (rng) * pow (10, wf_rng_below (rng, 9)) - 4);
}

/* of the kind; UNKNOWN is cyclic */
static inline WfGraph *
random_graph (WfRng *rng, WfGraphKind kind, gboolean has_odd_names)
{
  guint n = (guint) wf_rng_below (rng, 9) + (kind == WF_GRAPH_UNKNOWN ? 3 : 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfGraphBuilder) builder = NULL;
  gboolean is_placed = wf_rng_uniform (rng) < 0.5;
  g_autofree guint *order = g_new (guint, n + 1);
  WfGraph *graph;

  for (guint v = 0; v < n; v++)
    {
      guint k = (guint) wf_rng_below (rng, v + 1);

      g_ptr_array_add (names, random_name (rng, has_odd_names, v));
      order[v] = order[k];
      order[k] = v;
    }
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (wf_rng_uniform (rng) < 0.35)
        random_edge (rng, builder, kind, order[i], order[k]);
  for (guint i = 0; kind == WF_GRAPH_UNKNOWN && i < 3; i++)
    wf_graph_builder_add_arrow (builder, order[i], order[(i + 1) % 3]);
  for (guint v = 0; v < n; v++)
    {
      if (is_placed || wf_rng_uniform (rng) < 0.2)
        wf_graph_builder_set_position (builder, v, wf_rng_normal (rng) * 300, wf_rng_normal (rng) * 1e-3);
      if (wf_rng_uniform (rng) < 0.15)
        wf_graph_builder_set_latent (builder, v);
      if (wf_rng_uniform (rng) < 0.3)
        wf_graph_builder_set_roles (builder, v, (WfNodeRoles) wf_rng_below (rng, 16));
    }
  graph = wf_graph_builder_end (builder, kind, NULL);
  if (graph != NULL)
    return graph;
  /* an almost directed cycle: no MAG */
  graph = wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
  g_assert_nonnull (graph);
  return graph;
}

static inline gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* what differs between the two, by names, without the parts that are lost; NULL = nothing */
static inline char *
find_difference (WfGraph *a, WfGraph *b, WfGraphParts lost)
{
  gsize n = wf_graph_get_n_nodes (a), n_edges;
  const WfEdge *edges = wf_graph_get_edges (a, &n_edges);

  if (n != wf_graph_get_n_nodes (b) || n_edges != wf_graph_get_n_edges (b))
    return g_strdup ("the number of nodes or edges");
  if (!(lost & WF_GRAPH_PART_KIND) && wf_graph_get_kind (a) != wf_graph_get_kind (b))
    return g_strdup ("the kind");
  for (guint v = 0; v < n; v++)
    {
      const char *name = wf_graph_get_name (a, v);
      gssize w = wf_graph_find_node (b, name);
      double x = 0, y = 0, x2 = 0, y2 = 0;

      if (w < 0)
        return g_strdup_printf ("the name “%s”", name);
      if (!(lost & WF_GRAPH_PART_LATENT) && wf_graph_is_latent (a, v) != wf_graph_is_latent (b, (guint) w))
        return g_strdup_printf ("whether “%s” is latent", name);
      if (!(lost & WF_GRAPH_PART_ROLES) && wf_graph_get_roles (a, v) != wf_graph_get_roles (b, (guint) w))
        return g_strdup_printf ("the roles of “%s”", name);
      if (!(lost & WF_GRAPH_PART_POSITIONS) &&
          (wf_graph_get_position (a, v, &x, &y) != wf_graph_get_position (b, (guint) w, &x2, &y2) || x != x2 ||
           y != y2))
        return g_strdup_printf ("the place of “%s”: %g,%g and %g,%g", name, x, y, x2, y2);
    }
  for (gsize i = 0; i < n_edges; i++)
    {
      const WfEdge *e = &edges[i];
      guint p = (guint) wf_graph_find_node (b, wf_graph_get_name (a, e->a));
      guint q = (guint) wf_graph_find_node (b, wf_graph_get_name (a, e->b));
      gssize k = wf_graph_find_edge (b, p, q);
      const char *first = wf_graph_get_name (a, e->a), *second = wf_graph_get_name (a, e->b);

      if (wf_graph_get_mark (b, p, q) != e->mark_b || wf_graph_get_mark (b, q, p) != e->mark_a)
        return g_strdup_printf ("the edge between “%s” and “%s”", first, second);
      if (!(lost & WF_GRAPH_PART_PROBABILITIES) &&
          !is_same (e->probability, wf_graph_get_edges (b, NULL)[k].probability))
        return g_strdup_printf ("the probability of “%s” and “%s”", first, second);
      if (!(lost & WF_GRAPH_PART_COEFFICIENTS) &&
          !is_same (wf_graph_get_coefficient (a, e->a, e->b), wf_graph_get_coefficient (b, p, q)))
        return g_strdup_printf ("the coefficient of “%s” and “%s”", first, second);
    }
  return NULL;
}
