/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/base/format.h"

WfEnsemble *
wf_document_get_ensemble (WfDocument *self, double *threshold)
{
  WfDiscoveryResult *discovery;
  WfEnsemble *ensemble;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  discovery = self->state->discovery;
  ensemble = discovery ? wf_discovery_result_get_ensemble (discovery) : NULL;
  if (ensemble && threshold)
    *threshold = wf_discovery_result_get_ensemble_threshold (discovery);
  return ensemble;
}

/* The same edges: what is known of them stays. Others: each variable stays where it is, and the model is
 * fitted anew. */
static void
take_graph (WfState *state, WfGraph *graph)
{
  WfLayout *kept;

  if (wf_graph_equal (state->graph, graph))
    return;
  kept = wf_layout_keep_nodes (state->layout, state->graph, graph);
  wf_layout_unref (state->layout);
  wf_graph_unref (state->graph);
  g_clear_pointer (&state->model, wf_model_unref);
  state->layout = kept;
  state->graph = wf_graph_ref (graph);
}

void
wf_document_set_confidence (WfDocument *self, double threshold)
{
  WfDiscoveryResult *discovery, *redrawn;
  g_autofree char *percent = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  double old;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (threshold >= 0 && threshold <= 1);

  if (wf_document_get_ensemble (self, &old) == NULL || old == threshold)
    return;
  discovery = self->state->discovery;
  redrawn = wf_discovery_result_redraw (discovery, wf_discovery_result_get_ensemble_rule (discovery),
                                        threshold, &error);
  if (redrawn == NULL)
    {
      wf_document_emit_failed (self, error);
      return;
    }
  percent = wf_format_percent (threshold);
  /* Translators: %s is a percentage */
  label = g_strdup_printf (_ ("Show what is at least %s sure"), percent);
  next = wf_state_copy (self->state);
  wf_discovery_result_unref (next->discovery);
  next->discovery = redrawn;
  take_graph (next, wf_discovery_result_get_graph (redrawn));
  wf_document_commit (self, label, "confidence", next);
  wf_document_follow_graph (self);
}
