/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The model as a string diagram. A cut is an entry of the strip of worlds, as everything that is done to the
 * model. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-steps.h"
#include "app/document-private.h"

#define MAX_BOXES 2000 /* more aren't drawn: a picture of them says nothing */

static gboolean
is_directed (WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_CIRCLE || edges[i].mark_b == WF_MARK_CIRCLE ||
        (edges[i].mark_a == WF_MARK_TAIL && edges[i].mark_b == WF_MARK_TAIL))
      return FALSE;
  return TRUE;
}

const char *
wf_document_get_diagram_obstacle (WfDocument *self)
{
  WfGraph *graph;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  graph = self->state->graph;
  if (graph == NULL)
    return _ ("Learn a graph from a table, or open one");
  if (self->state->model == NULL && !is_directed (graph))
    return _ ("The graph leaves directions open: orient its edges, or learn one that a model fits");
  if (wf_graph_get_n_nodes (graph) > MAX_BOXES)
    return _ ("The graph has too many variables to be drawn as boxes and wires");
  return NULL;
}

/* ---- it follows the model and the worlds ---- */

static gboolean
is_wanted (WfDocument *self)
{
  return self->state->subject == WF_SUBJECT_DIAGRAM && wf_document_get_diagram_obstacle (self) == NULL;
}

/* of the diagram that is there; doesn't say so */
static void
follow_steps (WfDocument *self)
{
  wf_document_cancel_job (self, WF_JOB_STEPS);
  g_clear_pointer (&self->steps, wf_diagram_steps_unref);
  if (self->wants_steps && self->diagram && self->diagram->outcome && !self->is_diagram_stale)
    wf_document_start_steps (self);
}

guint
wf_document_follow_diagram (WfDocument *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    g_clear_pointer (&self->diagram, wf_diagram_answer_unref);
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_INTERVENTIONS | WF_PART_DIAGRAM))
    {
      wf_document_cancel_job (self, WF_JOB_DIAGRAM);
      g_clear_pointer (&self->diagram_problem, g_free);
      self->is_diagram_stale = TRUE;
      follow_steps (self);
    }
  if (self->diagram == NULL && self->diagram_problem == NULL)
    self->is_diagram_stale = TRUE;
  if (!self->is_diagram_stale)
    return 0;
  if (is_wanted (self) && self->jobs[WF_JOB_DIAGRAM] == NULL)
    wf_document_start_diagram (self);
  return WF_PART_DIAGRAM;
}

gboolean
wf_job_draw_diagram (WfJob *job, GError **error)
{
  g_autoptr (WfDiagramAnswer) previous = g_steal_pointer (&job->diagram);

  job->diagram = wf_diagram_answer_new (job->state, previous, job->progress, error);
  return job->diagram != NULL;
}

void
wf_document_take_diagram (WfDocument *self, WfJob *job, const GError *error)
{
  if (error == NULL)
    {
      g_clear_pointer (&self->diagram, wf_diagram_answer_unref);
      self->diagram = g_steal_pointer (&job->diagram);
    }
  g_free (self->diagram_problem);
  self->diagram_problem = error ? g_strdup (error->message) : NULL;
  self->is_diagram_stale = FALSE;
  follow_steps (self);
  wf_document_emit_changed (self, WF_PART_DIAGRAM);
}

WfDiagramAnswer *
wf_document_get_diagram (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->diagram;
}

const char *
wf_document_get_diagram_problem (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->diagram_problem;
}

gboolean
wf_document_is_diagram_stale (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return self->is_diagram_stale;
}

/* ---- how its cut is computed ---- */

gboolean
wf_job_list_steps (WfJob *job, GError **error)
{
  wf_progress_set_stage (job->progress, _ ("Laying out the steps"), 0);
  job->steps = wf_diagram_steps_new (job->diagram, job->progress, error);
  return job->steps != NULL;
}

void
wf_document_take_steps (WfDocument *self, WfJob *job)
{
  if (job->diagram != self->diagram)
    return;
  g_clear_pointer (&self->steps, wf_diagram_steps_unref);
  self->steps = g_steal_pointer (&job->steps);
  wf_document_emit_changed (self, WF_PART_DIAGRAM);
}

void
wf_document_want_steps (WfDocument *self, gboolean are_wanted)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->wants_steps == !!are_wanted)
    return;
  self->wants_steps = !!are_wanted;
  follow_steps (self);
  wf_document_emit_changed (self, WF_PART_DIAGRAM);
}

WfDiagramSteps *
wf_document_get_steps (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->steps;
}

/* ---- how it is looked at ---- */

