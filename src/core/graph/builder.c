/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/graph/builder-private.h"
#include "core/graph/graph-private.h"

G_DEFINE_BOXED_TYPE (WfGraphBuilder, wf_graph_builder, wf_graph_builder_ref, wf_graph_builder_unref)

static WfGraphBuilder *
builder_new_empty (const char *const *names)
{
  WfGraphBuilder *self = g_atomic_rc_box_new0 (WfGraphBuilder);

  self->names = g_strdupv ((char **) names);
  self->n = g_strv_length (self->names);
  self->probabilities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/**
 * wf_graph_builder_new:
 * @names: (array zero-terminated=1): the names of the nodes, all different
 *
 * Starts a graph without edges. Cost: the square of the number of nodes in bytes; a number beyond the limit,
 * or more than memory holds, is reported by wf_graph_builder_end(), and edges set until then are dropped.
 *
 * Returns: (transfer full): a new builder
 */
WfGraphBuilder *
wf_graph_builder_new (const char *const *names)
{
  WfGraphBuilder *self;

  g_return_val_if_fail (names != NULL, NULL);

  self = builder_new_empty (names);
  if (self->n <= WF_LIMIT_GRAPH_NODES)
    self->marks = g_try_malloc0 (MAX (self->n * self->n, 1));
  return self;
}

/**
 * wf_graph_builder_new_copy:
 * @graph: a graph
 *
 * Returns: (transfer full): a builder that holds the nodes, edges and everything that is said about them in
 * @graph
 */
WfGraphBuilder *
wf_graph_builder_new_copy (WfGraph *graph)
{
  WfGraphBuilder *self;

  g_return_val_if_fail (graph != NULL, NULL);

  self = builder_new_empty ((const char *const *) graph->names);
  self->marks = g_try_malloc (MAX (self->n * self->n, 1));
  if (self->marks != NULL)
    memcpy (self->marks, graph->marks, self->n * self->n);
  self->xy = g_memdup2 (graph->xy, 2 * self->n * sizeof *self->xy);
  self->is_latent = g_memdup2 (graph->is_latent, self->n);
  for (gsize i = 0; i < graph->n_edges; i++)
    if (!isnan (graph->edges[i].probability))
      wf_graph_builder_set_probability (self, graph->edges[i].a, graph->edges[i].b,
                                        graph->edges[i].probability);
  self->roles = g_memdup2 (graph->roles, self->n);
  for (gsize i = 0; graph->coefficients != NULL && i < graph->n_edges; i++)
    wf_graph_builder_set_coefficient (self, graph->edges[i].a, graph->edges[i].b, graph->coefficients[i]);
  return self;
}

/**
 * wf_graph_builder_ref:
 * @self: a builder
 *
 * Returns: (transfer full): @self
 */
WfGraphBuilder *
wf_graph_builder_ref (WfGraphBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
builder_clear (gpointer data)
{
  WfGraphBuilder *self = data;

  g_strfreev (self->names);
  g_free (self->marks);
  g_hash_table_unref (self->probabilities);
  g_free (self->xy);
  g_free (self->is_latent);
  g_free (self->roles);
  g_clear_pointer (&self->coefficients, g_hash_table_unref);
}

/**
 * wf_graph_builder_unref:
 * @self: (transfer full): a builder
 */
void
wf_graph_builder_unref (WfGraphBuilder *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, builder_clear);
}

static gint64
pair_key (guint a, guint b)
{
  return (gint64) ((guint64) MIN (a, b) << 32 | MAX (a, b));
}

double
wf_graph_builder_find_value (GHashTable *values, guint a, guint b)
{
  gint64 key = pair_key (a, b);
  const double *value = g_hash_table_lookup (values, &key);

  return value != NULL ? *value : NAN;
}

void
wf_graph_builder_set_value (GHashTable *values, guint a, guint b, double value)
{
  gint64 key = pair_key (a, b);

  if (isnan (value))
    g_hash_table_remove (values, &key);
  else
    g_hash_table_replace (values, g_memdup2 (&key, sizeof key), g_memdup2 (&value, sizeof value));
}

/**
 * wf_graph_builder_set_edge:
 * @self: a builder
 * @a: index of a node
 * @b: index of another node
 * @mark_a: the mark at @a
 * @mark_b: the mark at @b; either both marks are %WF_MARK_NONE, which removes the edge, or neither is
 *
 * Sets or replaces the edge between two nodes.
 */
void
wf_graph_builder_set_edge (WfGraphBuilder *self, guint a, guint b, WfMark mark_a, WfMark mark_b)
{
  g_return_if_fail (self != NULL && a < self->n && b < self->n && a != b);
  g_return_if_fail ((mark_a == WF_MARK_NONE) == (mark_b == WF_MARK_NONE));

  if (self->marks == NULL)
    return;
  self->marks[b * self->n + a] = (guint8) mark_a;
  self->marks[a * self->n + b] = (guint8) mark_b;
  if (mark_a != WF_MARK_NONE)
    return;
  if (g_hash_table_size (self->probabilities) > 0)
    wf_graph_builder_set_value (self->probabilities, a, b, NAN);
  if (self->coefficients != NULL)
    wf_graph_builder_set_value (self->coefficients, a, b, NAN);
}

/**
 * wf_graph_builder_add_arrow:
 * @self: a builder
 * @from: index of a node
 * @to: index of another node
 *
 * Sets the edge between the two to @from → @to.
 */
void
wf_graph_builder_add_arrow (WfGraphBuilder *self, guint from, guint to)
{
  wf_graph_builder_set_edge (self, from, to, WF_MARK_TAIL, WF_MARK_ARROW);
}

/**
 * wf_graph_builder_set_probability:
 * @self: a builder
 * @a: index of a node
 * @b: index of another node
 * @probability: 0..1, or NaN to forget it
 *
 * Sets the confidence in the edge between the two. Removing the edge forgets it.
 */
void
wf_graph_builder_set_probability (WfGraphBuilder *self, guint a, guint b, double probability)
{
  g_return_if_fail (self != NULL && a < self->n && b < self->n && a != b);
  g_return_if_fail (isnan (probability) || (probability >= 0 && probability <= 1));

  wf_graph_builder_set_value (self->probabilities, a, b, probability);
}

/**
 * wf_graph_builder_set_position:
 * @self: a builder
 * @node: index of a node
 * @x: points, to the right, finite
 * @y: points, down, finite
 */
void
wf_graph_builder_set_position (WfGraphBuilder *self, guint node, double x, double y)
{
  g_return_if_fail (self != NULL && node < self->n && isfinite (x) && isfinite (y));

  if (self->xy == NULL)
    {
      self->xy = g_new (double, 2 * self->n);
      for (gsize i = 0; i < 2 * self->n; i++)
        self->xy[i] = NAN;
    }
  self->xy[2 * node] = x;
  self->xy[2 * node + 1] = y;
}

/**
 * wf_graph_builder_set_latent:
 * @self: a builder
 * @node: index of a node
 *
 * Says that the node isn't measured: a hidden common cause, say.
 */
void
wf_graph_builder_set_latent (WfGraphBuilder *self, guint node)
{
  g_return_if_fail (self != NULL && node < self->n);

  if (self->is_latent == NULL)
    self->is_latent = g_new0 (guint8, self->n);
  self->is_latent[node] = TRUE;
}

/**
 * wf_graph_builder_get_mark:
 * @self: a builder
 * @from: index of a node
 * @at: index of a node
 *
 * Returns: the mark at @at on the edge between the two, or %WF_MARK_NONE
 */
WfMark
wf_graph_builder_get_mark (WfGraphBuilder *self, guint from, guint at)
{
  g_return_val_if_fail (self != NULL && from < self->n && at < self->n, WF_MARK_NONE);
  return self->marks != NULL ? (WfMark) self->marks[from * self->n + at] : WF_MARK_NONE;
}

static gboolean
graph_take_names (WfGraph *graph, WfGraphBuilder *self)
{
  graph->n = self->n;
  graph->names = g_strdupv (self->names);
  graph->index = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < graph->n; i++)
    if (!g_hash_table_insert (graph->index, graph->names[i], GSIZE_TO_POINTER (i + 1)))
      return FALSE;
  return TRUE;
}

