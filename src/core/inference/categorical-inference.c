/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* P(x | do(d), e): the tables of the nodes that are set are left out of the product (Pearl 2009, 3.2.3),
 * levels that are set or observed are put in, and of the rest only the ancestors of x and e count: all others
 * are barren (Shachter 1986). */

#include "config.h"

#include <math.h>

#include "core/inference/effect-private.h"
#include "core/inference/elimination-private.h"

#define TOLERANCE 1e-9 /* of a probability: what counts as changed */

/* The parents of every node, listed once. */
typedef struct
{
  guint n_nodes;
  guint **parents;
  gsize *n_parents;
} Network;

static void
network_init (Network *self, WfGraph *graph)
{
  self->n_nodes = wf_graph_get_n_nodes (graph);
  self->parents = g_new0 (guint *, self->n_nodes + 1);
  self->n_parents = g_new0 (gsize, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    self->parents[i] = wf_graph_list_parents (graph, i, &self->n_parents[i]);
}

static void
network_clear (Network *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    g_free (self->parents[i]);
  g_free (self->parents);
  g_free (self->n_parents);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Network, network_clear)

/* The network in one of the two worlds. */
typedef struct
{
  const Network *network;
  WfEffect *effect;
  gboolean is_after;
  guint n_nodes;
  gsize *sizes; /* n_nodes: levels */
  gint *levels; /* n_nodes: set or observed, or -1 */
} World;

static void
world_clear (World *self)
{
  g_free (self->sizes);
  g_free (self->levels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
is_cut_off (const World *self, guint node)
{
  return self->is_after && wf_effect_is_fixed (self->effect, node);
}

static void
world_init (World *self, const Network *network, WfEffect *effect, gboolean is_after)
{
  WfTable *table = wf_model_get_table (effect->model);

  self->network = network;
  self->effect = effect;
  self->is_after = is_after;
  self->n_nodes = wf_table_get_n_columns (table);
  self->sizes = g_new (gsize, self->n_nodes + 1);
  self->levels = g_new (gint, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const WfCondition *condition = &effect->conditions[i];

      self->sizes[i] = wf_table_get_n_levels (table, i);
      self->levels[i] = condition->is_observed ? (gint) condition->evidence_level : -1;
      if (is_cut_off (self, i))
        self->levels[i] = condition->level;
    }
}

/* Marks a node and its ancestors in the mutilated graph. */
static void
mark_ancestors (const World *self, guint node, gboolean *is_relevant)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (stack, node);
  while (stack->len > 0)
    {
      guint top = g_array_index (stack, guint, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (is_relevant[top])
        continue;
      is_relevant[top] = TRUE;
      if (is_cut_off (self, top))
        continue;
      g_array_append_vals (stack, self->network->parents[top], self->network->n_parents[top]);
    }
}

/* P(node | parents) with the levels put in, over the free nodes */
static WfFactor *
make_factor (const World *self, guint node)
{
  WfModel *model = self->effect->model;
  const guint *parents = self->network->parents[node];
  gsize n_parents = self->network->n_parents[node];
  g_autofree guint *variables = g_new (guint, n_parents + 1);

  for (gsize k = 0; k < n_parents; k++)
    variables[k] = parents[k];
  variables[n_parents] = node;
  return wf_factor_new_reduced (variables, n_parents + 1, self->sizes, wf_model_get_cpt (model, node, NULL),
                                self->levels);
}

/* The normalised distribution of a free node, or only whether the evidence can be (query -1). */
static gboolean
query_world (const World *self, gssize query, double *out, WfProgress *progress, GError **error)
{
  g_autofree gboolean *is_relevant = g_new0 (gboolean, self->n_nodes);
  g_autofree guint *places = g_new (guint, self->n_nodes); /* of a node among the free ones */
  g_autofree gsize *sizes = g_new (gsize, self->n_nodes);  /* of the free ones */
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  guint n_free = 0;

  if (query >= 0)
    mark_ancestors (self, query, is_relevant);
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->effect->conditions[i].is_observed)
      mark_ancestors (self, i, is_relevant);
  for (guint i = 0; i < self->n_nodes; i++)
    if (is_relevant[i] && self->levels[i] < 0)
      {
        places[i] = n_free;
        sizes[n_free++] = self->sizes[i];
      }
  for (guint i = 0; i < self->n_nodes; i++)
    {
      WfFactor *factor;

      if (!is_relevant[i] || is_cut_off (self, i))
        continue;
      factor = make_factor (self, i);
      for (guint k = 0; k < factor->n_variables; k++)
        factor->variables[k] = places[factor->variables[k]];
      g_ptr_array_add (factors, factor);
    }
  return wf_eliminate (factors, n_free, sizes, query >= 0 ? (gssize) places[query] : -1, out, progress,
                       error);
}

/* The marginal of a node in a world; NULL with an error. */
static WfMarginal *
infer_node (const World *self, guint node, WfProgress *progress, GError **error)
{
  WfTable *table = wf_model_get_table (self->effect->model);
  g_autofree const char **names = g_new0 (const char *, self->sizes[node] + 1);
  g_autofree double *probabilities = g_new0 (double, self->sizes[node] + 1);

  for (gsize i = 0; i < self->sizes[node]; i++)
    names[i] = wf_table_get_level (table, node, i);
  if (self->levels[node] >= 0)
    probabilities[self->levels[node]] = 1.0;
  else if (!query_world (self, node, probabilities, progress, error))
    return NULL;
  return wf_marginal_new_discrete (wf_table_get_name (table, node), names, probabilities, self->sizes[node]);
}

static gboolean
differs (WfMarginal *before, WfMarginal *after)
{
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (before, &n_levels);
  const double *q = wf_marginal_get_probabilities (after, &n_levels);

  for (gsize i = 0; i < n_levels; i++)
    if (fabs (p[i] - q[i]) > TOLERANCE)
      return TRUE;
  return FALSE;
}

/* Fills the marginals and the affected flags. */
gboolean
wf_effect_infer_categorical (WfEffect *self, WfProgress *progress, GError **error)
{
  g_auto (Network) network = { 0 };
  g_auto (World) before = { 0 };
  g_auto (World) after = { 0 };
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (self);
  gboolean has_evidence = wf_effect_has_evidence (self);

  network_init (&network, wf_model_get_graph (self->model));
  world_init (&before, &network, self, FALSE);
  world_init (&after, &network, self, TRUE);
  if (has_evidence &&
      (!query_world (&before, -1, NULL, progress, error) || !query_world (&after, -1, NULL, progress, error)))
    return FALSE;
  for (guint i = 0; i < before.n_nodes; i++)
    {
      self->before[i] = infer_node (&before, i, progress, error);
      if (self->before[i] == NULL)
        return FALSE;
      self->after[i] = has_evidence || is_downstream[i] ? infer_node (&after, i, progress, error)
                                                        : wf_marginal_ref (self->before[i]);
      if (self->after[i] == NULL)
        return FALSE;
      self->is_affected[i] =
          self->conditions[i].intervention == NULL && differs (self->before[i], self->after[i]);
      wf_progress_advance (progress, 1);
    }
  return TRUE;
}
