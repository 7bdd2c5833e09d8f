/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/ges-private.h"

static const WfParam fges_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  {
      .id = "faithfulness",
      .name = N_ ("Only dependent pairs"),
      .type = WF_PARAM_BOOLEAN,
      .help = N_ ("Link only variables that depend on each other before others are taken into account: "
                  "faster, but misses influences that cancel each other out"),
  },
  WF_GES_PARAM_TURNING,
  { NULL },
};

static gboolean
get_flag (GVariant *params, const char *id)
{
  gboolean value;

  return g_variant_lookup (params, id, "b", &value) && value;
}

gboolean
wf_fges_find (const WfDiscoveryInput *input,
              const WfConstraints *constraints,
              WfScore *score,
              guint64 *parents,
              GStrvBuilder *warnings,
              GError **error)
{
  guint n = (guint) wf_score_get_n_variables (score);
  g_autofree WfScore **scores = g_new (WfScore *, n);
  gint64 max_parents = -1;
  WfGesInput ges = {
    .n = n,
    .scores = scores,
    .constraints = constraints,
    .is_faithful = get_flag (input->params, "faithfulness"),
    .turns = get_flag (input->params, "turning"),
    .n_rows = wf_discovery_input_get_n_rows (input),
    .n_threads = input->n_threads,
    .progress = input->progress,
  };

  for (guint v = 0; v < n; v++)
    scores[v] = score;
  g_variant_lookup (input->params, "max-parents", "x", &max_parents);
  ges.max_parents = MIN (wf_score_get_max_parents (score), max_parents < 0 ? G_MAXSIZE : (gsize) max_parents);
  return wf_ges_find (&ges, parents, warnings, error);
}

static WfDiscoveryResult *
run (const WfDiscoveryInput *input, GError **error)
{
  const char *const *names = wf_discovery_input_get_names (input);
  gsize n = wf_discovery_input_get_n_variables (input);
  g_autofree guint64 *parents = g_new0 (guint64, n * ((n + 63) / 64));
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfScore) score = wf_discovery_create_score (input, error);

  if (score == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, names, input->progress, error);
  if (constraints == NULL || !wf_fges_find (input, constraints, score, parents, warnings, error))
    return NULL;
  return wf_dag_result_new (input, constraints, score, parents, warnings, error);
}

const WfDiscovery wf_discovery_fges = {
  .id = "fges",
  .name = N_ ("FGES / GES (greedy equivalence search)"),
  .summary =
      N_ ("Adds, takes away or turns the edge that improves the score of the whole class of graphs most; "
          "assumes no hidden common causes"),
  .citation = "Chickering 2002, JMLR 3; Ramsey et al. 2017, Int. J. Data Science and Analytics 3; turning: "
              "Hauser & Bühlmann 2012, JMLR 13",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_CPDAG,
  .params = fges_params,
  .run = run,
};
