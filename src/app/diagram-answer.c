/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A document's model as a string diagram: what the window's diagram and its report rest on. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-words.h"
#include "core/base/error.h"
#include "core/diagram/diagram-figure.h"
#include "core/table/bins.h"

static void
answer_clear (gpointer data)
{
  WfDiagramAnswer *self = data;

  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->tables, wf_model_unref);
  g_clear_pointer (&self->drawn, wf_graph_unref);
  g_clear_pointer (&self->states, wf_table_unref);
  g_clear_pointer (&self->binned, g_strfreev);
  g_clear_pointer (&self->observed, wf_diagram_unref);
  g_clear_pointer (&self->surgered, wf_diagram_unref);
  g_clear_pointer (&self->cuts, g_strfreev);
  g_free (self->treatment);
  g_free (self->outcome);
  g_free (self->seen);
  g_free (self->cut);
  g_free (self->cut_problem);
  g_clear_pointer (&self->bridge, wf_bridge_unref);
  g_clear_pointer (&self->comb, wf_comb_unref);
  g_clear_pointer (&self->linear, wf_linear_comb_unref);
  g_free (self->effect);
  g_free (self->comb_problem);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
}

WfDiagramAnswer *
wf_diagram_answer_ref (WfDiagramAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_diagram_answer_unref (WfDiagramAnswer *self)
{
  g_atomic_rc_box_release_full (self, answer_clear);
}

/* ---- what it is drawn of ---- */

/* every column of a node is one of these */
static gboolean
are_all_numbers (WfTable *table, WfGraph *graph, char **continuous)
{
  gsize n = 0;

  for (guint node = 0; node < wf_graph_get_n_nodes (graph); node++)
    n += wf_table_find_column (table, wf_graph_get_name (graph, node)) >= 0;
  return n > 0 && n == g_strv_length (continuous);
}

/* the table with states in place of numbers, unless all of it is Gaussian and nobody asked for states */
static gboolean
choose_states (WfDiagramAnswer *self, GError **error)
{
  g_auto (GStrv) continuous = self->table ? wf_diagram_list_continuous (self->table, self->graph) : NULL;

  self->can_be_gaussian = self->model ? wf_model_is_linear (self->model)
                                      : self->table && are_all_numbers (self->table, self->graph, continuous);
  self->is_gaussian = self->n_bins == 0 && self->can_be_gaussian;
  if (self->table == NULL || self->is_gaussian)
    return TRUE;
  if (continuous[0] == NULL)
    {
      self->states = wf_table_ref (self->table);
      return TRUE;
    }
  self->states = wf_table_bin (self->table, (const char *const *) continuous,
                               self->n_bins > 0 ? self->n_bins : WF_DIAGRAM_BINS, error);
  self->binned = g_steal_pointer (&continuous);
  return self->states != NULL;
}

static gboolean
hides_something (WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_ARROW && edges[i].mark_b == WF_MARK_ARROW)
      return TRUE;
  for (guint node = 0; node < wf_graph_get_n_nodes (graph); node++)
    if (wf_graph_is_latent (graph, node))
      return TRUE;
  return FALSE;
}

