/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure-chart.h"
#include "core/report/figure-wiring.h"

G_BEGIN_DECLS

/* How a node of the graph is shown. */
typedef struct
{
  WfNodeFlags flags;
  WfMarginal *before, *after; /* nullable */
  char *value;                /* nullable */
} WfFigureNode;

typedef struct
{
  guint from, to;
  double weight;
  gboolean is_on_path;
  char *text; /* nullable */
} WfFigureLink;

/* A bar, or a histogram. */
typedef struct
{
  char *label, *text;
  double from, value;
  double lower, upper; /* of the interval; NaN = none */
  gboolean is_emphasised;
  WfMarginal *before, *after; /* nullable */
} WfFigureRow;

typedef struct
{
  WfWiringBox box; /* owns its strings */
  WfEmphasis emphasis;
} WfFigureBox;

typedef struct
{
  WfWiringWire wire; /* owns its label and targets */
  WfEmphasis emphasis;
} WfFigureWire;

struct _WfFigure
{
  WfFigureKind kind;
  char *alt;

  /* WF_FIGURE_GRAPH */
  WfGraph *graph;
  WfFigureNode *nodes; /* one a node */
  gboolean *cuts;      /* one an edge */
  gboolean *explained; /* one an edge */
  gboolean *chosen;    /* one an edge */
  guint8 *differences; /* one an edge: WfEdgeDifference; NULL = plain all */

  /* WF_FIGURE_TIMELINE */
  char **lanes;
  gsize n_lanes;
  GArray *steps; /* of WfTimelineStep that own their strings */
  GArray *links; /* of WfFigureLink; of a network too */
  char *outcome;

  /* WF_FIGURE_NETWORK */
  GArray *things; /* of WfNetworkNode that own their strings */

  /* WF_FIGURE_CHART */
  WfChartKind chart_kind;
  double low, high;
  char *axis;         /* nullable */
  gboolean has_dates; /* along it */
  GArray *rows;       /* of WfFigureRow */
  char **heat_names;  /* of a heat map */
  double *heat_cells; /* by rows */
  GArray *curves;     /* of WfCurveRow that own what they point to */

  /* WF_FIGURE_WIRING */
  GArray *wiring_boxes; /* of WfFigureBox */
  GArray *wiring_wires; /* of WfFigureWire */
  gboolean shows_before;
};

WfFigure *wf_figure_new (WfFigureKind kind);

G_END_DECLS
