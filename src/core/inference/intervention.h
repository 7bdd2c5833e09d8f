/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

typedef enum
{
  WF_INTERVENTION_SET,     /* "x=5": a constant; the edges into x are cut */
  WF_INTERVENTION_SHIFT,   /* "x+=1": what the mechanism gives, and 1 */
  WF_INTERVENTION_SCALE,   /* "x*=2": what the mechanism gives, twice */
  WF_INTERVENTION_CLAMP,   /* "x=[2,5]": what the mechanism gives, kept within the bounds */
  WF_INTERVENTION_DRAW,    /* "x~normal(5,2)": drawn anew; the edges into x are cut */
  WF_INTERVENTION_REPLACE, /* "x:=2+0.5*z+normal(0,1)": another linear mechanism, with other edges into x */
  WF_INTERVENTION_CUT,     /* "z-/->x": x sees an independent draw of z instead of z */
} WfInterventionKind;

/* What a DRAW draws from. */
typedef enum
{
  WF_DRAW_NORMAL,    /* "x~normal(5,2)": mean, standard deviation */
  WF_DRAW_UNIFORM,   /* "x~uniform(0,1)": low, high */
  WF_DRAW_LEVELS,    /* "x~{yes:0.3,no:0.7}" */
  WF_DRAW_EVEN,      /* "x~uniform": every level is as likely as any other: the cut of a string diagram; discrete nodes only */
  WF_DRAW_OBSERVED,  /* "x~observed": its own distribution, independently of its causes: x is randomised */
} WfDrawKind;

/* "if z>3": how the value of a node is compared; levels only by EQUAL and UNEQUAL. */
typedef enum
{
  WF_RELATION_EQUAL,
  WF_RELATION_UNEQUAL,
  WF_RELATION_LESS,
  WF_RELATION_AT_MOST,
  WF_RELATION_MORE,
  WF_RELATION_AT_LEAST,
} WfRelation;

/**
 * WfIntervention:
 *
 * One intervention on one node: an immutable value. The value of a discrete node is a level by name. Any of them may hold
 * only where a condition on another node does ("x=5 if z>3"); elsewhere the natural mechanism stays.
 */
typedef struct _WfIntervention WfIntervention;

#define WF_TYPE_INTERVENTION (wf_intervention_get_type ())

WF_API GType              wf_intervention_get_type  (void);
WF_API WfIntervention    *wf_intervention_new       (const char *node, WfInterventionKind kind, double value);  /* SET, SHIFT, SCALE */
WF_API WfIntervention    *wf_intervention_new_level (const char *node, const char *level);
WF_API WfIntervention    *wf_intervention_new_clamp (const char *node, double low, double high);
/* the same on a variable whose numbers are seconds since 1970: written as dates, what it is shifted by as a span: "when=2024-03-01",
 * "when+=30 days" */
WF_API WfIntervention    *wf_intervention_new_date  (const char *node, WfInterventionKind kind, double seconds);  /* SET, SHIFT */
WF_API WfIntervention    *wf_intervention_new_clamp_dates (const char *node, double low, double high);
WF_API WfIntervention    *wf_intervention_new_cut   (const char *parent, const char *node);
WF_API WfIntervention    *wf_intervention_new_draw  (const char *node, WfDrawKind draw);   /* EVEN, OBSERVED */
/* "pka=800", "mek+=50", "x*=2", "smoke=yes", "x=[2,5]", "x~normal(5,2)", "x~{yes:0.3,no:0.7}", "x~uniform", "x~observed", "x:=2+0.5*z+normal(0,1)",
 * "z-/->x", each optionally followed by " if z>3" or " if z=yes"; dates stand for
 * numbers where the variable has them: "when=2024-03-01", "when+=30 days", "when=[2024-01,2024-03-01]", "when~normal(2024-03-01,10 days)" */
WF_API WfIntervention    *wf_intervention_parse     (const char *text, GError **error);
WF_API WfIntervention    *wf_intervention_ref       (WfIntervention *self);
WF_API void               wf_intervention_unref     (WfIntervention *self);
WF_API const char        *wf_intervention_get_node  (WfIntervention *self);
WF_API WfInterventionKind wf_intervention_get_kind  (WfIntervention *self);
WF_API double             wf_intervention_get_value (WfIntervention *self);   /* NaN when it is not one number */
WF_API gboolean           wf_intervention_is_calendar (WfIntervention *self);  /* its numbers were given as dates or spans of time */
WF_API const char        *wf_intervention_get_level (WfIntervention *self);   /* what follows the sign, as typed; never NULL */
/* CLAMP: the bounds; DRAW: the two numbers of a normal or uniform; else FALSE */
WF_API gboolean           wf_intervention_get_bounds (WfIntervention *self, double *first, double *second);
WF_API WfDrawKind         wf_intervention_get_draw  (WfIntervention *self);
/* DRAW from levels: their names, NULL-terminated, and as many probabilities that sum to 1; else NULL */
WF_API const char *const *wf_intervention_get_levels (WfIntervention *self, const double **probabilities, gsize *n_levels);
/* REPLACE: x = intercept + sum_k coefficients[k] terms[k] + normal (0, sd); terms NULL-terminated; else NULL */
WF_API const char *const *wf_intervention_get_terms (WfIntervention *self, double *intercept, const double **coefficients, gsize *n_terms, double *sd);
WF_API const char        *wf_intervention_get_parent (WfIntervention *self);  /* CUT: the other end of the edge; else NULL */
/* "if z>3": name of z, or NULL without a condition; value: as typed */
WF_API const char        *wf_intervention_get_condition (WfIntervention *self, WfRelation *relation, const char **value);
/* the variable no longer listens to any of its causes: set or drawn, without a condition */
WF_API gboolean           wf_intervention_cuts_causes (WfIntervention *self);
WF_API char              *wf_intervention_describe_value (WfIntervention *self);  /* "= 800", "+ 50", "~ normal(5, 2)": what a card shows */
WF_API char              *wf_intervention_to_text   (WfIntervention *self);   /* for people: "pka = 800" */
WF_API char              *wf_intervention_to_source (WfIntervention *self);   /* as wf_intervention_parse() reads it */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfIntervention, wf_intervention_unref)

G_END_DECLS