/* The document's own model where it is one of tables or of linear maps; else tables are fitted. */
static gboolean
choose_tables (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->drawn = wf_graph_ref (self->model ? wf_model_get_graph (self->model) : self->graph);
  if (self->model && (self->is_gaussian || (self->binned == NULL && wf_model_is_discrete (self->model))))
    {
      self->tables = wf_model_ref (self->model);
      return TRUE;
    }
  if (hides_something (self->drawn))
    self->cut_problem =
        g_strdup (_ ("the graph hides a variable, so that no table can be fitted to its boxes"));
  else if (self->states == NULL && !self->is_gaussian)
    self->cut_problem = g_strdup (_ ("there is no table to fit"));
  else
    self->tables =
        wf_model_fit (self->is_gaussian ? "linear-gaussian" : "categorical",
                      self->is_gaussian ? self->table : self->states, self->drawn, NULL, progress, &local);
  if (local == NULL || local->domain == WF_ERROR)
    {
      if (local)
        self->cut_problem = g_strdup (local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
is_of (const WfDiagramAnswer *self, const WfState *state)
{
  return self->table == state->table && self->graph == state->graph && self->model == state->model &&
         self->n_bins == state->n_bins;
}

#define KEEP(field, type) self->field = previous->field ? wf_##type##_ref (previous->field) : NULL

static gboolean
draw_observed (WfDiagramAnswer *self, WfDiagramAnswer *previous, WfProgress *progress, GError **error)
{
  if (previous != NULL)
    {
      KEEP (tables, model);
      KEEP (drawn, graph);
      KEEP (states, table);
      KEEP (observed, diagram);
      self->binned = g_strdupv (previous->binned);
      self->is_gaussian = previous->is_gaussian;
      self->can_be_gaussian = previous->can_be_gaussian;
      self->cut_problem = self->tables ? NULL : g_strdup (previous->cut_problem);
      return TRUE;
    }
  if (!choose_states (self, error) || !choose_tables (self, progress, error))
    return FALSE;
  self->observed =
      self->tables ? wf_diagram_new_from_model (self->tables, NULL, error)
                   : wf_diagram_new_from_graph (self->drawn, self->is_gaussian ? self->table : self->states,
                                                NULL, error);
  return self->observed != NULL;
}

#undef KEEP

/* ---- what is cut ---- */

static gboolean
cut (WfDiagramAnswer *self, const WfState *state, GError **error)
{
  g_autoptr (GPtrArray) active = wf_state_list_active (state);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  self->surgered = wf_diagram_ref (self->observed);
  for (guint i = 0; i < active->len; i++)
    {
      const char *name = wf_intervention_get_node (active->pdata[i]);
      g_autoptr (WfDiagram) before = NULL;

      if (!wf_intervention_cuts_causes (active->pdata[i]) || wf_graph_find_node (self->drawn, name) < 0)
        continue;
      before = g_steal_pointer (&self->surgered);
      self->surgered = wf_diagram_cut (before, name, error);
      if (self->surgered == NULL)
        return FALSE;
      g_strv_builder_add (names, name);
      g_free (self->treatment);
      self->treatment = g_strdup (name);
    }
  self->cuts = g_strv_builder_end (names);
  return TRUE;
}

/* The one that was chosen; else the last of the treatment's descendants, the causes first; else the last. */
static char *
choose_outcome (WfDiagramAnswer *self, const char *chosen)
{
  gssize x = wf_graph_find_node (self->drawn, self->treatment);
  gssize c = chosen ? wf_graph_find_node (self->drawn, chosen) : -1, last = -1;
  gsize n, n_below;
  g_autofree guint *order = wf_graph_sort_topologically (self->drawn, &n);
  g_autofree guint *below = wf_graph_list_descendants (self->drawn, (guint) x, &n_below);

  if (c >= 0 && c != x && !wf_graph_is_latent (self->drawn, (guint) c))
    return g_strdup (chosen);
  c = -1;
  for (gsize i = 0; order != NULL && i < n; i++)
    {
      if (order[i] == (guint) x || wf_graph_is_latent (self->drawn, order[i]))
        continue;
      last = order[i];
      for (gsize k = 0; k < n_below; k++)
        if (below[k] == order[i])
          c = order[i];
    }
  c = c >= 0 ? c : last;
  return c >= 0 ? g_strdup (wf_graph_get_name (self->drawn, (guint) c)) : NULL;
}

/* ---- numbers ---- */

/* slope and intercept; map: nullable */
static double *
dup_line (WfGaussianMap *map)
{
  double *line = map ? g_new (double, 2) : NULL;
  gsize n;

  if (map != NULL)
    {
      line[0] = wf_gaussian_map_get_coefficients (map, &n)[0];
      line[1] = wf_gaussian_map_get_offset (map, &n)[0];
    }
  return line;
}

static void
compute_linear_comb (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  if (self->table)
    self->linear = wf_linear_comb_new_from_table (self->table, self->drawn, self->treatment, self->outcome,
                                                  progress, error);
  else
    self->linear =
        wf_linear_comb_new_from_model (self->tables, self->treatment, self->outcome, progress, error);
  if (self->linear == NULL)
    return;
  self->seen = dup_line (wf_linear_comb_get_observed (self->linear));
  self->effect = dup_line (wf_linear_comb_get_effect (self->linear));
}

static void
compute_state_comb (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  const double *effect;
  gsize n;

  if (self->states)
    self->comb = wf_comb_new_from_table (self->states, self->drawn, self->treatment, self->outcome, 0,
                                         progress, error);
  else if (self->tables)
    self->comb = wf_comb_new_from_model (self->tables, self->treatment, self->outcome, progress, error);
  else
    self->comb_problem = g_strdup (_ ("there is no table"));
  effect = self->comb ? wf_comb_get_effect (self->comb, &n) : NULL;
  self->effect = effect ? g_memdup2 (effect, n * sizeof (double)) : NULL;
}

/* where a bridge lacks support another one was taken */
static void
take_bridge (WfDiagramAnswer *self)
{
  WfBridge *bridge = self->comb     ? wf_comb_get_bridge (self->comb)
                     : self->linear ? wf_linear_comb_get_bridge (self->linear)
                                    : self->bridge;

  if (bridge == self->bridge)
    return;
  wf_bridge_ref (bridge);
  g_clear_pointer (&self->bridge, wf_bridge_unref);
  self->bridge = bridge;
}

static gboolean
compute_comb (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->bridge = wf_bridge_find (self->drawn, self->treatment, self->outcome, progress, &local);
  if (self->bridge == NULL)
    ;
  else if (g_strv_length (self->cuts) > 1)
    self->comb_problem = g_strdup (_ ("more than one variable is cut"));
  else if (self->is_gaussian && (self->table || self->tables))
    compute_linear_comb (self, progress, &local);
  else
    compute_state_comb (self, progress, &local);
  take_bridge (self);
  if (local == NULL || local->domain == WF_ERROR)
    {
      if (local)
        self->comb_problem = g_strdup (local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
compute_cut (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (WfGaussianMap) map = NULL;
  gsize n;

  if (self->tables == NULL)
    return TRUE;
  if (self->is_gaussian)
    map = wf_linear_comb_evaluate_cut (self->surgered, self->treatment, self->outcome, progress, &local);
  self->cut = self->is_gaussian ? dup_line (map)
                                : wf_comb_evaluate_cut (self->surgered, self->treatment, self->outcome, &n,
                                                        progress, &local);
  if (local == NULL || local->domain == WF_ERROR)
    {
      if (local)
        self->cut_problem = g_strdup (local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What isn't seen is no error: the panel shows a dash. */
static void
compute_seen (WfDiagramAnswer *self)
{
  const char *given[] = { self->treatment, NULL };
  gsize n;

  if (!self->is_gaussian)
    self->seen = wf_diagram_answer_tabulate (self, self->outcome, given, &n, NULL);
}

static void
tabulate_sources (WfDiagramAnswer *self)
{
  self->sources = wf_diagram_answer_list_sources (self);
  for (guint i = 0; self->sources != NULL && i < self->sources->len; i++)
    {
      WfDiagramSource *source = g_ptr_array_index (self->sources, i);

      source->values = wf_diagram_answer_tabulate (self, source->of, (const char *const *) source->given,
                                                   &source->n, NULL);
    }
}

static gboolean
compute_numbers (WfDiagramAnswer *self, WfProgress *progress, GError **error)
{
  if (self->outcome == NULL)
    return TRUE;
  self->n_numbers =
      self->is_gaussian
          ? 2
          : (gsize) g_strv_length ((GStrv) wf_diagram_answer_get_levels (self, self->treatment)) *
                g_strv_length ((GStrv) wf_diagram_answer_get_levels (self, self->outcome));
  compute_seen (self);
  if (!wf_progress_check (progress, error) || !compute_cut (self, progress, error) ||
      !compute_comb (self, progress, error))
    return FALSE;
  tabulate_sources (self);
  return TRUE;
}

/* ---- its picture ---- */

static gboolean
lay_out (WfDiagramAnswer *self, WfDiagramAnswer *previous, WfProgress *progress, GError **error)
{
  wf_progress_set_stage (progress, _ ("Laying out the diagram"), 0);
  self->figure = wf_diagram_figure_new (self->observed, (const char *const *) self->cuts, self->comb);
  self->wiring = wf_wiring_new (self->figure, previous ? previous->wiring : NULL, progress, error);
  return self->wiring != NULL;
}

WfDiagramAnswer *
wf_diagram_answer_new (const WfState *state, WfDiagramAnswer *previous, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagramAnswer) self = g_atomic_rc_box_new0 (WfDiagramAnswer);

  self->table = state->table ? wf_table_ref (state->table) : NULL;
  self->graph = wf_graph_ref (state->graph);
  self->model = state->model ? wf_model_ref (state->model) : NULL;
  self->n_bins = state->n_bins;
  wf_progress_set_stage (progress, _ ("Drawing the diagram"), 0);
  if (!draw_observed (self, previous && is_of (previous, state) ? previous : NULL, progress, error) ||
      !cut (self, state, error))
    return NULL;
  if (self->treatment)
    self->outcome = choose_outcome (self, state->outcome);
  return compute_numbers (self, progress, error) && lay_out (self, previous, progress, error)
             ? g_steal_pointer (&self)
             : NULL;
}

/* ---- asking it ---- */

const char *const *
wf_diagram_answer_get_levels (WfDiagramAnswer *self, const char *name)
{
  gssize object = wf_diagram_find_object (self->observed, name);

  return object >= 0 ? wf_diagram_get_levels (self->observed, (guint) object) : NULL;
}

/* the joint table of names, the last fastest: counted, or without rows of the model */
static double *
evaluate_joint (WfDiagramAnswer *self, const char *const *names, gsize *n, GError **error)
{
  g_autoptr (WfDiagram) joint = self->states ? wf_diagram_new_from_table (self->states, names, 0, error)
                                             : wf_diagram_with_outputs (self->observed, names, error);

  return joint != NULL ? wf_diagram_evaluate (joint, NULL, n, NULL, error) : NULL;
}

double *
wf_diagram_answer_tabulate (
    WfDiagramAnswer *self, const char *of, const char *const *given, gsize *n, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *const *levels = wf_diagram_answer_get_levels (self, of);
  gsize n_levels = levels ? g_strv_length ((GStrv) levels) : 0;
  double *values;

  for (; *given; given++)
    g_ptr_array_add (names, (gpointer) *given);
  g_ptr_array_add (names, (gpointer) of);
  g_ptr_array_add (names, NULL);
  values = n_levels > 0 ? evaluate_joint (self, (const char *const *) names->pdata, n, error) : NULL;
  for (gsize row = 0; values != NULL && row < *n; row += n_levels)
    {
      double sum = 0;

      for (gsize i = 0; i < n_levels; i++)
        sum += values[row + i];
      for (gsize i = 0; i < n_levels; i++)
        values[row + i] = sum > 0 ? values[row + i] / sum : NAN;
    }
  return values;
}
