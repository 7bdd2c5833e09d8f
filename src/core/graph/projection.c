/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/graph/graph-private.h"

typedef struct
{
  WfGraph *dag;
  guint *observed, *selected; /* nodes */
  gsize n_observed, n_selected;
  gboolean *is_observed;
  gboolean *is_below_selected; /* selected, or an ancestor of such a node */
  gboolean *is_above;          /* n x n: [v * n + u] = u is v or an ancestor of v */
} Projection;

static void
projection_clear (Projection *self)
{
  g_free (self->observed);
  g_free (self->selected);
  g_free (self->is_observed);
  g_free (self->is_below_selected);
  g_free (self->is_above);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Projection, projection_clear)

/* The nodes of these names, or NULL with an error. */
static guint *
find_nodes (WfGraph *dag, const char *const *names, gsize *n, GError **error)
{
  g_autofree guint *nodes = NULL;

  *n = names != NULL ? g_strv_length ((GStrv) names) : 0;
  nodes = g_new (guint, *n + 1);
  for (gsize i = 0; i < *n; i++)
    {
      gssize node = wf_graph_find_node (dag, names[i]);

      if (node < 0)
        {
          const char *nearest = wf_nearest_name (names[i], wf_graph_get_names (dag));

          if (nearest != NULL)
            g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no node “%s”. Did you mean “%s”?"),
                         names[i], nearest);
          else
            g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                         _ ("The graph has no node “%s”. Name nodes that it has."), names[i]);
          return NULL;
        }
      nodes[i] = (guint) node;
    }
  return g_steal_pointer (&nodes);
}

static void
find_ancestors (Projection *self)
{
  WfGraph *dag = self->dag;

  self->is_above = g_new0 (gboolean, dag->n * dag->n + 1);
  self->is_below_selected = g_new0 (gboolean, dag->n + 1);
  for (guint v = 0; v < dag->n; v++)
    {
      gsize n;
      g_autofree guint *above = wf_graph_list_ancestors (dag, v, &n);

      self->is_above[v * dag->n + v] = TRUE;
      for (gsize i = 0; i < n; i++)
        self->is_above[v * dag->n + above[i]] = TRUE;
    }
  for (gsize i = 0; i < self->n_selected; i++)
    for (guint v = 0; v < dag->n; v++)
      self->is_below_selected[v] |= self->is_above[self->selected[i] * dag->n + v];
}

static gboolean
projection_init (
    Projection *self, WfGraph *dag, const char *const *observed, const char *const *selected, GError **error)
{
  self->dag = dag;
  self->observed = find_nodes (dag, observed, &self->n_observed, error);
  if (self->observed == NULL)
    return FALSE;
  self->selected = find_nodes (dag, selected, &self->n_selected, error);
  if (self->selected == NULL)
    return FALSE;
  self->is_observed = g_new0 (gboolean, dag->n + 1);
  for (gsize i = 0; i < self->n_observed; i++)
    self->is_observed[self->observed[i]] = TRUE;
  for (gsize i = 0; i < self->n_selected; i++)
    if (self->is_observed[self->selected[i]])
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("“%s” can’t be both observed and selected by. Take it out of one of the two lists."),
                     dag->names[self->selected[i]]);
        return FALSE;
      }
  find_ancestors (self);
  return TRUE;
}

/* No set separates the two when this one doesn't: their ancestors and those of what is selected by. */
static gboolean
is_adjacent (const Projection *self, guint x, guint y, guint *given)
{
  gsize n = self->dag->n;
  gsize n_given = 0;

  for (gsize i = 0; i < self->n_observed; i++)
    {
      guint v = self->observed[i];

      if (v != x && v != y &&
          (self->is_above[x * n + v] || self->is_above[y * n + v] || self->is_below_selected[v]))
        given[n_given++] = v;
    }
  memcpy (given + n_given, self->selected, self->n_selected * sizeof (guint));
  n_given += self->n_selected;
  return !wf_graph_is_d_separated (self->dag, x, y, given, n_given);
}

static WfMark
get_mark (const Projection *self, guint at, guint other)
{
  return self->is_above[other * self->dag->n + at] || self->is_below_selected[at] ? WF_MARK_TAIL
                                                                                  : WF_MARK_ARROW;
}

/**
 * wf_graph_to_mag:
 * @dag: a graph with arrows only and no directed cycle
 * @observed: (array zero-terminated=1): names of its nodes that are measured; the others are hidden
 * @selected: (array zero-terminated=1) (nullable): names of nodes whose value decided which rows were kept
 * @error: return location for an error
 *
 * The maximal ancestral graph over the measured nodes (Richardson & Spirtes 2002, section 4): two are
 * adjacent when no set of others separates them; a tail says that the node is an ancestor of the other end or
 * of a selected node, an arrow that it is neither. Errors: %WF_ERROR_DATA when @dag isn't a DAG, a name isn't
 * one of its nodes or is in both lists. Cost: the square of the number of measured nodes x (nodes + edges);
 * nodes squared in bytes.
 *
 * Returns: (transfer full): the MAG; its nodes are @observed, in their order
 */
WfGraph *
wf_graph_to_mag (WfGraph *dag, const char *const *observed, const char *const *selected, GError **error)
{
  g_auto (Projection) self = { 0 };
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autofree guint *given = NULL;

  g_return_val_if_fail (dag != NULL && observed != NULL, NULL);

  if (dag->kind != WF_GRAPH_DAG)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Nodes can be hidden in a DAG only; this graph is of kind %s."),
                   wf_graph_kind_to_text (dag->kind));
      return NULL;
    }
  if (!projection_init (&self, dag, observed, selected, error))
    return NULL;
  given = g_new (guint, dag->n + 1);
  builder = wf_graph_builder_new (observed);
  for (guint a = 0; a < self.n_observed; a++)
    for (guint b = a + 1; b < self.n_observed; b++)
      {
        guint x = self.observed[a];
        guint y = self.observed[b];

        if (is_adjacent (&self, x, y, given))
          wf_graph_builder_set_edge (builder, a, b, get_mark (&self, x, y), get_mark (&self, y, x));
      }
  return wf_graph_builder_end (builder, WF_GRAPH_MAG, error);
}
