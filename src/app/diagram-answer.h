/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/state.h"
#include "core/diagram/comb.h"
#include "core/diagram/linear-comb.h"
#include "render/wiring.h"

G_BEGIN_DECLS

#define WF_DIAGRAM_BINS 3 /* intervals of a column, where nobody said how many */

/* A table that the way from the data rests on: P(of | given). */
typedef struct
{
  char *of;
  char **given;
  double *values; /* given slowest, of fastest; NaN where nothing was seen; nullable */
  gsize n;
} WfDiagramSource;

/*
 * WfDiagramAnswer: the model of a document as a string diagram, and what its cuts do, laid out. Made by a
 * worker, then shared read-only; fields are borrowed by those who read them.
 *
 * Numbers are P(outcome | treatment), a row a state of the treatment, the outcome's states fastest. Where all
 * is Gaussian they are two: the slope of the outcome in the treatment, then the outcome's mean at 0.
 */
struct _WfDiagramAnswer
{
  /* what it was made of */
  WfTable *table;
  WfGraph *graph;
  WfModel *model;
  guint n_bins;

  WfModel *tables;     /* whose tables or maps are in the boxes; NULL where the graph hides something */
  WfGraph *drawn;      /* the same graph, directed */
  WfTable *states;     /* the table, cut into intervals where there are numbers; nullable */
  char **binned;       /* the columns that were cut; NULL = none */
  gboolean can_be_gaussian; /* all are numbers, and nothing says that they hang together otherwise than by lines */
  gboolean is_gaussian;
  WfDiagram *observed; /* before surgery */
  WfDiagram *surgered; /* after it */
  char **cuts;         /* names, in the order of the worlds */
  char *treatment;     /* the newest of them; nullable */
  char *outcome;       /* with a treatment; NULL when there is no other variable */
  double *seen;        /* conditional, as observed; nullable */
  double *cut;         /* of the fitted model after the cuts; nullable */
  gsize n_numbers;
  char *cut_problem;   /* why there are no such numbers */
  WfBridge *bridge;    /* what the graph alone says of them; NULL without an outcome */
  WfComb *comb;        /* nullable */
  WfLinearComb *linear; /* in its place, where all is Gaussian; nullable */
  double *effect;      /* from the data alone; NULL where it isn't computable */
  char *comb_problem;
  GPtrArray *sources;  /* WfDiagramSource: the tables that the comb rests on, in the order in which they are used; NULL = none */
  WfFigure *figure;
  WfWiring *wiring;
};

/* previous: nullable; what still holds of it is kept, and what it has a place for stays there. Errors: those of
 * wf_diagram_new_from_graph() and wf_table_bin() */
WfDiagramAnswer *wf_diagram_answer_new (const WfState *state, WfDiagramAnswer *previous, WfProgress *progress, GError **error);
WfDiagramAnswer *wf_diagram_answer_ref (WfDiagramAnswer *self);
void wf_diagram_answer_unref (WfDiagramAnswer *self);
/* of the table, or the model; NULL for what has none */
const char *const *wf_diagram_answer_get_levels (WfDiagramAnswer *self, const char *name);
/* P(of | given) of the observed joint table alone: given slowest, of fastest. given: NULL-terminated, may be empty */
double *wf_diagram_answer_tabulate (WfDiagramAnswer *self, const char *of, const char *const *given, gsize *n, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiagramAnswer, wf_diagram_answer_unref)

G_END_DECLS
