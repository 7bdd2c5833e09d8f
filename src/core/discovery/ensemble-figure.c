/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How often the samples of a bootstrap have each edge, as a picture: a matrix of the variables, or where they
 * are too many the most frequent edges as bars. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/discovery/discovery-report-private.h"
#include "core/report/figure-chart.h"

#define MOST_VARIABLES 60 /* of a matrix that can still be read */
#define MOST_BARS      40

typedef struct
{
  guint from, at;
  double share;
} Arrow;

/* The variables that any sample has an edge at; places: where each stands among them. Returns their number.
 */
static gsize
find_linked (WfEnsemble *ensemble, gsize n_nodes, gssize *places)
{
  gsize n = 0;

  for (gsize v = 0; v < n_nodes; v++)
    places[v] = -1;
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      places[a] = places[b] = 0;
    }
  for (gsize v = 0; v < n_nodes; v++)
    if (places[v] >= 0)
      places[v] = (gssize) n++;
  return n;
}

static WfFigure *
create_matrix (WfGraph *graph, const gssize *places, gsize n)
{
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (places[v] >= 0)
      names[places[v]] = wf_graph_get_name (graph, v);
  return wf_figure_new_heat (names);
}

static void
fill_diagonal (WfFigure *figure, gsize n, double share)
{
  for (gsize row = 0; row < n; row++)
    for (gsize column = 0; column < n; column++)
      if (row != column)
        wf_figure_set_heat_cell (figure, row, column, share);
}

static WfFigure *
create_arrows (WfEnsemble *ensemble, WfGraph *graph, const gssize *places, gsize n)
{
  WfFigure *figure = create_matrix (graph, places, n);

  fill_diagonal (figure, n, 0);
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      wf_figure_set_heat_cell (figure, (gsize) places[a], (gsize) places[b],
                               wf_ensemble_get_mark (ensemble, a, b, WF_MARK_ARROW));
      wf_figure_set_heat_cell (figure, (gsize) places[b], (gsize) places[a],
                               wf_ensemble_get_mark (ensemble, b, a, WF_MARK_ARROW));
    }
  wf_figure_set_chart_alt (figure,
                           _ ("Matrix of how often the samples have an arrow from the variable of the row to "
                              "that of the column."));
  return figure;
}

/* Below the diagonal alone: a pair is adjacent or not, whichever is named first. */
static WfFigure *
create_adjacencies (WfEnsemble *ensemble, WfGraph *graph, const gssize *places, gsize n)
{
  WfFigure *figure = create_matrix (graph, places, n);

  for (gsize row = 0; row < n; row++)
    for (gsize column = 0; column < row; column++)
      wf_figure_set_heat_cell (figure, row, column, 0);
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      wf_figure_set_heat_cell (figure, (gsize) places[b], (gsize) places[a],
                               wf_ensemble_get_adjacency (ensemble, a, b));
    }
  wf_figure_set_chart_alt (
      figure, _ ("Matrix of how often the samples have an edge of any kind between two variables."));
  return figure;
}

/* Is there an edge that some sample leaves open at both ends? */
static gboolean
has_open_edges (WfEnsemble *ensemble)
{
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      if (wf_ensemble_get_mark (ensemble, a, b, WF_MARK_ARROW) +
              wf_ensemble_get_mark (ensemble, b, a, WF_MARK_ARROW) <
          wf_ensemble_get_adjacency (ensemble, a, b) - 1e-9)
        return TRUE;
    }
  return FALSE;
}

/* Does any sample have an arrow? */
static gboolean
has_arrows (WfEnsemble *ensemble)
{
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      if (wf_ensemble_get_mark (ensemble, a, b, WF_MARK_ARROW) > 0 ||
          wf_ensemble_get_mark (ensemble, b, a, WF_MARK_ARROW) > 0)
        return TRUE;
    }
  return FALSE;
}

static int
compare_arrows (gconstpointer a, gconstpointer b)
{
  const Arrow *s = a, *t = b;

  if (s->share != t->share)
    return s->share > t->share ? -1 : 1;
  if (s->from != t->from)
    return s->from < t->from ? -1 : 1;
  return s->at < t->at ? -1 : s->at > t->at;
}

static WfFigure *
create_bars (WfEnsemble *ensemble, WfGraph *graph)
{
  WfFigure *figure = wf_figure_new_chart (WF_CHART_BARS, 0, 1);
  g_autoptr (GArray) arrows = g_array_new (FALSE, FALSE, sizeof (Arrow));

  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;
      double share;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      share = wf_ensemble_get_adjacency (ensemble, a, b);
      g_array_append_val (arrows, ((Arrow){ a, b, share }));
    }
  g_array_sort (arrows, compare_arrows);
  for (guint i = 0; i < MIN (arrows->len, MOST_BARS); i++)
    {
      const Arrow *arrow = &g_array_index (arrows, Arrow, i);
      g_autofree char *label = g_strdup_printf ("%s – %s", wf_graph_get_name (graph, arrow->from),
                                                wf_graph_get_name (graph, arrow->at));
      g_autofree char *percent = wf_format_percent (arrow->share);

      wf_figure_add_bar (figure, label, 0, arrow->share, percent, FALSE);
    }
  wf_figure_set_chart_axis (figure, _ ("share of the samples with an edge"));
  wf_figure_set_chart_alt (figure, _ ("The most frequent edges of the samples, of any kind."));
  return figure;
}

void
wf_discovery_report_add_ensemble (const WfDiscoveryReport *self, WfEnsemble *ensemble)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autofree gssize *places = g_new (gssize, n_nodes + 1);
  gsize n = find_linked (ensemble, n_nodes, places);

  if (n == 0)
    return;
  if (n > MOST_VARIABLES)
    {
      g_autoptr (WfFigure) bars = create_bars (ensemble, self->graph);

      wf_report_builder_add_figure (self->builder, bars,
                                    _ ("The edges that most samples have, whatever their marks."));
      return;
    }

  if (has_arrows (ensemble))
    {
      g_autoptr (WfFigure) arrows = create_arrows (ensemble, self->graph, places, n);

      wf_report_builder_add_figure (
          self->builder, arrows,
          _ ("Percent of the samples with an arrow from the variable of the row to that of the column; "
             "empty: "
             "none. An arrow at both ends counts in both directions. Variables without an edge in any sample "
             "are left out."));
    }
  if (has_open_edges (ensemble))
    {
      g_autoptr (WfFigure) adjacencies = create_adjacencies (ensemble, self->graph, places, n);

      wf_report_builder_add_figure (
          self->builder, adjacencies,
          _ ("Percent of the samples with an edge of any kind between two variables, "
             "those included whose direction is open."));
    }
}
