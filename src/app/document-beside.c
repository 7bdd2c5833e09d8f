/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Another graph over the same variables, laid over the document's own. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/formats/formats.h"
#include "core/graph/compare.h"

static void
note_strangers (WfJob *job, WfGraph *other)
{
  gsize n = 0;
  g_autofree char *text = NULL;

  for (guint v = 0; v < wf_graph_get_n_nodes (other); v++)
    n += wf_graph_find_node (job->state->graph, wf_graph_get_name (other, v)) < 0;
  if (n == 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%zu variable is only in the other graph, and was left out",
                                       "%zu variables are only in the other graph, and were left out", n),
                          n);
  wf_job_add_note (job, text);
}

gboolean
wf_job_read_beside (WfJob *job, GError **error)
{
  g_autoptr (WfSource) source = wf_source_open (job->file, job->progress, error);
  g_autoptr (WfGraph) other = source != NULL ? wf_graph_read (source, error) : NULL;
  WfGraph *beside;

  if (other == NULL)
    return FALSE;
  beside = wf_graph_restrict (other, job->state->graph, error);
  if (beside == NULL)
    return FALSE;
  note_strangers (job, other);
  g_clear_pointer (&job->state->beside, wf_graph_unref);
  g_clear_pointer (&job->state->beside_source, wf_source_unref);
  job->state->beside = beside;
  job->state->beside_source = g_steal_pointer (&source);
  return TRUE;
}

/* The present graph may be another one than when the reading began: its names decide. */
void
wf_document_take_beside (WfDocument *self, WfGraph *beside, WfSource *source)
{
  g_autoptr (WfGraph) owned = beside;
  g_autoptr (WfSource) owned_source = source;
  g_autofree char *label = NULL;
  WfState *next = wf_state_copy (self->state);

  g_clear_pointer (&next->beside, wf_graph_unref);
  g_clear_pointer (&next->beside_source, wf_source_unref);
  next->beside = g_steal_pointer (&owned);
  next->beside_source = g_steal_pointer (&owned_source);
  if (!wf_state_is_beside (next))
    {
      wf_state_free (next);
      return;
    }
  label = source != NULL ? g_strdup_printf (_ ("Lay %s over"), wf_source_get_name (source))
                         : g_strdup (_ ("Lay the graph before over"));
  wf_document_commit (self, label, NULL, next);
}

void
wf_document_lay_over (WfDocument *self, GFile *file)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->graph != NULL);
  g_return_if_fail (G_IS_FILE (file));

  wf_document_start_beside (self, file);
}

gboolean
wf_document_has_previous_graph (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  return self->state->graph != NULL &&
         wf_history_find_other_graph (self->history, self->state->graph) != NULL;
}

gboolean
wf_document_lay_over_previous (WfDocument *self)
{
  WfGraph *other;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (self->state->graph != NULL, FALSE);

  other = wf_history_find_other_graph (self->history, self->state->graph);
  if (other == NULL)
    return FALSE;
  wf_document_take_beside (self, wf_graph_ref (other), NULL);
  return TRUE;
}

void
wf_document_lift_off (WfDocument *self)
{
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->state->beside == NULL)
    return;
  next = wf_state_copy (self->state);
  g_clear_pointer (&next->beside, wf_graph_unref);
  g_clear_pointer (&next->beside_source, wf_source_unref);
  wf_document_commit (self, _ ("Take the other graph off"), NULL, next);
}

WfGraph *
wf_document_get_beside (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  return self->figure_layout != NULL ? self->state->beside : NULL;
}

char *
wf_document_dup_beside_name (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->state->beside == NULL)
    return NULL;
  return g_strdup (self->state->beside_source != NULL ? wf_source_get_name (self->state->beside_source)
                                                      : _ ("the graph before"));
}

/* A link of a variable that the other graph doesn't know can't be told to be one more. */
static void
leave_unknown_plain (WfFigure *figure, WfGraph *beside)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    if (wf_graph_find_node (beside, wf_graph_get_name (graph, edges[e].a)) < 0 ||
        wf_graph_find_node (beside, wf_graph_get_name (graph, edges[e].b)) < 0)
      wf_figure_set_edge_difference (figure, e, WF_EDGE_PLAIN);
}

void
wf_document_lay_beside (WfDocument *self)
{
  WfState *state = self->state;
  WfFigure *both;

  if (!wf_state_is_beside (state) || state->layout == NULL)
    return;
  both = wf_comparison_figure (state->beside, state->graph);
  leave_unknown_plain (both, state->beside);
  for (guint v = 0; v < wf_graph_get_n_nodes (state->graph); v++)
    wf_figure_set_node (
        both, v, wf_figure_get_node_flags (self->figure, v), wf_figure_get_node_before (self->figure, v),
        wf_figure_get_node_after (self->figure, v), wf_figure_get_node_value (self->figure, v));
  self->figure_layout = wf_layout_keep_nodes (state->layout, state->graph, wf_figure_get_graph (both));
  wf_figure_unref (self->figure);
  self->figure = both;
}
