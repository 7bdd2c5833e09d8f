/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"
#include "core/table/marginal.h"

G_BEGIN_DECLS

/**
 * WfFigure:
 *
 * A figure as plain data: the folder that owns a result fills it, src/render draws it on any surface, writers describe it in text.
 * Built, then shared read-only.
 */
typedef struct _WfFigure WfFigure;

#define WF_TYPE_FIGURE (wf_figure_get_type ())

typedef enum
{
  WF_FIGURE_GRAPH,
  WF_FIGURE_TIMELINE,
  WF_FIGURE_CHART,
  WF_FIGURE_NETWORK,
  WF_FIGURE_WIRING,     /* figure-wiring.h */
} WfFigureKind;

WF_API GType        wf_figure_get_type (void);
WF_API WfFigure    *wf_figure_ref      (WfFigure *self);
WF_API void         wf_figure_unref    (WfFigure *self);
WF_API WfFigureKind wf_figure_get_kind (WfFigure *self);
WF_API const char  *wf_figure_get_alt  (WfFigure *self);           /* what it shows, in one sentence; never NULL */
WF_API void         wf_figure_set_alt  (WfFigure *self, const char *alt);

/* ---- graph: nodes as cards ---- */
typedef enum /*< flags >*/
{
  WF_NODE_SET      = 1 << 0,   /* set by an intervention */
  WF_NODE_AFFECTED = 1 << 1,   /* its distribution changed */
  WF_NODE_LATENT   = 1 << 2,
  WF_NODE_WEAK     = 1 << 3,   /* its mechanism fits badly: a wavy line under the name */
} WfNodeFlags;

WF_API WfFigure    *wf_figure_new_graph         (WfGraph *graph);
WF_API WfGraph     *wf_figure_get_graph         (WfFigure *self);
/* before and after nullable; value: the text "= 800" of a set node, nullable */
WF_API void         wf_figure_set_node          (WfFigure *self, guint node, WfNodeFlags flags, WfMarginal *before, WfMarginal *after, const char *value);
WF_API void         wf_figure_add_node_flags    (WfFigure *self, guint node, WfNodeFlags flags);
WF_API WfNodeFlags  wf_figure_get_node_flags    (WfFigure *self, guint node);
WF_API WfMarginal  *wf_figure_get_node_before   (WfFigure *self, guint node);
WF_API WfMarginal  *wf_figure_get_node_after    (WfFigure *self, guint node);
WF_API const char  *wf_figure_get_node_value    (WfFigure *self, guint node);
/* an edge of the graph that an intervention cut: drawn as a ghost with a gap and a tick at either side */
WF_API void         wf_figure_set_edge_cut      (WfFigure *self, gsize edge, gboolean cut);
WF_API gboolean     wf_figure_is_edge_cut       (WfFigure *self, gsize edge);
/* a link that others explain, so that no cause stands behind it: drawn dashed */
WF_API void         wf_figure_set_edge_explained (WfFigure *self, gsize edge, gboolean explained);
WF_API gboolean     wf_figure_is_edge_explained (WfFigure *self, gsize edge);
/* an arrow whose direction is a choice, not from the data: its head is hollow */
WF_API void         wf_figure_set_edge_chosen   (WfFigure *self, gsize edge, gboolean chosen);
WF_API gboolean     wf_figure_is_edge_chosen    (WfFigure *self, gsize edge);
/* an edge of two graphs laid over each other, a first that is measured by and a second that is measured */
typedef enum
{
  WF_EDGE_PLAIN,        /* the same in both, or no other graph */
  WF_EDGE_MISSING,      /* only in the first: dashed, with a minus */
  WF_EDGE_EXTRA,        /* only in the second: with a plus */
  WF_EDGE_REORIENTED,   /* in both, with other marks; those of the second are drawn, with a crossed equals sign */
} WfEdgeDifference;

WF_API void             wf_figure_set_edge_difference (WfFigure *self, gsize edge, WfEdgeDifference difference);
WF_API WfEdgeDifference wf_figure_get_edge_difference (WfFigure *self, gsize edge);

