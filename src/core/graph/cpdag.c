/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/graph/graph-private.h"

/* The parents of each node, latest in the topological order first, and what is known of each edge. */
typedef enum
{
  EDGE_UNKNOWN,
  EDGE_COMPELLED,
  EDGE_REVERSIBLE,
} EdgeLabel;

typedef struct
{
  WfGraph *dag;
  guint *rank;       /* of a node in the topological order */
  EdgeLabel *labels; /* by slot of neighbours[]: the slot of the parent in the list of the child */
  gsize *slots;      /* scratch: parents of one node, as slots */
} Labelling;

static void
labelling_clear (Labelling *self)
{
  g_free (self->rank);
  g_free (self->labels);
  g_free (self->slots);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labelling, labelling_clear)

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer data)
{
  const Labelling *self = data;
  guint rank_a = self->rank[self->dag->neighbours[*(const gsize *) a]];
  guint rank_b = self->rank[self->dag->neighbours[*(const gsize *) b]];

  return (rank_a < rank_b) - (rank_a > rank_b);
}

static gsize
sort_parents (Labelling *self, guint node)
{
  gsize n = 0;

  for (gsize i = self->dag->starts[node]; i < self->dag->starts[node + 1]; i++)
    if (wf_graph_has_arrow (self->dag, self->dag->neighbours[i], node))
      self->slots[n++] = i;
  g_qsort_with_data (self->slots, (int) n, sizeof *self->slots, compare_ranks, self);
  return n;
}

static void
label_unknown (Labelling *self, gsize n_parents, EdgeLabel label)
{
  for (gsize i = 0; i < n_parents; i++)
    if (self->labels[self->slots[i]] == EDGE_UNKNOWN)
      self->labels[self->slots[i]] = label;
}

static void
label_all (Labelling *self, gsize n_parents, EdgeLabel label)
{
  for (gsize i = 0; i < n_parents; i++)
    self->labels[self->slots[i]] = label;
}

static gsize
find_slot (const Labelling *self, guint node, guint other)
{
  gsize low = self->dag->starts[node], high = self->dag->starts[node + 1];

  while (low + 1 < high)
    {
      gsize middle = (low + high) / 2;

      if (self->dag->neighbours[middle] <= other)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* the compelled edges into x bear on x → y; FALSE when they compel every edge into y */
static gboolean
label_from_above (Labelling *self, guint x, guint y)
{
  for (gsize i = self->dag->starts[x]; i < self->dag->starts[x + 1]; i++)
    {
      guint w = self->dag->neighbours[i];

      if (!wf_graph_has_arrow (self->dag, w, x) || self->labels[i] != EDGE_COMPELLED)
        continue;
      if (!wf_graph_has_arrow (self->dag, w, y))
        return FALSE;
      self->labels[find_slot (self, y, w)] = EDGE_COMPELLED;
    }
  return TRUE;
}

static gboolean
has_other_parent (Labelling *self, gsize n_parents, guint x)
{
  for (gsize i = 0; i < n_parents; i++)
    {
      guint z = self->dag->neighbours[self->slots[i]];

      if (z != x && !wf_graph_has_arrow (self->dag, z, x))
        return TRUE;
    }
  return FALSE;
}

static void
label_parents (Labelling *self, guint y)
{
  gsize n_parents = sort_parents (self, y);

  for (gsize i = 0; i < n_parents; i++)
    {
      guint x = self->dag->neighbours[self->slots[i]];

      if (self->labels[self->slots[i]] != EDGE_UNKNOWN)
        continue;
      if (!label_from_above (self, x, y))
        label_all (self, n_parents, EDGE_COMPELLED);
      else if (has_other_parent (self, n_parents, x))
        label_unknown (self, n_parents, EDGE_COMPELLED);
      else
        label_unknown (self, n_parents, EDGE_REVERSIBLE);
    }
}

static WfGraph *
build_class (Labelling *self, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (self->dag);

  for (guint y = 0; y < self->dag->n; y++)
    for (gsize i = self->dag->starts[y]; i < self->dag->starts[y + 1]; i++)
      if (self->labels[i] == EDGE_REVERSIBLE)
        wf_graph_builder_set_edge (builder, y, self->dag->neighbours[i], WF_MARK_TAIL, WF_MARK_TAIL);
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, error);
}

/**
 * wf_graph_to_cpdag:
 * @dag: a graph with arrows only and no directed cycle
 * @error: return location for an error
 *
 * The completed partially directed graph of the Markov equivalence class of @dag: an edge keeps its arrow
 * when all members share it (Chickering 1995, algorithm Label-Edges). Errors: %WF_ERROR_DATA when @dag isn't
 * a DAG. Cost: edges x largest number of parents.
 *
 * Returns: (transfer full): the CPDAG, with the positions and probabilities of @dag
 */
WfGraph *
wf_graph_to_cpdag (WfGraph *dag, GError **error)
{
  g_auto (Labelling) labelling = { 0 };
  g_autofree guint *order = NULL;
  gsize n;

  g_return_val_if_fail (dag != NULL, NULL);

  if (dag->kind != WF_GRAPH_DAG)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Only a DAG has an equivalence class of DAGs; this graph is of kind %s."),
                   wf_graph_kind_to_text (dag->kind));
      return NULL;
    }

  order = wf_graph_sort_topologically (dag, &n);
  labelling.dag = dag;
  labelling.rank = g_new (guint, n + 1);
  labelling.labels = g_new0 (EdgeLabel, 2 * dag->n_edges + 1);
  labelling.slots = g_new (gsize, n + 1);
  for (guint i = 0; i < n; i++)
    labelling.rank[order[i]] = i;
  for (gsize i = 0; i < n; i++)
    label_parents (&labelling, order[i]);
  return build_class (&labelling, error);
}
