/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a network as it was read to a model: parents in the order of the graph, tables turned to match. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/formats/network-private.h"

static gboolean
check_complete (WfNetworkDraft *self, GError **error)
{
  for (guint v = 0; v < self->variables->len; v++)
    {
      const WfNetworkVariable *own = wf_network_draft_get (self, v);
      gsize n = own->states->len;

      if (!own->is_defined)
        return wf_network_draft_fail (self, own->place, error, WF_ERROR_DATA,
                                      _ ("“%s” has no probabilities; give it a table"), own->name);
      for (gsize first = 0; first < own->n_entries; first += n)
        if (isnan (own->table[first]))
          {
            g_autoptr (GString) states = g_string_new (NULL);
            gsize row = first / n;

            for (gsize k = own->n_parents; k-- > 0;)
              {
                GPtrArray *known = wf_network_draft_get (self, own->parents[k])->states;

                g_string_prepend (states, g_ptr_array_index (known, row % known->len));
                if (k > 0)
                  g_string_prepend (states, ", ");
                row /= known->len;
              }
            return wf_network_draft_fail (self, own->definition, error, WF_ERROR_DATA,
                                          _ ("the table of “%s” lacks the row (%s); add it"), own->name,
                                          states->str);
          }
    }
  return TRUE;
}

/* n_left[v] = parents of v that are not yet placed. What stays above 0 is on a cycle or below one. */
static guint *
count_unplaced_parents (WfNetworkDraft *self)
{
  guint n = self->variables->len;
  guint *n_left = g_new0 (guint, n + 1);
  g_autofree guint *todo = g_new (guint, n + 1);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n_todo = 0;

  for (guint v = 0; v < n; v++)
    g_ptr_array_add (children, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint v = 0; v < n; v++)
    {
      const WfNetworkVariable *own = wf_network_draft_get (self, v);

      n_left[v] = (guint) own->n_parents;
      for (gsize k = 0; k < own->n_parents; k++)
        g_array_append_val ((GArray *) g_ptr_array_index (children, own->parents[k]), v);
      if (n_left[v] == 0)
        todo[n_todo++] = v;
    }
  while (n_todo > 0)
    {
      GArray *below = g_ptr_array_index (children, todo[--n_todo]);

      for (guint i = 0; i < below->len; i++)
        {
          guint child = g_array_index (below, guint, i);

          if (--n_left[child] == 0)
            todo[n_todo++] = child;
        }
    }
  return n_left;
}

static guint
find_unplaced_parent (WfNetworkDraft *self, const guint *n_left, guint variable)
{
  const WfNetworkVariable *own = wf_network_draft_get (self, variable);

  for (gsize k = 0; k < own->n_parents; k++)
    if (n_left[own->parents[k]] > 0)
      return own->parents[k];
  g_return_val_if_reached (variable);
}

static gboolean
check_acyclic (WfNetworkDraft *self, GError **error)
{
  g_autofree guint *n_left = count_unplaced_parents (self);
  g_autofree gboolean *is_seen = g_new0 (gboolean, self->variables->len + 1);
  g_autoptr (GString) cycle = g_string_new (NULL);
  guint v = 0, first;

  while (v < self->variables->len && n_left[v] == 0)
    v++;
  if (v == self->variables->len)
    return TRUE;
  for (; !is_seen[v]; v = find_unplaced_parent (self, n_left, v))
    is_seen[v] = TRUE;
  first = v;
  g_string_append (cycle, wf_network_draft_get (self, first)->name);
  do
    {
      v = find_unplaced_parent (self, n_left, v);
      g_string_prepend (cycle, " → ");
      g_string_prepend (cycle, wf_network_draft_get (self, v)->name);
    }
  while (v != first);
  return wf_network_draft_fail (self, wf_network_draft_get (self, first)->definition, error, WF_ERROR_DATA,
                                _ ("the cycle %s; remove one of its arrows"), cycle->str);
}