/* ---- timeline: lanes (agents), steps in order ---- */
typedef struct
{
  guint       lane;
  guint       index;        /* step number shown */
  const char *kind;         /* "plan", "code", "result": a word */
  const char *words;        /* a few words of the step */
  double      blame;        /* 0..1, NaN = bears none (environment) */
  double      deficiency;   /* 0..1 once something was repaired, NaN = as it was */
  double      before;       /* the deficiency as logged, NaN likewise */
  guint       suspect;      /* 1, 2, 3 ... or 0 */
  gboolean    is_on_path;
  gboolean    is_repaired;
} WfTimelineStep;

WF_API WfFigure             *wf_figure_new_timeline      (const char *const *lanes);
WF_API void                  wf_figure_add_step          (WfFigure *self, const WfTimelineStep *step);  /* (skip) strings are copied */
WF_API void                  wf_figure_add_link          (WfFigure *self, guint from, guint to, double weight, gboolean is_on_path);
WF_API void                  wf_figure_set_outcome       (WfFigure *self, const char *text);
WF_API const char *const    *wf_figure_get_lanes         (WfFigure *self);
WF_API gsize                 wf_figure_get_n_steps       (WfFigure *self);
WF_API const WfTimelineStep *wf_figure_get_step          (WfFigure *self, gsize i);
WF_API gsize                 wf_figure_get_n_links       (WfFigure *self);
WF_API void                  wf_figure_get_link          (WfFigure *self, gsize i, guint *from, guint *to, double *weight, gboolean *is_on_path);
WF_API const char           *wf_figure_get_outcome       (WfFigure *self);

/* ---- network: things and the arrows between them, which may go both ways and back to where they began ---- */
typedef struct
{
  const char *name;
  const char *caption;      /* a few words: "9 steps" */
  double      share;        /* 0..1: the number of the card, NaN = none */
  double      before;       /* what it was when something was repaired, NaN = the same */
  guint       index;        /* of the step or the agent it stands for */
  guint       suspect;      /* 1, 2, 3 ... or 0 */
  gboolean    is_emphasised;
  gboolean    is_repaired;
} WfNetworkNode;

WF_API WfFigure             *wf_figure_new_network       (void);
WF_API void                  wf_figure_add_network_node  (WfFigure *self, const WfNetworkNode *node);   /* (skip) strings are copied */
WF_API gsize                 wf_figure_get_n_network_nodes (WfFigure *self);
WF_API const WfNetworkNode  *wf_figure_get_network_node  (WfFigure *self, gsize i);
/* its links are added and read with wf_figure_add_link(), at most one from a node to another; text: "12", nullable */
WF_API void                  wf_figure_set_link_text     (WfFigure *self, gsize i, const char *text);
WF_API const char           *wf_figure_get_link_text     (WfFigure *self, gsize i);

/* ---- chart: one row a thing, on a common axis; figure-chart.h has more ---- */
typedef enum
{
  WF_CHART_BARS,        /* value from 0 */
  WF_CHART_DUMBBELL,    /* from (open circle) to value (filled) */
  WF_CHART_HISTOGRAM,   /* rows are marginals before and after */
  WF_CHART_FOREST,      /* a value with its interval, beside a line at 0 */
  WF_CHART_CALIBRATION, /* a square: what was said (from) against what came (value) with its interval, beside the diagonal */
  WF_CHART_HEAT,        /* a matrix of shares */
  WF_CHART_CURVES,      /* a curve a row */
} WfChartKind;

WF_API WfFigure    *wf_figure_new_chart       (WfChartKind kind, double low, double high);   /* NaN, NaN = fit the rows */
WF_API WfChartKind  wf_figure_get_chart_kind  (WfFigure *self);
WF_API void         wf_figure_get_chart_range (WfFigure *self, double *low, double *high);
WF_API void         wf_figure_add_bar         (WfFigure *self, const char *label, double from, double value, const char *text, gboolean is_emphasised);
WF_API void         wf_figure_add_histogram   (WfFigure *self, WfMarginal *before, WfMarginal *after);   /* after nullable */
WF_API gsize        wf_figure_get_n_rows      (WfFigure *self);
WF_API void         wf_figure_get_bar         (WfFigure *self, gsize i, const char **label, double *from, double *value, const char **text, gboolean *is_emphasised);
WF_API WfMarginal  *wf_figure_get_histogram_before (WfFigure *self, gsize i);
WF_API WfMarginal  *wf_figure_get_histogram_after  (WfFigure *self, gsize i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFigure, wf_figure_unref)

G_END_DECLS