/* the sparse views of the matrix: adjacency lists and the sorted list of edges */
static void
graph_list_edges (WfGraph *graph, WfGraphBuilder *self)
{
  g_autoptr (GArray) neighbours = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (WfEdge));

  graph->starts = g_new (gsize, graph->n + 1);
  for (guint v = 0; v < graph->n; v++)
    {
      graph->starts[v] = neighbours->len;
      for (guint w = 0; w < graph->n; w++)
        {
          WfEdge edge = { v, w, wf_graph_mark (graph, w, v), wf_graph_mark (graph, v, w), NAN };

          if (edge.mark_a == WF_MARK_NONE)
            continue;
          g_array_append_val (neighbours, w);
          if (v > w)
            continue;
          edge.probability = wf_graph_builder_find_value (self->probabilities, v, w);
          g_array_append_val (edges, edge);
        }
    }
  graph->starts[graph->n] = neighbours->len;
  graph->n_edges = edges->len;
  graph->edges = (WfEdge *) (gpointer) g_array_free (g_steal_pointer (&edges), FALSE);
  graph->neighbours = (guint *) (gpointer) g_array_free (g_steal_pointer (&neighbours), FALSE);
}

/* one an edge, or NULL when no edge has one */
static double *
list_coefficients (WfGraph *graph, WfGraphBuilder *self)
{
  double *coefficients;

  if (self->coefficients == NULL || g_hash_table_size (self->coefficients) == 0)
    return NULL;
  coefficients = g_new (double, graph->n_edges);
  for (gsize i = 0; i < graph->n_edges; i++)
    coefficients[i] = wf_graph_builder_find_value (self->coefficients, graph->edges[i].a, graph->edges[i].b);
  return coefficients;
}