static WfGraph *
build_graph (WfNetworkDraft *self, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, self->variables->len + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (guint v = 0; v < self->variables->len; v++)
    names[v] = wf_network_draft_get (self, v)->name;
  builder = wf_graph_builder_new (names);
  for (guint v = 0; v < self->variables->len; v++)
    {
      const WfNetworkVariable *own = wf_network_draft_get (self, v);

      for (gsize k = 0; k < own->n_parents; k++)
        wf_graph_builder_add_arrow (builder, own->parents[k], v);
      if (isfinite (own->x) && isfinite (own->y))
        wf_graph_builder_set_position (builder, v, own->x, own->y);
      if (own->is_latent)
        wf_graph_builder_set_latent (builder, v);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
}

/* steps[k]: how far apart, in rows of the file's table, two states of the k-th parent of the graph lie */
static gsize *
list_steps (WfNetworkDraft *self, const WfNetworkVariable *own, const guint *parents)
{
  gsize *steps = g_new0 (gsize, own->n_parents + 1);
  gsize step = 1;

  for (gsize j = own->n_parents; j-- > 0;)
    {
      for (gsize k = 0; k < own->n_parents; k++)
        if (parents[k] == own->parents[j])
          steps[k] = step;
      step *= wf_network_draft_get (self, own->parents[j])->states->len;
    }
  return steps;
}

/* The table with the parents in rising order. */
static double *
turn_table (WfNetworkDraft *self, const WfNetworkVariable *own, const guint *parents)
{
  gsize n = own->states->len, from = 0;
  g_autofree gsize *steps = list_steps (self, own, parents);
  g_autofree guint *states = g_new0 (guint, own->n_parents + 1);
  double *turned = g_new (double, own->n_entries);

  for (gsize first = 0; first < own->n_entries; first += n)
    {
      for (gsize i = 0; i < n; i++)
        turned[first + i] = own->table[from * n + i];
      for (gsize k = own->n_parents; k-- > 0;)
        {
          guint n_states = wf_network_draft_get (self, parents[k])->states->len;

          from += steps[k];
          if (++states[k] < n_states)
            break;
          from -= steps[k] * n_states;
          states[k] = 0;
        }
    }
  return turned;
}

static void
add_mechanism (WfNetworkDraft *self, WfModelBuilder *builder, WfGraph *graph, guint variable)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, variable, &n_parents);
  g_autofree double *turned = own->kind == NULL ? turn_table (self, own, parents) : NULL;
  const char *const *states;

  g_clear_pointer (&own->table, g_free);
  g_ptr_array_add (own->states, NULL);
  states = own->states->len > 1 ? (const char *const *) own->states->pdata : NULL;
  if (own->kind != NULL)
    wf_model_builder_set_mechanism (builder, variable, own->kind, states, own->numbers);
  else
    wf_model_builder_set_table (builder, variable, states, turned, own->n_entries);
  g_ptr_array_set_size (own->states, (int) own->states->len - 1);
}

WfModel *
wf_network_draft_end (WfNetworkDraft *self, GError **error)
{
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) builder = NULL;
  g_autoptr (GError) local_error = NULL;
  WfModel *model;

  if (self->variables->len == 0)
    {
      wf_network_draft_fail (self, NULL, error, WF_ERROR_DATA, _ ("there are no variables in here"));
      return NULL;
    }
  if (!check_complete (self, error) || !check_acyclic (self, error))
    return NULL;
  graph = build_graph (self, error);
  if (graph == NULL)
    return NULL;
  builder = wf_model_builder_new (graph);
  for (guint v = 0; v < self->variables->len; v++)
    add_mechanism (self, builder, graph, v);
  for (guint i = 0; i < self->warnings->len; i++)
    wf_model_builder_add_warning (builder, g_ptr_array_index (self->warnings, i));
  model = wf_model_builder_end (builder, &local_error);
  if (model == NULL)
    wf_network_draft_fail (self, NULL, error, local_error->code, "%s", local_error->message);
  return model;
}
