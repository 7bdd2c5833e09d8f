/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/graph/graph-private.h"

G_DEFINE_BOXED_TYPE (WfGraph, wf_graph, wf_graph_ref, wf_graph_unref)

/**
 * wf_graph_ref:
 * @self: a graph
 *
 * Returns: (transfer full): @self
 */
WfGraph *
wf_graph_ref (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
graph_clear (gpointer data)
{
  WfGraph *self = data;

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->edges);
  g_free (self->starts);
  g_free (self->neighbours);
  g_free (self->xy);
  g_free (self->is_latent);
  g_free (self->roles);
  g_free (self->coefficients);
}

/**
 * wf_graph_unref:
 * @self: (transfer full): a graph
 */
void
wf_graph_unref (WfGraph *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, graph_clear);
}

/**
 * wf_graph_get_kind:
 * @self: a graph
 *
 * Returns: what the edges mean
 */
WfGraphKind
wf_graph_get_kind (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, WF_GRAPH_UNKNOWN);
  return self->kind;
}

/**
 * wf_graph_kind_to_text:
 * @kind: a kind
 *
 * Returns: the kind's name in files and on the command line: `dag`, `cpdag`, `mag`, `pag`, `admg` or
 * `unknown`
 */
const char *
wf_graph_kind_to_text (WfGraphKind kind)
{
  static const char *const names[] = { "dag", "cpdag", "mag", "pag", "admg", "unknown" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "unknown");
  return names[kind];
}

/**
 * wf_graph_get_n_nodes:
 * @self: a graph
 *
 * Returns: the number of nodes
 */
gsize
wf_graph_get_n_nodes (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n;
}

/**
 * wf_graph_get_n_edges:
 * @self: a graph
 *
 * Returns: the number of edges, whatever their marks
 */
gsize
wf_graph_get_n_edges (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_edges;
}

/**
 * wf_graph_get_names:
 * @self: a graph
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the nodes, by index
 */
const char *const *
wf_graph_get_names (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->names;
}

/**
 * wf_graph_get_name:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: (transfer none): the name of the node
 */
const char *
wf_graph_get_name (WfGraph *self, guint node)
{
  g_return_val_if_fail (self != NULL && node < self->n, NULL);
  return self->names[node];
}

/**
 * wf_graph_find_node:
 * @self: a graph
 * @name: a name, case-sensitive
 *
 * Returns: the index of the node of that name, or -1. Constant time.
 */
gssize
wf_graph_find_node (WfGraph *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);
  return (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (self->index, name)) - 1;
}

/**
 * wf_graph_get_edges: (skip)
 * @self: a graph
 * @n_edges: (out) (optional): how many
 *
 * Returns: (transfer none) (array length=n_edges): the edges, sorted by (a, b)
 */
const WfEdge *
wf_graph_get_edges (WfGraph *self, gsize *n_edges)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_edges != NULL)
    *n_edges = self->n_edges;
  return self->edges;
}

/**
 * wf_graph_get_mark:
 * @self: a graph
 * @from: index of a node
 * @at: index of a node
 *
 * Returns: the mark at @at on the edge between @from and @at; %WF_MARK_NONE when they aren't adjacent.
 * Constant time.
 */
WfMark
wf_graph_get_mark (WfGraph *self, guint from, guint at)
{
  g_return_val_if_fail (self != NULL && from < self->n && at < self->n, WF_MARK_NONE);
  return wf_graph_mark (self, from, at);
}

/**
 * wf_mark_to_text:
 * @mark: a mark
 *
 * Returns: (transfer none): "none", "tail", "arrow" or "circle", as files have it
 */
const char *
wf_mark_to_text (WfMark mark)
{
  static const char *const texts[] = { "none", "tail", "arrow", "circle" };

  g_return_val_if_fail ((guint) mark <= WF_MARK_CIRCLE, NULL);
  return texts[mark];
}

/**
 * wf_marks_to_text:
 * @first: the mark at the end that is written first
 * @second: the mark at the other end
 *
 * Returns: (transfer none): the edge as written between the names of its ends: "→", "←", "↔", "—", "∘→" and
 * so on; "" when there is none
 */