/**
 * wf_graph_builder_end:
 * @self: a builder
 * @kind: what the graph shall be
 * @error: return location for an error
 *
 * Freezes the graph. The kind is checked: %WF_GRAPH_DAG has arrows only and no directed cycle;
 * %WF_GRAPH_CPDAG has → and —; %WF_GRAPH_ADMG has → and ↔ and no directed cycle; %WF_GRAPH_MAG has neither
 * circles nor a directed nor an almost directed cycle (Richardson & Spirtes 2002; maximality isn't checked);
 * %WF_GRAPH_PAG may have any marks. Whether a learned CPDAG or PAG stands for any graph at all isn't checked:
 * a search on a small sample may contradict itself, and wf_graph_to_dag() finds out. %WF_GRAPH_UNKNOWN picks
 * the narrowest of DAG, CPDAG (without directed cycle), ADMG, MAG (—, → and ↔) and PAG (with circles) that
 * fits, else stays.
 *
 * On success the builder is empty and may only be unreffed; on error it is as before.
 *
 * Errors: %WF_ERROR_DATA when the marks don't fit (the message names an edge or a cycle) or two nodes have
 * one name; %WF_ERROR_TOO_LARGE. Cost: square of the number of nodes.
 *
 * Returns: (transfer full): the graph
 */
WfGraph *
wf_graph_builder_end (WfGraphBuilder *self, WfGraphKind kind, GError **error)
{
  g_autoptr (WfGraph) graph = NULL;

  g_return_val_if_fail (self != NULL && (guint) kind <= WF_GRAPH_UNKNOWN, NULL);

  if (self->marks == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("A graph of %zu nodes doesn’t fit: at most %d are supported, in %zu MB of memory. "
                      "Leave out variables."),
                   self->n, WF_LIMIT_GRAPH_NODES, self->n * self->n >> 20);
      return NULL;
    }

  graph = g_atomic_rc_box_new0 (WfGraph);
  graph->kind = kind;
  if (!graph_take_names (graph, self))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Two nodes of the graph have the same name. Rename one."));
      return NULL;
    }
  graph->marks = self->marks;
  graph_list_edges (graph, self);
  if (!wf_graph_check_kind (graph, error))
    return NULL;

  graph->bytes = g_bytes_new_take (g_steal_pointer (&self->marks), self->n * self->n);
  graph->xy = g_steal_pointer (&self->xy);
  graph->is_latent = g_steal_pointer (&self->is_latent);
  graph->roles = g_steal_pointer (&self->roles);
  graph->coefficients = list_coefficients (graph, self);
  return g_steal_pointer (&graph);
}
