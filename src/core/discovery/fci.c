/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fast Causal Inference (Spirtes, Glymour & Scheines 2000, section 6.7, with the rules of Zhang 2008):
 *
 * 1. the skeleton of PC, whose edges are too many where hidden causes are
 * 2. marks that are true in spite of them, and from these the sets at a distance that may separate: more
 *    edges go
 * 3. all marks anew: knowledge, colliders, rules 1-10 */

#include "config.h"

#include "core/base/error.h"
#include "core/discovery/fci-private.h"
#include "core/discovery/pag-private.h"

static const WfParam fci_params[] = {
  WF_DISCOVERY_TEST_PARAMS (0.01),
  WF_DISCOVERY_COLLIDER_PARAM (0),
  {
      .id = "possible-d-sep",
      .name = N_ ("Separate at a distance"),
      .type = WF_PARAM_BOOLEAN,
      .value = 1,
      .help = N_ ("Also look for separating sets that lie beyond the neighbours, as hidden causes ask for"),
  },
  WF_DISCOVERY_PAG_PARAMS,
  { NULL },
};

WfFciOptions
wf_fci_get_options (GVariant *params)
{
  return (WfFciOptions){ .is_complete = wf_params_get_boolean (params, "complete-rules"),
                         .max_path = (gssize) wf_params_get_integer (params, "max-path") };
}

/* Step 2. Returns whether any edge went in *any; FALSE when cancelled. */
static gboolean
separate_at_distance (const WfPcInput *input,
                      WfSkeleton *skeleton,
                      GArray *triples,
                      GStrvBuilder *warnings,
                      gboolean *any,
                      GError **error)
{
  g_auto (WfPag) pag = { NULL };
  g_autoptr (GArray) checked = g_array_copy (triples);

  if (!wf_triples_check (input, skeleton, checked, NULL, error))
    return FALSE;
  wf_pag_init (&pag, input, skeleton, -1);
  wf_pag_orient_triples (&pag, checked, NULL);
  if (!wf_pag_follow_rules (&pag, WF_PAG_RULES_SOUND))
    return wf_progress_check (input->progress, error);
  return wf_possible_d_sep (&pag, warnings, any, error);
}

/* Steps 1 and 2: the skeleton and its triples. */
static WfSkeleton *
find_skeleton (const WfPcInput *input,
               const WfFciOptions *options,
               GStrvBuilder *warnings,
               GArray **triples,
               GError **error)
{
  g_autoptr (WfSkeleton) skeleton = wf_skeleton_new (input, error);
  g_autoptr (GArray) found = NULL;
  gboolean any = FALSE;

  if (skeleton == NULL)
    return NULL;
  wf_skeleton_fill_p_values (skeleton, input);
  wf_skeleton_add_warnings (skeleton, input, warnings);
  if (!wf_skeleton_warn_of_contradictions (skeleton, input, warnings, error))
    return NULL;
  found = wf_colliders_find (input, skeleton, options->rule, error);
  if (found == NULL)
    return NULL;
  if (options->has_possible_d_sep && !separate_at_distance (input, skeleton, found, warnings, &any, error))
    return NULL;
  if (any)
    {
      g_array_unref (found);
      found = wf_colliders_find (input, skeleton, options->rule, error);
      if (found == NULL)
        return NULL;
    }
  *triples = g_steal_pointer (&found);
  return g_steal_pointer (&skeleton);
}

WfDiscoveryResult *
wf_fci_orient (const WfPcInput *input,
               WfSkeleton *skeleton,
               GArray *triples,
               const WfFciOptions *options,
               GVariant *params,
               GStrvBuilder *warnings,
               GError **error)
{
  g_auto (WfPag) pag = { NULL };

  wf_progress_set_stage (input->progress, _ ("Finding directions"), 0);
  wf_pag_init (&pag, input, skeleton, options->max_path);
  pag.check_path = options->check_path;
  pag.check_data = options->check_data;
  wf_pag_orient_triples (&pag, triples, warnings);
  wf_pag_follow_rules (&pag, options->is_complete ? WF_PAG_RULES_COMPLETE : WF_PAG_RULES_ARROWS);
  return wf_pag_end (&pag, triples, params, warnings, error);
}

WfDiscoveryResult *
wf_fci_search (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GArray) triples = NULL;
  g_autoptr (WfSkeleton) skeleton = find_skeleton (input, options, warnings, &triples, error);

  if (skeleton == NULL)
    return NULL;
  return wf_fci_orient (input, skeleton, triples, options, params, warnings, error);
}

WfDiscoveryResult *
wf_fci_run (const WfDiscoveryInput *input, const WfFciOptions *options, WfFciSearch search, GError **error)
{
  const char *const *names = wf_discovery_input_get_names (input);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfCiTest) test = wf_discovery_create_test (input, error);
  g_autoptr (GVariant) params = NULL;
  WfPcInput pc = { .test = test,
                   .names = names,
                   .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (test == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, names, input->progress, error);
  if (constraints == NULL)
    return NULL;
  pc.constraints = constraints;
  params = wf_discovery_get_params_used (input, test, NULL);
  return search (&pc, options, params, error);
}

static WfDiscoveryResult *
fci_run (const WfDiscoveryInput *input, GError **error)
{
  WfFciOptions options = wf_fci_get_options (input->params);

  options.rule = wf_colliders_get_rule (input->params);
  options.has_possible_d_sep = wf_params_get_boolean (input->params, "possible-d-sep");
  return wf_fci_run (input, &options, wf_fci_search, error);
}

const WfDiscovery wf_discovery_fci = {
  .id = "fci",
  .name = N_ ("FCI (Fast Causal Inference)"),
  .summary = N_ (
      "Tests which variables are independent given others; allows for hidden common causes and selection"),
  .citation = "Spirtes, Glymour & Scheines 2000; Zhang 2008, Artificial Intelligence 172",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE | WF_EVIDENCE_ORACLE,
  .returns = WF_GRAPH_PAG,
  .params = fci_params,
  .run = fci_run,
};
