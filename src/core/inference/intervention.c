/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "core/inference/intervention-private.h"
#include "core/table/calendar.h"

G_DEFINE_BOXED_TYPE (WfIntervention, wf_intervention, wf_intervention_ref, wf_intervention_unref)

WfIntervention *
wf_intervention_new_empty (WfInterventionKind kind, const char *node)
{
  WfIntervention *self = g_atomic_rc_box_new0 (WfIntervention);

  self->node = g_strdup (node);
  self->kind = kind;
  self->value = self->first = self->second = NAN;
  return self;
}

static char *
number_to_text (double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  wf_append_double (text, value);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_intervention_new:
 * @node: name of a node
 * @kind: what is done to it: set, shift or scale
 * @value: the value it is set to, the amount added, or the factor; finite
 *
 * An intervention by a number.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new (const char *node, WfInterventionKind kind, double value)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (isfinite (value), NULL);
  g_return_val_if_fail (kind <= WF_INTERVENTION_SCALE, NULL);

  WfIntervention *self = wf_intervention_new_empty (kind, node);

  self->value = value;
  self->level = number_to_text (value);
  return self;
}

/**
 * wf_intervention_new_level:
 * @node: name of a node
 * @level: the level it is set to, by name
 *
 * Sets a node to a level. A level that reads as a number has a value too.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new_level (const char *node, const char *level)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (level != NULL, NULL);

  WfIntervention *self = wf_intervention_new_empty (WF_INTERVENTION_SET, node);

  self->value = wf_intervention_read_number (level);
  self->level = g_strdup (level);
  return self;
}

/**
 * wf_intervention_new_clamp:
 * @node: name of a continuous node
 * @low: smallest value left to it; finite
 * @high: largest value left to it, at least @low; finite
 *
 * Keeps what the mechanism of a node gives within bounds; the edges into it stay.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new_clamp (const char *node, double low, double high)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (isfinite (low) && isfinite (high) && low <= high, NULL);

  WfIntervention *self = wf_intervention_new_empty (WF_INTERVENTION_CLAMP, node);
  g_autofree char *from = number_to_text (low);
  g_autofree char *to = number_to_text (high);

  self->first = low;
  self->second = high;
  self->level = g_strdup_printf ("[%s,%s]", from, to);
  return self;
}

static char *
seconds_to_text (double seconds, gboolean is_span)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_span)
    wf_calendar_append_span (text, seconds);
  else
    wf_calendar_append (text, seconds);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_intervention_new_date:
 * @node: name of a node whose numbers are seconds since 1970
 * @kind: what is done to it: set or shift
 * @seconds: the time it is set to, or how much later it is; finite
 *
 * An intervention that is written as a date, or as a span of time.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new_date (const char *node, WfInterventionKind kind, double seconds)
{
  WfIntervention *self;

  g_return_val_if_fail (kind <= WF_INTERVENTION_SHIFT, NULL);

  self = wf_intervention_new (node, kind, seconds);
  g_return_val_if_fail (self != NULL, NULL);
  g_free (self->level);
  self->level = seconds_to_text (seconds, kind == WF_INTERVENTION_SHIFT);
  self->is_calendar = TRUE;
  return self;
}

/**
 * wf_intervention_new_clamp_dates:
 * @node: name of a node whose numbers are seconds since 1970
 * @low: earliest time left to it; finite
 * @high: latest time left to it, at least @low; finite
 *
 * Returns: (transfer full): as wf_intervention_new_clamp(), written with dates
 */
WfIntervention *
wf_intervention_new_clamp_dates (const char *node, double low, double high)
{
  WfIntervention *self = wf_intervention_new_clamp (node, low, high);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  from = seconds_to_text (low, FALSE);
  to = seconds_to_text (high, FALSE);
  g_free (self->level);
  self->level = g_strdup_printf ("[%s,%s]", from, to);
  self->is_calendar = TRUE;
  return self;
}

/**
 * wf_intervention_new_cut:
 * @parent: name of a node
 * @node: name of one of its children
 *
 * Cuts one edge: the child sees an independent draw from the parent's own distribution instead of its value
 * (Janzing, Balduzzi, Grosse-Wentrup & Schoelkopf 2013, Annals of Statistics 41, definition 1).
 *
 * Returns: (transfer full): a new intervention on @node
 */
WfIntervention *
wf_intervention_new_cut (const char *parent, const char *node)
{
  g_return_val_if_fail (parent != NULL, NULL);
  g_return_val_if_fail (node != NULL, NULL);

  WfIntervention *self = wf_intervention_new_empty (WF_INTERVENTION_CUT, node);

  self->names = g_new0 (char *, 2);
  self->names[0] = g_strdup (parent);
  self->n_names = 1;
  self->level = g_strdup (parent);
  return self;
}

/**
 * wf_intervention_new_draw:
 * @node: name of the node
 * @draw: %WF_DRAW_EVEN or %WF_DRAW_OBSERVED
 *
 * Draws the node without its causes: every level alike, or as often as it was observed.
 *
 * Returns: (transfer full): the intervention
 */
WfIntervention *
wf_intervention_new_draw (const char *node, WfDrawKind draw)
{
  g_return_val_if_fail (node != NULL && *node != '\0', NULL);
  g_return_val_if_fail (draw == WF_DRAW_EVEN || draw == WF_DRAW_OBSERVED, NULL);

  WfIntervention *self = wf_intervention_new_empty (WF_INTERVENTION_DRAW, node);

  self->draw = draw;
  self->level = g_strdup (draw == WF_DRAW_EVEN ? "uniform" : "observed");
  return self;
}

