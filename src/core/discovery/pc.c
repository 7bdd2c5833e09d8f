/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/pc-private.h"

static const WfParam pc_params[] = {
  WF_DISCOVERY_TEST_PARAMS (0.01),
  WF_DISCOVERY_COLLIDER_PARAM (0),
  { NULL },
};

gboolean
wf_pc_find (const WfPcInput *input,
            WfColliderRule rule,
            GStrvBuilder *warnings,
            WfSkeleton **skeleton,
            WfOrientation *orientation,
            GError **error)
{
  g_autoptr (WfSkeleton) found = wf_skeleton_new (input, error);
  g_autoptr (GArray) triples = NULL;

  if (found == NULL)
    return FALSE;
  wf_skeleton_fill_p_values (found, input);
  if (!wf_skeleton_break_forced_cycles (found, input, warnings, error))
    return FALSE;
  triples = wf_colliders_find (input, found, rule, error);
  if (triples == NULL)
    return FALSE;
  wf_skeleton_add_warnings (found, input, warnings);
  if (!wf_skeleton_warn_of_contradictions (found, input, warnings, error))
    return FALSE;
  if (!wf_orient (input, found, triples, rule == WF_COLLIDERS_CONSERVATIVE, warnings, orientation, error))
    return FALSE;
  orientation->triples = g_steal_pointer (&triples);
  *skeleton = g_steal_pointer (&found);
  return TRUE;
}

static WfDiscoveryResult *
end (WfSkeleton *skeleton,
     const WfOrientation *orientation,
     GArray *triples,
     GVariant *params,
     GStrvBuilder *warnings)
{
  WfDiscoveryResult *result =
      wf_skeleton_end (skeleton, orientation->graph, params, orientation->oriented, triples, warnings);

  wf_graph_unref (orientation->graph);
  return result;
}

WfDiscoveryResult *
wf_pc_orient (const WfPcInput *input,
              WfSkeleton *skeleton,
              GArray *triples,
              GVariant *params,
              GStrvBuilder *warnings,
              GError **error)
{
  gboolean leaves_open = wf_colliders_get_rule (params) == WF_COLLIDERS_CONSERVATIVE;
  WfOrientation orientation = { NULL };

  if (!wf_orient (input, skeleton, triples, leaves_open, warnings, &orientation, error))
    return NULL;
  return end (skeleton, &orientation, g_array_ref (triples), params, warnings);
}

WfDiscoveryResult *
wf_pc_search (const WfPcInput *input, WfColliderRule rule, GVariant *params, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfOrientation orientation = { NULL };

  if (!wf_pc_find (input, rule, warnings, &skeleton, &orientation, error))
    return NULL;
  return end (skeleton, &orientation, orientation.triples, params, warnings);
}

static WfDiscoveryResult *
pc_run (const WfDiscoveryInput *input, GError **error)
{
  const char *const *names = wf_discovery_input_get_names (input);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfCiTest) test = wf_discovery_create_test (input, error);
  g_autoptr (GVariant) params = NULL;
  WfPcInput pc = { .names = names,
                   .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (test == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, names, input->progress, error);
  if (constraints == NULL)
    return NULL;
  pc.test = test;
  pc.constraints = constraints;
  params = wf_discovery_get_params_used (input, test, NULL);
  return wf_pc_search (&pc, wf_colliders_get_rule (input->params), params, error);
}

const WfDiscovery wf_discovery_pc = {
  .id = "pc",
  .name = N_ ("PC (order-independent)"),
  .summary = N_ ("Tests which variables are independent given others; assumes no hidden common causes"),
  .citation = "Spirtes & Glymour 1991; Colombo & Maathuis 2014, JMLR 15",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE | WF_EVIDENCE_ORACLE,
  .returns = WF_GRAPH_CPDAG,
  .params = pc_params,
  .run = pc_run,
};
