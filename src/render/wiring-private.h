/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "render/wiring.h"

G_BEGIN_DECLS

#define WF_WIRING_BOX_HEIGHT    52.0
#define WF_WIRING_STATE_HEIGHT  40.0   /* of a triangle, at the top of its row */
#define WF_WIRING_GROUND_WIDTH  40.0
#define WF_WIRING_GROUND_HEIGHT 20.0   /* at the foot of its row */
#define WF_WIRING_DOT_RISE      18.0   /* of a dot above the box it belongs to */
#define WF_WIRING_NAME_SIZE     14.0
#define WF_WIRING_LABEL_SIZE    12.0
#define WF_WIRING_MARGIN        24.0
#define WF_WIRING_LABELLED      60     /* boxes; in larger diagrams wires have no names beside them */

typedef struct
{
  double x, y, width, height;
} WfWiringRect;

/* the outline of a connected piece of a region: corners of a rectilinear polygon */
typedef struct
{
  WfWiringRegion region;
  GArray *corners;      /* double x, y */
  double letter_x, letter_y;
} WfWiringOutline;

/* the boxes a branch joins; G_MAXUINT = the boundary */
typedef struct
{
  guint from, to;
} WfWiringEnds;

struct _WfWiring
{
  gsize n_boxes, n_wires, n_inputs, n_outputs, n_branches;
  char **names;          /* of the boxes; for a later layout */
  guint *layers;         /* of the boxes, from the bottom */
  guint n_layers;
  WfWiringRect *boxes;
  guint *first_input, *first_output; /* of each box in the next two */
  double *input_ports, *output_ports; /* x */
  double *inputs, *outputs; /* x, y of the wires' ends at the boundary */
  guint *first_branch;   /* n_wires + 1 */
  WfWiringEnds *ends;    /* of the branches */
  GArray **branches;     /* double x, y of 1 + 3k points */
  double *dots;          /* n_wires x, y; NaN = none */
  WfWiringRect bounds;
  gboolean has_labels;
  gboolean has_upright_names; /* of inputs and outputs: they stand on end */
  char *shape;           /* what the places depend on */
  GArray *outlines;      /* WfWiringOutline */
  gboolean is_clean;     /* no outline runs around a foreign box */
};

/* ---- while it is made ---- */
typedef enum
{
  WF_SLOT_BOX,
  WF_SLOT_INPUT,
  WF_SLOT_OUTPUT,
  WF_SLOT_PASS,          /* a wire that passes a layer */
} WfSlotKind;

/* a place in a layer */
typedef struct
{
  WfSlotKind kind;
  guint item;            /* box, input, output, or branch */
  guint layer, rank;     /* rank: from the left */
  double width, x;       /* x: of its centre */
  double before;         /* x in the previous layout, NaN = new */
} WfSlot;

/* a piece of a branch between two neighbouring layers; offsets: of its ends from the slots' centres */
typedef struct
{
  guint low, high;
  double low_offset, high_offset;
  guint branch;
} WfLink;

typedef struct
{
  WfFigure *figure;
  gsize n_boxes, n_inputs, n_outputs, n_wires, n_branches;
  guint *first_branch;   /* n_wires + 1 */
  GArray *slots;         /* WfSlot: boxes, inputs, outputs, passes */
  GArray *links;         /* WfLink, those of a branch in a row, from the bottom */
  guint *first_link;     /* n_branches + 1 */
  GPtrArray *rows;       /* a GArray of guint a layer: slots from the left */
  guint *above_start, *above, *below_start, *below; /* links at each slot */
  double *input_steps, *output_steps;               /* between the ports of each box */
  gboolean has_labels, has_upright_names, is_fixed; /* is_fixed: the boundary keeps its order */
} WfWiringPlan;

#define wf_plan_slot(plan, i) (&g_array_index ((plan)->slots, WfSlot, i))
#define wf_plan_link(plan, i) (&g_array_index ((plan)->links, WfLink, i))
#define wf_plan_row(plan, i) ((GArray *) (plan)->rows->pdata[i])

/* wiring-plan.c: boxes in layers, wires cut into links */
WfWiringPlan *wf_wiring_plan_new  (WfFigure *figure, WfWiring *previous);
void          wf_wiring_plan_free (WfWiringPlan *self);
/* "H, hidden" */
char         *wf_wiring_make_label (const WfWiringWire *wire);
/* of a port from the middle of its box */
double        wf_wiring_get_port_offset (guint port, guint n, double step);
/* least distance of the centres of two neighbours of a row */
double        wf_wiring_plan_get_gap (WfWiringPlan *self, const WfSlot *left, const WfSlot *right);
/* wiring-order.c: fewer crossings */
gboolean      wf_wiring_plan_order (WfWiringPlan *self, WfProgress *progress, GError **error);
guint64       wf_wiring_plan_count_crossings (WfWiringPlan *self);
/* wiring-place.c: x of every slot */
gboolean      wf_wiring_plan_place (WfWiringPlan *self, WfProgress *progress, GError **error);
/* wiring-route.c: rectangles and curves from the places */
void          wf_wiring_plan_route (WfWiringPlan *self, WfWiring *wiring);
/* wiring-region.c */
void          wf_wiring_find_outlines (WfWiring *self, WfFigure *figure);
/* wiring.c: the lower half of a ghost is its ground */
WfWiringRect  wf_wiring_get_ground (WfWiring *self, guint box);

/* wiring-picture.c, wiring-box.c: */
typedef struct
{
  cairo_t *cr;
  const WfTheme *theme;
  WfFigure *figure;
  WfWiring *wiring;
  WfWiringView view;
} WfWiringPen;

WfColor       wf_wiring_get_ink      (const WfWiringPen *pen);                       /* opaque */
WfColor       wf_wiring_get_region_color (const WfTheme *theme, WfWiringRegion region);  /* for lines and letters */
double        wf_wiring_get_fade     (const WfWiringPen *pen, WfEmphasis emphasis);  /* opacity */
double        wf_wiring_get_port_x   (WfWiring *self, guint box, gboolean is_output, guint port);
void          wf_wiring_draw_a_box   (const WfWiringPen *pen, guint box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfWiringPlan, wf_wiring_plan_free)

G_END_DECLS
