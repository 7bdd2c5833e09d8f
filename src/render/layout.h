/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json-place.h"
#include "core/base/progress.h"
#include "core/graph/graph.h"
#include "render/wiring.h"

G_BEGIN_DECLS

/**
 * WfLayout:
 *
 * Positions of nodes and the curves of edges for one graph: a value, in points with y down, origin at the top left.
 * Edge e has 1 + 3k points: a Bézier spline from node a's border to node b's border.
 */
typedef struct _WfLayout WfLayout;

/* node_width/height: size of node i in points, (array length = n_nodes). Starts wherefore-layout (dot up to 400 nodes and 800 edges, else sfdp),
 * waits at most 10 s, then falls back to sfdp, then to a grid, and says so in get_note(). Blocks: call it in a worker. Deterministic. */
WfLayout     *wf_layout_new             (WfGraph *graph, const double *node_widths, const double *node_heights, WfProgress *progress, GError **error);
/* of things whose links may go both ways and back to where they began */
WfLayout     *wf_layout_new_network     (const WfEdge *links, gsize n_links, gsize n_nodes, const double *node_widths, const double *node_heights,
                                         WfProgress *progress, GError **error);
/* from positions the graph carries or the user dragged: xy = 2 n_nodes doubles (centres); edges become soft curves */
WfLayout     *wf_layout_new_positions   (WfGraph *graph, const double *xy, const double *node_widths, const double *node_heights);
/* the same layout with one node's centre moved, and the picture grown to hold it: its own edges become soft curves, all others stay */
WfLayout     *wf_layout_move_node       (WfLayout *self, WfGraph *graph, guint node, double x, double y);
/* the same places for another graph whose nodes `old`, which self is of, has by name; every edge is drawn anew */
WfLayout     *wf_layout_keep_nodes      (WfLayout *self, WfGraph *old, WfGraph *graph);
/* of a diagram, whose places are a value of their own */
WfLayout     *wf_layout_new_wiring      (WfWiring *wiring);
WfWiring     *wf_layout_get_wiring      (WfLayout *self);   /* nullable */
WfLayout     *wf_layout_ref             (WfLayout *self);
void          wf_layout_unref           (WfLayout *self);
double        wf_layout_get_width       (WfLayout *self);
double        wf_layout_get_height      (WfLayout *self);
/* the rectangle of everything, with a margin; its corner is the origin unless the positions were given */
void          wf_layout_get_bounds      (WfLayout *self, double *x, double *y, double *width, double *height);
void          wf_layout_get_node        (WfLayout *self, guint node, double *x, double *y);       /* centre */
const double *wf_layout_get_edge        (WfLayout *self, gsize edge, gsize *n_points);            /* 2 n_points doubles */
gsize         wf_layout_get_n_edges     (WfLayout *self);
const char   *wf_layout_get_engine      (WfLayout *self);                                          /* "dot", "sfdp", "grid", "given", "wiring" */
const char   *wf_layout_get_note        (WfLayout *self);                                          /* nullable, for a toast */
/* nearest edge within the tolerance, or -1; distance of a point to one edge's curve */
gssize        wf_layout_pick_edge       (WfLayout *self, double x, double y, double tolerance);
double        wf_layout_get_edge_distance (WfLayout *self, gsize edge, double x, double y);
/* layout-json.c: everything but the note; nodes of the size of a card */
JsonNode     *wf_layout_to_json         (WfLayout *self, WfGraph *graph);
WfLayout     *wf_layout_from_json       (JsonObject *object, WfGraph *graph, const WfJsonPlace *place, GError **error);
/* where wherefore-layout is: $WHEREFORE_LAYOUT, the build folder, then libexec */
char         *wf_layout_find_program    (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfLayout, wf_layout_unref)

G_END_DECLS