const char *
wf_marks_to_text (WfMark first, WfMark second)
{
  static const char *const texts[4][4] = {
    [WF_MARK_NONE] = { "", "", "", "" },
    [WF_MARK_TAIL] = { "", "—", "→", "—∘" },
    [WF_MARK_ARROW] = { "", "←", "↔", "←∘" },
    [WF_MARK_CIRCLE] = { "", "∘—", "∘→", "∘—∘" },
  };

  g_return_val_if_fail ((guint) first <= WF_MARK_CIRCLE && (guint) second <= WF_MARK_CIRCLE, "");
  return texts[first][second];
}

/**
 * wf_graph_is_adjacent:
 * @self: a graph
 * @a: index of a node
 * @b: index of a node
 *
 * Returns: whether an edge joins the two, whatever its marks
 */
gboolean
wf_graph_is_adjacent (WfGraph *self, guint a, guint b)
{
  return wf_graph_get_mark (self, a, b) != WF_MARK_NONE;
}

/**
 * wf_graph_find_edge:
 * @self: a graph
 * @a: index of a node
 * @b: index of a node
 *
 * Cost: logarithmic in the number of edges.
 *
 * Returns: the index of the edge between the two in wf_graph_get_edges(), or -1 without one
 */
gssize
wf_graph_find_edge (WfGraph *self, guint a, guint b)
{
  gsize low = 0, high;

  g_return_val_if_fail (self != NULL, -1);

  high = self->n_edges;
  while (low < high)
    {
      gsize middle = (low + high) / 2;
      const WfEdge *edge = &self->edges[middle];

      if (edge->a < MIN (a, b) || (edge->a == MIN (a, b) && edge->b < MAX (a, b)))
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_edges && self->edges[low].a == MIN (a, b) && self->edges[low].b == MAX (a, b)
             ? (gssize) low
             : -1;
}

/**
 * wf_graph_is_parent:
 * @self: a graph
 * @parent: index of a node
 * @child: index of a node
 *
 * Returns: whether the graph has @parent → @child
 */
gboolean
wf_graph_is_parent (WfGraph *self, guint parent, guint child)
{
  g_return_val_if_fail (self != NULL && parent < self->n && child < self->n, FALSE);
  return wf_graph_has_arrow (self, parent, child);
}

typedef enum
{
  WITH_PARENTS = 1 << 0,
  WITH_CHILDREN = 1 << 1,
  WITH_ALL = 1 << 2,
} Direction;

static gboolean
is_wanted (const WfGraph *self, guint node, guint other, Direction direction)
{
  return direction == WITH_ALL || (direction == WITH_PARENTS && wf_graph_has_arrow (self, other, node)) ||
         (direction == WITH_CHILDREN && wf_graph_has_arrow (self, node, other));
}

static guint *
list_adjacent (WfGraph *self, guint node, Direction direction, gsize *n)
{
  g_autofree guint *list = g_new (guint, self->starts[node + 1] - self->starts[node] + 1);
  gsize length = 0;

  for (gsize i = self->starts[node]; i < self->starts[node + 1]; i++)
    if (is_wanted (self, node, self->neighbours[i], direction))
      list[length++] = self->neighbours[i];

  *n = length;
  return g_steal_pointer (&list);
}

/**
 * wf_graph_list_parents:
 * @self: a graph
 * @node: index of a node
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the nodes p with p → @node, in increasing order
 */
guint *
wf_graph_list_parents (WfGraph *self, guint node, gsize *n)
{
  g_return_val_if_fail (self != NULL && node < self->n && n != NULL, NULL);
  return list_adjacent (self, node, WITH_PARENTS, n);
}

/**
 * wf_graph_list_children:
 * @self: a graph
 * @node: index of a node
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the nodes c with @node → c, in increasing order
 */
guint *
wf_graph_list_children (WfGraph *self, guint node, gsize *n)
{
  g_return_val_if_fail (self != NULL && node < self->n && n != NULL, NULL);
  return list_adjacent (self, node, WITH_CHILDREN, n);
}

/**
 * wf_graph_list_neighbours:
 * @self: a graph
 * @node: index of a node
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the adjacent nodes, whatever the marks, in increasing order
 */
guint *
wf_graph_list_neighbours (WfGraph *self, guint node, gsize *n)
{
  g_return_val_if_fail (self != NULL && node < self->n && n != NULL, NULL);
  return list_adjacent (self, node, WITH_ALL, n);
}

/* breadth first along directed edges; returns the nodes reached, sorted, without the start */
static guint *
list_reachable (WfGraph *self, guint node, Direction direction, gsize *n)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->n);
  g_autofree guint *queue = g_new (guint, self->n + 1);
  gsize head = 0, tail = 0, length = 0;

  seen[node] = TRUE;
  queue[tail++] = node;
  while (head < tail)
    {
      guint v = queue[head++];

      for (gsize i = self->starts[v]; i < self->starts[v + 1]; i++)
        {
          guint w = self->neighbours[i];

          if (seen[w] || !is_wanted (self, v, w, direction))
            continue;
          seen[w] = TRUE;
          queue[tail++] = w;
        }
    }

  for (guint v = 0; v < self->n; v++)
    if (seen[v] && v != node)
      queue[length++] = v;
  *n = length;
  return g_steal_pointer (&queue);
}

