/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Another graph over the same variables, laid over the document's own. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/base/error.h"
#include "core/formats/formats.h"

/* Its edges between variables of ours, over our names; NULL with WF_ERROR_DATA when fewer than two are
 * shared. */
static WfGraph *
restrict_to (WfGraph *other, WfGraph *graph, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_graph_get_names (graph));
  gsize n_shared = 0;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (other, &n_edges);

  for (guint v = 0; v < wf_graph_get_n_nodes (other); v++)
    n_shared += wf_graph_find_node (graph, wf_graph_get_name (other, v)) >= 0;
  if (n_shared < 2)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The other graph is about other variables: fewer than two names are in both"));
      return NULL;
    }
  for (gsize e = 0; e < n_edges; e++)
    {
      gssize a = wf_graph_find_node (graph, wf_graph_get_name (other, edges[e].a));
      gssize b = wf_graph_find_node (graph, wf_graph_get_name (other, edges[e].b));

      if (a >= 0 && b >= 0)
        wf_graph_builder_set_edge (builder, (guint) a, (guint) b, edges[e].mark_a, edges[e].mark_b);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, error);
}

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
  beside = restrict_to (other, job->state->graph, error);
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
  WfState *next;

  if (self->state->graph == NULL ||
      !g_strv_equal (wf_graph_get_names (beside), wf_graph_get_names (self->state->graph)))
    return;
  next = wf_state_copy (self->state);
  g_clear_pointer (&next->beside, wf_graph_unref);
  g_clear_pointer (&next->beside_source, wf_source_unref);
  next->beside = g_steal_pointer (&owned);
  next->beside_source = g_steal_pointer (&owned_source);
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

void
wf_document_lay_beside (WfDocument *self)
{
  WfState *state = self->state;
  WfFigure *both;

  if (state->beside == NULL || state->layout == NULL ||
      !g_strv_equal (wf_graph_get_names (state->beside), wf_graph_get_names (state->graph)))
    return;
  both = wf_comparison_figure (state->beside, state->graph);
  for (guint v = 0; v < wf_graph_get_n_nodes (state->graph); v++)
    wf_figure_set_node (
        both, v, wf_figure_get_node_flags (self->figure, v), wf_figure_get_node_before (self->figure, v),
        wf_figure_get_node_after (self->figure, v), wf_figure_get_node_value (self->figure, v));
  self->figure_layout = wf_layout_keep_nodes (state->layout, state->graph, wf_figure_get_graph (both));
  wf_figure_unref (self->figure);
  self->figure = both;
}
