/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/citest/citest.h"
#include "core/discovery/discovery.h"

#define MAX_NODES 10

G_GNUC_UNUSED static const char *const all_names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                                          "k", "l", NULL };

static inline WfGraph *
create_random_dag (WfRng *rng, guint n, double p_edge)
{
  const char *names[G_N_ELEMENTS (all_names)] = { NULL };
  g_autoptr (WfGraphBuilder) builder = NULL;
  guint order[G_N_ELEMENTS (all_names)];

  for (guint v = 0; v < n; v++)
    {
      guint swap = (guint) wf_rng_below (rng, v + 1);

      names[v] = all_names[v];
      order[v] = order[swap];
      order[swap] = v;
    }
  builder = wf_graph_builder_new (names);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (wf_rng_uniform (rng) < p_edge)
        wf_graph_builder_add_arrow (builder, order[i], order[j]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* The arrows that all acyclic graphs of the class that obey the knowledge share, by trying every orientation.
 */
static inline void
check_against_all_members (WfGraph *cpdag, WfKnowledge *knowledge, WfGraph *found)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (cpdag, &n_edges);
  g_autofree guint *n_forward = g_new0 (guint, n_edges);
  guint n_members = 0;

  for (guint choice = 0; choice < 1u << n_edges; choice++)
    {
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_graph_get_names (cpdag));
      g_autoptr (WfGraph) dag = NULL;
      g_autoptr (WfGraph) class = NULL;
      gboolean is_allowed = TRUE;

      for (gsize e = 0; e < n_edges && is_allowed; e++)
        {
          guint from = choice >> e & 1 ? edges[e].a : edges[e].b;
          guint to = choice >> e & 1 ? edges[e].b : edges[e].a;

          is_allowed = !wf_graph_is_parent (cpdag, to, from) &&
                       !wf_knowledge_is_forbidden (knowledge, wf_graph_get_name (cpdag, from),
                                                   wf_graph_get_name (cpdag, to)) &&
                       !wf_knowledge_is_required (knowledge, wf_graph_get_name (cpdag, to),
                                                  wf_graph_get_name (cpdag, from));
          wf_graph_builder_add_arrow (builder, from, to);
        }
      dag = is_allowed ? wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL) : NULL;
      class = dag != NULL ? wf_graph_to_cpdag (dag, NULL) : NULL;
      if (class == NULL || !wf_graph_equal (class, cpdag))
        continue;
      n_members++;
      for (gsize e = 0; e < n_edges; e++)
        n_forward[e] += choice >> e & 1;
    }
  g_assert_cmpuint (n_members, >, 0);
  for (gsize e = 0; e < n_edges; e++)
    {
      g_assert_true (wf_graph_is_adjacent (found, edges[e].a, edges[e].b));
      g_assert_cmpint (wf_graph_is_parent (found, edges[e].a, edges[e].b), ==, n_forward[e] == n_members);
      g_assert_cmpint (wf_graph_is_parent (found, edges[e].b, edges[e].a), ==, n_forward[e] == 0);
    }
  g_assert_cmpuint (wf_graph_get_n_edges (found), ==, n_edges);
}

/* Every arrow has one reason, every reason an arrow, and every removed pair is separated by its set. */
static inline void
check_records (WfDiscoveryResult *result, WfGraph *dag)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  gsize n_directed = 0;

  for (gsize e = 0; e < n_edges; e++)
    n_directed += edges[e].mark_a != edges[e].mark_b;
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (result), ==, n_directed);
  for (gsize i = 0; i < n_directed; i++)
    {
      guint a, b;
      const char *rule;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      g_assert_true (wf_graph_is_parent (graph, a, b));
      g_assert_cmpstr (rule, !=, NULL);
    }
  g_assert_cmpuint (wf_discovery_result_get_n_removed (result), <=, n_nodes * (n_nodes - 1) / 2 - n_edges);
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (result); i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      g_assert_cmpuint (a, <, b);
      g_assert_false (wf_graph_is_adjacent (graph, a, b));
      g_assert_cmpfloat (p, ==, 1);
      g_assert_true (wf_graph_is_d_separated (dag, a, b, given, n_given));
    }
}