/**
 * wf_graph_list_descendants:
 * @self: a graph
 * @node: index of a node
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the nodes that a directed path leads to from @node, without
 * @node itself, in increasing order. Cost: nodes + edges.
 */
guint *
wf_graph_list_descendants (WfGraph *self, guint node, gsize *n)
{
  g_return_val_if_fail (self != NULL && node < self->n && n != NULL, NULL);
  return list_reachable (self, node, WITH_CHILDREN, n);
}

/**
 * wf_graph_list_ancestors:
 * @self: a graph
 * @node: index of a node
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the nodes from which a directed path leads to @node, without
 * @node itself, in increasing order. Cost: nodes + edges.
 */
guint *
wf_graph_list_ancestors (WfGraph *self, guint node, gsize *n)
{
  g_return_val_if_fail (self != NULL && node < self->n && n != NULL, NULL);
  return list_reachable (self, node, WITH_PARENTS, n);
}

/**
 * wf_graph_has_positions:
 * @self: a graph
 *
 * Returns: whether there are nodes and every one has a position
 */
gboolean
wf_graph_has_positions (WfGraph *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->xy == NULL)
    return FALSE;
  for (gsize i = 0; i < 2 * self->n; i++)
    if (!isfinite (self->xy[i]))
      return FALSE;
  return TRUE;
}

/**
 * wf_graph_get_position:
 * @self: a graph
 * @node: index of a node
 * @x: (out): points, to the right
 * @y: (out): points, down
 *
 * Returns: whether the node has a position; without one, @x and @y are 0
 */
gboolean
wf_graph_get_position (WfGraph *self, guint node, double *x, double *y)
{
  gboolean has_position;

  g_return_val_if_fail (self != NULL && node < self->n && x != NULL && y != NULL, FALSE);

  has_position = self->xy != NULL && isfinite (self->xy[2 * node]) && isfinite (self->xy[2 * node + 1]);
  *x = has_position ? self->xy[2 * node] : 0;
  *y = has_position ? self->xy[2 * node + 1] : 0;
  return has_position;
}

/**
 * wf_graph_is_latent:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: whether the node isn't measured
 */
gboolean
wf_graph_is_latent (WfGraph *self, guint node)
{
  g_return_val_if_fail (self != NULL && node < self->n, FALSE);

  return self->is_latent != NULL && self->is_latent[node];
}

/**
 * wf_graph_list_observed:
 * @self: a graph
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the nodes that aren't latent, in order
 */
char **
wf_graph_list_observed (WfGraph *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint v = 0; v < self->n; v++)
    if (!wf_graph_is_latent (self, v))
      g_strv_builder_add (names, self->names[v]);
  return g_strv_builder_end (names);
}

