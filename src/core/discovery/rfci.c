/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Really Fast Causal Inference (Colombo, Maathuis, Kalisch & Richardson 2012, Annals of Statistics 40,
 * algorithm 3.2): no sets at a distance are tried. Instead a triple or a discriminating path tells something
 * only once its edges pass tests given the set that separates its ends; an edge that fails goes, and all
 * marks are found anew. So every mark is true of ancestors as FCI's are, though some edges may be too many.
 *
 * A triple is told by the set that separates its ends; where the rule for colliders says otherwise it stays
 * unclear. The edges that fail are collected and removed together, so that the order of columns doesn't
 * matter. */

#include "config.h"

#include "core/base/error.h"
#include "core/discovery/fci-private.h"
#include "core/discovery/pag-private.h"

static const WfParam rfci_params[] = {
  WF_DISCOVERY_TEST_PARAMS (0.01),
  WF_DISCOVERY_COLLIDER_PARAM (0),
  WF_DISCOVERY_PAG_PARAMS,
  { NULL },
};

/* Does any set out of the one that separates the ends separate two neighbours on the path (lemma 3.2)? */
static gboolean
check_path (WfPag *pag, const guint *path, guint n_path, gssize removed)
{
  WfSurplus *surplus = pag->check_data;
  const WfRemovedPair *pair = &g_array_index (pag->skeleton->removed, WfRemovedPair, removed);
  const guint *all = (const guint *) pag->skeleton->pool->data + pair->first;
  g_autofree guint *set = g_new (guint, pair->n_given + 1);
  gboolean is_good = TRUE;

  for (guint i = 0; i + 1 < n_path; i++)
    {
      guint n = 0;

      for (guint q = 0; q < pair->n_given; q++)
        if (all[q] != path[i] && all[q] != path[i + 1])
          set[n++] = all[q];
      if (!wf_constraints_is_kept (pag->input->constraints, path[i], path[i + 1]) &&
          wf_surplus_find (surplus, pag->input, path[i], path[i + 1], set, n, &pag->skeleton->n_tests))
        is_good = FALSE;
    }
  return is_good;
}

/* Triples whose edges all pass, with a skeleton that lost the others. */
static GArray *
find_triples (const WfPcInput *input, WfSkeleton *skeleton, WfColliderRule rule, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GArray) triples = wf_colliders_find (input, skeleton, rule, error);
      g_auto (WfSurplus) surplus = { NULL };

      wf_surplus_init (&surplus);
      if (triples == NULL || !wf_triples_check (input, skeleton, triples, &surplus, error))
        return NULL;
      if (surplus.pairs->len == 0)
        return g_steal_pointer (&triples);
      wf_skeleton_remove (skeleton, surplus.pairs, surplus.pool);
    }
}

WfDiscoveryResult *
wf_rfci_search (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error)
{
  g_autoptr (WfSkeleton) skeleton = wf_skeleton_new (input, error);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();

  if (skeleton == NULL)
    return NULL;
  wf_skeleton_fill_p_values (skeleton, input);
  wf_skeleton_add_warnings (skeleton, input, warnings);
  if (!wf_skeleton_warn_of_contradictions (skeleton, input, warnings, error))
    return NULL;
  while (TRUE)
    {
      g_autoptr (GArray) triples = find_triples (input, skeleton, options->rule, error);
      g_autoptr (GStrvBuilder) left_out = g_strv_builder_new ();
      g_auto (WfSurplus) surplus = { NULL };
      g_auto (WfPag) pag = { NULL };

      if (triples == NULL)
        return NULL;
      wf_progress_set_stage (input->progress, _ ("Finding directions"), 0);
      wf_surplus_init (&surplus);
      wf_pag_init (&pag, input, skeleton, options->max_path);
      pag.check_path = check_path;
      pag.check_data = &surplus;
      wf_pag_orient_triples (&pag, triples, left_out);
      wf_pag_follow_rules (&pag, options->is_complete ? WF_PAG_RULES_COMPLETE : WF_PAG_RULES_ARROWS);
      if (surplus.pairs->len == 0 || wf_pag_is_cancelled (&pag))
        {
          g_auto (GStrv) texts = g_strv_builder_end (left_out);

          g_strv_builder_addv (warnings, (const char **) texts);
          return wf_pag_end (&pag, triples, params, warnings, error);
        }
      wf_surplus_sort (&surplus);
      wf_skeleton_remove (skeleton, surplus.pairs, surplus.pool);
    }
}

static WfDiscoveryResult *
rfci_run (const WfDiscoveryInput *input, GError **error)
{
  WfFciOptions options = wf_fci_get_options (input->params);

  options.rule = wf_colliders_get_rule (input->params);
  return wf_fci_run (input, &options, wf_rfci_search, error);
}

const WfDiscovery wf_discovery_rfci = {
  .id = "rfci",
  .name = N_ ("RFCI (Really Fast Causal Inference)"),
  .summary = N_ ("As FCI, with far fewer tests; some edges may be too many, but every mark is as sure"),
  .citation = "Colombo, Maathuis, Kalisch & Richardson 2012, Annals of Statistics 40",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE | WF_EVIDENCE_ORACLE,
  .returns = WF_GRAPH_PAG,
  .params = rfci_params,
  .run = rfci_run,
};
