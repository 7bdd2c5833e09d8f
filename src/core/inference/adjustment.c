/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/possible-effects-private.h"

static gboolean *
mark_nodes (gsize n_nodes, const guint *nodes, gsize n)
{
  gboolean *is_in = g_new0 (gboolean, n_nodes + 1);

  for (gsize i = 0; i < n; i++)
    is_in[nodes[i]] = TRUE;
  return is_in;
}

static gboolean
is_arrow_at (WfGraph *mag, guint from, guint at)
{
  return wf_graph_get_mark (mag, from, at) == WF_MARK_ARROW;
}

/* Whether a is joined to b with an arrow at b, on a path whose inner nodes are colliders and parents of b:
 * from a node c, not joined to b, with an arrow at a. Then no hidden common cause can stand behind a → b
 * (Zhang 2008, JMLR 9, definition 8). */
static gboolean
is_visible (WfGraph *mag, guint a, guint b)
{
  gsize n = wf_graph_get_n_nodes (mag);
  g_autofree gboolean *is_seen = g_new0 (gboolean, n);
  g_autofree guint *stack = g_new (guint, n + 1);
  gsize n_stack = 0;

  stack[n_stack++] = a;
  is_seen[a] = TRUE;
  while (n_stack > 0)
    {
      guint v = stack[--n_stack];

      for (guint c = 0; c < n; c++)
        {
          if (c == b || !is_arrow_at (mag, c, v) || is_seen[c])
            continue;
          if (!wf_graph_is_adjacent (mag, c, b))
            return TRUE;
          /* it may be an inner node: a collider on the way, so ↔ with v, and a parent of b */
          if (is_arrow_at (mag, v, c) && wf_graph_is_parent (mag, c, b))
            {
              is_seen[c] = TRUE;
              stack[n_stack++] = c;
            }
        }
    }
  return FALSE;
}

/* The graph without the first edges of the causal paths; NULL when one of these isn't visible in a MAG. */
static WfGraph *
cut_causal_edges (WfGraph *mag, guint exposure, guint outcome, const gboolean *is_above)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (mag);
  gsize n_children;
  g_autofree guint *children = wf_graph_list_children (mag, exposure, &n_children);

  for (gsize i = 0; i < n_children; i++)
    {
      if (!is_above[children[i]] && children[i] != outcome)
        continue;
      if (wf_graph_get_kind (mag) != WF_GRAPH_DAG && !is_visible (mag, exposure, children[i]))
        return NULL;
      wf_graph_builder_set_edge (builder, exposure, children[i], WF_MARK_NONE, WF_MARK_NONE);
    }
  return wf_graph_builder_end (builder, wf_graph_get_kind (mag), NULL);
}

/* Nodes on causal paths, but the exposure, and what lies downstream of them: never adjusted for. */
static gboolean *
mark_forbidden (WfGraph *mag, guint exposure, guint outcome, const gboolean *is_above)
{
  gsize n = wf_graph_get_n_nodes (mag), n_below;
  g_autofree guint *below = wf_graph_list_descendants (mag, exposure, &n_below);
  gboolean *is_forbidden = g_new0 (gboolean, n + 1);

  for (gsize i = 0; i < n_below; i++)
    if (is_above[below[i]] || below[i] == outcome)
      {
        gsize n_further;
        g_autofree guint *further = wf_graph_list_descendants (mag, below[i], &n_further);

        is_forbidden[below[i]] = TRUE;
        for (gsize k = 0; k < n_further; k++)
          is_forbidden[further[k]] = TRUE;
      }
  return is_forbidden;
}

