/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* d-separation in a known acyclic graph as an independence test, by the reachable sets of Koller & Friedman
 * 2009, algorithm 3.1, over rows of bits; ancestors are tabulated once. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/citest/citest-private.h"

#define STACK_WORDS 16 /* of a set of nodes: graphs up to 1024 need no heap */

typedef struct
{
  gsize n_words;    /* of a row */
  guint64 *parents; /* a row a node */
  guint64 *children;
  guint64 *ancestors; /* the node among them */
  guint *nodes;       /* of the graph, by variable of the test */
} State;

static void
release (gpointer data)
{
  State *self = data;

  g_free (self->parents);
  g_free (self->children);
  g_free (self->ancestors);
  g_free (self->nodes);
  g_free (self);
}

static inline void
add_bit (guint64 *set, guint node)
{
  set[node / 64] |= G_GUINT64_CONSTANT (1) << (node % 64);
}

static inline gboolean
has_bit (const guint64 *set, guint node)
{
  return set[node / 64] >> (node % 64) & 1;
}

/* into |= row without what is in seen, which gets it too */
static inline void
reach (guint64 *into, guint64 *seen, const guint64 *row, gsize n_words)
{
  for (gsize w = 0; w < n_words; w++)
    {
      guint64 fresh = row[w] & ~seen[w];

      into[w] |= fresh;
      seen[w] |= fresh;
    }
}

/* FALSE when the set is empty; otherwise takes its lowest node out */
static inline gboolean
take_node (guint64 *set, gsize n_words, guint *node)
{
  for (gsize w = 0; w < n_words; w++)
    if (set[w] != 0)
      {
        *node = (guint) (64 * w) + (guint) __builtin_ctzll (set[w]);
        set[w] &= set[w] - 1;
        return TRUE;
      }
  return FALSE;
}

/* sets: six of n_words, zero. Active trails leave a node upwards when they came from a child, and downwards
 * when the node isn't given; a collider lets them through when it or a descendant is given. */
static inline gboolean
is_separated (
    const State *self, guint x, guint y, const guint *given, gsize n_given, guint64 *sets, gsize n_words)
{
  guint64 *is_given = sets, *is_above = sets + n_words;
  guint64 *from_child = sets + 2 * n_words, *seen_from_child = sets + 3 * n_words;
  guint64 *from_parent = sets + 4 * n_words, *seen_from_parent = sets + 5 * n_words;
  guint v;

  for (gsize q = 0; q < n_given; q++)
    {
      guint node = self->nodes[given[q]];

      add_bit (is_given, node);
      for (gsize w = 0; w < n_words; w++)
        is_above[w] |= self->ancestors[node * n_words + w];
    }
  add_bit (from_child, x);
  add_bit (seen_from_child, x);
  while (!has_bit (seen_from_child, y) && !has_bit (seen_from_parent, y))
    {
      gboolean goes_up, goes_down;

      if (take_node (from_child, n_words, &v))
        goes_up = goes_down = !has_bit (is_given, v);
      else if (take_node (from_parent, n_words, &v))
        {
          goes_up = has_bit (is_above, v);
          goes_down = !has_bit (is_given, v);
        }
      else
        return TRUE;
      if (goes_up)
        reach (from_child, seen_from_child, self->parents + v * n_words, n_words);
      if (goes_down)
        reach (from_parent, seen_from_parent, self->children + v * n_words, n_words);
    }
  return FALSE;
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  const State *self = data;
  guint64 on_stack[6 * STACK_WORDS];
  g_autofree guint64 *on_heap = self->n_words > STACK_WORDS ? g_new (guint64, 6 * self->n_words) : NULL;
  guint64 *sets = on_heap != NULL ? on_heap : on_stack;

  memset (sets, 0, 6 * self->n_words * sizeof (guint64));
  if (self->n_words == 1)
    return is_separated (self, self->nodes[x], self->nodes[y], given, n_given, sets, 1);
  return is_separated (self, self->nodes[x], self->nodes[y], given, n_given, sets, self->n_words);
}

static const WfCiTestKind kind = {
  .id = "oracle",
  .name = N_ ("d-separation oracle"),
  .summary = N_ ("What a known graph says; no data"),
  .citation = "Koller & Friedman 2009, Probabilistic Graphical Models, algorithm 3.1",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .release = release,
  .p_value = p_value,
};

static void
fill_rows (State *self, WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph);
  gsize n_words = self->n_words;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n);

  self->parents = g_new0 (guint64, MAX (n * n_words, 1));
  self->children = g_new0 (guint64, MAX (n * n_words, 1));
  self->ancestors = g_new0 (guint64, MAX (n * n_words, 1));
  for (gsize e = 0; e < n_edges; e++)
    {
      guint from = edges[e].mark_b == WF_MARK_ARROW ? edges[e].a : edges[e].b;
      guint to = edges[e].mark_b == WF_MARK_ARROW ? edges[e].b : edges[e].a;

      add_bit (self->parents + to * n_words, from);
      add_bit (self->children + from * n_words, to);
    }
  for (gsize i = 0; i < n; i++)
    {
      guint64 *row = self->ancestors + order[i] * n_words;

      add_bit (row, order[i]);
      for (guint p = 0; p < n; p++)
        if (has_bit (self->parents + order[i] * n_words, p))
          for (gsize w = 0; w < n_words; w++)
            row[w] |= self->ancestors[p * n_words + w];
    }
}

/**
 * wf_ci_test_new_oracle:
 * @graph: an acyclic graph (%WF_GRAPH_DAG)
 * @observed: (array zero-terminated=1) (nullable): names of the nodes that become the variables of the test,
 *   in this order; the others are latent. %NULL = all, in the order of the graph
 *
 * A test that answers by d-separation in @graph: its p-value is 1 where the set separates the two, 0 where it
 * doesn't. It needs a graph and no data, so it isn't in the registry; wf_ci_test_get_id() is "oracle". Cost:
 * n² bits, three times, and n n / 64 a question.
 *
 * Returns: (transfer full): the test
 */
WfCiTest *
wf_ci_test_new_oracle (WfGraph *graph, const char *const *observed)
{
  const char *const *names;
  State *self;
  gsize n;

  g_return_val_if_fail (graph != NULL && wf_graph_get_kind (graph) == WF_GRAPH_DAG, NULL);

  names = observed != NULL ? observed : wf_graph_get_names (graph);
  n = g_strv_length ((GStrv) names);
  for (gsize i = 0; i < n; i++)
    g_return_val_if_fail (wf_graph_find_node (graph, names[i]) >= 0, NULL);

  self = g_new0 (State, 1);
  self->n_words = (wf_graph_get_n_nodes (graph) + 63) / 64;
  self->nodes = g_new (guint, n);
  for (gsize i = 0; i < n; i++)
    self->nodes[i] = (guint) wf_graph_find_node (graph, names[i]);
  fill_rows (self, graph);
  return wf_ci_test_new_custom (&kind, self);
}

/**
 * wf_ci_test_get_oracle: (skip)
 *
 * Returns: the descriptor of the d-separation oracle
 */
const WfCiTestKind *
wf_ci_test_get_oracle (void)
{
  return &kind;
}
