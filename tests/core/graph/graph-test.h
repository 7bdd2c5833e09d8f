/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/graph/graph.h"

/* Names of small graphs, and graphs made by number or at random. */

static inline WfGraphBuilder *
test_builder (gsize n)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name =
          n <= 26 ? g_strdup_printf ("%c", (char) ('a' + i)) : g_strdup_printf ("v%" G_GSIZE_FORMAT, i);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  return wf_graph_builder_new ((const char *const *) list);
}

/* the number of patterns of → ← or nothing over n nodes: 3 ^ (n (n - 1) / 2) */
static inline gsize
test_n_patterns (gsize n)
{
  gsize count = 1;

  for (gsize i = 0; i < n * (n - 1) / 2; i++)
    count *= 3;
  return count;
}

/* pattern `code` as a DAG, or NULL when it has a cycle */
static inline WfGraph *
test_dag (gsize n, gsize code)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (n);

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++, code /= 3)
      if (code % 3 == 1)
        wf_graph_builder_add_arrow (builder, a, b);
      else if (code % 3 == 2)
        wf_graph_builder_add_arrow (builder, b, a);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* a DAG over a random order of the nodes */
static inline WfGraph *
test_random_dag (WfRng *rng, gsize n, double density)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (n);
  g_autofree guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      gsize j = wf_rng_below (rng, i + 1);

      order[i] = order[j];
      order[j] = i;
    }
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      if (wf_rng_uniform (rng) < density)
        wf_graph_builder_add_arrow (builder, order[i], order[j]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* any marks anywhere */
static inline WfGraphBuilder *
test_random_marks (WfRng *rng, gsize n, double density, WfMark highest)
{
  WfGraphBuilder *builder = test_builder (n);

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_uniform (rng) < density)
        wf_graph_builder_set_edge (builder, a, b, (WfMark) (1 + wf_rng_below (rng, highest)),
                                   (WfMark) (1 + wf_rng_below (rng, highest)));
  return builder;
}
