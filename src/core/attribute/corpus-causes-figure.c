/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/attribute/corpus-causes-private.h"

typedef struct
{
  WfCorpusCauses *causes;
  GArray *edges; /* of WfEdge over the table's columns; its last n_explained are explained */
  gsize n_explained;
  guint8 *is_shown; /* by column */
} Selection;

static gboolean
is_current (const Selection *self, guint column)
{
  return self->causes->steps->columns[column].when == WF_STEP_CURRENT;
}

/* What doesn't touch the step itself is left out: how the past hangs together is a question of its own. */
static void
add_edge (Selection *self, WfEdge edge)
{
  if (!is_current (self, edge.a) && !is_current (self, edge.b))
    return;
  self->is_shown[edge.a] = self->is_shown[edge.b] = TRUE;
  g_array_append_val (self->edges, edge);
}

static void
select_edges (Selection *self)
{
  gsize n_edges, n_found;
  const WfEdge *edges =
      wf_graph_get_edges (wf_discovery_result_get_graph (self->causes->discovery), &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    add_edge (self, edges[e]);
  n_found = self->edges->len;
  for (guint i = 0; i < self->causes->explained->len; i++)
    {
      const WfExplainedPair *pair = &g_array_index (self->causes->explained, WfExplainedPair, i);
      WfEdge edge = { pair->a, pair->b, WF_MARK_TAIL, WF_MARK_TAIL, NAN };

      add_edge (self, edge);
    }
  self->n_explained = self->edges->len - n_found;
}

/* nodes: of each column, its node */
static WfGraph *
build_graph (const Selection *self, const guint *nodes, const char *const *names)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  for (guint e = 0; e < self->edges->len; e++)
    {
      const WfEdge *edge = &g_array_index (self->edges, WfEdge, e);

      wf_graph_builder_set_edge (builder, nodes[edge->a], nodes[edge->b], edge->mark_a, edge->mark_b);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
}

static void
mark_explained (const Selection *self, const guint *nodes, WfFigure *figure)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_figure_get_graph (figure), &n_edges);

  for (gsize i = self->edges->len - self->n_explained; i < self->edges->len; i++)
    for (gsize e = 0; e < n_edges; e++)
      if (edges[e].a == nodes[g_array_index (self->edges, WfEdge, i).a] &&
          edges[e].b == nodes[g_array_index (self->edges, WfEdge, i).b])
        wf_figure_set_edge_explained (figure, e, TRUE);
}

static void
set_alt (const Selection *self, WfFigure *figure)
{
  g_autofree char *links = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Graph of the signs of a step and what they are linked to: %zu link",
                   "Graph of the signs of a step and what they are linked to: %zu links",
                   self->edges->len - self->n_explained),
      self->edges->len - self->n_explained);
  g_autofree char *alt =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, and %zu that context explains.",
                                    "%s, and %zu that context explains.", self->n_explained),
                       links, self->n_explained);

  wf_figure_set_alt (figure, alt);
}

static WfFigure *
create_figure (const Selection *self)
{
  WfTable *table = self->causes->steps->table;
  gsize n = wf_table_get_n_columns (table);
  g_autofree guint *nodes = g_new0 (guint, n);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autoptr (WfGraph) graph = NULL;
  WfFigure *figure;
  guint n_nodes = 0;

  for (guint j = 0; j < n; j++)
    if (self->is_shown[j])
      {
        nodes[j] = n_nodes;
        names[n_nodes++] = wf_table_get_name (table, j);
      }
  graph = build_graph (self, nodes, names);
  figure = wf_figure_new_graph (graph);
  for (guint j = 0; j < n; j++)
    if (self->is_shown[j])
      {
        g_autoptr (WfMarginal) marginal = wf_marginal_new_observed (table, j);

        wf_figure_set_node (figure, nodes[j], 0, marginal, NULL, NULL);
      }
  mark_explained (self, nodes, figure);
  set_alt (self, figure);
  return figure;
}

/**
 * wf_corpus_causes_figure:
 * @self: a result
 *
 * The signs of a step, its deficiency, and all columns that are linked to one of them. A dashed link between
 * two of them is explained by context.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_corpus_causes_figure (WfCorpusCauses *self)
{
  gsize n = wf_table_get_n_columns (self->steps->table);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (WfEdge));
  g_autofree guint8 *is_shown = g_new0 (guint8, n);
  Selection selection = { .causes = self, .edges = edges, .is_shown = is_shown };

  for (guint j = 0; j < n; j++)
    is_shown[j] = is_current (&selection, j);
  select_edges (&selection);
  return create_figure (&selection);
}