void
wf_document_set_outcome (WfDocument *self, const char *name)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (g_strcmp0 (self->state->outcome, name) == 0)
    return;
  g_free (self->state->outcome);
  self->state->outcome = g_strdup (name);
  wf_document_emit_changed (self, wf_document_follow_diagram (self, WF_PART_DIAGRAM));
}

void
wf_document_set_bins (WfDocument *self, guint n_bins)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->state->n_bins == n_bins)
    return;
  self->state->n_bins = n_bins;
  wf_document_emit_changed (self, wf_document_follow_diagram (self, WF_PART_DIAGRAM));
}

guint
wf_document_get_bins (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), 0);
  return self->state->n_bins;
}

/* ---- cuts ---- */

static const char *
get_name (WfDocument *self, guint node)
{
  return wf_graph_get_name (self->state->graph, node);
}

static gboolean
has_levels (WfDocument *self, const char *name)
{
  WfTable *table = self->state->table   ? self->state->table
                   : self->state->model ? wf_model_get_table (self->state->model)
                                        : NULL;
  gssize column = table ? wf_table_find_column (table, name) : -1;

  return column < 0 || wf_table_get_kind (table, (gsize) column) == WF_COLUMN_DISCRETE;
}

/* A number is drawn as it was observed: there is no uniform state on the reals. */
void
wf_document_cut (WfDocument *self, guint node)
{
  g_autoptr (WfIntervention) cut = NULL;
  const char *name;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->graph != NULL && node < wf_graph_get_n_nodes (self->state->graph));
  g_return_if_fail (!wf_graph_is_latent (self->state->graph, node));

  name = get_name (self, node);
  cut = wf_intervention_new_draw (name, has_levels (self, name) ? WF_DRAW_EVEN : WF_DRAW_OBSERVED);
  wf_document_intervene (self, cut);
}

gssize
wf_document_find_cut (WfDocument *self, guint node)
{
  gssize i;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), -1);
  g_return_val_if_fail (self->state->graph != NULL && node < wf_graph_get_n_nodes (self->state->graph), -1);

  i = wf_state_find_world (self->state, get_name (self, node));
  return i >= 0 && wf_document_is_intervention_active (self, (gsize) i) &&
                 wf_intervention_cuts_causes (wf_document_get_intervention (self, (gsize) i))
             ? i
             : -1;
}

void
wf_document_mend (WfDocument *self, guint node)
{
  gssize i = wf_document_find_cut (self, node);

  if (i >= 0)
    wf_document_remove_intervention (self, (gsize) i);
}

/* ---- tables that are changed by hand ---- */

/* the model whose tables are in the boxes, and may be changed there; NULL = it is of intervals, or there is
 * none */
static WfModel *
get_tables (WfDocument *self)
{
  WfDiagramAnswer *answer = self->diagram;

  return answer && answer->binned == NULL && !answer->is_gaussian && answer->model == self->state->model
             ? answer->tables
             : NULL;
}

gboolean
wf_document_set_table (WfDocument *self, guint node, const double *cpt, gsize n, GError **error)
{
  WfModel *tables, *fitted;
  g_autoptr (WfModel) model = NULL;
  g_autofree char *label = NULL;
  WfState *next;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  tables = get_tables (self);
  g_return_val_if_fail (tables != NULL, FALSE);

  fitted = wf_state_get_fitted (self->state);
  model = wf_state_change_table (self->state, fitted ? fitted : tables, node, cpt, n, error);
  if (model == NULL)
    return FALSE;
  label = g_strdup_printf (_ ("Change the table of %s"), get_name (self, node));
  next = wf_state_copy (self->state);
  wf_state_set_tables (next, fitted ? fitted : tables, model);
  wf_document_commit (self, label, NULL, next);
  return TRUE;
}

gboolean
wf_document_is_table_changed (WfDocument *self, guint node)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return wf_state_is_table_changed (self->state, node);
}

void
wf_document_restore_table (WfDocument *self, guint node)
{
  WfModel *fitted;
  g_autoptr (WfModel) model = NULL;
  g_autofree char *label = NULL;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  fitted = wf_state_get_fitted (self->state);
  if (fitted == NULL)
    return;
  model = wf_state_change_table (self->state, fitted, node, NULL, 0, NULL);
  g_return_if_fail (model != NULL);
  label = g_strdup_printf (_ ("Fitted table of %s"), get_name (self, node));
  next = wf_state_copy (self->state);
  wf_state_set_tables (next, fitted, model);
  wf_document_commit (self, label, NULL, next);
}
