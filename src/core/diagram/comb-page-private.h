/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/comb.h"

G_BEGIN_DECLS

/* An answer while its report is written. */
typedef struct
{
  WfReportBuilder *builder;
  WfDiagram *diagram;   /* before the cut; nullable */
  const double *seen, *cut, *effect, *lower, *upper;   /* treatment x outcome; cut, effect nullable */
  char *x, *c;          /* names of treatment and outcome, escaped */
  WfComb *comb;
  WfBridge *bridge;
  WfDiagram *joint;
  double *table;        /* the joint: treatment, context, bridge, outcome, the last fastest; NULL: it couldn't be had */
  const guint *wires;   /* of the variables, in their order */
  gsize n_wires;
  gsize n_context, n_nodes;
  gsize n_x, n_z, n_b, n_c;
} WfCombPage;

#define WF_PAGE_ANY G_MAXSIZE

/* cut: nullable */
void   wf_comb_page_init  (WfCombPage *self, WfComb *comb, WfDiagram *diagram, const double *cut);
void   wf_comb_page_clear (WfCombPage *self);
/* P(x, z, b, c), summed over what is WF_PAGE_ANY */
double wf_comb_page_sum   (const WfCombPage *self, gsize x, gsize z, gsize b, gsize c);
/* "Smoking, Age": names of the variables from first to before end; escaped for reports */
char  *wf_comb_page_list_names (const WfCombPage *self, gsize first, gsize end);
/* "Smoking = yes, Age = old": one of their combinations of states; escaped */
char  *wf_comb_page_describe   (const WfCombPage *self, gsize first, gsize end, gsize index);
/* "yes, old": the same without names, for a row below them */
char  *wf_comb_page_list_states (const WfCombPage *self, gsize first, gsize end, gsize index);
/* the names of the levels of the treatment (0) or the outcome (n_wires - 1) */
const char *wf_comb_page_get_level (const WfCombPage *self, gsize variable, gsize level);

/* "Cancer = yes": the last state of the outcome, the one that is told of; escaped */
char  *wf_comb_page_describe_event (const WfCombPage *self);
/* of such values that of this state, in state x of the treatment */
double wf_comb_page_pick       (const WfCombPage *self, const double *values, gsize x);

/* comb-numbers.c: table and chart of the numbers side by side */
void   wf_comb_page_add_numbers (const WfCombPage *self);

/* comb-derivation.c: the observed tables with their numbers, and the steps from them to the answer */
void   wf_comb_page_add_tables     (const WfCombPage *self);
void   wf_comb_page_add_derivation (const WfCombPage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfCombPage, wf_comb_page_clear)

G_END_DECLS
