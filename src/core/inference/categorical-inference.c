/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Every marginal of a categorical model before and after: one propagation a world. */

#include "config.h"

#include <math.h>

#include "core/inference/effect-private.h"
#include "core/inference/surgery-private.h"

#define TOLERANCE 1e-9 /* of a probability: what counts as changed */
/* Measured from ALARM to LINK. */
#define SECONDS_PER_NODE  5e-7
#define SECONDS_PER_ENTRY 8e-9

/* The marginals of the nodes asked about (nullable: all); others stay NULL. */
static gboolean
infer (const WfWorld *world,
       const gboolean *is_asked,
       WfMarginal **out,
       gboolean *is_tree,
       WfProgress *progress,
       GError **error)
{
  const WfNetwork *network = world->network;
  g_autofree double **rooms = g_new0 (double *, network->n_nodes + 1);
  g_autofree double *values = NULL;
  gsize n_values = 0, place = 0;

  for (guint i = 0; i < network->n_nodes; i++)
    n_values += network->sizes[i];
  values = g_new (double, n_values + 1);
  for (guint i = 0; i < network->n_nodes; place += network->sizes[i++])
    if (is_asked == NULL || is_asked[i])
      rooms[i] = values + place;
  if (!wf_world_infer (world, rooms, is_tree, progress, error))
    return FALSE;
  for (guint i = 0; i < network->n_nodes; i++)
    if (rooms[i] != NULL)
      out[i] = wf_network_new_marginal (network, i, rooms[i]);
  return TRUE;
}

static gboolean
infer_before (WfEffect *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  g_auto (WfWorld) world = { 0 };

  if (wf_effect_has_evidence (self))
    {
      return wf_world_pose (&world, network, self->question, FALSE, progress, error) &&
             infer (&world, NULL, self->before, NULL, progress, error);
    }
  if (!wf_network_fill_marginals (network, progress, error))
    return FALSE;
  for (guint i = 0; i < network->n_nodes; i++)
    self->before[i] = wf_marginal_ref (wf_network_get_marginal (network, i, progress, error));
  return TRUE;
}

/* Without evidence only what is downstream of an intervention can differ. */
static gboolean
infer_after (WfEffect *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (self);
  g_auto (WfWorld) world = { 0 };
  gboolean is_tree;

  if (!wf_world_pose (&world, network, self->question, TRUE, progress, error) ||
      !infer (&world, wf_effect_has_evidence (self) ? NULL : is_downstream, self->after, &is_tree, progress,
              error))
    return FALSE;
  self->engine = is_tree ? WF_ENGINE_JUNCTION_TREE : WF_ENGINE_ELIMINATION;
  for (guint i = 0; i < network->n_nodes; i++)
    if (self->after[i] == NULL)
      self->after[i] = wf_marginal_ref (self->before[i]);
  return TRUE;
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
wf_effect_infer_categorical (WfEffect *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  if (!infer_before (self, network, progress, error) || !infer_after (self, network, progress, error))
    return FALSE;
  for (guint i = 0; i < network->n_nodes; i++)
    self->is_affected[i] =
        self->conditions[i].intervention == NULL && differs (self->before[i], self->after[i]);
  wf_progress_advance (progress, network->n_nodes);
  return TRUE;
}

gboolean
wf_question_estimate_categorical (
    const WfQuestion *self, WfNetwork *network, WfSimulationCost *cost, WfProgress *progress, GError **error)
{
  g_autofree gboolean *is_asked = wf_question_list_downstream (self);
  g_autofree gboolean *is_all = g_new (gboolean, network->n_nodes + 1);
  g_auto (WfWorld) world = { 0 };
  g_auto (WfWorld) before = { 0 };
  double n_before = 0.0;
  gboolean is_tree;

  for (guint i = 0; wf_question_has_evidence (self) && i < network->n_nodes; i++)
    is_asked[i] = TRUE;
  if (!wf_world_pose (&world, network, self, TRUE, progress, error) ||
      !wf_world_estimate (&world, is_asked, &is_tree, &cost->n_entries, progress, error))
    return FALSE;
  /* without a tree the world before is as much a question of every variable */
  for (guint i = 0; i < network->n_nodes; i++)
    is_all[i] = TRUE;
  if (network->tree == NULL && (!wf_world_pose (&before, network, self, FALSE, progress, error) ||
                                !wf_world_estimate (&before, is_all, &is_tree, &n_before, progress, error)))
    return FALSE;
  cost->n_entries = MAX (cost->n_entries, n_before);
  cost->engine = is_tree ? WF_ENGINE_JUNCTION_TREE : WF_ENGINE_ELIMINATION;
  cost->is_exact = TRUE;
  cost->seconds = SECONDS_PER_NODE * network->n_nodes + SECONDS_PER_ENTRY * cost->n_entries;
  return TRUE;
}
