/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"

G_BEGIN_DECLS

/* A wiring (WF_FIGURE_WIRING): boxes with ordered ports, and wires from one port to any number of them; read from the bottom to the top.
 * A string diagram as a picture. */

/**
 * WfWiringBoxKind:
 * @WF_WIRING_BOX: a rectangle with its name
 * @WF_WIRING_STATE: a triangle, point down: a box without inputs
 * @WF_WIRING_UNIFORM: a triangle for the uniform state
 * @WF_WIRING_DISCARD: a ground
 * @WF_WIRING_GHOST: a box that was cut: a dashed outline with scissors, a ground at each of its inputs, and in its place the uniform
 *   state (is_real: an open input, where a number is plugged in). It takes as much room as the box did
 */
typedef enum
{
  WF_WIRING_BOX,
  WF_WIRING_STATE,
  WF_WIRING_UNIFORM,
  WF_WIRING_DISCARD,
  WF_WIRING_GHOST,
} WfWiringBoxKind;

/* the parts of a comb: g the channel in the hole, f the comb around it */
typedef enum
{
  WF_WIRING_REGION_NONE,
  WF_WIRING_REGION_G,
  WF_WIRING_REGION_F,
} WfWiringRegion;

/* while something is explained step by step */
typedef enum
{
  WF_EMPHASIS_NORMAL,
  WF_EMPHASIS_STRONG,
  WF_EMPHASIS_FADED,
} WfEmphasis;

typedef struct
{
  WfWiringBoxKind kind;
  const char     *name;
  const char     *caption;     /* a word beside a symbol: "uniform" */
  guint           n_inputs;
  guint           n_outputs;
  WfWiringRegion  region;      /* of a ghost: where its ground is; what took its place is in none */
  gboolean        is_made;     /* by surgery: in the accent */
  gboolean        is_real;     /* gives a real number: there is no uniform state */
  gint            index;       /* of the diagram's box; -1 = none */
} WfWiringBox;

/* an end of a wire */
typedef struct
{
  gint  box;                   /* -1 = the boundary */
  guint port;                  /* of its inputs (targets) or outputs (sources); at the boundary: which input or output of the whole */
} WfWiringEnd;

typedef struct
{
  const char        *label;    /* the variable; the name at the boundary, too */
  gboolean           is_hidden;
  WfWiringRegion     region;
  gint               index;    /* of the diagram's wire; -1 = none */
  WfWiringEnd        source;
  const WfWiringEnd *targets;  /* n_targets; one in a ghost is drawn as cut */
  gsize              n_targets;
} WfWiringWire;

WF_API WfFigure           *wf_figure_new_wiring          (void);
WF_API guint               wf_figure_add_wiring_box      (WfFigure *self, const WfWiringBox *box);     /* (skip) strings are copied */
WF_API guint               wf_figure_add_wiring_wire     (WfFigure *self, const WfWiringWire *wire);   /* (skip) copied */
WF_API gsize               wf_figure_get_n_wiring_boxes  (WfFigure *self);
WF_API const WfWiringBox  *wf_figure_get_wiring_box      (WfFigure *self, gsize i);
WF_API gsize               wf_figure_get_n_wiring_wires  (WfFigure *self);
WF_API const WfWiringWire *wf_figure_get_wiring_wire     (WfFigure *self, gsize i);
/* how many inputs and outputs of the whole its wires have: 1 + the largest port at the boundary */
WF_API gsize               wf_figure_get_n_wiring_inputs  (WfFigure *self);
WF_API gsize               wf_figure_get_n_wiring_outputs (WfFigure *self);
/* on paper: the ghosts as the boxes that they were stand beside the picture, at the left */
WF_API void                wf_figure_set_wiring_shows_before (WfFigure *self, gboolean shows_before);
WF_API gboolean            wf_figure_get_wiring_shows_before (WfFigure *self);
WF_API void                wf_figure_set_wiring_box_emphasis  (WfFigure *self, gsize i, WfEmphasis emphasis);
WF_API WfEmphasis          wf_figure_get_wiring_box_emphasis  (WfFigure *self, gsize i);
WF_API void                wf_figure_set_wiring_wire_emphasis (WfFigure *self, gsize i, WfEmphasis emphasis);
WF_API WfEmphasis          wf_figure_get_wiring_wire_emphasis (WfFigure *self, gsize i);

G_END_DECLS