gboolean
wf_adjustment_find (
    WfGraph *mag, guint exposure, guint outcome, gboolean *is_zero, guint **adjusted, gsize *n_adjusted)
{
  gsize n = wf_graph_get_n_nodes (mag), n_above, n_others;
  g_autofree guint *above = wf_graph_list_ancestors (mag, outcome, &n_above);
  g_autofree gboolean *is_above = mark_nodes (n, above, n_above);
  g_autofree guint *others = wf_graph_list_ancestors (mag, exposure, &n_others);
  g_autofree gboolean *is_other = mark_nodes (n, others, n_others);
  g_autofree gboolean *is_forbidden = NULL;
  g_autofree guint *set = NULL;
  g_autoptr (WfGraph) cut = NULL;
  gsize n_set = 0;

  *adjusted = NULL;
  *n_adjusted = 0;
  *is_zero = !is_above[exposure];
  if (*is_zero)
    return TRUE;
  cut = cut_causal_edges (mag, exposure, outcome, is_above);
  if (cut == NULL)
    return FALSE;
  is_forbidden = mark_forbidden (mag, exposure, outcome, is_above);
  set = g_new (guint, n + 1);
  for (guint v = 0; v < n; v++)
    if (v != exposure && v != outcome && (is_above[v] || is_other[v]) && !is_forbidden[v])
      set[n_set++] = v;
  if (!wf_graph_is_d_separated (cut, exposure, outcome, set, n_set))
    return FALSE;
  *adjusted = g_steal_pointer (&set);
  *n_adjusted = n_set;
  return TRUE;
}

gboolean
wf_adjustment_is_valid (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set)
{
  gsize n = wf_graph_get_n_nodes (graph), n_above;
  g_autofree guint *above = wf_graph_list_ancestors (graph, outcome, &n_above);
  g_autofree gboolean *is_above = mark_nodes (n, above, n_above);
  g_autofree gboolean *is_forbidden = mark_forbidden (graph, exposure, outcome, is_above);
  g_autoptr (WfGraph) cut = cut_causal_edges (graph, exposure, outcome, is_above);

  for (gsize i = 0; i < n_set; i++)
    if (is_forbidden[set[i]])
      return FALSE;
  return cut != NULL && wf_graph_is_d_separated (cut, exposure, outcome, set, n_set);
}

/* What tells nothing of the outcome beside the rest and the exposure is taken out; *n left */
static void
prune (WfGraph *graph, guint exposure, guint outcome, guint *set, gsize *n)
{
  g_autofree guint *given = g_new (guint, *n + 1);

  for (gsize i = *n; i-- > 0;)
    {
      gsize n_given = 0;

      for (gsize k = 0; k < *n; k++)
        given[n_given++] = k == i ? exposure : set[k];
      if (!wf_graph_is_d_separated (graph, outcome, set[i], given, n_given))
        continue;
      (*n)--;
      for (gsize k = i; k < *n; k++)
        set[k] = set[k + 1];
    }
}

/* (transfer full): the set with all that is independent of the exposure given it, in increasing order */
static guint *
extend (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set, gsize *n)
{
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  g_autofree gboolean *is_in = mark_nodes (n_nodes, set, n_set);
  guint *extended = g_new (guint, n_nodes + 1);

  *n = 0;
  for (guint v = 0; v < n_nodes; v++)
    if (is_in[v] ||
        (v != exposure && v != outcome && wf_graph_is_d_separated (graph, exposure, v, set, n_set)))
      extended[(*n)++] = v;
  return extended;
}

guint *
wf_adjustment_prune (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set, gsize *n)
{
  guint *pruned = g_new (guint, n_set + 1);

  *n = n_set;
  for (gsize i = 0; i < n_set; i++)
    pruned[i] = set[i];
  prune (graph, exposure, outcome, pruned, n);
  return pruned;
}

guint *
wf_adjustment_refine (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set, gsize *n)
{
  guint *refined = g_memdup2 (set, (n_set + 1) * sizeof *set);
  gboolean is_changed = TRUE;

  *n = n_set;

  /* once is enough but for what an earlier set kept apart */
  for (gsize round = 0; is_changed && round < wf_graph_get_n_nodes (graph); round++)
    {
      gsize n_next;
      guint *next = extend (graph, exposure, outcome, refined, *n, &n_next);

      prune (graph, exposure, outcome, next, &n_next);
      is_changed = n_next != *n;
      for (gsize i = 0; i < n_next && !is_changed; i++)
        is_changed = next[i] != refined[i];
      g_free (refined);
      refined = next;
      *n = n_next;
    }
  return refined;
}
