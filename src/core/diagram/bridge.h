/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/diagram.h"

G_BEGIN_DECLS

/**
 * WfBridgeKind:
 * @WF_BRIDGE_NO_PATH: no directed path leads from the treatment to the outcome: there is no effect
 * @WF_BRIDGE_COMB: all that the treatment does goes through a bridge: comb disintegration
 * @WF_BRIDGE_BACK_DOOR: the context blocks every other way: adjustment
 * @WF_BRIDGE_NONE: not computable from these data by any of them
 */
typedef enum
{
  WF_BRIDGE_NO_PATH,
  WF_BRIDGE_COMB,
  WF_BRIDGE_BACK_DOOR,
  WF_BRIDGE_NONE,
} WfBridgeKind;

/**
 * WfBridge:
 *
 * Whether, and how, a cut can be computed from what was observed (Jacobs, Kissinger & Zanasi 2019, section 6; Pearl 2009, 3.3).
 * Immutable.
 */
typedef struct _WfBridge WfBridge;

#define WF_TYPE_BRIDGE (wf_bridge_get_type ())
#define WF_BRIDGE_MAX_SIZE 4   /* of a bridge, and of a context */

WF_API GType        wf_bridge_get_type       (void);
/* graph: a DAG or an ADMG; latent nodes and bidirected edges are hidden. The smallest bridge, for it the smallest context, ties by the
 * order of nodes. WF_ERROR_DATA: an unknown, latent or repeated name, a cycle, an edge without direction */
WF_API WfBridge    *wf_bridge_find           (WfGraph *graph, const char *treatment, const char *outcome, WfProgress *progress, GError **error);
/* The smallest sets of up to WF_BRIDGE_MAX_SIZE nodes that block every back-door path: none is a part of another; smaller ones first. To
 * fall back to: lacking (nullable) says in wf_bridge_describe() what the better way lacked. (element-type WfBridge) */
WF_API GPtrArray   *wf_bridge_list_back_doors (WfGraph *graph, const char *treatment, const char *outcome, const char *lacking,
                                              WfProgress *progress, GError **error);
WF_API WfBridge    *wf_bridge_ref            (WfBridge *self);
WF_API void         wf_bridge_unref          (WfBridge *self);
WF_API WfBridgeKind wf_bridge_get_kind       (WfBridge *self);
WF_API const char  *wf_bridge_get_treatment  (WfBridge *self);
WF_API const char  *wf_bridge_get_outcome    (WfBridge *self);
WF_API const char *const *wf_bridge_get_nodes   (WfBridge *self);   /* the bridge; empty but with WF_BRIDGE_COMB */
WF_API const char *const *wf_bridge_get_context (WfBridge *self);   /* what is held besides; may be empty */
/* a path to highlight: the one the bridge lies on, or the one that nothing observed blocks; empty when there is none */
WF_API const char *const *wf_bridge_get_path (WfBridge *self);
WF_API char        *wf_bridge_describe       (WfBridge *self);      /* why, in words, with the path: "S <- H -> C" */
WF_API char        *wf_bridge_describe_typeset (WfBridge *self);    /* the same for a page: "S ← H → C" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfBridge, wf_bridge_unref)

G_END_DECLS
