/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/gaussian-private.h"

#define TOLERANCE 1e-9 /* of the standard deviation: what counts as changed */

static gboolean
check_finite (WfGraph *graph, const WfMoments *moments, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (graph);

  for (guint i = 0; i < n_nodes; i++)
    if (!isfinite (moments->means[i]) || !isfinite (moments->variances[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The value of %s would be too large to compute; take a smaller intervention"),
                     wf_graph_get_name (graph, i));
        return FALSE;
      }
  return TRUE;
}

static gboolean
differs (const WfMoments *before, const WfMoments *after, guint node)
{
  double sd = sqrt (before->variances[node]);
  double scale = TOLERANCE * (sd > 0.0 ? sd : fmax (fabs (before->means[node]), G_MINDOUBLE));

  return fabs (after->means[node] - before->means[node]) > scale ||
         fabs (sqrt (after->variances[node]) - sd) > scale;
}

static guint *
list_observed (WfEffect *self, gsize n_nodes, double *values, gsize *n_observed)
{
  guint *observed = g_new (guint, n_nodes + 1);

  *n_observed = 0;
  for (guint i = 0; i < n_nodes; i++)
    if (self->conditions[i].is_observed)
      {
        values[*n_observed] = self->conditions[i].evidence;
        observed[(*n_observed)++] = i;
      }
  return observed;
}

WfLinearBase *
wf_linear_base_new (WfModel *model, GError **error)
{
  WfLinearBase *self = g_new0 (WfLinearBase, 1);
  WfGraph *graph = wf_model_get_graph (model);
  g_auto (WfMoments) moments = { 0 };
  gsize n_nodes = wf_graph_get_n_nodes (graph);

  wf_linear_world_init (&self->world, model);
  if (!wf_moments_compute (&moments, &self->world, NULL, 0, NULL, error) ||
      !check_finite (graph, &moments, error))
    {
      wf_linear_base_free (self);
      return NULL;
    }
  self->means = g_steal_pointer (&moments.means);
  self->variances = g_steal_pointer (&moments.variances);
  self->marginals = g_new0 (WfMarginal *, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    self->marginals[i] = wf_linear_marginal_defer (model, i, self->means[i], sqrt (self->variances[i]), TRUE);
  return self;
}

void
wf_linear_base_free (WfLinearBase *self)
{
  gsize n_nodes = self->world.n_nodes;

  for (gsize i = 0; self->marginals != NULL && i < n_nodes; i++)
    wf_marginal_unref (self->marginals[i]);
  g_free (self->marginals);
  g_free (self->means);
  g_free (self->variances);
  wf_linear_world_clear (&self->world);
  g_free (self);
}

static gboolean
compute_posterior (WfEffect *self,
                   const WfLinearWorld *world,
                   const guint *observed,
                   const double *values,
                   gsize n_observed,
                   WfMoments *moments,
                   WfProgress *progress,
                   GError **error)
{
  return wf_moments_compute (moments, world, observed, n_observed, progress, error) &&
         wf_moments_condition (moments, world->n_nodes, wf_model_get_graph (self->model), observed, values,
                               n_observed, n_observed, error);
}

/* The base marginals where nothing moves and nothing is observed; the others are shaped when that is asked
 * for. */
static void
fill_marginals (WfEffect *self, const WfLinearBase *base, const WfMoments *before, const WfMoments *after)
{
  gboolean has_evidence = wf_effect_has_evidence (self);
  g_autoptr (WfLinearShapes) shapes = wf_linear_shapes_new (self->question, self->is_affected, before, after);

  for (guint i = 0; i < base->world.n_nodes; i++)
    {
      gboolean is_moved = self->is_affected[i] || self->conditions[i].intervention != NULL;

      self->before[i] = is_moved || has_evidence ? wf_linear_shapes_defer (shapes, i, FALSE)
                                                 : wf_marginal_ref (base->marginals[i]);
      self->after[i] =
          is_moved ? wf_linear_shapes_defer (shapes, i, TRUE) : wf_marginal_ref (self->before[i]);
    }
}

/* Fills the marginals and the affected flags; every intervention is linear. */
gboolean
wf_effect_infer_gaussian (WfEffect *self, WfSimulation *simulation, WfProgress *progress, GError **error)
{
  const WfLinearBase *base = simulation->linear;
  gsize n_nodes = base->world.n_nodes, n_observed;
  g_auto (WfLinearWorld) world = { 0 };
  g_auto (WfMoments) before = { 0 };
  g_auto (WfMoments) after = { 0 };
  g_autofree double *values = g_new (double, n_nodes + 1);
  g_autofree guint *observed = list_observed (self, n_nodes, values, &n_observed);
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (self);

  wf_linear_world_act (&world, base, self->question);
  if (n_observed == 0)
    {
      before.means = g_memdup2 (base->means, n_nodes * sizeof (double));
      before.variances = g_memdup2 (base->variances, n_nodes * sizeof (double));
    }
  else if (!compute_posterior (self, &base->world, observed, values, n_observed, &before, progress, error))
    return FALSE;
  if (!compute_posterior (self, &world, observed, values, n_observed, &after, progress, error) ||
      !check_finite (wf_model_get_graph (self->model), &after, error))
    return FALSE;

  self->engine = WF_ENGINE_CLOSED_FORM;
  for (guint i = 0; i < n_nodes; i++)
    self->is_affected[i] = (n_observed > 0 || is_downstream[i]) && self->conditions[i].intervention == NULL &&
                           differs (&before, &after, i);
  fill_marginals (self, base, &before, &after);
  wf_effect_warn_of_means (self);
  return TRUE;
}