/**
 * wf_intervention_ref:
 * @self: an intervention
 *
 * Returns: (transfer full): @self
 */
WfIntervention *
wf_intervention_ref (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
intervention_clear (gpointer data)
{
  WfIntervention *self = data;

  g_free (self->node);
  g_free (self->level);
  g_strfreev (self->names);
  g_free (self->numbers);
  g_free (self->tested);
  g_free (self->threshold);
}

/**
 * wf_intervention_unref:
 * @self: (transfer full): an intervention
 */
void
wf_intervention_unref (WfIntervention *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, intervention_clear);
}

/**
 * wf_intervention_get_node:
 * @self: an intervention
 *
 * Returns: name of the node
 */
const char *
wf_intervention_get_node (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->node;
}

/**
 * wf_intervention_get_kind:
 * @self: an intervention
 *
 * Returns: what is done to the node
 */
WfInterventionKind
wf_intervention_get_kind (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, WF_INTERVENTION_SET);
  return self->kind;
}

/**
 * wf_intervention_get_value:
 * @self: an intervention
 *
 * Returns: the number, or NaN when it is a level that does not read as one
 */
double
wf_intervention_get_value (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->value;
}

/**
 * wf_intervention_is_calendar:
 * @self: an intervention
 *
 * Returns: whether its numbers are seconds that were given as dates, or as a span of time
 */
gboolean
wf_intervention_is_calendar (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_calendar;
}

/**
 * wf_intervention_get_level:
 * @self: an intervention
 *
 * Returns: the level, number, bounds, distribution or sum as typed; of a cut, the name of the parent
 */
const char *
wf_intervention_get_level (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->level;
}

/**
 * wf_intervention_get_bounds:
 * @self: an intervention
 * @first: (out): lower bound; mean of a normal distribution
 * @second: (out): upper bound; standard deviation of a normal distribution
 *
 * Returns: %TRUE for a clamp and for a draw from a normal or uniform distribution
 */
gboolean
wf_intervention_get_bounds (WfIntervention *self, double *first, double *second)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (first != NULL && second != NULL, FALSE);

  *first = self->first;
  *second = self->second;
  return !isnan (self->first);
}

/**
 * wf_intervention_cuts_causes:
 * @self: an intervention
 *
 * Returns: whether its node no longer listens to any of its causes, in every row: it is set or drawn
 */
gboolean
wf_intervention_cuts_causes (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return (self->kind == WF_INTERVENTION_SET || self->kind == WF_INTERVENTION_DRAW) && self->tested == NULL;
}

/**
 * wf_intervention_get_draw:
 * @self: an intervention
 *
 * Returns: what a draw draws from
 */
WfDrawKind
wf_intervention_get_draw (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, WF_DRAW_OBSERVED);
  return self->draw;
}

/**
 * wf_intervention_get_levels:
 * @self: an intervention
 * @probabilities: (out) (array length=n_levels) (transfer none): as many; they sum to 1
 * @n_levels: (out): how many
 *
 * Returns: (array zero-terminated=1) (transfer none) (nullable): names of the levels that are drawn from, or
 * %NULL
 */
const char *const *
wf_intervention_get_levels (WfIntervention *self, const double **probabilities, gsize *n_levels)
{
  g_return_val_if_fail (self != NULL, NULL);

  gboolean has_levels = self->kind == WF_INTERVENTION_DRAW && self->draw == WF_DRAW_LEVELS;

  *probabilities = has_levels ? self->numbers : NULL;
  *n_levels = has_levels ? self->n_names : 0;
  return has_levels ? (const char *const *) self->names : NULL;
}

/**
 * wf_intervention_get_terms:
 * @self: an intervention
 * @intercept: (out): the constant
 * @coefficients: (out) (array length=n_terms) (transfer none): one a term
 * @n_terms: (out): how many
 * @sd: (out): standard deviation of the normal noise
 *
 * Returns: (array zero-terminated=1) (transfer none) (nullable): names of the nodes that the replaced
 * mechanism listens to, or %NULL when nothing is replaced
 */
const char *const *
wf_intervention_get_terms (
    WfIntervention *self, double *intercept, const double **coefficients, gsize *n_terms, double *sd)
{
  g_return_val_if_fail (self != NULL, NULL);

  gboolean has_terms = self->kind == WF_INTERVENTION_REPLACE;

  *intercept = self->intercept;
  *coefficients = has_terms ? self->numbers : NULL;
  *n_terms = has_terms ? self->n_names : 0;
  *sd = self->sd;
  return has_terms ? (const char *const *) self->names : NULL;
}

/**
 * wf_intervention_get_parent:
 * @self: an intervention
 *
 * Returns: (nullable): name of the node whose edge is cut, or %NULL
 */
const char *
wf_intervention_get_parent (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->kind == WF_INTERVENTION_CUT ? self->names[0] : NULL;
}

/**
 * wf_intervention_get_condition:
 * @self: an intervention
 * @relation: (out): how it is compared
 * @value: (out) (nullable): with what, as typed
 *
 * Returns: (nullable): name of the node that decides where the intervention holds, or %NULL when it always
 * does
 */
const char *
wf_intervention_get_condition (WfIntervention *self, WfRelation *relation, const char **value)
{
  g_return_val_if_fail (self != NULL, NULL);

  *relation = self->relation;
  *value = self->threshold;
  return self->tested;
}
