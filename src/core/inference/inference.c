/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/inference.h"

/**
 * wf_intervene:
 * @model: a fitted model
 * @interventions: (array length=n_interventions): at most one a node; may be none
 * @n_interventions: how many
 * @given: (array zero-terminated=1) (nullable): evidence, "Z=u", at most one a node
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * One question, as wf_simulation_intervene() answers it with the default parameters.
 *
 * Returns: (transfer full): the effect, or %NULL with an error
 */
WfEffect *
wf_intervene (WfModel *model,
              WfIntervention *const *interventions,
              gsize n_interventions,
              const char *const *given,
              WfProgress *progress,
              GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (interventions != NULL || n_interventions == 0, NULL);

  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, NULL, progress, error);

  if (simulation == NULL)
    return NULL;
  return wf_simulation_intervene (simulation, interventions, n_interventions, given, 0, progress, error);
}
