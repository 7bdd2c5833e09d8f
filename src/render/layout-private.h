/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "render/layout.h"

G_BEGIN_DECLS

#define WF_LAYOUT_COLUMN_GAP 44.0
#define WF_LAYOUT_ROW_GAP    60.0
#define WF_LAYOUT_NETWORK_GAP 44.0  /* between its rows; it has no captions beside its lines */
#define WF_LAYOUT_MARGIN     18.0

/**
 * WfSketch: (skip)
 *
 * A layout while it is made: centres of the nodes and the curve of every edge, empty where none is known yet.
 */
typedef struct
{
  WfGraph      *graph;    /* NULL for a network */
  WfEdge       *links;    /* of a network, owned: a -> b; a may be b, and b -> a another one */
  GHashTable   *by_ends;  /* of a network: a << 32 | b -> 1 + its index; the keys are in `ends` */
  gint64       *ends;
  gsize         n_nodes;
  gsize         n_edges;
  const WfEdge *edges;
  const double *widths;   /* points, borrowed */
  const double *heights;
  double       *xy;       /* 2 n_nodes */
  GArray      **curves;   /* n_edges arrays of double: x, y of 1 + 3k points from a to b */
  gboolean      is_sideways; /* of a network: layers stand from left to right */
  gboolean      is_final; /* the nodes stand where they stay: every card is in every curve's way */
} WfSketch;

/* layout-sketch.c */
WfSketch *wf_sketch_new      (WfGraph *graph, const double *widths, const double *heights);
WfSketch *wf_sketch_new_network (const WfEdge *links, gsize n_links, gsize n_nodes, const double *widths, const double *heights);
void      wf_sketch_free     (WfSketch *self);
void      wf_sketch_clear_curves (WfSketch *self);
WfLayout *wf_sketch_to_layout (WfSketch *self, const char *engine, const char *note);

/* layout-program.c: runs wherefore-layout; on success every edge between two nodes that it was given has a curve */
gboolean  wf_sketch_run      (WfSketch *self, const char *program, const char *engine, guint limit_ms, WfProgress *progress, GError **error);

/* layout-pack.c */
guint    *wf_sketch_find_components (WfSketch *self);   /* (transfer full): the smallest node of each node's component */
void      wf_sketch_set_grid (WfSketch *self);      /* every node on a grid, in the order of the graph */
void      wf_sketch_pack     (WfSketch *self);      /* puts the connected components side by side on shelves, origin at the margin */

/* layout-route.c: redraws the curves of a layered layout softly, through the places where they pass between the cards of a row */
void      wf_sketch_route_layers (WfSketch *self);

/* layout-wrap.c: breaks a sideways layout of more than a few layers into lines below one another */
void      wf_sketch_wrap     (WfSketch *self);

/* layout-curve.c */
void      wf_sketch_draw_curves (WfSketch *self);   /* a soft curve for every edge that has none */
void      wf_sketch_fan_ends (WfSketch *self);      /* ends of curves into the middle third of their side, in order; loops stay */

/* layout.c: the choice of the engine, with the program (nullable) and its time limit as parameters */
WfLayout *wf_sketch_lay_out  (WfSketch *self, const char *program, guint limit_ms, WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSketch, wf_sketch_free)

G_END_DECLS