static gboolean
has_same_latent (WfGraph *a, WfGraph *b)
{
  for (guint v = 0; v < a->n; v++)
    if (wf_graph_is_latent (a, v) != wf_graph_is_latent (b, v))
      return FALSE;
  return TRUE;
}

/**
 * wf_graph_equal:
 * @a: a graph
 * @b: a graph
 *
 * Returns: whether the two have the same names in the same order, and the same edges with the same marks.
 * Kind, probabilities, coefficients, roles and positions don't matter.
 */
gboolean
wf_graph_equal (WfGraph *a, WfGraph *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (a->n == b->n && a->n_edges == b->n_edges &&
                    g_strv_equal ((const char *const *) a->names, (const char *const *) b->names) &&
                    g_bytes_equal (a->bytes, b->bytes) && has_same_latent (a, b));
}

/**
 * wf_graph_cut:
 * @self: a graph
 * @nodes: (array length=n_nodes): indices of nodes
 * @n_nodes: how many
 *
 * The mutilated graph of an intervention on @nodes (Pearl 2009, section 3.2.3): every edge with an arrowhead
 * at one of them is removed. Edges that end there in a tail or a circle stay.
 *
 * Returns: (transfer full): the graph without those edges
 */
WfGraph *
wf_graph_cut (WfGraph *self, const guint *nodes, gsize n_nodes)
{
  g_autoptr (WfGraphBuilder) builder = NULL;
  gboolean keeps_kind;

  g_return_val_if_fail (self != NULL && (nodes != NULL || n_nodes == 0), NULL);

  builder = wf_graph_builder_new_copy (self);
  for (gsize i = 0; i < n_nodes; i++)
    {
      guint v = nodes[i];

      g_return_val_if_fail (v < self->n, NULL);
      for (gsize k = self->starts[v]; k < self->starts[v + 1]; k++)
        if (wf_graph_mark (self, self->neighbours[k], v) == WF_MARK_ARROW)
          wf_graph_builder_set_edge (builder, v, self->neighbours[k], WF_MARK_NONE, WF_MARK_NONE);
    }

  keeps_kind = self->kind == WF_GRAPH_DAG || self->kind == WF_GRAPH_ADMG;
  return wf_graph_builder_end (builder, keeps_kind ? self->kind : WF_GRAPH_UNKNOWN, NULL);
}

static GHashTable *
new_index (char **names)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_insert (index, names[i], GSIZE_TO_POINTER (i + 1));
  return index;
}

/**
 * wf_graph_with_positions:
 * @self: a graph
 * @xy: (array length=n): x0, y0, x1, y1, ... in points with y down; NaN = none
 * @n: twice the number of nodes
 *
 * Returns: (transfer full): the same graph with these positions; the marks are shared, not copied
 */
WfGraph *
wf_graph_with_positions (WfGraph *self, const double *xy, gsize n)
{
  WfGraph *copy;

  g_return_val_if_fail (self != NULL && n == 2 * self->n && (xy != NULL || n == 0), NULL);

  copy = g_atomic_rc_box_new0 (WfGraph);
  copy->kind = self->kind;
  copy->n = self->n;
  copy->names = g_strdupv (self->names);
  copy->index = new_index (copy->names);
  copy->bytes = g_bytes_ref (self->bytes);
  copy->marks = self->marks;
  copy->edges = g_memdup2 (self->edges, self->n_edges * sizeof *self->edges);
  copy->n_edges = self->n_edges;
  copy->starts = g_memdup2 (self->starts, (self->n + 1) * sizeof *self->starts);
  copy->neighbours = g_memdup2 (self->neighbours, 2 * self->n_edges * sizeof *self->neighbours);
  copy->xy = g_memdup2 (xy, n * sizeof *xy);
  copy->is_latent = g_memdup2 (self->is_latent, self->n);
  copy->roles = g_memdup2 (self->roles, self->n);
  copy->coefficients = g_memdup2 (self->coefficients, self->n_edges * sizeof *self->coefficients);
  return copy;
}
